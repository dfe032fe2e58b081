"""Words painted by hand take a second line before they end in dots, and lose nothing while they fit."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.lines import share_space, two_lines, two_lines_need

_words = st.lists(st.text("abcdeilmnorst", min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join)


@given(words=_words, width=st.integers(40, 400))
def test_no_line_is_wider_than_the_room_and_none_is_cut_that_fits(qapp: QApplication, words: str, width: int) -> None:
    metrics = QFontMetrics(qapp.font())
    lines = two_lines(words, metrics, width)
    assert 1 <= len(lines) <= 2
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    if metrics.horizontalAdvance(words) <= width:
        assert lines == [words]
    elif not any(line.endswith("…") for line in lines):
        assert " ".join(lines) == words
    else:
        # No other break would have given both lines room.
        parts = words.split()
        breaks = ((" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts)))
        assert not any(all(metrics.horizontalAdvance(half) <= width for half in each) for each in breaks)


def test_what_is_just_as_wide_as_its_room_ends_in_no_dots(qapp: QApplication) -> None:
    """Qt measures whole pixels and cuts by fractions of them."""
    for title in ("Close and follow-up date", "What became of the cards", "Welcome, purpose and goal", "Überführung"):
        for size in range(9, 25):
            font = QFont(qapp.font())
            font.setPixelSize(size)
            metrics = QFontMetrics(font)
            assert two_lines(title, metrics, metrics.horizontalAdvance(title)) == [title]


def test_one_line_stays_one(qtbot: QtBot, qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    long = "Aleksandra Wiśniewska-Kowalczyk"
    assert len(two_lines(long, metrics, metrics.horizontalAdvance("Aleksandra W"), most=1)) == 1
    assert two_lines(long, metrics, metrics.horizontalAdvance("Wiśniewska-Kowalczyk")) == long.split()


@given(words=_words)
def test_from_the_width_that_is_needed_on_nothing_is_cut(qapp: QApplication, words: str) -> None:
    metrics = QFontMetrics(qapp.font())
    needed = two_lines_need(words, metrics)
    assert " ".join(two_lines(words, metrics, needed)) == words
    assert " ".join(two_lines(words, metrics, needed - 1)) != words or len(words) == 1


@given(room=st.integers(100, 2000), needed=st.lists(st.integers(20, 300), min_size=1, max_size=9))
def test_columns_get_what_they_need_wherever_there_is_room_for_all(room: int, needed: list[int]) -> None:
    widths = share_space(room, needed)
    assert room - len(needed) < sum(widths) <= room
    if sum(needed) <= room:
        assert all(width >= need for width, need in zip(widths, needed, strict=True))
    if sum(needed) > room or max(needed) <= room // len(needed):
        assert len(set(widths)) == 1
