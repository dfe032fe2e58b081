"""An exercise that is there only for tests of the mail queue: its step's notes say what goes to whom.

They are JSON: `letters` are texts by their keys, `readers` have a word, a name, an address and the day they joined;
with `people` everybody on the roster gets them too, from that day on. A letter a week goes to each.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library
from facilitator.workshop.agenda import describe_step, get_step

KIND = "weekly"
FIRST = date(2026, 3, 2)
"""A Monday: the day of the first letter for whoever was there from the beginning."""

FILES = {
    "weekly/__init__.py": "",
    "weekly/exercise.json": '{"title": "Weekly letters", "minutes": 7}',
    "weekly/mails.py": """
import json
from datetime import date, timedelta

from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.workshop.agenda import get_step
from facilitator.workshop.dated_mails import Attachment, DatedMail, To, Written
from facilitator.workshop.roster import people_of


@implements(Exercise.dated_mails)
def dated_mails(library, step_id):
    step = get_step(library, step_id)
    plan = json.loads(step.notes or "{}")
    readers = [(To(name, address, reader=word), joined) for word, name, address, joined in plan.get("readers", ())]
    if "people" in plan:
        readers += [(To("", "", person.id), plan["people"]) for person in people_of(library, step.workshop_id)]
    return [
        DatedMail(
            key=key,
            to=to,
            due=date.fromisoformat(joined) + timedelta(days=7 * place),
            order=place,
            about=f"Letter {place + 1}",
            write=lambda key=key: written(library, step_id, key),
            apart=7,
        )
        for to, joined in readers
        for place, key in enumerate(plan.get("letters", {}))
    ]


def written(library, step_id, key):
    text = json.loads(get_step(library, step_id).notes)["letters"][key]
    if text == "broken":
        raise Invalid("Nobody has written this one.")
    return Written(f"Your letter {key}", text, (Attachment(f"{key}.txt", text.encode(), "text/plain"),))
""",
    "weekly/document.py": """
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise


@implements(Exercise.exchange_document)
def exchange_document(library, step_id, things, *, pseudonyms):
    things["reader 41"] = "reader 1"
    return {}


@implements(Exercise.restore_document)
def restore_document(session, step_id, document, people, things):
    things["reader 1"] = "reader 41"
""",
}


def add_letters(
    library: Library,
    workshop_id: int,
    letters: Mapping[str, str],
    readers: Sequence[tuple[str, str, str, date]] = (),
    people: date | None = None,
) -> int:
    """A step with these letters; returns its id."""
    step = add_exercise(library, workshop_id, KIND).value
    plan: dict[str, Any] = {
        "letters": dict(letters),
        "readers": [(word, name, address, joined.isoformat()) for word, name, address, joined in readers],
    }
    if people is not None:
        plan["people"] = people.isoformat()
    _keep(library, step, plan)
    return step


def change_letters(library: Library, step_id: int, letters: Mapping[str, str]) -> None:
    """Let these be the letters from now on."""
    plan = json.loads(get_step(library, step_id).notes)
    _keep(library, step_id, {**plan, "letters": dict(letters)})


def _keep(library: Library, step_id: int, plan: Mapping[str, Any]) -> None:
    step = get_step(library, step_id)
    describe_step(library, step_id, title=step.title, minutes=step.minutes, notes=json.dumps(plan))
