"""Indicators with their readings in a whole workshop's JSON file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Self

from pydantic import ConfigDict, Field, model_validator
from sqlmodel import Session

from facilitator.actions.indicators import (
    About,
    Every,
    IndicatorView,
    Wanted,
    add_indicator,
    indicators_of,
    write_readings,
)
from facilitator.i18n import tr, trn
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line


class _Record(Record):
    model_config = ConfigDict(allow_inf_nan=False)


class ReadingRecord(_Record):
    """One value, and what else happened."""

    day: date
    value: float
    note: str = ""


class IndicatorRecord(_Record):
    """By what one sees that actions worked; see `facilitator.actions.tables`. One reading a day at most."""

    what: str = Field(min_length=1)
    unit: str = ""
    wanted: Wanted = "up"
    baseline: float | None = None
    target: float | None = None
    source: str = ""
    due: date | None = None
    every: Every = "week"
    weekly: bool = False
    readings: tuple[ReadingRecord, ...] = ()

    @model_validator(mode="after")
    def _one_a_day(self) -> Self:
        days = [each.day for each in self.readings]
        twice = next((day for day in days if days.count(day) > 1), None)
        if twice is not None:
            raise ValueError(f"there are two readings of {twice.isoformat()}")
        return self

    @property
    def about(self) -> About:
        """What it is, as the library keeps it."""
        known = self.model_dump(exclude={"readings"})
        return About(**{**known, **{key: one_line(known[key]) for key in ("what", "unit", "source")}})


def indicator_records(
    library: Library, workshop_id: int, pseudonyms: Pseudonyms | None = None
) -> tuple[IndicatorRecord, ...]:
    """Every indicator in order; with pseudonyms no name of the roster stands in a text."""
    told = pseudonyms.without_names if pseudonyms is not None else str
    return tuple(_record(each, told) for each in indicators_of(library, workshop_id))


def _record(indicator: IndicatorView, told: Callable[[str], str]) -> IndicatorRecord:
    about = indicator.about
    return IndicatorRecord(
        what=told(about.what),
        unit=told(about.unit),
        wanted=about.wanted,
        baseline=about.baseline,
        target=about.target,
        source=told(about.source),
        due=about.due,
        every=about.every,
        weekly=about.weekly,
        readings=tuple(
            ReadingRecord(day=each.day, value=each.value, note=told(each.note)) for each in indicator.readings
        ),
    )


def take_indicators(
    library: Library, session: Session, workshop_id: int, records: Sequence[IndicatorRecord]
) -> dict[int, int]:
    """Add what is not here, and return the ids here by the places in the file, from 1.

    One of the same words as one here is that one: it gets the readings of days that have none here.
    """
    here = _by_words(library, workshop_id)
    found = {}
    for place, record in enumerate(records, start=1):
        known = here.get(caseless(record.about.what))
        key = add_indicator(library, workshop_id, record.about).value if known is None else known.id
        days = {each.day for each in known.readings} if known else set()
        fresh = [(each.day, each.value, each.note) for each in record.readings if each.day not in days]
        write_readings(session, key, fresh)
        found[place] = key
    return found


def unlike_here(library: Library, workshop_id: int, records: Sequence[IndicatorRecord]) -> Iterator[Problem]:
    """What the file says otherwise than the indicators here, which stay as they are."""
    here = _by_words(library, workshop_id)
    for record in records:
        known = here.get(caseless(record.about.what))
        if known is None:
            continue
        values = {each.day: (each.value, each.note) for each in known.readings}
        other = sum(values.get(each.day, (each.value, one_line(each.note))) != (each.value, one_line(each.note))
                    for each in record.readings)  # fmt: skip
        if other:
            sentence = trn(
                "“{what}” has another value here on {count} day, which stays.",
                "“{what}” has other values here on {count} days, which stay.",
                other,
                what=record.what,
            )
            cause = tr("These have other values here on some days, which stay:")
            yield Problem(sentence, error=False, loss=Loss.CELL, cells=other, column=record.what, cause=cause)
        if known.about != record.about:
            sentence = tr("What “{what}” is, such as its target, stays as it is here.", what=record.what)
            cause = tr("What these are, such as their targets, stays as it is here:")
            yield Problem(sentence, error=False, loss=Loss.CELL, cause=cause, value=record.what)


def _by_words(library: Library, workshop_id: int) -> Mapping[str, IndicatorView]:
    return {caseless(each.about.what): each for each in indicators_of(library, workshop_id)}
