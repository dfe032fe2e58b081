"""People copied from a mail or an invitation: its recipients, one a line, whatever its heads are called."""

import re
from collections.abc import Iterator
from functools import cache

from facilitator.i18n import tr
from facilitator.tabular import Loss, Problem, other_names, quoted
from facilitator.text_matching import caseless
from facilitator.workshop.roster_columns import heads_roster

_AFTER_RECIPIENT = re.compile(r"(?<=>)\s*[;,]\s*")
"""What stands between two recipients of a mail, each of whom ends with an address in angle brackets."""
_AFTER_ADDRESS = re.compile(r"((?<![^\s;,'\"])['\"]?[^\s;,<>'\"]+@[^\s;,<>'\"]+['\"]?)\s*[;,]\s*")
"""What stands behind a recipient of whom the program knows no name."""
_RECIPIENT = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
_ADDRESSES = re.compile(r"\s*(?:['\"]?[^\s;,<>'\"]+@[^\s;,<>'\"]+['\"]?\s*(?:[;,]\s*|$)){2,}")
_HEAD = re.compile(r"\s*([^\W\d_][^:<>@\t]{0,30}?)\s*:\s*(.*)")
_NAME = re.compile(r"~?\s*[^\W\d_][^\d@:!?]{0,40}")
_SET_IN = 2
_SEVERAL = 2
_RECIPIENTS, _COPIES, _OTHERS = "recipients", "copies", "others"


def one_a_line(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A mail's recipients, or people named in one line, with each in a line of their own.

    They would be one person of a long name else.

    Where the heads of a mail are copied along, its sender, subject and day are left out, with a remark on that and on
    those who got a copy.
    """
    if people := _side_by_side(text):
        return "\n".join(people), ()
    found = list(_by_head(text.splitlines()))
    if not any(head == _RECIPIENTS for head, _, _ in found):
        return (text if _is_table(text) else "\n".join(map(_apart, text.splitlines()))), ()
    people = [each for head, _, line in found if head != _OTHERS for each in _separate(line)]
    problems = []
    others = list(dict.fromkeys(label for head, label, line in found if head == _OTHERS and line))
    copies = list(dict.fromkeys(label for head, label, line in found if head == _COPIES and line))
    if others:
        sentence = tr("Of a mail only its recipients are taken; left out is what stands behind {heads}.",
                      heads=quoted(others))  # fmt: skip
        numbers = tuple(at for at, (head, _, line) in enumerate(found, start=1) if head == _OTHERS and line)
        problems.append(Problem(sentence, error=False, loss=Loss.ROW, rows=numbers))
    if copies:
        sentence = tr("Those behind {heads} are among them: look who of them takes part.", heads=quoted(copies))
        problems.append(Problem(sentence, error=False))
    return "\n".join(people), tuple(problems)


def set_in_as_cells(text: str) -> str:
    """A list with what is set in below others by spaces in cells of their own, as a tab puts it there."""
    lines = text.splitlines()
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    if "\t" in text or not indents:
        return text
    deeper = " " * (indents[0] + _SET_IN)
    return "\n".join("\t" + line.lstrip() if line.startswith(deeper) else line for line in lines)


def _side_by_side(text: str) -> list[str]:
    """The people who are listed in one line, “Anna Berg, Bo Ek”; none where it is one person, as “Berg, Anna” is."""
    if "@" in text or "\t" in text or len(lines := text.strip().splitlines()) != 1:
        return []
    parts = [part.strip() for part in re.split(";" if ";" in lines[0] else ",", lines[0]) if part.strip()]
    if heads_roster(parts):
        return []
    names = [part for part in parts if _NAME.fullmatch(part)]
    whole = all(len(name.split()) > 1 for name in names)
    several = len(parts) >= _SEVERAL if whole or ";" in lines[0] else len(parts) > _SEVERAL
    return parts if several and len(names) * 3 >= len(parts) * 2 else []


def _by_head(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """The lines with what head they stand behind: its kind, its words and what follows; nothing where one has none."""
    kind = label = ""
    for line in filter(str.strip, lines):
        parts = _HEAD.fullmatch(line)
        known = _heads().get(caseless(parts[1])) if parts else None
        if parts and known:
            kind, label, line = known, f"{parts[1]}:", parts[2]
        elif not kind:
            return
        yield kind, label, line.strip()


def _separate(line: str) -> list[str]:
    """The recipients in a line: between semicolons, and behind each address."""
    pieces = (piece for part in line.split(";") for piece in _apart(part).splitlines())
    return [bare for piece in pieces if (bare := piece.strip(" ,"))]


def _apart(line: str) -> str:
    """Recipients in lines of their own."""
    of_mail = _RECIPIENT.search(line) or _ADDRESSES.fullmatch(line)
    return _AFTER_RECIPIENT.sub("\n", _AFTER_ADDRESS.sub(r"\1\n", line) if of_mail else line).rstrip("\n")


def _is_table(text: str) -> bool:
    """Whether what stands between the signs that recipients have between them are cells, below headings."""
    first = next(filter(str.strip, text.splitlines()), "")
    cells = [cell.strip() for cell in re.split("[;,]", first)]
    return "\t" in text or heads_roster(cells)


@cache
def _heads() -> dict[str, str]:
    listed = other_names("mail_headers")
    return {caseless(word): kind for kind in (_OTHERS, _COPIES, _RECIPIENTS) for word in listed[kind]}
