"""Tallies as a table: how many contacts of a list have each answer, one row per answer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.interchange.exchanged_tables import count_fields
from facilitator.exercises.network.interchange.finding import (
    KnownList,
    PendingNetworkTable,
    answered_otherwise,
    lists_of,
    number_of_contacts,
    read_network_table,
    round_of,
)
from facilitator.exercises.network.own_export import COUNT, COUNT_CODE, COUNT_QUESTION
from facilitator.exercises.network.setup import read_factors
from facilitator.exercises.network.tables import PersonalNetwork, TallyCount
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Problem, Table
from facilitator.workshop.table_import import plan_of, whole_number

_Place = tuple[int, int, int]
"""A network, a question and one of its codes."""


@dataclass
class _Pending(PendingNetworkTable):
    """What the table says: how many contacts are at each place; `changed` of these are there with another number."""

    counts: dict[_Place, int] = field(default_factory=dict)
    changed: int = 0

    def summary(self) -> list[str]:
        people = len({network for network, *_ in self.counts})
        summary = [trn("Counts of {count} person.", "Counts of {count} people.", people)]
        if self.changed:
            summary.append(
                trn("{count} count that is there changes.", "{count} counts that are there change.", self.changed),
            )
        return summary

    def write(self, change: Transaction) -> None:
        session = change.session
        upsert = insert(TallyCount)
        key = ["network_id", "factor_id", "code"]
        rows = [dict(zip((*key, "count"), (*place, count), strict=True)) for place, count in self.counts.items()]
        if rows:
            session.connection().execute(
                upsert.on_conflict_do_update(index_elements=key, set_={"count": upsert.excluded.count}), rows
            )
            counted = col(PersonalNetwork.id).in_({network for network, *_ in self.counts})
            for network in session.exec(
                select(PersonalNetwork).where(counted, col(PersonalNetwork.finished_at).is_(None))
            ).all():
                network.finished_at = now()
                session.add(network)
        change.announce(Change(Topic.ANSWERS, self.setup.workshop_id, self.setup.step_id))


def plan_counts(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of counts would do; their owners' lists must be there already."""
    return plan_of(
        library, tr("Import counts"), lambda session: _prepare(session, step_id, table, options), _Pending.write
    )


def _prepare(session: Session, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(*read_network_table(session, step_id, table, count_fields(), options))
    if pending.reading.failed:
        return pending
    factors = {factor.key: (factor_id, len(factor.codes)) for factor_id, factor in read_factors(session, step_id)}
    lists = lists_of(session, step_id, round_of(session, step_id, options))
    of_contacts = _lists_of_contacts(session, lists)
    how_many = number_of_contacts()
    first_in: dict[_Place, int] = {}
    for row in pending.reading:
        participant = pending.participant(row)
        if participant is None:
            continue
        # A minus is written with care by the exports: a spreadsheet must not take it for a formula.
        key, code = row[COUNT_QUESTION], whole_number(row[COUNT_CODE])
        if participant not in lists:
            sentence = tr("This person has no list. Import the table of people before, or together with this file.")
            row.wrong(COUNT_QUESTION, sentence)
        elif lists[participant].network_id in of_contacts:
            answered_otherwise(row, COUNT, "contact")
        elif key not in factors:
            cause = tr("These are no questions here:")
            row.wrong(COUNT_QUESTION, tr("There is no question “{name}” here.", name=key), cause, key)
        elif code is None or not (1 <= code <= factors[key][1] or code in list(Missing)):
            row.wrong(COUNT_CODE, tr("The question has no such answer."))
        elif (count := row.read(COUNT, how_many, needed=True)) is not None:
            place = lists[participant].network_id, factors[key][0], code
            first = first_in.setdefault(place, row.number)
            if pending.counts.setdefault(place, count) != count:
                sentence = tr("Row {row} has another number for the same answer of the same person.", row=first)
                cause = tr("An earlier row has another number for the same answer of the same person.")
                row.wrong(COUNT, sentence, cause)
    here = _here(session, pending.counts)
    pending.changed = sum(here.get(place, count) != count for place, count in pending.counts.items())
    pending.reading.problems += _that_do_not_add_up(session, pending, here | pending.counts, first_in)
    return pending


def _here(session: Session, counts: Mapping[_Place, int]) -> dict[_Place, int]:
    """The counts that are there already of the lists that a table speaks of."""
    mine = col(TallyCount.network_id).in_({network for network, *_ in counts})
    rows = session.exec(select(TallyCount).where(mine))
    return {(each.network_id, each.factor_id, each.code): each.count for each in rows}


def _lists_of_contacts(session: Session, lists: Mapping[int, KnownList]) -> set[int]:
    mine = col(PersonalNetwork.id).in_({each.network_id for each in lists.values()})
    return set(session.exec(select(PersonalNetwork.id).where(mine, PersonalNetwork.entry == "contact")))


def _that_do_not_add_up(
    session: Session, pending: _Pending, counted: Mapping[_Place, int], first_in: Mapping[_Place, int]
) -> Iterator[Problem]:
    """A remark for each list whose counts of a question, with those that are there, are not as many as its people."""
    mine = col(PersonalNetwork.id).in_({network for network, *_ in pending.counts})
    lengths: dict[int, int] = dict(session.exec(select(PersonalNetwork.id, PersonalNetwork.size).where(mine)).all())
    sums: Counter[tuple[int, int]] = Counter()
    for (network, factor, _), count in counted.items():
        sums[network, factor] += count
    for network, factor in dict.fromkeys((network, factor) for network, factor, _ in pending.counts):
        if sums[network, factor] != lengths[network]:
            number = min(row for place, row in first_in.items() if place[:2] == (network, factor))
            sentence = tr("From this row on the counts of one question are not as many as the list has people.")
            yield Problem(sentence, number, pending.reading.header(COUNT), error=False)
