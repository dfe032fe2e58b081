"""One new card on a wall of 150, and one new idea on a canvas of 144, at 1920×1080, beside the copying of one ready
picture of that size in the same run.

Ours begins with the whole board handed over, as after a committed answer, and ends when the first picture of the
arriving card has been painted: layout, the card's own picture, the footer with the new number, and what is exposed.
The cards before are already there; what takes longest, a new card that turns to another page, is measured apart.
Times are the processor's, of all threads.

Run with `python3 packaging/bootstrap.py bench`.
"""

import os
import random
import statistics
import sys
from collections.abc import Callable
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractAnimation, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import theme
from ui.wall.blocks import Board, Column, Note
from ui.wall.view import WallView

SIZE = (1920, 1080)
CARDS = 150
IDEAS = 144
ROUNDS = 40
WORDS = ("handover", "night", "shift", "customer", "asked", "twice", "before", "anybody", "knew", "who decides")
_chance = random.Random(5)


def main() -> int:
    """Print times and ratios."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    blit = Blit()
    blit.resize(*SIZE)
    blit.show()
    app.processEvents()
    results = {
        "a new card on the page that is shown": lambda: new_card(app, same_page=True),
        "a new card that turns to another page": lambda: new_card(app, same_page=False),
        "a new idea among 144 in four fields": lambda: new_card(app, same_page=True, ideas=True),
        "a new idea that turns to another page": lambda: new_card(app, same_page=False, ideas=True),
    }
    for name, measure in results.items():
        ours: list[float] = []
        peer: list[float] = []
        for _ in range(ROUNDS):
            # In turn, because the machine's own speed drifts.
            ours.append(measure())
            peer.append(timed(blit.repaint))
        ratio = statistics.median(ours) / statistics.median(peer)
        worst = quantile(ours) / quantile(peer)
        print(
            f"{name:40s} p50 {statistics.median(ours):6.2f} ms   blit {statistics.median(peer):6.2f} ms   "
            f"{ratio:5.2f} × blit (p50) {worst:5.2f} × (p95)"
        )
    return 0


def quantile(times: list[float]) -> float:
    """95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of the processor, which do not grow with what else the computer is doing."""
    start = process_time()
    act()
    return (process_time() - start) * 1000


class Blit(QWidget):
    """Paints one ready picture."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap(*SIZE)
        self.picture.fill("white")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QPoint(), self.picture)
        painter.end()


class AskedWall(WallView):
    """Remembers what it was asked to paint, to paint it at once."""

    asked = QRegion()

    def update(self, *area: object) -> None:  # type: ignore[override]
        self.asked = self.asked.united(area[0] if area and isinstance(area[0], QRect) else self.rect())


def _of_ideas(count: int) -> list[Note]:
    """As the canvas has them: by the alphabet, in four fields."""
    texts = sorted(" ".join(_chance.choice(WORDS) for _ in range(_chance.randrange(4, 12))) for _ in range(count))
    return [Note(("idea", number), text, "", number % 4) for number, text in enumerate(texts)]


def canvas(notes: list[Note]) -> Board:
    columns = tuple(
        Column(title, "", tuple(sorted((n for n in notes if n.series == series), key=lambda n: n.text)), series)
        for series, title in enumerate(("Add", "Embed", "Extract", "Share"))
    )
    return Board(columns, footer=f"{len(notes)} ideas")


def cards(count: int) -> list[Note]:
    return [
        Note(number, " ".join(_chance.choice(WORDS) for _ in range(_chance.randrange(4, 16))), "A. W.", number % 3)
        for number in range(count)
    ]


def board(notes: list[Note]) -> Board:
    columns = tuple(
        Column(title, "What did we meet since last time?", tuple(n for n in notes if n.series == series), series)
        for series, title in enumerate(("Challenges", "Improvements", "Learning"))
    )
    return Board(columns, footer=f"{len(notes)} cards")


_walls: dict[tuple[bool, bool], tuple[AskedWall, list[Note]]] = {}


def new_card(app: QApplication, *, same_page: bool, ideas: bool = False) -> float:
    """One more card on a wall that stands, or one more idea on a canvas."""
    made = canvas if ideas else board
    if (same_page, ideas) not in _walls:
        wall, notes = AskedWall(), _of_ideas(IDEAS) if ideas else cards(CARDS)
        wall.resize(*SIZE)
        wall.set_board(made(notes))
        wall.show()
        _walls[same_page, ideas] = wall, notes
    wall, notes = _walls[same_page, ideas]
    # The facilitator has looked at every page before.
    for page in range(wall.pages):
        wall.turn_to(page)
        wall.repaint()
    fresh = Note(("new", _chance.random()), " ".join(_chance.choice(WORDS) for _ in range(9)), "Jo", 1)
    more = [*notes, fresh]
    target = place_of(made(more), fresh)
    wall.turn_to(target if same_page else 0)
    wall.repaint()
    app.processEvents()
    wall.asked = QRegion()
    whole = made(more)
    spent = timed(lambda: (wall.set_board(whole), wall.repaint(wall.asked)))
    assert wall.page == target
    assert wall._ease.state() is QAbstractAnimation.State.Running
    wall._ease.stop()
    wall.set_board(made(notes), arrive=False)
    wall.repaint()
    return spent


def place_of(whole: Board, fresh: Note) -> int:
    """The page on which a card comes to stand."""
    from ui.wall.layout import lay_out

    return next(placed.page for placed in lay_out(whole, *SIZE).placed if placed.block == fresh)


if __name__ == "__main__":
    sys.exit(main())
