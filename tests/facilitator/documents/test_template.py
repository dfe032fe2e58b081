from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from facilitator.documents.blocks import (
    Facts,
    bullets,
    callout,
    heading,
    insights_together,
    new_page,
    note,
    numbered,
    paragraph,
    together,
    writing_space,
)
from facilitator.documents.flowables import Block
from facilitator.documents.style import Paper
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.errors import Cancelled, NotSaved

Reader = Callable[..., PdfReader]
LONG = "Twelve colleagues, of whom seven sit in the same room and two answer before lunch. " * 6


class Broken(Block):
    """A flowable that fails when it is drawn."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return available_width, 10

    def draw(self) -> None:
        raise RuntimeError("the drawing failed")


def test_what_a_document_says_about_itself(read: Reader) -> None:
    reader = read(
        paragraph("Text"),
        title="Łukasz’ network",
        author="Facilitator of the day",
        subject="A handout",
        language="pl-PL",
    )
    assert reader.metadata is not None
    assert reader.metadata.title == "Łukasz’ network"
    assert reader.metadata.author == "Facilitator of the day"
    assert reader.metadata.subject == "A handout"
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "pl-PL"  # type: ignore[index]
    assert bool(catalogue["/ViewerPreferences"]["/DisplayDocTitle"]) is True  # type: ignore[index]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612.0, 792.0))])
def test_paper_sizes(read: Reader, paper: Paper, size: tuple[float, float]) -> None:
    reader = read(paragraph("Text"), new_page(), paragraph("More"), paper=paper)
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


def test_every_page_says_which_of_how_many_and_for_whom(read: Reader) -> None:
    reader = read(
        *(paragraph(LONG) for _ in range(30)), title="The room", subtitle="March", privacy="For Anna Nowak alone."
    )
    total = len(reader.pages)
    assert total > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {total}" in text
        assert "For Anna Nowak alone." in text
        assert ("The room · March" in text) is (number > 1)


def test_headings_are_bookmarks_of_their_pages(read: Reader) -> None:
    reader = read(
        heading(1, "First"),
        paragraph("Text"),
        heading(2, "Under first"),
        paragraph("Text"),
        new_page(),
        heading(1, "Wiśniewska"),
        heading(3, "Two levels down"),
        paragraph("Text"),
    )
    outline: Any = reader.outline
    first, under, second, deeper = outline
    assert [entry["/Title"] for entry in (first, under[0], second, deeper[0])] == [
        "First",
        "Under first",
        "Wiśniewska",
        "Two levels down",
    ]
    assert [reader.get_destination_page_number(entry) for entry in (first, under[0], second, deeper[0])] == [0, 0, 1, 1]


def test_a_heading_stays_with_what_follows(read: Reader) -> None:
    for lines in range(30, 50):
        reader = read(paragraph("\n".join(["x"] * lines)), heading(1, "Held"), paragraph(LONG))
        page = next(page for page in reader.pages if "Held" in page.extract_text())
        assert "Twelve colleagues" in page.extract_text()


def test_what_belongs_to_a_list_stays_with_its_first_lines(read: Reader) -> None:
    """Of a list its first and its second line stay together too, which must not leave the words above alone."""
    for lines in range(30, 50):
        first, *more = bullets(["First", "Second", "Third"])
        part = together([heading(2, "Held"), note("Three of three"), first])
        reader = read(paragraph("\n".join(["x"] * lines)), *part, *more)
        page = next(page for page in reader.pages if "Held" in page.extract_text())
        assert "Three of three" in page.extract_text() and "First" in page.extract_text(), lines


def test_a_heading_does_not_push_a_whole_table_to_the_next_page(read: Reader) -> None:
    table = PrintedTable([PrintedColumn("Person")], [[f"Person {number}"] for number in range(30)])
    reader = read(paragraph("\n".join(["x"] * 15)), heading(1, "People"), table)
    assert "Person 0" in reader.pages[0].extract_text()
    assert "Person 29" in reader.pages[1].extract_text()


def test_all_blocks_together_in_reading_order(read: Reader) -> None:
    reader = read(
        heading(1, "H"),
        paragraph("alpha"),
        *bullets(["bravo", "charlie"]),
        *numbered(["delta"]),
        insights_together([("echo", "foxtrot"), ("golf", "")], "Question"),
        paragraph("hotel"),
        callout("india", "juliett", caution=True),
        Facts([("kilo", "lima"), ("mike", "november")]),
        *writing_space("oscar"),
        paragraph("papa"),
    )
    text = reader.pages[0].extract_text()
    ordered = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "juliett", "india", "kilo"]
    ordered += ["lima", "mike", "november", "oscar", "papa"]
    places = [text.index(word) for word in ordered]
    assert places == sorted(places)


def test_texts_longer_than_a_page_go_on(read: Reader) -> None:
    whole = LONG * 12
    blocks: list[Flowable] = [
        paragraph(whole),
        callout(whole, "Title"),
        *writing_space("Write", 60),
        PrintedTable([PrintedColumn("a"), PrintedColumn("b", width=80)], [[whole, "x"], ["y", whole]]),
        Facts([(f"Fact {number}", LONG) for number in range(12)]),
        *bullets([whole]),
    ]
    reader = read(*blocks)
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    assert text.count("Twelve colleagues") >= 12 * 6 * 4


def test_a_document_without_content_is_its_first_page(read: Reader) -> None:
    [page] = read(title="Nothing yet").pages
    assert "Nothing yet" in page.extract_text()


def test_a_very_long_title_leaves_room_for_the_text(read: Reader) -> None:
    for title in (LONG * 20, "x" * 3000, "\n" * 200):
        [page] = read(
            paragraph("The text"), title=title, subtitle=title, kicker=title, facts=[("Where", LONG)] * 20
        ).pages
        assert "The text" in page.extract_text()


def test_built_where_it_was_asked_for_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "Wiśniewska.pdf"
    heard: list[tuple[int, int]] = []
    pages = Document("Title").build(path, [paragraph("a"), paragraph("b")], progress=lambda *each: heard.append(each))
    assert pages == len(PdfReader(path).pages) == 1
    assert heard == sorted(heard)
    assert heard[-1] == (2, 2)
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_or_cancelled_build_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "room.pdf"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError, match="the drawing failed"):
        Document("Title").build(path, [Broken()])
    with pytest.raises(Cancelled):
        Document("Title").build(path, [paragraph("a"), paragraph("b")], cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"before"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"room\.pdf"):
        Document("Title").build(tmp_path / "no such folder" / "room.pdf", [paragraph("a")])
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    (folder / "something").touch()
    with pytest.raises(NotSaved):
        Document("Title").build(folder, [paragraph("a")])
    assert list(tmp_path.iterdir()) == [folder]


def test_contents_that_find_no_room_on_the_cover_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    chapters = [part for number in range(60) for part in (heading(1, f"Chapter {number} here"), PageBreak())]
    Document("Long", cover=True).build(path, chapters)
    cover = " ".join(PdfReader(path).pages[0].extract_text().split())
    listed = cover.count("Chapter ")
    assert 5 < listed < 60
    assert f"and {60 - listed} more, in the bookmarks" in cover


def test_a_long_chapter_stands_whole_in_the_contents(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    words = " ".join(f"word{number}" for number in range(40))
    Document("Long", cover=True).build(path, [heading(1, words), heading(1, "After it")])
    cover = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "word39" in cover and "After it" in cover
