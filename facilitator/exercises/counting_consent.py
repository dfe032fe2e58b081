"""Whether a participant may be counted where others name them, which the exercises have to follow."""

from facilitator.exercises.steps import take_back_counted
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_participant
from facilitator.workshop.tables import CountedConsent


def set_counted(library: Library, participant_id: int, agrees: bool, *, origin: object = None) -> Done[None]:
    """Note that a participant agrees to be counted where others name them, or no longer does.

    Whoever does not is one unmatched contact more on the lists of others, also where they were matched before. Raises
    Invalid under a works agreement.
    """
    with library.change(tr("May be counted")) as change:
        session = change.session
        workshop_id = find_participant(session, participant_id).workshop_id
        row = session.get(CountedConsent, participant_id)
        if agrees and row is None:
            refuse_under_agreement(
                session, workshop_id, tr("Nobody is counted where others name them: nobody names anybody.")
            )
            session.add(CountedConsent(participant_id=participant_id))
        elif not agrees:
            take_back_counted(library, change, participant_id)
        change.announce(Change(Topic.ROSTER, workshop_id, participant_id=participant_id, origin=origin))
    return change.done(None)
