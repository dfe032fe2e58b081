"""Boxes of a sheet beside words of any length."""

from facilitator.documents.form_fields import Grid, GridColumn, Pen, TickField

COLUMNS = [GridColumn("Day", width=80), GridColumn("Card", 1.0), GridColumn("Done", width=46)]


def rows(*texts: str) -> list[list[str | TickField | None]]:
    return [[str(number), text, TickField(f"tick-{number}", text)] for number, text in enumerate(texts)]


def test_a_long_text_beside_a_box_goes_on_in_further_lines_and_its_row_is_not_cut() -> None:
    short, long = "One word", "So many words that they never fit on one line beside two boxes, whatever is tried"
    plain = Grid(Pen(False), COLUMNS, rows(short, short)).wrap(300, 800)[1]
    higher = Grid(Pen(False), COLUMNS, rows(short, long)).wrap(300, 800)[1]
    assert higher > plain
    grid = Grid(Pen(False), COLUMNS, rows(*[long] * 10))
    whole = grid.wrap(300, 800)[1]
    parts = [part for part in grid.split(300, whole * 0.6) if isinstance(part, Grid)]
    heights = [part.wrap(300, 800)[1] for part in parts]
    assert len(parts) == 2 and heights[0] <= whole * 0.6
    # Each of both has the head, and no row is lost.
    head = Grid(Pen(False), COLUMNS, []).wrap(300, 800)[1]
    assert abs(sum(heights) - whole - head) < 0.01
