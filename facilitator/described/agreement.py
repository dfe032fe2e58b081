"""What a described exercise keeps of people, as its questions say, and what a works agreement rules out of these."""

from collections.abc import Iterator

from sqlmodel import Session

from facilitator.described.promises import ACTION
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.counted import floor_of
from facilitator.questionnaires.model import Questionnaire, Text, names_somebody
from facilitator.questionnaires.setup import get_setup, read_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library


@supplies(Exercise.against_agreement)
def against_agreement(folder: Exercise, session: Session, step_id: int) -> str:
    """Questions that ask for people by name: under an agreement nobody names anybody."""
    asked = read_setup(session, step_id).questionnaire
    named = next((each for each in asked.by_key.values() if names_somebody(each) and not each.hidden), None)
    if named is None:
        return ""
    return tr(
        "“{question}” asks for people by name, and a works agreement rules that out: hide the question first.",
        question=named.head,
    )


@supplies(Exercise.data_kept)
def data_kept(folder: Exercise, library: Library, step_id: int) -> DataKept:
    """Answers, by whose name stands beside them; and what of them others see."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    what = {
        "signed": tr("What you answer to “{title}”, with your name.", title=asked.title),
        "initials": tr("What you answer to “{title}”; for the facilitator with your name.", title=asked.title),
        "anonymous": tr("What you answer to “{title}”, without whose it is.", title=asked.title),
    }[asked.names]
    shown = [each for each in asked.by_key.values() if not each.hidden]
    delicate = [each.head for each in shown if each.privacy == "sensitive"]
    if delicate:
        said = tr("Some of it could harm you if it got about: {questions}.", questions="; ".join(delicate))
        what = f"{what} {said}"
    seen = " ".join(_seen(asked, floor_of(library, setup.workshop_id)))
    return DataKept(
        what,
        seen,
        others=any(isinstance(each, Text) and each.names_people for each in shown),
        nobodys=asked.anonymous,
    )


def _seen(asked: Questionnaire, floor: int) -> Iterator[str]:
    shown = [each for each in asked.by_key.values() if not each.hidden]
    if asked.anonymous:
        yield tr("“{title}”: the room, and whoever gets the summary, how often each answer was given, none of fewer "
                 "than {floor} people.", title=asked.title, floor=floor)  # fmt: skip
    else:
        yield tr("“{title}”: you and the facilitator your answers; the room, and whoever gets the summary, how often "
                 "each was given, none of fewer than {floor} people.", title=asked.title, floor=floor)  # fmt: skip
    to_room = [tr("“{title}”", title=each.head) for each in shown if isinstance(each, Text) and each.to_room]
    if to_room:
        yield tr("They read what you write to {questions} too, without your name.", questions=", ".join(to_room))
    if any(each.role == ACTION for each in shown) and not asked.anonymous:
        yield tr("What you promise may become an action, which the room reads with the name of whoever does it.")
