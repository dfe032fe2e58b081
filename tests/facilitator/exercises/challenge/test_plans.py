"""Plans in a library: what they lean to, who may change them, and what becomes of them afterwards."""

import json
from collections import Counter
from datetime import date

import pytest
from challenged import KIND, Room, count

from facilitator.errors import Invalid
from facilitator.exercises.challenge.deck import bundled
from facilitator.exercises.challenge.plans import (
    Plans,
    begin_days,
    candidates,
    draw_anew,
    earlier_plans,
    make_plan,
    put_card,
    swap,
    take_over,
)
from facilitator.exercises.challenge.setup import get_settings
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import (
    add_exercise,
    duplicate_step,
    erase_participant,
    exercise_steps,
    tell_apart,
)
from facilitator.exercises.templates import start_workshop
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.reading import Who, read_given
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import confirm_same
from facilitator.workshop.workshops import describe_workshop, list_workshops, new_workshop


def test_a_tally_leans_as_a_list_does_and_who_has_no_network_gets_the_even_mix(room: Room) -> None:
    leaning, even = room.plan(room.people[0]), room.plan(room.people[1])
    gaps = Counter(day.card.gap for day in leaning.days)
    assert 5 <= gaps["teams"] <= 8 and 5 <= gaps["levels"] <= 8
    assert Counter(day.card.gap for day in even.days) != gaps
    plans = Plans(room.library, room.step)
    assert plans.why(room.people[0], plans.of(room.people[0])) == [
        f"{gaps['teams']} cards of “Other teams”, because: None of your 12 contacts works beyond your own team.",
        f"{gaps['levels']} cards of “Other levels”, because: 11 of your 12 contacts are at your level.",
    ]
    assert plans.why(room.people[1], plans.of(room.people[1])) == []
    assert [day.date for day in leaning.days][:2] == [date(2027, 3, 1), date(2027, 3, 2)]


def test_a_plan_that_was_looked_at_stays_whatever_is_answered_later_until_it_is_drawn_anew(room: Room) -> None:
    network = exercise_steps(room.library, room.workshop)[0][0].id
    make_plan(room.library, room.step, room.people[1])
    before = room.plan(room.people[1])
    assert before.is_made and not room.plan(room.people[2]).is_made
    count(room.library, network, room.people[1])
    assert room.plan(room.people[1]) == before
    done = draw_anew(room.library, room.step, room.people[1])
    assert Counter(day.card.gap for day in room.plan(room.people[1]).days)["teams"] >= 5
    done.undo()
    assert room.plan(room.people[1]) == before


def test_two_days_change_places_and_weeks_keep_what_they_hold(room: Room) -> None:
    person, library, step = room.people[1], room.library, room.step
    make_plan(library, step, person)
    days = room.plan(person).days
    done = swap(library, step, person, 1, 7)
    now = room.plan(person).days
    assert (now[1].card, now[7].card) == (days[7].card, days[1].card)
    assert [day.date for day in now] == [day.date for day in days]
    done.undo()
    assert room.plan(person).days == days
    with pytest.raises(Invalid, match="keeps its place"):
        swap(library, step, person, 0, 4)
    # A third card that needs somebody does not come into a week.
    week = next(week for week in room.plan(person).weeks if sum(day.card.needs_somebody for day in week) == 2)
    other = next(
        day for day in room.plan(person).days if day.card.needs_somebody and day not in week and not day.returns
    )
    free = next(day for day in week if not (day.card.needs_somebody or day.returns))
    with pytest.raises(Invalid, match="more than two cards that need somebody else"):
        swap(library, step, person, free.place, other.place)
    assert room.plan(person).days == days


def test_another_card_fits_its_week_and_one_that_returns_changes_on_all_its_days(room: Room) -> None:
    person, library, step = room.people[1], room.library, room.step
    make_plan(library, step, person)
    days = room.plan(person).days
    offered = candidates(library, step, person, 2)
    assert offered[0].gap == days[2].card.gap and not {card.key for card in offered} & {day.card.key for day in days}
    put_card(library, step, person, 2, offered[0].key)
    assert room.plan(person).days[2].card == offered[0]
    habit = candidates(library, step, person, 4)[0]
    put_card(library, step, person, 4, habit.key)
    assert {day.card for day in room.plan(person).days if day.returns} == {habit}
    with pytest.raises(Invalid, match="does not fit"):
        put_card(library, step, person, 2, days[1].card.key)


def test_once_the_days_are_asked_about_plans_stay(room: Room) -> None:
    library, step = room.library, room.step
    make_plan(library, step, room.people[1])
    drafted = {person: room.plan(person).days for person in (None, *room.people)}
    done = begin_days(library, step)
    assert all(room.plan(person).is_made and room.plan(person).days == drafted[person] for person in drafted)
    assert exercise(KIND).round_titles(library, step) == ("Round 1", "Round 2")
    for operation in (
        lambda: swap(library, step, room.people[1], 0, 1),
        lambda: draw_anew(library, step, room.people[1]),
        lambda: room.change(days=10),
        lambda: room.change(whose="room"),
        lambda: begin_days(library, step),
    ):
        with pytest.raises(Invalid):
            operation()
    room.change(cue="before the break", days_off=(date(2027, 3, 2),))
    assert [day.card for day in room.plan(None).days] == [day.card for day in drafted[None]]
    assert room.plan(None).days[1].date == date(2027, 3, 3)
    done.undo()
    assert not get_settings(library, step).is_looking_back
    assert exercise(KIND).round_titles(library, step) == ("Round 1",)


def test_settings_that_make_no_plan_are_refused(room: Room) -> None:
    for settings, why in (
        ({"days": 4}, "5 to 30 days"),
        ({"weekdays": frozenset()}, "at least one day"),
        ({"cue": "x" * 61}, "at most 60 letters"),
        ({"deck": bundled().model_copy(update={"cards": bundled().cards[:5]})}, "at least 12 cards"),
    ):
        with pytest.raises(Invalid, match=why):
            room.change(**settings)
    make_plan(room.library, room.step, room.people[0])
    room.change(without_pc=True, on_shift=True, days=30, weekdays=frozenset(range(7)))
    found = room.plan(room.people[0])
    assert not found.is_made, "it was made by other settings"
    assert all({"no_pc", "on_shift"} <= set(day.card.tags) for day in found.days) and len(found.days) == 30


def test_all_have_the_rooms_plan_where_that_was_chosen(room: Room) -> None:
    room.change(whose="room")
    assert room.plan(room.people[0]) == room.plan(room.people[1]) == room.plan(None)
    with pytest.raises(Invalid, match="All have the same plan"):
        swap(room.library, room.step, room.people[0], 0, 1)
    swap(room.library, room.step, None, 0, 2)
    assert room.plan(room.people[0]).is_made
    plans = Plans(room.library, room.step)
    assert plans.why(room.people[0], plans.of(room.people[0])) == []


def test_a_copy_of_a_step_makes_plans_anew(room: Room) -> None:
    room.change(days=10)
    make_plan(room.library, room.step, room.people[0])
    begin_days(room.library, room.step)
    copy = duplicate_step(room.library, room.step).value
    settings = get_settings(room.library, copy)
    assert settings.days == 10 and not settings.is_looking_back and settings.cue == "after the shift meeting"
    asked = exercise(KIND).standings(room.library, copy)
    assert len(asked) == 6
    given = read_given(room.library, Who(copy, room.people[0]))
    assert not given and not Plans(room.library, copy).of(room.people[0]).is_made


def test_a_follow_up_asks_about_the_plans_of_its_people_by_itself(room: Room) -> None:
    begin_days(room.library, room.step)
    again = start_workshop(
        room.library,
        "Six weeks later",
        template="challenge_follow_up",
        held_on=date(2027, 4, 9),
        people_of=room.workshop,
        recognised=True,
    )
    ((step, _),) = [found for found in exercise_steps(room.library, again.value) if found[1].kind == KIND]
    plans = Plans(room.library, step.id)
    came = [each.id for each in people_of(room.library, again.value)]
    assert [plans.of(now).days for now in came] == [room.plan(before).days for before in room.people]
    again.undo()
    assert len(list_workshops(room.library)) == 1


def test_a_later_workshop_looks_back_at_the_plans_of_who_was_recognised(room: Room) -> None:
    library = room.library
    describe_workshop(library, room.workshop, client="Harbour")
    begin_days(library, room.step)
    later = new_workshop(library, "Six weeks later", client="Harbour", held_on=date(2027, 4, 9)).value
    cast = [Person(f"Name{number} Family{number}") for number in range(6)]
    again = list(add_people(library, later, cast).value)
    step = add_exercise(library, later, KIND, options={"looks_back": True}).value
    assert earlier_plans(library, step) == [], "nobody was recognised, and names alone are no sign"
    for person, before in zip(again[:3], room.people, strict=False):
        confirm_same(library, person, before)
    (found,) = earlier_plans(library, step)
    assert (found.step_id, found.title, found.people) == (room.step, "Shop floor", 3)
    done = take_over(library, step, room.step)
    assert done.value == 3
    plans = Plans(library, step)
    for person, before in zip(again[:3], room.people, strict=False):
        assert plans.of(person).days == room.plan(before).days
    assert plans.settings.is_looking_back and not plans.of(again[5]).is_made
    # Who turns out to be somebody else keeps nothing of that one's.
    refusal = tell_apart(library, again[0], [room.people[0]])
    plans = Plans(library, step)
    assert [plans.of(person).is_made for person in again[:3]] == [False, True, True]
    assert plans.of(again[0]).days != room.plan(room.people[0]).days
    refusal.undo()
    done.undo()
    assert not Plans(library, step).of(again[0]).is_made
    describe_workshop(library, later, client="Another one")
    assert earlier_plans(library, step) == []
    with pytest.raises(Invalid, match="no plans of people who are here"):
        take_over(library, step, room.step)


def test_a_workshops_file_brings_settings_and_plans_and_with_pseudonyms_nobodys(room: Room) -> None:
    library = room.library
    room.change(days=12, starts_on=date(2027, 3, 3), days_off=(date(2027, 3, 5),), deck=bundled("de"))
    swap(library, room.step, room.people[0], 0, 1)
    room.ask_for(room.people[0], "weekly")
    begin_days(library, room.step)
    room.log(room.people[0], "done")
    there = new_workshop(library, "There").value
    plan_workshop(library, there, read_workshop("all.json", to_json(library, room.workshop))).apply()
    step = exercise_steps(library, there)[1][0].id
    settings, ours = get_settings(library, step), get_settings(library, room.step)
    assert settings == ours
    theirs, here = Plans(library, step), Plans(library, room.step)
    people = [each.participant_id for each in exercise(KIND).standings(library, step)]
    assert [theirs.of(one).days == here.of(other).days for one, other in zip(people, room.people, strict=True)] == [
        True
    ] * 6
    assert exercise(KIND).metrics(library, step) == exercise(KIND).metrics(library, room.step)
    nameless = json.loads(to_json(library, room.workshop, pseudonyms=Pseudonyms(room.people)))
    (part,) = [each["data"] for each in nameless["agenda"] if each.get("exercise") == KIND]
    assert [each["person"] for each in part["plans"]] == [None]


def test_erasing_a_person_leaves_nothing_of_their_plan(room: Room) -> None:
    room.change(deck=bundled().model_copy(update={"title": "Own"}))
    begin_days(room.library, room.step)
    room.log(room.people[0], "done", "Quokka")
    erase_participant(room.library, room.people[0])
    with room.library.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT count(*) FROM challenge_day WHERE participant_id = ?", (room.people[0],)
        )
        assert rows.scalar() == 0
    assert b"Quokka" not in room.library.path.read_bytes()
    assert room.plan(room.people[1]).is_made


def test_answers_under_the_wrong_name_take_the_plan_along(room: Room) -> None:
    library, one, two = room.library, room.people[1], room.people[2]
    swap(library, room.step, one, 0, 1)
    room.ask_for(one, "start")
    make_plan(library, room.step, two)
    before = {person: room.plan(person).days for person in (one, two)}
    assert not exercise(KIND).what_moves(library, room.step, one, two, earlier=False).refusal
    with library.change("Move") as change:
        exercise(KIND).move_answers(change.session, room.step, one, two, earlier=False)
    assert room.plan(two).days == before[one] and room.plan(one).days == before[two]
    assert read_given(library, Who(room.step, two)).options("mails") == ("start",)
