"""How far participants are: with their cards, or with their dots."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions import dots
from facilitator.exercises.three_questions.setup import KIND, Setup, read_setup, setup_row
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.roster import roster
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.tables import Participant


@implements(Exercise.standings)
def standings(library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody is with their cards.

    While the room votes it is how far they are with their dots: at the station everybody is free to come again.
    """
    with library.read() as session:
        if setup_row(session, step_id).phase == "vote":
            setup = read_setup(session, step_id)
            given = dots.given(session, step_id)
            people = [each for each in roster(session, setup.workshop_id) if participant_id in (None, each.id)]
            return [_voted(person, given.get(person.id, 0), setup) for person in people]
    return exercise(KIND).supplied(Exercise.standings)(library, step_id, participant_id)


def _voted(person: Participant, given: int, setup: Setup) -> Standing:
    if not given:
        return Standing(person.id, person.name, State.TO_GO)
    detail = tr("{given} of {dots} dots", given=given, dots=setup.dots)
    return Standing(person.id, person.name, State.DONE if given >= setup.dots else State.BUSY, detail)
