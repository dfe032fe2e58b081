"""Where thanks go: to other teams or within the own one, and never how many somebody got."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import PERSON, TEAM, read_thanks
from facilitator.i18n import tr
from facilitator.questionnaires.counted import Room, read_room
from facilitator.questionnaires.figures import nothing_yet, people_in_words
from facilitator.storage.library import Library

WHERE = "where"


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """One figure."""
    return [(WHERE, tr("Where thanks go"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: Room | None = None) -> Mapping[str, Figure]:
    """Private thanks are counted too: from the floor on nobody can tell whose they are."""
    room = room or read_room(library, step_id)
    thanks = read_thanks(library, step_id)
    rows = (
        (tr("To another team"), [each.kind == TEAM for each in thanks]),
        (tr("To people of another team"), [each.kind == PERSON and each.across is True for each in thanks]),
        (tr("To people of the own team"), [each.kind == PERSON and each.across is False for each in thanks]),
        (
            tr("To people, where one of the two has no team"),
            [each.kind == PERSON and each.across is None for each in thanks],
        ),
    )
    counted = [(label, sum(those)) for label, those in rows]
    most = max(count for _, count in counted) or 1
    bars = [Row(label, [(count / most if count else None, str(count))]) for label, count in counted if count]
    sentence = tr("How many thanks, private ones too · {people}", people=people_in_words(room))
    title = tr("Where thanks go")
    return {WHERE: Figure(title, sentence, Rows(bars), nothing_yet(room), room.people, room.floor)}
