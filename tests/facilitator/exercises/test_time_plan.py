"""Whether an agenda's minutes suffice: for every template, and for the people, stations and ways in of a workshop."""

import re
from math import ceil

import pytest

from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.setup import change_offer
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import bundled, bundled_agenda, start_workshop, templates
from facilitator.exercises.three_questions.setup import change_settings
from facilitator.exercises.time_plan import (
    TimePlan,
    fewest_stations,
    proposed_minutes,
    remedies,
    supposed,
    time_plan,
)
from facilitator.i18n import speaking
from facilitator.questionnaires.duration import seconds_for, timing
from facilitator.questionnaires.model import Questionnaire
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.agenda import describe_step, run_step, steps_of
from facilitator.workshop.room_plan import Crowd, TimeNeeded, plan_room
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.workshops import list_workshops


def planned_for(library: Library, workshop: int, expected: int, stations: int = 1) -> TimePlan:
    plan_room(library, workshop, stations=stations, expected=expected)
    return time_plan(library, workshop)


@pytest.mark.parametrize("key", [*bundled(), "sample"])
def test_the_minutes_of_every_template_add_up_for_its_people(library: Library, key: str) -> None:
    content = bundled_agenda(key)
    workshop = start_workshop(library, "W", template=key).value
    plan = planned_for(library, workshop, content["people"])
    assert plan.minutes == content["minutes"] == sum(step["minutes"] for step in content["steps"])
    assert [(step.title, step.needed.how) for step in plan.too_short] == []
    assert all(step["minutes"] > 0 for step in content["steps"])
    # Debriefs have questions that the room reads.
    for step in content["steps"]:
        assert step.get("kind") != "debrief" or step["notes"].count("?") >= 1, step["title"]


def test_the_lengths_that_were_agreed_on(library: Library) -> None:
    found = {template.key: (template.people, template.minutes) for template in templates(library)}
    agreed = {
        "network_75": (18, 75),
        "network_60": (12, 60),
        "half_day": (18, 210),
        "follow_up": (18, 60),
        "how_we_learn": (18, 90),
        "team_weekly": (12, 15),
        "after_incident": (12, 60),
        "recognition": (18, 60),
        "team_goals": (18, 105),
        "peer_consulting": (12, 60),
        "canvas": (18, 90),
        "looking_back": (18, 110),
        "challenge": (18, 100),
        "challenge_follow_up": (18, 75),
        "stories": (18, 90),
    }
    # One that somebody adds has the length that its steps have.
    assert {key: found[key] for key in agreed} == agreed


def test_more_people_another_station_or_paper_change_what_is_needed(
    library: Library, workshop: int, network_step: int
) -> None:
    assert time_plan(library, workshop).sentence == "It fits for 6 people."
    late = planned_for(library, workshop, 24)
    (step,) = late.steps
    assert (step.needed.minutes, step.planned, late.short, late.proposal) == (40, 31, 9, {network_step: 40})
    assert late.sentence == "Won’t fit: 9 minutes short for 24 people."
    assert "our estimates" in step.needed.how
    assert fewest_stations(library, late) == 2
    assert remedies(library, late) == [
        "At 2 stations it would fit.",
        "Personal network would fit by “On paper forms, read in later”.",
    ]
    with speaking("de"):
        german = time_plan(library, workshop)
        assert german.sentence == "Die Zeit reicht nicht: Für 24 Personen fehlen 9 Minuten."
        assert "Persönliches Netzwerk" in remedies(library, german)[1]
    assert planned_for(library, workshop, 24, stations=2).short == 0
    paper = supposed(library, late, 500, 1, {network_step: "paper"})
    assert (paper.short, paper.steps[0].needed.queue, paper.steps[0].needed.minutes) == (0, 0, 10)
    # Supposing stores nothing.
    assert time_plan(library, workshop).crowd.stations == 2


def test_contacts_and_who_knows_whom_take_longer(library: Library, workshop: int, network_step: int) -> None:
    tally = planned_for(library, workshop, 12)
    assert tally.steps[0].needed.minutes == 4 + 18
    contact = supposed(library, tally, 12, 1, {network_step: "contact"})
    assert contact.steps[0].needed.minutes == 2 + 36
    change_analysis(library, network_step, Analysis(asks_ties=True))
    assert supposed(library, tally, 12, 1, {network_step: "contact"}).steps[0].needed.minutes == 2 + 54
    assert supposed(library, tally, 12, 1, {}).steps[0].needed.minutes == 22
    # What the station does not offer can't be planned by: the usual way that is left counts.
    change_offer(library, network_step, offers_contact=True, offers_tally=False, fewest=3, most=8)
    assert time_plan(library, workshop).steps[0].mode == "contact"


def test_what_is_typed_later_takes_no_minute_of_the_queue(library: Library, workshop: int, network_step: int) -> None:
    plan = planned_for(library, workshop, 18)
    (step,) = plan.steps
    # The usual agendas: counting alone is in the queue, and the actions have a step of their own.
    assert (step.needed.minutes, step.planned) == (31, 31)
    assert [way.key for way in step.modes] == ["tally", "contact", "paper"]
    assert "One thing to do is typed later, by whoever comes back: 1 min each." in step.needed.how
    change_agreement(library, workshop, holds=True)
    assert "typed later" not in time_plan(library, workshop).steps[0].needed.how


@pytest.mark.usefixtures("action_at_once")
def test_what_everybody_types_to_do_is_counted_or_said(library: Library, workshop: int, network_step: int) -> None:
    plan = planned_for(library, workshop, 18, stations=2)
    (step,) = plan.steps
    assert [way.key for way in step.modes] == ["tally", "contact", "tally_action", "contact_action", "paper"]
    assert step.needed.minutes == ceil(4 + 18 / 2 * 1.5)
    # It may be passed by a key, so it is no part of the plan unless that is planned; then nobody is told it is not.
    assert "1 min for each person, up to 9 min" in step.needed.how
    (typed,) = supposed(library, plan, 18, 2, {network_step: "tally_action"}).steps
    assert typed.needed.minutes == ceil(4 + 18 / 2 * 2.5) and "more for each" not in typed.needed.how
    (listed,) = supposed(library, plan, 18, 2, {network_step: "contact_action"}).steps
    assert listed.needed.minutes == 2 + 18 / 2 * 4
    # Too long with it, and it would fit without: that is said.
    alone = supposed(library, plan, 18, 1, {network_step: "tally_action"})
    assert alone.short and "“By tally at the station”" in " ".join(remedies(library, alone))
    change_agreement(library, workshop, holds=True)
    (held,) = time_plan(library, workshop).steps
    assert [way.key for way in held.modes] == ["tally", "paper"] and "more for each" not in held.needed.how


def test_setting_the_minutes_makes_it_fit(library: Library, workshop: int) -> None:
    plan = planned_for(library, workshop, 30)
    plan_room(library, workshop, stations=1, expected=30, minutes=plan.proposal)
    after = time_plan(library, workshop)
    assert (after.short, after.minutes) == (0, plan.minutes + plan.short)


def test_nothing_is_said_of_what_has_begun_or_while_nobody_is_expected(library: Library) -> None:
    workshop = start_workshop(library, "W").value
    assert (time_plan(library, workshop).sentence, time_plan(library, workshop).short) == ("", 0)
    assert planned_for(library, workshop, 24).short == 9
    ((step, _),) = exercise_steps(library, workshop)
    run_step(library, step.id)
    begun = time_plan(library, workshop)
    assert (begun.sentence, begun.short, begun.to_come) == ("", 0, ())


def test_a_new_step_gets_the_minutes_its_people_need(library: Library) -> None:
    workshop = start_workshop(library, "W", template="follow_up").value
    assert proposed_minutes(library, workshop, "network") == 31
    add_people(library, workshop, people(8))
    assert proposed_minutes(library, workshop, "network") == 4 + 12
    step = add_exercise(library, workshop, "network", options={"offers_tally": False}).value
    assert next(each.minutes for each in steps_of(library, workshop) if each.id == step) == 2 + 24
    chosen = add_exercise(library, workshop, "network", minutes=5).value
    assert next(each.minutes for each in steps_of(library, workshop) if each.id == chosen) == 5


def test_cards_take_time_by_who_writes_together(library: Library) -> None:
    workshop = start_workshop(library, "W", template="half_day").value
    card = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "three_questions")
    keep = {"names": "signed", "dots": 3, "several": True}
    after = 3 + 8 + 4 + 8

    def needed(way: str, stations: int = 1) -> int:
        plan = supposed(library, planned_for(library, workshop, 17), 17, stations, {card: way})
        return next(step.needed.minutes for step in plan.steps if step.step_id == card)

    assert needed("station") == 8 + 8 + after  # one pair is three
    assert needed("station", 3) == 8 + 3 + after
    assert needed("paper") == 8 + after
    assert needed("aloud") == 11
    change_settings(library, card, together="alone", **keep)  # type: ignore[arg-type]
    assert needed("station") == 4 + 26 + after  # 25.5 minutes at the station
    change_settings(library, card, together="teams", **keep)  # type: ignore[arg-type]
    assert needed("station") == 8 + 3 + after  # teams of about six, as long as nobody knows better
    # The roster has three teams, and two people of none.
    names = ("North", "north ", "South", "South", "", "", "West", *["North"] * 10)
    add_people(library, workshop, [Person(f"P{n}", team=team) for n, team in enumerate(names)])
    assert needed("station") == 8 + 5 + after


def test_a_shortened_step_is_said_at_once(library: Library, workshop: int, network_step: int) -> None:
    describe_step(library, network_step, minutes=12)
    assert time_plan(library, workshop).sentence == "Won’t fit: 1 minute short for 6 people."


def _needed(library: Library, step: int, people: int, stations: int = 1, way: str = "station") -> TimeNeeded:
    kind = next(each.exercise for each in _all_steps(library) if each.id == step)
    return exercise(kind).minutes_for(library, step, Crowd(people, stations), way)


def _all_steps(library: Library) -> list[AgendaStep]:
    return [step for workshop in list_workshops(library) for step in steps_of(library, workshop.id)]


ASKED = [each.kind for each in exercises() if each.is_described]


@pytest.mark.parametrize("kind", ASKED)
def test_whatever_asks_people_is_planned_by_people_stations_and_way(library: Library, workshop: int, kind: str) -> None:
    step = add_exercise(library, workshop, kind).value
    plan = planned_for(library, workshop, 24)
    found = next(each for each in plan.steps if each.step_id == step)
    assert "paper" in [way.key for way in found.modes] and "our estimate" in found.needed.how
    alone, doubled, on_paper = (
        _needed(library, step, 24),
        _needed(library, step, 24, 2),
        _needed(library, step, 24, way="paper"),
    )
    assert alone.queue == pytest.approx(2 * doubled.queue, rel=0.4) and alone.queue > 0
    assert alone.minutes > doubled.minutes
    assert on_paper.queue == 0 and on_paper.minutes < alone.minutes
    # A new step of it is planned as this one, which has its usual settings.
    assert exercise(kind).minutes_for(library, None, Crowd(24), "").queue > 0
    with speaking("de"):
        assert "unser" in _needed(library, step, 24).how and "our" not in _needed(library, step, 24).how


def test_what_is_asked_makes_the_time(library: Library, workshop: int) -> None:
    """Of questions that were built: hidden ones take none, those under a condition their share, alike ones less."""
    scale = {"kind": "scale", "text": "How was it?", "labels": ["bad", "so", "good"]}
    choice = {"kind": "one_of", "key": "came", "text": "Came?", "options": [{"key": k, "label": k} for k in "abcd"]}
    told = {"kind": "text", "key": "told", "text": "What?", "longest": 150, "required": True}

    def seconds(*questions: dict[str, object], **more: object) -> float:
        return seconds_for(Questionnaire.model_validate({"title": "Q", "questions": questions, **more}))

    begin = timing().begin + timing().page
    assert seconds({**scale, "key": "one"}) == begin + 5
    assert seconds({**scale, "key": "one"}, {**scale, "key": "two"}) == begin + 7.5
    assert seconds({**scale, "key": "one"}, {**scale, "key": "two", "hidden": True}) == begin + 5
    assert seconds(choice, told) == begin + 5 + 20
    assert seconds(choice, {**told, "required": False}) == begin + 5 + 12
    assert seconds(choice, {**told, "only_if": {"question": "came", "any_of": ["b"]}}) == begin + 5 + 5
    assert seconds(choice, {**told, "entries": 9}) == begin + 5 + 40
    # Words that are counted together take what the limit lets be typed, however much each field might hold.
    page = {"key": "all", "questions": ["told", "more"], "words_most": 50}
    assert seconds(told, {**told, "key": "more"}, pages=[page]) == pytest.approx(begin + 60)


def test_teams_type_once_and_talk_first(library: Library) -> None:
    workshop = start_workshop(library, "W", template="canvas").value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "canvas")
    assert "10 min to talk first, then 3 teams × " in _needed(library, step, 18).how
    add_people(library, workshop, [Person(f"P{n}", team=("North", "South")[n % 2]) for n in range(18)])
    assert "then 2 teams × " in _needed(library, step, 18).how


def test_of_some_steps_a_part_of_the_room_takes_part(library: Library) -> None:
    workshop = start_workshop(library, "W", template="team_goals").value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "leaders_minutes")
    assert _needed(library, step, 18).how.startswith("about 5 of 18 people × ")


def test_a_plan_of_thirty_days_is_looked_at_and_later_only_asked(library: Library, workshop: int) -> None:
    plan = add_exercise(library, workshop, "challenge").value
    back = add_exercise(library, workshop, "challenge", options={"looks_back": True}).value
    assert _needed(library, plan, 18).how == "18 people × 85 s at 1 station (our estimate)."
    assert _needed(library, back, 18).how == "18 people × 90 s at 1 station (our estimate)."
    assert exercise("challenge").minutes_for(library, None, Crowd(18), "") == _needed(library, plan, 18)


def test_what_will_not_fit_is_said_with_the_way_out(library: Library) -> None:
    workshop = start_workshop(library, "W", template="recognition").value
    plan = planned_for(library, workshop, 60)
    assert plan.sentence == "Won’t fit: 63 minutes short for 60 people."
    assert remedies(library, plan) == [
        "At 3 stations it would fit.",
        "Thanks would fit by “On paper forms, read in later”.",
    ]


@pytest.mark.parametrize("key", [*bundled()])
def test_one_person_is_no_people(library: Library, key: str) -> None:
    for language, wrong in (("en", "1 people"), ("de", "1 Personen")):
        with speaking(language):
            plan = planned_for(library, start_workshop(library, "One", template=key).value, 1)
            said = " ".join([plan.sentence, *(step.needed.how for step in plan.steps)])
        assert not re.search(rf"\b{wrong}\b", said)
