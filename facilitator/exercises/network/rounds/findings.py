"""What stood out before: the room's findings of earlier rounds, or of an earlier workshop, to stand beside today's."""

from dataclasses import dataclass
from datetime import date

from facilitator.exercises.network.analysis import Analysis, get_analysis
from facilitator.exercises.network.insights import RoomInsight, room_findings
from facilitator.exercises.network.live import RoomProfiles, profile
from facilitator.exercises.network.rounds.earlier import Earlier, read_earlier
from facilitator.exercises.network.rounds.rounds import rounds_of
from facilitator.storage.library import Library
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class EarlierFindings:
    """What stood out in a round or workshop called `title`, in which `people` answered.

    `found` is empty where there were too few people to say anything, by the floor of the step that asks; of `unsaid`
    further themes something held. With `elsewhere` it was another workshop: then `people` are those who came again and
    were recognised, and nobody else.
    """

    title: str
    when: date | None
    people: int
    elsewhere: bool
    found: tuple[RoomInsight, ...]
    unsaid: int


def earlier_findings(library: Library, step_id: int) -> list[EarlierFindings]:
    """The findings of everything before the round that is entered, the oldest first."""
    rounds = rounds_of(library, step_id)
    here = [
        found for each in rounds[:-1] if (found := _of_round(library, step_id, each.number, each.title)) is not None
    ]
    elsewhere: dict[int, list[Earlier]] = {}
    for earlier in read_earlier(library, step_id).values():
        if earlier.elsewhere is not None:
            elsewhere.setdefault(earlier.elsewhere, []).append(earlier)
    analysis = get_analysis(library, step_id)
    there = [_of_workshop(library, step, lists, analysis) for step, lists in elsewhere.items()]
    return sorted(there, key=lambda each: each.when or date.min) + here


def _of_round(library: Library, step_id: int, number: int, title: str) -> EarlierFindings | None:
    room = RoomProfiles(library, step_id, number)
    answered = [each for each in room.profiles.values() if each.view.entry]
    if not answered:
        return None
    started = rounds_of(library, step_id)[number - 1].started_at
    when = started.date() if started else get_workshop(library, room.setup.workshop_id).held_on
    measures = [each.measures for each in room.profiles.values()]
    found, unsaid = room_findings(room.factors, measures, floor=room.floor, given=room.given, words=room.setup.words)
    return EarlierFindings(title, when, len(answered), False, tuple(found), unsaid)


def _of_workshop(library: Library, step_id: int, lists: list[Earlier], analysis: Analysis) -> EarlierFindings:
    """What stood out in a step of another workshop, over those who came again.

    That workshop's own papers were over everybody who answered there. Nothing is said where the others of them are so
    few that the two together would tell of these.
    """
    first = lists[0]
    room = RoomProfiles(library, step_id)
    others = len(room.profiles) - len(lists)
    found: list[RoomInsight] = []
    unsaid = 0
    if not 0 < others < analysis.smallest_group:
        measures = [profile(each.factors, each.view).measures for each in lists]
        found, unsaid = room_findings(
            first.factors, measures, floor=analysis.smallest_group, given=analysis.given, words=room.setup.words
        )
    return EarlierFindings(first.title, first.when, len(lists), True, tuple(found), unsaid)
