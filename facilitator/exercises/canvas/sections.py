"""Canvases on paper: all of them for the client, without names; their own for those who filled one in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.canvas.ideas import FIELDS, Canvas, Idea, empty_in_words, field_names, read_canvases
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.nameless import in_no_order
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import below_floor, round_title
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library

_WEIGHTS = 62.0
"""The width of a column of weights, in points."""


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """Each canvas below its piece of work, in an order of its own, with the fields that nobody has an idea for.

    Those of the rounds before, where there are any, come last.
    """
    present = get_setup(library, step_id).round
    earlier = [number for number in range(present - 1, 0, -1) if read_canvases(library, step_id, number)]
    return [_of_round(library, step_id, number, present=number == present) for number in (present, *earlier)]


def _of_round(library: Library, step_id: int, number: int, *, present: bool) -> Section:
    canvases = in_no_order(read_canvases(library, step_id, number))
    room = read_room(library, step_id, number)
    title, names_of_fields = room.questionnaire.title, field_names(library, step_id)
    title = title if present else round_title(title, number)

    def build(_width: float) -> list[Any]:
        flow: list[Any] = [blocks.heading(1, title)]
        if not canvases:
            return [*flow, blocks.empty_state(tr("No team has sent its canvas."))]
        if room.people < room.floor:
            return [*flow, blocks.empty_state(below_floor(room.people, room.floor))]
        return [*flow, *(each for canvas in canvases for each in _drawn(canvas, names_of_fields))]

    texts = (title, *(text for canvas in canvases for text in _texts(canvas)))
    return Section(title, build, texts, "canvases" if present else f"canvases-{number}")


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """The canvas of a participant's own team."""
    canvases, title = read_canvases(library, step_id), read_room(library, step_id).questionnaire.title
    names_of_fields = field_names(library, step_id)

    def sections(participant_id: int) -> list[Section]:
        own = [canvas for canvas in canvases if participant_id in canvas.people]

        def build(_width: float) -> list[Any]:
            return [blocks.heading(1, title), *(each for canvas in own for each in _drawn(canvas, names_of_fields))]

        return [Section(title, build, (title, *_texts(own[0])), "canvas")] if own else []

    return sections


def _drawn(canvas: Canvas, names: Mapping[str, str]) -> list[Any]:
    columns = [
        PrintedColumn(tr("Field"), width=_WEIGHTS),
        PrintedColumn(tr("Idea")),
        PrintedColumn(tr("Effort"), width=_WEIGHTS),
        PrintedColumn(tr("Benefit"), width=_WEIGHTS),
    ]
    rows: list[Sequence[Any]] = []
    chosen: set[int] = set()
    for field in FIELDS:
        ideas = canvas.of(field)
        for number, idea in enumerate(ideas):
            if idea.chosen:
                chosen.add(len(rows))
            rows.append(
                (names[field] if number == 0 else "", _words(idea), _weight(idea.effort), _weight(idea.benefit))
            )
        if not ideas:
            rows.append((names[field], tr("Nothing yet: what could it be?"), "", ""))
    flow = blocks.together([blocks.heading(2, canvas.work), PrintedTable(columns, rows, strong=frozenset(chosen))])
    empty = empty_in_words(canvas.empty, names)
    return [*flow, blocks.note(empty)] if empty else flow


def _words(idea: Idea) -> str:
    return tr("{idea} (chosen)", idea=idea.text) if idea.chosen else idea.text


def _weight(point: int | None) -> str:
    return "–" if point is None else (tr("little"), tr("some"), tr("much"))[point - 1]


def _texts(canvas: Canvas) -> list[str]:
    return [canvas.work, *(idea.text for idea in canvas.ideas)]
