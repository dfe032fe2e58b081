"""Importing a study of 1,000 people × 40 contacts × 5 questions, beside pandas and sqlite3 with the same rows.

Ours is all that happens between a file and the answers being in the library: what the columns are, every cell read
and checked, whose each row is, one transaction with its undo. The peer reads the file with pandas and inserts its rows
with sqlite3, in one transaction as well. Reading the workbook alone stands beside openpyxl's and calamine's own.

Times are those of the processor: what other programs take of a busy machine is none of either. The first import of a
process stands beside the peer's first in a process of its own; both then load what they are made of.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import read_table, write_csv, write_xlsx
from facilitator.storage.library import Library, open_library
from facilitator.tabular import Table

PEOPLE, CONTACTS, QUESTIONS = 1_000, 40, 5


def main() -> int:
    """Print seconds and ratios; the folder for the files may be given, to measure another disk."""
    if sys.argv[1:2] == ["--first"]:
        first(sys.argv[2], Path(sys.argv[3]))
        return 0
    with TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        study = made()
        write_csv(study, folder / "study.csv")
        start = process_time()
        write_xlsx(study, folder / "study.xlsx")
        print(f"{'workbook written':40s} {process_time() - start:6.2f} s")
        openpyxl = timed(lambda: list(load_workbook(folder / "study.xlsx", read_only=True).worksheets[0].values))
        calamine = timed(lambda: CalamineWorkbook.from_path(folder / "study.xlsx").get_sheet_by_index(0).to_python())
        ours = timed(lambda: read_table(folder / "study.xlsx"))
        print(f"{'workbook read: openpyxl / calamine / ours':40s} {openpyxl:6.2f} / {calamine:.2f} / {ours:.2f} s")
        print(f"ours / openpyxl = {ours / openpyxl:.2f}, ours / calamine = {ours / calamine:.2f}")
        for suffix in ("csv", "xlsx"):
            both = [in_a_process(who, folder / f"study.{suffix}") for who in ("peer", "own")]
            print(f"{suffix + ' first in a process: peer / ours':40s} {both[0]:6.2f} / {both[1]:.2f} s")
            print(f"ours / peer, first in a process = {both[1] / both[0]:.2f}")
            peer(folder / f"study.{suffix}", folder / f"{suffix}-before.sqlite")
            once_before(folder / f"study.{suffix}", folder / f"own-{suffix}-before.sqlite")
            theirs = timed(lambda suffix=suffix: peer(folder / f"study.{suffix}", folder / f"{suffix}.sqlite"))
            library = open_library(folder / f"own-{suffix}.sqlite")
            workshop = start_workshop(library, "Study").value
            whole = timed(lambda suffix=suffix, library=library, workshop=workshop:
                          own(folder / f"study.{suffix}", library, workshop))  # fmt: skip
            library.close()
            print(f"{suffix + ' imported: pandas and sqlite3 / ours':40s} {theirs:6.2f} / {whole:.2f} s")
            print(f"ours / pandas and sqlite3 = {whole / theirs:.2f}")
    return 0


def in_a_process(who: str, path: Path) -> float:
    """Seconds of the processor from a program's start until its first import is done.

    What is installed has its modules compiled: a run before sees to that, wherever Python is told not to keep them.
    """
    command = [sys.executable, __file__, "--first", who, str(path)]
    keeps = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    times = [subprocess.run(command, check=True, capture_output=True, text=True, env=keeps) for _ in range(2)]
    return float(times[-1].stdout)


def first(who: str, path: Path) -> None:
    """Import once, and print how long this process has needed for it without its start and the library's."""
    place = path.with_suffix(f"{path.suffix}.{who}.sqlite")
    place.unlink(missing_ok=True)
    if who == "peer":
        print(timed(lambda: peer(path, place)))
        return
    library = open_library(place)
    workshop = start_workshop(library, "Study").value
    print(timed(lambda: own(path, library, workshop)))
    library.close()


def once_before(path: Path, place: Path) -> None:
    """Import once, so that the next is not the first of this process."""
    library = open_library(place)
    own(path, library, start_workshop(library, "Before").value)
    library.close()


def made() -> Table:
    """The study, long: a row for each contact."""
    random = Random(1)
    rows = (
        (f"Person {person}", f"Contact {person}-{contact}", *(str(random.randint(1, 3)) for _ in range(QUESTIONS)))
        for person in range(PEOPLE)
        for contact in range(CONTACTS)
    )
    return Table.of_rows("study", ("participant", "contact", *(f"Question {n}" for n in range(1, QUESTIONS + 1))), rows)


def peer(path: Path, library: Path) -> None:
    """Read with pandas, inserted with sqlite3: a row for each contact, and one for each answer."""
    import pandas as pd

    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path)
    questions = list(frame.columns[2:])
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, participant TEXT, name TEXT)")
        connection.execute("CREATE TABLE rating (contact_id INTEGER, question TEXT, code INTEGER)")
        people = zip(frame.index.tolist(), frame["participant"].tolist(), frame["contact"].tolist(), strict=True)
        connection.executemany("INSERT INTO contact VALUES (?, ?, ?)", people)
        for question in questions:
            codes = ((place, question, code) for place, code in enumerate(frame[question].tolist()))
            connection.executemany("INSERT INTO rating VALUES (?, ?, ?)", codes)


def own(path: Path, library: Library, workshop: int) -> None:
    """The same by the door through which people bring it, into a workshop that is there."""
    outcome = import_files(library, workshop, [path], Options(new_questions=True))
    assert not outcome.failed, outcome.files[0].proposal.plan.errors


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
