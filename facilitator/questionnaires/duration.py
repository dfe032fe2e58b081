"""How long it takes people to answer what a step asks: figures of ours, data in `resources/timing/questions.json`."""

from functools import cache
from math import ceil
from typing import Literal

from pydantic import Field

from facilitator.i18n import half, tr, trn
from facilitator.questionnaires.model import (
    Condition,
    OneOf,
    Question,
    Questionnaire,
    Scale,
    Someone,
    Text,
    TidyRecord,
    Together,
    read_record,
)
from facilitator.questionnaires.setup import read_setup
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.find import find_step
from facilitator.workshop.room_plan import Crowd, TimeNeeded
from facilitator.workshop.roster import roster

STATION, PAPER = "station", "paper"
Chosen = Literal["one_of", "several_of", "rank", "scale", "number", "day", "someone", "consent", "counts"]
_STEP = 5
"""Seconds are told in steps of so many: they are estimates."""


class Timing(TidyRecord):
    """Seconds: to find one's name and begin, for each page, for an answer of each kind that is not typed.

    `same_answers` is for a question that has the answers of the one before it. Of the letters that a text may have
    `letters_of_most` are typed, `letters_a_second`; a word has `letters_a_word`. A second and a third entry take the
    share `further` of the first one, what may be passed the share `optional`. Filling in a sheet takes `on_paper`
    times as long, all at once. `before` is minutes to talk about it first; a team has `people_in_a_team` where none is
    known.
    """

    origin: str
    begin: float
    page: float
    answer: dict[Chosen, float]
    same_answers: float
    letters_a_second: float = Field(gt=0)
    letters_of_most: float
    letters_a_word: float
    further: float
    optional: float
    on_paper: float
    before: dict[Together, float]
    people_in_a_team: int = Field(ge=1)


@cache
def timing() -> Timing:
    """The figures. Raises BadFile when their file is broken."""
    path = resource("timing", "questions.json")
    return read_record(Timing, path.read_bytes(), path.name)


def seconds_for(questionnaire: Questionnaire) -> float:
    """What one person, pair or team needs at the station for all that is asked.

    What is asked only under a condition counts by the share of the answers under which it is, what is asked about each
    earlier answer by how many of these are to be expected.
    """
    figures = timing()
    total = figures.begin
    for page in questionnaire.paged:
        asked = [question for key in page.questions if not (question := questionnaire.by_key[key]).hidden]
        if not asked:
            continue
        likely = _share(questionnaire, page.only_if)
        before: object = None
        total += likely * figures.page
        for question in asked:
            answers = _answers(questionnaire, question)
            is_same = page.layout == "grid" or (answers is not None and answers == before)
            times = likely * _expected(questionnaire, question)
            total += times * (figures.same_answers if is_same else _once(question))
            before = answers
        if page.words_most is not None:
            # The limit for all of them together is what is typed, however much each of them might hold.
            typed = [each for each in asked if isinstance(each, Text)]
            total -= likely * sum(_expected(questionnaire, each) * _once(each) for each in typed)
            total += likely * figures.optional * page.words_most * figures.letters_a_word / figures.letters_a_second
    return total


def writers(library: Library, step_id: int | None, people: int, together: Together) -> int:
    """How many hand something in: people, pairs or teams.

    Of an odd number of people one pair is three. Teams are those of the roster; as long as it does not have these
    people, their size is estimated.
    """
    if together == "alone" or step_id is None:
        return people
    if together == "pairs":
        return max(people // 2, min(people, 1))
    with library.read() as session:
        teams = [caseless(person.team) for person in roster(session, find_step(session, step_id).workshop_id)]
    if len(teams) != people:
        return ceil(people / timing().people_in_a_team)
    return len({team for team in teams if team}) + teams.count("")


def time_needed(
    library: Library,
    step_id: int | None,
    crowd: Crowd,
    mode: str,
    questionnaire: Questionnaire,
    *,
    share: float = 1,
    more: float = 0,
) -> TimeNeeded:
    """What a step needs that asks this: talking first, then the queue at the stations, or sheets all at once.

    `share` of the people take part in it; `more` are seconds of each besides the questions.
    """
    figures, together = timing(), questionnaire.together
    each = max(_STEP, _STEP * round((seconds_for(questionnaire) + more) / _STEP))
    before = figures.before[together]
    if mode == PAPER:
        minutes = ceil(each * figures.on_paper / 60)
        how = trn(
            "{count} minute to fill in the sheet, and no queue (our estimate).",
            "{count} minutes to fill in the sheet, and no queue (our estimate).",
            minutes,
        )
        return TimeNeeded(ceil(before + minutes), _after_talk(before, how))
    count = writers(library, step_id, ceil(crowd.people * share), together)
    queue = Crowd(count, crowd.stations).queue_minutes(each / 60)
    how = trn(
        "{who} × {each} s at {count} station (our estimate).",
        "{who} × {each} s at {count} stations (our estimate).",
        crowd.stations,
        who=_who(together, count, crowd.people, share),
        each=each,
    )
    return TimeNeeded(ceil(before + queue), _after_talk(before, how), queue)


def asked_in(library: Library, step_id: int) -> Questionnaire:
    """What a step asks now."""
    with library.read() as session:
        return read_setup(session, step_id).questionnaire


def _after_talk(before: float, how: str) -> str:
    return tr("{minutes} min to talk first, then {how}", minutes=half(before), how=how) if before else how


def _who(together: Together, count: int, people: int, share: float) -> str:
    if together == "pairs":
        return trn("{count} pair", "{count} pairs", count)
    if together == "teams":
        return trn("{count} team", "{count} teams", count)
    if share < 1 and count < people:
        return trn("about {count} of {people} people", "about {count} of {people} people", count, people=people)
    return trn("{count} person", "{count} people", count)


def _answers(questionnaire: Questionnaire, question: Question) -> object:
    """What can be chosen, to be compared with what could be chosen before; None for what is not chosen by one key."""
    if isinstance(question, Scale):
        return question.labels
    if isinstance(question, OneOf):
        return tuple(option.label for option in questionnaire.options(question.key))
    return None


def _once(question: Question) -> float:
    """Seconds for one answer."""
    figures = timing()
    if isinstance(question, Text):
        letters = figures.letters_of_most * question.longest
        if question.words_most is not None:
            letters = min(letters, figures.letters_a_word * question.words_most)
        return letters / figures.letters_a_second
    return figures.answer[question.kind]  # type: ignore[attr-defined]


def _expected(questionnaire: Questionnaire, question: Question) -> float:
    """How many answers to it are to be expected of one who comes to its page."""
    figures, times = timing(), 1.0
    if isinstance(question, Text):
        # Few use all the room there is.
        times += figures.further * min(question.most_own - 1, 2)
    if isinstance(question, Text | Someone) and not question.required:
        times *= figures.optional
    times *= _share(questionnaire, question.only_if)
    return times * (1 if question.about is None else _expected(questionnaire, questionnaire.by_key[question.about]))


def _share(questionnaire: Questionnaire, condition: Condition | None) -> float:
    """Which share of the answers a condition asks for; a half for what has none to choose from."""
    if condition is None:
        return 1
    options = [each for each in questionnaire.options(condition.question) if not each.hidden]
    return min(len(condition.any_of) / len(options), 1) if options else 0.5
