"""Whatever its names and its room, a chart keeps its words in its frame and tells all its values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.charts.bars import Bars
from facilitator.charts.drawing import Box, Chart, Item, Line, Marks, Text
from facilitator.charts.frame import Frame, Type
from facilitator.charts.groups import Group, GroupPanels, GroupRows, Spread
from facilitator.charts.legend import Count, LegendItem, under
from facilitator.charts.matrix import Matrix
from facilitator.charts.notes import Notes
from facilitator.charts.paired import Paired, PairedRow
from facilitator.charts.room_map import Link, NetworkMap, Node
from facilitator.charts.run import BASELINE, MIDDLE, TARGET, Level, RunChart
from facilitator.charts.series import Band, Series
from facilitator.charts.shares import Shares, Whole
from facilitator.charts.spider import Spider
from facilitator.charts.star import Star, StarNode
from facilitator.charts.styles import MEDIAN


@dataclass(frozen=True)
class Letters:
    text: str
    width: float


class Monospaced:
    """Letters of half their size in width."""

    def line(self, text: str, type_: Type) -> Letters:
        return Letters(text, len(text) * type_.size / 2)

    def lines(self, text: str, type_: Type, width: float) -> Sequence[Letters]:
        most = max(1, int(width / type_.size * 2))
        found, line = [], ""
        for word in text.split():
            while len(word) > most:
                found += [line] if line else []
                line, word = "", word[most:]
                found.append("x" * most)
            if line and len(line) + 1 + len(word) > most:
                found.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [self.line(each, type_) for each in [*found, *([line] if line or not found else [])]]


SET = Monospaced()
LEVELS = (MIDDLE, BASELINE, TARGET)
Names = list[str]


def series(names: Names, value: float) -> list[Series]:
    values = [value, None, *([value] * len(names))][: len(names)]
    return [
        Series("You", values, few=frozenset({0}), counts=[3] * len(names)),
        Series("Median of the room", values[::-1], MEDIAN),
    ]


def groups(names: Names, value: float) -> tuple[list[str], list[Group]]:
    spreads = [Spread(value, value / 2, (1 + value) / 2, 7), Spread(None), Spread(value)] * len(names)
    axes = names[:6]
    return axes, [Group(name, 12, spreads[: len(axes)]) for name in names[:8]]


CHARTS: dict[str, Callable[[Names, float], Chart]] = {
    "spider": lambda names, value: Spider(names[:9], series(names[:9], value), with_values=True, few_note="Few"),
    "bars": lambda names, value: Bars(
        names, series(names, value), Band("Half", [0.2] * len(names), [0.9] * len(names))
    ),
    "shares": lambda names, value: Shares([Whole(name, [(each, 3) for each in names[:5]]) for name in names]),
    "matrix": lambda names, value: Matrix(names, {(0, 0): 3, (0, len(names) - 1): 9}, unknown=frozenset({1})),
    "notes": lambda names, value: Notes([*names, " ".join(names) * 3]),
    "star": lambda names, value: Star([StarNode(name, 0.0, value, 1) for name in names], [], (0.5, 1.0), names[:3]),
    "rows": lambda names, value: GroupRows(*groups(names, value), titles=("Group", "People")),
    "panels": lambda names, value: GroupPanels(*groups(names, value)),
    "paired": lambda names, value: Paired([PairedRow(name, 9, value, 0.5, 3, -2, 8, (50, 53)) for name in names]),
    "map": lambda names, value: NetworkMap(
        [Node(at, name, value, at) for at, name in enumerate(names)],
        [Link(0, 1)],
        {at: (at / len(names), value) for at in range(len(names))},
        [(0, names[0])],
    ),
    "run": lambda names, value: RunChart(
        [(date(2026, 1, 1 + at), value * 1000 + at) for at in range(len(names))],
        [Level(name, value * 1000 + at, style) for at, (name, style) in enumerate(zip(names, LEVELS, strict=False))],
        date(2026, 1, 5),
        names[0],
        names[-1],
        names[1],
    ),
}
names = st.lists(st.text("abcdefg hij", min_size=1, max_size=60).map(str.strip).filter(bool), min_size=3, max_size=12)


def texts(items: Sequence[Item]) -> list[Text]:
    return [item for item in items if isinstance(item, Text)]


@pytest.mark.parametrize("kind", CHARTS)
@settings(deadline=None, max_examples=share_of(30))
@given(names=names, value=st.floats(0, 1), width=st.sampled_from([420.0, 760.0, 1280.0, 1860.0]))
def test_words_stay_in_the_frame(kind: str, names: Names, value: float, width: float) -> None:
    chart = CHARTS[kind](names, value)
    assert chart.has_values and chart.in_words()
    frame = Frame(width, width * 0.6, max(11.0, round(width * 0.018)), SET, least=11.0, whole=True)
    items = chart.items(frame)
    for each in texts(items):
        assert each.x >= -1
        # Where a single digit or letter has no room nothing helps; names and sentences are wrapped or cut.
        assert each.x + each.words.width <= width + 1 or len(each.words.text) <= 5  # type: ignore[attr-defined]


def test_a_bar_is_as_long_as_its_value_and_hollow_where_it_rests_on_few() -> None:
    frame = Frame(487.0, 200.0, 8.0, SET)
    chart = Bars(["A", "B"], [Series("You", [1.0, 0.5], few=frozenset({1}))])
    whole, half, edge = [item for item in chart.items(frame) if isinstance(item, Box)][:3]
    assert half.width == pytest.approx(whole.width / 2)
    assert (whole.edge, half.edge) == (None, whole.fill)
    assert edge.width < half.width, "the sample of the legend"


def test_a_hollow_mark_is_said_and_an_earlier_shape_has_none() -> None:
    frame = Frame(487.0, 300.0, 8.0, SET)
    chart = Spider("ABC", [Series("You", [1.0, 0.5, 0.2], few=frozenset({1})), Series("Then", [0.5] * 3, MEDIAN)])
    marks = [item for item in chart.items(frame) if isinstance(item, Marks)]
    assert [(len(each.points), each.hollow) for each in marks] == [(2, False), (1, True), (1, False)]
    assert chart.in_words() == "You, of 100: A: 100; B: 50; C: 20. Then, of 100: A: 50; B: 50; C: 50"


@settings(deadline=None, max_examples=share_of(30))
@given(
    notes=st.lists(
        st.text("abcdefg hij", min_size=1, max_size=400).map(str.strip).filter(bool), min_size=1, max_size=80
    )
)
def test_notes_that_have_no_room_at_once_are_shown_in_parts_and_none_is_lost(notes: list[str]) -> None:
    chart = Notes(notes)
    frame = Frame(1240.0, 560.0, 26.0, SET, least=19.0, whole=True)
    parts = chart.parts(frame)
    assert [at for part in parts for at in part] == list(range(len(notes)))
    for number, part in enumerate(parts):
        items = Notes(notes, number).items(frame)
        boxes = [item for item in items if isinstance(item, Box)]
        assert len(boxes) == len(part)
        assert all(
            box.top + box.height <= frame.height + 1 and box.left + box.width <= frame.width + 1 for box in boxes
        )
        assert all(0 <= text.base <= frame.height and text.type.size >= frame.least for text in texts(items))
        # They lie over nothing.
        assert not any(
            one.left < other.left + other.width - 0.5
            and other.left < one.left + one.width - 0.5
            and one.top < other.top + other.height - 0.5
            and other.top < one.top + one.height - 0.5
            for at, one in enumerate(boxes)
            for other in boxes[:at]
        )


@pytest.mark.parametrize("count", [0, 1, 7, 23])
def test_shares_that_have_no_room_at_once_are_shown_in_parts_and_none_is_cut(count: int) -> None:
    wholes = [Whole(f"Team {number}", [("on the job", 4), ("with others", 2), ("in courses", 1)])
              for number in range(count)]  # fmt: skip
    frame = Frame(1240.0, 560.0, 26.0, SET, least=19.0, whole=True)
    parts = Shares(wholes).parts(frame)
    assert [at for part in parts for at in part] == list(range(count))
    assert (len(parts) > 1) == (count > 6)
    for number, part in enumerate(parts):
        drawn = texts(Shares(wholes, part=number).items(frame))
        assert all(0 <= each.base <= frame.height for each in drawn)
        named = [each.words.text for each in drawn if each.words.text.startswith("Team")]  # type: ignore[attr-defined]
        assert named == [wholes[at].label for at in part]


def test_a_run_chart_has_each_reading_a_line_a_level_and_no_trend() -> None:
    days = [date(2026, 3, 4 + 7 * at) for at in range(4)]
    readings = list(zip(days, [5.0, 7.0, 6.0, 2.0], strict=True))
    chart = RunChart(
        readings, [Level("Median", 6.0, MIDDLE), Level("Target", 4.0, TARGET)], days[1], "Workshop", "pieces"
    )
    items = chart.items(Frame(800.0, 400.0, 16.0, SET))
    (dots,) = [item for item in items if isinstance(item, Marks)]
    assert len(dots.points) == 4 and dots.points[3][1] > dots.points[2][1] > dots.points[1][1]
    # Days are as far apart as they are in time, and lines of levels are told apart by more than their colour.
    gaps = [one[0] - other[0] for one, other in zip(dots.points[1:], dots.points, strict=False)]
    assert gaps == pytest.approx([gaps[0]] * 3)
    assert len({style.dash for style in LEVELS}) == 3
    lines = [item for item in items if isinstance(item, Line)]
    assert max(len(path) for line in lines for path in line.paths) == 4
    assert chart.in_words() == (
        "pieces. Median: 6. Target: 4. Workshop: 11 Mar 2026. "
        "4 Mar 2026: 5; 11 Mar 2026: 7; 18 Mar 2026: 6; 25 Mar 2026: 2"
    )


def test_a_legend_of_one_row_more_than_there_is_room_for_is_closer_and_not_cut() -> None:
    said = ("Median: half lie below, half above", "Middle half of the people", "One person")
    entries = [LegendItem("line", text) for text in said]
    frame = Frame(400, 12 * 3.9, 12, SET, least=12)
    texts = [each for each in under(entries, Count("n = 18", "people answered"), frame) if isinstance(each, Text)]
    bases = sorted({each.base for each in texts if each.words.text in said})
    assert len(bases) == 3, "each on a row of its own"
    assert bases[-1] + 12 * 0.25 <= frame.height
    assert min(after - before for before, after in pairwise(bases)) >= 12
