"""What can be done with a workshop as a whole."""

from datetime import date, timedelta

import pytest

from facilitator.clock import now
from facilitator.errors import Invalid, NotFound
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.tables import Workshop
from facilitator.workshop.workshops import (
    KEPT_AFTER_DELETION,
    copy_people,
    delete_workshop,
    describe_workshop,
    empty_bin,
    erase_workshops,
    get_workshop,
    list_workshops,
    new_workshop,
    rename_workshop,
    restore_workshop,
)

ON_A_SERVER_TOO = ()


def titles(library: Library, search: str = "", *, deleted: bool = False) -> list[str]:
    return [card.title for card in list_workshops(library, search, deleted=deleted)]


def test_the_newest_is_first_and_undated_ones_before_all(library: Library) -> None:
    for title, day in (("old", date(2020, 1, 1)), ("undated", None), ("new", date(2025, 5, 5)), ("undated 2", None)):
        new_workshop(library, title, held_on=day)
    assert titles(library) == ["undated 2", "undated", "new", "old"]


def test_search_folds_the_case_of_any_script(library: Library) -> None:
    new_workshop(library, "Ομάδα Ένα", client="Straße AG")
    new_workshop(library, "Team two", place="Łódź")
    assert titles(library, "ομάδα") == titles(library, "STRASSE ένα") == ["Ομάδα Ένα"]
    assert titles(library, "łódź TEAM") == ["Team two"]
    assert titles(library, "team three") == []
    assert titles(library, "  ") == ["Team two", "Ομάδα Ένα"]


def test_a_card_counts_its_own_people(library: Library) -> None:
    first, second = new_workshop(library, "First").value, new_workshop(library, "Second").value
    add_people(library, first, [Person("A"), Person("B")])
    add_people(library, second, [Person("C")])
    assert {card.title: card.people for card in list_workshops(library)} == {"First": 2, "Second": 1}


def test_texts_become_one_line(library: Library) -> None:
    made = new_workshop(library, "  Learning \n at\twork\x07 ", client=" A\xa0B ", place="\n").value
    found = get_workshop(library, made)
    assert (found.title, found.client, found.place) == ("Learning at work", "A B", "")


@pytest.mark.parametrize("title", ["", " \n ", "\0"])
def test_a_workshop_needs_a_title(library: Library, title: str) -> None:
    kept = new_workshop(library, "Kept").value
    with pytest.raises(Invalid, match="needs a title"):
        rename_workshop(library, kept, title)
    if title != "\0":
        with pytest.raises(Invalid, match="needs a title"):
            new_workshop(library, title)
    assert titles(library) == ["Kept"]


def test_describing_leaves_what_is_not_given(library: Library) -> None:
    made = new_workshop(library, "T", client="C", facilitator="F", place="P", held_on=date(2025, 1, 2)).value
    describe_workshop(library, made, place="Q")
    found = get_workshop(library, made)
    assert (found.title, found.client, found.facilitator, found.place) == ("T", "C", "F", "Q")
    assert found.held_on == date(2025, 1, 2)
    describe_workshop(library, made, clear_date=True)
    assert get_workshop(library, made).held_on is None


def test_the_bin_and_back(library: Library) -> None:
    made = new_workshop(library, "T").value
    heard: list[Change] = []
    library.changed.connect(heard.append)
    done = delete_workshop(library, made)
    assert (titles(library), titles(library, deleted=True)) == ([], ["T"])
    restore_workshop(library, made)
    assert (titles(library), titles(library, deleted=True)) == (["T"], [])
    delete_workshop(library, made)
    done.undo()
    assert titles(library) == ["T"]
    assert heard == [Change(Topic.WORKSHOPS, made)] * 4


def test_the_bin_is_emptied_of_what_lay_long_enough(library: Library) -> None:
    ages = {"Old": KEPT_AFTER_DELETION + timedelta(minutes=1), "Young": KEPT_AFTER_DELETION - timedelta(minutes=1)}
    for title, age in ages.items():
        with library.change("put in the bin") as change:
            change.session.add(Workshop(title=title, deleted_at=now() - age))
    new_workshop(library, "Here")
    assert empty_bin(library) == 1
    assert (titles(library), titles(library, deleted=True)) == (["Here"], ["Young"])
    assert empty_bin(library) == 0


def test_what_is_not_there(library: Library) -> None:
    for act in (
        lambda: get_workshop(library, 9),
        lambda: rename_workshop(library, 9, "X"),
        lambda: delete_workshop(library, 9),
        lambda: restore_workshop(library, 9),
        lambda: erase_workshops(library, [9]),
    ):
        with pytest.raises(NotFound, match="no workshop 9"):
            act()


def test_people_are_copied_in_order_and_apart(library: Library) -> None:
    source, target = new_workshop(library, "S").value, new_workshop(library, "T").value
    add_people(library, source, [Person("B", team="x"), Person("A")])
    copy_people(library, source, target)
    assert {card.title: card.people for card in list_workshops(library)} == {"S": 2, "T": 2}
