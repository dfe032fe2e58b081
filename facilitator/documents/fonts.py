"""The fonts of a PDF: Noto Sans, bundled, and for what it lacks whichever font of this computer covers it.

What no font covers is printed as U+FFFD, a question mark in a diamond, which nobody mistakes for the name. A script
whose letters join, stack or change places needs a font that knows how; where none does, the letters stand side by
side. `uncovered` tells beforehand which texts either concerns, so that the person can be asked.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from fontTools import unicodedata as scripts

from facilitator.documents import system_fonts
from facilitator.documents.characters import JOINERS, readable, stands_alone
from facilitator.documents.embedding import COMMON, EmbeddedFont, fonts_in
from facilitator.resources import resource

REPLACEMENT = "\ufffd"
_FORGIVING = ("Zyyy", "Zinh", "Hebr", "Thai", "Laoo", "Hang")
"""Scripts that are readable in a font that has their letters and knows nothing of how they change."""
_ARABIC_FORMS = "\ufe8d\ufe91\ufee0\ufefb"
"""Joined forms as characters: with these HarfBuzz joins Arabic letters in an old font, too."""


class Face(StrEnum):
    """The bundled faces; the value is the name of the file."""

    REGULAR = "NotoSans-Regular"
    ITALIC = "NotoSans-Italic"
    MEDIUM = "NotoSans-Medium"
    SEMIBOLD = "NotoSans-SemiBold"
    BOLD = "NotoSans-Bold"


@cache
def font(face: Face) -> EmbeddedFont:
    """Return a bundled face, read at its first use."""
    return EmbeddedFont(resource("fonts", f"{face.value}.ttf"), common=COMMON)


def uncovered(texts: Iterable[str]) -> list[str]:
    """Return those of `texts` of which no font draws each character right, in their order and each once."""
    return [text for text in dict.fromkeys(texts) if not _is_covered(text)]


def covering(text: str, face: Face) -> EmbeddedFont | None:
    """Return the font that draws every character of `text`: the face itself, else the first other one; or None."""
    bundled = font(face)
    return bundled if bundled.covers(text) else others.covering(text)


def draws(font: EmbeddedFont, text: str) -> bool:
    """Return whether a font that has the characters of `text` knows how they join, stack or change places."""
    return all(
        font.has_layout(scripts.ot_tags_from_script(script)) or (script == "Arab" and font.covers(_ARABIC_FORMS))
        for script in {scripts.script(each) for each in text if not stands_alone(each)}.difference(_FORGIVING)
    )


@lru_cache(8192)
def is_drawn(character: str) -> bool:
    """Return whether some font has a character and knows how it changes beside others."""
    found = covering(character, Face.REGULAR)
    return found is not None and draws(found, character)


def _is_covered(text: str) -> bool:
    return text.isascii() or all(
        character in JOINERS or (character != REPLACEMENT and is_drawn(character))
        for character in readable(text).replace("\n", "")
    )


class OtherFonts:
    """Fonts beside the bundled ones, opened one after another until one draws what is asked for."""

    def __init__(self, files: Sequence[Path] | None = None) -> None:
        """`files` in the order in which to try them; without them, those of this computer."""
        self._unread = None if files is None else iter(files)
        self._read: list[EmbeddedFont] = []
        self._answers: dict[frozenset[str], EmbeddedFont | None] = {}
        self._guard = threading.RLock()

    def covering(self, text: str) -> EmbeddedFont | None:
        """Return the first font that has every character of `text`, of those that know how they change if any does."""
        wanted = frozenset(text)
        with self._guard:
            if wanted not in self._answers:
                self._answers[wanted] = self._find(text)
            return self._answers[wanted]

    def _find(self, text: str) -> EmbeddedFont | None:
        first = None
        for each in self._each():
            if each.can_show(text):
                if draws(each, text):
                    return each
                first = first or each
        return first

    def _each(self) -> Iterator[EmbeddedFont]:
        yield from tuple(self._read)
        if self._unread is None:
            self._unread = iter(system_fonts.installed())
        for file in self._unread:
            for each in fonts_in(file):
                self._read.append(each)
                yield each


others = OtherFonts()
"""Those of this computer."""
