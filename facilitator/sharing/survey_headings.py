"""Headings as survey programs write them, in the words that people were asked: without codes of questions before them,
and with somebody in the place of the mark at which the program puts in an earlier answer.
"""

import re
from collections.abc import Sequence

from facilitator.i18n import tr

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\[[^\[\]]*\])*\. (?=\S)")
"""What LimeSurvey writes before a question where its code and its words are exported: “G2Q1[SQ001]. How often?”."""
_LEAST, _PARTS = 3, (3, 4)
"""So many headings at least, and that share of them, begin with codes where codes are exported."""
_PUT_IN = re.compile(
    r"\$\{[^{}]*\}"  # Qualtrics: ${q://QID2/ChoiceTextEntryValue/1} and ${lm://Field/1}
    r"|\{\{[^{}]*\}\}"  # Typeform, SurveyMonkey and Jotform: {{field:01ABC}}
    r"|\{[A-Za-z]\w*(?:\.\w+)*\}"  # LimeSurvey: {G2Q1_SQ001.shown}
    r"|\[(?:QID\d+|Field)-[^\[\]]+\]"  # Qualtrics: [QID2-ChoiceTextEntryValue-1] and [Field-1]
)
_OF_AN_ANSWER = re.compile(r"(?:ChoiceTextEntryValue[/-]|_SQ0*|_)(\d{1,2})\D*$")
"""Which of several answers is put in. Of a field of Qualtrics' loops the number tells no person: all have the same."""
_LOOP = re.compile(r"(\d{1,2})_")
"""The number of the loop before the code of a question of Qualtrics."""
_UNNAMED_PART = re.compile(r":?\s*\[\d\d\]$")
"""What SoSci Survey writes behind a question whose field to type in has no words of its own."""


def in_words(names: Sequence[str], codes: Sequence[str] = ()) -> list[str]:
    """The headings in the words of the questions; `codes` are those of the program, where it writes them above."""
    coded = [name for name in names if _CODE.match(name)]
    least, of = _PARTS
    if len(coded) >= _LEAST and len(coded) * of >= len(list(filter(None, names))) * least:
        names = [_CODE.sub("", name, count=1) for name in names]
    beside = [*codes, *[""] * (len(names) - len(codes))]
    return [_with_somebody(name, code) for name, code in zip(names, beside, strict=True)]


def without_part(name: str) -> str:
    """The words of a question whose only part is unnamed."""
    return _UNNAMED_PART.sub("", name)


def _with_somebody(name: str, code: str) -> str:
    loop = _LOOP.match(code)

    def told(found: re.Match[str]) -> str:
        answer = _OF_AN_ANSWER.search(found[0].strip("${}[]"))
        number = loop[1] if loop else answer[1] if answer else ""
        return f"{tr('Contact')} {number}".strip()

    return _PUT_IN.sub(told, name)
