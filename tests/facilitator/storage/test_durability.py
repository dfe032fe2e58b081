"""What is said to be saved is saved: over a kill without warning, and with several programs at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.read import read_network
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import list_workshops

ANSWERING = """
import sys
from pathlib import Path
from facilitator.exercises.network.answers import Who, add_contact, rate
from facilitator.storage.library import open_library
library = open_library(Path(sys.argv[1]))
who = Who(int(sys.argv[2]), int(sys.argv[3]))
contact = int(sys.argv[4])
turn = 0
while True:
    for factor in ("group", "proximity", "interaction", "time_known"):
        code = turn % 4 + 1
        rate(library, who, contact, factor, code)
        print(factor, code, flush=True)
    turn += 1
"""

PROGRAMS = ("One", "Two", "Three")

WRITING = """
import sys
from pathlib import Path
from facilitator.storage.library import open_library
from facilitator.workshop.workshops import new_workshop
library = open_library(Path(sys.argv[1]))
for number in range(40):
    new_workshop(library, f"{sys.argv[2]} {number}")
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("after", [1, 7, 30])
def test_a_kill_in_the_stream_of_answers_loses_nothing_said(
    library: Library, network_step: int, workshop: int, after: int
) -> None:
    who = Who(network_step, people_of(library, workshop)[0].id)
    contact = add_contact(library, who).value
    path = library.path
    library.close()
    arguments = [sys.executable, "-c", ANSWERING, str(path), str(who.step_id), str(who.participant_id), str(contact)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    expected = {factor: int(code) for factor, code in (line.split() for line in said if line.endswith("\n"))}
    opened = open_library(path)
    found = read_network(opened, who.step_id, who.participant_id).contacts[0].ratings
    opened.close()
    # The one answer that was on its way when the kill came may be there or not: at most one is ahead.
    assert set(expected) <= set(found)
    assert sum(found[factor] != expected.get(factor) for factor in found) <= 1


def test_several_programs_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    # None of them finds a library: all make it, and one of them does it first.
    programs = [subprocess.Popen([sys.executable, "-c", WRITING, str(path), name]) for name in PROGRAMS]
    assert [program.wait(timeout=300) for program in programs] == [0] * len(PROGRAMS)
    library = open_library(path)
    titles = sorted(card.title for card in list_workshops(library))
    library.close()
    assert titles == sorted(f"{name} {number}" for name in PROGRAMS for number in range(40))


def test_another_program_sees_an_answer_at_once(library: Library, network_step: int, workshop: int) -> None:
    other = open_library(library.path)
    who = Who(network_step, people_of(library, workshop)[0].id)
    for number in range(1, 4):
        add_contact(library, who)
        assert len(read_network(other, who.step_id, who.participant_id).contacts) == number
        time.sleep(0)
    other.close()
