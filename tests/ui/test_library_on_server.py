"""The windows over a library on a server: what others write, a server that is away, and what only a file has."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from keyring_in_memory import KeyringInMemory, keyring_of_the_test
from library_server import PASSWORD, LibraryServer
from line_to_server import BreakingLine, breaking_line
from prepared import workshop_of_six
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import ServerAway
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.passwords import forget_password
from facilitator.workshop.agenda import run_step
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops, rename_workshop
from ui.app import Program
from ui.console.people_model import STANDING
from ui.preferences import WINDOW_LANGUAGE
from ui.simulated_user import SimulatedUser
from ui.window_language import language_at

__all__ = ["keyring_of_the_test"]


@pytest.fixture
def line(server: LibraryServer) -> Iterator[BreakingLine]:
    """What the program's connections go over."""
    with breaking_line(server.port) as made:
        yield made


@pytest.fixture
def elsewhere(address: ServerAddress) -> Iterator[Library]:
    """The library as another program has it open."""
    opened = open_library(address)
    yield opened
    opened.close()


@pytest.fixture
def room(elsewhere: Library) -> tuple[int, int]:
    """A workshop with people and a step of the network, by their ids."""
    workshop = workshop_of_six(elsewhere)
    return workshop, next(step.id for step, each in exercise_steps(elsewhere, workshop) if each.kind == "network")


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    made: list[Program] = []
    yield made
    for each in made:
        if each.opened is not None and each.opened.station is not None:
            each.opened.station.release()
        each.close()


def begun(qtbot: QtBot, address: ServerAddress, programs: list[Program], workshop: int | None = None) -> Program:
    """A program that has the library open, and a workshop of it."""
    program = Program(address)
    program.watch_errors()
    programs.append(program)
    with qtbot.waitSignal(program._settled):
        program.open()
    if workshop is not None:
        program.open_workshop(workshop)
    return program


def refused(qtbot: QtBot, address: ServerAddress, programs: list[Program]) -> Program:
    """A program that could not open the library, and says or asks something of that."""
    program = Program(address)
    programs.append(program)
    with qtbot.waitSignal(program.refused):
        program.open()
    return program


def names_in(program: Program) -> list[str]:
    model = program.opened.console.pane.people.model  # type: ignore[union-attr]
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def state_of(program: Program, name: str) -> str:
    """How far somebody is; whoever is not listed yet has all to go."""
    if name not in names_in(program):
        return "to_go"
    model = program.opened.console.pane.people.model  # type: ignore[union-attr]
    return str(model.index(names_in(program).index(name)).data(STANDING).state)


def banner(window: QWidget | None) -> str:
    """What stands above everything in a window; "" while nothing does."""
    assert window is not None
    words = window.findChild(QLabel, "library-lost-words")
    assert words is not None
    return words.text() if words.isVisibleTo(window) else ""


def child(parent: QWidget | None, kind: type, name: str):  # type: ignore[no-untyped-def]
    assert parent is not None
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def at_station(qtbot: QtBot, program: Program, name: str) -> SimulatedUser:
    """Somebody sits at the station, at the list of their contacts."""
    opened = program.opened
    assert opened is not None
    set_pin(opened.library, "2468")
    opened.open_station()
    assert opened.station is not None
    user = SimulatedUser(opened.station)
    user.type(name[:4].lower() + "\n\n\n\n")
    qtbot.waitUntil(lambda: user.sees("network-contact-name"))
    return user


def test_it_lists_opens_and_offers_nothing_that_only_a_file_has(
    qtbot: QtBot, address: ServerAddress, room: tuple[int, int], programs: list[Program]
) -> None:
    program = begun(qtbot, address, programs, room[0])
    assert program.opened is not None and program.opened.console is not None
    assert program.window.cards.rowCount() == 1
    assert str(address) in program.window.windowTitle()
    hidden = {name for name, action in program.window.actions_by_name.items() if not action.isVisible()}
    assert hidden >= {"copies", "check", "passphrase"} and not hidden & {"hand_over", "take_over", "other"}
    assert "nothing goes over a network" in child(program.window, QLabel, "undo-text").text()
    # What makes copies of a file is quiet here.
    rename_workshop(program.opened.library, room[0], "Renamed")
    program.opened.backups.check()
    program.opened.backups.end()
    assert "Renamed" in program.opened.console.windowTitle()


def test_two_consoles_on_one_workshop_see_each_other(
    qtbot: QtBot, address: ServerAddress, room: tuple[int, int], programs: list[Program]
) -> None:
    workshop, step = room
    one, other = (begun(qtbot, address, programs, workshop) for _ in range(2))
    assert one.opened is not None and other.opened is not None
    run_step(one.opened.library, step)
    for program in (one, other):
        program.opened.console.run(step)  # type: ignore[union-attr]
    add_people(one.opened.library, workshop, [Person("Zoë Late")])
    qtbot.waitUntil(lambda: "Zoë Late" in names_in(other))
    late = next(each.id for each in people_of(other.opened.library, workshop) if each.name == "Zoë Late")
    add_contact(other.opened.library, Who(step, late), "Ada")
    qtbot.waitUntil(lambda: state_of(one, "Zoë Late") != "to_go")
    renamed = rename_workshop(other.opened.library, workshop, "Renamed elsewhere")
    qtbot.waitUntil(lambda: "Renamed elsewhere" in one.opened.console.windowTitle())  # type: ignore[union-attr]
    renamed.undo()
    qtbot.waitUntil(lambda: "Renamed" not in one.opened.console.windowTitle())  # type: ignore[union-attr]


def test_a_server_that_hangs_is_said_by_every_window_and_what_was_typed_stays(
    qtbot: QtBot, address: ServerAddress, line: BreakingLine, room: tuple[int, int], programs: list[Program]
) -> None:
    workshop, step = room
    program = begun(qtbot, replace(address, port=line.port), programs, workshop)
    opened = program.opened
    assert opened is not None and opened.console is not None
    run_step(opened.library, step)
    opened.console.run(step)
    opened.show_projector(True)
    name = people_of(opened.library, workshop)[0].name
    user = at_station(qtbot, program, name)
    field = child(user.window, QLineEdit, "network-contact-name")
    user.type("Ad")
    line.hang(True)
    user.type("a\n")
    qtbot.waitUntil(lambda: bool(banner(user.window) and banner(opened.console) and banner(program.window)))
    assert "does not answer" in banner(opened.console)
    # Strangers read no address, and there is no copy to be saved.
    assert "call the person who leads" in banner(user.window)
    assert not child(opened.console, QWidget, "save-copy").isVisibleTo(opened.console)
    said = child(user.window, QLabel, "network-status")
    assert "does not answer" in said.text() and address.database not in said.text()
    assert field.text() == "Ada" and child(user.window, QLabel, "network-saved").text() == "Not saved"
    user.type(" L")
    line.hang(False)
    qtbot.waitUntil(lambda: not (banner(user.window) or banner(opened.console) or banner(program.window)))
    assert field.text() == "Ada L" and "can be kept again" in said.text()
    user.type(".\n")
    assert field.text() == "" and "Saved" in child(user.window, QLabel, "network-saved").text()
    who = Who(step, people_of(opened.library, workshop)[0].id)
    assert [each.label for each in read_network(opened.library, who.step_id, who.participant_id).contacts] == ["Ada L."]
    qtbot.waitUntil(lambda: state_of(program, name) != "to_go")


def test_a_kill_of_the_server_loses_nothing_that_the_station_called_saved(
    qtbot: QtBot, server: LibraryServer, address: ServerAddress, room: tuple[int, int], programs: list[Program]
) -> None:
    workshop, step = room
    program = begun(qtbot, address, programs, workshop)
    assert program.opened is not None
    run_step(program.opened.library, step)
    person = people_of(program.opened.library, workshop)[0]
    user = at_station(qtbot, program, person.name)
    field, saved = child(user.window, QLineEdit, "network-contact-name"), child(user.window, QLabel, "network-saved")
    called_saved: list[str] = []
    killed = threading.Thread(target=server.kill)

    def press_enter() -> None:
        # What is read after it was kept may meet the kill: every window says then that the server is away.
        with suppress(ServerAway):
            user.type("\n")

    for number in range(8):
        field.setText(f"A{number}")
        if number == 4:
            killed.start()
        press_enter()
        if not field.text() and "Saved" in saved.text():
            called_saved.append(f"A{number}")
    killed.join()
    server.start()

    def sent() -> bool:
        """Whoever reads that it is not saved presses Enter again."""
        if field.text():
            press_enter()
        return not field.text()

    called_saved.append("A7")
    qtbot.waitUntil(sent)
    found = [each.label for each in read_network(program.opened.library, step, person.id).contacts]
    assert len(called_saved) >= 5 and set(called_saved) <= set(found)


def test_the_password_is_asked_for_tried_and_kept(
    qtbot: QtBot,
    address: ServerAddress,
    keyring_of_the_test: KeyringInMemory,
    monkeypatch: pytest.MonkeyPatch,
    programs: list[Program],
) -> None:
    monkeypatch.setenv("PGPASSFILE", os.devnull)
    program = refused(qtbot, address, programs)
    dialog = program.file.asking
    line = child(dialog, QLineEdit, "password")
    assert line.echoMode() == QLineEdit.EchoMode.Password
    line.setText("wrong")
    child(dialog, QPushButton, "yes").click()
    problem = child(dialog, QLabel, "problem")
    qtbot.waitUntil(lambda: "password authentication failed" in problem.text())
    line.setText(PASSWORD)
    with qtbot.waitSignal(program.ready):
        child(dialog, QPushButton, "yes").click()
    qtbot.waitUntil(lambda: list(keyring_of_the_test.kept.values()) == [PASSWORD])
    forget_password(address)
    begun(qtbot, address, programs)


def test_without_a_keyring_the_password_holds_until_the_program_ends(
    qtbot: QtBot,
    address: ServerAddress,
    keyring_of_the_test: KeyringInMemory,
    monkeypatch: pytest.MonkeyPatch,
    programs: list[Program],
) -> None:
    monkeypatch.setenv("PGPASSFILE", os.devnull)
    keyring_of_the_test.locked = True
    program = refused(qtbot, address, programs)
    dialog = program.file.asking
    child(dialog, QLineEdit, "password").setText(PASSWORD)
    with qtbot.waitSignal(program.ready):
        child(dialog, QPushButton, "yes").click()
    told = [each for each in QApplication.topLevelWidgets() if each.objectName() == "message" and each.isVisible()]
    assert "asked for it again" in "".join(each.text() for each in told[-1].findChildren(QLabel))
    told[-1].close()
    forget_password(address)


def test_in_an_empty_database_a_library_is_begun_only_when_somebody_says_so(
    qtbot: QtBot, server: LibraryServer, programs: list[Program]
) -> None:
    address = server.new_database()
    program = refused(qtbot, address, programs)
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", address.database) == [(0,)]
    with qtbot.waitSignal(program.ready):
        child(program.file.asking, QPushButton, "begin").click()
    assert list_workshops(program.opened.library) == []  # type: ignore[union-attr]


def test_a_server_that_is_not_there_is_said_and_tried_again(
    qtbot: QtBot, server: LibraryServer, address: ServerAddress, programs: list[Program]
) -> None:
    server.kill()
    program = refused(qtbot, address, programs)
    panel = child(program.window, QWidget, "library-refused")
    assert "can't be reached" in "".join(each.text() for each in panel.findChildren(QLabel))
    server.start()
    with qtbot.waitSignal(program.ready):
        child(panel, QPushButton, "again").click()


def test_it_is_chosen_from_a_library_in_a_file_which_remembers_it(
    qtbot: QtBot, library: Library, programs: list[Program]
) -> None:
    program = Program(library.path)
    programs.append(program)
    program.use(open_library(library.path))
    program.window.actions_by_name["other"].trigger()
    panel = child(program.window, QWidget, "other-library")
    line, yes = child(panel, QLineEdit, "server-address"), child(panel, QPushButton, "yes")
    for typed, said in (
        ("anna@server", "looks like postgresql://"),
        ("postgresql://anna:hunter2@server/library", "Leave the password"),
    ):
        line.setText(typed)
        yes.click()
        problem = child(panel, QLabel, "problem").text()
        assert said in problem and "hunter2" not in problem
    line.setText("postgresql://anna@server.example.org/library")
    yes.click()
    assert program.file.goes_on_with == ServerAddress.parse("postgresql://anna@server.example.org/library")
    again = Program(library.path)
    programs.append(again)
    again.file.choose_library()
    assert child(again.window, QLineEdit, "server-address").text() == "postgresql://anna@server.example.org/library"


def test_windows_speak_what_was_chosen_there_once_that_is_known(
    qtbot: QtBot, address: ServerAddress, elsewhere: Library, programs: list[Program]
) -> None:
    WINDOW_LANGUAGE.set(elsewhere, "de")
    assert language_at(address) == "en"
    program = Program(address)
    programs.append(program)
    with qtbot.waitSignal(program.file.left):
        program.open()
    assert program.file.goes_on_with == address and program.opened is None
    assert language_at(address) == "de"
