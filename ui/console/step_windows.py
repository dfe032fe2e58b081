"""Windows that open over the console: those an exercise brings along for its step, mail, worksheets."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from facilitator.exercises.steps import kind_of
from facilitator.workshop.tables import AgendaStep
from ui.bridge import LibraryBridge
from ui.console.export import export_dialog
from ui.console.pictures import pictures_dialog
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.history import History


class StepWindows:
    """Opens them over one window, for whatever step is looked at."""

    def __init__(self, bridge: LibraryBridge, history: History, window: QWidget) -> None:
        self._bridge, self._library = bridge, bridge.library
        self._history = history
        self._window = window

    def takes_paper(self, step: AgendaStep | None) -> bool:
        """Whether paper sheets of this step can be typed in."""
        return self._screens(step).has(ExerciseUi.paper_dialog)

    def has_settings(self, step: AgendaStep | None) -> bool:
        """Whether the exercise of this step can be set up."""
        return self._screens(step).has(ExerciseUi.settings_dialog)

    def settings(self, step: AgendaStep | None) -> None:
        """How the exercise is set up."""
        if step is not None and self.has_settings(step):
            self._screens(step).settings_dialog(self._library, step.id, self._history, self._window).show()

    def paper(self, step: AgendaStep | None) -> None:
        """Type in what was filled in on paper."""
        if step is not None and self.takes_paper(step):
            self._screens(step).paper_dialog(self._bridge, step.id, self._history, self._window).show()

    def _screens(self, step: AgendaStep | None) -> ExerciseUi:
        return exercise_ui("" if step is None else kind_of(self._library, step))

    def handlers(self, workshop_id: int) -> dict[str, Callable[[], object]]:
        """What opens the windows for paper and post, by the names of the actions."""
        return {
            "pictures": lambda: pictures_dialog(self._window, self._bridge, workshop_id),
            "documents": lambda: self._documents(workshop_id),
            "mail": lambda: self._mail(workshop_id, worksheets=False),
            "letters": lambda: self._letters(workshop_id),
            "mail_worksheets": lambda: self._mail(workshop_id, worksheets=True),
            "posters": lambda: self._posters(workshop_id),
            "worksheets": lambda: self._worksheets(workshop_id),
            "returned": lambda: self._returned(workshop_id),
            "hand_over": lambda: self._hand_over(workshop_id),
            "make_station": lambda: self._make_station(workshop_id),
            "hand_back": lambda: self._hand_back(workshop_id),
            "bring_back": self._bring_back,
        }

    def _documents(self, workshop_id: int) -> None:
        from ui.reports.dialog import documents_dialog

        def export(over: QWidget) -> None:
            export_dialog(over, self._library, workshop_id)

        documents_dialog(self._window, self._bridge, workshop_id, export)

    def _mail(self, workshop_id: int, *, worksheets: bool) -> None:
        # Imported here, as below: only these windows pay for the PDF library.
        from facilitator.post.tables import Parcel
        from ui.post.dialog import mail_dialog

        parcel = Parcel.WORKSHEET if worksheets else Parcel.HANDOUT
        mail_dialog(self._window, self._bridge, workshop_id, parcel)

    def _letters(self, workshop_id: int) -> None:
        from ui.post.letters_dialog import letters_dialog

        letters_dialog(self._window, self._bridge, self._history, workshop_id)

    def _posters(self, workshop_id: int) -> None:
        from ui.worksheets.posters import posters_form

        posters_form(self._window, self._library, workshop_id)

    def _worksheets(self, workshop_id: int) -> None:
        from ui.worksheets.form import worksheets_form

        worksheets_form(self._window, self._library, workshop_id)

    def _returned(self, workshop_id: int) -> None:
        from ui.importing.paper_pictures import type_in_from
        from ui.worksheets.returned import choose_returned

        choose_returned(
            self._window,
            self._library,
            self._history,
            workshop_id,
            lambda paths: type_in_from(self._window, self._bridge, self._history, workshop_id, paths),
        )

    def _hand_over(self, workshop_id: int) -> None:
        from ui.handing_over import hand_over_form

        hand_over_form(self._window, self._library, workshop_id)

    def _make_station(self, workshop_id: int) -> None:
        from ui.station_files import make_station_form

        make_station_form(self._window, self._library, workshop_id)

    def _hand_back(self, workshop_id: int) -> None:
        from ui.station_files import hand_back_form

        hand_back_form(self._window, self._library, workshop_id)

    def _bring_back(self) -> None:
        from ui.station_files import choose_brought

        choose_brought(self._window, self._library, self._history)

    def explain(self, looked_at: AgendaStep | None, agenda: Sequence[AgendaStep]) -> None:
        """How the numbers are made of the exercise that is looked at, or else of the first one on the agenda."""
        screens = (self._screens(step) for step in (looked_at, *agenda))
        explaining = next((each for each in screens if each.has(ExerciseUi.method_dialog)), None)
        if explaining is not None:
            explaining.method_dialog(self._window).show()
