"""The log of mails in a whole workshop's file, so that nobody is mailed twice from another computer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import AwareDatetime, Field
from sqlmodel import Session, col, select

from facilitator.i18n import tr, trn
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem
from facilitator.workshop.mail_log import MailDelivery, MailState, Parcel
from facilitator.workshop.tables import Participant, utc

_WEIGHT = {MailState.QUEUED: 0, MailState.REFUSED: 1, MailState.SENDING: 2, MailState.SENT: 3}
"""Which of two accounts of one mail counts: the one by which more of it has gone."""
_GONE = 0


class RoundRecord(Record):
    """A step, by its place on the agenda counted from 1, null for one that is gone, and which round it was in."""

    step: int | None = Field(default=None, ge=1)
    round: int = Field(ge=2)


class MailRecord(Record):
    """How far the mail with somebody's handout or worksheet came; see `mail_log.MailDelivery`.

    `rounds` are the steps that were in a later round than the first. Left away in a pseudonymous file.
    """

    person: int
    parcel: Parcel
    address: str
    state: MailState
    said: str = ""
    changed_at: AwareDatetime
    rounds: tuple[RoundRecord, ...] = ()


def mail_records(session: Session, workshop_id: int, things: Mapping[str, str]) -> tuple[MailRecord, ...]:
    """The log of a workshop in the order in which it was begun; `things` names its steps by their places."""
    of_workshop = select(MailDelivery).join(Participant, col(Participant.id) == col(MailDelivery.participant_id))
    rows = session.exec(of_workshop.where(Participant.workshop_id == workshop_id).order_by(col(MailDelivery.id)))
    return tuple(
        MailRecord(
            person=row.participant_id,
            parcel=Parcel(row.parcel),
            address=row.address,
            state=MailState(row.state),
            said=row.said,
            changed_at=utc(row.changed_at),
            rounds=tuple(
                RoundRecord(step=_number(things.get(f"step {step_id}")), round=int(number))
                for step_id, number in (part.split(".") for part in row.round.split())
            ),
        )
        for row in rows
    )


def remarks(mails: Sequence[MailRecord], comes_in: Mapping[int, bool]) -> list[Problem]:
    """What is to be said of the log before it is taken in; `comes_in` tells it of the steps by their places."""
    problems = []
    open_ = sum(mail.state is MailState.QUEUED for mail in mails if _has_its_steps(mail, comes_in))
    if open_:
        sentence = trn(
            "{count} mail was still to be sent when the file was written. It goes out from here only if you send it: "
            "look first whether it went from the other computer.",
            "{count} mails were still to be sent when the file was written. They go out from here only if you send "
            "them: look first whether they went from the other computer.",
            open_,
        )
        problems.append(Problem(sentence, error=False))
    lost = sum(not _has_its_steps(mail, comes_in) for mail in mails)
    if lost:
        sentence = tr("Mails of rounds of steps that do not come in are left out of the log.")
        problems.append(Problem(sentence, error=False, loss=Loss.MAIL, cells=lost))
    return problems


def coming_in(
    mails: Sequence[MailRecord], comes_in: Mapping[int, bool], here: Mapping[tuple[int, Parcel], tuple[int, datetime]]
) -> set[tuple[int, Parcel, tuple[RoundRecord, ...]]]:
    """What of the log is taken in: a mail of which as much has gone, by what is known `here`, is not; see `mailed`."""
    return {
        (mail.person, mail.parcel, mail.rounds)
        for mail in mails
        if _has_its_steps(mail, comes_in)
        and (mail.rounds or (mail.person, mail.parcel) not in here
             or here[mail.person, mail.parcel] < (_WEIGHT[mail.state], mail.changed_at))
    }  # fmt: skip


def mailed(library: Library, people: Mapping[int, int]) -> dict[tuple[int, Parcel], tuple[int, datetime]]:
    """How far the mails of the first round are here, by the ids that `people` have in a file."""
    ids = {here: there for there, here in people.items()}
    first = (col(MailDelivery.participant_id).in_(ids), MailDelivery.round == "")
    with library.read() as session:
        rows = session.exec(select(MailDelivery).where(*first)).all()
        return {(ids[row.participant_id], Parcel(row.parcel)): _moment(row) for row in rows}


def _has_its_steps(mail: MailRecord, comes_in: Mapping[int, bool]) -> bool:
    return all(each.step is None or comes_in.get(each.step, False) for each in mail.rounds)


def take_mails(
    session: Session, mails: Sequence[MailRecord], people: Mapping[int, int], things: Mapping[str, str]
) -> None:
    """Write the log. Where a mail is known here already, the account counts by which more of it has gone.

    Nothing is sent by it. A mail of a round of a step that did not come in is left out.
    """
    known: dict[tuple[int, str, str], MailDelivery] = {}
    for row in session.exec(select(MailDelivery).where(col(MailDelivery.participant_id).in_(people.values()))):
        known[row.participant_id, row.parcel, row.round] = row
    for mail in mails:
        # A step that is gone has no number here: with this one it is none that there ever will be.
        own = [(_number(things.get(f"step {each.step}")) if each.step else _GONE, each.round) for each in mail.rounds]
        steps = sorted((step_id, number) for step_id, number in own if step_id is not None)
        if len(steps) < len(own):
            continue
        round_ = " ".join(f"{step_id}.{number}" for step_id, number in steps)
        key = people[mail.person], mail.parcel.value, round_
        here = known.get(key)
        if here is not None and _moment(here) >= (_WEIGHT[mail.state], mail.changed_at):
            continue
        row = here or MailDelivery(participant_id=key[0], address="", parcel=key[1], round=round_)
        row.address, row.state, row.said, row.changed_at = mail.address, mail.state.value, mail.said, mail.changed_at
        session.add(row)
        known[key] = row
    session.flush()


def _number(thing: str | None) -> int | None:
    """The number in "step 4"."""
    return int(thing.split()[1]) if thing else None


def _moment(row: MailDelivery) -> tuple[int, datetime]:
    return _WEIGHT[MailState(row.state)], utc(row.changed_at)
