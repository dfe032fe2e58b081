"""How one step is set up: its questions and what the station offers."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

from pydantic import Field, model_validator
from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from facilitator.content_files import checked
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import ENERGY, Factor, Kind, context_of, energy_is_private, load_factor_set
from facilitator.exercises.network.tables import (
    NetworkAnalysis,
    NetworkCode,
    NetworkFactor,
    NetworkSetup,
    Rating,
    TallyCount,
)
from facilitator.exercises.network.wording import USUAL_WORDS, Words, as_written, without_article, worded
from facilitator.i18n import speaking, tr, tr_content
from facilitator.records import Record
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_step, one_line, required
from facilitator.workshop.papers import spoken_at
from facilitator.workshop.tables import AgendaStep

LEVELS = "hierarchy"
"""The key of the question that asks for levels."""
STATION_LIMIT = 40
"""The most contacts the station takes; imports may bring more."""
FACTOR_SET = "standard"
_FACTORS = (
    select(NetworkFactor)
    .where(col(NetworkFactor.step_id) == bindparam("step_id"))
    .order_by(col(NetworkFactor.position))
)
# Columns and no objects, which take several times as long: this is read at every answer.
_CODES = (
    select(NetworkCode.factor_id, NetworkCode.label, NetworkCode.yearly)
    .join(NetworkFactor, col(NetworkFactor.id) == col(NetworkCode.factor_id))
    .where(col(NetworkFactor.step_id) == bindparam("step_id"))
    .order_by(col(NetworkCode.code))
)
_MOST_DIGITS = 18
"""Digits of a number on a scale of numbers."""
LONGEST_SCALE = 11
"""The most steps of a scale of numbers on which those are steps too that nobody chose: from 0 to 10."""
MOST_CODES = 99
"""What the tables hold. From the tenth on a code is two digits at the station."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings of one step. `fewest` to `most` is the range of contacts that passes without a remark.

    `words` are what the client calls teams and departments; the answers of `factors` have them already.
    """

    step_id: int
    workshop_id: int
    factors: tuple[Factor, ...]
    offers_contact: bool
    offers_tally: bool
    fewest: int
    most: int
    words: Words = USUAL_WORDS

    @property
    def active(self) -> tuple[Factor, ...]:
        """The questions that are asked, in order, private ones included."""
        return tuple(factor for factor in self.factors if factor.active)

    @property
    def shared(self) -> tuple[Factor, ...]:
        """The questions that are asked of single contacts, and whose answers others may see as totals."""
        return tuple(factor for factor in self.active if not factor.private)

    def asked(self, entry: str) -> tuple[Factor, ...]:
        """The questions of one way in: private ones are asked by tally alone."""
        return self.active if entry == "tally" else self.shared


def get_setup(library: Library, step_id: int) -> Setup:
    """The settings of a step. Raises NotFound when the step is gone or runs another exercise."""

    def read() -> Setup:
        with library.read() as session:
            return read_setup(session, step_id)

    return library.once(("network setup", step_id), read)


def read_setup(session: Session, step_id: int) -> Setup:
    """The settings of a step, within a session."""
    step = find_step(session, step_id)
    row = _setup_row(session, step_id)
    return Setup(
        step_id,
        step.workshop_id,
        tuple(factor for _, factor in read_factors(session, step_id)),
        row.offers_contact,
        row.offers_tally,
        row.fewest,
        row.most,
        _words_of(row),
    )


def read_factors(session: Session, step_id: int, *, stored: bool = False) -> list[tuple[int, Factor]]:
    """The questions of a step in order, each with its row's id, in the client's words or, if asked for, as stored."""
    of_step = {"step_id": step_id}
    rows = session.exec(_FACTORS, params=of_step).all()
    codes: dict[int, list[tuple[str, float | None]]] = {row.id: [] for row in rows}
    for factor_id, label, yearly in session.exec(_CODES, params=of_step):
        codes[factor_id].append((label, yearly))
    found = session.get(NetworkSetup, step_id)
    words = USUAL_WORDS if stored or found is None else _words_of(found)
    return [(row.id, _factor(row, codes[row.id], words)) for row in rows]


class _Options(Record):
    factor_set: str = FACTOR_SET
    fewest: int = Field(default=10, ge=1, le=STATION_LIMIT)
    most: int = Field(default=15, ge=1, le=STATION_LIMIT)
    offers_contact: bool = True
    offers_tally: bool = True
    asks_ties: bool = False
    action_later: bool = False
    team: str = ""
    department: str = ""

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.fewest > self.most or not (self.offers_contact or self.offers_tally):
            raise ValueError(tr("“fewest” is above “most”, or no way in is offered."))
        return self


@implements(Exercise.set_up)
def set_up(session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Give a new step its settings.

    `options` may hold `factor_set`, `fewest`, `most`, the two `offers_…`, `asks_ties`, `action_later`, `team` and
    `department`. The two words are else those of another step of this workshop: they are said once.
    """
    chosen = checked(_Options, options, tr("What the step begins with")).model_dump(exclude_unset=True)
    asked = {name: chosen.pop(name) for name in ("asks_ties", "action_later") if name in chosen}
    if asked:
        session.add(NetworkAnalysis(step_id=step_id, **asked))
    factor_set = load_factor_set(chosen.setdefault("factor_set", FACTOR_SET))
    for name, word in _words_nearby(session, step_id).items():
        chosen.setdefault(name, word)
    session.add(NetworkSetup(step_id=step_id, **chosen))
    session.flush()
    _write_factors(session, step_id, factor_set.factors)


@implements(Exercise.copy_set_up)
def copy_set_up(session: Session, source_step: int, target_step: int) -> None:
    """Give one step the settings and questions of another."""
    session.add(NetworkSetup(**_setup_row(session, source_step).model_dump(exclude={"step_id"}), step_id=target_step))
    session.flush()
    analysis = session.get(NetworkAnalysis, source_step)
    if analysis is not None:
        session.add(NetworkAnalysis(**analysis.model_dump(exclude={"step_id"}), step_id=target_step))
    _write_factors(session, target_step, [factor for _, factor in read_factors(session, source_step, stored=True)])


def change_words(library: Library, step_id: int, *, team: str, department: str) -> Done[None]:
    """Say what the client calls a team and a department; "" for the usual words.

    For German, a word comes with its article ("die Schicht"): the words before it follow its gender. Raises Invalid
    where the papers are German and the article of a word is neither there nor known.
    """
    team, department = one_line(team), one_line(department)
    with speaking(spoken_at(library, step_id)):
        unknown = without_article((team, department))
    if unknown:
        raise Invalid(
            tr(
                "The papers are German: write “{word}” with its article, such as “die Schicht”, “der Bereich” or "
                "“das Werk”.",
                word=unknown[0],
            )
        )
    with library.change(tr("Change exercise settings")) as change:
        row = _setup_row(change.session, step_id)
        row.team, row.department = team, department
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def change_offer(
    library: Library,
    step_id: int,
    *,
    offers_contact: bool,
    offers_tally: bool,
    fewest: int,
    most: int,
) -> Done[None]:
    """Choose which ways in the station offers and which length of list passes without a remark."""
    if not (offers_contact or offers_tally):
        raise Invalid(tr("Offer at least one way in: by contact or by tally."))
    if not 1 <= fewest <= most <= STATION_LIMIT:
        raise Invalid(tr("The usual number of contacts runs from at least 1 to at most {limit}.", limit=STATION_LIMIT))
    with library.change(tr("Change exercise settings")) as change:
        row = _setup_row(change.session, step_id)
        if offers_contact:
            refuse_contacts(change.session, step_id)
        row.sqlmodel_update(
            {"offers_contact": offers_contact, "offers_tally": offers_tally, "fewest": fewest, "most": most}
        )
        change.session.add(row)
        change.announce(Change(Topic.SETTINGS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def change_factors(library: Library, step_id: int, factors: Sequence[Factor]) -> Done[None]:
    """Make `factors` the questions of a step: reworded, reordered, switched, added or, where left out, removed.

    Questions are recognised by their key. A removed question takes its answers with it; a question that loses
    codes loses the answers that used them, and the undo brings both back. Raises Invalid for an empty wording, a
    key used twice, or a number of codes outside 1 to 99.
    """
    keys = [factor.key for factor in factors]
    if len(set(keys)) != len(keys):
        raise Invalid(tr("Two questions have the same short name. Give each its own."))
    tidy = [_checked(factor) for factor in factors]
    with library.change(tr("Change questions")) as change:
        workshop_id = find_step(change.session, step_id).workshop_id
        replace_factors(change.session, step_id, tidy)
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
    return change.done(None)


def replace_factors(session: Session, step_id: int, factors: Sequence[Factor]) -> None:
    """Make `factors` the questions of a step, within a session and as they are; see `change_factors`.

    Raises Invalid where energy would be asked by name, and for what a works agreement rules out.
    """
    if any(factor.key == LEVELS and factor.active for factor in factors):
        refuse_under_agreement(session, find_step(session, step_id).workshop_id, tr("Nobody is asked for levels."))
    keys = {factor.key for factor in factors}
    for factor_id, factor in read_factors(session, step_id):
        if factor.key not in keys:
            session.delete(session.get_one(NetworkFactor, factor_id))
    session.flush()
    _write_factors(session, step_id, factors)


def add_factors(session: Session, step_id: int, factors: Sequence[Factor]) -> None:
    """Append questions to a step, within a session; how many codes they have is not limited."""
    _write_factors(session, step_id, [*(factor for _, factor in read_factors(session, step_id, stored=True)), *factors])


def confirm_words(session: Session, step_id: int, confirmed: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what words of a file mean, within a session: by question, each with the answer as it is written there."""
    for row in session.exec(select(NetworkFactor).where(NetworkFactor.step_id == step_id)).all():
        if confirmed.get(row.key):
            row.confirmed = json.dumps(json.loads(row.confirmed) | dict(confirmed[row.key]), ensure_ascii=False)
            session.add(row)


def scale_of(numbers: Collection[str]) -> list[str]:
    """Answers that are numbers in their order; between those of a short scale also the ones that nobody gave."""
    found = set(numbers)
    if any(len(text) > _MOST_DIGITS for text in found):
        # No scale, and more than Python itself makes a number of.
        return sorted(found, key=lambda text: (len(text), text))
    if all(str(int(text)) == text for text in found):
        span = range(min(map(int, found)), max(map(int, found)) + 1)
        found |= set(map(str, span)) if len(span) <= LONGEST_SCALE else set()
    return sorted(found, key=int)


def with_answers(factor: Factor, more: Sequence[str]) -> Factor:
    """A question with more answers: numbers in their order, words behind the others."""
    codes = [*factor.codes, *more]
    if all(code.isdecimal() for code in codes):
        codes = scale_of(codes)
    inside = codes.index(factor.codes[factor.internal - 1]) + 1 if factor.internal else None
    return replace(factor, codes=tuple(codes), internal=inside, yearly=None)


def extend_answers(session: Session, step_id: int, key: str, more: Sequence[str]) -> None:
    """Give a question more answers, within a session; what was answered goes along to the new place of its answer."""
    factors = read_factors(session, step_id, stored=True)
    factor_id, factor = next((factor_id, factor) for factor_id, factor in factors if factor.key == key)
    extended = with_answers(factor, more)
    # From the last one down: no answer moves to a place that is still taken.
    for code, label in reversed(list(enumerate(factor.codes, start=1))):
        place = extended.codes.index(label) + 1
        for table in (Rating, TallyCount) if place != code else ():
            moved = update(table).where(col(table.factor_id) == factor_id, col(table.code) == code)
            session.execute(moved.values(code=place))
    session.expire_all()
    _write_factors(session, step_id, [extended if each.key == key else each for _, each in factors])


def answered_questions(session: Session, step_id: int) -> set[str]:
    """The keys of the questions to which somebody has answered in any round."""
    found: set[str] = set()
    for table in (Rating, TallyCount):
        joined = select(NetworkFactor.key).join(table, col(table.factor_id) == col(NetworkFactor.id))
        found |= set(session.exec(joined.where(NetworkFactor.step_id == step_id).distinct()))
    return found


def refuse_contacts(session: Session, step_id: int) -> None:
    """Raise Invalid where a works agreement lets people give counts only."""
    refuse_under_agreement(
        session,
        find_step(session, step_id).workshop_id,
        tr("People give counts only: the names of those they turn to stay on their own paper."),
    )


def _setup_row(session: Session, step_id: int) -> NetworkSetup:
    row = session.get(NetworkSetup, step_id)
    if row is None:
        raise NotFound(tr("This step is no longer on the agenda."), step_id=step_id)
    return row


def _words_of(row: NetworkSetup) -> Words:
    return Words(row.team, row.department)


def _words_nearby(session: Session, step_id: int) -> dict[str, str]:
    """The client's words as another step of the same workshop has them; empty where none has any."""
    workshop_id = find_step(session, step_id).workshop_id
    said = select(NetworkSetup).join(AgendaStep, col(AgendaStep.id) == col(NetworkSetup.step_id))
    rows = session.exec(said.where(AgendaStep.workshop_id == workshop_id).order_by(col(AgendaStep.id))).all()
    return next(({"team": row.team, "department": row.department} for row in rows if _words_of(row)), {})


def _write_factors(session: Session, step_id: int, factors: Sequence[Factor]) -> None:
    rows = {row.key: row for row in session.exec(select(NetworkFactor).where(NetworkFactor.step_id == step_id))}
    words = _words_of(_setup_row(session, step_id))
    if any(factor.key == ENERGY and not factor.private for factor in factors):
        raise Invalid(energy_is_private())
    codes: dict[int, dict[int, NetworkCode]] = {row.id: {} for row in rows.values()}
    for code in session.exec(select(NetworkCode).where(col(NetworkCode.factor_id).in_(codes))) if codes else ():
        codes[code.factor_id][code.code] = code
    written = []
    for position, factor in enumerate(factors):
        row = rows.get(factor.key) or NetworkFactor(
            step_id=step_id, position=position, key=factor.key, label="", question="", kind=factor.kind
        )
        row.position = position
        row.label, row.question, row.kind = factor.label, factor.question, factor.kind
        row.not_comparable, row.internal, row.active = factor.not_comparable, factor.internal, factor.active
        row.private, row.axis = factor.private, factor.axis
        row.confirmed = json.dumps(dict(factor.confirmed), ensure_ascii=False)
        session.add(row)
        written.append(row)
    session.flush()
    for row, factor in zip(written, factors, strict=True):
        _write_codes(session, row.id, factor, words, codes.get(row.id, {}))
    session.flush()


def _write_codes(session: Session, factor_id: int, factor: Factor, words: Words, rows: dict[int, NetworkCode]) -> None:
    """`rows` are the codes that the question has, by their number."""
    for code, label in enumerate(factor.codes, start=1):
        row = rows.pop(code, None) or NetworkCode(factor_id=factor_id, code=code, label="")
        # Answers that only have the client's words in them stay as the set has them, so that the words can change.
        if not as_written(row.label, label, words, factor.key):
            row.label = label
        row.yearly = factor.yearly[code - 1] if factor.yearly else None
        session.add(row)
    for table in (Rating, TallyCount) if rows else ():
        unused = select(table).where(table.factor_id == factor_id, col(table.code).in_(rows))
        for answer in session.exec(unused).all():
            session.delete(answer)
    for row in rows.values():
        session.delete(row)


def _factor(row: NetworkFactor, codes: Sequence[tuple[str, float | None]], words: Words) -> Factor:
    """`codes` are label and yearly of each."""
    yearly = tuple(each for _, each in codes if each is not None)
    say = partial(tr_content, context_of(row.key))
    kind: Kind = row.kind  # type: ignore[assignment]  # the table's check constraint allows no other kind
    shown = Factor(
        key=row.key,
        label=say(row.label),
        question=say(row.question),
        kind=kind,
        codes=tuple(say(label) for label, _ in codes),
        not_comparable=None if row.not_comparable is None else say(row.not_comparable),
        internal=row.internal,
        yearly=yearly if len(yearly) == len(codes) else None,
        active=row.active,
        private=row.private,
        axis=row.axis,
        confirmed=tuple(json.loads(row.confirmed).items()),
    )
    return worded(shown, [label for label, _ in codes], words)


def _checked(factor: Factor) -> Factor:
    if not 1 <= len(factor.codes) <= MOST_CODES:
        raise Invalid(
            tr("“{label}” needs between 1 and {most} answers to choose from.", label=factor.label, most=MOST_CODES)
        )
    yearly = factor.yearly if factor.yearly and len(factor.yearly) == len(factor.codes) else None
    inside = factor.internal if factor.internal is not None and factor.internal <= len(factor.codes) else None
    return replace(
        factor,
        key=required(factor.key, tr("Every question needs a short name.")),
        label=required(factor.label, tr("Every question needs a label for the chart.")),
        question=required(factor.question, tr("A question needs its wording.")),
        codes=tuple(
            required(code, tr("An answer of “{label}” is empty.", label=factor.label)) for code in factor.codes
        ),
        yearly=yearly,
        internal=inside,
    )
