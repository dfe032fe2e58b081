"""Answers saved for a spreadsheet."""

from pathlib import Path

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.network.answers import Who, add_contact, rate, set_list_length
from facilitator.sharing.exporting import export_answers
from facilitator.sharing.tables import read_table
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.roster import people_of


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "A.CSV"])
def test_answers_as_a_file(library: Library, workshop: int, network_step: int, tmp_path: Path, name: str) -> None:
    first, second, *_ = people_of(library, workshop)
    contact = add_contact(library, Who(network_step, first.id), "AB").value
    rate(library, Who(network_step, first.id), contact, "group", 2)
    set_list_length(library, Who(network_step, second.id), 12)
    remarks = export_answers(library, network_step, tmp_path / name)
    assert len(remarks) == 1
    table = read_table(tmp_path / name)
    assert table.headers[:3] == ("participant", "contact", "group")
    assert [row[:3] for row in table.rows] == [(first.name, "AB", "Another team, same department")]
    with pytest.raises(Invalid, match="already"):
        export_answers(library, network_step, tmp_path / name)


def test_what_cannot_be_saved(library: Library, workshop: int, network_step: int, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="CSV or XLSX"):
        export_answers(library, network_step, tmp_path / "a.doc")
    with pytest.raises(Invalid, match="nothing to save"):
        export_answers(library, network_step, tmp_path / "a.csv")
    talk = next(step for step in steps_of(library, workshop) if not step.exercise)
    with pytest.raises(Invalid, match="no answers"):
        export_answers(library, talk.id, tmp_path / "a.csv")
    assert list(tmp_path.glob("a.*")) == []
