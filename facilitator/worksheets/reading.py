"""Reading one returned PDF: the fields of a form and what its pages say of themselves, or why there are none.

Fields are looked for in the form and on the pages: programs that put files together, or save them anew, keep the one
without the other. Whatever stands there twice is told, not settled.
"""

import logging
import re
import struct
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject, StreamObject

from facilitator.files import beginning_of
from facilitator.worksheets.identity import FIELD
from facilitator.worksheets.opened import MOST_BYTES
from facilitator.worksheets.writing import MARK

_BROKEN = (PyPdfError, OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, NameError,
           ArithmeticError, RuntimeError, AssertionError, MemoryError, struct.error, zlib.error)  # fmt: skip
"""What reading a damaged file may raise: a parser stumbles in many ways over bytes that are not what they should be."""
# It warns of every flaw it could live with; what a file is good for is said in our own words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_MARK = MARK.replace(" ", r"\s+")
"""The line may be broken in it."""
_FOOT = re.compile(rf"{_MARK}\s+(\d+)\.(\d+)(?:\.([0-9a-f]{{4}})\b)?(?:\D+(\d+)(?:\D{{1,12}}(\d+))?)?")
_MOST_FIELDS = 50_000
_NOTES = {"/FreeText", "/Text", "/Ink", "/Stamp"}
"""Annotations that put something over a page which is no answer in a field."""
_OFF = {"", "/Off", "Off"}


class Kind(StrEnum):
    """What a file turned out to be."""

    FORM = "form"
    FLAT = "flat"
    OTHER = "other"
    PICTURE = "picture"
    LOCKED = "locked"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a page: workshop and participant, 0 for a blank sheet, and "page 1 of 3".

    `number` and `total` are 0 where they can't be read. `edition` tells the rounds and questions that the page was made
    for, "" on sheets that were made before feet said so.
    """

    workshop_id: int
    participant_id: int
    number: int
    total: int = 0
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read.

    `tokens` are what hidden fields hold, each once; `values` what was typed or ticked, empty ones left out. `names`
    are those of all fields, `doubled` those that are there more than once. `feet` has an entry per page, None for a
    page that is none of a worksheet's. `drawn_over` tells that there are notes or drawings over the pages.
    `saved` is when the file was saved or sent, in seconds since 1970, 0 where its place on the disk tells it.
    """

    kind: Kind
    tokens: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    doubled: frozenset[str] = frozenset()
    feet: tuple[Foot | None, ...] = ()
    drawn_over: bool = False
    saved: float = 0.0


def read_sheet(path: Path, content: bytes | None = None) -> Sheet:
    """Read one file, or the `content` of one that lies in another. Never raises for what is in it."""
    try:
        reader = PdfReader(BytesIO(beginning_of(path, MOST_BYTES) if content is None else content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Sheet(Kind.LOCKED)
        fields = list(_fields(reader))
        # A hidden field may have been renamed so that it stands beside another one.
        tokens = tuple(dict.fromkeys(each.text for each in fields if FIELD in each.name))
        # Somebody's long report is not read to its end.
        if not tokens and not any(map(_foot, reader.pages[:2])):
            return Sheet(Kind.PICTURE if _is_pictures(reader) else Kind.OTHER)
        feet = tuple(map(_foot, reader.pages))
        drawn_over = any(_annotations(page, _NOTES) for page in reader.pages)
    except _BROKEN:
        return Sheet(Kind.DAMAGED)
    if not fields:
        return Sheet(Kind.FLAT, feet=feet)
    times = Counter(name for each in fields for name in [each.name] * each.places)
    return Sheet(
        Kind.FORM,
        tokens,
        {each.name: each.text for each in fields if FIELD not in each.name and each.text.strip() not in _OFF},
        frozenset(times),
        frozenset(name for name, count in times.items() if count > 1),
        feet,
        drawn_over,
    )


def _is_pictures(reader: PdfReader) -> bool:
    """Whether the first pages hold pictures and no text, as what was scanned or photographed does."""
    first = reader.pages[:2]
    return any(len(page.images) for page in first) and not any(page.extract_text().strip() for page in first)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    text: str
    places: int
    """On how many places of the pages it is shown."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A node of the tree of fields, with what it inherits from those above."""

    entry: Any
    name: str = ""
    above: tuple[Any, ...] = ()

    def get(self, key: str) -> Any:
        return next((entry[key] for entry in (self.entry, *self.above) if key in entry), None)

    def below(self, entry: Any) -> "_Node":
        name = ".".join(part for part in (self.name, _plain(_at(entry, "/T"))) if part)
        return _Node(entry, name, (self.entry, *self.above))


def _fields(reader: PdfReader) -> Iterator[_Field]:
    """All fields, first those that the form lists, then those that are on pages alone."""
    listed = _at(_at(reader.root_object, "/AcroForm") or {}, "/Fields") or ()
    seen: set[int] = set()
    waiting = [_root(each.get_object()) for each in reversed(listed)]
    while waiting:
        node = waiting.pop()
        # Resolved objects are kept by the reader, so that one object is one id.
        if id(node.entry) in seen:
            continue
        seen.add(id(node.entry))
        if len(seen) > _MOST_FIELDS:
            raise ValueError("fields without end")
        kids = [kid.get_object() for kid in _at(node.entry, "/Kids") or ()]
        shown = [node.below(kid) for kid in kids if "/T" not in kid and "/Kids" not in kid]
        seen.update(id(each.entry) for each in shown)
        # Kids of kids are walked: some programs put all fields below one when they save.
        waiting += [node.below(kid) for kid in reversed(kids) if "/T" in kid or "/Kids" in kid]
        if node.name and (shown or not kids):
            yield _Field(node.name, _text(node, shown), max(1, len(shown)))
    for page in reader.pages:
        for entry in _annotations(page, {"/Widget"}):
            if id(entry) not in seen:
                node = _with_parents(entry)
                if node.name:
                    yield _Field(node.name, _text(node, []), 1)


def _root(entry: Any) -> _Node:
    return _Node(entry, _plain(_at(entry, "/T")))


def _with_parents(entry: Any) -> _Node:
    line = [entry]
    while "/Parent" in line[-1] and len(line) < 20:
        line.append(line[-1]["/Parent"])
    node = _root(line.pop())
    for each in reversed(line):
        node = node.below(each)
    return node


def _annotations(page: Any, kinds: set[str]) -> list[Any]:
    found = (each.get_object() for each in _at(page, "/Annots") or ())
    return [each for each in found if each is not None and _at(each, "/Subtype") in kinds]


def _text(node: _Node, shown: list[_Node]) -> str:
    """The value of a field; where it has none of its own, what its places show."""
    kind = node.get("/FT") or next((each.get("/FT") for each in shown), None)
    value = _plain(node.get("/V"))
    if value in _OFF:
        # Some programs keep an answer with the place alone that it is shown in.
        keys = ("/V", "/AS") if kind == "/Btn" else ("/V",)
        places = (_plain(_at(each.entry, key)) for each in (node, *shown) for key in keys)
        value = next((each for each in places if each not in _OFF), value)
    if kind == "/Ch":
        return _option(node, value)
    # A name is the state of a box; in a field of words it is the word.
    return value if kind == "/Btn" or not isinstance(node.get("/V"), NameObject) else value.removeprefix("/")


def _plain(value: Any) -> str:
    """A value as text, be it a string in any encoding, a name, a number, a list of one, or a stream."""
    if isinstance(value, list):
        return _plain(value[0].get_object()) if value else ""
    if isinstance(value, StreamObject):
        value = value.get_data()
    if isinstance(value, bytes):
        return value.decode("utf-16" if value.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) else "utf-8-sig", "replace")
    return "" if value is None else str(value)


def _option(node: _Node, value: str) -> str:
    """The answer to be sent back that was chosen from a list, where its words or its place alone were kept."""
    options: dict[str, str] = {}
    for each in node.get("/Opt") or ():
        pair = each.get_object()
        sent, words = (pair[0], pair[-1]) if isinstance(pair, list) else (pair, pair)
        options[_plain(sent.get_object())] = _plain(words.get_object())
    if value.strip():
        return value if value in options else next((sent for sent, words in options.items() if words == value), value)
    chosen = node.get("/I")
    places = [int(each) for each in chosen] if isinstance(chosen, list) else []
    return list(options)[places[0]] if len(places) == 1 and 0 <= places[0] < len(options) else value


def _at(entry: Any, key: str) -> Any:
    """What an entry holds under a key, wherever in the file it is kept; None where it has none."""
    return entry[key] if key in entry else None  # noqa: SIM401  # `get` would not follow a reference


def _foot(page: Any) -> Foot | None:
    try:
        text = page.extract_text() or ""
    except _BROKEN:
        # What a program draws anew may be more than can be read; fields are not in it.
        return None
    found = _FOOT.search(" ".join(text.split()))
    if found is None:
        return None
    workshop, participant, edition, number, total = found.groups()
    return Foot(int(workshop), int(participant), int(number or 0), int(total or 0), edition or "")
