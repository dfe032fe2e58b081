"""The importer that all tables go through: columns, rows and cells, each with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.import_plans import Options
from facilitator.sharing.tables import read_table
from facilitator.storage.library import Library
from facilitator.tabular import Field, Loss, Table
from facilitator.workshop.table_import import Cell, between, decimal_number, start_reading, whole_number

FIELDS = [Field("who", "Who", ("Name",), required=True), Field("count", "How many", ("Anzahl",), required=True)]


def table(*lines: tuple[str, ...]) -> Table:
    headers, *cells = lines
    return Table.of_rows("counts.csv", headers, cells)


def test_columns_are_matched_and_what_is_missing_or_left_out_is_said() -> None:
    reading = start_reading(table(("Name", "Colour"), ("Anna", "red"), ("Ben", "")), FIELDS, Options())
    assert [(str(each), each.error, each.loss) for each in reading.problems] == [
        ("Column “Colour”: Nothing of it is imported here.", False, Loss.COLUMN),
        (
            "No column holds this: How many. Choose its column in the preview. On the command line: "
            '--map "COLUMN=count".',
            True,
            None,
        ),
    ]
    chosen = start_reading(table(("Name", "Colour"), ("Anna", "2")), FIELDS, Options({"colour": "count"}))
    assert [(row["who"], row["count"], row.number) for row in chosen] == [("Anna", "2", 2)]
    assert chosen.problems == []


def test_a_cell_that_cant_be_read_is_an_error_in_its_place() -> None:
    lines = table(
        ("Name", "Anzahl", ""), ("Anna", "12", ""), ("", " \u200b", "beside"), ("Ben", "many", ""), ("Cleo", "", "")
    )
    reading = start_reading(lines, FIELDS, Options(), beside=("",))
    count = Cell(between(0, 20), "These are no numbers up to 20:")
    assert [row.read("count", count, needed=True) for row in reading] == [12, None, None]
    assert [str(each) for each in reading.problems] == [
        "Row 3: It holds nothing that is imported: left out.",
        "Row 4, column “Anzahl”: These are no numbers up to 20: “many”.",
        "Row 5, column “Anzahl”: These are no numbers up to 20: “”.",
    ]
    assert [each.loss for each in reading.problems] == [Loss.ROW, None, None] and reading.failed


@given(st.integers(-2000, 2000), st.integers(0, 1000))
def test_whole_numbers_are_read_within_their_bounds(number: int, most: int) -> None:
    assert whole_number(str(number)) == number
    assert between(0, most)(str(number)) == (number if 0 <= number <= most else None)
    assert all(between(0, most)(text) is None for text in ("", "1.5", "1,50", "--1", "²", "1e3", "nan"))
    # Programs for statistics write whole numbers so where a column has gaps.
    assert whole_number(f"{number}.0") == whole_number(f"{number},0") == number


@pytest.mark.parametrize(
    ("text", "value"), [("1,5", 1.5), ("-2", -2), (".5", 0.5), ("nan", None), ("inf", None), ("x", None)]
)
def test_numbers_of_statistics_have_a_point_or_a_comma(text: str, value: float | None) -> None:
    assert decimal_number().read(text) == value


@pytest.mark.parametrize("kind", ["network", "three_questions", "looking_back", "learning_mix"])
def test_a_refused_table_says_where_and_leaves_everything_as_it_was(
    library: Library, workshop: int, tmp_path: Path, kind: str
) -> None:
    step = add_exercise(library, workshop, kind).value
    path = tmp_path / "table.csv"
    path.write_text("what,nobody knows\nA,B\n", encoding="utf-8")
    plan = exercise(kind).plan_import(library, step, read_table(path), Options())
    assert plan.errors
    with pytest.raises(Exception, match="Nothing was imported") as refused:
        plan.apply()
    assert str(plan.errors[0]) in str(refused.value)
