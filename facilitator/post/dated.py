"""The one queue of mails that have a day to go, whichever exercise they are of: how each stands, and who gets no more.

What there is to go is asked of the exercises each time; what went is in the log. A recipient gets the mails of a step
in their order, each once: the next one waits until the one before has gone, and as many days as lie between the two.
Of a mail that was being handed over when the program died or the line broke off nobody knows whether it went: it waits,
and all behind it for this recipient, until the facilitator has said so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import short_day, speaking, tr
from facilitator.post.left_out import named
from facilitator.post.tables import DatedMailRow, DatedState, MailStop
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.addresses import ascii_address, mailbox_of
from facilitator.workshop.dated_mail_log import GONE, set_stop, stopped_in
from facilitator.workshop.dated_mails import DatedMail
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import AgendaStep, Participant, utc


class Stand(StrEnum):
    """How a mail of the queue stands on a day."""

    DUE = "due"
    """It can go, as soon as the ones before it have gone."""
    PUT_OFF = "put off"
    """The same; the server did not take it the last time."""
    REFUSED = "refused"
    """The server refused it; it can be tried again, and those behind it wait."""
    LATER = "later"
    """Its day has not come."""
    WAITS = "waits"
    """One before it can't go."""
    UNKNOWN = "perhaps sent"
    """It is not known whether it went."""
    NO_ADDRESS = "no address"
    """There is no address that it could go to, or somebody else has the same one."""
    STOPPED = "stopped"
    """The recipient asked to get no more."""
    SENT = "sent"
    DRAFTED = "drafted"


_CAN_GO = frozenset({Stand.DUE, Stand.PUT_OFF, Stand.REFUSED})
_IS_OVER = frozenset({Stand.SENT, Stand.DRAFTED})
_OF_STATE = {
    DatedState.SENT: Stand.SENT,
    DatedState.DRAFTED: Stand.DRAFTED,
    DatedState.SENDING: Stand.UNKNOWN,
    DatedState.REFUSED: Stand.REFUSED,
    DatedState.PUT_OFF: Stand.PUT_OFF,
}


class LetterId(NamedTuple):
    """Which mail of the queue: no two have the same."""

    step_id: int
    key: str
    recipient: str


@dataclass(frozen=True, slots=True)
class DatedLetter:
    """One mail of the queue. `day` is when it goes, or went; `said` the server's words or what is in the way.

    `at` is when it came to what the log says of it, in UTC; None where nothing was tried. `shares_with` names those who
    read mail at the same address. `stopped` says that the recipient asked to get no more.
    """

    step: AgendaStep
    mail: DatedMail
    day: date
    stand: Stand
    said: str = ""
    at: datetime | None = None
    shares_with: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def id(self) -> LetterId:
        """Which one it is."""
        return LetterId(self.step.id, self.mail.key, self.mail.to.recipient)

    @property
    def can_go(self) -> bool:
        """Whether it can be sent or drafted now."""
        return self.stand in _CAN_GO

    @property
    def is_over(self) -> bool:
        """Whether it was sent or drafted."""
        return self.stand in _IS_OVER


def dated_letters(
    library: Library, workshop_id: int, today: date | None = None, *, shared: bool = False
) -> list[DatedLetter]:
    """All mails of a workshop's queue, by day; of a day by step, recipient and order.

    `today` is the present day unless another is given; `shared` lets in who shares an address with somebody else.
    """
    today = today or date.today()
    people = {person.id: person for person in people_of(library, workshop_id)}
    supplied = _supplied(library, workshop_id, people)
    boxes: dict[str, dict[str, str]] = defaultdict(dict)
    known = [(f"person {each.id}", each.name, each.email) for each in people.values()]
    known += [(mail.to.recipient, mail.to.name, mail.to.address) for _, mails in supplied for mail in mails]
    for recipient, name, address in known:
        if box := mailbox_of(address):
            boxes[box][recipient] = name
    found = [
        letter for step, mails in supplied for letter in _of_step(library, step, mails, today, boxes, shared=shared)
    ]
    places = {step.id: place for place, (step, _) in enumerate(supplied)}
    return sorted(found, key=lambda each: (each.day, places[each.step.id], each.mail.to.name, each.mail.order))


def _supplied(
    library: Library, workshop_id: int, people: Mapping[int, Participant]
) -> list[tuple[AgendaStep, list[DatedMail]]]:
    """What the steps have to mail, to the names and addresses that are on the roster now."""
    found = []
    with speaking(spoken_in(library, workshop_id)):
        for step, exercise in exercise_steps(library, workshop_id):
            if exercise.has(Exercise.dated_mails):
                mails = (_to_roster(mail, people) for mail in exercise.dated_mails(library, step.id))
                found.append((step, [mail for mail in mails if mail is not None]))
    return found


def _to_roster(mail: DatedMail, people: Mapping[int, Participant]) -> DatedMail | None:
    """The mail with its participant's name and address; None for somebody who is not on the roster any more."""
    if mail.to.participant_id is None:
        return mail
    person = people.get(mail.to.participant_id)
    return (
        None if person is None else replace(mail, to=replace(mail.to, name=person.name, address=person.email.strip()))
    )


def _of_step(
    library: Library,
    step: AgendaStep,
    mails: Sequence[DatedMail],
    today: date,
    boxes: Mapping[str, Mapping[str, str]],
    *,
    shared: bool,
) -> Iterator[DatedLetter]:
    with library.read() as session:
        log = {(row.recipient, row.key): row for row in _rows(session, step.id)}
        stopped = stopped_in(session, step.id)
    by_recipient: dict[str, dict[str, DatedMail]] = defaultdict(dict)
    for mail in sorted(mails, key=lambda each: each.place):
        by_recipient[mail.to.recipient].setdefault(mail.key, mail)
    for recipient, own in by_recipient.items():
        # What is not supplied any more has gone all the same.
        gone = [_day(row) for (whose, _), row in log.items() if whose == recipient and DatedState(row.state) in GONE]
        last, blocked = max(gone, default=None), ""
        to = next(iter(own.values())).to
        others = tuple(name for whose, name in boxes.get(mailbox_of(to.address), {}).items() if whose != recipient)
        in_the_way = _in_the_way(to.address, () if shared else others, is_reader=to.participant_id is None)
        for key, mail in own.items():
            row = log.get((recipient, key))
            if row is not None and DatedState(row.state) in GONE:
                stand = _OF_STATE[DatedState(row.state)]
                yield DatedLetter(
                    step, mail, _day(row), stand, row.said, utc(row.changed_at), others, recipient in stopped
                )
                continue
            day = mail.due if last is None else max(mail.due, last + timedelta(days=mail.apart))
            stand, said = Stand.DUE, ""
            if row is not None:
                stand, said = _OF_STATE[DatedState(row.state)], row.said
            if recipient in stopped and stand is not Stand.UNKNOWN:
                stand, said = Stand.STOPPED, tr("Asked to get no more.")
            elif stand is Stand.UNKNOWN:
                said = said or tr("It was being sent when the program ended: look whether it went.")
            elif in_the_way:
                stand, said = Stand.NO_ADDRESS, in_the_way
            elif blocked:
                stand, said = Stand.WAITS, blocked
            elif day > today:
                stand = Stand.LATER
            at = None if row is None else utc(row.changed_at)
            yield DatedLetter(step, mail, day, stand, said, at, others, recipient in stopped)
            last = max(day, today)
            if stand is Stand.UNKNOWN:
                blocked = tr("Waits until you have said whether “{mail}” went.", mail=mail.about)


def _in_the_way(address: str, others: Sequence[str], *, is_reader: bool) -> str:
    """Why nothing can go to an address; "" where it can."""
    where = tr("Correct it in the list of readers.") if is_reader else tr("Correct it under People.")
    if not address:
        return tr("No address.") if is_reader else tr("No address: add one under People.")
    try:
        ascii_address(address)
    except Invalid as error:
        return f"{error.sentence} {where}"
    return tr("The same address as {names}.", names=named(others)) if others else ""


def _rows(session: Session, step_id: int) -> Sequence[DatedMailRow]:
    return session.exec(select(DatedMailRow).where(DatedMailRow.step_id == step_id)).all()


def _day(row: DatedMailRow) -> date:
    return utc(row.changed_at).astimezone().date()


# What the facilitator says


def say_gone(library: Library, letter: DatedLetter) -> Done[None]:
    """Take a mail of which it is not known whether it went for sent. Raises Invalid for any other."""
    with library.change(tr("Mail has gone")) as change:
        row = _row(change.session, letter.id)
        if row is None or row.state != DatedState.SENDING:
            raise Invalid(tr("This is known already."))
        row.state, row.said = DatedState.SENT.value, ""
        change.session.add(row)
        change.announce(_change(letter))
    return change.done(None)


def say_not_gone(library: Library, letter: DatedLetter) -> Done[None]:
    """Let a mail go again, of which it is not known whether it went or whose draft was not sent.

    Raises Invalid for any other.
    """
    with library.change(tr("Mail has not gone")) as change:
        row = _row(change.session, letter.id)
        if row is None or row.state not in (DatedState.SENDING, DatedState.DRAFTED):
            raise Invalid(tr("This is known already."))
        change.session.delete(row)
        change.announce(_change(letter))
    return change.done(None)


def set_stopped(library: Library, letter: DatedLetter, stopped: bool) -> Done[None]:
    """Note that the recipient of a mail asked to get no more of its step, or wants them again."""
    label = tr("Mail no more to this person") if stopped else tr("Mail to this person again")
    with library.change(label) as change:
        to = letter.mail.to
        set_stop(change.session, letter.step.id, to.recipient, to.participant_id, stopped=stopped)
        change.announce(_change(letter))
    return change.done(None)


def dated_mails_to(library: Library, participant_id: int) -> list[tuple[str, DatedMailRow]]:
    """What is kept of mails to a participant, each with the title of its step, the oldest first."""
    with library.read() as session:
        own = select(AgendaStep.title, DatedMailRow).join(DatedMailRow, col(DatedMailRow.step_id) == col(AgendaStep.id))
        own = own.where(DatedMailRow.participant_id == participant_id).order_by(col(DatedMailRow.id))
        return [(title, row) for title, row in session.exec(own)]


def stopped_by(library: Library, participant_id: int) -> list[str]:
    """The titles of the steps of which a participant asked to get no more mails."""
    with library.read() as session:
        own = select(AgendaStep.title).join(MailStop, col(MailStop.step_id) == col(AgendaStep.id))
        return list(session.exec(own.where(MailStop.participant_id == participant_id).order_by(col(MailStop.id))))


def _row(session: Session, letter: LetterId) -> DatedMailRow | None:
    own = (
        DatedMailRow.step_id == letter.step_id,
        DatedMailRow.key == letter.key,
        DatedMailRow.recipient == letter.recipient,
    )
    return session.exec(select(DatedMailRow).where(*own)).first()


def _change(letter: DatedLetter) -> Change:
    return Change(Topic.ROSTER, letter.step.workshop_id, letter.step.id, letter.mail.to.participant_id)


def claim(library: Library, letter: DatedLetter) -> bool:
    """Write down that a mail is being handed over, unless it was, perhaps by another program; returns whether it is.

    What goes in between cannot go twice: of all who try, one gets the claim. A row of its own is written, so that an
    import of a log that is taken back later takes nothing of this attempt away.
    """
    with library.change(tr("Send mail"), _change(letter), undoable=False, logged=False) as change:
        row = _row(change.session, letter.id)
        if row is not None:
            if row.state not in (DatedState.PUT_OFF, DatedState.REFUSED):
                return False
            change.session.delete(row)
            change.session.flush()
        to = letter.mail.to
        change.session.add(
            DatedMailRow(
                step_id=letter.step.id,
                key=letter.mail.key,
                recipient=to.recipient,
                participant_id=to.participant_id,
                address=to.address,
                state=DatedState.SENDING.value,
            )
        )
    return True


def note(library: Library, letter: DatedLetter, state: DatedState | None, said: str = "") -> None:
    """Write down what came of a mail that was claimed; None forgets that it was, since nothing went."""
    gone = state in GONE
    with library.change(tr("Send mail"), _change(letter), undoable=False, logged=gone) as change:
        row = _row(change.session, letter.id)
        if row is None:
            # Its recipient was erased meanwhile: nothing is to be kept.
            return
        if state is None:
            change.session.delete(row)
            return
        row.state, row.said, row.changed_at = state.value, said, now()
        change.session.add(row)


def going_out(letters: Sequence[DatedLetter]) -> list[DatedLetter]:
    """Those that can go now, in the order in which they go: of each recipient one after the other."""
    return sorted((each for each in letters if each.can_go), key=lambda each: each.mail.order)


def stand_in_words(letter: DatedLetter) -> str:
    """How a mail stands, in a sentence."""
    when = "" if letter.at is None else short_day(letter.at.astimezone().date())
    return {
        Stand.DUE: tr("Due"),
        Stand.PUT_OFF: tr("Put off by the server: {said}", said=letter.said),
        Stand.REFUSED: tr("Refused: {said}", said=letter.said),
        Stand.LATER: tr("Later"),
        Stand.WAITS: letter.said,
        Stand.UNKNOWN: tr("Perhaps sent on {day}. {said}", day=when, said=letter.said),
        Stand.NO_ADDRESS: letter.said,
        Stand.STOPPED: letter.said,
        Stand.SENT: tr("Sent on {day}", day=when),
        Stand.DRAFTED: tr("Draft saved on {day}", day=when),
    }[letter.stand]
