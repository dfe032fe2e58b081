"""The last page of the station: one thing to do, on the disk before it is called saved, passed by one key."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from facilitator.actions.actions import actions_of
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action
from facilitator.exercises.network.own_action.asking import read_a_day
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import read_network
from facilitator.i18n import short_day
from facilitator.storage.library import Library
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of

Station = Any  # the fixture's class lives in the conftest
pytestmark = pytest.mark.usefixtures("action_at_once")


def counted(station: Station) -> None:
    """Somebody who has counted their list and looks at their shape."""
    station.begin("alek")
    station.type("212\n" + "12\n" * 6)
    assert station.sees("network-shape")


def written(library: Library, workshop: int, step: int) -> OwnAction:
    return read_own_action(library, step, people_of(library, workshop)[0].id)


def test_it_is_typed_by_keys_alone_and_ticked(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    counted(station)
    assert station.find("network-next").text() == "One thing to do"
    station.type("\n")
    assert station.sees("network-action")
    assert not station.sees("network-action-shared")
    day = date.today() + timedelta(days=9)
    station.type(f"Ask the setter\n{day:%d.%m.}\n")
    # What is typed before is on the disk while the page is still filled in.
    assert written(library, workshop, network_step) == OwnAction("Ask the setter", day)
    assert "Saved" in station.find("network-saved").text()
    # As whoever reads it writes it, and typed like that it is the same day.
    assert station.find("network-action-day").text() == short_day(day)
    assert read_a_day(short_day(day), date.today()) == day
    station.type("a setter\nOne thing less goes wrong")
    station.click("network-action-shared")
    found = written(library, workshop, network_step)
    assert found == OwnAction("Ask the setter", day, "a setter", "One thing less goes wrong", shared=True)
    [joined] = actions_of(library, workshop)
    assert joined.owner == people_of(library, workshop)[0].name and joined.wording.due == day
    station.click("network-action-shared")
    assert actions_of(library, workshop) == []
    station.find("network-action-sign").setFocus()
    station.type("\n")
    assert station.sees("station-thanks")


def test_the_tick_is_set_by_keys_and_enter_does_not_take_it_off(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    counted(station)
    station.type("\nAsk the setter\n\na setter\nSeen\t \n")
    assert station.sees("station-thanks")
    assert written(library, workshop, network_step).shared
    assert [each.wording.what for each in actions_of(library, workshop)] == ["Ask the setter (with: a setter)"]


def test_who_named_somebody_takes_the_tick_off_and_keeps_it(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    counted(station)
    name = people_of(library, workshop)[1].name
    station.type("\nAsk the setter\n\na setter\nSeen")
    station.click("network-action-shared")
    station.find("network-action-partner").setText(name)
    station.find("network-next").click()
    # It is read by all while the tick is on: neither is it kept so, nor is the page left.
    assert station.sees("network-action") and written(library, workshop, network_step).partner == "a setter"
    assert f"“{name}” is named there" in station.texts
    station.click("network-action-shared")
    assert written(library, workshop, network_step) == OwnAction("Ask the setter", None, name, "Seen")
    assert actions_of(library, workshop) == [] and "is named there" not in station.texts
    station.click("network-action-shared")
    assert not station.find("network-action-shared").isChecked() and actions_of(library, workshop) == []
    station.find("network-action-partner").setText("a setter")
    station.click("network-action-shared")
    assert [each.wording.what for each in actions_of(library, workshop)] == ["Ask the setter (with: a setter)"]


def test_one_key_passes_it(station: Station, library: Library, workshop: int, network_step: int) -> None:
    counted(station)
    station.type("\n")
    # Who has seen their shape is done, whatever they do here.
    assert read_network(library, network_step, people_of(library, workshop)[0].id).finished
    assert station.sees("network-action")
    station.type("\n")
    assert station.sees("station-thanks")
    assert not written(library, workshop, network_step)


def test_what_is_no_day_is_said_and_nothing_is_lost(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    counted(station)
    station.type("\nAsk the setter\nsoon\n")
    assert "“soon” is no day" in station.find("network-status").text()
    assert written(library, workshop, network_step).what == "Ask the setter"
    station.click("network-next")
    assert station.sees("network-action")
    station.find("network-action-day").clear()
    station.click("network-next")
    assert station.sees("station-thanks")
    assert written(library, workshop, network_step) == OwnAction("Ask the setter")


def test_who_comes_back_goes_on_with_it(station: Station, library: Library, workshop: int, network_step: int) -> None:
    counted(station)
    station.type("\nAsk the setter\n\n\n\n")
    assert station.sees("station-thanks")
    station.type(" ")
    person = people_of(library, workshop)[0].id
    allow_once(library, person)
    station.take_name("alek")
    station.type("\n")
    assert station.find("network-action-what").toPlainText() == "Ask the setter"
    # A form that is brought in meanwhile shows, but not over what is being typed.
    keep_own_action(library, Who(network_step, person), OwnAction("From a form", sign="seen"))
    assert station.find("network-action-what").toPlainText() == "From a form"


def test_nothing_of_it_is_left_for_the_next_one(station: Station, library: Library) -> None:
    counted(station)
    station.type("\nQuokka\n\n\n\n ")
    station.begin("joost")
    station.type("212\n" + "12\n" * 6 + "\n")
    assert station.find("network-action-what").toPlainText() == ""
    assert "Quokka" not in station.texts


def test_it_is_asked_in_the_language_of_the_papers(station: Station, library: Library, workshop: int) -> None:
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    counted(station)
    station.type("\nA")
    assert "Ich merke, dass es klappt" in station.texts


def test_under_a_works_agreement_the_shape_is_the_end(station: Station, library: Library, workshop: int) -> None:
    change_agreement(library, workshop, holds=True)
    station.begin("alek")
    station.type("12\n" + "12\n" * 5)
    assert "Done" in station.find("network-next").text()
    station.type("\n")
    assert station.sees("station-thanks")


def test_nobody_in_the_queue_waits_for_it_where_it_comes_later(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    change_analysis(library, network_step, replace(get_analysis(library, network_step), action_later=True))
    counted(station)
    assert "Done" in station.find("network-next").text()
    station.type("\n")
    assert station.sees("station-thanks")
    # In the step for actions they type their name once more.
    station.type(" ")
    allow_once(library, people_of(library, workshop)[0].id)
    station.take_name("alek")
    assert station.sees("network-shape") and "One thing to do" in station.find("network-next").text()
    station.type("\n")
    assert station.sees("network-action")
    station.type("Ask the setter\n\n\n\n")
    assert station.sees("station-thanks")
    assert written(library, workshop, network_step) == OwnAction("Ask the setter")
