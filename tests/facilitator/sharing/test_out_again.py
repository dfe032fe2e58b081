"""Out as others expect it: what is missing, what Excel opens, heads in words, who took part; and back in the same."""

import csv
import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from asked import EVERYTHING, ask, contents
from command_line import facilitator
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from prepared import add_sample, prepared

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.answers import Who, add_contact, choose_entry_mode, finish, rate
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_in, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import speaking
from facilitator.import_plans import Options
from facilitator.questionnaires.answers import put
from facilitator.questionnaires.model import Value
from facilitator.sharing.attendance import Platform, attendance, export_attendance
from facilitator.sharing.delimited import USUAL, CsvDialect, csv_dialect_of, decode, read_lines, table_to_csv
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.exporting import export_answers
from facilitator.sharing.headings import in_words
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import read_table, write_csv
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import Person, add_people, people_of

EVIL = ('=HYPERLINK("x")', "+1+1", "-Anna", "@SUM(A1)", "Berg, Anna; Dr.", "O'Neil\"s")
FORMS = [CsvDialect(separator, decimal) for separator, decimal in product((",", ";", "\t"), (".", ","))]
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from("=+-@'\",;|\t0.")), max_size=8
).map(str.strip)


def room(library: Library) -> int:
    """A workshop of people with evil names, who left out answers of every kind."""

    def make() -> int:
        workshop = start_workshop(library, "Out").value
        people = add_people(
            library, workshop, [Person(name, f"p{place}@x.org") for place, name in enumerate(EVIL)]
        ).value
        step, _ = exercise_steps(library, workshop)[0]
        factors = get_setup(library, step.id).active
        for number, person in enumerate(people):
            who = Who(step.id, person)
            choose_entry_mode(library, who, "contact")
            for place in range(3):
                contact = add_contact(library, who, EVIL[(number + place + 1) % len(EVIL)]).value
                for at, factor in enumerate(factors):
                    code = (number + place + at) % (len(factor.codes) + 3) - 2
                    rate(library, who, contact, factor.key, code - 1 if code < 1 else code)
            finish(library, who)
        return workshop

    return prepared(library, "out again", make)


def ratings(library: Library, workshop: int) -> list[Any]:
    from facilitator.exercises.network.read import read_networks

    step, _ = exercise_steps(library, workshop)[0]
    views = read_networks(library, step.id)
    names = {person.id: person.name for person in people_of(library, workshop)}
    return sorted(
        (names[who], [(each.label, dict(each.ratings)) for each in view.contacts]) for who, view in views.items()
    )


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("heads", ["", "de"])
def test_what_goes_out_comes_in_equal(library: Library, tmp_path: Path, form: Format, heads: str) -> None:
    workshop = room(library)
    forms = FORMS if form is Format.CSV and heads else FORMS[:1]
    expected = ratings(library, workshop)
    codes = {code for _, contacts in expected for _, given_ in contacts for code in given_.values()}
    assert {kind.value for kind in Missing} <= codes
    for number, csv_dialect in enumerate(forms):
        target = tmp_path / f"out{number}" if form is Format.CSV else tmp_path / "out.xlsx"
        written = export_workshop(library, workshop, form, target, dialect=csv_dialect, heads=heads)
        # Whatever language the program speaks to whoever brings them in.
        with speaking("en" if number % 2 else "de"):
            back = start_workshop(library, f"Back {form} {number}").value
            outcome = import_files(library, back, written)
        assert not outcome.failed, [str(each) for file in outcome.files for each in file.proposal.plan.errors]
        assert ratings(library, back) == expected, csv_dialect
    if form is Format.CSV:
        alters = next(path for path in written if path.name.startswith("alters"))
        text = alters.read_text("utf-8-sig")
        header, *rows = list(csv.reader(text.splitlines(), delimiter=csv_dialect.separator))
        assert ("Wo arbeiten sie" in text.splitlines()[0] or "Kontakt" in text.splitlines()[0]) == bool(heads)
        kinds = [place for place, name in enumerate(header) if name.endswith("_missing") or "keine Antwort" in name]
        assert kinds
        for row in rows:
            for place in kinds:
                # Where something is missing the cell is empty, and only there the column beside says why.
                assert (row[place - 1] == "") == (row[place] != "")
            assert not any(cell[:1] in "=+-@" for cell in row if cell)


def test_the_table_of_one_step_has_them_too(library: Library, tmp_path: Path) -> None:
    workshop = room(library)
    step, _ = exercise_steps(library, workshop)[0]
    export_answers(library, step.id, tmp_path / "a.csv")
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, [tmp_path / "a.csv"]).failed
    assert ratings(library, back) == ratings(library, workshop)
    both = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    key = next(name for name in both[0].split(",") if name.endswith("_missing"))
    (tmp_path / "b.csv").write_text(
        f"Participant,Contact,{key.removesuffix('_missing')},{key}\nAnna,AB,1,skipped\nAnna,CD,,lazy\n"
    )
    said = " ".join(
        str(each)
        for file in import_files(library, back, [tmp_path / "b.csv"]).files
        for each in file.proposal.plan.errors
    )
    assert "Leave one of the two empty" in said and "“lazy”" in said


@given(st.lists(st.tuples(TEXT, TEXT, TEXT).filter(any), min_size=1, max_size=6), st.sampled_from(FORMS))
def test_any_cells_come_back_from_any_form(rows: list[tuple[str, ...]], form: CsvDialect) -> None:
    table = Table.of_rows("t", ("first", "second", "third"), rows)
    text, _ = decode("t", table_to_csv(table, form))
    back = [tuple(cell.strip() for cell in line.cells) + ("",) * (3 - len(line.cells)) for line in read_lines(text)]
    assert back == [table.headers, *table.rows]


@given(st.floats(-1e6, 1e6).map(lambda value: f"{value:.2f}"))
def test_decimal_numbers_have_the_sign_of_the_form(number: str) -> None:
    table = replace(Table.of_rows("t", ("a", "b"), [(number, number)]), decimals=frozenset({"b"}))
    line = table_to_csv(table, CsvDialect(";", ",")).decode("utf-8-sig").splitlines()[1]
    assert line == f'"{number}";"{number.replace(".", ",")}"'
    assert table_to_csv(table, USUAL).decode("utf-8-sig").splitlines()[1] == f"{number},{number}"


def test_the_form_is_that_of_the_language() -> None:
    assert csv_dialect_of("de") == CsvDialect(";", ",") and csv_dialect_of("en") == USUAL


def test_a_suffix_follows_its_format(library: Library, tmp_path: Path) -> None:
    workshop = room(library)
    for form, typed, written in (
        (Format.XLSX, "a.csv", "a.xlsx"),
        (Format.JSON, "Plan 1.2", "Plan 1.2.json"),
        (Format.GRAPHML, "a.XLSX", "a.graphml"),
        (Format.XLSX, "b.xlsx", "b.xlsx"),
    ):
        assert export_workshop(library, workshop, form, tmp_path / typed) == [tmp_path / written]
    assert {path.name for path in export_workshop(library, workshop, Format.CSV, tmp_path / "c.xlsx")} >= {"c-egos.csv"}
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "egos"


def test_who_took_part_goes_to_a_learning_platform(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    took, all_ = attendance(library, workshop), people_of(library, workshop)
    step, exercise = exercise_steps(library, workshop)[0]
    assert 0 < len(took.rows) < len(all_)
    assert took.headers == ("name", "email", "course", "date", "status")
    answered = {each.name for each in exercise.standings(library, step.id) if each.state.value != "to_go"}
    assert answered <= {row[0] for row in took.rows} and {row[-1] for row in took.rows} == {"attended"}
    done = facilitator(
        "--library", library.path, "export", workshop, "-o", tmp_path / "who", "--format", "lms", "--platform", "sap"
    )
    assert done.stdout.strip() == str(tmp_path / "who.csv")
    head = (tmp_path / "who.csv").read_text("utf-8-sig").splitlines()[0]
    assert head == "STUD_NAME,STUD_ID,CPNT_ID,COMPL_DTE,CMPL_STAT_ID"
    with pytest.raises(Invalid, match="There is a file"):
        export_attendance(library, workshop, tmp_path / "who.csv", Platform.MOODLE)
    nobody = start_workshop(library, "Empty").value
    with pytest.raises(Invalid, match="Nobody has answered"):
        attendance(library, nobody)
    change_agreement(library, nobody, holds=True)
    with pytest.raises(Invalid, match="works agreement"):
        attendance(library, nobody)


def test_commands_write_what_excel_opens_and_tell_of_rounds(library: Library, tmp_path: Path) -> None:
    workshop = room(library)
    step, _ = exercise_steps(library, workshop)[0]
    start_round(library, step.id, "Three months later")
    people = people_of(library, workshop)
    for person in people:
        finish(library, Who(step.id, person.id))
    library.close()
    run = ("--library", library.path)
    both = json.loads(facilitator(*run, "metrics", workshop, "--json").stdout)
    assert [each["title"] for each in both["rounds"]] == ["Round 1", "Three months later"]
    changes = both["changes"]
    assert changes["people"] == len(people) and changes["kept"] == 3 and changes["before"] == {"Round 1": len(people)}
    axis = next(iter(changes["diversity"].values()))
    assert set(axis) == {"n", "before", "after", "mean", "low", "high", "rose", "fell"}
    first = json.loads(facilitator(*run, "metrics", workshop, "--round", "1", "--json").stdout)
    assert first["round"] == {"number": 1, "title": "Round 1"} and len(first["participants"]) == len(people)
    text = facilitator(*run, "metrics", workshop).stdout
    assert "changes: diversity" in text
    assert "no round 7" in facilitator(*run, "metrics", workshop, "--round", "7", code=1).stderr
    export = (*run, "export", workshop, "--format", "csv", "-o")
    facilitator(*export, tmp_path / "x", "--excel", "--separator", "semicolon", "--heads", "de")
    head = (tmp_path / "x" / "alters.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.count(";") > 3 and "Kontakt" in head
    refused = facilitator(*export, tmp_path / "y", "--heads", "xx", code=2)
    assert "no papers in “xx”" in refused.stderr


@pytest.mark.parametrize("heads", ["", "de"])
def test_own_questions_come_back_with_missing_answers_and_decimal_commas(
    library: Library, tmp_path: Path, heads: str
) -> None:
    asked, other = ask(library, EVERYTHING), ask(library, EVERYTHING)
    folder = exercise_in(library, "learning_mix")
    one, two = put(library, asked.who(), "contacts", [Value(word="Ole"), Value(word="=Pia")]).value
    put(library, asked.who(), "close", [Value(missing="not_applicable")], one)
    put(library, asked.who(), "close", [Value(missing="declined")], two)
    put(library, asked.who(), "hours", [Value(number=1.5)], one)
    table = folder.export_table(library, asked.step)
    assert table is not None and [each for each in table.headers if each.endswith("_missing")]
    if heads:
        table = in_words(library, asked.step, folder, table, heads)
    path = tmp_path / "own.csv"
    write_csv(table, path, dialect=CsvDialect(";", ","))
    text = path.read_text("utf-8-sig")
    assert '"1,5"' in text and '"not_applicable"' in text and '"\'=Pia"' in text
    plan = folder.plan_import(library, other.step, read_table(path), Options())
    assert not plan.errors, [str(each) for each in plan.errors]
    plan.apply()
    assert contents(other.given()) == contents(asked.given())
