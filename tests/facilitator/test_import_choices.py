"""What is said of single files on the command line, the rest beside errors, and each sentence once."""

import re
from pathlib import Path

import pytest
from command_line import facilitator
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import languages, speaking, tr
from facilitator.resources import resource
from facilitator.sharing.leaving_aside import import_rest
from facilitator.storage.library import Library, open_library
from facilitator.tabular import in_window
from facilitator.workshop.roster import Person, add_people, people_of

ROOM = "from,to\nAnn Berg,Bo Lund\nBo Lund,Ann Berg\n"


def test_rows_and_columns_of_single_files_are_said(library: Library, workshop: int, tmp_path: Path) -> None:
    library.close()
    room, people, odd = tmp_path / "room.csv", tmp_path / "people.csv", tmp_path / "a=b.csv"
    room.write_text(ROOM, encoding="utf-8")
    people.write_text("from,to\nCy Dahl,Sales\n", encoding="utf-8")
    odd.write_text("Wer: Name,Ort\nDi Ek,Oslo\n", encoding="utf-8")
    run = ("--library", library.path, "import", workshop, room, people, odd)
    refused = facilitator(*run, "--as", "nonsense", code=2)
    assert "none of these" in refused.stderr
    facilitator(*run, "--as", "elsewhere.csv=people", code=2)
    said = (
        *("--as", "people", "--as", "room.csv=answers"),
        *("--map", "people.csv:from=name", "--map", "people.csv:to=team", "--map", f"{odd}:Ort=location"),
        # A colon that no file stands in front of belongs to the column.
        *("--map", "Wer: Name=name"),
    )
    dry = facilitator(*run, *said, "--dry-run")
    assert "nothing was changed" in dry.stderr and "2 contacts of 2 people." in dry.stdout
    facilitator(*run, *said)
    opened = open_library(library.path)
    added = [(each.name, each.team, each.location) for each in people_of(opened, workshop)][6:]
    assert sorted(added) == [("Ann Berg", "", ""), ("Bo Lund", "", ""), ("Cy Dahl", "Sales", ""), ("Di Ek", "", "Oslo")]
    step, _ = exercise_steps(opened, workshop)[0]
    assert sum(view.size for view in read_networks(opened, step.id).values()) == 2
    opened.close()


def test_the_id_of_a_step_is_said_of_one_file(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    library.close()
    (tmp_path / "room.csv").write_text(ROOM, encoding="utf-8")
    (tmp_path / "p.csv").write_text("Name\nEva Fox\n", encoding="utf-8")
    run = ("--library", library.path, "import", workshop, tmp_path / "room.csv", tmp_path / "p.csv")
    done = facilitator(*run, "--as", f"room.csv={network_step}")
    assert "2 contacts of 2 people." in done.stdout and "p.csv: 1 person is added." in done.stdout


def test_the_rest_comes_in_and_each_cause_is_said_once(library: Library, workshop: int, tmp_path: Path) -> None:
    add_people(library, workshop, [Person("Twin"), Person("Twin")])
    library.close()
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_text(f"Name,Shoe size,E-mail\nP{number} Q,41,\nTwin,42,\n", encoding="utf-8")
    files[0].write_text("Name,Shoe size,E-mail\nP0 Q,41,\n", encoding="utf-8")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\3\4 xl/ nothing")
    run = ("--library", library.path, "import", workshop, *files)
    refused = facilitator(*run, broken, code=1)
    assert "damaged" in refused.stderr
    assert facilitator(*run, code=1).stderr.count("Nothing was imported.") == 1
    done = facilitator(*run, broken, "--rest", "--dry-run")
    assert "Left out because of errors:" in done.stdout
    done = facilitator(*run, broken, "--rest")
    listed = done.stdout.partition("Left out because of errors:\n")[2].splitlines()
    assert [line.partition(":")[0] for line in listed] == ["1.csv", "2.csv", "broken.xlsx"]
    assert all("Row 3" in line for line in listed[:2])
    about = [line for line in done.stderr.splitlines() if "Shoe size" in line]
    assert len(about) == 1 and about[0].startswith("0.csv, 1.csv, 2.csv, column “Shoe size”: ")
    opened = open_library(library.path)
    assert [each.name for each in people_of(opened, workshop)][8:] == ["P0 Q", "P1 Q", "P2 Q"]
    opened.close()


@pytest.mark.parametrize("language", languages())
def test_no_window_tells_of_options(language: str) -> None:
    """Every text of the catalogue that names options of the command line says so at its end."""
    text = Path(str(resource("translations", "de", "LC_MESSAGES", "facilitator.po"))).read_text(encoding="utf-8")
    texts = {"".join(re.findall(r'"((?:[^"\\]|\\.)*)"', block)).replace('\\"', '"').replace("\\n", "\n")
             for block in re.findall(r"^msgid ((?:\".*\"\n)+)", text, re.MULTILINE)}  # fmt: skip
    telling = [each for each in texts if re.search(r"--(map|as|step|hidden|repair|encoding|new-factors)\b", each)]
    assert len(telling) > 12
    with speaking(language):
        for each in telling:
            if "{options}" not in each and each not in _ONLY_THERE:
                assert "--" not in in_window(tr(each)), each


_ONLY_THERE = frozenset({"{one} or {other}"})


@settings(max_examples=share_of(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_what_is_right_comes_in_and_what_is_wrong_is_counted(
    library: Library, workshop: int, tmp_path: Path, right: list[bool]
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"P{number} Q,p{number}@x.org" if good else f"W{number}," for number, good in enumerate(right)]
    path.write_text("Name,E-mail\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with library.change("kept out of it") as change:
        # Two people of each of these names are there: nothing tells which of them is meant.
        add_people(library, workshop, [Person(f"W{number}") for number, good in enumerate(right) if not good] * 2)
        before = len(people_of(library, workshop))
        rest = import_rest(library, workshop, [path])
        added = [each.name for each in people_of(library, workshop)][before:]
        change.session.rollback()
    assert added == [f"P{number} Q" for number, good in enumerate(right) if good]
    wrong = right.count(False)
    assert bool(rest.aside) == bool(wrong)
    if added and wrong:
        assert rest.imported.left_out == f"Left out: {wrong} row{'s' if wrong > 1 else ''}."
