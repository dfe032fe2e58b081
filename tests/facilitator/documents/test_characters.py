import unicodedata

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from facilitator.documents import bidi
from facilitator.documents.characters import JOINERS, clusters, readable


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


JOINED = dict.fromkeys(map(ord, JOINERS))


@given(st.text())
def test_printing_twice_changes_nothing(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert not any(unicodedata.category(character) in ("Cs", "Cf") for character in once.translate(JOINED))


def test_marks_stay_with_their_letter() -> None:
    assert clusters("q\u0303a") == ["q\u0303", "a"]


@pytest.mark.parametrize("text", ["ب\u200cب", "علی\u200cرضا", "क्\u200dष"])
def test_joiners_stay_where_letters_change_beside_them(text: str) -> None:
    assert readable(text) == text
    assert "".join(clusters(text)) == text


def shown(text: str) -> str:
    """Its characters from left to right; which of two brackets is drawn is the matter of shaping."""
    return "".join(bidi.visual(text, bidi.levels(text)))


# Capitals stand for Hebrew letters, as in the examples of the Unicode Bidirectional Algorithm.
HEBREW = {chr(ord("A") + place): chr(0x05D0 + place) for place in range(26)}


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("DAVID 12, 1.5", "1.5 ,12 DIVAD"),
        ("abc", "abc"),
        ("name AB", "name BA"),
        ("AB (CD) E", "E )DC( BA"),
        ("anna (AB) 12", "anna (BA) 12"),
        ("AB-CD (sara) 12", "12 )sara( DC-BA"),
        ("one AB\nCD 1", "one BA\n1 DC"),
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
    assert sorted(shown(text)) == sorted(text)


@given(st.text(st.sampled_from("ab אב محمد 12,.-%()[]/+\n")))
def test_the_order_is_that_of_the_bidirectional_algorithm(text: str) -> None:
    for line in text.split("\n"):
        assert shown(line) == get_display(line)
