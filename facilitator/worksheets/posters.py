"""The pages of a workshop that ask nothing: which there are, and writing them as files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facilitator.documents import blocks, fonts
from facilitator.documents.posters import Frame, render_poster
from facilitator.documents.section import Booklet, Leaf, Poster
from facilitator.documents.style import Paper
from facilitator.documents.template import Document
from facilitator.errors import Invalid
from facilitator.exercises.steps import exercise_steps
from facilitator.files import free_path, make_folder
from facilitator.i18n import short_day, speaking, tr
from facilitator.progress import LongWork, Progress
from facilitator.reports.branding import branding
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.workshop.agreement import for_one_alone, paper_foot
from facilitator.workshop.papers import PaperOptions, paper_options, spoken_in
from facilitator.workshop.roster import get_participant
from facilitator.workshop.tables import AgendaStep, Workshop
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class StepPoster:
    """A page of a step; `key` names it among all of the workshop, and is the same for that of each person."""

    step: AgendaStep
    poster: Poster | Booklet

    @property
    def key(self) -> str:
        """One word for it, such as "4.canvas"."""
        return f"{self.step.id}.{self.poster.key}"

    @property
    def sizes(self) -> tuple[Leaf, ...]:
        """The sizes that it can have, the usual one first; none for a booklet, which has the paper of documents."""
        return self.poster.sizes if isinstance(self.poster, Poster) else ()


def posters_of(library: Library, workshop_id: int, options: PaperOptions | None = None) -> list[StepPoster]:
    """All pages to hang up or to hand round that the steps of a workshop have now, in the agenda's order."""
    with speaking(spoken_in(library, workshop_id, options)):
        return [
            StepPoster(step, poster)
            for step, exercise in exercise_steps(library, workshop_id)
            for poster in exercise.posters(library, step.id)
        ]


def names_without_font(pages: Iterable[StepPoster]) -> list[str]:
    """The names and words on these pages that no font on this computer draws right."""
    typed = [text for each in pages for text in (each.poster.title, *each.poster.texts)]
    return fonts.uncovered(typed)


def export_posters(
    library: Library,
    workshop_id: int,
    folder: Path,
    wanted: Mapping[str, Leaf | None] | None = None,
    options: PaperOptions | None = None,
) -> LongWork[list[Path]]:
    """Write the wanted pages, all unless some are named by their keys, each in a size or its usual one; returns paths.

    A file that is there is kept, and each one is whole or not there. Raises Invalid when there is nothing to write, or
    for a size that a page can't have; NotSaved when the folder can't be used.
    """
    options = options or paper_options(library, workshop_id)
    found = [each for each in posters_of(library, workshop_id, options) if wanted is None or each.key in wanted]
    if not found:
        raise Invalid(tr("No step of this workshop has pages to hang up yet."))
    sizes = {each.key: _size(each, (wanted or {}).get(each.key)) for each in found}
    make_folder(folder)
    written = []
    for number, each in enumerate(found):
        yield Progress(number, len(found), each.poster.title)
        content = draw(library, workshop_id, each, sizes[each.key], options)
        path = free_path(folder, _file_name(library, each.poster))
        write_file(path, content)
        written.append(path)
    yield Progress(len(found), len(found))
    return written


def _file_name(library: Library, poster: Poster | Booklet) -> str:
    person = poster.participant_id if isinstance(poster, Poster) else None
    if person is None:
        return poster.title
    return tr("{page} {name}", page=poster.title, name=get_participant(library, person).name)


def draw(library: Library, workshop_id: int, found: StepPoster, size: Leaf | None, options: PaperOptions) -> bytes:
    """One page, or booklet, as a PDF."""
    workshop, language = get_workshop(library, workshop_id), spoken_in(library, workshop_id, options)
    with speaking(language):
        if isinstance(found.poster, Booklet):
            return _booklet(library, workshop, found.poster, options, language)
        foot = short_day(workshop.held_on) if workshop.held_on else ""
        if found.poster.participant_id is not None:
            foot = for_one_alone(get_participant(library, found.poster.participant_id).name)
        frame = Frame(
            kicker=workshop.title,
            foot=paper_foot(library, workshop_id, foot),
            author=workshop.facilitator,
            language=language,
            brand=branding(library),
        )
        return render_poster(found.poster, size or found.poster.sizes[0], frame)


def _booklet(library: Library, workshop: Workshop, booklet: Booklet, options: PaperOptions, language: str) -> bytes:
    document = Document(
        title=booklet.title,
        kicker=workshop.title,
        author=workshop.facilitator,
        language=language,
        paper=Paper[options.paper.upper()],
        privacy=paper_foot(library, workshop.id, ""),
        cover=True,
        brand=branding(library),
    )
    content, _ = document.render(booklet.build(document.column) or [blocks.empty_state(tr("Nothing yet."))])
    return content


def _size(found: StepPoster, size: Leaf | None) -> Leaf | None:
    if size is not None and size not in found.sizes:
        raise Invalid(
            tr(
                "“{title}” can’t have the size {size}. It can have: {sizes}.",
                title=found.poster.title,
                size=size.value,
                sizes=", ".join(found.sizes) or tr("that of the documents"),
            )
        )
    return size
