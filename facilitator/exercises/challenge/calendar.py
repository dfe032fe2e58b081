"""The cards of a plan as days in a calendar."""

from collections.abc import Callable, Sequence

from facilitator.exercises.challenge.deck import DECKS, theme_name
from facilitator.exercises.challenge.plans import PlanDay, Plans
from facilitator.exercises.challenge.setup import PERSON, held_on
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise, PlannedDay
from facilitator.i18n import AGENDA, tr, tr_content, trn
from facilitator.storage.library import Library


@implements(Exercise.planned_days)
def planned_days(library: Library, step_id: int) -> Callable[[int | None], Sequence[PlannedDay]]:
    """A day for each card; of the room only where all have the same plan. None before the first day is known.

    Days beyond those of a plan that was longer once are over.
    """
    plans = Plans(library, step_id)
    settings = plans.settings
    with library.read() as session:
        every = settings.dates(held_on(session, step_id), settings.most_days)

    def days(participant_id: int | None) -> Sequence[PlannedDay]:
        personal = settings.whose == PERSON
        if not every or (participant_id is None and personal):
            return ()
        whose = f"person {participant_id}" if personal else "room"
        found = [
            PlannedDay(
                f"{whose} day {day.place}",
                day.date,
                tr_content(DECKS, day.card.text),
                tuple(_lines(day, tr_content(AGENDA, settings.cue))),
            )
            for day in plans.of(participant_id).days
            if day.date is not None
        ]
        over = range(len(found), len(every))
        return [*found, *(PlannedDay(f"{whose} day {at}", every[at], tr("No card"), (), True) for at in over)]

    return days


def _lines(day: PlanDay, cue: str) -> list[str]:
    minutes = trn("{count} minute", "{count} minutes", day.card.minutes)
    lines = [
        tr("Day {number} · {theme} · {minutes}", number=day.number, theme=theme_name(day.card.theme), minutes=minutes)
    ]
    if day.returns:
        lines.append(tr("It returns every week: {cue}", cue=cue) if cue else tr("It returns every week."))
    if day.card.needs_somebody:
        lines.append(tr("It needs somebody else."))
    return lines
