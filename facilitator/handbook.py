"""The handbook and the terms that windows explain: chapters and words as data in `resources/handbook`, and a search.

A chapter is a Markdown file `NN-key.md` in the folder of its language; its first line is its heading. Pictures lie
beside the languages in `pictures`. The last chapter is made of `terms.json`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.content_files import content, keyed
from facilitator.records import Record
from facilitator.resources import resource

_AROUND = 70
"""Characters of a hit that are shown at each side."""
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*_`#>|]+")
TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its key, heading and Markdown."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A chapter in which every word that is looked for stands, and the place of the first one in plain words."""

    chapter: Chapter
    around: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade and what it means."""

    key: str
    name: str
    text: str


def handbook_languages() -> tuple[str, ...]:
    """The languages in which there is a handbook, English first."""
    found = {folder.name for folder in _folder().iterdir() if any(folder.glob("*.md"))}
    return tuple(sorted(found, key=lambda language: (language != "en", language)))


def pictures_folder(language: str = "en") -> Path:
    """Where the pictures of the chapters are: beside them where a language has its own, else the English ones."""
    own = _folder() / language
    return own if any(own.glob("*.png")) else _folder() / "pictures"


@cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """All chapters in their order; English ones where there is no handbook in `language`."""
    spoken = language if language in handbook_languages() else "en"
    read = []
    for path in sorted((_folder() / spoken).glob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        read.append(Chapter(path.stem.partition("-")[2], text.partition("\n")[0].lstrip("# "), text))
    lines = [f"**{term.name}**: {term.text}" for term in terms(spoken)]
    title = getattr(_terms().title, spoken)
    return (*read, Chapter(TERMS, title, "\n\n".join((f"# {title}", *lines)) + "\n"))


@cache
def _terms() -> Any:
    languages = handbook_languages()
    term = keyed(tuple[str, str], *languages)

    class Terms(Record):
        title: keyed(str, *languages)  # type: ignore[valid-type]
        terms: dict[str, term]  # type: ignore[valid-type]

    return content(Terms, "handbook", "terms.json")


@cache
def terms(language: str, *keys: str) -> tuple[Term, ...]:
    """The terms of these keys in this order, all of them without keys. Raises KeyError for a key there is not."""
    known = _terms().terms
    spoken = language if language in handbook_languages() else "en"
    return tuple(Term(key, *getattr(known[key], spoken)) for key in (keys or known))


def find_in(read: Sequence[Chapter], words: str) -> list[Hit]:
    """The chapters that hold all of `words`, whatever their case; those with the first one in their heading first."""
    wanted = words.casefold().split()
    if not wanted:
        return [Hit(chapter, "") for chapter in read]
    hits = []
    for chapter in read:
        plain = plain_words(chapter.text)
        folded = plain.casefold()
        if all(word in folded for word in wanted):
            at = folded.index(wanted[0])
            before = "…" if at > _AROUND else ""
            hits.append(Hit(chapter, f"{before}{plain[max(at - _AROUND, 0) : at + _AROUND].strip()}…"))
    return sorted(hits, key=lambda hit: wanted[0] not in hit.chapter.title.casefold())


def plain_words(text: str) -> str:
    """Markdown without its marks, in one line."""
    return " ".join(_MARKUP.sub(r"\1", text).split())


def _folder() -> Path:
    return resource("handbook")
