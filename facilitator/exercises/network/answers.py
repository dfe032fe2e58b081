"""What a participant, or the facilitator for them, answers: each call is one committed transaction.

All operations name the network by step and participant, so that a screen needs no ids of rows that may not exist
yet; contacts are named by their id. What is answered is the latest round: its list is made at the first answer, as a
copy of the one before, and earlier rounds are never touched. `origin` is handed on to the change that is announced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count as count_from

from sqlalchemy import and_, bindparam, delete, func
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlmodel import Session, SQLModel, col, select

from facilitator.clock import now
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.network.factors import EntryMode, Missing
from facilitator.exercises.network.rounds.current import CURRENT_ROUND
from facilitator.exercises.network.rounds.lists import new_list
from facilitator.exercises.network.setup import STATION_LIMIT, refuse_contacts
from facilitator.exercises.network.tables import (
    Contact,
    ContactMatch,
    NetworkCode,
    NetworkFactor,
    PersonalNetwork,
    Rating,
    RefusedMatch,
    TallyCount,
)
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.consent import forget_consent
from facilitator.workshop.find import find_participant, find_step, one_line, required
from facilitator.workshop.tables import AgendaStep

# The statements of the way of an answer are built once: building them takes longer than running them.
_THIS_LIST = (
    col(PersonalNetwork.step_id) == bindparam("step_id"),
    col(PersonalNetwork.participant_id) == bindparam("participant_id"),
    col(PersonalNetwork.round) == CURRENT_ROUND,
)
_NETWORK = select(PersonalNetwork).where(*_THIS_LIST)
_NETWORK_IN_WORKSHOP = (
    select(PersonalNetwork, AgendaStep.workshop_id)
    .join(AgendaStep, col(AgendaStep.id) == col(PersonalNetwork.step_id))
    .where(*_THIS_LIST)
)
_CONTACT_IN_WORKSHOP = (
    select(Contact, AgendaStep.workshop_id)
    .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
    .join(AgendaStep, col(AgendaStep.id) == col(PersonalNetwork.step_id))
    .where(col(Contact.id) == bindparam("contact_id"), *_THIS_LIST)
)
_FACTOR_WITH_CODE = (
    select(NetworkFactor.id, NetworkFactor.label, NetworkFactor.private, NetworkCode.code)
    .outerjoin(
        NetworkCode,
        and_(col(NetworkCode.factor_id) == col(NetworkFactor.id), col(NetworkCode.code) == bindparam("code")),
    )
    .where(col(NetworkFactor.step_id) == bindparam("step_id"), col(NetworkFactor.key) == bindparam("key"))
)
_LENGTH_AND_LAST = select(func.count(col(Contact.id)), func.max(col(Contact.position))).where(
    col(Contact.network_id) == bindparam("network_id")
)
_NEW_CONTACTS = insert(Contact).returning(col(Contact.id), sort_by_parameter_order=True)


@dataclass(frozen=True, slots=True)
class Who:
    """Whose answers, in which step; `origin` is the window that asks, if it wants to skip its own change."""

    step_id: int
    participant_id: int
    origin: object = None


def find_network(session: Session, step_id: int, participant_id: int) -> PersonalNetwork | None:
    """The participant's network, or None before the first answer."""
    return session.exec(_NETWORK, params={"step_id": step_id, "participant_id": participant_id}).first()


def accept_notice(library: Library, who: Who) -> Done[None]:
    """Note that the participant has read the privacy notice; it is not shown to them again."""
    with library.change(tr("Read privacy notice"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        network.accepted_notice_at = network.accepted_notice_at or now()
        change.session.add(network)
    return change.done(None)


def choose_entry_mode(library: Library, who: Who, entry: EntryMode) -> Done[None]:
    """Choose the way in. Answers given the other way are kept and come back when it is chosen again."""
    with library.change(tr("Choose way in"), step_id=who.step_id) as change:
        opened_network(change, who, entry)
    return change.done(None)


def add_contact(library: Library, who: Who, label: str = "", *, limit: int | None = STATION_LIMIT) -> Done[int]:
    """Append a contact; the value is its id. Without a label it gets its number on the list.

    A number that a contact of theirs has or had in an earlier round is given to no other one: the next one is.

    Raises Invalid when the list already holds `limit` contacts; None lifts the limit.
    """
    with library.change(tr("Add contact"), step_id=who.step_id) as change:
        (contact_id,) = _append(change, who, [label], limit)
    return change.done(contact_id)


def add_contacts(library: Library, who: Who, contacts: Sequence[tuple[str, Mapping[str, int]]]) -> Done[list[int]]:
    """Append contacts of a label and answers to the questions about them; the value holds their ids.

    The same as `add_contact` and `rate` for each of them, in a few statements for all. Raises Invalid as these do, and
    then adds nobody.
    """
    with library.change(tr("Add contact"), step_id=who.step_id) as change:
        ids = _append(change, who, [label for label, _ in contacts], STATION_LIMIT)
        given = [(contact, each) for contact, (_, codes) in zip(ids, contacts, strict=True) for each in codes.items()]
        asked = {each for _, each in given}
        factors = {each: _factor_with(change.session, who.step_id, *each, of_contact=True) for each in asked}
        rows = [{"contact_id": contact, "factor_id": factors[each], "code": each[1]} for contact, each in given]
        if rows:
            change.session.connection().execute(upsert(Rating, ("contact_id", "factor_id"), "code"), rows)
    return change.done(ids)


def rename_contact(library: Library, who: Who, contact_id: int, label: str) -> Done[None]:
    """Give a contact another label. Raises Invalid when it is empty.

    Who of the participants it is must be decided again, unless the label differs in case or white space only.
    """
    with library.change(tr("Rename contact"), step_id=who.step_id) as change:
        contact = _contact(change, who, contact_id)
        before = contact.label
        contact.label = required(label, tr("Write a name, initials or a number."))
        if caseless(contact.label) != caseless(before):
            for table in (ContactMatch, RefusedMatch):
                change.session.connection().execute(delete(table).filter_by(contact_id=contact_id))
        change.session.add(contact)
    return change.done(None)


def remove_contact(library: Library, who: Who, contact_id: int) -> Done[None]:
    """Take a contact off the list together with its ratings. Who has taken off the last one is no longer done."""
    with library.change(tr("Remove contact"), step_id=who.step_id) as change:
        contact = _contact(change, who, contact_id)
        change.session.delete(contact)
        network = change.session.get(PersonalNetwork, contact.network_id)
        if network is not None:
            _reopen_if_empty(change.session, network)
    return change.done(None)


def rate(library: Library, who: Who, contact_id: int, factor: str, code: int | None) -> Done[None]:
    """Answer one question about one contact: a code from 1, a kind of `Missing`, or None to take the answer back.

    Raises Invalid for a code that the question does not have, and for a question that is private.
    """
    with library.change(tr("Rate contact"), step_id=who.step_id) as change:
        _contact(change, who, contact_id)
        factor_id = _factor_with(change.session, who.step_id, factor, code, of_contact=True)
        _put(change.session, Rating, {"contact_id": contact_id, "factor_id": factor_id}, "code", code)
    return change.done(None)


def set_list_length(library: Library, who: Who, size: int) -> Done[None]:
    """Say how many people are on the participant's own paper; 0 takes it back, and that they were done.

    Raises Invalid for a number outside 0 to the station's limit.
    """
    if not 0 <= size <= STATION_LIMIT:
        raise Invalid(tr("A list holds between 1 and {limit} people.", limit=STATION_LIMIT))
    with library.change(tr("Length of list"), step_id=who.step_id) as change:
        network = opened_network(change, who, entry="tally")
        network.size = size
        change.session.add(network)
        _reopen_if_empty(change.session, network)
    return change.done(None)


def set_tally(library: Library, who: Who, factor: str, code: int, count: int | None) -> Done[None]:
    """Say how many people of the list fall into one code, or a kind of `Missing`; None takes the answer back.

    The counts of a question need not add up yet: see `read.TallyCheck`. Raises Invalid for a code that the question
    does not have or a count outside 0 to the station's limit.
    """
    if count is not None and not 0 <= count <= STATION_LIMIT:
        raise Invalid(tr("A count is a number from 0 to {limit}.", limit=STATION_LIMIT))
    with library.change(tr("Count contacts"), step_id=who.step_id) as change:
        network = opened_network(change, who, entry="tally")
        factor_id = _factor_with(change.session, who.step_id, factor, code)
        key = {"network_id": network.id, "factor_id": factor_id, "code": code}
        _put(change.session, TallyCount, key, "count", count)
    return change.done(None)


def finish(library: Library, who: Who) -> Done[None]:
    """Note that the participant is done. They may come back and edit."""
    with library.change(tr("Finish"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        network.finished_at = now()
        change.session.add(network)
    return change.done(None)


def reopen(library: Library, who: Who) -> Done[None]:
    """Note that the participant is at it again."""
    with library.change(tr("Reopen"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        network.finished_at = None
        change.session.add(network)
    return change.done(None)


def discard(library: Library, who: Who) -> Done[None]:
    """Take back everything a participant answered in this step; the undo brings it back."""
    with library.change(tr("Clear answers"), step_id=who.step_id) as change:
        network = find_network(change.session, who.step_id, who.participant_id)
        if network is not None:
            change.session.delete(network)
        forget_consent(change.session, who.step_id, who.participant_id)
        announce_answers(change, who)
    return change.done(None)


def opened_network(change: Transaction, who: Who, entry: EntryMode | None = None) -> PersonalNetwork:
    """The participant's network, made at the first answer; choosing `entry` is part of the answer.

    The answer is announced. Raises Invalid for a list of contacts under a works agreement. For operations of this
    exercise.
    """
    if entry == "contact":
        refuse_contacts(change.session, who.step_id)
    found = change.session.exec(
        _NETWORK_IN_WORKSHOP, params={"step_id": who.step_id, "participant_id": who.participant_id}
    ).first()
    if found is None:
        network = _new_network(change, who)
    else:
        network, workshop_id = found
        _announce(change, who, workshop_id)
    if entry is not None and network.entry != entry:
        network.entry = entry
        change.session.add(network)
        _reopen_if_empty(change.session, network)
    return network


def _reopen_if_empty(session: Session, network: PersonalNetwork) -> None:
    """Nobody stands as done with a list that they have emptied; that somebody named nobody only a file may say."""
    if network.finished_at is None:
        return
    session.flush()
    contacts = select(func.count()).select_from(Contact).where(Contact.network_id == network.id)
    if not (network.size if network.entry == "tally" else session.exec(contacts).one()):
        network.finished_at = None
        session.add(network)


def announce_answers(change: Transaction, who: Who) -> None:
    """Tell the windows that this participant's answers changed."""
    _announce(change, who, find_step(change.session, who.step_id).workshop_id)


def _new_network(change: Transaction, who: Who) -> PersonalNetwork:
    workshop_id = find_step(change.session, who.step_id).workshop_id
    if find_participant(change.session, who.participant_id).workshop_id != workshop_id:
        raise NotFound(tr("This person is not on the roster of this workshop."))
    network = new_list(change.session, who.step_id, who.participant_id)
    _announce(change, who, workshop_id)
    return network


def _contact(change: Transaction, who: Who, contact_id: int) -> Contact:
    """The contact, if it is on this participant's list: nobody reaches into another one's."""
    found = change.session.exec(
        _CONTACT_IN_WORKSHOP,
        params={"contact_id": contact_id, "step_id": who.step_id, "participant_id": who.participant_id},
    ).first()
    if found is None:
        raise NotFound(tr("This contact is no longer on the list."), contact_id=contact_id)
    contact, workshop_id = found
    _announce(change, who, workshop_id)
    return contact


def _append(change: Transaction, who: Who, labels: Sequence[str], limit: int | None) -> list[int]:
    """The ids of new contacts behind those that are on the list; without a label each gets its number on it."""
    network = opened_network(change, who, entry="contact")
    count, last = change.session.exec(_LENGTH_AND_LAST, params={"network_id": network.id}).one()
    if limit is not None and count + len(labels) > limit:
        raise Invalid(tr("The list is full: it takes {limit} people.", limit=limit))
    lines = [one_line(label) for label in labels]
    taken: set[str] = set() if all(lines) else _labels(change.session, who)
    end = 0 if last is None else last + 1
    rows = []
    for place, line in enumerate(lines):
        label = line or next(str(number) for number in count_from(count + place + 1) if str(number) not in taken)
        taken.add(label)
        rows.append({"network_id": network.id, "position": end + place, "label": label})
    return [*change.session.scalars(_NEW_CONTACTS, rows)] if rows else []


def _labels(session: Session, who: Who) -> set[str]:
    """The labels of a person's contacts in every round of a step."""
    mine = select(Contact.label).join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
    mine = mine.where(PersonalNetwork.step_id == who.step_id, PersonalNetwork.participant_id == who.participant_id)
    return set(session.exec(mine))


def _factor_with(session: Session, step_id: int, key: str, code: int | None, *, of_contact: bool = False) -> int:
    found = session.exec(_FACTOR_WITH_CODE, params={"step_id": step_id, "key": key, "code": code}).first()
    if found is None:
        raise NotFound(tr("This question is no longer asked."), factor=key)
    factor_id, label, private, known = found
    if private and of_contact and code is not None:
        raise Invalid(tr("“{label}” is asked by tally alone, of no single contact.", label=label), factor=key)
    if code is not None and known is None and code not in list(Missing):
        raise Invalid(tr("“{label}” has no answer number {code}.", label=label, code=code), factor=key)
    return factor_id


def _put(session: Session, table: type[SQLModel], key: dict[str, int], column: str, value: int | None) -> None:
    """Write one answer, over the one that is there; None takes it away."""
    connection = session.connection()
    if value is None:
        connection.execute(delete(table).filter_by(**key))
        return
    connection.execute(upsert(table, tuple(key), column), {**key, column: value})


@cache
def upsert(table: type[SQLModel], key: tuple[str, ...], column: str) -> Insert:
    """A statement that writes rows of answers, over those of the same key. For operations of this exercise."""
    answer = insert(table)
    return answer.on_conflict_do_update(index_elements=key, set_={column: answer.excluded[column]})


def _announce(change: Transaction, who: Who, workshop_id: int) -> None:
    change.announce(Change(Topic.ANSWERS, workshop_id, who.step_id, who.participant_id, who.origin))
