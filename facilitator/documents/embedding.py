"""A font as it goes into a PDF: the glyphs that a document shows, cut out of the font file by HarfBuzz.

In the file a glyph is known by a code of two bytes (a composite font, ISO 32000-1, 9.7). A code stands for a glyph and
the characters that it shows: two characters that share a glyph have two codes, so that each can be copied and searched
as what it is. Codes are given once for all documents, so that a line that was set once is written again as it is.

A bundled font puts the same common characters into every document. They are cut out and compressed once; a font is
cut again for a document only where it shows more than those.
"""

import struct
import threading
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError, newTable

from facilitator.documents.reportlab_internals import Written, add_font, compressed, refer

_BLOCK = 100
_DAMAGED = (hb.HarfBuzzError, TTLibError, RuntimeError, ValueError, LookupError, AssertionError, struct.error)
"""What a font whose tables contradict each other ends in."""
_SYMBOLIC = 1 << 2
_RESTRICTED, _NO_SUBSETTING = 0x0002, 0x0300
_UNNEEDED = ("GSUB", "GPOS", "GDEF", "kern", "OS/2", "cmap", "name", "post", "STAT", "DSIG", "BASE", "JSTF")
"""Tables that a glyph known by its number does not need."""
_UNLIMITED = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions", "maxComponentElements",
)  # fmt: skip
"""What only the hints of TrueType outlines need."""
COMMON = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))))
    + "–—‘’“”„…•·×−≥≤€ŁłŚśŠšŽžĆćČčŃńŐőŘřŻżĘęĄąĞğŞşİıŰűŹźŒœŸĐđ"
)
"""ASCII, Latin-1, punctuation, then the commonest letters of European names."""


class NotEmbeddable(Exception):
    """A font that is damaged, has no outlines that a PDF can take, or may not be embedded."""


class Glyph(NamedTuple):
    """A character that is one glyph: its code, the code as it is written, and its advance in ems."""

    code: int
    written: str
    advance: float


class _Cut(NamedTuple):
    """The part of a font that holds some glyphs, compressed."""

    program: bytes
    length: int
    glyph_numbers: bytes
    to_unicode: bytes
    widths: bytes


class EmbeddedFont:
    """A font from a file; `index` is its place in a collection. `common` characters are in every document.

    Raises NotEmbeddable.
    """

    def __init__(self, path: Path, index: int = 0, *, common: str = "") -> None:
        try:
            self._face = hb.Face(hb.Blob.from_file_path(str(path)), index)
            self._characters = self._face.unicodes
        except (OSError, ValueError, hb.HarfBuzzError) as error:
            raise NotEmbeddable(path.name) from error
        self._check(path)
        self.count = self._face.count
        self.shaper = hb.Font(self._face)
        self._em: int = self._face.upem
        self._guard = threading.Lock()
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self._pairs: list[tuple[int, str]] = [(0, "")]
        self._single: dict[str, Glyph] = {}
        self._common = frozenset(self.glyph_of(character).code for character in common if self.covers(character))
        self._cut = lru_cache(16)(self._cut_out)

    def covers(self, text: str) -> bool:
        """Return whether the font has every character of a text."""
        return all(ord(character) in self._characters for character in text)

    def can_show(self, text: str) -> bool:
        """Return whether the font has every character of a text, no letter of them is empty, and it can be cut."""
        if not self.covers(text):
            return False
        inked = [character for character in text if unicodedata.category(character)[0] in "LNS"]
        boxes = [self.shaper.get_glyph_extents(self.shaper.get_nominal_glyph(ord(each))) for each in inked]
        if not all(box and box.height for box in boxes):
            return False
        try:
            self._cut(frozenset(self.glyph_of(character).code for character in text))
        except _DAMAGED:
            return False
        return True

    def has_layout(self, scripts: Iterable[str]) -> bool:
        """Return whether the font knows how letters of a script, by its OpenType tags, change beside each other."""
        return not self._layouts.isdisjoint(scripts)

    def glyph_of(self, character: str) -> Glyph:
        """Return the glyph that shows a character by itself; the font must have it."""
        found = self._single.get(character)
        if found is None:
            shown = " " if character == "\xa0" else character
            number = self.shaper.get_nominal_glyph(ord(shown)) or 0
            code = self.code(number, shown)
            found = self._single[character] = Glyph(code, f"{code:04X}", self.advance(number))
        return found

    def code(self, number: int, characters: str) -> int:
        """Return the code of a glyph that shows these characters."""
        pair = (number, characters)
        code = self._codes.get(pair)
        if code is None:
            with self._guard:
                code = self._codes.get(pair)
                if code is None:
                    code = len(self._pairs)
                    self._pairs.append(pair)
                    self._codes[pair] = code
        return code

    def advance(self, number: int) -> float:
        """Return how far a glyph moves the pen, in ems."""
        return self.ems(self.shaper.get_glyph_h_advance(number))

    def ems(self, units: float) -> float:
        """Return a length of the font's own units in ems."""
        return units / self._em

    def beyond_common(self, codes: Iterable[int]) -> frozenset[int]:
        """Return those of the codes that are not in every document."""
        return frozenset(codes) - self._common

    def write(self, document: Any, name: str, codes: Iterable[int]) -> None:
        """Put the font with these codes into a document, whose pages know it as `name`."""
        cut = self._cut(self._common.union(codes))
        tag = "".join(chr(ord("A") + int(digit)) for digit in f"{int(name[1:]):06d}")
        base = f"{tag}+{self._name}".encode("ascii")
        program = refer(document, compressed(cut.program, {"Length1": cut.length}))
        descriptor = refer(document, Written(self._descriptor % (base, program)))
        numbers = refer(document, compressed(cut.glyph_numbers))
        descendant = refer(
            document,
            Written(
                b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /FontDescriptor %s /CIDToGIDMap %s /W %s "
                b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
                % (base, descriptor, numbers, cut.widths)
            ),
        )
        to_unicode = refer(document, compressed(cut.to_unicode))
        font = Written(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [ %s ] "
            b"/ToUnicode %s >>" % (base, descendant, to_unicode)
        )
        add_font(document, name, font)

    def _check(self, path: Path) -> None:
        tables = set(self._face.table_tags)
        pictures = tables & {"sbix", "CBDT", "EBDT"} or not tables & {"glyf", "CFF "}
        rights = self._table("OS/2", 8, ">H")[0] if "OS/2" in tables else 0
        self._is_cubic = "glyf" not in tables
        if pictures or rights == _RESTRICTED or rights & _NO_SUBSETTING:
            raise NotEmbeddable(path.name)

    def _table(self, tag: str, offset: int, layout: str) -> tuple[Any, ...]:
        try:
            return struct.unpack_from(layout, self._face.reference_table(tag).data, offset)
        except struct.error as error:
            raise NotEmbeddable(tag) from error

    def _cut_out(self, codes: frozenset[int]) -> _Cut:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({self._pairs[code][0] for code in codes})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in _UNNEEDED)
        if self._face.has_var_data:
            wanted.pin_all_axes_to_default(self._face)
        plan = hb.SubsetPlan(self._face, wanted)
        numbers = plan.old_to_new_glyph_mapping
        program = plan.execute().blob.data
        if self._is_cubic:
            program = _as_truetype(program)
        glyph_numbers = bytearray(2 * (max(codes, default=0) + 1))
        for code in codes:
            struct.pack_into(">H", glyph_numbers, 2 * code, numbers[self._pairs[code][0]])
        widths = " ".join(f"{code} [{self.advance(self._pairs[code][0]) * 1000:g}]" for code in sorted(codes))
        shown = [(code, self._pairs[code][1]) for code in sorted(codes)]
        return _Cut(
            zlib.compress(program),
            len(program),
            zlib.compress(bytes(glyph_numbers)),
            zlib.compress(_to_unicode(shown).encode("ascii")),
            f"[ {widths} ]".encode("ascii"),
        )

    @cached_property
    def _layouts(self) -> frozenset[str]:
        return frozenset((*self._face.get_table_script_tags("GSUB"), *self._face.get_table_script_tags("GPOS")))

    @cached_property
    def _name(self) -> str:
        name = self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        return "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "-")) or "Font"

    @cached_property
    def _descriptor(self) -> bytes:
        """The font descriptor, with a place for its name and one for its program."""
        thousand = 1000 / self._em
        box = " ".join(f"{round(side * thousand)}" for side in self._table("head", 36, ">4h"))
        extents = self.shaper.get_font_extents("ltr")
        ascent, descent = round(extents.ascender * thousand), round(extents.descender * thousand)
        capital = self.shaper.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT) * thousand
        weight = self.shaper.get_style_value(hb.StyleTag.WEIGHT)
        slant = self.shaper.get_style_value(hb.StyleTag.SLANT_ANGLE)
        return (
            b"<< /Type /FontDescriptor /FontName /%%s /Flags %d /FontBBox [ %s ] /ItalicAngle %d /Ascent %d "
            b"/Descent %d /CapHeight %d /StemV %d /FontFile2 %%s >>"
            % (
                _SYMBOLIC, box.encode("ascii"), round(slant), ascent, descent, round(capital),
                50 + round((weight / 65) ** 2),
            )
        )  # fmt: skip


def fonts_in(path: Path) -> Iterator[EmbeddedFont]:
    """Yield the fonts of a file that a PDF can take, one or those of a collection; none for a file that is no font."""
    with suppress(NotEmbeddable):
        first = EmbeddedFont(path)
        yield first
        for index in range(1, first.count):
            yield EmbeddedFont(path, index)


def _as_truetype(program: bytes) -> bytes:
    """Return a font with PostScript outlines (CFF) as one with TrueType outlines, a thousandth of an em off at most."""
    with TTFont(BytesIO(program)) as font:
        outlines = font.getGlyphSet()
        glyphs = {}
        for glyph in font.getGlyphOrder():
            pen = TTGlyphPen(outlines)
            outlines[glyph].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
            glyphs[glyph] = pen.glyph()
        font["loca"] = newTable("loca")
        font["glyf"] = table = newTable("glyf")
        table.glyphOrder, table.glyphs = font.getGlyphOrder(), glyphs
        largest = font["maxp"]
        largest.tableVersion = 0x00010000
        for limit in _UNLIMITED:
            setattr(largest, limit, 0)
        largest.maxZones = 1
        for other in ("CFF ", "VORG"):
            if other in font:
                del font[other]
        font.sfntVersion = "\0\1\0\0"
        out = BytesIO()
        font.save(out)
        return out.getvalue()


def _to_unicode(shown: list[tuple[int, str]]) -> str:
    """Return the CMap from codes to characters (Adobe Technical Note 5411)."""
    used = [
        f"<{code:04X}> <{characters.encode('utf-16-be').hex().upper()}>" for code, characters in shown if characters
    ]
    blocks = [used[start : start + _BLOCK] for start in range(0, len(used), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
