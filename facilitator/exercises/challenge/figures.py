"""What became of the cards, by theme: counts of all together, and never a share of what was planned."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.charts.styles import LOOKS
from facilitator.exercises.challenge.deck import THEMES, theme_name
from facilitator.exercises.challenge.log import by_theme, came_name, logging
from facilitator.exercises.challenge.setup import CAME, get_settings
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.figures import people_in_words, resting_on
from facilitator.storage.library import Library

THEMES_KEY = "themes"


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """One figure."""
    return [(THEMES_KEY, tr("What became of the cards"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """From the floor on of people who said something of their days."""
    room = room or read_room(library, step_id)
    title = tr("What became of the cards")
    if not get_settings(library, step_id).is_looking_back:
        empty = tr("The days are still to come. What became of the cards is asked once they are over.")
        return {THEMES_KEY: Figure(title, "", Rows(), empty, 0, room.floor)}
    found, people = by_theme(library, step_id, room), logging(room)
    counted = {theme: counts for theme, counts in found.items() if counts is not None}
    most = max((count for each in counted.values() for count in each.values()), default=0) or 1
    rows = [
        Row(theme_name(theme), [(counted[theme][came] / most or None, str(counted[theme][came])) for came in CAME])
        for theme in counted
    ]
    series = [(came_name(came), look) for came, look in zip(CAME, LOOKS[: len(CAME)], strict=True)]
    of = people_in_words(room, people)
    sentence = tr("Days of all together, by the theme of their cards · {people}", people=of)
    if few := len(THEMES) - len(counted):
        left_out = trn("{count} theme of too few is left out", "{count} themes of too few are left out", few)
        sentence = f"{sentence} · {left_out}"
    return {
        THEMES_KEY: Figure(
            title, sentence, Rows(rows, series), tr("Nobody has said yet."), resting_on(room, people), room.floor
        )
    }
