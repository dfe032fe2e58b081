"""Mails of a plan to whoever asked for them: one before it, one for each week with its cards, one after it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import groupby
from typing import Annotated

from sqlmodel import select

from facilitator.content_files import content, fields
from facilitator.errors import Invalid
from facilitator.exercises.challenge.deck import DECKS
from facilitator.exercises.challenge.log import mails_asked_for
from facilitator.exercises.challenge.plans import PlanDay, Plans
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import AGENDA, day_of_week, long_day, tr, tr_content
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.dated_mail_log import DatedMailRow
from facilitator.workshop.dated_mails import DatedMail, To, Written
from facilitator.workshop.roster import get_participant
from facilitator.workshop.workshops import get_workshop

START, WEEKLY, END = "start", "weekly", "end"
_AFTER = 14
"""Days for which the mail after the last day is still worth sending."""


@implements(Exercise.dated_mails)
def dated_mails(library: Library, step_id: int) -> Sequence[DatedMail]:
    """The mails that people asked for. One whose days were over before it went never goes; what went stays."""
    wanted = {person: mails for person, mails in mails_asked_for(library, step_id).items() if mails}
    if not wanted:
        return ()
    plans = Plans(library, step_id)
    with library.read() as session:
        rows = session.exec(select(DatedMailRow).where(DatedMailRow.step_id == step_id)).all()
    known = {(row.recipient, row.key) for row in rows}
    found = []
    for person, mails in wanted.items():
        days = [day for day in plans.of(person).days if day.date is not None]
        for mail, until in _of_person(library, step_id, person, days, mails):
            if until >= date.today() or (mail.to.recipient, mail.key) in known:
                found.append(mail)
    return found


def _of_person(
    library: Library, step_id: int, person: int, days: Sequence[PlanDay], mails: Sequence[str]
) -> Iterator[tuple[DatedMail, date]]:
    """Each mail with the last day on which it says something new."""
    if not days:
        return
    weeks = [list(each) for _, each in groupby(days, key=lambda day: _date(day).isocalendar()[:2])]
    first, last = _date(days[0]), _date(days[-1])
    to = To("", "", person)
    write = partial(_written, library, step_id, person)
    if START in mails:
        due = first - timedelta(days=1)
        yield DatedMail(START, to, due, 0, tr("Before the first day"), partial(write, START, None)), first
    if WEEKLY in mails:
        for number, week in enumerate(weeks, start=1):
            monday, about = _date(week[0]).isocalendar()[:2], tr("Week {number}", number=number)
            # By the calendar: where the days are moved, the week that has number one then has had no mail.
            key = "week {}-{:02}".format(*monday)
            yield (
                DatedMail(key, to, _date(week[0]), number, about, partial(write, WEEKLY, monday)),
                _date(week[-1]),
            )
    if END in mails:
        due = last + timedelta(days=1)
        about = tr("After the last day")
        yield (
            DatedMail(END, to, due, len(weeks) + 1, about, partial(write, END, None)),
            due + timedelta(days=_AFTER),
        )


def _written(library: Library, step_id: int, person: int, kind: str, week: tuple[int, int] | None) -> Written:
    """The words of one mail, from the plan as it is when it goes. Raises Invalid where a week has no cards any more."""
    plans = Plans(library, step_id)
    days = [day for day in plans.of(person).days if day.date is not None]
    shown = [day for day in days if week is None or _date(day).isocalendar()[:2] == week]
    if not shown:
        raise Invalid(tr("There are no cards in this week any more."))
    workshop = get_workshop(library, get_step(library, step_id).workshop_id)
    told = shown[:1] if kind == START else shown
    words = getattr(_texts(), kind)
    values = {
        "name": get_participant(library, person).name,
        "workshop": workshop.title,
        "facilitator": workshop.facilitator,
        "count": len(days),
        "day": long_day(_date(days[-1] if kind == END else days[0])),
        "cards": "\n".join(_line(day, tr_content(AGENDA, plans.settings.cue)) for day in told),
    }
    return Written(tr(words.subject, **values), tr(words.body, **values).replace("\n\n\n", "\n\n"))


def _line(day: PlanDay, cue: str) -> str:
    text = tr_content(DECKS, day.card.text)
    if day.returns and cue:
        text = tr("{card} ({cue})", card=text, cue=cue)
    return tr("{day}: {card}", day=day_of_week(_date(day)), card=text)


def _date(day: PlanDay) -> date:
    assert day.date is not None  # noqa: S101  # only days with a date are asked for
    return day.date


_Text = Annotated[str, fields("name", "workshop", "facilitator", "count", "day", "cards")]


class _Words(Record):
    subject: _Text
    body: _Text


class _Texts(Record):
    start: _Words
    weekly: _Words
    end: _Words


@cache
def _texts() -> _Texts:
    return content(_Texts, "mail", "challenge.json")
