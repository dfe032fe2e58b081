"""Finding a name by its first letters, from any keyboard: without case and without marks."""

import unicodedata

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def plain(text: str) -> str:
    """`text` in lower case without marks."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def matches(name: str, typed: str) -> bool:
    """Whether each typed word begins a word of `name`."""
    words = plain(name).replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in plain(typed).replace("-", " ").split())
