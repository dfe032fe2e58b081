"""What the card keeps of people."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.i18n import tr
from facilitator.storage.library import Library


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """Cards, by the way in which they are signed."""
    names = get_setup(library, step_id).names
    what = {
        "signed": tr("What you write on cards, with your name, and where you put your dots."),
        "initials": tr("What you write on cards, with your initials, and where you put your dots."),
        "anonymous": tr("What you write on cards, without whose it is, and where you put your dots."),
    }[names]
    seen = {
        "signed": tr("Your cards: the room with your name; the summary without it, unless the room agreed."),
        "initials": tr(
            "Your cards: the room with your initials, the facilitator with your name; the summary without either, "
            "unless the room agreed."
        ),
        "anonymous": tr("Your cards: the room and the summary, without any name; nobody sees whose a card is."),
    }[names]
    return DataKept(what, seen, nobodys=names == "anonymous")
