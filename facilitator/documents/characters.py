"""What becomes of the characters people type before they are printed.

Composed where Unicode can compose them (NFC), freed of what has no shape of its own (controls, joiners, variation
selectors, skin tones), flags spelled as their two letters. Joiners stay between letters that change beside each other.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LINE_BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_NO_BREAK = "\xa0\u202f\u2007"
JOINERS = ("\u200c", "\u200d")
"""Zero width non-joiner and joiner: whether letters of some scripts beside them take their joined forms."""
_CHANGING = re.compile(
    "[\u0600-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1cff\u200c\u200d\ua800-\ua8ff\ua930-\uabff"
    "\ufb50-\ufdff\ufe70-\ufeff\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Scripts whose letters join, stack, or change places: Arabic, Syriac, those of India and South-East Asia, Tibetan."""
_FIRST_JOINING = "\u0600"
"""Letters before this one are never joined: Latin, Greek, Cyrillic, Armenian, Hebrew."""


def readable(text: str) -> str:
    """The characters of `text` that are printed, in logical order; line breaks become "\\n".

    Lone surrogates, which a broken import can leave behind, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(_printed(LINE_BREAKS.sub("\n", text))))


def _printed(text: str) -> Iterator[str]:
    joining = False
    for character in text:
        code = ord(character)
        category = unicodedata.category(character)
        if character in JOINERS and joining:
            yield character
        joining = category[0] in "LM" and character >= _FIRST_JOINING and not _selects(code)
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
    """`text` cut into characters with their combining marks and joiners."""
    parts: list[str] = []
    for character in text:
        if parts and (is_mark(character) or character in JOINERS):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


@lru_cache(8192)
def stands_alone(character: str) -> bool:
    """Whether a character looks the same whatever is beside it: no mark, and of no script that joins or stacks."""
    return _CHANGING.match(character) is None and not is_mark(character)
