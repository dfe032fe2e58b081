"""A simulated participant at the station, who types what the description lets them, and looks at what is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from PySide6.QtWidgets import QLineEdit

from facilitator.exercises.folder import supplies
from facilitator.exercises.registry import exercise
from facilitator.questionnaires import model
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.questionnaires.simulation import Samples, of_one, simulated
from facilitator.storage.library import Library
from ui.exercises.contract import Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.pages.fields import ChoiceField, FieldWidget, LinesField, TextField, choices_of, keys_of, written
from ui.pages.flow_view import FlowView
from ui.pages.grid import GridPage
from ui.pages.page import QuestionsPage
from ui.pages.page_base import FlowPage
from ui.simulated_user import SimulatedUser

_MOST_PAGES, _MOST_LINES = 400, 12


@supplies(ExerciseUi.rehearse)
def rehearse(
    folder: ExerciseUi, user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random
) -> Iterator[str]:
    """Play a participant from the notice to the sending, yielding each page; see `ExerciseUi.rehearse`."""
    typed: dict[Place, list[Value]] = {}
    who = Who(step_id, participant_id)
    samples = exercise(folder.kind).samples(library, step_id)
    for _ in range(_MOST_PAGES):
        view = _view(user)
        key = view.flow.at
        if key in (NOTICE, PARTNERS):
            yield key.strip("_")
            if key == PARTNERS:
                # By itself, since Enter would choose whoever has the focus: everybody in the rehearsal answers alone.
                user.click("pages-next")
            else:
                user.type("\n")
            continue
        if key == READ_OVER:
            yield "read over"
            break
        yield f"page {key}"
        content = of_one(samples, participant_id, view.flow.setup.round)
        if isinstance(view.page, GridPage):
            _fill(user, view.page, random, content, typed)
        while (field := _open(view.page, typed)) is not None:
            field.take_keyboard()
            values = simulated(field.view, random, content, total=_total(view, field))
            place = Place(field.view.question.key, field.view.about)
            typed[place] = values
            _type(user, field, values)
        if isinstance(view.page, QuestionsPage):
            list(view.page.fields.values())[-1].take_keyboard()
        for _line in range(_MOST_LINES):
            if view.flow.at == key:
                user.type("\n")
        if view.flow.at == key:
            raise Mismatch("the station does not leave a page that is answered")
    if has_sent(library, who):
        raise Mismatch("answers were sent before anybody had pressed Send")
    given = read_given(library, who)
    for place, values in typed.items():
        question = view.flow.setup.questionnaire.by_key[place.question]
        teams = isinstance(question, model.Someone) and question.whom == "team"
        if not teams and Counter(given.values(*place)) != Counter(values):
            raise Mismatch(f"the answers to “{place.question}” in the library are not those that were typed")
    user.type("\n")
    if not has_sent(library, who):
        raise Mismatch("the answers were sent, and the library does not say so")


def _view(user: SimulatedUser) -> FlowView:
    found = [view for view in user.window.findChildren(FlowView) if view.isVisible()]
    if not found:
        raise Mismatch("the station shows no pages")
    return found[-1]


def _open(page: FlowPage | None, typed: Mapping[Place, list[Value]]) -> FieldWidget | None:
    """The first question of a page that nothing was typed for yet: an answer may have brought it there."""
    fields = page.fields if isinstance(page, QuestionsPage) else {}
    return next((field for place, field in fields.items() if place not in typed), None)


def _total(view: FlowView, field: FieldWidget) -> int | None:
    """What counts must add up to."""
    question = field.view.question
    values = view.flow.given.values(getattr(question, "total", None) or "", field.view.about)
    return int(values[0].number) if values and values[0].number is not None else None


def _fill(
    user: SimulatedUser, page: GridPage, random: Random, content: Samples, typed: dict[Place, list[Value]]
) -> None:
    for cell, view in list(page.places.items()):
        values = simulated(view, random, content)
        page.table.setFocus()
        page.table.setCurrentCell(*cell)
        typed[Place(view.question.key, view.about)] = values
        for value in values:
            choices = [choice.value for choice in choices_of(view)]
            if value in choices:
                user.type(keys_of(view)[choices.index(value)].lower())
            else:
                user.type(f"{value.word or written(value)}\n")


def _type(user: SimulatedUser, field: FieldWidget, values: list[Value]) -> None:
    if isinstance(field, ChoiceField):
        for value in values:
            if isinstance(field.view.question, model.Consent):
                user.type("1" if value.day is not None else "2")
            else:
                user.type(field.key_of(value))
    elif isinstance(field, TextField):
        several = isinstance(field.view.question, model.Text) and field.view.question.entries > 1
        user.type("".join(f"{value.word}\n" if several else f"{value.word}" for value in values))
        field.keep()
    elif isinstance(field, LinesField):
        for line, value in zip(field.findChildren(QLineEdit), values, strict=False):
            line.setFocus()
            user.type(f"{value.day:%d.%m.%Y}" if value.day is not None else f"{value.number:g}")
        field.keep()
