"""Indicators as JSON values, and their readings as a table that goes back in."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from facilitator.actions.findings import Finding, findings, said
from facilitator.actions.indicators import IndicatorView, indicators_of
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import names_in, people_of

NEEDED = ("indicator", "day", "value")
HEADERS = (*NEEDED, "note", "unit", "wanted", "baseline", "target", "figure_from", "look_at", "every", "weekly_totals")


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
    rows: list[tuple[str, ...]] = []
    for workshop_id in workshop_ids:
        told = str if pseudonyms is None else _nameless(library, workshop_id, pseudonyms)
        rows += _rows(indicators_of(library, workshop_id), told)
    return replace(Table.made("readings", HEADERS, rows), decimals=frozenset({"value", "baseline", "target"}))


def _nameless(library: Library, workshop_id: int, pseudonyms: Pseudonyms) -> Callable[[str], str]:
    """Takes names out of a text: those of the export, and those of whoever was in this workshop."""
    there = Pseudonyms((), names=names_in(people_of(library, workshop_id)))
    return lambda text: there.without_names(pseudonyms.without_names(text))


def _rows(indicators: Sequence[IndicatorView], told: Callable[[str], str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in indicators:
        about = each.about
        facts = (
            told(about.unit),
            about.wanted,
            _plain(about.baseline),
            _plain(about.target),
            told(about.source),
            about.due.isoformat() if about.due else "",
            about.every,
            "yes" if about.weekly else "",
        )
        read = [(one.day.isoformat(), _plain(one.value), told(one.note)) for one in each.readings] or [("", "", "")]
        rows += [(told(about.what), *values, *facts) for values in read]
    return rows


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
