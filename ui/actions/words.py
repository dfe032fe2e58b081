"""An action in short words, the same on every screen."""

from PySide6.QtCore import QDate, QLocale

from facilitator.actions.actions import ActionView
from facilitator.actions.flowables import whose


def day_of(action: ActionView) -> str:
    """The day it is due, as people here write it; "" without one."""
    due = action.wording.due
    if due is None:
        return ""
    return QLocale().toString(QDate(due.year, due.month, due.day), QLocale.FormatType.ShortFormat)


def who_and_sign(action: ActionView) -> str:
    """Whose it is and what will be seen, or what was seen."""
    return " · ".join(part for part in (whose(action), action.wording.seen or action.wording.sign) if part)
