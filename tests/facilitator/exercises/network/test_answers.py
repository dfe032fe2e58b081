"""What a participant can answer, what is refused with a sentence, and that nobody reaches another one's list."""

from collections.abc import Callable

import pytest

from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.setup import STATION_LIMIT
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import add_people, people_of, remove_people

ON_A_SERVER_TOO = ()


@pytest.fixture
def who(library: Library, workshop: int, network_step: int) -> Who:
    return Who(network_step, people_of(library, workshop)[0].id, origin="station")


@pytest.fixture
def other(library: Library, workshop: int, network_step: int) -> Who:
    return Who(network_step, people_of(library, workshop)[1].id)


def view(library: Library, who: Who) -> NetworkView:
    return read_network(library, who.step_id, who.participant_id)


def test_before_the_first_answer_there_is_an_empty_view(library: Library, who: Who) -> None:
    assert view(library, who) == NetworkView(who.participant_id)


def test_by_contact(library: Library, who: Who) -> None:
    answers.accept_notice(library, who)
    answers.choose_entry_mode(library, who, "contact")
    first = answers.add_contact(library, who, "  Ελένη \n P.\0 ").value
    second = answers.add_contact(library, who).value
    answers.rate(library, who, first, "group", 4)
    answers.rate(library, who, first, "group", 2)
    answers.rate(library, who, second, "hierarchy", Missing.NOT_COMPARABLE)
    answers.rate(library, who, second, "group", 1)
    answers.rate(library, who, second, "group", None)
    answers.rate(library, who, second, "proximity", None)
    found = view(library, who)
    assert [(contact.label, dict(contact.ratings)) for contact in found.contacts] == [
        ("Ελένη P.", {"group": 2}),
        ("2", {"hierarchy": -1}),
    ]
    assert (found.entry, found.size, found.accepted_notice, found.finished) == ("contact", 2, True, False)


def test_rename_and_remove(library: Library, who: Who) -> None:
    first, second, third = (answers.add_contact(library, who).value for _ in range(3))
    answers.rename_contact(library, who, third, "New  name")
    answers.remove_contact(library, who, second)
    assert [(contact.id, contact.label) for contact in view(library, who).contacts] == [
        (first, "1"),
        (third, "New name"),
    ]
    fourth = answers.add_contact(library, who).value
    assert [contact.id for contact in view(library, who).contacts] == [first, third, fourth]


def test_by_tally_with_its_checksum(library: Library, who: Who) -> None:
    answers.set_list_length(library, who, 12)
    answers.set_tally(library, who, "group", 1, 7)
    answers.set_tally(library, who, "group", 2, 4)
    found = view(library, who)
    assert (found.entry, found.size, found.counted("group"), found.tally_adds_up("group")) == ("tally", 12, 11, False)
    answers.set_tally(library, who, "group", Missing.SKIPPED, 1)
    assert view(library, who).tally_adds_up("group")
    answers.set_tally(library, who, "group", 2, None)
    answers.set_tally(library, who, "group", 1, 0)
    assert view(library, who).tally == {"group": {1: 0, Missing.SKIPPED: 1}}


def test_answers_of_the_other_way_in_are_kept(library: Library, who: Who) -> None:
    contact = answers.add_contact(library, who).value
    answers.rate(library, who, contact, "group", 3)
    answers.set_list_length(library, who, 10)
    assert (view(library, who).entry, view(library, who).size) == ("tally", 10)
    answers.choose_entry_mode(library, who, "contact")
    assert view(library, who).contacts[0].ratings == {"group": 3}
    assert view(library, who).list_length == 10


def test_finish_reopen_discard(library: Library, who: Who) -> None:
    answers.add_contact(library, who)
    answers.finish(library, who)
    assert view(library, who).finished
    answers.reopen(library, who)
    assert not view(library, who).finished
    before = view(library, who)
    cleared = answers.discard(library, who)
    assert view(library, who) == NetworkView(who.participant_id)
    cleared.undo()
    assert view(library, who) == before
    answers.discard(library, Who(who.step_id, who.participant_id))


def test_the_notice_is_accepted_once(library: Library, who: Who) -> None:
    answers.accept_notice(library, who)
    heard: list[Change] = []
    again = answers.accept_notice(library, who)
    library.changed.connect(heard.append)
    again.undo()
    assert view(library, who).accepted_notice


def test_every_answer_is_announced_once_with_its_origin(library: Library, workshop: int, who: Who) -> None:
    heard: list[Change] = []
    library.changed.connect(heard.append)
    told = Change(Topic.ANSWERS, workshop, who.step_id, who.participant_id, "station")
    contact = answers.add_contact(library, who).value
    for act in (
        lambda: answers.rate(library, who, contact, "group", 1),
        lambda: answers.set_tally(library, who, "group", 1, 1),
        lambda: answers.set_list_length(library, who, 4),
        lambda: answers.finish(library, who),
        lambda: answers.discard(library, who),
    ):
        heard.clear()
        act()
        assert heard == [told]


def test_the_list_is_full_at_the_stations_limit(library: Library, who: Who) -> None:
    for _ in range(STATION_LIMIT):
        answers.add_contact(library, who)
    with pytest.raises(Invalid, match=f"takes {STATION_LIMIT} people"):
        answers.add_contact(library, who)
    answers.add_contact(library, who, limit=None)
    assert view(library, who).size == STATION_LIMIT + 1


@pytest.mark.parametrize(
    ("act", "kind", "sentence"),
    [
        (lambda library, who, contact: answers.rate(library, who, contact, "group", 5), Invalid, "no answer number 5"),
        (lambda library, who, contact: answers.rate(library, who, contact, "group", 0), Invalid, "no answer number 0"),
        (lambda library, who, contact: answers.rate(library, who, contact, "group", -4), Invalid, "answer number -4"),
        (lambda library, who, contact: answers.rate(library, who, contact, "shoe", 1), NotFound, "no longer asked"),
        (lambda library, who, contact: answers.rate(library, who, 999, "group", 1), NotFound, "no longer on the list"),
        (lambda library, who, contact: answers.rename_contact(library, who, contact, " \n"), Invalid, "Write a name"),
        (lambda library, who, _: answers.remove_contact(library, who, 999), NotFound, "no longer on the list"),
        (lambda library, who, _: answers.set_tally(library, who, "group", 9, 1), Invalid, "no answer number 9"),
        (lambda library, who, _: answers.set_tally(library, who, "group", 1, -1), Invalid, "0 to 40"),
        (lambda library, who, _: answers.set_tally(library, who, "group", 1, 41), Invalid, "0 to 40"),
        (lambda library, who, _: answers.set_tally(library, who, "shoe", 1, 1), NotFound, "no longer asked"),
        (lambda library, who, _: answers.set_list_length(library, who, 41), Invalid, "between 1 and 40"),
        (lambda library, who, _: answers.set_list_length(library, who, -1), Invalid, "between 1 and 40"),
    ],
)
def test_what_is_refused_changes_nothing(
    library: Library, who: Who, act: Callable[..., object], kind: type[FacilitatorError], sentence: str
) -> None:
    contact = answers.add_contact(library, who, "M.").value
    answers.rate(library, who, contact, "group", 2)
    before, heard = view(library, who), []
    library.changed.connect(heard.append)
    with pytest.raises(kind, match=sentence):
        act(library, who, contact)
    assert view(library, who) == before
    assert heard == []


def test_nobody_reaches_the_contacts_of_another(library: Library, who: Who, other: Who) -> None:
    contact = answers.add_contact(library, who, "M.").value
    answers.add_contact(library, other)
    for act in (
        lambda: answers.rate(library, other, contact, "group", 1),
        lambda: answers.rename_contact(library, other, contact, "Mine"),
        lambda: answers.remove_contact(library, other, contact),
    ):
        with pytest.raises(NotFound, match="no longer on the list"):
            act()
    assert [(found.label, dict(found.ratings)) for found in view(library, who).contacts] == [("M.", {})]


def test_a_question_of_another_step_is_not_asked_here(library: Library, who: Who) -> None:
    start_workshop(library, "Another")
    contact = answers.add_contact(library, who).value
    answers.rate(library, who, contact, "group", 1)
    assert view(library, who).contacts[0].ratings == {"group": 1}


def test_somebody_from_another_workshop_can_not_answer(library: Library, who: Who) -> None:
    elsewhere = start_workshop(library, "Another").value
    (stranger,) = add_people(library, elsewhere, people(1)).value
    for act in (answers.add_contact, answers.accept_notice, answers.finish):
        with pytest.raises(NotFound, match="not on the roster of this workshop"):
            act(library, Who(who.step_id, stranger))
    assert view(library, Who(who.step_id, stranger)) == NetworkView(stranger)


def test_who_or_what_is_gone_is_said(library: Library, who: Who, other: Who) -> None:
    remove_people(library, [who.participant_id])
    with pytest.raises(NotFound, match="no longer on the roster"):
        answers.add_contact(library, who)
    remove_step(library, other.step_id)
    for act in (answers.add_contact, answers.discard):
        with pytest.raises(NotFound, match="no longer on the agenda"):
            act(library, other)


def test_several_contacts_at_once_are_as_one_after_the_other(library: Library, who: Who, other: Who) -> None:
    given = [
        ("Ann", {"group": 2, "hierarchy": Missing.NOT_COMPARABLE}),
        ("", {}),
        ("4", {"group": 1}),
        (" ", {"group": 3}),
    ]
    for each in (who, other):
        answers.add_contact(library, each, "2")
    made = answers.add_contacts(library, who, given)
    for label, codes in given:
        contact = answers.add_contact(library, other, label).value
        for factor, code in codes.items():
            answers.rate(library, other, contact, factor, code)
    there, one_by_one = (view(library, each).contacts for each in (who, other))
    assert [(each.label, each.ratings) for each in there] == [(each.label, each.ratings) for each in one_by_one]
    assert [each.id for each in there[1:]] == made.value
    for refused in ([("Kim", {"group": 99})], [("Kim", {"energy": 1})], [("Kim", {})] * STATION_LIMIT):
        with pytest.raises(FacilitatorError):
            answers.add_contacts(library, who, refused)
        assert view(library, who).contacts == there
    made.undo()
    assert [each.label for each in view(library, who).contacts] == ["2"]
