"""A step's part of a whole workshop's JSON: what every questionnaire has, how plans are made, and the plans."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlmodel import Session

from facilitator.errors import BadFile
from facilitator.exercises.challenge.deck import Deck, bundled
from facilitator.exercises.challenge.log import own_lines
from facilitator.exercises.challenge.planner import LEAST_DAYS, MOST_DAYS
from facilitator.exercises.challenge.plans import plan_of, stored_plans
from facilitator.exercises.challenge.setup import (
    LEARNED,
    LONGEST_CUE,
    Settings,
    get_settings,
    write_settings,
)
from facilitator.exercises.challenge.tables import ChallengeDay
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.questionnaires.model import TidyRecord, read_record
from facilitator.storage.library import Library

Weekday = Annotated[int, Field(ge=0, le=6)]
Days = Annotated[int, Field(ge=LEAST_DAYS, le=MOST_DAYS)]


class SettingsRecord(TidyRecord):
    """How plans are made. Without a `deck` it is the one that comes with the program."""

    days: Days
    most_days: Days
    starts_on: date | None = None
    weekdays: tuple[Weekday, ...] = Field(min_length=1, max_length=7)
    days_off: tuple[date, ...] = ()
    cue: Annotated[str, Field(max_length=LONGEST_CUE)] = ""
    whose: Literal["person", "room"] = "person"
    without_pc: bool = False
    on_shift: bool = False
    seed: int = 0
    plan_round: Annotated[int, Field(ge=0)] | None = None
    deck: Deck | None = None


class PlanRecord(TidyRecord):
    """The keys of a plan's cards, day by day; `person` is one of the file's people, None for the room."""

    person: int | None = None
    cards: tuple[str, ...] = Field(min_length=1, max_length=MOST_DAYS)


class ChallengeDocument(TidyRecord):
    """`answers` are as every questionnaire has them. With pseudonyms there are no personal plans: each tells whose."""

    answers: dict[str, Any]
    settings: SettingsRecord
    plans: tuple[PlanRecord, ...] = ()


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """Questions, answers, settings, and the plans that were made."""
    settings = get_settings(library, step_id)
    own = own_lines(library, step_id) if pseudonyms is not None else set()
    with library.read() as session:
        answers = written.to_document(session, step_id, things, pseudonyms)
        found = stored_plans(session, step_id)
    if own:
        # A line that is its writer's alone is nobody's business, whoever's name does not stand beside it.
        answers["nobodys"] = [each for each in answers.get("nobodys", []) if each["question"] != LEARNED]
    plans = [
        PlanRecord(person=person, cards=tuple(cards))
        for person, cards in sorted(found.items(), key=lambda item: item[0] or 0)
        if pseudonyms is None or person is None
    ]
    record = ChallengeDocument(answers=answers, settings=_record(settings), plans=tuple(plans))
    return record.model_dump(mode="json")


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """What they answered, and the cards of their plan."""
    found = exchange_document(library, step_id, {}, pseudonyms=None)
    own = written.of_person(found["answers"], participant_id)
    if not any(each["person"] == participant_id for each in found["plans"]):
        return own
    cards = [
        {"day": day.number, "date": day.date.isoformat() if day.date else None, "card": day.card.text}
        for day in plan_of(library, step_id, participant_id).days
    ]
    return {**own, "plan": cards}


@implements(Exercise.restore_document)
def restore_document(
    session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int], things: dict[str, str]
) -> None:
    """Write them into an empty step."""
    read = read_record(ChallengeDocument, document, tr("The file"))
    settings = _settings(read.settings)
    written.restore(session, step_id, read.answers, people, things)
    write_settings(session, step_id, settings)
    known = settings.deck.keys
    for each in read.plans:
        if each.person is not None and each.person not in people:
            raise BadFile(tr("A plan is of somebody who is not among the people of the file."))
        if len(each.cards) != settings.days or not known.issuperset(each.cards):
            raise BadFile(tr("A plan in this file has cards that its deck does not have, or too few of them."))
        person = None if each.person is None else people[each.person]
        for place, card in enumerate(each.cards):
            session.add(ChallengeDay(step_id=step_id, participant_id=person, place=place, card=card))


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The schema of all."""
    return written.schema_around(ChallengeDocument)


def _record(settings: Settings) -> SettingsRecord:
    return SettingsRecord(
        days=settings.days,
        most_days=settings.most_days,
        starts_on=settings.starts_on,
        weekdays=tuple(sorted(settings.weekdays)),
        days_off=settings.days_off,
        cue=settings.cue,
        whose="room" if settings.whose == "room" else "person",
        without_pc=settings.without_pc,
        on_shift=settings.on_shift,
        seed=settings.seed,
        plan_round=settings.plan_round,
        deck=None if settings.deck == bundled() else settings.deck,
    )


def _settings(record: SettingsRecord) -> Settings:
    return Settings(
        record.days,
        record.starts_on,
        frozenset(record.weekdays),
        record.days_off,
        record.cue,
        record.whose,
        record.without_pc,
        record.on_shift,
        record.deck or bundled(),
        record.seed,
        record.plan_round,
        max(record.days, record.most_days),
    )
