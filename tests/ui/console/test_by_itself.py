"""What the room sees follows the answers without a hand, and stays where a hand has chosen."""

from math import ceil
from typing import Any

from pytestqt.qtbot import QtBot

from ui.exercises.network.projector_views import OVERLAY
from ui.projector.window import ProjectorWindow
from ui.stage import PROMPT


def test_the_overlay_comes_with_the_first_who_is_done(qtbot: QtBot, desk: Any, projector: ProjectorWindow) -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    assert desk.stage.showing.view == PROMPT
    desk.answer(first)
    assert desk.stage.showing.view == PROMPT
    desk.finish(first)
    assert desk.stage.showing.view == OVERLAY
    # Below the floor it says how many have answered, and nobody's line.
    assert projector.page.shapes.count.isVisible() and not projector.page.shapes.overlay.people  # type: ignore[attr-defined]
    # It comes once: who goes back to what to do stays there.
    desk.console.toast.undo.click()
    assert desk.stage.showing.view == PROMPT
    desk.answer(second)
    desk.finish(second)
    assert desk.stage.showing.view == PROMPT


def test_what_was_chosen_for_the_room_stays(qtbot: QtBot, desk: Any) -> None:
    desk.run_network()
    view = desk.console.projector_panel.view
    # Chosen is what is there already, too.
    view.activated.emit(view.currentIndex())
    first, *_ = desk.people()
    desk.answer(first)
    desk.finish(first)
    assert desk.stage.showing.view == PROMPT
    # Until the step is run anew.
    desk.console.run(desk.step)
    assert desk.stage.showing.view == OVERLAY


def test_the_console_says_how_long_the_last_one_will_take(qtbot: QtBot, desk: Any) -> None:
    forecast = desk.console.pane.forecast
    desk.run_network()
    assert not forecast.isVisible()
    first, *others = desk.people()
    desk.answer(first)
    desk.finish(first)
    # As planned: one station, a minute and a half each.
    qtbot.waitUntil(forecast.isVisible)
    assert forecast.text() == f"The last one in about {ceil(1.5 * len(others))} min"
    for person in others:
        desk.answer(person)
        desk.finish(person)
    qtbot.waitUntil(lambda: not forecast.isVisible())


def test_menus_tick_what_is_shown(qtbot: QtBot, desk: Any) -> None:
    actions = desk.console.actions_by_name

    def ticked() -> list[str]:
        return [name for name in ("page_run", "page_results", "page_notes") if actions[name].isChecked()]

    desk.console.agenda.choose(desk.step)
    for name in ("page_results", "page_notes", "page_run", "page_run"):
        actions[name].trigger()
        assert ticked() == [name]
    # A picture would hide the tick.
    assert not any(each.isIconVisibleInMenu() for each in actions.values() if each.isCheckable())
    assert actions["blank"].isIconVisibleInMenu() is False and not actions["blank"].icon().isNull()
