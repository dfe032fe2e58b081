"""A picture goes further than the room: each view that bears the names of people says so, and no other does."""

import pytest
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import exercise_steps
from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.wall.view import WallView


@pytest.mark.parametrize(
    ("template", "naming"),
    [
        ("team_weekly", {("three_questions", "wall"), ("three_questions", "themes")}),
        ("recognition", {("recognition", "wall")}),
        ("follow_up", {("looking_back", "agreed"), ("success_cases", "worked")}),
        ("stories", {("stories", "story")}),
    ],
)
def test_each_view_that_names_people_says_so(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, template: str, naming: set[tuple[str, str]]
) -> None:
    workshop = sample_workshop(library, template=template, count=6).value
    names = [person.name for person in people_of(library, workshop)]
    said, written = set(), set()
    for step, each in exercise_steps(library, workshop):
        for info in exercise_ui(each.kind).views_of(library, step.id):
            view = exercise_ui(each.kind).projector_view(info.key, bridge, step.id)
            qtbot.addWidget(view)
            qtbot.waitUntil(view.is_read)
            if view.names_people():
                said.add((each.kind, info.key))
            for wall in view.findChildren(WallView):
                told = " ".join(block.told() for block in wall.board.blocks())
                if any(name in told for name in names):
                    written.add((each.kind, info.key))
    assert said >= naming and written <= said
    assert {kind for kind, _ in said} <= {kind for kind, _ in naming}
