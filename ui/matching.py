"""Finding a name by its first letters, from any keyboard: without case, marks and apostrophes, however it is spelt."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
    | {"ħ": "h", "ŧ": "t", "ŋ": "n"}
    # An Arabic and a Persian keyboard have each their own of these.
    | {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه"}
    # Whoever types begins in the other of the two Japanese scripts.
    | {chr(katakana): chr(katakana - 0x60) for katakana in range(ord("ァ"), ord("ヷ"))}
)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ñ": "nn", "đ": "dj"})
_APOSTROPHES = re.compile("['’‘ʼʹʻ`´′＇]")
_BETWEEN = re.compile('[-‐‑‒–—−_.·,;/()\\[\\]"“”„«»\u200b-\u200d]')
"""What stands between the parts of a name, be it unseen; typed or not, it makes no difference."""
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_DOUBLE = re.compile("ae|oe|ue|aa|ss")


def plain(text: str) -> str:
    """`text` in lower case without marks."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def matches(name: str, typed: str) -> bool:
    """Whether each typed word begins a word of `name`, each spelt in any usual way: ü, u and ue are one letter."""
    words = _ways(name)
    return all(any(word.startswith(tuple(spelt)) for word in words) for spelt in _words(typed))


def found_among(listed: Iterable[T], typed: str, name_of: Callable[[T], str]) -> list[T]:
    """Those whose name matches, in their order but first who is spelt as it was typed: Enter takes the first.

    Else “aeron” would open Aaron, whose name may be written with one letter, as Aeron's may.
    """
    found = [each for each in listed if matches(name_of(each), typed)]
    letters = plain(typed).split()
    return sorted(found, key=lambda each: not _begins_with(name_of(each), letters))


def _begins_with(name: str, letters: list[str]) -> bool:
    words = plain(_BETWEEN.sub(" ", name)).split()
    return all(any(word.startswith(begun) for word in words) for begun in letters)


@lru_cache(maxsize=4096)
def _ways(name: str) -> frozenset[str]:
    """All that somebody may begin to type for a name; of a large room it is asked at every key."""
    named = _words(name)
    return frozenset(word for spelt in (*named, *_run_together(named)) for word in spelt)


def _words(text: str) -> list[set[str]]:
    """The words of a text, each in the ways to write it."""
    apart = _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    found = []
    for word in apart.split():
        pieces = [piece for piece in _APOSTROPHES.split(word) if piece]
        # "Brien" is typed for O’Brien, and "obrien" too.
        found += [_spellings("".join(pieces)), *(_spellings(piece) for piece in pieces[1:])] if pieces else []
    return found


def _run_together(words: list[set[str]]) -> Iterator[set[str]]:
    """The words from each on as one, as “jeanluc” is typed for Jean-Luc, and Chinese names from the given one on."""
    for place in range(len(words) - 1):
        # All marks written out, and none: nobody does both in one name.
        for way in (min, max):
            yield {"".join(way(spelt, key=lambda each: (len(each), each)) for spelt in words[place:])}
    for word in {each for spelt in words for each in spelt if _HAN.fullmatch(each)}:
        yield {word[place:] for place in range(1, len(word))}


def _spellings(word: str) -> set[str]:
    bare = plain(word)
    return {bare, plain(word.translate(_WRITTEN_OUT)), _DOUBLE.sub(lambda found: found[0][0], bare)}
