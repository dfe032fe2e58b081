"""A whole workshop as one JSON file: facts, people, agenda, and what its exercises hold. Read back into a workshop.

`version` is the number of this form; a file of a newer one is refused. The published schema is
`resources/schemas/workshop-1.json`.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitator import __version__
from facilitator.actions.actions import Status, Wording, actions_of, add_action
from facilitator.errors import BadFile
from facilitator.exercises.contract import ExchangesDocument, Facts, MergesFacts
from facilitator.exercises.registry import KINDS, exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.i18n import tr, trn
from facilitator.nameless import Pseudonyms
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Plan, fold
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import describe_workshop, get_workshop

FORMAT = "facilitator-workshop"


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FactsForm(_Form):
    """What is known of the workshop as a whole."""

    title: str = Field(min_length=1)
    client: str = ""
    facilitator: str = ""
    place: str = ""
    held_on: date | None = None
    follow_up: date | None = None
    language: str = "en"


class PersonForm(_Form):
    """Somebody on the roster; `id` is how the exercises' data names them."""

    id: int
    name: str = Field(min_length=1)
    email: str = ""
    team: str = ""
    location: str = ""
    level: str = ""


class StepForm(_Form):
    """A step of the agenda. `data` is what its exercise holds, null where there is none or it has no such form."""

    title: str
    kind: str
    exercise: str = ""
    minutes: int = Field(ge=0)
    notes: str = ""
    data: dict[str, Any] | None = None


class ActionForm(_Form):
    """What was agreed. `owner` and `partner` are people of the roster, `owner` null for the whole team."""

    what: str = Field(min_length=1)
    owner: int | None = None
    partner: int | None = None
    due: date | None = None
    sign: str = ""
    status: Status = "open"
    seen: str = ""


class WorkshopForm(_Form):
    """The file."""

    format: Literal["facilitator-workshop"]
    version: Literal[1]
    made_by: str
    pseudonyms: bool
    workshop: FactsForm
    people: tuple[PersonForm, ...]
    agenda: tuple[StepForm, ...]
    actions: tuple[ActionForm, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file with the parts of all exercises that have one."""
    whole = WorkshopForm.model_json_schema()
    definitions = whole["$defs"]
    rules = []
    for kind in KINDS:
        chosen = exercise(kind)
        if isinstance(chosen, ExchangesDocument):
            part = chosen.exchange_schema()
            definitions |= part.pop("$defs", {})
            definitions[f"data_of_{kind}"] = part
            condition = {"properties": {"exercise": {"const": kind}}, "required": ["exercise"]}
            data = {"properties": {"data": {"anyOf": [{"$ref": f"#/$defs/data_of_{kind}"}, {"type": "null"}]}}}
            rules.append({"if": condition, "then": data})
    definitions["StepForm"]["allOf"] = rules
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def to_json(library: Library, workshop_id: int, *, pseudonyms: Pseudonyms | None = None) -> bytes:
    """The workshop as a file; with `pseudonyms`, without names, addresses and the notes and facts around them.

    Then people are numbered and ordered by their pseudonyms, teams, places and levels of few are left out, and nobody
    owns an action: who promised what is known to the room, and would tell whose the pseudonym is. Texts that people
    typed are without the names of the roster.
    """
    workshop, people = get_workshop(library, workshop_id), people_of(library, workshop_id)
    runs = {step.id: each for step, each in exercise_steps(library, workshop_id)}
    steps = []
    for step in steps_of(library, workshop_id):
        chosen = runs.get(step.id)
        data = None
        if isinstance(chosen, ExchangesDocument):
            data = chosen.exchange_document(library, step.id, pseudonyms=pseudonyms)
        title, notes = (step.title, step.notes) if pseudonyms is None else (pseudonyms.without_names(step.title), "")
        steps.append(
            StepForm(title=title, kind=step.kind, exercise=step.exercise, minutes=step.minutes, notes=notes, data=data)
        )
    known = FactsForm(
        title=workshop.title, held_on=workshop.held_on, follow_up=workshop.follow_up, language=workshop.language
    )
    if pseudonyms is None:
        known = known.model_copy(
            update={"client": workshop.client, "facilitator": workshop.facilitator, "place": workshop.place}
        )
    else:
        known = known.model_copy(update={"title": pseudonyms.without_names(known.title)})
    form = WorkshopForm(
        format="facilitator-workshop",
        version=1,
        made_by=f"Facilitator {__version__}",
        pseudonyms=pseudonyms is not None,
        workshop=known,
        people=tuple(map(_person, people)) if pseudonyms is None else _hidden(library, workshop_id, pseudonyms),
        agenda=tuple(steps),
        actions=_actions(library, workshop_id, pseudonyms),
    )
    return (json.dumps(form.model_dump(mode="json"), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def is_workshop_file(content: bytes) -> bool:
    """Whether a file looks like one of these."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and FORMAT.encode() in content[:4096]


def read_workshop(source: str, content: bytes) -> WorkshopForm:
    """The workshop in a file. Raises BadFile, which says where, when it is damaged or of a newer version."""
    try:
        return WorkshopForm.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"] == ("version",):
            sentence = tr("“{file}” was made by a newer version of Facilitator. Install that version.", file=source)
            raise BadFile(sentence) from error
        place = " → ".join(map(str, first["loc"])) or tr("The file as a whole")
        sentence = tr("“{file}” can’t be read. {place}: {reason}", file=source, place=place, reason=first["msg"])
        raise BadFile(sentence) from error


def plan_workshop(library: Library, workshop_id: int, form: WorkshopForm) -> Plan:
    """What importing a workshop's file into a workshop would do.

    People are added to the roster unless they are on it by address or name. The data of an exercise goes into the step
    of this workshop that runs it, or a new one; it must hold no answers yet.
    """

    def apply() -> Done[None]:
        with library.change(tr("Import workshop")) as change:
            people = _take_people(library, workshop_id, form)
            _take_facts(library, workshop_id, form.workshop)
            used: set[int] = set()
            for step in form.agenda:
                if step.data is None or step.exercise not in KINDS:
                    continue
                chosen = exercise(step.exercise)
                if isinstance(chosen, ExchangesDocument):
                    step_id = _step_for(library, workshop_id, step, used)
                    chosen.restore_document(change.session, step_id, step.data, people)
                    change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
                    change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
            _take_actions(library, workshop_id, form, people)
        return change.done(None)

    held = sum(step.data is not None for step in form.agenda)
    sentences = (
        trn("{count} person.", "{count} people.", len(form.people)),
        trn("Answers of {count} exercise.", "Answers of {count} exercises.", held),
    )
    return Plan(sentences, (), apply)


def _person(person: Participant) -> PersonForm:
    return PersonForm(
        id=person.id,
        name=person.name,
        email=person.email,
        team=person.team,
        location=person.location,
        level=person.level,
    )


def _hidden(library: Library, workshop_id: int, pseudonyms: Pseudonyms) -> tuple[PersonForm, ...]:
    """The roster in the order of the pseudonyms, with the facts that the highest floor of an exercise leaves."""
    floors = [
        each.merged_facts(library, step.id)
        for step, each in exercise_steps(library, workshop_id)
        if isinstance(each, MergesFacts)
    ]
    facts = max(floors, key=lambda each: each[0])[1] if floors else {}
    return tuple(
        PersonForm(id=pseudonyms.number(person), name=name, **facts.get(person, Facts())._asdict())
        for person, name in pseudonyms.people.items()
    )


def _actions(library: Library, workshop_id: int, pseudonyms: Pseudonyms | None) -> tuple[ActionForm, ...]:
    found = [_action(each.wording) for each in actions_of(library, workshop_id)]
    if pseudonyms is None:
        return tuple(found)
    nobodys = [
        action.model_copy(
            update={
                "owner": None,
                "partner": None,
                **{key: pseudonyms.without_names(getattr(action, key)) for key in ("what", "sign", "seen")},
            }
        )
        for action in pseudonyms.in_no_order(found)
    ]
    return tuple(sorted(nobodys, key=lambda action: action.due or date.max))


def _take_people(library: Library, workshop_id: int, form: WorkshopForm) -> Mapping[int, int]:
    here = people_of(library, workshop_id)
    by_address = {fold(person.email): person.id for person in here if person.email}
    names = [fold(person.name) for person in here]
    by_name = {fold(person.name): person.id for person in here if names.count(fold(person.name)) == 1}
    taken: set[int] = set()
    people: dict[int, int] = {}
    for person in form.people:
        found = by_address.get(fold(person.email)) if person.email else by_name.get(fold(person.name))
        if found is not None and found not in taken:
            people[person.id] = found
            taken.add(found)
    new = [person for person in form.people if person.id not in people]
    facts = [Person(each.name, each.email, each.team, each.location, each.level) for each in new]
    return people | dict(zip((each.id for each in new), add_people(library, workshop_id, facts).value, strict=True))


def _take_facts(library: Library, workshop_id: int, facts: FactsForm) -> None:
    """Fill in what is not known of the workshop here."""
    here = get_workshop(library, workshop_id)
    texts = {key: getattr(facts, key) for key in ("client", "facilitator", "place") if not getattr(here, key)}
    held_on = here.held_on or facts.held_on
    follow_up = here.follow_up or facts.follow_up
    if held_on is not None and follow_up is not None and follow_up < held_on:
        # Of a workshop on another day than this one: it says nothing here.
        follow_up = here.follow_up
    describe_workshop(library, workshop_id, **texts, held_on=held_on, follow_up=follow_up)


def _take_actions(library: Library, workshop_id: int, form: WorkshopForm, people: Mapping[int, int]) -> None:
    """Add the actions that are not on the list here in the same words."""
    here = {fold(each.wording.what) for each in actions_of(library, workshop_id)}
    for action in form.actions:
        if fold(action.what) not in here:
            owner, partner = (people.get(each) if each is not None else None for each in (action.owner, action.partner))
            wording = Wording(action.what, owner, partner, action.due, action.sign, action.status, action.seen)
            add_action(library, workshop_id, wording)


def _action(wording: Wording) -> ActionForm:
    return ActionForm(
        what=wording.what,
        owner=wording.owner_id,
        partner=wording.partner_id,
        due=wording.due,
        sign=wording.sign,
        status=wording.status,
        seen=wording.seen,
    )


def _step_for(library: Library, workshop_id: int, step: StepForm, used: set[int]) -> int:
    here = [own.id for own in steps_of(library, workshop_id) if own.exercise == step.exercise and own.id not in used]
    step_id = here[0] if here else add_exercise(
        library, workshop_id, step.exercise, title=step.title, minutes=step.minutes, notes=step.notes
    ).value  # fmt: skip
    used.add(step_id)
    return step_id
