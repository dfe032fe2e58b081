"""What the windows may ask the screens of an exercise: all hooks, each with what happens where a folder has none.

`step_id` names the agenda step that runs the exercise. The modules are imported at the first use of their hooks. How
hooks are declared and implemented is told in `facilitator.exercises.folder`.
"""

from collections.abc import Iterator, Sequence
from random import Random

from PySide6.QtWidgets import QWidget

from facilitator.errors import NotFound
from facilitator.exercises.folder import Folder, hook
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Together
from facilitator.questionnaires.flow import Flow, PageView
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import AskedPage, ProjectorView, ResultsPage, Spoken, StationFlow, ViewInfo
from ui.history import History
from ui.simulated_user import SimulatedUser


class ExerciseUi(Folder):
    """The screens of one exercise."""

    HOME = "ui.exercises"
    DESCRIBED = "ui.pages"

    # views.py

    @hook("views")
    def views(self) -> Sequence[ViewInfo]:
        """Return what can be shown on the projector, the usual one first."""
        return ()

    @hook("views")
    def views_of(self, library: Library, step_id: int) -> Sequence[ViewInfo]:
        """Return the same for one step; by default every step has those of the exercise."""
        return self.views()

    @hook("views")
    def projector_view(self, key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
        """Make one of `views`."""
        return ProjectorView()

    @hook("views")
    def opening_view(self, library: Library, step_id: int) -> str:
        """Return the key of the view the room sees when the step begins; "" for what to do."""
        return ""

    @hook("views")
    def prompt(self, library: Library, step_id: int) -> Spoken:
        """Return what the projector's prompt says below the title."""
        return Spoken()

    @hook("views")
    def held_back(self, bridge: LibraryBridge, step_id: int) -> Sequence[Together]:
        """Return what keeps new answers from the room, of all that it has been shown of a step; by default nothing."""
        return ()

    # station.py

    @hook("station")
    def station_flow(self, bridge: LibraryBridge, step_id: int, participant_id: int) -> StationFlow:
        """Make the participant's way through the exercise. By default raises NotFound: there is none."""
        raise NotFound(tr("Nobody answers anything in this step."))

    # asked_pages.py: a page of a questionnaire that is shown in another way than its questions below each other

    @hook("asked_pages")
    def asked_page(self, bridge: LibraryBridge, step_id: int, flow: Flow, view: PageView) -> AskedPage | None:
        """Make what stands in the place of a page, or return None where that is drawn from the description.

        It is asked wherever pages are shown: at the station, in a correction, and where paper is typed in.
        """
        return None

    # results_page.py

    @hook("results_page")
    def results_page(self, bridge: LibraryBridge, step_id: int, history: History) -> ResultsPage:
        """Make the exercise's part of the console, empty by default; what is done there can be undone."""
        return ResultsPage()

    # answers_dialog.py

    @hook("answers_dialog")
    def answers_dialog(
        self, bridge: LibraryBridge, step_id: int, participant_id: int, history: History, parent: QWidget
    ) -> QWidget:
        """Make a window in which the facilitator corrects one participant's answers; each correction can be undone.

        By default raises NotFound.
        """
        raise NotFound(tr("Nobody answers anything in this step."))

    # paper.py

    @hook("paper")
    def paper_dialog(self, bridge: LibraryBridge, step_id: int, history: History, parent: QWidget) -> QWidget:
        """Make a window in which the facilitator types in sheets, one after the other; all can be undone.

        By default raises NotFound: answers do not come in on paper.
        """
        raise NotFound(tr("Nobody answers this step on paper."))

    # settings.py

    @hook("settings")
    def settings_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """Make a window in which the facilitator sets the exercise up. By default raises NotFound: nothing is."""
        raise NotFound(tr("There is nothing to be set in this step."))

    # method_dialog.py

    @hook("method_dialog")
    def method_dialog(self, parent: QWidget) -> QWidget:
        """Make a window that explains how the exercise's numbers are made. By default raises NotFound: it has none."""
        raise NotFound(tr("There are no numbers in this step."))

    # rehearsing.py

    @hook("rehearsing")
    def rehearse(
        self, user: SimulatedUser, library: Library, step_id: int, participant_id: int, random: Random
    ) -> Iterator[str]:
        """Play a simulated participant through `station_flow`, yielding the name of each page reached.

        Raises Mismatch when the library holds anything else than what was typed.
        """
        return iter(())

    @hook("rehearsing")
    def rehearse_results(self, user: SimulatedUser, library: Library, step_id: int) -> Iterator[str]:
        """Play what the facilitator does on the results page once everybody has answered; by default nothing.

        Yields the name of each picture to take of the window in front, or "" while something is waited for. Raises
        Mismatch as `rehearse` does.
        """
        return iter(())
