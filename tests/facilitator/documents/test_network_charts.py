"""Stars and matrices at their limits: nobody, one, many, and names of any length."""

from collections.abc import Callable
from math import cos, sin
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from facilitator.charts.groups import Group, GroupRows, Spread
from facilitator.charts.matrix import Matrix
from facilitator.charts.star import Star, StarNode
from facilitator.documents.blocks import SideBySide
from facilitator.documents.charts import Figure, GroupsTable
from facilitator.documents.template import Document

Reader = Callable[..., PdfReader]
GROUPS = ("Team", "Unit", "Other", "Outside", "Fifth", "Sixth", "Seventh")
LONG = "Aleksandra Wiśniewska-Kowalczyk von und zu Hohenlohe-Langenburg"


def star(count: int, label: str = "N{}", ties: tuple[tuple[int, int], ...] = ()) -> Figure:
    nodes = [StarNode(label.format(each), sin(each), cos(each), each % 8) for each in range(count)]
    return Figure(Star(nodes, ties, (0.5, 1.0), GROUPS, all_named=True), empty="Nobody.")


def text(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def test_nobody_around(read: Reader) -> None:
    assert "Nobody." in text(read(star(0)))


@pytest.mark.parametrize("count", [1, 12, 40])
def test_everybody_is_named_and_the_groups_explained(read: Reader, count: int) -> None:
    found = text(read(star(count)))
    assert all(f"N{each}" in found for each in range(count))
    assert "You" in found
    assert ("Team" in found) == (count > 1)
    # A seventh group can’t be told apart from the others, so it is not promised.
    assert "Seventh" not in found


def test_a_tie_is_a_line(read: Reader) -> None:
    def lines(reader: PdfReader) -> int:
        stream = ContentStream(reader.pages[0].get_contents(), reader)
        return sum(operator == b"l" for _, operator in stream.operations)

    assert lines(read(star(5, ties=((0, 1), (2, 4))))) == lines(read(star(5))) + 2


def test_long_names_are_cut_and_stay_on_the_page(read: Reader) -> None:
    reader = read(SideBySide([star(8, LONG), star(8, LONG)]))
    found = text(reader)
    assert "Al" in found and "…" in found
    assert LONG not in found


def test_a_matrix_has_every_count_and_name(read: Reader) -> None:
    found = text(read(Figure(Matrix(["North", "South"], {(0, 0): 3, (0, 1): 17, (1, 0): 0}))))
    assert found.count("North") == found.count("South") == 2
    assert "3" in found and "17" in found


@pytest.mark.parametrize("count", [1, 20])
def test_a_matrix_of_any_size(read: Reader, count: int) -> None:
    names = [f"{LONG} {each}" for each in range(count)]
    read(Figure(Matrix(names, {(each, each): each + 1 for each in range(count)})))


def test_a_matrix_of_nothing(read: Reader) -> None:
    assert "Nothing." in text(read(Figure(Matrix(["North"], {}), empty="Nothing.")))


def test_groups_show_median_and_middle_half_and_go_on_over_the_page(tmp_path: Path) -> None:
    axes = ["How often do we interact", "How long", "Where they work, relative to me"]
    cells = [Spread(0.5, 0.25, 0.75), Spread(None), Spread(1.0)]
    rows = [Group(f"Group {number} of a long name that needs two lines", 5, cells) for number in range(60)]
    rows.append(Group("The whole room", 300, [Spread(0.0, 0.0, 0.0)] * 3, strong=True))
    path = tmp_path / "ranges.pdf"
    pages = Document("Groups").build(path, [GroupsTable(GroupRows(axes, rows, titles=("Group", "People")))])
    texts = [page.extract_text() for page in PdfReader(path).pages]
    assert pages == len(texts) > 2
    for text in texts:
        assert "Group" in text and "How long" in text, "the head is on every page"
    whole = " ".join(" ".join(texts).split())
    assert all(f"Group {number} of" in whole for number in range(60))
    assert whole.count("The whole room") == 1
    assert "–" in texts[0] and "100" in texts[0]
    assert "The whole room" in texts[-1] and "Group 59" in texts[-1], "no row stands alone"
