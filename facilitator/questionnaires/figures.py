"""Answers as charts: a bar for each option."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextvars import copy_context
from functools import partial

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Row, Rows
from facilitator.i18n import number, tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.checking import most_values
from facilitator.questionnaires.counted import CountedRoom, counts
from facilitator.questionnaires.model import Question
from facilitator.totals import AtLeast, told_of

_CHOSEN = (model.OneOf, model.SeveralOf, model.Rank, model.Scale, model.Counts)
_ONE_ANSWER = (model.OneOf, model.Scale, model.Number, model.Text)
"""Of these a person gives one, unless they are asked about each of several things."""


def is_counted(question: Question) -> bool:
    """Whether a question has something to choose from, so that choices can be counted."""
    return isinstance(question, _CHOSEN)


class Figures(MutableMapping[str, Figure]):
    """Figures by their keys, each made when it is first asked for: the projector shows one of them at a time.

    They are in the language that was spoken when they were handed out.
    """

    def __init__(self, makers: Mapping[str, Callable[[], Figure]]) -> None:
        self._makers = dict(makers)
        self._cache: dict[str, Figure] = {}
        self._context = copy_context()

    def __getitem__(self, key: str) -> Figure:
        if key not in self._cache:
            # A copy, since a context can be in one place at a time only.
            self._cache[key] = self._context.copy().run(self._makers[key])
        return self._cache[key]

    def __setitem__(self, key: str, figure: Figure) -> None:
        self._makers[key] = lambda: figure
        self._cache[key] = figure

    def __delitem__(self, key: str) -> None:
        del self._makers[key]
        self._cache.pop(key, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def question_figures(room: CountedRoom) -> Figures:
    """A figure for each question that is asked and has something to choose from, by its key."""
    questions = room.questionnaire.by_key.values()
    return Figures(
        {each.key: partial(_figure, room, each) for each in questions if is_counted(each) and not each.hidden}
    )


def answering(room: CountedRoom, question: Question) -> int:
    """How many people have answered a question: what is asked of few tells who they are, however many have sent.

    Of anonymous answers it is told by their number, at most as many as people who have sent.
    """
    if room.setup.is_secret:
        return room.people
    people = loose = 0
    for members, given in room.given:
        answers = given.answered(question.key)
        people += len(members) if answers else 0
        loose += 0 if members else answers
    if room.setup.questionnaire.anonymous:
        asked_of_all = question.only_if is None and room.questionnaire.page_of[question.key].only_if is None
        # Ticks and entries of the same person can't be told from those of others: where some were not asked at all,
        # so many are sure.
        most = 1 if asked_of_all else most_values(question) or len(room.questionnaire.options(question.key))
        loose = min(-(-loose // most), room.people)
    return people + loose


def resting_on(room: CountedRoom, people: int) -> int:
    """On how many people a figure rests that so many are in: with none in it, on all who have sent.

    That nobody of few has answered a question says what each of them has answered, as a number would.
    """
    return people or room.people


def people_in_words(room: CountedRoom, people: int | None = None) -> str:
    """On how many people a figure rests: those who have sent, unless it is fewer.

    That fewer than the floor of those left it open is told as "at least": beside how many have sent, their number would
    be an answer of theirs.
    """
    count = room.people if people is None else told_of(people, room.people, room.floor)
    return trn("{some} of {count} person", "{some} of {count} people", room.roster, some=count)


def counted_in_words(room: CountedRoom, question: Question, values: int) -> str:
    """The same for a figure of each of so many values: where these tell how many people it is, they are the base.

    Where few left a question open that one answer is given to, its bars add up to how many did not. The sentence then
    says what they add up to, and no number of people beside it from which the others would follow.
    """
    people = answering(room, question)
    few_left_it_open = isinstance(told_of(people, room.people, room.floor), AtLeast)
    if few_left_it_open and values == people and isinstance(question, _ONE_ANSWER):
        return trn("{count} answer", "{count} answers", values)
    return people_in_words(room, people)


def nothing_yet(room: CountedRoom) -> str:
    """What stands in the place of a figure without values."""
    if room.setup.is_secret:
        return tr("Anonymous answers can be read once collecting has ended.")
    return tr("Nobody has answered this.") if room.people else tr("Nobody has sent an answer yet.")


def _figure(room: CountedRoom, question: Question) -> Figure:
    counted = counts(room.questionnaire, [given for _, given in room.given], question)
    most = max((count for *_, count in counted), default=0) or 1
    rows = [Row(label, [(count / most if count else None, number(count))]) for _, label, count in counted]
    what = {
        model.Rank: tr("Points of ranks, the most for the first"),
        model.Counts: tr("Sums of what was counted"),
    }.get(type(question), tr("How many chose each"))
    people = answering(room, question)
    told = counted_in_words(room, question, sum(count for *_, count in counted))
    return Figure(
        question.text, f"{what} · {told}", Rows(rows), nothing_yet(room), resting_on(room, people), room.floor
    )
