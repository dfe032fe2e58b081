"""The two digits that open one's own answers again."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop import own_code

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_digits_open_their_own_answers_only(library: Library) -> None:
    own_code.choose_code(library, 1, "42")
    own_code.check_code(library, 1, "42")
    with pytest.raises(Invalid):
        own_code.check_code(library, 1, "24")
    with pytest.raises(Invalid):
        own_code.check_code(library, 2, "42")
    assert not own_code.can_try_code(library, 2)


@pytest.mark.parametrize("bad", ["", "1", "123", "a1", "٤٢"])
def test_exactly_two_digits(library: Library, bad: str) -> None:
    with pytest.raises(Invalid):
        own_code.choose_code(library, 1, bad)
    assert not own_code.can_try_code(library, 1)


def test_three_wrong_tries_need_the_facilitator(library: Library) -> None:
    own_code.choose_code(library, 1, "42")
    for _ in range(3):
        with pytest.raises(Invalid):
            own_code.check_code(library, 1, "00")
    assert not own_code.can_try_code(library, 1)
    with pytest.raises(Invalid):
        own_code.check_code(library, 1, "42")
    own_code.forgive(library, 1)
    own_code.check_code(library, 1, "42")


def test_a_right_try_gives_all_tries_back(library: Library) -> None:
    own_code.choose_code(library, 1, "42")
    for _ in range(4):
        with pytest.raises(Invalid):
            own_code.check_code(library, 1, "00")
        own_code.check_code(library, 1, "42")


def test_a_permission_works_once_and_not_for_long(library: Library) -> None:
    assert not own_code.use_permission(library, 1)
    own_code.allow_once(library, 1, at=START)
    assert own_code.use_permission(library, 1, at=START + timedelta(minutes=4))
    assert not own_code.use_permission(library, 1, at=START + timedelta(minutes=4))
    own_code.allow_once(library, 1, at=START)
    assert not own_code.use_permission(library, 1, at=START + timedelta(minutes=6))


def test_a_permission_keeps_the_digits(library: Library) -> None:
    own_code.choose_code(library, 1, "42")
    own_code.allow_once(library, 1)
    assert own_code.use_permission(library, 1)
    own_code.check_code(library, 1, "42")
