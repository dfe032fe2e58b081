"""Finding a name by its first letters, from any keyboard: without case, marks and apostrophes, however it is spelt."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ñ": "nn"})
_APOSTROPHES = re.compile("['’‘ʼʹʻ`´′＇]")
_DASHES = re.compile("[-‐‑‒–—−_.·]")
_DOUBLE = re.compile("ae|oe|ue|aa|ss")


def plain(text: str) -> str:
    """`text` in lower case without marks."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def matches(name: str, typed: str) -> bool:
    """Whether each typed word begins a word of `name`, each spelt in any usual way: ü, u and ue are one letter."""
    parts, words = _words(typed), {word for spelt in _words(name) for word in spelt}
    return all(any(word.startswith(part) for word in words for part in spelt) for spelt in parts)


def _words(text: str) -> list[set[str]]:
    """The words of a text, each in the ways to write it."""
    apart = _DASHES.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    found = []
    for word in apart.split():
        pieces = [piece for piece in _APOSTROPHES.split(word) if piece]
        # "Brien" is typed for O’Brien, and "obrien" too.
        found += [_spellings("".join(pieces)), *(_spellings(piece) for piece in pieces[1:])] if pieces else []
    return found


def _spellings(word: str) -> set[str]:
    bare = plain(word)
    return {bare, plain(word.translate(_WRITTEN_OUT)), _DOUBLE.sub(lambda found: found[0][0], bare)}
