"""Choices that belong to the library."""

from facilitator.storage.library import Library
from facilitator.workshop.preferences import preference, set_preference


def test_values_come_back_as_they_were(library: Library) -> None:
    assert preference(library, "screen") is None
    assert preference(library, "screen", 2) == 2
    for value in ("Łódź", 0, False, [1, {"a": None}]):
        set_preference(library, "screen", value)
        assert preference(library, "screen", "other") == value
    set_preference(library, "screen", None)
    set_preference(library, "never", None)
    assert preference(library, "screen", "other") == "other"
