"""Names that may be one person's, side by side."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.workshop.namesakes import spelt_alike


def test_spellings_of_one_name_are_put_together() -> None:
    names = ["Jörg Müller", "Anna Berg", "Mueller, Joerg", "José García", "O’Brien Pat", "garcia jose", "Pat O'Brien"]
    assert spelt_alike(names) == [
        ("Jörg Müller", "Mueller, Joerg"), ("José García", "garcia jose"), ("O’Brien Pat", "Pat O'Brien"),
    ]  # fmt: skip
    assert spelt_alike(["Anna Berg", "anna  berg", "Hanna Berg"]) == []


@given(st.lists(st.text("abüé -'", min_size=1, max_size=8), max_size=12))
def test_each_name_is_in_one_group_at_most(names: list[str]) -> None:
    found = [name for group in spelt_alike(names) for name in group]
    assert len(found) == len(set(found)) and set(found) <= set(names)
