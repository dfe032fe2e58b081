"""How a step's plans are made: days, deck and whose they are; and what the step asks, before and after the days."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from sqlmodel import Session, col, delete

from facilitator.content_files import checked
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.challenge.deck import Deck, bundled, read_deck, write_deck
from facilitator.exercises.challenge.planner import LEAST_DAYS, MOST_DAYS, planned_days
from facilitator.exercises.challenge.tables import ChallengeDay, ChallengeSetup
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.setup import read_setup, replace_questionnaire
from facilitator.records import Record
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step, find_workshop, one_line

KIND = "challenge"
MAILS, LEARNED, SHARE = "mails", "learned", "share"
DONE, CHANGED, LEFT = "done", "changed", "left"
CAME = (DONE, CHANGED, LEFT)
PERSON, ROOM = "person", "room"
LOOKS_BACK = "looks_back"
"""The option of a new step in which no plan is made, but asked what became of one that was made earlier."""
LONGEST_CUE = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """How plans are made: `days` planned days from `starts_on`, by default the first one after the workshop.

    `weekdays` has 0 for Monday, `days_off` are left out. `cue` is when the card that returns is done, such as "after
    the shift meeting". With `whose` "person" everybody has a plan of their own, with "room" all have the same. `deck`
    is the whole deck, of which `without_pc` and `on_shift` choose. `plan_round` is the last round in which plans were
    made, None while they still are; `most_days` how many days any plan ever had.
    """

    days: int = 22
    starts_on: date | None = None
    weekdays: frozenset[int] = frozenset(range(5))
    days_off: tuple[date, ...] = ()
    cue: str = ""
    whose: str = PERSON
    without_pc: bool = False
    on_shift: bool = False
    deck: Deck = field(default_factory=bundled)
    seed: int = 0
    plan_round: int | None = None
    most_days: int = 22

    @property
    def chosen(self) -> Deck:
        """The cards of the deck that plans are made of. Raises Invalid where these are too few."""
        return self.deck.only(without_pc=self.without_pc, on_shift=self.on_shift)

    @property
    def is_looking_back(self) -> bool:
        """Whether the plans are made, and what became of them is asked."""
        return self.plan_round is not None

    @property
    def week(self) -> int:
        """How many planned days are a week."""
        return len(self.weekdays)

    def dates(self, held_on: date | None, count: int | None = None) -> list[date]:
        """The planned days, or `count` of them, of a workshop that was held on a day; none before one is known."""
        start = self.starts_on or (held_on + timedelta(days=1) if held_on else None)
        if start is None:
            return []
        return planned_days(start, self.days if count is None else count, self.weekdays, self.days_off)

    def makes_other_plans_than(self, other: "Settings") -> bool:
        """Whether plans that were made by the other ones are not those of these."""
        return (self.days, self.week, self.whose, self.chosen, self.seed) != (
            other.days,
            other.week,
            other.whose,
            other.chosen,
            other.seed,
        )


def day_key(place: int) -> str:
    """The key of the question about a day, counted from 0."""
    return f"day_{place + 1:02}"


def asked_then(asked: Questionnaire, days: int, *, looking_back: bool) -> Questionnaire:
    """The questionnaire with what is asked while plans are made, or after so many days, and the rest hidden."""
    after = {*(day_key(place) for place in range(days)), LEARNED, SHARE}
    questions = [
        question.model_copy(
            update={
                "hidden": looking_back != (question.key in after)
                if question.key in after or question.key == MAILS
                else True
            }
        )
        for question in asked.questions
    ]
    return asked.edited(questions=[question.model_dump() for question in questions])


def get_settings(library: Library, step_id: int) -> Settings:
    """The settings of a step. Raises NotFound."""
    with library.read() as session:
        return read_settings(session, step_id)


def read_settings(session: Session, step_id: int) -> Settings:
    """`get_settings` within a session."""
    row = session.get(ChallengeSetup, step_id)
    if row is None:
        raise NotFound(tr("This step is no longer on the agenda."))
    return Settings(
        row.days,
        row.starts_on,
        frozenset(map(int, row.weekdays)),
        tuple(map(date.fromisoformat, row.days_off.split())),
        row.cue,
        row.whose,
        row.without_pc,
        row.on_shift,
        _deck(row.deck),
        row.seed,
        row.plan_round,
        row.most_days,
    )


def write_settings(session: Session, step_id: int, settings: Settings) -> None:
    """Write the settings of a step, within the caller's transaction. Raises Invalid for such that make no plan."""
    if not LEAST_DAYS <= settings.days <= MOST_DAYS:
        sentence = tr("A plan has {least} to {most} days.", least=LEAST_DAYS, most=MOST_DAYS)
        raise Invalid(sentence)
    if not settings.weekdays:
        raise Invalid(tr("Choose at least one day of the week."))
    if len(one_line(settings.cue)) > LONGEST_CUE:
        raise Invalid(tr("The cue has at most {most} letters.", most=LONGEST_CUE))
    _ = settings.chosen
    row = session.get(ChallengeSetup, step_id) or ChallengeSetup(step_id=step_id, most_days=0)
    row.days, row.most_days = settings.days, max(settings.days, row.most_days)
    row.starts_on, row.cue = settings.starts_on, one_line(settings.cue)
    row.weekdays = "".join(map(str, sorted(settings.weekdays)))
    row.days_off = " ".join(each.isoformat() for each in sorted(set(settings.days_off)))
    row.whose, row.without_pc, row.on_shift = settings.whose, settings.without_pc, settings.on_shift
    row.seed, row.plan_round = settings.seed, settings.plan_round
    row.deck = "" if settings.deck == bundled() else write_deck(settings.deck).decode()
    session.add(row)


def change_settings(library: Library, step_id: int, settings: Settings) -> Done[None]:
    """Make plans by other settings; plans that are others by these are made anew.

    Raises Invalid once what became of the plans is asked, for settings that would make others; dates, days off and the
    cue may change even then.
    """
    with library.change(tr("Change exercise settings")) as change:
        session = change.session
        before = read_settings(session, step_id)
        kept = replace(settings, plan_round=before.plan_round, most_days=before.most_days)
        if kept.makes_other_plans_than(before):
            if before.is_looking_back:
                raise Invalid(tr("The plans are made, and people go by them. Duplicate the step to make others."))
            session.exec(delete(ChallengeDay).where(col(ChallengeDay.step_id) == step_id))
        write_settings(session, step_id, kept)
        workshop_id = find_step(session, step_id).workshop_id
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
    return change.done(None)


class _Options(Record):
    days: int = 22
    cue: str = ""
    whose: Literal["person", "room"] = "person"
    without_pc: bool = False
    on_shift: bool = False
    looks_back: bool = False


@implements(Exercise.set_up)
def set_up(session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Write the default settings: 22 working days of the bundled deck, a plan for each person.

    `options` may hold `days`, `cue`, `whose`, `without_pc` and `on_shift`, and `looks_back`, by which no plan is made
    but asked what became of one.
    """
    chosen = checked(_Options, options, tr("What the step begins with")).model_dump(exclude_unset=True)
    looks_back = bool(chosen.pop(LOOKS_BACK, False))
    exercise(KIND).supplied(Exercise.set_up)(session, step_id, {})
    settings = Settings(seed=step_id, **chosen)
    write_settings(session, step_id, replace(settings, plan_round=0 if looks_back else None))
    ask(session, step_id)


@implements(Exercise.copy_set_up)
def copy_set_up(session: Session, source_step: int, target_step: int) -> None:
    """Take the settings over, and make plans anew: where they were made, they were for other days."""
    exercise(KIND).supplied(Exercise.copy_set_up)(session, source_step, target_step)
    settings = read_settings(session, source_step)
    round_ = 0 if settings.plan_round == 0 else None
    write_settings(
        session, target_step, replace(settings, seed=target_step, plan_round=round_, starts_on=None, days_off=())
    )
    ask(session, target_step)


def ask(session: Session, step_id: int) -> None:
    """Let a step that nobody has answered ask what belongs to its settings, within the caller's transaction."""
    setup, settings = read_setup(session, step_id), read_settings(session, step_id)
    asked = asked_then(setup.questionnaire, settings.days, looking_back=settings.is_looking_back)
    replace_questionnaire(session, step_id, asked, is_open=setup.is_open)


def held_on(session: Session, step_id: int) -> date | None:
    """The day of the workshop that a step is of."""
    return find_workshop(session, find_step(session, step_id).workshop_id).held_on


def in_words(settings: Settings) -> str:
    """The settings in a line: how many days, and of which deck."""
    days = trn("{count} day", "{count} days", settings.days)
    return tr("{days} of “{deck}”", days=days, deck=settings.deck.title)


@lru_cache(maxsize=32)
def _deck(text: str) -> Deck:
    return read_deck(text.encode(), str(json.loads(text).get("title", ""))) if text else bundled()
