"""The rounds of a step: now, in about 30 days, in three to six months. Each is entered beside the ones before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.own_action.rows import take_off
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.tables import NetworkRound, PersonalNetwork
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step, one_line
from facilitator.workshop.tables import utc


@dataclass(frozen=True, slots=True)
class Round:
    """One round. `people` began it, `finished` of them are done; `started_at` is None for the first one."""

    number: int
    title: str
    started_at: datetime | None
    people: int
    finished: int


def rounds_of(library: Library, step_id: int) -> tuple[Round, ...]:
    """The rounds of a step, the first one first; the last one is entered. Raises NotFound for an unknown step."""
    with library.read() as session:
        find_step(session, step_id)
        counted = session.exec(
            select(
                PersonalNetwork.round,
                func.count(),
                func.sum(case((col(PersonalNetwork.finished_at).is_not(None), 1), else_=0)),
            )
            .where(PersonalNetwork.step_id == step_id)
            .group_by(col(PersonalNetwork.round))
        )
        counts = {number: (people, finished) for number, people, finished in counted}
        later = {row.round: row for row in session.exec(select(NetworkRound).where(NetworkRound.step_id == step_id))}
    found = []
    for number in range(1, max((1, *later, *counts)) + 1):
        row, (people, finished) = later.get(number), counts.get(number, (0, 0))
        title = (row.title if row else "") or tr("Round {number}", number=number)
        found.append(Round(number, title, row.started_at if row and number > 1 else None, people, finished))
    return tuple(found)


def finished_between(library: Library, step_id: int) -> tuple[date, date] | None:
    """The days on which the first and the last list of a step were finished, of any round; None where none was."""
    finished = col(PersonalNetwork.finished_at)
    with library.read() as session:
        both = select(func.min(finished), func.max(finished)).where(PersonalNetwork.step_id == step_id)
        first, last = session.exec(both).one()
    if first is None or last is None:
        return None
    return utc(first).astimezone().date(), utc(last).astimezone().date()


@implements(Exercise.round_titles)
def round_titles(library: Library, step_id: int) -> Sequence[str]:
    """What the rounds of a step are called."""
    return [each.title for each in rounds_of(library, step_id)]


def start_round(library: Library, step_id: int, title: str = "") -> Done[int]:
    """Start the next round and return its number. Earlier answers stay as they are.

    Each list is copied into it when its owner begins. Raises Invalid when nobody has answered the present round.
    """
    with library.change(tr("Start a new round")) as change:
        step = find_step(change.session, step_id)
        present = current_round(change.session, step_id)
        began = select(func.count()).select_from(PersonalNetwork)
        of_round = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == present)
        if not change.session.exec(began.where(*of_round)).one():
            raise Invalid(tr("Nobody has answered this round yet, so there is nothing to compare a new one with."))
        change.session.add(NetworkRound(step_id=step_id, round=present + 1, title=one_line(title)))
        change.announce(Change(Topic.SETTINGS, step.workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, step.workshop_id, step_id))
    return change.done(present + 1)


def begin_rounds(change: Transaction, step_id: int, number: int, title: str) -> None:
    """Within a transaction, make sure that round `number` is there, and that it is the one entered.

    For imports: a round may follow one that nobody answered. Raises Invalid when a later round is there.
    """
    present = current_round(change.session, step_id)
    if present > number:
        raise Invalid(tr("Round {number} has begun here already.", number=present))
    if number == 1 and title:
        _name_round(change.session, step_id, 1, title)
    for missing in range(present + 1, number + 1):
        own = one_line(title) if missing == number else ""
        change.session.add(NetworkRound(step_id=step_id, round=missing, title=own))
    change.session.flush()
    change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))


def rename_round(library: Library, step_id: int, number: int, title: str) -> Done[None]:
    """Give a round a title; an empty one brings back its number. Raises NotFound for one that was not started."""
    with library.change(tr("Rename round")) as change:
        _name_round(change.session, step_id, number, title)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def _name_round(session: Session, step_id: int, number: int, title: str) -> None:
    row = session.get(NetworkRound, (step_id, number))
    if row is None:
        if number > 1:
            raise NotFound(tr("There is no such round."), round=number)
        row = NetworkRound(step_id=step_id, round=1)
    row.title = one_line(title)
    session.add(row)


def remove_latest_round(library: Library, step_id: int) -> Done[None]:
    """Take the latest round back with all its answers; the undo brings them back. Raises Invalid for the first one."""
    with library.change(tr("Remove round")) as change:
        session = change.session
        latest = current_round(session, step_id)
        row = session.get(NetworkRound, (step_id, latest))
        if latest == 1:
            raise Invalid(tr("The first round can’t be removed. Clear the answers of people instead."))
        of_round = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == latest)
        lists = session.exec(select(PersonalNetwork).where(*of_round)).all()
        take_off(session, step_id, [network.id for network in lists])
        for network in lists:
            session.delete(network)
        if row is not None:
            session.delete(row)
        workshop_id = find_step(session, step_id).workshop_id
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
        change.announce(Change(Topic.ACTIONS, workshop_id))
    return change.done(None)
