"""What can be counted of a challenge: days of all together by theme, and no share of them."""

from typing import Any

from facilitator.exercises.challenge.log import by_theme, logging, mails_asked_for, shared
from facilitator.exercises.challenge.setup import CAME, get_settings
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.counted import read_room
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """One entry for the step, then one for each theme; of fewer people than the floor there are no counts, but None."""
    settings, room = get_settings(library, step_id), read_room(library, step_id)
    people = logging(room)
    counted = by_theme(library, step_id, room)
    told = people >= room.floor
    asked = [each for each in mails_asked_for(library, step_id).values() if each]
    return {
        "challenge": [
            {
                "title": get_step(library, step_id).title,
                "deck": settings.deck.title,
                "cards": len(settings.chosen.cards),
                "days": settings.days,
                "plans": settings.whose,
                "looking_back": settings.is_looking_back,
                "people": room.roster,
                "sent": room.people,
                "told": people,
                "shared_lines": len(shared(library, step_id, room)),
                "want_mails": len(asked),
            }
        ],
        "challenge_themes": [
            {"theme": theme, **{came: counts[came] if told and counts is not None else None for came in CAME}}
            for theme, counts in counted.items()
        ],
    }
