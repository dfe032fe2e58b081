"""Texts set in lines: wrapped to a width, in the fonts that cover them, and drawn on a canvas.

One way for paragraphs, tables and charts. Results are kept: documents of one room share most of their sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from facilitator.documents import bidi, fonts
from facilitator.documents.characters import clusters, readable
from facilitator.documents.fonts import Face, Run
from facilitator.documents.pen import Letters
from facilitator.documents.style import Align, TextStyle

_UNSPACED = (
    "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
)
_CLOSING = "、。，．：；！？）」』】"
_PIECES = re.compile(
    rf"\n| +|[{_UNSPACED}][\u0300-\u036f]*[{_CLOSING}]*|[^ \n\-–—/{_UNSPACED}]*[-–—/]+|[^ \n\-–—/{_UNSPACED}]+"
)
"""A line break, spaces, one character of a script without spaces, or a word up to where it may be broken."""


_SLACK = 0.02
"""Points by which a line may exceed its width, so that a column made for a text holds it in spite of rounding."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text in another face than the rest."""

    text: str
    face: Face = Face.SEMIBOLD


Content = str | tuple[str | Span, ...]
"""A text, or a text with emphasised parts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to be drawn: its runs from left to right and its width in points.

    `goes_on` tells that the next line begins another word: who has it read aloud must hear where one ends.
    """

    runs: tuple[Run, ...]
    width: float
    goes_on: bool = False


_Letters = tuple[str, Face]


def line(text: str, style: TextStyle) -> Line:
    """A text on one line, however wide."""
    return set_lines(text.replace("\n", " "), style.face, style.size, None)[0]


def lines(content: Content, style: TextStyle, width: float) -> tuple[Line, ...]:
    """A text wrapped to `width`; at least one line, and as many as its line breaks ask for."""
    return set_lines(content, style.face, style.size, round(width, 2))


def plain(content: Content) -> str:
    """A text without its emphasis."""
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else part.text for part in content)


def text_width(text: str, style: TextStyle) -> float:
    """The width of a text on one line."""
    return line(text, style).width


@lru_cache(8192)
def set_lines(content: Content, face: Face, size: float, limit: float | None) -> tuple[Line, ...]:
    """A text in `face` at `size`, wrapped to `limit` points; `None` leaves it on one line."""
    # Not `width` in ems times size at the end only: a limit in ems spares a multiplication per word.
    bound = None if limit is None else (limit + _SLACK) / size
    base = bidi.base_level(plain(content)) if not plain(content).isascii() else 0
    return tuple(_finished(pieces, size, base, goes_on) for pieces, goes_on in _wrapped(_words(content, face), bound))


def draw(canvas: Any, placed: Iterable[tuple[float, float, Line]], style: TextStyle) -> None:
    """Draw lines at their left ends and baselines."""
    letters = Letters(canvas, style.size, style.color)
    for x, y, each in placed:
        letters.move(x, y)
        for run in each.runs:
            letters.write(run.text, run.font)
        if each.goes_on and each.runs:
            letters.write(" ", each.runs[-1].font)
    canvas.drawText(letters)


def draw_line(canvas: Any, x: float, y: float, text: str, style: TextStyle) -> None:
    """Draw a text on one line with its baseline at `y`; `x` is its left end, middle or right end, as it is aligned."""
    each = line(text, style)
    draw(canvas, [(aligned(x, each, style.align), y, each)], style)


def aligned(x: float, each: Line, align: Align, width: float = 0.0) -> float:
    """The left end of a line in a column of `width` that begins at `x`."""
    if align == "right":
        return x + width - each.width
    if align == "center":
        return x + (width - each.width) / 2
    return x


def _words(content: Content, face: Face) -> Iterator[list[_Letters]]:
    """Unbreakable words in reading order, each with its following spaces as a word of their own."""
    parts: Sequence[str | Span] = (content,) if isinstance(content, str) else content
    word: list[_Letters] = []
    for part in parts:
        text, own = (part, face) if isinstance(part, str) else (part.text, part.face)
        for match in _PIECES.finditer(readable(text)):
            piece = match.group()
            breaks_before = piece[0] in " \n" or (word and _ends(word[-1][0], piece))
            if word and breaks_before:
                yield word
                word = []
            if piece[0] in " \n":
                yield [(piece, own)]
            else:
                word.append((piece, own))
    if word:
        yield word


def _ends(before: str, piece: str) -> bool:
    """Whether a line may end between two pieces that no space divides."""
    return before[-1] in "-–—/" or _PIECES.fullmatch(before[-1] + piece) is None


def _measured(word: Sequence[_Letters]) -> float:
    return sum(fonts.width(run.text, run.font) for text, face in word for run in fonts.runs(text, face))


def _wrapped(words: Iterable[list[_Letters]], limit: float | None) -> Iterator[tuple[list[_Letters], bool]]:
    """Lines as lists of letters, spaces at their ends dropped; and whether the next one begins another word."""
    current: list[_Letters] = []
    space: list[_Letters] = []
    used = space_width = 0.0
    for word in words:
        if word[0][0] == "\n" and limit is not None:
            yield current, True
            current, space, used = [], [], 0.0
            continue
        if word[0][0][0] in " \n":
            space, space_width = (
                [(word[0][0].replace("\n", " "), word[0][1])],
                _measured([(word[0][0].replace("\n", " "), word[0][1])]),
            )
            continue
        wide = _measured(word)
        between = space_width if space else 0.0
        if limit is not None and current and used + between + wide > limit:
            yield current, bool(space)
            current, space, used, between = [], [], 0.0, 0.0
        if limit is not None and wide > limit:
            *full, word = _broken(word, limit)
            yield from ((piece, False) for piece in full)
            wide = _measured(word)
        if current:
            current = [*current, *space, *word]
            used += between + wide
        else:
            current, used = list(word), wide
        space = []
    yield current, False


def _broken(word: Sequence[_Letters], limit: float) -> list[list[_Letters]]:
    """A word too long for a line, cut between characters."""
    pieces: list[list[_Letters]] = [[]]
    used = 0.0
    for text, face in word:
        for cluster in clusters(text):
            wide = _measured([(cluster, face)])
            if pieces[-1] and used + wide > limit:
                pieces.append([])
                used = 0.0
            pieces[-1].append((cluster, face))
            used += wide
    return pieces


def _finished(letters: list[_Letters], size: float, base: int, goes_on: bool) -> Line:
    if any(bidi.has_right_to_left(text) for text, _ in letters):
        each = [(cluster, face) for text, face in letters for cluster in clusters(text)]
        letters = bidi.visual(each, lambda item: item[0], lambda item, text: (text, item[1]), base)
    pieces: list[_Letters] = []
    for text, face in letters:
        if pieces and pieces[-1][1] == face:
            pieces[-1] = (pieces[-1][0] + text, face)
        else:
            pieces.append((text, face))
    runs = tuple(run for text, face in pieces for run in fonts.runs(text, face))
    return Line(runs, sum(fonts.width(run.text, run.font) for run in runs) * size, goes_on)
