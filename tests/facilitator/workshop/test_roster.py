"""The people of a workshop."""

import pytest

from facilitator.errors import Invalid, NotFound
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import (
    ROSTER_FIELDS,
    Person,
    add_people,
    get_participant,
    people_of,
    remove_people,
    update_person,
)
from facilitator.workshop.workshops import new_workshop

ON_A_SERVER_TOO = ()


@pytest.fixture
def workshop(library: Library) -> int:
    return new_workshop(library, "W").value


def names(library: Library, workshop: int) -> list[str]:
    return [person.name for person in people_of(library, workshop)]


def test_people_keep_the_order_in_which_they_came(library: Library, workshop: int) -> None:
    first = add_people(library, workshop, [Person("Ζωή"), Person("anna"), Person("Zoë")]).value
    remove_people(library, [first[1]])
    (last,) = add_people(library, workshop, [Person("Nguyễn Thị Minh Khai")]).value
    assert names(library, workshop) == ["Ζωή", "Zoë", "Nguyễn Thị Minh Khai"]
    assert [person.id for person in people_of(library, workshop)] == [first[0], first[2], last]


def test_two_may_have_the_same_name(library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Anna", team="A"), Person("Anna", team="B")])
    assert [person.team for person in people_of(library, workshop)] == ["A", "B"]


def test_texts_become_one_line(library: Library, workshop: int) -> None:
    (added,) = add_people(library, workshop, [Person(" Anna\n K. ", " a@b.org ", "x\ty", "\0", " ")]).value
    found = get_participant(library, added)
    assert tuple(getattr(found, name) for name in ROSTER_FIELDS) == ("Anna K.", "a@b.org", "x y", "", "")


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (Person(" \n"), "needs a name"),
        (Person("A", email="a.example.org"), "“a.example.org” is not an e-mail"),
        (Person("A", email="@b"), "not an e-mail"),
        (Person("A", email="b@"), "not an e-mail"),
    ],
)
def test_one_wrong_person_keeps_all_out(library: Library, workshop: int, person: Person, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        add_people(library, workshop, [Person("Fine"), person])
    assert names(library, workshop) == []
    (kept,) = add_people(library, workshop, [Person("Kept")]).value
    with pytest.raises(Invalid, match=sentence):
        update_person(library, kept, person)
    assert names(library, workshop) == ["Kept"]


def test_an_update_replaces_all(library: Library, workshop: int) -> None:
    (added,) = add_people(library, workshop, [Person("A", "a@b.org", "t", "l", "v")]).value
    heard: list[Change] = []
    library.changed.connect(heard.append)
    done = update_person(library, added, Person("B", team="u"))
    found = get_participant(library, added)
    assert tuple(getattr(found, name) for name in ROSTER_FIELDS) == ("B", "", "u", "", "")
    assert heard == [Change(Topic.ROSTER, workshop, participant_id=added)]
    done.undo()
    assert get_participant(library, added).email == "a@b.org"


def test_removing_several_is_one_change(library: Library, workshop: int) -> None:
    added = add_people(library, workshop, [Person("A"), Person("B"), Person("C")]).value
    heard: list[Change] = []
    library.changed.connect(heard.append)
    done = remove_people(library, [added[0], added[2], added[0]])
    assert names(library, workshop) == ["B"]
    assert heard == [Change(Topic.ROSTER, workshop)]
    done.undo()
    assert names(library, workshop) == ["A", "B", "C"]


def test_who_is_not_there(library: Library, workshop: int) -> None:
    (kept,) = add_people(library, workshop, [Person("Kept")]).value
    for act in (
        lambda: get_participant(library, 99),
        lambda: update_person(library, 99, Person("X")),
        lambda: remove_people(library, [kept, 99]),
    ):
        with pytest.raises(NotFound, match="no longer on the roster"):
            act()
    for act in (lambda: people_of(library, 99), lambda: add_people(library, 99, [Person("X")])):
        with pytest.raises(NotFound, match="no workshop 99"):
            act()
    assert names(library, workshop) == ["Kept"]
