"""The first pages: what a person and a client read when they read one page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
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
from facilitator.exercises.network.answers import Who, find_network
from facilitator.exercises.network.insights import (
    insights,
    questions_to_oneself,
    room_findings,
    step_to_try,
    worth_reading,
)
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.own_action.answering import keep_own_action
from facilitator.exercises.network.own_action.rows import OwnAction, is_own
from facilitator.exercises.network.read import NetworkView
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import long_day, speaking
from facilitator.rehearsal.people import people
from facilitator.reports import compose
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.tables import utc
from facilitator.workshop.workshops import describe_workshop


def pages_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=18)


@pytest.fixture
def untyped(library: Library, sampled: int) -> int:
    """The sample, of whom nobody has typed what they are going to do."""
    step = room_of(library, sampled).step_id
    for person in people_of(library, sampled):
        keep_own_action(library, Who(step, person.id), OwnAction())
    return sampled


def room_of(library: Library, workshop: int) -> RoomProfiles:
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    return RoomProfiles(library, step)


def test_a_handout_says_on_its_first_page_what_counts(library: Library, untyped: int) -> None:
    room = room_of(library, untyped)
    read: set[int] = set()
    for person, composed in compose.Handouts(library, untyped):
        found = room.profiles[person.id]
        said = worth_reading(insights(room.setup.asked(found.view.entry), found.measures))
        if len(said) in read:
            continue
        read.add(len(said))
        first, second, *_ = pages_of(composed.render())
        for each in said:
            assert each.observation in first
        assert f"One thing to do A suggestion: {step_to_try(said)} When (a moment that will come) I will with" in first
        assert "I’ll see it worked when" in first and "Another department" in first
        assert "Your shape" not in first and "Your shape" in second
        everything = " ".join(pages_of(composed.render()))
        assert "community of practice" not in everything
        assert everything.index("How this is made") > everything.index("Room to reflect")
    assert read == {1, 2, 3}


def test_how_it_is_made_never_stands_alone_on_a_page(library: Library) -> None:
    """It goes over with the last question to oneself, at every length of what stands before it."""
    sizes = range(1, 19)
    workshop = start_workshop(library, "Lengths").value
    step = exercise_steps(library, workshop)[0][0].id
    keys = {factor.key: len(factor.codes) for factor in get_setup(library, step).active}
    with library.change("Answers"):
        for size, person in zip(sizes, add_people(library, workshop, people(len(sizes))).value, strict=True):
            who = Who(step, person)
            answers.choose_entry_mode(library, who, "contact")
            given = [(f"C{at}", {key: at % most + 1 for key, most in keys.items()}) for at in range(size)]
            answers.add_contacts(library, who, given)
            answers.finish(library, who)
    for size, (_, composed) in zip(sizes, compose.Handouts(library, workshop), strict=True):
        *_, last = pages_of(composed.render())
        assert "How this is made" in last and questions_to_oneself(size)[-1] in last


def test_a_client_reads_three_findings_three_actions_and_one_limit_on_one_page(library: Library, sampled: int) -> None:
    for action in actions_of(library, sampled):
        remove_action(library, action.id)
    suggested = page_of(library, sampled)
    assert "Nothing has been agreed yet. What stands out suggests:" in suggested
    assert "To be written here once it is agreed: What Until What will be seen What Until" in suggested
    for number in range(5):
        add_action(
            library, sampled, Wording(f"Promise {number}", status="kept" if number == 1 else "open", sign="Seen")
        )
    page = page_of(library, sampled)
    assert "Of 100 people we turn to" in page and "In my team" in page
    # Three that are open; which ones says nothing of the roster's order.
    named = {number for number in range(5) if f"Promise {number}" in page}
    assert len(named) == 3 and 1 not in named
    # What is cut says how much.
    assert "1 more action is still open." in page
    assert "18 people on one day" in page and "no sample of the company" in page
    assert "our own choice, not a finding of research" in page
    stands_out = page[page.index("What the lists show") : page.index("From which number")]
    assert [f"{number}." in stands_out for number in (1, 2, 3, 4)] == [True, True, True, False]


def even(library: Library, people_in_it: int, size: int) -> int:
    """A room in whose lists every answer is as frequent as any other: nothing stands out."""
    workshop = start_workshop(library, "Even").value
    step = exercise_steps(library, workshop)[0][0].id
    with library.change("Answers"):
        for person in add_people(library, workshop, people(people_in_it)).value:
            who = Who(step, person)
            answers.choose_entry_mode(library, who, "tally")
            answers.set_list_length(library, who, size)
            for factor in get_setup(library, step).active:
                # From the far end, so that the first answer, of which most rules speak, has no more than its share.
                each, over = divmod(size, len(factor.codes))
                for code in range(1, len(factor.codes) + 1):
                    answers.set_tally(library, who, factor.key, code, each + (code > len(factor.codes) - over))
            answers.finish(library, who)
    return workshop


@pytest.mark.parametrize(("language", "lines"), [("en", "To be written here"), ("de", "Hier einzutragen")])
@pytest.mark.parametrize(("people_in_it", "size"), [(12, 12), (5, 3)])
def test_a_room_without_pattern_and_without_actions_still_has_a_next_step(
    library: Library, language: str, lines: str, people_in_it: int, size: int
) -> None:
    with speaking(language):
        workshop = even(library, people_in_it, size)
        page = page_of(library, workshop)
    assert lines in page
    step = {"en": "Let people whose lists differ most", "de": "deren Listen sich am meisten"}[language]
    # What holds for nobody is said where it could have held: of lists long enough, and enough of them.
    assert (step in page) == (size == 12)
    assert page.count("5 people" if language == "en" else "5 Personen") or people_in_it == 12


def test_what_stands_out_beyond_three_things_is_counted(library: Library) -> None:
    """Ten of twelve turn to people of one kind alone, in every question."""
    workshop = start_workshop(library, "Alike").value
    step = exercise_steps(library, workshop)[0][0].id
    with library.change("Answers"):
        for number, person in enumerate(add_people(library, workshop, people(12)).value):
            who = Who(step, person)
            answers.choose_entry_mode(library, who, "tally")
            answers.set_list_length(library, who, 12)
            for factor in get_setup(library, step).active:
                even = 12 // len(factor.codes)
                for code in range(1, len(factor.codes) + 1):
                    answers.set_tally(library, who, factor.key, code, even if number >= 10 else 12 * (code == 1))
            answers.finish(library, who)
    room = RoomProfiles(library, step)
    measures = [each.measures for each in room.profiles.values()]
    found, unsaid = room_findings(room.factors, measures, floor=room.floor, given=room.given, words=room.setup.words)
    page = page_of(library, workshop)
    assert sum(each.sentence in page for each in found) == 3 < len(found)
    assert f"{len(found) - 3 + unsaid} more things hold for a third of the room" in page


def test_what_the_room_agreed_on_comes_before_what_one_person_does(library: Library, sampled: int) -> None:
    own = [each for each in actions_of(library, sampled) if is_own(each.source)]
    agreed = [each for each in actions_of(library, sampled) if not is_own(each.source)]
    assert len(own) >= 2 and len(agreed) == 2
    assert min(each.wording.due or date.max for each in own) < min(each.wording.due or date.max for each in agreed)
    page = page_of(library, sampled)
    assert all(each.wording.what in page for each in agreed)
    assert sum(each.wording.what in page for each in own) == 1


def page_of(library: Library, workshop: int) -> str:
    pages = pages_of(compose.summary(library, workshop).render())
    heads = ("Of 100 people", "Von 100 Menschen")
    return next(page for page in pages if any(head in page for head in heads))


def test_how_the_numbers_are_made_comes_last_and_short(library: Library, sampled: int) -> None:
    pages = pages_of(compose.summary(library, sampled).render())
    everything = " ".join(pages)
    method = everything[everything.rindex("How the numbers are made Each person rates") :]
    assert (
        "The workshop 1. Welcome" not in method and "Themes" not in method and "What we are going to do" not in method
    )
    assert sum("Formula and source" in page for page in pages) <= 2
    # What no summary shows needs no explanation in it, and its authors no place among the sources.
    for other in ("Reliance on three", "Effective size", "Density", "Burt", "Leik", "Shannon", "Herfindahl"):
        assert other not in method
    assert all(shown in method for shown in ("Diversity", "Returned ties", "Stork", "Cross & Parker"))


def test_a_question_answered_of_nobody_has_no_bar_and_counts_no_zero(library: Library) -> None:
    workshop = start_workshop(library, "W").value
    step = room_of(library, workshop).step_id
    person, nobody = add_people(library, workshop, people(2)).value
    for each in (person, nobody):
        who = Who(step, each)
        answers.choose_entry_mode(library, who, "tally")
        answers.set_list_length(library, who, 8)
        answers.finish(library, who)
    for code, count in enumerate((3, 2, 2, 1), start=1):
        answers.set_tally(library, Who(step, person), "group", code, count)
    answered, left_out = (pages_of(composed.render())[0] for _, composed in compose.Handouts(library, workshop))
    assert (
        "Where they work 3 2 2 1" in answered and "How often A few times" not in answered and "Hollow" not in answered
    )
    assert "8 people you turn to" in left_out and "not said" not in left_out
    assert "too few of the questions about them are answered" in left_out and "Your shape" not in left_out


def test_an_axis_without_an_order_says_that_it_has_no_strength(library: Library, sampled: int) -> None:
    _, handout = next(iter(compose.Handouts(library, sampled)))
    pages = pages_of(handout.render())
    for page in pages[:3]:
        assert (
            page.count("Their level (–)") == page.count("(–): its answers are neither strong") == ("Your shape" in page)
        )
    assert "Their level (–)" in " ".join(pages_of(compose.summary(library, sampled).render()))


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
    # Halves go up, by whole numbers alone.
    rounded = [(200 * count + unit * sum(counts)) // (2 * unit * sum(counts)) * unit for count in counts]
    assert sum(parts) == 100
    assert all(part >= 0 and part % unit == 0 for part in parts)
    # From the rounded shares alone.
    assert parts == of_a_hundred([each / 100 for each in rounded], unit)
    # What is left over is no more than a unit of any part, or the picture would contradict the table beside it.
    assert max(abs(part - other) for part, other in zip(parts, rounded, strict=True)) <= unit
    assert sum(part != other for part, other in zip(parts, rounded, strict=True)) == abs(100 - sum(rounded)) // unit


def tallied(library: Library, lists: Sequence[Sequence[int]]) -> tuple[int, int]:
    """A workshop and its step, in which people counted where those on their lists work."""
    workshop = start_workshop(library, "Few").value
    step = room_of(library, workshop).step_id
    with library.change("fill"):
        for person, counts in zip(add_people(library, workshop, people(len(lists))).value, lists, strict=True):
            who = Who(step, person)
            answers.choose_entry_mode(library, who, "tally")
            answers.set_list_length(library, who, sum(counts))
            for code, count in enumerate(counts, start=1):
                answers.set_tally(library, who, "group", code, count)
            answers.finish(library, who)
    return workshop, step


def test_a_nought_in_steps_is_not_said_to_be_nobody(library: Library) -> None:
    workshop, _ = tallied(library, [*[(6, 2, 2, 0)] * 6, (6, 2, 1, 1)])
    page = page_of(library, workshop)
    assert "0 Outside the organisation" in page and "A 0 stands for fewer than 3." in page
    assert "A 0 stands" not in page_of(library, add_sample(library, count=18))


def test_answers_to_ten_questions_are_not_broken_within_a_word(library: Library) -> None:
    workshop = start_workshop(library, "Long").value
    step = room_of(library, workshop).step_id
    change_factors(library, step, [replace(each, active=True) for each in get_setup(library, step).factors])
    (person,) = add_people(library, workshop, people(1)).value
    who = Who(step, person)
    factors = [each for each in get_setup(library, step).active if not each.private]
    most = max(len(each.codes) for each in factors)
    rated = [{each.key: number % len(each.codes) + 1 for each in factors} for number in range(most)]
    answers.add_contacts(library, who, [(f"P{number}", codes) for number, codes in enumerate(rated)])
    answers.finish(library, who)
    for language in ("en", "de"):
        ((_, composed),) = compose.Handouts(library, workshop, PaperOptions(language=language))
        said = " ".join(pages_of(composed.render()))
        _, table = said.split("Your contacts" if language == "en" else "Ihre Kontakte", 1)
        with speaking(language):
            words = {word for each in get_setup(library, step).active if not each.private for code in each.codes
                     for word in code.split()}  # fmt: skip
        assert len(factors) >= 9 and [word for word in sorted(words) if word not in table.split()] == []


def test_what_somebody_has_promised_stands_on_their_handout_alone(library: Library, untyped: int) -> None:
    for action in actions_of(library, untyped):
        remove_action(library, action.id)
    (one, _), (other, _), *_ = compose.Handouts(library, untyped)
    what = "After the shift meeting on Tuesday I will ask the night shift"
    sign = "the crane is booked once"
    add_action(library, untyped, Wording(what, one.id, other.id, date(2026, 12, 8), sign))
    add_action(library, untyped, Wording("Given up", one.id, status="dropped"))
    handouts = compose.Handouts(library, untyped)
    own, others = handouts.of(one), handouts.of(other)
    assert own is not None and others is not None
    first = pages_of(own.render())[0]
    assert f"{what}. I’ll see it worked when: {sign}. {other.name} asks me on 8 Dec 2026." in first
    assert "When (a moment" not in first and "Given up" not in first
    said = " ".join(pages_of(others.render()))
    assert "night shift on Tuesday" not in said and "When (a moment" in said


def test_in_german_the_first_page_holds_it_all_too(library: Library, untyped: int) -> None:
    room = room_of(library, untyped)
    handouts = compose.Handouts(library, untyped, PaperOptions(language="de"))
    person = next(
        person
        for person in people_of(library, untyped)
        if len(insights(room.factors, room.profiles[person.id].measures)) == 3
    )
    composed = handouts.of(person)
    assert composed is not None
    first = pages_of(composed.render())[0]
    assert "Was auffällt" in first and "Das nehmen Sie sich vor Ein Vorschlag: " in first
    assert "Wenn (ein Anlass, der sicher kommt)" in first


def test_who_is_outside_is_not_spoken_of_where_it_does_not_matter(library: Library) -> None:
    workshop = start_workshop(library, "Hall 3").value
    step = exercise_steps(library, workshop)[0][0].id
    (person,) = add_people(library, workshop, people(1)).value
    who = Who(step, person)
    answers.choose_entry_mode(library, who, "tally")
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
            answers.choose_entry_mode(library, who, "contact")
            own = [other for other in range(12) if other // 6 == place // 6 and other != place]
            there = 6 - place // 6 * 6
            others = [*own, there + place % 6, there + (place + 1) % 6]
            given = [(f"P{other:02}", {"group": 1 + (other // 6 != place // 6)}) for other in others]
            for other, contact in zip(others, answers.add_contacts(library, who, given).value, strict=True):
                confirm_match(library, step, contact, ids[other])
            answers.finish(library, who)
    return workshop, step, ids


def test_the_first_page_shows_which_team_turns_to_which(library: Library, listed: tuple[int, int, list[int]]) -> None:
    workshop, step, ids = listed
    page = next(
        text for text in pages_of(compose.summary(library, workshop).render()) if "Of 100 people we turn to" in text
    )
    # All of a team name each other: how many do would tell each of them by whom they are named.
    assert "Who turns to whom, by team" in page and "Press * 12" in page and "Tools 12 *" in page
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

    # Four of the others do not name them, who are too few to be told apart from.
    assert "You agreed to be counted: 6+ of the 11 others in the room" in told(ids[0])[0]
    set_counted(library, ids[0], agrees=False)
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=4))
    first, second = told(*ids[:2])
    # Without the consent there is no number, nor below the floor, nor where nobody could be hidden among the others.
    assert "You agreed to be counted" not in first
    assert "You agreed to be counted: 7 of the 11" in second
    for floor in (6, 8):
        change_analysis(library, step, replace(get_analysis(library, step), smallest_group=floor))
        assert "You agreed to be counted" not in told(ids[1])[0]
    change_analysis(library, step, replace(get_analysis(library, step), smallest_group=4))
    # Who of the others tallied is not counted out by how many listed their contacts.
    answers.choose_entry_mode(library, Who(step, ids[11]), "tally")
    answers.set_list_length(library, Who(step, ids[11]), 5)
    assert "of the 8+ others in the room who listed" in told(ids[1])[0]


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


@pytest.mark.parametrize("count", [5, 18])
def test_each_number_of_the_first_page_is_that_of_the_lists(library: Library, count: int) -> None:
    """As a client's statistician reads it: every share with its base, counted anew, and nothing that isn't there."""
    workshop = add_sample(library, count=count)
    room = room_of(library, workshop)
    page = page_of(library, workshop)
    said = page[page.index("What the lists show") : page.index("What we are going to do")]
    shares = re.findall(
        r"\d\. ([^“.]+): “([^”]+)” for (\d+)% of the contacts of whom it was said, on average over (\d+) people", said
    )
    assert shares
    steps = 1 if count >= 10 else 5
    assert ("in steps of 5" in page) == (steps == 5) == ("Shares of fewer than 10 people" in said)
    for label, answer, share, base in shares:
        (factor,) = (each for each in room.factors if each.label == label)
        code = factor.codes.index(answer) + 1
        lists = [rated for found in room.profiles.values() if (rated := codes_of(found.view, factor.key))]
        mean = 100 * sum(rated.count(code) / len(rated) for rated in lists) / len(lists)
        assert int(base) == len(lists) and abs(mean - int(share)) <= steps / 2 + 1e-9
    for found in re.finditer(r"(\d+) of (\d+) people have (\d+)% or more of the contacts they could compare at", said):
        holds, of, percent = map(int, found.groups())
        lists = [rated for one in room.profiles.values() if len(rated := codes_of(one.view, "hierarchy")) >= 8]
        assert (holds, of) == (sum(rated.count(2) >= percent / 100 * len(rated) for rated in lists), len(lists))
    # Whom the limit speaks of: everybody on the roster, or so many of them.
    assert f"{count} people on one day" in page
    exercise("network").discard(library, room.step_id, next(iter(room.profiles)))
    if count > 5:
        assert f"{count - 1} of the {count} people on the roster on one day" in page_of(library, workshop)


def codes_of(view: NetworkView, key: str) -> list[int]:
    """What somebody answered to a question, one for each contact who was rated."""
    if view.entry == "tally":
        return [code for code, times in view.tally.get(key, {}).items() if code > 0 for _ in range(times)]
    return [code for each in view.contacts if (code := each.ratings.get(key, 0)) > 0]


def test_a_later_rounds_page_counts_who_answered_in_it_and_compares_with_none(library: Library) -> None:
    workshop = start_workshop(library, "Plant", held_on=date(2026, 3, 2)).value
    ids = add_people(library, workshop, people(7)).value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")

    def answer(person: int, size: int) -> Who:
        who = Who(step, person)
        answers.choose_entry_mode(library, who, "tally")
        answers.set_list_length(library, who, size)
        for code, count in enumerate((size - 4, 2, 1, 1), start=1):
            answers.set_tally(library, who, "group", code, count)
        return who

    with library.change("fill"):
        for person in ids:
            answers.finish(library, answer(person, 9))
    assert "7 people for the workshop of 2 March 2026, by their own account" in one_page(library, workshop)
    begun = start_round(library, step, "Later").value
    with library.change("fill"):
        for person in ids[:5]:
            answers.finish(library, answer(person, 8))
        # One is at it; whoever has the copy of their list on the screen has said nothing yet.
        answer(ids[5], 7)
        answers.choose_entry_mode(library, Who(step, ids[6]), "tally")
    page = one_page(library, workshop)
    assert begun == 2 and "n = 6 people" in page
    assert "6 of the 7 people on the roster in the round “Later”, which began on" in page and "2026, by" in page
    assert "one day" not in page and "1 of these lists is not finished." in page
    assert "Beside the page of an earlier round it tells no change" in page
    names = {person.name for person, _ in compose.Handouts(library, workshop)}
    assert len(names) == 6


def test_lists_that_were_made_before_the_day_are_not_said_to_be_of_it(library: Library, sampled: int) -> None:
    for ahead, when in ((3, "in the days up to"), (0, "on one day,"), (-3, "for the workshop of")):
        day = date.today() + timedelta(days=ahead)
        describe_workshop(library, sampled, title="Plant", held_on=day)
        assert f"18 people {when} {long_day(day)}, by their own account" in page_of(library, sampled)


def test_lists_of_several_days_are_not_said_to_be_of_one(library: Library) -> None:
    """Nobody has said when the workshop was, and somebody's list came back two days after the others'."""
    workshop, step = tallied(library, [(6, 2, 1, 1)] * 5)
    assert "5 people on one day, by their own account" in page_of(library, workshop)
    with library.change("came back") as change:
        network = find_network(change.session, step, people_of(library, workshop)[4].id)
        assert network is not None and network.finished_at is not None
        first, network.finished_at = network.finished_at, network.finished_at + timedelta(days=2)
        change.session.add(network)
    days = [long_day(utc(first + timedelta(days=added)).astimezone().date()) for added in (0, 2)]
    page = page_of(library, workshop)
    assert f"5 people in lists that were finished from {days[0]} to {days[1]}, by" in page and "one day" not in page


@pytest.mark.parametrize("again", [False, True])
def test_one_page_is_one_page_in_german_on_the_lowest_paper(
    library: Library, listed: tuple[int, int, list[int]], again: bool
) -> None:
    """Three long actions, the teams and the limit; where it is too much, the teams stand on a later page alone."""
    workshop, step, ids = listed
    for number in range(3):
        add_action(
            library,
            workshop,
            Wording("Was wir tun " * (30 if again else 3), ids[number], sign="Zeichen " * (40 if again else 9)),
        )
    if again:
        start_round(library, step, "Noch einmal, mit einem langen Namen")
        with library.change("again"):
            for person in ids:
                who = Who(step, person)
                answers.choose_entry_mode(library, who, "contact")
                answers.finish(library, who)
    options = PaperOptions(language="de", paper="letter")
    first, *others = (
        text
        for text in pages_of(compose.summary(library, workshop, options).render())
        if "Wer sich an wen wendet" in text or "Von 100 Menschen, an die wir uns wenden" in text
    )
    assert "Von 100 Menschen" in first and "keine Stichprobe des Unternehmens" in first
    assert ("nach Team" in first) == (not again) and any("nach Team" in text for text in others)


def test_of_two_answers_that_are_as_frequent_neither_is_said_to_hold_most(library: Library) -> None:
    workshop = start_workshop(library, "Plant").value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    counts = {"group": (6, 0, 0, 0), "interaction": (3, 3, 0, 0, 0), "time_known": (4, 2, 0, 0, 0)}
    with library.change("fill"):
        for person in add_people(library, workshop, people(5)).value:
            who = Who(step, person)
            answers.choose_entry_mode(library, who, "tally")
            answers.set_list_length(library, who, 6)
            for key, row in counts.items():
                for code, count in enumerate(row, start=1):
                    answers.set_tally(library, who, key, code, count)
            answers.finish(library, who)
    page = one_page(library, workshop)
    assert "How long: “Under 1 year” for 65% of the contacts" in page and "How often" not in page
