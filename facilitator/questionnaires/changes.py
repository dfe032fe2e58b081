"""How the answers of a room changed from one round to the next: each person against themselves."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from facilitator.paired_means import interval
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.counted import CountedRoom, read_room, sent_by_person
from facilitator.questionnaires.model import Question
from facilitator.questionnaires.reading import responses
from facilitator.storage.library import Library
from facilitator.totals import Totals


def changes(library: Library, step_id: int, among: Collection[int] | None = None) -> list[dict[str, Any]]:
    """By question, and by option where there are some, the change of those who sent both rounds, as JSON values.

    `before` and `after` are means over these `n` people, of numbers or of points of a scale, or shares of them who
    chose the option; `mean` is the mean of the differences, and `low` and `high` hold it with 95 per cent. Only people
    `among` these count, where some are given. Of fewer than the floor there is `n` alone. Where these people and all
    who answered in any of the rounds differ by too few, `before` and `after` are None: beside that round's own total
    they would tell of those few. Nothing of answers that are anonymous, or given together.
    """
    room = read_room(library, step_id)
    if room.setup.round < 2 or room.setup.questionnaire.together != "alone" or room.setup.questionnaire.anonymous:
        return []
    rounds = [sent_by_person(responses(library, step_id, number)) for number in range(1, room.setup.round + 1)]
    both = [person for person in room.pairs if among is None or person in among]
    return [each for question in room.questionnaire.by_key.values() for each in _of(room, question, both, rounds)]


def _of(
    room: CountedRoom, question: Question, both: Sequence[int], rounds: Sequence[Mapping[int, Given]]
) -> Iterator[dict[str, Any]]:
    if question.hidden or question.about is not None:
        return
    if isinstance(question, model.Scale | model.Number):
        yield _change(room, question, "", both, rounds)
    elif isinstance(question, model.OneOf | model.SeveralOf):
        for option in room.questionnaire.options(question.key):
            if not option.hidden:
                yield _change(room, question, option.key, both, rounds)


def _change(
    room: CountedRoom, question: Question, option: str, both: Sequence[int], rounds: Sequence[Mapping[int, Given]]
) -> dict[str, Any]:
    valued = [
        {person: value for person, given in each.items() if (value := _value(given, question, option)) is not None}
        for each in rounds
    ]
    people = [person for person in both if all(person in each for each in valued[-2:])]
    labels = {each.key: each.label for each in room.questionnaire.options(question.key)} if option else {}
    found: dict[str, Any] = {"key": question.key, "question": question.head, "option": labels.get(option),
                             "n": len(people), **dict.fromkeys(("before", "after", "mean", "low", "high"))}  # fmt: skip
    levels = _levels(people, valued, room.floor)
    if len(people) < room.floor or (not levels and len(people) < 2 * room.floor):
        return found
    before, after = ([each[person] for person in people] for each in valued[-2:])
    differences = [late - early for early, late in zip(before, after, strict=True)]
    found["mean"] = fmean(differences)
    found["low"], found["high"] = interval(differences)
    if levels:
        found["before"], found["after"] = fmean(before), fmean(after)
    return found


def _levels(people: Collection[int], valued: Sequence[Collection[int]], floor: int) -> bool:
    """Whether the means of these people give nobody away beside those of everybody in each round."""
    for everybody in valued:
        totals = Totals(floor)
        if totals.allows(set(everybody)) and not totals.allows(set(people)):
            return False
    return True


def _value(given: Given, question: Question, option: str) -> float | None:
    """The number that somebody gave, or whether they chose an option; None where they answered nothing."""
    values = [value for value in given.values(question.key) if not value.missing]
    if not values:
        return None
    return float(any(value.option == option for value in values)) if option else values[0].number
