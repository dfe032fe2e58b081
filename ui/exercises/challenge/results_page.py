"""The challenge on the console: the room's plan, what is to be done next, and what became of the cards."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel

from facilitator.exercises.challenge.plans import begin_days, earlier_plans, take_over
from facilitator.exercises.challenge.setup import PERSON, Settings, get_settings
from facilitator.exercises.challenge.setup import in_words as settings_in_words
from facilitator.exercises.folder import implements
from facilitator.i18n import long_day, tr
from facilitator.questionnaires.counted import read_room
from facilitator.storage.library import Done
from facilitator.workshop.agenda import get_step
from ui.bridge import LibraryBridge
from ui.dialogs import confirm, icon_button
from ui.exercises.beside_figures import FIGURES, BesideFigures
from ui.exercises.challenge.plan_table import PlanTable
from ui.exercises.challenge.views import CARD
from ui.exercises.hooks import ExerciseUi
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History

_KIND = "challenge"


class ChallengePage(BesideFigures):
    """The plan of the room, to be changed as people change theirs; then the figures of every such exercise."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__(_KIND, bridge, step_id, history)
        self._lacks_plans = False
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.said = QLabel()
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.said.hide()
        self.table = PlanTable(self._library, step_id, None, history.note)
        self.table.said.connect(self._say)
        self.begin = icon_button("challenge-begin", "flag", tr("Look back…"), self._ask_to_begin)
        self.begin.setToolTip(tr("Ask what became of it"))
        self.earlier = icon_button("challenge-earlier", "repeat", "", self._take_over)
        self.again = icon_button("challenge-again", "users", tr("People who come again…"), self._ask_who_came_before)
        self.another = icon_button("challenge-another", "repeat", tr("Another card"), self.table.replace)
        self.stage = icon_button("challenge-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        buttons = (self.begin, self.earlier, self.again, self.another)
        plan = self.page_of(self.says, self.table, self.said, left=buttons, right=self.stage)
        self.lay_out(tr("The room’s plan"), plan, "challenge")
        self.read()
        if get_settings(self._library, step_id).is_looking_back and not self._lacks_plans:
            self.tabs.setCurrentIndex(FIGURES)

    def read(self) -> None:
        """Show what the library holds now."""
        settings = get_settings(self._library, self._step_id)
        back = settings.is_looking_back
        may_take_over = back and not read_room(self._library, self._step_id).people
        self._found = earlier_plans(self._library, self._step_id) if may_take_over else []
        self.table.read()
        self.begin.setVisible(not back)
        self.another.setVisible(not back)
        self.earlier.setVisible(bool(self._found))
        self._lacks_plans = back and settings.plan_round == 0 and not self.table.plan.is_made
        self.again.setVisible(self._lacks_plans and may_take_over)
        if self._found:
            self.earlier.setText(tr("Look back at the plans of “{workshop}”", workshop=self._found[0].title))
        self.says.setText(" ".join(filter(None, (self._stand(settings), self._days(), self._whose(settings.whose)))))

    def _stand(self, settings: Settings) -> str:
        if self._lacks_plans:
            return self._lack()
        if settings.is_looking_back:
            return tr("The days are asked about: {plan}.", plan=settings_in_words(settings))
        return tr("Plans are made: {plan}.", plan=settings_in_words(settings))

    def _lack(self) -> str:
        """That nobody's plan is here yet, and how it comes."""
        if self._found:
            return tr("No plan is looked back at yet, so people are asked about days that nobody planned. Take those "
                      "of the last workshop.")  # fmt: skip
        return tr("No plan is looked back at yet, so people are asked about days that nobody planned. Say who was in "
                  "the last workshop, then take its plans; or import the table of plans.")  # fmt: skip

    def _days(self) -> str:
        dates = [day.date for day in self.table.plan.days if day.date is not None]
        if not dates:
            return tr("There are no dates yet: set the first day, or the day of the workshop.")
        return tr("From {first} to {last}.", first=long_day(dates[0]), last=long_day(dates[-1]))

    def _whose(self, whose: str) -> str:
        if whose == PERSON:
            return tr("Everybody has a plan of their own; this one is for the card that the room sees.")
        return tr("Everybody has this plan.")

    def _say(self, sentence: str, role: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence) and role == "warning")

    def _ask_to_begin(self) -> None:
        confirm(
            self,
            tr("Ask what became of the plans?"),
            tr(
                "All plans are kept as they are now, and nobody changes them any more. Station, sheets and tables ask "
                "what became of each day. Undo takes that back."
            ),
            tr("Ask it"),
            lambda: self._do(lambda: begin_days(self._library, self._step_id)),
        )

    def _ask_who_came_before(self) -> None:
        workshop = get_step(self._library, self._step_id).workshop_id
        RecognitionDialog(self._library, workshop, self._history, self).open()

    def _take_over(self) -> None:
        if self._found:
            self._do(lambda: take_over(self._library, self._step_id, self._found[0].step_id))

    def _show_the_room(self) -> None:
        self.stage_wanted.emit(CARD, {"day": str(self.table.place)})

    def _do(self, operation: Callable[[], Done[Any]]) -> None:
        self._history.attempt(self, operation)


results_page = implements(ExerciseUi.results_page)(ChallengePage)
