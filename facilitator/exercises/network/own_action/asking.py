"""How the own action is asked for, and how a day is read."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.agreement import is_agreed
from facilitator.workshop.find import find_step, one_line

_THIS_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")


@dataclass(frozen=True, slots=True)
class Asked:
    """How it is asked for, at the station and on sheets."""

    title: str
    lead: str
    what: str
    day: str
    how_day: str
    partner: str
    sign: str
    shared: str
    until_then: str


def asked_for() -> Asked:
    """The words in the language that is spoken."""
    return Asked(
        title=tr("One thing to do"),
        lead=tr("A quarter of an hour is enough, at a moment that is sure to come: “Tuesday after the shift meeting”."),
        what=tr("At which moment, and what will I do?"),
        day=tr("On which day?"),
        how_day=tr("day.month."),
        partner=tr("With whom? A role, no name"),
        sign=tr("I’ll see it worked when"),
        shared=tr("My action may stand among the room’s actions with my name"),
        until_then=tr("Without this tick it stands on your handout alone."),
    )


def is_asked(library: Library, step_id: int) -> bool:
    """Whether it may be typed in this step: not under a works agreement."""

    def read() -> bool:
        with library.read() as session:
            return not is_agreed(session, find_step(session, step_id).workshop_id)

    return library.once(("own action", step_id), read)


def read_a_day(text: str, today: date) -> date | None:
    """A day as people write it, the next one of that name without a year; None for what is none."""
    found = _THIS_YEAR.fullmatch(one_line(text))
    if found is None:
        # Later: most imports bring no days, and questionnaires load a lot.
        from facilitator.questionnaires.fields import read_day

        return read_day(one_line(text))
    day, month = map(int, found.groups())
    for year in (today.year, today.year + 1):
        try:
            if (named := date(year, month, day)) >= today - timedelta(days=1):
                return named
        except ValueError:
            continue
    return None
