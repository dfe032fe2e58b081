"""People who come again: proposed, confirmed or refused, and only from workshops before."""

from datetime import date

import pytest

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.same_people import came_again, confirm_same, earlier_selves, recognitions, refuse_same
from facilitator.workshop.workshops import delete_workshop, describe_workshop, new_workshop


def workshop(library: Library, day: int, *people: Person) -> tuple[int, list[int]]:
    made = new_workshop(library, f"Day {day}", held_on=date(2026, 1, day)).value
    return made, add_people(library, made, people).value


def test_a_name_and_an_address_are_recognised(library: Library) -> None:
    _, (ann, bea) = workshop(library, 1, Person("Ann Li", "ann@x.org"), Person("Bea Wu"))
    later, (ann_again, bea_again, _) = workshop(
        library, 2, Person("Ann Zhou", "ANN@x.org"), Person("Wu, Bea"), Person("Carl")
    )
    found = recognitions(library, later)
    assert [(each.participant_id, [self.participant_id for self in each.candidates]) for each in found] == [
        (ann_again, [ann]),
        (bea_again, [bea]),
    ]
    assert found[0].candidates[0].same_address
    assert found[0].candidates[0].workshop == "Day 1"


def test_what_was_decided_is_remembered(library: Library) -> None:
    first, (ann,) = workshop(library, 1, Person("Ann Li"))
    later, (again,) = workshop(library, 2, Person("Ann Li"))
    done = refuse_same(library, again, ann)
    assert recognitions(library, later) == ()
    done.undo()
    confirm_same(library, again, ann)
    (found,) = recognitions(library, later)
    assert found.confirmed is not None
    assert (found.confirmed.participant_id, found.candidates) == (ann, ())
    third, (once_more,) = workshop(library, 3, Person("A. Li"))
    confirm_same(library, once_more, again)
    with library.read() as session:
        assert earlier_selves(session, third) == {once_more: (again, ann)}
        assert earlier_selves(session, first) == {}


def test_only_workshops_before_count(library: Library) -> None:
    first, (ann,) = workshop(library, 1, Person("Ann Li"))
    _, (again,) = workshop(library, 2, Person("Ann Li"))
    assert recognitions(library, first) == ()
    with pytest.raises(Invalid):
        confirm_same(library, ann, again)


def test_a_deleted_workshop_proposes_nobody(library: Library) -> None:
    first, _ = workshop(library, 1, Person("Ann Li"))
    later, _ = workshop(library, 2, Person("Ann Li"))
    delete_workshop(library, first)
    assert recognitions(library, later) == ()


def test_a_given_name_alone_proposes_nobody(library: Library) -> None:
    workshop(library, 1, Person("Anna"), Person("Jo"), Person("Anna Berg"), Person("A. B."))
    later, _ = workshop(library, 2, Person("Anna"), Person("Jo"), Person("A. B."))
    assert recognitions(library, later) == ()


def test_a_whole_name_in_one_word_is_one(library: Library) -> None:
    workshop(library, 1, Person("王伟"), Person("김민준"), Person("明"))
    later, (first, second, _) = workshop(library, 2, Person("王伟"), Person("김민준"), Person("明"))
    assert [each.participant_id for each in recognitions(library, later)] == [first, second]


def test_people_of_another_client_are_not_proposed(library: Library) -> None:
    first, (ann,) = workshop(library, 1, Person("Ann Li", "ann@x.org"))
    later, (again,) = workshop(library, 2, Person("Ann Li", "ann@x.org"))
    describe_workshop(library, first, client="Acme")
    (proposed,) = recognitions(library, later)
    assert [(each.client, each.same_client) for each in proposed.candidates] == [("Acme", False)]
    describe_workshop(library, later, client="Beta")
    assert recognitions(library, later) == ()
    with pytest.raises(Invalid, match="Acme"):
        confirm_same(library, again, ann)
    describe_workshop(library, later, client=" ACME")
    (proposed,) = recognitions(library, later)
    assert [each.same_client for each in proposed.candidates] == [True]


def test_what_is_confirmed_ends_at_a_refusal(library: Library) -> None:
    _, (first,) = workshop(library, 1, Person("Ann Li"))
    _, (second,) = workshop(library, 2, Person("Ann Li"))
    third, (now,) = workshop(library, 3, Person("Ann Li"))
    confirm_same(library, now, second)
    confirm_same(library, second, first)
    refuse_same(library, now, first)
    with library.read() as session:
        assert earlier_selves(session, third) == {now: (second,)}
    confirm_same(library, now, first)
    refuse_same(library, now, first)
    with library.read() as session:
        assert earlier_selves(session, third) == {}


def test_nobody_is_confirmed_to_be_two_people(library: Library) -> None:
    _, (ann,) = workshop(library, 1, Person("Ann Li"))
    between, (then,) = workshop(library, 2, Person("Ann Li"))
    later, (one, other) = workshop(library, 3, Person("Ann Li"), Person("Ann Li", team="Sales"))
    confirm_same(library, one, ann)
    with pytest.raises(Invalid, match="nobody is two people"):
        confirm_same(library, other, ann)
    confirm_same(library, one, ann)
    # By way of a workshop between, of which it was said when nothing spoke against it.
    confirm_same(library, other, then)
    confirm_same(library, then, ann)
    with library.read() as session:
        assert earlier_selves(session, later) == {other: (then,)}
        assert earlier_selves(session, later, [one]) == {}
        assert came_again(session, later) == {between: 1}
    refuse_same(library, other, then)
    with library.read() as session:
        assert earlier_selves(session, later) == {one: (ann,)}
