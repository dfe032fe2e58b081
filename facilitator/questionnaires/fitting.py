"""The figures that fit what a facilitator asks: which ones there are follows from the questions."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import fmean, median

from facilitator.charts.figure import Figure
from facilitator.charts.notes import Notes
from facilitator.charts.rows import Row, Rows
from facilitator.charts.series import FEWEST_AXES, Series
from facilitator.charts.spider import Spider
from facilitator.i18n import number, tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.counted import CountedRoom
from facilitator.questionnaires.figures import (
    Figures,
    answering,
    counted_in_words,
    is_counted,
    nothing_yet,
    people_in_words,
    question_figures,
    resting_on,
)
from facilitator.questionnaires.model import Question, Questionnaire
from facilitator.rounding import rounded
from facilitator.text_matching import caseless
from facilitator.totals import told_of

SCALES = "scales"
"""The key of the spider; a question's own figure has the question's key behind `OF`."""
OF = "q."
_MOST_AXES, _CLASSES, _FEW_VALUES = 12, 6, 10


def figure_keys(asked: Questionnaire, mark: str = OF) -> list[tuple[str, str]]:
    """The keys and titles of all figures that the answers can have, in the order of the questions."""
    shown = (each for each in asked.by_key.values() if not each.hidden and _has_figure(each))
    found = [(f"{mark}{each.key}", each.head) for each in shown]
    return [*found, (SCALES, tr("All scales"))] if len(_scales(asked)) >= FEWEST_AXES else found


def fitting_figures(room: CountedRoom, mark: str = OF) -> Figures:
    """The figures by their keys, a question's behind `mark`.

    Bars for what is chosen, ranked and measured, a wall of words, a spider of scales.
    """
    counted = question_figures(room)
    found: dict[str, Callable[[], Figure]] = {}
    for key, question in room.questionnaire.by_key.items():
        if question.hidden or not _has_figure(question):
            continue
        if isinstance(question, model.Text):
            found[f"{mark}{key}"] = partial(_wall, room, question)
        elif isinstance(question, model.Number):
            found[f"{mark}{key}"] = partial(_numbers, room, question)
        elif isinstance(question, model.Rank):
            found[f"{mark}{key}"] = partial(_ranking, counted, key)
        else:
            found[f"{mark}{key}"] = partial(counted.__getitem__, key)
    if len(_scales(room.questionnaire)) >= FEWEST_AXES:
        found[SCALES] = partial(_spider, room)
    return Figures(found)


def _has_figure(question: Question) -> bool:
    if isinstance(question, model.Text):
        return question.to_room
    return is_counted(question) or isinstance(question, model.Number)


def _scales(asked: Questionnaire) -> list[model.Scale]:
    """The scales of a spider: as many points each, of oneself."""
    every = _every_scale(asked)
    alike = [each for each in every if each.about is None and len(each.labels) == len(every[0].labels)]
    return alike[:_MOST_AXES]


def _every_scale(asked: Questionnaire) -> list[model.Scale]:
    return [each for each in asked.by_key.values() if isinstance(each, model.Scale) and not each.hidden]


def _ranking(counted: Mapping[str, Figure], key: str) -> Figure:
    """The most points on top; whoever has as many keeps the order of the options."""
    figure = counted[key]
    assert isinstance(figure.chart, Rows)  # noqa: S101  # a rank is counted in rows
    rows = sorted(figure.chart.rows, key=lambda row: -(row.bars[0][0] or 0.0))
    return replace(figure, chart=Rows(rows))


def _wall(room: CountedRoom, question: model.Text) -> Figure:
    """Everybody's words by the alphabet, the same ones once: nobody is told by when or how much they wrote."""
    words = [
        (answer.id, answer.value.word)
        for _, given in room.given
        for answer in given.everywhere(question.key)
        if answer.value.word
    ]
    people, of = answering(room, question), counted_in_words(room, question, len(words))
    written: dict[str, str] = {}
    times = Counter(caseless(word) for _, word in words)
    for _, word in words:
        written.setdefault(caseless(word), word)
    notes = [
        written[key] if times[key] == 1 else tr("{words} ({count} times)", words=written[key], count=times[key])
        for key in sorted(times)
    ]
    return Figure(
        question.text,
        # Once where the answers are the base.
        " · ".join(dict.fromkeys([trn("{count} answer", "{count} answers", len(words)), of])),
        Notes(notes),
        nothing_yet(room),
        resting_on(room, people),
        room.floor,
        # A picture of it may not outlive any of the words.
        frozenset(words),
    )


def _values(room: CountedRoom, question: Question) -> list[float]:
    return [each for _, given in room.given for each in given.numbers(question.key)]


def _numbers(room: CountedRoom, question: model.Number) -> Figure:
    """How many gave a number of each class, so that no single number is told."""
    values = _values(room, question)
    classes = _classes(values, question.digits)
    counts = [sum(low <= value <= high for value in values) for low, high in classes]
    most = max(counts, default=0) or 1
    rows = [
        Row(_said(low, high, question), [(count / most if count else None, str(count))])
        for (low, high), count in zip(classes, counts, strict=True)
    ]
    what = tr("How many gave each")
    people = answering(room, question)
    if people >= 2 * room.floor:
        # Of fewer it would be told whose number it is, as everywhere, and one person may give several.
        middle = f"{number(float(rounded(median(values), question.digits)))} {question.unit}".strip()
        what = tr("{what}, half of them up to {middle}", what=what, middle=middle)
    told, rests = counted_in_words(room, question, len(values)), resting_on(room, people)
    return Figure(question.text, f"{what} · {told}", Rows(rows), nothing_yet(room), rests, room.floor)


def _classes(values: Sequence[float], digits: int) -> list[tuple[float, float]]:
    """Ranges of equal width that hold all values, both ends in; single numbers where there are few between the ends."""
    if not values:
        return []
    step = 10.0**-digits
    low, high = min(values), max(values)
    first, last = round(low / step), round(high / step)
    width = 1 if last - first < _FEW_VALUES else -(-(last - first + 1) // _CLASSES)
    # From a multiple on: a class that began with the lowest number would tell it.
    starts = [round(at * step, digits) for at in range(first // width * width, last + 1, width)]
    return [(start, round(start + (width - 1) * step, digits)) for start in starts]


def _said(low: float, high: float, question: model.Number) -> str:
    words = number(low) if low == high else tr("{low} to {high}", low=number(low), high=number(high))
    return f"{words} {question.unit}".strip()


def _spider(room: CountedRoom) -> Figure:
    """The mean of each scale between its ends; of a scale that too few have answered there is none."""
    scales = _scales(room.questionnaire)
    means: list[float | None] = []
    answered = [answering(room, each) for each in scales]
    most = max(answered)
    for each, people in zip(scales, answered, strict=True):
        values = _values(room, each)
        enough = people >= room.floor or most < room.floor
        means.append((fmean(values) - each.lowest) / (len(each.labels) - 1) if values and enough else None)
    same = all(each.labels == scales[0].labels for each in scales)
    ends = (
        tr("Means: 0 is “{low}”, 100 is “{high}”", low=scales[0].labels[0], high=scales[0].labels[-1])
        if same
        else tr("Means: 0 is the lowest point of a scale, 100 the highest")
    )
    spider = Spider([each.head for each in scales], [Series(tr("The room"), means)], with_values=True)
    fewest = min((people for people in answered if people >= room.floor), default=most)
    told = f"{ends} · {people_in_words(room, most)}"
    least_told, most_told = (told_of(people, room.people, room.floor) for people in (fewest, most))
    if least_told < most_told:
        few = tr("{fewest} to {most} of {all} people", fewest=least_told, most=most_told, all=room.roster)
        told = f"{ends} · {few}"
    left = sum(0 < people < room.floor <= most for people in answered)
    if left:
        too_few = trn("{count} scale of too few is left out", "{count} scales of too few are left out", left)
        told = f"{told} · {too_few}"
    if others := len(_every_scale(room.questionnaire)) - len(scales):
        left_out = trn("{count} more scale is not in it", "{count} more scales are not in it", others)
        told = f"{told} · {left_out}"
    return Figure(tr("All scales"), told, spider, nothing_yet(room), resting_on(room, most), room.floor)
