"""People who come again: participants recognised in earlier workshops, each confirmed or refused by the facilitator.

This is the one way in which anything of an earlier workshop reaches a person of a later one by itself: whoever needs
it asks `earlier_selves`. That holds nobody who was refused, nobody of another client, and nobody of a deleted workshop,
whatever was confirmed before; nothing is kept that could outlive a refusal.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, or_, select

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.agreement import agreed_workshops, is_agreed, refuse_under_agreement
from facilitator.workshop.clients import other_client, same_client
from facilitator.workshop.data_protection import copy_protection
from facilitator.workshop.find import find_participant, find_workshop
from facilitator.workshop.names import Ground, Names, words
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.roster import roster
from facilitator.workshop.tables import OtherPerson, Participant, SamePerson, Workshop
from facilitator.workshop.workshops import copy_people


@dataclass(frozen=True, slots=True)
class EarlierSelf:
    """A participant of an earlier workshop who may be, or is, the same person. `same_address` is the best sign.

    `client` is whom that workshop was for, "" where it names nobody; `same_client` tells whether both name the same.
    """

    participant_id: int
    name: str
    workshop: str
    held_on: date | None
    certainty: float
    ground: Ground
    same_address: bool
    client: str
    same_client: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """One participant, who they were confirmed to have been, and who else they may have been, the likeliest first."""

    participant_id: int
    name: str
    confirmed: EarlierSelf | None
    candidates: tuple[EarlierSelf, ...]


def recognitions(library: Library, workshop_id: int) -> tuple[Recognition, ...]:
    """Everybody on the roster who may have been in an earlier workshop, in the roster's order.

    Workshops of another client are left out. A single word such as a given name is no sign: with it alone nobody is
    proposed.
    """
    with library.read() as session:
        own = find_workshop(session, workshop_id)
        before_own = earlier_workshops(session, workshop_id)
        earlier = {key: each for key, each in before_own.items() if not other_client(each, own)}
        people = roster(session, workshop_id)
        known = session.exec(select(Participant).where(col(Participant.workshop_id).in_(earlier))).all()
        same = {row.participant_id: row.earlier_id for row in session.exec(select(SamePerson))}
        refused = {(row.participant_id, row.earlier_id) for row in session.exec(select(OtherPerson))}
    before = {person.id: person for person in known}
    by_address: dict[str, list[int]] = {}
    for person in known:
        if person.email:
            by_address.setdefault(caseless(person.email), []).append(person.id)
    named = Names({person.id: person.name for person in known})
    like = named.like_each([person.name for person in people], most=len(before))

    def self_of(person: Participant, earlier_id: int, certainty: float, ground: Ground) -> EarlierSelf:
        found = before[earlier_id]
        workshop = earlier[found.workshop_id]
        address = bool(person.email) and caseless(person.email) == caseless(found.email)
        return EarlierSelf(
            found.id,
            found.name,
            workshop.title,
            workshop.held_on,
            certainty,
            ground,
            address,
            workshop.client,
            same_client(workshop, own),
        )

    recognised = []
    for person, names in zip(people, like, strict=True):
        # A part of a name or initials are too little across workshops.
        found = {
            each.key: self_of(person, each.key, each.certainty, each.ground)
            for each in names
            if each.ground in (Ground.SAME, Ground.SPELLING, Ground.SHORT_FORM, Ground.SIMILAR)
            and _is_whole(person.name)
            and _is_whole(before[each.key].name)
        }
        for other in by_address.get(caseless(person.email), ()) if person.email else ():
            found[other] = self_of(person, other, 1.0, Ground.SAME)
        confirmed = same.get(person.id)
        candidates = [
            each
            for each in found.values()
            if each.participant_id != confirmed and (person.id, each.participant_id) not in refused
        ]
        candidates.sort(key=lambda each: (-each.same_address, -each.certainty, -each.participant_id))
        known_as = self_of(person, confirmed, 1.0, Ground.SAME) if confirmed in before else None
        if known_as or candidates:
            recognised.append(Recognition(person.id, person.name, known_as, tuple(candidates)))
    return tuple(recognised)


def come_again(library: Library, earlier_id: int, workshop_id: int, *, recognised: bool) -> None:
    """Put the people of an earlier workshop on the roster of one, whose papers speak and promise as before.

    With `recognised`, each is confirmed to be the same, unless the earlier workshop was under a works agreement.
    Raises Invalid as `confirm_same` does, for one of another client also where nobody is confirmed: neither its people
    nor who answers for their data are this one's.
    """
    with library.change(tr("Copy people")) as change:
        _of_no_other_client(change.session, earlier_id, workshop_id)
        workshop = find_workshop(change.session, workshop_id)
        workshop.language = spoken_in(library, earlier_id)
        change.session.add(workshop)
        copy_protection(change.session, earlier_id, workshop_id)
        copied = copy_people(library, earlier_id, workshop_id)
        if recognised and not is_agreed(change.session, earlier_id):
            for before, now in copied.items():
                confirm_same(library, now, before)


def confirm_same(library: Library, participant_id: int, earlier_id: int) -> Done[None]:
    """Say that a participant was in an earlier workshop as `earlier_id`.

    Raises Invalid unless that workshop was earlier, for one of another client, and where somebody else of the same
    workshop was confirmed to be that person: both would read what one of them wrote.
    """
    with library.change(tr("Same person as before")) as change:
        session = change.session
        person, before = find_participant(session, participant_id), find_participant(session, earlier_id)
        for workshop_id in (person.workshop_id, before.workshop_id):
            refuse_under_agreement(session, workshop_id, tr("Nothing is carried over from one workshop to another."))
        if before.workshop_id not in earlier_workshops(session, person.workshop_id):
            raise Invalid(tr("That workshop was not before this one."))
        _of_no_other_client(session, before.workshop_id, person.workshop_id)
        _nobody_is_two(session, person, before)
        connection = session.connection()
        upsert = insert(SamePerson).values(participant_id=participant_id, earlier_id=earlier_id)
        connection.execute(
            upsert.on_conflict_do_update(index_elements=["participant_id"], set_={"earlier_id": earlier_id})
        )
        connection.execute(delete(OtherPerson).filter_by(participant_id=participant_id, earlier_id=earlier_id))
        _announce(change, person)
    return change.done(None)


def _of_no_other_client(session: Session, earlier_id: int, workshop_id: int) -> None:
    there = find_workshop(session, earlier_id)
    if other_client(there, find_workshop(session, workshop_id)):
        raise Invalid(
            tr(
                "“{title}” was for another client, {client}. If it is the same client, write the name alike in "
                "both workshops.",
                title=there.title,
                client=there.client,
            )
        )


def _nobody_is_two(session: Session, person: Participant, before: Participant) -> None:
    every = chains(session)
    past = {before.id, *every.get(before.id, ())}
    for other in roster(session, person.workshop_id):
        if other.id != person.id and past.intersection(every.get(other.id, ())):
            raise Invalid(
                tr(
                    "{other} was confirmed to be {before} already, and nobody is two people. If that was a mistake, "
                    "say there first that they are somebody else.",
                    other=other.name,
                    before=before.name,
                )
            )


def is_recognised(library: Library, participant_id: int) -> bool:
    """Whether somebody was confirmed to be a participant of an earlier workshop, or one of a later one to be them."""
    either = or_(col(SamePerson.participant_id) == participant_id, col(SamePerson.earlier_id) == participant_id)
    with library.read() as session:
        return session.exec(select(SamePerson).where(either)).first() is not None


def refuse_same(library: Library, participant_id: int, earlier_id: int) -> Done[None]:
    """Say that they are two people; they are not proposed again."""
    with library.change(tr("Not the same person")) as change:
        person = find_participant(change.session, participant_id)
        find_participant(change.session, earlier_id)
        values = {"participant_id": participant_id, "earlier_id": earlier_id}
        connection = change.session.connection()
        connection.execute(delete(SamePerson).filter_by(**values))
        connection.execute(insert(OtherPerson).values(**values).on_conflict_do_nothing())
        _announce(change, person)
    return change.done(None)


def earlier_selves(
    session: Session, workshop_id: int, participant_ids: Collection[int] | None = None
) -> dict[int, tuple[int, ...]]:
    """By participant, who they were in earlier workshops, the latest first; only those who were recognised.

    A refusal cuts whatever lies behind it. Who was confirmed in a workshop that is deleted by now, or that is of
    another client by now, is left out, and so is whoever two people of this workshop were confirmed to be.
    """
    every = chains(session)
    if not every or is_agreed(session, workshop_id):
        return {}
    of_workshop = session.exec(select(Participant.id).where(Participant.workshop_id == workshop_id)).all()
    wanted = of_workshop if participant_ids is None else participant_ids
    claimed = Counter(each for person in of_workshop for each in every.get(person, ()))
    found_chains = {
        person: tuple(each for each in every[person] if claimed[each] < 2) for person in wanted if person in every
    }
    own = find_workshop(session, workshop_id)
    held = _workshops_of(session, {each for chain in found_chains.values() for each in chain})
    closed = agreed_workshops(session)
    held = {person: workshop for person, workshop in held.items() if workshop.id not in closed}
    found = {}
    for person, chain in found_chains.items():
        selves = tuple(each for each in chain if each in held and _may_enter(held[each], own))
        if selves:
            found[person] = selves
    return found


def came_again(session: Session, workshop_id: int) -> Counter[int]:
    """How many of these people were confirmed to have been in each earlier workshop, by its id."""
    selves = earlier_selves(session, workshop_id)
    every = {each for chain in selves.values() for each in chain}
    where = select(Participant.id, Participant.workshop_id).where(col(Participant.id).in_(every))
    workshops = dict(session.exec(where).all()) if every else {}
    return Counter(there for chain in selves.values() for there in {workshops[each] for each in chain})


def chains(session: Session) -> dict[int, tuple[int, ...]]:
    """By everybody who was confirmed, who they were before, the latest first, up to the first refusal.

    Of any workshop: `earlier_selves` tells which of these may enter another one.
    """
    same = {row.participant_id: row.earlier_id for row in session.exec(select(SamePerson))}
    refused = {(row.participant_id, row.earlier_id) for row in session.exec(select(OtherPerson))} if same else set()
    found = {}
    for person in same:
        row = [person]
        while (before := same.get(row[-1])) is not None and before not in row:
            if any((each, before) in refused for each in row):
                break
            row.append(before)
        found[person] = tuple(row[1:])
    return found


def nobody_here(session: Session, workshop_id: int, earlier_id: int, *, chosen: bool) -> frozenset[int]:
    """The people of an earlier workshop whom nothing of it may name in this one.

    Who is not confirmed to be somebody here is among them. Where the facilitator has `chosen` that workshop it is those
    alone whom somebody here was refused to be: beside a namesake in the room, what they promised would be taken for
    that one's.
    """
    if earlier_id == workshop_id:
        return frozenset()
    here = {each for chain in earlier_selves(session, workshop_id).values() for each in chain}
    there: set[int] = set(session.exec(select(Participant.id).where(Participant.workshop_id == earlier_id)))
    if chosen:
        refused = (
            select(OtherPerson.earlier_id)
            .join(Participant, col(Participant.id) == col(OtherPerson.participant_id))
            .where(Participant.workshop_id == workshop_id)
        )
        not_here: set[int] = set(session.exec(refused))
        there &= not_here
    return frozenset(there - here)


def refused_selves(session: Session, participant_id: int) -> set[int]:
    """The participants of earlier workshops whom this one is not, as the facilitator said."""
    return set(session.exec(select(OtherPerson.earlier_id).where(OtherPerson.participant_id == participant_id)))


def _workshops_of(session: Session, participant_ids: Collection[int]) -> dict[int, Workshop]:
    if not participant_ids:
        return {}
    wanted = (
        select(Participant.id, Workshop)
        .join(Workshop, col(Workshop.id) == col(Participant.workshop_id))
        .where(col(Participant.id).in_(participant_ids))
    )
    return dict(session.exec(wanted).all())


def _may_enter(earlier: Workshop, own: Workshop) -> bool:
    return earlier.deleted_at is None and _when(earlier) < _when(own) and not other_client(earlier, own)


def _when(workshop: Workshop) -> tuple[date, int]:
    return (workshop.held_on or workshop.created_at.date(), workshop.id)


def _is_whole(name: str) -> bool:
    """Whether a written name is more than a given name or initials: two words or, in Chinese and Korean, one."""
    plain = words(name)
    if len(plain) > 1:
        return any(len(word) > 1 for word in plain)
    letters = unicodedata.normalize("NFC", "".join(plain))
    return (len(letters) > 1 and all(_is_of(letter, "CJK UNIFIED") for letter in letters)) or (
        len(letters) > 2 and all(_is_of(letter, "HANGUL SYLLABLE") for letter in letters)
    )


def _is_of(letter: str, script: str) -> bool:
    return unicodedata.name(letter, "").startswith(script)


def earlier_workshops(session: Session, workshop_id: int) -> dict[int, Workshop]:
    """Workshops before this one that are not deleted: by the day they were held or, without one, were made.

    Those under a works agreement are left out, and for one under it there are none.
    """
    own, closed = find_workshop(session, workshop_id), agreed_workshops(session)
    if workshop_id in closed:
        return {}
    others = session.exec(select(Workshop).where(col(Workshop.deleted_at).is_(None), Workshop.id != workshop_id))
    return {other.id: other for other in others if _when(other) < _when(own) and other.id not in closed}


def _announce(change: Transaction, person: Participant) -> None:
    change.announce(Change(Topic.ROSTER, person.workshop_id))
