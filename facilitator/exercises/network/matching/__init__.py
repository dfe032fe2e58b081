"""Which contacts are participants themselves: proposed by likeness of names, decided by a person, remembered."""

from facilitator.exercises.network.matching.verdicts import forget_person, match_exact, uncount

__all__ = ["forget_person", "match_exact", "uncount"]
