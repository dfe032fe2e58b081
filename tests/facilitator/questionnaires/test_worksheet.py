"""A questionnaire on sheets: what is printed, what a form has for fields, and what comes back from one."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asked import ANY, EVERYTHING, Asked, ask, ask_everything, contents, fill, opened_copy, options, questionnaires
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from facilitator.documents.form_fields import HiddenField, Pen
from facilitator.documents.style import Paper
from facilitator.documents.template import Document
from facilitator.errors import Invalid
from facilitator.questionnaires.answers import put, put_entry
from facilitator.questionnaires.fields import Name, parsed_name, written
from facilitator.questionnaires.model import (
    Condition,
    Consent,
    OneOf,
    Page,
    Questionnaire,
    Rank,
    Scale,
    SeveralOf,
    Text,
    Value,
)
from facilitator.questionnaires.names import read_names
from facilitator.questionnaires.reading import has_sent, responses
from facilitator.questionnaires.returned import read_worksheets, worksheet_edition
from facilitator.questionnaires.setup import change_questionnaire, get_setup, new_round
from facilitator.questionnaires.worksheet import not_on_sheets, worksheet_sections
from facilitator.storage.library import Library
from facilitator.worksheets.identity import FIELD
from facilitator.worksheets.reading import read_sheet
from facilitator.workshop.returned_sheet import ReadSheet
from facilitator.workshop.roster import people_of


def sheet(asked: Asked, *, fillable: bool = True, named: bool = True) -> bytes:
    document = Document(title="Sheet", paper=Paper.A4, plain=True, form=fillable)
    pen = Pen(fillable)
    flow = [
        each
        for section in worksheet_sections(asked.library, asked.step)(pen, named)
        for each in section.build(document.column)
    ]
    # As every worksheet has one: by that a returned form is known.
    content, _ = document.render([*flow, *([HiddenField(FIELD, str)] if fillable else [])])
    return content


def filled(content: bytes, answers: dict[str, str], path: Path) -> dict[str, str]:
    """The fields of a form after a program filled it in and saved it, as a returned sheet is read."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, answers, auto_regenerate=False)
    with path.open("wb") as file:
        writer.write(file)
    return read_sheet(path).values


def fields_of(content: bytes) -> set[str]:
    return set(PdfReader(BytesIO(content)).get_fields() or {})


def come_back(
    asked: Asked, values: dict[str, str], number: int = 0, edition: dict[str, Any] | None = None
) -> ReadSheet:
    read = read_worksheets(asked.library, asked.step)
    found = read(asked.people[number], values, edition or worksheet_edition(asked.library, asked.step))
    assert found is not None
    with asked.library.change("Import") as change:
        found.write(change.session)
    return found


@pytest.fixture
def everything(library: Library) -> Asked:
    return ask_everything(library)


FILLED = {
    "capability-planning": "/Yes",
    "why": "It is new.",
    "ticks-a_course": "/Yes",
    "ticks-a_project": "/Yes",
    "best-a_course": "1",
    "contacts-1": "AB",
    "contacts-3": "CD",
    "1-close": "2",
    "3-close": "-",
    "1-hours": "1,5",
    "since": "28.2.2026",
    "size": "5",
    "mix-here": "2",
    "mix-there": "3",
    "shown": "/Yes",
}


def test_a_form_is_filled_in_saved_and_read_back(everything: Asked, tmp_path: Path) -> None:
    content = sheet(everything)
    other = people_of(everything.library, everything.workshop)[1]
    answers = {**FILLED, "asks-1": other.name, "team": "support"}
    assert set(answers) <= fields_of(content)
    found = come_back(everything, filled(content, answers, tmp_path / "sheet.pdf"))
    assert (found.changes, found.lacks, found.remarks) == (("2 new entries", "13 answers"), (), ())
    given_ = contents(everything.given())
    assert given_["contacts", None] == [Value(word="AB"), Value(word="CD")]
    assert given_["close", 0] == [Value(number=2)]
    assert given_["close", 1] == [Value(missing="declined")]
    assert given_["hours", 0] == [Value(number=1.5)]
    assert given_["best", None] == [Value("a_course")]
    assert given_["asks", None] == [Value(person=other.id)]
    assert has_sent(everything.library, everything.who())


def test_the_same_sheet_again_changes_nothing(everything: Asked) -> None:
    come_back(everything, FILLED)
    before = everything.given()
    again = come_back(everything, FILLED)
    assert again.changes == ()
    assert again.answered
    assert everything.given() == before


def test_entries_of_a_later_sheet_are_merged_and_none_is_lost(everything: Asked) -> None:
    come_back(everything, FILLED)
    first, second = everything.given().of("contacts")
    put_entry(everything.library, everything.who(corrects=True), "contacts", "Cedric D.", second.id)
    put_entry(everything.library, everything.who(corrects=True), "contacts", "At the station")
    later = {"contacts-1": "Abigail", "contacts-2": "EF", "contacts-3": "CD", "2-close": "3", "3-close": "1"}
    found = come_back(everything, later)
    assert found.changes == ("1 new entry", "1 entry reworded", "2 answers")
    answers = everything.given().of("contacts")
    assert [answer.value.word for answer in answers] == ["Abigail", "Cedric D.", "At the station", "EF"]
    assert answers[0].id == first.id
    assert contents(everything.given())["close", 0] == [Value(number=2)]
    assert contents(everything.given())["close", 1] == [Value(number=1)]
    assert contents(everything.given())["close", 3] == [Value(number=3)]
    full = come_back(everything, {"contacts-4": "One too many"})
    assert any("is full" in remark for remark in full.remarks)
    assert len(everything.given().of("contacts")) == 4


def test_a_sheet_of_an_earlier_version_is_read_as_it_was_meant(everything: Asked) -> None:
    edition = worksheet_edition(everything.library, everything.step)
    capability, why, ticks, *rest = EVERYTHING.questions
    assert isinstance(ticks, SeveralOf)
    hidden = tuple(each.model_copy(update={"hidden": each.key == "a_course"}) for each in ticks.options)
    changed = (
        capability.model_copy(update={"text": "Which?"}),
        why,
        ticks.model_copy(update={"options": hidden}),
        *rest,
    )
    change_questionnaire(everything.library, everything.step, EVERYTHING.edited(questions=changed))
    assert "ticks-a_course" not in fields_of(sheet(everything))
    found = come_back(everything, FILLED, edition=edition)
    assert found.remarks == (
        "“A course” is no longer asked; what stood there is taken.",
        "“A course” is no longer asked; what stood there is taken.",
        "“Which?” was worded otherwise on this sheet: look whether it fits.",
    )
    assert everything.given().options("ticks") == ("a_project", "a_course")


def test_a_sheet_of_an_earlier_round_goes_there_unless_a_later_one_is_begun(everything: Asked) -> None:
    library, edition = everything.library, worksheet_edition(everything.library, everything.step)
    come_back(everything, FILLED)
    new_round(library, everything.step)
    put(library, everything.who(0), "contacts", [Value(word="Later")])
    come_back(everything, FILLED, 1, edition)
    earlier = {each.members: each for each in responses(library, everything.step, 1)}
    assert contents(earlier[everything.people[1:2]].given)["size", None] == [Value(number=5)]
    assert not everything.given(1)
    with pytest.raises(Invalid, match="begun a later one"):
        come_back(everything, FILLED, 0, edition)


def test_a_sheet_of_a_round_that_is_gone_is_refused(everything: Asked) -> None:
    read = read_worksheets(everything.library, everything.step)
    edition = {**worksheet_edition(everything.library, everything.step), "round": 2}
    with pytest.raises(Invalid, match="round 2, which is no longer there"):
        read(everything.people[0], {"contacts-1": "Ole"}, edition)


def test_rows_without_a_name_and_ones_that_name_oneself_are_said(everything: Asked) -> None:
    own = people_of(everything.library, everything.workshop)[0].name
    found = come_back(everything, {"contacts-1": "AB", "2-close": "1", "asks-1": own, "capability": "5"})
    assert "Row 2 has answers and nobody or nothing that they are about." in found.remarks
    assert "“Whom will you ask?” asks for somebody else." in found.remarks
    assert "“5” is none of the answers: it is left out." in found.remarks
    assert found.lacks == ("no answer to Which capability?",)


def test_anonymous_answers_are_on_no_sheet_that_bears_a_name(library: Library) -> None:
    asked = ask(library, Questionnaire(title="Secret", names="anonymous", questions=(Text(key="card", text="Card?"),)))
    sections = worksheet_sections(library, asked.step)
    assert sections(Pen(True), False) == sections(Pen(False), True) == []
    assert "Card?" in text_of(sheet(asked, fillable=False, named=False))
    found = come_back(asked, {"card": "Mine"})
    assert "were left out" in found.remarks[0]
    assert not asked.given()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_conditions_legends_and_what_can_not_be_asked_are_printed(library: Library) -> None:
    ticks = SeveralOf(key="ticks", text="Which?", options=options("One", "Two"))
    asked = Questionnaire(
        title="Printed",
        questions=(
            OneOf(key="more", text="More?", options=options("Yes please", "No")),
            ticks,
            Text(key="why", text="Why this?", about="ticks"),
            Text(key="who", text="Who?", entries=3),
            Scale(key="close", text="How close?", label="Near", about="who", labels=("Far", "Close"), may_decline=True),
            OneOf(key="many", text="One of many?", options=options(*(f"Number {n}" for n in range(40)), prefix="n")),
            Text(key="end", text="Last?", only_if=Condition(question="more", any_of=("yes_please",))),
        ),
        pages=(
            Page(key="a", questions=("more", "ticks", "why", "who", "close", "many")),
            Page(key="b", title="The end", questions=("end",), only_if=Condition(question="ticks", any_of=("one",))),
        ),
    )
    step = ask(library, asked)
    text = text_of(sheet(step, fillable=False))
    assert [question.key for question, _ in not_on_sheets(asked)] == ["why"]
    for words in (
        "Not on this sheet: “Why this?”. It is asked about each tick, and a sheet does not know what will be ticked.",
        "Near: How close? 1 Far 2 Close - rather not say",
        "Only if you answered “More?” with “Yes please”.",
        "Only if you answered “Which?” with “One”.",
        "40 Number 39",
    ):
        assert words in text, words
    found = come_back(step, {"many": "40"})
    assert step.given().options("many") == ("n39",)
    assert found.remarks == ()


def test_who_rathers_not_say_an_order_can_say_so_on_paper(library: Library, tmp_path: Path) -> None:
    """An order of what was ticked has its boxes beside the ticks, and one for the dash."""
    ticks = SeveralOf(key="ticks", text="What taught you?", options=options("A course", "A project"))
    best = Rank(key="best", text="Which most?", from_ticks="ticks", may_decline=True)
    step = ask(library, Questionnaire(title="Learning", questions=(ticks, best)), 1)
    values = filled(sheet(step), {"ticks-a_course": "/Yes", "best": "-"}, tmp_path / "sheet.pdf")
    assert values["best"] == "-"
    found = come_back(step, values)
    assert found.remarks == () and found.lacks == ()
    assert step.given().options("ticks") == ("a_course",)
    assert [value.missing for value in step.given().values("best")] == ["declined"]


def typed(asked: Questionnaire, content: bytes, form: dict[str, str]) -> dict[str, str]:
    """What one would type and tick in a form for these answers."""
    there, found = fields_of(content), {}
    for text_name, text in form.items():
        name = parsed_name(text_name)
        assert name is not None
        question = asked.by_key[name.spot.question]
        if isinstance(question, OneOf) and text != "-":
            place = next(at for at, each in enumerate(question.options) if text in (each.key, each.label))
            tick = Name(name.spot, question.options[place].key).in_pdf
            found[tick if tick in there else name.in_pdf] = "/Yes" if tick in there else str(place + 1)
        elif text == "-" and not name.part and name.in_pdf not in there:
            found[Name(name.spot, "1").in_pdf] = text
        else:
            ticks = isinstance(question, SeveralOf) and name.part
            found[name.in_pdf] = "/Yes" if ticks or (isinstance(question, Consent) and text != "-") else text
    assert set(found) <= there
    return found


@given(data=st.data())
@ANY
def test_any_answers_are_the_same_after_a_form(empty_library: Path, data: st.DataObject) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, data.draw(questionnaires()), 3)
        fill(data.draw, asked, 0, sends=False)
        questionnaire = get_setup(library, asked.step).questionnaire
        left_out = {question.key for question, _ in not_on_sheets(questionnaire)}

        def is_on_sheet(question: str, text: str) -> bool:
            declined_consent = isinstance(questionnaire.by_key[question], Consent) and text == "-"
            return question not in left_out and text != "(skipped)" and not declined_consent

        with library.read() as session:
            names = read_names(session, asked.workshop)
        form = {
            name: text
            for name, text in written(questionnaire, asked.given(), names).items()
            if is_on_sheet(parsed_name(name).spot.question, text)
        }
        content = sheet(asked)
        values = filled(content, typed(questionnaire, content, form), library.path.parent / "sheet.pdf")
        if not form:
            return
        found = come_back(asked, values, 1)
        if found.remarks:
            assert all("somebody else" in remark or "another team" in remark for remark in found.remarks)
            return
        with library.read() as session:
            back = written(questionnaire, asked.given(1), names)
        days = {name for name in form if isinstance(questionnaire.by_key[parsed_name(name).spot.question], Consent)}
        assert {name: text for name, text in back.items() if name not in days} == {
            name: text for name, text in form.items() if name not in days
        }
        assert days <= back.keys()


def test_the_very_same_under_another_name_is_told(everything: Asked) -> None:
    come_back(everything, FILLED)
    first, second, *_ = everything.people
    read = read_worksheets(everything.library, everything.step)
    edition = worksheet_edition(everything.library, everything.step)
    again, own = (read(each, FILLED, edition) for each in (second, first))
    other = read(second, {**FILLED, "size": "4"}, edition)
    little = read(second, {"size": "5", "capability-planning": "/Yes"}, edition)
    assert again and own and other and little
    assert (again.elsewhere, own.elsewhere, other.elsewhere, little.elsewhere) == (first, None, None, None)


def test_cards_have_the_room_that_is_said_and_a_long_one_takes_no_other_along(library: Library) -> None:
    notes = Text(key="note", text="What did you see?", longest=20, entries=9, entries_own=5, entries_printed=2)
    cards = Page(key="notes", questions=("note",), layout="cards")
    asked = ask(library, Questionnaire(title="Notes", private_until_sent=True, questions=(notes,), pages=(cards,)))
    fields = PdfReader(BytesIO(sheet(asked))).get_fields() or {}
    assert {name for name in fields if name.startswith("note")} == {"note-1", "note-2"}
    put_entry(library, asked.who(0), "note", "A draft")
    found = read_worksheets(library, asked.step)(asked.people[0], {"note-1": "x" * 21, "note-2": "Short"}, None)
    assert found is not None and found.changes == ("1 new entry",) and not found.answered
    assert "longer than 20 letters" in found.remarks[0] and "x" * 21 in found.remarks[0]
    with library.change("Sheet") as change:
        found.write(change.session)
    (response,) = responses(library, asked.step)
    assert [(each.value.word, each.sent) for each in response.given] == [("A draft", False), ("Short", True)]
    assert not has_sent(library, asked.who(0))


def test_each_question_has_room_for_its_own_entries(library: Library, tmp_path: Path) -> None:
    # Found by drawing answers at random: what was new of one question was counted against the next one.
    texts = tuple(Text(key=key, text=f"{key}?", entries=3, may_decline=True) for key in ("met", "read", "tried"))
    asked = ask(library, Questionnaire(title="Three", questions=texts))
    form = {f"{each.key}-{number}": f"{each.key} {number}" for each in texts for number in (1, 2, 3)}
    found = come_back(asked, filled(sheet(asked), form, tmp_path / "sheet.pdf"), 1)
    assert (found.remarks, found.changes) == ((), ("9 new entries",))
    with library.read() as session:
        names = read_names(session, asked.workshop)
    assert written(get_setup(library, asked.step).questionnaire, asked.given(1), names) == form
    put(library, asked.who(2), "met", [Value(missing="declined")])
    found = come_back(asked, filled(sheet(asked), form, tmp_path / "again.pdf"), 2)
    assert found.remarks == (), "that somebody would rather not say takes no room"
    assert written(get_setup(library, asked.step).questionnaire, asked.given(2), names) == form
    put(library, asked.who(0), "met", [Value(word=word) for word in "abc"])
    more = come_back(asked, {"met-1": "One more"})
    assert more.remarks == ("“met?” is full, so this was left out: “One more”",)
