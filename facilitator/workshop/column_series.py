"""Columns of a table that repeat for several people side by side: “Contact 2: How often”, “How often? [Contact 2]”.

Such columns make a series: they have one heading but for a number, or for a text in brackets or behind a dash. In which
of its numbers a heading counts people, where it has several, is told by what the columns hold.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from facilitator.tabular import other_names
from facilitator.text_matching import caseless
from facilitator.workshop.headings import besides, designators, tokens_of
from facilitator.workshop.owner_headings import heads

_HOLE = "\0"
_SAYS_NUMBER = r"(?:(?<![^\W\d_])(?:no|nr|num|number|nummer|numéro|número|numero)(?:\.\s*|\s+)|[#№]\s*|n[°º]\s*)?"
"""What may stand before a number: “person no. 2”, “Kontakt Nr. 2”."""
_NUMBER = re.compile(_SAYS_NUMBER + r"(?<!\d)0*(\d{1,2})(?!\d)(?:(?:st|nd|rd|th|er|ème|º|ª)\b|\.(?=\s))?", re.I)
_IN_BRACKETS = re.compile(r"\[([^\[\]]*[^\W\d_][^\[\]]*)\]")
_BEHIND_A_DASH = re.compile(r"(?<=\S) [-–] ([^\[\]]*[^\W\d_][^\[\]]*)$")
_WORD = re.compile(r"(?<![^\W_])([^\W\d_]+)(?![^\W_])")
_LETTERS = "ABCDEFGHIJKLMNO"
_SIGNS = " \t:;,.-–—_/|#·>"
_PART = re.compile(r"[\[\]():;?!.,–—|]| - ")
_BETWEEN = re.compile(r"[\[\]:/]| [-–>] ")
_OF_LIMESURVEY = re.compile(r"\[SQ$")
"""What LimeSurvey writes before the number of a part of a question: “often[SQ001]”."""
_LEAST = 2

Key = int | str
"""Of whom a column of a series is: a number, or the text that stands for them."""
Told = Callable[[Sequence[str]], frozenset[str]]
"""Sends the texts of a column to the questions whose answers they are."""


@dataclass(frozen=True, slots=True)
class Series:
    """Columns that hold the same of several people: the place of each in the table by whom it is of.

    `title` is what they are called, where only a part of their headings is.
    `stem` is what their headings have in common, `questions` whose answers all of them hold, where they hold answers.
    `says_who` tells that the heading names a contact beside the number: such a column can stand alone. In one that is
    `counted` the first heading has no number: the same heading again and again.
    """

    stem: str
    places: Mapping[Key, int]
    questions: frozenset[str] = frozenset()
    says_who: bool = False
    counted: bool = False
    texts: bool = False
    alike: float = 1.0
    title: str = ""

    @property
    def keys(self) -> frozenset[Key]:
        """Of whom the columns are."""
        return frozenset(self.places)

    @property
    def names_somebody(self) -> bool:
        """Whether the heading is that of a contact's name, and of nothing else of theirs, be it “Advice contact 1”."""
        others = self._words - _words_for_names()
        before, _, behind = self.stem.partition(_HOLE)
        plain = not (behind.strip(_SIGNS + "()") or _PART.search(before)) and self.texts and len(others) < _LEAST
        return self.says_who and (plain or not others)

    @property
    def says_contact(self) -> bool:
        """Whether it names a contact in a word that has no other meaning."""
        return self.says_who and bool(self._words & heads())

    @property
    def asks_for_names(self) -> bool:
        """Whether the heading has a word for a name in it."""
        return bool(self._words & _naming())

    @property
    def asks_who(self) -> bool:
        """Whether the heading asks for people: “who”."""
        return bool(self._words & set(other_names("names_of_contacts")["asked_for"]))

    @property
    def parts(self) -> list[str]:
        """What the columns may be called, the whole first, then parts between brackets, dashes or colons."""
        parts = _BETWEEN.split(self.stem.replace(_HOLE, " "))
        return [self.heading, *filter(None, (part.strip(_SIGNS) for part in parts))]

    @property
    def _words(self) -> frozenset[str]:
        return frozenset(token for token in tokens_of(self.stem) if token.isalpha())

    @property
    def heading(self) -> str:
        """What the columns have in common, without what counts the contacts: “How often”."""
        if self.title:
            return self.title
        before, _, behind = self.stem.partition(_HOLE)
        before = _OF_LIMESURVEY.sub("", before)
        if self.says_who:
            cut = _without_contact(before)
            before, behind = cut, behind if cut != before else _cut(behind)
        before = before.rstrip(_SIGNS + "([{")
        behind = behind.lstrip(_SIGNS + ")]}")
        whole = " ".join(f"{before} {behind}".split()) or self.stem.replace(_HOLE, "").strip(_SIGNS)
        even = all(whole.count(one) == whole.count(other) for one, other in ("[]", "()"))
        return whole if even else " ".join(re.sub(r"[\[\]()]", " ", whole).split())

    def behind(self, stem: str) -> str:
        """What the headings say beyond those of others that they begin with; "" where they do not."""
        return self.stem[len(stem) :].strip(_SIGNS) if self.stem.startswith(stem) else ""


def series_of(headers: Sequence[str], columns: Sequence[Sequence[str]], told: Told) -> list[Series]:
    """The series of a table, each column in one of them at most: the surest where it could be in several."""
    kinds = [_kind(texts, told) for texts in columns]
    judged = (_judged(stem, places, kinds, counted=counted) for stem, places, counted in _candidates(headers))
    found = [each for each in judged if each is not None]
    taken: set[int] = set()
    chosen: list[Series] = []
    for each in sorted(found, key=_sureness, reverse=True):
        free = {key: place for key, place in each.places.items() if place not in taken}
        if len(free) * 2 > len(each.places):
            taken |= set(free.values())
            chosen.append(replace(each, places=free))
    return sorted(chosen, key=lambda each: min(each.places.values()))


def _sureness(series: Series) -> tuple[object, ...]:
    numbered = all(isinstance(key, int) for key in series.places)
    return series.says_who, series.alike, bool(series.questions), numbered, len(series.places)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column holds: answers to questions, numbers, other texts, or nothing."""

    questions: frozenset[str] = frozenset()
    numbers: bool = False
    texts: bool = False


def _kind(texts: Sequence[str], told: Told) -> _Kind:
    filled = [text for text in dict.fromkeys(texts) if text and not text.isspace()]
    if not filled:
        return _Kind()
    if all(text.strip().isdecimal() for text in filled):
        return _Kind(numbers=True)
    questions = told(filled)
    return _Kind(questions, texts=not questions)


def _judged(stem: str, places: Mapping[Key, int], kinds: Sequence[_Kind], *, counted: bool) -> Series | None:
    held = [kinds[place] for place in places.values() if kinds[place] != _Kind()]
    sets = [each.questions for each in held if each.questions]
    known = frozenset[str]().union(*sets)
    questions = frozenset(name for name in known if sum(name in each for each in sets) * 2 > len(sets))
    of_questions = sum(bool(each.questions & questions) for each in held)
    numbers, texts = sum(each.numbers for each in held), sum(each.texts for each in held)
    alike = max(of_questions, numbers, texts) / len(held) if held else 1.0
    before, _, behind = stem.partition(_HOLE)
    told = _tells_contact(before, behind)
    if told is None:
        return None
    return Series(stem, places, questions, told, counted, texts * 2 > len(held), alike)


def _candidates(headers: Sequence[str]) -> list[tuple[str, dict[Key, int], bool]]:
    """All that headings could have in common: the stem with a hole, the places by what stands in it."""
    groups: dict[str, dict[Key, int]] = defaultdict(dict)
    written: dict[str, str] = {}
    for place, header in enumerate(headers):
        # In a file that came to grief the sign may stand in a heading itself.
        for stem, key in _splits(header.replace(_HOLE, " ")):
            folded = caseless(stem.replace(_HOLE, "\uffff"))
            written.setdefault(folded, stem)
            groups[folded].setdefault(key, place)
    plain = {_bare(header): place for place, header in reversed(list(enumerate(headers)))}
    found = []
    for folded, places in groups.items():
        stem, counted = written[folded], False
        first = plain.get(_bare(stem.replace(_HOLE, "")))
        if first is not None and 1 not in places and 2 in places and first < places[2]:
            places, counted = {1: first, **places}, True
        if len(places) >= _LEAST or _tells_contact(*stem.split(_HOLE)):
            found.append((stem, places, counted))
    return found


def _splits(header: str) -> list[tuple[str, Key]]:
    found: list[tuple[str, Key]] = [
        (f"{header[: each.start()]}{_HOLE}{header[each.end() :]}", int(each[1])) for each in _NUMBER.finditer(header)
    ]
    for each in _WORD.finditer(header):
        place = _counting_word(each[1], header[: each.start()], header[each.end() :])
        if place:
            found.append((f"{header[: each.start()]}{_HOLE}{header[each.end() :]}", place))
    for pattern in (_IN_BRACKETS, _BEHIND_A_DASH):
        found += [
            (f"{header[: each.start(1)]}{_HOLE}{header[each.end(1) :]}", each[1].strip())
            for each in pattern.finditer(header)
        ]
    return found


def _counting_word(word: str, before: str, behind: str) -> int:
    """The number that “second” is of “Second contact” or of “Second person”, or the letter of “Contact B”; else 0."""
    last = set(tokens_of(before)[-1:])
    if word in _LETTERS and last & (heads() | _anybody()):
        return _LETTERS.index(word) + 1
    counts = heads() & set(tokens_of(f"{before} {behind}")) or (_anybody() - _naming()) & set(tokens_of(behind)[:1])
    return _ordinals().get(word.casefold(), 0) if counts else 0


def _bare(text: str) -> str:
    return caseless(text).strip(_SIGNS + "()[]{}")


def _tells_contact(before: str, behind: str) -> bool | None:
    """Whether the words at the hole say that it counts contacts; None for others, such as “emergency contact”."""
    nearest = _PART.split(before)[-1]
    if not tokens_of(nearest):
        nearest = _PART.split(behind.lstrip(_SIGNS))[0]
    words = {token for token in tokens_of(nearest) if token.isalpha()}
    if len(words) == 1 and words & _anybody():
        return True
    return None if words & heads() and words & besides() else bool(words & heads())


def _without_contact(text: str) -> str:
    """The words before a number without the contact that it counts, and without what leads to it: “with contact”."""
    words = text.rstrip(_SIGNS + "([{").split()
    cut = list(words)
    while cut and set(tokens_of(cut[-1])) and set(tokens_of(cut[-1])) <= heads() | _anybody():
        cut.pop()
    if len(cut) == len(words):
        return text
    while cut and cut[-1].casefold() in other_names("names_of_contacts")["before"]:
        cut.pop()
    return " ".join(cut)


def _cut(text: str) -> str:
    """The words behind a number without the contact that it counts: “1st contact, how often”."""
    words = text.lstrip(_SIGNS).split()
    while words and set(tokens_of(words[0])) and set(tokens_of(words[0])) <= heads():
        words.pop(0)
    return " ".join(words)


@cache
def _ordinals() -> dict[str, int]:
    lines = enumerate(other_names("names_of_contacts")["ordinals"], start=1)
    return {word: place for place, line in lines for word in line.split()}


@cache
def _anybody() -> frozenset[str]:
    """Words that count people where they stand alone beside a number, as in “Person 2”."""
    return frozenset(token for word in (*other_names("owners")["person"], "p", "c") for token in tokens_of(word))


@cache
def _words_for_names() -> frozenset[str]:
    return heads() | designators() | _naming() | {token for word in other_names("names_of_contacts")["around"]
                                                   for token in tokens_of(word)}  # fmt: skip


@cache
def _naming() -> frozenset[str]:
    words: Collection[str] = other_names("names_of_contacts")["naming"]
    return frozenset(token for word in words for token in tokens_of(word))
