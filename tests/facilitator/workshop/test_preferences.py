"""Choices that belong to the library."""

from dataclasses import dataclass
from typing import Any

from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference


@dataclass(frozen=True)
class Window:
    size: tuple[int, int] = (800, 600)
    name: str = ""


SCREEN: Preference[Any] = Preference("screen", Any, "other")
WINDOW = Preference("window", Window, Window())


def test_values_come_back_as_they_were(library: Library) -> None:
    assert SCREEN.get(library) == "other"
    for value in ("Łódź", 0, False, [1, {"a": None}]):
        SCREEN.set(library, value)
        assert SCREEN.get(library) == value
    SCREEN.clear(library)
    SCREEN.clear(library)
    assert SCREEN.get(library) == "other"


def test_a_form_is_kept_for_each_it_belongs_to(library: Library) -> None:
    WINDOW.set(library, Window((1, 2), "Łódź"))
    WINDOW.set(library, Window((3, 4)), 7, "de")
    assert WINDOW.get(library) == Window((1, 2), "Łódź")
    assert WINDOW.get(library, 7, "de") == Window((3, 4))
    WINDOW.clear(library, 7, "de")
    assert WINDOW.get(library, 7, "de") == Window() != WINDOW.get(library)


def test_what_is_not_of_the_form_is_as_usual(library: Library) -> None:
    for nonsense in ([], "left", None, {"size": "huge"}, {"size": [1]}):
        Preference("window", Any, None).set(library, nonsense)
        assert WINDOW.get(library) == Window()
