from collections.abc import Callable
from pathlib import Path

import pytest
from drawn import drawn
from examples import share_of
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.platypus.flowables import Flowable

from facilitator.documents import embedding, shaping, system_fonts
from facilitator.documents.blocks import italic, paragraph, strong
from facilitator.documents.characters import readable
from facilitator.documents.fonts import REPLACEMENT, Face, uncovered
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.typesetting import Span

Reader = Callable[..., PdfReader]
NAMES = [
    "Aleksandra Wiśniewska-Kowalczyk",
    "Nguyễn Thị Minh Khai",
    "Γιώργος Παπαδόπουλος",
    "Дмитрий Шостакович",
    "Łukasz Żółć",
    "Þórbjörg Ǧüneş Čapek",
]


def words(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def embedded_fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font of a document, and whether its outlines are in the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = font.get_object()
            if "/DescendantFonts" in font:
                font = font["/DescendantFonts"][0].get_object()
            descriptor = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def test_names_come_back_in_order(read: Reader) -> None:
    text = words(read(*map(paragraph, NAMES)))
    places = [text.index(name) for name in NAMES]
    assert places == sorted(places)


def test_all_fonts_are_embedded(read: Reader) -> None:
    reader = read(
        paragraph(("Plain, ", strong("strong"), ", ", italic("slanted"))),
        PrintedTable([PrintedColumn("Name")], [[name] for name in NAMES]),
        privacy="For you alone",
        facts=[("People", "18")],
    )
    found = embedded_fonts(reader)
    assert len(found) >= 4
    assert all(found.values()), found


def test_bundled_scripts_are_covered(others: Callable[..., None]) -> None:
    others()
    assert uncovered(NAMES) == []


def test_what_no_font_covers_is_named_and_marked(read: Reader, others: Callable[..., None]) -> None:
    others()
    assert uncovered(["Ra 𓀀𓀁", "Anna", "王 𓀀", "Ra 𓀀𓀁"]) == ["Ra 𓀀𓀁", "王 𓀀"]
    assert f"Ra {REPLACEMENT}{REPLACEMENT}" in words(read(paragraph("Ra 𓀀𓀁")))


def test_another_font_is_used_for_what_it_covers(
    read: Reader, others: Callable[..., None], make_font: Callable[[str], Path]
) -> None:
    others(make_font("王小"), make_font("𓀀明"))
    assert uncovered(["王小明 𓀀"]) == []
    reader = read(paragraph("Anna 王小明 𓀀 Ωmega"))
    assert "Anna 王小明 𓀀 Ωmega" in words(reader)
    found = embedded_fonts(reader)
    assert sum("Squares" in name for name in found) == 2
    assert all(found.values())


def test_a_font_of_postscript_outlines_is_used(
    read: Reader, others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    others(make_font("王小明", cubic=True))
    assert uncovered(["王小明"]) == []
    reader = read(paragraph("王小明"))
    assert "王小明" in words(reader)
    assert all(embedded_fonts(reader).values())
    squares = [each.outline for each in drawn(reader.pages[0]) if each.text and each.text in "王小明"]
    # As large as they were made, whichever corner they begin with.
    assert [max(x for x, _ in each) - min(x for x, _ in each) for each in squares] == [320, 340, 360]


def test_marks_come_from_the_font_of_their_letter(
    others: Callable[..., None], make_font: Callable[[str], Path]
) -> None:
    others(make_font("\u0b95"), make_font("\u0b95\u0bbe"))
    [run] = shaping.runs("\u0b95\u0bbe", Face.REGULAR)
    assert run.font.covers("\u0bbe")
    assert run.text == "\u0b95\u0bbe"


def test_fonts_that_cannot_be_embedded_are_passed_over(
    tmp_path: Path, others: Callable[..., None], make_font: Callable[[str], Path]
) -> None:
    damaged = tmp_path / "damaged.ttf"
    damaged.write_bytes(b"\x00\x01\x00\x00 not a font")
    others(tmp_path / "missing.ttf", damaged, make_font("王"))
    assert uncovered(["王"]) == []


@pytest.mark.parametrize("cubic", [False, True])
def test_a_font_whose_outlines_are_gone_is_passed_over(
    read: Reader, tmp_path: Path, others: Callable[..., None], make_font: Callable[..., Path], cubic: bool
) -> None:
    whole = make_font("王", cubic=cubic)
    opened = TTFont(whole)
    tag = "CFF " if cubic else "glyf"
    place, length = opened.reader.tables[tag].offset, opened.reader.tables[tag].length
    content = bytearray(whole.read_bytes())
    content[place : place + length] = bytes(length)
    hollow = tmp_path / "hollow.ttf"
    hollow.write_bytes(content)
    others(hollow)
    assert uncovered(["王"]) == ["王"]
    others(hollow, whole)
    assert uncovered(["王"]) == []
    assert "王" in words(read(paragraph("王")))


def test_this_computers_fonts_are_files_that_exist() -> None:
    files = system_fonts.installed()
    assert all(file.exists() for file in files)
    assert all(file.suffix.lower() in (".ttf", ".ttc", ".otf", ".otc") for file in files)


def test_a_font_that_does_not_know_how_letters_change_is_warned_of(
    others: Callable[..., None], make_font: Callable[..., Path]
) -> None:
    letters = "".join(sorted(set("தமிழ்")))
    plain = make_font(letters)
    others(plain)
    assert uncovered(["Anna", "अनिता", "தமிழ்"]) == ["தமிழ்"]
    knowing = make_font(letters, "languagesystem taml dflt; feature haln { sub u0BAE u0BCD by u0BAE; } haln;")
    others(plain, knowing)
    assert uncovered(["Anna", "अनिता", "தமிழ்"]) == []


def test_a_font_is_cut_again_for_letters_beyond_the_common_ones(read: Reader) -> None:
    # More distinct characters than one subset holds: Greek, Cyrillic and Latin Extended.
    text = "".join(chr(code) for code in (*range(0x391, 0x3A2), *range(0x410, 0x450), *range(0x100, 0x180)))
    assert readable(text).replace(" ", "") in words(read(paragraph(text))).replace(" ", "")


@pytest.mark.parametrize("face", list(Face))
def test_common_codes_are_the_characters_they_stand_for(face: Face, read: Reader) -> None:
    text = "".join(sorted(embedding.COMMON.replace(" ", "")))
    assert len(text) > 200
    assert readable(text) == text
    assert text in words(read(paragraph((Span(text, face),)))).replace(" ", "")


@settings(max_examples=share_of(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_text_can_be_printed(text: str, read: Reader, others: Callable[..., None]) -> None:
    others()
    flowables: list[Flowable] = [
        paragraph(text),
        PrintedTable([PrintedColumn(text), PrintedColumn("n", "right")], [[text, "1"]]),
    ]
    read(*flowables, title=text, subtitle=text, facts=[(text, text)], privacy=text)


LEFT_TO_RIGHT = st.characters(
    codec="utf-8", categories=["Lu", "Ll", "Lo", "Lt", "Nd", "Po", "Sm", "Sc"], max_codepoint=0x58F
)


@settings(max_examples=share_of(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(LEFT_TO_RIGHT, min_size=1, max_size=60))
def test_what_is_covered_comes_back(text: str, read: Reader, others: Callable[..., None]) -> None:
    others()
    if not uncovered([text]):
        assert "".join(readable(text).split()) in words(read(paragraph(text), title="x")).replace(" ", "")
