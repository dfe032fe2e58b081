"""What the room sees of the reflections before: what was promised, and what came again."""

from facilitator.actions.flowables import status_name, whose
from facilitator.exercises.three_questions.earlier import LookBack
from facilitator.exercises.three_questions.over_time import Sitting, recurring
from facilitator.i18n import short_day, tr, trn
from ui.wall.blocks import Block, Board, Column, Row


def last_time_board(promised: LookBack | None) -> Board:
    """The actions and the improvements of last time, each with what became of it."""
    title = tr("What we said last time")
    if promised is None:
        return Board((Column(""),), title, "", 1, tr("There is nothing to look back at."))
    reflection = promised.reflection
    when = short_day(reflection.held_on) if reflection.held_on else reflection.workshop
    rows: list[Block] = []
    for number, action in enumerate(promised.actions, start=1):
        wording = action.wording
        below = " · ".join(part for part in (whose(action), wording.seen or wording.sign) if part)
        faded = wording.status == "dropped"
        rows.append(Row(("action", action.id), wording.what, below, _became(wording.status), str(number), None, faded))
    for each in promised.chosen:
        faded = each.status == "dropped"
        below = each.seen or tr("improvement")
        rows.append(Row((each.target.kind, each.target.id), each.what, below, _became(each.status), "", None, faded))
    counts = (
        trn("{count} action", "{count} actions", len(promised.actions)),
        trn("{count} improvement", "{count} improvements", len(promised.chosen)),
    )
    return Board(
        (Column("", blocks=tuple(rows)),),
        title,
        tr("{when}: what was kept, changed, dropped, and what did we see?", when=when),
        1,
        tr("Nothing was promised last time."),
        " · ".join(counts),
    )


def over_time_board(row: list[Sitting], nothing: str = "") -> Board:
    """A row per reflection, the newest first, then the themes that came again; without any, `nothing`."""
    blocks: list[Block] = []
    most = max((sitting.cards for sitting in row), default=0)
    for sitting in reversed(row):
        blocks.append(
            Row(
                ("sitting", sitting.step_id),
                short_day(sitting.held_on) if sitting.held_on else sitting.title,
                _agreed(sitting),
                trn("{count} card", "{count} cards", sitting.cards),
                "",
                sitting.cards / most if most else None,
            )
        )
    for again in recurring(row):
        times = trn(
            "in {times} of {count} reflection", "in {times} of {count} reflections", len(row), times=len(again.places)
        )
        blocks.append(Row(("theme", again.name), again.name, tr("a theme that came again"), times, "", None))
    return Board(
        (Column("", blocks=tuple(blocks)),),
        tr("Our reflections over time"),
        tr("How much was said, what was kept, and which themes come again"),
        1,
        nothing,
        trn("{count} reflection", "{count} reflections", len(row)),
    )


def _agreed(sitting: Sitting) -> str:
    """What became of the actions. Nothing is said of how many were kept before any was looked back at."""
    if not sitting.promised:
        return tr("no action agreed")
    if sitting.actions["open"] == sitting.promised:
        return trn("{count} action agreed", "{count} actions agreed", sitting.promised)
    return trn(
        "{kept} of {count} action kept",
        "{kept} of {count} actions kept",
        sitting.promised,
        kept=sitting.actions["kept"],
    )


def _became(status: str) -> str:
    return "" if status == "open" else status_name(status)
