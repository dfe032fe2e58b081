"""The door for JSON that somebody hands in: values that the program can hold, or a sentence that says what is wrong.

Python takes more for JSON than a library can keep: numbers without end, “NaN”, half a letter of two, the same key twice
of which it drops one. None of it comes further than this.
"""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from facilitator.errors import BadFile
from facilitator.i18n import tr

_MOST_DIGITS = 18
"""A library holds whole numbers of 64 bits: all of so many digits, and some of one more."""
_SHOWN = 40
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def json_in(content: bytes | str, name: str) -> Any:
    """The JSON values in a file that somebody hands in. `name` is what people call it.

    Raises BadFile, with a sentence that says where, for what is no JSON, nested too deep, says something twice, or
    holds numbers or letters that can't be kept.
    """

    def integer(digits: str) -> int:
        if len(digits.lstrip("-")) > _MOST_DIGITS:
            raise BadFile(tr("{file} can’t be used: the number {number} is too large.", file=name, number=_cut(digits)))
        return int(digits)

    def number(text: str) -> float:
        found = float(text)
        if abs(found) == float("inf"):
            raise BadFile(tr("{file} can’t be used: the number {number} is too large.", file=name, number=_cut(text)))
        return found

    def constant(word: str) -> object:
        raise BadFile(tr("{file} can’t be used: “{word}” is no number.", file=name, word=word))

    def said_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
            raise BadFile(tr("“{file}” says “{what}” twice. Take one of the two out.", file=name, what=_cut(twice)))
        return found

    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        values = json.loads(
            text, parse_int=integer, parse_float=number, parse_constant=constant, object_pairs_hook=said_once
        )
    except UnicodeDecodeError as error:
        raise BadFile(tr("{file} can’t be used: it is no text in UTF-8.", file=name)) from error
    except json.JSONDecodeError as error:
        raise BadFile(
            tr(
                "{file} can’t be used: it is no JSON from line {line}, column {column} on.",
                file=name,
                line=error.lineno,
                column=error.colno,
            )
        ) from error
    except RecursionError as error:
        raise BadFile(tr("{file} can’t be used: it is nested too deep.", file=name)) from error
    # Letters beyond 16 bits are written as two halves; one alone is no letter, and no file takes it.
    if _ESCAPED_HALF.search(text) and _HALF.search(json.dumps(values, ensure_ascii=False)):
        raise BadFile(tr("{file} can’t be used: it holds half a letter, such as of an emoji.", file=name))
    return values


def check_once(*parts: Iterable[Hashable]) -> None:
    """Raise ValueError where one of the parts says something twice: nobody can tell then which one counts."""
    for part in parts:
        twice = next((each for each, times in Counter(part).items() if times > 1), None)
        if twice is not None:
            raise ValueError(tr("“{what}” is in it twice", what=twice))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
