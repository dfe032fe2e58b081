"""Who knows whom beside the contacts of a form: for each pair, in a cell a contact, in wide and in long form."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from command_line import facilitator
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from prepared import empty_room

from facilitator.exercises.network.factors import load_factor_set
from facilitator.exercises.network.interchange.ties_beside import ties_beside
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.delimited import read_lines
from facilitator.sharing.grid import to_table
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

FACTORS = load_factor_set("standard").factors
NAMES = ("Omar", "Pia", "MK", "Zoë", "B. Roy", "李")
MOST = len(NAMES)


@dataclass(frozen=True)
class Listed:
    """One person's contacts, and which of them know each other by their places."""

    name: str
    contacts: tuple[str, ...]
    ties: frozenset[tuple[int, int]]

    @property
    def named(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(self.contacts[place] for place in pair) for pair in self.ties)


Room = Sequence[Listed]


def written(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def by_pairs(room: Room, heading: str, yes: str, no: str) -> str:
    pairs = list(combinations(range(MOST), 2))
    head = ["Your name", *(f"Contact {at + 1}" for at in range(MOST))]
    head += [heading.format(one + 1, other + 1) for one, other in pairs]
    return written(head, [
        [each.name, *each.contacts, *[""] * (MOST - len(each.contacts)),
         *((yes if pair in each.ties else no) if pair[1] < len(each.contacts) else "" for pair in pairs)]
        for each in room
    ])  # fmt: skip


def by_letters(room: Room, contact: str, heading: str) -> str:
    """The same where contacts are called by letters, in the headings of the pairs at least."""
    text = by_pairs(room, heading.replace("{}", "<{}>"), "Yes", "No")
    for at in range(MOST):
        letter = "ABCDEF"[at]
        text = text.replace(f"<{at + 1}>", letter).replace(f"Contact {at + 1}", contact.format(letter, at + 1))
    return text


def known_of(each: Listed, place: int) -> list[int]:
    return [one if other == place else other for one, other in sorted(each.ties) if place in (one, other)]


def in_cells(room: Room) -> str:
    """A cell a contact with the numbers of those whom they know."""
    head = ["Your name"]
    for at in range(MOST):
        head += [f"Name of contact {at + 1}", f"Which of the others does contact {at + 1} know?"]
    rows = []
    for each in room:
        cells = [each.name]
        for at in range(MOST):
            numbers = [f"Contact {other + 1}" for other in known_of(each, at)] if at < len(each.contacts) else []
            cells += [each.contacts[at] if at < len(each.contacts) else "", ", ".join(numbers)]
        rows.append(cells)
    return written(head, rows)


def in_long_form(room: Room) -> str:
    rows = [
        [each.name, contact, "; ".join(each.contacts[other] for other in known_of(each, at))]
        for each in room
        for at, contact in enumerate(each.contacts)
    ]
    return written(["participant", "contact", "knows"], rows)


LAYOUTS: dict[str, Callable[[Room], str]] = {
    "yes and no": lambda room: by_pairs(room, "Does contact {} know contact {}?", "Yes", "No"),
    "German": lambda room: by_pairs(room, "Kennt Kontakt {} Kontakt {}?", "ja", "nein"),
    "numbers": lambda room: by_pairs(room, "tie_{}_{}", "1", "0"),
    "LimeSurvey": lambda room: by_pairs(room, "ties[SQ00{}_SQ00{}]", "Y", "N"),
    "bare": lambda room: by_pairs(room, "{}-{}", "x", "-"),
    "words": lambda room: by_pairs(room, "How well do they know each other? - {} - {}", "A little", "Not at all"),
    "letters": lambda room: by_letters(room, "Contact {1}", "Tie {}–{}"),
    "letters throughout": lambda room: by_letters(room, "Contact {0}", "Does {} know {}?"),
    "cells": in_cells,
    "long form": in_long_form,
}
ROOM = (
    Listed("Anna", ("Omar", "Pia", "MK"), frozenset({(0, 1), (1, 2)})),
    Listed("Björn", ("Zoë", "Omar", "李", "Pia"), frozenset({(0, 3), (0, 1)})),
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybodys_ties_come_in(library: Library, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(LAYOUTS[layout](ROOM), encoding="utf-8")
    workshop = empty_room(library)
    outcome = import_files(library, workshop, [path])
    assert not outcome.failed, [str(each) for file in outcome.files for each in file.proposal.plan.errors]
    names = {person.id: person.name for person in people_of(library, workshop)}
    found = {}
    for person, view in read_networks(library, exercise_steps(library, workshop)[0][0].id).items():
        labels = {contact.id: contact.label for contact in view.contacts}
        found[names[person]] = (
            tuple(labels.values()),
            frozenset(frozenset(labels[end] for end in pair) for pair in view.ties or ()),
        )
    assert found == {each.name: (each.contacts, each.named) for each in ROOM}


def rooms() -> st.SearchStrategy[list[Listed]]:
    def listed(name: str) -> st.SearchStrategy[Listed]:
        contacts = st.lists(st.sampled_from(NAMES), unique=True, min_size=2, max_size=MOST).map(tuple)
        return contacts.flatmap(
            lambda chosen: st.sets(st.sampled_from(list(combinations(range(len(chosen)), 2)))).map(
                lambda ties: Listed(name, chosen, frozenset(ties))
            )
        )

    people = st.lists(st.sampled_from(["Anna", "Björn", "Chen Wei", "Dolores"]), unique=True, min_size=1, max_size=4)
    return people.flatmap(lambda names: st.tuples(*map(listed, names)).map(list))


@settings(max_examples=share_of(120), deadline=None)
@given(rooms(), st.sampled_from(sorted(LAYOUTS)))
def test_ties_read_are_those_of_the_file(room: list[Listed], layout: str) -> None:
    table = to_table("file.csv", read_lines(LAYOUTS[layout](room)))
    found = ties_beside(table, FACTORS, Options())
    if layout in ("cells", "long form", "bare") and not any(each.ties for each in room):
        # A line in a cell says as little as an empty one.
        assert found is None
        return
    assert found is not None
    _, ties = found
    assert not ties.problems
    read = {(owner, frozenset((one, other))) for owner, one, other, _ in ties.rows if one}
    assert read == {(each.name, pair) for each in room for pair in each.named}


@pytest.mark.parametrize(
    "text",
    [
        # Years, and questions that are counted as contacts are.
        "Your name,Contact 1,Contact 2,Years you know contact 1,Years you know contact 2\nAnna,Omar,Pia,2,1\n",
        "name,C1Q1,C1Q2,C2Q1,C2Q2\nAnna,Omar,About daily,Pia,About daily\n",
        "participant,contact,how well you know them\nAnna,Omar,very well\nAnna,Pia,a little\n",
        "Your name,Contact 1,Contact 2,Know contact 1 well (1-5)?,Know contact 2 well (1-5)?\nA,B,C,4,5\n",
    ],
)
def test_other_columns_are_no_ties(text: str) -> None:
    assert ties_beside(to_table("file.csv", read_lines(text)), FACTORS, Options()) is None


def test_what_says_neither_yes_nor_no_is_named(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("Your name,Contact 1,Contact 2,knows 1-2\nAnna,Omar,Pia,perhaps\n", encoding="utf-8")
    workshop = empty_room(library)
    library.close()
    where = ("--library", library.path, "import", workshop, path)
    refused = facilitator(*where, code=1).stderr
    assert "row 2, column “knows 1-2”: “perhaps” says neither" in refused
    # A column that the person matched is what they say.
    facilitator(*where, "--map", "knows 1-2=ignore")
