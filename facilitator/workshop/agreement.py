"""The works agreement profile: one switch of a workshop behind which stands what was agreed with a works council.

Under it there are counts only and no list of single contacts, nobody is matched or listed as relied on, nothing comes
from another workshop or goes into one, nothing is shown of fewer than `FLOOR` people, groups are teams alone, no level
is kept or asked, no paper names anybody beside what they said, and handouts that were written as files are deleted once
the server has accepted their mail. What would break it raises Invalid. `exercises.agreement` switches it.
"""

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.tables import DataProtection

FLOOR = 7
"""Of so many people at least something is shown under the agreement."""
_LONGEST_NAME = 50
"""Letters of a name at the foot of a paper, which has two lines."""


def is_agreed(session: Session, workshop_id: int) -> bool:
    """Whether the profile holds in a workshop, within a session."""
    row = session.get(DataProtection, workshop_id)
    return row is not None and row.agreement


def under_agreement(library: Library, workshop_id: int) -> bool:
    """Whether the profile holds in a workshop."""

    def read() -> bool:
        with library.read() as session:
            return is_agreed(session, workshop_id)

    return library.once(("agreement", workshop_id), read)


def agreed_workshops(session: Session) -> set[int]:
    """The ids of all workshops in which it holds."""
    return set(session.exec(select(DataProtection.workshop_id).where(col(DataProtection.agreement))))


def refuse_under_agreement(session: Session, workshop_id: int, reason: str) -> None:
    """Raise Invalid with `reason`, a whole sentence, where the profile holds."""
    if is_agreed(session, workshop_id):
        raise Invalid(tr("This workshop keeps a works agreement. {reason}", reason=reason))


def paper_foot(library: Library, workshop_id: int, privacy: str) -> str:
    """The line at the foot of a workshop's paper: `privacy`, and whether the profile holds."""
    if under_agreement(library, workshop_id):
        state = tr("Works agreement: counts only, no contacts, no figures of fewer than {floor} people.", floor=FLOOR)
    else:
        state = tr("Works agreement profile: off.")
    return f"{privacy} {state}".strip()


def for_one_alone(name: str) -> str:
    """Whose a paper is, for its foot: a long name, which stands whole above, is cut so that nothing after it is."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"
    return tr("For {name} alone.", name=short)
