"""Figures that the summary and the handout share: spiders, bars and the room's spread."""

from collections.abc import Sequence

from facilitator.documents.charts import Band, BarsFigure, Series, SpiderFigure, suits_a_spider
from facilitator.documents.charts.figure import Figure
from facilitator.documents.style import FIRST, MEDIAN, SECOND
from facilitator.exercises.network.live import Profile, Room
from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.room import AxisSummary
from facilitator.i18n import percent, tr, trn

SHAPES = ("diversity", "strength")
_LOOKS = {"diversity": FIRST, "strength": SECOND}


def shape_name(shape: str) -> str:
    """What people call a shape."""
    return tr("Strength") if shape == "strength" else tr("Diversity")


def labels(room: Room) -> list[str]:
    """The axes."""
    return [factor.label for factor in room.factors]


def median_series(room: Room, shape: str) -> Series | None:
    """The room's median; None where fewer than two people make one, since it would be somebody's own."""
    if len(room.spread(shape)) < 2:
        return None
    return Series(tr("Median of the room"), [axis.median for axis in room.summary(shape)], MEDIAN)


def band(room: Room, shape: str) -> Band | None:
    """The middle half of the room; None where too few people make one."""
    return _middle(room.summary(shape))


def _middle(axes: Sequence[AxisSummary]) -> Band | None:
    if not any(axis.has_band for axis in axes):
        return None
    return Band(
        tr("Middle half of the room"),
        [axis.q1 if axis.has_band else None for axis in axes],
        [axis.q3 if axis.has_band else None for axis in axes],
    )


def own_series(profile: Profile, shape: str) -> Series:
    """One participant's own shape, with the contacts behind each value."""
    counts = profile.shapes.counts
    few = frozenset(axis for axis, count in enumerate(counts) if count < FEW)
    return Series(tr("You"), getattr(profile.shapes, shape), _LOOKS[shape], few=few, counts=counts)


def own_figure(room: Room, profile: Profile, shape: str) -> Figure:
    """One's own shape against the room's median; bars where it has too few values for a spider."""
    own, median = own_series(profile, shape), median_series(room, shape)
    series = [own] if median is None else [own, median]
    empty = tr("There is no shape yet: at least two contacts need an answer.")
    few = tr("Hollow: fewer than {count} contacts, take it with care.", count=FEW)
    caption = "" if median is None else tr("Median of the room: {people}", people=people_behind(room, shape))
    if suits_a_spider([own]):
        return SpiderFigure(labels(room), series, title=shape_name(shape), caption=caption, empty=empty, few_note=few)
    return BarsFigure(labels(room), series, title=shape_name(shape), caption=caption, empty=empty, few_note=few)


def room_figure(room: Room, shape: str) -> Figure:
    """Everybody's outline, the median and the middle half of one shape."""
    people = list(room.shapes(shape).values())
    median = median_series(room, shape)
    series = [] if median is None else [median]
    empty = tr("Nobody has answered yet.")
    caption = people_behind(room, shape)
    if suits_a_spider([Series("", values) for values in people]):
        return SpiderFigure(
            labels(room),
            series,
            band=band(room, shape),
            people=people,
            people_label=tr("One person"),
            title=shape_name(shape),
            caption=caption,
            empty=empty,
        )
    return BarsFigure(
        labels(room), series, band=band(room, shape), title=shape_name(shape), caption=caption, empty=empty
    )


def room_bars(room: Room, shape: str) -> BarsFigure:
    """The room's medians as bars, with the number of people behind each; for strength, without unordered questions."""
    shown = [
        (factor.label, axis)
        for factor, axis in zip(room.factors, room.summary(shape), strict=True)
        if shape == "diversity" or factor.kind != "nominal"
    ]
    axes = [axis for _, axis in shown]
    medians = Series(tr("Median"), [axis.median for axis in axes], _LOOKS[shape], counts=[axis.n for axis in axes])
    return BarsFigure(
        [label for label, _ in shown],
        [medians],
        band=_middle(axes),
        title=shape_name(shape),
        empty=tr("Nobody has answered yet."),
    )


def people_behind(room: Room, shape: str) -> str:
    """How many people are behind a shape of the room, and behind its single questions where those are fewer."""
    people = len(room.spread(shape))
    counts = [
        axis.n
        for factor, axis in zip(room.factors, room.summary(shape), strict=True)
        if shape == "diversity" or factor.kind != "nominal"
    ]
    said = trn("n = {count} person", "n = {count} people", people)
    if not counts or min(counts) == people:
        return said
    if min(counts) == max(counts):
        return tr("{people}, {least} of them for each question", people=said, least=max(counts))
    return tr("{people}, {least} to {most} of them by question", people=said, least=min(counts), most=max(counts))


def hundredths(value: float | None) -> str:
    """A value as people read it, in points of 100; a dash where it is undefined."""
    return "–" if value is None else f"{value * 100:.0f}"


def middle_half(axis: AxisSummary) -> str:
    """The quartiles, where enough people make them."""
    return f"{hundredths(axis.q1)}–{hundredths(axis.q3)}" if axis.has_band else "–"


def going_on(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The numbers of rows that go on with the question of the row above, so that theirs is empty."""
    return frozenset(number for number, row in enumerate(rows) if not row[0])


def share_of(share: float | None) -> str:
    """A share in per cent; a dash where it is undefined."""
    return "–" if share is None else percent(share)


def any_value(room: Room, shapes: Sequence[str] = SHAPES) -> bool:
    """Whether anybody has a shape."""
    return any(len(room.spread(shape)) for shape in shapes)
