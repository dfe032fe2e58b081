"""By what one sees that actions worked: indicators and their readings. Every change can be undone.

An indicator belongs to the workshop that agreed on it, and may serve several of its actions.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, Literal, get_args

from sqlalchemy import func
from sqlmodel import Session, col, select

from facilitator.actions.tables import ActionIndicator, Indicator, IndicatorReading, WorkshopAction
from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.find import find_workshop, one_line, required

Wanted = Literal["up", "down", "hold"]
Every = Literal["day", "week", "month"]
WANTED: tuple[Wanted, ...] = get_args(Wanted)
EVERY: tuple[Every, ...] = get_args(Every)
EARLIEST = date(1990, 1, 1)
"""What is before it is a year with a digit too many or too few."""


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is; see `tables.Indicator`."""

    what: str
    unit: str = ""
    wanted: Wanted = "up"
    baseline: float | None = None
    target: float | None = None
    source: str = ""
    due: date | None = None
    every: Every = "week"
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One value, and what else happened."""

    day: date
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its readings in the order of their days, and the ids of the actions that it serves."""

    id: int
    workshop_id: int
    about: About
    readings: tuple[Reading, ...] = ()
    actions: tuple[int, ...] = ()


class Seen(Enum):
    """That it stays as it is how one will see whether an action worked."""

    AS_BEFORE = "as before"


SeenBy = int | About | None | Seen
"""How one will see it: an indicator by its id, one that is to be made, or none."""


def add_indicator(library: Library, workshop_id: int, about: About) -> Done[int]:
    """Append an indicator; the value is its id. Raises Invalid without words, and for one that is there already."""
    with library.change(tr("Add indicator"), Change(Topic.ACTIONS, workshop_id)) as change:
        find_workshop(change.session, workshop_id)
        row = _added(change.session, workshop_id, about)
    return change.done(row.id)


def change_indicator(library: Library, indicator_id: int, about: About) -> Done[None]:
    """Say anew what an indicator is; its readings stay. Raises Invalid as `add_indicator` does."""
    with library.change(tr("Change indicator")) as change:
        row = _found(change, indicator_id)
        row.sqlmodel_update(asdict(_checked(change.session, row.workshop_id, about, row.id)))
        change.session.add(row)
    return change.done(None)


def remove_indicator(library: Library, indicator_id: int) -> Done[None]:
    """Remove an indicator with its readings; the actions that it served stay. The undo brings all of it back."""
    with library.change(tr("Remove indicator")) as change:
        change.session.delete(_found(change, indicator_id))
    return change.done(None)


def put_reading(
    library: Library, indicator_id: int, day: date, value: float | None, *, note: str | None = None
) -> Done[None]:
    """Write the reading of a day; None removes it. Without a `note` it keeps the one that is there.

    Raises Invalid for a day that is still to come, and for what is no number.
    """
    with library.change(tr("Enter reading")) as change:
        row = _found(change, indicator_id)
        write_readings(change.session, row.id, [(day, value, note)])
    return change.done(None)


def write_readings(
    session: Session, indicator_id: int, readings: Sequence[tuple[date, float | None, str | None]]
) -> None:
    """Write several, as `put_reading` does, within the caller's transaction."""
    here = select(IndicatorReading).where(IndicatorReading.indicator_id == indicator_id)
    known = {row.day: row for row in session.exec(here)}
    for day, value, note in readings:
        _check_day(day)
        before = known.get(day)
        if value is None:
            if before is not None:
                session.delete(before)
            continue
        if not math.isfinite(value):
            raise Invalid(tr("A reading is a number."))
        row = before or IndicatorReading(indicator_id=indicator_id, day=day, value=value)
        row.value = value
        if note is not None:
            row.note = one_line(note)
        session.add(row)
        known[day] = row


def indicators_of(library: Library, workshop_id: int) -> list[IndicatorView]:
    """The indicators of a workshop in order, with all that is known of them."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        of_workshop = select(Indicator).where(Indicator.workshop_id == workshop_id)
        rows = session.exec(of_workshop.order_by(col(Indicator.position), col(Indicator.id))).all()
        ids = [row.id for row in rows]
        readings: dict[int, list[Reading]] = {key: [] for key in ids}
        read = select(IndicatorReading).where(col(IndicatorReading.indicator_id).in_(ids))
        for each in session.exec(read.order_by(col(IndicatorReading.day))):
            readings[each.indicator_id].append(Reading(each.day, each.value, each.note))
        served: dict[int, list[int]] = {key: [] for key in ids}
        links = select(ActionIndicator).where(col(ActionIndicator.indicator_id).in_(ids))
        for link in session.exec(links.order_by(col(ActionIndicator.action_id))):
            served[link.indicator_id].append(link.action_id)
        return [
            IndicatorView(row.id, workshop_id, about_of(row), tuple(readings[row.id]), tuple(served[row.id]))
            for row in rows
        ]


def about_of(row: Indicator) -> About:
    """What the row of an indicator says."""
    known: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(About)}
    return About(**known)


def see_by(change: Transaction, action: WorkshopAction, seen_by: SeenBy) -> None:
    """Choose how one will see that an action worked, within the caller's transaction. Raises as `add_indicator` does.

    One that is to be made is the one of the same words, where there is such a one.
    """
    session = change.session
    if seen_by is Seen.AS_BEFORE:
        return
    session.flush()
    link = session.get(ActionIndicator, action.id)
    if seen_by is None:
        if link is not None:
            session.delete(link)
        return
    if isinstance(seen_by, About):
        same = _same(session, action.workshop_id, seen_by)
        row = same or _added(session, action.workshop_id, seen_by)
    else:
        row = _found(change, seen_by)
        if row.workshop_id != action.workshop_id:
            raise NotFound(tr("This indicator is one of another workshop."))
    if link is None:
        link = ActionIndicator(action_id=action.id, indicator_id=row.id)
    link.indicator_id = row.id
    session.add(link)


def indicator_names(session: Session, workshop_id: int) -> dict[int, tuple[int, str]]:
    """By the id of each action that has an indicator, that one's id and what it is."""
    found = (
        select(ActionIndicator.action_id, Indicator.id, Indicator.what)
        .join(Indicator, col(Indicator.id) == col(ActionIndicator.indicator_id))
        .where(Indicator.workshop_id == workshop_id)
    )
    return {action: (key, what) for action, key, what in session.exec(found)}


def days_on(every: Every, day: date, steps: int) -> date:
    """The day so many readings later."""
    if every == "month":
        months = day.year * 12 + day.month - 1 + steps
        # No month has fewer than 28 days.
        return date(months // 12, months % 12 + 1, min(day.day, 28))
    return day + timedelta(days=steps * {"day": 1, "week": 7}[every])


def _added(session: Session, workshop_id: int, about: About) -> Indicator:
    last = session.exec(select(func.max(Indicator.position)).where(Indicator.workshop_id == workshop_id)).one()
    checked = _checked(session, workshop_id, about)
    row = Indicator(workshop_id=workshop_id, position=0 if last is None else last + 1, **asdict(checked))
    session.add(row)
    session.flush()
    return row


def _found(change: Transaction, indicator_id: int) -> Indicator:
    row = change.session.get(Indicator, indicator_id)
    if row is None:
        raise NotFound(tr("This indicator is no longer there."))
    change.announce(Change(Topic.ACTIONS, row.workshop_id))
    return row


def _checked(session: Session, workshop_id: int, about: About, own: int | None = None) -> About:
    what = required(about.what, tr("An indicator needs to say what is counted or measured."))
    if about.wanted not in WANTED or about.every not in EVERY:
        raise Invalid(tr("An indicator is to go up, to go down or to hold, and is read every day, week or month."))
    if not all(math.isfinite(value) for value in (about.baseline, about.target) if value is not None):
        raise Invalid(tr("Baseline and target are numbers."))
    checked = replace(about, what=what, unit=one_line(about.unit), source=one_line(about.source))
    same = _same(session, workshop_id, checked)
    if same is not None and same.id != own:
        raise Invalid(tr("There is an indicator “{what}” in this workshop already.", what=same.what))
    return checked


def _same(session: Session, workshop_id: int, about: About) -> Indicator | None:
    """The one of the same words: two of them could not be told apart in a table."""
    rows = session.exec(select(Indicator).where(Indicator.workshop_id == workshop_id))
    return next((row for row in rows if caseless(row.what) == caseless(one_line(about.what))), None)


def _check_day(day: date) -> None:
    if day > date.today():
        raise Invalid(tr("A reading is of a day that has been: this one is still to come."))
    if day < EARLIEST:
        raise Invalid(tr("There is no reading of a day so long ago. Look at its year."))
