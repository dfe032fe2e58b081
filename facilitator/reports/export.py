"""Writing a workshop's PDFs into a folder, one after the other, with progress."""

from pathlib import Path

from facilitator.documents import fonts
from facilitator.documents.style import Paper
from facilitator.files import free_path, make_folder
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.reports import compose
from facilitator.reports.compose import Composed, Handouts
from facilitator.storage.library import Library


def names_without_font(library: Library, workshop_id: int) -> list[str]:
    """The typed texts that no font on this machine covers, each once, in the order in which they are met."""
    composed = [compose.summary(library, workshop_id, Paper.A4)]
    composed += [handout for _, handout in Handouts(library, workshop_id, Paper.A4)]
    return [each.text for each in fonts.uncovered(dict.fromkeys(text for one in composed for text in one.typed))]


def export_reports(
    library: Library,
    workshop_id: int,
    folder: Path,
    *,
    summary: bool = True,
    handouts: bool = True,
    paper: str = "a4",
) -> LongWork[list[Path]]:
    """Write the room's summary and a handout for everybody who answered; returns the paths.

    `paper` is "a4" or "letter". A file that is there already is kept: the new one gets a number behind its name. Each
    file is whole or not there; stopping keeps those that are finished. Raises NotSaved when the folder can't be used.
    """
    make_folder(folder)
    size = Paper[paper.upper()]
    wanted: list[tuple[str, Composed]] = []
    if summary:
        wanted.append((tr("Summary"), compose.summary(library, workshop_id, size)))
    if handouts:
        wanted += [
            (tr("Handout {name}", name=person.name), composed)
            for person, composed in Handouts(library, workshop_id, size)
        ]
    written: list[Path] = []
    for number, (name, composed) in enumerate(wanted):
        yield Progress(number, len(wanted), name)
        path = free_path(folder, name)
        composed.document.build(path, composed.flowables())
        written.append(path)
    yield Progress(len(wanted), len(wanted))
    return written
