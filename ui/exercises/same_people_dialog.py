"""Who was in an earlier workshop already: proposed by name and address, decided by the facilitator, one key each."""

from typing import Any

from PySide6.QtWidgets import QWidget

from facilitator.exercises.steps import recognise, tell_apart
from facilitator.i18n import short_day, tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Done, Library
from facilitator.workshop.same_people import EarlierSelf, Recognition, recognitions
from ui.exercises.verdict_dialog import Case, Cases, VerdictDialog, reason
from ui.history import History


class RecognitionDialog(VerdictDialog):
    """The open ones first, then those who were recognised: what they said there is what exercises look back at here."""

    def __init__(self, library: Library, workshop_id: int, history: History, parent: QWidget | None) -> None:
        self._library, self._workshop_id = library, workshop_id
        super().__init__(tr("Who was in an earlier workshop?"), "network-recognition", history, parent)

    @property
    def nothing(self) -> str:
        """What to say when everybody is new."""
        return tr("Nobody on the roster is like anybody in an earlier workshop.")

    def proposed(self) -> LongWork[Cases]:
        """Everybody who may have been in an earlier workshop."""
        yield Progress(0, 1)
        found = recognitions(self._library, self._workshop_id)
        waiting = [each for each in found if each.confirmed is None and each.candidates]
        known = [each for each in found if each.confirmed is not None]
        state = tr(
            "{open} to decide · {known}. Who is recognised looks back at what they said there. Workshops of other "
            "clients are not looked at.",
            open=len(waiting),
            known=trn("{count} recognised", "{count} recognised", len(known)),
        )
        return Cases(tuple(_case(each) for each in (*waiting, *known)), state)

    def confirm(self, case: Case, candidate: int) -> Done[Any]:
        """The participant was this one there."""
        return recognise(self._library, case.id, candidate)

    def refuse(self, case: Case) -> Done[Any]:
        """They are none of those proposed."""
        return tell_apart(self._library, case.id, [candidate for candidate, _ in case.candidates])

    def forget(self, case: Case) -> Done[Any]:
        """They are somebody else after all."""
        found = recognitions(self._library, self._workshop_id)
        earlier = next((each.confirmed for each in found if each.participant_id == case.id), None)
        return tell_apart(self._library, case.id, [earlier.participant_id] if earlier else [])


def _case(each: Recognition) -> Case:
    if each.confirmed is not None:
        listed = tr("✓ {name}, {workshop}", name=each.name, workshop=each.confirmed.workshop)
        return Case(each.participant_id, listed, each.name, _told(each.confirmed), (), True)
    candidates = tuple((found.participant_id, _told(found)) for found in each.candidates)
    listed = tr("? {label}", label=each.name)
    return Case(each.participant_id, listed, each.name, tr("On the roster of this workshop"), candidates)


def _told(found: EarlierSelf) -> str:
    why = tr("the same address") if found.same_address else reason(found.ground)
    when = found.workshop if found.held_on is None else f"{found.workshop}, {short_day(found.held_on)}"
    if found.same_client:
        return tr("{name} in “{workshop}”: {reason}", name=found.name, workshop=when, reason=why)
    whom = tr("for {client}", client=found.client) if found.client else tr("no client named")
    return tr("{name} in “{workshop}” ({client}): {reason}", name=found.name, workshop=when, client=whom, reason=why)
