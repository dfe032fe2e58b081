"""Its part of a whole workshop's JSON: everything, since the workshop goes on from it elsewhere.

With pseudonyms no thanks is in it: it is a sentence from one to another, and both know it again.
"""

from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import KINDS, read_thanks
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.questionnaires.setup import get_setup
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


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """What they answered, and the thanks to them of all rounds that their givers let them read."""
    found = written.of_person(exchange_document(library, step_id, {}, pseudonyms=None), participant_id)
    rounds = range(1, get_setup(library, step_id).round + 1)
    received = [
        {"round": round_, "from": each.giver, "to": each.to, "for": each.why, "result": each.result}
        for round_ in rounds
        for each in read_thanks(library, step_id, round_)
        if each.is_told and participant_id in each.to_people
    ]
    return {**found, "thanks": received} if received else found


def _is_of_thanks(question: str) -> bool:
    return question.partition("_")[0] in KINDS
