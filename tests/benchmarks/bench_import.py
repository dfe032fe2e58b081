"""Importing a study of 1,000 people × 40 contacts × 5 questions, beside pandas and sqlite3 with the same rows.

Ours is all that happens between a file and the answers being in the library: what the columns are, every cell read
and checked, whose each row is, one transaction with its undo. The peer reads the file with pandas and inserts its rows
with sqlite3, in one transaction as well. Reading the workbook alone stands beside openpyxl's and calamine's own.
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
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
    with TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        study = made()
        write_csv(study, folder / "study.csv")
        start = perf_counter()
        write_xlsx(study, folder / "study.xlsx")
        print(f"{'workbook written':40s} {perf_counter() - start:6.2f} s")
        openpyxl = timed(lambda: list(load_workbook(folder / "study.xlsx", read_only=True).worksheets[0].values))
        calamine = timed(lambda: CalamineWorkbook.from_path(folder / "study.xlsx").get_sheet_by_index(0).to_python())
        ours = timed(lambda: read_table(folder / "study.xlsx"))
        print(f"{'workbook read: openpyxl / calamine / ours':40s} {openpyxl:6.2f} / {calamine:.2f} / {ours:.2f} s")
        print(f"ours / openpyxl = {ours / openpyxl:.2f}, ours / calamine = {ours / calamine:.2f}")
        for suffix in ("csv", "xlsx"):
            theirs = timed(lambda suffix=suffix: peer(folder / f"study.{suffix}", folder / f"{suffix}.sqlite"))
            library = open_library(folder / f"own-{suffix}.sqlite")
            workshop = start_workshop(library, "Study").value
            whole = timed(lambda suffix=suffix, library=library, workshop=workshop:
                          own(folder / f"study.{suffix}", library, workshop))  # fmt: skip
            library.close()
            print(f"{suffix + ' imported: pandas and sqlite3 / ours':40s} {theirs:6.2f} / {whole:.2f} s")
            print(f"ours / pandas and sqlite3 = {whole / theirs:.2f}")
    return 0


def made() -> Table:
    """The study, long: a row for each contact."""
    random = Random(1)
    rows = (
        (f"Person {person}", f"Contact {person}-{contact}", *(str(random.randint(1, 3)) for _ in range(QUESTIONS)))
        for person in range(PEOPLE)
        for contact in range(CONTACTS)
    )
    return Table.made("study", ("participant", "contact", *(f"Question {n}" for n in range(1, QUESTIONS + 1))), rows)


def peer(path: Path, library: Path) -> None:
    """Read with pandas, inserted with sqlite3: a row for each contact, and one for each answer."""
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
    """Seconds."""
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
