"""The run chart of an indicator with its words."""

from facilitator.actions.findings import Finding, counted, said
from facilitator.charts.figure import Figure
from facilitator.charts.run import BASELINE, MIDDLE, TARGET, Level, RunChart
from facilitator.i18n import INDICATORS, tr, tr_content


def run_figure(finding: Finding) -> Figure:
    """The chart below what is read and what may be said; nothing in it is of people, so that there is no floor."""
    about, verdict = finding.indicator.about, finding.verdict
    levels = [
        Level(label, value, look)
        for label, value, look in (
            (tr("Median"), verdict.median, MIDDLE),
            (tr("Baseline"), about.baseline, BASELINE),
            (tr("Target"), about.target, TARGET),
        )
        if value is not None
    ]
    values = [(point.day, point.value) for point in finding.points]
    unit = tr_content(INDICATORS, about.unit)
    if about.weekly:
        unit = tr("{unit} a week", unit=unit) if unit else tr("a week")
    rests_on = counted(finding)
    if verdict.median is not None:
        rests_on = tr("{readings}. Median: half of those up to the workshop lie below it", readings=rests_on)
    chart = RunChart(values, levels, finding.day, tr("Workshop"), unit, rests_on)
    return Figure(tr_content(INDICATORS, about.what), said(finding), chart, tr("No reading yet."), 0, 0)
