"""From finding to action to what changed, and a chart an indicator; for each person what they meant to do."""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator import nameless
from facilitator.actions.actions import ActionView
from facilitator.actions.figures import run_figure
from facilitator.actions.findings import Finding, cautions, said, wanted_name
from facilitator.actions.flowables import status_name, typed_in
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import Followed, followed, origin_of
from facilitator.exercises.looking_back.own_plans_before import OwnPlans, own_plans_before
from facilitator.i18n import INDICATORS, short_day, tr, tr_content
from facilitator.storage.library import Library

_ROWS_BELOW = 120.0
"""Points that a heading and the first rows below it should have left on the page."""
_MOST_NOTES = 12


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """What became of the actions, and a chart an indicator. Nobody's name is in it, and no share of what was done."""
    found = followed(library, step_id)
    parts = []
    if found.actions:
        origins = {action.id: origin_of(library, action) for action in found.actions}
        texts = (*typed_in(found.actions), *filter(None, origins.values()))
        parts.append(Section(tr("What changed"), lambda _width: _changed(found, origins), texts, "changed"))
    if found.findings:
        told = [each.indicator for each in found.findings]
        texts = tuple(
            text
            for each in told
            for text in (each.about.what, each.about.unit, each.about.source, *(one.note for one in each.readings))
            if text
        )
        parts.append(Section(tr("What can be seen"), lambda _width: _seen(found), texts, "indicators"))
    return parts


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """What somebody set out to do for themselves last time, and lines for what came of it."""
    written = own_plans_before(library, step_id)

    def sections(participant_id: int) -> list[Section]:
        found = written.get(participant_id)
        if found is None:
            return []
        return [Section(tr("What you set out to do"), lambda _width: _set_out(found), tuple(found.plans), "set_out")]

    return sections


def _set_out(found: OwnPlans) -> list[Any]:
    return [
        *blocks.together(
            [
                blocks.heading(1, tr("What you set out to do")),
                blocks.lead(
                    tr(
                        "This is what you wrote for yourself on {when}. It stands on nobody else’s paper.",
                        when=found.when,
                    )
                ),
                *blocks.bullets(found.plans),
            ]
        ),
        *blocks.writing_space(tr("What came of it, and what I will do next"), 2),
    ]


def _changed(found: Followed, origins: Mapping[int, str]) -> list[Any]:
    by_id = {each.indicator.id: each for each in found.findings}
    # In the order in which they were agreed, person after person, it would be told whose they are.
    actions = nameless.in_no_order(found.actions)
    known = any(origins.values())
    rows = [
        (
            *([origins[action.id]] if known else []),
            _agreed(action),
            status_name(action.wording.status),
            _what_changed(action, by_id.get(action.indicator_id or 0)),
        )
        for action in actions
    ]
    columns = [
        *([PrintedColumn(tr("It came from"), width=110)] if known else []),
        PrintedColumn(tr("What was agreed")),
        PrintedColumn(tr("What became of it"), width=80),
        PrintedColumn(tr("What changed")),
    ]
    flow: list[Any] = [blocks.space_for(_ROWS_BELOW), blocks.heading(1, tr("From what we saw to what changed"))]
    if found.earlier is not None:
        when = short_day(found.earlier.held_on) if found.earlier.held_on else found.earlier.title
        flow.append(blocks.lead(tr("What was agreed on {when}, and what was seen since.", when=when)))
    return [*flow, PrintedTable(columns, rows)]


def _agreed(action: ActionView) -> str:
    wording = action.wording
    sign = tr("To be seen: {sign}", sign=wording.sign) if wording.sign else ""
    return "\n".join(part for part in (wording.what, sign) if part)


def _what_changed(action: ActionView, finding: Finding | None) -> str:
    lines = [action.wording.seen]
    if finding is not None:
        lines.append(f"{tr_content(INDICATORS, finding.indicator.about.what)}: {said(finding)}")
    return "\n".join(line for line in lines if line) or tr("Nothing was noted.")


def _seen(found: Followed) -> list[Any]:
    flow: list[Any] = [
        blocks.heading(1, tr("What can be seen")),
        blocks.note(
            tr(
                "Each dot is a reading. The median is that of the readings up to the workshop and stays as it is. What "
                "is said follows the rules of run charts (Anhøj & Olesen 2014): six readings after the workshop on one "
                "side of the median, later the longest run and the crossings of the whole series. A chart shows that "
                "something changed, never why."
            )
        ),
    ]
    for finding in found.findings:
        about, figure = finding.indicator.about, run_figure(finding)
        below = [tr("It {wanted}.", wanted=wanted_name(about.wanted))]
        if about.source:
            below.append(tr("Where the figure comes from: {source}", source=tr_content(INDICATORS, about.source)))
        if about.due:
            below.append(tr("By when: {day}", day=short_day(about.due)))
        flow += blocks.together(
            [
                blocks.heading(2, figure.title),
                blocks.paragraph(figure.sentence),
                *(blocks.note(each) for each in cautions(finding)),
                Figure(figure.chart, caption=" · ".join(below), empty=figure.empty),
            ]
        )
        notes = [(each.day, each.note) for each in finding.indicator.readings if each.note]
        if notes:
            lines = [f"{short_day(day)}: {note}" for day, note in notes[-_MOST_NOTES:]]
            flow += blocks.together([blocks.heading(3, tr("What else happened")), *blocks.bullets(lines)])
    return flow
