"""What a step has been answered, in numbers. It holds no name and no words that somebody wrote."""

from statistics import fmean
from typing import Any

from facilitator.questionnaires import model
from facilitator.questionnaires.counted import CountedRoom, counts, read_room
from facilitator.questionnaires.model import Question
from facilitator.questionnaires.reading import responses
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


def measured(library: Library, step_id: int, round_: int | None = None) -> dict[str, Any]:
    """A step's counts as JSON values: of everything that was sent in a round, the present one unless another is asked.

    A share is of the people who have answered the question, a mean of its answers; both are None without any. Where
    answers are anonymous and still collected, no question has been answered yet.
    """
    room = read_room(library, step_id, round_)
    setup = room.setup
    drafts = [each for each in responses(library, step_id, round_) if not each.sent]
    return {
        "title": get_step(library, step_id).title,
        "names": setup.questionnaire.names,
        "together": setup.questionnaire.together,
        "version": setup.version,
        "round": setup.round,
        "is_open": setup.is_open,
        "people": room.roster,
        "sent": room.people,
        "drafts": len(drafts),
        "questions": [_question(room, each) for each in room.questionnaire.by_key.values() if not each.hidden],
    }


def _question(room: CountedRoom, question: Question) -> dict[str, Any]:
    given = [each for _, each in room.given]
    values = [answer.value for each in given for answer in each if answer.question == question.key]
    answered = [value for value in values if not value.missing]
    found: dict[str, Any] = {
        "key": question.key,
        "question": question.head,
        "kind": getattr(question, "kind", ""),
        "people": sum(any(answer.question == question.key for answer in each) for each in given),
        "answers": len(answered),
        "declined": sum(value.missing == "declined" for value in values),
    }
    counted = counts(room.questionnaire, given, question)
    if counted:
        total = sum(count for *_, count in counted)
        found["options"] = [
            {"key": key, "label": label, "count": count, "share": count / total if total else None}
            for key, label, count in counted
        ]
    if isinstance(question, model.Scale | model.Number):
        numbers = [value.number for value in answered if value.number is not None]
        found["mean"] = fmean(numbers) if numbers else None
    return found
