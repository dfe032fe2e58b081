"""What was said to be saved on a server is there, whatever ends when: the client, the server, or the line between."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from library_server import LibraryServer, until
from line_to_server import BreakingLine, breaking_line

from facilitator.errors import LibraryGone, NotSaved, ServerAway
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.roster import Person, add_people, roster
from facilitator.workshop.workshops import list_workshops, new_workshop, rename_workshop

_WRITER = """
import sys
from facilitator.storage.library import open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.workshop.roster import Person, add_people

library = open_library(ServerAddress.parse(sys.argv[1]))
for number in range(10_000):
    add_people(library, int(sys.argv[2]), [Person(f"{number}a"), Person(f"{number}b")])
    print(number, flush=True)
"""


_COMMIT = b"COMMIT; SELECT pg_notify"
"""As the end of a transaction is sent, with what others are told of it."""


@pytest.fixture
def line(server: LibraryServer) -> Iterator[BreakingLine]:
    with breaking_line(server.port) as made:
        yield made


@pytest.fixture
def over_line(address: ServerAddress, line: BreakingLine) -> Iterator[Library]:
    library = open_library(replace(address, port=line.port))
    yield library
    library.close()


def is_gone(library: Library) -> bool:
    try:
        library.check_presence()
    except LibraryGone as error:
        assert "does not answer" in error.sentence
        return True
    return False


def names(library: Library, workshop_id: int) -> list[str]:
    with library.read() as session:
        return [person.name for person in roster(session, workshop_id)]


@pytest.mark.parametrize("after", [1, 7, 20])
@pytest.mark.parametrize("victim", ["client", "server"])
def test_a_kill_takes_nothing_that_was_acknowledged(
    address: ServerAddress, server: LibraryServer, victim: str, after: int
) -> None:
    library = open_library(address)
    workshop_id = new_workshop(library, "Room").value
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(address), str(workshop_id)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
    # It goes on meanwhile, so this is somewhere in a transaction or between two.
    if victim == "client":
        writer.kill()
    else:
        server.kill()
        server.start()
        writer.kill()
    said, _ = writer.communicate()
    acknowledged += [int(line) for line in said.split()]
    found = names(library, workshop_id)
    # All that was acknowledged, and at most the one that was being written; of that, both or neither.
    assert found[: 2 * len(acknowledged)] == [f"{number}{each}" for number in acknowledged for each in "ab"]
    assert len(found) in (2 * len(acknowledged), 2 * len(acknowledged) + 2)
    # Whoever is left writes on: nothing holds the lock of the one that was killed.
    add_people(library, workshop_id, [Person("Afterwards")])
    assert names(library, workshop_id)[-1] == "Afterwards"
    library.close()


def test_a_commit_that_the_server_has_kept_is_no_failure(
    over_line: Library, line: BreakingLine, address: ServerAddress
) -> None:
    new_workshop(over_line, "Before")
    other = open_library(address)
    heard: list[Change] = []
    other.changed.connect(heard.append)
    line.break_at, line.heard = _COMMIT, True
    made = new_workshop(over_line, "Kept")
    until(line.broken.is_set)
    until(lambda: heard)
    other.close()
    assert set(heard) == {Change(Topic.WORKSHOPS, made.value)}
    assert [each.title for each in list_workshops(over_line)] == ["Kept", "Before"]
    made.undo()
    assert [each.title for each in list_workshops(over_line)] == ["Before"]


def test_a_commit_that_the_server_never_heard_of_is_no_success(over_line: Library, line: BreakingLine) -> None:
    new_workshop(over_line, "Before")
    heard: list[Change] = []
    over_line.changed.connect(heard.append)
    line.break_at, line.heard = _COMMIT, False
    with pytest.raises(NotSaved, match="nothing was changed"):
        new_workshop(over_line, "Lost")
    until(line.broken.is_set)
    assert heard == []
    assert [each.title for each in list_workshops(over_line)] == ["Before"]
    new_workshop(over_line, "Again")
    assert [each.title for each in list_workshops(over_line)] == ["Again", "Before"]


def test_a_line_that_breaks_within_a_transaction_leaves_nothing_of_it(over_line: Library, line: BreakingLine) -> None:
    workshop_id = new_workshop(over_line, "Before").value
    line.break_at = b"UPDATE"
    with pytest.raises(NotSaved, match="the connection to the server is lost"), over_line.change("Both"):
        add_people(over_line, workshop_id, [Person("Anna")])
        rename_workshop(over_line, workshop_id, "After")
    assert names(over_line, workshop_id) == []
    assert [each.title for each in list_workshops(over_line)] == ["Before"]


def test_nobody_before_a_window_waits_for_a_server_that_says_nothing(
    address: ServerAddress, line: BreakingLine
) -> None:
    library = open_server_library(replace(address, port=line.port), for_windows=True)
    workshop_id = new_workshop(library, "Before").value
    heard: list[Change] = []
    library.changed.connect(heard.append)
    line.hang(True)
    # Whoever reads or writes just then waits for it no longer than whoever listens does.
    with pytest.raises(ServerAway, match="does not answer"):
        list_workshops(library)
    with pytest.raises(NotSaved):
        rename_workshop(library, workshop_id, "While it hangs")
    with pytest.raises(ServerAway), library.read():
        pass
    line.hang(False)
    until(lambda: not is_gone(library))
    assert set(heard) >= {Change(topic) for topic in Topic}
    rename_workshop(library, workshop_id, "After")
    assert [each.title for each in list_workshops(library)] == ["After"]
    library.close()


def test_while_the_server_is_away_nothing_is_said_to_be_saved(server: LibraryServer) -> None:
    address = server.new_library()
    library = open_library(address)
    heard: list[Change] = []
    library.changed.connect(heard.append)
    workshop_id = new_workshop(library, "Before").value
    sound = Preference("test_sound", bool, False)
    assert not sound.get(library)
    server.kill()
    with pytest.raises(NotSaved):
        rename_workshop(library, workshop_id, "While it is away")
    until(lambda: is_gone(library))
    with pytest.raises(LibraryGone, match=r"does not answer|can.t be reached"):
        list_workshops(library)
    # It may be heard again as soon as it listens, before `start` returns.
    before = len(heard)
    server.start()
    # What others may have written meanwhile is unknown: everybody here reads anew.
    until(lambda: len(heard) > before)
    library.check_presence()
    sound.set(library, True)
    assert sound.get(library)
    rename_workshop(library, workshop_id, "After")
    assert [each.title for each in list_workshops(library)] == ["After"]
    library.close()
