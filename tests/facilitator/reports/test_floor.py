"""Papers keep the floor: below it they say how many have answered, and nothing from which one of them follows."""

import re
from io import BytesIO
from random import Random

import pytest
from agreeing import confirm_match, match_exact
from prepared import add_sample
from pypdf import PdfReader

from facilitator.actions.actions import actions_of
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.own_action.rows import own_actions
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.reports import compose
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import add_people, people_of

OF_SEVERAL = (
    "Median",
    "Middle half",
    "One person",
    "n = ",
    "What stands out",
    "Mean share",
    "ties",
    "Their lists hold",
)


def text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def drawn(content: bytes) -> int:
    """How many lines and curves are stroked and filled on all pages."""
    ends = re.compile(rb"(?<=\s)(?:S|s|f|f\*|B|b)(?=\s)")
    return sum(len(ends.findall(page.get_contents().get_data())) for page in PdfReader(BytesIO(content)).pages)


def room_of(library: Library, count: int) -> tuple[int, int, list[int]]:
    workshop = start_workshop(library, "Room").value
    ids = add_people(library, workshop, people(count)).value
    return workshop, exercise_steps(library, workshop)[0][0].id, ids


def about_the_room(library: Library, workshop: int) -> tuple[str, bytes]:
    content = compose.summary(library, workshop).render()
    said = text(content)
    start = said.rindex("The room’s networks")
    return said[start : said.index("The workshop 1.", start)], content


def test_a_summary_says_how_many_and_nothing_else_until_the_floor(library: Library) -> None:
    """What people agreed to have among the actions stands there from the first on, by itself: it is set apart here."""
    workshop, step, ids = room_of(library, 7)
    keep_paper_options(library, workshop, PaperOptions(left_out=("actions",)))
    paths = []
    for count in range(7):
        said, content = about_the_room(library, workshop)
        paths.append(drawn(content))
        assert f"{count} of 7 people took part." in said
        if count < 5:
            assert not [words for words in OF_SEVERAL if words in said]
            assert re.findall(r"\d+", said.replace("Page 2 of", "")) in ([str(count), "7"], [str(count), "7", "5"])
        else:
            assert all(words in said for words in ("Median", f"n = {count}", "Mean share"))
        simulate(library, step, ids[count], Random(count))
        match_exact(library, step)
        with library.read() as session:
            shared = sum(action.shared for action in own_actions(session, step).values())
        assert len(actions_of(library, workshop)) == shared
    assert shared, "somebody shared what they will do"
    # Not a line more is drawn for four people than for nobody.
    assert len(set(paths[:5])) == 1 and min(paths[5:]) > paths[0] + 10


@pytest.mark.parametrize(("people_", "floor", "shown"), [(2, 3, False), (4, 5, False), (5, 5, True), (3, 3, True)])
def test_a_handout_holds_the_rooms_median_from_the_floor_on(
    library: Library, people_: int, floor: int, shown: bool
) -> None:
    workshop, step, ids = room_of(library, people_)
    change_analysis(library, step, Analysis(smallest_group=floor))
    for person in ids:
        simulate(library, step, person, Random(person))
    for _, handout in Handouts(library, workshop):
        said = text(handout.render())
        assert "Your network" in said
        assert ("Median of the room" in said) is shown


def test_a_new_round_with_one_answer_says_only_the_count(library: Library) -> None:
    workshop, step, ids = room_of(library, 8)
    for person in ids:
        simulate(library, step, person, Random(person))
    start_round(library, step, "After a month")
    who = Who(step, ids[0])
    answers.accept_notice(library, who)
    answers.add_contact(library, who, "Neu")
    answers.finish(library, who)
    said, _ = about_the_room(library, workshop)
    assert "1 of 8 people took part." in said
    assert not [words for words in (*OF_SEVERAL, "answered before and after", "kept") if words in said]


def test_a_change_of_too_few_is_not_in_a_summary_of_enough(library: Library) -> None:
    workshop, step, ids = room_of(library, 10)
    for person in ids[:4]:
        simulate(library, step, person, Random(person))
    start_round(library, step, "After a month")
    for person in ids:
        who = Who(step, person)
        answers.accept_notice(library, who)
        simulate(library, step, person, Random(person + 100)) if person not in ids[:4] else None
        answers.finish(library, who)
    said, _ = about_the_room(library, workshop)
    assert "4 of 4 people who answered before have finished now. Changes are shown from 5 people on." in said
    assert "Mean change" not in said and "contacts." not in said.split("What changed")[1].split("Answers of")[0]


def test_a_network_of_few_lists_is_a_count(library: Library) -> None:
    workshop, step, ids = room_of(library, 12)
    for place, person in enumerate(ids):
        who = Who(step, person)
        if place < 4:
            contact = answers.add_contact(library, who, "X").value
            confirm_match(library, step, contact, ids[place + 1])
        else:
            answers.set_list_length(library, who, 4)
            answers.set_tally(library, who, "group", 1, 4)
        answers.finish(library, who)
    said, _ = about_the_room(library, workshop)
    assert "4 of 12 people gave a list by contact." in said
    assert "ties were confirmed" not in said and "relied on" not in said and "no other list" not in said


def test_most_relied_on_are_as_many_as_the_floor(library: Library) -> None:
    workshop, step, ids = room_of(library, 18)
    for place, person in enumerate(ids):
        who = Who(step, person)
        for way in (1, 2):
            contact = answers.add_contact(library, who, f"X{way}").value
            answers.rate(library, who, contact, "group", way)
            if place != 17:
                confirm_match(library, step, contact, ids[(place + way) % 17])
        answers.finish(library, who)
    said, _ = about_the_room(library, workshop)
    assert "The 5 people most relied on, of 18, receive" in said
    # One person has no tie: of one it is not said.
    assert "in no other list" not in said
    change_analysis(library, step, Analysis(smallest_group=10))
    assert "most relied on" not in about_the_room(library, workshop)[0]


def test_answers_to_a_question_of_too_few_are_a_number(library: Library) -> None:
    workshop, step, ids = room_of(library, 6)
    factors = RoomProfiles(library, step).factors
    for place, person in enumerate(ids):
        who = Who(step, person)
        asked = [factor.key for at, factor in enumerate(factors) if at or place < 2]
        answers.add_contacts(library, who, [(f"X{code}", dict.fromkeys(asked, code)) for code in (1, 2)])
        answers.finish(library, who)
    assert len(read_networks(library, step)) == 6
    said, _ = about_the_room(library, workshop)
    shares = said.split("Answers of the whole room")[1]
    assert f"{factors[0].codes[0]} – 2" in shares
    assert f"{factors[1].codes[0]} 50% 6" in shares
    assert f"{factors[0].question} – – 2" in said


def test_no_list_is_told_by_being_the_shortest_or_the_longest(library: Library) -> None:
    workshop, step, ids = room_of(library, 12)
    for place, person in enumerate(ids):
        if place == 9:
            few, _ = about_the_room(library, workshop)
        who = Who(step, person)
        answers.choose_entry_mode(library, who, "contact")
        for number in range({0: 3, 8: 19}.get(place, 10 + place % 3)):
            answers.add_contact(library, who, f"C{number}")
        for contact in read_networks(library, step)[person].contacts:
            answers.rate(library, who, contact.id, "group", 1 + contact.id % 3)
        answers.finish(library, who)
    said, _ = about_the_room(library, workshop)
    assert (
        "The median length of their lists is 11 contacts: half of them are that long or shorter."
        " At least half of the lists hold 10 to 12." in said
    )
    assert "3 to 19" not in said
    # The median of nine lists is the length of one of them.
    assert "On average their lists hold 11 contacts." in few and "median length" not in few


def test_a_pattern_of_all_but_one_does_not_tell_of_the_one(library: Library) -> None:
    """The seventh of seven is known by "6 of 7", and each of twelve by "12 of 12"."""
    workshop, step, ids = room_of(library, 12)
    told = []
    for count, person in enumerate(ids, start=1):
        who = Who(step, person)
        answers.choose_entry_mode(library, who, "contact")
        given = [{"group": 1 + number % 4 if count == 7 else 1} for number in range(9)]
        answers.add_contacts(library, who, [(f"C{number}", codes) for number, codes in enumerate(given)])
        answers.finish(library, who)
        if count in (6, 7, 12):
            said, _ = about_the_room(library, workshop)
            told.append(
                re.findall(r"(?:At least )?[0-9]+ of [0-9]+ people have (?:[0-9]+% or more|two contacts)", said)
            )
    assert not any(told[:2])
    assert told[2] and all(each.startswith("At least 7 of 12 people") for each in told[2])


def test_which_way_they_answered_is_told_of_no_few(library: Library) -> None:
    workshop, step, ids = room_of(library, 11)
    for count, person in enumerate(ids, start=1):
        simulate(library, step, person, Random(person))
        answers.choose_entry_mode(library, Who(step, person), "tally" if count > 6 else "contact")
    said, _ = about_the_room(library, workshop)
    assert "6 entered them contact by contact, 5 as a tally." in said
    answers.choose_entry_mode(library, Who(step, ids[-1]), "contact")
    said, _ = about_the_room(library, workshop)
    assert "11 of 11 people took part." in said and "as a tally" not in said


def test_a_way_of_grouping_of_which_nothing_may_be_told_is_said_and_not_drawn(library: Library) -> None:
    workshop = add_sample(library, count=60)
    # All of one team and one more have another level: the difference of the two would be that one's.
    people = people_of(library, workshop)
    team = max({person.team for person in people}, key=[person.team for person in people].count)
    apart = {person.id for person in people if person.team == team}
    apart.add(next(person.id for person in people if person.team != team))
    with library.change("Levels") as change:
        for person in people:
            find_participant(change.session, person.id).level = "Lead" if person.id in apart else "Staff"
    summary = text(compose.summary(library, workshop).render())
    assert "Not shown by level: beside the other tables here it would tell of fewer than 5 people." in summary
    assert "By team: Diversity" in summary and "By level: Diversity" not in summary
