"""The screens of the Three Question Card."""

from collections.abc import Iterator, Sequence
from random import Random

from PySide6.QtWidgets import QWidget

from facilitator.exercises.three_questions.setup import get_setup
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.exercises.contract import ProjectorView, ResultsPage, StationFlow, ViewInfo
from ui.hands import Hands
from ui.history import History


class ThreeQuestionsUi:
    """See `ui.exercises.contract.ExerciseUi`. Screens are imported when they are first needed."""

    kind = "three_questions"

    def views(self) -> Sequence[ViewInfo]:
        """The wall first, then themes, votes and actions."""
        from ui.exercises.three_questions.projector_views import views

        return views()

    def projector_view(self, key: str, library: Library, step_id: int) -> ProjectorView:
        """Make the view of this key."""
        from ui.exercises.three_questions.projector_views import CardsView

        return CardsView(key, library, step_id)

    def opening_view(self, library: Library, step_id: int) -> str:
        """What the last reflection promised, if there was one."""
        from ui.exercises.three_questions.projector_views import opening_view

        return opening_view(library, step_id)

    def prompt(self, library: Library, step_id: int) -> tuple[str, Sequence[str]]:
        """The three questions, and who will see the answers."""
        setup = get_setup(library, step_id)
        asked = {
            "signed": tr("Three questions, a sentence or two each. Your name will stand on your cards."),
            "initials": tr("Three questions, a sentence or two each. Your initials will stand on your cards."),
            "anonymous": tr("Three questions, a sentence or two each. No name is on your cards."),
        }[setup.names]
        return asked, [prompt.question for prompt in setup.prompts]

    def station_flow(self, library: Library, step_id: int, participant_id: int) -> StationFlow:
        """The participant's way through the card, or their dots while the room votes."""
        from ui.exercises.three_questions.station import CardStationFlow

        return CardStationFlow(library, step_id, participant_id)

    def results_page(self, library: Library, step_id: int, history: History) -> ResultsPage:
        """Phases, cards, themes and votes."""
        from ui.exercises.three_questions.results import CardResults

        return CardResults(library, step_id, history)

    def answers_dialog(
        self, library: Library, step_id: int, participant_id: int, history: History, parent: QWidget
    ) -> QWidget:
        """One participant's cards, to be corrected; says so where nobody can tell whose they are."""
        from ui.exercises.three_questions.answers_dialog import AnswersDialog

        return AnswersDialog(library, step_id, participant_id, history, parent)

    def settings_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """The questions, whose names stand on the cards, and the dots."""
        from ui.exercises.three_questions.settings import SettingsDialog

        return SettingsDialog(library, step_id, history, parent)

    def method_dialog(self, parent: QWidget) -> QWidget:
        """How cards are collected, gathered and voted on, and what anonymous means here."""
        from ui.exercises.three_questions.method_dialog import MethodDialog

        return MethodDialog(parent)

    def rehearse(
        self, hands: Hands, library: Library, step_id: int, participant_id: int, random: Random
    ) -> Iterator[str]:
        """Type a simulated card at the station."""
        from ui.exercises.three_questions.rehearsing import rehearse

        return rehearse(hands, library, step_id, participant_id, random)


EXERCISE_UI = ThreeQuestionsUi()
"""What the registry hands out."""
