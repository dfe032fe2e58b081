"""An action in short words, the same on every screen."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from facilitator.actions.actions import ActionView
from facilitator.actions.flowables import whose


def day_of(action: ActionView) -> str:
    """The day it is due, as people here write it; "" without one."""
    due = action.wording.due
    return day_in_words(due) if due is not None else ""


def day_in_words(day: date) -> str:
    """A day, short, with the month in letters: no two readings of it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def who_and_sign(action: ActionView) -> str:
    """Whose it is and what will be seen, or what was seen."""
    return " · ".join(part for part in (whose(action), action.wording.seen or action.wording.sign) if part)
