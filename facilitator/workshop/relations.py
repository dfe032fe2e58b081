"""What people say of their contacts, told by words in several languages.

They are those of `relations.json` and `how_often.json` in `resources/imports`.

A list of contacts that names nobody but these is told by it from a list of people who take part.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

from facilitator.tabular import other_names
from facilitator.text_matching import caseless, in_bare_letters
from facilitator.workshop.headings import tokens_of
from facilitator.workshop.names import beside_names, words
from facilitator.workshop.owner_headings import heads, title_words
from facilitator.workshop.unnamed_owners import has_own_addresses, is_attribute

_BESIDE = re.compile(r"(?:[(\[,–—:]|\s-\s)\s*([^()\[\],–—:]+?)\s*(?=[)\]]|$)")
"""What stands beside a name in one text: in brackets, or behind a comma or a line."""


def column_of_relations(columns: Mapping[str, Sequence[str]], names: Sequence[str]) -> tuple[str, str]:
    """The column that says of most rows what somebody is to another, or how often they meet, and one of its texts.

    Both are "" where there is none. How often something is done rosters say too: it counts under a heading that these
    have not, where rows bring no addresses of their own.
    """
    own = has_own_addresses(columns, names)
    for header, texts in columns.items():
        filled = [text for text in texts if text]
        if header in names or not filled:
            continue
        related = [text for text in filled if says_relation(text)]
        if related and len(related) * 4 >= len(filled):
            return header, related[0]
        often = [text for text in filled if says_how_often(text)] if not (own or is_attribute(header)) else []
        if often and len(often) * 2 >= len(filled):
            return header, often[0]
    return "", ""


def says_relation(text: str) -> bool:
    """Whether a text says what somebody is to another, as “friend” and “colleague of Anna” do."""
    known = _related()
    if (folded := caseless(text)) in known:
        return True
    words = folded.split()
    return any(word in title_words("of") and " ".join(words[:place]) in known for place, word in enumerate(words))


def named_by_relation(texts: Sequence[str]) -> str:
    """The first of these names that says to whom somebody is what, or how often they meet, or “”.

    In a list of “Berg, Mari” and “Smith, Fern” what stands behind the comma is the given name, though it be a word for
    a husband or for a distance.
    """
    told = list(filter(_says_to_whom, texts))
    turned = [text for text in texts if _turned(text)]
    if len(turned) == len(texts) and len(told) * 4 < len(texts):
        told = [text for text in told if text.partition(",")[2].strip()[:1].islower() or _says_whose(text)]
    return next(iter(told), "")


def _turned(text: str) -> bool:
    """Whether a text can be a name with the family name first: “van der Berg, Joost”."""
    family, _, given = text.partition(",")
    return bool(given.strip()) and len(set(words(family)) - beside_names()["particles"]) == 1


def _says_to_whom(text: str) -> bool:
    """Whether a name says to whom somebody is what, as “Anna’s colleague Ole” and “Ole (a friend)” do, or how often."""
    beside = [part for part in _BESIDE.findall(text) if caseless(part) not in beside_names()["suffixes"]]
    return any(says_relation(part) or says_how_often(part) for part in beside) or _says_whose(text)


def _says_whose(text: str) -> bool:
    """Whether a name says whose friend or colleague somebody is: “Anna’s colleague Ole”, “friend of Anna”."""
    tokens = tokens_of(text)
    known = _kinds() | heads()
    of, my = title_words("of"), title_words("my")
    beside = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    return any(token in known and (before in my or after in of) for before, token, after in beside)


def says_how_often(text: str) -> bool:
    """Whether a text is an answer such as “weekly” or “nie”, or “very close”."""
    folded = caseless(text)
    return folded in _words("how_often") or folded in _words("how_close") or folded in _frequencies()


@cache
def _related() -> frozenset[str]:
    """Words for what somebody is to another; “alter” tells those who are named from those who name them in one list."""
    return _kinds() | frozenset(map(caseless, other_names("contacts")["contact"]))


@cache
def _kinds() -> frozenset[str]:
    """Words for what somebody is to another. “van” is “vän” without its dots, and a particle of names."""
    return _words("kind") - beside_names()["particles"]


@cache
def _words(key: str) -> frozenset[str]:
    return _with_bare(other_names("relations")[key])


@cache
def _frequencies() -> frozenset[str]:
    return _with_bare(chain.from_iterable(other_names("how_often").values()))


def _with_bare(words: Iterable[str]) -> frozenset[str]:
    return frozenset(each for word in map(caseless, words) for each in (word, *in_bare_letters(word)))
