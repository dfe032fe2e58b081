"""One naming of fields: what is written there is read back, and what people write otherwise is understood or said."""

from datetime import date
from pathlib import Path

import pytest
from asked import ANY, EVERYTHING, Asked, ask, ask_everything, contents, fill, opened_copy, options, questionnaires
from hypothesis import given
from hypothesis import strategies as st

from facilitator.questionnaires.answers import put
from facilitator.questionnaires.entering import enter
from facilitator.questionnaires.fields import FieldReader, ReadFields, Spot, parsed_name, written
from facilitator.questionnaires.model import OneOf, Option, Questionnaire, SeveralOf, Someone, Value
from facilitator.questionnaires.names import read_names
from facilitator.questionnaires.setup import change_questionnaire, get_setup, versions_of
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people

TODAY = date(2026, 11, 26)


def reader(asked: Asked, **more: object) -> FieldReader:
    with asked.library.read() as session:
        names = read_names(session, asked.workshop)
        versions = versions_of(session, asked.step)
    return FieldReader(
        get_setup(asked.library, asked.step).questionnaire, names, today=TODAY, versions=versions, **more
    )


def read(asked: Asked, form: dict[str, str], **more: object) -> ReadFields:
    return reader(asked, **more).read(form)


@pytest.fixture
def everything(library: Library) -> Asked:
    return ask_everything(library)


@pytest.mark.parametrize("text", ["close", "ticks-a_project", "contacts-3", "2.close", "2.ticks-a_project"])
def test_names_of_fields_are_read_as_they_are_made(text: str) -> None:
    name = parsed_name(text)
    assert name is not None
    assert str(name) == text


@pytest.mark.parametrize("text", ["", "Close", "-a", "x.close", "a-b-c", "participant name"])
def test_other_texts_are_no_names_of_fields(text: str) -> None:
    assert parsed_name(text) is None


@pytest.mark.parametrize(
    ("question", "form", "values"),
    [
        ("capability", {"capability": "planning"}, [Value("planning")]),
        ("capability", {"capability": " PLANNING "}, [Value("planning")]),
        ("capability", {"capability-selling": "x"}, [Value("selling")]),
        ("ticks", {"ticks": "A course, A project"}, [Value("a_project"), Value("a_course")]),
        ("ticks", {"ticks": "A course;A project;"}, [Value("a_project"), Value("a_course")]),
        ("ticks", {"ticks-a_course": "A course", "ticks-a_project": "no"}, [Value("a_course")]),
        ("contacts", {"contacts-2": "CD", "contacts-1": " AB "}, [Value(word="AB"), Value(word="CD")]),
        ("contacts", {"contacts": "AB\nCD"}, [Value(word="AB"), Value(word="CD")]),
        ("since", {"since": "28.2.2026"}, [Value(day=date(2026, 2, 28))]),
        ("since", {"since": "2/28/2026"}, [Value(day=date(2026, 2, 28))]),
        ("since", {"since": "2026-02-28 00:00:00"}, [Value(day=date(2026, 2, 28))]),
        ("since", {"since": "2026/2/28"}, [Value(day=date(2026, 2, 28))]),
        ("size", {"size": "1,200"}, [Value(number=1200)]),
        ("size", {"size": "1 200"}, [Value(number=1200)]),
        ("size", {"size": "12.0"}, [Value(number=12)]),
        ("mix", {"mix-there": "3", "mix-here": "0"}, [Value("here", number=0), Value("there", number=3)]),
        ("shown", {"shown": "Ja"}, [Value(day=TODAY)]),
        ("shown", {"shown": "nein"}, [Value(missing="declined")]),
        ("team", {"team": "support"}, [Value(word="Support")]),
    ],
)
def test_people_write_answers_in_many_ways(
    everything: Asked, question: str, form: dict[str, str], values: list[Value]
) -> None:
    found = read(everything, form)
    assert found.values == {Spot(question): tuple(values)}
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"capability": "Sewing"}, "“Sewing” is none of the answers"),
        ({"capability-selling": "x", "capability-planning": "x"}, "Several answers are ticked"),
        ({"best-a_course": "1", "best-a_project": "1"}, "each once"),
        ({"best-a_course": "first"}, "Ranks are numbers"),
        ({"since": "3/4/2026"}, "no answer to this question"),
        ({"since": "31.2.2026"}, "no answer to this question"),
        ({"since": "2026/31/2"}, "no answer to this question"),
        ({"size": "many"}, "no answer to this question"),
        ({"size": "1.5"}, "takes a whole number"),
        ({"asks": "Nobody Known"}, "nobody on the roster"),
        ({"team": "Sewing"}, "no team on the roster"),
        ({"mix-here": "some"}, "no number"),
        ({"contacts-1": "x" * 41}, "takes 40 letters"),
        ({"gone": "x"}, "no longer asked"),
        ({"close": "2"}, "no longer asked"),
    ],
)
def test_what_can_not_be_read_is_said(everything: Asked, form: dict[str, str], sentence: str) -> None:
    found = read(everything, form)
    assert found.values == {}
    (remark,) = found.remarks
    assert sentence in remark.sentence
    assert remark.left_out


def test_an_empty_field_says_nothing_unless_it_was_shown(everything: Asked) -> None:
    form = {"capability": "", "contacts-1": " ", "size": "3"}
    assert set(read(everything, form).values) == {Spot("size")}
    found = reader(everything).read(form, [Spot("capability"), Spot("size"), Spot("ticks")])
    assert found.values[Spot("capability")] == found.values[Spot("ticks")] == ()
    assert found.values[Spot("size")] == (Value(number=3),)


def test_options_and_wordings_of_earlier_versions_are_understood(everything: Asked) -> None:
    library, step = everything.library, everything.step
    questions = list(EVERYTHING.questions)
    ticks = questions[2]
    assert isinstance(ticks, SeveralOf)
    reworded = (
        *(each.model_copy(update={"label": f"Once {each.label.lower()}"}) for each in ticks.options[:1]),
        ticks.options[1].model_copy(update={"hidden": True}),
    )
    questions[2] = ticks.model_copy(update={"options": reworded})
    change_questionnaire(library, step, EVERYTHING.edited(questions=questions))
    found = read(everything, {"ticks": "A project; A colleague; A course"})
    assert found.values == {Spot("ticks"): (Value("a_project"), Value("a_colleague"))}
    taken, left = found.remarks
    assert taken.sentence == "“A colleague” is no longer asked; what stood there is taken."
    assert left.sentence == "“A course” is no longer an answer: it is left out."


def test_a_number_stands_for_the_option_that_it_stood_for_on_that_sheet(everything: Asked) -> None:
    library, step = everything.library, everything.step
    capability, *rest = EVERYTHING.questions
    assert isinstance(capability, OneOf)
    turned = capability.model_copy(update={"options": (*options("Sewing"), *capability.options[::-1])})
    change_questionnaire(library, step, EVERYTHING.edited(questions=(turned, *rest)))
    assert read(everything, {"capability": "1"}, codes=True, version=1).values == {
        Spot("capability"): (Value("selling"),)
    }
    assert read(everything, {"capability": "1"}, codes=True).values == {Spot("capability"): (Value("sewing"),)}
    assert read(everything, {"capability": "1"}).values == {}


def test_namesakes_are_told_apart(library: Library) -> None:
    asked = ask(library, Questionnaire(title="Whom", questions=(Someone(key="asks", text="Whom?", up_to=3),)))
    twins = add_people(library, asked.workshop, [Person("Kim Lee", "kim@x.example"), Person("Kim Lee")]).value
    put(library, asked.who(), "asks", [Value(person=person) for person in twins])
    with library.read() as session:
        names = read_names(session, asked.workshop)
    questionnaire = get_setup(library, asked.step).questionnaire
    form = written(questionnaire, asked.given(), names)
    assert form == {"asks-1": "Kim Lee <kim@x.example>", "asks-2": f"Kim Lee #{twins[1]}"}
    assert [value.person for value in read(asked, form).values[Spot("asks")]] == twins
    assert read(asked, {"asks": "Kim Lee"}).values == {}


def test_labels_that_could_be_read_otherwise_are_written_by_their_keys(library: Library) -> None:
    tricky = tuple(Option(key=f"o{at}", label=label) for at, label in enumerate(("One; two", "-", "n/a")))
    questionnaire = Questionnaire(title="T", questions=(OneOf(key="q", text="Q?", options=tricky, may_decline=True),))
    asked = ask(library, questionnaire)
    for option in tricky:
        put(library, asked.who(), "q", [Value(option.key)])
        with library.read() as session:
            form = written(questionnaire, asked.given(), read_names(session, asked.workshop))
        assert read(asked, form).values == {Spot("q"): (Value(option.key),)}


@given(data=st.data())
@ANY
def test_any_answers_are_the_same_after_the_fields_of_a_form(empty_library: Path, data: st.DataObject) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, data.draw(questionnaires()), 3)
        fill(data.draw, asked, 0, sends=False)
        setup = get_setup(library, asked.step)
        with library.read() as session:
            names = read_names(session, asked.workshop)
        form = written(setup.questionnaire, asked.given(), names)
        found = read(asked, form)
        assert found.remarks == ()
        entered = enter(library, asked.who(1), asked.workshop, setup.questionnaire, found)
        # Whoever named the other one names themselves then.
        refused = ("somebody else", "another team", "no longer there")
        assert all(any(words in each.sentence for words in refused) for each in entered.remarks)
        if not entered.remarks:
            assert contents(asked.given(1)) == contents(asked.given(0))
        before = asked.given(0)
        enter(library, asked.who(0), asked.workshop, setup.questionnaire, found)
        assert asked.given(0) == before
