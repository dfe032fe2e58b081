"""Answers that are promises: texts whose question has the role "action".

Questions with the roles "owner", "due" and "sign" say whose it is, until when, and what will be seen. They are about
the promise, or about nothing: then they go for all promises of the response. Where a question with the role "chosen" is
about it, it is one only if the option "yes" was chosen.
"""

from collections.abc import Iterator, Sequence

from facilitator.actions.actions import Promise, Source, Wording
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Answer
from facilitator.questionnaires.answers import Response, responses
from facilitator.questionnaires.model import Questionnaire, Value
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library

ACTION, OWNER, DUE, SIGN, CHOSEN = "action", "owner", "due", "sign", "chosen"
YES = "yes"


@supplies(Exercise.promises)
def promises(folder: Exercise, library: Library, step_id: int) -> Sequence[Promise]:
    """Those of the present round that were sent; of anonymous answers there are none."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    if asked.anonymous or all(each.role != ACTION for each in asked.questions):
        return ()
    return [
        Promise(wording, Source(step_id, f"answer {answer}"))
        for each in responses(library, step_id)
        if each.sent
        for answer, wording in _of_response(asked, each)
    ]


def _of_response(asked: Questionnaire, response: Response) -> Iterator[tuple[int, Wording]]:
    alone = response.members[0] if len(response.members) == 1 and asked.together == "alone" else None
    for question in asked.by_key.values():
        for answer in response.given.of(question.key) if question.role == ACTION else ():
            if answer.value.word and _is_chosen(asked, response, answer):
                owner, due, sign = (_beside(asked, response, answer, role) for role in (OWNER, DUE, SIGN))
                # Most are half a sentence, which the question's label makes a whole one.
                what = tr("{question}: {words}", question=question.head, words=answer.value.word)
                yield answer.id, Wording(what, owner.person or alone, due=due.day, sign=sign.word or "")


def _is_chosen(asked: Questionnaire, response: Response, promise: Answer) -> bool:
    asks = [each for each in asked.by_key.values() if each.role == CHOSEN and each.about == promise.question]
    return all(response.given.options(each.key, promise.id) == (YES,) for each in asks)


def _beside(asked: Questionnaire, response: Response, promise: Answer, role: str) -> Value:
    """The answer that goes with a promise, the nearer one first; an empty one where there is none."""
    for question in sorted(asked.by_key.values(), key=lambda each: each.about is None):
        if question.role == role and question.about in (promise.question, None):
            values = response.given.values(question.key, promise.id if question.about else None)
            if values:
                return values[0]
    return Value()
