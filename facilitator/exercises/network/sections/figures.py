"""Figures that the summary and the handout share: spiders, bars and the room's spread."""

from collections.abc import Sequence
from statistics import fmean

from facilitator.charts.bars import Bars
from facilitator.charts.drawing import Chart
from facilitator.charts.series import Band, Series, suits_a_spider
from facilitator.charts.spider import Spider
from facilitator.charts.styles import FIRST, MEDIAN, SECOND
from facilitator.documents.charts import Figure
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.live import Profile, RoomProfiles
from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.room import AxisSummary, fine_from
from facilitator.exercises.network.rounds.changes import SHAPES
from facilitator.exercises.network.wording import axis_label, without_strength
from facilitator.i18n import percent, tr, trn
from facilitator.nameless import alike, in_steps
from facilitator.rounding import hundredths as points
from facilitator.totals import told_of

STYLE_OF_SHAPE = {"diversity": FIRST, "strength": SECOND}


def shape_name(shape: str) -> str:
    """What people call a shape."""
    return tr("Strength") if shape == "strength" else tr("Diversity")


def labels(room: RoomProfiles, shape: str) -> list[str]:
    """The axes of one shape."""
    return [axis_label(factor, shape) for factor in room.axes]


def median_series(room: RoomProfiles, shape: str) -> Series | None:
    """The room's median; None where fewer people make one than the floor."""
    shown = room.shown(shape)
    if isinstance(shown, Withheld):
        return None
    return Series(tr("Median of the room"), [axis.median for axis in shown.axes], MEDIAN)


def band(room: RoomProfiles, shape: str) -> Band | None:
    """The middle half of the room; None where too few people make one."""
    return _middle(shown_axes(room, shape))


def shown_axes(room: RoomProfiles, shape: str) -> tuple[AxisSummary, ...]:
    """Median and middle half of one shape on every axis, as far as others may see them; below the floor none."""
    shown = room.shown(shape)
    if isinstance(shown, Withheld):
        return tuple(AxisSummary(None, None, None, 0) for _ in room.axes)
    return shown.axes


def nothing_to_see(room: RoomProfiles, shape: str) -> str:
    """What stands in the place of a shape that nobody has, or too few people."""
    shown = room.shown(shape)
    if isinstance(shown, Withheld) and shown.answered:
        return f"{shown.count}. {shown.reason}"
    return tr("Nobody has answered yet.")


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
    counts, values = profile.shapes.counts, getattr(profile.shapes, shape)
    few = frozenset(axis for axis, count in enumerate(counts) if count < FEW and values[axis] is not None)
    return Series(tr("You"), values, STYLE_OF_SHAPE[shape], few=few, counts=counts)


def own_figure(room: RoomProfiles, profile: Profile, shape: str) -> Figure:
    """One's own shape against the room's median; bars where it has too few values for a spider."""
    own, median = own_series(profile, shape), median_series(room, shape)
    series = [own] if median is None else [own, median]
    empty = tr("There is no shape yet: at least two contacts need an answer.")
    few = tr("Hollow: fewer than {count} contacts, take it with care.", count=FEW)
    behind = (
        ""
        if median is None
        else tr("Median of the room, half lie below it: {people}", people=people_behind(room, shape))
    )
    caption = _with_mark(room, shape, behind)
    kind = Spider if suits_a_spider([own]) else Bars
    chart = kind(labels(room, shape), series, few_note=few)
    return Figure(chart, title=shape_name(shape), caption=caption, empty=empty)


def room_figure(room: RoomProfiles, shape: str) -> Figure:
    """The median, the middle half, and outlines of people who are alike; below the floor a sentence alone.

    A line is a path that any program reads: on paper it may hold no single person's values, so each is of as many
    people as the floor at least.
    """
    people = list(room.lines(shape).values())
    median = median_series(room, shape)
    series = [] if median is None else [median]
    empty = nothing_to_see(room, shape)
    caption = _with_mark(room, shape, people_behind(room, shape) if people else "")
    chart: Chart = Bars(labels(room, shape), series, band(room, shape))
    if suits_a_spider([Series("", values) for values in people]):
        said = tr("{count} people or more who are alike", count=room.floor)
        chart = Spider(labels(room, shape), series, band(room, shape), alike(people, room.floor), said)
    return Figure(chart, title=shape_name(shape), caption=caption, empty=empty)


def _with_mark(room: RoomProfiles, shape: str, caption: str) -> str:
    return ". ".join(filter(None, (caption, without_strength(room.axes, shape))))


def is_coarse(room: RoomProfiles) -> bool:
    """Whether a median of the room is in steps, since few people make it."""
    return any(axis.is_coarse for shape in SHAPES for axis in shown_axes(room, shape))


def in_steps_note(room: RoomProfiles) -> str:
    """What is said beside medians of few people."""
    return tr(
        "Where fewer than {count} people have a value, their median is in steps of 5 points and there is no middle "
        "half, so that nobody’s own value is shown.",
        count=fine_from(room.floor),
    )


def has_lines(room: RoomProfiles) -> bool:
    """Whether the room is large enough for any outline of people who are alike."""
    return any(alike(room.lines(shape).values(), room.floor) for shape in SHAPES)


def room_bars(room: RoomProfiles, shape: str) -> Figure:
    """The room's medians as bars, with the number of people behind each; for strength, without unordered questions."""
    shown = [
        (factor.label, axis)
        for factor, axis in zip(room.axes, shown_axes(room, shape), strict=True)
        if shape == "diversity" or factor.has_strength
    ]
    axes = [axis for _, axis in shown]
    medians = Series(
        tr("Median"), [axis.median for axis in axes], STYLE_OF_SHAPE[shape], counts=[axis.n for axis in axes]
    )
    chart = Bars([label for label, _ in shown], [medians], _middle(axes))
    return Figure(chart, title=shape_name(shape), empty=nothing_to_see(room, shape))


def people_behind(room: RoomProfiles, shape: str) -> str:
    """How many people are behind a shape of the room, and behind its single questions where those are fewer."""
    people = len(room.spread(shape))
    counts = [
        told_of(axis.n, people, room.floor)
        for factor, axis in zip(room.axes, room.summary(shape), strict=True)
        if shape == "diversity" or factor.has_strength
    ]
    said = trn("n = {count} person", "n = {count} people", people)
    if not counts or min(counts) == people:
        return said
    if min(counts) == max(counts):
        return tr("{people}, {least} of them for each question", people=said, least=max(counts))
    return tr("{people}, {least} to {most} of them by question", people=said, least=min(counts), most=max(counts))


def told_people(room: RoomProfiles, people: int) -> int:
    """Of how many of the room it is said that they answered something; where few did not, at least so many."""
    return told_of(people, len(room.profiles), room.floor)


def hundredths(value: float | None) -> str:
    """A value as people read it, in points of 100; a dash where it is undefined."""
    return "–" if value is None else str(points(value))


def middle_half(axis: AxisSummary) -> str:
    """The quartiles, where enough people make them."""
    return f"{hundredths(axis.q1)}–{hundredths(axis.q3)}" if axis.has_band else "–"


def going_on(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The numbers of rows that go on with the question of the row above, so that theirs is empty."""
    return frozenset(number for number, row in enumerate(rows) if not row[0])


def share_of(share: float | None) -> str:
    """A share in per cent; a dash where it is undefined."""
    return "–" if share is None else percent(share)


def any_value(room: RoomProfiles) -> bool:
    """Whether there is a shape that others may see."""
    return any(not isinstance(room.shown(shape), Withheld) for shape in SHAPES)


def mean_shares(room: RoomProfiles, factor: Factor) -> list[float] | None:
    """The mean share of each answer over the people who rated anybody, each the same weight whatever their list.

    None where those are fewer than the floor; in steps where they are few: to the point, "0 %" of few people is the
    answer of each of them, and so is what changes when one of them goes.
    """
    rated = [one for found in room.profiles.values() if (one := found.measures.factors[factor.key]).n]
    if len(rated) < room.floor:
        return None
    means = [fmean(one.counts[at] / one.n for one in rated) for at in range(len(factor.codes))]
    return means if len(rated) >= fine_from(room.floor) else [in_steps(mean) for mean in means]
