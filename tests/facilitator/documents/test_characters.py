import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.documents import bidi
from facilitator.documents.characters import clusters, readable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Zoe\u0308", "Zoë"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\u200b\u200db\ufeff", "ab"),
        ("one\r\ntwo\u2028three\x00", "one\ntwo\nthree"),
        ("tab\there\u3000and", "tab here and"),
        ("non\xa0breaking", "non\xa0breaking"),
        ("\U0001f1e9\U0001f1ea", "DE"),
        ("👩🏽\u200d💻\ufe0f", "👩💻"),
        ("broken \ud800", "broken \ufffd"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_printed_of_what_was_typed(typed: str, printed: str) -> None:
    assert readable(typed) == printed


@given(st.text())
def test_printing_twice_changes_nothing(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert not any(unicodedata.category(character) in ("Cs", "Cf") for character in once)


def test_marks_stay_with_their_letter() -> None:
    assert clusters("q\u0303a") == ["q\u0303", "a"]


def test_arabic_letters_join() -> None:
    joined = readable("محمد")
    assert [unicodedata.name(letter).split()[-2:] for letter in joined] == [
        ["INITIAL", "FORM"],
        ["MEDIAL", "FORM"],
        ["MEDIAL", "FORM"],
        ["FINAL", "FORM"],
    ]
    assert unicodedata.normalize("NFKC", joined) == "محمد"


def test_arabic_letters_that_do_not_join_to_the_left_break_the_word() -> None:
    assert [unicodedata.name(letter).split()[-2] for letter in readable("دار")] == ["ISOLATED", "ISOLATED", "ISOLATED"]


def test_lam_and_alef_become_one() -> None:
    assert readable("لا") == "\ufefb"
    assert readable("سلام")[1] == "\ufefc"


def test_a_non_joiner_keeps_letters_apart() -> None:
    assert readable("ب\u200cب") == "\ufe8f\ufe8f"
    assert readable("بب") == "\ufe91\ufe90"


def shown(text: str) -> str:
    line = list(text)
    return "".join(bidi.visual(line, lambda item: item, lambda _, mirrored: mirrored, bidi.base_level(text)))


# Capitals stand for Hebrew letters, as in the examples of the Unicode Bidirectional Algorithm.
HEBREW = {chr(ord("A") + place): chr(0x05D0 + place) for place in range(26)}


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("DAVID 12, 1.5", "1.5 ,12 DIVAD"),
        ("abc", "abc"),
        ("name AB", "name BA"),
        ("AB (CD) E", "E (DC) BA"),
        ("A 5% B", "B 5% A"),
        ("", ""),
    ],
)
def test_order_of_drawing(logical: str, visual: str) -> None:
    to_hebrew = str.maketrans(HEBREW)
    back = str.maketrans({hebrew: latin for latin, hebrew in HEBREW.items()})
    assert shown(logical.translate(to_hebrew)).translate(back) == visual


@given(st.text())
def test_every_character_is_drawn_once(text: str) -> None:
    mirror = str.maketrans("()[]{}<>«»‹›≤≥", "(([[{{<<««‹‹≤≤")
    assert sorted(shown(text).translate(mirror)) == sorted(text.translate(mirror))
