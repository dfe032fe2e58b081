"""How likely two written names mean one person: by spelling, word order, short forms, initials and slips of the pen.

Nothing here decides anything: a person confirms or refuses what is proposed. Names of one word are weak evidence,
and so are initials, whatever their number of letters.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Generic, TypeVar

from facilitator.content_files import content
from facilitator.records import Record
from facilitator.text_matching import caseless

Key = TypeVar("Key", bound=Hashable)

_FUZZY_FROM = 80
"""Of 100: below it, texts of a name's length differ in more than a slip or two."""
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_SHORTER = 2


class Ground(StrEnum):
    """Why two names are taken for one person's, the strongest first."""

    SAME = "same"
    SPELLING = "spelling"
    SHORT_FORM = "short form"
    PARTS = "parts"
    SIMILAR = "similar"
    INITIALS = "initials"


_CERTAINTY = {Ground.SAME: 1.0, Ground.SPELLING: 0.97, Ground.SHORT_FORM: 0.9, Ground.PARTS: 0.75, Ground.INITIALS: 0.5}


@dataclass(frozen=True, slots=True)
class Likeness(Generic[Key]):
    """Somebody whom a written name may mean. `certainty` in (0, 1] orders them; only SAME gives 1."""

    key: Key
    certainty: float
    ground: Ground


class Names(Generic[Key]):
    """The people whom a name may mean, each by a key of the caller's. Made once for many look-ups."""

    def __init__(self, people: Mapping[Key, str]) -> None:
        self._keys = list(people)
        self._plain = [words(name) for name in people.values()]
        self._texts = [" ".join(sorted(each)) for each in self._plain]
        self._index: dict[tuple[Ground, Hashable], list[Key]] = defaultdict(list)
        for (key, name), plain in zip(people.items(), self._plain, strict=True):
            for sign in _signs(name, plain):
                self._index[sign].append(key)

    def like(self, name: str, most: int = 5) -> list[Likeness[Key]]:
        """The people whom `name` may mean, the likeliest first, each once and at most `most`."""
        return self.like_each([name], most)[0]

    def like_each(self, names: Sequence[str], most: int = 5) -> list[list[Likeness[Key]]]:
        """`like` for many names at once."""
        if not self._keys or not names:
            return [[] for _ in names]
        # Imported here: whoever only matches names exactly must not wait for it.
        from rapidfuzz import fuzz, process

        plain = [words(name) for name in names]
        texts = [" ".join(sorted(each)) for each in plain]
        scores = process.cdist(texts, self._texts, scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM)
        found = []
        for name, own, row in zip(names, plain, scores, strict=True):
            best: dict[Key, Likeness[Key]] = {}
            for sign in _looked_up(name, own):
                for key in self._index.get(sign, ()):
                    if key not in best or _CERTAINTY[sign[0]] > best[key].certainty:
                        best[key] = Likeness(key, _CERTAINTY[sign[0]], sign[0])
            # Short texts are alike by chance, and numbers are not names.
            if len("".join(own)) >= 4:
                for place in row.nonzero()[0]:
                    likeness = Likeness(self._keys[place], float(row[place]) / 100 * 0.88, Ground.SIMILAR)
                    if likeness.key not in best or best[likeness.key].certainty < likeness.certainty:
                        best[likeness.key] = likeness
            found.append(sorted(best.values(), key=lambda each: -each.certainty)[:most])
        return found


def same_but_for_spelling(one: str, other: str) -> bool:
    """Whether two names differ in no more than case, accents, order, titles or a short form of the given name.

    Given names as alike as Andrea and Andreas are two: a short form has at least two letters less.
    """
    if caseless(one) == caseless(other):
        return True
    mine, others = spellings(one), spellings(other)
    if not mine.isdisjoint(others):
        return True
    return any(_shortened(each, full) or _shortened(full, each) for each in mine for full in others)


def is_part_of(given: str, name: str) -> bool:
    """Whether `name` holds `given`, word by word: who is called otherwise by now is not greeted by an earlier name."""
    parts = words(given)
    return bool(parts) and not Counter(parts) - Counter(words(name))


def spellings(name: str) -> set[tuple[str, ...]]:
    """What two names have in common that differ in case, accents, order and titles only.

    It is the words without titles, sorted, in each of the ways to write umlauts without them.
    """
    return set(_spellings(name))


@lru_cache(maxsize=8192)
def _spellings(name: str) -> frozenset[tuple[str, ...]]:
    found = set()
    name = unicodedata.normalize("NFC", name).casefold().translate(_APOSTROPHES)
    for text in (name, name.translate(_WRITTEN_OUT)):
        plain = words(text)
        untitled = [word for word in plain if word not in _titles()]
        # Mr Berg and Mrs Berg are two.
        found.add(tuple(sorted(untitled if len(untitled) > 1 else plain)))
    return frozenset(found - {()})


def _shortened(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one word of the first is a short form of one of the second, and all others are the same."""
    less, more = [word for word in short if word not in full], [word for word in full if word not in short]
    if len(short) != len(full) or len(short) < 2 or len(less) != 1 or len(more) != 1:
        return False
    return short_form_of(less[0], more[0])


def short_form_of(short: str, full: str) -> bool:
    """Whether one word, as `words` makes it, is a short form of another: Tom is one of Thomas, and Andrea none."""
    forms = _short_forms()
    return len(short) + _SHORTER <= len(full) and not set(forms.get(short, ())).isdisjoint(forms.get(full, ()))


class _BesideNames(Record):
    title: str
    titles: tuple[str, ...]
    honorifics: tuple[str, ...]
    suffixes: tuple[str, ...]
    particles: tuple[str, ...]
    unclear_first: tuple[str, ...]
    never_names: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    joins: tuple[str, ...]


@cache
def beside_names() -> dict[str, frozenset[str]]:
    """The words that stand before, after and between names, each folded, by what they are: titles, suffixes, …

    `never_names` are the titles that are no given or family name too.
    """
    listed = content(_BesideNames, "names", "titles.json")
    return {key: frozenset(map(caseless, words)) for key, words in listed if key != "title"}


@cache
def _titles() -> frozenset[str]:
    titles = beside_names()["never_names"]
    return frozenset(word for title in titles for spelt in (title, title.replace(".", "")) for word in words(spelt))


def words(name: str) -> tuple[str, ...]:
    """The words of a name for comparing: no case, accents, punctuation or titles in brackets; numbers stay."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()).translate(_LETTERS)
    kept = "".join(
        each if each.isalnum() else " " for each in letters if not unicodedata.combining(each) and each != "'"
    )
    return tuple(kept.split())


def _signs(name: str, plain: tuple[str, ...]) -> set[tuple[Ground, Hashable]]:
    """Everything by which a person of this name is found."""
    signs: set[tuple[Ground, Hashable]] = {(Ground.SAME, caseless(name)), (Ground.SPELLING, frozenset(plain))}
    if not plain:
        return signs
    given, rest = plain[0], plain[1:]
    for group in _short_forms().get(given, ()):
        signs |= {(Ground.SHORT_FORM, (group, last)) for last in rest}
        signs.add((Ground.PARTS, group))
    signs |= {(Ground.PARTS, word) for word in plain}
    if rest:
        signs |= {(Ground.PARTS, (given, last[0])) for last in rest}
        signs |= {(Ground.PARTS, (given[0], last)) for last in rest}
        signs.add((Ground.PARTS, (given, rest[-1])))
        signs.add((Ground.INITIALS, "".join(word[0] for word in plain)))
        signs.add((Ground.INITIALS, given[0] + rest[-1][0]))
    return signs


def _looked_up(name: str, plain: tuple[str, ...]) -> list[tuple[Ground, Hashable]]:
    """By what a written name may find somebody."""
    signs: list[tuple[Ground, Hashable]] = [(Ground.SAME, caseless(name))]
    if not plain or "".join(plain).isdigit():
        return signs
    signs.append((Ground.SPELLING, frozenset(plain)))
    if len(plain) == 1:
        (word,) = plain
        signs += [(Ground.PARTS, word), *((Ground.PARTS, group) for group in _short_forms().get(word, ()))]
        if 2 <= len(word) <= 3:
            signs.append((Ground.INITIALS, word))
        return signs
    for given, last in ((plain[0], plain[-1]), (plain[-1], plain[0])):
        signs += [(Ground.SHORT_FORM, (group, last)) for group in _short_forms().get(given, ())]
        signs.append((Ground.PARTS, (given, last)))
    if all(len(word) == 1 for word in plain):
        signs.append((Ground.INITIALS, "".join(plain)))
    return signs


class _ShortForms(Record):
    title: str
    groups: tuple[tuple[str, ...], ...]


@cache
def given_names() -> tuple[tuple[str, ...], ...]:
    """Given names that are known, in groups of those that are short forms of each other."""
    return content(_ShortForms, "names", "short_forms.json").groups


@cache
def known_given_names() -> frozenset[str]:
    """All given names that are known, folded."""
    return frozenset(caseless(name) for group in given_names() for name in group)


@cache
def _short_forms() -> dict[str, tuple[int, ...]]:
    """The groups of given names that each name belongs to, by their place in the file."""
    groups: dict[str, set[int]] = defaultdict(set)
    for place, group in enumerate(given_names()):
        for name in group:
            for first in words(name)[:1]:
                groups[first].add(place)
    return {name: tuple(sorted(places)) for name, places in groups.items()}
