"""The reflection before this one: what it promised, and what became of that.

A step looks back at the reflection that the facilitator chose, else at the latest one of the same workshop, else at
the latest one of an earlier workshop of the same client in which at least half of these people were, as the facilitator
confirmed for each of them. Names that are alike are no sign, and nothing of another client is ever looked back at: what
was promised there is read from paper and projector by a room that it is not for.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from facilitator.actions.actions import ActionView, Status
from facilitator.actions.before import actions_before
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.setup import setup_row
from facilitator.exercises.three_questions.tables import CardReview, CardSetup
from facilitator.exercises.three_questions.wall import (
    CardView,
    ThemeView,
    Wall,
    target_of,
    wall_of,
    without_closed,
    words_of,
)
from facilitator.i18n import tr
from facilitator.questionnaires.tables import AnswerRow
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.clients import other_client, same_client
from facilitator.workshop.find import find_step, find_workshop, one_line
from facilitator.workshop.roster import roster
from facilitator.workshop.same_people import came_again, earlier_workshops
from facilitator.workshop.tables import AgendaStep


@dataclass(frozen=True, slots=True)
class Reflection:
    """A step in which cards were sent.

    `people` is how many of those who are here now were confirmed to have been on its roster. `client` is whom its
    workshop was for, "" where it names nobody; `same_client` whether that is, by name, this one's.
    """

    step_id: int
    workshop_id: int
    title: str
    workshop: str
    held_on: date | None
    people: int
    client: str
    same_client: bool


class Chosen(StrEnum):
    """How the facilitator has decided what to look back at."""

    NOT_YET = "not yet"
    HOLDS = "holds"
    AFRESH = "afresh"
    LOST = "lost"
    """What was chosen is deleted, of another client by now, or no longer before this one: nothing is shown."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An improvement that was named last time, a theme or a card, and what became of it."""

    target: Target
    what: str
    dots: int
    status: Status
    seen: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """What the last reflection promised: its workshop's actions, and its improvements by their dots."""

    reflection: Reflection
    actions: tuple[ActionView, ...]
    improvements: tuple[Promise, ...]

    @property
    def chosen(self) -> tuple[Promise, ...]:
        """The improvements that got dots; all of them where nobody voted."""
        return tuple(each for each in self.improvements if each.dots) or self.improvements


def candidates(library: Library, step_id: int) -> list[Reflection]:
    """What may be looked back at: reflections of this workshop before this one, then those of earlier workshops.

    Of the same client first, by how many of these people were confirmed to have been there; then of workshops that
    name no client, or where this one names none. Those of another client are not among them.
    """
    with library.read() as session:
        return _candidates(session, step_id)


def chosen_so_far(library: Library, step_id: int) -> Chosen:
    """Whether the facilitator has chosen what to look back at, and whether the choice still holds."""
    with library.read() as session:
        row = setup_row(session, step_id)
        if row.starts_afresh:
            return Chosen.AFRESH
        if row.earlier_step_id is None:
            return Chosen.NOT_YET
        return Chosen.HOLDS if _earlier(session, step_id) is not None else Chosen.LOST


def earlier_reflection(library: Library, step_id: int) -> Reflection | None:
    """The one that this step looks back at; None when there is none, when it starts afresh or nobody has said yes.

    That yes is the facilitator's choice or, without one, that half of the people here were confirmed to have been in an
    earlier workshop of the same client. An earlier reflection of the same workshop needs none: it is the same room.
    """
    with library.read() as session:
        return _earlier(session, step_id)


def choose_earlier(library: Library, step_id: int, earlier_step_id: int | None) -> Done[None]:
    """Look back at this reflection, or with None at nothing.

    Raises Invalid unless it was before this one, and for one of another client.
    """
    with library.change(tr("Choose what to look back at")) as change:
        row = setup_row(change.session, step_id)
        if earlier_step_id is not None:
            _check_choice(change.session, step_id, earlier_step_id)
        row.earlier_step_id, row.starts_afresh = earlier_step_id, earlier_step_id is None
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def _check_choice(session: Session, step_id: int, earlier_step_id: int) -> None:
    if earlier_step_id in {each.step_id for each in _candidates(session, step_id)}:
        return
    there = find_workshop(session, find_step(session, earlier_step_id).workshop_id)
    if other_client(there, find_workshop(session, find_step(session, step_id).workshop_id)):
        raise Invalid(
            tr(
                "“{title}” was for another client, {client}: what was promised there is not for this room. If it is "
                "the same client, write the name alike in both workshops.",
                title=there.title,
                client=there.client,
            )
        )
    raise Invalid(tr("That reflection was not before this one."))


def look_back(library: Library, step_id: int) -> LookBack | None:
    """What the reflection before this one promised, and what has been said of it by now."""
    with library.read() as session:
        reflection = _earlier(session, step_id)
        if reflection is None:
            return None
        workshop_id = find_step(session, step_id).workshop_id
        chosen = setup_row(session, step_id).earlier_step_id is not None
        wall = without_closed(wall_of(session, reflection.step_id))
        reviews = {_target(row): row for row in session.exec(_reviews(step_id))}
    improvements = [_promise(thing, reviews.get(target_of(thing))) for thing in _looked_ahead(wall)]
    # In a workshop with two reflections the actions of this one are not looked back at yet.
    promised = actions_before(library, workshop_id, reflection.workshop_id, chosen=chosen)
    actions = [each for each in promised if each.source.step_id != step_id]
    return LookBack(reflection, tuple(actions), tuple(improvements))


def review(library: Library, step_id: int, target: Target, status: Status, seen: str = "") -> Done[None]:
    """Note what became of an improvement. Raises NotFound when it is not among those of the last reflection."""
    with library.change(tr("Look back")) as change:
        setup_row(change.session, step_id)
        reflection = _earlier(change.session, step_id)
        wall = wall_of(change.session, reflection.step_id) if reflection else None
        if wall is None or target not in {target_of(thing) for thing in _looked_ahead(wall)}:
            raise NotFound(tr("This is no longer among what was promised last time."))
        rows = change.session.exec(_reviews(step_id)).all()
        row = next((row for row in rows if _target(row) == target), CardReview(step_id=step_id))
        row.theme_id, row.card_id = (target.id, None) if target.kind == "theme" else (None, target.id)
        row.status, row.seen = status, one_line(seen)
        change.session.add(row)
        change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def _earlier(session: Session, step_id: int) -> Reflection | None:
    row = setup_row(session, step_id)
    if row.starts_afresh:
        return None
    found = _candidates(session, step_id)
    if row.earlier_step_id is not None:
        # Where the choice holds no longer, nothing else takes its place unasked.
        return next((each for each in found if each.step_id == row.earlier_step_id), None)
    step = find_step(session, step_id)
    same = [each for each in found if each.workshop_id == step.workshop_id]
    if same:
        return same[0]
    here = len(roster(session, step.workshop_id))
    team = [each for each in found if each.same_client and here and 2 * each.people >= here]
    return max(team, key=lambda each: (each.held_on or date.min, each.step_id), default=None)


def _candidates(session: Session, step_id: int) -> list[Reflection]:
    step = find_step(session, step_id)
    workshop = find_workshop(session, step.workshop_id)
    before = earlier_workshops(session, workshop.id)
    known = {key: each for key, each in before.items() if not other_client(each, workshop)} | {workshop.id: workshop}
    with_cards = (
        select(AgendaStep)
        .join(CardSetup, col(CardSetup.step_id) == col(AgendaStep.id))
        .join(AnswerRow, col(AnswerRow.step_id) == col(AgendaStep.id))
        .where(col(AnswerRow.sent), col(AgendaStep.workshop_id).in_(known), AgendaStep.id != step_id)
        .distinct()
    )
    steps = [
        each for each in session.exec(with_cards) if each.workshop_id != workshop.id or each.position < step.position
    ]
    came = came_again(session, workshop.id)
    positions = {each.id: each.position for each in steps}
    found = []
    for each in steps:
        held = known[each.workshop_id]
        same = held.id == workshop.id or same_client(held, workshop)
        people = len(roster(session, held.id)) if held.id == workshop.id else came[held.id]
        found.append(Reflection(each.id, held.id, each.title, held.title, held.held_on, people, held.client, same))
    return sorted(
        found,
        key=lambda each: (
            each.workshop_id != workshop.id,
            not each.same_client,
            -each.people,
            -(each.held_on or date.min).toordinal(),
            -positions[each.step_id],
        ),
    )


def _looked_ahead(wall: Wall) -> list[ThemeView | CardView]:
    """The themes that hold an answer to a question that looks ahead, and such cards of no theme, by their dots."""
    ahead = {prompt.id for prompt in wall.setup.prompts if prompt.looks_ahead}
    return [
        thing
        for thing in wall.ranking
        if any(card.prompt_id in ahead for card in (thing.shown if isinstance(thing, ThemeView) else (thing,)))
    ]


def _promise(thing: ThemeView | CardView, row: CardReview | None) -> Promise:
    status: Status = "open" if row is None else row.status  # type: ignore[assignment]  # checked by the table
    return Promise(target_of(thing), words_of(thing), thing.dots, status, "" if row is None else row.seen)


def _reviews(step_id: int) -> SelectOfScalar[CardReview]:
    return select(CardReview).where(CardReview.step_id == step_id)


def _target(row: CardReview) -> Target:
    return Target("theme", row.theme_id) if row.theme_id is not None else Target("card", row.card_id or 0)
