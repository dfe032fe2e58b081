"""Who agreed to a story, and what is lacking until it may be told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storytelling import KIND, House

from facilitator.charts.rows import Rows
from facilitator.described.setup import bundled
from facilitator.errors import Invalid
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import erase_participant, move_answers, remove_participants
from facilitator.exercises.stories.board import agree, back_to_draft, plan, read_again, read_programme, tick, withdraw
from facilitator.exercises.stories.told import PARTS, Said, State, Story, _months_later, read_stories, read_story
from facilitator.questionnaires.answers import Lacking, put, put_entry, reopen, send
from facilitator.questionnaires.checking import words_in
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import change_questionnaire, get_setup
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person


@pytest.fixture
def house(library: Library) -> House:
    return House(library)


def story(house: House, story_id: int, today: date | None = None) -> Story:
    return read_story(house.library, house.step, story_id, today)


def test_a_story_goes_from_draft_to_planned_by_its_tellers_consent(house: House) -> None:
    told = house.tell(0, agrees=False)
    assert story(house, told).state is State.DRAFT
    with pytest.raises(Invalid, match="Ada Moor has not agreed"):
        agree(house.library, house.step, told)
    house.tell(0)
    with pytest.raises(Invalid, match="Only an agreed story"):
        plan(house.library, house.step, told)
    agree(house.library, house.step, told)
    assert story(house, told).state is State.AGREED
    done = plan(house.library, house.step, told)
    assert (done.value, story(house, told).state) == (1, State.PLANNED)
    done.undo()
    assert story(house, told).state is State.AGREED
    back_to_draft(house.library, house.step, told)
    assert story(house, told).state is State.DRAFT


@pytest.mark.parametrize(
    ("did", "partly"),
    [
        ("I asked Ben Ruiz how he does it.", False),
        ("ben ruiz showed me", False),
        ("It was Ruiz who warned us.", True),
        ("Ben's list helped.", True),
    ],
)
def test_a_name_on_the_roster_that_is_not_ticked_keeps_a_story_from_being_agreed(
    house: House, did: str, partly: bool
) -> None:
    told = house.tell(0, did)
    ben = house.people[1]
    with pytest.raises(Invalid, match="Ben Ruiz is in it and has not read it and agreed"):
        agree(house.library, house.step, told)
    tick(house.library, house.step, told, ben, Said.DECLINES)
    with pytest.raises(Invalid, match="has to be told without them"):
        agree(house.library, house.step, told)
    if partly:
        tick(house.library, house.step, told, ben, Said.SOMEBODY_ELSE)
        agree(house.library, house.step, told)
    else:
        with pytest.raises(Invalid, match="nobody else can be meant"):
            tick(house.library, house.step, told, ben, Said.SOMEBODY_ELSE)
    tick(house.library, house.step, told, ben, Said.AGREES)
    agree(house.library, house.step, told)
    assert story(house, told).is_told
    tick(house.library, house.step, told, ben, None)
    assert story(house, told).state is State.DRAFT


def test_who_is_recognisable_agrees_though_no_name_stands_there(house: House) -> None:
    told = house.tell(0, "I asked our only planner.", named=[2])
    with pytest.raises(Invalid, match="Cem Aksoy is in it"):
        agree(house.library, house.step, told)
    tick(house.library, house.step, told, house.people[2], Said.AGREES)
    agree(house.library, house.step, told)
    with pytest.raises(Invalid, match="not in the story"):
        tick(house.library, house.step, told, house.people[3], Said.AGREES)


def test_people_outside_of_the_workshop_have_to_agree_too(house: House) -> None:
    told = house.tell(0, elsewhere=True)
    with pytest.raises(Invalid, match="outside of the workshop"):
        agree(house.library, house.step, told)
    house.answer(0, "others_agree", Value(day=date.today()))
    agree(house.library, house.step, told)
    house.tell(1, named=[])
    house.answer(1, "meant", Value("here"))
    with pytest.raises(Invalid, match="has not said who of the workshop is meant"):
        agree(house.library, house.step, house.id_of(1))


def test_consent_is_to_the_text_as_it_stands(house: House) -> None:
    """What the facilitator changes, its teller has to agree to again; what anybody changes, all who are in it."""
    told = house.planned(0, did="I asked our only planner.")
    library, ada = house.library, house.people[0]
    done = put_entry(library, Who(house.step, ada, corrects=True), "did", "I asked nobody.", _answer(house, "did"))
    assert story(house, told).why_not == ("Ada Moor has not agreed to it as it is now.",)
    assert not exercise("stories").dated_mails(library, house.step)
    done.undo()
    assert story(house, told).state is State.PLANNED
    house.answer(0, "did", Value(word="I asked the planner twice."))
    assert story(house, told).state is State.DRAFT and not story(house, told).why_not
    agree(library, house.step, told)
    assert story(house, told).state is State.PLANNED, "its week waits for it"
    asked = get_setup(library, house.step).questionnaire
    reworded = [
        each.model_copy(update={"text": "Quite another sentence."}) if each.key == "agree" else each
        for each in asked.questions
    ]
    change_questionnaire(library, house.step, asked.edited(questions=tuple(reworded)))
    assert story(house, told).state is State.DRAFT


def _answer(house: House, key: str) -> int:
    from facilitator.questionnaires.reading import response_of_person

    response = response_of_person(house.library, house.step, house.people[0])
    assert response is not None
    return response.given.of(key)[0].id


def test_consent_ends_after_twelve_months_or_as_long_as_was_said(house: House) -> None:
    told = house.planned(0)
    today = date.today()
    last = _months_later(today, 12)
    assert story(house, told).until == last
    assert story(house, told, last).is_told
    after = story(house, told, date.fromordinal(last.toordinal() + 1))
    assert after.state is State.DRAFT and "Consent ended on" in after.why_not[0]
    house.answer(0, "how_long", Value("three"))
    assert story(house, told).until == _months_later(today, 3)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_month_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = _months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and date.fromordinal(later.toordinal() + 1).day == 1)


@pytest.mark.parametrize(("months", "last"), [(10**18, date.max), (-(10**18), date.min)])
def test_more_months_than_there_are_dates_end_with_these(months: int, last: date) -> None:
    assert _months_later(date(2026, 11, 28), months) == last


@pytest.mark.parametrize(("where", "goes"), [("house", [1, 0, 0]), ("client", [1, 1, 0]), ("outside", [1, 1, 1])])
def test_a_story_goes_no_further_than_its_teller_said(house: House, where: str, goes: list[int]) -> None:
    told = house.planned(0, where=where)
    assert [story(house, told).may_go(circle) for circle in ("house", "client", "outside")] == list(map(bool, goes))


def test_word_151_is_refused_with_what_to_do(house: House) -> None:
    who, library = house.who(0), house.library
    put(library, who, "tells", [Value("myself")])
    put(library, who, "work", [Value(word=" ".join(["one"] * 100))])
    put(library, who, "hard", [Value(word=" ".join(["two"] * 50))])
    with pytest.raises(Invalid, match="takes 150 words together, and these are 151: take out 1 word, here or"):
        put_entry(library, who, "did", "three")
    put(library, who, "work", [Value(word=" ".join(["one"] * 99))])
    put_entry(library, who, "did", "three")
    # A headline does not count.
    put(library, who, "headline", [Value(word="Five words for a story")])
    with pytest.raises(Invalid, match="these are 153: take out 3 words"):
        put(library, who, "learned", [Value(word="a b c")])


def test_a_limit_that_somebody_has_passed_can_not_be_set(house: House) -> None:
    house.tell(0)
    asked = get_setup(house.library, house.step).questionnaire
    pages = tuple(
        each.model_copy(update={"words_most": 5}) if each.words_most is not None else each for each in asked.pages
    )
    with pytest.raises(Invalid, match="would no longer take what 1 person has written"):
        change_questionnaire(house.library, house.step, asked.edited(pages=pages))


def test_whoever_tells_nothing_has_no_story(house: House) -> None:
    house.wants(0)
    assert read_stories(house.library, house.step) == []
    with pytest.raises(Lacking):
        send(house.library, house.who(1))


@pytest.mark.parametrize("leave", [remove_participants, erase_participant])
def test_whoever_leaves_the_list_is_looked_for_once_more(house: House, leave: object) -> None:
    told = house.tell(0, "I asked Cem Aksoy.", named=[2])
    tick(house.library, house.step, told, house.people[2], Said.AGREES)
    agree(house.library, house.step, told)
    if leave is remove_participants:
        done = remove_participants(house.library, [house.people[2]])
    else:
        erase_participant(house.library, house.people[2])
    assert "read it once more" in " ".join(story(house, told).why_not)
    with pytest.raises(Invalid):
        agree(house.library, house.step, told)
    read_again(house.library, house.step, told)
    house.answer(0, "meant", Value("nobody"))
    agree(house.library, house.step, told)
    if leave is remove_participants:
        house.answer(0, "meant", Value("here"))
        back_to_draft(house.library, house.step, told)
        assert done.value is None


def test_the_story_of_somebody_else_is_agreed_by_nobody(house: House) -> None:
    told = house.planned(0)
    move_answers(house.library, house.step, house.people[0], house.people[4])
    moved = story(house, told)
    assert moved.teller == "Edo Vink" and moved.why_not == ("Edo Vink has not agreed to it as it is now.",)
    assert read_programme(house.library, house.step).left == 0


def test_what_few_stories_show_that_are_not_told_is_no_difference_to_those_that_are(library: Library) -> None:
    """The others are read with their tellers and values: the rest of a figure would be the few tellers' own."""
    house = House(library, [Person(f"Teller {number}", team="North") for number in range(7)])
    asked = get_setup(library, house.step).questionnaire
    shows, another = (option.key for option in asked.options("value")[:2])
    stories = []
    for person in range(7):
        house.answer(person, "value", Value(another if person == 6 else shows))
        stories.append(house.tell(person))

    def counted() -> tuple[list[int], str]:
        figure = exercise(KIND).figures(library, house.step)["value"]
        assert isinstance(figure.chart, Rows) and not figure.is_withheld
        numbers = [int(row.bars[0][1]) for row in figure.chart.rows]
        return [number for number in numbers if number], figure.sentence

    assert counted()[0] == [6, 1], "none is told yet"
    for each in stories[:6]:
        agree(library, house.step, each)
    numbers, sentence = counted()
    assert numbers == [6] and "the stories of too few that are not told are left out" in sentence
    agree(library, house.step, stories[6])
    assert counted()[0] == [6, 1] and "left out" not in counted()[1]


def test_a_withdrawn_story_is_agreed_only_after_it_was_taken_back(house: House) -> None:
    told = house.planned(0)
    withdraw(house.library, house.step, told)
    assert story(house, told).state is State.WITHDRAWN
    with pytest.raises(Invalid, match="withdrawn"):
        agree(house.library, house.step, told)
    withdraw(house.library, house.step, told, False)
    agree(house.library, house.step, told)
    reopen(house.library, house.who(0))
    assert story(house, told).why_not == ("Ada Moor has not sent it yet.",)


def test_our_own_stories_keep_to_their_limits(house: House) -> None:
    asked = bundled("stories")
    told: Any = exercise("stories").samples(house.library, house.step)["together"]
    assert len(told) >= 18 and len({each["headline"] for each in told}) == len(told)
    for each in told:
        assert sum(words_in(each[key]) for key in PARTS) <= 150
        for key in (*PARTS, "headline"):
            assert len(each[key]) <= asked.by_key[key].longest  # type: ignore[attr-defined]  # a question for words
        assert {each["value"]} <= {option.key for option in asked.options("value")}
