"""Answers as they are given, changed, sent, moved and taken back; whose they are, and what no longer stands."""

from datetime import date
from pathlib import Path

import pytest
from asked import (
    ANY,
    EVERYTHING,
    Asked,
    ask,
    ask_everything,
    contents,
    file_of,
    fill,
    opened_copy,
    options,
    questionnaires,
    rows_of,
)
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadFile, Invalid, NotFound
from facilitator.questionnaires import drafts
from facilitator.questionnaires.answers import (
    Lacking,
    add_for_room,
    begin,
    discard,
    leave,
    put,
    put_entry,
    reopen,
    send,
    strip_names,
)
from facilitator.questionnaires.answers_export import wide_table
from facilitator.questionnaires.asking import pages
from facilitator.questionnaires.duration import seconds_for
from facilitator.questionnaires.model import Consent, Number, Page, Questionnaire, Rank, SeveralOf, Text, Value
from facilitator.questionnaires.moving import move_answers, what_moves
from facilitator.questionnaires.partner_choice import company, offered
from facilitator.questionnaires.reading import Who, has_sent, nobodys, read_given, responses
from facilitator.questionnaires.setup import (
    change_questionnaire,
    close,
    copy_questionnaire,
    get_setup,
    new_round,
    open_again,
    read_setup,
)
from facilitator.questionnaires.teams import team_id, team_names
from facilitator.storage.changes import Change
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.agenda import add_step, remove_step
from facilitator.workshop.roster import Person, get_participant, remove_people, update_person

ON_A_SERVER_TOO = (
    "test_erasing_somebody_leaves_no_byte_of_theirs",
    "test_anonymous_answers_are_read_once_collecting_has_ended",
    "test_anonymous_answers_are_found_by_no_other_program",
)
"""All but those that look into the file, for what nobody may find there."""


def word(text: str) -> Value:
    return Value(word=text)


def joins(library: Library, person: int, team: str) -> None:
    there = get_participant(library, person)
    update_person(library, person, Person(there.name, there.email, team))


@pytest.fixture
def everything(library: Library) -> Asked:
    return ask_everything(library)


def answer_all(asked: Asked, number: int = 0) -> None:
    who, library = asked.who(number), asked.library
    put(library, who, "capability", [Value("planning")])
    put(library, who, "why", [word("It is new.\nAnd hard.")])
    put(library, who, "ticks", [Value("a_course"), Value("a_project")])
    put(library, who, "best", [Value("a_course"), Value("a_project")])
    first, second = put(library, who, "contacts", [word("AB"), word("CD")]).value
    put(library, who, "close", [Value(number=2)], first)
    put(library, who, "hours", [Value(number=1.5)], first)
    put(library, who, "close", [Value(missing="declined")], second)
    put(library, who, "since", [Value(day=date(2026, 2, 28))])
    put(library, who, "asks", [Value(person=asked.people[(number + 1) % len(asked.people)])])
    put(library, who, "size", [Value(number=5)])
    put(library, who, "mix", [Value("here", number=2), Value("there", number=3)])
    put(library, who, "shown", [Value(day=date(2026, 11, 26))])


def test_answers_are_read_as_they_were_given(everything: Asked) -> None:
    answer_all(everything)
    assert send(everything.library, everything.who()).value == len(list(everything.given()))
    assert has_sent(everything.library, everything.who())
    found = everything.given()
    assert found.options("ticks") == ("a_project", "a_course")
    assert found.options("best") == ("a_course", "a_project")
    assert contents(found)[("hours", 0)] == [Value(number=1.5)]
    assert all(answer.sent for answer in found)
    (response,) = responses(everything.library, everything.step)
    assert (response.members, response.sent, response.given) == ((everything.people[0],), True, found)


def test_the_same_answer_again_announces_nothing(everything: Asked) -> None:
    answer_all(everything)
    heard: list[Change] = []
    everything.library.changed.connect(heard.append)
    before = rows_of(everything.library, everything.step)
    answer_all(everything)
    assert heard == []
    assert rows_of(everything.library, everything.step) == before


def test_equal_rows_stay_and_what_is_asked_about_them(everything: Asked) -> None:
    answer_all(everything)
    first, second = (answer.id for answer in everything.given().of("contacts"))
    ids = put(everything.library, everything.who(), "contacts", [word("EF"), word("CD"), word("AB")]).value
    assert ids[1:] == (second, first)
    assert contents(everything.given())[("close", 2)] == [Value(number=2)]
    put_entry(everything.library, everything.who(), "contacts", "Abigail", first)
    assert contents(everything.given())[("close", 2)] == [Value(number=2)]
    put(everything.library, everything.who(), "contacts", [word("CD")])
    assert {key for key in contents(everything.given()) if key[0] in ("close", "hours")} == {("close", 0)}


def test_dropping_a_tick_prunes_its_rank(everything: Asked) -> None:
    answer_all(everything)
    put(everything.library, everything.who(), "ticks", [Value("a_project"), Value("a_colleague")])
    assert everything.given().options("best") == ("a_project",)
    with pytest.raises(Invalid, match="ranks what is ticked"):
        put(everything.library, everything.who(), "best", [Value("a_course")])


def test_an_entry_is_written_reworded_and_taken_away(everything: Asked) -> None:
    library, who = everything.library, everything.who()
    entry = put_entry(library, who, "contacts", " AB ").value
    assert put_entry(library, who, "contacts", "Abe", entry).value == entry
    for name in ("CD", "EF", "GH"):
        put_entry(library, who, "contacts", name)
    with pytest.raises(Invalid, match="4 answers at most"):
        put_entry(library, who, "contacts", "IJ")
    assert put_entry(library, who, "contacts", "", entry).value == 0
    assert [value.word for value in everything.given().values("contacts")] == ["CD", "EF", "GH"]
    with pytest.raises(NotFound):
        put_entry(library, everything.who(1), "contacts", "mine", everything.given().of("contacts")[0].id)


@pytest.mark.parametrize(
    ("question", "values", "sentence"),
    [
        ("capability", [Value("selling"), Value("planning")], "takes 1 answer"),
        ("capability", [Value("sewing")], "no such answer"),
        ("capability", [word("Selling")], "another kind"),
        ("contacts", [word("x" * 41)], "takes 40 letters"),
        ("size", [Value(number=1.5)], "whole number"),
        ("size", [Value(number=-1)], "0 or more"),
        ("size", [Value(number=float("nan"))], "whole number"),
        ("mix", [Value("here", number=0.5)], "whole numbers"),
        ("mix", [Value("here", number=1), Value("here", number=2)], "counts each answer once"),
        ("capability", [Value(missing="skipped")], "has to be answered"),
        ("why", [Value(missing="not_applicable")], "has to be answered"),
    ],
)
def test_what_a_question_does_not_take_is_refused(
    everything: Asked, question: str, values: list[Value], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        put(everything.library, everything.who(), question, values)
    assert rows_of(everything.library, everything.step) == []


def test_nobody_names_themselves_and_nobody_of_another_room(everything: Asked) -> None:
    library, who = everything.library, everything.who()
    with pytest.raises(Invalid, match="somebody else"):
        put(library, who, "asks", [Value(person=everything.people[0])])
    stranger = ask(library, EVERYTHING, 1)
    with pytest.raises(NotFound):
        put(library, who, "asks", [Value(person=stranger.people[0])])
    with library.change("Teams") as change:
        own = team_id(change.session, everything.workshop, "sales")
    with pytest.raises(Invalid, match="another team"):
        put(library, who, "team", [Value(team=own)])


def test_taking_back_a_correction_leaves_what_the_person_answered_since(everything: Asked) -> None:
    library = everything.library
    corrected = put(library, everything.who(corrects=True), "size", [Value(number=5)])
    put(library, everything.who(), "why", [word("It is new")])
    again = corrected.undo()
    given = read_given(library, everything.who())
    assert given.values("why") == (word("It is new"),) and not given.of("size")
    assert [each.members for each in responses(library, everything.step)] == [(everything.people[0],)]
    again()
    assert read_given(library, everything.who()).values("size") == (Value(number=5),)
    # With nothing else in it the response goes as it came.
    alone = put(library, everything.who(1, corrects=True), "size", [Value(number=5)])
    alone.undo()
    assert len(responses(library, everything.step)) == 1


def test_a_team_that_was_named_survives_its_renaming(everything: Asked) -> None:
    library = everything.library
    with library.change("Teams") as change:
        support = team_id(change.session, everything.workshop, "SUPPORT")
    put(library, everything.who(), "team", [Value(team=support)])
    members = [each for each in everything.people if get_participant(library, each).team == "Support"]
    for renamed, person in enumerate(members):
        with library.read() as session:
            assert team_names(session, everything.workshop) == {support: "Support"}, renamed
        joins(library, person, "Customer care")
    with library.change("Teams") as change:
        assert team_names(change.session, everything.workshop) == {support: "Customer care"}
        assert team_id(change.session, everything.workshop, "customer care") == support


def test_what_has_to_be_answered_keeps_answers_from_being_sent(everything: Asked) -> None:
    library, who = everything.library, everything.who()
    put(library, who, "size", [Value(number=5)])
    put(library, who, "mix", [Value("here", number=2)])
    with pytest.raises(Lacking, match="has to be answered") as lacking:
        send(library, who)
    assert [place.question for place in lacking.value.places] == ["capability", "ticks", "mix"]
    corrector = everything.who(corrects=True)
    with pytest.raises(Lacking, match="adds up to 2, not to 5"):
        send(library, corrector)
    put(library, who, "mix", [Value("here", number=2), Value("there", number=3)])
    with pytest.raises(Lacking, match="Ask AB first"):
        send(library, corrector, lambda given: ["Ask AB first."] if given.of("size") else [])
    send(library, corrector)
    assert has_sent(library, who)


def test_sending_takes_what_is_no_longer_asked(everything: Asked) -> None:
    answer_all(everything)
    put(everything.library, everything.who(), "capability", [Value("selling")])
    assert everything.given().of("why")
    sent = send(everything.library, everything.who())
    assert not everything.given().of("why")
    sent.undo()
    assert everything.given().of("why")


def test_answers_that_counted_go_on_counting_and_new_entries_are_drafts(everything: Asked) -> None:
    answer_all(everything)
    send(everything.library, everything.who())
    reopen(everything.library, everything.who())
    put(everything.library, everything.who(), "capability", [Value("selling")])
    put_entry(everything.library, everything.who(), "contacts", "EF")
    found = everything.given()
    assert found.of("capability")[0].sent
    assert [answer.sent for answer in found.of("contacts")] == [True, True, False]


def test_pairs_answer_together_and_who_goes_leaves_theirs_to_the_other(library: Library) -> None:
    asked = ask(library, EVERYTHING.edited(together="pairs"))
    first, second, third, fourth = asked.people
    begin(library, asked.who(0), [second])
    heard: list[Change] = []
    library.changed.connect(heard.append)
    put(library, asked.who(1), "contacts", [word("AB")])
    assert {change.participant_id for change in heard} == {first, second}
    assert asked.given(0) == asked.given(1)
    with pytest.raises(Invalid, match="has begun already"):
        begin(library, asked.who(2), [first])
    with pytest.raises(Invalid, match="somebody else"):
        put(library, asked.who(0), "asks", [Value(person=second)])
    assert [person.id for person in offered(library, asked.step, third)] == [fourth]
    assert "together" in what_moves(library, asked.step, first, second).refusal
    (told,) = what_moves(library, asked.step, first, third).remarks
    assert "answered together with" in told
    before = rows_of(library, asked.step)
    gone = remove_people(library, [first])
    assert contents(asked.given(1)) == {("contacts", None): [word("AB")]}
    last = remove_people(library, [second])
    assert rows_of(library, asked.step) == []
    last.undo()
    gone.undo()
    assert rows_of(library, asked.step) == before
    with library.change("Leave") as change:
        leave(change.session, asked.step, first)
    assert not asked.given(0)
    assert asked.given(1)


def test_a_team_is_whoever_of_it_has_not_begun(library: Library) -> None:
    asked = ask(library, EVERYTHING.edited(together="teams"), 6)
    put(library, asked.who(0), "contacts", [word("AB")])
    with library.read() as session:
        setup = read_setup(session, asked.step)
        assert [person.id for person in company(session, setup, asked.people[2])] == [asked.people[0], asked.people[4]]
    joins(library, asked.people[4], "Support")
    assert asked.given(4) == asked.given(0)
    assert not asked.given(1)


def test_answers_move_and_two_are_swapped(everything: Asked) -> None:
    library, (first, second, third, _) = everything.library, everything.people
    answer_all(everything, 0)
    put(library, everything.who(1), "contacts", [word("Mine")])
    one, other = contents(everything.given(0)), contents(everything.given(1))
    told = what_moves(library, everything.step, first, second)
    assert (told.given, told.taken, told.refusal) == (("17 answers",), ("1 answer",), "")
    assert told.remarks == (
        "What was agreed to in these answers is taken back: only the person can agree to it again.",
        "1 answer names the other one, who would name themselves then: it goes.",
    )
    assert "has not answered anything" in what_moves(library, everything.step, third, first).refusal
    with library.change("Move") as change:
        move_answers(change.session, everything.step, first, second)
    del one["asks", None]  # They would name themselves.
    del one["shown", None]  # Somebody else agreed to it.
    assert (contents(everything.given(1)), contents(everything.given(0))) == (one, other)
    with library.change("Move") as change:
        move_answers(change.session, everything.step, second, third)
    assert not everything.given(1)
    assert contents(everything.given(2)) == one
    change.undo()
    assert contents(everything.given(1)) == one


def test_the_room_has_answers_of_nobody(everything: Asked) -> None:
    library, step = everything.library, everything.step
    own = add_for_room(library, step, "contacts", word("Of the room")).value
    rated = add_for_room(library, step, "close", Value(number=2), own).value
    assert nobodys(library, step).values("contacts") == (word("Of the room"),)
    assert [answer.id for answer in nobodys(library, step).of("close", own)] == [rated]
    answer_all(everything)
    (first, _) = everything.given().of("contacts")
    with pytest.raises(NotFound):
        add_for_room(library, step, "close", Value(number=2), first.id)


def test_clearing_and_its_undo(everything: Asked) -> None:
    answer_all(everything)
    before = rows_of(everything.library, everything.step)
    cleared = discard(everything.library, everything.who())
    assert rows_of(everything.library, everything.step) == []
    cleared.undo()
    assert rows_of(everything.library, everything.step) == before


def test_a_closed_step_takes_answers_by_the_facilitator_alone(everything: Asked) -> None:
    library = everything.library
    answer_all(everything)
    send(library, everything.who())
    closed = close(library, everything.step)
    with pytest.raises(Invalid, match="closed"):
        put(library, everything.who(1), "contacts", [word("AB")])
    put(library, everything.who(corrects=True), "contacts", [word("AB")])
    assert everything.given().of("contacts")[0].sent
    closed.undo()
    put(library, everything.who(1), "contacts", [word("AB")])


def test_rounds_are_beside_each_other(everything: Asked) -> None:
    library = everything.library
    with pytest.raises(Invalid, match="Nobody has sent"):
        new_round(library, everything.step)
    answer_all(everything)
    send(library, everything.who())
    before = contents(everything.given())
    assert new_round(library, everything.step).value == 2
    assert not everything.given()
    put(library, everything.who(), "contacts", [word("Later")])
    assert contents(responses(library, everything.step, 1)[0].given) == before
    discard(library, everything.who())
    assert contents(responses(library, everything.step, 1)[0].given) == before


def test_names_of_third_parties_become_numbers(everything: Asked) -> None:
    answer_all(everything)
    with everything.library.change("Strip") as change:
        strip_names(change.session, everything.step)
    assert [value.word for value in everything.given().values("contacts")] == ["1", "2"]
    assert contents(everything.given())["why", None]


def test_erasing_somebody_leaves_no_byte_of_theirs(everything: Asked) -> None:
    library = everything.library
    put(library, everything.who(0), "contacts", [word("Xylophonist")])
    put(library, everything.who(1), "asks", [Value(person=everything.people[0])])
    remove_people(library, [everything.people[0]])
    library.scrub()
    assert b"Xylophonist" not in file_of(library)
    assert not everything.given(1)


# Editing while people answer.


def edited(questionnaire: Questionnaire, key: str, **more: object) -> Questionnaire:
    questions = tuple(
        question.model_copy(update=more) if question.key == key else question for question in questionnaire.questions
    )
    return questionnaire.edited(questions=questions)


def test_an_edit_is_a_version_and_tears_nothing(everything: Asked) -> None:
    library, step = everything.library, everything.step
    answer_all(everything)
    before = contents(everything.given())
    wider = edited(EVERYTHING, "capability", text="What?", options=options("Planning", "Selling", "Sewing"))
    assert change_questionnaire(library, step, wider).value == 2
    assert change_questionnaire(library, step, wider).value == 2
    assert get_setup(library, step).questionnaire == wider
    assert contents(everything.given()) == before
    hidden = edited(wider, "ticks", hidden=True)
    change_questionnaire(library, step, hidden)
    send(library, everything.who())
    assert contents(everything.given()) == before
    refused = [
        (edited(EVERYTHING, "ticks", options=options("A project", "A colleague")), "that would go has 1 answer"),
        (edited(EVERYTHING, "contacts", entries=1), "no longer take 1 answer that was given"),
        (edited(EVERYTHING, "contacts", longest=1), "no longer take 1 answer that was given"),
        (edited(EVERYTHING, "hours", greatest=1), "no longer take 1 answer that was given"),
        (EVERYTHING.edited(notice="Everybody reads this."), "another promise"),
        (EVERYTHING.edited(names="initials"), "another promise"),
        (EVERYTHING.edited(together="pairs"), "in other company"),
        (
            Questionnaire(title="Less", notice=EVERYTHING.notice, questions=EVERYTHING.questions[:1]),
            "“Why this one[?]” has 1 answer: hide it instead",
        ),
        (
            Questionnaire(
                title="Other kind",
                notice=EVERYTHING.notice,
                questions=(Text(key="capability", text="Which?"), *EVERYTHING.questions[2:]),
            ),
            "fits no other kind of question",
        ),
    ]
    for questionnaire, sentence in refused:
        with pytest.raises(Invalid, match=sentence):
            change_questionnaire(library, step, questionnaire)
    assert get_setup(library, step).version == 3


def test_an_edit_that_answers_stand_on_is_not_taken_back(everything: Asked) -> None:
    library, step = everything.library, everything.step
    more = edited(EVERYTHING, "capability", options=options("Selling", "Planning", "Sewing"))
    change = change_questionnaire(library, step, more)
    again = change.undo()
    assert get_setup(library, step).questionnaire == EVERYTHING
    back = again()
    put(library, everything.who(), "capability", [Value("sewing")])
    with pytest.raises(Invalid, match="can't be taken back"):
        back()
    put(library, everything.who(1), "capability", [Value("planning")])
    assert get_setup(library, step).questionnaire == more
    assert everything.given().options("capability") == ("sewing",)


def test_a_consent_to_other_words_counts_no_longer(everything: Asked) -> None:
    library, step, today = everything.library, everything.step, Value(day=date(2026, 11, 26))
    asked = Questionnaire(
        title="Agreed",
        questions=(
            Consent(key="shown", text="The room may see it.", required=True),
            Text(key="what", text="What?", only_if={"question": "shown", "any_of": ["yes"]}),
        ),
    )
    everything = ask(library, asked)
    step, who = everything.step, everything.who()
    put(library, who, "shown", [today])
    put(library, who, "what", [word("This")])
    send(library, who)
    change_questionnaire(library, step, edited(asked, "shown", help="Just us."))
    assert everything.given().of("shown")[0].version == 1
    change_questionnaire(library, step, edited(asked, "shown", text="Everybody may see it."))
    assert everything.given().of("shown")[0].version == 0
    assert [len(places) for _, places in pages(get_setup(library, step).questionnaire, everything.given())] == [1]
    with pytest.raises(Lacking):
        send(library, who)
    put(library, who, "shown", [today])
    send(library, who)
    assert contents(everything.given())["what", None] == [word("This")]
    assert everything.given().of("shown")[0].version == 3


def test_what_a_step_asks_is_copied_and_goes_with_it(everything: Asked) -> None:
    library = everything.library
    answer_all(everything)
    other = add_step(library, everything.workshop, "Again").value
    with library.change("Copy") as change:
        copy_questionnaire(change.session, everything.step, other)
    assert get_setup(library, other).questionnaire == EVERYTHING
    assert read_given(library, Who(other, everything.people[0])) == read_given(library, everything.who(3))
    before = rows_of(library, everything.step)
    removed = remove_step(library, everything.step)
    with pytest.raises(NotFound):
        get_setup(library, everything.step)
    assert rows_of(library, everything.step) == []
    removed.undo()
    assert rows_of(library, everything.step) == before


# Answers of nobody.


@pytest.fixture
def secret(library: Library) -> Asked:
    asked = Questionnaire(
        title="Anonymous",
        names="anonymous",
        questions=(
            Text(key="card", text="What did we learn?", entries=12),
            SeveralOf(key="ticks", text="Which?", options=options("One", "Two", "Three")),
            Rank(key="best", text="Best?", from_ticks="ticks"),
            Number(key="weight", text="How much?", about="card"),
        ),
    )
    return ask(library, asked)


def test_anonymous_answers_are_nobodys(secret: Asked) -> None:
    library, who = secret.library, secret.who()
    heard: list[Change] = []
    library.changed.connect(heard.append)
    first, second = put(library, who, "card", [word("One"), word("Two")]).value
    third = put_entry(library, who, "card", "Three").value
    put(library, who, "ticks", [Value("two"), Value("one")])
    put(library, who, "best", [Value("two"), Value("one")])
    put(library, who, "weight", [Value(number=2)], second)
    put_entry(library, who, "card", "First", first)
    assert [answer.id for answer in secret.given().of("card")] == [first, second, third]
    assert [value.word for value in secret.given().values("card")] == ["First", "Two", "Three"]
    assert secret.given().options("best") == ("two", "one")
    assert not secret.given(1)
    assert all(answer < 0 for answer in (first, second, third))
    send(library, who)
    assert all(row[2] is None for row in rows_of(library, secret.step))
    assert {change.participant_id for change in heard} == {None}
    assert {entry.label for entry in activity_of(library, secret.workshop)} == {
        "Add step",
        "Add people",
        "New workshop",
    }
    assert responses(library, secret.step)[0].given == secret.given(1)


def test_anonymous_answers_can_be_undone_by_nobody(secret: Asked) -> None:
    library = secret.library
    done = put(library, secret.who(), "card", [word("One")])
    sent = send(library, secret.who())
    before = rows_of(library, secret.step)
    done.undo()
    sent.undo()
    assert rows_of(library, secret.step) == before
    with pytest.raises(Invalid, match="anonymous"):
        discard(library, secret.who())
    assert "anonymous" in what_moves(library, secret.step, *secret.people[:2]).refusal
    with library.change("Move") as change, pytest.raises(Invalid, match="anonymous"):
        move_answers(change.session, secret.step, *secret.people[:2])
    with pytest.raises(Invalid, match="anonymous"):
        new_round(library, secret.step)


def test_anonymous_answers_are_read_once_collecting_has_ended(secret: Asked) -> None:
    library = secret.library
    put(library, secret.who(0), "card", [word("Sent")])
    send(library, secret.who(0))
    put(library, secret.who(1), "card", [word("Unsent and forgotten")])
    change_questionnaire(library, secret.step, edited(get_setup(library, secret.step).questionnaire, "card", help="!"))
    put(library, secret.who(2), "card", [word("After")])
    send(library, secret.who(2))
    with pytest.raises(Invalid, match="once collecting has ended"):
        nobodys(library, secret.step)
    close(library, secret.step)
    assert {value.word for value in nobodys(library, secret.step).values("card")} == {"Sent", "After"}
    assert {answer.version for answer in nobodys(library, secret.step)} == {1}
    assert b"Unsent and forgotten" not in file_of(library)
    assert not secret.given(0)
    assert drafts.own(library, secret.step, 1) == []
    with pytest.raises(Invalid, match="closed"):
        put(library, secret.who(0, corrects=True), "card", [word("More")])
    open_again(library, secret.step)
    with pytest.raises(Invalid, match="nobody can find them"):
        reopen(library, secret.who(0))
    with pytest.raises(Invalid, match="nobody can find them"):
        put(library, secret.who(0), "ticks", [Value("one")])
    put_entry(library, secret.who(0), "card", "One more")
    put_entry(library, secret.who(1), "card", "At last")
    send(library, secret.who(1))


def test_anonymous_answers_are_found_by_no_other_program(secret: Asked) -> None:
    put(secret.library, secret.who(), "card", [word("One")])
    other = open_library(secret.library.path)
    assert not read_given(other, secret.who())
    other.close()


def test_a_refused_answer_leaves_the_memory_as_it_was(secret: Asked) -> None:
    library = secret.library
    put(library, secret.who(), "card", [word("One")])
    with pytest.raises(RuntimeError), library.change("Outer"):
        put(library, secret.who(), "ticks", [Value("one")])
        raise RuntimeError
    assert [value.word for value in secret.given().values("card")] == ["One"]
    assert not secret.given().of("ticks")


# Anything.


@given(data=st.data(), names=st.sampled_from(["signed", "anonymous"]))
@ANY
def test_any_answers_come_back_after_any_undo(empty_library: Path, data: st.DataObject, names: str) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, data.draw(questionnaires(names)), 3)
        for number in range(2):
            fill(data.draw, asked, number, sends=data.draw(st.booleans()))
        before = rows_of(library, asked.step)
        if names == "signed":
            cleared = discard(library, asked.who(0))
            again = cleared.undo()
            assert rows_of(library, asked.step) == before
            back = again()
            assert not asked.given(0)
            back()
            assert rows_of(library, asked.step) == before
        told = [contents(asked.given(number)) for number in range(2)]
        change_questionnaire(library, asked.step, get_setup(library, asked.step).questionnaire.edited(title="Another"))
        assert [contents(asked.given(number)) for number in range(2)] == told
        copy = add_step(library, asked.workshop, "Copy").value
        with library.change("Copy") as change:
            copy_questionnaire(change.session, asked.step, copy)
        assert get_setup(library, copy).questionnaire == get_setup(library, asked.step).questionnaire
        assert rows_of(library, copy) == []
        remove_people(library, asked.people).undo()
        removed = remove_step(library, asked.step)
        assert rows_of(library, asked.step) == []
        removed.undo()
        assert rows_of(library, asked.step) == before
        with library.read() as session:
            assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []


NOTES = Questionnaire(
    title="Notes",
    private_until_sent=True,
    questions=(Text(key="note", text="What did you see?", longest=20, entries=4, entries_own=2),),
    pages=(Page(key="notes", questions=("note",), layout="cards"),),
)


def words_seen(asked: Asked, who: Who) -> list[str | None]:
    return [value.word for value in read_given(asked.library, who).values("note")]


def test_the_facilitator_neither_reads_nor_sends_drafts_that_are_private(library: Library) -> None:
    asked = ask(library, NOTES)
    own, hand = asked.who(0), asked.who(0, corrects=True)
    begin(library, own)
    put_entry(library, own, "note", "A draft")
    assert words_seen(asked, hand) == []
    put_entry(library, hand, "note", "Said aloud")
    put(library, hand, "note", [word("Said aloud"), word("And this")])
    put(library, hand, "note", [word("And this"), word("Said aloud")])
    assert send(library, hand).value == 2
    assert words_seen(asked, hand) == ["And this", "Said aloud"]
    assert [(answer.value.word, answer.sent) for answer in read_given(library, own)] == [
        ("A draft", False),
        ("And this", True),
        ("Said aloud", True),
    ]
    assert not has_sent(library, own)
    assert "A draft" not in str(wide_table(library, asked.step)) and "And this" in str(wide_table(library, asked.step))
    with pytest.raises(Invalid, match="another promise"):
        change_questionnaire(library, asked.step, NOTES.edited(private_until_sent=False))
    send(library, own)
    assert words_seen(asked, hand) == ["A draft", "And this", "Said aloud"] and has_sent(library, own)


def test_the_facilitator_writes_down_more_than_one_writes_oneself(library: Library) -> None:
    asked = ask(library, NOTES)
    for text in ("One", "Two"):
        put_entry(library, asked.who(0), "note", text)
    with pytest.raises(Invalid, match="2 answers"):
        put_entry(library, asked.who(0), "note", "Three")
    for text in ("Three", "Four"):
        put_entry(library, asked.who(0, corrects=True), "note", text)
    with pytest.raises(Invalid, match="4 answers"):
        put_entry(library, asked.who(0, corrects=True), "note", "Five")


def test_more_entries_of_ones_own_than_there_are_is_as_many_as_there_are(library: Library) -> None:
    few, more = NOTES.questions[0].model_copy(update={"entries": 1, "entries_own": None}), NOTES.questions[0]
    few, more = (NOTES.edited(questions=(each,)) for each in (few, more.model_copy(update={"entries": 1})))
    assert seconds_for(more) == seconds_for(few)
    asked = ask(library, more)
    put_entry(library, asked.who(0), "note", "One")
    with pytest.raises(Invalid, match="takes 1 answer"):
        put_entry(library, asked.who(0), "note", "Two")


def test_no_typed_words_are_a_sign_that_a_question_was_passed_over(library: Library) -> None:
    asked = ask(library, NOTES)
    put_entry(library, asked.who(0), "note", "Kept")
    put_entry(library, asked.who(0), "note", "(skipped)")
    assert words_seen(asked, asked.who(0)) == ["Kept", "(Skipped)"]


def test_cards_are_the_texts_of_one_question() -> None:
    page = Page(key="size", questions=("size",), layout="cards")
    with pytest.raises(BadFile, match="texts of one question"):
        NOTES.edited(questions=[Number(key="size", text="How many?").model_dump()], pages=[page.model_dump()])
