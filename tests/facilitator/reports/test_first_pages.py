"""The first pages: what a person and a client read when they read one page."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prepared import add_sample
from pypdf import PdfReader

from facilitator.actions.actions import Wording, actions_of, add_action, remove_action
from facilitator.charts.hundred import of_a_hundred
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.insights import insights
from facilitator.exercises.network.live import Room
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.reports import compose
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import add_people, people_of


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
        said = insights(room.setup.asked(found.view.entry), found.measures)
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
