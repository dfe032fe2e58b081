"""Believable indicators and readings, for the sample and for rehearsals."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from facilitator.actions.actions import actions_of, change_action
from facilitator.actions.indicators import About, add_indicator, days_on, indicators_of, write_readings
from facilitator.actions.ready_made import ready_made
from facilitator.i18n import tr, tr_later
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.workshops import get_workshop

_MOST = 3
_BEFORE = 14
"""Readings up to the workshop."""
_NOTES = (tr_later("Two colleagues on holiday"), tr_later("A new machine"), tr_later("Stocktaking"))


def simulate_indicators(library: Library, workshop_id: int, random: Random) -> None:
    """Give the first actions an indicator each, or make two without any, with readings up to today.

    One in two moves after the workshop, the way it is wanted. Where there are indicators already nothing is made.
    """
    if indicators_of(library, workshop_id):
        return
    day = get_workshop(library, workshop_id).held_on or date.today()
    weekly = [each for each in ready_made() if each.every == "week" and each.wanted != "hold"]
    agreed = actions_of(library, workshop_id)
    # Numbers are read of what several look after, not of one person's small step beside it.
    actions = ([action for action in agreed if action.wording.partner_id is not None] or agreed)[:_MOST]
    for action, about in zip(actions, random.sample(weekly, _MOST), strict=False):
        change_action(library, action.id, action.wording, _detailed(about, day, random))
    if not actions:
        for about in random.sample(weekly, 2):
            add_indicator(library, workshop_id, _detailed(about, day, random))
    with library.change(tr("Enter readings"), Change(Topic.ACTIONS, workshop_id)) as change:
        for number, each in enumerate(indicators_of(library, workshop_id)):
            shift = 0.0 if number % 2 else 2.5
            write_readings(change.session, each.id, _readings(each.about, day, shift, random))


def _detailed(about: About, day: date, random: Random) -> About:
    usual = float(random.randint(15, 40))
    better = usual * (1.2 if about.wanted == "up" else 0.7)
    return replace(about, baseline=usual, target=float(round(better)), due=day + timedelta(days=90))


def _readings(about: About, day: date, shift: float, random: Random) -> list[tuple[date, float | None, str | None]]:
    usual, spread = about.baseline or 20.0, (about.baseline or 20.0) * 0.12
    way = 1 if about.wanted == "up" else -1
    found: list[tuple[date, float | None, str | None]] = []
    step, at = 1 - _BEFORE, days_on(about.every, day, 1 - _BEFORE)
    while at <= date.today():
        middle = usual + (way * shift * spread if step > 0 else 0.0)
        note = tr(random.choice(_NOTES)) if random.random() < 0.06 else None
        found.append((at, float(max(round(random.gauss(middle, spread)), 0)), note))
        step += 1
        at = days_on(about.every, day, step)
    return found
