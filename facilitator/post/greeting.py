"""By what name a letter greets somebody: the given name where it is plain which one that is, else the whole name.

Names are written in many ways, and a wrong guess is worse than a stiff greeting: so a title is never taken for a
name, nor a family name that stands first ("Nguyễn Thị Minh Khai", "Berg, Anna"), and what stays unclear is left whole.
"""

import re
import unicodedata
from itertools import pairwise

from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.names import beside_names, is_part_of, known_given_names

_ASIDE = re.compile(
    r"\([^()]*\)?|\[[^\[\]]*\]?|<[^<>]*>?|\{[^{}]*\}?|[\"“”„«»][^\"“”„«»]*[\"“”„«»]|(?<!\w)‘[^’]*’(?!\w)"
)
"""What is said of a person beside the name: a team, a nickname, an address."""
_QUOTES = "\"'“”„«»‘’ "
_ENDS = ' \t,;:/|\\-–—·•."“”„«»‘'
_FAMILY_FIRST = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC")
_TWO_SYLLABLES = re.compile(r"[^\W\d_a-z]\w*-[^\W\d_A-Z]\w*")
"""A Korean or Chinese given name in Latin letters, such as “Joon-ho”: what stands before it is the family's."""
_PRONOUNS = re.compile(
    r"\s+(?:she|he|they|ze|sie|er|dey|elle|il|iel|ella|él|elle|lei|lui|zij|hij|hen)(?:/\w+){1,2}$", re.IGNORECASE
)
_SEVERAL = frozenset("&+/\\|@;:=")


def greeted_as(name: str, given: str = "") -> str:
    """What stands after "Dear": a given name, or the whole name without what would read wrong after a comma.

    `given` is the given name where somebody said which one it is; it counts only as a part of the name.
    """
    if is_part_of(given, name) and (known := " ".join(_without_titles(_words(one_line(given))))):
        return whole(known)
    return _given(name) or whole(name)


def whole(name: str) -> str:
    """The name as it is, for running text: nothing hangs over at its end that would double a comma."""
    return one_line(name).rstrip(" ,;:")


def _given(name: str) -> str:
    """The given name; "" where it is not plain."""
    bare = _PRONOUNS.sub("", _ASIDE.sub(" ", one_line(name).strip(_QUOTES)).rstrip())
    parts = [words for part in bare.split(",") if (words := _words(part))]
    titled = any(_is(word, "honorifics") or _is(word, "titles") for part in parts for word in part)
    names = [rest for part in parts if (rest := _without_titles(part))]
    if not names:
        return ""
    if len(names) == 1:
        return _first(names[0], alone=not titled)
    family, after = names[0], names[1]
    if _is_family(family):
        return _first(after, alone=True)
    if _known(after[0]) and not _known(family[0]):
        return _first(after, alone=True)
    # "Anna Berg, Sales": the name came first.
    return _first(family, alone=False) if _known(family[0]) and not _known(after[0]) else ""


def _first(words: list[str], *, alone: bool) -> str:
    """The first of these words, where it can only be a given name. `alone` says whether it may be the only one."""
    # Family name, given name, name of the father: the given name is the one in the middle.
    if len(words) == 3 and _is_patronymic(words[2]) and not _is_patronymic(words[1]):
        words = words[1:]
    first = words[0]
    if len(words) == 1 and not alone:
        return ""
    unfit = (
        any(sign in _SEVERAL or sign.isdigit() for word in words for sign in word)
        or any(_is(word, "joins") and not _is(before, "particles") for before, word in pairwise(words))
        or len([sign for sign in first if sign.isalpha()]) < 2
        or "." in first
        or (len(words) > 1 and (_is(first, "unclear_first") or (_is(first, "particles") and not _known(first))))
        or any(unicodedata.name(sign, "").startswith(_FAMILY_FIRST) for sign in first)
        or (len(first) > 2 and first.isupper() and any(not word.isupper() for word in words[1:]))
        or (not _known(first) and _known(words[-1]))
        or (len(words) == 2 and not _known(first) and bool(_TWO_SYLLABLES.fullmatch(words[1])))
    )
    return "" if unfit else first


def _is_patronymic(word: str) -> bool:
    """Whether a word is made of the father's name, as in “Иванович” and “Ivanovna”."""
    return caseless(word).endswith(tuple(beside_names()["patronymic_endings"]))


def _is_family(words: list[str]) -> bool:
    """Whether these words before a comma can only be a family name: one word, or one with what belongs to it."""
    return len([word for word in words if not _is(word, "particles")]) == 1


def _without_titles(words: list[str]) -> list[str]:
    kept = list(words)
    while kept and (_is(kept[0], "honorifics") or _is(kept[0], "titles")) and not _is_initial(kept):
        kept.pop(0)
    while len(kept) > 1 and _is(kept[-1], "suffixes"):
        kept.pop()
    return [] if len(kept) == 1 and _is(kept[0], "suffixes") and not _known(kept[0]) else kept


def _is_initial(words: list[str]) -> bool:
    """Whether a title of one letter is more likely the first letter of a name: "M. J. Smith", "G Anna Berg"."""
    return len(caseless(words[0]).strip(".")) == 1 and len(words) > 2


def _words(text: str) -> list[str]:
    return [word for word in text.strip(" ").split() if word.strip(_ENDS)]


def _is(word: str, kind: str) -> bool:
    plain = caseless(word).strip(",;")
    return plain in beside_names()[kind] or plain.rstrip(".") in beside_names()[kind]


def _known(word: str) -> bool:
    """Whether a word, or the first half of a double one, is among the given names that are known."""
    folded = caseless(word)
    return folded in known_given_names() or folded.partition("-")[0] in known_given_names()
