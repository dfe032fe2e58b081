"""Columns that survey programs add to the answers, from `resources/imports/survey_programs.json`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from facilitator.tabular import other_names, repeated_of
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import is_address
from facilitator.workshop.headings import asked_of_oneself, plain_of
from facilitator.workshop.owner_headings import own_names
from facilitator.workshop.unnamed_owners import is_attribute

_NAME = re.compile(r"\s*[^\W\d_][^\d@,;:?!/]{0,60}")
_FACTS = ("email", "team", "location", "level")


def metadata_of(headers: Sequence[str]) -> frozenset[str]:
    """The headings of what a survey program notes of a response: when it came, from where, its number.

    Words that head other things too, such as “Status”, are such only beside others.
    """
    found = {header for header in headers if _is_metadata(header)}
    weak = {header for header in found if caseless(header) in _words("weak")}
    return frozenset(found if len(found) > 1 else found - weak)


def is_nobody(text: str) -> bool:
    """Whether a survey program writes this in the place of a name that nobody gave."""
    return caseless(text) in _words("nobody")


def respondent_columns(columns: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The columns that say who answered, by the fields of a roster and `response`: the surest of each first.

    `columns` are those that are not about contacts. One of which nobody filled a cell is none.
    """
    filled = {header: sum(bool(text.strip()) and not is_nobody(text) for text in texts)
              for header, texts in columns.items()}  # fmt: skip
    headers = [header for header, count in filled.items() if count]
    found: dict[str, list[str]] = {}
    for key in ("name", "first_name", "last_name", *_FACTS, "response"):
        names = _names_of(key)
        fitting = [header for header in headers if _plain(header, headers) in names]
        if not fitting:
            fitting = [header for header in headers if plain_of(asked_of_oneself(header)) in names]
        if key == "name":
            # Most forms ask for the name, and note besides under which name somebody was signed in.
            fitting.sort(key=lambda header: (-filled[header], _is_metadata(header)))
        if key == "email" and not fitting:
            fitting = [each for each in headers if _holds_addresses(columns[each])]
        if fitting:
            found[key] = fitting
            headers = [header for header in headers if header not in fitting]
    if not {"name", "first_name", "last_name", "email"} & set(found):
        free = set(headers) - metadata_of(list(columns))
        found |= _only_names({header: texts for header, texts in columns.items() if header in free})
    return found


def is_unnamed(header: str) -> bool:
    """Whether a column that holds names has a heading that does not say so."""
    return _plain(header, [header]) not in _names_of("name")


def _only_names(columns: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The one column in which each row holds another name, under a heading that is none of groups or facts."""
    naming = [
        header
        for header, texts in columns.items()
        if not is_attribute(header)
        and len({caseless(text) for text in texts}) == len(texts)
        and all(map(_NAME.fullmatch, texts))
    ]
    return {"name": naming} if len(naming) == 1 else {}


def _holds_addresses(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and sum(map(is_address, filled)) * 2 > len(filled)


def _plain(header: str, headers: Sequence[str]) -> str:
    return plain_of(repeated_of(header, headers) or header)


def _is_metadata(header: str) -> bool:
    folded = caseless(header)
    return folded in _words("metadata") or any(each.fullmatch(folded) for each in _patterns())


@cache
def _names_of(key: str) -> frozenset[str]:
    named = other_names("survey_programs").get(key, ())
    if key == "response":
        return frozenset(map(plain_of, named))
    own = own_names(key) if key in _FACTS else ()
    return frozenset(map(plain_of, (*named, key, *other_names("roster")[key], *own)))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("survey_programs")[key]))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each) for each in other_names("survey_programs")["patterns"])
