"""Texts set in lines: wrapped to a width, in the fonts that cover them, and drawn on a canvas.

One way for paragraphs, tables and charts. Results are kept: documents of one room share most of their sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from facilitator.documents import bidi, shaping, tagging
from facilitator.documents.characters import clusters, readable
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Letters
from facilitator.documents.shaping import Run
from facilitator.documents.style import Align, TextStyle

_UNSPACED = (
    "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
)
_CLOSING = "、。，．：；！？）」』】"
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_FOLLOWING = (
    "\u0300-\u036f\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec6-\u0ece\u17b4-\u17d3\u17dd\u200c\u200d\u3099\u309a"
)
_STACKED = "\u17d2[\u1780-\u17b3]"
"""Vowels that stand before and what stands after, above or below a letter: Thai, Lao, Khmer, and its joined letters."""
_PIECES = re.compile(
    rf"\n| +|[{_LEADING}]?[{_UNSPACED}](?:{_STACKED}|[{_FOLLOWING}])*[{_CLOSING}]*"
    rf"|[^ \n\-–—/{_UNSPACED}]*[-–—/]+|[^ \n\-–—/{_UNSPACED}]+"
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
    """One line, ready to be drawn: its runs in reading order and its width in points.

    `goes_on` tells that the next line begins another word: who has it read aloud must hear where one ends. Where some
    of it runs from right to left, `starts` tells at which point of the line each run begins; else they follow upon
    each other.
    """

    runs: tuple[Run, ...]
    width: float
    goes_on: bool = False
    starts: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The characters of the line, in reading order, and what parts it from the next one."""
        words = "".join([run.text for run in self.runs])
        return f"{words} " if self.goes_on else words


_Letters = tuple[str, Face, tuple[int, ...]]
"""Characters, their face, and the level of direction of each; no levels where all run from left to right."""


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
    return tuple(_finished(pieces, size, goes_on) for pieces, goes_on in _wrapped(_words(content, face), bound))


def draw(canvas: Any, placed: Iterable[tuple[float, float, Line]], style: TextStyle) -> None:
    """Draw lines at their left ends and baselines."""
    letters = Letters(canvas, style.size, style.color)
    drawn: list[Line] = []
    turned = False
    for x, y, each in placed:
        letters.move(x, y)
        for number, run in enumerate(each.runs):
            if each.starts:
                letters.move(x + each.starts[number], y)
            letters.write(run)
        if each.goes_on and each.runs:
            letters.write(_space())
        drawn.append(each)
        if each.starts:
            turned = True
    canvas.drawText(letters)
    # Glyphs that run from right to left are drawn from left to right.
    tagging.say(canvas, drawn, needed=turned)


@cache
def _space() -> Run:
    [run] = shaping.runs(" ", Face.REGULAR)
    return run


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
    texts = [(readable(part), face) if isinstance(part, str) else (readable(part.text), part.face) for part in parts]
    # Directions are those of the whole text: emphasis and the ends of lines don't change them.
    whole = "".join([text for text, _ in texts])
    levels = bidi.levels(whole) if bidi.has_right_to_left(whole) else ()
    start = 0
    word: list[_Letters] = []
    for text, own in texts:
        for match in _PIECES.finditer(text):
            piece = match.group()
            letters = (piece, own, levels[start + match.start() : start + match.end()])
            breaks_before = piece[0] in " \n" or (word and _ends(word[-1][0], piece))
            if word and breaks_before:
                yield word
                word = []
            if piece[0] in " \n":
                yield [letters]
            else:
                word.append(letters)
        start += len(text)
    if word:
        yield word


def _ends(before: str, piece: str) -> bool:
    """Whether a line may end between two pieces that no space divides."""
    return before[-1] in "-–—/" or _PIECES.fullmatch(before[-1] + piece) is None


def _measured(word: Sequence[_Letters]) -> float:
    return sum([run.width for letters in word for run, _ in _runs(letters)])


def _runs(letters: _Letters) -> list[tuple[Run, int]]:
    """The runs of some letters with their levels: those of one level from left to right, levels in reading order."""
    text, face, levels = letters
    if not levels:
        return [(run, 0) for run in shaping.runs(text, face)]
    found, start = [], 0
    for level, group in groupby(levels):
        end = start + len(list(group))
        runs = shaping.runs(text[start:end], face, level % 2 == 1)
        # Reordering turns what is from right to left once more.
        found += [(run, level) for run in (runs[::-1] if level % 2 else runs)]
        start = end
    return found


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
            [(text, face, levels)] = word
            space = [(text.replace("\n", " "), face, levels)]
            space_width = _measured(space)
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
    for text, face, levels in word:
        start = 0
        for cluster in clusters(text):
            letters = (cluster, face, levels[start : start + len(cluster)])
            start += len(cluster)
            wide = _measured([letters])
            if pieces[-1] and used + wide > limit:
                pieces.append([])
                used = 0.0
            pieces[-1].append(letters)
            used += wide
    return pieces


def _finished(letters: list[_Letters], size: float, goes_on: bool) -> Line:
    joined: list[_Letters] = []
    for text, face, levels in letters:
        if joined and joined[-1][1] == face:
            joined[-1] = (joined[-1][0] + text, face, joined[-1][2] + levels)
        else:
            joined.append((text, face, levels))
    found = [run for each in joined for run in _runs(each)]
    runs = tuple([run for run, _ in found])
    starts: dict[int, float] = {}
    width = 0.0
    levels_of_runs = [level for _, level in found]
    if any(levels_of_runs):
        for place in bidi.visual(range(len(runs)), levels_of_runs):
            starts[place] = width * size
            width += runs[place].width
        return Line(runs, width * size, goes_on, tuple([starts[place] for place in range(len(runs))]))
    return Line(runs, sum([run.width for run in runs]) * size, goes_on)
