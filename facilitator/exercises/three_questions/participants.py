"""How far participants are: with their cards, or with their dots."""

from facilitator.exercises.three_questions.wall import standings

__all__ = ["standings"]
