"""What a questionnaire may be: what is refused, with which sentence, and what stays as it was worded."""

import pytest
from asked import EVERYTHING, ask, options
from pydantic import ValidationError

from facilitator.errors import BadFile
from facilitator.i18n import speaking, tr, tr_content
from facilitator.questionnaires.model import (
    Condition,
    Consent,
    Counts,
    Number,
    OneOf,
    Option,
    Page,
    Questionnaire,
    Rank,
    Scale,
    SeveralOf,
    Text,
    read_record,
)
from facilitator.questionnaires.translated import in_other_languages, translated
from facilitator.questionnaires.worksheet import worksheet_sections
from facilitator.storage.library import Library

ONE = OneOf(key="one", text="One?", options=options("A", "B"))
SEVERAL = SeveralOf(key="several", text="Several?", options=options("A", "B"))
HALVES = Number(key="n", text="N?", digits=1)
LIST = Text(key="list", text="Who?", entries=3)


@pytest.mark.parametrize(
    ("questions", "pages", "sentence"),
    [
        ((ONE, ONE), (), "Two questions are called “one”."),
        ((ONE,), (Page(key="a", questions=("one",)), Page(key="a", questions=("one",))), "Two pages are called “a”."),
        ((ONE,), (Page(key="a", questions=("one", "two")),), "A page names the question “two”, which is not there."),
        ((ONE,), (Page(key="a", questions=("one",)), Page(key="b", questions=("one",))), "“One?” is on two pages."),
        ((ONE, LIST), (Page(key="a", questions=("one",)),), "“Who?” is on no page."),
        ((Text(key="t", text="T?", about="list"), LIST), (), "not given before it"),
        (
            (LIST, Text(key="t", text="T?", about="list"), Text(key="u", text="U?", about="t")),
            (),
            "not given before it",
        ),
        ((Scale(key="s", text="S?", labels=("A", "B")), Text(key="t", text="T?", about="s")), (), "be gone through"),
        ((Text(key="t", text="T?", only_if=Condition(question="one", any_of=("a",))), ONE), (), "not asked before it"),
        ((ONE, Text(key="t", text="T?", only_if=Condition(question="one", any_of=("c",)))), (), "the option “c”"),
        ((LIST, Text(key="t", text="T?", only_if=Condition(question="list", any_of=("a",)))), (), "has no options"),
        ((Rank(key="r", text="R?", from_ticks="several"), SEVERAL), (), "ranks ticks that are not made before it"),
        ((LIST, Counts(key="c", text="C?", options=options("A"), total="list")), (), "adds up to a number"),
        (
            (Number(key="n", text="N?", digits=1), Counts(key="c", text="C?", options=options("A"), total="n")),
            (),
            "adds up",
        ),
        ((Number(key="n", text="N?"), Counts(key="c", text="C?", options=options("A"), total="n")), (), "0 or more"),
        (
            (Number(key="n", text="N?", least=-1), Counts(key="c", text="C?", options=options("A"), total="n")),
            (),
            "“C?” adds up to “N?”, which takes numbers below 0: it has to take 0 or more.",
        ),
        ((LIST, ONE), (Page(key="g", questions=("list", "one"), layout="grid"),), "The grid “g”"),
    ],
)
def test_a_questionnaire_that_does_not_hold_together_is_refused(
    questions: tuple[object, ...], pages: tuple[Page, ...], sentence: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read_record(Questionnaire, {"title": "T", "questions": questions, "pages": pages})
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    "make",
    [
        lambda: OneOf(key="o", text="O?", options=options("A", "a")),
        lambda: OneOf(key="o", text="O?", options=(Option(key="x", label="B"), Option(key="b", label="C"))),
        lambda: OneOf(key="O", text="O?", options=options("A")),
        lambda: OneOf(key="o", text="", options=options("A")),
        lambda: OneOf(key="o", text="O?", options=()),
        lambda: SeveralOf(key="o", text="O?", options=options("A"), up_to=2),
        lambda: SeveralOf(key="o", text="O?", options=options("A", "B"), least=2, up_to=1),
        lambda: Rank(key="r", text="R?"),
        lambda: Rank(key="r", text="R?", options=options("A"), from_ticks="several"),
        lambda: Scale(key="s", text="S?", labels=("A", "a")),
        lambda: Scale(key="s", text="S?", labels=("A",)),
        lambda: Number(key="n", text="N?", least=2, greatest=1),
        lambda: Number(key="n", text="N?", least=float("nan")),
    ],
)
def test_a_question_that_can_not_be_asked_is_refused(make: object) -> None:
    with pytest.raises(ValidationError):
        make()  # type: ignore[operator]


def test_anonymous_answers_take_no_consent() -> None:
    with pytest.raises(BadFile, match="nobody can give"):
        read_record(Questionnaire, {"title": "T", "names": "anonymous", "questions": [Consent(key="c", text="Yes?")]})


def test_a_file_that_is_none_says_where() -> None:
    with pytest.raises(BadFile) as refused:
        read_record(Questionnaire, '{"title": "T", "questions": [{"kind": "scale", "key": "s", "text": "?"}]}', "own")
    assert refused.value.sentence == "own can’t be used. questions → 1 → scale → labels: Field required"
    with pytest.raises(BadFile, match="own can’t be used"):
        read_record(Questionnaire, "{", "own")
    with pytest.raises(BadFile, match="“title” twice"):
        read_record(Questionnaire, '{"title": "T", "title": "U", "questions": []}', "own")


def test_json_is_the_same_questionnaire() -> None:
    assert read_record(Questionnaire, EVERYTHING.model_dump_json()) == EVERYTHING
    assert EVERYTHING.loops == {"contacts": ("close", "hours")}
    assert EVERYTHING.options("best") == EVERYTHING.options("ticks")


def test_a_word_of_the_facilitator_is_never_translated(library: Library) -> None:
    own = Questionnaire(title="Answer", questions=(OneOf(key="q", text="Sent", options=options("Field", "Rank")),))
    with speaking("de"):
        assert tr("Answer") == "Antwort"
        assert tr_content("questionnaire:own", "Answer") == "Answer"
        assert translated(own, "own/standard") == own
        assert translated(own, "") is own
        asked = ask(library, own, 1, "own/standard")
        assert worksheet_sections(library, asked.step)
    assert list(in_other_languages(own, "own/standard")) == []
