"""Labels never overlap, clip or become too small, for any number of axes and any screen the app meets."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ui.charts.radar_layout import RadarLayout, lay_out

LONG = [
    "Where they work, relative to me", "How near they usually work", "How often do we interact",
    "How long have I known them", "Their level, relative to mine", "Time I put into this tie",
    "How do we mostly interact", "Same profession or function", "Who made the contact first",
    "What do I mostly get from it", "Whom do they know that I don’t", "Πού δουλεύουν σε σχέση με εμένα",
]  # fmt: skip


def laid_out(labels: list[str], width: float, height: float) -> RadarLayout:
    font = QFont(QApplication.font())
    font.setPixelSize(round(height * 0.0345))
    return lay_out(labels, QRectF(10, 20, width, height), font, least=1 / 1.15)


def check(layout: RadarLayout, width: float, height: float) -> None:
    boxes = [label.rect for label in layout.labels]
    assert all(QRectF(8, 18, width + 4, height + 4).contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    for label in layout.labels:
        corners = (label.rect.center(), label.rect.topLeft(), label.rect.bottomRight())
        inner = layout.radius * 0.8
        for corner in corners:
            away = corner - layout.centre
            assert (away.x() ** 2 + away.y() ** 2) ** 0.5 > min(inner, layout.radius * 0.5)


@pytest.mark.parametrize("axes", range(3, 13))
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1400, 1040), (930, 700)], ids=str)
def test_long_labels_of_any_number_fit(axes: int, size: tuple[int, int], qapp: QApplication) -> None:
    layout = laid_out(LONG[:axes], *size)
    check(layout, *size)
    assert layout.radius > 0.2 * min(size)
    assert layout.font.pixelSize() >= size[1] * 0.03 - 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(st.text(alphabet="abcdefg klmnop ", min_size=1, max_size=30), min_size=3, max_size=9))
def test_any_labels_fit(labels: list[str], qapp: QApplication) -> None:
    check(laid_out(labels, 960, 700), 960, 700)


def test_words_are_whole_where_there_is_room(qapp: QApplication) -> None:
    layout = laid_out(["Collaboration", "Communication", "Interaction", "Relationship", "Professional"], 1280, 720)
    assert all("\n" not in label.text for label in layout.labels)


def test_room_for_values_is_left_under_the_words(qapp: QApplication) -> None:
    font = QFont(QApplication.font())
    font.setPixelSize(20)
    layout = lay_out(LONG[:5], QRectF(0, 0, 800, 600), font, free_lines=1.0, free=90)
    for label in layout.labels:
        assert label.free.height() > 15
        assert label.rect.width() >= 90
        assert label.words.bottom() <= label.free.top() + 0.01
