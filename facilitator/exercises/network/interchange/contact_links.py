"""What a table of contacts says of them beside answers: which participant each is, and whom of the list before.

What can't be so is left out, with a remark on its cell; no sentence names a contact.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from facilitator.exercises.network.interchange.exchanged_tables import KEPT
from facilitator.exercises.network.interchange.finding import by_names
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.own_export import CONTACT_IS
from facilitator.exercises.network.rounds.current import copies_in
from facilitator.exercises.network.tables import Contact, PersonalNetwork
from facilitator.i18n import tr
from facilitator.text_matching import caseless
from facilitator.workshop.row_owners import Owner, Owners
from facilitator.workshop.table_import import Row


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact as a row names them: whose they are, and their id if they are on the list already."""

    owner: Owner
    label: str
    contact_id: int | None


@dataclass
class Links:
    """By contact, the participant who they are, and the id of the contact of the list before who they were."""

    people: dict[Listed, Owner] = field(default_factory=dict)
    kept: dict[Listed, int] = field(default_factory=dict)


def read_links(
    session: Session,
    step_id: int,
    round_: int,
    owners: Owners,
    rows: Sequence[tuple[Row, Listed]],
) -> Links:
    """What the `rows` say of their contacts in this round; a remark for what of it is left out."""
    links = Links()
    for key, kind in ((CONTACT_IS, _People), (KEPT, _EarlierContacts)):
        if not any(row[key] for row, _ in rows):
            continue
        told = kind(session, step_id, round_, owners, links)
        for row, contact in rows:
            refusal = told.take(contact, row[key]) if row[key] else None
            if refusal is not None:
                row.leave_out(key, refusal.sentence, refusal.cause, row[key] if refusal.cause else "")
    return links


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a cell is not taken over; with a `cause`, what is in it may be told."""

    sentence: str
    cause: str = ""


class _People:
    """Takes contacts for participants, unless a person decided otherwise here."""

    def __init__(self, session: Session, step_id: int, round_: int, owners: Owners, links: Links) -> None:
        self._owners = owners
        self._links = links
        self._matched, self._refused = read_verdicts(session, step_id)
        listed = select(PersonalNetwork.participant_id, Contact.id).join(
            Contact, col(Contact.network_id) == col(PersonalNetwork.id)
        )
        here = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
        self._taken: dict[int, set[int]] = defaultdict(set)
        for owner, contact in session.exec(listed.where(*here)):
            if contact in self._matched:
                self._taken[owner].add(self._matched[contact])
        self._taken_now: set[tuple[Owner, Owner]] = set()

    def take(self, row: Listed, text: str) -> _Refusal | None:
        """Note who a contact is; the reason where that can't be."""
        person = self._owners.known(text)
        if person is None:
            sentence = tr("“{name}” is nobody on the roster, or several people: it is not taken over.", name=text)
            return _Refusal(sentence, tr("Nobody on the roster, or several people, and not taken over:"))
        if person is row.owner:
            return _Refusal(tr("Nobody is a contact of their own, so this is not taken over."))
        contact_id, participant_id = row.contact_id or 0, person.participant_id
        if contact_id in self._matched:
            if self._matched[contact_id] == participant_id:
                return None
            return _Refusal(tr("It was decided here that the contact is somebody else: this is not taken over."))
        if participant_id in self._refused.get(contact_id, ()):
            return _Refusal(tr("It was decided here that the contact is not this person: it is not taken over."))
        taken = participant_id in self._taken.get(row.owner.participant_id or 0, ())
        if taken or (row.owner, person) in self._taken_now:
            return _Refusal(tr("Another contact of the same list is this person already: it is not taken over."))
        self._taken_now.add((row.owner, person))
        self._links.people[row] = person
        return None


class _EarlierContacts:
    """Finds contacts on the list before, under the names by which tables know these."""

    def __init__(self, session: Session, step_id: int, round_: int, _owners: Owners, links: Links) -> None:
        self._links = links
        self._copied = copies_in(session, step_id, round_)
        self._before = _lists_before(session, step_id, round_)
        self._taken = set(self._copied.values())

    def take(self, row: Listed, text: str) -> _Refusal | None:
        """Note which contact was kept; the reason where that can't be."""
        earlier = self._before.get(row.owner.participant_id or 0, {}).get(caseless(text))
        if earlier is None:
            return _Refusal(tr("The list of the round before has no contact of this name: it is not taken over."))
        if self._copied.get(row.contact_id or 0) == earlier:
            return None
        if row.contact_id in self._copied:
            return _Refusal(tr("Here the contact was kept from another one: this is not taken over."))
        if earlier in self._taken:
            return _Refusal(tr("Another contact of the list was kept from this one already: it is not taken over."))
        self._taken.add(earlier)
        self._links.kept[row] = earlier
        return None


def _lists_before(session: Session, step_id: int, round_: int) -> dict[int, dict[str, int]]:
    """By participant, the contacts of their latest list before a round."""
    found: dict[int, tuple[int, list[tuple[int, str]]]] = {}
    listed = (
        select(PersonalNetwork.participant_id, PersonalNetwork.round, Contact.id, Contact.label)
        .join(Contact, col(Contact.network_id) == col(PersonalNetwork.id), isouter=True)
        .where(PersonalNetwork.step_id == step_id, PersonalNetwork.round < round_)
        .order_by(col(PersonalNetwork.round), col(Contact.position), col(Contact.id))
    )
    for participant, number, contact, label in session.exec(listed):
        if participant not in found or found[participant][0] < number:
            found[participant] = (number, [])
        if contact is not None:
            found[participant][1].append((contact, label))
    return {participant: by_names(contacts) for participant, (_, contacts) in found.items()}
