"""What the answers to a questionnaire keep of people, for the notice."""

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise, Kept
from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.counted import read_room
from facilitator.storage.library import Library


@supplies(Exercise.data_kept)
def data_kept(folder: Exercise, library: Library, step_id: int) -> Kept:
    """Answers, by what is said of names, and that the room sees them counted."""
    room = read_room(library, step_id)
    asked, title = room.questionnaire, room.questionnaire.title
    what = {
        "signed": tr("Your answers to “{title}”, with your name.", title=title),
        "initials": tr("Your answers to “{title}”, with your name; the room sees initials.", title=title),
        "anonymous": tr("Your answers to “{title}”, without whose they are.", title=title),
    }[asked.names]
    counted = tr("The room and the summary: how often what was answered, from {floor} people on.", floor=room.floor)
    seen = {
        "signed": tr("Your answers to “{title}”: you and the facilitator.", title=title),
        "initials": tr("Your answers to “{title}”: you and the facilitator.", title=title),
        "anonymous": tr("Your answers to “{title}”: nobody sees whose they are.", title=title),
    }[asked.names]
    others = any(isinstance(each, model.Text) and each.names_people for each in asked.questions)
    return Kept(what, f"{seen} {counted}", others=others, nobodys=asked.anonymous)
