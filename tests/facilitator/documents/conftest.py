"""Documents read back, and fonts made for a test."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader
from reportlab.platypus.flowables import Flowable

from facilitator.documents import fonts, shaping, typesetting
from facilitator.documents.fonts import OtherFonts
from facilitator.documents.template import Document

Reader = Callable[..., PdfReader]


@pytest.fixture(scope="session")
def read() -> Reader:
    """Set flowables in a document and read it back."""

    def set_and_read(*flowables: Flowable, **about: object) -> PdfReader:
        document = Document(**{"title": "A title", **about})  # type: ignore[arg-type]
        content, pages = document.render(flowables)
        reader = PdfReader(BytesIO(content), strict=True)
        assert len(reader.pages) == pages
        return reader

    return set_and_read


@pytest.fixture
def others() -> Iterator[Callable[..., None]]:
    """Choose the fonts beside the bundled ones for one test."""

    def choose(*paths: Path) -> None:
        use(OtherFonts(paths))

    def use(chosen: OtherFonts) -> None:
        fonts.others = chosen
        for kept in (fonts.is_drawn, shaping.runs, typesetting.set_lines):
            kept.cache_clear()

    before = fonts.others
    choose()
    yield choose
    use(before)


@pytest.fixture(scope="session")
def make_font(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A TrueType font of squares, each of another size, for the given characters.

    `features` say in Adobe's feature language how glyphs change; a character's glyph is "u" with its code, `more` are
    glyphs without a character. `cubic` outlines are those of PostScript (CFF).
    """

    def make(characters: str, features: str = "", more: Sequence[str] = (), *, cubic: bool = False) -> Path:
        name = "Squares" + "".join(f"{ord(character):X}" for character in characters)
        names = [".notdef", *(f"u{ord(character):04X}" for character in characters), *more]
        glyphs = {}
        for number, glyph in enumerate(names):
            pen = T2CharStringPen(1000, None) if cubic else TTGlyphPen(None)
            side = 300 + 20 * number
            pen.moveTo((100, 0))
            for point in ((100, side), (100 + side, side), (100 + side, 0)):
                pen.lineTo(point)
            pen.closePath()
            glyphs[glyph] = pen.getCharString() if cubic else pen.glyph()
        builder = FontBuilder(1000, isTTF=not cubic)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(character): f"u{ord(character):04X}" for character in characters})
        if cubic:
            builder.setupCFF(name, {}, glyphs, {})
        else:
            builder.setupGlyf(glyphs)
        builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
        builder.setupHorizontalHeader(ascent=900, descent=-200)
        builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
        builder.setupOS2()
        builder.setupPost()
        if features:
            builder.addOpenTypeFeatures(features)
        path = tmp_path_factory.mktemp("fonts") / f"{name}.{'otf' if cubic else 'ttf'}"
        builder.save(path)
        return path

    return make
