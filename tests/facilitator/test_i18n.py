"""Sentences with their values, in the language there is a catalogue for and in English else."""

from datetime import date

import pytest

from facilitator.i18n import (
    day_pattern,
    decimal,
    half,
    long_day,
    percent,
    said_everywhere,
    short_day,
    speaking,
    tr,
    tr_as,
    tr_content,
    trn,
)


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


def test_no_text_is_no_text_in_every_language() -> None:
    with speaking("de"):
        assert tr("") == ""


def test_an_unknown_language_falls_back_to_english() -> None:
    with speaking("xx-YY"):
        assert tr("Personal network") == "Personal network"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("4 Mar 2026", "4 March 2026", "12%", "−0.50", "+1234.5", "12.5", "12")),
        ("de", ("04.03.2026", "4. März 2026", "12\xa0%", "−0,50", "+1234,5", "12,5", "12")),
        ("xx", ("4 Mar 2026", "4 March 2026", "12%", "−0.50", "+1234.5", "12.5", "12")),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(language: str, said: tuple[str, ...]) -> None:
    with speaking(language):
        found = (
            *(short_day(date(2026, 3, 4)), long_day(date(2026, 3, 4)), percent(0.123)),
            *(decimal(-0.5, 2, signed=True), decimal(1234.5, 1, signed=True), half(12.5), half(12.0)),
        )
    assert found == said


def test_a_language_is_spoken_within_its_block_alone() -> None:
    with speaking("de"):
        assert tr("Contents") == "Inhalt"
        with speaking("en"):
            assert tr("Contents") == "Contents"
        with speaking(""):
            assert tr("Contents") == "Inhalt"
    assert (tr("Contents"), tr_content("factor:group", "My team")) == ("Contents", "My team")


def test_a_word_of_two_senses_is_said_by_its_sense() -> None:
    """What a button does, what became of a card: English has one word, German two."""
    assert (tr("Done"), tr_as("what became of a card", "Done")) == ("Done", "Done")
    assert tr_as("no such sense", "{count} left", count=3) == "3 left"
    with speaking("de"):
        assert (tr("Done"), tr_as("what became of a card", "Done")) == ("Fertig", "Gemacht")
        assert (tr("Next"), tr_as("column", "Next")) == ("Weiter", "Nächste")
        assert (tr("Facilitator"), tr_as("program", "Facilitator")) == ("Moderation", "Facilitator")
        # A column that a paper heads so is known in every language, and no mark of a catalogue is in it.
        assert said_everywhere("Veränderung") == ("Veränderung", "Change")
    assert said_everywhere("Change") == ("Change", "Ändern")


def test_a_field_has_dates_typed_as_the_language_writes_them() -> None:
    assert day_pattern() == "d MMM yyyy"
    with speaking("de"):
        assert day_pattern() == "dd.MM.yyyy"
