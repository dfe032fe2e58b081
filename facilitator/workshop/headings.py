"""The words of a table's headings, so that headings which are written in different ways can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from facilitator.tabular import other_names

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|#")
_CANVAS = "network canvas"
"""With that, the program Network Canvas begins the headings of its own columns."""


@cache
def core_of(header: str) -> str:
    """The words of a heading but for those that say in which form somebody is named: ego of “Name of the ego”."""
    return " ".join(token for token in tokens_of(header) if token not in designators())


@cache
def designators() -> frozenset[str]:
    """The words that say in which form somebody is named: “id”, “name”, “of”."""
    return frozenset(token for word in other_names("owners")["designator"] for token in tokens_of(word))


@cache
def besides() -> frozenset[str]:
    """Words of headings that mean another thing than a contact, such as “Emergency contact”."""
    return frozenset(token for word in other_names("owners")["beside"] for token in tokens_of(word))


def single_words(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that are one word, folded."""
    return frozenset(only[0] for text in texts if len(only := tokens_of(text)) == 1)


@lru_cache(maxsize=4096)  # Names are looked at as well, and there is no end to them.
def tokens_of(header: str) -> list[str]:
    """The words of a heading, folded; a word in camel case is several."""
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header))
    tokens = _TOKEN.findall(text.casefold())
    return tokens[2:] if " ".join(tokens[:2]) == _CANVAS else tokens


def plain_of(name: str) -> str:
    """A heading without case, spaces and punctuation."""
    return "".join(character for character in unicodedata.normalize("NFKC", name).casefold() if character.isalnum())


@cache
def asked_of_oneself(header: str) -> str:
    """What a heading asks of whoever reads it: “team” of “Which team do you work in?”; "" where it asks for nothing."""
    questions = other_names("questions")
    capital = frozenset(questions["only_as_written"])
    words = _TOKEN.findall(unicodedata.normalize("NFKC", header))
    you = frozenset(word.casefold() for word in questions["you"] if word not in capital)
    asked = [word in capital or word.casefold() in you for word in words]
    around = frozenset(map(str.casefold, questions["around"]))
    kept = [word for word, is_you in zip(words, asked, strict=True) if not is_you and word.casefold() not in around]
    return " ".join(kept) if any(asked) else ""
