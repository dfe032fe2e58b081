"""Who of a list said that they don't take part: answers to invitations, ticks, and states of accounts.

Words are in `resources/imports/people_lists.json`.
"""

from collections.abc import Mapping
from functools import cache

from facilitator.tabular import IGNORE, Table, other_names, yes_or_no
from facilitator.text_matching import caseless
from facilitator.workshop.headings import asked_of_oneself, plain_of
from facilitator.workshop.written_names import in_brackets_behind


def declined(table: Table, matched: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """By the row's number, the heading and the text by which somebody said that they don't take part.

    A column says so by its heading and an answer, or by its answers alone where each is one to an invitation.
    """
    found: dict[int, tuple[str, str]] = {}
    no = _words("declined")
    for header, key in matched.items():
        if key == "name":
            for number, text in zip(table.numbers, table.column(header), strict=True):
                if (behind := in_brackets_behind(text)) and caseless(behind) in no:
                    found.setdefault(number, (header, text))
        if key not in ("", IGNORE):
            continue
        texts = table.column(header)
        said = {caseless(text) for text in texts if text}
        plain = plain_of(header)
        asked = plain in _plains("response")
        # “Room” says under “Accommodation” what somebody gets, and under “Attendance” that it is nobody.
        refusing = no | _words("no_person") if asked else no
        telling = bool(said & refusing) and (asked or said <= no | _words("undecided"))
        plainly = {plain, plain_of(asked_of_oneself(header))} & _plains("coming")
        for number, text in zip(table.numbers, texts, strict=True):
            folded = caseless(text)
            refuses = (telling and folded in refusing) or (bool(plainly) and bool(text) and yes_or_no(text) is False)
            if refuses and number not in found:
                found[number] = (header, text)
    return found


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("people_lists")[key]))


@cache
def _plains(key: str) -> frozenset[str]:
    return frozenset(map(plain_of, other_names("people_lists")[key]))
