"""Reading one returned PDF: the fields of a form, or why there are none."""

import logging
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from facilitator.worksheets.identity import FIELD
from facilitator.worksheets.writing import MARK

_BROKEN = (PyPdfError, OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError,
           AssertionError, NotImplementedError)  # fmt: skip
"""What reading a damaged file may raise: a parser stumbles in many ways over bytes that are not what they should be."""
# It warns of every flaw it could live with; what a file is good for is said in our own words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_MARKED = re.compile(rf"{MARK}\s+(\d+)\.(\d+)")


class Kind(StrEnum):
    """What a file turned out to be."""

    FORM = "form"
    FLAT = "flat"
    OTHER = "other"
    LOCKED = "locked"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read. `token` is the hidden field, `values` what was typed or ticked; empty ones are left out.

    `marked` holds workshop and participant as they stand at the foot of a sheet that was printed flat.
    """

    kind: Kind
    token: str = ""
    values: dict[str, str] = field(default_factory=dict)
    marked: tuple[int, int] | None = None


def read_sheet(path: Path) -> Sheet:
    """Read one file. Never raises for what is in it."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return Sheet(Kind.LOCKED)
        values = _values(reader)
        if FIELD in values:
            return Sheet(Kind.FORM, values.pop(FIELD), values)
        mark = _mark(reader)
    except _BROKEN:
        return Sheet(Kind.DAMAGED)
    return Sheet(Kind.FLAT, marked=mark) if mark else Sheet(Kind.OTHER)


def _values(reader: PdfReader) -> dict[str, str]:
    form = reader.root_object.get("/AcroForm")
    if form is None:
        return {}
    found: dict[str, str] = {}
    # Kids of kids are walked: some programs put all fields below one when they save.
    waiting: list[tuple[Any, str]] = [(each, "") for each in form.get_object().get("/Fields", ())]
    seen = 0
    while waiting:
        reference, above = waiting.pop()
        node = reference.get_object()
        seen += 1
        if seen > 50_000:
            raise ValueError("fields without end")
        name = ".".join(part for part in (above, str(node.get("/T", ""))) if part)
        waiting += [(kid, name) for kid in node.get("/Kids", ())]
        value = node.get("/V", node.get("/AS") if node.get("/FT") == "/Btn" else None)
        text = "" if value is None else str(value.get_object())
        if name and text.strip() not in ("", "/Off"):
            found[name] = text
    return found


def _mark(reader: PdfReader) -> tuple[int, int] | None:
    for page in reader.pages[:1]:
        if found := _MARKED.search(" ".join((page.extract_text() or "").split())):
            return int(found[1]), int(found[2])
    return None
