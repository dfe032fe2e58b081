"""The sample workshop: a room of invented people, to look at before one's own.

They have answered everything but for a few who came late: whoever tries the station plays one of those.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from pydantic import Field

from facilitator.actions.actions import Wording, add_action, add_actions
from facilitator.actions.simulation import simulate_indicators
from facilitator.content_files import content
from facilitator.exercises.promises import open_promises
from facilitator.exercises.registry import exercise
from facilitator.exercises.templates import bundled_agenda, start_workshop
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.records import Record
from facilitator.rehearsal.people import people
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import agenda
from facilitator.workshop.roster import add_people

_PROMISES = 6
"""Of a step that go to the actions: a room does not agree on more."""


class _Sample(Record):
    title: str
    client: str
    facilitator: str
    template: str
    place: str
    people: int = Field(ge=0, le=250)
    to_go: int = Field(ge=0, le=250)


def add_sample(library: Library, *, template: str = "", seed: int = 1) -> int:
    """Add the sample workshop, dated today, and return its id. The same seed gives the same people and answers."""
    return sample_workshop(library, template=template, seed=seed).value


def sample_workshop(library: Library, *, template: str = "", count: int | None = None, seed: int = 1) -> Done[int]:
    """The sample workshop as an operation that can be undone, with `count` people in place of its usual number.

    The usual one has some more who have answered nothing yet; with a `count` or a `template` everybody has. With the
    key of a bundled `template` the same people run that one; one that looks back says what was agreed on, and how many
    weeks ago. Raises NotFound for an unknown one.
    """
    facts = content(_Sample, "samples", "workshop.json").model_dump()
    usual, to_go = facts.pop("people"), facts.pop("to_go")
    facts |= {name: tr(facts[name]) for name in ("title", "client", "place") if facts[name]}
    before: dict[str, Any] = {}
    if template:
        before = bundled_agenda(template).get("sample", before)
        title = tr("Sample: {agenda}", agenda=tr_content(AGENDA, bundled_agenda(template)["title"]))
        facts |= {"template": template, "title": title}
    with library.change(tr("Add sample workshop")) as change:
        held_on = datetime.now(UTC).astimezone().date() - timedelta(weeks=before.get("weeks_ago", 0))
        workshop_id = start_workshop(library, **facts, held_on=held_on).value
        whole = not template and count is None
        answering = usual if count is None else count
        roster = people(answering + (to_go if whole else 0), seed=seed)
        participants = add_people(library, workshop_id, roster[:answering]).value
        for number, action in enumerate(before.get("actions", ()) if participants else ()):
            what, sign = (tr_content(AGENDA, action.get(part, "")) for part in ("what", "sign"))
            add_action(library, workshop_id, Wording(what, participants[number % len(participants)], sign=sign))
        for step in agenda(change.session, workshop_id):
            if step.exercise:
                for number, participant_id in enumerate(participants):
                    random = Random(f"{seed} {step.position} {number}")  # noqa: S311  # repeatable on purpose
                    exercise(step.exercise).simulate(library, step.id, participant_id, random)
                # Colleagues in the room whom others have named are known to be those.
                exercise(step.exercise).match_exact(library, step.id)
                if participants:
                    room = Random(f"{seed} {step.position} room")  # noqa: S311  # as above
                    exercise(step.exercise).simulate_room(library, step.id, room)
                if promises := open_promises(library, step.id):
                    add_actions(library, workshop_id, promises[:_PROMISES])
        if participants:
            simulate_indicators(library, workshop_id, Random(f"{seed} indicators"))  # noqa: S311  # as above
        # Last: nobody who has answered named anybody of them.
        if roster[answering:]:
            add_people(library, workshop_id, roster[answering:])
    return change.done(workshop_id)
