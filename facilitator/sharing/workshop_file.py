"""A whole workshop as one JSON file: facts, people, agenda, and what its exercises hold. Read back into a workshop.

`version` is the number of this form; a file of a newer one is refused. The published schema is
`resources/schemas/workshop-1.json`.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import Session

from facilitator import __version__
from facilitator.actions.actions import Status, Wording, actions_of, add_action
from facilitator.errors import BadFile
from facilitator.exercises.contract import ExchangesDocument
from facilitator.exercises.registry import KINDS, exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Loss, PersonChange, Plan, Problem, fold
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.names import same_but_for_spelling
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


def to_json(library: Library, workshop_id: int, *, pseudonyms: bool = False) -> bytes:
    """The workshop as a file; with `pseudonyms`, without names, addresses and the notes and facts around them."""
    workshop, people = get_workshop(library, workshop_id), people_of(library, workshop_id)
    runs = {step.id: each for step, each in exercise_steps(library, workshop_id)}
    steps = []
    for step in steps_of(library, workshop_id):
        chosen = runs.get(step.id)
        data = None
        if isinstance(chosen, ExchangesDocument):
            data = chosen.exchange_document(library, step.id, pseudonyms=pseudonyms)
        notes = "" if pseudonyms else step.notes
        steps.append(
            StepForm(
                title=step.title, kind=step.kind, exercise=step.exercise, minutes=step.minutes, notes=notes, data=data
            )
        )
    known = FactsForm(
        title=workshop.title, held_on=workshop.held_on, follow_up=workshop.follow_up, language=workshop.language
    )
    if not pseudonyms:
        known = known.model_copy(
            update={"client": workshop.client, "facilitator": workshop.facilitator, "place": workshop.place}
        )
    form = WorkshopForm(
        format="facilitator-workshop",
        version=1,
        made_by=f"Facilitator {__version__}",
        pseudonyms=pseudonyms,
        workshop=known,
        people=tuple(_person(person, number, len(people), pseudonyms) for number, person in enumerate(people, start=1)),
        agenda=tuple(steps),
        actions=tuple(_action(each.wording) for each in actions_of(library, workshop_id)),
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


def plan_workshop(
    library: Library, workshop_id: int, form: WorkshopForm, *, renames: Collection[int] | None = frozenset()
) -> Plan:
    """What importing a workshop's file into a workshop would do.

    People are added to the roster unless they are on it by name; one with another name and the address of somebody
    here is that person only where `renames` holds their place in the file, or is None. The data of an exercise goes
    into the step of this workshop that runs it, or a new one; it must hold no answers yet.
    """

    def apply() -> Done[None]:
        with library.change(tr("Import workshop")) as change:
            fresh = _match_people(library, workshop_id, form, renames)
            people = _take_people(library, change.session, workshop_id, fresh)
            if fresh.renamed:
                change.announce(Change(Topic.ROSTER, workshop_id))
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

    found = _match_people(library, workshop_id, form, renames)
    problems = [*found.problems, *_left_out(library, workshop_id, form)]
    held = sum(step.data is not None for step in form.agenda) - sum(each.loss is Loss.STEP for each in problems)
    sentences = [
        trn("{count} person.", "{count} people.", len(form.people)),
        trn("Answers of {count} exercise.", "Answers of {count} exercises.", held),
    ]
    if found.known:
        count = len(found.known)
        said = trn("{count} person is on the roster already.", "{count} people are on the roster already.", count)
        sentences.insert(1, said)
    return Plan(tuple(sentences), tuple(problems), apply, tuple(found.changes))


def _person(person: Participant, number: int, of: int, pseudonyms: bool) -> PersonForm:
    return PersonForm(
        id=person.id,
        name=f"P{number:0{len(str(of))}}" if pseudonyms else person.name,
        email="" if pseudonyms else person.email,
        team=person.team,
        location=person.location,
        level=person.level,
    )


@dataclass
class _People:
    """The people of a file: `known` sends those who are on the roster here to their id, `new` are the others.

    `renamed` are those of the known who get the file's name.
    """

    known: dict[int, int] = field(default_factory=dict)
    new: list[PersonForm] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)
    changes: list[PersonChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _match_people(library: Library, workshop_id: int, form: WorkshopForm, renames: Collection[int] | None) -> _People:
    """Who of the file is who on the roster here; the places of people in the file count from 1.

    One is known by name and address, or by a name that only one person has here and in the file, unless both have
    addresses and these differ. An address alone makes nobody's answers another's.
    """
    here = people_of(library, workshop_id)
    found = _People()
    written = Counter(fold(person.name) for person in form.people)
    free = {person.id: person for person in here}
    others = []
    for place, person in enumerate(form.people, start=1):
        address, name = fold(person.email), fold(person.name)
        at_address = [each for each in free.values() if address and fold(each.email) == address]
        same = [each for each in at_address if fold(each.name) == name]
        same = same or [each for each in at_address if same_but_for_spelling(each.name, person.name)]
        named = [each for each in free.values() if fold(each.name) == name]
        alone = written[name] == 1 and sum(fold(each.name) == name for each in here) == 1
        if not same and alone:
            same = [each for each in named if not (each.email and address)]
        if len(same) == 1:
            found.known[person.id] = same[0].id
            del free[same[0].id]
            found.problems.extend(_not_taken_over(place, person, same[0]))
        else:
            others.append((place, person, bool(named)))
    for place, person, namesake in others:
        at_address = [each for each in free.values() if person.email and fold(each.email) == fold(person.email)]
        if len(at_address) == 1:
            agreed = renames is None or place in renames
            fact = (tr("Name"), at_address[0].name, person.name)
            found.changes.append(PersonChange(place, at_address[0].name, (fact,), renames=True, agreed=agreed))
            if agreed:
                found.known[person.id] = at_address[0].id
                found.renamed[at_address[0].id] = person.name
                del free[at_address[0].id]
                continue
        elif namesake:
            sentence = tr("“{name}” is added as a new person, beside the one of this name here.", name=person.name)
            cause = tr("These are added as new people, beside those of the same names here:")
            found.problems.append(Problem(sentence, error=False, cause=cause, value=person.name))
        found.new.append(person)
    return found


def _not_taken_over(place: int, person: PersonForm, here: Participant) -> list[Problem]:
    """What the file says of somebody and the roster here says otherwise."""
    sentence = tr("The roster says otherwise of these people, and stays as it is.")
    return [
        Problem(sentence, place, key, error=False, loss=Loss.CELL)
        for key in ("email", "team", "location", "level")
        if getattr(person, key) and fold(getattr(person, key)) != fold(getattr(here, key))
    ]


def _take_people(library: Library, session: Session, workshop_id: int, found: _People) -> Mapping[int, int]:
    """Put the new people on the roster; every person's id here by the one in the file."""
    for participant_id, name in found.renamed.items():
        session.add(session.get_one(Participant, participant_id).sqlmodel_update({"name": name}))
    facts = [Person(each.name, each.email, each.team, each.location, each.level) for each in found.new]
    ids = add_people(library, workshop_id, facts).value if facts else []
    return found.known | dict(zip((each.id for each in found.new), ids, strict=True))


def _left_out(library: Library, workshop_id: int, form: WorkshopForm) -> list[Problem]:
    """What of the file is not imported: answers of exercises that this version does not know, actions already here."""
    problems = []
    for step in form.agenda:
        known = step.exercise in KINDS and isinstance(exercise(step.exercise), ExchangesDocument)
        if step.data is not None and not known:
            sentence = tr(
                "The answers of the step “{step}” are left out: this version does not know it.", step=step.title
            )
            cause = tr("The answers of these steps are left out, which this version does not know:")
            problems.append(Problem(sentence, error=False, loss=Loss.STEP, cause=cause, value=step.title))
    here = {fold(each.wording.what) for each in actions_of(library, workshop_id)}
    for action in form.actions:
        if fold(action.what) in here:
            sentence = tr(
                "“{what}” is on the list of actions in the same words, and stays as it is here.", what=action.what
            )
            cause = tr("On the list of actions in the same words, and as they are here:")
            problems.append(Problem(sentence, error=False, loss=Loss.ACTION, cause=cause, value=action.what))
    return problems


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
