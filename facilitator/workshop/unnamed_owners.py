"""Columns that may say whose contacts the rows of a table are, under a heading that no list of words knows.

What speaks for it is what such a column holds: people, addresses or numbers that stand in several rows and are not the
row's own. A column “Manager” of a real roster holds the same, and nothing in it tells the two apart: there the heading
decides. `resources/imports/attributes.json` has the headings of what rosters say of their own people, in several
languages; every other column that looks like people is asked about. Where rows bring addresses of their own, as those
of rosters do and those of lists of contacts hardly, only what names people for certain is.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import groupby

from facilitator.tabular import other_names
from facilitator.text_matching import caseless, in_bare_letters
from facilitator.workshop.addresses import is_address
from facilitator.workshop.headings import besides, core_of, plain_of, single_words, tokens_of
from facilitator.workshop.names import known_given_names

_SIGNS = frozenset("'’.-‐·")  # the apostrophes and hyphens that people type
_BETWEEN = re.compile(r"\s*[;,/|\n&+]\s*|\s+(?:and|und|et|y|e|en|og|och|i)\s+")
"""What stands between several people in one cell."""
_NUMBERS = frozenset(("id", "ids", "uuid", "guid", "no", "nr", "num", "number", "nummer", "code", "key", "ref"))
"""Words of headings under which people are numbered."""
_LOGIN = re.compile(r"[^\W\d_]+[._][^\W\d_]+")
"""The name of somebody's account, such as anna.berg."""
_SEVERAL = 2
_FEW = 3
_MOST_WORDS = 5
_MOST_LETTERS = 40
_STEM = 4
"""Shorter words of a heading must be whole: “Art” is none in “Partei”."""


class _Names(IntEnum):
    """How surely a column names people."""

    NO = 0
    MAYBE = 1
    SURELY = 2


@dataclass(frozen=True, slots=True)
class _Held:
    """What a column holds: each text once, and whether any stands there twice.

    The last two say whether rows share so many that it is no chance, and whether those that do follow each other.
    """

    header: str
    texts: tuple[str, ...]
    repeats: bool
    shared: bool
    in_blocks: bool


def column_of_owners(
    columns: Mapping[str, Sequence[str]], names: Sequence[str], people: Collection[str] = (), *, surely: bool = False
) -> str:
    """The heading of the column that may say whose contacts the rows are, "" where there is none.

    `names` are the columns that hold the name of the row's person, `people` the names and addresses on the roster.
    `surely` looks only at what names people for certain, as where no heading says anything.
    """
    rows = [" ".join(cells).strip() for cells in zip(*(columns[name] for name in names), strict=True)]
    filled = [place for place, name in enumerate(rows) if name]
    keys = [caseless(rows[place]) for place in filled]
    known = frozenset((*keys, *map(caseless, people)))
    capitals = sum(not rows[place][0].islower() for place in filled) * 2 > len(filled)
    found: dict[str, _Names] = {}
    own_addresses = has_own_addresses(columns, names)
    for place, (header, texts) in enumerate(columns.items()):
        held = None if header in names else _held(header, [texts[row] for row in filled], keys, leading=place == 0)
        if held is None:
            continue
        if sum(map(is_address, held.texts)) * 2 > len(held.texts):
            # "E-mail" heads people's own, and a few may share one.
            few = len(filled) < _FEW or len(held.texts) * 2 > len(filled)
            shared = held.shared and not (_is_own(header) and few) and not _is_of_superiors(header)
            found[header] = _Names.SURELY if shared else _Names.NO
            own_addresses |= not shared
        else:
            points = _points_at_rows(header, columns)
            found[header] = _Names.SURELY if points else _names_people(held, known, capitals=capitals)
    best = max(found, key=lambda header: found[header], default="")
    least = _Names.SURELY if own_addresses or surely else _Names.MAYBE
    return best if best and found[best] >= least else ""


def has_own_addresses(columns: Mapping[str, Sequence[str]], names: Sequence[str]) -> bool:
    """Whether the rows bring addresses, each its own, as those of rosters do and those of lists of contacts hardly."""
    for header, texts in columns.items():
        filled = [text for text in texts if text]
        if header not in names and filled and sum(map(is_address, filled)) * 2 > len(filled):
            shared = len(set(map(caseless, filled))) < len(filled)
            if not shared and not _is_of_superiors(header):
                return True
    return False


def could_be_whole_name(text: str) -> bool:
    """Whether a text can be the whole name of one person, and of no unit or place."""
    return _words_of_a_name(text, capitals=True) > 1


@cache
def is_attribute(header: str) -> bool:
    """Whether a heading is one of what rosters say of their own people, such as “Line manager” or “Kostenstelle”.

    “Created by” says who put the row in, “Rank 2” who has that place, “Lunch with” who else is there, “Patenonkel” who
    is kin, and “Roommate” and “School friend” who is near: none of them is a fact of the row's person.
    """
    tokens = core_of(header).split()
    if not tokens or set(tokens) & _words("together") or any(map(_is_kin, tokens)) or _is_of_companions(tokens):
        return False
    if len(tokens) == 1 and tokens[0] in _words("weekday"):
        return True
    if len(tokens) > 1 and tokens[-1].isdecimal() and set(tokens[:-1]) <= _words("ordinal"):
        return False
    # "Team member" is somebody, whatever stands before it but “Vorgesetzte Person”.
    if not set(tokens) & _words("superior") and any(
        tokens[-1] == word or (len(word) > _STEM and tokens[-1].endswith(word)) for word in _somebody()
    ):
        return False
    attributes = _words("heading") - _words("agent")
    # "Ticket raised by" says who did something, as “Managed by” says who is over somebody; "by" is no part of a word.
    if tokens[-1] in _words("agent"):
        return tokens[-2:-1] != [] and tokens[-2] in attributes - _words("put_in")
    if any(token in attributes for token in tokens):
        return True
    return any(_within(word, token) for word in attributes for token in tokens)


@cache
def says_nothing_of_people(header: str) -> bool:
    """Whether a heading is one of any list, such as “Notes” or “Start date”, which speaks for no roster."""
    tokens = set(core_of(header).split())
    return bool(tokens) and tokens - _words("agent") <= _words("of_any_list")


@cache
def speaks_for_a_roster(header: str) -> bool:
    """Whether a heading has a word of rosters that other lists have not: “Kind of help” has none."""
    others = " ".join(token for token in core_of(header).split() if token not in _words("of_any_list"))
    return is_attribute(header) and bool(others) and is_attribute(others)


def _is_of_companions(tokens: Sequence[str]) -> bool:
    """Whether a heading has a word for somebody who is near, alone or as the end of a compound, and for no superior."""
    if set(tokens) & (_words("superior") | besides()):
        return False
    near = _companions()
    # A “Business partner” is in the personnel department, and a “Job family” is one of jobs.
    several = len(tokens) > 1
    return any(token in near and not (several and token in _words("of_things")) for token in tokens) or any(
        len(word) >= _STEM and token.endswith(word) and token != word for word in near for token in tokens
    )


def _is_kin(token: str) -> bool:
    """Whether a word is one for kin or ends with it: “Patenonkel”."""
    return any(token == word or (len(word) > _STEM and token.endswith(word)) for word in _words("kin"))


def _within(word: str, token: str) -> bool:
    """Whether a token is a compound with the word: “Abteilungsnummer”, “所属部門”."""
    if not word.isascii() and unicodedata.category(word[0]) == "Lo":
        return word in token
    return len(word) >= _STEM and (token.startswith(word) or token.endswith(word))


def _points_at_rows(header: str, columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether a column names other rows by the marks under which another column has them, such as “E12”.

    Plain numbers are left out, since any number may be among them.
    """
    pointed = [[part for part in _BETWEEN.split(caseless(text)) if part] for text in columns[header]]
    parts = [part for each in pointed for part in each]
    if not parts or is_attribute(header) or not all(map(_is_mark, parts)):
        return False
    for other, texts in columns.items():
        marks = list(map(caseless, texts))
        if other == header or len(set(marks)) < len(marks) or not set(parts) <= set(marks):
            continue
        if not any(own in each for own, each in zip(marks, pointed, strict=True)):
            return True
    return False


def _held(header: str, texts: Sequence[str], keys: Sequence[str], *, leading: bool) -> _Held | None:
    """What a column holds; None where that is too little, or the name of the row once more.

    In the first column a text may stand for the empty cells below it, as where cells were merged.
    """
    # A row that is there twice says nothing new of whose it is.
    once = dict.fromkeys(zip(keys, texts, strict=True)) if not leading else {}
    if once:
        keys, texts = [key for key, _ in once], [text for _, text in once]
    filled = [text for text in texts if text]
    merged = leading and bool(texts and texts[0]) and len(filled) * 2 < len(texts)
    if not filled or (len(filled) * 2 < len(texts) and not merged):
        return None
    alike = sum(_is_same(key, caseless(text)) for key, text in zip(keys, texts, strict=True))
    if alike * 2 > len(filled):
        return None
    values = {caseless(text) for text in filled}
    runs = sum(1 for _ in groupby(filled, caseless))
    shared = merged or (len(values) < len(filled) and len(values) * 4 <= len(filled) * 3)
    in_blocks = shared and runs == len(values) > 1
    return _Held(header, tuple(dict.fromkeys(filled)), len(values) < len(filled), shared, in_blocks)


def _lists_people(texts: Sequence[str], known: Collection[str]) -> bool:
    """Whether most texts name several people side by side, by whole names or by those of people who are known.

    First names are those of people who are known.
    """
    several = [parts for text in texts if len(parts := [part for part in _BETWEEN.split(text) if part]) > 1]
    if len(several) * 2 < len(texts):
        return False
    parts = [part for each in several for part in each]
    first = {name.split()[0] for name in known if " " in name}
    met = sum(caseless(part) in known or caseless(part) in first for part in parts)
    whole = sum(_words_of_a_name(part, capitals=True) > 1 for part in parts)
    return max(met, whole) * 4 >= len(parts) * 3


def _is_same(one: str, other: str) -> bool:
    """Whether two folded texts can name one person: a word of both, and not only the last name of a family."""
    words, others = (re.findall(r"[^\W\d_]+", text) for text in (one, other))
    if not set(words) & set(others):
        return False
    family = len(words) > 1 and len(others) > 1 and words[-1] == others[-1]
    return not family or words[0].startswith(others[0]) or others[0].startswith(words[0])


def _names_people(held: _Held, known: Collection[str], *, capitals: bool) -> _Names:
    if _is_fact(held.header) or (is_attribute(held.header) and not _is_of_others(held)):
        return _Names.NO
    if sum(caseless(text) in known for text in held.texts) * 2 >= len(held.texts):
        return _Names.SURELY
    if _lists_people(held.texts, known):
        return _Names.SURELY
    if all(text.isdecimal() for text in held.texts):
        numbered = bool(set(tokens_of(held.header)) & _NUMBERS)
        return _Names.MAYBE if held.in_blocks or (held.shared and numbered) else _Names.NO
    if all(_LOGIN.fullmatch(text) for text in held.texts):
        return _Names.SURELY if held.shared else _Names.NO
    if all(_is_mark(text) for text in held.texts):
        return _Names.MAYBE if held.shared else _Names.NO
    named = [words for text in held.texts if (words := _words_of_a_name(text, capitals=capitals))]
    if len(named) * 4 < len(held.texts) * 3:
        return _Names.NO
    whole = sum(words > 1 for words in named) * 5 >= len(held.texts) * 4
    if whole or (tokens_of(held.header)[-1:] and tokens_of(held.header)[-1] in _words("agent")):
        return _Names.SURELY
    return _Names.MAYBE if held.shared else _Names.NO


def _is_of_others(held: _Held) -> bool:
    """Whether a column holds people although its heading has a word of a roster, as “Role model” does.

    A heading of one word or one that ends with such a word is believed, and so is one of those over somebody. Else
    given names that are known tell people from places, and so does that none stands there twice.
    """
    tokens = core_of(held.header).split()
    if len(tokens) < _SEVERAL or is_attribute(tokens[-1]) or set(tokens) & (_words("superior") | besides()):
        return False
    named = [text for text in held.texts if _words_of_a_name(text, capitals=True) > 1]
    known = sum(caseless(text.split()[0]) in known_given_names() for text in named)
    return known * 4 >= len(held.texts) * 3 or (len(named) == len(held.texts) >= _SEVERAL and not held.repeats)


@cache
def _is_of_superiors(header: str) -> bool:
    """Whether a heading is about those who are over or beside the row's person, as “Manager e-mail” is."""
    return bool(_words("superior") & set(tokens_of(header)))


def _is_mark(text: str) -> bool:
    """Whether a text is a mark that a program or a study gave somebody, such as “P07” or a UUID."""
    return any(map(str.isdecimal, text)) and any(map(str.isalpha, text)) and not any(map(str.isspace, text))


def _words_of_a_name(text: str, *, capitals: bool) -> int:
    """How many words a text has that can be a person's name, 0 where it can't.

    With `capitals` a name has a capital. Words of units, places and times are no names, “Anna North” may be one.
    """
    words = text.replace(",", " ").split()
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _MOST_LETTERS:
        return 0
    if not all(sign.isalpha() or sign in _SIGNS or unicodedata.category(sign)[0] == "M" for sign in "".join(words)):
        return 0
    folded = [word.casefold() for word in words]
    if set(folded) & _words("joint") or set(folded) <= _words("value"):
        return 0
    written = [word for word in words if not (capitals and word[0].islower())]
    return 1 if written and set(folded) & _words("value") else len(written)


@cache
def _words(key: str) -> frozenset[str]:
    tokens = [token for word in other_names("attributes")[key] for token in tokens_of(word)]
    return frozenset(each for token in tokens for each in (token, *in_bare_letters(token)))


@cache
def _companions() -> frozenset[str]:
    """Single words for people who are near to somebody, such as “friend” and “mate”."""
    near = single_words((*other_names("relations")["kind"], *other_names("owners")["companion"]))
    return near - _words("heading") - _words("superior")


@cache
def _is_own(header: str) -> bool:
    """Whether a heading is that of the addresses of a roster."""
    return plain_of(header) in _plains("email")


def _is_fact(header: str) -> bool:
    """Whether a heading is one of what a roster knows of a person beside their name."""
    return any(plain_of(header) in _plains(field) for field in ("email", "team", "location", "level"))


@cache
def _plains(field: str) -> frozenset[str]:
    return frozenset(map(plain_of, (field, *other_names("roster")[field])))


@cache
def _somebody() -> frozenset[str]:
    """Single words for a person who takes part or is asked."""
    names = other_names("roster")["name"]
    return single_words((*other_names("owners")["person"], *other_names("contacts")["participant"], *names))
