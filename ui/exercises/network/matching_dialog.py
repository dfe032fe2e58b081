"""Which contacts are people in this room: proposed by likeness, decided by the facilitator, one key each.

Names of contacts stand here, so it is for the facilitator's own screen.
"""

from typing import Any

from PySide6.QtWidgets import QWidget

from facilitator.exercises.network.matching.proposals import Proposal, read_matching
from facilitator.exercises.network.matching.verdicts import confirm_match, forget_verdicts, match_exact, refuse_all
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Done, Library
from facilitator.workshop.names import Ground
from facilitator.workshop.roster import people_of
from ui.exercises.verdict_dialog import Case, Cases, VerdictDialog, reason
from ui.history import History


class MatchingDialog(VerdictDialog):
    """The open contacts, the likeliest first, then those who are in the room, then all others."""

    has_exact = True

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        self._library, self._step_id = library, step_id
        super().__init__(tr("Which contacts are people in this room?"), "network-matching", history, parent)

    @property
    def nothing(self) -> str:
        """What to say before there is any list."""
        return tr("Contacts appear here once somebody has entered a list by contact.")

    def proposed(self) -> LongWork[Cases]:
        """Every contact, with who it may be."""
        yield Progress(0, 1)
        people = people_of(self._library, get_setup(self._library, self._step_id).workshop_id)
        names = {person.id: person.name for person in people}
        found = read_matching(self._library, self._step_id)
        state = tr(
            "{open} to decide · {confirmed} in the room · {others} others. Proposals rest on likeness of names; "
            "you decide, and it is remembered.",
            open=len(found.open),
            confirmed=len(found.confirmed),
            others=len(found.unmatched),
        )
        listed = (*found.open, *found.confirmed, *found.unmatched)
        return Cases(tuple(_case(each, names) for each in listed), state, any(_is_same(each) for each in found.open))

    def confirm(self, case: Case, candidate: int) -> Done[Any]:
        """The contact is this participant."""
        return confirm_match(self._library, self._step_id, case.id, candidate)

    def refuse(self, case: Case) -> Done[Any]:
        """The contact is none of those proposed."""
        return refuse_all(self._library, self._step_id, case.id, [each for each, _ in case.candidates])

    def forget(self, case: Case) -> Done[Any]:
        """Propose again."""
        return forget_verdicts(self._library, self._step_id, case.id)

    def confirm_certain(self) -> Done[Any]:
        """Confirm whoever has the very name of a participant."""
        return match_exact(self._library, self._step_id)


def _case(each: Proposal, names: dict[int, str]) -> Case:
    if each.participant_id is not None:
        listed = tr("✓ {label} = {name}", label=each.label, name=names.get(each.participant_id, ""))
    else:
        listed = tr("? {label}", label=each.label) if each.is_open else tr("– {label}", label=each.label)
    candidates = tuple(
        (found.participant_id, tr("{name}: {reason}", name=found.name, reason=reason(found.ground)))
        for found in each.candidates
    )
    caption = tr("On the list of {name}", name=each.owner)
    return Case(each.contact_id, listed, each.label, caption, candidates if each.is_open else (), not each.is_open)


def _is_same(each: Proposal) -> bool:
    return any(found.ground is Ground.SAME for found in each.candidates)
