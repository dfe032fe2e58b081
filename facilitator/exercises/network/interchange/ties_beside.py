"""Who knows whom beside the contacts: in columns of their own for each pair, or in a cell a contact that names others.

Survey programs ask for each pair (“Does contact 1 know contact 3?”, “tie_1_3”), or for each contact whom of the others
they know. What is said so becomes a table of ties, and the rest stays the table that it was.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from facilitator.exercises.network.answer_words import missing_word
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    PARTICIPANT,
    TIE_FROM,
    TIE_TO,
    TIE_WEIGHT,
    fields_of,
)
from facilitator.exercises.network.interchange.side_by_side import listed_in, series_in
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options
from facilitator.tabular import Problem, Table, find_header, match_columns, other_names, yes_or_no
from facilitator.text_matching import caseless
from facilitator.workshop.column_series import Key
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import tokens_of
from facilitator.workshop.owner_headings import heads
from facilitator.workshop.table_import import decimal_of

_HOLE = "\0"
_NUMBER = re.compile(r"(?<!\d)0*([1-9]\d?)(?!\d)")
_LETTER = re.compile(r"(?<![^\W_])([A-Z])(?![^\W_])")
"""A contact that headings call by a letter of its own, as in “Tie A–B”: A is the first."""
_BETWEEN = re.compile(r"\s*[;,/|\n&+]\s*|\s+(?:and|und|et|y|e|en|och|og)\s+")
_COUNTED = re.compile(r"([^\W\d_]*)[ #.]*0*(\d{1,2})")
_TRIANGLE = 3
"""From so many contacts on, columns for all pairs of them are those of ties, whatever their headings say."""
_MOSTLY = 0.8

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Tie:
    """What one cell says of a pair: the number of its row, whose contacts they are, both, the cell and its heading."""

    number: int
    owner: str
    one: str
    other: str
    text: str
    header: str


def ties_beside(table: Table, factors: Sequence[Factor], options: Options) -> tuple[Table, Table] | None:
    """The table without what it says of ties, and these in a table of their own; None where it says nothing of any.

    Columns that the person has matched are no ties.
    """
    if not table.headings or table.origin is not None or not table.rows:
        return None
    chosen = {find_header(table.headers, written) for written in options.mapping}
    free = [place for place, header in enumerate(table.headers) if header not in chosen]
    for headers, ties, asked in _found(table, factors, free):
        if ties or asked:
            return _without(table, headers), _table_of(table, headers, ties, asked)
    return None


def _found(
    table: Table, factors: Sequence[Factor], free: Sequence[int]
) -> Iterator[tuple[list[str], list[_Tie], dict[str, int]]]:
    """The columns that may hold ties, these, and who was asked with the number of their row, the surest first."""
    for pairs in _pairs(table, free):
        headers = [table.headers[place] for place in pairs.values()]
        who = listed_in(table.without(headers), factors)
        if {number for pair in pairs for number in pair} <= who.keys:
            yield (headers, *_of_pairs(table, pairs, who.rows))
    if not any(_says_knows(table.headers[place]) for place in free):
        return
    rows = dict(zip(table.numbers, table.rows, strict=True))
    for each in series_in(table, factors):
        headers = [table.headers[place] for place in each.places.values()]
        if _says_knows(each.stem) and set(each.places.values()) <= set(free):
            who = listed_in(table.without(headers), factors)
            cells = [
                (number, owner, contacts, key, header, one_line(text))
                for number, owner, contacts in who.rows
                for key, place in each.places.items()
                for header in [table.headers[place]]
                for text in [rows[number][place]]
                if key in contacts
            ]
            yield (headers, *_of_lists(cells))
    for place in free:
        if _says_knows(table.headers[place]):
            yield ([table.headers[place]], *_of_lists(_long(table, factors, place)))


# Columns for each pair


def _pairs(table: Table, free: Sequence[int]) -> list[dict[Pair, int]]:
    """The columns whose headings differ by two numbers, or letters, alone, by these, where that makes them pairs."""
    groups: dict[tuple[bool, str], dict[Pair, int]] = defaultdict(dict)
    for place in free:
        header = table.headers[place]
        for sign in (_NUMBER, _LETTER):
            for one, other in combinations(sign.finditer(header), 2):
                between = header[one.end() : other.start()]
                stem = f"{header[: one.start()]}{_HOLE}{between}{_HOLE}{header[other.end() :]}"
                group = groups[sign is _LETTER, caseless(stem.replace(_HOLE, "\uffff"))]
                group.setdefault((_number_of(one[1]), _number_of(other[1])), place)
    found = [pairs for (_, stem), pairs in groups.items() if _are_pairs(pairs, told=_says_knows(stem))]
    return sorted(found, key=len, reverse=True)


def _number_of(sign: str) -> int:
    return int(sign) if sign.isdecimal() else ord(sign) - ord("A") + 1


def _are_pairs(pairs: Collection[Pair], *, told: bool) -> bool:
    """Whether numbers are those of two contacts each; `told` says that the headings ask who knows whom."""
    apart = [(one, other) for one, other in pairs if one != other]
    if not apart or (len(apart) < len(pairs) and not told):
        return False
    most = max(map(max, apart))
    # A number that is always the same counts something else.
    varied = len({one for one, _ in pairs}) > 1 and len({other for _, other in pairs}) > 1
    if told:
        return varied or (len(pairs) == 1 and most < _TRIANGLE)
    every = {(one, other) for one in range(1, most + 1) for other in range(1, most + 1) if one < other}
    turned = {(other, one) for one, other in every}
    return most >= _TRIANGLE and set(apart) in (every, turned, every | turned)


def _of_pairs(
    table: Table, pairs: Mapping[Pair, int], who: Sequence[tuple[int, str, Mapping[Key, str]]]
) -> tuple[list[_Tie], dict[str, int]]:
    rows = dict(zip(table.numbers, table.rows, strict=True))
    ties: list[_Tie] = []
    asked: dict[str, int] = {}
    for number, owner, contacts in who:
        for (one, other), place in pairs.items():
            text = one_line(rows[number][place])
            if one == other or not text or missing_word(text) is not None:
                continue
            if one in contacts and other in contacts:
                asked.setdefault(owner, number)
            strength = _strength(text)
            if strength != "0":
                ends = contacts.get(one, str(one)), contacts.get(other, str(other))
                ties.append(_Tie(number, owner, *ends, strength, table.headers[place]))
    return ties, asked


def _strength(text: str) -> str:
    """How strong the tie is of which a cell says this; what can't be read stays, and is said where it is read."""
    folded, said = caseless(text), yes_or_no(text)
    if decimal_of(text) is not None:
        return "0" if decimal_of(text) == 0 else text
    if said is None and folded in _words("strangers"):
        said = False
    if said is None and folded in _words("acquainted"):
        said = True
    return text if said is None else str(int(said))


# A cell a contact that names others


def _long(
    table: Table, factors: Sequence[Factor], place: int
) -> list[tuple[int, str, Mapping[Key, str], Key, str, str]]:
    """The cells of one column in a table of contacts, each with whose and which contact its row is."""
    columns = {key: header for header, key in match_columns(table.headers, fields_of(factors), {}).items() if key}
    if not {PARTICIPANT, CONTACT} <= columns.keys():
        return []
    owners, labels = ([one_line(text) for text in table.column(columns[key])] for key in (PARTICIPANT, CONTACT))
    lists: dict[str, dict[Key, str]] = defaultdict(dict)
    keys: list[Key] = []
    for owner, label in zip(owners, labels, strict=True):
        keys.append(len(lists[caseless(owner)]) + 1)
        lists[caseless(owner)][keys[-1]] = label
    texts = table.column(table.headers[place])
    return [
        (number, owner, lists[caseless(owner)], key, table.headers[place], one_line(text))
        for number, owner, key, text in zip(table.numbers, owners, keys, texts, strict=True)
    ]


def _of_lists(
    cells: Sequence[tuple[int, str, Mapping[Key, str], Key, str, str]],
) -> tuple[list[_Tie], dict[str, int]]:
    """The ties that cells name; none where most of what they hold are no other contacts of the same list."""
    ties: list[_Tie] = []
    asked: dict[str, int] = {}
    strange, sure = 0, False
    for number, owner, contacts, key, header, text in cells:
        if not text or missing_word(text) is not None:
            continue
        if caseless(text) in _words("strangers"):
            asked.setdefault(owner, number)
            continue
        names = {caseless(label): label for label in contacts.values()}
        # A name may have in it what stands between names.
        named = [text] if caseless(text) in names else [part for part in _BETWEEN.split(text) if part]
        for part in named:
            other = names.get(caseless(part)) or contacts.get(_number_in(part), "")
            strange += not other or other == contacts[key]
            # A number alone may count something else, such as years.
            sure = sure or (bool(other) and (len(named) > 1 or not part.isdecimal()))
            ties.append(_Tie(number, owner, contacts[key], other or part, "", header))
            asked.setdefault(owner, number)
    return (ties, asked) if sure and strange <= len(ties) * (1 - _MOSTLY) else ([], {})


def _number_in(part: str) -> int:
    """The number of the contact that a text names, as “3” and “Contact 3” do; 0 for any other."""
    found = _COUNTED.fullmatch(part)
    return int(found[2]) if found is not None and (not found[1] or caseless(found[1]) in heads()) else 0


# What becomes of them


def _without(table: Table, headers: Sequence[str]) -> Table:
    sentence = trn(
        "It says which contacts know each other, and is taken for that.",
        "They say which contacts know each other, and are taken for that.",
        len(headers),
    )
    remark = Problem(sentence, columns=tuple(headers), error=False)
    bare = table.without(headers)
    return replace(bare, problems=(*bare.problems, remark))


def _table_of(table: Table, headers: Sequence[str], ties: Sequence[_Tie], asked: Mapping[str, int]) -> Table:
    """The table of ties, with an empty row for everybody who was asked and tied nobody."""
    tied = {each.owner for each in ties}
    alone = [_Tie(number, owner, "", "", "", headers[0]) for owner, number in asked.items() if owner not in tied]
    read: list[_Tie] = []
    unread: list[_Tie] = []
    for each in ties:
        (read if not each.text or decimal_of(each.text) is not None else unread).append(each)
    found = [*read, *alone]
    cause = tr("These say neither that two contacts know each other nor that they do not. Write yes or no:")
    problems = [
        Problem(
            tr(
                "“{text}” says neither that they know each other nor that they do not. Write yes or no.", text=each.text
            ),
            each.number,
            each.header,
            cause=cause,
            value=each.text,
        )
        for each in unread
    ]
    return Table(
        table.source,
        (PARTICIPANT, TIE_FROM, TIE_TO, TIE_WEIGHT),
        tuple((each.owner, each.one, each.other, each.text) for each in found),
        tuple(each.number for each in found),
        tuple(problems),
        written=tuple((each.header,) * 4 for each in found),
    )


def _says_knows(heading: str) -> bool:
    return bool(_knowing() & set(tokens_of(heading.replace("\uffff", " "))))


@cache
def _knowing() -> frozenset[str]:
    return frozenset(token for word in other_names("ties")["knows"] for token in tokens_of(word))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("ties")[key]))
