"""What becomes of the characters people type before they are printed.

Composed where Unicode can compose them (NFC), freed of what has no shape of its own (controls, joiners, variation
selectors, skin tones), flags spelled as their two letters, Arabic letters joined to their neighbours.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

LINE_BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_NO_BREAK = "\xa0\u202f\u2007"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_JOINERS = {"\u200c": False, "\u200d": True}
"""Zero width non-joiner and joiner: whether an Arabic letter beside it takes its joined form."""


def readable(text: str) -> str:
    """The characters of `text` that are printed, in logical order; line breaks become "\\n".

    Lone surrogates, which a broken import can leave behind, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", LINE_BREAKS.sub("\n", text))
    if _ARABIC.search(text):
        text = _join(text)
    return "".join(_printed(text))


def _printed(text: str) -> Iterator[str]:
    for character in text:
        code = ord(character)
        category = unicodedata.category(character)
        if 0x1F1E6 <= code <= 0x1F1FF:
            yield chr(code - 0x1F1E6 + ord("A"))
        elif category == "Zs" and character not in _NO_BREAK:
            yield " "
        elif category == "Cc":
            yield character if character == "\n" else " " if character == "\t" else ""
        elif category == "Cs":
            yield "\ufffd"
        elif category != "Cf" and not _selects(code):
            yield character


def _selects(code: int) -> bool:
    """Whether a character only chooses the look of the one before it."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF


def is_mark(character: str) -> bool:
    """Whether it belongs to the character before it, and must come from the same font."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


def clusters(text: str) -> list[str]:
    """`text` cut into characters with their combining marks."""
    parts: list[str] = []
    for character in text:
        if parts and is_mark(character):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def plain_form(character: str) -> str:
    """The letters behind an Arabic presentation form, for a font that has none; else the character itself."""
    if "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        return unicodedata.normalize("NFKC", character)
    return character


def _join(text: str) -> str:
    """Give Arabic letters the form that their neighbours ask for, as Unicode's presentation forms."""
    forms, ligatures = _arabic_forms()
    letters = [
        character for character in text if character in _JOINERS or unicodedata.category(character) not in ("Cf", "Cs")
    ]
    joined: list[str] = []
    at = 0
    while at < len(letters):
        letter = letters[at]
        before, after = _neighbour(letters, at, -1), _neighbour(letters, at, 1)
        ligature = ligatures.get(letter + letters[at + 1]) if at + 1 < len(letters) else None
        own = ligature or forms.get(letter)
        if own is None:
            joined.append(letter)
            at += 1
            continue
        links_back = ("final" in own or "medial" in own) and _links(before, "initial", forms)
        links_on = ligature is None and "initial" in own and _links(after, "final", forms)
        wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
        form = wanted.get((links_back, links_on), "isolated")
        joined.append(own.get(form) or own.get("isolated") or letter)
        at += 2 if ligature else 1
    return "".join(joined)


def _neighbour(letters: list[str], at: int, step: int) -> str:
    """The next letter that is not a mark above or below, or "" at the end."""
    at += step
    while 0 <= at < len(letters) and is_mark(letters[at]):
        at += step
    return letters[at] if 0 <= at < len(letters) else ""


def _links(neighbour: str, form: str, forms: dict[str, dict[str, str]]) -> bool:
    if neighbour in _JOINERS:
        return _JOINERS[neighbour]
    return neighbour == "\u0640" or form in forms.get(neighbour, {})


@cache
def _arabic_forms() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Per letter, and per pair lam + alef, the presentation form of each position (Unicode Character Database)."""
    forms: dict[str, dict[str, str]] = {}
    ligatures: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        position, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if not letters:
            continue
        source = "".join(chr(int(letter, 16)) for letter in letters.split())
        into = forms if len(source) == 1 else ligatures if source[0] == "\u0644" and len(source) == 2 else None
        if into is not None:
            into.setdefault(source, {})[position.strip("<>")] = chr(code)
    return forms, ligatures
