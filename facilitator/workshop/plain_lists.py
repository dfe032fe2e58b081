"""Lists of one entry a line without a heading: whether each line can be one person.

Whatever is pasted is one column of text: a chat, an agenda, a mail with its greeting, a network in the format of some
program. Nothing tells surely what it is; a line that can be no single name says that it is no plain list of people, and
a person has to say what it is. `resources/imports/plain_lists.json` has the words.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from facilitator.tabular import other_names
from facilitator.text_matching import caseless
from facilitator.workshop.written_names import BULLET, has_box, stands_for_no_name, without_bullet, without_tag

_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_OF_PROGRAMS = re.compile(r"\*\S|[{}<>=|;\\\u2500-\u257f]|://|\[(?![ xX✓✔]?\])|\]$|\b\d+\s+\d+\b|^\W*$|\"")
"""What stands in lines that programs write, and in no name."""
_COUNTED = re.compile(r"\(\s*\d+\s+[^\W\d_]+\s*\)")
"""A number of something behind a name, as in “Anna Berg (7 votes)”."""
_GUESTS = re.compile(r"\+\s?\d{1,2}(?!\s?\d)")
"""Behind a name, how many come along: “Anna Berg +1”."""
_IN_BRACKETS = re.compile(r"\([^()]*\)|<[^<>]*@[^<>]*>|\S*@\S*")
_ENDS_WITH_NUMBER = re.compile(r"[^\W\d_].*\s\S.*\s\d+")
_SEVERAL = 2
_FEW = 3


def no_person_in(texts: Sequence[str]) -> str:
    """A line of a plain list that can be no single person's name, "" where each can be one.

    Of what a name may hold now and then, such as a word without a capital, a quarter of the lines are enough.
    """
    lines = [text for text in texts if text]
    for text in lines:
        if stands_for_no_name(text):
            # Left out by whoever reads the rows.
            continue
        if _greets(text) or _is_of_a_program(text) or _COUNTED.search(text) or _GUESTS.search(text):
            return text
    # “Eva:” may be typed so; several are heads of those below.
    ended = [text for text in lines if text.endswith(":")]
    if _SEVERAL <= len(ended) < len(lines):
        return ended[0]
    for before, behind in pairwise(lines):
        # Below a head people may have signs that it has not; a tilde is that of a chat.
        if not BULLET.match(before) and BULLET.match(behind) and not behind.startswith("~"):
            return before
    # People are ticked as well as tasks: nothing but a person tells “☐ Call Ole” from “☐ Ann Lee”.
    boxed = [text for text in lines if has_box(text)]
    if len(boxed) * 4 >= len(lines):
        return next(iter(boxed), "")
    timed = [text for text in lines if _CLOCK.search(text)]
    if len(timed) >= _SEVERAL and len(timed) * 4 >= len(lines):
        return timed[0]
    said = [text for text in lines if is_phrase(text)]
    if len(said) * 4 >= len(lines):
        return next(iter(said), "")
    numbered = [text for text in lines if _ENDS_WITH_NUMBER.fullmatch(text)]
    return numbered[0] if len(numbered) >= _FEW and len(numbered) * 2 > len(lines) else ""


def can_be_no_person(text: str) -> bool:
    """Whether a line of a text in which people are named is none of them: a greeting, a sentence, what a head says."""
    return _greets(text) or _is_of_a_program(text) or text.endswith((":", ".", "?", "!")) or is_phrase(text)


def _is_of_a_program(text: str) -> bool:
    """Whether a line is one that programs write; an address in angle brackets and what stands in round ones is none."""
    bare = _IN_BRACKETS.sub(" ", without_tag(without_bullet(text))[0])
    return bool(bare.strip()) and bool(_OF_PROGRAMS.search(bare.strip()))


def _greets(text: str) -> bool:
    """Whether a line is a greeting, a heading of minutes, or says who signed a mail, as “i. A. Cleo Dahl” does."""
    return caseless(text).rstrip(" ,.:!") in _words("no_name") or text.startswith(other_names("plain_lists")["signed"])


def is_phrase(text: str) -> bool:
    """Whether a line is a phrase: words without a capital that are no part of names, or a number between its words."""
    words = _IN_BRACKETS.sub(" ", without_tag(without_bullet(text))[0]).replace(",", " ").split()
    if any(word.isdecimal() for word in words[1:-1]):
        return True
    # “cc Anna Berg” begins so, “van Berg” and “anna berg” do not.
    if len(words) > 1 and words[1][0].isupper() and _is_small(words[0]):
        return True
    # “Anna berg” is typed so.
    small = any(len(word) > 1 and _is_small(word) for word in words[1:])
    return len(words) > _SEVERAL and words[0][0].isupper() and small


def _is_small(word: str) -> bool:
    """Whether a word has no capital and is no part of names, such as “van”."""
    return word.islower() and word.isalpha() and word not in _words("within_names")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("plain_lists")[key]))
