"""An editorial board that agrees, plans and takes readers."""

from datetime import date, timedelta
from random import Random

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import agree, begin_on, plan, tick
from facilitator.exercises.stories.readers import take_readers, wanting
from facilitator.exercises.stories.told import Said, read_stories
from facilitator.storage.library import Library

_ASKED = 0.8


@implements(Exercise.simulate_room)
def simulate_room(library: Library, step_id: int, random: Random) -> None:
    """Most who are in a story agree; what is agreed is planned; who asked for it reads from this week on."""
    today = date.today()
    begin_on(library, step_id, today - timedelta(days=today.weekday()))
    for story in read_stories(library, step_id):
        for named in story.named:
            if named.said is None and random.random() < _ASKED:
                said = Said.SOMEBODY_ELSE if named.may_be_somebody_else else Said.AGREES
                tick(library, step_id, story.id, named.participant_id, said)
    for story in read_stories(library, step_id):
        if not story.why_not and not story.is_agreed:
            agree(library, step_id, story.id)
            plan(library, step_id, story.id)
    take_readers(library, step_id, wanting(library, step_id), today)
