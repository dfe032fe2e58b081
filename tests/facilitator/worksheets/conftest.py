"""A workshop whose sheets are written as forms, and a way to fill one in as a reader of PDFs does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.worksheets.returned import Returned, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import add_people, people_of


@dataclass(frozen=True)
class Posted:
    """The forms of a workshop as they went out."""

    library: Library
    workshop: int
    folder: Path

    @property
    def people(self) -> list[int]:
        return [person.id for person in people_of(self.library, self.workshop)]

    def step(self, kind: str) -> int:
        return next(step.id for step, each in exercise_steps(self.library, self.workshop) if each.kind == kind)

    def sheet(self, place: int) -> Path:
        """The form of the person at a place of the roster."""
        name = people_of(self.library, self.workshop)[place].name
        return self.folder / f"Worksheet {name}.pdf"

    @property
    def blank(self) -> Path:
        return self.folder / "Worksheet without a name.pdf"

    def look(self, *paths: Path, owners: Mapping[Path, int] | None = None) -> list[Returned]:
        return finish(look_through(self.library, self.workshop, list(paths), owners))


@pytest.fixture
def workshop(library: Library) -> int:
    """A workshop of six people with both exercises, in which the network asks who knows whom."""
    workshop_id = start_workshop(library, "Learning across borders", template="half_day").value
    add_people(library, workshop_id, people(6))
    step = next(step.id for step, each in exercise_steps(library, workshop_id) if each.kind == "network")
    change_analysis(library, step, Analysis(asks_ties=True))
    return workshop_id


@pytest.fixture
def posted(library: Library, workshop: int, tmp_path: Path) -> Posted:
    folder = tmp_path / "out"
    finish(export_worksheets(library, workshop, folder, fillable=True))
    return Posted(library, workshop, folder)


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Path]:
    """Fill in a form and save it under another name; fields are named without their step where one is given."""

    def filled(form: Path, values: Mapping[str, str], step: int | None = None, name: str = "") -> Path:
        writer = PdfWriter(clone_from=PdfReader(form))
        prefix = "" if step is None else prefix_of(step)
        wanted = {prefix + key: text for key, text in values.items()}
        known = set(PdfReader(form).get_fields() or {})
        assert wanted.keys() <= known, sorted(wanted.keys() - known)
        for page in writer.pages:
            writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
        back = tmp_path / "back"
        back.mkdir(exist_ok=True)
        path = back / (name or f"scan {len(list(back.iterdir()))}.pdf")
        writer.write(path)
        return path

    return filled


@pytest.fixture
def flatten(tmp_path: Path) -> Callable[[Path], Path]:
    """Print a form to a PDF: what it looks like stays, its fields go."""

    def flat(form: Path) -> Path:
        writer = PdfWriter()
        for page in PdfReader(form).pages:
            added = writer.add_page(page)
            added.pop(NameObject("/Annots"), None)
        path = tmp_path / "flat.pdf"
        writer.write(path)
        return path

    return flat
