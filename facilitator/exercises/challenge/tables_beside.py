"""The plans as a table: a row per day of each plan, of the room's without a name.

Whose a plan is stands in it: with pseudonyms there is none, since a plan tells what stands out in somebody's answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import col, delete

from facilitator.exercises.challenge.own_export import CARD, DAY, WHOSE, plans_by
from facilitator.exercises.challenge.planner import MOST_DAYS
from facilitator.exercises.challenge.plans import PlanDay, Plans, stored_plans
from facilitator.exercises.challenge.setup import PERSON, get_settings
from facilitator.exercises.challenge.tables import ChallengeDay
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import in_quotes, tr, tr_later, trn
from facilitator.import_plans import Options
from facilitator.questionnaires.beside import TableBeside
from facilitator.questionnaires.names import read_names
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Column, Problem, Table
from facilitator.workshop.agenda import get_step
from facilitator.workshop.table_import import Cell, Reading, Row, between, plan_of, start_reading

TABLE_KIND = tr_later("plans of the challenge")
DATE, TEXT = "plan_date", "plan_text"


@implements(Exercise.tables_beside)
def tables_beside(library: Library, step_id: int) -> Sequence[TableBeside]:
    """The plans that are kept."""
    return [
        TableBeside(
            "challenge-plans",
            TABLE_KIND,
            _columns(),
            lambda pseudonyms: None if pseudonyms is not None else _table(library, step_id),
            lambda table, options: plan_of(
                library, tr("Import plans"), lambda _: _prepare(library, step_id, table, options), _Pending.write
            ),
        )
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """A day of a plan, and whose that is."""

    whose: str
    day: PlanDay


def _columns() -> list[Column[_Line]]:
    needed = plans_by()
    return [
        Column(WHOSE, needed[WHOSE], required=True, written=lambda each: each.whose),
        Column(DAY, needed[DAY], required=True, written=lambda each: str(each.day.number)),
        Column(
            DATE,
            tr("Date of the day"),
            written=lambda each: each.day.date.isoformat() if each.day.date is not None else "",
        ),
        Column(CARD, needed[CARD], required=True, written=lambda each: each.day.card.key),
        Column(TEXT, tr("The card"), written=lambda each: each.day.card.text),
    ]


def _table(library: Library, step_id: int) -> Table | None:
    workshop_id = get_step(library, step_id).workshop_id
    with library.read() as session:
        made = stored_plans(session, step_id)
        names = read_names(session, workshop_id, numbered=True)
    plans = Plans(library, step_id)
    told = [person for person in made if person is None or plans.settings.whose == PERSON]
    found = {person: plans.of(person) for person in sorted(told, key=lambda each: each or 0)}
    lines = [
        _Line("" if person is None else names.person(person), day)
        for person, kept in found.items()
        if kept.is_made
        for day in kept.days
    ]
    return Table.of("plans", _columns(), lines) if lines else None


@dataclass
class _Pending:
    """What one import would write: the keys of whole plans by whose they are, None for the room's."""

    step_id: int
    workshop_id: int
    reading: Reading
    plans: dict[int | None, list[str]] = field(default_factory=dict)
    over: int = 0
    """How many of them go over other plans that are kept here."""
    changes: tuple[()] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        return self.reading.problems

    def summary(self) -> list[str]:
        said = [trn("{count} plan", "{count} plans", len(self.plans))]
        if self.over:
            said.append(trn("It goes over {count} other plan.", "They go over {count} other plans.", self.over))
        return said

    def write(self, change: Transaction) -> None:
        for whose, cards in self.plans.items():
            own = col(ChallengeDay.participant_id)
            there = own.is_(None) if whose is None else own == whose
            change.session.exec(delete(ChallengeDay).where(col(ChallengeDay.step_id) == self.step_id, there))
            for place, card in enumerate(cards):
                change.session.add(ChallengeDay(step_id=self.step_id, participant_id=whose, place=place, card=card))
        change.announce(Change(Topic.ANSWERS, self.workshop_id, self.step_id))


def _prepare(library: Library, step_id: int, table: Table, options: Options) -> _Pending:
    workshop_id, settings = get_step(library, step_id).workshop_id, get_settings(library, step_id)
    pending = _Pending(step_id, workshop_id, start_reading(table, _columns(), options))
    if pending.reading.failed:
        return pending
    with library.read() as session:
        made, names = stored_plans(session, step_id), read_names(session, workshop_id)
    day = Cell(between(1, MOST_DAYS), tr("These are no numbers of days:"))
    found: dict[str, dict[int, str]] = {}
    first: dict[str, Row] = {}
    for row in pending.reading:
        number = row.read(DAY, day, needed=True)
        if number is not None:
            found.setdefault(row[WHOSE], {})[number] = row[CARD]
            first.setdefault(row[WHOSE], row)
    for name, cards in found.items():
        whose = names.find_person(name) if name else None
        kept = made.get(whose)
        plan = [cards.get(number, "") for number in range(1, settings.days + 1)]
        cause = ""
        if name and whose is None:
            cause = tr("Nobody on the roster, or several people, and their plans are left out:")
        elif name and settings.whose != PERSON:
            cause = tr("All have the same plan here, and plans of single people are left out:")
        elif len(cards) != settings.days or not settings.deck.keys.issuperset(plan):
            cause = tr("These plans have other days than the plans here, or cards that the deck here does not have:")
        elif settings.is_looking_back and kept not in (None, plan):
            cause = tr("The days have begun here, and these plans stay as they are:")
        if cause:
            first[name].leave_out(WHOSE, f"{cause} {in_quotes(name)}.", cause, name)
            continue
        pending.plans[whose] = plan
        pending.over += kept not in (None, plan)
    return pending
