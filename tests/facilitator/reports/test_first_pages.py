"""The first pages: what a person and a client read when they read one page."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from random import Random

import pytest
from agreeing import confirm_match
from hypothesis import given
from hypothesis import strategies as st
from prepared import add_sample
from pypdf import PdfReader

from facilitator.actions.actions import Wording, actions_of, add_action, remove_action
from facilitator.charts.hundred import of_a_hundred
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.insights import insights, worth_reading
from facilitator.exercises.network.live import Room
from facilitator.exercises.network.own_action.answering import keep_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.reports import compose
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of


def pages_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=18)


def room_of(library: Library, workshop: int) -> Room:
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    return Room(library, step)


def test_a_handout_says_on_its_first_page_what_counts(library: Library, sampled: int) -> None:
    room = room_of(library, sampled)
    read: set[int] = set()
    for person, composed in compose.Handouts(library, sampled):
        found = room.profiles[person.id]
        said = worth_reading(insights(room.setup.asked(found.view.entry), found.measures))
        if len(said) in read:
            continue
        read.add(len(said))
        first, second, *_ = pages_of(composed.render())
        for each in said:
            assert each.observation in first
        for each in said[1:]:
            assert each.step in first
        assert "One thing to do When (a moment that will come) I will with" in first
        assert "I’ll see it worked when" in first and "Another department" in first
        assert "Your shape" not in first and "Your shape" in second
        everything = " ".join(pages_of(composed.render()))
        assert "community of practice" not in everything
        assert everything.index("How this is made") > everything.index("Room to reflect")
    assert read == {1, 2, 3}


def test_a_client_reads_three_findings_three_actions_and_one_limit_on_one_page(library: Library, sampled: int) -> None:
    for action in actions_of(library, sampled):
        remove_action(library, action.id)
    suggested = page_of(library, sampled)
    assert "Nothing has been agreed yet. What stands out suggests:" in suggested
    for number in range(5):
        add_action(
            library, sampled, Wording(f"Promise {number}", status="kept" if number == 1 else "open", sign="Seen")
        )
    page = page_of(library, sampled)
    assert "Of 100 people we turn to" in page and "In my team" in page
    # Three that are open; which ones says nothing of the roster's order.
    named = {number for number in range(5) if f"Promise {number}" in page}
    assert len(named) == 3 and 1 not in named
    assert "18 people on one day" in page and "no sample of the company" in page
    assert "our own choice, not a finding of research" in page
    stands_out = page[page.index("What stands out") : page.index("From which number")]
    assert [f"{number}." in stands_out for number in (1, 2, 3, 4)] == [True, True, True, False]


def page_of(library: Library, workshop: int) -> str:
    pages = pages_of(compose.summary(library, workshop).render())
    return next(page for page in pages if "On one page" in page and "Of 100 people" in page)


def test_the_picture_says_what_the_table_says(library: Library, sampled: int) -> None:
    """Two roundings of one mean would tell it finer than either."""
    everything = " ".join(pages_of(compose.summary(library, sampled).render()))
    page = page_of(library, sampled)
    table = everything[everything.rindex("Answers of the whole room") :]
    for answer in ("Another department", "Outside the organisation"):
        share = table[table.index(answer) + len(answer) :].split("%")[0].strip()
        assert f"{share} {answer}" in page


@given(st.lists(st.integers(0, 20), min_size=1, max_size=7).filter(any), st.sampled_from([1, 5]))
def test_a_hundred_are_a_hundred_and_finer_than_nothing(counts: list[int], unit: int) -> None:
    shares = [count / sum(counts) for count in counts]
    parts = of_a_hundred(shares, unit)
    assert sum(parts) == 100
    assert all(part >= 0 and part % unit == 0 for part in parts)
    # From the rounded shares alone.
    assert parts == of_a_hundred([round(share * 100 / unit) * unit / 100 for share in shares], unit)
    kept = [abs(part / 100 - share) <= unit / 200 + 1e-9 for part, share in zip(parts, shares, strict=True)]
    assert kept.count(False) <= 1


def test_what_somebody_has_promised_stands_on_their_handout_alone(library: Library, sampled: int) -> None:
    for action in actions_of(library, sampled):
        remove_action(library, action.id)
    (one, _), (other, _), *_ = compose.Handouts(library, sampled)
    what = "After the shift meeting on Tuesday I will ask the night shift"
    sign = "the crane is booked once"
    add_action(library, sampled, Wording(what, one.id, other.id, date(2026, 12, 8), sign))
    add_action(library, sampled, Wording("Given up", one.id, status="dropped"))
    handouts = compose.Handouts(library, sampled)
    own, others = handouts.of(one), handouts.of(other)
    assert own is not None and others is not None
    first = pages_of(own.render())[0]
    assert f"{what}. I’ll see it worked when: {sign}. {other.name} asks me on 8 Dec 2026." in first
    assert "When (a moment" not in first and "Given up" not in first
    said = " ".join(pages_of(others.render()))
    assert "night shift on Tuesday" not in said and "When (a moment" in said


def test_in_german_the_first_page_holds_it_all_too(library: Library, sampled: int) -> None:
    room = room_of(library, sampled)
    handouts = compose.Handouts(library, sampled, PaperOptions(language="de"))
    person = next(
        person
        for person in people_of(library, sampled)
        if len(insights(room.factors, room.profiles[person.id].measures)) == 3
    )
    composed = handouts.of(person)
    assert composed is not None
    first = pages_of(composed.render())[0]
    assert "Was auffällt" in first and "Eine Sache, die Sie tun Wenn (ein Moment, der kommen wird)" in first


def test_who_is_outside_is_not_spoken_of_where_it_does_not_matter(library: Library) -> None:
    workshop = start_workshop(library, "Hall 3").value
    step = exercise_steps(library, workshop)[0][0].id
    (person,) = add_people(library, workshop, people(1)).value
    who = Who(step, person)
    answers.choose_entry(library, who, "tally")
    answers.set_list_length(library, who, 12)
    for code, count in enumerate((5, 4, 3, 0), start=1):
        answers.set_tally(library, who, "group", code, count)

    def first_page() -> str:
        (composed,) = (composed for _, composed in compose.Handouts(library, workshop))
        return pages_of(composed.render())[0]

    assert "None of your 12 contacts works outside the organisation." in first_page()
    change_analysis(library, step, replace(get_analysis(library, step), outside_matters=False))
    assert not get_analysis(library, step).outside_matters
    assert "works outside the organisation" not in first_page()


def one_page(library: Library, workshop: int) -> str:
    """What a client reads on one page."""
    pages = pages_of(compose.summary(library, workshop).render())
    return next(text for text in pages if "Of 100 people we turn to" in text)


@pytest.fixture
def listed(library: Library) -> tuple[int, int, list[int]]:
    """Twelve people of two teams who list all others of their own team, and two of the other one."""
    workshop = start_workshop(library, "Plant").value
    with library.change("fill"):
        roster = [Person(f"Person {number:02}", team="Press" if number < 6 else "Tools") for number in range(12)]
        ids = add_people(library, workshop, roster).value
        step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
        for place, person in enumerate(ids):
            who = Who(step, person)
            answers.choose_entry(library, who, "contact")
            own = [other for other in range(12) if other // 6 == place // 6 and other != place]
            there = 6 - place // 6 * 6
            for other in [*own, there + place % 6, there + (place + 1) % 6]:
                contact = answers.add_contact(library, who, f"P{other:02}").value
                answers.rate(library, who, contact, "group", 1 + (other // 6 != place // 6))
                confirm_match(library, step, contact, ids[other])
            answers.finish(library, who)
    return workshop, step, ids


def test_the_first_page_shows_which_team_turns_to_which(library: Library, listed: tuple[int, int, list[int]]) -> None:
    workshop, step, ids = listed
    page = next(
        text for text in pages_of(compose.summary(library, workshop).render()) if "Of 100 people we turn to" in text
    )
    assert "Who turns to whom, by team" in page and "Press 30 12" in page and "Tools 12 30" in page
    assert "Counted from the lists of 12 of the 12 people in the room." in page
    assert "by their own account; no sample of the company" in page
    # From 80 % of the lists on: nine of twelve are too few.
    for person in ids[:3]:
        exercise("network").discard(library, step, person)
    page = next(
        text for text in pages_of(compose.summary(library, workshop).render()) if "Of 100 people we turn to" in text
    )
    assert "Who turns to whom, by team" not in page


def test_by_how_many_one_is_named_is_told_to_oneself_from_the_floor_on(
    library: Library, listed: tuple[int, int, list[int]]
) -> None:
    workshop, step, ids = listed

    def told(*people: int) -> list[str]:
        every = compose.Handouts(library, workshop)
        return [" ".join(pages_of(composed.render())) for person, composed in every if person.id in people]

    assert "You agreed to be counted: 7 of the 11 others in the room" in told(ids[0])[0]
    set_counted(library, ids[0], agrees=False)
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=7))
    first, second = told(*ids[:2])
    # Without the consent there is no number, nor below the floor.
    assert "You agreed to be counted" not in first
    assert "You agreed to be counted: 7 of the 11" in second
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=8))
    assert "You agreed to be counted" not in told(ids[1])[0]


def test_ten_questions_leave_the_action_on_the_first_page(library: Library) -> None:
    workshop = start_workshop(library, "Long").value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    change_factors(library, step, [replace(each, active=True) for each in get_setup(library, step).factors])
    ids = add_people(library, workshop, people(4)).value
    longest = OwnAction("wort " * 39, date(2027, 3, 2), "rolle " * 9, "zeichen " * 24)
    for number, person in enumerate(ids):
        exercise("network").simulate(library, step, person, Random(number))
        if number % 2:
            keep_own_action(library, Who(step, person), longest)
    # The longest words on the lowest page.
    for _, composed in compose.Handouts(library, workshop, PaperOptions(language="de", paper="letter")):
        first, second, *_ = pages_of(composed.render())
        assert "Danach fragt mich" in first and "Die übrigen Fragen" in second
