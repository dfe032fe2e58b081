"""The actions as the room sees them."""

from collections.abc import Sequence

from facilitator.actions.actions import ActionView
from facilitator.actions.flowables import status_name
from facilitator.i18n import tr, trn
from ui.actions.words import day_of, who_and_sign
from ui.wall.blocks import Block, Board, Column, Row


def actions_board(actions: Sequence[ActionView]) -> Board:
    """A row per action: what, whose, until when, and what became of it."""
    rows: list[Block] = []
    for number, action in enumerate(actions, start=1):
        done = action.wording.status != "open"
        value = status_name(action.wording.status) if done else day_of(action)
        faded = action.wording.status == "dropped"
        rows.append(Row(action.id, action.wording.what, who_and_sign(action), value, str(number), None, faded))
    left = sum(action.wording.status == "open" for action in actions)
    return Board(
        (Column("", blocks=tuple(rows)),),
        tr("What we are going to do"),
        tr("Who does what until when, and what will be seen"),
        1,
        tr("Nothing has been agreed yet."),
        trn("{count} open", "{count} open", left) if actions else "",
    )
