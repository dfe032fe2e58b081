"""Its part of a whole workshop's JSON: everything, since the workshop goes on from it elsewhere.

With pseudonyms no thanks is in it: it is a sentence from one to another, and both know it again.
"""

from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import KINDS
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.storage.library import Library


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """What the step asks and everything that was answered; with pseudonyms only who may be thanked before the room."""
    with library.read() as session:
        found = written.to_document(session, step_id, things, pseudonyms)
    if pseudonyms is None:
        return found
    for holder, key in ((found, "nobodys"), *((response, "answers") for response in found.get("responses", ()))):
        if key in holder:
            holder[key] = [each for each in holder[key] if not _is_of_thanks(each["question"])]
    return found


def _is_of_thanks(question: str) -> bool:
    return question.partition("_")[0] in KINDS
