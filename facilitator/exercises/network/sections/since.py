"""What changed since the last round: people first, then the shape. For handout and summary."""

from collections.abc import Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.charts import Series, SpiderFigure, suits_a_spider
from facilitator.documents.style import FIRST, MUTED, SECOND, Look
from facilitator.documents.tables import Column, Table
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.live import Room
from facilitator.exercises.network.read import ContactView
from facilitator.exercises.network.rounds.changes import SHAPES, PersonChange
from facilitator.exercises.network.rounds.paired import FEWEST, PairedChange, RoomChange
from facilitator.exercises.network.rounds.shown import ShownChange
from facilitator.exercises.network.sections.figures import hundredths, labels, shape_name
from facilitator.i18n import half, tr, trn

_BEFORE = Look(MUTED, 1.2, (4, 2.4), "none")
_NOW = {"diversity": FIRST, "strength": SECOND}
_FIGURES = 260.0


def own_change(room: Room, change: PersonChange) -> list[Any]:
    """One person against themselves; it names their own contacts."""
    flow: list[Any] = [
        blocks.room_for(_FIGURES),
        blocks.heading(2, tr("What changed since “{title}”", title=change.earlier.title)),
        *_people(change),
    ]
    figures = [figure for shape in SHAPES if (figure := _figure(room, change, shape))]
    if figures:
        flow.append(blocks.SideBySide(figures))
    return [*flow, *_remarks(change)]


def room_changed(found: ShownChange | Withheld, title: str) -> list[Any]:
    """Everybody against themselves, put together; it names nobody, and of too few people tells their number alone."""
    if isinstance(found, Withheld):
        return [blocks.heading(2, title), blocks.paragraph(_too_few(found))]
    change = found.change
    flow: list[Any] = [
        blocks.room_for(_FIGURES),
        blocks.heading(2, title),
        blocks.paragraph(_taking_part(change)),
    ]
    if change.kept is not None and change.added is not None and change.dropped is not None:
        flow.append(
            blocks.paragraph(
                tr(
                    "In the middle of the room, a person kept {kept}, added {added} and dropped {dropped} contacts.",
                    kept=half(change.kept),
                    added=half(change.added),
                    dropped=half(change.dropped),
                )
            )
        )
    columns = [
        Column(tr("Question")),
        Column(tr("Before"), "right"),
        Column(tr("After"), "right"),
        Column(tr("Mean change"), "right"),
        Column(tr("95 % interval"), "right"),
        Column(tr("People"), "right"),
    ]
    for shape in SHAPES:
        rows = [_row(axis) for axis in change.shapes[shape] if axis.n]
        if rows:
            flow += [blocks.heading(3, shape_name(shape)), Table(columns, rows)]
    return [
        *flow,
        blocks.caption(
            tr(
                "Medians before and after, and the mean of each person’s own change, in points of 100. An interval "
                "that holds 0 leaves open whether anything changed; with fewer than {least} people there is none.",
                least=FEWEST,
            )
        ),
        *([blocks.caption(_levels_withheld())] if found.levels_withheld else []),
    ]


def _too_few(found: Withheld) -> str:
    said = trn(
        "{answered} of {count} person who answered before has finished now.",
        "{answered} of {count} people who answered before have finished now.",
        found.of,
        answered=found.answered,
    )
    why = tr("Changes are shown from {floor} people on.", floor=found.floor)
    return f"{said} {why}"


def _levels_withheld() -> str:
    return tr(
        "A dash before and after: all who answered that time and those who answered both times differ by so few people "
        "that the two medians together would tell of them."
    )


def _taking_part(change: RoomChange) -> str:
    said = trn(
        "{count} person has answered before and after, and is compared with themselves.",
        "{count} people have answered before and after, and are compared each with themselves.",
        change.people,
    )
    if not change.waiting:
        return said
    waiting = trn(
        "{count} more answered before and has not finished now.",
        "{count} more answered before and have not finished now.",
        change.waiting,
    )
    return f"{said} {waiting}"


def _row(axis: PairedChange) -> tuple[str, ...]:
    interval = "–" if axis.low is None else f"{_signed(axis.low)} … {_signed(axis.high)}"
    return (axis.label, hundredths(axis.before), hundredths(axis.after), _signed(axis.mean), interval, str(axis.n))


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    rounded = round(value * 100)
    return "0" if rounded == 0 else f"{rounded:+d}".replace("-", "−")


def _people(change: PersonChange) -> list[Any]:
    if change.kept is None or change.added is None or change.dropped is None:
        text = tr("One of the two lists holds numbers only, so it can’t be told who stayed and who is new.")
        return [blocks.paragraph(text)]
    counts = tr(
        "You kept {kept} contacts, added {added} and no longer list {dropped}.",
        kept=len(change.kept), added=len(change.added), dropped=len(change.dropped),
    )  # fmt: skip
    named = []
    if change.added:
        named.append(tr("New: {names}", names=_names(change.added)))
    if change.dropped:
        named.append(tr("No longer on the list: {names}", names=_names(change.dropped)))
    return [blocks.paragraph(counts), *blocks.bullets(named)]


def _names(contacts: Sequence[ContactView]) -> str:
    return ", ".join(contact.label for contact in contacts)


def _figure(room: Room, change: PersonChange, shape: str) -> SpiderFigure | None:
    axes = change.shapes[shape]
    now = Series(tr("You now"), [axis.after for axis in axes], _NOW[shape])
    then = Series(change.earlier.title, [axis.before for axis in axes], _BEFORE)
    if not (suits_a_spider([now]) and suits_a_spider([then])):
        return None
    return SpiderFigure(labels(room), [then, now], title=shape_name(shape))


def _remarks(change: PersonChange) -> list[Any]:
    if not change.remarks:
        return [blocks.note(tr("No question moved by ten points or more: less than that is not worth a remark."))]
    said = []
    for shape, axis in change.remarks:
        words = {
            "shape": shape_name(shape),
            "label": axis.label,
            "before": hundredths(axis.before),
            "after": hundredths(axis.after),
        }
        if (axis.difference or 0) > 0:
            said.append(tr("{shape} of “{label}” rose from {before} to {after}.", **words))
        else:
            said.append(tr("{shape} of “{label}” fell from {before} to {after}.", **words))
    return blocks.bullets(said)
