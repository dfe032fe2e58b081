"""Headings that are near to a question's: “How frequently do you talk?” to “How often do you have contact?”.

They are shown, and count once a person has said so; the question is then known by them in the next file too. Other
ways to ask the standard questions are in `resources/imports/near_headings.json`.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from facilitator.content_files import content, keyed
from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor, context_of
from facilitator.exercises.network.interchange.exchanged_tables import field_of
from facilitator.exercises.network.near_answers import nearest
from facilitator.exercises.network.wording import names_of
from facilitator.i18n import in_all_languages
from facilitator.import_plans import Options
from facilitator.tabular import Table, caseless
from facilitator.workshop.find import one_line

_BESIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
"""What stands in brackets behind a question, such as “(1–5)”."""
_KNOWN = ("group", "proximity", "interaction", "time_known", "hierarchy", "function")


def near_headings(
    table: Table, factors: Sequence[Factor], matched: Mapping[str, str], options: Options
) -> dict[str, Factor]:
    """The question to whose wording the heading of each column is near that matches none otherwise.

    What it holds must not be against it, and no other column may be as near.
    """
    free = [header for header, key in matched.items() if not key or options.takes_heading(header)]
    taken = {key for header, key in matched.items() if header not in free}
    asked = [each for each in factors if not each.private and field_of(each.key) not in taken]
    known = {words: place for place, each in enumerate(asked, start=1) for words in _wordings(each)}
    found = {}
    for header in free:
        place = nearest(_BESIDE.sub("", header), known)
        if place is not None and _may_hold(asked[place - 1], table.texts(header)):
            found[header] = asked[place - 1]
    times = Counter(each.key for each in found.values())
    return {header: factor for header, factor in found.items() if times[factor.key] == 1}


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
