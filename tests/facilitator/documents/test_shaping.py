"""Names of all scripts as they are drawn, read back from the pages: shape, order, and the text that can be searched."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from drawn import Drawn, drawn, outline, said
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from facilitator.documents import blocks, typesetting
from facilitator.documents.characters import is_mark, readable
from facilitator.documents.fonts import uncovered
from facilitator.documents.style import BODY
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.resources import resource

Reader = Callable[..., PdfReader]
HEBREW = "שרה כהן"
ARABIC_FORMS = """
languagesystem arab dflt;
feature init { sub u0628 by first; } init;
feature medi { sub u0628 by middle; } medi;
feature fina { sub u0628 by last; } fina;
feature rlig { sub u0644 u0627 by lamalef; } rlig;
"""


def line_of(reader: PdfReader) -> list[Drawn]:
    """The glyphs of the lowest line of words above the foot, from left to right."""
    glyphs = [each for each in drawn(reader.pages[0]) if each.y > 60]
    lowest = min(each.y for each in glyphs)
    return sorted((each for each in glyphs if each.y < lowest + 8), key=lambda each: each.x)


def names_in(font: Path, glyphs: list[Drawn]) -> list[str]:
    """What the glyphs are called in the font that they were cut from."""
    opened = TTFont(font)
    by_outline = {outline(opened, name): name for name in opened.getGlyphOrder()}
    return [by_outline[each.outline] for each in glyphs if each.outline]


def test_vowel_signs_of_devanagari_are_drawn_before_their_letter(read: Reader) -> None:
    opened = TTFont(resource("fonts", "NotoSans-Regular.ttf"))
    sign, letter = (outline(opened, opened.getBestCmap()[ord(each)]) for each in ("ि", "न"))
    reader = read(blocks.paragraph("नि"))
    first, second = line_of(reader)
    assert second.outline == letter
    assert first.outline != letter and len(first.outline) == len(sign)
    assert "नि" in said(reader.pages[0])


def test_arabic_letters_join(read: Reader, others: Callable[..., None], make_font: Callable[..., Path]) -> None:
    font = make_font("بلا", ARABIC_FORMS, ["first", "middle", "last", "lamalef"])
    others(font)
    assert names_in(font, line_of(read(blocks.paragraph("ببب")))) == ["last", "middle", "first"]
    assert names_in(font, line_of(read(blocks.paragraph("ب\u200cب")))) == ["u0628", "u0628"]
    assert names_in(font, line_of(read(blocks.paragraph("لا")))) == ["lamalef"]
    assert "لا" in said(read(blocks.paragraph("لا")).pages[0])


def test_brackets_open_towards_what_they_hold(
    read: Reader, others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    others(make_font("אב"))
    bundled = resource("fonts", "NotoSans-Regular.ttf")
    latin = [each for each in line_of(read(blocks.paragraph("א (ab) ב"))) if len(each.outline) != 4]
    assert names_in(bundled, latin) == ["parenleft", "a", "b", "parenright"]


def test_directions_belong_to_the_paragraph_and_not_to_its_lines(
    read: Reader, others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    font = make_font("".join(sorted(set(HEBREW) - {" "})))
    others(font)
    # A line that begins with a number, in a sentence from left to right, after a name from right to left.
    reader = read(PrintedTable([PrintedColumn("A", width=38)], [[f"a {HEBREW[:3]} 12 {HEBREW[4:]}"]]))
    numbers = [each.x for each in line_of(reader) if each.text in "12" and each.text]
    letters = [each.x for each in line_of(reader) if each.text in HEBREW and each.text.strip()]
    assert numbers and letters and min(numbers) > max(letters)


def test_the_structure_says_in_reading_order_what_runs_from_right_to_left(
    others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    others(make_font("".join(sorted(set(HEBREW) - {" "}))))
    long = f"{HEBREW} (Sara) 12 " * 12
    content, _ = Document(HEBREW).render(
        [
            blocks.heading(1, HEBREW),
            blocks.paragraph(long),
            PrintedTable([PrintedColumn("Name")], [[f"Anna ({HEBREW}) 12"], ["Zoë"]]),
        ]
    )
    assert validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1).is_compliant
    reader = PdfReader(BytesIO(content))
    actual = {str(each["/S"]): [] for each in leaves(reader)}
    for each in leaves(reader):
        actual[str(each["/S"])].append(str(each.get("/ActualText", "")))
    assert actual["/H1"] == [HEBREW]
    assert actual["/P"] == [HEBREW, long.strip()]
    assert actual["/TD"] == [f"Anna ({HEBREW}) 12", ""]
    assert [str(each.title) for each in reader.outline] == [HEBREW]
    assert reader.metadata is not None and reader.metadata.title == HEBREW


def leaves(reader: PdfReader) -> list[dict[str, object]]:
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    return [each.get_object() for page in numbers[1::2] for each in page]


SHAPED = ["अनिता शर्मा", "क्षितिज प्रिया", "q̃ueen ẹ́ M̃baé", "Nguyễn Thị Hồng", "Дми́трий", "Ḥ̱asan"]


@pytest.mark.parametrize("name", SHAPED)
def test_shaped_names_can_be_searched(name: str, read: Reader, others: Callable[..., None]) -> None:
    others()
    assert uncovered([name]) == []
    reader = read(
        blocks.paragraph(name), blocks.heading(1, name), PrintedTable([PrintedColumn(name)], [[name]]), privacy=name
    )
    assert said(reader.pages[0]).count(readable(name)) == 5
    assert [str(each.title) for each in reader.outline] == [name]


@given(st.text(st.sampled_from("कखगनपरशषज्िीुेंँ्\u200d़ a1")))
def test_any_word_of_devanagari_is_said_as_it_was_written(text: str) -> None:
    content, _ = Document("t").render([blocks.paragraph(f"{text}|")])
    words = readable(text).split()
    found = said(PdfReader(BytesIO(content)).pages[0])
    assert all(word in found for word in words)


@pytest.mark.parametrize("text", ["น้ำผึ้งเดือนห้าแม่เปี่ยม", "ស្រីស្តាំឯខ្មែរ", "ນ້ຳເຜິ້ງ"])
def test_lines_without_spaces_end_between_letters_and_their_marks(
    text: str, others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    others(make_font("".join(sorted(set(text)))))
    found = [line.text for line in typesetting.lines(text * 3, BODY, 62)]
    assert "".join(found) == text * 3 and len(found) > 2
    assert not any(is_mark(line[0]) or line[0] == "ำ" or line[-1] in "เแ" or line[-1] == "\u17d2" for line in found)


def test_marks_are_drawn_above_their_letter(read: Reader) -> None:
    letter, mark = line_of(read(blocks.paragraph("q̃")))
    assert letter.x <= mark.x + 5 and mark.x < letter.x + 6


def test_only_one_module_knows_what_reportlab_has_not_published() -> None:
    """Private members and the objects of its files are used in `reportlab_internals` alone."""
    folder = Path(blocks.__file__).parents[1]
    private = re.compile(r"reportlab\.pdf(base|gen)|rl_config|\._doc\b|__NoDefault__|\._(annotationrefs|filename)\b")
    knowing = [path.name for path in folder.rglob("*.py") if private.search(path.read_text(encoding="utf-8"))]
    assert knowing == ["reportlab_internals.py"]
