"""The console's window: brings agenda, step, room and bar together and turns what is pressed into operations.

It holds no facts of the workshop: after every committed change it reads again what the change was about. What the
room sees is on the stage; the console sets it and the projector follows.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QGuiApplication, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.clock import now
from facilitator.errors import NotFound
from facilitator.exercises.steps import kind_of, why_hidden
from facilitator.exercises.time_plan import time_plan
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import current_step, said_title, steps_of
from facilitator.workshop.pace import minutes_taken, pace
from facilitator.workshop.readiness import READY
from facilitator.workshop.runs import runs_of
from facilitator.workshop.station import is_station
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.workshops import get_workshop
from ui.actions.dialog import ActionsDialog
from ui.bridge import LibraryBridge
from ui.clock_watch import ClockWatch
from ui.console.actions import SEPARATOR, fill_menu_bar, make_actions
from ui.console.activity import activity_log
from ui.console.agenda import AgendaPanel
from ui.console.agenda_actions import AgendaActions
from ui.console.around import show_around
from ui.console.bar import Bar
from ui.console.countdown import CountDown
from ui.console.export import export_dialog
from ui.console.first_view import FirstView
from ui.console.guide_form import edit_guide
from ui.console.hooks import Hooks
from ui.console.person import PersonActions
from ui.console.phones import ConsolePhones
from ui.console.picture_test import show_picture_test
from ui.console.privacy import ask_to_strip
from ui.console.projector_look import LOOK_ACTIONS, ProjectorLookActions
from ui.console.projector_panel import Offer, ProjectorPanel, prompt_offer, view_offer
from ui.console.read_only import ReadOnlyNote
from ui.console.ready import PEOPLE, PICTURE, PIN, QUESTIONS, SCREENS, ReadyPage
from ui.console.room_depth import RoomDepthForm
from ui.console.sheet import shortcut_sheet
from ui.console.station_settings import choose_pin_form, station_form, station_help
from ui.console.step import StepPane
from ui.console.step_windows import StepWindows
from ui.console.time_form import time_form
from ui.console.toast import ProjectorToast
from ui.dialogs import confirm, message
from ui.exercises.registry import exercise_ui
from ui.handbook import show_handbook
from ui.history import History
from ui.importing.arrivals import DropDoor, copied, nothing_to_paste
from ui.lost_banner import LostBanner
from ui.phones.host import PhonesHost
from ui.places import PlaceKeeper
from ui.preferences import preferences_form
from ui.protection import protection_form
from ui.recent import recent_menu
from ui.screen_numbers import show_numbers
from ui.screen_preferences import SOUND, StoredPlaces
from ui.screens import (
    LEAST,
    Reach,
    ScreenChoice,
    ScreenIdentity,
    is_seen_mirrored,
    numbered,
)
from ui.stage import ACTIONS, TIMER, Showing, Stage, TimeLeft
from ui.theme import motion
from ui.theme.widgets import presses

_PAGES = ("page_run", "page_results", "page_notes")
_OF_SCREEN = 0.85
"""How much of a large screen the window takes."""
_LOOKS = 2000
"""Milliseconds between two looks for a screen that was mirrored without a word to Qt."""
_PACE_EVERY = 15_000
"""Milliseconds after which the end of the workshop is worked out anew."""


class ConsoleWindow(QMainWindow):
    """Runs one workshop."""

    closed = Signal()

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        stage: Stage,
        workshop_id: int,
        hooks: Hooks,
    ) -> None:
        super().__init__()
        self.setObjectName("console")
        self.places = StoredPlaces(library)
        self._library = library
        self._bridge = bridge
        self._history = history
        self._stage = stage
        self._hooks = hooks
        self.workshop_id = workshop_id
        self._may_close = False
        self._steps: list[AgendaStep] = []
        self._followed: int | None = None
        self.countdown = CountDown(library, workshop_id, self)
        self.phones = PhonesHost(library, self)
        self.person = PersonActions(bridge, history, stage, self)
        self.windows = StepWindows(bridge, history, self)
        self.look = ProjectorLookActions(library, stage)
        self.actions_by_name = make_actions(self, self._handlers())
        actions = self.actions_by_name
        self.agenda = AgendaPanel()
        self.steps = AgendaActions(library, history, workshop_id, self.agenda, self)
        self.pane = StepPane(bridge, history)
        self.ready: ReadyPage | None = None
        """What a new workshop opens on, once it was shown."""
        self._middle = QStackedWidget()
        self._middle.addWidget(self.pane)
        self.projector_panel = ProjectorPanel(stage, actions["projector"], actions["blank"], actions["freeze"])
        self.projector_panel.set_look_actions([actions[name] for name in LOOK_ACTIONS])
        self.first_view = FirstView(library, stage, self.projector_panel)
        self.bar = Bar(
            self.countdown,
            less=actions["timer_less"],
            more=actions["timer_more"],
            pause=actions["timer_pause"],
            station=actions["station"],
            guide=actions["guide"],
        )
        self._minute = QTimer(self, interval=_PACE_EVERY)
        self._minute.start()
        self._looks = QTimer(self, interval=_LOOKS)
        self._looks.timeout.connect(self._look_for_mirror)
        self._looks.start()
        actions["timer_sound"].setChecked(SOUND.get(library))
        self._lay_out()
        self.toast = ProjectorToast(
            stage, self.bar, (self.bar.pace, self.bar.station), self.actions_by_name["take_back"]
        )
        self._make_menus()
        self._connect(bridge)
        self._read_title()
        self._read_agenda(look_at_current=True)
        self.set_screens(())
        self._follow_stage(self._stage.showing)
        PlaceKeeper(self, "console")
        if self.current is None and READY.get(library, workshop_id).shown:
            self._get_ready()

    def _lay_out(self) -> None:
        # The first time; then as it was left.
        self.resize((self.screen().availableSize() * _OF_SCREEN).expandedTo(QSize(1280, 720)))
        self.setMinimumSize(*LEAST)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("console-parts")
        across.setChildrenCollapsible(False)
        across.setHandleWidth(1)
        for panel, width in (
            # Together no wider than 1280 pixels at 150 %.
            (self.agenda, 170),
            (self._middle, 380),
            (self.projector_panel, max(240, self.projector_panel.minimumSizeHint().width())),
        ):
            panel.setMinimumWidth(width)
            across.addWidget(panel)
        across.setSizes([240, 740, 300])
        across.setStretchFactor(0, 2)
        across.setStretchFactor(1, 7)
        across.setStretchFactor(2, 3)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._mirror_warning())
        lost = LostBanner(self._bridge)
        lost.copied.connect(self._go_on_with)
        watch = self._bridge.watch
        watch.lost.connect(self.bar.show_lost)
        watch.found.connect(self.bar.show_found)
        if watch.sentence:
            self.bar.show_lost(watch.sentence)
        down.addWidget(lost)
        if self._library.has_rights:
            down.addWidget(ReadOnlyNote(self._bridge, self.workshop_id))
        down.addWidget(across, 1)
        down.addWidget(self.bar)
        self.setCentralWidget(whole)

    def _mirror_warning(self) -> QFrame:
        """Says above everything that the room reads along; hidden while it does not."""
        words = QLabel(
            tr(
                "Another screen shows a copy of this one: the room sees this window and every name in it. Extend the "
                "desktop in the system’s display settings; on Windows press the Windows key and P."
            )
        )
        words.setProperty("role", "warning")
        words.setWordWrap(True)
        self.mirrored = QFrame()
        self.mirrored.setObjectName("mirrored")
        self.mirrored.setProperty("role", "warning")
        QVBoxLayout(self.mirrored).addWidget(words)
        self.mirrored.hide()
        return self.mirrored

    def _make_menus(self) -> None:
        undo, redo = self._history.actions(self)
        self._recent = recent_menu(
            self,
            self._library,
            lambda other: self.leave(lambda: self._hooks.open_workshop(other)),
            self.workshop_id,
        )
        actions = {**self.actions_by_name, "undo": undo, "redo": redo, "recent": self._recent.menuAction()}
        fill_menu_bar(self.menuBar(), actions)
        for widget, names in (
            (self.agenda.list, ("start_step", "rename_step", "duplicate_step", "step_up", "step_down", "remove_step")),
            (self.pane.people.list, ("correct", "move_answers", "highlight", "reopen", "clear")),
        ):
            widget.addActions([actions[name] for name in names if name != SEPARATOR])

    def _handlers(self) -> dict[str, Callable[[], object]]:
        hooks = self._hooks
        return {
            "back": lambda: self.leave(self.close),
            "preferences": lambda: preferences_form(self, self._library),
            "export": lambda: export_dialog(self, self._library, self.workshop_id),
            **self.windows.handlers(self.workshop_id),
            "quit": lambda: self.leave(hooks.quit),
            "rename_step": lambda: self.steps.edit(),
            "remove_step": lambda: self.steps.remove(),
            "add_step": lambda: self.steps.add(),
            "duplicate_step": lambda: self.steps.duplicate(),
            "save_template": lambda: self.steps.save_as_template(),
            "end_workshop": lambda: self.steps.end(),
            "step_up": lambda: self.agenda.move_chosen(-1),
            "step_down": lambda: self.agenda.move_chosen(1),
            "find_person": lambda: self.pane.people.finder.setFocus(),
            "page_run": lambda: self.pane.show_people(True),
            "page_results": lambda: self.pane.show_people(False),
            "page_notes": lambda: self.pane.show_notes(),
            "guide": self._turn_to_guide,
            "edit_guide": self._edit_guide,
            "time": lambda: time_form(self, self._library, self._history, self.workshop_id),
            "next_step": lambda: self._run_neighbour(1),
            "previous_step": lambda: self._run_neighbour(-1),
            "start_step": lambda: self.run(self.agenda.chosen_id),
            "settings": lambda: self.windows.settings(self.pane.step),
            "paper": lambda: self.windows.paper(self.pane.step),
            "people": lambda: hooks.edit_people(self),
            "actions": lambda: ActionsDialog(self._bridge, self._history, self.workshop_id, self).open(),
            "import": lambda: hooks.import_file(self),
            "paste": self._paste,
            "ready": self._get_ready,
            "protection": lambda: protection_form(self, self._library, self.workshop_id, self._history.note),
            "access": self.person.write_access,
            "strip_names": lambda: ask_to_strip(self, self._library, self.workshop_id),
            "station": hooks.open_station,
            "phones": lambda: self._for_phones.open_form(self, self._library, self.workshop_id),
            "station_settings": lambda: station_form(self, self._library),
            "station_help": lambda: station_help(self),
            "room_depth": lambda: RoomDepthForm(self, self._library, self._stage).open(),
            "screen_numbers": lambda: show_numbers(self),
            "projector": lambda: hooks.show_projector(self.actions_by_name["projector"].isChecked()),
            "blank": lambda: self._stage.show(blank=not self._stage.showing.blank),
            "freeze": lambda: self._stage.show(frozen=not self._stage.showing.frozen),
            "next_view": lambda: self.projector_panel.next_view(),
            "next_choice": lambda: self.projector_panel.next_choice(),
            "take_back": lambda: self.toast.take_back(),
            **self.look.handlers(),
            "correct": self.person.correct,
            "move_answers": self.person.move,
            "highlight": self.person.highlight,
            "reopen": self.person.reopen,
            "clear": self.person.clear,
            "timer_pause": self.countdown.toggle,
            "timer_more": lambda: self.countdown.add(1),
            "timer_less": lambda: self.countdown.add(-1),
            "timer_sound": self._keep_sound,
            "activity": lambda: activity_log(self, self._library, self.workshop_id),
            "handbook": lambda: show_handbook(self),
            "tour": lambda: show_around(self),
            "shortcuts": lambda: shortcut_sheet(self),
            "method": lambda: self.windows.explain(self.pane.step, self._steps),
            "about": lambda: hooks.show_about(self),
        }

    def _paste(self) -> None:
        arrival = copied()
        if arrival is not None:
            self._hooks.bring(self, arrival)
        else:
            message(self, tr("Nothing to paste"), nothing_to_paste())

    def _connect(self, bridge: LibraryBridge) -> None:
        self._offer_station_files()
        bridge.changed.connect(self._apply)
        says = tr("People, answers, returned sheets, photographs of sheets: you see what it is before it comes in.")
        self.door = DropDoor(self, lambda arrival: self._hooks.bring(self, arrival), says)
        self._stage.changed.connect(self._follow_stage)
        self._for_phones = ConsolePhones(
            self.phones, self._stage, self.projector_panel, self.bar, self.countdown, self.actions_by_name
        )
        self._for_phones.switched.connect(self._offer_views)
        self.countdown.ticked.connect(self._tell_time)
        self.agenda.chosen.connect(lambda _step_id: self._look_at_chosen())
        self.agenda.list.clicked.connect(lambda _index: self._leave_ready())
        self.agenda.list.activated.connect(lambda _index: self._leave_ready())
        self.agenda.start_wanted.connect(self.run)
        self.agenda.add_wanted.connect(self.steps.add)
        self.agenda.time_wanted.connect(self.actions_by_name["time"].trigger)
        self.pane.guide.edit_wanted.connect(self._edit_guide)
        self.agenda.model.reordered.connect(self.steps.reorder)
        self.pane.start_wanted.connect(self.run)
        self.pane.stage_wanted.connect(self.projector_panel.show_view)
        self.pane.turned.connect(self._tick_page)
        pages = QActionGroup(self)
        for name in _PAGES:
            pages.addAction(self.actions_by_name[name])
        self._tick_page()
        self.pane.notes.waits.connect(self.bar.show_waiting)
        self.pane.person_chosen.connect(lambda _participant: self._look_at_person())
        self.pane.people.correct_wanted.connect(self.person.correct)
        self.pane.people.people_wanted.connect(lambda: self._hooks.edit_people(self))
        self.pane.people.import_wanted.connect(lambda: self._hooks.import_file(self))
        self.countdown.ended.connect(self._say_time_is_up)
        self._minute.timeout.connect(self._show_pace)
        ClockWatch(self).jumped.connect(self._show_pace)
        self._minute.timeout.connect(self.pane.show_forecast)
        self.projector_panel.screen_chosen.connect(self._hooks.choose_screen)
        # Who chooses what is there wants just that.
        self.projector_panel.view.activated.connect(lambda _row: self.first_view.stay())

    # The agenda and the step being run

    @property
    def current(self) -> AgendaStep | None:
        """The step being run."""
        return current_step(self._steps)

    def run(self, step_id: int | None) -> None:
        """Run a step: the room, the timer and the middle of this window go there."""
        if step_id is None:
            return
        again = self.current is not None and self.current.id == step_id
        if self.steps.run(step_id):
            self.agenda.choose(step_id)
            if isinstance(QApplication.focusWidget(), QAbstractButton):
                # The button that started it has gone, and Enter is not to press the next one.
                self.pane.take_keys()
            if again:
                self.first_view.show(self.current)

    def _get_ready(self) -> None:
        """Turn to what is to be done before people come."""
        if self.ready is None:
            acts: dict[str, Callable[[], object]] = {
                PEOPLE: self.actions_by_name["people"].trigger,
                QUESTIONS: self._look_at_questions,
                SCREENS: lambda: self._hooks.show_projector(True),
                PIN: lambda: choose_pin_form(self, self._library),
                PICTURE: self._show_picture_test,
            }
            self.ready = ReadyPage(self._bridge, self.workshop_id, acts)
            self.ready.left.connect(self._leave_ready)
            self.ready.started.connect(lambda: self._run_neighbour(1))
            self._middle.addWidget(self.ready)
        self._middle.setCurrentWidget(self.ready)

    def _show_picture_test(self) -> None:
        self._picture_test = show_picture_test(self)
        self.closed.connect(self._picture_test.close)

    def _leave_ready(self) -> None:
        self._middle.setCurrentWidget(self.pane)

    def _look_at_questions(self) -> None:
        """The settings of the first exercise on the agenda."""
        step = next((step for step in self._steps if self.windows.has_settings(step)), None)
        self.windows.settings(step)

    def _run_neighbour(self, way: int) -> None:
        ids = [step.id for step in self._steps]
        current = self.current
        if current is not None:
            row = ids.index(current.id) + way
        else:
            row = max((row for row, step in enumerate(self._steps) if step.ended_at), default=-1) + 1
        if 0 <= row < len(ids):
            self.run(ids[row])

    def _read_agenda(self, *, look_at_current: bool = False) -> None:
        chosen = self.agenda.chosen_id
        row = self.agenda.list.currentIndex().row()
        self._steps = steps_of(self._library, self.workshop_id)
        ids = [step.id for step in self._steps]
        if look_at_current or chosen not in ids:
            chosen = self.current.id if self.current else None
        if chosen is None and ids:
            chosen = ids[min(max(row, 0), len(ids) - 1)]
        runs, moment = runs_of(self._library, self.workshop_id), now()
        taken = {step.id: minutes_taken(step, runs, moment) for step in self._steps if step.ended_at}
        hidden = {step.id: why for step in self._steps if (why := why_hidden(self._library, step))}
        self.agenda.set_steps(self._steps, taken, chosen, hidden)
        self._say_fit()
        self._look_at_chosen()
        self._offer_views()
        self._follow_step()

    def _close_by_hand(self) -> None:
        self._may_close = True
        self.close()

    def _say_fit(self) -> None:
        """Whether the minutes suffice for the people, the stations and the ways in."""
        plan = time_plan(self._library, self.workshop_id)
        self.agenda.say_fit(plan.sentence if plan.short else "")

    def _turn_to_guide(self) -> None:
        """Read the guide of the step being run, else of the one that is looked at; the same again turns back."""
        current = self.current
        if current is not None and self.agenda.chosen_id != current.id:
            self.agenda.choose(current.id)
            self.pane.show_guide()
        elif not self.pane.turn_back_from_guide():
            self.pane.show_guide()

    def _edit_guide(self) -> None:
        page = self.pane.guide.page
        if self.pane.step is not None and page is not None:
            edit_guide(self, self._library, self._history, page)

    def _look_at_chosen(self) -> None:
        chosen = self.agenda.chosen_id
        step = next((step for step in self._steps if step.id == chosen), None)
        self.pane.show_step(step)
        of_a_step = ("rename_step", "duplicate_step", "remove_step", "step_up", "step_down", "start_step", "edit_guide")
        for name in of_a_step:
            self.actions_by_name[name].setEnabled(step is not None)
        self.actions_by_name["settings"].setEnabled(self.windows.has_settings(step))
        self.actions_by_name["paper"].setEnabled(self.windows.takes_paper(step))
        self._look_at_person()

    def _look_at_person(self) -> None:
        self.person.look_at(self.pane.step, self.pane.people.chosen_id)
        has_person = self.person.participant_id is not None
        for name in ("correct", "move_answers", "reopen", "clear", "highlight", "access"):
            self.actions_by_name[name].setEnabled(has_person)
        highlight = self.actions_by_name["highlight"]
        highlight.setEnabled(self.person.can_stand_out or self.person.is_highlighted)
        highlight.setChecked(self.person.is_highlighted)
        name = self.person.name_for_room
        highlight.setText(
            tr("Highlight on the projector as “{name}”", name=name)
            if name
            else tr("Highlight on the projector, without a name")
        )

    def _offer_station_files(self) -> None:
        """A station of another computer's hands its answers back; any other workshop makes such stations."""
        away = is_station(self._library, self.workshop_id)
        for name, can in (("make_station", not away), ("bring_back", not away), ("hand_back", away)):
            self.actions_by_name[name].setVisible(can)

    def _tick_page(self) -> None:
        self.actions_by_name[f"page_{self.pane.page}"].setChecked(True)

    def _follow_step(self) -> None:
        """Where another step is being run than before, by a key or by an undo, the room goes there."""
        current = self.current
        self.actions_by_name["end_workshop"].setEnabled(current is not None)
        self.projector_panel.set_running(current is not None)
        self.countdown.read()
        self._show_pace()
        if (current.id if current else None) != self._followed:
            self._followed = current.id if current else None
            self.first_view.show(current)
            if current is not None and self.ready is not None:
                self.ready.leave()

    def _show_pace(self) -> None:
        runs = runs_of(self._library, self.workshop_id)
        forgotten = self.countdown.timer is None
        self.bar.show_pace(None if forgotten else pace(self._steps, runs, now()))

    def _say_time_is_up(self) -> None:
        if self.actions_by_name["timer_sound"].isChecked():
            QApplication.beep()

    def _keep_sound(self) -> None:
        SOUND.set(self._library, self.actions_by_name["timer_sound"].isChecked())

    # What the room sees

    def _offer_views(self) -> None:
        offers: list[Offer] = []
        current = self.current
        if current is not None:
            offers.append(prompt_offer(current.id, tr("What to do")))
        offers += self._for_phones.offers()
        # Views come from every exercise on the agenda: the debrief after it talks about its pictures. Those of the
        # step being run come first.
        for step in sorted(self._steps, key=lambda step: current is None or step.id != current.id):
            kind = kind_of(self._library, step)
            if not kind:
                continue
            is_current = current is not None and step.id == current.id
            title = said_title(step)
            if not is_current:
                offers.append(prompt_offer(step.id, tr("{view} ({step})", view=tr("What to do"), step=title)))
            for view in exercise_ui(kind).views_of(self._library, step.id):
                label = view.label if is_current else tr("{view} ({step})", view=view.label, step=title)
                offers.append(view_offer(step.id, view, label))
        if current is not None:
            offers.append(Offer(current.id, ACTIONS, tr("Actions")))
            offers.append(Offer(current.id, TIMER, tr("Time left")))
        self.projector_panel.set_offers(offers)

    def _follow_stage(self, showing: Showing) -> None:
        self.first_view.follow(showing)
        self.actions_by_name["highlight"].setChecked(self.person.is_highlighted)
        self.look.show_on(self.actions_by_name, showing)
        self.projector_panel.say_who_stands_out(self.person.who_stands_out())
        self.toast.follow(showing, self.projector_panel.says.text(), seen=self.actions_by_name["projector"].isChecked())

    def _tell_time(self) -> None:
        time = self.countdown
        self._stage.tell_time(TimeLeft(float(time.planned), time.left, time.running))
        self.agenda.list.show_passed(1 - time.left / time.planned if time.planned else 0.0)

    def set_projector(self, is_open: bool) -> None:
        """The projector's window was opened or closed."""
        self.projector_panel.set_projector(is_open)

    def set_place(self, where: str) -> None:
        """Where the projector's window is, in words."""
        self.projector_panel.set_place(where)

    def set_reach(self, reach: Reach) -> None:
        """Others see the projector's window than before."""
        self.projector_panel.set_reach(reach)

    def set_screens(self, wish: ScreenChoice | tuple[()]) -> None:
        """The screens have changed, or the wish for one of them."""
        self._look_for_mirror()
        screens = [(numbered(screen), ScreenIdentity.of(screen)) for screen in QGuiApplication.screens()]
        self.projector_panel.set_screens(screens, wish or "automatic")

    def _look_for_mirror(self) -> None:
        mirrored = is_seen_mirrored(self)
        if mirrored != self.mirrored.isVisibleTo(self):
            self.mirrored.setVisible(mirrored)
            self.projector_panel.set_mirrored(mirrored)

    def set_station(self, where: str) -> None:
        """Where the station is open; "" when it was closed."""
        self.bar.show_station(where)

    # What has changed

    def _apply(self, change: Change) -> None:
        if change.workshop_id not in (self.workshop_id, None):
            return
        self.bar.show_saved()
        if change.topic is Topic.PREFERENCES:
            self.actions_by_name["timer_sound"].setChecked(SOUND.get(self._library))
            self.actions_by_name["reduce_motion"].setChecked(motion.is_reduced())
        try:
            if change.topic is Topic.WORKSHOPS:
                self._read_title()
            if change.topic is Topic.AGENDA:
                self._read_agenda()
            elif change.topic is Topic.ANSWERS:
                self.first_view.bring_answers(self.current, change.step_id)
            elif change.topic in (Topic.ROSTER, Topic.SETTINGS):
                self._say_fit()
                if change.topic is Topic.SETTINGS and change.step_id is not None:
                    # What a step shows may follow from what it asks.
                    self._offer_views()
            self._look_at_person()
            self.projector_panel.say_who_stands_out(self.person.who_stands_out())
        except NotFound:
            self.close()

    def _read_title(self) -> None:
        title = get_workshop(self._library, self.workshop_id).title
        self.setWindowTitle(tr("{title} – Facilitator", title=title))

    def moveEvent(self, event: QMoveEvent) -> None:
        """On another screen the room may see this window, or no longer."""
        super().moveEvent(event)
        self._look_for_mirror()

    def event(self, event: QEvent) -> bool:
        """Letters that are typed in a list find what begins so: what the room sees has its keys with Ctrl there."""
        if event.type() == QEvent.Type.ShortcutOverride and _finds(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not presses(event):
            super().keyPressEvent(event)

    def leave(self, go: Callable[[], object]) -> None:
        """Let the person go, by `go`, after a question where the room is shown something or notes can't be saved."""
        if self._asks_for_notes(go):
            return
        current = self.current
        if current is None and not self.actions_by_name["projector"].isChecked():
            go()
            return
        words = [tr("“{step}” is being run.", step=said_title(current))] if current is not None else []
        if self.actions_by_name["projector"].isChecked():
            words.append(tr("The projector closes with this window."))
        words.append(tr("Everything is saved, and the workshop goes on where it is when you open it again."))
        confirm(self, tr("Leave this workshop?"), " ".join(words), tr("Leave"), go)

    def _asks_for_notes(self, go: Callable[[], object]) -> bool:
        """Ask whether to go all the same where notes can't be saved; whether that is asked."""
        why = self.pane.notes.keep()
        if why:
            lost = tr("What you noted goes with this window.")
            confirm(self, tr("Your notes are not saved"), f"{why} {lost}", tr("Leave all the same"), go, danger=True)
        return bool(why)

    def _go_on_with(self, copy: Path) -> None:
        # What could not be saved is not in the copy either.
        if not self._asks_for_notes(lambda: self._hooks.go_on_with(copy)):
            self._hooks.go_on_with(copy)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being written, then tell whoever opened the window.

        A person who closes the window by hand is asked first while a step is being run or the projector is open.
        """
        if event.spontaneous() and not self._may_close:
            event.ignore()
            self.leave(self._close_by_hand)
            return
        self.pane.notes.keep()
        self.phones.close()
        super().closeEvent(event)
        self.closed.emit()


def _finds(event: QEvent) -> bool:
    """Whether a key is a letter for the list that has the keyboard."""
    assert isinstance(event, QKeyEvent)  # noqa: S101  # what a shortcut begins with
    letters = event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return letters and isinstance(QApplication.focusWidget(), QAbstractItemView)
