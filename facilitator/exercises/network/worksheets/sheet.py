"""A participant's worksheet: the list with its answers, who knows whom, or counts alone."""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.forms import (
    Cell,
    ChoiceField,
    Counted,
    Field,
    Grid,
    GridColumn,
    HalfMatrix,
    Pen,
    TextField,
    TickField,
)
from facilitator.documents.style import BODY, SMALL
from facilitator.documents.typesetting import Span
from facilitator.exercises.contract import Section
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.exercises.network.worksheets import names
from facilitator.i18n import SOURCE, speaking, tr
from facilitator.storage.library import Library

_LABEL = 122.0
_MATRIX = 240.0
"""Points below a heading that the half matrix of 15 people takes."""
_COUNTS_HEAD, _COUNTS_EACH = 130.0, 66.0
"""Points that the counts take above their questions, and for each."""

_Values = Mapping[str, AnswerWords]
"""By a question's key, how its answers are written."""


def worksheet_sections(library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the exercise's part of a sheet, in the ways in that the step offers."""
    setup, values = get_setup(library, step_id), _values(library, step_id)
    asks_ties = get_analysis(library, step_id).asks_ties
    asked = tuple(text for factor in setup.active for text in (factor.label, factor.question, *factor.codes))

    def sections(pen: Pen, _named: bool) -> list[Section]:
        both = setup.offers_contact and setup.offers_tally
        found = []
        if setup.offers_contact:
            found.append(Section(tr("Your network"), lambda _width: _list(setup, values, pen, both, asks_ties), asked))
        if setup.offers_tally:
            found.append(Section(tr("Your network, counted"), lambda _width: _counts(setup, pen, both), asked))
        return found

    return sections


def _values(library: Library, step_id: int) -> _Values:
    """The answers as the sheet sends them back: as the library keeps them, in whatever language the sheet is."""
    with speaking(SOURCE):
        return {factor.key: AnswerWords(factor) for factor in get_setup(library, step_id).active}


def _list(setup: Setup, values: _Values, pen: Pen, both: bool, asks_ties: bool) -> list[Any]:
    heading = tr("Your network, person by person") if both else tr("Your network")
    flow: list[Any] = [
        blocks.heading(1, heading),
        Text(
            tr(
                "Who do you turn to for advice, or to solve a problem? List {fewest} to {most} people, one a row. "
                "Initials, a nickname or a number are enough: these people were not asked. Then answer the questions "
                "for each of them. Any box may stay empty.",
                fewest=setup.fewest,
                most=setup.most,
            ),
            BODY.with_(after=4),
        ),
    ]
    if both:
        flow.append(_either())
    flow += [Text(_legend(factor), SMALL.with_(after=1.5)) for factor in setup.active]
    columns = [GridColumn("", width=16), GridColumn(tr("Name, initials or number"), width=_LABEL)]
    columns += [GridColumn(factor.label) for factor in setup.active]
    flow.append(Grid(pen, columns, [_row(setup, values, number) for number in range(1, setup.most + 1)]))
    if asks_ties:
        flow += _ties(setup, pen)
    return flow


def _row(setup: Setup, values: _Values, number: int) -> list[Cell]:
    who = TextField(names.contact(number), tr("Person {number}: name, initials or a number", number=number), 80)
    answers = [
        ChoiceField(
            names.rating(number, factor.key),
            tr("Person {number}: {question}", number=number, question=factor.question),
            tuple((values[factor.key].write(code), words) for code, words in _answers(factor)),
        )
        for factor in setup.active
    ]
    return [str(number), who, *answers]


def _answers(factor: Factor) -> list[tuple[int, str]]:
    """The codes of a question with their words, as a form shows them."""
    found = [(code, f"{code}: {label}") for code, label in enumerate(factor.codes, start=1)]
    if factor.not_comparable is not None:
        found.append((int(Missing.NOT_COMPARABLE), factor.not_comparable))
    return [*found, (int(Missing.DECLINED), tr("Rather not say"))]


def _legend(factor: Factor) -> tuple[str | Span, ...]:
    """The question’s label and its answers with their numbers."""
    parts: list[str | Span] = [blocks.strong(f"{factor.label}:")]
    for code, label in enumerate(factor.codes, start=1):
        parts += [blocks.strong(f"  {code} "), label]
    if factor.not_comparable is not None:
        parts += [blocks.strong("  – "), factor.not_comparable]
    return tuple(parts)


def _ties(setup: Setup, pen: Pen) -> list[Any]:
    def field(low: int, high: int) -> Field:
        return TickField(names.tie(low, high), tr("Persons {low} and {high} know each other", low=low, high=high))

    nobody = TickField(names.NOBODY_KNOWS, tr("None of them know each other"))
    return [
        blocks.room_for(_MATRIX),
        blocks.heading(2, tr("Who of them know each other?")),
        Text(tr("Tick the box where the row of one meets the column of another. Guess where you are not sure.")),
        HalfMatrix(pen, setup.most, field),
        Counted(pen, [(nobody, tr("None of them know each other"))], box=16),
    ]


def _counts(setup: Setup, pen: Pen, both: bool) -> list[Any]:
    flow: list[Any] = [
        blocks.room_for(_COUNTS_HEAD + _COUNTS_EACH * len(setup.active)),
        blocks.heading(1, tr("Your network, counted")),
        Text(
            tr(
                "Write your list of {fewest} to {most} people on a paper of your own, and keep it. For each question, "
                "note here only how many of them have which answer: no name leaves your hands.",
                fewest=setup.fewest,
                most=setup.most,
            )
        ),
    ]
    if both:
        flow.append(_either())
    length = TextField(names.LENGTH, tr("How many people are on your list?"), 3)
    flow.append(Counted(pen, [(length, tr("people are on my list; the boxes of each question add up to it"))], 1))
    for factor in setup.active:
        boxes: list[tuple[Field, str]] = [
            (TextField(names.count(factor.key, code), f"{factor.question} {words}", 3), words)
            for code, words in _answers(factor)
        ]
        columns = 3 if len(boxes) > 4 else 2
        flow += [
            Text(factor.question, BODY.with_(face=Face.SEMIBOLD, before=6, after=2, keep=True)),
            Counted(pen, boxes, columns),
        ]
    return flow


def _either() -> Text:
    return Text(
        tr("Fill in one of the two: person by person, or counted. Person by person shows you more of your network."),
        SMALL,
    )
