"""How far participants are: with their cards, or with their dots."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions import dots
from facilitator.exercises.three_questions.setup import KIND, Setup, read_setup, setup_row
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.standings import Standing, State


@implements(Exercise.standings)
def standings(library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody is with their cards.

    While the room votes it is how far they are with their dots: everybody is free to come again, for that alone.
    """
    written = exercise(KIND).supplied(Exercise.standings)(library, step_id, participant_id)
    with library.read() as session:
        if setup_row(session, step_id).phase == "vote":
            setup = read_setup(session, step_id)
            given = dots.given(session, step_id)
            return [_voted(each, given.get(each.participant_id, 0), setup) for each in written]
    return written


def _voted(written: Standing, given: int, setup: Setup) -> Standing:
    state = State.TO_GO if not given else State.DONE if given >= setup.dots else State.BUSY
    detail = tr("{given} of {dots} dots", given=given, dots=setup.dots) if given else ""
    has_more = written.keeps_earlier or written.state is not State.TO_GO
    return Standing(written.participant_id, written.name, state, detail, hides_more=has_more)
