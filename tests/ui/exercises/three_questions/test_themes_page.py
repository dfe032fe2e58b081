"""Gathering on the console: by keys, by dropping, undone; and dots at the station."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from written_cards import Writer, simulate

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.dots import Target, laid_by, lay_dots
from facilitator.exercises.three_questions.live_wall import FaceDown
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import ThemeView, Wall, read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.three_questions.boards import themes_board, votes_board, wall_board
from ui.exercises.three_questions.card_tree import thing_of
from ui.exercises.three_questions.entry.vote import VotePage
from ui.exercises.three_questions.projector_views import CardsView
from ui.exercises.three_questions.results_page import THEMES, CardResults
from ui.exercises.three_questions.station import CardStationFlow
from ui.history import History
from ui.simulated_user import SimulatedUser
from ui.wall.blocks import Board, Heap, Note, Row

NONE = FaceDown(0, {})
"""Nothing lies face down on a wall that is read."""


@pytest.fixture
def step(library: Library, workshop: int) -> int:
    made = add_exercise(library, workshop, "three_questions").value
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, made, person.id, Random(number))
    change_phase(library, made, "gather")
    return made


@pytest.fixture
def results(qtbot: QtBot, library: Library, bridge: LibraryBridge, step: int) -> Iterator[tuple[CardResults, History]]:
    history = History(bridge)
    page = CardResults(bridge, step, history)
    qtbot.addWidget(page)
    page.resize(620, 560)
    page.show()
    QApplication.processEvents()
    yield page, history


def item_of(page: CardResults, kind: str, thing_id: int) -> QTreeWidgetItem:
    return next(
        item for item in page.themes.tree.all_items() if (thing_of(item).kind, thing_of(item).id) == (kind, thing_id)
    )


def choose(page: CardResults, *things: tuple[str, int]) -> None:
    tree = page.themes.tree
    tree.clearSelection()
    for kind, thing_id in things:
        item_of(page, kind, thing_id).setSelected(True)


def name_it(name: str) -> None:
    asked = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "ask-line" and w.isVisible())
    SimulatedUser(asked).find("line").setText(name)  # type: ignore[attr-defined]
    SimulatedUser(asked).click("yes")
    QApplication.processEvents()


def drop_on(page: CardResults, kind: str, thing_id: int) -> None:
    tree = page.themes.tree
    item = item_of(page, kind, thing_id)
    tree.scrollToItem(item)
    at = QPointF(tree.visualItemRect(item).center())
    tree.dropEvent(
        QDropEvent(
            at,
            Qt.DropAction.MoveAction,
            QMimeData(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    QApplication.processEvents()


def test_gathered_dropped_merged_split_and_undone(
    library: Library, step: int, results: tuple[CardResults, History]
) -> None:
    page, history = results
    assert page.tabs.currentIndex() == THEMES
    everything = {card.id for card in read_wall(library, step).cards}
    one, two, three, four, five = [card.id for card in read_wall(library, step).cards][:5]
    choose(page, ("card", one), ("card", two))
    page.themes.tree.setFocus()
    SimulatedUser(page.themes.tree).press("G", Qt.KeyboardModifier.ControlModifier)
    name_it("First")
    choose(page, ("card", three))
    drop_on(page, "card", four)
    name_it("Second")
    first, second = read_wall(library, step).themes
    assert {card.id for card in first.cards} == {one, two}
    assert {card.id for card in second.cards} == {three, four}
    choose(page, ("card", five))
    drop_on(page, "theme", first.id)
    assert {card.id for card in read_wall(library, step).themes[0].cards} == {one, two, five}
    choose(page, ("card", five))
    page.themes.split()
    name_it("Split off")
    assert [theme.name for theme in read_wall(library, step).themes] == ["First", "Second", "Split off"]
    choose(page, ("theme", second.id))
    drop_on(page, "theme", first.id)
    assert {card.id for card in read_wall(library, step).themes[0].cards} == {one, two, three, four}
    choose(page, ("card", one))
    page.themes.take_out()
    assert one in {card.id for card in read_wall(library, step).loose}
    assert {card.id for card in read_wall(library, step).cards} == everything
    for _ in range(history.stack.count()):
        history.stack.undo()
    assert read_wall(library, step).themes == ()
    assert {card.id for card in read_wall(library, step).cards} == everything
    for _ in range(history.stack.count()):
        history.stack.redo()
    assert [theme.name for theme in read_wall(library, step).themes] == ["First", "Split off"]


def test_dots_are_laid_by_key_with_the_rest_shown(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, step: int
) -> None:
    change_phase(library, step, "vote")
    person = people_of(library, workshop)[0]
    flow = CardStationFlow(bridge, step, person.id)
    qtbot.addWidget(flow)
    flow.resize(1280, 720)
    flow.show()
    flow.setFocus()
    QApplication.processEvents()
    page = flow.findChild(VotePage)
    assert page is not None and page.left == 3
    user = SimulatedUser(flow)
    user.type("++")
    assert page.left == 1 and "1 dot left" in page.next_text
    user.type("+++")
    assert page.left == 0
    assert sum(laid_by(library, Writer(step, person.id)).values()) == 3
    user.type("-")
    assert sum(laid_by(library, Writer(step, person.id)).values()) == 2


def test_the_room_keeps_the_loose_cards_in_sight(library: Library, step: int) -> None:
    wall = read_wall(library, step)
    loose = {("card", card.id) for card in wall.loose}
    assert loose and loose <= {block.key for block in themes_board(wall).blocks()}
    one, other, *rest = wall.loose
    make_theme(library, step, "Handing over", [one.id, other.id])
    blocks = themes_board(read_wall(library, step)).blocks()
    # Themes first, then what is still to be gathered.
    assert isinstance(blocks[0], Heap)
    assert {block.key for block in blocks[1:]} == {("card", card.id) for card in rest}


def test_a_crowd_of_cards_has_its_themes_first(library: Library, step: int) -> None:
    wall = read_wall(library, step)
    cards = tuple(
        replace(wall.cards[number % len(wall.cards)], id=1000 + number, theme_id=1 if number % 5 else None)
        for number in range(600)
    )
    theme = ThemeView(1, "Handing over", tuple(card for card in cards if card.theme_id), 0)
    first, *others = wall_board(replace(wall, cards=cards, themes=(theme,)), NONE).blocks()
    assert isinstance(first, Heap) and len(others) == 120
    assert all(isinstance(each, Note) and each.lines == 1 for each in others)
    # One question alone has all its cards.
    alone = wall_board(replace(wall, cards=cards, themes=(theme,)), NONE, only="1").blocks()
    assert len(alone) == sum(card.prompt_id == wall.setup.prompts[0].id for card in cards)


def test_where_cards_bear_no_signature_their_order_is_that_of_their_words(library: Library, step: int) -> None:
    """In the order in which they came they would stand one person's beside each other."""
    change_phase(library, step, "vote")
    wall = read_wall(library, step)
    assert all(card.signature for card in wall.cards)

    def told(board: Board) -> list[str]:
        return [block.text for block in board.blocks() if isinstance(block, Note | Row)]

    def of(number: int) -> Wall:
        """As many cards, whose words are in another order than the cards."""
        cards = [replace(wall.cards[at % len(wall.cards)], id=1000 + at, text=f"{at * 7 % number:03}", theme_id=None)
                 for at in range(number)]  # fmt: skip
        return replace(wall, cards=tuple(cards))

    few, crowd = of(24), of(240)
    for board in (votes_board(few, live=False), wall_board(crowd, NONE, only="1"), themes_board(crowd)):
        found = told(board)
        assert len(found) >= 24 and found == sorted(found)
    # Once they are counted it is so where dots are even.
    dotted = replace(few, cards=tuple(replace(card, dots=1 + (card.id % 3 == 0)) for card in few.cards))
    ranked = {card.text: card.dots for card in dotted.cards}
    found = told(votes_board(dotted, live=True))
    assert found == sorted(found, key=lambda text: (-ranked[text], text))
    # Signed they stand as they came, each person's together.
    assert told(themes_board(few)) == [card.text for card in few.cards]


def test_no_view_shows_sums_while_the_vote_runs(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, step: int
) -> None:
    """Whoever comes from the station has just laid their dots: what has changed on the wall would be theirs."""
    wall = read_wall(library, step)
    theme = make_theme(library, step, "Handing over", [card.id for card in wall.loose[:2]]).value
    make_theme(library, step, "Night shift", [card.id for card in wall.loose[2:3]])
    change_phase(library, step, "vote")
    person = people_of(library, wall.setup.workshop_id)[0]
    views = {key: CardsView(key, bridge, step) for key in ("wall", "themes", "votes")}
    for view in views.values():
        qtbot.addWidget(view)
    crowd = wall_board(replace(read_wall(library, step), cards=wall.cards * 40), NONE)

    def seen() -> list[str]:
        return [repr(view._board().columns) for view in views.values()] + [
            repr([block.dots for block in crowd.blocks() if isinstance(block, Heap)])
        ]

    before = seen()
    lay_dots(library, Writer(step, person.id), Target("theme", theme), 2)
    crowd = wall_board(replace(read_wall(library, step), cards=wall.cards * 40), NONE)
    assert seen() == before
    change_phase(library, step, "decide")
    heaps = [block for block in themes_board(read_wall(library, step)).blocks() if isinstance(block, Heap)]
    assert [heap.dots for heap in heaps] == [2, 0]
