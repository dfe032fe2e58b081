"""The facilitator's look, the cover with its contents, and the choice of what a document holds."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from prepared import add_sample
from pypdf import PdfReader
from reportlab.lib.colors import HexColor

from facilitator.documents import blocks, style
from facilitator.documents.brand import LEAST_CONTRAST, Brand, contrast, read_logo, readable_accent
from facilitator.documents.template import Document
from facilitator.errors import BadFile, Invalid
from facilitator.reports import compose
from facilitator.reports.branding import branding, change_branding
from facilitator.reports.compose import Handouts, summary_parts
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options, only, paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import get_workshop


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=8)


def picture(size: tuple[int, int] = (3000, 1000), form: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (10, 120, 60)).save(out, form)
    return out.getvalue()


def pages_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_every_page_bears_the_contact_line_and_the_first_one_the_logo(library: Library, sampled: int) -> None:
    kept = change_branding(library, Brand("#117755", picture(), "Nordlicht\n· anna@example.org"))
    assert kept == branding(library)
    assert max(Image.open(BytesIO(kept.logo)).size) <= 1200
    handout = next(composed for _, composed in Handouts(library, sampled)).render()
    for content in (compose.summary(library, sampled).render(), handout):
        reader = PdfReader(BytesIO(content))
        assert len(reader.pages[0].images) == 1
        assert all("Nordlicht · anna@example.org" in text for text in pages_of(content))
        assert b".066667 .466667 .333333 rg" in reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]


def test_the_contents_of_the_cover_are_true_and_lead_there(library: Library, sampled: int) -> None:
    content = compose.summary(library, sampled).render()
    reader = PdfReader(BytesIO(content))
    cover = reader.pages[0]
    texts = pages_of(content)
    workshop = get_workshop(library, sampled)
    assert workshop.title in texts[0] and workshop.client in texts[0]
    links = [each.get_object() for each in cover["/Annots"]]  # type: ignore[union-attr]
    headings = [item for item in reader.outline if not isinstance(item, list)]
    assert len(links) == len(headings) >= 5
    for heading in headings:
        number = reader.get_destination_page_number(heading)
        assert number is not None
        assert f"{heading.title} {number + 1}" in texts[0]
        assert str(heading.title) in texts[number]


@pytest.mark.parametrize("title", ["A", "Long title of a workshop " * 12, "Weitschweifigkeitsvermeidungs" * 6])
def test_a_cover_holds_titles_of_any_length(title: str) -> None:
    document = Document(title, "Summary", cover=True, facts=[(f"Label {n}", "Value " * 5) for n in range(12)])
    content, pages = document.render([blocks.heading(1, f"Heading {n}") for n in range(60)])
    assert pages == len(pages_of(content)) > 1
    assert "Contents" in pages_of(content)[0]


def test_sections_are_chosen_ordered_and_named(library: Library, sampled: int) -> None:
    there = [key for key, _ in summary_parts(library, sampled)]
    wanted = [there[-2], there[0]]
    composed = compose.summary(library, sampled, only(PaperOptions(), wanted, there))
    assert [section.key for section in composed.sections] == ["agenda", "first"]
    with pytest.raises(Invalid, match="There is no section"):
        only(PaperOptions(), ["nonsense"], there)
    for wrong in (PaperOptions(paper="a5"), PaperOptions(language="xx")):
        with pytest.raises(Invalid):
            keep_paper_options(library, sampled, wrong)
    keep_paper_options(library, sampled, PaperOptions(order=("b", "a"), left_out=("c",), names=True, paper="letter"))
    assert paper_options(library, sampled).order == ("b", "a")


def test_names_stand_in_the_summary_only_where_that_was_agreed(library: Library, sampled: int) -> None:
    names = [person.name for person in people_of(library, sampled)]
    without = " ".join(pages_of(compose.summary(library, sampled).render()))
    agreed = " ".join(pages_of(compose.summary(library, sampled, PaperOptions(names=True)).render()))
    assert not [name for name in names if name in without]
    assert [name for name in names if name in agreed]
    assert "as the room agreed" in agreed and "no participant’s name" in without


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS, KEYS)
def test_sections_in_any_order_are_those_that_are_wanted(there: list[str], order: list[str], out: list[str]) -> None:
    found = PaperOptions(tuple(order), tuple(out)).arranged([(key, key) for key in there])
    assert sorted(found) == sorted(set(there) - set(out))
    chosen = [key for key in order if key in found]
    assert [key for key in found if key in order] == chosen
    usual = [key for key in there if key in found and key not in order]
    assert [key for key in found if key not in order] == usual


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_one_on_which_white_can_be_read(number: int) -> None:
    given_color = f"#{number:06x}"
    accent, darkened = readable_accent(given_color)
    assert contrast(HexColor(accent), style.WHITE) >= LEAST_CONTRAST
    assert contrast(Brand(accent).on_color, HexColor(accent)) >= LEAST_CONTRAST
    assert darkened is (contrast(HexColor(given_color), style.WHITE) < LEAST_CONTRAST)
    assert darkened or accent == given_color


@pytest.mark.parametrize("content", [b"", b"<svg/>", picture()[:200], b"\0" * 6_000_000])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        read_logo(content)
    for wrong in ("reddish", "#12", "112233", ""):
        with pytest.raises(Invalid):
            readable_accent(wrong)
