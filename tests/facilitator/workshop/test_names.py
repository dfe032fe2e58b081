"""Whom a written name may mean."""

import pytest

from facilitator.workshop.names import Ground, Names, beside_names, same_but_for_spelling

ROOM = {
    1: "Aleksandra Wiśniewska-Kowalczyk",
    2: "Robert Miller",
    3: "Nguyễn Thị Minh Khai",
    4: "Anna Berg",
    5: "Anna Bergman",
    6: "Юлия Соколова",
    7: "Jürgen Groß",
    8: "Thomas van den Berg",
}


@pytest.mark.parametrize(
    ("written", "who", "ground"),
    [
        ("robert  MILLER", 2, Ground.SAME),
        ("Miller, Robert", 2, Ground.SPELLING),
        ("Aleksandra Wisniewska Kowalczyk", 1, Ground.SPELLING),
        ("Jurgen Gross", 7, Ground.SPELLING),
        ("Nguyen Thi Minh Khai", 3, Ground.SPELLING),
        ("Bob Miller", 2, Ground.SHORT_FORM),
        ("Юля Соколова", 6, Ground.SHORT_FORM),
        ("Ola Kowalczyk", 1, Ground.SHORT_FORM),
        ("Robert", 2, Ground.PARTS),
        ("Robert M.", 2, Ground.PARTS),
        ("R. Miller", 2, Ground.PARTS),
        ("Bob", 2, Ground.PARTS),
        ("Tom v. d. Berg", 8, Ground.SHORT_FORM),
        ("Robret Miler", 2, Ground.SIMILAR),
        ("R.M.", 2, Ground.INITIALS),
        ("RM", 2, Ground.INITIALS),
    ],
)
def test_ways_to_write_a_name(written: str, who: int, ground: Ground) -> None:
    first = Names(ROOM).like(written)[0]
    assert (first.key, first.ground) == (who, ground)


@pytest.mark.parametrize("written", ["", "7", "12", "?", "Zoë Quist", "X"])
def test_nobody_is_meant(written: str) -> None:
    assert Names(ROOM).like(written) == []


def test_all_who_may_be_meant_are_proposed_the_likeliest_first() -> None:
    found = Names(ROOM).like("Anna Berg")
    assert [each.key for each in found] == [4, 5]
    assert found[0].certainty == 1 > found[1].certainty
    assert {each.key for each in Names(ROOM).like("Anna")} == {4, 5}


def test_only_the_very_name_is_certain() -> None:
    for written in ("Miller, Robert", "Bob Miller", "Robret Miler"):
        assert all(each.certainty < 1 for each in Names(ROOM).like(written))


def test_nobody_in_the_room() -> None:
    assert Names({}).like("Anna") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg", "ANNA  berg"),
        ("Berg, Anna", "Anna Berg"),
        ("Prof. Dr. Anna Berg", "Anna Berg"),
        ("Ben Roy", "Benjamin Roy"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Jurgen Muller", "Jürgen Müller"),
        ("Erin O’Neil", "Erin O'Neil"),
        ("Erin O’Neil", "ERIN ONEIL"),
    ],
)
def test_names_that_differ_in_their_spelling_alone(one: str, other: str) -> None:
    assert same_but_for_spelling(one, other)
    assert same_but_for_spelling(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Kowalska", "New Person"),
        ("Anna Berg", "Anna Dahl"),
        ("Andrea Berg", "Andreas Berg"),
        ("Alexander Weber", "Alexandra Weber"),
        ("Herr Berg", "Frau Berg"),
        ("Anna", "Anna Berg"),
        ("A. Berg", "Axel Berg"),
        ("李伟", "李娜"),
        ("Anna Berg", ""),
        ("Anna Anna Berg", "Anna Berg"),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not same_but_for_spelling(one, other)
    assert not same_but_for_spelling(other, one)


def test_titles_that_are_never_names_are_titles() -> None:
    kinds = beside_names()
    assert kinds["never_names"] <= kinds["titles"] | kinds["honorifics"] | kinds["suffixes"]
