"""Documents read back, and fonts made for a test."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader
from reportlab.platypus.flowables import Flowable

from facilitator.documents import fonts
from facilitator.documents.fonts import OtherFonts
from facilitator.documents.system_fonts import FontFile
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
    before = fonts.use(OtherFonts([]))

    def choose(*paths: Path) -> None:
        fonts.use(OtherFonts([FontFile(path) for path in paths]))

    yield choose
    fonts.use(before)


@pytest.fixture(scope="session")
def make_font(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A TrueType font of squares that covers the given characters."""

    def make(characters: str) -> Path:
        name = "Squares" + "".join(f"{ord(character):X}" for character in characters)
        names = [".notdef", *(f"u{ord(character):X}" for character in characters)]
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, 700), (800, 700), (800, 0)):
            pen.lineTo(point)
        pen.closePath()
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(character): f"u{ord(character):X}" for character in characters})
        builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
        builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
        builder.setupHorizontalHeader(ascent=900, descent=-200)
        builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
        builder.setupOS2()
        builder.setupPost()
        path = tmp_path_factory.mktemp("fonts") / f"{name}.ttf"
        builder.save(path)
        return path

    return make
