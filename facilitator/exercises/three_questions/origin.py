"""What on the wall an action came from."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.wall import read_wall, without_closed
from facilitator.storage.library import Library


@implements(Exercise.origin)
def origin(library: Library, step_id: int, source: str) -> str:
    """The name of the theme, or the words of the card where it may be read and is shown."""
    wall = without_closed(read_wall(library, step_id))
    words = {f"theme {theme.id}": theme.name for theme in wall.themes}
    words |= {f"card {card.id}": card.text for card in wall.shown}
    return words.get(source, "")
