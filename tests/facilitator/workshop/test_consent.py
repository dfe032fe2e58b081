"""Nobody is named to the room who has not said so, and for no other step than the one they said it in."""

from facilitator.exercises.network.answers import Who, accept_notice, discard
from facilitator.exercises.steps import add_exercise
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.consent import has_consented, name_for_room, set_consent
from facilitator.workshop.roster import people_of, remove_people


def test_only_who_agreed_is_named_and_only_there(library: Library, workshop: int, network_step: int) -> None:
    first, second, *_ = people_of(library, workshop)
    other_step = add_exercise(library, workshop, "network").value
    told: list[Change] = []
    library.changed.connect(told.append)
    done = set_consent(library, network_step, first.id, True)
    assert told == [Change(Topic.ANSWERS, workshop, network_step, first.id)]
    assert name_for_room(library, network_step, first.id) == first.name
    assert name_for_room(library, network_step, second.id) == ""
    assert name_for_room(library, other_step, first.id) == ""
    done.undo()
    assert not has_consented(library, network_step, first.id)


def test_it_can_be_taken_back_and_goes_with_the_answers(library: Library, workshop: int, network_step: int) -> None:
    person = people_of(library, workshop)[0].id
    for _ in range(2):
        set_consent(library, network_step, person, True)
    set_consent(library, network_step, person, False)
    set_consent(library, network_step, person, False)
    assert not has_consented(library, network_step, person)
    accept_notice(library, Who(network_step, person))
    set_consent(library, network_step, person, True)
    cleared = discard(library, Who(network_step, person))
    assert not has_consented(library, network_step, person)
    cleared.undo()
    assert has_consented(library, network_step, person)
    removed = remove_people(library, [person])
    assert not has_consented(library, network_step, person)
    removed.undo()
    assert has_consented(library, network_step, person)
