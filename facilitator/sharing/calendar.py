"""The days a workshop agreed on as a calendar file: when its actions are due, when they are looked back on, and plans.

Each event keeps its identifier for good and counts its editions, so that a calendar that takes in a later file changes
what it has and adds nothing a second time. Events name participants who promised something, and nobody else; nobody is
invited by them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from facilitator import __version__
from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.findings import wanted_name, with_unit
from facilitator.actions.flowables import status_name, whose
from facilitator.actions.indicators import IndicatorView, indicators_of
from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise, PlannedDay
from facilitator.exercises.steps import exercise_steps
from facilitator.files import free_path, make_folder
from facilitator.i18n import INDICATORS, speaking, tr, tr_content
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.workshop.papers import paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Workshop, utc
from facilitator.workshop.workshops import get_workshop

_OURS = UUID("5f0c1d1e-6d0b-4b0e-9a3a-3f6f3e1c7a55")
"""Sets our identifiers apart from those that others make of the same words."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What would stand in a calendar: the actions with a date, how many have none, the follow-up, and indicators.

    These are those with a day by which they are to be looked at. `planned` are the days that exercises planned, each
    with the id of its step: of everybody where they are the room's, of one person where the calendar is theirs.
    """

    actions: tuple[ActionView, ...]
    without_date: int
    follow_up: date | None
    indicators: tuple[IndicatorView, ...] = ()
    planned: tuple[tuple[int, PlannedDay], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has a date."""
        return not self.actions and not self.indicators and not self.planned and self.follow_up is None


def dated(library: Library, workshop_id: int, owner_id: int | None = None) -> Dated:
    """What a workshop has that stands in a calendar; with `owner_id`, what concerns this participant.

    That is what they promised, alone or as somebody's partner, and what the whole team promised. Raises NotFound.
    """
    chosen = [
        action
        for action in actions_of(library, workshop_id)
        if owner_id is None or action.wording.owner_id is None or owner_id in _people_of(action)
    ]
    with_date = tuple(action for action in chosen if action.wording.due is not None)
    theirs = {action.id for action in chosen}
    indicators = tuple(
        each
        for each in indicators_of(library, workshop_id)
        if each.about.due is not None and (owner_id is None or theirs & set(each.actions))
    )
    follow_up = get_workshop(library, workshop_id).follow_up
    planned = tuple((step, day) for step, days in _planned(library, workshop_id) for day in days(owner_id))
    return Dated(with_date, len(chosen) - len(with_date), follow_up, indicators, planned)


def owners(library: Library, workshop_id: int) -> list[tuple[int, str]]:
    """Who has promised something with a date, alone or as a partner, or planned days: id and name, in roster order."""
    promised = {person for action in dated(library, workshop_id).actions for person in _people_of(action)}
    people = [(person.id, person.name) for person in people_of(library, workshop_id)]
    planned = _planned(library, workshop_id)
    promised |= {person for person, _ in people if any(days(person) for _, days in planned)}
    return [(person, name) for person, name in people if person in promised]


def _planned(library: Library, workshop_id: int) -> list[tuple[int, Callable[[int | None], Sequence[PlannedDay]]]]:
    """The steps that plan days, by id, each with a function from a participant to theirs."""
    steps = exercise_steps(library, workshop_id)
    return [(step.id, each.planned_days(library, step.id)) for step, each in steps if each.has(Exercise.planned_days)]


def to_calendar(
    library: Library, workshop_id: int, owner_id: int | None = None, *, moment: datetime | None = None
) -> bytes:
    """The file's content, in the language of the workshop's papers, made at `moment`: now, unless a test says so.

    Raises Invalid when nothing has a date.
    """
    workshop = get_workshop(library, workshop_id)
    language = paper_options(library, workshop_id).spoken(workshop)
    with speaking(language):
        found = dated(library, workshop_id, owner_id)
    if found.is_empty:
        raise Invalid(tr("No action has a date yet, and no follow-up is planned."))
    at = (moment or now()).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", f"-//Facilitator//Facilitator {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", workshop.title)
    with speaking(language):
        for action in found.actions:
            calendar.add_component(_action(workshop, action, at))
        for indicator in found.indicators:
            calendar.add_component(_indicator(workshop, indicator, at))
        for step_id, day in found.planned:
            calendar.add_component(_planned_day(workshop, step_id, day, at))
        if found.follow_up is not None:
            calendar.add_component(_follow_up(workshop, found.follow_up, at))
    content: bytes = calendar.to_ical()
    return content


def write_calendar(library: Library, workshop_id: int, path: Path, *, overwrite: bool = False) -> None:
    """Write one file with everybody's days. Raises Invalid when there are none, or the file is there already."""
    if path.suffix.lower() != ".ics":
        raise Invalid(tr("A calendar file’s name ends in .ics."))
    write_file(path, to_calendar(library, workshop_id), overwrite=overwrite)


def write_calendars(library: Library, workshop_id: int, folder: Path) -> list[Path]:
    """Write a file for each person who promised something with a date; returns the paths. What is there is kept.

    Raises Invalid when nobody has promised anything with a date, NotSaved when the folder can't be used.
    """
    people = owners(library, workshop_id)
    if not people:
        raise Invalid(tr("Nobody has an action with a date yet."))
    make_folder(folder)
    language = paper_options(library, workshop_id).spoken(get_workshop(library, workshop_id))
    written = []
    for person_id, name in people:
        with speaking(language):
            path = free_path(folder, tr("Calendar {name}", name=name), ".ics")
        write_file(path, to_calendar(library, workshop_id, person_id))
        written.append(path)
    return written


def _people_of(action: ActionView) -> set[int]:
    return {person for person in (action.wording.owner_id, action.wording.partner_id) if person is not None}


def _action(workshop: Workshop, action: ActionView, at: datetime) -> Event:
    wording = action.wording
    assert wording.due is not None  # noqa: S101  # only those with a date are asked for
    event = _event(workshop, f"action {action.id}", wording.due, at)
    event.add("summary", wording.what)
    lines = [
        tr("Who: {who}", who=whose(action)),
        tr("What will be seen: {sign}", sign=wording.sign) if wording.sign else "",
        tr("What became of it: {status}", status=status_name(wording.status)) if wording.status != "open" else "",
        tr("What was seen: {seen}", seen=wording.seen) if wording.seen else "",
        tr("Agreed at “{workshop}”.", workshop=workshop.title),
    ]
    event.add("description", "\n".join(line for line in lines if line))
    # A calendar that has it already strikes it out or drops it.
    event.add("status", "CANCELLED" if wording.status == "dropped" else "CONFIRMED")
    return event


def _indicator(workshop: Workshop, indicator: IndicatorView, at: datetime) -> Event:
    about = indicator.about
    assert about.due is not None  # noqa: S101  # as above
    event = _event(workshop, f"indicator {indicator.id}", about.due, at)
    source = tr_content(INDICATORS, about.source)
    event.add("summary", tr("Look at: {what}", what=tr_content(INDICATORS, about.what)))
    lines = [
        tr("It {wanted}.", wanted=wanted_name(about.wanted)),
        tr("Target: {target}", target=with_unit(about.target, about.unit)) if about.target is not None else "",
        tr("Where the figure comes from: {source}", source=source) if source else "",
        tr("Agreed at “{workshop}”.", workshop=workshop.title),
    ]
    event.add("description", "\n".join(line for line in lines if line))
    event.add("status", "CONFIRMED")
    return event


def _planned_day(workshop: Workshop, step_id: int, planned: PlannedDay, at: datetime) -> Event:
    event = _event(workshop, f"step {step_id} {planned.key}", planned.day, at)
    event.add("summary", planned.title)
    lines = (*planned.lines, tr("Agreed at “{workshop}”.", workshop=workshop.title))
    event.add("description", "\n".join(lines))
    event.add("status", "CANCELLED" if planned.is_over else "CONFIRMED")
    return event


def _follow_up(workshop: Workshop, day: date, at: datetime) -> Event:
    event = _event(workshop, "follow-up", day, at)
    event.add("summary", tr("Follow-up: {workshop}", workshop=workshop.title))
    event.add("description", tr("Looking back together on what was agreed at “{workshop}”.", workshop=workshop.title))
    event.add("status", "CONFIRMED")
    return event


def _event(workshop: Workshop, what: str, day: date, at: datetime) -> Event:
    """An event of a whole day that leaves the day free. Its identifier is the same in every edition."""
    made = utc(workshop.created_at)
    event = Event()
    # The moment of its making sets this workshop apart from one of the same number in another library.
    event.add("uid", str(uuid5(_OURS, f"{made.isoformat()} {workshop.id} {what}")))
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", max(int((at - made).total_seconds()), 0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
