"""What is wrong with a table is told by its cause, each once with all its places, and what is left out is counted."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.import_plans import Plan, left_out
from facilitator.tabular import Loss, Problem, grouped, ranges


def plan(*problems: Problem) -> Plan:
    return Plan((), problems, NotImplemented)


def test_four_thousand_rows_are_one_sentence() -> None:
    problems = [Problem(f"“{row}” is no.", row, "Mood", cause="None of these is one:", value=str(row))
                for row in (4, 7, *range(12, 41), *range(50, 8000, 2))]  # fmt: skip
    (cause,) = grouped(problems)
    assert str(cause) == (
        "Rows 4, 7, 12–40, 50, 52 and 3,973 more, column “Mood”: None of these is one: “4”, “7”, “12” and 4,003 more."
    )


def test_the_cause_comes_before_what_follows_from_it() -> None:
    problems = [
        Problem("a remark", error=False),
        *(Problem("a cell is wrong", row, "Team") for row in range(2, 9)),
        Problem("a column is missing"),
        Problem("a column is wrong", column="Team"),
    ]
    assert [str(cause) for cause in grouped(problems)] == [
        "a column is missing",
        "Column “Team”: a column is wrong",
        "Rows 2–8, column “Team”: a cell is wrong",
        "a remark",
    ]


def test_columns_of_one_cause_are_one_sentence() -> None:
    (cause,) = grouped(Problem("Left out.", column=name, error=False) for name in ("Age", "Score"))
    assert str(cause) == "Columns “Age”, “Score”: Left out."


def test_one_problem_stays_as_it_was_said() -> None:
    one = Problem("“x” is no number.", 3, "Score", cause="No numbers:", value="x")
    assert grouped([one, one]) == (one,)
    assert str(one) == "Row 3, column “Score”: “x” is no number."


def test_what_is_left_out_is_counted_once() -> None:
    shared = Problem("hidden", 3, error=False, loss=Loss.ROW)
    first = plan(
        shared,
        Problem("empty", 3, error=False, loss=Loss.ROW),
        Problem("empty", 4, error=False, loss=Loss.ROW),
        Problem("unknown", column="Age", error=False, loss=Loss.COLUMN, cells=40),
        Problem("#REF!", 5, error=False, loss=Loss.CELL, cells=2),
        Problem("a remark that takes nothing away", 9, error=False),
        Problem("sheet", error=False, loss=Loss.SHEET, value="Notes"),
    )
    # Another part of the same table tells again what was left out when it was read.
    assert left_out([first, plan(shared)]) == (
        "Left out: 2 rows, 1 column (“Age”) with 40 filled cells, 2 single cells, 1 sheet (“Notes”)."
    )
    assert left_out([plan(Problem("fine", error=False))]) == ""


@given(st.sets(st.integers(1, 200), min_size=1))
def test_ranges_name_or_count_every_row(rows: set[int]) -> None:
    text, _, more = ranges(rows).partition(" and ")
    named: set[int] = set()
    for part in text.split(", "):
        first, _, last = part.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named <= rows
    assert len(named) + int(more.split()[0] if more else 0) == len(rows)
