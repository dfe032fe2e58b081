"""The words for answers: whatever is written is read back, and people may write loosely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor, Missing


def words(*codes: str, not_comparable: str | None = None) -> AnswerWords:
    return AnswerWords(Factor("key", "Label", "Question?", "nominal", codes, not_comparable))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My team", 1),
        ("  my   TEAM ", 1),
        ("2", 2),
        ("2.0", 2),
        ("#2", 2),
        ("3", None),
        ("0", None),
        ("-1", None),
        ("my tea", None),
        ("not comparable", Missing.NOT_COMPARABLE),
        ("No match", Missing.NOT_COMPARABLE),
        ("n/a", Missing.SKIPPED),
        ("NA", Missing.SKIPPED),
        ("–", Missing.SKIPPED),
        ("Prefer not to say", Missing.DECLINED),
    ],
)
def test_what_people_write(text: str, code: int | None) -> None:
    assert words("My team", "Outside", not_comparable="no match").read(text) == code


def test_a_label_goes_before_a_number_or_a_word_that_looks_the_same() -> None:
    odd = words("2", "1", "n/a", "Same", "same")
    assert [odd.read(text) for text in ("2", "1", "n/a", "Same", "same", "SAME", "4")] == [1, 2, 3, 4, 5, None, 4]


LABEL = st.one_of(st.sampled_from(["1", "2", "#1", "#2", "##2", "-", "n/a", "skipped", "A", "a"]), st.text(min_size=1))


@given(st.lists(LABEL, min_size=1, max_size=9), st.none() | LABEL)
def test_whatever_is_written_is_read_back(codes: list[str], not_comparable: str | None) -> None:
    both = words(*codes, not_comparable=not_comparable)
    for code in (*range(1, len(codes) + 1), *Missing):
        assert both.read(both.write(code)) == code
