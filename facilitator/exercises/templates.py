"""Workshops made from a template: one of the agendas that come with the program, or one the facilitator has kept.

A bundled template is a file in `resources/agendas`. A facilitator's own one is a workshop without people that is
marked as a template, so it keeps the settings of every exercise whatever they are.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from sqlmodel import Session, col, select

from facilitator.content_files import read_as
from facilitator.errors import NotFound
from facilitator.exercises.guide import choose_page, choose_page_before
from facilitator.exercises.steps import add_exercise, copy_agenda, exercise_steps
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.records import Record
from facilitator.resources import resource, resource_named
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import add_step, agenda, steps_of
from facilitator.workshop.find import find_workshop
from facilitator.workshop.room_plan import choose_answer_mode, copy_workshop_plan
from facilitator.workshop.same_people import come_again
from facilitator.workshop.tables import AgendaTemplate, StepKind, Workshop
from facilitator.workshop.workshops import new_workshop

_Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
_Text = Annotated[str, Field(pattern=r"\S")]


class _Step(Record):
    kind: StepKind | None = None
    exercise: str | None = None
    title: _Text
    minutes: _Minutes
    guide: str | None = None
    notes: str = ""
    way: str | None = None
    options: dict[str, str | int | bool] | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.exercise is None) == (self.kind in (None, StepKind.EXERCISE)):
            raise ValueError(tr("A step has an “exercise”, or a “kind” that is none."))
        return self


class _Promise(Record):
    what: _Text
    sign: str


class _Before(Record):
    weeks_ago: int = Field(default=0, ge=0, le=520)
    actions: tuple[_Promise, ...]


class _Agenda(Record):
    title: _Text
    order: int | None = None
    language: str
    people: int = Field(ge=1, le=1000)
    minutes: _Minutes
    before: str
    follows: tuple[str, ...] | None = None
    sample: _Before | None = None
    steps: Annotated[tuple[_Step, ...], Field(min_length=1)]


USUAL = "network_75"
"""The template of whoever chooses none."""


@cache
def bundled() -> tuple[str, ...]:
    """The keys of the files in `resources/agendas` that are offered, by their `order`; the sample workshop has none."""
    keys = [path.stem for path in resource("agendas").glob("*.json")]
    orders = {key: bundled_agenda(key).get("order") for key in keys}
    return tuple(sorted((key for key in keys if orders[key] is not None), key=lambda key: (orders[key], key)))


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda to begin with. `key` names it for `start_workshop`: a file's name, or the id of an own one.

    Its times are made for up to so many `people` at one station; None for an own one, which says nothing of that.
    """

    key: str | int
    title: str
    steps: int
    minutes: int
    people: int | None = None

    @property
    def said_title(self) -> str:
        """Its title in the language that is spoken, unless it is an own one."""
        return self.title if self.own else tr_content(AGENDA, self.title)

    @property
    def own(self) -> bool:
        """Whether the facilitator has kept it, and may remove it."""
        return isinstance(self.key, int)


def templates(library: Library) -> list[Template]:
    """All templates, bundled ones first, own ones in the order of their titles."""
    found = []
    for key in bundled():
        content = bundled_agenda(key)
        minutes = sum(step["minutes"] for step in content["steps"])
        found.append(Template(key, content["title"], len(content["steps"]), minutes, content["people"]))
    with library.read() as session:
        own = select(Workshop).join(AgendaTemplate, col(AgendaTemplate.workshop_id) == col(Workshop.id))
        for workshop in session.exec(own.order_by(col(Workshop.title), col(Workshop.id))):
            steps = agenda(session, workshop.id)
            found.append(Template(workshop.id, workshop.title, len(steps), sum(step.minutes for step in steps)))
    return found


def following(library: Library, workshop_id: int) -> str:
    """The key of the bundled template with which the people of a workshop look back at what they did there."""
    run = {step.exercise for step in steps_of(library, workshop_id)}
    looked_at = {key: set(bundled_agenda(key).get("follows", {""})) for key in bundled()}
    fitting = [key for key, kinds in looked_at.items() if kinds <= run - {""}]
    return max(fitting, key=lambda key: len(looked_at[key]))


def start_workshop(
    library: Library,
    title: str,
    *,
    template: str | int = USUAL,
    client: str = "",
    facilitator: str = "",
    place: str = "",
    held_on: date | None = None,
    follow_up: date | None = None,
    people_of: int | None = None,
    recognised: bool = False,
) -> Done[int]:
    """A new workshop with the agenda of a template; the value is its id.

    With `people_of`, the people of that workshop are on its roster; `recognised`, each is known to be the same, which
    nobody is under a works agreement, and steps that look back do so at what was planned there. Raises NotFound for an
    unknown template, and Invalid where that workshop was not before this one.
    """
    with library.change(tr("New workshop")) as change:
        workshop_id = new_workshop(
            library,
            title,
            client=client,
            facilitator=facilitator,
            place=place,
            held_on=held_on,
            follow_up=follow_up,
        ).value
        if people_of is not None:
            come_again(library, people_of, workshop_id, recognised=recognised)
        if isinstance(template, int):
            _find_own(change.session, template)
            copy_agenda(library, template, workshop_id)
            copy_workshop_plan(change.session, template, workshop_id, people=False)
        else:
            _add_bundled(library, change.session, workshop_id, template)
        if people_of is not None and recognised:
            for step, each in exercise_steps(library, workshop_id):
                each.look_back(library, step.id)
    return change.done(workshop_id)


def bundled_agenda(key: str) -> dict[str, Any]:
    """The content of a bundled template, offered or not: `title`, `people`, `minutes`, `before`, `steps`.

    `minutes` is the sum of those of its steps, made for up to so many `people` at one station; `before` and each
    step's `guide` name pages of the facilitator's guide. An agenda that `follows` looks back at a workshop that ran
    these exercises, or at any where it names none. `sample` says what the sample has of before. Raises NotFound.
    """
    path = resource_named("agendas", key)
    if path is None:
        raise NotFound(tr("There is no agenda template “{key}”.", key=key), key=key)
    return read_as(_Agenda, path).model_dump(exclude_none=True)


def save_as_template(library: Library, workshop_id: int, title: str) -> Done[int]:
    """Keep a workshop's agenda and settings for new ones, without people and answers; the value is the template's key.

    Raises Invalid without a title.
    """
    with library.change(tr("Save as template")) as change:
        template_id = new_workshop(library, title).value
        change.session.add(AgendaTemplate(workshop_id=template_id))
        copy_agenda(library, workshop_id, template_id)
        copy_workshop_plan(change.session, workshop_id, template_id, people=False)
    return change.done(template_id)


def remove_template(library: Library, template_id: int) -> Done[None]:
    """Remove an own template; workshops that were begun with it stay. Raises NotFound for any other workshop."""
    with library.change(tr("Remove template"), Change(Topic.WORKSHOPS)) as change:
        _find_own(change.session, template_id)
        change.session.delete(find_workshop(change.session, template_id))
    return change.done(None)


def _find_own(session: Session, template_id: int) -> None:
    if session.get(AgendaTemplate, template_id) is None:
        raise NotFound(tr("This template is no longer there."), id=template_id)


def _add_bundled(library: Library, session: Session, workshop_id: int, key: str) -> None:
    content = bundled_agenda(key)
    choose_page_before(session, workshop_id, content["before"])
    for step in content["steps"]:
        texts = {"title": step["title"], "minutes": step["minutes"], "notes": step.get("notes", "")}
        if "exercise" in step:
            step_id = add_exercise(library, workshop_id, step["exercise"], options=step.get("options"), **texts).value
        else:
            step_id = add_step(library, workshop_id, kind=StepKind(step["kind"]), **texts).value
        if "guide" in step:
            choose_page(session, step_id, step["guide"])
        if "way" in step:
            choose_answer_mode(session, step_id, step["way"])
