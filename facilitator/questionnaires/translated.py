"""A bundled questionnaire in the language of a paper. What a facilitator worded stays as it is.

Texts of a bundled set have the gettext context "questionnaire:" and what the set is of, the first part of its source.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from facilitator.i18n import SOURCE, languages, speaking, spoken, tr_content
from facilitator.questionnaires.model import Questionnaire, read_record

_SAID = ("title", "notice", "text", "label", "help", "group", "unit", "not_applicable")
"""By which names a questionnaire holds words for people."""


def translated(questionnaire: Questionnaire, source: str) -> Questionnaire:
    """The questionnaire in the language that is spoken, with what came with the set `source` translated."""
    return _translated(questionnaire, source, spoken()) if source else questionnaire


@lru_cache(maxsize=64)
def _translated(questionnaire: Questionnaire, source: str, _language: str) -> Questionnaire:
    context = _context(source)
    found = _said(questionnaire.model_dump(mode="json"), lambda text: tr_content(context, text))
    return read_record(Questionnaire, found)


def as_stored(edited: Questionnaire, original: Questionnaire, source: str) -> Questionnaire:
    """What was edited as `translated` says it, with each word that nobody changed as `original` has it.

    So it goes on being translated wherever another language is spoken.
    """
    if not source:
        return edited
    context = _context(source)
    known: dict[str, str] = {}

    def note(text: str) -> str:
        known.setdefault(tr_content(context, text), text)
        return text

    _said(original.model_dump(mode="json"), note)
    return read_record(Questionnaire, _said(edited.model_dump(mode="json"), lambda text: known.get(text, text)))


def _context(source: str) -> str:
    return f"questionnaire:{source.partition('/')[0]}"


def in_other_languages(questionnaire: Questionnaire, source: str) -> Iterator[Questionnaire]:
    """The questionnaire as it is on papers of each other language, where that makes a difference."""
    for language in languages() if source else ():
        if language != SOURCE:
            with speaking(language):
                there = translated(questionnaire, source)
            if there != questionnaire:
                yield there


def _said(value: Any, say: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _word(name, each, say) for name, each in value.items()}
    return [_said(each, say) for each in value] if isinstance(value, list) else value


def _word(name: str, value: Any, say: Callable[[str], str]) -> Any:
    if name in _SAID and isinstance(value, str):
        return say(value)
    if name == "labels":
        return [say(each) for each in value]
    return _said(value, say)
