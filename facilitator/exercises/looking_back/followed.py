"""Which actions and indicators a step follows: those of its own workshop, and those of one before it.

That one is the workshop that the facilitator chose, else the latest of the same client in which at least half of these
people were, as was confirmed for each of them. Nothing of another client is ever followed.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.before import actions_before
from facilitator.actions.findings import Finding, findings
from facilitator.actions.tables import Indicator, WorkshopAction
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.looking_back.tables import LookBackSetup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.clients import other_client, same_client
from facilitator.workshop.find import find_step, find_workshop
from facilitator.workshop.roster import roster
from facilitator.workshop.same_people import came_again, earlier_workshops
from facilitator.workshop.tables import Workshop


@dataclass(frozen=True, slots=True)
class Earlier:
    """A workshop before this one that agreed on something.

    `people` is how many of those who are here now were confirmed to have been there.
    """

    workshop_id: int
    title: str
    held_on: date | None
    client: str
    same_client: bool
    people: int


@dataclass(frozen=True, slots=True)
class Followed:
    """What a step follows, of the earlier workshop first."""

    workshop_id: int
    earlier: Earlier | None
    actions: tuple[ActionView, ...]
    findings: tuple[Finding, ...]

    @property
    def workshops(self) -> frozenset[int]:
        """The workshops that these are of."""
        return frozenset({self.workshop_id} | ({self.earlier.workshop_id} if self.earlier else set()))

    def finding(self, indicator_id: int | None) -> Finding | None:
        """What is found of an indicator by its id; None where it is not followed."""
        return next((each for each in self.findings if each.indicator.id == indicator_id), None)


def followed(library: Library, step_id: int) -> Followed:
    """What the step follows now. Raises NotFound for a step that is gone."""
    with library.read() as session:
        workshop_id = find_step(session, step_id).workshop_id
        earlier = _earlier(session, step_id)
        chosen = _row(session, step_id).earlier_workshop_id is not None
        workshops = [*([earlier.workshop_id] if earlier else []), workshop_id]
    before = [] if earlier is None else actions_before(library, workshop_id, earlier.workshop_id, chosen=chosen)
    return Followed(
        workshop_id,
        earlier,
        (*before, *actions_of(library, workshop_id)),
        tuple(finding for each in workshops for finding in findings(library, each)),
    )


def origin_of(library: Library, action: ActionView) -> str:
    """What an action came from, as its exercise says it, else the title of its step; "" where that is gone.

    An exercise may have to look at everybody's answers for it.
    """
    if action.source.step_id is None:
        return ""
    step = get_step(library, action.source.step_id)
    kind = kind_of(library, step)
    words = exercise(kind).origin(library, step.id, action.source.what) if kind and action.source.what else ""
    return words or said_title(step)


def candidates(library: Library, step_id: int) -> list[Earlier]:
    """What may be chosen: workshops before this one that agreed on something, those of the same client first."""
    with library.read() as session:
        return _candidates(session, step_id)


def chosen_so_far(library: Library, step_id: int) -> tuple[bool, int | None]:
    """Whether the facilitator chose that nothing is looked back at, and which workshop else."""
    with library.read() as session:
        row = _row(session, step_id)
        return row.starts_afresh, row.earlier_workshop_id


def choose_earlier(library: Library, step_id: int, workshop_id: int | None) -> Done[None]:
    """Look back at this workshop, or with None at none. Raises Invalid for one of another client, or a later one."""
    with library.change(tr("Choose what to look back at")) as change:
        row = _row(change.session, step_id)
        if workshop_id is not None and workshop_id not in {
            each.workshop_id for each in _candidates(change.session, step_id)
        }:
            raise Invalid(tr("That workshop was not before this one, is of another client, or agreed on nothing."))
        row.earlier_workshop_id, row.starts_afresh = workshop_id, workshop_id is None
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def _earlier(session: Session, step_id: int) -> Earlier | None:
    row = _row(session, step_id)
    if row.starts_afresh:
        return None
    found = _candidates(session, step_id)
    if row.earlier_workshop_id is not None:
        # Where the choice holds no longer, nothing else takes its place unasked.
        return next((each for each in found if each.workshop_id == row.earlier_workshop_id), None)
    here = len(roster(session, find_step(session, step_id).workshop_id))
    team = [each for each in found if each.same_client and here and 2 * each.people >= here]
    return max(team, key=lambda each: (each.held_on or date.min, each.workshop_id), default=None)


def _candidates(session: Session, step_id: int) -> list[Earlier]:
    own = find_workshop(session, find_step(session, step_id).workshop_id)
    before = {key: each for key, each in earlier_workshops(session, own.id).items() if not other_client(each, own)}
    agreed = select(Workshop.id).where(
        col(Workshop.id).in_(before),
        or_(
            col(Workshop.id).in_(select(WorkshopAction.workshop_id)),
            col(Workshop.id).in_(select(Indicator.workshop_id)),
        ),
    )
    came = came_again(session, own.id)
    found = [
        Earlier(each.id, each.title, each.held_on, each.client, same_client(each, own), came[each.id])
        for each in (before[key] for key in session.exec(agreed))
    ]
    return sorted(
        found,
        key=lambda each: (
            not each.same_client,
            -each.people,
            -(each.held_on or date.min).toordinal(),
            -each.workshop_id,
        ),
    )


def _row(session: Session, step_id: int) -> LookBackSetup:
    row = session.get(LookBackSetup, step_id)
    if row is None:
        raise NotFound(tr("This step is no longer on the agenda."))
    return row
