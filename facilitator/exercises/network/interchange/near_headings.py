"""Columns that are near to a question: “How frequently do you talk?” to “How often do you have contact?”.

They are shown, and count once a person has said so; the question is then known by them in the next file too. Other
ways to ask the standard questions are in `resources/imports/near_headings.json`.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from facilitator.content_files import content, keyed
from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor, context_of
from facilitator.exercises.network.interchange.exchanged_tables import field_of
from facilitator.exercises.network.near_answers import nearest
from facilitator.exercises.network.wording import names_of
from facilitator.i18n import in_all_languages
from facilitator.import_plans import Options
from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line

_BESIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
"""What stands in brackets behind a question, such as “(1–5)”."""
_SEVERAL = 2
"""So many different texts at least tell what a column is whose heading does not."""
_KNOWN = ("group", "proximity", "interaction", "time_known", "hierarchy", "function")


def near_headings(
    table: Table, factors: Sequence[Factor], matched: Mapping[str, str], options: Options
) -> dict[str, Factor]:
    """The question to which each column is near that matches none otherwise: by its heading, else by all it holds.

    What it holds must not be against it, and no other column may be as near.
    """
    free = [header for header, key in matched.items() if not key or options.takes_heading(header)]
    taken = {key for header, key in matched.items() if header not in free}
    asked = [each for each in factors if not each.private and field_of(each.key) not in taken]
    found = _alone({header: factor for header in free
                    if (factor := nearest_to(header, asked)) and _may_hold(factor, table.texts(header))})  # fmt: skip
    open_ = [each for each in asked if each not in found.values()]
    others = [header for header in free if header not in found]
    return found | _alone({header: factor for header in others if (factor := _by_texts(table.texts(header), open_))})


def nearest_to(header: str, factors: Sequence[Factor]) -> Factor | None:
    """The question to whose wording a heading is near."""
    known = {words: place for place, each in enumerate(factors, start=1) for words in _wordings(each)}
    place = nearest(_BESIDE.sub("", header), known)
    return None if place is None else factors[place - 1]


def _alone(found: Mapping[str, Factor]) -> dict[str, Factor]:
    """The columns whose question no other one could be as well."""
    times = Counter(each.key for each in found.values())
    return {header: factor for header, factor in found.items() if times[factor.key] == 1}


def _by_texts(texts: Collection[str], factors: Sequence[Factor]) -> Factor | None:
    """The one question of which all that a column holds are answers, in words and not by number; None for several."""
    lines = {line for text in texts if (line := one_line(text)) and missing_word(line) is None}
    if len(lines) < _SEVERAL or any(line[0].isdecimal() for line in lines):
        return None
    words = [(each, AnswerWords(each)) for each in factors]
    fitting = [each for each, known in words
               if all(known.read(line) is not None or known.near(line) is not None for line in lines)]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


@lru_cache(maxsize=256)  # Each heading is held against those of all questions.
def _wordings(factor: Factor) -> set[str]:
    own = [text for each in (factor.label, factor.question) for text in in_all_languages(context_of(factor.key), each)]
    return {caseless(text) for text in (*own, *names_of(factor.key), *_others().get(factor.key, ()))}


def _may_hold(factor: Factor, texts: Collection[str]) -> bool:
    """Whether most of what a column holds are answers to a question, be it in words near to them or by number."""
    words = AnswerWords(factor)
    lines = {line for text in texts if (line := one_line(text)) and missing_word(line) is None}
    read = sum(words.read(line) is not None or words.near(line) is not None for line in lines)
    return read * 2 > len(lines) > 0


@cache
def _others() -> dict[str, tuple[str, ...]]:
    return dict(content(keyed(tuple[str, ...], *_KNOWN), "imports", "near_headings.json"))
