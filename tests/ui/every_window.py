"""Opens every window of the program on small screens and says what is wrong with each: run by test_every_window.py.

In a process of its own, since screens are configured when Qt starts: the smallest is the first, and each window opens
there; then it goes to the larger ones. `OPENERS` says how each is opened. What there is to be opened is found by being
there: the subclasses of the base of all dialogs, and the names of those that functions put together.
"""

import ast
import gettext
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from shutil import copyfile
from time import monotonic

import shiboken6
from accessible import out_of_reach, unnamed
from left_over import LeftOver
from phone import Phone
from PySide6.QtCore import QMetaObject, QObject, QPoint, QRect, QSize, Qt, QThreadPool
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QWidget,
)
from storytelling import House
from text_contrast import faint_texts

import ui
from facilitator import i18n
from facilitator.documents.brand import Brand
from facilitator.errors import Invalid
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.stories.board import begin_on
from facilitator.exercises.stories.readers import add_reader
from facilitator.progress import finish
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.handing_over import hand_over
from facilitator.sharing.stations import make_station, take_station, write_answers
from facilitator.storage.backups import copies
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.station import change_station
from facilitator.workshop.workshops import list_workshops
from ui import dialogs
from ui.about import show_log
from ui.app import Program
from ui.application import app_icon, make_application
from ui.console.people import PeopleList
from ui.console.people_model import STANDING
from ui.console.window import ConsoleWindow
from ui.dialogs import Dialog
from ui.entry.page import Page
from ui.exercises.registry import exercise_ui
from ui.handing_over import hand_over_form, offer
from ui.opening import OpeningWindow
from ui.passphrases import LibraryPassphrase, UnlockDialog, writing_anew
from ui.screens import AS_WINDOW, TITLE_BAR
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow
from ui.station_files import hand_back_form, make_station_form
from ui.theme.layouts import parts_of
from ui.theme.widgets import ElidedLabel
from ui.window_language import speak_in_windows
from ui.work import _running as running

LONG = "Aleksandra Wiśniewska-Kowalczyk"
MADE_BY_FUNCTIONS = ("Panel", "Form", "Dialog")
STOPS = ("network-stop", "pages-stop", "station-leave")
"""Buttons on which no page of the station begins."""
LOWEST = 540
"""The height of the smallest screen."""
ROOMY = 1200
"""In a window as wide as this nothing has to be pushed sideways."""
OFF_LINE = 1.5
"""Pixels that a label may be off the line of its field: halves of odd heights."""
BELOW, RAGGED = 60, 40
"""Pixels: fields that are nearer to the one above belong together, and what begins further away is meant to."""
BESIDE_NAME = 80
"""Pixels that a picture and a number take beside a name in the list of people."""
EVEN = 60
"""So many pixels columns may have more than they need: headings and numbers keep some air."""
SAID_HERE = ("message", "question", "done and what next", "a line", "what an import left aside", "into which workshop")
"""What is read in these windows was written in this file."""
MEANT = {
    "own decks": "Learning from each other",  # the deck of each language is offered
    "import of a table": "E-mail",  # a heading of the file that is brought in
}
"""What is English in a window and is meant to be."""
CROWDED = ("console with all warnings",)
"""Where the lowest screen has no room for all that Tab comes to, as warnings take it."""
BRINGS_IN = ("returned",)
"""Windows in which Enter must not bring anything in."""


@dataclass
class World:
    """The program with a workshop open that has a step of each kind, and what openers need of it."""

    program: Program
    folder: Path
    workshop: int
    steps: dict[str, int]

    @property
    def library(self) -> Library:
        return self.program.opened.library

    @property
    def console(self) -> ConsoleWindow:
        console = self.program.opened.console
        assert console is not None
        return console

    @property
    def person(self) -> int:
        found = people_of(self.library, self.workshop)[0].id
        assert found is not None
        return found

    def over(self) -> tuple[object, ...]:
        """What most windows that an exercise brings along are made of."""
        return self.program.opened.bridge, self.program.opened.history


Opener = Callable[[World], object]
OPENERS: dict[str, Opener] = {}
LOOKED_AT: set[tuple[object, ...]] = set()
"""Kinds of widgets of which it is known whether they tell that they have the keyboard."""
KEPT: list[QWidget] = []
"""What had the keyboard: an object that nobody keeps would be made anew for each key."""
MOST_STOPS, PARTS = 150, 60
"""Keys until a round has to be over; and until a date, or a text with links, has to be left."""
TRANSLATED: list[LeftOver] = []
"""Finds words of the code where the windows speak another language."""
ALONE: list[Dialog] = []
"""Windows over no other one, which nobody else keeps."""


def opens(*names: str) -> Callable[[Opener], Opener]:
    def keep(opener: Opener) -> Opener:
        for name in names:
            OPENERS[name] = opener
        return opener

    return keep


def action(name: str) -> Opener:
    def trigger(world: World) -> None:
        world.console.pane.people.choose(world.person)
        world.console.actions_by_name[name].trigger()

    return trigger


def with_step(kind: str, then: Opener) -> Opener:
    def look(world: World) -> object:
        world.console.agenda.choose(world.steps[kind])
        return then(world)

    return look


for _name in (
    "documents",
    "export",
    "pictures",
    "mail",
    "letters",
    "mail_worksheets",
    "worksheets",
    "protection",
    "save_template",
):
    OPENERS[_name] = action(_name)
for _name in ("people", "time", "actions", "station_settings", "station_help", "activity", "strip_names", "shortcuts"):
    OPENERS[_name] = action(_name)
for _name in ("handbook", "preferences", "phones"):
    OPENERS[_name] = action(_name)
for _name in ("about", "room_depth", "save_template", "rename_step", "add_step", "edit_guide"):
    OPENERS[_name] = action(_name)
for _kind in ("network", "three_questions", "learning_mix", "composed", "challenge"):
    OPENERS[f"settings of {_kind}"] = with_step(_kind, action("settings"))
for _kind in ("network", "learning_mix"):
    OPENERS[f"paper of {_kind}"] = with_step(_kind, action("paper"))
for _kind in ("network", "three_questions", "learning_mix"):
    OPENERS[f"answers of {_kind}"] = with_step(_kind, action("correct"))
OPENERS["move_answers"] = with_step("network", action("move_answers"))
for _kind in ("network", "three_questions"):
    OPENERS[f"method of {_kind}"] = lambda world, kind=_kind: exercise_ui(kind).method_dialog(world.console).show()


@opens("phones that answer")
def _phones(world: World) -> None:
    from ui.phones.dialog import PhonesForm

    OPENERS["phones"](world)
    form = world.console.findChildren(PhonesForm)[-1]
    form.networks.addItem("This computer (loopback): 127.0.0.1", "127.0.0.1")
    form.networks.setCurrentIndex(form.networks.count() - 1)
    form.on.setEnabled(True)
    form.on.click()
    while world.console.phones.is_starting:
        settle()
    ask = Phone(world.console.phones.url).get(f"hello?who={world.person}")
    ask.submit("ask")


@opens("phones-hotspot-help")
def _hotspot(world: World) -> None:
    from ui.phones.dialog import hotspot_help

    hotspot_help(world.console)


@opens("phones-remote-panel")
def _remote(world: World) -> None:
    from ui.phones.dialog import remote_panel

    remote_panel(world.console, "http://192.168.123.123:8000/abcdefghijkl/remote")


@opens("pictures of cards")
def _pictures_of_cards(world: World) -> None:
    from ui.console.pictures import pictures_dialog

    dialog = pictures_dialog(world.console, world.program.opened.bridge, world.workshop)
    for row in range(dialog.list.count()):
        if "Wall" in dialog.list.item(row).text() or "Waall" in dialog.list.item(row).text():
            dialog.list.setCurrentRow(row)


@opens("test picture")
def _test_picture(world: World) -> None:
    from ui.console.picture_test import show_picture_test

    world.picture = show_picture_test(world.console)
    world.picture.setGeometry(screens()[0].geometry())


@opens("numbers of the screens")
def _numbers(world: World) -> None:
    from ui.screen_numbers import ScreenNumber, show_numbers

    show_numbers(world.console)
    for each in world.console.findChildren(ScreenNumber):
        each.setGeometry(0, 0, 120, 120)


@opens("terms")
def _terms(world: World) -> None:
    from ui.handbook import explain_terms

    explain_terms(world.console, "diversity", "strength", "further_out", "median", "middle_half", "n", "floor")


@opens("choose-pin")
def _choose_pin(world: World) -> None:
    from ui.console.station_settings import choose_pin_form

    choose_pin_form(world.console, world.library)


@opens("anonymous sheets")
def _anonymous(world: World) -> None:
    from facilitator.questionnaires.setup import change_questionnaire, get_setup

    step = world.steps["learning_mix"]
    asked = get_setup(world.library, step).questionnaire
    change_questionnaire(world.library, step, asked.edited(names="anonymous"))
    exercise_ui("learning_mix").paper_dialog(*world.over()[:1], step, world.over()[1], world.console).show()


@opens("anonymous answers")
def _anonymous_answers(world: World) -> None:
    bridge, history = world.over()
    exercise_ui("learning_mix").answers_dialog(
        bridge, world.steps["learning_mix"], world.person, history, world.console
    ).show()


@opens("returned worksheets")
def _returned(world: World) -> None:
    from ui.worksheets.returned import show_returned

    file = world.folder / "returned.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    show_returned(world.console, world.library, world.program.opened.history, world.workshop, [file])


@opens("import of a table")
def _import(world: World) -> None:
    table = world.folder / "people of the whole company.csv"
    rows = "".join(f"{LONG} {number},Production and maintenance,p{number}@example.org\n" for number in range(20))
    table.write_text(f"Name,Team,E-mail,Department\n{rows}Aylin,Sales,not an address,x\n", encoding="utf-8")
    _bring(world, table)


@opens("import of several files")
def _import_files(world: World) -> None:
    broken = world.folder / "The letter of the works council, and what is in it.json"
    broken.write_text("Dear all")
    _bring(world, _table(world, "one.csv"), _table(world, "two.csv"), broken)


def _bring(world: World, *paths: Path) -> None:
    from ui.importing.arrivals import Arrival
    from ui.importing.taking_in import take_in

    take_in(world.library, *world.over(), world.workshop, world.console, Arrival(paths))


@opens("what an import left aside")
def _left_aside(world: World) -> None:
    from ui.importing.aside import AsidePanel

    lines = [f"people of the whole company.csv: Row {row}, column “Name”: {LONG} is here twice." for row in range(40)]
    AsidePanel(world.console, "Imported: 12 people are added.", lines).open()


@opens("into which workshop")
def _which(world: World) -> None:
    from ui.import_actions import ask_which
    from ui.importing.arrivals import Arrival

    ask_which(world.console, world.library, Arrival((_table(world, "one.csv"),)), world.workshop, print, print)


@opens("pictures of sheets")
def _pictures_of_sheets(world: World) -> None:
    _bring(world, _photograph(world))


@opens("a picture beside the entry")
def _beside(world: World) -> None:
    from ui.importing.paper_pictures import _open

    step = next(each for each in steps_of(world.library, world.workshop) if each.id == world.steps["network"])
    bridge, history = world.over()
    _open(world.console, bridge, history, step, [_photograph(world)])  # type: ignore[arg-type]


def _photograph(world: World) -> Path:
    path = world.folder / "IMG_2026.png"
    picture = QImage(1200, 1600, QImage.Format.Format_RGB32)
    picture.fill(QColor("#f4f0e6"))
    picture.save(str(path))
    return path


def _table(world: World, name: str) -> Path:
    path = world.folder / name
    path.write_text(f"Name,Team\n{LONG},Sales\n", encoding="utf-8")
    return path


@opens("mail server")
def _server(world: World) -> None:
    from ui.post.server_form import ServerForm

    ServerForm(world.console, world.library, lambda _account: None).open()


@opens("drafts")
def _drafts(world: World) -> None:
    from ui.post.drafts import DraftsForm

    DraftsForm(world.console, world.folder, 18, lambda _folder: None).open()


@opens("shared addresses")
def _shared(world: World) -> None:
    from facilitator.post.addressees import addressees
    from facilitator.workshop.roster import Person, update_person
    from ui.post.shared import ask_about_shared

    for person in people_of(world.library, world.workshop)[:3]:
        update_person(world.library, person.id, Person(name=person.name, email="all@example.org"))
    everybody = addressees(world.library, world.workshop, frozenset())
    ask_about_shared(world.console, everybody, everybody, lambda *_: None)


@opens("who is it")
def _who(world: World) -> None:
    from ui.people.dialog import RosterDialog

    roster = RosterDialog(world.library, *world.over(), world.workshop, world.console)
    roster._ask_who(world.person, LONG, "Nguyễn Thị Minh Khai")


@opens("logo and colours")
def _brand(world: World) -> None:
    from ui.reports.branding_form import BrandingForm

    def keep(_brand: Brand) -> None:
        """Nothing is drawn."""

    BrandingForm(world.console, world.library, keep).open()


@opens("new action")
def _action(world: World) -> None:
    from ui.actions.form import new_action

    new_action(world.console, world.library, world.workshop, world.program.opened.history)


@opens("calendar")
def _calendar(world: World) -> None:
    from ui.actions.calendar import calendar_form

    calendar_form(world.console, world.library, world.workshop, world.program.opened.history)


@opens("indicator")
def _indicator(world: World) -> None:
    from ui.actions.indicator_form import new_indicator

    new_indicator(world.console, world.library, world.workshop, world.program.opened.history)


@opens("another day")
def _day(world: World) -> None:
    page = exercise_ui("looking_back").results_page(
        world.program.opened.bridge, world.steps["looking_back"], world.program.opened.history
    )
    page.setParent(world.console)
    page.ask_day()  # type: ignore[attr-defined]


@opens("pin")
def _pin(world: World) -> None:
    from ui.console.station_settings import PinForm

    PinForm(world.console, world.library).open()


@opens("names of contacts")
def _matching(world: World) -> None:
    from ui.exercises.network.matching_dialog import MatchingDialog

    MatchingDialog(world.library, world.steps["network"], world.program.opened.history, world.console).open()


@opens("people who come again")
def _recognition(world: World) -> None:
    from ui.exercises.same_people_dialog import RecognitionDialog

    RecognitionDialog(world.library, world.workshop, world.program.opened.history, world.console).open()


@opens("rounds")
def _rounds(world: World) -> None:
    from ui.exercises.network.rounds_dialog import RoundsDialog

    RoundsDialog(world.library, world.steps["network"], world.program.opened.history, world.console).open()


@opens("cards for people")
def _cards(world: World) -> None:
    from ui.exercises.three_questions.operations import CardOperations

    CardOperations(
        world.library, world.steps["three_questions"], world.program.opened.history, world.console
    ).add_cards()


@opens("new workshop")
def _new(world: World) -> None:
    from ui.library.workshop_form import new_workshop

    new_workshop(world.console, world.library, LONG, lambda _done: None, lambda _done: None)


@opens("details")
def _details(world: World) -> None:
    from ui.library.workshop_form import edit_workshop

    edit_workshop(world.console, world.library, world.workshop, lambda _done: None)


@opens("agenda for the sample")
def _sample(world: World) -> None:
    from ui.import_actions import choose_sample

    choose_sample(world.console, world.library, world.program.opened.history, lambda _workshop: None)


@opens("something went wrong")
def _error(world: World) -> None:
    from ui.error_dialog import ErrorDialog

    ErrorDialog(ZeroDivisionError("division"), world.console).open()


@opens("erase for good")
def _erase(world: World) -> None:
    from ui.people.erasing import ask_to_erase

    ask_to_erase(world.console, world.library, world.person, LONG)


@opens("reminder of old workshops")
def _reminder(world: World) -> None:
    from ui.library.workshop_form import ReminderForm

    ReminderForm(world.console, world.library).open()


@opens("message")
def _message(world: World) -> None:
    dialogs.refused(world.console, Invalid("This file can’t be read: " + "/a/long/way/to/a/file" * 30))


@opens("question")
def _question(world: World) -> None:
    dialogs.confirm(world.console, "Erase for good?", "It can't be brought back. " * 60, "Erase", list, danger=True)


@opens("done and what next")
def _told(world: World) -> None:
    dialogs.tell(world.console, "Written", "18 files were written.\n" * 80, ("Open the folder", list), "told")


@opens("a line")
def _line(world: World) -> None:
    dialogs.ask_line(world.console, "Title", "Title of the workshop", LONG, "Go on", str)


@opens("progress")
def _progress(world: World) -> None:
    from facilitator.progress import LongWork, Progress
    from ui.work import Work

    def nothing() -> LongWork[None]:
        yield Progress(1, 3, "Making handouts")

    dialogs.ProgressDialog(world.console, "Making handouts", Work(nothing()), lambda _result: None).open()


@opens("editorial board")
def _board(world: World) -> QWidget:
    from ui.exercises.stories.board_window import BoardWindow

    bridge, history = world.over()
    board = BoardWindow(bridge, world.steps["stories"], history, world.console)
    board.open()
    return board


@opens("readers of stories")
def _readers(world: World) -> None:
    _board(world).tabs.setCurrentIndex(1)  # type: ignore[attr-defined]


@opens("a reader")
def _reader(world: World) -> None:
    _readers_page(world).ask_for_reader()  # type: ignore[attr-defined]


@opens("when a reader joined")
def _joined(world: World) -> None:
    _readers_page(world)._ask_when()  # type: ignore[attr-defined]


def _readers_page(world: World) -> QWidget:
    from ui.exercises.stories.readers_page import ReadersPage

    bridge, history = world.over()
    page = ReadersPage(bridge, world.steps["stories"], history)
    page.setParent(world.console)
    return page


@opens("own decks")
def _decks(world: World) -> None:
    from facilitator.exercises.challenge.deck import bundled
    from ui.exercises.challenge.deck_dialog import DecksDialog

    DecksDialog(world.library, bundled(i18n.spoken()), world.console).open()


@opens("steps for what stands out")
def _steps(world: World) -> None:
    from facilitator.exercises.network.wording import USUAL_WORDS
    from ui.exercises.network.steps_dialog import StepsDialog

    StepsDialog(world.library, USUAL_WORDS, world.console).open()


@opens("pages to hang up")
def _posters(world: World) -> None:
    from facilitator.worksheets.posters import posters_of
    from ui.folders import PaperRow
    from ui.worksheets.posters import PostersForm

    paper = PaperRow(world.library, world.workshop)
    PostersForm(world.console, posters_of(world.library, world.workshop), world.folder, paper, lambda _: None).open()


@opens("no earlier copy")
def _no_copy(world: World) -> None:
    world.program.file.choose_copy()


@opens("refused library without a copy")
def _refused(world: World) -> None:
    panel = refuse(world)
    assert panel.findChild(QPushButton, "copies") is None


@opens("earlier copies")
def _copies(world: World) -> None:
    for _ in world.library.back_up("before-import"):
        """Until it is written."""
    world.program.file.choose_copy()


@opens("refused library with a copy")
def _refused_with_copies(world: World) -> None:
    panel = refuse(world)
    assert panel.findChild(QPushButton, "copies") is not None


@opens("no library where one was named")
def _nowhere(world: World) -> None:
    program = world.nowhere = Program(world.folder / "a folder with a long name" / "library.sqlite")
    program.file.ask_where()
    # Else closing it ends the program here as it does there.
    program.file.asking.rejected.disconnect(program.file.left)


@opens("no library where copies of one lie")
def _gone(world: World) -> None:
    for _ in world.library.back_up("before-import"):
        """Until it is written."""
    folder = world.folder / "where it was"
    (folder / "backups").mkdir(parents=True)
    copy = copies(world.library.path)[0].path
    copyfile(copy, folder / "backups" / copy.name)
    program = world.gone = Program(folder / world.library.path.name)
    program.start(named=False)
    program.file.asking.rejected.disconnect(program.file.left)


@opens("a library that is open elsewhere")
def _elsewhere(world: World) -> None:
    world.program.file.warn_of("The computer “LAPTOP-OF-SOMEBODY-ELSE” has this library open. " * 3)


def refuse(world: World) -> Dialog:
    world.program.file.say_refused(Invalid("This library can’t be opened: " + "/a/long/way/to/a/file" * 12))
    panel = [each for each in world.program.window.findChildren(Dialog, "library-refused") if each.isVisible()][-1]
    # Else closing it ends the program here as it does there.
    panel.rejected.disconnect(world.program.file.left)
    return panel


@opens("whole copy of a library that is gone")
def _copied(world: World) -> None:
    from ui.lost_banner import LostBanner

    banner = world.console.findChild(LostBanner)
    assert banner is not None
    banner._offer(world.folder / "a folder with a long name" / "and another one" / "library.sqlite")


@opens("another library")
def _other_library(world: World) -> None:
    world.program.file.choose_library()


@opens("password of a library on a server")
def _password(world: World) -> None:
    from ui.server_password import PasswordDialog

    address = ServerAddress.parse("postgresql://a.facilitator@a-server-with-a-long-name.example.org:5433/the_library")
    reason = "The library can't be reached, or you are not let in: password authentication failed for user"
    ALONE.append(PasswordDialog(None, address, reason, list))
    ALONE[-1].open()


@opens("rights to a workshop")
def _rights(world: World) -> None:
    from facilitator.workshop.rights import Right
    from ui.library.rights import RightsForm

    names = [f"somebody.with.a.long.name.{number}@example.org" for number in range(12)]
    RightsForm(world.program.window, "A workshop with a long title", dict.fromkeys(names, Right.READER), list).open()


@opens("passphrase of a library")
def _unlock(world: World) -> None:
    path = world.folder / "a folder with a long name" / "and another one" / "library.sqlite"
    ALONE.append(UnlockDialog(None, path, list))
    ALONE[-1].open()


@opens("new passphrase")
def _new_passphrase(world: World) -> None:
    world.program.file.choose_passphrase()


@opens("changed passphrase")
def _changed_passphrase(world: World) -> None:
    LibraryPassphrase(world.program.window, world.library.path, list, is_protected=True).open()


@opens("library written anew")
def _written_anew(world: World) -> None:
    panel, said = writing_anew()
    said.setText("Writing anew: 17 of 36")
    ALONE.append(panel)
    panel.open()


@opens("hand over")
def _hand_over(world: World) -> None:
    hand_over_form(world.console, world.library, world.workshop)


@opens("take over")
def _take_over(world: World) -> None:
    file = world.folder / "one.workshop"
    finish(hand_over(world.library, world.workshop, file, None))
    _offer(world, file)


@opens("make a station")
def _make_station(world: World) -> None:
    make_station_form(world.console, world.library, world.workshop)


@opens("become a station")
def _become_station(world: World) -> None:
    _offer(world, finish(make_station(world.library, world.workshop, world.folder / "station.workshop")))


@opens("hand answers back")
def _hand_back(world: World) -> None:
    hand_back_form(world.console, world.library, world.workshop)


@opens("bring answers back")
def _bring_back(world: World) -> None:
    made = finish(make_station(world.library, world.workshop, world.folder / "made.workshop"))
    with closing(open_library(world.folder / "there.sqlite")) as there:
        other = take_station(there, read_handed(made)).value
        step, each = exercise_steps(there, other)[0]
        for person in people_of(there, other)[:4]:
            each.simulate(there, step.id, person.id, Random(7))
        file = finish(write_answers(there, other, world.folder / "back.workshop"))
    _offer(world, file)


def _offer(world: World, file: Path) -> None:
    offer(world.console, world.library, world.program.opened.history, read_handed(file), list)


@opens("the log")
def _log(world: World) -> None:
    show_log(world.console)


@opens("leave the workshop")
def _leave(world: World) -> None:
    world.console.leave(list)


# What there is


def modules() -> Iterator[Path]:
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        module = importlib.import_module(found.name)
        assert module.__file__ is not None
        yield Path(module.__file__)


def wanted() -> set[str]:
    """Every kind of window: classes by their name with their module, put-together ones by their object name."""
    names: set[str] = set()
    for path in modules():
        module = ast.parse(path.read_text(encoding="utf-8"))
        names |= {*windows_of_classes(path, module), *past_the_base(path, module)}
        for node in ast.walk(module):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MADE_BY_FUNCTIONS
            if made and len(node.args) > 2 and isinstance(node.args[2], ast.Constant):  # type: ignore[union-attr]
                names.add(str(node.args[2].value))  # type: ignore[union-attr]
    bases = {kind_of(each) for each in subclasses(Dialog) if each.__subclasses__()} | {kind_of(Dialog)}
    return (names | {kind_of(each) for each in subclasses(Dialog)}) - bases


def windows_of_classes(path: Path, parsed: ast.Module) -> Iterator[str]:
    """The classes of a module that are windows of their own: main windows, and those that ask for a window's frame."""
    module = ".".join(path.relative_to(Path(ui.__path__[0]).parent).with_suffix("").parts)
    for node in parsed.body:
        if isinstance(node, ast.ClassDef):
            named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
            bases = {each.id for each in node.bases if isinstance(each, ast.Name)}
            if bases & {"QMainWindow", "QDialog"} or "WindowType" in named:
                yield f"{module}.{node.name}"


def past_the_base(path: Path, parsed: ast.Module) -> Iterator[str]:
    """Windows that would be opened unseen by this test: Qt's own boxes, and dialogs whose name is not written out."""
    for node in ast.walk(parsed):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ("QDialog", "QMessageBox", "QInputDialog", "QWizard"):
            yield f"{path}:{node.lineno} opens a {name}"
        unnamed_one = len(node.args) < 3 or not isinstance(node.args[2], ast.Constant)
        if isinstance(node.func, ast.Name) and name in MADE_BY_FUNCTIONS and unnamed_one and path.name != "dialogs.py":
            yield f"{path}:{node.lineno} opens a {name} whose name is not written out"


def subclasses(base: type[Dialog]) -> Iterator[type[Dialog]]:
    for each in base.__subclasses__():
        yield each
        yield from subclasses(each)


def kind_of(window: type[QWidget]) -> str:
    return f"{window.__module__}.{window.__qualname__}"


# What can be wrong


def wrong(window: QWidget, screen: QScreen) -> Iterator[str]:
    """What is wrong with a window on a screen, a sentence each."""
    area, place = screen.availableGeometry(), window.frameGeometry()
    title = 0 if window.windowFlags() & Qt.WindowType.FramelessWindowHint else TITLE_BAR
    if not area.contains(place) or window.height() + title > area.height():
        yield f"it is at {_said(place)} on a screen of {_said(area)}"
    for button in seen(window, QAbstractButton):
        yield from wrong_button(window, button)
    yield from overlapping(window)
    yield from cut(window)
    yield from off_the_line(window)
    yield from cut_columns(window)
    yield from cut_names(window)
    yield from cramped_rows(window)
    yield from (
        f"{_called(each)} scrolls within {_called(around)}, which scrolls as well"
        for each in seen(window, QScrollArea)
        if each.verticalScrollBar().maximum() > 0
        and isinstance(around := scroller(each), QScrollArea)
        and around.verticalScrollBar().maximum() > 0
        # A page of an entry scrolls by itself; on the lowest screen the dialog around it has to as well.
        and not (isinstance(window, Dialog) and screen.size().height() <= LOWEST)
    )
    for splitter in seen(window, QSplitter):
        parts = [part for at in range(splitter.count()) if (part := splitter.widget(at)).isVisible()]
        yield from (
            f"{_called(one)} and {_called(other)} overlap in a splitter"
            for one, other in pairwise(parts)
            if one.geometry().intersects(other.geometry())
        )
    yield from (
        f"a splitter without a name is forgotten: {each.sizes()}"
        for each in seen(window, QSplitter)
        if not each.objectName()
    )
    yield from (
        f"{_called(each)} is smeared: of its weight {each.font().weight()} there is no face"
        for each in seen(window, QWidget)
        if each.font().weight() not in (QFont.Weight.Normal, QFont.Weight.DemiBold)
    )
    yield from (f"{_called(each)} is smeared by a tag" for each in seen(window, QLabel) if "<b>" in each.text())
    focused = window.focusWidget()
    if not isinstance(window, Dialog) and focused is not None and focused.objectName() in STOPS:
        yield f"the keyboard begins on {_called(focused)}"
    if window.width() >= ROOMY:
        yield from (
            f"{_called(each)} is cut at the right: {each.horizontalScrollBar().maximum()} pixels"
            for each in seen(window, QScrollArea)
            if each.horizontalScrollBar().maximum() > 0
        )
    yield from cut_popups(window, area)
    yield from (f"nameless: {each}" for each in unnamed(window))
    yield from ragged(window)
    yield from (
        f"{_called(each)} has a menu that speaks as the windows do, not as the room"
        for each in seen(window, QLineEdit) + seen(window, QPlainTextEdit)
        if is_for_the_room(each) and each.contextMenuPolicy() is not Qt.ContextMenuPolicy.NoContextMenu
    )
    yield from lying_over(window)
    if isinstance(window, Dialog):
        yield from (f"Tab never comes to {each}" for each in out_of_reach(window))
        yield from against_sight(window)
        yield from wrong_default(window)
        yield from changed_sides(window)


def wrong_button(window: QWidget, button: QAbstractButton) -> Iterator[str]:
    scrolls = scroller(button)
    place = QRect(button.mapTo(window, QPoint()), button.size())
    if scrolls is None and not window.rect().contains(place):
        yield f"{_called(button)} is at {_said(place)} in a window of {_said(window.rect())}"
    elif scrolls is None and button.visibleRegion().boundingRect() != button.rect():
        yield f"{_called(button)} is covered: {_said(button.visibleRegion().boundingRect())} of {_said(button.rect())}"
    if isinstance(button.parent(), QDialogButtonBox) and scrolls is not None:
        yield f"{_called(button)} scrolls away"
    icon_only = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    paints_itself = any("paintEvent" in each.__dict__ for each in ours(type(button)))
    short = button.width() < button.sizeHint().width() - 1
    if button.text() and short and not icon_only and not paints_itself:
        yield f"{_called(button)} is {button.width()} wide and needs {button.sizeHint().width()}"


def is_for_the_room(widget: QWidget) -> bool:
    """Whether somebody of the room uses it: at the station, or on a page that is the station's too."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Page):
        at = at.parentWidget()
    return at is not None or widget.window().objectName() == "station"


def ours(kind: type) -> list[type]:
    """The classes among a class and its bases that are the program's own: Qt's have every method."""
    return [each for each in kind.__mro__ if each.__module__.startswith("ui.")]


def cut(window: QWidget) -> Iterator[str]:
    """Labels whose words do not fit, and names that end in dots though there is room beside them."""
    for label in seen(window, QLabel):
        if not label.text() or not label.pixmap().isNull():
            continue
        room = label.contentsRect()
        if isinstance(label, ElidedLabel):
            missing = label.sizeHint().width() - label.width()
            if missing > 1 and (free := free_beside(label)) >= missing:
                yield f"{_called(label)} ends in dots beside {free} free pixels"
        elif label.wordWrap():
            needed = label.heightForWidth(label.width())
            if needed > label.height() + 2:
                yield f"{_called(label)} is {label.height()} high and needs {needed}: “{label.text()[:40]}”"
        elif label.sizeHint().width() > label.width() + 1 or label.sizeHint().height() > label.height() + 4:
            yield f"{_called(label)} is {_said(room)} and needs {label.sizeHint().toTuple()}: “{label.text()[:40]}”"


def cut_columns(window: QWidget) -> Iterator[str]:
    """Columns that cut their words, though other columns of the table need less than they have."""
    for table in seen(window, QTableView) + seen(window, QTreeView):
        model = table.model()
        if model is None or not model.rowCount() or table.wordWrap():
            continue
        columns = [each for each in range(model.columnCount()) if not table.isColumnHidden(each)]
        spare = {each: table.columnWidth(each) - table.sizeHintForColumn(each) for each in columns}
        free = sum(max(each, 0) for each in spare.values())
        for column, room in spare.items():
            if room < -1 and free + room > EVEN:
                yield f"column {column} of {_called(table)} lacks {-room} pixels beside {free} free ones"


def cut_names(window: QWidget) -> Iterator[str]:
    """Usual names that end in dots in the list of people, though the window has room for them."""
    for view in seen(window, PeopleList) if window.width() >= ROOMY else ():
        metrics, model = view.fontMetrics(), view.model()
        names = [model.index(row, 0).data(STANDING).name for row in range(model.rowCount())]
        for name in names:
            if len(name) <= len(LONG) and metrics.horizontalAdvance(name) + BESIDE_NAME > view.viewport().width():
                yield f"“{name}” is cut in a list of {view.viewport().width()}"


def free_beside(widget: QWidget) -> int:
    """Pixels that nothing uses in the row that a widget stands in."""
    row = row_of(widget)
    if row is None:
        return 0
    free = 0
    for number in range(row.count()):
        item = row.itemAt(number)
        spring = None if item is None else item.spacerItem()
        if spring is not None and spring.expandingDirections() & Qt.Orientation.Horizontal:
            free += spring.geometry().width()
        if item is not None and not isinstance(item, QLayout) and not shiboken6.createdByPython(item):
            shiboken6.invalidate(item)
    return free


def row_of(widget: QWidget) -> QHBoxLayout | None:
    parent = widget.parentWidget()
    rows = [] if parent is None else [parent.layout(), *parent.findChildren(QHBoxLayout)]
    return next((row for row in rows if isinstance(row, QHBoxLayout) and row.indexOf(widget) >= 0), None)


def cut_popups(window: QWidget, area: QRect) -> Iterator[str]:
    """Lists of choices that open beyond the screen, or narrower than their words."""
    for combo in seen(window, QComboBox):
        if not combo.count() or not combo.isEnabled() or combo.isEditable():
            continue
        combo.showPopup()
        QApplication.processEvents()
        view = combo.view()
        place = QRect(view.mapToGlobal(QPoint()), view.size())
        if not area.adjusted(-2, -2, 2, 2).contains(place):
            yield f"the choices of {_called(combo)} open at {_said(place)} on a screen of {_said(area)}"
        words = max(combo.fontMetrics().horizontalAdvance(combo.itemText(row)) for row in range(combo.count()))
        if words > view.viewport().width() and view.window().width() < area.width() // 2:
            yield f"the choices of {_called(combo)} are {view.viewport().width()} wide, their words {words}"
        combo.hidePopup()


def labelled(window: QWidget) -> Iterator[tuple[QLabel, QWidget]]:
    """Labels that stand beside what they name, with that; of several in a row with the first of them."""
    found: dict[QLabel, QWidget] = {label: label.buddy() for label in seen(window, QLabel) if label.buddy() is not None}
    for form in window.findChildren(QFormLayout):
        for part in parts_of(form).values():
            label = form.labelForField(part)
            if isinstance(label, QLabel) and label.isVisible() and label.window() is window:
                first = next(_widgets_in(part), None) if isinstance(part, QLayout) else part
                if first is not None:
                    found.setdefault(label, first)
    for label, field in found.items():
        if not field.isVisible() or field.window() is not window:
            continue
        one, other = (QRect(each.mapTo(window, QPoint()), each.size()) for each in (label, field))
        if one.right() < other.left() and one.bottom() > other.top() and one.top() < other.bottom():
            yield label, field


def base_line(widget: QWidget, window: QWidget) -> float:
    """Where the words of a label or field of one line stand; of a higher one those of the first."""
    metrics, top = widget.fontMetrics(), widget.mapTo(window, QPoint()).y()
    area = widget.contentsRect()
    if isinstance(widget, QLabel) and widget.alignment() & Qt.AlignmentFlag.AlignTop:
        return top + area.top() + metrics.ascent()
    if isinstance(widget, QPlainTextEdit):
        return widget.viewport().mapTo(window, QPoint()).y() + 4 + metrics.ascent()
    return top + widget.height() / 2 + (metrics.ascent() - metrics.descent()) / 2


def off_the_line(window: QWidget) -> Iterator[str]:
    """Labels that stand beside their field, but not on the line of its words."""
    for label, field in labelled(window):
        # Of what is as high as several lines the first counts, and where that is knows the field alone.
        is_high = field.height() > 2 * label.fontMetrics().height() + 16 and not isinstance(field, QPlainTextEdit)
        if is_high or (isinstance(field, QLabel) and field.wordWrap()):
            continue
        away = base_line(label, window) - base_line(field, window)
        if abs(away) > OFF_LINE:
            yield f"{_called(label)} is off the line of {_called(field)} by {away:g}"


def cramped_rows(window: QWidget) -> Iterator[str]:
    """Lists whose rows were measured before they had their style: they lie too close, or are cut."""
    for rows in seen(window, QListWidget):
        for place in range(min(rows.count(), 3)):
            item = rows.item(place)
            less = rows.sizeHintForRow(place) - rows.visualItemRect(item).height()
            if not item.isHidden() and less > 1:
                yield f"row {place} of {_called(rows)} is {less} pixels too low"


def ragged(window: QWidget) -> Iterator[str]:
    """Fields below each other, beside labels that begin on one line, that do not."""
    rows = [
        (scroller(label), QRect(label.mapTo(window, QPoint()), label.size()), field.mapTo(window, QPoint()).x(), field)
        for label, field in labelled(window)
    ]
    rows.sort(key=lambda row: row[1].top())
    for at, (scrolls, label, left, field) in enumerate(rows):
        below = [each for each in rows[at + 1 :] if each[0] is scrolls and each[1].left() == label.left()]
        for _, next_label, next_left, next_field in below[:1]:
            if next_label.top() - label.bottom() < BELOW and 1 < abs(next_left - left) < RAGGED:
                yield f"{_called(next_field)} begins {next_left - left} pixels beside {_called(field)} above it"


def lying_over(window: QWidget) -> Iterator[str]:
    """What lies over others for a while, laid out by nobody: it may cover words, but whole ones, and no button."""
    for over in seen(window, QFrame):
        parent = over.parentWidget()
        layout = None if parent is None else parent.layout()
        is_laid = layout is None or over in _widgets_in(layout) or isinstance(parent, QStackedWidget | QMainWindow)
        if is_laid or over.size() == parent.size() or not over.width():
            continue
        place = QRect(over.mapTo(window, QPoint()), over.size())
        for other in seen(window, QLabel) + seen(window, QAbstractButton):
            if over.isAncestorOf(other) or other is over or other.isAncestorOf(over) or not _says(other):
                continue
            area = shown_of(other, window)
            if area.intersects(place) and (isinstance(other, QAbstractButton) or not place.contains(area)):
                yield f"{_called(over)} lies over {_called(other)}: {_said(area.intersected(place))}"


def shown_of(widget: QWidget, window: QWidget) -> QRect:
    """What of a widget is within all that holds it: the rest is scrolled away."""
    area, at = QRect(widget.mapTo(window, QPoint()), widget.size()), widget.parentWidget()
    while at is not None and at is not window:
        area &= QRect(at.mapTo(window, QPoint()), at.size())
        at = at.parentWidget()
    return area


def _says(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and bool(widget.text()))


def changed_sides(window: Dialog) -> Iterator[str]:
    """Buttons elsewhere than in all other windows: the main one is the last, what only closes stands before it."""
    role = QDialogButtonBox.ButtonRole
    shown = sorted((each for each in window.box.buttons() if each.isVisible()), key=lambda each: each.x())
    roles = [window.box.buttonRole(each) for each in shown]
    order = [each for each in roles if each in (role.RejectRole, role.AcceptRole)]
    if order and (roles[-len(order) :] != order or order != sorted(order, key=lambda each: each == role.AcceptRole)):
        yield f"the buttons stand as {[_called(each) for each in shown]}"


def overlapping(window: QWidget) -> Iterator[str]:
    """Widgets beside each other, laid out by their parent, of which one lies over the other."""
    for parent in (window, *seen(window, QWidget)):
        layout = parent.layout()
        if layout is None or isinstance(parent, QStackedWidget):
            continue
        laid = [each for each in _widgets_in(layout) if each.isVisible() and each.width() and each.height()]
        for number, one in enumerate(laid):
            for other in laid[number + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > 1 and common.height() > 1:
                    yield f"{_called(one)} and {_called(other)} overlap by {common.width()} × {common.height()}"


def _widgets_in(layout: QLayout) -> Iterator[QWidget]:
    for part in parts_of(layout).values():
        if isinstance(part, QLayout):
            yield from _widgets_in(part)
        else:
            yield part


def remembered() -> Iterator[str]:
    """What PySide knows by an address that Qt may give to something else without a word: see `ui.theme.layouts`."""
    for each in shiboken6.getAllValidWrappers():
        made_here = shiboken6.createdByPython(each) or shiboken6.ownedByPython(each)
        if not made_here and not isinstance(each, QObject | QMetaObject):
            yield f"PySide goes on knowing a {type(each).__name__}"


def taking_keys(window: QWidget) -> list[QWidget]:
    """What Tab comes to, in its order."""
    chain, at = [], window.nextInFocusChain()
    while at is not None and at is not window:
        takes = at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and at.window() is window and not at.focusProxy():
            chain.append(at)
        at = at.nextInFocusChain()
    return chain


def against_sight(window: QWidget) -> Iterator[str]:
    """Steps of Tab that lead up or to the left, but for the one by which a round ends."""
    chain = taking_keys(window)
    back = [
        (one, other) for one, other in zip(chain, chain[1:] + chain[:1], strict=True) if goes_back(window, one, other)
    ]
    yield from (f"Tab goes back from {_called(one)} to {_called(other)}" for one, other in back if len(back) > 1)


def walked_through(window: QWidget, name: str) -> bool:
    """Whether Tab goes through all of it: any key closes the test picture, and the station's pages have tests."""
    return isinstance(window, Dialog | QMainWindow) and not isinstance(window, StationWindow) and name not in CROWDED


def walked(window: QWidget) -> Iterator[str]:
    """What is wrong on the way of somebody who presses Tab until they are where they began, and Shift+Tab back.

    The focus is asked after each key: objects for Qt's own parts, as its chain of focus would make, are never made.
    """
    # Only the active window tells that its focus goes from one thing to another.
    window.activateWindow()
    settle()
    forth, back = Round(window, Qt.Key.Key_Tab), Round(window, Qt.Key.Key_Backtab)
    yield from [*forth.problems, *back.problems]
    yield from forth.against_sight if len(forth.against_sight) > 1 else ()
    # What is made anew by a choice on the way is another stop by then.
    if not forth.problems and not back.problems and {*forth.way} == {*back.way}:
        there, again = forth.way, [*back.way[:1], *reversed(back.way[1:])]
        if there != again:
            yield f"Shift+Tab goes another way back than Tab came: {there}, {again}"
    elif not forth.problems and not back.problems and all(map(shiboken6.isValid, [*forth.stops, *back.stops])):
        yield f"Tab and Shift+Tab don't come to the same: {sorted({*forth.way} ^ {*back.way})}"


class Round:
    """Where the keyboard comes by a key, from where it is until it is there again."""

    def __init__(self, window: QWidget, key: Qt.Key) -> None:
        self.way: list[str] = []
        self.stops: list[QWidget] = []
        self.problems: list[str] = []
        self.against_sight: list[str] = []
        """Steps that lead up or to the left, but for the one by which a round ends."""
        at = window.focusWidget()
        if at is None or not at.isVisible():
            QTest.keyClick(window, key)
            at = window.focusWidget()
        first = at
        while at is not None and len(self.way) < MOST_STOPS:
            KEPT.append(at)
            self.stops.append(at)
            name = _called(at)
            self.way.append(name)
            for _ in range(PARTS if isinstance(at, QDateTimeEdit | QTextBrowser) else 1):
                QTest.keyClick(at, key)
                QApplication.processEvents()
                after = window.focusWidget()
                if after is not at:
                    break
            if after is None or after is at:
                # A window may have one thing alone that takes keys.
                self.problems += [f"{name} keeps the keyboard: {key.name} leads nowhere"] * (len(self.way) > 1)
                return
            if after.visibleRegion().isEmpty():
                self.problems.append(f"{key.name} comes to {_called(after)}, which nobody sees")
            if shiboken6.isValid(at) and goes_back(window, at, after):
                self.against_sight.append(f"Tab goes back from {name} to {_called(after)}")
            at = after
            if at is first or not shiboken6.isValid(first):
                return
        if at is not None:
            self.problems.append(f"{key.name} never comes back to {self.way[0]}: {self.way[-6:]}")


def goes_back(window: QWidget, one: QWidget, other: QWidget) -> bool:
    """Whether a step of Tab leads up or to the left without need."""
    # The page of an entry is where a round begins, for those who hear it.
    # And the page of an exercise is made when it is first looked at: Tab comes to it after the console's bar.
    if isinstance(other, Page) or one.objectName() == "open-station":
        return False
    if scroller(one) is scroller(other):
        before, after = (QRect(each.mapTo(window, QPoint()), each.size()) for each in (one, other))
    else:
        # What is scrolled away stands where nobody sees it.
        before, after = shown_of(one, window), shown_of(other, window)
        if before.isEmpty() or after.isEmpty():
            return False
    above = after.bottom() <= before.top() and after.left() < before.right()
    left = after.right() <= before.left() and after.top() < before.bottom() and after.bottom() > before.top()
    return above or left


def unseen_focus(window: QWidget) -> Iterator[str]:
    """Where the keyboard can be without anything telling so, each kind of widget once."""
    before = window.focusWidget()
    for each in taking_keys(window):
        if not shiboken6.isValid(each):
            # Another row of a list shows other columns.
            continue
        looks = (type(each), *(each.property(name) for name in ("role", "touch", "bare", "flat", "checkable")))
        # A page of an entry is announced; what is on it has the frame.
        if each is before or looks in LOOKED_AT or isinstance(each, Page):
            continue
        LOOKED_AT.add(looks)
        without = each.grab().toImage()
        each.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if each.hasFocus() and each.grab().toImage() == without:
            yield f"nothing tells that {_called(each)} has the keyboard"
    if before is not None:
        before.setFocus()


def wrong_default(window: Dialog) -> Iterator[str]:
    for button in window.findChildren(QPushButton):
        if not button.isDefault():
            continue
        if button.property("role") == "danger":
            yield f"Enter presses {_called(button)}"
        if window.objectName() in BRINGS_IN and button.property("role") == "primary":
            yield f"Enter brings in by {_called(button)}"


def seen(window: QWidget, kind: type) -> list:
    return [each for each in window.findChildren(kind) if each.isVisible() and each.window() is window]


def scroller(widget: QWidget) -> QAbstractScrollArea | None:
    """What scrolls the widget, if anything does."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at.parentWidget(), QAbstractScrollArea) and at.parentWidget().viewport() is at:
            return at.parentWidget()
        if isinstance(at, QTabBar):
            return at  # type: ignore[return-value]
        at = at.parentWidget()
    return None


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} “{widget.objectName() or text[:30]}”"


def _said(area: QRect) -> str:
    return f"{area.x()},{area.y()} {area.width()}×{area.height()}"


# Opening them


def settle() -> None:
    """Until threads have brought what they read, be it on what others read before, and everything is laid out."""
    turns = 2
    while turns:
        QThreadPool.globalInstance().waitForDone(5_000)
        QApplication.processEvents()
        turns = 2 if running else turns - 1


def windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and not isinstance(each, QFrame)]


def look_at(window: QWidget, name: str, pictures: Path | None, *, walks: bool) -> Iterator[str]:
    """What is wrong with it on each screen, the smallest first, where it was opened; where it `walks`, by Tab too."""
    wish = window.size()
    if window.windowIcon().pixmap(48, 48).toImage() != app_icon().pixmap(48, 48).toImage():
        yield f"{name} has not the program's icon"
    # A screen is asked for anew each time: Qt's object for it may go with a window that was on it.
    for number in range(len(screens())):
        if number:
            screen = screens()[number]
            area = screen.availableGeometry().size() - QSize(8, TITLE_BAR)
            window.windowHandle().setScreen(screen)
            # As who has room gives it; a dialog that is as large as what is in it stays so.
            grows = not isinstance(window, Dialog) or window.testAttribute(Qt.WidgetAttribute.WA_Resized)
            window.resize(area if grows else wish.boundedTo(area))
            window.move(screen.availableGeometry().topLeft())
        settle()
        # Where Tab leads first, lists may take their first row, and with it what is said of it.
        if isinstance(window, Dialog):
            # What came by that is in the order from the next key on.
            for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) * 2:
                QTest.keyClick(window.focusWidget() or window, key)
                settle()
        screen = screens()[number]
        yield from [f"{name} on {screen.name()}: {each}" for each in wrong(window, screen)]
        if not walks and not number:
            yield from (f"{name}: {each}" for each in faint_texts(window))
        if TRANSLATED and not number and name not in SAID_HERE:
            yield from (f"{name}: {each}" for each in TRANSLATED[0].of(window) if f"“{MEANT.get(name)}”" not in each)
        if not number and isinstance(window, Dialog):
            yield from (f"{name}: {each}" for each in unseen_focus(window))
        if walks and not number and walked_through(window, name):
            yield from (f"{name}: {each}" for each in walked(window))
        if pictures is not None:
            window.grab().save(str(pictures / f"{name.replace(' ', '_')}-{screens()[number].name()}.png"))


class LongerWords(gettext.NullTranslations):
    """A language whose words are a third longer than the English ones: every vowel is written twice."""

    def gettext(self, message: str) -> str:
        # Patterns of file names are no words.
        if "*." in message:
            return message
        parts = re.split(r"(\{[^}]*\}|&\w)", message)
        return "".join(
            part if number % 2 else re.sub("[aeiou]", r"\g<0>\g<0>", part) for number, part in enumerate(parts)
        )

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)


def screens() -> list[QScreen]:
    """The smallest first."""
    return sorted(QGuiApplication.screens(), key=lambda each: each.size().width())


def main(folder: str, words: str = "english", pictures: str = "", only: str = "") -> None:
    began = monotonic()
    if words == "longer":
        longer = LongerWords()
        i18n._catalogue = lambda _language: longer  # type: ignore[assignment]
    make_application()
    if words == "german":
        speak_in_windows("de")
        TRANSLATED.append(LeftOver("de"))
    path = Path(folder)
    library = open_library(path / "library.sqlite")
    (workshop,) = (card.id for card in list_workshops(library))
    steps = {step.exercise: step.id for step, _ in exercise_steps(library, workshop)}
    for kind in ("learning_mix", "composed", "looking_back", "canvas", "stories", "challenge"):
        steps.setdefault(kind, add_exercise(library, workshop, kind).value)
    tell_stories(library, workshop, steps["stories"])
    change_station(library, late_arrivals=True)
    run_step(library, steps["network"])
    program = Program(library.path)
    shown = Path(pictures) if pictures else None
    # The order is the same in every language.
    walks = words == "english"
    problems: list[str] = []
    opened: set[str] = set()
    program.use(library)
    # Where this takes longer than a minute, a copy would be there before it is made.
    program.opened.backups.stop()
    world = World(program, path, workshop, steps)
    places: list[tuple[str, Opener]] = [*OPENERS.items()]
    program.open_workshop(workshop)
    world.console.setGeometry(screens()[0].availableGeometry().adjusted(4, TITLE_BAR, -4, -4))
    settle()
    problems += (f"the console: {each}" for each in remembered())
    for name, opener in places:
        if not re.search(only, name):
            continue
        before = set(map(id, windows()))
        opener(world)
        settle()
        new = [each for each in windows() if id(each) not in before]
        problems += (f"{name}: {each}" for each in remembered())
        for window in new:
            opened |= {window.objectName(), kind_of(type(window))}
            problems += look_at(window, name, shown, walks=walks)
        if not new:
            problems.append(f"{name} opened nothing")
        for window in new:
            window.close()
        settle()
    for name, turn in main_windows(world):
        if not re.search(only, name):
            continue
        window = turn()
        opened.add(kind_of(type(window)))
        problems += (f"{name}: {each}" for each in remembered())
        problems += look_at(window, name, shown, walks=walks)
    missing = sorted(wanted() - opened) if words == "english" and not only else []
    sys.stdout.write(
        json.dumps({"problems": problems, "missing": missing, "opened": len(opened), "took": monotonic() - began})
    )
    sys.stdout.flush()
    # What is open is no matter: only what was said is.
    import os

    os._exit(0)


def tell_stories(library: Library, workshop: int, step: int) -> None:
    """Stories that wait and that are planned, and readers of whom one's mails are due."""
    house = House.__new__(House)
    house.library, house.workshop, house.step = library, workshop, step
    house.people = [person.id for person in people_of(library, workshop) if person.id is not None]
    house.planned(0, headline="What a drawing at the machine showed all who stood around it on Monday")
    house.planned(1, headline="Asking first")
    house.tell(2, f"{LONG} of the night shift and I asked. " * 12, headline=LONG, named=[3, 4, 5])
    house.wants(6)
    today = date.today()
    add_reader(library, step, LONG, "aleksandra.wisniewska-kowalczyk@maintenance.example.org", "house", today)
    begin_on(library, step, today)


def main_windows(world: World) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """The large windows in each of their states."""
    console, program = world.console, world.program
    full = screens()[0].availableGeometry()
    screen = full.adjusted(4, TITLE_BAR, -4, -4)

    def console_at(kind: str, page: str) -> Callable[[], QWidget]:
        def turn() -> QWidget:
            QApplication.processEvents()
            console.setGeometry(screen)
            console.agenda.choose(world.steps[kind])
            console.actions_by_name[page].trigger()
            return console

        return turn

    # The pages of "learning_mix" are those of "composed".
    for kind in ("network", "three_questions", "looking_back", "composed", "stories", "challenge"):
        for page in ("page_run", "page_results", "page_notes"):
            yield f"console {kind} {page}", console_at(kind, page)

    def projector() -> QWidget:
        console.setGeometry(screen)
        program.opened.show_projector(True)
        assert program.opened.projector is not None
        program.opened.projector.placement.choose(AS_WINDOW)
        return program.opened.projector

    yield "projector", projector

    def warned() -> QWidget:
        """Nothing can be saved, the room reads along, and has just been shown something else."""
        console_at("network", "page_run")()
        console.mirrored.show()
        world.library.path.rename(world.folder / "elsewhere.sqlite")
        program.opened.bridge.watch.check()
        program.opened.stage.show(blank=True)
        assert console.toast.isVisible()
        return console

    yield "console with all warnings", warned

    def listing() -> QWidget:
        window = program.window
        window.show()
        window.setGeometry(screen)
        window.notice.say("“The network of the maintenance department” was moved to Recently deleted.")
        return window

    yield "library that is gone", listing

    def back() -> QWidget:
        (world.folder / "elsewhere.sqlite").rename(world.library.path)
        program.opened.bridge.watch.check()
        console.mirrored.hide()
        program.window.setGeometry(screen)
        return program.window

    yield "library", back

    def bin_of() -> QWidget:
        program.window.actions_by_name["deleted"].trigger()
        program.window.setGeometry(screen)
        return program.window

    yield "library bin", bin_of
    program.window.hide()

    def opening() -> QWidget:
        window = OpeningWindow("A workshop of " + LONG)
        window.show()
        return window

    yield "opening", opening
    program.opened.show_projector(False)

    def station() -> QWidget:
        program.opened.open_station()
        window = program.opened.station
        assert window is not None
        window.placement.close()
        window.showNormal()
        window.setGeometry(full)
        return window

    yield "station names", station

    def turned(turn: Callable[[SimulatedUser], object], page: str) -> Callable[[], QWidget]:
        def to() -> QWidget:
            window = program.opened.station
            assert window is not None
            window.setGeometry(full)
            user = SimulatedUser(window)
            turn(user)
            assert user.sees(page), f"no {page}"
            return window

        return to

    for name, turn, page in STATION:
        yield f"station {name}", turned(turn, page)


LETTERS = "ABCDEFGHIJKL"
"""As many contacts as are usual."""

STATION: tuple[tuple[str, Callable[[SimulatedUser], object], str], ...] = (
    ("newcomer", lambda user: user.click("station-newcomer"), "station-newcomer-page"),
    ("hello", lambda user: user.type("Zed Newman\n"), "station-hello"),
    ("notice", lambda user: user.type("\n"), "notice-more"),
    ("way", lambda user: user.type("\n"), "network-way"),
    ("contacts", lambda user: user.type("1" + "".join(f"{each}\n" for each in LETTERS)), "network-contacts"),
    ("rate", lambda user: user.type("\n111"), "network-rate"),
    ("ties", lambda user: user.type("222333411" + "121212121212" * 5 + "\n"), "network-ties"),
    ("shape", lambda user: user.type("a\n"), "network-shape"),
    ("shape explained", lambda user: user.type("bw"), "network-shape"),
    ("contacts' map", lambda user: user.type("mw"), "network-ego-map"),
    ("thanks", lambda user: user.click("network-stop"), "station-thanks"),
    ("again", lambda user: user.type("\n"), "station-names"),
    ("another newcomer", lambda user: user.click("station-newcomer"), "station-newcomer-page"),
    ("length", lambda user: user.type("Yma Other\n\n\n2"), "network-length"),
    ("tally", lambda user: user.type("12\n7"), "network-tally"),
    ("counted wrong", lambda user: user.type("99"), "network-problem"),
    ("stopped", lambda user: user.click("network-stop"), "station-thanks"),
    ("names again", lambda user: user.type("\n"), "station-names"),
    ("pin", lambda user: user.click("station-leave"), "station-ask-pin"),
)


if __name__ == "__main__":
    main(*sys.argv[1:])
