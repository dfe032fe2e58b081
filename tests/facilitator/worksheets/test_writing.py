"""Worksheets as they leave: whose they are, what they ask, and that a form can be filled in by keys and by ear."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import PdfObject

from facilitator.documents.style import Paper
from facilitator.errors import Invalid, NotSaved
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.setup import change_offer, get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.three_questions.setup import change_settings
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.worksheets.identity import FIELD, Identity, signed, verified
from facilitator.worksheets.writing import BLANKS, Sheets, export_worksheets
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_form_for_everybody_and_a_blank_one(posted) -> None:
    names = [person.name for person in people_of(posted.library, posted.workshop)]
    assert sorted(path.name for path in posted.folder.iterdir()) == sorted(
        ["Worksheet without a name.pdf", *(f"Worksheet {name}.pdf" for name in names)]
    )
    for place, name in enumerate(names):
        reader = PdfReader(posted.sheet(place))
        assert name in text_of(posted.sheet(place))
        assert not [other for other in names if other != name and other in text_of(posted.sheet(place))]
        token = (reader.get_fields() or {})[FIELD].value
        assert verified(posted.library, token) == Identity(posted.workshop, posted.people[place])
    blank = PdfReader(posted.blank).get_fields() or {}
    assert "participant-name" in blank
    assert verified(posted.library, blank[FIELD].value) == Identity(posted.workshop, None)


def test_every_field_is_named_reached_by_tab_and_read_aloud(posted) -> None:
    reader = PdfReader(posted.sheet(0))
    for page in reader.pages:
        assert page["/Tabs"] == "/R"
    fields = reader.get_fields() or {}
    assert all("." not in name for name in fields)
    assert all(field.get("/TU") for name, field in fields.items() if name != FIELD)
    setup = get_setup(posted.library, posted.step("network"))
    for number in range(1, setup.most + 1):
        for factor in setup.active:
            field = fields[f"{setup.step_id}-contact-{number}-{factor.key}"]
            assert (field["/FT"], field["/TU"].startswith(f"Person {number}: {factor.question} 1 = ")) == ("/Tx", True)
            assert all(f"{n} = {label}" in field["/TU"] for n, label in enumerate(factor.codes, 1))
    assert {field["/FT"] for field in fields.values()} == {"/Tx", "/Btn"}, "lists to choose from lose answers"
    assert reader.root_object["/AcroForm"]["/NeedAppearances"]
    assert reader.metadata is not None and reader.metadata.title == people_of(posted.library, posted.workshop)[0].name


def test_tab_goes_along_each_row_in_a_reader_that_sorts_boxes_itself(posted) -> None:
    """PDFium takes the highest box that is left, the last one where several are, then what overlaps its middle."""
    for page in PdfReader(posted.sheet(0)).pages:
        boxes = {each.get_object()["/T"]: each.get_object()["/Rect"] for each in page["/Annots"]}
        visible = [name for name in boxes if name != FIELD]
        left = sorted(visible, key=lambda name: float(boxes[name][0]))
        order = []
        while left:
            first = max(reversed(left), key=lambda name: float(boxes[name][3]))
            low, high = float(boxes[first][1]), float(boxes[first][3])
            left.remove(first)
            row = [name for name in left if low < (float(boxes[name][1]) + float(boxes[name][3])) / 2 < high]
            order += [first, *row]
            left = [name for name in left if name not in row]
        assert order == visible


def test_the_digits_of_a_legend_stand_on_every_page_of_a_list(library: Library, workshop: int) -> None:
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    change_offer(library, step, offers_contact=True, offers_tally=False, fewest=10, most=40)
    change_analysis(library, step, Analysis(asks_ties=False))
    form = BytesIO(Sheets(library, workshop, fillable=True).of(None))
    asking = [page for page in PdfReader(form).pages if "-contact-" in str([*map(_name, page["/Annots"])])]
    assert len(asking) == 2
    for page in asking:
        assert "2 Another team, same department" in " ".join(page.extract_text().split())


def _name(annotation: PdfObject) -> str:
    return str(annotation.get_object()["/T"])


def test_the_workshops_own_questions_and_ways_in_are_asked(posted, tmp_path: Path) -> None:
    step = posted.step("network")
    change_offer(posted.library, step, offers_contact=False, offers_tally=True, fewest=4, most=6)
    written = finish(export_worksheets(posted.library, posted.workshop, tmp_path / "tally", fillable=True))
    fields = PdfReader(written[0]).get_fields() or {}
    assert f"{step}-count-all" in fields and f"{step}-contact-1" not in fields
    change_offer(posted.library, step, offers_contact=True, offers_tally=False, fewest=4, most=6)
    written = finish(export_worksheets(posted.library, posted.workshop, tmp_path / "list", fillable=True))
    fields = PdfReader(written[0]).get_fields() or {}
    assert f"{step}-contact-6" in fields and f"{step}-contact-7" not in fields and f"{step}-count-all" not in fields


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_printed_sheets_have_no_fields_and_come_in_one_file_too(
    library: Library, workshop: int, tmp_path: Path, paper: str
) -> None:
    written = finish(export_worksheets(library, workshop, tmp_path, fillable=False, options=PaperOptions(paper=paper)))
    people = people_of(library, workshop)
    *single, whole, pocket = written
    assert len(single) == len(people) + 1
    size = tuple(round(side) for side in Paper[paper.upper()].size)
    leaves = 0
    for path in single:
        reader = PdfReader(path)
        assert not reader.get_fields()
        assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {size}
        leaves += (len(reader.pages) + 1) // 2 * (1 if path != single[-1] else BLANKS)
    assert len(PdfReader(whole).pages) == 2 * leaves
    # Everybody's first page is the front of a leaf.
    pages = [page.extract_text() for page in PdfReader(whole).pages]
    for person in people:
        assert next(number for number, text in enumerate(pages) if person.name in text) % 2 == 0
    # What is handed in is typed in as it stands: the tick is there to be made by hand.
    said = " ".join(text_of(single[0]).split())
    assert "hand it in and it stands on your handout, or keep it" in said
    assert "My action may stand among the room’s actions with my name" in said
    cards = PdfReader(pocket).pages
    assert len(cards) == 2 and people[0].name in cards[0].extract_text() and people[5].name in cards[1].extract_text()
    # On each card, since they are cut apart.
    assert [page.extract_text().count("Works agreement profile: off.") for page in cards] == [4, 4]
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]


def test_anonymous_cards_are_asked_for_on_no_sheet_that_bears_a_name(posted, tmp_path: Path) -> None:
    step = posted.step("three_questions")
    change_settings(posted.library, step, names="anonymous", dots=3, several=False, together="alone")
    printed = finish(export_worksheets(posted.library, posted.workshop, tmp_path / "p", fillable=False))
    question = "What challenge have we met since last time?"
    assert question not in text_of(printed[0])
    blank = next(path for path in printed if "without" in path.name)
    assert question in text_of(blank) and "without yours" in text_of(blank)
    forms = finish(export_worksheets(posted.library, posted.workshop, tmp_path / "f", fillable=True))
    assert not [name for path in forms for name in PdfReader(path).get_fields() or {} if name.startswith(f"{step}-")]


def test_long_names_of_any_script_and_files_that_are_there(library: Library, workshop: int, tmp_path: Path) -> None:
    add_people(library, workshop, [Person("Ελένη " + "Παπαδοπούλου-" * 8), Person("A/B:C*?"), Person("A B C")])
    first = finish(export_worksheets(library, workshop, tmp_path, fillable=True))
    again = finish(export_worksheets(library, workshop, tmp_path, fillable=True))
    assert len({*first, *again}) == len(first) + len(again)
    assert "Παπαδοπούλου" in text_of(first[6])


def test_stopping_leaves_whole_files_only(library: Library, workshop: int, tmp_path: Path) -> None:
    work = export_worksheets(library, workshop, tmp_path, fillable=True)
    for _ in range(3):
        next(work)
    work.close()
    assert len(list(tmp_path.glob("Worksheet*.pdf"))) == 2
    assert not list(tmp_path.glob("*.part"))
    assert all(PdfReader(path).pages for path in tmp_path.glob("Worksheet*.pdf"))


def test_what_can_not_be_written_is_said(library: Library, workshop: int, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(NotSaved, match="can't be used"):
        finish(export_worksheets(library, workshop, tmp_path / "file" / "in", fillable=True))
    empty = new_workshop(library, "Nothing to answer").value
    assert not exercise_steps(library, empty)
    with pytest.raises(Invalid, match="Nothing on the agenda"):
        finish(export_worksheets(library, empty, tmp_path, fillable=True))


def test_words_without_a_font_are_named(library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("𐎠𐎡𐎢 of Persepolis")])
    found = Sheets(library, workshop, fillable=True).uncovered()
    assert found in (["𐎠𐎡𐎢 of Persepolis"], [])  # a computer may have a font even for this


def test_a_token_is_good_for_one_library_and_one_person(library: Library) -> None:
    token = signed(library, Identity(3, 14))
    assert verified(library, token) == Identity(3, 14)
    for altered in (token.replace(".14.", ".15."), token[:-1], token + "0", "", "x", "1.3.14." + "0" * 64, "é" * 70):
        assert verified(library, altered) is None


def test_sheets_and_cards_of_namesakes_are_told_apart(library: Library, workshop: int, tmp_path: Path) -> None:
    add_people(
        library,
        workshop,
        [
            Person("Eva Sand", team="Sales", location="Rome"),
            Person("Eva Sand", team="Sales", location="Oslo"),
            Person("Bo Berg", team="Sales"),
            Person("Bo Berg", team="Sales"),
        ],
    )
    count = len(people_of(library, workshop))
    beside = {f"Eva Sand, {place}" for place in ("Rome", "Oslo")} | {f"Bo Berg, {count - 1}", f"Bo Berg, {count}"}
    written = finish(export_worksheets(library, workshop, tmp_path / "out", fillable=False))
    names = {path.stem.removeprefix("Worksheet ") for path in written}
    assert beside <= names and not any("(2)" in name for name in names)
    for called in beside:
        name, fact = called.split(", ")
        assert f"{name} Worksheet · {fact} Fill" in text_of(tmp_path / "out" / f"Worksheet {called}.pdf")
    cards = text_of(written[-1])
    assert all(called in cards for called in beside)
    # Whoever shares no name has nothing beside it.
    alone = people_of(library, workshop)[0].name
    assert f"{alone} Worksheet Fill" in text_of(tmp_path / "out" / f"Worksheet {alone}.pdf")
