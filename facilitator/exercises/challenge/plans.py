"""The plans of a step: as they were made and changed, and, where nobody has looked at one yet, as it would be made.

Each is one's own: of others' it is never told which cards they have, nor why.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.challenge.deck import Card, Deck, theme_name
from facilitator.exercises.challenge.planner import MOST_TOGETHER, leanings_of, plan, returns_on
from facilitator.exercises.challenge.setup import (
    KIND,
    PERSON,
    ask,
    asked_then,
    held_on,
    read_settings,
    write_settings,
)
from facilitator.exercises.challenge.tables import ChallengeDay
from facilitator.exercises.hooks import Pattern
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import day_of_week, tr, trn
from facilitator.questionnaires.answer_rows import rows
from facilitator.questionnaires.setup import change_questionnaire, get_setup, has_begun, reach_round
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.clients import other_client
from facilitator.workshop.find import find_step, find_workshop
from facilitator.workshop.roster import people_of, roster
from facilitator.workshop.same_people import earlier_selves, earlier_workshops
from facilitator.workshop.tables import AgendaStep, Participant


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of a plan: its place from 0, its date where one is known, its card, and whether that returns."""

    place: int
    date: date | None
    card: Card
    returns: bool

    @property
    def number(self) -> int:
        """How people count it."""
        return self.place + 1

    @property
    def number_and_date(self) -> str:
        """“4 · Mon 9 Mar”, for a column of days; the number alone where there is no date."""
        if self.date is None:
            return str(self.number)
        return tr("{number} · {date}", number=self.number, date=day_of_week(self.date))

    @property
    def when(self) -> str:
        """The same where it stands by itself: “Day 4” where there is no date."""
        return self.number_and_date if self.date is not None else tr("Day {number}", number=self.number)

    @property
    def about(self) -> str:
        """The theme of its card, how long it takes, and whether it needs somebody."""
        parts = [theme_name(self.card.theme), tr("{minutes} min", minutes=self.card.minutes)]
        return " · ".join([*parts, tr("with somebody")] if self.card.needs_somebody else parts)


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of one plan. `is_made` says that it is kept; else it is how it would be made now."""

    days: tuple[PlanDay, ...]
    week: int
    is_made: bool

    @property
    def weeks(self) -> list[tuple[PlanDay, ...]]:
        """The days by weeks of the plan."""
        return [self.days[at : at + self.week] for at in range(0, len(self.days), self.week)]


class Plans:
    """All plans of a step, read at once: of everybody on the roster, and that of the room."""

    def __init__(self, library: Library, step_id: int) -> None:
        """Raises NotFound for an unknown step."""
        with library.read() as session:
            self.settings = read_settings(session, step_id)
            self._dates = self.settings.dates(held_on(session, step_id))
            step = find_step(session, step_id)
            self._names = {each.id: each.name for each in roster(session, step.workshop_id)}
            self._stored = stored_plans(session, step_id)
        self._deck = self.settings.chosen
        self._cards = {card.key: card for card in self.settings.deck.cards}
        self._library, self._workshop_id = library, step.workshop_id

    @cached_property
    def _patterns(self) -> Mapping[int, Sequence[Pattern]]:
        """What stands out in everybody's answers: read only where a plan is not made, or its reason is asked for."""
        if self.settings.whose != PERSON:
            return {}
        return _patterns(self._library, self._workshop_id)

    def of(self, participant_id: int | None) -> Plan:
        """The plan of a participant, which is the room's where all have the same; with None the room's."""
        whose = participant_id if self.settings.whose == PERSON else None
        kept = self._stored.get(whose, [])
        is_made = len(kept) == self.settings.days
        keys = kept if is_made else self._proposed(whose)
        days = tuple(
            PlanDay(
                place,
                self._dates[place] if place < len(self._dates) else None,
                self._cards[key],
                returns_on(place, self.settings.week),
            )
            for place, key in enumerate(keys)
        )
        return Plan(days, self.settings.week, is_made)

    def why(self, participant_id: int, found: Plan) -> list[str]:
        """Sentences for the owner of this plan alone: how many cards answer to what stands out in their answers."""
        cards = [day.card for day in found.days]
        return list(_why(self.settings.deck, cards, self._patterns.get(participant_id, ())))

    def _proposed(self, whose: int | None) -> Sequence[str]:
        patterns = self._patterns.get(whose, ()) if whose is not None else ()
        leanings = leanings_of(self._deck, [each.key for each in patterns])
        # By the name, so that another library makes the same of a workshop that was handed on.
        name = caseless(self._names.get(whose, "")) if whose is not None else ""
        return plan(self._deck, self.settings.days, self.settings.week, leanings, f"{self.settings.seed} {name}")


def plan_of(library: Library, step_id: int, participant_id: int | None) -> Plan:
    """The plan of one participant, or with None that of the room."""
    return Plans(library, step_id).of(participant_id)


def make_plan(library: Library, step_id: int, participant_id: int | None, origin: object = None) -> Done[bool]:
    """Keep a plan as it would be made now, and tell whether it was made; one that is kept stays as it is."""
    with library.change(tr("Make plan"), logged=False) as change:
        found = plan_of(library, step_id, participant_id)
        if not found.is_made:
            _write(change, step_id, _owner(change.session, step_id, participant_id), found, origin)
    return change.done(not found.is_made)


def draw_anew(library: Library, step_id: int, participant_id: int | None, origin: object = None) -> Done[None]:
    """Make a plan anew from what its owner has answered by now; what was swapped and replaced in it is lost."""
    with library.change(tr("Make plan")) as change:
        _check_open(change.session, step_id)
        whose = _owner(change.session, step_id, participant_id)
        for row in _rows(change.session, step_id, whose):
            change.session.delete(row)
        change.session.flush()
        _write(change, step_id, whose, plan_of(library, step_id, participant_id), origin)
    return change.done(None)


def swap(
    library: Library, step_id: int, participant_id: int | None, one: int, other: int, origin: object = None
) -> Done[None]:
    """Let the cards of two days change places.

    Raises Invalid for a card that returns, and where a week would have more cards that need somebody else than fit, or
    the same one twice.
    """
    with library.change(tr("Swap cards")) as change:
        found = _to_change(library, change, step_id, participant_id)
        days = list(found.days)
        if one != other:
            if days[one].returns or days[other].returns:
                raise Invalid(tr("The card that returns keeps its place, so that the day reminds of it."))
            days[one], days[other] = (
                replace(days[one], card=days[other].card),
                replace(days[other], card=days[one].card),
            )
            changed = replace(found, days=tuple(days))
            _check_weeks(found, changed)
            _write(change, step_id, _owner(change.session, step_id, participant_id), changed, origin)
    return change.done(None)


def put_card(
    library: Library, step_id: int, participant_id: int | None, place: int, card: str, origin: object = None
) -> Done[None]:
    """Put another card in the place of one; of a card that returns on all of its days.

    Raises Invalid where the week would not hold it, or the deck has no such card.
    """
    with library.change(tr("Replace card")) as change:
        _check_open(change.session, step_id)
        plans = Plans(library, step_id)
        found = plans.of(participant_id)
        fitting = {each.key: each for each in _candidates(plans, found, place)}
        if card not in fitting:
            raise Invalid(tr("That card does not fit this week."))
        changed = _with(found, place, fitting[card])
        _write(change, step_id, _owner(change.session, step_id, participant_id), changed, origin)
    return change.done(None)


def candidates(library: Library, step_id: int, participant_id: int | None, place: int) -> list[Card]:
    """What may take the place of a card: what its week can hold, of what the plan does not have yet where there is any.

    Those for the same gap come first, then those of the same theme.
    """
    plans = Plans(library, step_id)
    return _candidates(plans, plans.of(participant_id), place)


def _candidates(plans: Plans, found: Plan, place: int) -> list[Card]:
    now = found.days[place].card
    fitting = [
        card
        for card in plans.settings.chosen.cards
        if card.key != now.key and not _broken(found, _with(found, place, card))
    ]
    there = {each.card.key for each in found.days}
    fresh = [card for card in fitting if card.key not in there]
    return sorted(fresh or fitting, key=lambda card: (card.gap != now.gap, card.theme != now.theme))


def begin_days(library: Library, step_id: int) -> Done[None]:
    """Close the making of plans: all are kept as they are, and from now on the step asks what became of them.

    Raises Invalid where that was done already.
    """
    with library.change(tr("Ask what became of the plans")) as change:
        session = change.session
        settings = read_settings(session, step_id)
        if settings.is_looking_back:
            raise Invalid(tr("What became of the plans is asked already."))
        setup = get_setup(library, step_id)
        plans = Plans(library, step_id)
        owners: list[int | None] = [None]
        if settings.whose == PERSON:
            owners += [person.id for person in people_of(library, setup.workshop_id)]
        for owner in owners:
            if not (found := plans.of(owner)).is_made:
                _write(change, step_id, owner, found, None, announce=False)
        write_settings(session, step_id, replace(settings, plan_round=setup.round))
        reach_round(library, step_id, setup.round + 1)
        change_questionnaire(library, step_id, asked_then(setup.questionnaire, settings.days, looking_back=True))
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(None)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A step with plans that may be looked back at: where it was, and of how many people here it has one."""

    step_id: int
    title: str
    held_on: date | None
    people: int


def earlier_plans(library: Library, step_id: int) -> list[Earlier]:
    """Steps before this one with plans of people who are here: in this workshop, then earlier ones, the latest first.

    In an earlier workshop these are the people who were recognised; nothing of another client is among them. There it
    does not matter whether anybody closed the making of plans when it ended: who was there went home with theirs.
    """
    with library.read() as session:
        own = find_step(session, step_id)
        return [
            Earlier(step.id, workshop.title, workshop.held_on, len(selves))
            for step, selves in _earlier(session, own)
            if (workshop := find_workshop(session, step.workshop_id))
        ]


def take_over(library: Library, step_id: int, earlier: int) -> Done[int]:
    """Look back at the plans of an earlier step: these, their days and their deck are copied into this one.

    The value is for how many people there is one. Raises Invalid for a step that `earlier_plans` does not have, and
    once somebody has begun to answer here.
    """
    with library.change(tr("Look back at plans")) as change:
        session = change.session
        own = find_step(session, step_id)
        selves = next((found for step, found in _earlier(session, own) if step.id == earlier), None)
        if selves is None:
            raise Invalid(tr("That step has no plans of people who are here."))
        if has_begun(session, step_id):
            raise Invalid(tr("Some have answered already: they looked back at other plans."))
        theirs = read_settings(session, earlier)
        dates = theirs.dates(held_on(session, earlier), 1)
        here = read_settings(session, step_id)
        settings = replace(theirs, starts_on=dates[0] if dates else None, plan_round=here.plan_round or 0)
        write_settings(session, step_id, settings)
        ask(session, step_id)
        for row in session.exec(select(ChallengeDay).where(col(ChallengeDay.step_id) == step_id)).all():
            session.delete(row)
        session.flush()
        plans = Plans(library, earlier)
        owners = selves.items() if theirs.whose == PERSON else ()
        for person, before in [(None, None), *owners]:
            for day in plans.of(before).days:
                session.add(ChallengeDay(step_id=step_id, participant_id=person, place=day.place, card=day.card.key))
        change.announce(Change(Topic.SETTINGS, own.workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, own.workshop_id, step_id))
    return change.done(len(selves) if theirs.whose == PERSON else len(people_of(library, own.workshop_id)))


def _earlier(session: Session, own: AgendaStep) -> Iterator[tuple[AgendaStep, Mapping[int, int]]]:
    """Steps with plans, each with who here had which participant's, the latest first."""
    here = find_workshop(session, own.workshop_id)
    people = {person.id for person in roster(session, own.workshop_id)}
    before = {key for key, each in earlier_workshops(session, own.workshop_id).items() if not other_client(each, here)}
    workshops = [
        own.workshop_id,
        *sorted(before, key=lambda key: (find_workshop(session, key).held_on or date.min, key), reverse=True),
    ]
    chains = earlier_selves(session, own.workshop_id)
    for workshop_id in workshops:
        steps = session.exec(
            select(AgendaStep)
            .where(AgendaStep.workshop_id == workshop_id, AgendaStep.exercise == KIND)
            .order_by(col(AgendaStep.position).desc())
        ).all()
        there = {row.id for row in session.exec(select(Participant).where(Participant.workshop_id == workshop_id))}
        for step in steps:
            if step.id == own.id or (workshop_id == own.workshop_id and step.position > own.position):
                continue
            settings = read_settings(session, step.id)
            made = stored_plans(session, step.id)
            # Where nobody has looked at a plan, the step was never run.
            is_over = workshop_id != own.workshop_id and settings.plan_round is None and bool(made)
            if not is_over and (not settings.plan_round or None not in made):
                continue
            if workshop_id == own.workshop_id:
                selves = {person: person for person in people}
            else:
                selves = {
                    person: next(each for each in chain if each in there)
                    for person, chain in chains.items()
                    if person in people and there & set(chain)
                }
            if settings.whose == PERSON and not is_over:
                selves = {person: each for person, each in selves.items() if each in made}
            if selves:
                yield step, selves


def _patterns(library: Library, workshop_id: int) -> dict[int, Sequence[Pattern]]:
    """What stands out in everybody's answers in this workshop, whichever exercise can tell; the last one counts."""
    found: dict[int, Sequence[Pattern]] = {}
    for step, each in exercise_steps(library, workshop_id):
        found.update(each.patterns(library, step.id))
    return found


def _why(deck: Deck, cards: Sequence[Card], patterns: Sequence[Pattern]) -> Iterator[str]:
    counted = Counter(card.gap for card in cards)
    leanings = leanings_of(deck, [each.key for each in patterns])
    said: set[str] = set()
    for pattern in patterns:
        gap = deck.gap_of(pattern.key)
        if gap in leanings and gap not in said and counted[gap]:
            said.add(gap)
            yield trn(
                "{count} card of “{gap}”, because: {why}",
                "{count} cards of “{gap}”, because: {why}",
                counted[gap],
                gap=deck.label(gap),
                why=pattern.said,
            )


def _to_change(library: Library, change: Transaction, step_id: int, participant_id: int | None) -> Plan:
    _check_open(change.session, step_id)
    return plan_of(library, step_id, participant_id)


def _check_open(session: Session, step_id: int) -> None:
    if read_settings(session, step_id).is_looking_back:
        raise Invalid(tr("The days have begun: plans stay as they are."))


def _owner(session: Session, step_id: int, participant_id: int | None) -> int | None:
    """Whose rows a plan is: those of the room where all have the same, which nobody changes for themselves."""
    if participant_id is not None and read_settings(session, step_id).whose != PERSON:
        raise Invalid(tr("All have the same plan here; whoever leads the workshop changes it."))
    return participant_id


def _with(found: Plan, place: int, card: Card) -> Plan:
    days = [
        replace(day, card=card) if day.place == place or (found.days[place].returns and day.returns) else day
        for day in found.days
    ]
    return replace(found, days=tuple(days))


def _check_weeks(before: Plan, after: Plan) -> None:
    if sentence := _broken(before, after):
        raise Invalid(sentence)


def _broken(before: Plan, after: Plan) -> str:
    """What a week does not hold that was changed, in a sentence; "" where all is well."""
    for then, now in zip(before.weeks, after.weeks, strict=True):
        if then == now:
            continue
        if sum(day.card.needs_somebody for day in now) > MOST_TOGETHER:
            return tr("That week would have more than two cards that need somebody else.")
        keys = [day.card.key for day in now]
        if len(set(keys)) < len(keys):
            return tr("That week would have the same card twice.")
    return ""


def _write(
    change: Transaction, step_id: int, whose: int | None, found: Plan, origin: object, *, announce: bool = True
) -> None:
    session = change.session
    there = {row.place: row for row in _rows(session, step_id, whose)}
    for day in found.days:
        row = there.pop(day.place, None) or ChallengeDay(
            step_id=step_id, participant_id=whose, place=day.place, card=""
        )
        if row.card != day.card.key:
            row.card = day.card.key
            session.add(row)
    for row in there.values():
        session.delete(row)
    if announce:
        workshop_id = find_step(session, step_id).workshop_id
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id, whose, origin))


def _rows(session: Session, step_id: int, whose: int | None) -> Sequence[ChallengeDay]:
    own = col(ChallengeDay.participant_id).is_(None) if whose is None else col(ChallengeDay.participant_id) == whose
    return session.exec(
        select(ChallengeDay).where(col(ChallengeDay.step_id) == step_id, own).order_by(col(ChallengeDay.place))
    ).all()


def stored_plans(session: Session, step_id: int) -> dict[int | None, list[str]]:
    """The cards of all plans that are kept, by whose they are."""
    found: dict[int | None, list[str]] = {}
    sql = "SELECT participant_id, card FROM challenge_day WHERE step_id = ? ORDER BY place"
    for participant_id, card in rows(session, sql, step_id):
        found.setdefault(participant_id, []).append(card)
    return found
