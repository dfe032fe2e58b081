"""A TrueType font as it goes into a PDF, with two things ReportLab's own does not do.

Its table from codes back to characters (ToUnicode) lists only the codes in use, in blocks of at most 100 as the PDF
specification (ISO 32000-1, 9.10.3) asks, and writes characters beyond U+FFFF as surrogate pairs, so that they can
be copied and searched.

And a bundled font starts every document with the same 256 characters, which are cut out of the font and compressed
once for all documents; only what lies beyond them is cut out for one document. Cutting was a third of a handout's
cost.
"""

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_CODES = 256
_BLOCK = 100
_SYMBOLIC = 1 << 2
_NON_SYMBOLIC = 1 << 5
_TYPOGRAPHIC = "–—‘’“”„…•·×−≥≤€ŁłŚśŠšŽžĆćČčŃńŐőŘřŻżĘęĄąĞğŞşİıŰűŹźŒœŸĐđ"
"""What fills the codes that ASCII and Latin-1 leave free: punctuation, then the commonest letters of European names."""


class _Cut(NamedTuple):
    """The part of a font that holds one set of characters, compressed."""

    program: bytes
    length: int
    to_unicode: bytes
    widths: bytes


class EmbeddedFont(TTFont):
    """A font under `name` in ReportLab's registry; `common` gives it the shared first 256 characters."""

    def __init__(self, name: str, path: Path, index: int = 0, *, common: bool = False) -> None:
        super().__init__(name, str(path), subfontIndex=index, asciiReadable=False)
        self._first = self._common() if common else ()
        self._place = {chr(character): code for code, character in enumerate(self._first) if character}
        self._place["\xa0"] = 32
        self._common_codes = lru_cache(8192)(self._in_common)
        self._cut = lru_cache(16)(self._cut_out)

    def codes(self, text: str, doc: Any) -> list[tuple[int, str]]:
        """`text` as pieces: the number of the subset that has them, and their codes in hexadecimal digits."""
        if (common := self._common_codes(text)) is not None:
            return [(0, common)]
        return [(subset, bytes(piece).hex()) for subset, piece in self.splitString(text, doc)]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802  # ReportLab's name
        """ReportLab's, in a document that may be new to this font."""
        self._begin(doc)
        return super().splitString(text, doc, encoding)

    def getSubsetInternalName(self, subset: int, doc: Any) -> Any:  # noqa: N802  # ReportLab's name
        """ReportLab's, in a document that may be new to this font."""
        self._begin(doc)
        return super().getSubsetInternalName(subset, doc)

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # ReportLab's name
        """Add the font's objects to `doc`: one PDF font for each 256 characters in use."""
        state = self.state[doc]
        state.frozen = 1
        for number, characters in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]
            cut = self._cut(tuple(characters))
            font: Any = pdfdoc.PDFTrueTypeFont()
            font.Name = internal
            font.BaseFont = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            font.FirstChar, font.LastChar = 0, len(characters) - 1
            font.Widths = _Written(cut.widths)
            key = f"{self.fontName}:{number}"
            font.ToUnicode = doc.Reference(_compressed(cut.to_unicode), f"toUnicode:{key}")
            font.FontDescriptor = doc.Reference(self._descriptor(doc, font.BaseFont, cut, key), f"descriptor:{key}")
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]

    def _in_common(self, text: str) -> str | None:
        """The codes of a text all of whose characters every document begins with."""
        if not self._first:
            return None
        try:
            return bytes([self._place[character] for character in text]).hex()
        except KeyError:
            return None

    def _begin(self, doc: Any) -> None:
        if doc in self.state:
            return
        state: Any = TTFont.State(False, self)
        self.state[doc] = state
        if self._first:
            state.subsets = [list(self._first)]
            state.assignments = {character: code for code, character in enumerate(self._first) if character}
            state.assignments[0] = 0
            state.nextCode = _CODES

    def _common(self) -> tuple[int, ...]:
        wanted = dict.fromkeys([*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)])
        extra = [ord(character) for character in _TYPOGRAPHIC if ord(character) not in wanted]
        codes = [code if code in wanted and code in self.face.charToGlyph else 0 for code in range(_CODES)]
        free = [code for code in range(1, _CODES) if not codes[code]]
        for code, character in zip(free, extra, strict=False):
            codes[code] = character if character in self.face.charToGlyph else 0
        return tuple(codes)

    def _cut_out(self, characters: tuple[int, ...]) -> _Cut:
        face: Any = self.face
        program = face.makeSubset(list(characters))
        widths = " ".join(f"{face.getCharWidth(character):g}" for character in characters)
        return _Cut(
            zlib.compress(program),
            len(program),
            zlib.compress(_to_unicode(characters).encode("ascii")),
            f"[ {widths} ]".encode("ascii"),
        )

    def _descriptor(self, doc: Any, name: str, cut: _Cut, key: str) -> pdfdoc.PDFDictionary:
        face = self.face
        program = _compressed(cut.program)
        program.dictionary["Length1"] = cut.length
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(name),
                "Flags": (face.flags & ~_NON_SYMBOLIC) | _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "MissingWidth": face.defaultWidth,
                "FontFile2": doc.Reference(program, f"fontFile:{key}"),
            }
        )


class _Written(pdfdoc.PDFObject):
    """An object of the file that is already in its written form."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, document: Any) -> bytes:
        return self._content


def _compressed(content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content, filters=[])
    stream.dictionary["Filter"] = "/FlateDecode"
    return stream


def _to_unicode(characters: tuple[int, ...]) -> str:
    """The CMap from the codes of a subset to Unicode (Adobe Technical Note 5411)."""
    used = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters)
        if character
    ]
    blocks = [used[start : start + _BLOCK] for start in range(0, len(used), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
