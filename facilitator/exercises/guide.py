"""The facilitator's guide: a page for the time before a workshop and one for each step, to be read while facilitating.

Pages that come with the program are data in `resources/guide`, a file a subject; an exercise names its own one, a
template names those of its steps. What the facilitator rewords is kept with the step, field by field. In another
language whatever was not reworded is said in that language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache

from pydantic import Field
from sqlmodel import Session

from facilitator.errors import NotFound
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.registry import exercise, is_there
from facilitator.i18n import AGENDA, speaking, tr, tr_content
from facilitator.resources import resource_named
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import said_title, steps_of
from facilitator.workshop.find import find_step, find_workshop
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.room_plan import step_plan, workshop_plan
from facilitator.workshop.tables import AgendaStep, StepKind, StepPlan, WorkshopPlan

BEFORE = "house.before"
"""The page for the time before a workshop, unless its template has another one."""


class Page(ExerciseContent):
    """A page as it comes with the program: sentences, each of which is translated by itself."""

    say: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    if_so: tuple[str, ...] = Field(default=(), alias="if")
    words: tuple[str, ...] = ()


class GuideFile(ExerciseContent):
    """One file in `resources/guide`: its pages by name."""

    pages: dict[str, Page]


@dataclass(frozen=True, slots=True)
class GuideText:
    """The five fields of a page; each is a text with a paragraph a line, or empty.

    `say` is what the room is told, `ask` what it is asked, `watch` what to look out for, `if_so` what to do when
    something happens, `words` a sentence to be said as it stands.
    """

    say: str = ""
    ask: str = ""
    watch: str = ""
    if_so: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not any(getattr(self, name) for name in FIELDS)


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(GuideText))


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page as the facilitator reads it. `step` is None before the workshop; `reworded` holds the changed fields.

    `for_room` is what the room reads meanwhile, a paragraph each.
    """

    workshop_id: int
    step: AgendaStep | None
    title: str
    text: GuideText
    reworded: frozenset[str]
    for_room: tuple[str, ...] = ()


def labels(page: GuidePage) -> dict[str, str]:
    """What the fields of a page are called; before the workshop nobody is there yet to be told anything."""
    return {
        "say": tr("Say") if page.step is not None else tr("To prepare"),
        "ask": tr("Ask"),
        "watch": tr("Watch"),
        "if_so": tr("What if"),
        "words": tr("Word for word"),
    }


def bundled_page(key: str) -> Page:
    """A page that comes with the program, such as "house.before". Raises NotFound, and BadFile for a broken file."""
    file, _, name = key.partition(".")
    found = _pages(file).get(name)
    if found is None:
        raise NotFound(tr("There is no page “{key}” in the guide.", key=key), key=key)
    return found


def page_before(library: Library, workshop_id: int) -> GuidePage:
    """What there is to do before the workshop, in the language of `speaking`. Raises NotFound."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        plan = workshop_plan(session, workshop_id)
        return _page(workshop_id, None, tr("Before the workshop"), plan, plan.page or BEFORE, BEFORE)


def page_of_step(library: Library, step_id: int) -> GuidePage:
    """The page of a step, in the language of `speaking`. Raises NotFound."""
    with library.read() as session:
        step = find_step(session, step_id)
        plan, usual = step_plan(session, step_id), usual_page(step)
        return _page(step.workshop_id, step, said_title(step), plan, plan.page or usual, usual)


def page_key(library: Library, step_id: int) -> str:
    """The key of the page that a template chose for a step; "" where none did. Raises NotFound."""
    with library.read() as session:
        find_step(session, step_id)
        return step_plan(session, step_id).page


def whole_guide(library: Library, workshop_id: int) -> list[GuidePage]:
    """All pages in the order in which they are needed, in the language of `speaking`."""
    steps = steps_of(library, workshop_id)
    return [page_before(library, workshop_id), *(page_of_step(library, step.id) for step in steps)]


def usual_page(step: AgendaStep) -> str:
    """The page of a step that no template chose one for: that of its exercise, else that of such a step."""
    own = exercise(step.exercise).guide_page if is_there(step.exercise) else ""
    return own or f"house.{step.kind}"


def reword_step(library: Library, step_id: int, text: GuideText) -> Done[None]:
    """Write a step's page anew. What says the same as the page that came along, in any language, is not reworded."""
    with library.change(tr("Edit the guide")) as change:
        step = find_step(change.session, step_id)
        plan, usual = step_plan(change.session, step_id), usual_page(step)
        _reword(change.session, plan, plan.page or usual, usual, text, spoken_in(library, step.workshop_id))
        change.announce(Change(Topic.AGENDA, step.workshop_id, step_id))
    return change.done(None)


def reword_before(library: Library, workshop_id: int, text: GuideText) -> Done[None]:
    """Write the page for the time before the workshop anew; see `reword_step`."""
    with library.change(tr("Edit the guide"), Change(Topic.AGENDA, workshop_id)) as change:
        plan = workshop_plan(change.session, workshop_id)
        _reword(change.session, plan, plan.page or BEFORE, BEFORE, text, spoken_in(library, workshop_id))
    return change.done(None)


def as_it_came(library: Library, page: GuidePage) -> GuideText:
    """A page without what was reworded, in the language of `speaking`."""
    with library.read() as session:
        plan: StepPlan | WorkshopPlan
        if page.step is None:
            plan, usual = workshop_plan(session, page.workshop_id), BEFORE
        else:
            plan, usual = step_plan(session, page.step.id), usual_page(page.step)
        return _said(_bundled(plan.page or usual, usual))


def choose_page(session: Session, step_id: int, key: str) -> None:
    """Give a new step this page, within the caller's transaction. Raises NotFound for a page there is none of."""
    bundled_page(key)
    plan = step_plan(session, step_id)
    plan.page = key
    session.add(plan)


def choose_page_before(session: Session, workshop_id: int, key: str) -> None:
    """Give a new workshop this page for the time before it; see `choose_page`."""
    bundled_page(key)
    plan = workshop_plan(session, workshop_id)
    plan.page = key
    session.add(plan)


def _page(
    workshop_id: int, step: AgendaStep | None, title: str, plan: StepPlan | WorkshopPlan, key: str, usual: str
) -> GuidePage:
    own = reworded(plan)
    text = replace(_said(_bundled(key, usual)), **own)
    for_room = tr_content(AGENDA, step.notes).splitlines() if step is not None and step.kind == StepKind.DEBRIEF else ()
    return GuidePage(workshop_id, step, title, text, frozenset(own), tuple(for_room))


def reworded(plan: StepPlan | WorkshopPlan) -> dict[str, str]:
    """The fields that the facilitator has reworded."""
    return {name: text for name in FIELDS if (text := getattr(plan, name)) is not None}


def _bundled(key: str, usual: str) -> Page:
    """The page of a key; the usual one where a newer version has chosen one that is not known here."""
    file, _, name = key.partition(".")
    return _pages(file).get(name) or bundled_page(usual)


@cache
def _pages(file: str) -> Mapping[str, Page]:
    path = resource_named("guide", file)
    return {} if path is None else read_content(path, GuideFile).pages


def _said(page: Page) -> GuideText:
    return GuideText(**{name: "\n".join(map(tr, getattr(page, name))) for name in FIELDS})


def _reword(
    session: Session, plan: StepPlan | WorkshopPlan, key: str, usual: str, text: GuideText, language: str
) -> None:
    page = _bundled(key, usual)
    came = [GuideText(**{name: "\n".join(getattr(page, name)) for name in FIELDS})]
    with speaking(language):
        came.append(_said(page))
    for name in FIELDS:
        lines = (line.strip() for line in getattr(text, name).splitlines())
        written = "\n".join(line for line in lines if line)
        setattr(plan, name, None if written in [getattr(each, name) for each in came] else written)
    session.add(plan)
