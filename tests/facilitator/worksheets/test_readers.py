"""What readers of PDFs make of a form when they save it, and what people type into a box."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from saved import saved

from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.worksheets import names
from facilitator.exercises.network.worksheets.returned import read_fields
from facilitator.exercises.three_questions.setup import get_setup as get_card
from facilitator.progress import finish
from facilitator.worksheets.returned import Verdict, bring_in

Change = Callable[[PdfWriter, DictionaryObject], None]


def typed(value: PdfObject) -> Change:
    def change(_writer: PdfWriter, field: DictionaryObject) -> None:
        field[NameObject("/V")] = value

    return change


def streamed(writer: PdfWriter, field: DictionaryObject) -> None:
    stream = StreamObject()
    stream.set_data(b"2")
    field[NameObject("/V")] = writer._add_object(stream)


def referred_to(writer: PdfWriter, field: DictionaryObject) -> None:
    field[NameObject("/V")] = writer._add_object(TextStringObject("2"))


def kept_with_its_place(writer: PdfWriter, field: DictionaryObject) -> None:
    """The field above, what is shown below it: name, kind and value stand apart from the box."""
    above = DictionaryObject({NameObject("/T"): field.pop("/T"), NameObject("/FT"): field.pop("/FT")})
    reference = writer._add_object(above)
    field[NameObject("/V")] = TextStringObject("2")
    field[NameObject("/Parent")] = reference
    above[NameObject("/Kids")] = ArrayObject([field.indirect_reference])
    listed = writer.root_object["/AcroForm"]["/Fields"]
    listed[listed.index(field.indirect_reference)] = reference


def one_choice(writer: PdfWriter, field: DictionaryObject) -> None:
    """As a list to choose from, of which the reader kept the place alone."""
    field[NameObject("/FT")] = NameObject("/Ch")
    field[NameObject("/Opt")] = ArrayObject(
        ArrayObject([TextStringObject(sent), TextStringObject(shown)]) for sent, shown in ((" ", " "), ("2", "two"))
    )
    field[NameObject("/V")] = TextStringObject(" ")
    field[NameObject("/I")] = ArrayObject([NumberObject(1)])


def words_of_a_choice(writer: PdfWriter, field: DictionaryObject) -> None:
    one_choice(writer, field)
    field.pop("/I")
    field[NameObject("/V")] = TextStringObject("two")


WAYS: dict[str, Change] = {
    "string": typed(TextStringObject("2")),
    "spaces": typed(TextStringObject(" 2\r\n")),
    "name": typed(NameObject("/2")),
    "number": typed(NumberObject(2)),
    "list": typed(ArrayObject([TextStringObject("2")])),
    "stream": streamed,
    "reference": referred_to,
    "place": kept_with_its_place,
    "chosen": one_choice,
    "words": words_of_a_choice,
}


def changed(form: Path, out: Path, name: str, change: Change) -> Path:
    writer = PdfWriter(clone_from=PdfReader(form))
    [field] = [
        each.get_object()
        for page in writer.pages
        for each in page["/Annots"]
        if each.get_object().get("/T") == name
    ]  # fmt: skip
    change(writer, field)
    saved(writer, out)
    return out


@pytest.mark.parametrize("way", WAYS)
def test_a_digit_is_read_however_a_reader_keeps_it(posted, fill, tmp_path: Path, way: str) -> None:
    step = posted.step("network")
    form = fill(posted.sheet(0), {names.contact(1): "Łucja Müller 漢"}, step)
    path = changed(form, tmp_path / "back.pdf", f"{step}-{names.rating(1, 'group')}", WAYS[way])
    [found] = posted.look(path)
    assert (found.verdict, found.remarks) == (Verdict.NEW, ())
    finish(bring_in(posted.library, posted.workshop, [found]))
    [contact] = read_network(posted.library, step, posted.people[0]).contacts
    assert (contact.label, contact.ratings) == ("Łucja Müller 漢", {"group": 2})


def state_alone(_writer: PdfWriter, field: DictionaryObject) -> None:
    field.pop("/V")
    field[NameObject("/AS")] = NameObject("/Yes")


def value_alone(_writer: PdfWriter, field: DictionaryObject) -> None:
    field[NameObject("/V")] = NameObject("/Yes")


def unticked_again(_writer: PdfWriter, field: DictionaryObject) -> None:
    field[NameObject("/V")] = NameObject("/Off")
    field[NameObject("/AS")] = NameObject("/Off")


@pytest.mark.parametrize(("change", "ticked"), [(state_alone, True), (value_alone, True), (unticked_again, False)])
def test_a_tick_is_read_however_a_reader_keeps_it(
    posted, fill, tmp_path: Path, change: Change, ticked: bool
) -> None:  # fmt: skip
    step = posted.step("network")
    form = fill(posted.sheet(0), {names.contact(1): "A", names.contact(2): "B"}, step)
    path = changed(form, tmp_path / "back.pdf", f"{step}-{names.tie(1, 2)}", change)
    [found] = posted.look(path)
    assert ("1 pair know each other" in found.sentence) is ticked


def widths_of_no_letter(writer: PdfWriter, field: DictionaryObject) -> None:
    """A font whose widths begin behind the last letter there is: the words of a page can't be read then."""
    field[NameObject("/V")] = TextStringObject("2")
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():
            made = font.get_object()
            made[NameObject("/Subtype")] = NameObject("/Type0")
            widths = ArrayObject([NumberObject(9 * 10**12), ArrayObject([NumberObject(500)])])
            below = DictionaryObject({NameObject("/Subtype"): NameObject("/CIDFontType2"), NameObject("/W"): widths})
            made[NameObject("/DescendantFonts")] = ArrayObject([below])


def test_a_font_that_is_none_hides_no_answer(posted, fill, tmp_path: Path) -> None:
    step = posted.step("network")
    form = fill(posted.sheet(0), {names.contact(1): "A"}, step)
    path = changed(form, tmp_path / "back.pdf", f"{step}-{names.rating(1, 'group')}", widths_of_no_letter)
    [found] = posted.look(path)
    assert found.verdict is Verdict.NEW


def test_a_form_saved_over_itself_says_what_was_typed_last(posted, fill, tmp_path: Path) -> None:
    step = posted.step("network")
    first = fill(posted.sheet(0), {names.contact(1): "A", names.rating(1, "group"): "1"}, step)
    writer = PdfWriter(PdfReader(first), incremental=True)
    again = {f"{step}-{names.rating(1, 'group')}": "3"}
    for page in writer.pages:
        writer.update_page_form_field_values(page, again, auto_regenerate=False)
    path = tmp_path / "again.pdf"
    saved(writer, path)
    assert path.read_bytes().startswith(first.read_bytes()[:2000])
    finish(bring_in(posted.library, posted.workshop, posted.look(path)))
    [contact] = read_network(posted.library, step, posted.people[0]).contacts
    assert contact.ratings == {"group": 3}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("2", 2), (" 2 ", 2), ("2.", 2), ("2)", 2), ("２", 2), ("٢", 2), ("۲", 2), ("②", 2), ("02", 2)),
        *(("0", -1), ("-", -3), ("–", -3), ("—", -3), ("−", -3), ("Same", 2), ("sAME ", 2)),
        *(("9", None), ("x", None), ("1 2", None), ("½", None), ("²³", None), ("-1", None)),
    ],
)
def test_what_people_type_into_a_box_of_one_digit(posted, text: str, code: int | None) -> None:
    setup = get_setup(posted.library, posted.step("network"))
    sheet = read_fields(setup, {names.contact(1): "A", names.rating(1, "hierarchy"): text})
    assert sheet.contacts == [("A", {} if code is None else {"hierarchy": code})]
    assert len(sheet.remarks) == (code is None), "what is not understood is said"


def test_a_digit_is_the_place_of_an_answer_whatever_the_answer_is_called(posted) -> None:
    from dataclasses import replace

    setup = get_setup(posted.library, posted.step("network"))
    odd = replace(setup.factors[0], codes=("3", "2", "1"))
    sheet = read_fields(
        replace(setup, factors=(odd,)), {names.contact(1): "A", names.rating(1, odd.key): "1"}
    )  # fmt: skip
    assert sheet.contacts == [("A", {odd.key: 1})]


def test_zero_is_no_answer_where_everything_can_be_compared(posted) -> None:
    setup = get_setup(posted.library, posted.step("network"))
    sheet = read_fields(setup, {names.contact(1): "A", names.rating(1, "group"): "0"})
    assert sheet.contacts == [("A", {})] and "“0” is no answer to “Where they work”" in sheet.remarks[0]


def test_a_tab_that_a_reader_wrote_into_a_card_is_said(posted, fill) -> None:
    step = posted.step("three_questions")
    first = get_card(posted.library, step).prompts[0].id
    [found] = posted.look(fill(posted.sheet(0), {f"prompt_{first}-1": "We waited\tTwo systems"}, step))
    assert found.verdict is Verdict.NEW and "Tab key" in found.remarks[0]


def test_a_card_too_long_is_shown_to_be_typed_in_by_hand(posted, fill) -> None:
    step = posted.step("three_questions")
    first = get_card(posted.library, step).prompts[0].id
    text = "Long " * 40
    [found] = posted.look(fill(posted.sheet(0), {f"prompt_{first}-1": text}, step))
    assert (found.verdict, found.sentence) == (Verdict.EMPTY, "Nothing on it could be taken.")
    assert text.strip() in found.remarks[0]


def test_ticks_beside_empty_rows_alone_are_not_nothing(posted, fill) -> None:
    step = posted.step("network")
    [found] = posted.look(fill(posted.sheet(0), {names.tie(1, 2): "/Yes"}, step))
    assert (found.verdict, found.sentence) == (Verdict.EMPTY, "Nothing on it could be taken.")
    assert "Rows 1 and 2 are ticked" in found.remarks[0]
