"""People copied from a mail or an invitation: its recipients, one a line, whatever its heads are called."""

import re
from collections.abc import Iterator
from functools import cache

from facilitator.i18n import tr
from facilitator.tabular import Loss, Problem, caseless, other_names, quoted

_AFTER_RECIPIENT = re.compile(r"(?<=>)\s*[;,]\s*")
"""What stands between two recipients of a mail, each of whom ends with an address in angle brackets."""
_HEAD = re.compile(r"\s*([^\W\d_][^:<>@\t]{0,30}?)\s*:\s*(.*)")
_RECIPIENTS, _COPIES, _OTHERS = "recipients", "copies", "others"


def one_a_line(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A mail's recipients with each in a line of their own; they would be one person of a long name else.

    Where the heads of a mail are copied along, its sender, subject and day are left out, with a remark on that and on
    those who got a copy.
    """
    found = list(_by_head(text.splitlines()))
    if not any(head == _RECIPIENTS for head, _, _ in found):
        return (text if "\t" in text else _AFTER_RECIPIENT.sub("\n", text)), ()
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
    pieces = (piece for part in line.split(";") for piece in _AFTER_RECIPIENT.split(part))
    return [bare for piece in pieces if (bare := piece.strip(" ,"))]


@cache
def _heads() -> dict[str, str]:
    listed = other_names("mail_headers")
    return {caseless(word): kind for kind in (_OTHERS, _COPIES, _RECIPIENTS) for word in listed[kind]}
