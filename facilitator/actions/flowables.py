"""The list of actions on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from facilitator.actions.actions import ActionView
from facilitator.documents import blocks
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.i18n import INDICATORS, short_day, tr, tr_content
from facilitator.nameless import in_no_order


def status_name(status: str) -> str:
    """What people call a status."""
    names = {"open": tr("open"), "kept": tr("kept"), "changed": tr("changed"), "dropped": tr("dropped")}
    return names[status]


def whose(action: ActionView) -> str:
    """The owner and the partner in one short text."""
    owner = action.owner or tr("the team")
    return tr("{owner}, with {partner}", owner=owner, partner=action.partner) if action.partner else owner


def action_table(actions: Sequence[ActionView], *, names: bool = True) -> list[Any]:
    """What, who, until when, and what will be seen to change.

    Without `names` nobody is named, and the order is that of the days: the one in which actions were agreed, person
    after person, would tell whose they are.
    """
    if not actions:
        return [blocks.empty_state(tr("No action has been agreed yet."))]
    if not names:
        actions = sorted(in_no_order(actions), key=lambda action: action.wording.due or date.max)
    who = [PrintedColumn(tr("Who"))] if names else []
    columns = [
        PrintedColumn(tr("What")),
        *who,
        PrintedColumn(tr("Until"), width=62),
        PrintedColumn(tr("What will be seen")),
    ]
    rows = [
        (
            action.wording.what,
            *([whose(action)] if names else []),
            short_day(action.wording.due) if action.wording.due else "",
            "\n".join(
                filter(None, (action.wording.seen or action.wording.sign, tr_content(INDICATORS, action.indicator)))
            ),
        )
        for action in actions
    ]
    return [PrintedTable(columns, rows)]


def typed_in(actions: Sequence[ActionView]) -> tuple[str, ...]:
    """The words that people typed, to be checked against the fonts."""
    return tuple(
        text
        for action in actions
        for text in (
            *(action.wording.what, action.owner, action.partner, action.wording.sign, action.wording.seen),
            action.indicator,
        )
        if text
    )
