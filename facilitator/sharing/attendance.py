"""Who took part, as learning platforms take it: a row for each person who answered anything, and no answer."""

from enum import StrEnum
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.steps import exercise_steps
from facilitator.files import with_suffix
from facilitator.i18n import tr
from facilitator.sharing.delimited import USUAL, CsvDialect
from facilitator.sharing.tables import write_csv
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import get_workshop

ATTENDED = "attended"


class Platform(StrEnum):
    """By whose names the columns are called."""

    PLAIN = "plain"
    MOODLE = "moodle"
    SAP = "sap"


_HEADS = {
    Platform.PLAIN: ("name", "email", "course", "date", "status"),
    Platform.MOODLE: ("fullname", "email", "course", "completiondate", "status"),
    # Of the connector for the history of learning; people are known there by what stands in for their address.
    Platform.SAP: ("STUD_NAME", "STUD_ID", "CPNT_ID", "COMPL_DTE", "CMPL_STAT_ID"),
}


def attendance(library: Library, workshop_id: int, platform: Platform = Platform.PLAIN) -> Table:
    """Everybody who answered something in any step: name, address, the workshop's title, its day, and “attended”.

    The day is "" where the workshop has none. Raises Invalid where nobody has answered, and under a works agreement,
    which lets nothing out of a single person.
    """
    if under_agreement(library, workshop_id):
        raise Invalid(
            tr("Under the works agreement nothing of a single person is handed out, so neither is who took part.")
        )
    workshop = get_workshop(library, workshop_id)
    took_part = {
        each.participant_id
        for step, exercise in exercise_steps(library, workshop_id)
        for each in exercise.standings(library, step.id)
        if each.state is not State.TO_GO
    }
    day = "" if workshop.held_on is None else workshop.held_on.isoformat()
    people = [person for person in people_of(library, workshop_id) if person.id in took_part]
    if not people:
        raise Invalid(tr("Nobody has answered anything yet, so nobody is known to have taken part."))
    rows = ((person.name, person.email, workshop.title, day, ATTENDED) for person in people)
    return Table.of_rows("attended", _HEADS[platform], rows)


def export_attendance(
    library: Library,
    workshop_id: int,
    path: Path,
    platform: Platform = Platform.PLAIN,
    *,
    dialect: CsvDialect = USUAL,
    overwrite: bool = False,
) -> Path:
    """Write `attendance` as CSV and return its path, whose suffix becomes .csv. Raises Invalid as `write_csv` does."""
    target = with_suffix(path, ".csv", (".xlsx", ".json", ".graphml", ".lms"))
    write_csv(attendance(library, workshop_id, platform), target, overwrite=overwrite, dialect=dialect)
    return target
