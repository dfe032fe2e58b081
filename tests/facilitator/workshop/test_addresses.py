"""One rule of what an address is, for what is imported, typed and sent to; and signs that nobody sees."""

import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.sharing.tables import read_table
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import address_in, ascii_address, is_address, mailbox_of, typed_address
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.roster_import import plan_roster
from facilitator.workshop.workshops import new_workshop

ADDRESSES = {
    "anna@example.org": "anna@example.org",
    " anna@example.org ": "anna@example.org",
    "anna@straße.de": "anna@xn--strae-oqa.de",
    "anna@faß.example": "anna@xn--fa-hia.example",
    "anna@münchen.example": "anna@xn--mnchen-3ya.example",
    "anna@mu\u0308nchen.example": "anna@xn--mnchen-3ya.example",
    "anna@βόλος.example": "anna@xn--nxasmm1c.example",
    "anna@例え.example": "anna@xn--r8jz45g.example",
    "o'brien+list@sub.example.co.uk": "o'brien+list@sub.example.co.uk",
    "anna@firm.local": "anna@firm.local",
    "berg@berg.example": "berg@berg.example",
    "na@example.org": "na@example.org",
    "null@example.org": "null@example.org",
}
NONE = [
    "", "anna", "@", "anna@", "@example.org", "a@@example.org", "a@b@example.org", "a b@example.org", "a@exa mple.org",
    "a@example..org", ".a@example.org", "a.@example.org", "a@-example.org", "a@example.org.", "a@localhost", "a@b",
    "a@[127.0.0.1]", "a@127.0.0.1", "a@example.invalid", "jürgen@example.org", '"a b"@example.org', "a,b@example.org",
    "Anna <a@example.org>", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", f"{'a' * 65}@x.org",
    f"a@{'b' * 64}.org", "a@☃.net", "a\0@example.org", "x@x", "x@x.x", "xxx@xxx.xx", "unknown@example.org",
    "none@example.org", "no-email@example.org", "unbekannt@firma.de", "n/a", "-", "none", "keine",
]  # fmt: skip


def read(folder: Path, text: str) -> Table:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


@pytest.mark.parametrize(("text", "made"), ADDRESSES.items())
def test_what_is_an_address_and_how_servers_take_it(text: str, made: str) -> None:
    assert is_address(text)
    assert ascii_address(text) == made
    assert address_in(text).address == one_line(text)
    assert address_in(text).remark == ""


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(text: str) -> None:
    assert not is_address(text)
    assert mailbox_of(text) == ""
    with pytest.raises(Invalid, match="not an e-mail address"):
        ascii_address(text)


def test_no_name_server_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something was asked of the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert is_address("somebody@a-domain-nobody-asked-for.example")
    assert "dns" not in sys.modules


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mailto:ben@example.org", "ben@example.org"),
        ("MAILTO:ben@example.org?subject=Hello", "ben@example.org"),
        ("<cem@example.org>", "cem@example.org"),
        ("dora@example.org.", "dora@example.org"),
        ("dora@example.org;", "dora@example.org"),
        ("“dora@example.org”", "dora@example.org"),
        ('"Fox, Dora" <dora@example.org>', "dora@example.org"),
        ("\u200bdora\u200b@exa\u00admple.org\ufeff", "dora@example.org"),
    ],
)
def test_what_often_stands_around_an_address_goes(text: str, address: str) -> None:
    assert address_in(text) == address_in(address)
    assert typed_address(text) == address


def test_several_addresses_in_one_cell_and_none(library: Library) -> None:
    found = address_in("anna@example.org; anna.berg@home.example")
    assert found.address == "anna@example.org"
    assert "the first address is taken, anna@example.org" in found.remark
    for text in ("n/a", "-", "None", "k. A.", "unknown", "#N/A"):
        assert address_in(text).address == ""
        assert f"“{text}” stands for no address" in address_in(text).remark
    for text in ("anna@@example.org", "x@x", "unknown@example.org"):
        assert address_in(text).address == ""
        assert f"“{text}” is not an e-mail address" in address_in(text).remark
        with pytest.raises(Invalid, match="not an e-mail address"):
            typed_address(text)
    with pytest.raises(Invalid, match="not an e-mail address"):
        typed_address("anna@example.org; anna.berg@home.example")


@given(st.text(max_size=60))
def test_any_text_is_an_address_that_servers_take_or_none(text: str) -> None:
    found = address_in(text)
    if found.address:
        made = ascii_address(found.address)
        assert made.isascii() and made.count("@") == 1 and not set(made) & set(" \r\n\t<>,;\0")
        assert address_in(found.address).address == found.address
    elif one_line(text):
        assert found.remark


@given(st.text(max_size=40))
def test_one_line_settles_and_hides_nothing(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert line == "" or any(sign.isprintable() or sign in "\u200c\u200d" or ord(sign) > 255 for sign in line)


def test_signs_that_nobody_sees_make_no_twins(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "W").value
    twins = [
        "Anna Berg",
        "Anna Berg\u200b",
        "\ufeffAnna Berg",
        "Anna\u00ad Berg",
        "\u202aAnna Berg\u202c",
        "Anna Berg\u200d",
    ]
    assert {one_line(name) for name in twins} == {"Anna Berg"}
    rows = "\n".join(f"{name},,Sales" for name in twins)
    plan_roster(library, workshop, read(tmp_path, f"Name,E-mail,Team\n{rows}")).apply()
    assert [person.name for person in people_of(library, workshop)] == ["Anna Berg"]
    (added,) = add_people(library, workshop, [Person("Ben\u200b Dahl", "ben\u200b@example.org", "Ops\ufeff")]).value
    update_person(library, added, Person("\u2060Ben Dahl", "\ufeffben@example.org", "Ops"))
    ben = people_of(library, workshop)[1]
    assert (ben.name, ben.email, ben.team) == ("Ben Dahl", "ben@example.org", "Ops")


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "👩\u200d🔬", "Auf\u200clage"])
def test_joiners_inside_words_stay(word: str) -> None:
    assert one_line(f"\u200d{word}\u200c") == word
    assert caseless(word) == caseless(word.replace("\u200c", "").replace("\u200d", ""))


def test_the_form_takes_what_is_meant_and_refuses_the_rest(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    (anna,) = add_people(library, workshop, [Person("Anna", "mailto:anna@example.org")]).value
    assert people_of(library, workshop)[0].email == "anna@example.org"
    for text in ("n/a", "x@x", "jürgen@example.org"):
        with pytest.raises(Invalid, match="not an e-mail address"):
            update_person(library, anna, Person("Anna", text))
    assert people_of(library, workshop)[0].email == "anna@example.org"


def test_one_placeholder_stops_nobody_at_import(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "W").value
    text = (
        "Name,E-mail\nAnna Berg,anna@example.org; anna.berg@home.example\nBen Dahl,mailto:ben@example.org\n"
        "Cem Ek,<cem@example.org>\nDora Fox,dora@example.org.\nEva,n/a\nFay,-\nGus,unknown@example.org\nHal,h@@h.org\n"
    )
    plan = plan_roster(library, workshop, read(tmp_path, text))
    assert plan.errors == ()
    assert [problem.row for problem in plan.problems] == [2, 6, 7, 8, 9]
    assert {problem.column for problem in plan.problems} == {"E-mail"}
    plan.apply()
    assert [person.email for person in people_of(library, workshop)] == [
        "anna@example.org", "ben@example.org", "cem@example.org", "dora@example.org", "", "", "", "",
    ]  # fmt: skip


def test_a_whole_workshop_comes_back_with_what_an_older_library_took_for_an_address(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    add_people(library, workshop, [Person("Anna", "n/a"), Person("Ben", "ben@example.org")], any_address=True)
    again = new_workshop(library, "Again").value
    plan_workshop(library, again, read_workshop("w.json", to_json(library, workshop))).apply()
    assert [(person.name, person.email) for person in people_of(library, again)] == [
        ("Anna", "n/a"), ("Ben", "ben@example.org"),
    ]  # fmt: skip
