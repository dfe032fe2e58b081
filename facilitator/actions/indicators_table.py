"""Indicators as JSON values, and their readings as a table that goes back in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from facilitator.actions.findings import Finding, findings, said
from facilitator.actions.indicators import About, Reading, indicators_of
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Library
from facilitator.tabular import Column, Table
from facilitator.workshop.roster import names_in, people_of

AMOUNTS = ("value", "baseline", "target")
"""The columns that hold numbers."""


@dataclass(frozen=True, slots=True)
class WrittenReading:
    """A reading, None of an indicator without any, as it is written; `told` takes out of texts what may not leave."""

    about: About
    reading: Reading | None
    told: Callable[[str], str]


def columns() -> list[Column[WrittenReading]]:
    """The columns of a table of readings: of the reading, then what its indicator is."""
    return [
        Column(
            "indicator",
            tr("Indicator"),
            ("measure", "what", "figure", "Kennzahl", "Indikator"),
            required=True,
            written=lambda each: each.told(each.about.what),
        ),
        Column(
            "day",
            tr("Day"),
            ("date", "Datum", "Tag"),
            required=True,
            written=lambda each: "" if each.reading is None else each.reading.day.isoformat(),
        ),
        Column(
            "value",
            tr("Value"),
            ("reading", "Wert", "Messwert"),
            required=True,
            written=lambda each: "" if each.reading is None else _plain(each.reading.value),
        ),
        Column(
            "note",
            tr("What else happened"),
            ("remark", "Bemerkung"),
            written=lambda each: "" if each.reading is None else each.told(each.reading.note),
        ),
        Column("unit", tr("Unit"), ("Einheit",), written=lambda each: each.told(each.about.unit)),
        Column("wanted", tr("The way it is to go"), written=lambda each: each.about.wanted),
        Column("baseline", tr("Baseline"), ("Ausgangswert",), written=lambda each: _plain(each.about.baseline)),
        Column("target", tr("Target"), ("Ziel", "Zielwert"), written=lambda each: _plain(each.about.target)),
        Column(
            "figure_from",
            tr("Where the figure comes from"),
            ("Quelle",),
            written=lambda each: each.told(each.about.source),
        ),
        Column("look_at", tr("By when"), written=lambda each: each.about.due.isoformat() if each.about.due else ""),
        Column("every", tr("How often it is read"), written=lambda each: each.about.every),
        Column("weekly_totals", tr("Totals of weeks"), written=lambda each: "yes" if each.about.weekly else ""),
    ]


def indicators_as_records(library: Library, workshop_id: int) -> list[dict[str, Any]]:
    """A record per indicator in order."""
    return [measured(each) for each in findings(library, workshop_id)]


def measured(finding: Finding) -> dict[str, Any]:
    """All that is measured of one, as JSON values; `side` is -1 below and 1 above the median, 0 neither."""
    about, verdict, whole = finding.indicator.about, finding.verdict, finding.verdict.signals
    return {
        "what": about.what,
        "unit": about.unit,
        "wanted": about.wanted,
        "baseline": about.baseline,
        "target": about.target,
        "readings_before": finding.before,
        "readings_after": finding.after,
        "median_before": verdict.median,
        "found": verdict.found.value,
        "side": verdict.side,
        "readings_missing": verdict.missing,
        "useful_readings": whole.useful if whole else None,
        "longest_run": whole.longest_run if whole else None,
        "longest_run_by_chance": whole.most_run if whole else None,
        "crossings": whole.crossings if whole else None,
        "fewest_crossings_by_chance": whole.fewest_crossings if whole else None,
        "lag_one_correlation": verdict.correlation,
        "said": said(finding),
    }


def readings_table(library: Library, workshop_ids: Collection[int], pseudonyms: Pseudonyms | None = None) -> Table:
    """A row per reading; of an indicator without any, one row without a day and a value.

    Numbers have a point, days are ISO dates. With pseudonyms no name of the roster stands in a text, nor one of the
    roster of the workshop that an indicator is of.
    """
    found: list[WrittenReading] = []
    for workshop_id in workshop_ids:
        told = str if pseudonyms is None else _nameless(library, workshop_id, pseudonyms)
        for each in indicators_of(library, workshop_id):
            found += [WrittenReading(each.about, one, told) for one in each.readings or (None,)]
    return replace(Table.of("readings", columns(), found), decimals=frozenset(AMOUNTS))


def _nameless(library: Library, workshop_id: int, pseudonyms: Pseudonyms) -> Callable[[str], str]:
    """Takes names out of a text: those of the export, and those of whoever was in this workshop."""
    there = Pseudonyms((), names=names_in(people_of(library, workshop_id)))
    return lambda text: there.without_names(pseudonyms.without_names(text))


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
