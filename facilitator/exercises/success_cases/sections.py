"""The page “What worked, what got in the way”."""

from typing import Any

from facilitator import nameless
from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.cases import CAME, OBSTACLE, Case, told
from facilitator.exercises.success_cases.figures import figures
from facilitator.i18n import tr
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import earlier_sections, figure_flow
from facilitator.storage.library import Library


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """Results with their tellers' consent and a fact, and obstacles by kind: never by person or by team."""
    worked, room = told(library, step_id), read_room(library, step_id)
    shown = figures(library, step_id, room)
    if not names:
        worked = nameless.in_no_order(worked)

    def build(_width: float) -> list[Any]:
        head: list[Any] = [
            blocks.heading(1, tr("What worked, what got in the way")),
            blocks.heading(2, tr("What worked")),
        ]
        if worked:
            head.append(blocks.note(tr("Told with the consent of those whose results these are.")))
            first, *others = worked
            flow = blocks.together([*head, *_case(first, names=names)])
            flow += [part for each in others for part in blocks.together(_case(each, names=names))]
        else:
            flow = blocks.together([*head, blocks.empty_state(tr("No result has been marked that may be told."))])
        for key in (CAME, OBSTACLE):
            figure = shown.get(key)
            if figure is None:
                continue
            beside, more = figure_flow(figure, room)
            flow += [*blocks.together([blocks.heading(2, figure.title), *beside]), *more]
        return flow

    texts = tuple(text for each in worked for text in (each.line, each.fact, each.name if names else "") if text)
    present = Section(tr("What worked, what got in the way"), build, texts, "cases")
    return [present, *earlier_sections(library, step_id, lambda before: figures(library, step_id, before))]


def _case(case: Case, *, names: bool) -> list[Any]:
    line = (case.line, blocks.italic(f"  {case.name}")) if names else case.line
    return [*blocks.bullets([line]), blocks.note(tr("The fact: {fact}", fact=case.fact))]
