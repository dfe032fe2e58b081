"""Labels never overlap, clip or become too small, for any number of axes and any screen the app meets."""

from itertools import combinations, pairwise

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from facilitator.charts.drawing import Text
from facilitator.charts.frame import LEADING, Type
from facilitator.charts.spider import numbers
from facilitator.charts.spider_layout import Free, SpiderLayout, lay_out
from ui.charts.painting import typesetter

LONG = [
    "Where they work, relative to me", "How near they usually work", "How often do we interact",
    "How long have I known them", "Their level, relative to mine", "Time I put into this tie",
    "How do we mostly interact", "Same profession or function", "Who made the contact first",
    "What do I mostly get from it", "Whom do they know that I don’t", "Πού δουλεύουν σε σχέση με εμένα",
]  # fmt: skip


def laid_out(labels: list[str], width: float, height: float) -> SpiderLayout:
    usual = round(height * 0.0345)
    setter = typesetter(QApplication.font().family())
    return lay_out(tuple(labels), width, height, Type(usual), setter, round(usual / 1.15))


def boxes_of(layout: SpiderLayout) -> list[QRectF]:
    return [QRectF(box.left, box.top, box.width, box.height) for _, box in layout.labels]


def check(layout: SpiderLayout, width: float, height: float) -> None:
    boxes = boxes_of(layout)
    assert all(QRectF(-2, -2, width + 4, height + 4).contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    for box in boxes:
        corners = (box.center(), box.topLeft(), box.bottomRight())
        inner = layout.radius * 0.8
        for corner in corners:
            away = corner - QPointF(*layout.centre)
            assert (away.x() ** 2 + away.y() ** 2) ** 0.5 > min(inner, layout.radius * 0.5)


@pytest.mark.parametrize("axes", range(3, 13))
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1400, 1040), (930, 700)], ids=str)
def test_long_labels_of_any_number_fit(axes: int, size: tuple[int, int], qapp: QApplication) -> None:
    layout = laid_out(LONG[:axes], *size)
    check(layout, *size)
    assert layout.radius > 0.2 * min(size)
    assert layout.type.size >= size[1] * 0.03 - 1


@settings(max_examples=share_of(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(st.text(alphabet="abcdefg klmnop ", min_size=1, max_size=30), min_size=3, max_size=9))
def test_any_labels_fit(labels: list[str], qapp: QApplication) -> None:
    check(laid_out(labels, 960, 700), 960, 700)


def test_words_are_whole_where_there_is_room(qapp: QApplication) -> None:
    layout = laid_out(["Collaboration", "Communication", "Interaction", "Relationship", "Professional"], 1280, 720)
    assert all(len(lines) == 1 for lines, _ in layout.labels)


def test_room_for_values_is_left_under_the_words(qapp: QApplication) -> None:
    setter = typesetter(QApplication.font().family())
    layout = lay_out(tuple(LONG[:5]), 800.0, 600.0, Type(20.0), setter, 16.0, Free(1.0, 90.0))
    assert layout.below > 15
    for lines, box in layout.labels:
        assert box.width >= 90
        assert len(lines) * layout.type.size * LEADING + layout.below <= box.height + 0.01


def test_the_numbers_of_the_rings_keep_apart_in_the_largest_letters(qapp: QApplication) -> None:
    setter, type_ = typesetter(QApplication.font().family()), Type(30.0)
    said = {}
    for height in (240, 320, 420, 560, 900):
        layout = lay_out(tuple(LONG[:6]), 1.6 * height, height, Type(20.0), setter, 16.0)
        texts = [each for each in numbers(layout, type_, setter) if isinstance(each, Text)]
        said[height] = [each.words.text for each in texts]  # type: ignore[attr-defined]
        bases = [each.base for each in texts]
        assert all(below - above > 1.1 * type_.size for above, below in pairwise(bases))
    assert said[900] == ["100", "75", "50", "25"]
    assert said[320][0] == "100" and len(said[320]) < 4
