"""Answers as tables, out and in: our own, and those that other programs make of forms."""

from collections import Counter
from pathlib import Path

import pytest
from asked import ANY, EVERYTHING, Asked, ask, ask_everything, contents, fill, opened_copy, options, questionnaires
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.import_plans import Options
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.answers import begin, put, put_entry, send
from facilitator.questionnaires.answers_export import wide_table
from facilitator.questionnaires.answers_import import import_fields, plan_import
from facilitator.questionnaires.document import answer_modes_used, released, to_document
from facilitator.questionnaires.model import OneOf, Questionnaire, Rank, Scale, SeveralOf, Text, Value
from facilitator.questionnaires.reading import has_sent, nobodys, responses
from facilitator.questionnaires.setup import change_questionnaire, close, get_setup, new_round
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import people_of


def table(*rows: tuple[str, ...]) -> Table:
    headers, *cells = rows
    return Table("form.csv", headers, tuple(cells), tuple(range(2, len(cells) + 2)))


def bring_in(asked: Asked, found: Table, **options: object) -> list[str]:
    plan = plan_import(asked.library, asked.step, found, Options(**options))
    plan.apply()
    return [str(problem) for problem in plan.problems]


def by_field(wide: Table) -> Table:
    """The same answers with a row for each field, as databases hold them."""
    rows = [
        (*row[:5], name, "", text)
        for row in wide.rows
        for name, text in zip(wide.headers[5:], row[5:], strict=True)
        if text
    ]
    return table((*wide.headers[:5], "field", "question", "answer"), *rows)


FORM = Questionnaire(
    title="Form",
    questions=(
        OneOf(
            key="mood",
            text="How was your week?",
            label="Week",
            options=options("Fine", "Hard, but fine", "Hard", prefix="mood"),
        ),
        SeveralOf(
            key="ways",
            text="How did you learn?",
            options=options("Trying", "Asking, listening", "Reading", prefix="ways"),
        ),
        Rank(key="best", text="What was best?", from_ticks="ways"),
        Scale(key="close", text="How close?", labels=("Far", "Near")),
        Text(key="note", text="Anything else?", rows=3, longest=200),
    ),
)


@pytest.fixture
def form(library: Library) -> Asked:
    return ask(library, FORM)


def test_an_export_of_a_form_on_the_web_comes_in(form: Asked) -> None:
    name, other = (person.name for person in people_of(form.library, form.workshop)[:2])
    exported = table(
        (
            "Timestamp",
            "Name",
            "How was your week?",
            "How did you learn?",
            "What was best?",
            "How close?",
            "Anything else?",
        ),
        (
            "1/2/2026",
            name,
            "Hard, but fine",
            "Asking, listening, Reading",
            "Reading;Asking, listening;",
            "Near",
            "A\nB",
        ),
        ("1/2/2026", "Somebody New", "Fine", "", "", "2", ""),
        ("1/2/2026", other, "", "", "", "", ""),
    )
    plan = plan_import(form.library, form.step, exported, Options())
    assert plan.summary == ("2 responses", "7 answers", "1 person is added")
    assert [problem.column for problem in plan.problems if problem.column] == ["Timestamp"]
    plan.apply()
    assert contents(form.given(0)) == {
        ("mood", None): [Value("mood1")],
        ("ways", None): [Value("ways1"), Value("ways2")],
        ("best", None): [Value("ways2"), Value("ways1")],
        ("close", None): [Value(number=2)],
        ("note", None): [Value(word="A\nB")],
    }
    assert has_sent(form.library, form.who(0))
    assert not form.given(1)
    assert people_of(form.library, form.workshop)[-1].name == "Somebody New"


def test_columns_are_matched_by_the_words_of_earlier_versions(form: Asked) -> None:
    questionnaire = get_setup(form.library, form.step).questionnaire
    mood, *rest = questionnaire.questions
    now = mood.model_copy(update={"text": "And this week?", "label": "This week"})
    change_questionnaire(form.library, form.step, questionnaire.edited(questions=(now, *rest)))
    name = people_of(form.library, form.workshop)[0].name
    bring_in(form, table(("Name", "How was your week?"), (name, "Hard")))
    assert form.given(0).options("mood") == ("mood2",)


def test_a_grid_of_ticks_comes_in_by_the_labels_of_its_columns(form: Asked) -> None:
    name = people_of(form.library, form.workshop)[0].name
    headers = ("Name", "How did you learn? [Trying]", "how did you learn: reading", "How was your week?")
    bring_in(form, table(headers, (name, "x", "Reading", "")))
    assert form.given(0).options("ways") == ("ways0", "ways2")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (table(("Name", "Shoe size"), ("Anna", "38")), "No column holds an answer"),
        (table(("Week",), ("Fine",)), "No column says whose"),
        (table(("Name", "Week"), ("Anna", "Terrible")), "No answer to a question of this step was found"),
        (table(("Name", "Week"), ("Anna", "")), "No answer to a question of this step was found"),
    ],
)
def test_a_table_in_which_no_answer_is_found_is_refused(form: Asked, found: Table, sentence: str) -> None:
    plan = plan_import(form.library, form.step, found, Options())
    assert [sentence in problem.sentence for problem in plan.errors] == [True]
    with pytest.raises(Invalid):
        plan.apply()


def test_what_a_table_says_nothing_of_stays_and_the_same_again_changes_nothing(form: Asked) -> None:
    put(form.library, form.who(0), "note", [Value(word="Mine")])
    name = people_of(form.library, form.workshop)[0].name
    for _ in range(2):
        bring_in(form, table(("Name", "Week", "Anything else?"), (name, "Hard", "")))
        assert [value.word for value in form.given(0).values("note")] == ["Mine"]
    before = wide_table(form.library, form.step)
    bring_in(form, before)
    assert wide_table(form.library, form.step) == before


def test_a_preview_shows_a_field_for_everything(library: Library) -> None:
    asked = ask_everything(library)
    fields = import_fields(library, asked.step)
    labels = [field.label for field in fields]
    assert len(set(labels)) == len(labels)
    assert "2. How close are they?" in labels
    assert "What taught it to you?: A course" in labels


def test_pairs_are_one_row_and_come_back_as_pairs(library: Library) -> None:
    asked = ask(library, EVERYTHING.edited(together="pairs"))
    begin(library, asked.who(0), [asked.people[2]])
    put(library, asked.who(2), "contacts", [Value(word="AB")])
    out = wide_table(library, asked.step)
    assert len(out.rows) == 1
    other = ask(library, EVERYTHING.edited(together="pairs"))
    bring_in(other, out)
    assert contents(other.given(2)) == contents(other.given(0)) == {("contacts", None): [Value(word="AB")]}


def test_rounds_travel_beside_each_other(library: Library) -> None:
    asked, other = ask(library, EVERYTHING), ask(library, EVERYTHING)
    put(library, asked.who(0), "contacts", [Value(word="Before")])
    send(library, asked.who(0, corrects=True))
    new_round(library, asked.step)
    put(library, asked.who(0), "contacts", [Value(word="After")])
    put(library, asked.who(1), "size", [Value(number=3)])
    for out in (wide_table(library, asked.step), by_field(wide_table(library, asked.step))):
        assert [problem for problem in plan_import(library, other.step, out, Options()).problems if problem.loss] == []
        bring_in(other, out)
        assert get_setup(library, other.step).round == 2
        assert by_field(wide_table(library, other.step)).column("answer") == ["Before", "After", "3"]
    (before,) = responses(library, other.step, 1)
    assert before.given.values("contacts") == (Value(word="Before"),)
    wrong = plan_import(library, other.step, table(("Name", "Round", "Who helped?"), ("Anna", "x", "AB")), Options())
    assert [problem.sentence for problem in wrong.errors] == ["“x” is no number of a round."]


def test_with_pseudonyms_no_name_and_no_sentence_leads_to_anybody(library: Library) -> None:
    asked = ask(library, EVERYTHING, 6)
    people = people_of(library, asked.workshop)
    for number in range(2, 6):
        put(library, asked.who(number), "size", [Value(number=5)])
        send(library, asked.who(number, corrects=True))
    put(library, asked.who(0), "contacts", [Value(word="Karl K.")])
    put(library, asked.who(0), "capability", [Value("planning")])
    put(library, asked.who(0), "why", [Value(word=f"{people[1].name} said so")])
    put(library, asked.who(0), "asks", [Value(person=people[1].id)])
    send(library, asked.who(0, corrects=True))
    hidden = Pseudonyms([person.id for person in people], names=[person.name for person in people])
    for out in (
        wide_table(library, asked.step, pseudonyms=hidden),
        by_field(wide_table(library, asked.step, pseudonyms=hidden)),
    ):
        told = repr(out)
        assert not any(part in told for person in people for part in (person.name, person.name.split()[0]))
        assert "Karl" not in told
        (own,) = [row for row in out.rows if row[0] and "planning" in map(str.lower, row)]
        assert "said so" not in repr(own)
        assert "… said so" in told


def test_anonymous_answers_travel_without_anybody(library: Library) -> None:
    questions = (
        Text(key="card", text="Card?", entries=12),
        Scale(key="close", text="?", about="card", labels=("A", "B")),
    )
    secret = Questionnaire(title="Secret", names="anonymous", questions=questions)
    asked, other = ask(library, secret), ask(library, secret)
    for number, text in enumerate(("One", "Two", "Three")):
        entry = put_entry(library, asked.who(number % 2), "card", text).value
        put(library, asked.who(number % 2), "close", [Value(number=number % 2 + 1)], entry)
        send(library, asked.who(number % 2))
    with pytest.raises(Invalid, match="once collecting has ended"):
        wide_table(library, asked.step)
    close(library, asked.step)
    for out in (wide_table(library, asked.step), by_field(wide_table(library, asked.step))):
        assert {cell for row in out.rows for cell in row[:5]} == {""}
        bring_in(other, out)
    close(library, other.step)
    cards = nobodys(library, other.step)
    rated = {(answer.value.word, cards.values("close", answer.id)[0].number) for answer in cards.of("card")}
    assert rated == {("One", 1), ("Two", 2), ("Three", 1)}
    assert len(cards.of("card")) == 6


@given(data=st.data(), long=st.booleans())
@ANY
def test_any_answers_are_the_same_after_a_table(empty_library: Path, data: st.DataObject, long: bool) -> None:
    with opened_copy(empty_library) as library:
        questionnaire = data.draw(questionnaires())
        asked, other = ask(library, questionnaire, 3), ask(library, questionnaire, 3)
        for number in range(3):
            fill(data.draw, asked, number, sends=data.draw(st.booleans()))
        given_ = [each for each in responses(library, asked.step) if each.given]
        if not given_:
            return
        out = wide_table(library, asked.step)
        out = by_field(out) if long else out
        if not long:
            assert all(len(row) == len(out.headers) for row in out.rows)
        plan = plan_import(library, other.step, out, Options())
        assert [problem for problem in plan.problems if problem.loss] == []
        plan.apply()
        back = by_field(wide_table(library, other.step))
        before = by_field(wide_table(library, asked.step))
        place = back.headers.index("sent")
        assert [row[:place] + row[place + 1 :] for row in back.rows] == [
            row[:place] + row[place + 1 :] for row in before.rows
        ]


def test_with_pseudonyms_nobody_is_told_apart_by_rounds_or_company(library: Library) -> None:
    asked = ask(library, EVERYTHING, 12)

    def said(*places: int) -> None:
        for place in places:
            put(library, asked.who(place), "capability", [Value("planning")])
            send(library, asked.who(place, corrects=True))

    hidden = Pseudonyms(asked.people)

    def counts() -> tuple[dict[str, int], int]:
        found = wide_table(library, asked.step, pseudonyms=hidden)
        with library.read() as session:
            document = to_document(session, asked.step, {}, hidden)
        rows = Counter(name for name in found.column("participant") if name)
        assert len(rows) == len({person for each in document["responses"] for person in each["people"]})
        with library.read() as session:
            ways, kept = answer_modes_used(session, asked.step)[1], released(session, asked.step)
        return rows, len(ways) - len(kept)

    said(*range(10))
    put(library, asked.who(11), "capability", [Value("planning")])
    assert (len(counts()[0]), counts()[1]) == (10, 0)
    new_round(library, asked.step)
    said(*range(3))
    assert set(counts()[0].values()) == {1} and (len(counts()[0]), counts()[1]) == (7, 3)
    said(*range(3, 8))
    assert set(counts()[0].values()) == {2} and (len(counts()[0]), counts()[1]) == (8, 2)


def test_what_comes_in_and_stays_open_is_said_with_its_row_and_why(library: Library) -> None:
    one_each = Questionnaire(
        title="Sorting",
        questions=(
            Text(key="work", text="Which work?", required=True),
            SeveralOf(key="chosen", text="Which is it?", options=options("A", "B", prefix="o")),
        ),
    )
    asked = ask(library, one_each, 4)
    names = [person.name for person in people_of(library, asked.workshop)]
    ticks = [str(name) for name in ("chosen-o0", "chosen-o1")]
    assert {option.key for option in one_each.options("chosen")} == {tick.partition("-")[2] for tick in ticks}
    rows = (
        (names[0], "Line", "x", "", "yes"),
        (names[1], "", "x", "", "yes"),
        (names[2], "Line", "x", "x", "yes"),
        (names[3], "", "x", "", "no"),
    )
    table = Table("t.csv", ("participant", "work", *ticks, "sent"), rows, (2, 3, 4, 5))

    def check(found: Given) -> list[str]:
        return ["Choose one."] if len(found.options("chosen")) > 1 else []

    plan = plan_import(library, asked.step, table, Options(), check)
    assert [(problem.row, problem.sentence) for problem in plan.problems] == [
        (4, "These answers come in and stay open: Choose one."),
    ]
    plan.apply()
    assert [has_sent(library, asked.who(number)) for number in range(4)] == [True, True, False, False]
