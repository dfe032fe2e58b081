"""What others hand in to a document: sections of a PDF, and cards to cut out.

The PDF library is not imported here: whoever only lists exercises must not wait for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a PDF that an exercise hands in.

    `build` makes the flowables for a text column of the given width in points; it is called in the thread that
    writes the document, once per document. `texts` are the words in it that people typed, to be checked against
    the fonts before anything is written. `key` names it among the sections of its exercise, for the choice of what a
    document holds.
    """

    title: str
    build: Callable[[float], list[Any]]
    texts: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class PocketCard:
    """A card in the size of a wallet: a title and, below it, pairs of a heading and a question."""

    title: str
    questions: tuple[tuple[str, str], ...]
