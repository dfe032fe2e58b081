"""A workshop whose sheets are written as forms, and a way to fill one in as a reader of PDFs does."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from shutil import copy

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject
from saved import saved

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.worksheets.identity import FIELD
from facilitator.worksheets.returned import Returned, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.preferences import Preference
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


WORKSHOP = 1


@lru_cache(maxsize=4)
def parsed(form: Path, _changed: int) -> PdfReader:
    """A form to be copied from: reading one takes a second, and many tests fill in the same."""
    return PdfReader(form)


@lru_cache(maxsize=40)
def filled_in(form: Path, changed: int, wanted: tuple[tuple[str, str], ...]) -> bytes:
    """The form with these values, which several tests ask for."""
    reader = parsed(form, changed)
    writer = PdfWriter(clone_from=reader)
    known, values = set(reader.get_fields() or {}), dict(wanted)
    assert values.keys() <= known, sorted(values.keys() - known)
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


@pytest.fixture(scope="session")
def posted_once(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of six people in both exercises, and with everybody's form as it went out.

    The network asks who knows whom. Made once: writing the forms is most of a short test's time.
    """
    folder = tmp_path_factory.mktemp("posted")
    library = open_library(Path(copy(empty_library, folder / "library.sqlite")))
    workshop = start_workshop(library, "Learning across borders", template="half_day").value
    assert workshop == WORKSHOP
    add_people(library, workshop, people(6))
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    change_analysis(library, step, Analysis(asks_ties=True))
    finish(export_worksheets(library, workshop, folder / "out", fillable=True))
    library.close()
    return folder


@pytest.fixture
def library(posted_once: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of that library, which holds the key that the forms are signed with."""
    opened = open_library(Path(copy(posted_once / "library.sqlite", tmp_path / "library.sqlite")))
    yield opened
    opened.close()


@pytest.fixture
def workshop() -> int:
    """The workshop of that library."""
    return WORKSHOP


@pytest.fixture
def posted(posted_once: Path, library: Library) -> Posted:
    """Forms and library together; the forms are there to be read alone."""
    return Posted(library, WORKSHOP, posted_once / "out")


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Path]:
    """Fill in a form and save it under another name; fields are named without their step where one is given."""

    def filled(form: Path, values: Mapping[str, str], step: int | None = None, name: str = "") -> Path:
        prefix = "" if step is None else prefix_of(step)
        wanted = tuple((prefix + key, text) for key, text in values.items())
        back = tmp_path / "back"
        back.mkdir(exist_ok=True)
        path = back / (name or f"scan {len(list(back.iterdir()))}.pdf")
        path.write_bytes(filled_in(form, form.stat().st_mtime_ns, wanted))
        return path

    return filled


@pytest.fixture
def old_form(library: Library, tmp_path: Path) -> Callable[[Path], Path]:
    """Make a form what forms were before: answers are chosen from a list, and the mark says whose it is, no more."""

    def old(form: Path) -> Path:
        writer = PdfWriter(clone_from=PdfReader(form))
        steps = {step.id for step, each in exercise_steps(library, WORKSHOP) if each.kind == "network"}
        words = {
            f"{step}-contact-{number}-{factor.key}": AnswerWords(factor)
            for step in steps
            for factor in get_setup(library, step).active
            for number in range(1, 16)
        }
        for page in writer.pages:
            for annotation in page["/Annots"]:
                field = annotation.get_object()
                if field["/T"] == FIELD:
                    field[NameObject("/V")] = TextStringObject(_bare(library, field["/V"]))
                elif answers := words.get(field["/T"]):
                    shown = [(" ", " "), *((answers.write(code), f"{code}: shown") for code in (1, 2, 3))]
                    field[NameObject("/FT")] = NameObject("/Ch")
                    field[NameObject("/Ff")] = NumberObject(1 << 17)
                    field[NameObject("/V")] = TextStringObject(" ")
                    field[NameObject("/Opt")] = ArrayObject(
                        ArrayObject(TextStringObject(text) for text in pair) for pair in shown
                    )
        path = tmp_path / f"old {form.name}"
        saved(writer, path)
        return path

    return old


def _bare(library: Library, token: str) -> str:
    _, workshop, participant, *_ = token.split(".")
    text = f"1.{workshop}.{participant}"
    key = bytes.fromhex(Preference("worksheet_key", str, "").get(library))
    return f"{text}.{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"


@pytest.fixture
def flatten(tmp_path: Path) -> Callable[[Path], Path]:
    """Print a form to a PDF: what it looks like stays, its fields go."""

    def flat(form: Path) -> Path:
        writer = PdfWriter()
        for page in PdfReader(form).pages:
            added = writer.add_page(page)
            added.pop(NameObject("/Annots"), None)
        path = tmp_path / "flat.pdf"
        saved(writer, path)
        return path

    return flat
