"""The questionnaire on a sheet, and its way back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from facilitator.documents.form_fields import Pen
from facilitator.documents.section import Section
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import returned, worksheet
from facilitator.storage.library import Library
from facilitator.workshop.returned_sheet import SheetReader


@supplies(Exercise.worksheet_sections)
def worksheet_sections(folder: Exercise, library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the questionnaire's part of a sheet."""
    return worksheet.worksheet_sections(library, step_id, folder.presentation(library, step_id))


@supplies(Exercise.worksheet_edition)
def worksheet_edition(folder: Exercise, library: Library, step_id: int) -> Mapping[str, Any]:
    """Round, version, and what the sheet says of names."""
    return returned.worksheet_edition(library, step_id)


@supplies(Exercise.read_worksheets)
def read_worksheets(folder: Exercise, library: Library, step_id: int) -> SheetReader:
    """A function that compares a sheet with what the library holds."""
    check = partial(folder.check, library, step_id)
    return returned.read_worksheets(library, step_id, check, folder.presentation(library, step_id))
