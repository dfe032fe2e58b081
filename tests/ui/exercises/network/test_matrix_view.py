"""The matrix before the room: groups alone, none too small, by team, place or level."""

from typing import Literal

import pytest
from agreeing import match_exact
from prepared import add_sample
from pytestqt.qtbot import QtBot

from facilitator.charts.drawing import Ink
from facilitator.charts.styles import ACCENT, readable_on
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.charts.painting import color_of
from ui.exercises.network.framed import FramedView, ask_for_patience
from ui.exercises.network.matrix_view import MatrixView, matrix_chart
from ui.exercises.network.network_views import BEFORE_AFTER, MAP, MATRIX, make_view
from ui.theme.tokens import DARK, LIGHT, contrast


@pytest.fixture
def view(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> MatrixView:
    add_sample(library)
    step = next(step.id for step, each in exercise_steps(library, 1) if each.kind == "network")
    match_exact(library, step)
    made = make_view(MATRIX, bridge, step)
    assert isinstance(made, MatrixView)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: made.source.room is not None and not made.source.is_reading)
    return made


def test_it_shows_groups_and_nobody(qtbot: QtBot, library: Library, view: MatrixView) -> None:
    qtbot.waitUntil(lambda: bool(view.matrix.chart.names))
    teams = {person.team for person in people_of(library, 1)}
    assert set(view.matrix.chart.names) <= teams | {"Others"}
    assert sum(view.matrix.chart.counts.values()) > 20
    shown = "\n".join(view.texts)
    assert not [person.name for person in people_of(library, 1) if person.name in shown]
    step = exercise_steps(library, 1)[0][0].id
    labels = {c.label for each in read_networks(library, step).values() for c in each.contacts if len(c.label) > 5}
    assert not [label for label in labels if label in shown]


def test_groups_follow_the_choice_and_their_threshold(qtbot: QtBot, library: Library, view: MatrixView) -> None:
    view.set_option("by", "level")
    levels = [person.level for person in people_of(library, 1)]
    small = {level for level in levels if levels.count(level) < 5}
    assert not small & set(view.matrix.chart.names)
    view.set_option("by", "location")
    places = [person.location for person in people_of(library, 1)]
    assert not {place for place in places if places.count(place) < 5} & set(view.matrix.chart.names)


def test_without_ties_it_says_what_is_missing(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    made = make_view(MATRIX, bridge, network_step)
    assert isinstance(made, MatrixView)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "contacts are matched" in "\n".join(made.texts))


@pytest.mark.parametrize("key", [MAP, MATRIX, BEFORE_AFTER])
def test_nothing_is_claimed_before_the_room_is_read(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, key: str
) -> None:
    made = make_view(key, bridge, network_step)
    assert isinstance(made, FramedView)
    qtbot.addWidget(made)

    def claims() -> bool:
        return any("yet" in text or "once" in text for text in made.texts)

    assert not claims()
    qtbot.waitUntil(claims)


def test_what_takes_its_time_asks_for_patience_and_nothing_else_does(qtbot: QtBot) -> None:
    slow, quick = matrix_chart(), matrix_chart()
    for chart in (slow, quick):
        qtbot.addWidget(chart)
    ask_for_patience(quick, lambda: False)
    ask_for_patience(slow, lambda: True)
    assert not any(slow.texts) and not any(quick.texts)
    qtbot.waitUntil(lambda: "One moment…" in slow.texts)
    assert not any(quick.texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_shade_of_a_cell_bears_its_number(scheme: Literal["light", "dark"]) -> None:
    tokens = LIGHT if scheme == "light" else DARK
    for share in range(101):
        ground = Ink(ACCENT.role, 0.06 + 0.84 * share / 100)
        # Large, bold numbers: WCAG asks for 3 : 1; with text and ground from one scheme the middle shade has the least.
        assert contrast(color_of(readable_on(ground), tokens).name(), color_of(ground, tokens).name()) > 3.7
