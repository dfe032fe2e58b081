"""What became of dated mails in a whole workshop's file, and who asked to get no more: nobody is mailed twice, nor at
all against their will, from another computer.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, Field
from sqlmodel import Session, col, select

from facilitator.i18n import trn
from facilitator.records import Record
from facilitator.tabular import Loss, Problem
from facilitator.workshop.dated_mail_log import DatedMailRow, DatedState, MailStop
from facilitator.workshop.tables import AgendaStep, utc

R = TypeVar("R", DatedMailRow, MailStop)

_WEIGHT = {
    DatedState.PUT_OFF: 0,
    DatedState.REFUSED: 1,
    DatedState.DRAFTED: 2,
    DatedState.SENDING: 3,
    DatedState.SENT: 4,
}
"""Which of two accounts of one mail counts: the one by which more of it has gone."""


class _Recipient(Record):
    """Somebody who gets mails of the step at this place of the agenda, counted from 1: a person, or a reader.

    A reader is named by a word of the step's data.
    """

    step: int = Field(ge=1)
    person: int | None = None
    reader: str = ""


class DatedMailRecord(_Recipient):
    """How far one mail came; see `dated_mail_log.DatedMailRow`."""

    key: str
    address: str
    state: DatedState
    said: str = ""
    changed_at: AwareDatetime


class MailStopRecord(_Recipient):
    """Somebody asked to get no more."""

    stopped_at: AwareDatetime


class DatedRecord(Record):
    """The mails of a workshop that had a day to go. Left away in a pseudonymous file."""

    mails: tuple[DatedMailRecord, ...] = ()
    stops: tuple[MailStopRecord, ...] = ()

    @property
    def people(self) -> list[int]:
        """The people that it names."""
        return [each.person for each in (*self.mails, *self.stops) if each.person is not None]

    @property
    def steps(self) -> list[int]:
        """The steps that it names."""
        return [each.step for each in (*self.mails, *self.stops)]


def dated_record(session: Session, workshop_id: int, things: Mapping[str, str]) -> DatedRecord:
    """The log of a workshop in the order in which it was begun; what is gone from the library is left away."""
    mails, stops = [], []
    for row in _of(session, workshop_id, DatedMailRow):
        whom, key = _recipient(row, things), _named(row.key, things)
        if whom is not None and key is not None:
            facts = {"key": key, "address": row.address, "state": row.state, "said": row.said}
            mails.append(DatedMailRecord.model_validate({**whom, **facts, "changed_at": utc(row.changed_at)}))
    for stop in _of(session, workshop_id, MailStop):
        whom = _recipient(stop, things)
        if whom is not None:
            stops.append(MailStopRecord(**whom, stopped_at=utc(stop.stopped_at)))
    return DatedRecord(mails=tuple(mails), stops=tuple(stops))


def remarks(record: DatedRecord, comes_in: Mapping[int, bool]) -> list[Problem]:
    """What is to be said of the log before it is taken in; `comes_in` tells it of the steps by their places."""
    lost = sum(not comes_in.get(each.step, False) for each in record.mails)
    if not lost:
        return []
    sentence = trn(
        "{count} mail of a step that does not come in is left out of the log.",
        "{count} mails of steps that do not come in are left out of the log.",
        lost,
    )
    return [Problem(sentence, error=False, loss=Loss.MAIL, cells=lost)]


def take_dated(session: Session, record: DatedRecord, people: Mapping[int, int], things: Mapping[str, str]) -> None:
    """Write the log. Where a mail is known here already, the account counts by which more of it has gone.

    Nothing is sent by it.
    """
    for mail in record.mails:
        found, key = _whom(mail, people, things), _named(mail.key, things)
        if found is None or key is None:
            continue
        step_id, recipient, person = found
        own = (DatedMailRow.step_id == step_id, DatedMailRow.key == key, DatedMailRow.recipient == recipient)
        here = session.exec(select(DatedMailRow).where(*own)).first()
        if here is not None and _moment(here) >= (_WEIGHT[mail.state], mail.changed_at):
            continue
        row = here or DatedMailRow(
            step_id=step_id, key=key, recipient=recipient, participant_id=person, address="", state=""
        )
        row.address, row.state, row.said, row.changed_at = mail.address, mail.state.value, mail.said, mail.changed_at
        session.add(row)
    for stop in record.stops:
        found = _whom(stop, people, things)
        if found is None:
            continue
        step_id, recipient, person = found
        there = select(MailStop).where(MailStop.step_id == step_id, MailStop.recipient == recipient)
        if session.exec(there).first() is None:
            session.add(
                MailStop(step_id=step_id, recipient=recipient, participant_id=person, stopped_at=stop.stopped_at)
            )
    session.flush()


def _of(session: Session, workshop_id: int, table: type[R]) -> Sequence[R]:
    own = select(table).join(AgendaStep, col(AgendaStep.id) == col(table.step_id))
    return session.exec(own.where(AgendaStep.workshop_id == workshop_id).order_by(col(table.id))).all()


def _recipient(row: DatedMailRow | MailStop, things: Mapping[str, str]) -> dict[str, Any] | None:
    """Step and recipient in the file's words; None for a reader who is not in it any more."""
    step = {"step": int(things[f"step {row.step_id}"].split()[1])}
    if row.participant_id is not None:
        return {**step, "person": row.participant_id}
    reader = _named(row.recipient, things)
    return None if reader is None else {**step, "reader": reader}


def _whom(each: _Recipient, people: Mapping[int, int], things: Mapping[str, str]) -> tuple[int, str, int | None] | None:
    """Step, recipient and participant here; None where the step or the reader did not come in."""
    step = things.get(f"step {each.step}")
    if step is None:
        return None
    person = None if each.person is None else people[each.person]
    recipient = _named(each.reader, things) if person is None else f"person {person}"
    return None if not recipient else (int(step.split()[1]), recipient, person)


def _named(word: str, things: Mapping[str, str]) -> str | None:
    """The word on the other side of the door; None for a thing of it that is not there.

    A word that names none of the kinds of things that there are, such as "week 2", is the same everywhere.
    """
    if word in things:
        return things[word]
    kind = word.rpartition(" ")[0]
    return None if any(each.rpartition(" ")[0] == kind for each in things) else word


def _moment(row: DatedMailRow) -> tuple[int, datetime]:
    return _WEIGHT[DatedState(row.state)], utc(row.changed_at)
