"""How the fields of a worksheet are called, for the module that makes them and the one that reads them."""

NOBODY_KNOWS = "ties-none"
LENGTH = "count-all"
ACTION_WHAT, ACTION_DAY, ACTION_PARTNER, ACTION_SIGN = "action-what", "action-day", "action-partner", "action-sign"
ACTION_SHARED = "action-shared"


def contact(number: int) -> str:
    """The name of a contact; they are numbered from 1."""
    return f"contact-{number}"


def rating(number: int, factor: str) -> str:
    """The answer to one question about a contact."""
    return f"contact-{number}-{factor}"


def tie(low: int, high: int) -> str:
    """Whether two contacts know each other, the one with the lower number first."""
    return f"tie-{low}-{high}"


def count(factor: str, code: int) -> str:
    """How many people of the list have an answer, kinds of missing included."""
    return f"count-{factor}-{code}"
