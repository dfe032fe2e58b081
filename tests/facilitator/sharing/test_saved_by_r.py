"""Tables of every exercise after R has saved them: what comes in is what was exported."""

import csv
import io
from pathlib import Path

import pytest
from prepared import add_sample
from saved_by_r import written_by_r, written_by_readr

from facilitator.exercises.templates import start_workshop
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import read_table
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

FORMS = {
    "write.csv": ("csv", ",", True),
    "write.csv2": ("csv", ";", True),
    "write.table": ("txt", " ", False),
    "write.table by tabs": ("txt", "\t", False),
}
READR = {"write_csv": ("csv", "", False)}


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.mark.parametrize("form", [*FORMS, *READR])
def test_all_tables_come_back_as_r_saves_them(library: Library, tmp_path: Path, form: str) -> None:
    suffix, separator, above = (FORMS | READR)[form]
    sample = add_sample(library)
    written = export_workshop(library, sample, Format.CSV, tmp_path / "out")
    saved = []
    for path in written:
        saved.append(tmp_path / f"{path.stem}.{suffix}")
        table = read_table(path)
        content = written_by_readr(table) if form in READR else written_by_r(table, separator, above=above)
        saved[-1].write_text(content, "utf-8")
    room = start_workshop(library, "Back", template="half_day").value
    found = import_files(library, room, saved)
    assert not found.failed, [str(each) for file in found.files for each in file.proposal.plan.errors]
    assert found.left_out == "", "a column that counts rows is nobody's loss"
    assert {each.name for each in people_of(library, room)} == {each.name for each in people_of(library, sample)}
    again = export_workshop(library, room, Format.CSV, tmp_path / "again")
    assert {path.name: sorted(rows_of(path)) for path in again} == {
        path.name: sorted(rows_of(path)) for path in written
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_people_that_r_has_saved(library: Library, tmp_path: Path, form: str) -> None:
    suffix, separator, above = FORMS[form]
    source = tmp_path / "source.csv"
    source.write_text('Name,E-mail,Team\n"Berg, Anna",anna@example.org,NA North\nNadia Na,,\n', "utf-8")
    path = tmp_path / f"people.{suffix}"
    path.write_text(written_by_r(read_table(source), separator, above=above), "utf-8")
    room = start_workshop(library, "R").value
    found = import_files(library, room, [path])
    assert not found.failed and found.left_out == ""
    people = {(each.name, each.email, each.team) for each in people_of(library, room)}
    assert people == {("Berg, Anna", "anna@example.org", "NA North"), ("Nadia Na", "", "")}
