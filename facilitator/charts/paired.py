"""A room before and after, axis by axis: the two means of the same people, their difference, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.bars import scale
from facilitator.charts.drawing import Chart, Item, Marks, stack, stroke
from facilitator.charts.frame import Frame
from facilitator.charts.legend import Legend, LegendItem
from facilitator.charts.styles import FIRST, RING
from facilitator.i18n import tr


@dataclass(frozen=True, slots=True)
class PairedRow:
    """One axis over the same `n` people: means in [0, 1]; the `change` and its interval as they are shown.

    Those, and both means as `shown`, are whole points of 100. None where unknown.
    """

    label: str
    n: int
    before: float | None
    after: float | None
    change: int | None
    low: int | None
    high: int | None
    shown: tuple[int, int] | None = None


@dataclass(frozen=True)
class Paired(Chart):
    """Before is a hollow mark, after a full one; the change stands beside them in words."""

    rows: Sequence[PairedRow] = ()

    @property
    def has_values(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.rows)

    def in_words(self) -> str:
        """The change of every axis."""
        return "; ".join(f"{row.label}: {change_in_words(row)}" for row in self.rows)

    def texts(self) -> list[str]:
        """Axes, changes and both names."""
        return [*(text for row in self.rows for text in (row.label, change_in_words(row))), *_names()]

    def items(self, frame: Frame) -> list[Item]:
        """The legend, a row for each axis, and the scale."""
        type_, em = frame.type(), frame.em
        said = [change_in_words(row) for row in self.rows]
        names = min(max(frame.width_of(row.label, type_) for row in self.rows) + em * 1.4, frame.width * 0.25)
        words = min(max(frame.width_of(each, type_) for each in said) + em * 1.4, frame.width * 0.42)
        left, right = names, frame.width - words
        before, after = _names()
        legend = Legend(
            [LegendItem("mark", before, FIRST, hollow=True), LegendItem("mark", after, FIRST)], frame, right - left
        )
        top = legend.height + em * 0.6
        high = min((frame.height - em * 1.8 - top) / len(self.rows), em * 4.6)
        items = legend.items(left, 0.0)
        items += scale(left, right, top, top + high * len(self.rows), frame)
        for at, (row, told) in enumerate(zip(self.rows, said, strict=True)):
            middle, most = top + (at + 0.5) * high, int(high / (em * 1.36))
            items += stack(frame.fitting(row.label, type_, names - em * 0.7, most), 0.0, middle, type_)
            items += stack(frame.fitting(told, type_, words - em * 1.4, most), right + em * 1.4, middle, type_)
            items += _row(row, left, right, middle, em)
        return items


def _names() -> tuple[str, str]:
    return tr("before"), tr("now")


def _row(row: PairedRow, left: float, right: float, middle: float, em: float) -> list[Item]:
    items: list[Item] = [stroke(((left, middle), (right, middle)), RING, 1.0)]
    if row.before is None or row.after is None:
        return items
    before, after = ((left + (right - left) * value, middle) for value in (row.before, row.after))
    # The earlier one is the larger ring, so that both are seen where nothing changed.
    return [
        *items,
        stroke((before, after), FIRST.ink, max(3.0, em * 0.22)),
        Marks((before,), em * 0.6, FIRST, hollow=True),
        Marks((after,), em * 0.35, FIRST),
    ]


def change_in_words(row: PairedRow) -> str:
    """The change with what it stands on, as one line."""
    if not row.n:
        return tr("nobody to compare")
    if row.change is None:
        return tr("n = {n}, would tell of too few", n=row.n)
    change = _signed(row.change)
    if row.shown is not None:
        change = tr("{before} → {after}: {change}", before=row.shown[0], after=row.shown[1], change=change)
    if row.low is None or row.high is None:
        return tr("{mean} · n = {n}, too few for an interval", mean=change, n=row.n)
    return tr("{mean} ({low} to {high}) · n = {n}", mean=change, low=_signed(row.low), high=_signed(row.high), n=row.n)


def _signed(points: int) -> str:
    return "0" if not points else f"{'+' if points > 0 else '−'}{abs(points)}"
