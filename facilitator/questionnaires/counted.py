"""What a room has answered, counted: what was sent, of the present round unless another is asked for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.model import Question, Questionnaire
from facilitator.questionnaires.reading import Response, nobodys, responses
from facilitator.questionnaires.setup import Setup, get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop import agreement
from facilitator.workshop.roster import people_of

FLOOR = 5
"""People of whom something may be shown to others: of fewer it would be told who they are. An agreement wants more."""


@dataclass(frozen=True, slots=True)
class CountedRoom:
    """What the step asks, in the language that is spoken, and what was sent.

    `given` are the answers of each response, with the people who gave it; answers of nobody come last, together.
    `floor` is of how many people something may be shown to others. `teams` are those of everybody on the roster,
    `earlier` what each participant sent in the round before, and `pairs` that and what they sent in this one, of those
    who sent both.
    """

    setup: Setup
    questionnaire: Questionnaire
    given: tuple[tuple[tuple[int, ...], Given], ...]
    people: int
    floor: int
    teams: Mapping[int, str]
    earlier: Mapping[int, Given]
    pairs: Mapping[int, tuple[Given, Given]]

    @property
    def roster(self) -> int:
        """How many people are on the roster."""
        return len(self.teams)


def read_room(library: Library, step_id: int, round_: int | None = None) -> CountedRoom:
    """What a room has sent in a round, which is that of its setup: the present one unless another is asked for.

    While anonymous answers are collected, only how many people have sent is told.
    """
    setup = get_setup(library, step_id)
    chosen = round_ or setup.round
    of_nobody = None if setup.is_secret or chosen != setup.round else nobodys(library, step_id)
    setup = replace(setup, round=chosen)
    before = sent_by_person(responses(library, step_id, chosen - 1)) if chosen > 1 else {}
    teams, floor = teams_of(library, setup.workshop_id), floor_of(library, setup.workshop_id)
    asked = translated(setup.questionnaire, setup.source)
    return room_of(setup, asked, responses(library, step_id, chosen), of_nobody, before, teams, floor)


def room_of(
    setup: Setup,
    questionnaire: Questionnaire,
    found: Iterable[Response],
    of_nobody: Given | None,
    before: Mapping[int, Given],
    teams: Mapping[int, str],
    floor: int,
) -> CountedRoom:
    """The room of these responses and answers `of_nobody`.

    `questionnaire` is what is asked in the language that is spoken, and `before` what was sent in the round before, by
    person.
    """
    found = list(found)
    given: list[tuple[tuple[int, ...], Given]] = []
    people = 0
    for each in found:
        if each.sent or each.given.sent:
            people += len(each.members)
            given.append((each.members, each.given.sent))
    if of_nobody is not None:
        given.append(((), of_nobody))
    pairs = {person: (before[person], now) for person, now in sent_by_person(found).items() if person in before}
    return CountedRoom(setup, questionnaire, tuple(given), people, floor, teams, before, pairs)


def sent_by_person(found: Iterable[Response]) -> dict[int, Given]:
    """What was sent, by the ids of those who gave it."""
    return {person: each.given for each in found if each.sent for person in each.members}


def teams_of(library: Library, workshop_id: int) -> dict[int, str]:
    """The team of everybody on the roster, "" where it is not known."""
    return {person.id: person.team for person in people_of(library, workshop_id)}


def floor_of(library: Library, workshop_id: int) -> int:
    """Of how many people something may be shown to others."""
    with library.read() as session:
        return floor_within(session, workshop_id)


def floor_within(session: Session, workshop_id: int) -> int:
    """The same, within a session."""
    return agreement.FLOOR if agreement.is_agreed(session, workshop_id) else FLOOR


def beside_named(room: CountedRoom, question: str, named: Collection[int]) -> CountedRoom:
    """The room as a question may be counted where others read by name what some of it have answered to it.

    Where fewer than the floor have answered it beside those, they are left out: the difference would be theirs, and
    who they are is known from who is not among the `named`. The very same room where nobody is.
    """
    answered = {person for members, given in room.given if given.answered(question) for person in members}
    others = answered - set(named)
    if not 0 < len(others) < room.floor or others == answered:
        return room
    return replace(room, given=tuple(each for each in room.given if others.isdisjoint(each[0])))


def counts(questionnaire: Questionnaire, given: Sequence[Given], question: Question) -> list[tuple[str, str, int]]:
    """By the options of a question, or the points of a scale: key, label, and how often it was chosen.

    A rank counts points instead, `best` for the first place down to 1; counts are summed up. Hidden options stand in it
    where they were chosen. Empty for a question that has nothing to choose from.
    """
    found: Counter[str] = Counter()
    for each in given:
        for answer in each.everywhere(question.key):
            if answer.value.missing:
                continue
            if isinstance(question, model.Rank):
                found[answer.value.option] += max(question.best - answer.place, 0)
            elif isinstance(question, model.Scale):
                found[f"{answer.value.number:g}"] += 1
            else:
                found[answer.value.option] += 1 if answer.value.number is None else int(answer.value.number)
    if isinstance(question, model.Scale):
        points = zip(question.points, question.labels, strict=True)
        return [(str(point), label, found[str(point)]) for point, label in points]
    options = questionnaire.options(question.key)
    return [(each.key, each.label, found[each.key]) for each in options if found[each.key] or not each.hidden]


def groups(room: CountedRoom) -> dict[str, list[Given]]:
    """What was sent by team, for teams of as many people as the floor at least who have sent.

    Those that are smaller are together under "", and the smallest team with them where they are too few to hide in.
    Nothing where that leaves a single group: it would be the whole room once more.
    """
    written: dict[str, str] = {}
    found: dict[str, list[tuple[int, Given]]] = {}
    for members, given in room.given:
        teams = {caseless(room.teams.get(person, "")) for person in members}
        if not members:
            continue
        team = room.teams.get(members[0], "") if len(teams) == 1 else ""
        found.setdefault(written.setdefault(caseless(team), team), []).append((len(members), given))
    size = {team: sum(count for count, _ in each) for team, each in found.items()}
    apart = {team: size[team] for team in size if team and size[team] >= room.floor}
    rest = sum(size.values()) - sum(apart.values())
    if 0 < rest < room.floor and apart:
        apart.pop(min(apart, key=lambda team: (apart[team], team)))
    if len(apart) + (len(apart) < len(found)) < 2:
        return {}
    shown: Mapping[str, list[Given]] = {team: [given for _, given in found[team]] for team in apart}
    others = [given for team, each in found.items() if team not in apart for _, given in each]
    return {**shown, **({"": others} if others else {})}
