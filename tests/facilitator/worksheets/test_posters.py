"""Pages to hang up: in their sizes, tagged, in the paper's language, with what is there and nobody's name."""

from pathlib import Path

import pytest
from added_exercise import added_exercise
from command_line import facilitator
from page import ValidationProfile, validate_pdf_bytes
from prepared import prepared
from pypdf import PdfReader

from facilitator.documents.section import Leaf
from facilitator.errors import Invalid
from facilitator.exercises.canvas.ideas import read_canvases
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.i18n import short_day
from facilitator.progress import finish
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, read_given
from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.library import Library
from facilitator.worksheets.posters import export_posters, posters_of
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

POINTS = {Leaf.A4_LYING: (842, 595), Leaf.A3_LYING: (1191, 842)}

BOOKLET = {
    "leaflets/__init__.py": "",
    "leaflets/exercise.json": '{"title": "Stories", "minutes": 7}',
    "leaflets/posters.py": """
from facilitator.documents import blocks
from facilitator.documents.flowables import Text
from facilitator.documents.section import Booklet, Leaf, Poster
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import people_of


def draw(sheet):
    sheet.head("A very long title that has no room on a single line of a page that stands, whatever is done")
    for number in range(2):
        if number:
            sheet.next_page()
        sheet.stack([sheet.fitted("Long words. " * 400, Text("").style, 200, 100)], sheet.left, sheet.top, 200)


@implements(Exercise.posters)
def posters(library, step_id):
    person = people_of(library, get_step(library, step_id).workshop_id)[0]
    def build(width):
        return [each for n in range(3) for each in (blocks.heading(1, f"Story {n}"), blocks.paragraph("It."))]
    return [Booklet("booklet", "All stories", build), Poster("page", "One page", (Leaf.A4,), draw, (), person.id)]
""",
}


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def conforms(path: Path) -> None:
    """A checker of PDF/UA-1 has nothing to say against it."""
    report = validate_pdf_bytes(path.read_bytes(), profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


def canvas_room(library: Library) -> int:
    return prepared(library, "canvas", lambda: sample_workshop(library, template="canvas").value)


def test_the_canvas_is_to_hang_up_empty_and_with_what_is_there(library: Library, tmp_path: Path) -> None:
    workshop = canvas_room(library)
    empty, filled = posters_of(library, workshop)
    for leaf, size in POINTS.items():
        blank, room = finish(export_posters(library, workshop, tmp_path / leaf, {empty.key: leaf, filled.key: leaf}))
        for path in (blank, room):
            for page in PdfReader(path).pages:
                assert (round(page.mediabox.width), round(page.mediabox.height)) == size
            conforms(path)
        assert all(word in text_of(blank) for word in ("Add", "Embed", "Extract", "Share", "Effort", "Benefit"))
        assert "of 3" not in text_of(blank)
        said = text_of(room)
        [(step, _)] = exercise_steps(library, workshop)
        [numbers] = exercise("canvas").metrics(library, step.id)["canvas"]
        assert len(PdfReader(room).pages) == numbers["canvases"]
        assert said.count("chosen") == sum(numbers["chosen"].values())
        days = [idea.due for each in read_canvases(library, step.id) for idea in each.ideas if idea.chosen and idea.due]
        assert days and all(f"until {short_day(day)}" in said for day in days)
        assert said.count("Nothing yet: what could it be?") == sum(numbers["empty"].values())
        assert not any(person.name in said for person in people_of(library, workshop))
    with pytest.raises(Invalid, match=r"can’t have the size a3\. It can have: a3-landscape, a4-landscape"):
        finish(export_posters(library, workshop, tmp_path, {empty.key: Leaf.A3}))


def test_what_few_have_written_is_on_no_page(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "Two").value
    ids = add_people(library, workshop, [Person("Anna", team="A"), Person("Ben", team="A")]).value
    step = add_exercise(library, workshop, "canvas").value
    put(library, Who(step, ids[0]), "work", [Value(word="A secret piece of work")])
    send(library, Who(step, ids[0]), lambda given: ())
    assert read_given(library, Who(step, ids[0])).values("work")
    assert [each.poster.key for each in posters_of(library, workshop)] == ["canvas-empty"]


def test_a_booklet_has_its_contents_and_a_page_of_somebody_says_for_whom(library: Library, tmp_path: Path) -> None:
    with added_exercise(tmp_path / "exercises", BOOKLET):
        workshop = canvas_room(library)
        add_exercise(library, workshop, "leaflets")
        *_, booklet, page = posters_of(library, workshop)
        wanted = {booklet.key: None, page.key: None}
        stories, own = finish(export_posters(library, workshop, tmp_path / "out", wanted))
    assert [stories.name, own.name] == ["All stories.pdf", "One page Aleksandra Wiśniewska-Kowalczyk.pdf"]
    cover = PdfReader(stories).pages[0].extract_text()
    assert "All stories" in cover and "Story 2" in cover
    assert f"For {people_of(library, workshop)[0].name} alone." in text_of(own)
    assert "Page 2 of 2" in text_of(own) and "…" in text_of(own)
    for path in (stories, own):
        conforms(path)


def test_the_command_lists_them_and_writes_those_that_are_named(library: Library, tmp_path: Path) -> None:
    workshop = canvas_room(library)
    common = ("--library", library.path, "posters", workshop)
    lines = [line.split("\t") for line in facilitator(*common).stdout.splitlines()]
    assert [line[1:] for line in lines] == [
        ["Canvas to fill in", "a3-landscape, a4-landscape"],
        ["The canvases of the room", "a3-landscape, a4-landscape"],
    ]
    done = facilitator(*common, "-o", tmp_path, "--only", lines[0][0], "--size", "a4-landscape", "--language", "de")
    [path] = map(Path, done.stdout.splitlines())
    assert "Ergänzen" in text_of(path) and "Effort" not in text_of(path)
    assert "There is no page “nothing”" in facilitator(*common, "-o", tmp_path, "--only", "nothing", code=1).stderr
