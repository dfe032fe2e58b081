"""The structure beside the looks: nothing drawn is outside of it, and what it says is what is drawn."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes
from prepared import add_sample
from pypdf import PdfReader
from pypdf.generic import ContentStream

from facilitator.charts.groups import Group, GroupRows, Spread
from facilitator.charts.series import Band, Series
from facilitator.charts.spider import Spider
from facilitator.documents import blocks
from facilitator.documents.charts import Figure, GroupsTable
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.reports import compose
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.worksheets.writing import Sheets

SHOWS = ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh")


def elements(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure, in reading order; each one's parent is checked on the way."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else []:
            found = kid.get_object()
            if found.get("/Type") == "/OBJR":
                assert element["/S"] == "/Link" and found["/Obj"].get_object()["/Contents"].strip()
                continue
            assert found["/P"].get_object() == element
            yield from below(found)

    root = reader.root_object["/StructTreeRoot"]
    yield from below(root["/K"].get_object())


def leaves_of(reader: PdfReader) -> list[list[Any]]:
    """By page, the elements in the order of the numbers of their content."""
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    pages = len(reader.pages)
    assert list(numbers[0::2]) == list(range(len(numbers) // 2))
    assert [page["/StructParents"] for page in reader.pages] == list(numbers[0::2])[:pages]
    for page in reader.pages:
        for each in page.get("/Annots", []):
            owner = numbers[1::2][each.get_object()["/StructParent"]].get_object()
            links = [kid for kid in owner["/K"] if kid.get_object().get("/Type") == "/OBJR"]
            assert [link["/Obj"].get_object() == each.get_object() for link in links] == [True]
        assert page["/Tabs"] == "/S"
    return [[each.get_object() for each in page] for page in numbers[1 : 2 * pages : 2]]


def checked(content: bytes) -> PdfReader:
    """The document, once it is sure that whatever is drawn is marked, and every mark has its element."""
    reader = PdfReader(BytesIO(content))
    assert reader.root_object["/MarkInfo"]["/Marked"].value is True
    in_tree = [element for element in elements(reader) if isinstance(element.get("/K"), int)]
    by_page = leaves_of(reader)
    assert len(in_tree) == sum(map(len, by_page))
    for page, leaves in zip(reader.pages, by_page, strict=True):
        depth, seen = 0, []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            name = operator.decode()
            if name == "BDC" and "/MCID" not in operands[1]:
                assert depth == 1 and operands[0] == "/Span" and list(operands[1]) == ["/ActualText"], (
                    "only what glyphs stand for is nested"
                )
                depth += 1
            elif name in ("BDC", "BMC"):
                assert depth == 0, "marked content is not nested"
                depth += 1
                if name == "BDC":
                    number = operands[1]["/MCID"]
                    seen.append(number)
                    element = leaves[number]
                    assert element["/K"] == number and element["/Pg"].get_object() == page
                    assert element["/S"] == operands[0]
                else:
                    assert operands == ["/Artifact"]
            elif name == "EMC":
                depth -= 1
            elif name in SHOWS:
                assert depth >= 1, f"{name} is drawn outside of the structure"
        assert (depth, sorted(seen)) == (0, list(range(len(leaves))))
    levels = [int(str(each["/S"])[2:]) for each in elements(reader) if str(each["/S"])[:2] == "/H"]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels])), "no level of headings is skipped"
    about = ElementTree.fromstring(reader.root_object["/Metadata"].get_object().get_data())
    assert [each.text for each in about.iter("{http://www.aiim.org/pdfua/ns/id/}part")] == ["1"]
    [title] = about.iter("{http://purl.org/dc/elements/1.1/}title")
    assert "".join(title.itertext()).strip() == (reader.metadata.title if reader.metadata else None)
    for table in (each for each in elements(reader) if each["/S"] == "/Table"):
        rows = [[cell.get_object()["/S"] for cell in row.get_object()["/K"]] for row in table["/K"]]
        assert len({len(row) for row in rows}) == 1
        assert set(rows[0]) == {"/TH"} and all(set(row) == {"/TD"} for row in rows[1:])
    assert all(each["/Alt"].strip() for each in elements(reader) if each["/S"] == "/Figure")
    return reader


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=8)


def conforming(content: bytes) -> PdfReader:
    """The document, once a checker of PDF/UA-1 has found nothing to say against it either."""
    report = validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures
    return checked(content)


def test_every_document_of_a_workshop_is_tagged_throughout(library: Library, sampled: int) -> None:
    summary = conforming(compose.summary(library, sampled).render())
    roles = [str(each["/S"]) for each in elements(summary)]
    assert {"/H1", "/H2", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/Figure", "/TOC", "/TOCI", "/P"} <= set(roles)
    assert roles.index("/TOC") < roles.index("/H1")
    assert roles.count("/Link") == roles.count("/TOCI") == len(summary.pages[0]["/Annots"])  # type: ignore[arg-type]
    alone = [str(each["/Alt"]) for each in elements(summary) if each["/S"] == "/Figure"]
    assert any("Median of the room, of 100: Where they work" in each for each in alone)
    names = {person.name for person, _ in Handouts(library, sampled)}
    assert not any(name in each for name in names for each in alone)
    for _, handout in Handouts(library, sampled):
        conforming(handout.render())


def test_headings_are_those_of_the_bookmarks(library: Library, sampled: int) -> None:
    reader = checked(compose.summary(library, sampled).render())

    def flat(outline: Any) -> Iterator[str]:
        for each in outline:
            if isinstance(each, list):
                yield from flat(each)
            else:
                yield str(each.title)

    headings = [each for each in elements(reader) if str(each["/S"]) in ("/H1", "/H2", "/H3")]
    assert len(headings) == len(list(flat(reader.outline)))


def test_forms_are_not_tagged_in_part(library: Library, sampled: int) -> None:
    for fillable in (True, False):
        root = PdfReader(BytesIO(Sheets(library, sampled, fillable=fillable).of(None))).root_object
        assert "/StructTreeRoot" not in root and "/MarkInfo" not in root


def test_words_of_a_wrapped_line_do_not_run_together() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    content, _ = Document("T").render([blocks.paragraph(f"{text} {text}")])
    page = PdfReader(BytesIO(content)).pages[0]
    assert text in page.extract_text().replace("\n", "")


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=60)
values = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=4, max_size=4)


@given(
    st.lists(
        st.one_of(
            words.map(lambda text: [blocks.heading(1, text)]),
            words.map(lambda text: [blocks.paragraph(text * 9)]),
            st.lists(words, min_size=1, max_size=6).map(blocks.bullets),
            words.map(lambda text: [blocks.insights_together([(text, text)], "Q")]),
            words.map(lambda text: blocks.writing_space(text)),
            st.lists(st.tuples(words, words), min_size=1, max_size=30).map(
                lambda rows: [PrintedTable([PrintedColumn("A"), PrintedColumn("B", "right")], rows)]
            ),
            values.map(
                lambda found: [
                    Figure(Spider("ABCD", [Series("You", found)], Band("Half", found, found)), empty="Nothing.")
                ]
            ),
            st.lists(words, min_size=1, max_size=12).map(
                lambda names: [
                    GroupsTable(
                        GroupRows(["A"], [Group(name, 5, [Spread(0.5, 0.2, 0.9)]) for name in names], titles=("G", "n"))
                    )
                ]
            ),
        ),
        max_size=12,
    ),
    st.booleans(),
)
@settings(max_examples=share_of(40), deadline=None)
def test_any_document_is_tagged_throughout(parts: list[list[Any]], cover: bool) -> None:
    document = Document("Title", subtitle="Sub", facts=[("Date", "today")], privacy="Private", cover=cover)
    content, _ = document.render([flowable for part in parts for flowable in part])
    checked(content)
