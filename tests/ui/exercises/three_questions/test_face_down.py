"""How many cards lie face down is told for several people at once: one person's would be the difference."""

from random import Random

import pytest
from pytestqt.qtbot import QtBot
from written_cards import Writer, begin, send, simulate, write_card

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.cards import add_for_room
from facilitator.exercises.three_questions.setup import SECRET_FROM, change_phase, get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from ui.bridge import LibraryBridge
from ui.exercises.three_questions.projector_views import CardsView
from ui.wall.blocks import Row, Tiles


def lying(view: CardsView) -> tuple[int, ...]:
    return tuple(block.count for block in view.wall.board.blocks() if isinstance(block, Tiles))


@pytest.mark.parametrize("names", ["anonymous", "signed"])
def test_cards_face_down_are_counted_for_several_people_at_once(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, names: str
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
    ids = add_people(library, workshop, [Person(f"Nn{place:02}") for place in range(12)]).value
    view = CardsView("wall", bridge, step)
    qtbot.addWidget(view)
    view.show()
    assert sum(lying(view)) == 0 and view.wall.board.empty == "The first card appears here."
    for place in range(SECRET_FROM - 1):
        simulate(library, step, ids[place], Random(place))
        assert lying(view) == () and view.wall.board.empty.startswith(f"{place + 1} p") and not view.wall.board.footer
    simulate(library, step, ids[SECRET_FROM - 1], Random(7))
    first = lying(view)
    assert sum(first) and f"{sum(first)} cards, face down" in view.wall.board.footer
    for new in (1, 2):
        simulate(library, step, ids[SECRET_FROM - 1 + new], Random(new))
        again = CardsView("wall", bridge, step)
        qtbot.addWidget(again)
        assert lying(view) == lying(again) == first and view.waiting() == (new, SECRET_FROM)
        assert view.wall.board.footer == again.wall.board.footer
        # A column alone tells no more.
        again.set_option("only", "2")
        assert lying(again) == first[1:2]
    # Nor does somebody who came before and has one thing more to say.
    with library.change("More"):
        writer = Writer(step, ids[0])
        begin(library, writer)
        write_card(library, writer, get_setup(library, step).prompts[1].id, "Something else")
        send(library, writer)
    assert lying(view) == first
    simulate(library, step, ids[SECRET_FROM + 2], Random(3))
    assert sum(lying(view)) > sum(first) and view.waiting().people == 0
    simulate(library, step, ids[SECRET_FROM + 3], Random(4))
    second = lying(view)
    view.show_waiting()
    assert sum(lying(view)) > sum(second) and view.waiting().people == 0
    simulate(library, step, ids[SECRET_FROM + 4], Random(5))
    assert view.waiting().people == 1
    change_phase(library, step, "reveal")
    assert view.waiting().people == 0 and not lying(view)


def test_over_time_tells_no_more_of_them_than_the_wall(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    ids = add_people(library, workshop, [Person(f"Nn{place:02}") for place in range(2 * SECRET_FROM)]).value
    wall, over_time = CardsView("wall", bridge, step), CardsView("time", bridge, step)
    for view in (wall, over_time):
        qtbot.addWidget(view)
        view.show()
    for place, person in enumerate(ids, start=1):
        simulate(library, step, person, Random(place))
        counted = [block.value for block in over_time.wall.board.blocks() if isinstance(block, Row)]
        assert counted == ([f"{sum(lying(wall))} cards"] if place >= SECRET_FROM else [])
        assert counted or over_time.wall.board.empty == wall.wall.board.empty
        assert over_time.waiting() == wall.waiting()
    change_phase(library, step, "reveal")
    (row,) = over_time.wall.board.blocks()
    assert isinstance(row, Row) and row.value == f"{len(read_wall(library, step).shown)} cards"


def test_cards_that_the_facilitator_types_are_counted_at_once(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    view = CardsView("wall", bridge, step)
    qtbot.addWidget(view)
    for count in (1, 2):
        add_for_room(library, step, get_setup(library, step).prompts[0].id, f"From paper {count}")
        assert lying(view)[0] == count
