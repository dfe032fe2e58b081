"""The PIN: right, wrong, and wrong too often."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.errors import Invalid
from facilitator.storage.library import Library, open_library
from facilitator.workshop import pin
from facilitator.workshop.preferences import Preference

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def wrong(library: Library, at: datetime) -> int:
    with pytest.raises(pin.PinRefused) as refused:
        pin.check_pin(library, "0000", at=at)
    return refused.value.wait


def test_right_pin_opens_and_wrong_does_not(library: Library) -> None:
    assert not pin.has_pin(library)
    pin.set_pin(library, "2468")
    assert pin.has_pin(library)
    pin.check_pin(library, "2468")
    assert wrong(library, START) == 0
    assert pin.seconds_to_wait(library, at=START) == 0


def test_without_a_pin_nothing_opens(library: Library) -> None:
    with pytest.raises(Invalid):
        pin.check_pin(library, "")


@pytest.mark.parametrize("bad", ["", "123", "12a4", "1234567890123", "١٢٣٤", "12 34"])
def test_a_pin_is_digits(library: Library, bad: str) -> None:
    with pytest.raises(Invalid):
        pin.set_pin(library, bad)
    assert not pin.has_pin(library)


def test_after_five_wrong_tries_one_waits_longer_each_time(library: Library) -> None:
    pin.set_pin(library, "2468")
    assert [wrong(library, START) for _ in range(5)] == [0, 0, 0, 0, 30]
    with pytest.raises(pin.PinRefused):
        pin.check_pin(library, "2468", at=START + timedelta(seconds=29))
    moment = START + timedelta(seconds=31)
    assert wrong(library, moment) == 60
    moment += timedelta(seconds=61)
    assert wrong(library, moment) == 120
    for _ in range(12):
        moment += timedelta(hours=1)
        wait = wrong(library, moment)
    assert wait == 15 * 60
    pin.check_pin(library, "2468", at=moment + timedelta(hours=1))
    assert wrong(library, moment) == 0


def test_a_clock_turned_back_does_not_lengthen_the_wait(library: Library) -> None:
    pin.set_pin(library, "2468")
    for _ in range(5):
        wrong(library, START)
    assert pin.seconds_to_wait(library, at=START - timedelta(days=300)) == 30


def test_tries_are_remembered_over_a_restart(tmp_path: Path) -> None:
    first = open_library(tmp_path / "library.sqlite")
    pin.set_pin(first, "2468")
    for _ in range(5):
        wrong(first, START)
    first.close()
    again = open_library(tmp_path / "library.sqlite")
    assert pin.seconds_to_wait(again, at=START) == 30
    again.close()


def test_the_pin_is_not_in_the_file(tmp_path: Path) -> None:
    opened = open_library(tmp_path / "library.sqlite")
    pin.set_pin(opened, "918273645546")
    stored = Preference("facilitator_pin", dict, {}).get(opened)
    opened.close()
    assert "918273645546" not in str(stored)
    assert b"918273645546" not in (tmp_path / "library.sqlite").read_bytes()


def test_a_forgotten_pin_is_cleared(library: Library) -> None:
    pin.set_pin(library, "2468")
    for _ in range(5):
        wrong(library, START)
    pin.clear_pin(library)
    assert not pin.has_pin(library)
    pin.set_pin(library, "1357")
    pin.check_pin(library, "1357")
