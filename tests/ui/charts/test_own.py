"""One person's own chart and the small ones on cards: what is painted and what is said."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.charts.drawing import Text
from ui.charts.own import OwnChart, Shape
from ui.charts.thumbnail import paint_thumbnail
from ui.theme import theme
from ui.theme.tokens import DARK, LIGHT, Tokens

pytestmark = pytest.mark.usefixtures("light")

AXES = ["Where they work", "How near", "How often", "How long", "Their level"]


@pytest.fixture
def chart(qtbot: QtBot) -> OwnChart:
    widget = OwnChart()
    qtbot.addWidget(widget)
    widget.resize(760, 620)
    widget.show()
    return widget


def pixels(image: QImage) -> NDArray[np.integer]:
    """The colours of all pixels as numbers 0xrrggbb, by row and column."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.width()) & 0xFFFFFF


def amount(image: QImage, color: str) -> int:
    return int((pixels(image) == int(color[1:], 16)).sum())


def seen(chart: OwnChart, color: str) -> int:
    return amount(chart.grab().toImage(), color)


def test_nothing_is_painted_but_a_sentence_while_there_is_no_value(chart: OwnChart) -> None:
    chart.set_shapes(AXES, [Shape("Diversity", (None,) * 5)])
    assert seen(chart, LIGHT.series[0].color) == 0
    assert not chart.can_be_spider
    assert "no value" in chart.accessibleDescription()


@pytest.mark.parametrize("bars", [False, True])
def test_both_series_are_seen_in_both_forms_and_schemes(bars: bool, chart: OwnChart, qapp: QApplication) -> None:
    chart.show_bars(bars)
    chart.set_shapes(AXES, [Shape("Diversity", (0.8,) * 5), Shape("Strength", (0.5,) * 5)])
    for series in LIGHT.series[:2]:
        assert seen(chart, series.color) > 200
    theme.apply(qapp, "dark")
    for series in DARK.series[:2]:
        assert seen(chart, series.color) > 200


def test_bars_take_the_place_of_a_spider_with_less_than_three_values(chart: OwnChart) -> None:
    chart.set_shapes(AXES, [Shape("Diversity", (0.8, 0.5, None, None, None))])
    assert chart.shows_bars
    chart.set_shapes(AXES, [Shape("Diversity", (0.8, 0.5, 0.1, None, None))])
    assert not chart.shows_bars
    chart.show_bars(True)
    assert chart.shows_bars


def test_bars_are_as_long_as_the_values(chart: OwnChart) -> None:
    def longest(value: float) -> int:
        chart.set_shapes(["A", "B"], [Shape("Diversity", (value, value))])
        plot = pixels(chart.grab().toImage())[:300]
        return int((plot == int(LIGHT.series[0].color[1:], 16)).sum(axis=1).max())

    whole = longest(1.0)
    assert longest(0.5) == pytest.approx(whole / 2, abs=3)
    assert longest(0.0) <= 3


def said(chart: OwnChart, width: float = 0.0) -> list[Text]:
    """The texts that are painted, in a chart of another width if that is given."""
    frame = chart.frame()
    items = chart.chart.items(replace(frame, width=width or frame.width))
    return [item for item in items if isinstance(item, Text)]


def caution(chart: OwnChart) -> str:
    return " ".join(each.words.text for each in said(chart) if each.words.text.startswith("Hollow"))  # type: ignore[attr-defined]


def test_few_contacts_are_hollow_and_explained(chart: OwnChart) -> None:
    chart.show_bars(True)
    chart.set_shapes(AXES, [Shape("Diversity", (0.8,) * 5, (12,) * 5)])
    assert caution(chart) == ""
    full = seen(chart, LIGHT.series[0].color)
    chart.set_shapes(AXES, [Shape("Diversity", (0.8,) * 5, (12, 12, 12, 4, 4))])
    assert "5" in caution(chart)
    assert seen(chart, LIGHT.series[0].color) < full * 0.75


def test_missing_value_with_few_contacts_is_no_caution(chart: OwnChart) -> None:
    chart.set_shapes(AXES, [Shape("Strength", (0.8, 0.8, 0.8, None, 0.8), (12, 12, 12, 0, 12))])
    assert caution(chart) == ""


def legend(chart: OwnChart, names: tuple[str, ...], width: float) -> dict[float, list[Text]]:
    """The words of the legend by the line they stand on."""
    lines: dict[float, list[Text]] = {}
    for each in said(chart, width)[-len(names) :]:
        lines.setdefault(each.base, []).append(each)
    return lines


def test_long_legend_wraps_inside_the_chart(chart: OwnChart) -> None:
    names = ("Diversity", "Strength of the ties", "The room’s median of diversity")
    chart.set_shapes(AXES, [Shape(name, (0.5,) * 5) for name in names])
    assert len(legend(chart, names, 2000)) == 1
    for width in (300.0, 420.0):
        lines = legend(chart, names, width)
        assert len(lines) > 1
        assert all(text.x >= 0 and text.x + text.words.width <= width for line in lines.values() for text in line)


def test_smallest_text_holds_for_a_projector(qtbot: QtBot) -> None:
    chart = OwnChart(smallest_text=0.04)
    qtbot.addWidget(chart)
    chart.resize(1920, 900)
    chart.set_shapes(AXES, [Shape("Diversity", (0.8,) * 5, (12, 12, 12, 4, 4))])
    assert min(each.type.size for each in said(chart)) >= 36


def test_accessible_description_says_every_value(chart: OwnChart) -> None:
    chart.set_shapes(AXES[:3], [Shape("Diversity", (0.784, None, 1.0)), Shape("Strength", (None,) * 3)])
    assert chart.accessibleName()
    assert chart.accessibleDescription() == (
        "Diversity, of 100: Where they work: 78; How often: 100. Strength, of 100: no value"
    )


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.scheme)
def test_thumbnail_paints_the_shape_and_leaves_gaps(tokens: Tokens, qapp: QApplication) -> None:
    def painted(values: tuple[float | None, ...]) -> QImage:
        image = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_thumbnail(painter, QRectF(0, 0, 200, 200), values, tokens)
        painter.end()
        return image

    def inked(image: QImage, at: QPointF) -> bool:
        box = image.copy(round(at.x()) - 3, round(at.y()) - 3, 7, 7)
        return amount(box, tokens.accent) > 0

    top = QPointF(100, 100 - 99 * 0.8)
    assert amount(painted(()), tokens.accent) == 0
    assert inked(painted((0.8,) * 4), top)
    assert not inked(painted((None, 0.8, 0.8, 0.8)), top)
