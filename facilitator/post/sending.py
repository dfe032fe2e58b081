"""Sending handouts and worksheets by SMTP, one by one, with a log that survives whatever happens in between.

Before a mail is handed over its row says so, and afterwards what came of it. So a mail that was sent is never sent
again, and of one that was on its way when the program died or the line broke off nobody claims to know: it is said,
and sent again only when the facilitator asks for that person. What a server puts off for a while is tried again
later; what it still does not take then stays to be sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.i18n import tr
from facilitator.post.left_out import LeftOut, sharing, why_not
from facilitator.post.letters import Letter
from facilitator.post.messages import Recipient, check_letters, message, recipients, sender_address
from facilitator.post.postman import PER_MINUTE, WAITS, Letters, hand_over
from facilitator.post.rounds import ParcelRounds, parcel_rounds
from facilitator.post.server import Server
from facilitator.post.tables import MailDelivery, MailState, Parcel
from facilitator.progress import LongWork
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.handout_files import delete_delivered
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant, utc


@dataclass(frozen=True, slots=True)
class Delivery:
    """One person's mail as the log has it."""

    participant_id: int
    name: str
    address: str
    state: MailState
    said: str
    at: datetime
    """When it came to that, in UTC."""
    round: str = ""
    """What the round is called of which the parcel is; "" where there is one only, and for one that is gone."""
    is_present: bool = True
    """Whether that mail stands for the person's parcel as it would be now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending.

    `now` is the log of those who had their turn, `before` the names of those left out as sent before, `left_out` who
    could not be sent to.
    """

    now: tuple[Delivery, ...]
    before: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def deliveries(
    library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT, *, every_round: bool = False
) -> list[Delivery]:
    """The log of a workshop in the roster's order: of everybody's present parcel or, the earliest first, of every one.

    See `parcel_rounds` for which mail stands for the present one.
    """
    found = _log(library, workshop_id, parcel, parcel_rounds(library, workshop_id, parcel))
    return found if every_round else [each for each in found if each.is_present]


def _log(library: Library, workshop_id: int, parcel: Parcel, of: ParcelRounds) -> list[Delivery]:
    with library.read() as session:
        found = session.exec(
            select(MailDelivery, Participant)
            .join(Participant, col(Participant.id) == col(MailDelivery.participant_id))
            .where(col(Participant.workshop_id) == workshop_id, MailDelivery.parcel == parcel.value)
            .order_by(col(Participant.position), col(Participant.id), col(MailDelivery.id))
        )
        rows = list(found)
        covering = [row for row, person in rows if of.covers(row.round, person.id)]
        # Of several the last one: whoever has answered nothing since has had it.
        latest = {row.participant_id: row.id for row in sorted(covering, key=lambda row: (utc(row.changed_at), row.id))}
        return [
            Delivery(
                person.id,
                person.name,
                row.address,
                MailState(row.state),
                row.said,
                utc(row.changed_at),
                of.rounds.title(row.round),
                latest.get(person.id) == row.id,
            )
            for row, person in rows
        ]


def gone(library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT) -> set[int]:
    """The participants whose mail with their present parcel was sent, or may have been, by id."""
    left = (MailState.SENT, MailState.SENDING)
    return {each.participant_id for each in deliveries(library, workshop_id, parcel) if each.state in left}


def names_to_send(
    library: Library, workshop_id: int, *, again: bool = False, parcel: Parcel = Parcel.HANDOUT, shared: bool = False
) -> list[str]:
    """Whose mail would go out next, as "name <address>"."""
    left_out = set() if again else gone(library, workshop_id, parcel)
    found, _ = sorted_out(library, workshop_id, recipients(library, workshop_id, parcel=parcel), shared=shared)
    people = (each.person for each in found)
    return [f"{person.name} <{person.email.strip()}>" for person in people if person.id not in left_out]


def sorted_out(
    library: Library, workshop_id: int, found: Iterable[Recipient], *, shared: bool
) -> tuple[list[Recipient], list[LeftOut]]:
    """Those who can be sent to, and the others with the reason. `shared` lets in who shares an address."""
    alike = {} if shared else sharing(people_of(library, workshop_id))
    fit, left_out = [], []
    for each in found:
        reason = why_not(each.person, alike)
        if reason is None:
            fit.append(each)
        else:
            left_out.append(reason)
    return fit, left_out


def send_parcels(
    library: Library,
    workshop_id: int,
    server: Server,
    sender: str,
    template: Letter,
    *,
    again: bool = False,
    only: frozenset[int] | None = None,
    per_minute: float = PER_MINUTE,
    parcel: Parcel = Parcel.HANDOUT,
    options: PaperOptions | None = None,
    shared: bool = False,
    waits: Sequence[float] = WAITS,
) -> LongWork[Outcome]:
    """Send everybody's own handout, or worksheet, to them alone.

    Whose mail with this parcel was sent, or may have been, gets none unless `again`, and is named in the outcome; so is
    who can't be sent to, and who has the same address as somebody else unless `shared`. `only` chooses participants
    by id; `options` are those that the workshop keeps, unless others are given. What the server puts off is tried
    again after each of `waits`, in seconds, and stays queued then. Stopping leaves those who have not had their turn
    queued, and calling it again goes on there. Raises ServerRefused, with no mail lost, when the server can't be used.
    """
    had = set() if again else gone(library, workshop_id, parcel)
    from_address = sender_address(sender).addr_spec
    found, left_out = sorted_out(
        library, workshop_id, recipients(library, workshop_id, parcel, options, only), shared=shared
    )
    before = tuple(each.person.name for each in found if each.person.id in had)
    queue = [each for each in found if each.person.id not in had]
    # Before anything goes out, so that a mistake in the text stops all of it.
    check_letters(library, workshop_id, queue, template)
    rounds = parcel_rounds(library, workshop_id, parcel)
    log = _Log(library, rounds)
    for each in queue:
        log.note(each, MailState.QUEUED)

    def composed(recipient: Recipient) -> tuple[Recipient, EmailMessage] | None:
        current, gone_since = _as_they_are(library, workshop_id, recipient, shared=shared)
        if gone_since is not None:
            left_out.append(gone_since)
        if current is None:
            return None
        return current, message(library, workshop_id, current, template, from_address, draft=False)

    letters = Letters(lambda each: each.person.name, composed, log.note)
    yield from hand_over(queue, letters, server, from_address, per_minute=per_minute, waits=waits)
    had_turn = {each.person.id for each in queue}
    # As it was when they were sent: somebody may have answered since.
    told = [each for each in _log(library, workshop_id, parcel, rounds) if each.is_present]
    noted = tuple(each for each in told if each.participant_id in had_turn)
    return Outcome(noted, before, tuple(each for each in left_out if each.participant_id not in had))


def _as_they_are(
    library: Library, workshop_id: int, recipient: Recipient, *, shared: bool
) -> tuple[Recipient | None, LeftOut | None]:
    """The recipient with the address that they have by now, which may be minutes later.

    None where they have left the roster, and beside it why where they can't be sent to any more.
    """
    here = {person.id: person for person in people_of(library, workshop_id)}
    person = here.get(recipient.person.id)
    if person is None:
        return None, None
    reason = why_not(person, {} if shared else sharing(here.values()))
    return (replace(recipient, person=person), None) if reason is None else (None, reason)


class _Log:
    """Writes down what came of each mail."""

    def __init__(self, library: Library, rounds: ParcelRounds) -> None:
        self._library = library
        self._rounds = rounds

    def note(self, recipient: Recipient, state: MailState, said: str = "", /) -> None:
        """Write down how far somebody's mail is; a copy of their handout in a file is deleted once it was sent."""
        person = recipient.person
        change_of = Change(Topic.ROSTER, person.workshop_id, participant_id=person.id)
        label = tr("Send worksheet") if recipient.parcel is Parcel.WORKSHEET else tr("Send handout")
        with self._library.change(label, change_of, undoable=False, logged=state is MailState.SENT) as change:
            row = self._row(change.session, recipient)
            if row.id is not None and state is MailState.QUEUED and not said:
                # In a row of its own: an import of a log that is taken back later takes nothing of this attempt away.
                change.session.delete(row)
                change.session.flush()
                row = self._row(change.session, recipient)
            row.address, row.state, row.said, row.changed_at = person.email.strip(), state.value, said, now()
            change.session.add(row)
        if state is MailState.SENT and recipient.parcel is Parcel.HANDOUT:
            delete_delivered(self._library, person.id)

    def _row(self, session: Session, recipient: Recipient) -> MailDelivery:
        participant_id, parcel = recipient.person.id, recipient.parcel.value
        round_ = self._rounds.of(participant_id)
        own = (
            MailDelivery.participant_id == participant_id,
            MailDelivery.parcel == parcel,
            MailDelivery.round == round_,
        )
        found = session.exec(select(MailDelivery).where(*own)).first()
        return found or MailDelivery(participant_id=participant_id, address="", parcel=parcel, round=round_)
