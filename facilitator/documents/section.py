"""What others hand in to a document: sections of a PDF, and cards to cut out.

The PDF library is not imported here: whoever only lists exercises must not wait for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a PDF that an exercise hands in.

    `build` makes the flowables for a text column of the given width in points; it is called in the thread that
    writes the document, once per document. `texts` are the words in it that people typed, to be checked against
    the fonts before anything is written. `key` names it among the sections of its exercise, for the choice of what a
    document holds. What is `last`, such as how the numbers are made, comes behind everything else where nobody chose
    another order.
    """

    title: str
    build: Callable[[float], list[Any]]
    texts: tuple[str, ...] = ()
    key: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class PocketCard:
    """A card in the size of a wallet: a title and, below it, pairs of a heading and a question."""

    title: str
    questions: tuple[tuple[str, str], ...]


_MM = 72 / 25.4


class Leaf(StrEnum):
    """The sizes of a page to hang up, each standing or lying."""

    A4 = "a4"
    A4_LYING = "a4-landscape"
    A3 = "a3"
    A3_LYING = "a3-landscape"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        short, long = (297 * _MM, 420 * _MM) if self in (Leaf.A3, Leaf.A3_LYING) else (210 * _MM, 297 * _MM)
        return (long, short) if self in (Leaf.A4_LYING, Leaf.A3_LYING) else (short, long)


@dataclass(frozen=True, slots=True)
class Poster:
    """Pages of a size of their own, to hang up or to cut out.

    `draw` draws them on a `documents.posters.Sheet`. `key` names it among those of its exercise, `sizes` are those that
    it can have, the usual one first. `texts` are the words in it that people typed. With a `participant_id` it is for
    this person alone.
    """

    key: str
    title: str
    sizes: tuple[Leaf, ...]
    draw: Callable[[Any], None]
    texts: tuple[str, ...] = ()
    participant_id: int | None = None


@dataclass(frozen=True, slots=True)
class Booklet:
    """A document of as many pages as it takes, with a cover and its contents.

    `build` makes the flowables for a text column of the given width in points, as that of a `Section` does.
    """

    key: str
    title: str
    build: Callable[[float], list[Any]]
    texts: tuple[str, ...] = ()
