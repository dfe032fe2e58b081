"""A whole workshop as one JSON file: facts, people, agenda, and what its exercises hold. Read back into a workshop.

`version` is the number of this form; a file of a newer one is refused. The published schema is
`resources/schemas/workshop-1.json`.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from sqlmodel import Session

from facilitator import __version__
from facilitator.actions.actions import actions_of
from facilitator.actions.indicators import indicators_of
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.agreement import change_agreement, keep_to_agreement
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.files import in_utf8
from facilitator.i18n import in_quotes, short_day, tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.json_files import json_in
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.sharing.workshop_actions import ActionRecord, action_records, actions_left_out, take_actions
from facilitator.sharing.workshop_agenda import (
    GuideRecord,
    StepRecord,
    guide_record,
    is_untouched,
    step_records,
    take_agenda,
)
from facilitator.sharing.workshop_dated import DatedRecord, dated_record, take_dated
from facilitator.sharing.workshop_dated import remarks as remarks_on_dated
from facilitator.sharing.workshop_indicators import IndicatorRecord, indicator_records, take_indicators, unlike_here
from facilitator.sharing.workshop_mail import MailRecord, coming_in, mail_records, mailed, remarks, take_mails
from facilitator.sharing.workshop_people import (
    PersonRecord,
    agreed_elsewhere,
    match_people,
    person_records,
    take_people,
)
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless
from facilitator.workshop.agreement import is_agreed
from facilitator.workshop.data_protection import protection_of
from facilitator.workshop.find import find_workshop
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.room_plan import MOST_STATIONS, workshop_plan
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import DataProtection
from facilitator.workshop.workshops import describe_workshop, get_workshop

_BEGINNING = 4096
FORMAT = "facilitator-workshop"


class FactsRecord(Record):
    """What is known of the workshop as a whole."""

    title: str = Field(min_length=1)
    client: str = ""
    facilitator: str = ""
    place: str = ""
    held_on: date | None = None
    follow_up: date | None = None
    language: str = "en"


class ProtectionRecord(Record):
    """What was promised about the data; see `workshop.data_protection`."""

    agreement: bool = False
    responsible: str = ""
    contact: str = ""
    keep_until: date | None = None


class PapersRecord(Record):
    """How the workshop's papers are; see `papers.PaperOptions`. Keys of sections begin with their step's place."""

    order: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    names: bool = False
    cover: bool = True
    paper: str = "a4"
    language: str = ""


class PlanRecord(Record):
    """For how many people at how many stations the times are planned, and the guide's page for the time before.

    `people` is null for as many as are on the roster.
    """

    people: int | None = Field(default=None, ge=1)
    stations: int = Field(default=1, ge=1, le=MOST_STATIONS)
    guide: GuideRecord = GuideRecord()


class WorkshopRecord(Record):
    """The file."""

    format: Literal["facilitator-workshop"]
    version: Literal[1]
    made_by: str
    pseudonyms: bool
    workshop: FactsRecord
    people: tuple[PersonRecord, ...]
    agenda: tuple[StepRecord, ...]
    indicators: tuple[IndicatorRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    papers: PapersRecord = PapersRecord()
    mails: tuple[MailRecord, ...] = ()
    dated: DatedRecord = DatedRecord()
    plan: PlanRecord = PlanRecord()
    protection: ProtectionRecord = ProtectionRecord()

    @model_validator(mode="after")
    def _everybody_is_in_it(self) -> Self:
        """Nothing may be lost, or land on somebody else, because a person is missing or there twice."""
        known = Counter(person.id for person in self.people)
        twice = next((each for each, times in known.items() if times > 1), None)
        if twice is not None:
            raise ValueError(f"person {twice} is in it twice")
        named = [consent.person for step in self.agenda for consent in step.named]
        named += [mail.person for mail in self.mails]
        named += self.dated.people
        named += [each for action in self.actions for each in (action.owner, action.partner) if each is not None]
        missing = next((each for each in named if each not in known), None)
        if missing is not None:
            raise ValueError(f"person {missing} is not among its people")
        steps = range(1, len(self.agenda) + 1)
        pointed = [each.step for each in self.actions]
        pointed += [each.step for mail in self.mails for each in mail.rounds]
        pointed += self.dated.steps
        nowhere = next((step for step in pointed if step not in (None, *steps)), None)
        if nowhere is not None:
            raise ValueError(f"step {nowhere} is not on its agenda")
        whats = Counter(caseless(each.what) for each in self.indicators)
        again = next((each.what for each in self.indicators if whats[caseless(each.what)] > 1), None)
        if again is not None:
            raise ValueError(f"the indicator {again!r} is in it twice")
        places = range(1, len(self.indicators) + 1)
        unseen = next((each.indicator for each in self.actions if each.indicator not in (None, *places)), None)
        if unseen is not None:
            raise ValueError(f"indicator {unseen} is not among its indicators")
        return self


_DEFS = "#/$defs/"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file with the parts of all exercises that have one."""
    whole = WorkshopRecord.model_json_schema()
    definitions = whole["$defs"]
    taken = {name: _all_of(name, definitions) for name in definitions}
    rules = []
    for each in exercises():
        if not each.has(Exercise.exchange_schema):
            continue
        kind, part = each.kind, _kept_apart(each.exchange_schema(), taken, each.kind)
        definitions |= part.pop("$defs", {})
        definitions[f"data_of_{kind}"] = part
        condition = {"properties": {"exercise": {"const": kind}}, "required": ["exercise"]}
        data = {"properties": {"data": {"anyOf": [{"$ref": f"#/$defs/data_of_{kind}"}, {"type": "null"}]}}}
        rules.append({"if": condition, "then": data})
    definitions["StepRecord"]["allOf"] = rules
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def _kept_apart(part: dict[str, Any], taken: dict[str, str], kind: str) -> dict[str, Any]:
    """The schema of an exercise's part, in which nothing is called as something else is that is `taken` already.

    What is the same has the same name; what only shares it is called after the kind.
    """
    own = part.get("$defs", {})
    names = {}
    for name in own:
        all_of_it = _all_of(name, own)
        same = (other for other, text in taken.items() if text == all_of_it and other.endswith(name))
        names[name] = next(same, f"{kind}_{name}" if name in taken else name)
        taken[names[name]] = all_of_it
    text = json.dumps({**part, "$defs": {names[name]: each for name, each in own.items()}})
    for name, other in names.items():
        text = text.replace(f'"{_DEFS}{name}"', f'"{_DEFS}{other}"')
    apart: dict[str, Any] = json.loads(text)
    return apart


def _all_of(name: str, own: Mapping[str, Any], within: tuple[str, ...] = ()) -> str:
    """A definition as a text, with all that it points to."""
    text = json.dumps(own[name], sort_keys=True)
    if name in within:
        return name
    pointed = [other for other in own if f'"{_DEFS}{other}"' in text]
    return "\n".join([text, *(_all_of(other, own, (*within, name)) for other in pointed)])


def to_json(
    library: Library, workshop_id: int, *, pseudonyms: Pseudonyms | None = None, things: dict[str, str] | None = None
) -> bytes:
    """The workshop as a file; with `pseudonyms`, without names, addresses and the notes and facts around them.

    The file's words for what is in it are added to `things`, by the library's.

    Then people are numbered and ordered by their pseudonyms, teams, places and levels of few are left out, and nobody
    owns an action: who promised what is known to the room, and would tell whose the pseudonym is. Texts that people
    typed are without the names of the roster.
    """
    workshop = get_workshop(library, workshop_id)
    actions = actions_of(library, workshop_id)
    things = {} if things is None else things
    things |= {f"action {each.id}": f"action {place}" for place, each in enumerate(actions, start=1)}
    seen = {each.id: place for place, each in enumerate(indicators_of(library, workshop_id), start=1)}
    steps = step_records(library, workshop_id, things, pseudonyms)
    known = FactsRecord(
        title=workshop.title, held_on=workshop.held_on, follow_up=workshop.follow_up, language=workshop.language
    )
    if pseudonyms is None:
        known = known.model_copy(
            update={"client": workshop.client, "facilitator": workshop.facilitator, "place": workshop.place}
        )
    else:
        known = known.model_copy(update={"title": pseudonyms.without_names(known.title)})
    record = WorkshopRecord(
        format="facilitator-workshop",
        version=1,
        made_by=f"Facilitator {__version__}",
        pseudonyms=pseudonyms is not None,
        workshop=known,
        people=person_records(library, workshop_id, pseudonyms),
        agenda=tuple(steps),
        indicators=indicator_records(library, workshop_id, pseudonyms),
        actions=action_records(actions, things, seen, pseudonyms),
        papers=_papers(paper_options(library, workshop_id), things),
        mails=_mails(library, workshop_id, things) if pseudonyms is None else (),
        dated=_dated(library, workshop_id, things) if pseudonyms is None else DatedRecord(),
        plan=_plan(library, workshop_id, pseudonyms),
        protection=_protection(library, workshop_id, named=pseudonyms is None),
    )
    return (json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _protection(library: Library, workshop_id: int, *, named: bool) -> ProtectionRecord:
    with library.read() as session:
        row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
        kept = {"agreement", "keep_until", *(("responsible", "contact") if named else ())}
        return ProtectionRecord(**row.model_dump(include=kept, exclude_none=True))


def _mails(library: Library, workshop_id: int, things: Mapping[str, str]) -> tuple[MailRecord, ...]:
    with library.read() as session:
        return mail_records(session, workshop_id, things)


def _dated(library: Library, workshop_id: int, things: Mapping[str, str]) -> DatedRecord:
    with library.read() as session:
        return dated_record(session, workshop_id, things)


def is_workshop_file(content: bytes) -> bool:
    """Whether a file looks like one of these."""
    text = in_utf8(content[:_BEGINNING]) if content[:4].isascii() else in_utf8(content)
    return text.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and FORMAT.encode() in text[:_BEGINNING]


def read_workshop(source: str, content: bytes) -> WorkshopRecord:
    """The workshop in a file. Raises BadFile, which says where, when it is damaged or of a newer version."""
    content = in_utf8(content).removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        sentence = tr(
            "“{file}” was saved in another encoding than UTF-8. Save it in UTF-8, or export it again.", file=source
        )
        raise BadFile(sentence) from error
    values = json_in(content, in_quotes(source))
    try:
        return WorkshopRecord.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"] == ("version",) and isinstance(first["input"], int) and first["input"] > 1:
            sentence = tr("“{file}” was made by a newer version of Facilitator. Install that version.", file=source)
            raise BadFile(sentence) from error
        place = " → ".join(map(str, first["loc"])) or tr("The file as a whole")
        sentence = tr("“{file}” can’t be read. {place}: {reason}", file=source, place=place, reason=first["msg"])
        raise BadFile(sentence) from error


@dataclass(frozen=True, slots=True)
class Placed:
    """Where things of a file are in the library: people by their ids in the file, others by their words there."""

    people: Mapping[int, int]
    things: Mapping[str, str]


def plan_workshop(
    library: Library,
    workshop_id: int,
    record: WorkshopRecord,
    *,
    options: Options = Options(),  # noqa: B008
) -> Plan:
    """What importing a workshop's file into a workshop would do.

    People are added to the roster unless they are on it by name; one with another name and the address of somebody
    here is that person only where the `options` agree, whose rows are places in the file. The data of an exercise goes
    into the step of this workshop that runs it, or a new one; it must hold no answers yet.
    """

    def apply() -> Done[None]:
        with library.change(tr("Import workshop")) as change:
            take_workshop(library, workshop_id, record, options)
        return change.done(None)

    with library.read() as session:
        untouched = is_untouched(session, workshop_id)
    found = match_people(library, workshop_id, record.people, options)
    held = sum(step.data is not None and step.is_known for step in record.agenda)
    sentences = [
        trn("{count} person.", "{count} people.", len(record.people)),
        trn("Answers of {count} exercise.", "Answers of {count} exercises.", held),
        trn("{count} action.", "{count} actions.", len(record.actions)),
    ]
    if found.known:
        count = len(found.known)
        said = trn("{count} person is on the roster already.", "{count} people are on the roster already.", count)
        sentences.insert(1, said)
    comes_in = {place: step.is_known and bool(step.exercise) for place, step in enumerate(record.agenda, start=1)}
    if untouched:
        sentences.append(tr("The agenda becomes that of the file."))
    sentences += _what_stays(library, workshop_id, record, untouched=untouched)
    if _drops_consents(library, workshop_id, record):
        sentences.append(
            tr("Under the works agreement nobody is named or counted where others name them: consents are left out.")
        )
    elif agreed := agreed_elsewhere(library, workshop_id, found):
        sentences.append(
            trn(
                "{count} person of the roster agreed in the file to be counted where others name them, and has not "
                "here: they can tick it at the station.",
                "{count} people of the roster agreed in the file to be counted where others name them, and have not "
                "here: they can tick it at the station.",
                agreed,
            )
        )
    earlier = _erased_earlier(library, workshop_id, record)
    if earlier is not None:
        sentences.append(
            tr("People in the file were promised that all of it is erased on {day}: so is this workshop.",
               day=short_day(earlier))
        )  # fmt: skip
    if record.dated.mails:
        said = trn("{count} dated mail of the log.", "{count} dated mails of the log.", len(record.dated.mails))
        sentences.append(said)
    if record.mails:
        mails = len(coming_in(record.mails, comes_in, mailed(library, found.known)))
        if mails:
            sentences.append(trn("{count} mail of the log.", "{count} mails of the log.", mails))
    if record.indicators:
        readings = sum(len(each.readings) for each in record.indicators)
        said = trn("{count} indicator.", "{count} indicators.", len(record.indicators))
        sentences += [said, trn("{count} reading.", "{count} readings.", readings)]
    problems = (
        *_promised_by_now(library, workshop_id, earlier),
        *found.problems,
        *_left_out(library, workshop_id, record, untouched),
        *remarks(record.mails, comes_in),
        *remarks_on_dated(record.dated, comes_in),
        *unlike_here(library, workshop_id, record.indicators),
    )
    return Plan(tuple(sentences), problems, apply, tuple(found.changes))


def take_workshop(
    library: Library,
    workshop_id: int,
    record: WorkshopRecord,
    options: Options = Options(),  # noqa: B008
) -> Placed:
    """Bring a workshop's file into a workshop, as `plan_workshop` says; return where its people and things are here."""
    with library.change(tr("Import workshop")) as change:
        untouched = is_untouched(change.session, workshop_id)
        fresh = match_people(library, workshop_id, record.people, options)
        people = take_people(library, change.session, workshop_id, fresh)
        if fresh.renamed:
            change.announce(Change(Topic.ROSTER, workshop_id))
        _take_facts(library, workshop_id, record.workshop)
        _take_protection(library, change.session, workshop_id, record.protection, untouched=untouched)
        things: dict[str, str] = {}
        take_agenda(change, library, workshop_id, record.agenda, people, things, replaces=untouched)
        seen = take_indicators(library, change.session, workshop_id, record.indicators)
        take_actions(library, workshop_id, record.actions, record.agenda, people, things, seen)
        if record.mails or record.dated.steps:
            take_mails(change.session, record.mails, people, things)
            take_dated(change.session, record.dated, people, things)
            change.announce(Change(Topic.ROSTER, workshop_id))
        if untouched:
            find_workshop(change.session, workshop_id).language = record.workshop.language
            _take_papers(library, workshop_id, record, things)
            _take_plan(change.session, workshop_id, record.plan)
        keep_to_agreement(library, change.session, workshop_id)
    return Placed(people, things)


def _left_out(library: Library, workshop_id: int, record: WorkshopRecord, untouched: bool) -> Iterator[Problem]:
    """What of the file does not come in, each with the reason."""
    for step in record.agenda:
        if not step.is_known:
            sentence = tr(
                "The step “{title}” and all its answers are left out: this version does not know its exercise.",
                title=step.title,
            )
            cause = tr("These steps and all their answers are left out: this version does not know their exercises:")
            yield Problem(sentence, error=False, loss=Loss.STEP, cause=cause, value=step.title)
        elif step.exercise and step.data is None:
            sentence = tr("Of the step “{title}” there are no answers and no settings in the file.", title=step.title)
            cause = tr("Of these steps there are no answers and no settings in the file:")
            yield Problem(sentence, error=False, loss=Loss.STEP, cause=cause, value=step.title)
        elif not step.exercise and not untouched:
            sentence = tr(
                "The step “{title}” is left out: it collects no answers, and this workshop has an agenda of its own.",
                title=step.title,
            )
            cause = tr("These steps are left out: they collect no answers, and this workshop has an agenda of its own:")
            yield Problem(sentence, error=False, loss=Loss.TALK, cause=cause, value=step.title)
    yield from actions_left_out(library, workshop_id, record.actions, record.agenda, untouched)


def _drops_consents(library: Library, workshop_id: int, record: WorkshopRecord) -> bool:
    """Whether the file holds consents that a works agreement, there or here, rules out."""
    agreed = any(person.counted for person in record.people) or any(step.named for step in record.agenda)
    with library.read() as session:
        return agreed and (record.protection.agreement or is_agreed(session, workshop_id))


def _erased_earlier(library: Library, workshop_id: int, record: WorkshopRecord) -> date | None:
    """The day on which people in the file were promised that it is erased; None if the workshop is by then anyhow."""
    days = [each.notice.keep_until for each in record.people if each.notice is not None]
    days += [record.protection.keep_until] if record.protection.keep_until is not None else []
    here = protection_of(library, workshop_id)
    return min(days) if days and (not here.binds or min(days) < here.keep_until) else None


def _promised_by_now(library: Library, workshop_id: int, erased: date | None) -> Iterator[Problem]:
    """The error where people of this workshop would be erased at the next start with those of the file."""
    if erased is not None and erased <= date.today() and people_of(library, workshop_id):
        sentence = tr(
            "People in this file were promised that all of it is erased on {day}, and this workshop would be erased "
            "with it. Delete the file, or import it into a new workshop to look at it once more.",
            day=short_day(erased),
        )
        yield Problem(sentence, leads=True)


def _what_stays(library: Library, workshop_id: int, record: WorkshopRecord, *, untouched: bool) -> list[str]:
    """The sentence on what the file says of the workshop as a whole and this one says otherwise, if there is any."""
    here = get_workshop(library, workshop_id)
    with library.read() as session:
        kept = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
    labels = {
        "client": tr("client"),
        "facilitator": tr("facilitator"),
        "place": tr("place"),
        "held_on": tr("day"),
        "follow_up": tr("day of the follow-up"),
        "responsible": tr("who is responsible for the data"),
        "contact": tr("how to reach them"),
    }
    in_file = {**record.workshop.model_dump(), **record.protection.model_dump()}
    own = {**here.model_dump(), **kept.model_dump()}
    other = [label for key, label in labels.items() if own[key] and in_file[key] and own[key] != in_file[key]]
    if not untouched:
        other += [tr("language of the papers")] if record.workshop.language != here.language else []
        other += [tr("how the papers are")] if record.papers != PapersRecord() else []
        other += [tr("for how many people and stations the times are planned")] if record.plan != PlanRecord() else []
    return [tr("It stays here as it is: {facts}.", facts=", ".join(other))] if other else []


def _take_facts(library: Library, workshop_id: int, facts: FactsRecord) -> None:
    """Fill in what is not known of the workshop here."""
    here = get_workshop(library, workshop_id)
    texts = {key: getattr(facts, key) for key in ("client", "facilitator", "place") if not getattr(here, key)}
    held_on = here.held_on or facts.held_on
    follow_up = here.follow_up or facts.follow_up
    if held_on is not None and follow_up is not None and follow_up < held_on:
        # Of a workshop on another day than this one: it says nothing here.
        follow_up = here.follow_up
    describe_workshop(library, workshop_id, **texts, held_on=held_on, follow_up=follow_up)


def _take_protection(
    library: Library, session: Session, workshop_id: int, record: ProtectionRecord, *, untouched: bool
) -> None:
    """Let what was promised hold here too. Raises Invalid where people here were promised less."""
    if record.agreement and not is_agreed(session, workshop_id):
        if not untouched:
            raise Invalid(
                tr(
                    "What is in this file was answered under a works agreement. Import it into a new workshop, or "
                    "switch the agreement on here first."
                )
            )
        change_agreement(library, workshop_id, holds=True)
    row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
    for key in ("responsible", "contact"):
        if not getattr(row, key):
            setattr(row, key, getattr(record, key))
    row.keep_until = min(filter(None, (row.keep_until, record.keep_until)), default=None)
    session.add(row)
    session.flush()


def _papers(options: PaperOptions, things: Mapping[str, str]) -> PapersRecord:
    chosen = asdict(options)
    return PapersRecord(**{**chosen, **{key: _sections(chosen[key], things) for key in ("order", "left_out")}})


def _take_papers(library: Library, workshop_id: int, record: WorkshopRecord, things: Mapping[str, str]) -> None:
    chosen = record.papers.model_dump()
    options = PaperOptions(**{**chosen, **{key: _sections(chosen[key], things) for key in ("order", "left_out")}})
    keep_paper_options(library, workshop_id, options)


def _plan(library: Library, workshop_id: int, pseudonyms: Pseudonyms | None) -> PlanRecord:
    with library.read() as session:
        plan = workshop_plan(session, workshop_id)
        return PlanRecord(people=plan.people, stations=plan.stations, guide=guide_record(plan, pseudonyms))


def _take_plan(session: Session, workshop_id: int, record: PlanRecord) -> None:
    plan = workshop_plan(session, workshop_id)
    plan.sqlmodel_update({"people": record.people, "stations": record.stations, **record.guide.model_dump()})
    session.add(plan)


def _sections(keys: Sequence[str], things: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of sections on the other side of the door, less those of steps that are not there."""
    found = []
    for key in keys:
        step, dot, rest = key.partition(".")
        if not dot:
            found.append(key)
        elif (there := things.get(f"step {step}")) is not None:
            found.append(f"{there.split()[1]}.{rest}")
    return tuple(found)
