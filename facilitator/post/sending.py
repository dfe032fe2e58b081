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
from math import ceil
from time import monotonic, sleep

from sqlmodel import Session, col, select

from facilitator.i18n import tr, trn
from facilitator.post.left_out import LeftOut, sharing, why_not
from facilitator.post.letters import Letter
from facilitator.post.messages import Recipient, check_letters, message, recipients, sender_address
from facilitator.post.rounds import ParcelRounds, parcel_rounds
from facilitator.post.server import LetterDelayed, LetterRefused, Line, LineLost, Server, ServerRefused
from facilitator.post.tables import MailDelivery, MailState, Parcel
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.handout_files import delete_delivered
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant, now, utc

PER_MINUTE = 60
"""Mails a minute at the most: many servers take a faster sender for a spammer."""
WAITS = (60.0, 180.0, 300.0)
"""Seconds before each further try of what a server put off; the usual greylisting wants five minutes."""
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


@dataclass(frozen=True, slots=True)
class Waiting(Progress):
    """Nothing goes out until the server is asked once more; `label` is the whole sentence."""


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
    postman = _Postman(library, server, from_address, rounds)
    for each in queue:
        postman.note(each, MailState.QUEUED)
    pause, turn = 60 / per_minute, monotonic()
    to_go, waiting = queue, list(waits)
    try:
        while to_go:
            put_off: list[Recipient] = []
            for number, each in enumerate(to_go):
                done = len(queue) - len(to_go) + number - len(put_off)
                yield Progress(done, len(queue), each.person.name)
                yield from _wait(turn, Progress(done, len(queue), each.person.name))
                turn = monotonic() + pause
                current, gone_since = _as_they_are(library, workshop_id, each, shared=shared)
                if gone_since is not None:
                    left_out.append(gone_since)
                if current is None:
                    continue
                mail = message(library, workshop_id, current, template, from_address, draft=False)
                delayed = postman.deliver(current, mail)
                if delayed is not None and delayed.everybody:
                    # The next letter would fare no better, so that it is not asked for everybody one by one.
                    put_off += to_go[number:]
                    if not waiting:
                        raise ServerRefused(
                            tr("{server} takes no mail from {sender} for now: {said}. Try again later.",
                               server=server.label, sender=from_address, said=delayed.sentence.rstrip("."))
                        )  # fmt: skip
                    break
                if delayed is not None:
                    put_off.append(each)
            to_go = put_off if waiting else []
            if to_go:
                # A line that nobody speaks on for minutes is taken down by many servers.
                postman.close()
                until = monotonic() + waiting.pop(0)
                yield from _wait(until, Waiting(len(queue) - len(to_go), len(queue)), len(to_go))
        yield Progress(len(queue), len(queue))
    finally:
        postman.close()
    had_turn = {each.person.id for each in queue}
    # As it was when they were sent: somebody may have answered since.
    told = [each for each in _log(library, workshop_id, parcel, rounds) if each.is_present]
    log = tuple(each for each in told if each.participant_id in had_turn)
    return Outcome(log, before, tuple(each for each in left_out if each.participant_id not in had))


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


def _wait(until: float, progress: Progress, put_off: int = 0) -> LongWork[None]:
    """Wait, and say every moment for what: so it can be stopped."""
    while (left := until - monotonic()) > 0:
        if put_off:
            label = trn(
                "The server puts {count} mail off: tried again in {seconds} s",
                "The server puts {count} mails off: tried again in {seconds} s",
                put_off,
                seconds=ceil(left),
            )
            progress = replace(progress, label=label)
        sleep(min(_STEP, left))
        yield progress


class _Postman:
    """Hands over letter after letter, on one line as long as it holds, and notes what came of each."""

    def __init__(self, library: Library, server: Server, sender: str, rounds: ParcelRounds) -> None:
        self._library = library
        self._server = server
        self._sender = sender
        self._rounds = rounds
        self._line: Line | None = None

    def deliver(self, recipient: Recipient, mail: EmailMessage) -> LetterDelayed | None:
        """Hand one mail over; returns how the server put it off, if it did.

        Raises ServerRefused where there is no line to be had; this mail has not gone then.
        """
        for attempt in range(1, _LINES + 1):
            line = self._line = self._line or Line(self._server)
            self.note(recipient, MailState.SENDING)
            try:
                line.send(mail, self._sender, mail["To"].addresses[0].addr_spec)
            except LetterRefused as error:
                self.note(recipient, MailState.REFUSED, error.sentence)
            except LetterDelayed as error:
                self.note(recipient, MailState.QUEUED, error.sentence)
                return error
            except LineLost as error:
                self.close()
                if not error.handed_over:
                    self.note(recipient, MailState.QUEUED, error.sentence)
                    if attempt < _LINES:
                        continue
                    raise ServerRefused(error.sentence) from error
                self.note(recipient, MailState.SENDING, tr("It is not known whether this mail went out."))
            except ServerRefused as error:
                self.note(recipient, MailState.QUEUED, error.sentence)
                raise
            else:
                self.note(recipient, MailState.SENT)
                if recipient.parcel is Parcel.HANDOUT:
                    delete_delivered(self._library, recipient.person.id)
            break
        return None

    def close(self) -> None:
        """Give up the line, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def note(self, recipient: Recipient, state: MailState, said: str = "") -> None:
        """Write down how far somebody's mail is."""
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
