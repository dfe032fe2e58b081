"""Texts as glyphs: the font of each part, and where letters change, stack or move beside each other, HarfBuzz.

What needs no shaping is written glyph by glyph as the font has it, without kerning: most of every document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz as hb
from fontTools import unicodedata as scripts

from facilitator.documents import fonts
from facilitator.documents.characters import JOINERS, clusters, stands_alone
from facilitator.documents.embedding import EmbeddedFont
from facilitator.documents.fonts import REPLACEMENT, Face

_SPACED_AS_WRITTEN = {"Latn", "Grek", "Cyrl", "Zyyy", "Zinh"}
"""Scripts that are shaped only for their marks; their letters keep the distances that they have without any."""
_NOTHING = 1e-9
_LONELY = "\u200b"
"""What a glyph shows that is one of several for one character: nothing."""

_END_SAYING = "EMC"


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters that one font draws in one direction.

    `parts` are operators of a content stream with how far above the baseline they are drawn; `codes` those of the font
    that are not in every document. Lengths are ems.
    """

    font: EmbeddedFont
    text: str
    parts: tuple[tuple[float, str], ...]
    codes: frozenset[int]
    width: float


@lru_cache(16384)
def runs(text: str, face: Face, backwards: bool = False) -> tuple[Run, ...]:
    """Return readable characters of one direction as runs from left to right; what no font covers is REPLACEMENT."""
    found = [
        _run(font, part, backwards)
        for font, group in groupby(_drawable(text, face), key=lambda item: item[0])
        for part in _by_script("".join(part for _, part in group))
    ]
    return tuple(reversed(found) if backwards else found)


def _begin_saying(text: str) -> str:
    """Return the operator after which, up to _END_SAYING, what is drawn stands for `text`."""
    return f"/Span << /ActualText <FEFF{text.encode('utf-16-be').hex().upper()}> >> BDC"


def _drawable(text: str, face: Face) -> Iterator[tuple[EmbeddedFont, str]]:
    bundled = fonts.font(face)
    if bundled.covers(text):
        if text:
            yield bundled, text
        return
    for other, group in groupby(clusters(text), key=lambda cluster: not bundled.covers(cluster)):
        part = "".join(group)
        if not other:
            yield bundled, part
        elif whole := fonts.covering(part, face):
            yield whole, part
        else:
            for cluster in clusters(part):
                yield from _in_parts(cluster, face)


def _in_parts(cluster: str, face: Face) -> Iterator[tuple[EmbeddedFont, str]]:
    """A character with its marks, from one font if one has them all."""
    if font := fonts.covering(cluster, face):
        yield font, cluster
        return
    for character in cluster:
        if font := fonts.covering(character, face):
            yield font, character
        elif character not in JOINERS:
            yield fonts.font(face), REPLACEMENT


def _by_script(text: str) -> Iterator[str]:
    """Parts of one script; what belongs to none goes with what stands before it."""
    if text.isascii():
        yield text
        return
    start, known = 0, ""
    for at, character in enumerate(text):
        script = scripts.script(character)
        if script in ("Zyyy", "Zinh") or script == known:
            continue
        if known:
            yield text[start:at]
            start = at
        known = script
    yield text[start:]


def _run(font: EmbeddedFont, text: str, backwards: bool) -> Run:
    if not backwards and all(map(stands_alone, text)):
        glyphs = [font.glyph_of(character) for character in text]
        written = "".join([glyph.written for glyph in glyphs])
        return Run(
            font,
            text,
            ((0.0, f"<{written}> Tj"),),
            font.beyond_common(glyph.code for glyph in glyphs),
            sum([glyph.advance for glyph in glyphs]),
        )
    return _shaped(font, text, backwards)


def _shaped(font: EmbeddedFont, text: str, backwards: bool) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text)
    script = next((found for found in map(scripts.script, text) if found not in ("Zyyy", "Zinh")), "Zyyy")
    buffer.script = script
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    spaced = script in _SPACED_AS_WRITTEN
    hb.shape(font.shaper, buffer, {"kern": False, "liga": False} if spaced else {})
    written = _Glyphs(font)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({*(info.cluster for info, _ in placed), len(text)})
    for start, group in groupby(placed, key=lambda each: each[0].cluster):
        written.add(list(group), text[start : starts[starts.index(start) + 1]])
    return Run(font, text, written.parts(), font.beyond_common(written.codes), written.width)


class _Glyphs:
    """Shaped glyphs as operators: those at one height in an array for TJ, whose numbers, in thousandths, go left."""

    def __init__(self, font: EmbeddedFont) -> None:
        self._font = font
        self._parts: list[tuple[float, str]] = []
        self._rise = 0.0
        self._array: list[str] = []
        self._owed = 0.0
        self.codes: set[int] = set()
        self.width = 0.0

    def add(self, cluster: list[tuple[Any, Any]], text: str) -> None:
        """Add the glyphs of some characters that are shaped as one; their text where the glyphs don't say it."""
        shown = _shown(self._font, [info.codepoint for info, _ in cluster], text)
        literal = "".join(shown) == text
        if not literal:
            self._end_array()
            self._parts.append((0.0, _begin_saying(text)))
        for (info, position), characters in zip(cluster, shown, strict=True):
            self._put(info.codepoint, characters, position)
        if not literal:
            self._end_array()
            self._parts.append((0.0, _END_SAYING))

    def parts(self) -> tuple[tuple[float, str], ...]:
        """Return the operators with their heights."""
        self._end_array()
        return tuple(self._parts)

    def _put(self, number: int, characters: str, position: Any) -> None:
        font = self._font
        rise, shift, advance = (font.ems(each) for each in (position.y_offset, position.x_offset, position.x_advance))
        if rise != self._rise:
            self._end_array()
            self._rise = rise
        self._owed += shift
        self._move()
        code = font.code(number, characters)
        self.codes.add(code)
        self._array.append(f"<{code:04X}>")
        self._owed = advance - font.advance(number) - shift
        self.width += advance

    def _move(self) -> None:
        if abs(self._owed) > _NOTHING:
            self._array.append(f"{-self._owed * 1000:.6g}")
        self._owed = 0.0

    def _end_array(self) -> None:
        self._move()
        if self._array:
            self._parts.append((self._rise, f"[{' '.join(self._array)}] TJ"))
            self._array = []


def _shown(font: EmbeddedFont, numbers: list[int], text: str) -> list[str]:
    """Which characters each glyph of a cluster shows: its own if it has any by itself, else what is left."""
    if len(numbers) == 1:
        return [text]
    left, shown = list(text), [""] * len(numbers)
    for place, number in enumerate(numbers):
        own = next((each for each in left if font.shaper.get_nominal_glyph(ord(each)) == number), None)
        if own is not None:
            shown[place] = own
            left.remove(own)
    for place, each in enumerate(shown):
        if not each:
            shown[place], left = "".join(left), []
    return [each or _LONELY for each in shown]
