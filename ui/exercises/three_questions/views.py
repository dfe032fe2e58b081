"""What the room sees of the Three Question Card."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.live_wall import FACE_DOWN, LiveWall
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Together, was_seen
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import Spoken
from ui.exercises.hooks import ExerciseUi
from ui.exercises.three_questions.boards import is_face_down
from ui.exercises.three_questions.projector_views import CardsView, opening_view, views

__all__ = ["opening_view", "projector_view", "prompt", "views"]

projector_view = implements(ExerciseUi.projector_view)(CardsView)


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """The three questions, and who will see the answers."""
    setup = get_setup(library, step_id)
    asked = {
        "signed": tr("Three questions, a sentence or two each. Your name will stand on your cards."),
        "initials": tr("Three questions, a sentence or two each. Your initials will stand on your cards."),
        "anonymous": tr("Three questions, a sentence or two each. No name is on your cards."),
    }[setup.names]
    return Spoken(asked, [prompt.question for prompt in setup.prompts])


@implements(ExerciseUi.held_back)
def held_back(bridge: LibraryBridge, step_id: int) -> Sequence[Together]:
    """The cards, while they lie face down before the room."""
    live = bridge.models.of(LiveWall, step_id)
    is_down = was_seen(bridge.library, step_id, FACE_DOWN) and is_face_down(live.wall, face_up=False)
    return [live] if is_down else []
