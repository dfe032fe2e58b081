"""What may be said of the indicators of a workshop: never more than a run chart allows, and never why."""

from dataclasses import dataclass
from datetime import date

from facilitator.actions.indicators import Every, IndicatorView, Reading, days_on, indicators_of
from facilitator.actions.run_chart import FEWEST, Found, Verdict, judge, weekly_totals
from facilitator.i18n import INDICATORS, long_day, number, tr, tr_content, trn
from facilitator.storage.library import Library
from facilitator.workshop.workshops import get_workshop

FEW = 5.0
"""Counts of a median below it lie on few values: chance then looks like a change a little too often."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An indicator with what its readings allow to say; `day` is that of its workshop, None where it has none.

    `points` are what is drawn and judged: its readings, or their totals of weeks, of which `left_out` were too short.
    """

    indicator: IndicatorView
    day: date | None
    points: tuple[Reading, ...]
    left_out: int
    verdict: Verdict

    @property
    def before(self) -> int:
        """How many points are up to the day, that day included; all of them where there is no day."""
        return sum(self.day is None or point.day <= self.day for point in self.points)

    @property
    def after(self) -> int:
        """How many points are after the day."""
        return len(self.points) - self.before

    @property
    def every(self) -> Every:
        """How often there is a point."""
        about = self.indicator.about
        return "week" if about.weekly and about.every == "day" else about.every


def findings(library: Library, workshop_id: int) -> list[Finding]:
    """What is found of every indicator of a workshop, in their order."""
    day = get_workshop(library, workshop_id).held_on
    return [finding_of(each, day) for each in indicators_of(library, workshop_id)]


def finding_of(indicator: IndicatorView, day: date | None) -> Finding:
    """What is found of one whose workshop was on this day."""
    points, left_out = indicator.readings, 0
    if indicator.about.weekly:
        totals, left_out = weekly_totals([(each.day, each.value) for each in points], day)
        points = tuple(Reading(when, value) for when, value in totals)
    before = [each.value for each in points if day is None or each.day <= day]
    after = [each.value for each in points if day is not None and each.day > day]
    return Finding(indicator, day, points, left_out, judge(before, after))


def said(finding: Finding, today: date | None = None) -> str:
    """What may be said, in one or two sentences."""
    verdict = finding.verdict
    if not finding.points:
        return tr("No reading yet.")
    if finding.day is None:
        return tr("The workshop has no day yet, so there is no before and after.")
    if verdict.found is Found.TOO_FEW_BEFORE:
        have = trn("{count} reading up to the workshop.", "{count} readings up to the workshop.", finding.before)
        return tr("{have} A change can be told from {fewest} on: earlier ones help.", have=have, fewest=FEWEST)
    if verdict.found is Found.MOVING_BEFORE:
        return tr("It was moving already before the workshop, so nothing can be told of what came after.")
    if verdict.found is Found.NOT_YET:
        return _from_when(finding, today or date.today())
    if verdict.found is Found.NO_SIGN:
        if not verdict.missing:
            return tr("No sign of a change.")
        return tr("No sign of a change so far. {when}", when=_from_when(finding, today or date.today()))
    return tr("{change} The chart does not say why.", change=_change(finding))


def _change(finding: Finding) -> str:
    wanted, side = finding.indicator.about.wanted, finding.verdict.side
    if side == 0:
        return tr("It has changed: it goes up and down in another way than before.")
    if wanted == "hold":
        higher, lower = (
            tr("It has changed: it is higher than before, and was to stay as it was."),
            tr("It has changed: it is lower than before, and was to stay as it was."),
        )
    elif (wanted == "up") == (side > 0):
        higher, lower = (
            tr("It has changed: it is higher than before, as was wanted."),
            tr("It has changed: it is lower than before, as was wanted."),
        )
    else:
        higher, lower = (
            tr("It has changed: it is higher than before, and was to go down."),
            tr("It has changed: it is lower than before, and was to go up."),
        )
    return higher if side > 0 else lower


def _from_when(finding: Finding, today: date) -> str:
    """From which day on more can be told, as readings come; how many are missing where that day is over."""
    missing = finding.verdict.missing
    last = max([each.day for each in finding.points] + ([finding.day] if finding.day else []))
    day = days_on(finding.every, last, missing)
    if finding.after < FEWEST // 2:
        if day > today:
            return tr("A change can be told from {date}.", date=long_day(day))
        return trn(
            "A change can be told once {count} more reading is entered.",
            "A change can be told once {count} more readings are entered.",
            missing,
        )
    if day > today:
        return tr("The whole series can be told from {date}.", date=long_day(day))
    return trn(
        "The whole series can be told once {count} more reading is entered.",
        "The whole series can be told once {count} more readings are entered.",
        missing,
    )


def cautions(finding: Finding) -> list[str]:
    """What limits what is said; empty where nothing does."""
    found = []
    if finding.verdict.hangs_together:
        found.append(
            tr("Readings hang together: each is like the one before it, so chance looks like a change more often.")
        )
        if offers_weekly(finding):
            found.append(tr("Totals of weeks would hang together less."))
    if finding.verdict.found is Found.CHANGED and 0 < (finding.verdict.median or FEW) < FEW:
        found.append(tr("It counts few, which makes chance look like a change a little more often."))
    if finding.left_out:
        found.append(
            trn(
                "{count} week with fewer readings than usual, or with the workshop in it, is left out.",
                "{count} weeks with fewer readings than usual, or with the workshop in them, are left out.",
                finding.left_out,
            )
        )
    return found


def offers_weekly(finding: Finding) -> bool:
    """Whether totals of weeks would help: daily readings that hang together and are not summed up yet."""
    about = finding.indicator.about
    return finding.verdict.hangs_together and about.every == "day" and not about.weekly


def counted(finding: Finding) -> str:
    """How many readings there are, up to the day and after it."""
    if finding.indicator.about.weekly:
        whole = trn("{count} week", "{count} weeks", len(finding.points))
    else:
        whole = trn("{count} reading", "{count} readings", len(finding.points))
    if finding.day is None or not finding.points:
        return whole
    return tr(
        "{readings}: {before} up to the workshop, {after} after it",
        readings=whole, before=finding.before, after=finding.after,
    )  # fmt: skip


def with_unit(value: float, unit: str) -> str:
    """A value as people write it, with its unit."""
    return tr("{number} {unit}", number=number(value), unit=tr_content(INDICATORS, unit)) if unit else number(value)


def wanted_name(wanted: str) -> str:
    """What people call the way it is to go."""
    return {"up": tr("is to go up"), "down": tr("is to go down"), "hold": tr("is to stay as it is")}[wanted]


def every_name(every: str) -> str:
    """How often it is read."""
    return {"day": tr("every day"), "week": tr("every week"), "month": tr("every month")}[every]
