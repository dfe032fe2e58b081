"""A simulated participant at the station, who types what the description lets them, and looks at what is kept."""

from collections.abc import Iterator
from random import Random

from PySide6.QtWidgets import QLineEdit

from facilitator.described.simulation import samples
from facilitator.exercises.folder import supplies
from facilitator.questionnaires import model
from facilitator.questionnaires.answers import Who, has_sent, read_given
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.simulation import simulated
from facilitator.storage.library import Library
from ui.exercises.contract import Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.hands import Hands
from ui.pages.fields import ChoiceField, FieldWidget, LinesField, TextField
from ui.pages.page import QuestionsPage
from ui.pages.way import FlowView

_MOST_PAGES = 400


@supplies(ExerciseUi.rehearse)
def rehearse(
    folder: ExerciseUi, hands: Hands, library: Library, step_id: int, participant_id: int, random: Random
) -> Iterator[str]:
    """Play a participant from the notice to the sending, yielding each page; see `ExerciseUi.rehearse`."""
    typed: dict[Place, list[Value]] = {}
    who = Who(step_id, participant_id)
    for _ in range(_MOST_PAGES):
        view = _view(hands)
        key = view.flow.at
        if key in (NOTICE, PARTNERS):
            yield key.strip("_")
            hands.type("\n")
            continue
        if key == READ_OVER:
            yield "read over"
            break
        page = view.page
        yield f"page {key}"
        if not isinstance(page, QuestionsPage):
            raise Mismatch("the station shows another page than the way has")
        for place, field in page.fields.items():
            field.take_keyboard()
            values = simulated(field.view, random, samples(folder.kind))
            typed[place] = [] if _cannot_be_typed(field) else values
            _type(hands, field, typed[place])
        if view.flow.at == key:
            hands.type("\n")
        if view.flow.at == key:
            raise Mismatch("the station does not leave a page that is answered")
    if has_sent(library, who):
        raise Mismatch("answers were sent before anybody had pressed Send")
    given = read_given(library, who)
    for place, values in typed.items():
        if sorted(map(str, given.values(*place))) != sorted(map(str, values)):
            raise Mismatch("the answers in the library are not those that were typed")
    hands.type("\n")
    if not has_sent(library, who):
        raise Mismatch("the answers were sent, and the library does not say so")


def _view(hands: Hands) -> FlowView:
    found = [view for view in hands.window.findChildren(FlowView) if view.isVisible()]
    if not found:
        raise Mismatch("the station shows no pages")
    return found[-1]


def _cannot_be_typed(field: FieldWidget) -> bool:
    """Teams get their ids as they are named, so what comes back is another value."""
    return isinstance(field.view.question, model.Someone)


def _type(hands: Hands, field: FieldWidget, values: list[Value]) -> None:
    if isinstance(field, ChoiceField):
        for value in values:
            if isinstance(field.view.question, model.Consent):
                hands.type("1" if value.day is not None else "2")
            else:
                hands.type(field.key_of(value))
    elif isinstance(field, TextField):
        several = isinstance(field.view.question, model.Text) and field.view.question.entries > 1
        hands.type("".join(f"{value.word}\n" if several else f"{value.word}" for value in values))
        field.keep()
    elif isinstance(field, LinesField):
        for line, value in zip(field.findChildren(QLineEdit), values, strict=False):
            line.setFocus()
            hands.type(f"{value.day:%d.%m.%Y}" if value.day is not None else f"{value.number:g}")
        field.keep()
