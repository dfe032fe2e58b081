"""A file is one sheet and the whole of it: joined, cut and altered ones are refused with what to do."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from saved import saved

from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.worksheets import names
from facilitator.progress import finish
from facilitator.worksheets.identity import FIELD
from facilitator.worksheets.returned import Returned, Verdict, bring_in
from facilitator.workshop.roster import Person, people_of, update_person

Join = Callable[[list[Path], Path], None]


def appended(paths: list[Path], out: Path) -> None:
    """Both forms go along, with their fields of the same names."""
    writer = PdfWriter()
    for path in paths:
        writer.append(path)
    saved(writer, out)


def added_to_the_first(paths: list[Path], out: Path) -> None:
    """The first keeps its form, of the others come the pages alone."""
    writer = PdfWriter(clone_from=PdfReader(paths[0]))
    for path in paths[1:]:
        for page in PdfReader(path).pages:
            writer.add_page(page)
    saved(writer, out)


def pages_alone(paths: list[Path], out: Path) -> None:
    """No form goes along; boxes and what is in them stay on the pages."""
    writer = PdfWriter()
    for path in paths:
        for page in PdfReader(path).pages:
            writer.add_page(page)
    saved(writer, out)


def renamed(paths: list[Path], out: Path) -> None:
    """The fields of the second are called otherwise, as where two of one name must not be."""
    appended(paths, out)
    writer = PdfWriter(clone_from=PdfReader(out))
    seen: set[str] = set()
    for page in writer.pages:
        for each in page["/Annots"]:
            field = each.get_object()
            name = str(field["/T"])
            field[NameObject("/T")] = TextStringObject(name if name not in seen else f"{name}#1")
            seen.add(name)
    saved(writer, out)


def one_field_for_both(paths: list[Path], out: Path) -> None:
    """Fields of one name become one field that is shown twice, with one value: the first one's."""
    appended(paths, out)
    writer = PdfWriter(clone_from=PdfReader(out))
    whole: dict[str, DictionaryObject] = {}
    for page in writer.pages:
        for each in page["/Annots"]:
            widget = each.get_object()
            name = str(widget.pop("/T"))
            if name not in whole:
                kept = {key: widget[key] for key in ("/FT", "/V", "/Ff") if key in widget}
                whole[name] = DictionaryObject(
                    {NameObject("/T"): TextStringObject(name), NameObject("/Kids"): ArrayObject()}
                    | {NameObject(key): value for key, value in kept.items()}
                )
            for key in ("/FT", "/V", "/Ff"):
                widget.pop(key, None)
            whole[name]["/Kids"].append(each)
            widget[NameObject("/Parent")] = whole[name]
    listed = ArrayObject(writer._add_object(field) for field in whole.values())
    for field in listed:
        for kid in field.get_object()["/Kids"]:
            kid.get_object()[NameObject("/Parent")] = field
    writer.root_object["/AcroForm"][NameObject("/Fields")] = listed
    saved(writer, out)


def first_page_and_the_rest(paths: list[Path], out: Path) -> None:
    """As many pages and fields as one sheet has: the first page of one, the others of another one."""
    writer = PdfWriter()
    writer.append(paths[0], pages=(0, 1))
    writer.append(paths[1], pages=(1, len(PdfReader(paths[1]).pages)))
    saved(writer, out)


def united(paths: list[Path], out: Path) -> None:
    """Poppler's own tool."""
    if shutil.which("pdfunite") is None:
        pytest.skip("needs poppler-utils")
    subprocess.run(["pdfunite", *map(str, paths), str(out)], check=True)


JOINS: list[Join] = [
    appended, added_to_the_first, pages_alone, renamed, one_field_for_both, first_page_and_the_rest, united
]  # fmt: skip


def one(posted, path: Path) -> Returned:
    [found] = posted.look(path)
    return found


@pytest.fixture
def list_of(posted, fill) -> Callable[[int], Path]:
    """The form of a person with one contact that tells whose list it is."""

    def filled(place: int) -> Path:
        fields = {names.contact(1): f"Contact of {place}", names.rating(1, "group"): "2"}
        return fill(posted.sheet(place), fields, posted.step("network"))

    return filled


@pytest.mark.parametrize("join", JOINS)
def test_two_peoples_forms_in_one_file_are_refused_by_name(posted, list_of, tmp_path: Path, join: Join) -> None:
    path = tmp_path / "both.pdf"
    join([list_of(0), list_of(1)], path)
    found = one(posted, path)
    assert (found.verdict, found.writes, found.participant_id) == (Verdict.REFUSED, (), None)
    first, second = posted.sheet(0).stem, posted.sheet(1).stem
    for stem in (first, second):
        assert stem.removeprefix("Worksheet ") in found.sentence
    assert "several people" in found.sentence and "ask each for their own" in found.sentence


def test_two_peoples_forms_are_taken_each_by_itself(posted, list_of) -> None:
    both = posted.look(list_of(0), list_of(1))
    assert {each.verdict for each in both} == {Verdict.NEW}


@pytest.mark.parametrize("join", [each for each in JOINS if each is not first_page_and_the_rest])
def test_one_persons_form_twice_in_a_file_is_refused(posted, list_of, fill, tmp_path: Path, join: Join) -> None:
    path = tmp_path / "twice.pdf"
    later = fill(posted.sheet(0), {names.contact(1): "Somebody else"}, posted.step("network"))
    join([list_of(0), later], path)
    found = one(posted, path)
    assert (found.verdict, found.writes) == (Verdict.REFUSED, ())
    assert "More than one sheet" in found.sentence


@pytest.mark.parametrize("join", [appended, united])
def test_two_forms_of_which_no_mark_is_new_are_told_too(posted, old_form, fill, tmp_path: Path, join: Join) -> None:
    """Sheets that were made before marks said pages and fields."""
    step = posted.step("network")
    olds = [fill(old_form(posted.sheet(place)), {names.contact(1): "A"}, step) for place in (0, 1)]
    path = tmp_path / "both.pdf"
    join(olds, path)
    assert "several people" in one(posted, path).sentence
    assert {each.verdict for each in posted.look(*olds)} == {Verdict.NEW}


def test_two_blank_sheets_in_a_file_are_refused(posted, fill, tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    appended([fill(posted.blank, {"participant-name": name}) for name in ("Anna", "Bert")], path)
    found = one(posted, path)
    assert found.verdict is Verdict.REFUSED and "More than one sheet" in found.sentence


def test_flat_sheets_of_several_people_are_named(posted, flatten, tmp_path: Path) -> None:
    flat = [flatten(posted.sheet(place)).rename(tmp_path / f"{place}.pdf") for place in (0, 1)]
    path = tmp_path / "scanned.pdf"
    appended(flat, path)
    assert "several people" in one(posted, path).sentence


def test_pages_more_and_fewer_than_the_sheet_has_are_refused(posted, list_of, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(list_of(0)))
    writer.insert_page(PageObject.create_blank_page(width=595, height=842), 0)
    more = tmp_path / "more.pdf"
    saved(writer, more)
    found = one(posted, more)
    pages = len(PdfReader(posted.sheet(0)).pages)
    assert found.verdict is Verdict.REFUSED
    assert f"It has {pages + 1} pages, and the sheet has {pages}." in found.sentence
    fewer = tmp_path / "fewer.pdf"
    writer = PdfWriter()
    writer.append(list_of(0), pages=(0, pages - 1))
    saved(writer, fewer)
    found = one(posted, fewer)
    assert found.verdict is Verdict.REFUSED, "the answers of the last page would be missing in silence"


def test_a_form_that_lost_its_last_page_says_that_pages_are_missing(posted, list_of, flatten, tmp_path: Path) -> None:
    name = people_of(posted.library, posted.workshop)[0].name
    pages = len(PdfReader(posted.sheet(0)).pages)
    form = PdfReader(list_of(0))
    for copy in (lambda writer, number: writer.append(form, pages=(number, number + 1)),
                 lambda writer, number: writer.add_page(form.pages[number])):  # fmt: skip
        for chosen in ([0], list(range(pages - 1)), [1]):
            writer = PdfWriter()
            for number in chosen:
                copy(writer, number)
            path = tmp_path / "cut.pdf"
            saved(writer, path)
            found = one(posted, path)
            assert found.verdict is Verdict.REFUSED and found.name == name
            shown = "page 1" if chosen == [0] else "page 2" if chosen == [1] else f"the pages 1–{pages - 1}"
            assert found.sentence == f"It has only {shown} of the sheet’s {pages}. Ask for the whole sheet."
    # Its second page printed flat is not the whole sheet either.
    cut = tmp_path / "flat.pdf"
    writer = PdfWriter()
    writer.append(flatten(list_of(0)), pages=(1, 2))
    saved(writer, cut)
    assert f"only page 2 of the sheet’s {pages}" in one(posted, cut).sentence


def test_pages_in_another_order_are_still_the_whole_sheet(posted, list_of, tmp_path: Path) -> None:
    writer = PdfWriter()
    source = list_of(0)
    pages = len(PdfReader(source).pages)
    for number in reversed(range(pages)):
        writer.append(source, pages=(number, number + 1))
    path = tmp_path / "reversed.pdf"
    saved(writer, path)
    assert one(posted, path).verdict is Verdict.NEW


def change_fields(source: Path, out: Path, change: Callable[[DictionaryObject], None]) -> Path:
    writer = PdfWriter(clone_from=PdfReader(source))
    for page in writer.pages:
        for each in page["/Annots"]:
            change(each.get_object())
    saved(writer, out)
    return out


def test_fields_that_were_renamed_or_removed_are_not_read_in_part(posted, list_of, tmp_path: Path) -> None:
    step = posted.step("network")

    def rename(field: DictionaryObject) -> None:
        if field["/T"] == f"{step}-contact-1-group":
            field[NameObject("/T")] = TextStringObject(f"{step}-contact-1-group.0")

    found = one(posted, change_fields(list_of(0), tmp_path / "renamed.pdf", rename))
    assert found.verdict is Verdict.REFUSED and "removed, added or renamed" in found.sentence


def test_a_mark_on_another_persons_sheet_is_refused(posted, list_of, tmp_path: Path) -> None:
    """Copied whole, a mark is genuine; the pages say whose they are."""
    token = (PdfReader(posted.sheet(1)).get_fields() or {})[FIELD].value

    def mark(field: DictionaryObject) -> None:
        if field["/T"] == FIELD:
            field[NameObject("/V")] = TextStringObject(token)

    found = one(posted, change_fields(list_of(0), tmp_path / "swapped.pdf", mark))
    assert found.verdict is Verdict.REFUSED and "several people" in found.sentence


@pytest.mark.parametrize("token", ["", "2.1.1.e30=.00", "2.1.1", "nonsense \ud800"])
def test_a_mark_that_was_emptied_or_altered_is_refused(posted, list_of, tmp_path: Path, token: str) -> None:
    def empty(field: DictionaryObject) -> None:
        if field["/T"] == FIELD:
            field[NameObject("/V")] = TextStringObject(token.encode(errors="replace").decode())

    found = one(posted, change_fields(list_of(0), tmp_path / "no mark.pdf", empty))
    assert found.verdict is Verdict.REFUSED and "mark" in found.sentence
    assert ("another library" in found.sentence) == bool(token)


def test_who_is_called_otherwise_by_now_is_asked_for(posted, list_of) -> None:
    person = posted.people[0]
    was = posted.sheet(0).stem.removeprefix("Worksheet ")
    path = list_of(0)
    update_person(posted.library, person, Person("Bert Somebody"))
    found = one(posted, path)
    assert (found.verdict, found.writes) == (Verdict.NOBODY, ())
    assert f"“{was}”" in found.sentence and "“Bert Somebody”" in found.sentence
    [chosen] = posted.look(path, owners={path: posted.people[2]})
    assert (chosen.verdict, chosen.participant_id) == (Verdict.NEW, posted.people[2])
    finish(bring_in(posted.library, posted.workshop, [chosen]))
    step = posted.step("network")
    assert not read_network(posted.library, step, person).entry
    assert read_network(posted.library, step, posted.people[2]).entry == "contact"
    update_person(posted.library, person, Person(was.upper()))
    assert one(posted, path).verdict is Verdict.NEW, "a name in capitals is the same name"


def test_what_is_written_over_the_page_is_said(posted, list_of, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(list_of(0)))
    note = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FreeText"),
         NameObject("/Contents"): TextStringObject("Third contact: Ben, 2 3 1 4 1")}
    )  # fmt: skip
    writer.pages[0]["/Annots"].append(writer._add_object(note))
    path = tmp_path / "noted.pdf"
    saved(writer, path)
    found = one(posted, path)
    assert found.verdict is Verdict.NEW
    assert any("outside the boxes" in remark for remark in found.remarks)
