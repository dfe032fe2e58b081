"""Indicators that come with the program: what can be counted without asking anybody. They are data, to be edited."""

from functools import cache

from facilitator.actions.indicators import About, Every, Wanted
from facilitator.i18n import INDICATORS, tr_content
from facilitator.questionnaires.model import TidyRecord, Words, read_record
from facilitator.resources import resource

_FILE = "ready_made.json"


class _ReadyMade(TidyRecord):
    what: Words
    unit: str = ""
    wanted: Wanted
    every: Every
    source: str = ""


class _Content(TidyRecord):
    credit: Words
    licence: Words
    indicators: tuple[_ReadyMade, ...]


@cache
def _content() -> _Content:
    return read_record(_Content, resource("indicators", _FILE).read_bytes(), _FILE)


def ready_made() -> list[About]:
    """All of them, in the language that is spoken."""
    return [
        About(
            tr_content(INDICATORS, each.what),
            tr_content(INDICATORS, each.unit) if each.unit else "",
            each.wanted,
            source=tr_content(INDICATORS, each.source) if each.source else "",
            every=each.every,
        )
        for each in _content().indicators
    ]
