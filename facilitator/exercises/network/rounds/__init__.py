"""Before and after: the rounds of a step, lists carried from one to the next, and what changed between them."""

from facilitator.exercises.network.rounds.carried import drop_carried
from facilitator.exercises.network.rounds.rounds import round_titles

__all__ = ["drop_carried", "round_titles"]
