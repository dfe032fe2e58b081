"""How the answers to one question are written in a table, and read from one.

A cell holds an answer's label, in any case, or its number. An empty cell is a question not asked yet; the kinds of
missing answers have words of their own, from `resources/imports/answers.json`: "not applicable" is not comparable,
"n/a", "NA" and a dash are skipped, "prefer not to say" is declined. A label always goes before a number or a word
that looks the same, and words of files count that somebody has confirmed to mean an answer. `#2` is answer 2 and `#-2`
skipped: they are written only where nothing plainer is clear.
"""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import chain, count

from facilitator.exercises.network.factors import Factor, Missing, context_of
from facilitator.exercises.network.near_answers import nearest
from facilitator.exercises.network.wording import in_words_of, same_words
from facilitator.i18n import in_all_languages, tr
from facilitator.tabular import other_names, quoted
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line

_EXACT = re.compile(r"#+(-?\d{1,2})")
_CODE = re.compile(r"AO?0*(\d{1,2})")
"""How LimeSurvey numbers answers, unless somebody gives them other codes: A1, or AO01."""
_NUMBERED = re.compile(r"\(?(\d{1,2})\s*(?:[-–—:=)]|\.\s)\s*([^\W\d_].*)")
"""An answer with its number before it: “4 - About daily”, “4) About daily”."""
_NUMBER = re.compile(r"(\d{1,2})(?:[.,]0+)?")  # spreadsheets write 3 as 3.0 where a column has gaps


class AnswerWords:
    """The words for the answers to one question; `are_numbers` says that these are numbers, as from 0 to 10."""

    def __init__(self, factor: Factor) -> None:
        self._factor = factor
        self._codes = range(1, len(factor.codes) + 1)
        labels = [one_line(label) for label in factor.codes]
        self._labels = _unambiguous(labels)
        self._folded = _unambiguous([caseless(label) for label in labels])
        self._translated = _translated(factor)
        self.are_numbers = bool(labels) and all(map(str.isdecimal, labels))
        self._confirmed: dict[str, int] = {}
        for text, label in factor.confirmed:
            if label and (code := self.read(label)) is not None:
                self._confirmed[caseless(text)] = code

    def read(self, text: str) -> int | None:
        """The code or kind of missing that `text` stands for; None when it is no answer to this question."""
        line = one_line(text)
        folded = caseless(line)
        for known in (self._labels.get(line), self._folded.get(folded)):
            if known is not None:
                return known
        if self._factor.not_comparable is not None and folded == caseless(self._factor.not_comparable):
            return Missing.NOT_COMPARABLE
        if folded in self._translated:
            return self._translated[folded]
        if folded in self._confirmed:
            return self._confirmed[folded]
        if explicit := _EXACT.fullmatch(line):
            code = int(explicit[1])
            return code if code in self._codes or code in list(Missing) else None
        number = _NUMBER.fullmatch(line)
        if number and self.are_numbers:
            # The answers are numbers themselves: another one is none of them.
            return self._labels.get(str(int(number[1])))
        if number:
            return int(number[1]) if int(number[1]) in self._codes else None
        if both := _NUMBERED.fullmatch(line):
            # The number and the words say the same.
            said = self.read(both[2])
            return said if said == int(both[1]) else None
        missing = missing_word(line)
        return self._in_words(in_words_of(self._factor, line)) if missing is None else missing

    def labelled(self, text: str) -> int | None:
        """The code of the answer whose very words a text is."""
        line = one_line(text)
        return self._labels.get(line, self._folded.get(caseless(line)))

    def near(self, text: str) -> int | None:
        """The code of the one answer whose words are near to a text, which means none for sure; None without one.

        So is one with another client's words in it: “another squad” may be, and “another company” is, something else
        than another department.
        """
        if self.read(text) is not None:
            return None
        if code := _CODE.fullmatch(one_line(text)):
            return int(code[1]) if int(code[1]) in self._codes else None
        known = {**self._translated, **self._folded, **self._confirmed}
        found = nearest(one_line(text), known)
        return self._in_words(same_words(self._factor, one_line(text))) if found is None else found

    def write(self, code: int) -> str:
        """The plainest text that `read` takes for `code`."""
        if code > 0:
            plain = [one_line(self._factor.codes[code - 1]), str(code)]
        else:
            own = self._factor.not_comparable if code == Missing.NOT_COMPARABLE else None
            plain = [*([own] if own else []), *other_names("answers")[Missing(code).name.lower()]]
        # Labels are few, so some number of signs is not one of them.
        explicit = ("#" * signs + str(int(code)) for signs in count(1))
        return next(text for text in chain(plain, explicit) if text and self.read(text) == code)

    def all_written(self) -> dict[int, str]:
        """The text of every code and kind of missing."""
        return {code: self.write(code) for code in (*self._codes, *Missing)}

    def _in_words(self, words: Collection[str]) -> int | None:
        """The one answer that these words are; None for several."""
        found = {self._translated.get(caseless(word)) for word in words} - {None}
        return found.pop() if len(found) == 1 else None

    def allowed(self) -> str:
        """The answers with their numbers, for a sentence."""
        answers = [
            tr("{code} or “{label}”", code=code, label=label)
            for code, label in zip(self._codes, self._factor.codes, strict=True)
        ]
        extra = self._factor.not_comparable
        return ", ".join([*answers, *([quoted([extra])] if extra else [])])


def missing_word(text: str) -> int | None:
    """The kind of missing that `text` is a word for, whatever the question."""
    return _missing_words().get(caseless(text))


def missing_text(kind: Missing) -> str:
    """The word that stands for a kind of missing, whatever the question; `missing_word` reads it back."""
    return other_names("answers")[kind.name.lower()][0]


@cache
def _missing_words() -> dict[str, int]:
    words = other_names("answers")
    return {caseless(word): kind.value for kind in Missing for word in words[kind.name.lower()]}


def _unambiguous(labels: list[str]) -> dict[str, int]:
    counted = Counter(labels)
    return {label: code for code, label in enumerate(labels, start=1) if counted[label] == 1}


def _translated(factor: Factor) -> dict[str, int]:
    """The answers that came with the program as other languages and earlier versions say them.

    Words that mean several of them are left out.
    """
    codes = dict(enumerate(factor.codes, start=1)) | {int(Missing.NOT_COMPARABLE): factor.not_comparable or ""}
    found: dict[str, set[int]] = {}
    for code, label in codes.items():
        for text in (*in_all_languages(context_of(factor.key), label), *same_words(factor, label)):
            found.setdefault(caseless(one_line(text)), set()).add(code)
    return {text: codes.pop() for text, codes in found.items() if text and len(codes) == 1}
