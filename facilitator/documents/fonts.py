"""The fonts of a PDF: Noto Sans, bundled, and for what it lacks whichever font of this computer covers it.

A text is cut into runs that one font covers whole. What no font covers is printed as U+FFFD, a question mark in a
diamond, which nobody mistakes for the name; `uncovered` tells beforehand which texts that concerns, so that the
person can be asked.

Texts from right to left are put in drawing order (`bidi`) and Arabic letters joined (`characters`). Scripts whose
letters change order or stack, such as Devanagari, Tamil or Khmer, need a shaping engine: they are printed letter by
letter, readable with effort but not as a typographer would set them. `unshaped` names them.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from facilitator.documents import system_fonts
from facilitator.documents.characters import clusters, plain_form, readable
from facilitator.documents.embedding import EmbeddedFont
from facilitator.documents.system_fonts import FontFile
from facilitator.resources import resource

REPLACEMENT = "\ufffd"
EMBEDDING = threading.Lock()
"""Held while a document is saved: the fonts are shared, and cutting them up moves a file position."""

_SHAPED_SCRIPTS = ((0x0700, 0x085F), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF), (0x1900, 0x1CFF))


class Face(StrEnum):
    """The bundled faces; the value is the name in ReportLab's registry and of the file."""

    REGULAR = "NotoSans-Regular"
    ITALIC = "NotoSans-Italic"
    MEDIUM = "NotoSans-Medium"
    SEMIBOLD = "NotoSans-SemiBold"
    BOLD = "NotoSans-Bold"


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters that one font, known to ReportLab as `font`, draws."""

    font: str
    text: str


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A text and those of its characters that neither the bundled nor any other font covers, in order."""

    text: str
    characters: str


@cache
def font(face: Face) -> EmbeddedFont:
    """A bundled face, registered with ReportLab at its first use."""
    loaded = EmbeddedFont(face.value, resource("fonts", f"{face.value}.ttf"), common=True)
    pdfmetrics.registerFont(loaded)
    return loaded


def uncovered(texts: Iterable[str]) -> list[Uncovered]:
    """Those of `texts` that can't be printed whole, in their order and each once."""
    found: dict[str, Uncovered] = {}
    for text in texts:
        lacking = _lacking(text)
        if lacking:
            found.setdefault(text, Uncovered(text, lacking))
    return list(found.values())


def unshaped(texts: Iterable[str]) -> list[str]:
    """Those of `texts` whose script needs a shaping engine, and which are printed letter by letter."""
    return [
        text
        for text in dict.fromkeys(texts)
        if any(first <= ord(character) <= last for character in text for first, last in _SHAPED_SCRIPTS)
    ]


@lru_cache(8192)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """`text`, readable characters in drawing order, cut into runs; what no font covers is REPLACEMENT."""
    if _bundled_covers(text, face):
        return (Run(face.value, text),) if text else ()
    pieces: list[tuple[str, str]] = []
    for part in _drawable(text, face):
        if pieces and pieces[-1][0] == part.font:
            pieces[-1] = (part.font, pieces[-1][1] + part.text)
        else:
            pieces.append((part.font, part.text))
    return tuple(Run(*piece) for piece in pieces)


@lru_cache(32768)
def width(text: str, font_name: str) -> float:
    """The width of `text` in a registered font, in ems."""
    widths = _widths(font_name)
    fallback = widths[0]
    return sum([widths[1].get(ord(character), fallback) for character in text]) / 1000


def _drawable(text: str, face: Face) -> Iterator[Run]:
    for cluster in clusters(text):
        if name := _covering(cluster, face):
            yield Run(name, cluster)
            continue
        for character in cluster:
            plain = plain_form(character)
            if name := _covering(character, face):
                yield Run(name, character)
            elif plain != character and (name := _covering(plain, face)):
                yield Run(name, plain[::-1])  # in drawing order, like the text around it
            else:
                yield Run(face.value, REPLACEMENT)


def _lacking(text: str) -> str:
    if text.isascii():
        return ""
    lacking = dict.fromkeys(
        character
        for character in readable(text).replace("\n", "")
        if character == REPLACEMENT
        or not (_covering(character, Face.REGULAR) or _covering(plain_form(character), Face.REGULAR))
    )
    return "".join(lacking)


def _bundled_covers(text: str, face: Face) -> bool:
    known = font(face).face.charToGlyph
    return all(ord(character) in known for character in text)


def _covering(text: str, face: Face) -> str | None:
    return face.value if _bundled_covers(text, face) else _other_fonts.covering(text)


class OtherFonts:
    """Fonts beside the bundled ones, opened one after another until one covers what is asked for."""

    def __init__(self, files: Sequence[FontFile] | None = None) -> None:
        """`files` in the order in which to try them; without them, those of this computer."""
        self._unread = None if files is None else iter(files)
        self._read: list[tuple[FontFile, frozenset[int]]] = []
        self._names: dict[FontFile, str | None] = {}
        self._answers: dict[frozenset[int], str | None] = {}
        self._guard = threading.RLock()

    def covering(self, text: str) -> str | None:
        """The registered name of the first font that has every character of `text`; None if none has."""
        wanted = frozenset(map(ord, text))
        with self._guard:
            if wanted not in self._answers:
                self._answers[wanted] = self._find(wanted)
            return self._answers[wanted]

    def _find(self, wanted: frozenset[int]) -> str | None:
        for file, covered in self._each():
            if wanted <= covered and (name := self._registered(file, wanted)):
                return name
        return None

    def _each(self) -> Iterator[tuple[FontFile, frozenset[int]]]:
        yield from tuple(self._read)
        if self._unread is None:
            self._unread = iter(system_fonts.installed())
        for file in self._unread:
            for each in system_fonts.characters(file):
                self._read.append(each)
                yield each

    def _registered(self, file: FontFile, wanted: frozenset[int]) -> str | None:
        """The name of a font that ReportLab can read as well and in which it finds the same characters."""
        if file not in self._names:
            name = f"{file.path.stem}-{file.index}-{len(self._names)}"
            try:
                pdfmetrics.registerFont(EmbeddedFont(name, file.path, file.index))
            except (TTFError, OSError):
                self._names[file] = None
            else:
                self._names[file] = name
        registered = self._names[file]
        if registered is None or not wanted <= _face(registered).charToGlyph.keys():
            return None
        return registered


_other_fonts = OtherFonts()


def use(others: OtherFonts) -> OtherFonts:
    """Look for what the bundled fonts lack in `others` from now on; returns those used until now."""
    global _other_fonts
    before, _other_fonts = _other_fonts, others
    runs.cache_clear()
    width.cache_clear()
    _widths.cache_clear()
    return before


@cache
def _widths(font_name: str) -> tuple[float, dict[int, float]]:
    face = _face(font_name)
    return face.defaultWidth, face.charWidths


def _face(font_name: str) -> Any:
    embedded: Any = pdfmetrics.getFont(font_name)
    return embedded.face
