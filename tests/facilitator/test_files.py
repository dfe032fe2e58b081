"""Names of files as Windows, macOS and Linux take them; names that one of them takes for one are one."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.files import free_path, same_file, usable_name

NAMES = {
    'Ana / Sales: "North"': "Ana Sales North",
    "Sean \\ Roe <Ops>": "Sean Roe Ops",
    "CON": "_CON",
    "con.txt": "_con.txt",
    "Aux .pdf": "_Aux .pdf",
    "LPT1": "_LPT1",
    "COM¹": "_COM¹",
    "Conrad": "Conrad",
    "Nul Null": "Nul Null",
    "Anna. . .": "Anna",
    " Anna ": "Anna",
    "..": "",
    ".hidden": "hidden",
    "a\tb\nc\0d\x7fe": "a b c d e",
    "Anna\u200b\u202eBerg": "Anna Berg",
    "e\u0301": "é",
    "می\u200cخواهم": "می\u200cخواهم",
    "a|b?c*d": "a b c d",
}


@pytest.mark.parametrize(("name", "usable"), NAMES.items())
def test_what_a_file_system_takes(name: str, usable: str) -> None:
    assert usable_name(name) == usable


@given(st.text(max_size=300))
def test_of_any_text(name: str) -> None:
    made = usable_name(name)
    assert len(made.encode()) <= 200 and len(made) <= 80
    assert not set(made) & set('<>:"/\\|?*\0\r\n\t') and made == made.strip(". ")
    assert usable_name(made) == made
    assert made == unicodedata.normalize("NFC", made)


@pytest.mark.parametrize("letter", ["é", "👩\u200d👩\u200d👧", "क्\u200dष", "한", "a\u0301\u0302\u0303"])
def test_a_long_name_is_cut_between_letters(tmp_path: Path, letter: str) -> None:
    for before in range(8):
        name = usable_name("x" * before + letter * 60)
        rest = name.removeprefix("x" * before)
        whole = unicodedata.normalize("NFC", letter)
        assert rest == whole * (len(rest) // len(whole)) != ""
        path = free_path(tmp_path, name)
        path.write_text("it can be written")


def test_names_that_some_systems_take_for_one_stay_apart(tmp_path: Path) -> None:
    names = ["Anna Berg", "ANNA BERG", "Anna/Berg", "Zoe\u0308", "Zo\u00eb", "ZOË", "straße", "STRASSE"]
    made = []
    for name in names:
        path = free_path(tmp_path, name)
        path.write_text(name)
        made.append(path)
    assert len({same_file(path.name) for path in made}) == len(names)
    assert [path.read_text() for path in made] == names
    assert made[2].name == "Anna Berg (3).pdf"
