"""Names of a roster are found in what somebody wrote, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.workshop.named_in_text import named_in

PEOPLE = {
    1: "Ada Moor",
    2: "Jörg Müller",
    3: "Thomas von Stein",
    4: "Will Long",
    5: "李明",
    6: "Mark O'Neil",
    7: "Ben Ali",
    8: "Nguyễn Thị Minh Khai",
    9: "Sarah Day",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Moor warned us.", {1: True}),
        ("ada moor warned us", {1: True}),
        ("Moor, Ada, warned us", {1: True}),
        ("It was Ada's idea", {1: False}),
        ("Es war Adas Idee", {1: False}),
        ("Joerg Mueller said so", {2: True}),
        ("Jörg Müler said so", {2: True}),
        ("Tom showed me the form", {3: False}),
        ("Tom Stein showed me", {3: True}),
        ("we asked O’Neil", {6: False}),
        ("我和李明一起做的", {5: True}),
        ("it took long, and we will go on", {4: False}),
        ("von der Schicht, with IT and QA", {}),
        ("the quiet one at the press", {}),
        ("Ben's list", {7: False}),
        ("This week, and in two days as well", {}),
        ("Khai's list, and Day's", {8: False, 9: False}),
        ("", {}),
    ],
)
def test_names_are_found_as_people_write_them(text: str, found: dict[int, bool]) -> None:
    assert named_in(text, PEOPLE) == found


@given(st.sampled_from(sorted(PEOPLE)), st.text(" abcxyzäöü.,\n", max_size=40), st.text(" abcxyz.!?\n", max_size=40))
def test_a_whole_name_is_found_wherever_it_stands(person: int, before: str, after: str) -> None:
    assert named_in(f"{before} {PEOPLE[person]} {after}", PEOPLE).get(person) is True
