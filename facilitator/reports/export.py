"""Writing a workshop's PDFs into a folder, one after the other, with progress."""

from pathlib import Path

from facilitator.documents import fonts
from facilitator.files import free_path, make_folder
from facilitator.i18n import speaking, tr
from facilitator.progress import LongWork, Progress
from facilitator.reports import compose
from facilitator.reports.compose import Composed, Handouts
from facilitator.storage.library import Library
from facilitator.workshop.handout_files import note_handout_file
from facilitator.workshop.papers import PaperOptions


def names_without_font(library: Library, workshop_id: int, *, summary: bool = True) -> list[str]:
    """Return the typed texts that no font on this machine draws right, each once, in the order in which they are met.

    Those of the handouts, and unless it is left out of the summary.
    """
    composed = [compose.summary(library, workshop_id)] if summary else []
    composed += [handout for _, handout in Handouts(library, workshop_id)]
    return fonts.uncovered(text for one in composed for text in one.typed)


def export_reports(
    library: Library,
    workshop_id: int,
    folder: Path,
    *,
    summary: bool = True,
    handouts: bool = True,
    options: PaperOptions | None = None,
) -> LongWork[list[Path]]:
    """Write the room's summary and a handout for everybody who answered; returns the paths.

    `options` are those that the workshop keeps, unless others are given. A file that is there already is kept: the new
    one gets a number behind its name. Each file is whole or not there; stopping keeps those that are finished. Raises
    NotSaved when the folder can't be used.
    """
    make_folder(folder)
    wanted: list[tuple[str, Composed, int | None]] = []
    if summary:
        room = compose.summary(library, workshop_id, options)
        with speaking(room.document.language):
            wanted.append((tr("Summary"), room, None))
    if handouts:
        found = Handouts(library, workshop_id, options)
        wanted += [(found.name_of(person), composed, person.id) for person, composed in found]
    written: list[Path] = []
    for number, (name, composed, person_id) in enumerate(wanted):
        yield Progress(number, len(wanted), name)
        path = free_path(folder, name)
        composed.build(path)
        if person_id is not None:
            note_handout_file(library, person_id, path)
        written.append(path)
    yield Progress(len(wanted), len(wanted))
    return written
