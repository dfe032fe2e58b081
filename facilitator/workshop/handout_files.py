"""Files with handouts that this program wrote, which go under a works agreement once a handout is delivered.

A file that was moved, renamed, changed or copied is not found any more, and one that somebody else holds open may stay:
nobody is told that these are gone.
"""

from hashlib import sha256
from pathlib import Path

from sqlmodel import select

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agreement import is_agreed
from facilitator.workshop.deletions import BY_PROGRAM, What, note_deletion
from facilitator.workshop.find import find_participant
from facilitator.workshop.tables import HandoutFile


def note_handout_file(library: Library, participant_id: int, path: Path) -> None:
    """Remember a file that was just written, where it has to go later; elsewhere nothing is remembered."""
    with library.change(tr("Write handout"), undoable=False, logged=False) as change:
        workshop_id = find_participant(change.session, participant_id).workshop_id
        if is_agreed(change.session, workshop_id):
            row = HandoutFile(participant_id=participant_id, path=str(path.absolute()), digest=_digest(path))
            change.session.add(row)


def delete_delivered(library: Library, participant_id: int) -> list[Path]:
    """Delete the files with a participant's handout, now that a server has accepted it; return those that stay.

    Those stay that are not as they were written, or can't be deleted now: they are tried again after the next mail.
    """
    with library.read() as session:
        rows = list(session.exec(select(HandoutFile).where(HandoutFile.participant_id == participant_id)))
        workshop_id = find_participant(session, participant_id).workshop_id
    if not rows:
        return []
    gone, stay = [], []
    for row in rows:
        path = Path(row.path)
        try:
            if path.exists() and _digest(path) == row.digest:
                path.unlink()
                gone.append(row.id)
            elif path.exists():
                stay.append(path)
        except OSError:
            stay.append(path)
    with library.change(
        tr("Delete delivered handouts"), Change(Topic.ROSTER, workshop_id), undoable=False, logged=False
    ) as change:
        for row in rows:
            if Path(row.path) not in stay:
                change.session.delete(change.session.get_one(HandoutFile, row.id))
        if gone:
            note_deletion(change.session, workshop_id, What.HANDOUT_FILES, count=len(gone), by=BY_PROGRAM)
    return stay


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
