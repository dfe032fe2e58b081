"""Tallies as a table: how many contacts of a list have each answer, one row per answer."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.interchange.finding import (
    Reading,
    answered_otherwise,
    lists_of,
    round_of,
    start_reading,
)
from facilitator.exercises.network.interchange.forms import COUNT, COUNT_CODE, COUNT_QUESTION, count_fields
from facilitator.exercises.network.setup import read_factors
from facilitator.exercises.network.tables import PersonalNetwork, TallyCount
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import Options, Plan, Problem, Table
from facilitator.workshop.tables import now

_MOST = 1000


def plan_counts(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of counts would do; their owners' lists must be there already."""
    with library.read() as session:
        reading, rows = _draft(session, step_id, table, options)

    def apply() -> Done[None]:
        with library.change(tr("Import counts")) as change:
            fresh, counts = _draft(change.session, step_id, table, options)
            for problem in fresh.problems:
                if problem.error:
                    raise Invalid(str(problem))
            upsert = insert(TallyCount)
            key = ["network_id", "factor_id", "code"]
            if counts:
                change.session.connection().execute(
                    upsert.on_conflict_do_update(index_elements=key, set_={"count": upsert.excluded.count}), counts
                )
                counted = col(PersonalNetwork.id).in_({row["network_id"] for row in counts})
                open_ = col(PersonalNetwork.finished_at).is_(None)
                for network in change.session.exec(select(PersonalNetwork).where(counted, open_)).all():
                    network.finished_at = now()
                    change.session.add(network)
            change.announce(Change(Topic.ANSWERS, fresh.setup.workshop_id, step_id))
        return change.done(None)

    people = len({row["network_id"] for row in rows})
    summary = [trn("Counts of {count} person.", "Counts of {count} people.", people)]
    if changed := _changed(library, rows):
        summary.append(
            trn("{count} count that is there changes.", "{count} counts that are there change.", changed),
        )
    return Plan(tuple(summary), tuple(reading.problems), apply)


def _changed(library: Library, rows: Sequence[Mapping[str, int]]) -> int:
    """How many counts are there already with another number."""
    mine = col(TallyCount.network_id).in_({row["network_id"] for row in rows})
    with library.read() as session:
        here = {
            (each.network_id, each.factor_id, each.code): each.count
            for each in session.exec(select(TallyCount).where(mine))
        }
    places = (((row["network_id"], row["factor_id"], row["code"]), row["count"]) for row in rows)
    return sum(here.get(place, count) != count for place, count in places)


def _draft(session: Session, step_id: int, table: Table, options: Options) -> tuple[Reading, list[dict[str, int]]]:
    reading = start_reading(session, step_id, table, count_fields(), options)
    if any(problem.error for problem in reading.problems):
        return reading, []
    factors = {factor.key: (factor_id, len(factor.codes)) for factor_id, factor in read_factors(session, step_id)}
    lists = lists_of(session, step_id, round_of(session, step_id, options))
    of_contacts = _lists_of_contacts(session, {network for network, _ in lists.values()})
    rows: dict[tuple[int, int, int], dict[str, int]] = {}
    first_in: dict[tuple[int, int, int], int] = {}
    for number, texts in reading:
        participant = reading.participant(number, texts)
        if participant is None:
            continue
        key, code, count = texts[COUNT_QUESTION], _whole(texts[COUNT_CODE]), _whole(texts[COUNT])
        if participant not in lists:
            sentence = tr("This person has no list. Import the table of people before, or together with this file.")
            reading.problem(sentence, number, COUNT_QUESTION)
        elif lists[participant][0] in of_contacts:
            reading.problems.append(answered_otherwise(number, table.headers[reading.places[COUNT]], "contact"))
        elif key not in factors:
            reading.problem(tr("There is no question “{name}” here.", name=key), number, COUNT_QUESTION,
                            cause=tr("These are no questions here:"), value=key)  # fmt: skip
        elif code is None or not (1 <= code <= factors[key][1] or code in list(Missing)):
            reading.problem(tr("The question has no such answer."), number, COUNT_CODE)
        elif count is None or not 0 <= count <= _MOST:
            reading.problem(tr("“{value}” is not a number of contacts.", value=texts[COUNT]), number, COUNT,
                            cause=tr("These are no numbers of contacts:"), value=texts[COUNT])  # fmt: skip
        else:
            place = lists[participant][0], factors[key][0], code
            row = {"network_id": place[0], "factor_id": place[1], "code": code, "count": count}
            first = first_in.setdefault(place, number)
            if rows.setdefault(place, row) != row:
                sentence = tr("Row {row} has another number for the same answer of the same person.", row=first)
                cause = tr("An earlier row has another number for the same answer of the same person.")
                reading.problem(sentence, number, COUNT, cause=cause)
    reading.problems += _that_do_not_add_up(session, table, reading, rows, first_in)
    return reading, list(rows.values())


def _lists_of_contacts(session: Session, networks: Collection[int]) -> set[int]:
    chosen = select(PersonalNetwork.id).where(col(PersonalNetwork.id).in_(networks), PersonalNetwork.entry == "contact")
    return set(session.exec(chosen))


def _that_do_not_add_up(
    session: Session,
    table: Table,
    reading: Reading,
    rows: Mapping[tuple[int, int, int], Mapping[str, int]],
    first_in: Mapping[tuple[int, int, int], int],
) -> Iterator[Problem]:
    """A remark for each list whose counts of a question, with those that are there, are not as many as its people."""
    networks = {network for network, _, _ in rows}
    counted = {
        (each.network_id, each.factor_id, each.code): each.count
        for each in session.exec(select(TallyCount).where(col(TallyCount.network_id).in_(networks)))
    } | {place: row["count"] for place, row in rows.items()}
    lists = session.exec(select(PersonalNetwork.id, PersonalNetwork.size).where(col(PersonalNetwork.id).in_(networks)))
    lengths: dict[int, int] = dict(lists.all())
    sums: Counter[tuple[int, int]] = Counter()
    for (network, factor, _), count in counted.items():
        sums[network, factor] += count
    for network, factor in dict.fromkeys((network, factor) for network, factor, _ in rows):
        if sums[network, factor] != lengths[network]:
            number = min(row for place, row in first_in.items() if place[:2] == (network, factor))
            sentence = tr("From this row on the counts of one question are not as many as the list has people.")
            yield Problem(sentence, number, table.headers[reading.places[COUNT]], error=False)


def _whole(text: str) -> int | None:
    # A minus is written with care by the exports: a spreadsheet must not take it for a formula.
    return int(text) if text.removeprefix("-").isdecimal() else None
