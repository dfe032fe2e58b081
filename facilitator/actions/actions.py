"""Making, changing and reading the actions of a workshop. Every change can be undone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from facilitator.actions.indicators import Seen, SeenBy, indicator_names, see_by
from facilitator.actions.tables import WorkshopAction
from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_participant, find_step, find_workshop, one_line, required
from facilitator.workshop.tables import Participant

Status = Literal["open", "kept", "changed", "dropped"]
STATUSES: tuple[Status, ...] = ("open", "kept", "changed", "dropped")


@dataclass(frozen=True, slots=True)
class Wording:
    """What an action says. `sign` is what will be seen to change, `seen` what was seen when one looked back."""

    what: str
    owner_id: int | None = None
    partner_id: int | None = None
    due: date | None = None
    sign: str = ""
    status: Status = "open"
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an action came from: a step, and the exercise's own word for the thing in it."""

    step_id: int | None = None
    what: str = ""


class Promise(NamedTuple):
    """An action before it is on the list, and where it comes from."""

    wording: Wording
    source: Source


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action as the screens show it. `owner` and `partner` are names, "" for the whole team and for nobody.

    `indicator` is how one will see that it worked, "" without one.
    """

    id: int
    wording: Wording
    owner: str
    partner: str
    source: Source
    indicator_id: int | None = None
    indicator: str = ""


def add_action(
    library: Library, workshop_id: int, wording: Wording, source: Source | None = None, seen_by: SeenBy = None
) -> Done[int]:
    """Append an action; the value is its id. Raises Invalid without words or with a person of another workshop."""
    with library.change(tr("Add action"), Change(Topic.ACTIONS, workshop_id)) as change:
        row = append_action(change.session, workshop_id, wording, source or Source())
        see_by(change, row, seen_by)
        change.session.flush()
    return change.done(row.id)


def add_actions(library: Library, workshop_id: int, promises: Sequence[Promise]) -> Done[tuple[int, ...]]:
    """Append several in one step; the value are their ids. Raises Invalid as `add_action` does, with nothing added."""
    with library.change(trn("Take over {count} promise", "Take over {count} promises", len(promises))) as change:
        ids = tuple(add_action(library, workshop_id, *promise).value for promise in promises)
    return change.done(ids)


def append_action(session: Session, workshop_id: int, wording: Wording, source: Source) -> WorkshopAction:
    """`add_action` within a session; nothing is announced."""
    find_workshop(session, workshop_id)
    if source.step_id is not None and find_step(session, source.step_id).workshop_id != workshop_id:
        raise NotFound(tr("This step is no longer on the agenda."))
    last = session.exec(
        select(func.max(WorkshopAction.position)).where(WorkshopAction.workshop_id == workshop_id)
    ).one()
    row = WorkshopAction(
        workshop_id=workshop_id,
        position=0 if last is None else last + 1,
        step_id=source.step_id,
        source=source.what,
        **asdict(_checked(session, workshop_id, wording)),
    )
    session.add(row)
    session.flush()
    return row


def change_action(library: Library, action_id: int, wording: Wording, seen_by: SeenBy = Seen.AS_BEFORE) -> Done[None]:
    """Reword an action, give it to somebody else, or note what became of it. Raises Invalid as `add_action` does."""
    with library.change(tr("Change action")) as change:
        row = _found(change, action_id)
        row.sqlmodel_update(asdict(_checked(change.session, row.workshop_id, wording)))
        change.session.add(row)
        see_by(change, row, seen_by)
    return change.done(None)


def remove_action(library: Library, action_id: int) -> Done[None]:
    """Take an action off the list; the undo brings it back."""
    with library.change(tr("Remove action")) as change:
        change.session.delete(_found(change, action_id))
    return change.done(None)


def actions_of(library: Library, workshop_id: int, step_id: int | None = None) -> list[ActionView]:
    """The actions of a workshop in order, or those that came from one step."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        chosen = select(WorkshopAction).where(WorkshopAction.workshop_id == workshop_id)
        if step_id is not None:
            chosen = chosen.where(WorkshopAction.step_id == step_id)
        rows = session.exec(chosen.order_by(col(WorkshopAction.position), col(WorkshopAction.id))).all()
        names = {
            person.id: person.name
            for person in session.exec(select(Participant).where(Participant.workshop_id == workshop_id))
        }
        seen = indicator_names(session, workshop_id)
        return [_view(row, names, seen.get(row.id)) for row in rows]


def _view(row: WorkshopAction, names: dict[int, str], seen: tuple[int, str] | None) -> ActionView:
    status: Status = row.status  # type: ignore[assignment]  # the table's check constraint allows nothing else
    wording = Wording(row.what, row.owner_id, row.partner_id, row.due, row.sign, status, row.seen)
    owner, partner = names.get(row.owner_id or 0, ""), names.get(row.partner_id or 0, "")
    return ActionView(row.id, wording, owner, partner, Source(row.step_id, row.source), *(seen or ()))


def _found(change: Transaction, action_id: int) -> WorkshopAction:
    row = change.session.get(WorkshopAction, action_id)
    if row is None:
        raise NotFound(tr("This action is no longer on the list."))
    change.announce(Change(Topic.ACTIONS, row.workshop_id))
    return row


def _checked(session: Session, workshop_id: int, wording: Wording) -> Wording:
    what = required(wording.what, tr("An action needs to say what is going to be done."))
    if wording.status not in STATUSES:
        raise Invalid(tr("An action is open, kept, changed or dropped."))
    for person in (wording.owner_id, wording.partner_id):
        if person is not None and find_participant(session, person).workshop_id != workshop_id:
            raise NotFound(tr("This person is not on the roster of this workshop."))
    if wording.owner_id is not None and wording.owner_id == wording.partner_id:
        raise Invalid(tr("The partner is somebody else than the owner."))
    return Wording(
        what, wording.owner_id, wording.partner_id, wording.due, one_line(wording.sign), wording.status,
        one_line(wording.seen),
    )  # fmt: skip
