"""Sentences with their values, in the language there is a catalogue for and in English else."""

from collections.abc import Iterator

import pytest

from facilitator.i18n import set_language, tr, trn


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    set_language("en")


def test_values_fill_their_fields() -> None:
    assert tr("Saved {count} contacts", count=3) == "Saved 3 contacts"
    assert tr("“{title}” is on {day}", title="{x}", day=None) == "“{x}” is on None"


def test_a_sentence_without_values_is_left_as_it_is() -> None:
    assert tr("100 % {sure}") == "100 % {sure}"


def test_a_value_may_be_called_as_the_parameter_is() -> None:
    assert tr("{text}", text="x") == "x"
    assert trn("{singular}", "{plural}", 1, singular="s", plural="p") == "s"


@pytest.mark.parametrize(("count", "said"), [(0, "0 people in Łódź"), (1, "1 person in Łódź"), (2, "2 people in Łódź")])
def test_the_form_fits_the_count(count: int, said: str) -> None:
    assert trn("{count} person in {place}", "{count} people in {place}", count, place="Łódź") == said


def test_an_unknown_language_falls_back_to_english() -> None:
    set_language("xx-YY")
    assert tr("Personal network") == "Personal network"
