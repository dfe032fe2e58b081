"""An action in short words, the same on every screen."""

from facilitator.actions.actions import ActionView
from facilitator.actions.flowables import whose
from facilitator.i18n import short_day


def day_of(action: ActionView) -> str:
    """The day it is due, as people here write it; "" without one."""
    due = action.wording.due
    return short_day(due) if due is not None else ""


def who_and_sign(action: ActionView) -> str:
    """Whose it is, what will be seen, or what was seen, and by which indicator."""
    return " · ".join(part for part in (whose(action), seen_and_by(action, " · ")) if part)


def seen_and_by(action: ActionView, between: str) -> str:
    """What will be seen, or what was seen, and by which indicator."""
    return between.join(part for part in (action.wording.seen or action.wording.sign, action.indicator) if part)
