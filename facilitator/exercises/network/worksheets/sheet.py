"""A participant's worksheet: the list with its answers, who knows whom, or counts alone."""

from collections.abc import Callable
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.form_fields import (
    Asked,
    Cell,
    Counted,
    Field,
    Grid,
    GridColumn,
    HalfMatrix,
    Pen,
    TextField,
    TickField,
)
from facilitator.documents.section import Section
from facilitator.documents.style import BODY, INK, SMALL
from facilitator.documents.typesetting import Span
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.listing import listing
from facilitator.exercises.network.own_action.asking import asked_for, is_asked
from facilitator.exercises.network.own_action.rows import LONGEST, LONGEST_ROLE
from facilitator.exercises.network.rounds.rounds import rounds_of
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.exercises.network.wording import tally_question
from facilitator.exercises.network.worksheets import names
from facilitator.i18n import tr
from facilitator.storage.library import Library

_DIGIT, _DIGITS = 43.0, 240.0
"""The width of a column of digits in points, and the most that all of them take."""
_HELP = SMALL.with_(color=INK, after=3)
"""Of what is read once: the list itself stays whole on its page."""
_LONGEST_NAME = 40
"""Letters that are seen at once in the room that is left for a name."""
_BLANK = "___"
"""Stands for the length of the list, which a sheet does not know yet."""
_MATRIX = 240.0
"""Points below a heading that the half matrix of 15 people takes."""
_COUNTS_HEAD, _COUNTS_EACH = 130.0, 66.0
"""Points that the counts take above their questions, and for each."""


@implements(Exercise.worksheet_sections)
def worksheet_sections(library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the exercise's part of a sheet, in the ways in that the step offers."""
    setup, rounds = get_setup(library, step_id), rounds_of(library, step_id)
    later = rounds[-1].title if len(rounds) > 1 else ""
    asks_ties, typed = get_analysis(library, step_id).asks_ties, is_asked(library, step_id)
    asked = tuple(text for factor in setup.active for text in (factor.label, factor.question, *factor.codes))

    def sections(pen: Pen, _named: bool) -> list[Section]:
        both = setup.offers_contact and setup.offers_tally
        found = []
        if setup.offers_contact:
            found.append(Section(tr("Your network"), lambda _width: _list(setup, pen, both, asks_ties, later), asked))
        if setup.offers_tally:
            found.append(Section(tr("Your network, counted"), lambda _width: _counts(setup, pen, both, later), asked))
        if typed:
            found.append(Section(asked_for().title, lambda _width: _action(pen)))
        return found

    return sections


def _list(setup: Setup, pen: Pen, both: bool, asks_ties: bool, later: str) -> list[Any]:
    heading = tr("Your network, person by person") if both else tr("Your network")
    flow: list[Any] = [
        blocks.heading(1, _of_round(heading, later)),
        *_prompts(setup),
        Text(
            tr(
                "List {fewest} to {most} people, one a row. Initials, a nickname or a number are enough: these people "
                "were not asked. Then answer the questions for each of them. Any box may stay empty.",
                fewest=setup.fewest,
                most=setup.most,
            ),
            _HELP,
        ),
    ]
    if both:
        flow.append(_either())
    columns = [GridColumn("", width=16), GridColumn(tr("Name, initials or number"))]
    width = min(_DIGIT, _DIGITS / max(1, len(setup.shared)))
    columns += [GridColumn(factor.label, width=width) for factor in setup.shared]
    rows = [_row(setup, number) for number in range(1, setup.most + 1)]
    flow.append(Grid(pen, columns, rows, _legend(setup)))
    if asks_ties and setup.most > 1:
        flow += _ties(setup, pen)
    return flow


def _prompts(setup: Setup) -> list[Text]:
    """The goal, for oneself, and the five prompts for the list."""
    told = listing(setup)
    prompts: list[str | Span] = [f"{told.lead} "]
    for number, each in enumerate(told.prompts, start=1):
        # Closed, so that a number never stands at the end of a line without its prompt.
        prompts += [blocks.strong(f" {number}\u00a0"), f"{each}. " if each[-1] not in ".?!" else f"{each} "]
    return [
        Text((blocks.strong(f"{told.goal} "), tr("On a paper of your own, for you alone.")), _HELP),
        Text((*prompts, f" {told.end}"), _HELP),
    ]


def _row(setup: Setup, number: int) -> list[Cell]:
    who = TextField(
        names.contact(number), tr("Person {number}: name, initials or a number", number=number), _LONGEST_NAME
    )
    answers = [
        TextField(
            names.rating(number, factor.key),
            tr("Person {number}: {question} {keys}", number=number, question=factor.question, keys=_keys(factor)),
            len(str(len(factor.codes))),
        )
        for factor in setup.shared
    ]
    return [str(number), who, *answers]


def _of_round(heading: str, later: str) -> str:
    """A heading with the title of the round, where it is a later one."""
    return f"{heading} · {later}" if later else heading


def _answers(factor: Factor) -> list[tuple[int, str]]:
    """The codes of a question with their words, as the counts name them."""
    found = [(code, f"{code}: {label}") for code, label in enumerate(factor.codes, start=1)]
    if factor.not_comparable is not None:
        found.append((int(Missing.NOT_COMPARABLE), factor.not_comparable))
    return [*found, (int(Missing.DECLINED), tr("Can’t or rather not say"))]


def _digits(factor: Factor) -> list[tuple[str, str]]:
    """What is typed for each answer, as at the station, with its words."""
    found = [(str(code), label) for code, label in enumerate(factor.codes, start=1)]
    return found if factor.not_comparable is None else [*found, ("0", factor.not_comparable)]


def _keys(factor: Factor) -> str:
    """What may be typed, for a reader of PDFs to show and to read aloud."""
    return "; ".join(f"{digit} = {label}" for digit, label in [*_digits(factor), ("-", tr("Rather not say"))])


def _legend(setup: Setup) -> list[Text]:
    """How boxes are filled in, and each question’s label with its answers and their digits."""
    lines = [
        Text(
            tr("Each box takes one digit, the one before the answer. A dash (-) stands for “rather not say”."),
            SMALL.with_(color=INK, after=2.5),
        )
    ]
    for factor in setup.shared:
        parts: list[str | Span] = [blocks.strong(f"{factor.label}:")]
        for digit, label in _digits(factor):
            parts += [blocks.strong(f"  {digit} "), label]
        lines.append(Text(tuple(parts), SMALL.with_(color=INK, after=2)))
    return lines


def _ties(setup: Setup, pen: Pen) -> list[Any]:
    def field(low: int, high: int) -> Field:
        return TickField(names.tie(low, high), tr("Persons {low} and {high} know each other", low=low, high=high))

    nobody = TickField(names.NOBODY_KNOWS, tr("None of them know each other"))
    return [
        blocks.space_for(_MATRIX),
        blocks.heading(2, tr("Who of them know each other?")),
        Text(tr("Tick the box where the row of one meets the column of another. Guess where you are not sure.")),
        HalfMatrix(pen, setup.most, field),
        Counted(pen, [(nobody, tr("None of them know each other"))], box=16),
    ]


def _counts(setup: Setup, pen: Pen, both: bool, later: str) -> list[Any]:
    flow: list[Any] = [
        blocks.space_for(_COUNTS_HEAD + _COUNTS_EACH * len(setup.active)),
        blocks.heading(1, _of_round(tr("Your network, counted"), later)),
        *([] if both else _prompts(setup)),
        Text(
            tr(
                "Write your list of {fewest} to {most} people on a paper of your own, and keep it. For each question, "
                "note here how many of them have which answer: no name leaves your hands.",
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
            Text(tally_question(factor, _BLANK), BODY.with_(face=Face.SEMIBOLD, before=6, after=2, keep=True)),
            Counted(pen, boxes, columns),
        ]
    return flow


def _action(pen: Pen) -> list[Any]:
    """What the person is going to do; it may wait until they have seen their shape."""
    asked = asked_for()
    when = f"{asked.day} {asked.how_day}"
    day: list[tuple[Field, str]] = [(TextField(names.ACTION_DAY, when, 10), when)]
    shared: list[tuple[Field, str]] = [(TickField(names.ACTION_SHARED, asked.shared), asked.shared)]

    def line(name: str, question: str, longest: int, rows: int = 1) -> Asked:
        return Asked(pen, [Text(question, BODY)], [TextField(name, question, longest, rows)])

    # What is handed in is typed in as it stands, the tick included; what is kept nobody has read.
    whose = (
        tr("This may wait until you have seen your shape.")
        if pen.fillable
        else tr("This part is yours: hand it in and it stands on your handout, or keep it.")
    )
    return blocks.together(
        [
            blocks.heading(2, asked.title),
            Text(f"{whose} {asked.lead}", _HELP),
            line(names.ACTION_WHAT, asked.what, LONGEST, 2),
            Counted(pen, day, 1, box=80),
            line(names.ACTION_PARTNER, asked.partner, LONGEST_ROLE),
            line(names.ACTION_SIGN, asked.sign, LONGEST, 2),
            Counted(pen, shared, 1, box=16),
            Text(asked.until_then, SMALL),
        ]
    )


def _either() -> Text:
    return Text(
        tr("Fill in one of the two: person by person, or counted. Person by person shows you more of your network."),
        SMALL,
    )
