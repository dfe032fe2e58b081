"""What became of the cards: counted by theme for all together, and the lines that people share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.exercises.challenge.deck import THEMES, Theme
from facilitator.exercises.challenge.plans import PlanDay, Plans
from facilitator.exercises.challenge.setup import LEARNED, MAILS, SHARE, day_key, get_settings
from facilitator.i18n import tr, tr_as
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.counted import CountedRoom
from facilitator.questionnaires.reading import responses_of_rounds
from facilitator.storage.library import Library
from facilitator.text_matching import caseless


@dataclass(frozen=True, slots=True)
class Shared:
    """A line that its writer lets others read; whose it is, is told nowhere. `id` is that of the answer."""

    id: int
    line: str


def came_name(came: str) -> str:
    """What people call what became of a card."""
    return {"done": tr_as("what became of a card", "Done"), "changed": tr("Changed"), "left": tr("Left")}[came]


def came_of(given: Given, day: PlanDay) -> str:
    """What became of the card of a day: "done", "changed", "left", or "" where nothing is said."""
    return next(iter(given.options(day_key(day.place))), "")


def learned(given: Given) -> str:
    """The line that somebody wrote for themselves."""
    return given.words(LEARNED)


def by_theme(library: Library, step_id: int, room: CountedRoom) -> dict[Theme, Counter[str] | None]:
    """How many days of all together were done, changed and left, by the theme of their cards.

    None for a theme of which fewer people than the floor have said anything, where as many have of any: plans hang on
    walls, so that it would be known whose days those are.
    """
    plans = Plans(library, step_id)
    counted: dict[Theme, Counter[str]] = {theme: Counter() for theme in THEMES}
    people: dict[Theme, set[int]] = {theme: set() for theme in THEMES}
    for members, given in room.given:
        if not members or not any(_is_of_a_day(each.question) for each in given):
            # Without need no plan is made.
            continue
        for day in plans.of(members[0]).days:
            if came := came_of(given, day):
                counted[day.card.theme][came] += 1
                people[day.card.theme].update(members)
    few = {theme for theme in THEMES if logging(room) >= room.floor > len(people[theme]) > 0}
    return {theme: None if theme in few else counts for theme, counts in counted.items()}


def logging(room: CountedRoom) -> int:
    """How many people have said what became of any card."""
    return sum(len(members) for members, given in room.given if any(_is_of_a_day(each.question) for each in given))


def shared(library: Library, step_id: int, room: CountedRoom) -> list[Shared]:
    """The lines of the present round that others may read, by their words: the order tells of nobody."""
    if not get_settings(library, step_id).is_looking_back:
        return []
    found = [
        Shared(answer.id, answer.value.word)
        for _, given in room.given
        if given.agreed(SHARE)
        for answer in given.of(LEARNED)
        if answer.value.word
    ]
    return sorted(found, key=lambda each: caseless(each.line))


def own_lines(library: Library, step_id: int) -> set[int]:
    """The ids of the lines of all rounds that are their writers' alone: not shared, or not sent."""
    return {
        answer.id
        for _, each in responses_of_rounds(library, step_id)
        if not (each.sent and each.given.agreed(SHARE))
        for answer in each.given.of(LEARNED)
    }


def mails_asked_for(library: Library, step_id: int) -> Mapping[int, Sequence[str]]:
    """Which mails each person has asked for: by what they sent last while plans were made."""
    found: dict[int, Sequence[str]] = {}
    for _, each in responses_of_rounds(library, step_id, get_settings(library, step_id).plan_round):
        if each.sent:
            found.update({person: each.given.options(MAILS) for person in each.members})
    return found


def _is_of_a_day(question: str) -> bool:
    return question.startswith("day_")
