"""The wall from no card to 150: nothing is lost, cut or too small, and there is never a scroll bar."""

import pytest
from easing import is_easing
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.projector.clock import CornerClock
from ui.stage import TimeLeft
from ui.theme import motion
from ui.wall.blocks import Board, Column, Heap, Note
from ui.wall.layout import SMALLEST, SMALLEST_TITLE, lay_out
from ui.wall.text import is_whole, paragraph
from ui.wall.view import WallView

TEXTS = (
    "Too long",
    "Nobody knew who decides on the exception, and the other site starts two hours before we do",
    "Донаудампфшиффартсгезельшафт " * 5,
    "Nguyễn Thị Minh Khai wartet auf die Übergabe",
)


def board(count: int) -> Board:
    columns = []
    for series in range(3):
        notes = tuple(
            Note(("card", number), f"{number}: {TEXTS[number % len(TEXTS)]}"[:160], "A.W.", series)
            for number in range(series, count, 3)
        )
        columns.append(Column(f"Column {series}", "What did we learn that others here could use?", notes, series))
    return Board(tuple(columns), empty="The first card appears here.", footer=f"{count} cards")


@pytest.fixture
def wall(qtbot: QtBot) -> WallView:
    motion.choose(True)
    view = WallView()
    qtbot.addWidget(view)
    return view


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("count", [0, 1, 8, 40, 150])
def test_every_card_is_on_a_page_and_fits(wall: WallView, size: tuple[int, int], count: int) -> None:
    wall.resize(*size)
    wall.show()
    wall.set_board(board(count))
    seen = []
    for page in range(wall.pages):
        wall.turn_to(page)
        QApplication.processEvents()
        assert wall.page == page
        for placed in wall.placed():
            if placed.page == page:
                assert wall.rect().toRectF().contains(placed.rect), placed.block.told()
                seen.append(placed.block.key)
    assert sorted(set(seen)) == [("card", number) for number in range(count)]
    assert len(seen) == count
    body, title = wall.letters
    assert body >= int(SMALLEST * size[1]) and title >= int(SMALLEST_TITLE * size[1])
    assert not wall.findChildren(QAbstractScrollArea)


def test_no_two_cards_lie_on_each_other(wall: WallView) -> None:
    wall.resize(1280, 720)
    wall.show()
    wall.set_board(board(60))
    for page in range(wall.pages):
        rects = [placed.rect for placed in wall.placed() if placed.page == page]
        for number, one in enumerate(rects):
            assert not any(one.intersects(other) for other in rects[number + 1 :])


def test_a_new_card_comes_with_the_page_it_is_on(wall: WallView) -> None:
    wall.resize(1280, 720)
    wall.show()
    wall.set_board(board(120))
    wall.turn_to(0)
    wall.set_board(board(121))
    QApplication.processEvents()
    assert any(placed.block.key == ("card", 120) and placed.page == wall.page for placed in wall.placed())
    assert not is_easing(wall)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_few_cards_fill_the_screen_and_no_word_of_them_is_cut(qapp: QApplication, size: tuple[int, int]) -> None:
    width, height = size
    said = "Open orders change hands without their story"
    for count in (1, 5, 9):
        columns = tuple(
            Column("Improvements", "What would we do differently?", tuple(
                Note(number, said, "Nguyễn Thị Minh Khai") for number in range(series, count, 3)
            ), series)
            for series in range(3)
        )  # fmt: skip
        laid = lay_out(Board(columns), width, height)
        assert laid.pages == 1
        assert all(each.block.is_whole(each.rect.width(), laid.pixels) for each in laid.placed)
        if count == 1:
            assert laid.pixels > 0.05 * height
        if count == 5:
            assert max(each.rect.bottom() for each in laid.placed) > 0.65 * height
        assert min(heading.title_pixels for heading in laid.headings) > laid.pixels


def test_cards_are_lines_where_they_are_many(wall: WallView) -> None:
    """Six hundred are legible, and on a page as many as it holds lines."""
    wall.resize(1920, 1080)
    wall.show()
    notes = tuple(Note(("card", number), TEXTS[number % 4], series=number % 3, lines=1) for number in range(600))
    wall.set_board(Board((Column("", blocks=notes),), "All cards", dense=True))
    assert wall.letters[0] >= SMALLEST * 1080
    assert wall.pages <= 15
    seen = []
    for page in range(wall.pages):
        wall.turn_to(page)
        rects = [placed.rect for placed in wall.placed()]
        assert all(wall.rect().toRectF().contains(rect) for rect in rects)
        seen += [placed.block.key for placed in wall.placed()]
    assert len(seen) == len(set(seen)) == 600


def test_a_long_name_below_a_card_takes_a_second_line(qtbot: QtBot) -> None:
    """It is not cut; a name that fits stands in one line as before."""
    width, pixels = 460.0, 40
    text = "Asking the question that everybody avoided"
    short, long = (Note("one", text, f"from {name}") for name in ("Ann", "Aleksandra Wiśniewska-Kowalczyk"))
    line = paragraph("0", width, pixels).height
    alone = Note("one", text).height(width, pixels)
    assert short.height(width, pixels) - alone <= line * 1.01
    assert long.height(width, pixels) - alone == pytest.approx(2 * line)


@settings(max_examples=share_of(10), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 2), st.booleans()), min_size=1, max_size=12), st.booleans()
)
def test_what_is_painted_in_pieces_equals_what_is_painted_anew(
    qapp: QApplication, changes: list[tuple[int, int, bool]], moving: bool
) -> None:
    """Cards that come between others, change their words or go leave nothing behind, and nothing out."""
    motion.choose(not moving)
    wall, fresh = SeenWall(), WallView()
    for view in (wall, fresh):
        view.resize(1280, 720)
    notes = {number: (TEXTS[number % len(TEXTS)], number % 3) for number in range(0, 24, 2)}
    wall.set_board(_by_number(notes))
    wall.show()
    wall.seen()
    for number, text, goes in changes:
        if goes:
            notes.pop(number, None)
        else:
            notes[number] = (TEXTS[text], number % 3)
        wall.set_board(_by_number(notes))
        wall._ease.stop()
        wall._settle()
        fresh.set_board(_by_number(notes), arrive=False)
        fresh.turn_to(wall.page)
        fresh._repaint_all()
        # Both as large as each other's letters allow: a wall that grew has those that it had.
        if fresh.letters == wall.letters and fresh.pages == wall.pages:
            assert wall.seen() == fresh.grab().toImage()
    for view in (wall, fresh):
        view.deleteLater()


class SeenWall(WallView):
    """What is seen of it: as on a screen, only what it asked for is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self._screen = QImage()
        self._asked = QRegion()

    def update(self, *area: object) -> None:  # type: ignore[override]
        part = area[0] if area and isinstance(area[0], QRect) else self.rect()
        self._asked = self._asked.united(part)
        super().update(part)

    def seen(self) -> QImage:
        if self._screen.size() != self.size():
            self._screen = QImage(self.size(), QImage.Format.Format_RGB32)
            self._asked = QRegion(self.rect())
        self.render(self._screen, self._asked.boundingRect().topLeft(), self._asked)
        self._asked = QRegion()
        return self._screen.copy()


def _by_number(notes: dict[int, tuple[str, int]]) -> Board:
    columns = tuple(
        Column(f"Column {series}", "What did we learn?", tuple(
            Note(("card", number), f"{number}: {text}"[:160], "A.W.", series)
            for number, (text, own) in sorted(notes.items()) if own == series
        ), series)
        for series in range(3)
    )  # fmt: skip
    return Board(columns, empty="The first card appears here.", footer=f"{len(notes)} cards")


@pytest.mark.parametrize("moves", [True, False])
def test_a_card_that_comes_with_another_page_leaves_nothing_of_the_page_before(
    qapp: QApplication, *, moves: bool
) -> None:
    motion.choose(not moves)
    wall, fresh = SeenWall(), WallView()
    for view in (wall, fresh):
        view.resize(1280, 720)
    notes = {number: (TEXTS[number % len(TEXTS)], number % 3) for number in range(0, 120, 2)}
    wall.set_board(_by_number(notes))
    wall.show()
    wall.seen()
    shown = []
    for number in (119, 1, 61, 117, 3):
        notes[number] = (TEXTS[1], number % 3)
        wall.set_board(_by_number(notes))
        wall._ease.stop()
        wall._settle()
        shown.append(wall.page)
        fresh.set_board(_by_number(notes), arrive=False)
        fresh.turn_to(wall.page)
        fresh._repaint_all()
        assert (fresh.letters, fresh.pages) == (wall.letters, wall.pages)
        assert wall.seen() == fresh.grab().toImage()
    assert len(set(shown)) > 2
    for view in (wall, fresh):
        view.deleteLater()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 1.4])
@pytest.mark.parametrize(
    "titles",
    [
        ("Our reflections",),
        ("Unsere Reflexionen im Lauf der Zeit",),
        ("Herausforderungen", "Verbesserungen", "Lernen"),
        ("Lernen", "Verbesserungen", "Herausforderungen"),
        ("Little", "Some", "Much", "Great effort"),
    ],
)
def test_no_title_goes_under_the_clock(
    qapp: QApplication, size: tuple[int, int], scale: float, titles: tuple[str, ...]
) -> None:
    width, height = size
    notes = tuple(Note(number, "Starting well", "") for number in range(2))
    of_one = {"title": titles[0], "sentence": "How much was said"} if len(titles) == 1 else {}
    board = Board(tuple(Column("" if of_one else title, "", notes) for title in titles), **of_one)
    laid = lay_out(board, width, height, scale=scale)
    window = QWidget()
    window.resize(width, height)
    clock = CornerClock(window)
    clock.show_time(TimeLeft(40 * 60.0, 39 * 60.0, running=True))
    clock.place(scale)
    for heading in laid.headings:
        words = paragraph(heading.title, heading.title_width, heading.title_pixels, strong=True, most=1)
        ends_before = heading.left + words.widest <= clock.geometry().left()
        assert ends_before or laid.heading_top >= clock.geometry().bottom()
    if scale == 1.0 and of_one:
        (heading,) = laid.headings
        assert is_whole(heading.title, heading.title_width, heading.title_pixels, 1, strong=True)


def test_themes_show_more_of_their_cards_where_there_is_room(qapp: QApplication) -> None:
    def themes(*cards: int) -> Board:
        heaps = tuple(
            Heap(place, f"Theme {place}", tuple(Note((place, number), "Ask first", "") for number in range(count)))
            for place, count in enumerate(cards)
        )
        return Board((Column("", "", heaps),), "What belongs together", "Cards that say something alike")

    for cards in ((12, 13, 11, 15), (3, 4, 30), (40,), (9, 9, 9, 9, 9, 9, 9, 9, 9)):
        laid = lay_out(themes(*cards), 1920, 1080)
        shown = [each.block for each in laid.placed]
        assert [each.key for each in shown] == list(range(len(cards)))
        for each in laid.placed:
            assert each.rect.bottom() <= laid.body.bottom() + 0.5
            below = [
                other for other in laid.placed if other.page == each.page and other.rect.left() == each.rect.left()
            ]
            if each is max(below, key=lambda other: other.rect.top()) and (more := each.block.with_one_more()):
                assert each.rect.top() + more.height(each.rect.width(), laid.pixels) > laid.body.bottom()


def test_a_heading_that_is_too_long_for_its_column_takes_another_line() -> None:
    columns = (
        Column("Thanks to teams", "", (Note("a", "For the night."),)),
        Column("Thanks to colleagues, wherever they work", "", (Note("b", "For the day."),)),
    )
    short, long = lay_out(Board(columns), 1280, 720).headings
    assert (short.title_words.lines, long.title_words.lines) == (1, 2)
    assert long.title_words.widest > short.title_words.widest
    assert is_whole(long.title, long.title_width, long.title_pixels, 2, strong=True)
