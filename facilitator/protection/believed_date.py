"""Whether the computer's date is believed, before anything goes by it that nobody can bring back.

A clock that is a year ahead by mistake makes all due at once that is to be erased, and what is erased is gone from the
copies too. So where the date is more than a week after the library was last used, a person has to say that it is
right. Whoever uses it every week is never asked.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, func, select

from facilitator.errors import NotSaved
from facilitator.i18n import long_day, tr, trn
from facilitator.storage.journal import Activity
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.tables import utc

_log = logging.getLogger(__name__)

_BELIEVED_FOR = timedelta(days=7)
_LAST_USED = Preference[date | None]("last_used_on", date | None, None, personal=True)
"""Each one's own where several share a library: it is their computer's clock."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """That the clock says `today`, so long after the day on which the library was last used."""

    last_used: date
    today: date

    @property
    def sentence(self) -> str:
        """What the clock says, and why that is doubted."""
        return trn(
            "This computer’s clock says {today}, {count} day after this library was last used ({last}).",
            "This computer’s clock says {today}, {count} days after this library was last used ({last}).",
            (self.today - self.last_used).days,
            today=long_day(self.today),
            last=long_day(self.last_used),
        )

    @property
    def on_command(self) -> str:
        """The same, and what to do about it, for who types commands."""
        right = tr("If that is right, “facilitator date-is-right” says so; else set the clock.")
        return f"{self.sentence} {right}"


def doubt_of(library: Library, today: date) -> Doubt | None:
    """Why today's date is not believed; None where it is, also where the library was never used."""
    last = _LAST_USED.get(library) or _last_logged(library)
    return Doubt(last, today) if last is not None and today - last > _BELIEVED_FOR else None


def believe(library: Library, today: date) -> None:
    """Note that the library is used today, so that the days that follow are believed.

    Where it can't be written to now, the next who uses it notes that.
    """
    if _LAST_USED.get(library) == today:
        return
    try:
        _LAST_USED.set(library, today)
    except NotSaved:
        _log.warning("the day on which the library is used could not be noted")


def _last_logged(library: Library) -> date | None:
    """The day on which something was last done in a workshop, for a library of which nobody noted a day yet."""
    with library.read() as session:
        latest = session.exec(select(func.max(col(Activity.latest_at)))).one()
    return None if latest is None else utc(latest).astimezone().date()
