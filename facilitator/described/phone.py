"""On somebody's phone: the pages of a questionnaire, drawn from the same description as at the station."""

from functools import partial

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.html_parts import HtmlPage, Sent
from facilitator.questionnaires.flow import Flow
from facilitator.questionnaires.html import UNHEARD, page_of
from facilitator.questionnaires.model import Text
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library


@supplies(Exercise.phone_page)
def phone_page(
    folder: Exercise, library: Library, step_id: int, participant_id: int, at: str, sent: Sent | None
) -> HtmlPage | None:
    """The page on the way through what is asked."""
    check, words = partial(folder.check, library, step_id), folder.presentation(library, step_id)
    flow = Flow(library, step_id, participant_id, check=check, words=words, changes=UNHEARD, translates=True)
    return page_of(flow, at, sent)


@supplies(Exercise.answers_by_phone)
def answers_by_phone(folder: Exercise, library: Library, step_id: int) -> bool:
    """Every questionnaire can be, but for one that asks for names of people outside of the room: these stay there."""
    asked = get_setup(library, step_id).questionnaire
    return not any(isinstance(each, Text) and each.names_people for each in asked.questions)
