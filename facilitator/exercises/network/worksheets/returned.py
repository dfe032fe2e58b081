"""What came back on a worksheet: read, compared with the library, and written over what is there.

A sheet by contact is the whole list: who is on it no longer goes, who is called the same keeps whatever else is known
of them, and a box that was left empty takes no answer away.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from facilitator.exercises.contract import ReadSheet
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.answers import find_network, upsert
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.read import ContactView, NetworkView, read_networks
from facilitator.exercises.network.rounds.lists import new_list
from facilitator.exercises.network.setup import STATION_LIMIT, Setup, read_factors, read_setup
from facilitator.exercises.network.tables import Contact, ContactTie, PersonalNetwork, Rating, TallyCount
from facilitator.exercises.network.ties.answering import write_grid
from facilitator.exercises.network.worksheets import names
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.tabular import fold
from facilitator.workshop.find import one_line
from facilitator.workshop.tables import now


@dataclass
class Answered:
    """What is on a sheet. `contacts` are labels with their answers; `ties` are places in it, None where not asked."""

    contacts: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    ties: set[tuple[int, int]] | None = None
    length: int = 0
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_worksheets(library: Library, step_id: int) -> Callable[[int, Mapping[str, str]], ReadSheet | None]:
    """A function from a participant and the fields of their sheet to what it says; None for an empty sheet."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        factor_ids = {factor.key: factor_id for factor_id, factor in read_factors(session, step_id)}
    views = read_networks(library, step_id)

    def read(participant_id: int, values: Mapping[str, str]) -> ReadSheet | None:
        sheet = read_fields(setup, values)
        view = views.get(participant_id, NetworkView(participant_id))
        if sheet.contacts:
            if sheet.length or sheet.counts:
                sheet.remarks.append(tr("Both ways are filled in: the list person by person was taken."))
            return _by_contact(setup, factor_ids, view, sheet)
        if sheet.length or sheet.counts:
            return _by_tally(setup, factor_ids, view, sheet)
        return None

    return read


def read_fields(setup: Setup, values: Mapping[str, str]) -> Answered:
    """The answers in the fields of a sheet; what can't be understood becomes a remark."""
    sheet = Answered()
    words = {factor.key: AnswerWords(factor) for factor in setup.active}
    places: dict[int, int] = {}
    for number in range(1, STATION_LIMIT + 1):
        label = one_line(values.get(names.contact(number), ""))
        ratings: dict[str, int] = {}
        for factor in setup.active:
            text = one_line(values.get(names.rating(number, factor.key), ""))
            code = words[factor.key].read(text) if text else None
            if code is not None:
                ratings[factor.key] = code
            elif text:
                sheet.remarks.append(
                    tr("Row {number}: “{text}” is no answer to “{label}” and was left out.",
                       number=number, text=text, label=factor.label)
                )  # fmt: skip
        if label or ratings:
            places[number] = len(sheet.contacts)
            sheet.contacts.append((label or str(number), ratings))
    sheet.ties = _ties(values, places)
    sheet.length = _whole(values.get(names.LENGTH, ""), sheet)
    for factor in setup.active:
        codes = [*range(1, len(factor.codes) + 1), *map(int, Missing)]
        found = {code: values.get(names.count(factor.key, code), "").strip() for code in codes}
        counts = {code: _whole(text, sheet) for code, text in found.items() if text}
        if counts:
            sheet.counts[factor.key] = counts
    return sheet


def _ties(values: Mapping[str, str], places: Mapping[int, int]) -> set[tuple[int, int]] | None:
    numbers = sorted(places)
    ticked = {
        (places[low], places[high])
        for low in numbers
        for high in numbers
        if low < high and values.get(names.tie(low, high))
    }
    return ticked if ticked or values.get(names.NOBODY_KNOWS) else None


def _whole(text: str, sheet: Answered) -> int:
    tidy = text.strip()
    if tidy and not (tidy.isdecimal() and int(tidy) <= STATION_LIMIT):
        sheet.remarks.append(tr("“{text}” is not a number of people and was left out.", text=tidy))
        return 0
    return int(tidy or 0)


# By contact


def _by_contact(setup: Setup, factor_ids: Mapping[str, int], view: NetworkView, sheet: Answered) -> ReadSheet:
    kept = _paired(view.contacts, [label for label, _ in sheet.contacts])
    rated = sum(len(ratings) for _, ratings in sheet.contacts)
    asked = len(sheet.contacts) * len(setup.active)
    found = [trn("{count} contact", "{count} contacts", len(sheet.contacts)),
             tr("{done} of {all} answers", done=rated, all=asked)]  # fmt: skip
    if sheet.ties is not None:
        found.append(trn("{count} pair know each other", "{count} pairs know each other", len(sheet.ties)))
    lacks = []
    if rated < asked:
        lacks.append(trn("{count} answer is open", "{count} answers are open", asked - rated))
    if len(sheet.contacts) < setup.fewest:
        lacks.append(tr("{fewest} or more are usual", fewest=setup.fewest))
    changes = _changes(view, sheet, kept) if view.entry == "contact" else found
    write = partial(_write_list, setup.step_id, view.participant_id, sheet, factor_ids, rated == asked)
    return ReadSheet(tuple(found), tuple(changes), tuple(lacks), tuple(sheet.remarks), bool(view.entry), write)


def _changes(view: NetworkView, sheet: Answered, kept: Sequence[ContactView | None]) -> Iterator[str]:
    added = sum(each is None for each in kept)
    gone = len(view.contacts) - (len(kept) - added)
    different = sum(
        each.ratings.get(key) != code
        for each, (_, ratings) in zip(kept, sheet.contacts, strict=True)
        if each is not None
        for key, code in ratings.items()
    )
    if added:
        yield trn("{count} contact more", "{count} contacts more", added)
    if gone:
        yield trn("{count} contact goes", "{count} contacts go", gone)
    if different:
        yield trn("{count} other answer", "{count} other answers", different)
    if sheet.ties is not None:
        ids = [each.id if each else 0 for each in kept]
        told = frozenset((min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in sheet.ties)
        if told != view.ties:
            yield tr("who knows whom")


def _paired(contacts: Sequence[ContactView], labels: Sequence[str]) -> list[ContactView | None]:
    """For each label the contact of that name that is there, each contact once."""
    free: dict[str, list[ContactView]] = {}
    for contact in contacts:
        free.setdefault(fold(contact.label), []).append(contact)
    return [free[fold(label)].pop(0) if free.get(fold(label)) else None for label in labels]


def _write_list(
    step_id: int,
    participant_id: int,
    sheet: Answered,
    factor_ids: Mapping[str, int],
    complete: bool,
    session: Session,
) -> None:
    network = _opened(session, step_id, participant_id, "contact", complete)
    in_order = select(Contact).where(Contact.network_id == network.id).order_by(col(Contact.position), col(Contact.id))
    rows = session.exec(in_order).all()
    views = [ContactView(row.id, row.label, {}) for row in rows]
    kept = _paired(views, [label for label, _ in sheet.contacts])
    staying = {each.id for each in kept if each is not None}
    connection = session.connection()
    gone = [row.id for row in rows if row.id not in staying]
    if gone:
        connection.execute(delete(Contact).where(col(Contact.id).in_(gone)))
    end = max((row.position for row in rows), default=-1) + 1
    new = [
        {"network_id": network.id, "position": end + place, "label": label}
        for place, ((label, _), each) in enumerate(zip(sheet.contacts, kept, strict=True))
        if each is None
    ]
    made: Iterator[int] = iter(())
    if new:
        returning = insert(Contact).returning(col(Contact.id), sort_by_parameter_order=True)
        made = iter(session.scalars(returning, new).all())
    ids = [next(made) if each is None else each.id for each in kept]
    answers = [
        {"contact_id": contact, "factor_id": factor_ids[key], "code": int(code)}
        for contact, (_, ratings) in zip(ids, sheet.contacts, strict=True)
        for key, code in ratings.items()
    ]
    if answers:
        connection.execute(upsert(Rating, ("contact_id", "factor_id"), "code"), answers)
    if sheet.ties is not None:
        write_grid(session, network.id)
        connection.execute(delete(ContactTie).where(col(ContactTie.low_id).in_(ids)))
        ties = [sorted((ids[low], ids[high])) for low, high in sheet.ties]
        if ties:
            connection.execute(insert(ContactTie), [{"low_id": low, "high_id": high} for low, high in ties])


# By tally


def _by_tally(setup: Setup, factor_ids: Mapping[str, int], view: NetworkView, sheet: Answered) -> ReadSheet:
    if not sheet.length:
        sheet.length = max((sum(counts.values()) for counts in sheet.counts.values()), default=0)
        sheet.remarks.append(tr("The length of the list is missing: {count} was taken.", count=sheet.length))
    open_ = [_adds_up(factor, sheet) for factor in setup.active]
    lacks = [each for each in open_ if each]
    found = (trn("{count} person counted", "{count} people counted", sheet.length),
             tr("{done} of {all} questions", done=len(open_) - len(lacks), all=len(open_)))  # fmt: skip
    same = (
        view.entry == "tally"
        and view.list_length == sheet.length
        and all(view.tally.get(key, {}).get(code) == n for key, counts in sheet.counts.items()
                for code, n in counts.items())
    )  # fmt: skip
    write = partial(_write_counts, setup.step_id, view.participant_id, sheet, factor_ids, not lacks)
    changes = () if same else found
    return ReadSheet(found, changes, tuple(lacks), tuple(sheet.remarks), bool(view.entry), write)


def _adds_up(factor: Factor, sheet: Answered) -> str:
    """What is wrong with the counts of a question; nothing where they make the length of the list."""
    counted = sum(sheet.counts.get(factor.key, {}).values())
    if counted == sheet.length:
        return ""
    return tr("{label}: {done} of {all}", label=factor.label, done=counted, all=sheet.length)


def _write_counts(
    step_id: int,
    participant_id: int,
    sheet: Answered,
    factor_ids: Mapping[str, int],
    complete: bool,
    session: Session,
) -> None:
    network = _opened(session, step_id, participant_id, "tally", complete)
    network.size = sheet.length
    session.add(network)
    session.flush()
    rows = [
        {"network_id": network.id, "factor_id": factor_ids[key], "code": code, "count": number}
        for key, counts in sheet.counts.items()
        for code, number in counts.items()
    ]
    if rows:
        session.connection().execute(upsert(TallyCount, ("network_id", "factor_id", "code"), "count"), rows)


def _opened(session: Session, step_id: int, participant_id: int, entry: str, complete: bool) -> PersonalNetwork:
    network = find_network(session, step_id, participant_id)
    if network is None:
        network = new_list(session, step_id, participant_id)
    network.entry = entry
    network.finished_at = (network.finished_at or now()) if complete else None
    session.add(network)
    session.flush()
    return network
