"""A sitting on two real screens whose cable comes out: run by test_real_screens.py in a process of its own.

Does what the test asks for on standard input, one word a line, and answers each with one line of JSON.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.exercises.registry import exercise
from facilitator.storage.library import open_library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.station import change_station
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.application import make_application
from ui.people.dialog import RosterDialog
from ui.screen_numbers import ScreenNumber
from ui.screen_preferences import StoredPlaces
from ui.screens import AS_WINDOW, ScreenIdentity, screen_choice_to_json
from ui.simulated_user import SimulatedUser
from ui.station.waiting_pages import CoverPage


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def facts(window: QWidget | None) -> object:
    if window is None or not window.isVisible():
        return None
    area = window.geometry()
    return {
        "area": [area.x(), area.y(), area.width(), area.height()],
        "full": window.isFullScreen(),
        "screen": window.screen().name(),
        "front": window.isActiveWindow(),
    }


def main(folder: str) -> None:
    make_application()
    library = open_library(Path(folder) / "library.sqlite")
    (workshop_id,) = (card.id for card in list_workshops(library))
    step_id = next(step.id for step in steps_of(library, workshop_id) if step.exercise)
    run_step(library, step_id)
    exercise("network").discard(library, step_id, people_of(library, workshop_id)[0].id)
    program = Program(library.path)
    program.use(library)
    program.open_workshop(workshop_id)
    assert program.opened.console is not None
    program.opened.console.setGeometry(QRect(20, 40, 1100, 620))
    people: RosterDialog | None = None
    for line in sys.stdin:
        word, _, settle = line.strip().partition(" ")
        if word == "open":
            program.opened.show_projector(True)
        elif word == "close":
            program.opened.show_projector(False)
        elif word == "minimise" and program.opened.projector is not None:
            program.opened.projector.showMinimized()
        elif word == "f11" and program.opened.projector is not None:
            program.opened.projector.toggle_full_screen()
        elif word == "by-hand-left" and program.opened.projector is not None:
            program.opened.projector.toggle_full_screen()
            program.opened.projector.setGeometry(QRect(200, 200, 640, 360))
        elif word == "by-hand-right" and program.opened.projector is not None:
            program.opened.projector.setGeometry(QRect(1400, 200, 640, 360))
        elif word == "console-right":
            program.opened.console.setGeometry(QRect(1400, 100, 1100, 620))
        elif word == "console-left":
            program.opened.console.setGeometry(QRect(20, 40, 1100, 620))
        elif word == "wish-PROJECTOR" and program.opened.projector is not None:
            second = next(each for each in QGuiApplication.screens() if each.name() == "PROJECTOR")
            program.opened.projector.placement.choose(ScreenIdentity.of(second))
        elif word == "as-on-wayland" and program.opened.projector is not None:
            # What no window system that a test can split into screens is: one that lets no window be placed.
            program.opened.projector.placement.places_windows = False
        elif word == "wish-window" and program.opened.projector is not None:
            program.opened.projector.placement.choose(AS_WINDOW)
        elif word == "people":
            people = RosterDialog(library, program.opened.bridge, program.opened.history, workshop_id, None)
            people.places = StoredPlaces(library)
            people.open()
        elif word == "people-moved" and people is not None:
            people.move(120, 130)
            people.resize(900, 500)
        elif word == "people-closed" and people is not None:
            people.reject()
            people = None
        elif word == "numbers":
            program.opened.console.actions_by_name["screen_numbers"].trigger()
        elif word == "station":
            program.opened.open_station()
        elif word.startswith("station-on-"):
            name = word.removeprefix("station-on-")
            screen = next((each for each in QGuiApplication.screens() if each.name() == name), None)
            wish = None if screen is None else screen_choice_to_json(ScreenIdentity.of(screen))
            change_station(library, screen=wish)
        elif word == "private" and program.opened.station is not None:
            # Somebody is answering: a page that nobody else may see.
            user = SimulatedUser(program.opened.station)
            user.type("alek\n\n\n1Zyxwvut Secret\n")
        wait(int(settle or 0))
        answer = {
            "screens": {screen.name(): screen.geometry().width() for screen in QGuiApplication.screens()},
            "console": facts(program.opened.console),
            "projector": facts(program.opened.projector),
            "people": facts(people),
            "station": facts(program.opened.station),
            "covered": program.opened.station is not None
            and program.opened.station.findChildren(CoverPage)[0].isVisible(),
            "station-says": program.opened.console.bar.station.text(),
            "place": program.opened.console.projector_panel.place.text(),
            "says": program.opened.console.projector_panel.says.text(),
            "numbers": {
                each.number: [each.screen().name(), each.screen().geometry().contains(each.geometry())]
                for each in program.opened.console.findChildren(ScreenNumber)
                if each.isVisible()
            },
            "screens-to-choose": [
                program.opened.console.projector_panel.screens.itemText(row)
                for row in range(program.opened.console.projector_panel.screens.count())
            ],
            "mirrored": program.opened.console.mirrored.isVisible(),
            "windows": sorted(each.objectName() for each in QApplication.topLevelWidgets() if each.isVisible()),
            "pops up": QApplication.activePopupWidget() is not None,
            "picture": not program.opened.console.projector_panel.thumbnail.picture.isNull(),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if word == "quit":
            break
    program.close()


if __name__ == "__main__":
    main(sys.argv[1])
