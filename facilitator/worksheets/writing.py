"""Writing the sheets of a workshop into a folder: one a person, some without a name, and cards to cut out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter

from facilitator.documents import fonts
from facilitator.documents.flowables import Text
from facilitator.documents.form_fields import Asked, HiddenField, Pen, TextField
from facilitator.documents.section import PocketCard, Section
from facilitator.documents.style import BODY, Paper
from facilitator.documents.template import Document
from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.files import free_path, make_folder
from facilitator.i18n import long_day, speaking, tr
from facilitator.progress import LongWork, Progress
from facilitator.reports.branding import branding
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.worksheets.identity import EXERCISE, FIELD, Identity, digest, edition_mark, signed
from facilitator.worksheets.pocket import pocket_cards
from facilitator.workshop.agreement import paper_foot
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.papers import PaperOptions, paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant, Workshop
from facilitator.workshop.workshops import get_workshop

NAME_FIELD = "participant-name"
MARK = "Facilitator worksheet"
"""What stands at the foot of every sheet, so that one that was printed flat is still told from other files."""
BLANKS = 3
"""Sheets without a name among those to be printed."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One step of the workshop that can be answered on paper."""

    step_id: int
    make: Callable[[Pen, bool], list[Section]]
    edition: Mapping[str, Any]
    cards: list[PocketCard]


class Sheets:
    """The worksheets of one workshop. Raises Invalid when none of its steps can be answered on paper."""

    def __init__(
        self, library: Library, workshop_id: int, *, fillable: bool, options: PaperOptions | None = None
    ) -> None:
        """`options` tell paper and language; those that the workshop keeps, unless others are given."""
        self._library = library
        self._workshop = get_workshop(library, workshop_id)
        chosen = options or paper_options(library, workshop_id)
        self.paper = Paper[chosen.paper.upper()]
        self.language = chosen.spoken(self._workshop)
        self._brand = branding(library)
        self._fillable = fillable
        self.people = people_of(library, workshop_id)
        self._beside = beside_names(self.people)
        with speaking(self.language):
            self._parts = [
                _Part(
                    step.id,
                    each.worksheet_sections(library, step.id),
                    {EXERCISE: each.kind, **each.worksheet_edition(library, step.id)},
                    each.worksheet_cards(library, step.id),
                )
                for step, each in exercise_steps(library, workshop_id)
                if each.has(Exercise.worksheet_sections)
            ]
        if not self._parts:
            raise Invalid(tr("Nothing on the agenda can be answered on a worksheet. Add an exercise first."))

    @property
    def cards(self) -> list[PocketCard]:
        """What is printed small."""
        return [card for part in self._parts for card in part.cards]

    @property
    def state(self) -> str:
        """Whether the works agreement profile holds, for what has no other foot."""
        with speaking(self.language):
            return self._foot("")

    def name_of(self, person: Participant | None) -> str:
        """What the file of one person, or of a blank sheet, is called."""
        with speaking(self.language):
            return tr("Worksheet {name}", name=self.called(person)) if person else tr("Worksheet without a name")

    def called(self, person: Participant) -> str:
        """A person's name, with what tells them apart from a namesake."""
        return called(person, self._beside)

    def uncovered(self) -> list[str]:
        """The names and words that no font on this computer draws right."""
        typed = [self.called(person) for person in self.people] + [
            self._workshop.title,
            self._workshop.facilitator,
            self._brand.contact,
        ]
        with speaking(self.language):
            typed += [text for _, section in self._sections([], None) for text in section.texts]
        return fonts.uncovered(typed)

    def of(self, person: Participant | None) -> bytes:
        """The PDF of one person, or a blank one."""
        with speaking(self.language):
            return self._drawn(person)

    def _drawn(self, person: Participant | None) -> bytes:
        workshop = self._workshop
        edition = edition_mark({part.step_id: part.edition for part in self._parts})
        number = f"{workshop.id}.{person.id if person else 0}.{edition}"
        document = Document(
            title=person.name if person else tr("Worksheet"),
            subtitle=" · ".join(filter(None, (tr("Worksheet"), self._beside.get(person.id)))) if person else "",
            kicker=workshop.title,
            author=workshop.facilitator,
            subject=tr("Worksheet for “{workshop}”", workshop=workshop.title),
            language=self.language,
            paper=self.paper,
            privacy=" ".join((self._foot(tr("Give it to your facilitator and to nobody else.")), MARK, number)),
            plain=True,
            brand=self._brand,
            form=self._fillable,
        )
        content, _ = document.render(list(self._flow(person, document.column)))
        return content

    def _foot(self, privacy: str) -> str:
        return paper_foot(self._library, self._workshop.id, privacy)

    def _flow(self, person: Participant | None, column: float) -> Iterator[Any]:
        used: list[str] = []
        yield Text(_what_to_do(self._workshop, fillable=self._fillable), BODY.with_(after=4))
        if person is None:
            pen, name = Pen(self._fillable, used=used), TextField(NAME_FIELD, tr("Your name"))
            yield Asked(pen, [Text(tr("Your name"))], [name])
        for _, section in self._sections(used, person):
            yield from section.build(column)
        if self._fillable:
            # Comes last: only then are the pages and the fields known.
            yield HiddenField(FIELD, lambda pages: signed(self._library, self._identity(person, pages, used)))

    def _identity(self, person: Participant | None, pages: int, used: list[str]) -> Identity:
        return Identity(
            self._workshop.id,
            person.id if person else None,
            person.name if person else "",
            pages,
            digest(sorted(used)),
            {part.step_id: part.edition for part in self._parts},
        )

    def _sections(self, used: list[str], person: Participant | None) -> Iterator[tuple[int, Section]]:
        whose = person.id if person else None
        for part in self._parts:
            for section in part.make(Pen(self._fillable, prefix_of(part.step_id), used, whose), person is not None):
                yield part.step_id, section


def prefix_of(step_id: int) -> str:
    """What the names of all fields of one step begin with."""
    return f"{step_id}-"


def names_without_font(library: Library, workshop_id: int) -> list[str]:
    """The names and words on the sheets that no font on this computer draws right."""
    return Sheets(library, workshop_id, fillable=False).uncovered()


def export_worksheets(
    library: Library, workshop_id: int, folder: Path, *, fillable: bool, options: PaperOptions | None = None
) -> LongWork[list[Path]]:
    """Write a sheet for everybody on the roster and a blank one; returns the paths.

    Those to print come with one file that holds them all, in the roster's order with a few blanks behind, and with
    pocket cards, four a page, where an exercise has any. `options` tell paper and language; those that the workshop
    keeps, unless others are given. A file that is there already is kept: the new one gets a number behind its name.
    Each file is whole or not there. Raises NotSaved when the folder can't be used, Invalid when there is nothing to
    answer on paper.
    """
    sheets = Sheets(library, workshop_id, fillable=fillable, options=options)
    make_folder(folder)
    written: list[Path] = []
    whole = PdfWriter()
    wanted: list[Participant | None] = [*sheets.people, None]
    for number, person in enumerate(wanted):
        name = sheets.name_of(person)
        yield Progress(number, len(wanted), name)
        content = sheets.of(person)
        path = free_path(folder, name)
        write_file(path, content)
        written.append(path)
        if not fillable:
            for _ in range(1 if person else BLANKS):
                _append(whole, path)
    if not fillable:
        yield Progress(len(wanted), len(wanted) + 1, tr("All worksheets"))
        with speaking(sheets.language):
            all_of_them, cards = tr("All worksheets to print"), tr("Pocket cards to cut out")
        written.append(_written(whole, free_path(folder, all_of_them)))
        if sheets.cards:
            path = free_path(folder, cards)
            names = [sheets.called(person) for person in sheets.people]
            write_file(path, pocket_cards(sheets.cards, names, sheets.paper, sheets.state))
            written.append(path)
    yield Progress(len(wanted), len(wanted))
    return written


def _what_to_do(workshop: Workshop, *, fillable: bool) -> str:
    day = long_day(workshop.held_on) if workshop.held_on else ""
    facilitator = workshop.facilitator or tr("your facilitator")
    if fillable:
        said = tr("Fill this in on your computer, save it, and send the file back to {name}.", name=facilitator)
        return " ".join((said, tr("It is needed before {day}.", day=day))) if day else said
    if day:
        return tr("Fill this in and bring it along on {day}, for {name}.", day=day, name=facilitator)
    return tr("Fill this in and bring it along, for {name}.", name=facilitator)


def _append(whole: PdfWriter, path: Path) -> None:
    """Add a sheet; where both sides are printed, the next one begins on a leaf of its own."""
    pages = PdfReader(path).pages
    for page in pages:
        whole.add_page(page)
    if len(pages) % 2:
        whole.add_blank_page()


def _written(whole: PdfWriter, path: Path) -> Path:
    whole.compress_identical_objects()
    content = BytesIO()
    whole.write(content)
    write_file(path, content.getvalue())
    return path
