"""The screens of the personal network exercise."""

from collections.abc import Iterator, Sequence
from random import Random

from PySide6.QtWidgets import QWidget

from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.exercises.contract import ProjectorView, ResultsPage, StationFlow, ViewInfo
from ui.hands import Hands
from ui.history import History


class NetworkUi:
    """See `ui.exercises.contract.ExerciseUi`. Screens are imported when they are first needed."""

    kind = "network"

    def views(self) -> Sequence[ViewInfo]:
        """The live overlay first, then groups, before and after, and the room as a network."""
        from ui.exercises.network.network_views import network_views
        from ui.exercises.network.projector_views import views

        return (*views(), *network_views())

    def projector_view(self, key: str, library: Library, step_id: int) -> ProjectorView:
        """Make the view of this key."""
        from ui.exercises.network.network_views import make_view
        from ui.exercises.network.projector_views import OverlayView

        return make_view(key, library, step_id) or OverlayView(library, step_id)

    def prompt(self, library: Library, step_id: int) -> tuple[str, Sequence[str]]:
        """Whom to think of, and what to do at the station."""
        setup = get_setup(library, step_id)
        asked = tr(
            "Think of the {fewest} to {most} people you turn to for advice or to solve a problem.",
            fewest=setup.fewest,
            most=setup.most,
        )
        lines = [tr("List them on paper; initials are enough."), tr("At the station, pick your name.")]
        if setup.offers_tally and not setup.offers_contact:
            lines.append(tr("Count them for each question; the names stay on your paper."))
        else:
            lines.append(tr("Answer a few questions about each of them, then see your shape."))
        return asked, lines

    def station_flow(self, library: Library, step_id: int, participant_id: int) -> StationFlow:
        """The participant's way through the exercise."""
        from ui.exercises.network.station import NetworkStationFlow

        return NetworkStationFlow(library, step_id, participant_id)

    def results_page(self, library: Library, step_id: int, history: History) -> ResultsPage:
        """The live spider with the numbers behind it, and the room as one network."""
        from ui.exercises.network.results_pages import NetworkResultsPages

        return NetworkResultsPages(library, step_id, history)

    def answers_dialog(
        self, library: Library, step_id: int, participant_id: int, history: History, parent: QWidget
    ) -> QWidget:
        """One participant's answers, to be corrected."""
        from ui.exercises.network.answers_dialog import AnswersDialog

        return AnswersDialog(library, step_id, participant_id, history, parent)

    def paper_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """Sheets from paper, typed in one after the other."""
        from ui.exercises.network.rapid.window import RapidEntry

        return RapidEntry(library, step_id, history, parent)

    def settings_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """The questions and what the station offers."""
        from ui.exercises.network.settings import SettingsDialog

        return SettingsDialog(library, step_id, history, parent)

    def method_dialog(self, parent: QWidget) -> QWidget:
        """Every measure in a sentence, and for researchers with its formula and source."""
        from ui.exercises.network.method_dialog import MethodDialog

        return MethodDialog(parent)

    def rehearse(
        self, hands: Hands, library: Library, step_id: int, participant_id: int, random: Random
    ) -> Iterator[str]:
        """Type a simulated network at the station."""
        from ui.exercises.network.rehearsing import rehearse

        return rehearse(hands, library, step_id, participant_id, random)


EXERCISE_UI = NetworkUi()
"""What the registry hands out."""
