"""Where thanks go: to other teams or within the own one, and never how many somebody got."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import PERSON, TEAM, read_thanks, shown
from facilitator.i18n import tr
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.figures import nothing_yet, people_in_words, resting_on
from facilitator.storage.library import Library
from facilitator.text_matching import caseless

WHERE = "where"


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """One figure."""
    return [(WHERE, tr("Where thanks go"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """Private thanks are counted too where as many people as the floor have said some, so that nobody tells whose.

    Of fewer they are left out: beside the thanks that the room reads with their givers, theirs would be the difference.
    Where thanks of a kind could only be to or from fewer people than that, all are counted together: it would be
    counted who was thanked how often.
    """
    room = room or read_room(library, step_id)
    there = {answer.id for _, given in room.given for answer in given}
    thanks = [each for each in read_thanks(library, step_id) if each.id in there]
    private = {giver for each in thanks if not each.is_shown for giver in each.from_people}
    few_private = 0 < len(private) < room.floor
    if few_private:
        thanks = shown(thanks)
    across, within, teamless = _possible(room.teams.values())
    kinds = (
        (tr("To another team"), [each for each in thanks if each.kind == TEAM], across),
        (tr("To people of another team"), [each for each in thanks if each.kind == PERSON and each.across], across),
        (
            tr("To people of the own team"),
            [each for each in thanks if each.kind == PERSON and each.across is False],
            within,
        ),
        (
            tr("To people, where one of the two has no team"),
            [each for each in thanks if each.kind == PERSON and each.across is None],
            teamless,
        ),
    )
    counted = [(label, len(those)) for label, those, _ in kinds if those]
    if any(those and possible < room.floor for _, those, possible in kinds):
        counted = [(tr("To teams and people together"), len(thanks))]
    most = max((count for _, count in counted), default=1)
    bars = [Row(label, [(count / most, str(count))]) for label, count in counted]
    givers = len({giver for each in thanks for giver in each.from_people})
    told = people_in_words(room, givers)
    sentence = (
        tr("How many thanks that may be read; the private ones of too few are left out · {people}", people=told)
        if few_private
        else tr("How many thanks, private ones too · {people}", people=told)
    )
    title, empty = tr("Where thanks go"), tr("Nobody has said thanks yet.") if room.people else nothing_yet(room)
    return {WHERE: Figure(title, sentence, Rows(bars), empty, resting_on(room, givers or len(private)), room.floor)}


def _possible(teams: Iterable[str]) -> tuple[int, int, int]:
    """To or from how many people thanks can be: across teams, in a team, and where somebody has none.

    One of the two is outside the largest team, in a team of several, or of those without.
    """
    sizes = Counter(map(caseless, teams))
    without = sizes.pop("", 0)
    return (
        sum(sizes.values()) - max(sizes.values(), default=0),
        sum(size for size in sizes.values() if size > 1),
        without,
    )
