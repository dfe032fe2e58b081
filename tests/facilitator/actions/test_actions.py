"""The list of what a workshop promised."""

from datetime import date

import pytest

from facilitator.actions.actions import (
    ActionView,
    Source,
    Wording,
    actions_of,
    add_action,
    change_action,
    remove_action,
)
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of, remove_people
from facilitator.workshop.workshops import new_workshop


def test_an_action_is_made_changed_removed_and_brought_back(library: Library, workshop: int) -> None:
    one, other, *_ = people_of(library, workshop)
    step = exercise_steps(library, workshop)[0][0].id
    heard = []
    library.changed.connect(heard.append)
    first = Wording(" Ten minutes\nof handover ", one.id, other.id, date(2026, 3, 2), "Fewer calls at night")
    action = add_action(library, workshop, first, Source(step, "theme 4")).value
    assert [change.topic for change in heard] == [Topic.ACTIONS]
    made = ActionView(
        action,
        Wording("Ten minutes of handover", one.id, other.id, date(2026, 3, 2), "Fewer calls at night"),
        one.name,
        other.name,
        Source(step, "theme 4"),
    )
    assert actions_of(library, workshop) == actions_of(library, workshop, step) == [made]
    changed = change_action(library, action, Wording("Five minutes", status="kept", seen="It works"))
    assert actions_of(library, workshop)[0].wording.status == "kept"
    removed = remove_action(library, action)
    assert actions_of(library, workshop) == []
    removed.undo()
    changed.undo()
    assert actions_of(library, workshop) == [made]


def test_an_action_outlives_its_owner_and_its_step(library: Library, workshop: int) -> None:
    person = people_of(library, workshop)[0].id
    step = exercise_steps(library, workshop)[0][0].id
    add_action(library, workshop, Wording("Call", person), Source(step))
    remove_people(library, [person])
    remove_step(library, step)
    (left,) = actions_of(library, workshop)
    assert (left.owner, left.wording.owner_id, left.source.step_id) == ("", None, None)


def test_what_an_action_can_not_be(library: Library, workshop: int) -> None:
    person = people_of(library, workshop)[0].id
    stranger = new_workshop(library, "Other").value
    with pytest.raises(Invalid, match="what is going to be done"):
        add_action(library, workshop, Wording(" "))
    with pytest.raises(Invalid, match="somebody else"):
        add_action(library, workshop, Wording("x", person, person))
    with pytest.raises(NotFound):
        add_action(library, stranger, Wording("x", person))
    with pytest.raises(NotFound):
        change_action(library, 99, Wording("x"))
