"""Address cards, as address books and mail programs export them: vCard 2.1, 3.0 and 4.0 as a table of people.

Sources: RFC 6350, RFC 2426, and the vCard 2.1 specification of versit. Only what a roster holds is read; a card of a
group or an organisation is no person.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.sharing.delimited import decode
from facilitator.tabular import Loss, Problem, Table

_LINE = re.compile(
    r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;(?:[^\":;]|\"[^\"]*\")*)*):(?P<value>.*)", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)")
_PARTS = re.compile(r"(?<!\\);")
_NAMES_OTHERS = re.compile(r"AGENT|RELATED|X-(?:.*-)?(?:ABRELATEDNAMES|MANAGER|MANAGERSNAME|ASSISTANT|SPOUSE|CHILD)")
"""Properties in which a card names others than its person."""
_MORE = frozenset(("TEL", "NOTE", "BDAY", "ANNIVERSARY", "URL", "ROLE", "CATEGORIES", "IMPP", "GENDER", "GEO"))
"""Properties of its person that a card holds and no roster."""
_FIELDS = ("Name", "First name", "Last name", "E-mail", "Team", "Location", "Level")


@dataclass(slots=True)
class _Card:
    """One card: the line it begins in, and its properties with their parameters, in their order."""

    line: int
    said: list[tuple[str, str, str]]

    def first(self, name: str) -> str:
        """The value of the property, the preferred one where several are there; "" for none."""
        found = [(parameters, value) for known, parameters, value in self.said if known == name and value.strip()]
        found.sort(key=lambda each: "PREF" not in each[0].upper())
        return found[0][1] if found else ""

    def left_out(self) -> Iterator[Problem]:
        """What is said of the card where it holds more than a roster does."""
        held = [name for name, _, value in self.said if value.strip() or name == "AGENT"]
        others = sum(bool(_NAMES_OTHERS.fullmatch(name)) for name in held)
        more = sum(name in _MORE for name in held)
        if others:
            sentence = tr("This card names others, such as a manager, an assistant or a relative: they are left out, "
                          "as are phones and notes.")  # fmt: skip
        else:
            sentence = tr("This card holds more than a roster does, such as phones and notes: it is left out.")
        if others or more:
            yield Problem(sentence, self.line, error=False, loss=Loss.CELL, cells=others + more)

    def part(self, name: str, place: int) -> str:
        """One part of a property that has several."""
        parts = _PARTS.split(self.first(name))
        return _plain(parts[place]) if place < len(parts) else ""


def is_cards(content: bytes) -> bool:
    """Whether these are address cards."""
    return content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCARD")


def read_cards(source: str, content: bytes, encoding: str = "") -> Table:
    """The people on the cards. Raises BadFile where a card does not end, or none is a person's."""
    text, _ = decode(source, content, encoding)
    rows, numbers, problems = [], [], []
    for card in _cards(source, text):
        kind = card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")
        if kind.strip().lower() not in ("", "individual") or card.first("X-ABSHOWAS").upper() == "COMPANY":
            sentence = tr("This card is that of a group or an organisation, and left out.")
            problems.append(Problem(sentence, card.line, error=False, loss=Loss.ROW))
            continue
        addresses = [_plain(value) for name, _, value in card.said if name == "EMAIL" and value.strip()]
        preferred = _plain(card.first("EMAIL"))
        mails = dict.fromkeys([preferred, *addresses] if preferred else ())
        first, last = card.part("N", 1), card.part("N", 0)
        whole = "" if first and last else _plain(card.first("FN")) or card.part("NICKNAME", 0)
        rows.append(
            (
                whole,
                first,
                last,
                "; ".join(mails),
                card.part("ORG", 1),
                card.part("ADR", 3),
                _plain(card.first("TITLE")),
            )
        )
        numbers.append(card.line)
        problems += card.left_out()
    if not rows:
        raise BadFile(tr("“{file}” holds no card of a person.", file=source))
    kept = [place for place in range(len(_FIELDS)) if any(row[place] for row in rows)]
    return Table(
        source,
        tuple(_FIELDS[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        tuple(numbers),
        tuple(problems),
    )


def _cards(source: str, text: str) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for number, logical in _lines(text):
        found = _LINE.fullmatch(logical)
        if found is None:
            continue
        name, parameters, value = found["name"].upper(), found["parameters"], found["value"]
        if name == "BEGIN":
            depth += 1
            # Version 2.1 has cards within cards, of somebody's assistant.
            card = _Card(number, []) if depth == 1 else card
        elif name == "END":
            depth -= 1
            if depth == 0 and card is not None:
                yield card
        elif card is not None and depth == 1:
            card.said.append((name, parameters, _decoded(parameters, value)))
    if depth:
        raise BadFile(tr("“{file}” breaks off in the middle of a card. Export it again.", file=source))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, with those that are folded put together, and the number of the first."""
    logical, first = "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        quoted = "QUOTED-PRINTABLE" in logical.partition(":")[0].upper()
        if quoted and logical.endswith("="):
            logical = logical[:-1] + line.lstrip(" \t")
        elif line[:1] in (" ", "\t") and logical:
            logical += line[1:]
        else:
            if logical:
                yield first, logical
            logical, first = line, number
    if logical:
        yield first, logical


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    content = quopri.decodestring(value.encode("utf-8"))
    said = re.search(r"CHARSET=\"?([\w-]+)", parameters, re.IGNORECASE)
    for name in (said[1] if said else "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1252", "replace")


def _plain(text: str) -> str:
    """A value without what is escaped in it."""
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text).strip()
