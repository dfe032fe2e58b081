"""Files as they come to grief: cut off, doubled, with values of other kinds, in all the formats that the program reads.

Each mutation takes a content and a source of chance and returns another content. Which ones are taken is left to the
chance, so that one seed is one file.
"""

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from random import Random
from typing import Any

Mutation = Callable[[bytes, Random], bytes]

_TEXTS = (
    *("", " ", "0", "-1", "1e999", "NaN", "inf", str(2**63), str(2**64), "-" + "9" * 40, "9" * 5000, "1" * 400),
    *("null", "true", "=1+1", "@x", '"', '""', "'", ";", "\t", "\n", "\r\n", "\x00", "\ufeff", "\ud7ff", "\u202e", "İ"),
    *("2026-13-45", "0000-00-00", "99999-01-01", "a" * 20_000, "ä" * 300, "ego1", "💣", "--", "../../etc", "%s%n"),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1.5, -0.0, 1e308, [], {}, [[]], [None], {"": None}),
    *({"a": 1}, [1, "a"], ["x"] * 400),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "mac_roman", "shift_jis", "utf-7")
_DEEP = 20_000


def bytes_mutated(content: bytes, chance: Random) -> bytes:
    """Bytes changed, taken out, put in, doubled, moved; the end cut off; one in another's place."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 40))):
        at = chance.randrange(len(found) + 1)
        to = min(len(found), at + chance.choice((1, 1, 2, 8, 64, 1024)))
        match chance.randrange(8):
            case 0:
                del found[at:to]
            case 1:
                found[at:to] = chance.randbytes(to - at)
            case 2:
                found[at:at] = found[at:to] * chance.choice((1, 2, 30))
            case 3:
                found[at:at] = chance.randbytes(chance.choice((1, 3, 50)))
            case 4:
                del found[at:]
            case 5:
                found[at:at] = chance.choice(_TEXTS).encode("utf-8", "surrogatepass")
            case 6 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case _:
                other = chance.randrange(len(found) + 1)
                found[other:other] = found[at:to]
    return bytes(found)


def text_mutated(content: bytes, chance: Random) -> bytes:
    """Words of a text in each other's place, other values instead, lines lost and doubled, another encoding."""
    text = content.decode("utf-8-sig", "replace")
    for _ in range(chance.choice((1, 1, 2, 4))):
        words = [found.span() for found in re.finditer(r"[^\s,;<>\"{}\[\]:=/]+", text)]
        if not words:
            break
        first, last = chance.choice(words)
        match chance.randrange(5):
            case 0:
                text = text[:first] + chance.choice(_TEXTS) + text[last:]
            case 1:
                other, end = chance.choice(words)
                text = text[:first] + text[other:end] + text[last:]
            case 2:
                text = text[:first] + text[last:]
            case _:
                lines = text.splitlines(keepends=True)
                at = chance.randrange(len(lines))
                lines[at:at] = [lines[chance.randrange(len(lines))]] * chance.choice((0, 1, 3))
                del lines[chance.randrange(len(lines)) : chance.choice((0, len(lines)))]
                text = "".join(lines)
    if chance.randrange(8) == 0:
        return text.encode(chance.choice(_ENCODINGS), "replace")
    return text.encode("utf-8", "surrogatepass")


def json_mutated(content: bytes, chance: Random) -> bytes:
    """Values of other kinds, keys gone, doubled and unknown, lists too long, brackets too deep."""
    values = json.loads(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        places: list[tuple[Any, Any]] = []
        _walk(values, places)
        if not places:
            break
        holder, key = chance.choice(places)
        match chance.randrange(7):
            case 0 | 1:
                holder[key] = _value(chance)
            case 2:
                holder[key] = chance.choice(_TEXTS)
            case 3:
                del holder[key]
            case 4:
                other, place = chance.choice(places)
                holder[key] = json.loads(json.dumps(other[place])) if place in _keys(other) else None
            case 5 if isinstance(holder, list):
                holder.insert(key, json.loads(json.dumps(holder[key])))
            case 5:
                holder[chance.choice(_TEXTS)] = _value(chance)
            case _:
                was = holder[key]
                holder[key] = was + 1 if isinstance(was, int) else f"{was}{chance.choice(_TEXTS)}"
    text = json.dumps(values, ensure_ascii=False)
    if chance.randrange(20) == 0:
        at = text.find(":", chance.randrange(len(text))) + 1
        text = text[:at] + "[" * _DEEP + "]" * chance.choice((_DEEP, 0)) + "," + text[at:]
    if chance.randrange(20) == 0:
        text = re.sub(r"\d+", lambda found: chance.choice((found[0], "NaN", "Infinity", "1e400")), text, count=3)
    return text.encode("utf-8", "surrogatepass")


def _value(chance: Random) -> Any:
    # A list of its own: the next mutation may put something into it.
    return json.loads(json.dumps(chance.choice(_VALUES)))


def _keys(holder: Any) -> Any:
    return range(len(holder)) if isinstance(holder, list) else holder


def _walk(value: Any, places: list[tuple[Any, Any]]) -> None:
    if isinstance(value, dict | list):
        for key in list(_keys(value)):
            places.append((value, key))
            _walk(value[key], places)


def xml_mutated(content: bytes, chance: Random) -> bytes:
    """Attributes gone or of other values, elements doubled and lost, JSON within them of other kinds."""
    text = content.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 2, 4))):
        match chance.randrange(7):
            case 0:
                text = _one(r' [\w.:]+="[^"]*"', text, "", chance)
            case 1:
                text = _one(r'(?<==")[^"<]*(?=")', text, chance.choice(_TEXTS).replace('"', ""), chance)
            case 2:
                text = _one(r"(?<=>)[^<]+(?=<)", text, chance.choice(_TEXTS).replace("<", ""), chance)
            case 3:
                text = _one(r"<[^>]+>", text, chance.choice(("", "<a>", "</a>", "<!-- -->", "<![CDATA[")), chance)
            case 4:
                text = _one(r"<(\w+)[^>]*>[^<]*</\1>", text, "", chance)
            case 5:
                value = json.dumps(chance.choice((*_VALUES, [["a"], ["b"]], [["a", "b"], "cd", [1, None]])))
                text = _one(r"(?<=>)\[\[[^<]+(?=<)", text, value, chance)
            case _:
                found = list(re.finditer(r"<(node|edge|key|row|c|sheet)\b.*?</\1>", text, re.DOTALL))
                if found:
                    again = chance.choice(found)
                    text = text[: again.end()] + again[0] * chance.choice((1, 3)) + text[again.end() :]
    if chance.randrange(10) == 0:
        text = re.sub(r'encoding="[^"]*"', f'encoding="{chance.choice((*_ENCODINGS, "none", ""))}"', text, count=1)
    if chance.randrange(20) == 0:
        text = text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>', 1)
    if chance.randrange(20) == 0:
        text = text.replace(">", ">" + "<a>" * _DEEP, 1)
    return text.encode("utf-8", "surrogatepass")


def _one(pattern: str, text: str, instead: str, chance: Random) -> str:
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + instead + text[one.end() :]


def workbook_mutated(content: bytes, chance: Random) -> bytes:
    """The parts of a workbook mutated as XML, lost, or put under each other's names, in an archive that is sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(sorted(parts))
        match chance.randrange(8):
            case 0:
                del parts[name]
            case 1:
                parts[name] = parts[chance.choice(sorted(parts))]
            case 2:
                parts[name] = bytes_mutated(parts[name], chance)
            case _:
                parts[name] = xml_mutated(parts[name], chance)
        if not parts:
            break
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def pdf_mutated(content: bytes, chance: Random) -> bytes:
    """Names, numbers and references of a PDF in each other's place, objects doubled and lost."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        pattern = chance.choice(
            (rb"/\w+", rb"\d+ \d+ R", rb"\b\d+\b", rb"\([^()]*\)", rb"<<|>>|\[|\]", rb"\d+ \d+ obj")
        )
        places = [each.span() for each in re.finditer(pattern, bytes(found))]
        if not places:
            continue
        first, last = chance.choice(places)
        other, end = chance.choice(places)
        word = bytes(found[other:end])
        found[first:last] = chance.choice((word, b"", word + b" " + word, b"null", b"-1", b"99999999999999999999"))
    return bytes(found)


def pdf_in_order(content: bytes, chance: Random) -> bytes:
    """The same with the places of its objects put right: what was mutated is read, and not looked for."""
    found = pdf_mutated(content, chance)
    body, _, end = found.rpartition(b"xref\n0 ")
    trailer = end.partition(b"trailer")[2].partition(b"startxref")[0]
    if not trailer:
        return found
    places = {int(each[1]): each.start(1) for each in re.finditer(rb"(?:^|\n)(\d{1,6}) 0 obj", body)}
    size = max(places, default=0) + 1
    lines = [b"%010d %05d %c \n" % ((places[at], 0, b"n") if at in places else (0, 65535, b"f")) for at in range(size)]
    table = b"xref\n0 %d\n" % size + b"".join(lines)
    return body + table + b"trailer" + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def archive_mutated(content: bytes, chance: Random) -> bytes:
    """A part of a `.workshop` mutated as JSON, lost or in another's place, in a file whose hashes are sound."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(content)
        parts = dict(file.execute("SELECT name, content FROM part").fetchall())
        name = chance.choice(sorted(parts))
        match chance.randrange(12):
            case 0:
                file.execute("DELETE FROM part WHERE name = ?", (name,))
            case 1:
                parts[name] = parts[chance.choice(sorted(parts))]
            case 2:
                parts[name] = text_mutated(parts[name], chance)
            case _:
                parts[name] = json_mutated(parts[name], chance)
        digest = hashlib.sha256(parts[name]).hexdigest()
        file.execute("UPDATE part SET content = ?, digest = ? WHERE name = ?", (parts[name], digest, name))
        file.commit()
        return file.serialize()


def one_of(*mutations: Mutation) -> Mutation:
    """Any of these, as chance has it."""
    return lambda content, chance: chance.choice(mutations)(content, chance)


CSV: Mutation = one_of(text_mutated, text_mutated, bytes_mutated)
XLSX: Mutation = one_of(workbook_mutated, workbook_mutated, workbook_mutated, bytes_mutated)
GRAPHML: Mutation = one_of(xml_mutated, xml_mutated, xml_mutated, bytes_mutated)
JSON: Mutation = one_of(json_mutated, json_mutated, json_mutated, json_mutated, bytes_mutated)
PDF: Mutation = one_of(pdf_in_order, pdf_in_order, pdf_in_order, pdf_in_order, pdf_mutated, bytes_mutated)
WORKSHOP: Mutation = one_of(archive_mutated, archive_mutated, archive_mutated, bytes_mutated)
