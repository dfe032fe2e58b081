"""What a page of a PDF draws: every glyph with its place, its outline, and the characters that it is said to show."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PageObject
from pypdf.generic import ByteStringObject, ContentStream

Outline = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Drawn:
    """A glyph whose outline begins at `x` on the baseline `y`; `text` is "" within what has an actual text."""

    x: float
    y: float
    outline: Outline
    text: str


@dataclass(frozen=True)
class _Font:
    program: TTFont
    numbers: bytes
    widths: dict[int, float]
    to_unicode: dict[int, str]

    def outline(self, code: int) -> Outline:
        (number,) = struct.unpack_from(">H", self.numbers, 2 * code)
        return outline(self.program, self.program.getGlyphName(number))


def outline(font: TTFont, name: str) -> Outline:
    """The points of a glyph."""
    return tuple(map(tuple, font["glyf"][name].getCoordinates(font["glyf"])[0]))


def drawn(page: PageObject) -> list[Drawn]:
    """Every glyph in the order of the content."""
    return list(_drawn(page))


def said(page: PageObject) -> str:
    """The text in the order of the content, line after line: actual texts, else what each glyph shows."""
    return "".join(each if isinstance(each, str) else each.text for each in _events(page))


def _drawn(page: PageObject) -> Iterator[Drawn]:
    for each in _events(page):
        if isinstance(each, Drawn):
            yield each


def _events(page: PageObject) -> Iterator[Drawn | str]:
    fonts = {name: _read(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
    font, size, x, y, rise, speaking = None, 0.0, 0.0, 0.0, 0.0, False
    origin, kept = (0.0, 0.0), []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        match operator:
            case b"q":
                kept.append(origin)
            case b"Q":
                origin = kept.pop()
            case b"cm":
                assert [float(each) for each in operands[:4]] == [1, 0, 0, 1]
                origin = (origin[0] + float(operands[4]), origin[1] + float(operands[5]))
            case b"Tm":
                x, y = origin[0] + float(operands[4]), origin[1] + float(operands[5])
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Ts":
                rise = float(operands[0])
            case b"BDC" if "/ActualText" in operands[1]:
                speaking = True
                yield str(operands[1]["/ActualText"])
            case b"EMC":
                speaking = False
            case b"Tj" | b"TJ":
                assert font is not None
                for part in operands[0] if operator == b"TJ" else operands:
                    if not isinstance(part, (ByteStringObject, str)):
                        x -= float(part) / 1000 * size
                        continue
                    for (code,) in struct.iter_unpack(">H", part.original_bytes):
                        yield Drawn(x, y + rise, font.outline(code), "" if speaking else font.to_unicode.get(code, ""))
                        x += font.widths[code] / 1000 * size


def _read(font: Any) -> _Font:
    descendant = font["/DescendantFonts"][0].get_object()
    program = descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()
    listed = descendant["/W"]
    widths = {int(code): float(width[0]) for code, width in zip(listed[::2], listed[1::2], strict=True)}
    pairs = [line.split() for line in font["/ToUnicode"].get_data().decode().splitlines() if line.startswith("<")]
    to_unicode = {int(code[1:-1], 16): bytes.fromhex(text[1:-1]).decode("utf-16-be") for code, text in pairs}
    return _Font(_opened(program), descendant["/CIDToGIDMap"].get_object().get_data(), widths, to_unicode)


@cache
def _opened(program: bytes) -> TTFont:
    return TTFont(BytesIO(program))
