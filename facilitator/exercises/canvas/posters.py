"""The canvas as a page to hang up: empty, to be filled in by hand, and with what the teams have sent."""

from collections.abc import Sequence

from facilitator.documents import style
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.posters import Draw, Sheet
from facilitator.documents.section import Leaf, Poster
from facilitator.documents.style import TextStyle
from facilitator.exercises.canvas.ideas import FIELDS, WORK, Canvas, Idea, read_canvases
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import short_day, tr
from facilitator.nameless import in_no_order
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library

_SIZES = (Leaf.A3_LYING, Leaf.A4_LYING)
_IDEAS = 3
_GAP = 10.0
_WORK_HEIGHT = 40.0
_HEAD_HEIGHT = 56.0
_OWNER_HEIGHT = 34.0
_WEIGHTS_HEIGHT = 34.0
_PAD = 8.0
_DOT = 9.0
_LINE = 18.0
_LABEL = TextStyle(size=8, leading=10.5, face=Face.MEDIUM, color=style.MUTED, after=0)
_WORK = TextStyle(size=13, leading=17, face=Face.SEMIBOLD, after=0)
_FIELD = TextStyle(size=14, leading=18, face=Face.SEMIBOLD, color=style.ACCENT, after=1)
_ASKED = TextStyle(size=8, leading=10.5, color=style.MUTED, after=0)
_DUE = _LABEL.with_(align="right", face=Face.SEMIBOLD, color=style.INK)
_IDEA = TextStyle(size=10, leading=13, after=0)


@implements(Exercise.posters)
def posters(library: Library, step_id: int) -> Sequence[Poster]:
    """An empty canvas, and a page a canvas that was sent, from as many people on as may be shown."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    found = [Poster("canvas-empty", tr("Canvas to fill in"), _SIZES, _drawn([None], asked))]
    canvases, room = in_no_order(read_canvases(library, step_id)), read_room(library, step_id)
    if canvases and room.people >= room.floor:
        texts = tuple(text for each in canvases for text in (each.work, *(idea.text for idea in each.ideas)))
        found.append(Poster("canvas", tr("The canvases of the room"), _SIZES, _drawn(canvases, asked), texts))
    return found


def _drawn(canvases: Sequence[Canvas | None], asked: Questionnaire) -> Draw:
    def draw(sheet: Sheet) -> None:
        for number, canvas in enumerate(canvases):
            if number:
                sheet.next_page()
            _draw_canvas(sheet, canvas, asked)

    return draw


def _draw_canvas(sheet: Sheet, canvas: Canvas | None, asked: Questionnaire) -> None:
    sheet.head(asked.title)
    top = sheet.top - _WORK_HEIGHT
    sheet.box(sheet.left, top, sheet.width, _WORK_HEIGHT, fill=style.SOFT, stroke=None)
    label = asked.by_key[WORK].head
    sheet.stack([Text(label, _LABEL)], sheet.left + _PAD, sheet.top - 5, sheet.width / 3)
    if canvas is None:
        sheet.line(sheet.left + _PAD, top + 8, sheet.width - 2 * _PAD)
    else:
        work = sheet.fitted(canvas.work, _WORK, sheet.width - 2 * _PAD, _WORK_HEIGHT - 18)
        sheet.stack([work], sheet.left + _PAD, sheet.top - 17, sheet.width - 2 * _PAD)
    wide = (sheet.width - _GAP * (len(FIELDS) - 1)) / len(FIELDS)
    for number, field in enumerate(FIELDS):
        question = asked.by_key[field]
        ideas = [] if canvas is None else canvas.of(field)
        x = sheet.left + number * (wide + _GAP)
        below = Text(question.text, _ASKED)
        if canvas is not None and not ideas:
            below = Text(tr("Nothing yet: what could it be?"), _ASKED.with_(color=style.CAUTION, face=Face.SEMIBOLD))
        _draw_field(sheet, x, top - _GAP, wide, (Text(question.head, _FIELD), below), ideas)


def _draw_field(
    sheet: Sheet, x: float, top: float, width: float, head: tuple[Text, Text], ideas: Sequence[Idea]
) -> None:
    """A column: its name, up to three ideas with effort and benefit, and room for who does the chosen one.

    Until when is known and stands there; no page bears a name, and whose it is can be written onto it.
    """
    height = top - sheet.bottom
    inner = width - 2 * _PAD
    sheet.box(x, sheet.bottom, width, height)
    sheet.stack(head, x + _PAD, top - _PAD, inner)
    each = (height - _HEAD_HEIGHT - _OWNER_HEIGHT) / _IDEAS
    for place in range(_IDEAS):
        upper = top - _HEAD_HEIGHT - place * each
        _draw_idea(sheet, x + _PAD, upper, inner, each - _GAP / 2, ideas[place] if place < len(ideas) else None)
    sheet.stack([Text(tr("Who, and until when"), _LABEL)], x + _PAD, sheet.bottom + _OWNER_HEIGHT - 4, inner)
    due = next((idea.due for idea in ideas if idea.chosen and idea.due is not None), None)
    if due is not None:
        said = Text(tr("until {day}", day=short_day(due)), _DUE)
        sheet.stack([said], x + _PAD, sheet.bottom + _OWNER_HEIGHT - 4, inner)
    sheet.line(x + _PAD, sheet.bottom + 9, inner)


def _draw_idea(sheet: Sheet, x: float, top: float, width: float, height: float, idea: Idea | None) -> None:
    room = height - _WEIGHTS_HEIGHT
    sheet.line(x, top, width, dashed=True)
    if idea is None:
        for row in range(1, int((room - 4) // _LINE) + 1):
            sheet.line(x, top - 4 - row * _LINE, width)
    else:
        sheet.stack([sheet.fitted(idea.text, _IDEA, width, room - 6)], x, top - 5, width)
    weights = (
        (tr("Effort"), None if idea is None else idea.effort),
        (tr("Benefit"), None if idea is None else idea.benefit),
    )
    for row, (label, point) in enumerate(weights):
        y = top - height + _WEIGHTS_HEIGHT - 12 - row * 14
        said = label if point is None else tr("{what}: {point} of 3", what=label, point=point)
        sheet.stack([Text(said, _LABEL)], x, y + 10, width * 0.55)
        for number in range(_IDEAS):
            filled = style.ACCENT if point is not None and number < point else None
            at = x + width * 0.55 + number * (_DOT + 4)
            sheet.box(at, y + 1, _DOT, _DOT, fill=filled, stroke=style.INK, radius=_DOT / 2)
    ticked = idea is not None and idea.chosen
    sheet.box(x + width - _DOT - 3, top - height + _WEIGHTS_HEIGHT - 20, _DOT + 3, _DOT + 3, radius=1, stroke=style.INK,
              fill=style.ACCENT if ticked else None)  # fmt: skip
    sheet.stack([Text(tr("chosen") if ticked else tr("choose"), _LABEL.with_(align="right", size=6.5))],
                x + width * 0.7, top - height + 13, width * 0.3)  # fmt: skip
