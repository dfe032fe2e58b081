"""Whatever is done with themes, and undone, and done again: no card and no dot is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_cards import Writer

from facilitator.errors import Invalid
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.dots import lay_dots
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import (
    dissolve_theme,
    make_theme,
    merge_themes,
    move_cards,
    rename_theme,
    split_theme,
)
from facilitator.exercises.three_questions.wall import Wall, read_wall, target_of
from facilitator.rehearsal.people import people
from facilitator.storage.library import Done, Library, open_library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import new_workshop

STEPS = st.lists(st.tuples(st.sampled_from(range(9)), st.integers(0, 99), st.integers(0, 99)), max_size=25)


@dataclass
class Board:
    """A wall that is played with, and the undos and redos of what was done."""

    library: Library
    step_id: int
    undos: list[Callable[[], Any]] = field(default_factory=list)
    redos: list[Callable[[], Any]] = field(default_factory=list)

    @property
    def wall(self) -> Wall:
        return read_wall(self.library, self.step_id)

    def did(self, done: Done[Any]) -> None:
        self.undos.append(done.undo)
        self.redos.clear()

    def play(self, kind: int, one: int, other: int) -> None:
        wall = self.wall
        cards, themes = [card.id for card in wall.cards], list(wall.themes)
        some = cards[one % len(cards) : one % len(cards) + 1 + other % 4]
        theme = themes[one % len(themes)] if themes else None
        if kind == 0:
            self.did(make_theme(self.library, self.step_id, f"T{one}", some))
        elif kind == 1:
            self.did(move_cards(self.library, self.step_id, some, theme.id if theme and other % 3 else None))
        elif kind == 2 and theme:
            self.did(merge_themes(self.library, self.step_id, theme.id, [themes[other % len(themes)].id]))
        elif kind == 3 and theme and len(theme.cards) > 1:
            few = [card.id for card in theme.cards][: 1 + other % (len(theme.cards) - 1)]
            self.did(split_theme(self.library, self.step_id, theme.id, few, "Split"))
        elif kind == 4 and theme:
            self.did(dissolve_theme(self.library, self.step_id, theme.id))
        elif kind == 5 and theme:
            self.did(rename_theme(self.library, self.step_id, theme.id, f"R{other}"))
        elif kind == 6:
            self.did(hide_card(self.library, self.step_id, some[0], bool(other % 2)))
        elif kind == 7 and self.undos:
            self.redos.append(self.undos.pop()())
        elif kind == 8 and self.redos:
            self.undos.append(self.redos.pop()())


def board(folder: Path, empty: Path) -> Board:
    library = open_library(Path(copy(empty, folder / "library.sqlite")))
    workshop = new_workshop(library, "W").value
    add_people(library, workshop, people(3))
    step_id = add_exercise(library, workshop, "three_questions").value
    prompts = get_setup(library, step_id).prompts
    for number in range(9):
        add_for_room(library, step_id, prompts[number % 3].id, f"card {number}")
    return Board(library, step_id)


@settings(max_examples=share_of(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_card_is_ever_lost(empty_library: Path, steps: list[tuple[int, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        played = board(Path(folder), empty_library)
        before = played.wall
        texts = sorted((card.id, card.text, card.prompt_id) for card in before.cards)
        states = []
        for step in steps:
            played.play(*step)
            wall = played.wall
            assert sorted((card.id, card.text, card.prompt_id) for card in wall.cards) == texts
            gathered = [card.id for theme in wall.themes for card in theme.cards]
            loose = [card.id for card in wall.cards if card.theme_id is None]
            assert sorted(gathered + loose) == [card_id for card_id, _, _ in texts]
            states.append(wall)
        while played.undos:
            played.undos.pop()()
        assert played.wall == before
        played.library.close()


@settings(max_examples=share_of(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from((0, 2, 3, 5, 6)), st.integers(0, 99), st.integers(0, 99)), max_size=12))
def test_making_merging_and_splitting_lose_no_dot(empty_library: Path, steps: list[tuple[int, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        played = board(Path(folder), empty_library)
        change_phase(played.library, played.step_id, "vote")
        person = people_of(played.library, played.wall.setup.workshop_id)[0].id
        for thing in played.wall.ranking[:3]:
            lay_dots(played.library, Writer(played.step_id, person), target_of(thing), 1)
        for step in steps:
            played.play(*step)
            assert played.wall.laid == 3
        played.library.close()


def test_a_theme_keeps_a_card_when_it_is_split(library: Library, card_step: int) -> None:
    first = get_setup(library, card_step).prompts[0].id
    cards = [add_for_room(library, card_step, first, str(number)).value for number in range(3)]
    theme = make_theme(library, card_step, "All", cards[:2]).value
    for wrong in ([], cards[:2], [cards[2]]):
        with pytest.raises(Invalid, match="leave at least one"):
            split_theme(library, card_step, theme, wrong, "Part")
    with pytest.raises(Invalid, match="needs a name"):
        make_theme(library, card_step, "  ")
