"""Words that a page counts together, consent that covers answers, who types, and samples that belong together."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from asked import ANY, Asked, ask, opened_copy
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadFile, Invalid
from facilitator.import_plans import Options
from facilitator.questionnaires.answers import Lacking, put, put_entry, send
from facilitator.questionnaires.answers_export import wide_table
from facilitator.questionnaires.answers_import import plan_import
from facilitator.questionnaires.checking import words_in
from facilitator.questionnaires.document import restore, to_document
from facilitator.questionnaires.flow import READ_OVER, Flow
from facilitator.questionnaires.model import Consent, OneOf, Page, Questionnaire, Someone, Text, Value
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.simulation import of_one, simulate
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Table
from facilitator.workshop.roster import get_participant

ASKED = Questionnaire(
    title="A story",
    questions=(
        Text(key="what", text="What?", longest=400, rows=2),
        Text(key="more", text="What else?", longest=100, entries=3),
        Text(key="aside", text="Anything else?", longest=400),
        Someone(key="typist", text="Who types?", role="typist"),
        Consent(key="agree", text="It may be told.", covers=("what", "more")),
    ),
    pages=(
        Page(key="told", title="Your story", questions=("what", "more"), words_most=10),
        Page(key="rest", questions=("aside", "typist", "agree")),
    ),
)


def words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.fixture
def asked(library: Library) -> Asked:
    return ask(library, ASKED)


@given(st.lists(st.tuples(st.sampled_from(["what", "more", "aside"]), st.integers(1, 12)), min_size=1, max_size=8))
@ANY
def test_a_page_never_holds_more_words_than_it_takes(empty_library: Path, steps: list[tuple[str, int]]) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, ASKED, 1)
        for key, count in steps:
            before = counted(asked)
            own = sum(words_in(value.word or "") for value in asked.given().values(key)) if key == "what" else 0
            try:
                if key == "more":
                    put_entry(library, asked.who(), key, words(count))
                else:
                    put(library, asked.who(), key, [Value(word=words(count))])
            except Invalid:
                full = len(asked.given().of("more")) == 3 and key == "more"
                assert full or before - own + count > 10
                assert counted(asked) == before
            assert counted(asked) <= 10


def counted(asked: Asked) -> int:
    given_ = asked.given()
    return sum(words_in(value.word or "") for key in ("what", "more") for value in given_.values(key))


def test_the_sentence_says_how_many_words_are_too_many(asked: Asked) -> None:
    put(asked.library, asked.who(), "what", [Value(word=words(8))])
    with pytest.raises(Invalid) as refused:
        put_entry(asked.library, asked.who(), "more", words(5))
    assert refused.value.sentence == (
        "“Your story” takes 10 words together, and these are 13: take out 3 words, here or in another answer."
    )


def test_rows_of_a_table_and_what_the_facilitator_mends_are_counted_too(asked: Asked) -> None:
    library, ada = asked.library, asked.people[0]
    name = wide_table(library, asked.step).headers[0]
    person = person_name(asked)
    table = Table("t", (name, "what", "more-1"), ((person, words(6), words(6)),), (2,))
    plan = plan_import(library, asked.step, table, Options())
    assert any("takes 10 words together" in each.sentence for each in plan.problems)
    plan.apply()
    assert counted(asked) == 6
    put(library, asked.who(), "more", [Value(word=words(4))])
    send(library, asked.who())
    with pytest.raises(Invalid, match="take out 1 word"):
        put(library, Who(asked.step, ada, corrects=True), "what", [Value(word=words(7))])
    with pytest.raises(Invalid, match="take out 2 words"):
        put(library, Who(asked.step, ada, corrects=True), "what", [Value(word=words(8))])


def test_several_rows_of_one_person_are_counted_with_each_other_and_with_what_is_there(asked: Asked) -> None:
    library, person = asked.library, person_name(asked)
    put(library, asked.who(), "what", [Value(word=words(9))])
    headers = (wide_table(library, asked.step).headers[0], "what", "more-1", "more-2", "aside")
    rows = (
        (person, "", words(2), "", words(50)),
        (person, words(6), words(2), words(3), ""),
        (person, "", words(4), "", ""),
    )
    plan = plan_import(library, asked.step, Table("t", headers, rows, (2, 3, 4)), Options())
    lost = [(each.row, each.column, each.cells) for each in plan.problems if "words together" in each.sentence]
    assert lost == [(2, "more-1", 1), (3, "more-1", 2)], "each cell that is left out is counted"
    account = [each.loss for each in plan.problems if each.loss is not None]
    assert account.count(Loss.CELL) >= 2 and Loss.ROW not in account
    plan.apply()
    texts = [[value.word for value in asked.given().values(key)] for key in ("what", "more", "aside")]
    assert texts == [[words(6)], [words(4)], [words(50)]]


def person_name(asked: Asked) -> str:
    return get_participant(asked.library, asked.people[0]).name


def test_a_file_with_too_many_words_comes_in_and_is_not_sent_again(asked: Asked) -> None:
    library = asked.library
    put(library, asked.who(), "what", [Value(word=words(9))])
    with library.read() as session:
        document = to_document(session, asked.step, {})
    document["responses"][0]["answers"][0]["word"] = words(12)
    other = ask(library, ASKED)
    with library.change("again") as change:
        change.session.connection().exec_driver_sql("DELETE FROM questionnaire WHERE step_id = ?", (other.step,))
        restore(change.session, other.step, document, dict(zip(asked.people, other.people, strict=True)), {})
    with pytest.raises(Lacking, match="these are 12"):
        send(library, other.who())
    # Fewer words than before are taken, though they are still too many.
    put(library, other.who(), "what", [Value(word=words(11))])
    with pytest.raises(Invalid):
        put(library, other.who(), "what", [Value(word=words(12))])


def test_what_somebody_else_changes_takes_back_the_consent_that_covers_it(asked: Asked) -> None:
    library, who = asked.library, asked.who()
    corrects = Who(asked.step, asked.people[0], corrects=True)

    def agree() -> None:
        put(library, who, "agree", [Value(day=date.today())])
        assert read_given(library, who).agreed("agree")

    put(library, who, "what", [Value(word="One")])
    put(library, who, "aside", [Value(word="Two")])
    agree()
    put(library, who, "what", [Value(word="Another")])
    put(library, corrects, "aside", [Value(word="Nothing to do with it")])
    put(library, corrects, "what", [Value(word="Another")])
    assert read_given(library, who).agreed("agree"), "their own doing, what it does not cover, and the same again"
    done = put(library, corrects, "what", [Value(word="Mended")])
    assert not read_given(library, who).agreed("agree")
    done.undo()
    assert read_given(library, who).agreed("agree")
    put_entry(library, corrects, "more", "Added")
    assert not read_given(library, who).agreed("agree")
    agree()
    send(library, who)
    put(library, corrects, "more", [Value(word="Added, mended")])
    assert not read_given(library, who).agreed("agree")


def test_whoever_types_is_said_on_the_page_to_read_over(asked: Asked) -> None:
    flow = Flow(asked.library, asked.step, asked.people[0])
    assert flow.typist == ""
    flow.put("typist", [Value(person=asked.people[1])])
    flow.go_to(READ_OVER)
    other, own = flow.typist, person_name(asked)
    assert other and f"{other} reads it out to {own}" in flow.view().text
    flow.stop()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"pages": (Page(key="a", questions=("typist",), words_most=3),), "questions": ASKED.questions[3:4]},
            "counts words together",
        ),
        (
            {"names": "anonymous", "questions": ASKED.questions[:2], "pages": ASKED.pages[:1]},
            "whose answers are somebody’s",
        ),
        ({"pages": (Page(key="a", questions=("agree", "what", "more", "aside", "typist")),)}, "is not asked before it"),
    ],
)
def test_what_can_not_be_counted_or_covered_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(BadFile, match=said):
        ASKED.edited(**change)


def test_samples_that_belong_together_are_one_persons(library: Library) -> None:
    asked_ = Questionnaire(
        title="T",
        questions=(
            Text(key="a", text="A?", required=True),
            Text(key="b", text="B?", required=True),
            OneOf(key="c", text="C?", required=True, options=({"key": "x", "label": "X"}, {"key": "y", "label": "Y"})),
        ),
    )
    sets = [{"a": f"a{at}", "b": f"b{at}", "c": "xy"[at % 2]} for at in range(3)]
    room = ask(library, asked_, 3)
    seen = set()
    for number, person in enumerate(room.people):
        simulate(library, room.step, person, Random(number), {"together": sets, "a": ["never"]})
        given_ = room.given(number)
        found = {"a": given_.values("a")[0].word, "b": given_.values("b")[0].word, "c": given_.options("c")[0]}
        assert found in sets
        seen.add(found["a"])
    assert len(seen) == 3
    assert of_one({"a": ["x"]}, 1) == {"a": ["x"]}
