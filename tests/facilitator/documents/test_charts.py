from collections.abc import Callable
from itertools import combinations

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from facilitator.charts.bars import Bars
from facilitator.charts.series import Band, Series, suits_a_spider
from facilitator.charts.shares import Shares, Whole
from facilitator.charts.spider import Spider
from facilitator.charts.spider_layout import SpiderLayout, lay_out
from facilitator.charts.styles import BAND_EDGE, FIRST, MEDIAN, SECOND, SeriesStyle
from facilitator.documents import style
from facilitator.documents.blocks import SideBySide
from facilitator.documents.brand import contrast
from facilitator.documents.charts import Figure
from facilitator.documents.charts.painting import color_of, frame
from facilitator.documents.flowables import Block

Reader = Callable[..., PdfReader]
AXES = ["Where they work", "How near", "How often", "How long", "Their level"]


def spider(*values: object, title: str = "", caption: str = "", empty: str = "", **about: object) -> Figure:
    chart = Spider(*values, **about)  # type: ignore[arg-type]
    return Figure(chart, title=title, caption=caption, empty=empty)


def bars(*values: object, title: str = "", empty: str = "", **about: object) -> Figure:
    return Figure(Bars(*values, **about), title=title, empty=empty)  # type: ignore[arg-type]


def operations(reader: PdfReader) -> list[tuple[bytes, list[float]]]:
    page = reader.pages[0]
    stream = ContentStream(page.get_contents(), reader)
    return [(operator, list(operands)) for operands, operator in stream.operations]


def strokes_in(reader: PdfReader, style: SeriesStyle) -> list[list[bytes]]:
    """The operators of each path stroked in the colour of a look."""
    wanted = [getattr(color_of(style.ink), part) for part in ("red", "green", "blue")]
    paths: list[list[bytes]] = []
    current: list[bytes] = []
    stroke: list[float] = []
    for operator, operands in operations(reader):
        if operator == b"RG":
            stroke = [float(part) for part in operands]
        elif operator == b"n":
            current = []
        elif operator in (b"m", b"l", b"h", b"c", b"re"):
            current.append(operator)
        elif operator == b"S":
            if stroke == pytest.approx(wanted, abs=0.01) and current:
                paths.append(current)
            current = []
    return paths


def test_a_whole_outline_is_closed(read: Reader) -> None:
    reader = read(spider(AXES, [Series("You", [0.1, 0.2, 0.3, 0.4, 0.5])]))
    assert strokes_in(reader, FIRST)[0] == [b"m", b"l", b"l", b"l", b"l", b"h"]


def test_a_gap_stays_a_gap_at_the_seam_too(read: Reader) -> None:
    reader = read(spider(AXES, [Series("You", [0.1, 0.2, None, 0.4, 0.5])]))
    # From axis 4 over the seam to axis 1: one run, not closed.
    assert strokes_in(reader, FIRST)[0] == [b"m", b"l", b"l", b"l"]
    reader = read(spider(AXES, [Series("You", [None, 0.2, 0.3, 0.4, None])]))
    assert strokes_in(reader, FIRST)[0] == [b"m", b"l", b"l"]


def test_a_lone_value_is_a_dot(read: Reader) -> None:
    reader = read(spider(AXES, [Series("Middle", [None, 0.2, None, None, None], MEDIAN)]))
    drawn = [operator for operator, _ in operations(reader)]
    assert drawn.count(b"c") == 4  # one circle of four curves
    assert strokes_in(reader, MEDIAN) == [[b"m", b"l"]]  # the sample in the legend


def test_words_of_a_spider(read: Reader) -> None:
    figure = spider(
        AXES,
        [
            Series("You", [0.1, 0.2, None, 0.4, 0.5], few=frozenset({4})),
            Series("Median", [0.5] * 5, MEDIAN),
        ],
        band=Band("Middle half", [0.4] * 5, [0.6] * 5),
        people=[[0.1, None, 0.3, 0.4, 0.5]] * 60,
        people_label="n = 60",
        title="Diversity",
        caption="Per axis",
        gap_note="A gap",
        few_note="Fewer than five",
    )
    text = read(figure).pages[0].extract_text()
    for word in (*AXES, "You", "Median", "Middle half", "n = 60", "Diversity", "Per axis", "A gap", "Fewer than five"):
        assert word in text
    for ring in ("25", "50", "75", "100"):
        assert ring in text


def test_notes_that_do_not_apply_are_left_out(read: Reader) -> None:
    text = read(spider(AXES, [Series("You", [0.5] * 5)], gap_note="A gap", few_note="Few")).pages[0].extract_text()
    assert "A gap" not in text
    assert "Few" not in text


@pytest.mark.parametrize("figure", [spider, bars])
def test_nothing_to_show_is_a_sentence(read: Reader, figure: Callable[..., Figure]) -> None:
    reader = read(figure(AXES, [Series("You", [None] * 5)], title="Diversity", empty="Nobody has answered yet."))
    text = reader.pages[0].extract_text()
    assert "Nobody has answered yet." in text
    assert AXES[0] not in text


def test_bars_say_values_and_on_how_many_they_rest(read: Reader) -> None:
    figure = bars(
        AXES[:2],
        [
            Series("Now", [0.783, None], counts=[12, None], few=frozenset({0})),
            Series("Before", [0.1, 0.2], SECOND, counts=[7, 8]),
            Series("Median", [0.5, 0.5], MEDIAN),
        ],
        band=Band("Middle half", [0.4, None], [0.6, None]),
        few_note="Few",
    )
    text = read(figure).pages[0].extract_text()
    for word in (*AXES[:2], "78", "n = 12", "–", "10", "n = 7", "20", "n = 8", "Now", "Before", "Median", "Few"):
        assert word in text


def test_shares_name_every_part(read: Reader) -> None:
    rows = [Whole("Place", [("here", 7), ("there", 0), ("abroad", 1)]), Whole("Level", [("same", 0)])]
    text = read(Figure(Shares(rows, none="Nothing yet"))).pages[0].extract_text()
    for word in ("Place", "here 7", "there 0", "abroad 1", "Level", "Nothing yet"):
        assert word in text
    assert "Nobody" in read(Figure(Shares(rows[1:]), empty="Nobody")).pages[0].extract_text()


def test_charts_are_vectors(read: Reader) -> None:
    series = [Series("You", [0.5] * 5), Series("Median", [0.4] * 5, MEDIAN)]
    shares = Figure(Shares([Whole("Place", [("here", 7)])]))
    reader = read(SideBySide([spider(AXES, series), spider(AXES, series)]), bars(AXES, series), shares)
    assert not any(page.images for page in reader.pages)


def test_three_valued_axes_make_a_spider() -> None:
    assert suits_a_spider([Series("a", [0.1, None, 0.3, None]), Series("b", [None, 0.2, None, None])])
    assert not suits_a_spider([Series("a", [0.1, None, 0.3, None])])
    assert not suits_a_spider([])


LABELS = [
    "Where do they work?",
    "How near do they work?",
    "How often do we interact?",
    "How long have I known them?",
    "Their level, relative to me",
    "Time I put into it",
    "How do we mostly interact?",
    "Same profession as mine?",
    "Who made the contact?",
    "What do I mostly get?",
    "Zusammenarbeit",
    "Trust",
]


def laid_out(axes: int, width: float, height: float) -> SpiderLayout:
    paper = frame(width, height)
    type_ = paper.type(1.0, "medium")
    return lay_out(tuple(LABELS[:axes]), width, height, type_, paper.typesetter, type_.size * 0.8)


@pytest.mark.parametrize("axes", range(3, 13))
@pytest.mark.parametrize(("width", "height"), [(233.0, 186.0), (487.0, 300.0)])
def test_labels_keep_clear_of_plot_edge_and_each_other(axes: int, width: float, height: float) -> None:
    layout = laid_out(axes, width, height)
    boxes = [box for _, box in layout.labels]
    x, y = layout.centre
    assert layout.radius > 0.2 * min(width, height)
    for lines, box in layout.labels:
        assert box.left >= -0.5 and box.left + box.width <= width + 0.5
        assert box.top >= -0.5 and box.top + box.height <= height + 0.5
        across = max(box.left - x, 0.0, x - box.left - box.width)
        down = max(box.top - y, 0.0, y - box.top - box.height)
        assert (across**2 + down**2) ** 0.5 >= layout.radius
        assert all(line.width <= box.width + 0.5 for line in lines)
    for one, other in combinations(boxes, 2):
        apart = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert apart or one.top + one.height <= other.top or other.top + other.height <= one.top


values = st.lists(st.none() | st.floats(0, 1), min_size=3, max_size=12)


@settings(deadline=None, max_examples=share_of(40))
@given(values=values, label=st.text(max_size=40), width=st.floats(120, 480))
def test_any_values_and_labels_can_be_drawn(values: list[float | None], label: str, width: float, read: Reader) -> None:
    axes = [f"{label} {axis}" for axis in range(len(values))]
    series = [Series(label, values), Series("b", values[::-1], MEDIAN)]
    band = Band("half", values, values)
    figures: list[Block] = [
        spider(axes, series, band=band, people=[values], people_label="all"),
        bars(axes, series, band=band),
        Figure(Shares([Whole(label, [(label, round((value or 0) * 9)) for value in values])])),
    ]
    for figure in figures:
        read(SideBySide([figure], shares=[1.0]))
        figure.wrap(width, 600)


def test_words_and_lines_on_paper_are_seen() -> None:
    for words in (style.INK, style.MUTED, style.ACCENT, style.CAUTION):
        assert contrast(words, style.WHITE) >= 4.5 and contrast(words, style.SOFT) >= 4.5
    # The middle half is told from the page by its edge, which stands on both.
    for line in (style.RING, style.FAINT, color_of(BAND_EDGE), *style.SERIES):
        assert contrast(line, style.WHITE) >= 3
    assert contrast(color_of(BAND_EDGE), style.BAND) >= 3
