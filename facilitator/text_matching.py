"""Texts that people typed or programs wrote, compared: without regard to case, width, accents and what nobody sees."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TEXTS = 65_536
"""So many texts are kept folded: a study says few things, and each many times."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001d173-\U0001d17a]"
    # The two joiners shape letters and pictures within a word; at its ends they do nothing.
    "|(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)"
)
"""Signs that nobody sees: they come along with what is pasted, and make twins of people."""


def without_invisible(text: str) -> str:
    """`text` without signs that nobody sees; joiners inside words stay."""
    # A second time: a joiner may stand at an end only once a sign beside it is gone.
    return text if text.isascii() else _INVISIBLE.sub("", _INVISIBLE.sub("", text))


@lru_cache(maxsize=_TEXTS)
def caseless(text: str) -> str:
    """`text` for comparing what people typed: without regard to case, width, white space and what nobody sees."""
    return caseless_once(text)


def caseless_once(text: str) -> str:
    """The same for texts that nobody asks for again, and of which there may be very many: nothing is remembered."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = without_invisible(text).replace("\u200c", "").replace("\u200d", "")
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts in order, later ones that are alike but for case numbered: "AB", "AB (2)"."""
    all_texts = list(texts)
    originals = {caseless(text) for text in all_texts}
    used: set[str] = set()
    named = []
    for text in all_texts:
        name, number = text, 1
        while caseless(name) in used or (number > 1 and caseless(name) in originals):
            number += 1
            name = f"{text} ({number})"
        used.add(caseless(name))
        named.append(name)
    return named


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})


def in_bare_letters(word: str) -> tuple[str, ...]:
    """How a word with accents is written by a program that has none: “prenom”, “kuerzel”; nothing for other scripts."""
    if word.isascii():
        return ()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return tuple(each for each in dict.fromkeys((bare, word.translate(_WRITTEN_OUT))) if each.isascii())


@lru_cache(maxsize=_TEXTS)  # The same names are compared for every table, kind and round.
def plain_heading(name: str) -> str:
    """A heading for comparing: its letters and digits alone, without regard to case and width; as it is without any."""
    folded = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded)) or name
