"""The facilitator's guide as a document: the plan of the time, the time before the workshop, then a page a step."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.flowables import Block, Text
from facilitator.documents.fonts import Face
from facilitator.documents.section import Section
from facilitator.documents.style import BODY, LABEL, SMALL, Paper
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.exercises.guide import FIELDS, GuidePage, labels, whole_guide
from facilitator.exercises.time_plan import TimePlan, remedies, time_plan
from facilitator.files import free_path, make_folder
from facilitator.i18n import short_day, speaking, tr, trn
from facilitator.reports.branding import branding
from facilitator.reports.compose import Composed
from facilitator.storage.library import Library
from facilitator.workshop.agenda import said_title, steps_of
from facilitator.workshop.agreement import paper_foot
from facilitator.workshop.papers import PaperOptions, paper_options
from facilitator.workshop.tables import AgendaStep, Workshop
from facilitator.workshop.workshops import get_workshop

_LINE = BODY.with_(size=12, leading=17, after=4)
"""Large enough to be read on a table while standing."""
_ROOM = _LINE.with_(face=Face.ITALIC, after=3)
_FIELD = LABEL.with_(size=9, leading=12, before=8, after=2, keep=True)
_TITLE = "guide"


def guide_document(library: Library, workshop_id: int, options: PaperOptions | None = None) -> Composed:
    """The whole guide of a workshop, on the paper and in the language of its other papers unless others are given."""
    workshop = get_workshop(library, workshop_id)
    chosen = options or paper_options(library, workshop_id)
    with speaking(chosen.spoken(workshop)):
        return _composed(library, workshop, chosen)


def write_guide(library: Library, workshop_id: int, folder: Path, options: PaperOptions | None = None) -> Path:
    """Write the guide into a folder and return its path; a file that is there is kept. Raises NotSaved."""
    make_folder(folder)
    composed = guide_document(library, workshop_id, options)
    with speaking(composed.document.language):
        path = free_path(folder, tr("Facilitator’s guide"))
    composed.build(path)
    return path


def _composed(library: Library, workshop: Workshop, options: PaperOptions) -> Composed:
    pages = whole_guide(library, workshop.id)
    plan = time_plan(library, workshop.id)
    steps = steps_of(library, workshop.id)
    spare = remedies(library, plan)
    brand = branding(library)
    document = Document(
        title=tr("Facilitator’s guide"),
        kicker=workshop.title,
        author=workshop.facilitator,
        subject=tr("Facilitator’s guide of “{workshop}”", workshop=workshop.title),
        language=options.spoken(workshop),
        paper=Paper[options.paper.upper()],
        brand=brand,
        facts=_facts(workshop, plan),
        privacy=paper_foot(library, workshop.id, tr("For whoever facilitates, not for the room.")),
    )
    typed = (workshop.title, workshop.client, workshop.place, workshop.facilitator, brand.contact)
    written = tuple(text for page in pages for text in (page.title, *(getattr(page.text, name) for name in FIELDS)))
    sections = (
        Section(tr("The plan of the time"), lambda _width: _overview(steps, plan, spare), key=f"{_TITLE}-time"),
        *(_section(number, page, steps) for number, page in enumerate(pages)),
    )
    return Composed(document, sections, (*typed, *written))


def _facts(workshop: Workshop, plan: TimePlan) -> list[tuple[str, str]]:
    known = (
        (tr("Date"), short_day(workshop.held_on) if workshop.held_on else ""),
        (tr("Client"), workshop.client),
        (tr("Place"), workshop.place),
        (tr("Facilitator"), workshop.facilitator),
        (tr("People"), str(plan.crowd.people) if plan.crowd.people else ""),
        (tr("Stations"), str(plan.crowd.stations) if plan.steps else ""),
        (tr("Minutes"), str(plan.minutes)),
    )
    return [(label, value) for label, value in known if value]


def _overview(steps: Sequence[AgendaStep], plan: TimePlan, spare: Sequence[str]) -> list[Any]:
    flow: list[Any] = [blocks.heading(1, tr("The plan of the time"))]
    if plan.short:
        flow.append(blocks.callout(" ".join((plan.sentence, *spare)), caution=True))
    elif plan.sentence:
        flow.append(blocks.paragraph(plan.sentence))
    if not steps:
        return [*flow, blocks.empty_state(tr("The agenda is empty."))]
    timed = zip(_clocks(steps), steps, strict=True)
    rows = [(clock, said_title(step), str(step.minutes)) for clock, step in timed]
    columns = (
        PrintedColumn(tr("From the start"), align="right", width=76),
        PrintedColumn(tr("Step")),
        PrintedColumn(tr("Minutes"), align="right", width=54),
    )
    flow.append(PrintedTable(columns, rows))
    if plan.crowd.people:
        flow += [blocks.note(f"{timed.title}: {timed.needed.how}") for timed in plan.steps]
    return flow


def _section(number: int, page: GuidePage, steps: Sequence[AgendaStep]) -> Section:
    return Section(page.title, lambda _width: _page(number, page, steps), key=f"{_TITLE}-{number}")


def _page(number: int, page: GuidePage, steps: Sequence[AgendaStep]) -> list[Any]:
    flow: list[Any] = [blocks.new_page(), blocks.heading(1, f"{number}  {page.title}")]
    if page.step is not None:
        clocks = dict(zip((step.id for step in steps), _clocks(steps), strict=True))
        minutes = trn("{count} minute", "{count} minutes", page.step.minutes)
        flow.append(Text(tr("{minutes}, from {clock}", minutes=minutes, clock=clocks[page.step.id]), SMALL))
    if page.text.is_empty and not page.for_room:
        return [*flow, blocks.empty_state(tr("Nothing is written for this step."))]
    names = labels(page)
    for name in FIELDS:
        if name == "ask" and page.for_room:
            flow.append(Text(tr("The room reads"), _FIELD))
            flow += [Text(line, _ROOM) for line in page.for_room]
        lines = getattr(page.text, name).splitlines()
        if not lines:
            continue
        if name == "words":
            parts: list[Block] = [Text(names[name], _FIELD.with_(before=0)), *(Text(line, _LINE) for line in lines)]
            flow.append(blocks.Panel(parts))
            continue
        flow.append(Text(names[name], _FIELD))
        flow += [Text(line, _LINE, bullet="•", indent=12) for line in lines]
    return flow


def _clocks(steps: Sequence[AgendaStep]) -> Iterator[str]:
    """When each step begins if all take their minutes: hours and minutes since the start."""
    passed = 0
    for step in steps:
        yield f"{passed // 60}:{passed % 60:02d}"
        passed += step.minutes
