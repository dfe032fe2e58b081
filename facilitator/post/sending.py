"""Sending handouts and worksheets by SMTP, one by one, with a log that survives whatever happens in between.

Before a mail is handed over its row says so, and afterwards what came of it. So a mail that was sent is never sent
again, and of one that was on its way when the program died or the line broke off nobody claims to know: it is said,
and sent again only when the facilitator asks for that person.
"""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from time import monotonic, sleep

from sqlmodel import Session, col, select

from facilitator.i18n import tr
from facilitator.post.letters import Letter
from facilitator.post.messages import Recipient, check_letters, message, recipients, sender_address
from facilitator.post.server import LetterRefused, Line, LineLost, Server, ServerRefused
from facilitator.post.tables import MailDelivery, MailState, Parcel
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.tables import Participant, now, utc

PER_MINUTE = 60
"""Mails a minute at the most: many servers take a faster sender for a spammer."""
_STEP = 0.2
"""Seconds between two looks at whether to stop, while waiting for the next mail's turn."""
_LINES = 3
"""So many connections are tried for one letter that was not handed over yet."""


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending: the log of those who had their turn, and the names of those left out as sent before."""

    now: tuple[Delivery, ...]
    before: tuple[str, ...]


def deliveries(library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT) -> list[Delivery]:
    """The log of a workshop in the roster's order."""
    with library.read() as session:
        rows = session.exec(
            select(MailDelivery, Participant)
            .join(Participant, col(Participant.id) == col(MailDelivery.participant_id))
            .where(col(Participant.workshop_id) == workshop_id, MailDelivery.parcel == parcel.value)
            .order_by(col(Participant.position), col(Participant.id))
        )
        return [
            Delivery(person.id, person.name, row.address, MailState(row.state), row.said, utc(row.changed_at))
            for row, person in rows
        ]


def gone(library: Library, workshop_id: int, parcel: Parcel = Parcel.HANDOUT) -> set[int]:
    """The participants whose mail was sent, or may have been, by id."""
    left = (MailState.SENT, MailState.SENDING)
    return {each.participant_id for each in deliveries(library, workshop_id, parcel) if each.state in left}


def names_to_send(
    library: Library, workshop_id: int, *, again: bool = False, parcel: Parcel = Parcel.HANDOUT
) -> list[str]:
    """Whose mail would go out next, as "name <address>"."""
    left_out = set() if again else gone(library, workshop_id, parcel)
    people = (each.person for each in recipients(library, workshop_id, parcel=parcel))
    return [f"{person.name} <{person.email.strip()}>" for person in people if person.id not in left_out]


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
) -> LongWork[Outcome]:
    """Send everybody's own handout, or worksheet, to them alone.

    Whose mail was sent, or may have been, gets none unless `again`, and is named in the outcome. `only` chooses
    participants by id; `options` are those that the workshop keeps, unless others are given. Stopping leaves those who
    have not had their turn queued, and calling it again goes on there. Raises ServerRefused, with no mail lost, when
    the server can't be used.
    """
    left_out = set() if again else gone(library, workshop_id, parcel)
    found = list(recipients(library, workshop_id, parcel, options, only))
    before = tuple(each.person.name for each in found if each.person.id in left_out)
    queue = [each for each in found if each.person.id not in left_out]
    # Before anything goes out, so that a mistake in the text or an address stops all of it.
    from_address = sender_address(sender).addr_spec
    check_letters(library, workshop_id, queue, template)
    for each in queue:
        _note(library, each, MailState.QUEUED)
    pause, turn = 60 / per_minute, monotonic()
    postman = _Postman(library, server, from_address)
    try:
        for number, each in enumerate(queue):
            yield Progress(number, len(queue), each.person.name)
            while monotonic() < turn:
                sleep(min(_STEP, max(turn - monotonic(), 0)))
                yield Progress(number, len(queue), each.person.name)
            turn = monotonic() + pause
            postman.deliver(each, message(library, workshop_id, each, template, from_address, draft=False))
        yield Progress(len(queue), len(queue))
    finally:
        postman.close()
    had_turn = {each.person.id for each in queue}
    log = tuple(each for each in deliveries(library, workshop_id, parcel) if each.participant_id in had_turn)
    return Outcome(log, before)


class _Postman:
    """Hands over letter after letter, on one line as long as it holds, and notes what came of each."""

    def __init__(self, library: Library, server: Server, sender: str) -> None:
        self._library = library
        self._server = server
        self._sender = sender
        self._line: Line | None = None

    def deliver(self, recipient: Recipient, mail: EmailMessage) -> None:
        """Hand one mail over. Raises ServerRefused where there is no line to be had; this mail has not gone then."""
        for attempt in range(1, _LINES + 1):
            line = self._line = self._line or Line(self._server)
            self._note(recipient, MailState.SENDING)
            try:
                line.send(mail, self._sender, mail["To"].addresses[0].addr_spec)
            except LetterRefused as error:
                self._note(recipient, MailState.REFUSED, error.sentence)
            except LineLost as error:
                self.close()
                if not error.handed_over:
                    self._note(recipient, MailState.QUEUED, error.sentence)
                    if attempt < _LINES:
                        continue
                    raise ServerRefused(error.sentence) from error
                self._note(recipient, MailState.SENDING, tr("It is not known whether this mail went out."))
            except ServerRefused as error:
                self._note(recipient, MailState.QUEUED, error.sentence)
                raise
            else:
                self._note(recipient, MailState.SENT)
            return

    def close(self) -> None:
        """Give up the line, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _note(self, recipient: Recipient, state: MailState, said: str = "") -> None:
        _note(self._library, recipient, state, said)


def _note(library: Library, recipient: Recipient, state: MailState, said: str = "") -> None:
    person = recipient.person
    change_of = Change(Topic.ROSTER, person.workshop_id, participant_id=person.id)
    label = tr("Send worksheet") if recipient.parcel is Parcel.WORKSHEET else tr("Send handout")
    with library.change(label, change_of, undoable=False, logged=state is MailState.SENT) as change:
        parcel = recipient.parcel.value
        row = _row(change.session, person.id, parcel)
        row = row or MailDelivery(participant_id=person.id, address="", parcel=parcel)
        row.address, row.state, row.said, row.changed_at = person.email.strip(), state.value, said, now()
        change.session.add(row)


def _row(session: Session, participant_id: int, parcel: str) -> MailDelivery | None:
    own = (MailDelivery.participant_id == participant_id, MailDelivery.parcel == parcel)
    return session.exec(select(MailDelivery).where(*own)).first()
