"""Indicators and their readings: made, entered, changed, taken back, and as the language writes numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.actions.actions import Wording, actions_of, add_action, change_action, remove_action
from facilitator.actions.findings import counted, findings, with_unit
from facilitator.actions.indicators import (
    About,
    Reading,
    add_indicator,
    change_indicator,
    days_on,
    indicators_of,
    put_reading,
    remove_indicator,
)
from facilitator.actions.ready_made import ready_made
from facilitator.errors import Invalid, NotFound
from facilitator.i18n import number, number_in, speaking
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.workshops import describe_workshop, new_workshop

DAY = date(2026, 3, 4)


def test_one_indicator_serves_several_actions_and_each_step_is_taken_back(library: Library, workshop: int) -> None:
    heard = []
    library.changed.connect(heard.append)
    made = add_action(library, workshop, Wording("Ten minutes of handover"), seen_by=About(" Calls a\nweek ", "calls"))
    assert [(each.topic, each.workshop_id) for each in heard] == [(Topic.ACTIONS, workshop)]
    (calls,) = indicators_of(library, workshop)
    assert calls.about == About("Calls a week", "calls") and calls.actions == (made.value,)
    # The same words mean the same indicator, whatever unit somebody writes beside them.
    again = add_action(library, workshop, Wording("A shared list"), seen_by=About("calls  A week", "phone calls")).value
    (calls,) = indicators_of(library, workshop)
    assert calls.actions == (made.value, again)
    assert [each.indicator for each in actions_of(library, workshop)] == ["Calls a week"] * 2
    put_reading(library, calls.id, DAY, 12.5, note="Two\non holiday")
    put_reading(library, calls.id, DAY, 13.0)
    assert indicators_of(library, workshop)[0].readings == (Reading(DAY, 13.0, "Two on holiday"),)
    # An action that says nothing of it stays linked; one that says none is not.
    change_action(library, again, Wording("A shared list", status="kept"))
    assert actions_of(library, workshop)[1].indicator_id == calls.id
    parted = change_action(library, again, Wording("A shared list"), None)
    assert actions_of(library, workshop)[1].indicator_id is None
    parted.undo()
    gone = remove_indicator(library, calls.id)
    assert [each.indicator_id for each in actions_of(library, workshop)] == [None, None]
    gone.undo()
    (back,) = indicators_of(library, workshop)
    assert back.readings == (Reading(DAY, 13.0, "Two on holiday"),) and back.actions == (made.value, again)
    remove_action(library, again)
    assert indicators_of(library, workshop)[0].actions == (made.value,)
    emptied = put_reading(library, calls.id, DAY, None)
    assert indicators_of(library, workshop)[0].readings == ()
    emptied.undo()
    assert indicators_of(library, workshop)[0].readings == (Reading(DAY, 13.0, "Two on holiday"),)
    put_reading(library, calls.id, DAY, None)
    describe_workshop(library, workshop, held_on=DAY)
    assert [counted(each) for each in findings(library, workshop)] == ["0 readings"]


def test_what_an_indicator_and_a_reading_can_not_be(library: Library, workshop: int) -> None:
    scrap = add_indicator(library, workshop, About("Scrap")).value
    other = add_indicator(library, workshop, About("Rework")).value
    elsewhere = add_indicator(library, new_workshop(library, "Other").value, About("Scrap")).value
    with pytest.raises(Invalid, match="counted or measured"):
        add_indicator(library, workshop, About(" "))
    with pytest.raises(Invalid, match="already"):
        add_indicator(library, workshop, About("SCRAP", "kg"))
    with pytest.raises(Invalid, match="already"):
        change_indicator(library, other, About("scrap"))
    with pytest.raises(Invalid, match="numbers"):
        change_indicator(library, other, About("Rework", target=float("nan")))
    with pytest.raises(Invalid, match="still to come"):
        put_reading(library, scrap, date.today() + timedelta(days=1), 1.0)
    with pytest.raises(Invalid, match="year"):
        put_reading(library, scrap, date(206, 3, 4), 1.0)
    with pytest.raises(Invalid, match="number"):
        put_reading(library, scrap, DAY, float("inf"))
    with pytest.raises(NotFound, match="another workshop"):
        add_action(library, workshop, Wording("x"), seen_by=elsewhere)
    assert actions_of(library, workshop) == []
    with pytest.raises(NotFound):
        put_reading(library, 99, DAY, 1.0)
    change_indicator(library, scrap, About("Scrap", "kg", "down", 12.5, 9.0, "The list", DAY, "day", True))
    assert indicators_of(library, workshop)[0].about.weekly


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), st.sampled_from(["en", "de"]))
def test_a_number_is_read_as_it_is_written(value: float, language: str) -> None:
    with speaking(language):
        assert number_in(number(value)) == pytest.approx(value)


def test_decimal_signs_and_units_are_those_of_the_language() -> None:
    written = ("12.5", "12,5", "1,234", "−3", "1 234", "12 30", "12 x", "", "1.2.3")
    assert [number_in(each) for each in written] == [12.5, 12.5, 1234.0, -3.0, 1234.0, None, None, None, None]
    with speaking("de"):
        assert [number_in(each) for each in ("12,5", "12.5", "1.234", "1,234")] == [12.5, 12.5, 1234.0, 1.234]
        assert with_unit(12.5, "pieces") == "12,5 Stück"
        assert {each.unit for each in ready_made()} >= {"Stück", "Minuten"}
    assert with_unit(12.5, "pieces") == "12.5 pieces"
    assert len(ready_made()) >= 12 and all(each.source for each in ready_made())


def test_days_follow_each_other() -> None:
    assert days_on("month", date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert days_on("month", date(2026, 3, 4), -3) == date(2025, 12, 4)
    assert days_on("week", date(2026, 2, 25), 1) == DAY and days_on("day", DAY, -4) == date(2026, 2, 28)
