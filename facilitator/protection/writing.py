"""The papers as files in a folder, and what somebody is told of themselves as a PDF with its data beside it."""

import json
from datetime import date
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.files import free_path, make_folder
from facilitator.i18n import short_day, speaking, tr
from facilitator.progress import LongWork, Progress
from facilitator.protection.papers import Views, access, access_paper, papers, title_of_questions
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.worksheets.writing import Sheets
from facilitator.workshop.data_protection import choose_last_day, protection_of
from facilitator.workshop.papers import PaperOptions


def write_papers(
    library: Library, workshop_id: int, folder: Path, views: Views, options: PaperOptions | None = None
) -> LongWork[list[Path]]:
    """Write all papers into a folder; returns the paths. A file that is there is kept: the new one gets a number.

    Beside them, where steps can be answered on paper, a blank worksheet: every question as it is asked. The day that
    stands on them is kept to from then on, as if it had been chosen. Raises NotSaved when the folder can't be used, and
    Invalid where everything should be erased by now: what is written now would name a day that is over.
    """
    promise = protection_of(library, workshop_id)
    if promise.binds and promise.keep_until <= date.today():
        day = short_day(promise.keep_until)
        if promise.promised is not None:
            raise Invalid(tr("People have read that everything is erased on {day}. No papers are written any more.",
                             day=day))  # fmt: skip
        raise Invalid(tr("Everything is to be erased on {day}. For papers choose a later day first.", day=day))
    make_folder(folder)
    written: list[Path] = []
    found = papers(library, workshop_id, views, options)
    for number, (title, composed) in enumerate(found):
        yield Progress(number, len(found), title)
        path = free_path(folder, title)
        composed.build(path)
        written.append(path)
    written += _questions(library, workshop_id, folder, options)
    if not promise.binds:
        # What was written is handed to others, who read when everything is erased.
        choose_last_day(library, workshop_id, promise.keep_until)
    yield Progress(len(found), len(found))
    return written


def _questions(library: Library, workshop_id: int, folder: Path, options: PaperOptions | None) -> list[Path]:
    try:
        sheets = Sheets(library, workshop_id, fillable=False, options=options)
    except Invalid:
        # No step of this workshop asks anything on paper.
        return []
    with speaking(sheets.language):
        path = free_path(folder, title_of_questions())
    write_file(path, sheets.of(None))
    return [path]


def write_access(
    library: Library, participant_id: int, folder: Path, options: PaperOptions | None = None
) -> LongWork[list[Path]]:
    """Write everything that is kept of one participant as a PDF and as JSON; returns the two paths."""
    composed = access_paper(library, participant_id, options)
    make_folder(folder)
    yield Progress(0, 2, composed.document.title)
    path = free_path(folder, composed.document.title)
    composed.build(path)
    yield Progress(1, 2, composed.document.title)
    content = json.dumps(access(library, participant_id), ensure_ascii=False, indent=1, default=str) + "\n"
    beside = free_path(folder, composed.document.title, ".json")
    write_file(beside, content.encode())
    yield Progress(2, 2)
    return [path, beside]
