"""Rows of a list whose text is no name of one person: “Anna Berg / Ole Moe”, or a line of a mail around the list."""

import re
from collections.abc import Collection, Sequence

from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.names import known_given_names
from facilitator.workshop.plain_lists import can_be_no_person, no_person_in
from facilitator.workshop.unnamed_owners import could_be_whole_name

_SURELY_BETWEEN = re.compile(r"\s*[;&+]\s*|\s+(?:and|und|et)\s+")
_PERHAPS_BETWEEN = re.compile(r"\s*[/|]\s*")
"""Behind these may stand an organisation as well."""
_FEW = 3


def without_one_person(table: Table, names: Sequence[tuple[int, str]]) -> Collection[int]:
    """The rows, by their numbers, whose names are those of several people or of nobody.

    What can be nobody's name is looked for only in a list without headings that as a whole may be another text.
    """
    texts = [name for _, name in names]
    several = {*filter(_surely_several, texts), *_perhaps_several(texts)}
    if not table.headings and no_person_in(texts):
        several.update(filter(can_be_no_person, texts))
    return {number for number, name in names if name in several}


def _surely_several(name: str) -> bool:
    return _are_whole(_SURELY_BETWEEN.split(name))


def _perhaps_several(texts: Sequence[str]) -> Collection[str]:
    """The texts with a stroke between whole names.

    Where many rows have one, an organisation may stand behind it: “Ole Moe / Rotes Kreuz”. There it is somebody who has
    a given name that is known, or stands elsewhere in front.
    """
    parts = {text: _PERHAPS_BETWEEN.split(text) for text in texts}
    found = {text for text, each in parts.items() if _are_whole(each)}
    if len(found) * _FEW <= len(parts):
        return found
    in_front = {caseless(each[0]) for each in parts.values()}
    return {
        text for text in found if all(_has_given_name(part) or caseless(part) in in_front for part in parts[text][1:])
    }


def _are_whole(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and all(map(could_be_whole_name, parts))


def _has_given_name(part: str) -> bool:
    return any(caseless(word.strip(",")) in known_given_names() for word in part.split())
