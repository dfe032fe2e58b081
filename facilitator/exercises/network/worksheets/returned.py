"""What came back on a worksheet: read, compared with the library, and written over what is there.

A sheet by contact is the whole list: who is on it no longer goes, who is called the same keeps whatever else is known
of them, and a box that was left empty takes no answer away.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.answers import upsert
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.own_action.asking import is_asked, read_a_day
from facilitator.exercises.network.own_action.rows import (
    LONGEST,
    LONGEST_ROLE,
    OwnAction,
    join,
    named_by,
    own_actions,
    put_own_action,
)
from facilitator.exercises.network.read import ContactView, NetworkView, read_networks
from facilitator.exercises.network.rounds.lists import new_list
from facilitator.exercises.network.rounds.rounds import Round, rounds_of
from facilitator.exercises.network.setup import STATION_LIMIT, Setup, get_setup, read_factors, read_setup
from facilitator.exercises.network.tables import Contact, ContactTie, PersonalNetwork, Rating, TallyCount
from facilitator.exercises.network.ties.answering import write_grid
from facilitator.exercises.network.worksheets import names
from facilitator.exercises.network.worksheets.edition import NOW, Edition, read_edition, setup_as_stored
from facilitator.i18n import languages, speaking, tr, trn
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.agenda import get_step
from facilitator.workshop.find import find_participant, one_line
from facilitator.workshop.returned_sheet import ReadSheet, SheetReader
from facilitator.workshop.roster import people_of
from facilitator.workshop.table_import import between

_BY_CHANCE = 3
"""So many contacts with all their answers are no longer the same on two people's lists by chance. Ours."""
_DASHES = {"-", "‐", "‑", "–", "—", "−"}
"""What may stand for "rather not say"."""


@dataclass
class Answered:
    """What is on a sheet. `contacts` are labels with their answers; `ties` are places in it, None where not asked.

    `action` is what its person is going to do.
    """

    contacts: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    ties: set[tuple[int, int]] | None = None
    length: int = 0
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    action: OwnAction = field(default_factory=OwnAction)


@implements(Exercise.read_worksheets)
def read_worksheets(library: Library, step_id: int) -> SheetReader:
    """A function from a participant, the fields of their sheet and its edition to what it says; None for an empty one.

    It raises Invalid for a sheet of a round that it can't go into.
    """
    kept = setup_as_stored(library, step_id)
    with library.read() as session:
        setup = read_setup(session, step_id)
        factor_ids = {factor.key: factor_id for factor_id, factor in read_factors(session, step_id)}
        written = _actions(session, step_id)
    typed = is_asked(library, step_id)
    rounds = rounds_of(library, step_id)
    views = {each.number: read_networks(library, step_id, each.number) for each in rounds}
    begun = _latest_begun(library, step_id)
    words = _words(library, step_id)
    people = {each.id: each.name for each in people_of(library, get_step(library, step_id).workshop_id)}

    def read(participant_id: int, values: Mapping[str, str], edition: Mapping[str, Any] | None) -> ReadSheet | None:
        made = read_edition(kept, edition)
        sheet = read_fields(setup, values, words, made)
        if sheet.action and not typed:
            sheet.action = OwnAction()
            sheet.remarks.append(tr("What they are going to do was left out: the works agreement keeps it on paper."))
        if not (sheet.contacts or sheet.length or sheet.counts or sheet.remarks or sheet.action):
            return None
        number = _round_of(made, rounds, begun.get(participant_id, 0))
        if number < len(rounds):
            sheet.remarks.append(
                tr("It is of “{round}” and goes there; “{later}” has begun since.",
                   round=rounds[number - 1].title, later=rounds[-1].title)
            )  # fmt: skip
        view = views[number].get(participant_id, NetworkView(participant_id))
        others = {} if view.entry else {who: each for who, each in views[number].items() if who != participant_id}
        elsewhere = next((who for who, each in others.items() if _is_the_same(sheet, each)), None)
        goal = _Goal(step_id, participant_id, number, setup, factor_ids, view, elsewhere)
        action = written.get((participant_id, number), OwnAction())
        others_here = [name for person, name in people.items() if person != participant_id]
        listed = [*(label for label, _ in sheet.contacts), *(each.label for each in view.contacts)]
        merged = _merged(sheet.action, action)
        if sheet.action and merged.shared and (name := named_by(merged, (*listed, *others_here))):
            sheet.action = replace(sheet.action, shared=False)
            sheet.remarks.append(
                tr("The action names “{name}”, so it stands on the handout alone and not among the room’s.", name=name)
            )
        return _with_action(goal, sheet, action, _list_on(goal, sheet))

    return read


def _list_on(goal: "_Goal", sheet: Answered) -> ReadSheet:
    """What a sheet says of the people turned to."""
    if sheet.contacts:
        if sheet.length or sheet.counts:
            sheet.remarks.append(tr("Both ways are filled in: the list person by person was taken."))
        return _by_contact(goal, sheet)
    if sheet.length or sheet.counts:
        return _by_tally(goal, sheet)
    return ReadSheet((), (), (), tuple(sheet.remarks), bool(goal.view.entry), lambda _session: None, goal.round)


def _actions(session: Session, step_id: int) -> dict[tuple[int, int], OwnAction]:
    """What people are going to do as it is kept, by person and round."""
    found = own_actions(session, step_id)
    lists = session.exec(select(PersonalNetwork).where(PersonalNetwork.step_id == step_id))
    return {(each.participant_id, each.round): found[each.id] for each in lists if each.id in found}


def _with_action(goal: "_Goal", sheet: Answered, kept: OwnAction, part: ReadSheet) -> ReadSheet:
    """The same with what the person is going to do; what was left empty stays as it is, and so does the tick."""
    new = sheet.action
    if not new:
        return part
    merged = _merged(new, kept)
    said = tr("what they are going to do")

    def write(session: Session) -> None:
        if part.changes:
            part.write(session)
        network = _list_of(session, goal)
        put_own_action(session, network, merged)
        if new.shared:
            join(session, network)

    changes = part.changes if merged == kept else (*part.changes, said)
    answered = part.answered or bool(kept)
    return replace(part, found=(*part.found, said), changes=changes, answered=answered, write=write)


def _merged(new: OwnAction, kept: OwnAction) -> OwnAction:
    return OwnAction(
        new.what or kept.what, new.day or kept.day, new.partner or kept.partner, new.sign or kept.sign,
        new.shared or kept.shared,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Goal:
    """Where a sheet goes: whose list of which round, what is there, and under whom the same is already, if anybody."""

    step_id: int
    participant_id: int
    round: int
    setup: Setup
    factor_ids: Mapping[str, int]
    view: NetworkView
    elsewhere: int | None


def _round_of(made: Edition, rounds: Sequence[Round], begun: int) -> int:
    """The number of the round that a sheet goes into. Raises Invalid where there is none, or it can't be told."""
    latest = rounds[-1]
    if made.round is None:
        if len(rounds) > 1:
            raise Invalid(
                tr("It does not say which round it is of, and “{round}” has begun. Send a new sheet, or type it in by "
                   "hand if it is of that round.", round=latest.title)
            )  # fmt: skip
        return 1
    if made.round > len(rounds):
        raise Invalid(tr("It is of round {number}, which is no longer there.", number=made.round))
    # A list of a later round was made from this one's: what would change below it is no longer safe to change.
    if begun > made.round:
        raise Invalid(
            tr("It is of “{round}”, and its person has begun “{later}” since: it can’t go into either. Ask for the "
               "sheet of “{later}”.", round=rounds[made.round - 1].title, later=rounds[begun - 1].title)
        )  # fmt: skip
    return made.round


def _is_the_same(sheet: Answered, view: NetworkView) -> bool:
    """Whether all that a sheet says of contacts stands on a list: of a few alone that may be so by chance."""
    there = {caseless(contact.label): dict(contact.ratings) for contact in view.contacts}
    rated = [(caseless(label), ratings) for label, ratings in sheet.contacts if ratings]
    return len(rated) >= _BY_CHANCE and all(there.get(label) == ratings for label, ratings in rated)


def _latest_begun(library: Library, step_id: int) -> dict[int, int]:
    """By participant the latest round in which they have a list."""
    with library.read() as session:
        lists = session.exec(
            select(PersonalNetwork.participant_id, func.max(PersonalNetwork.round))
            .where(PersonalNetwork.step_id == step_id)
            .group_by(col(PersonalNetwork.participant_id))
        )
        return dict(lists.all())


class _Answers:
    """What may stand in a box for an answer to one question: its digit, or its words in any language of a sheet."""

    def __init__(self, factor: Factor, words: Sequence[AnswerWords]) -> None:
        self._factor = factor
        self._words = words

    def read(self, text: str, made: Edition) -> int | None:
        """The code or kind of missing that stands there; None when it is no answer to this question."""
        if not made.old:
            tidy = _tidy(text).rstrip(".:) ") or text
            if tidy in _DASHES:
                return Missing.DECLINED
            if tidy.isdecimal():
                return self._code(int(tidy))
        # Old sheets sent words, among which a label goes before a number.
        return next((code for code in (each.read(text) for each in self._words) if code is not None), None)

    def _code(self, digit: int) -> int | None:
        if digit == 0 and self._factor.not_comparable is not None:
            return Missing.NOT_COMPARABLE
        return digit if 1 <= digit <= len(self._factor.codes) else None


def _words(library: Library, step_id: int) -> dict[str, list[AnswerWords]]:
    """By a question's key, its answers in each language that a sheet may be in, as they are kept first."""
    found: dict[str, list[AnswerWords]] = {}
    for language in languages():
        with speaking(language):
            for factor in get_setup(library, step_id).active:
                found.setdefault(factor.key, []).append(AnswerWords(factor))
    return found


def read_fields(
    setup: Setup,
    values: Mapping[str, str],
    words: Mapping[str, Sequence[AnswerWords]] | None = None,
    made: Edition = NOW,
) -> Answered:
    """The answers in the fields of a sheet; what can't be understood, or has no place, becomes a remark.

    `words` are the answers in all languages of sheets, else in the language spoken.
    """
    return _Reading(setup, values, words or {each.key: [AnswerWords(each)] for each in setup.active}, made).sheet


class _Reading:
    """One sheet as it is read. Each field that has been looked at is crossed off; the others are said."""

    def __init__(
        self, setup: Setup, values: Mapping[str, str], words: Mapping[str, Sequence[AnswerWords]], made: Edition
    ) -> None:
        self.sheet = Answered()
        self._left = dict(values)
        self._made = made
        self._outdated: Counter[str] = Counter()
        places = self._read_rows(setup, words)
        self._read_ties(places)
        self._read_counts(setup)
        self._read_action()
        for factor in setup.active:
            if factor.key in self._outdated:
                self._say_outdated(factor)
        if self._left:
            self.sheet.remarks.append(
                trn("{count} answer belongs to a question that is no longer asked, and was left out.",
                    "{count} answers belong to questions that are no longer asked, and were left out.",
                    len(self._left))
            )  # fmt: skip

    def _take(self, name: str) -> str:
        return one_line(self._left.pop(name, ""))

    def _read_rows(self, setup: Setup, words: Mapping[str, Sequence[AnswerWords]]) -> dict[int, int]:
        answers = {factor.key: _Answers(factor, words[factor.key]) for factor in setup.active}
        places: dict[int, int] = {}
        for number in range(1, STATION_LIMIT + 1):
            label = self._take(names.contact(number))
            ratings: dict[str, int] = {}
            for factor in setup.shared:
                text = self._take(names.rating(number, factor.key))
                code = answers[factor.key].read(text, self._made) if text else None
                if text and factor.key in self._made.changed:
                    self._outdated[factor.key] += 1
                elif code is not None:
                    ratings[factor.key] = code
                elif text:
                    self.sheet.remarks.append(
                        tr("Row {number}: “{text}” is no answer to “{label}” and was left out.",
                           number=number, text=text, label=factor.label)
                    )  # fmt: skip
            if label or ratings:
                places[number] = len(self.sheet.contacts)
                self.sheet.contacts.append((label or str(number), ratings))
        return places

    def _read_ties(self, places: Mapping[int, int]) -> None:
        ticked: set[tuple[int, int]] = set()
        for low in range(1, STATION_LIMIT + 1):
            for high in range(low + 1, STATION_LIMIT + 1):
                if not self._take(names.tie(low, high)):
                    continue
                if low in places and high in places:
                    ticked.add((places[low], places[high]))
                    continue
                self.sheet.remarks.append(
                    tr("Rows {low} and {high} are ticked as knowing each other, but there is nobody in one of them: "
                       "the tick was left out.", low=low, high=high)
                )  # fmt: skip
        nobody = self._take(names.NOBODY_KNOWS)
        if nobody and ticked:
            self.sheet.remarks.append(
                tr("“None of them know each other” is ticked beside pairs: the pairs were taken.")
            )
        self.sheet.ties = ticked if ticked or (nobody and places) else None

    def _read_counts(self, setup: Setup) -> None:
        self.sheet.length = self._whole(self._take(names.LENGTH))
        for factor in setup.active:
            codes = [*range(1, len(factor.codes) + 1), *map(int, Missing)]
            found = {code: self._take(names.count(factor.key, code)) for code in codes}
            counts = {code: self._whole(text) for code, text in found.items() if text}
            if factor.key in self._made.changed:
                self._outdated[factor.key] += len(counts)
            elif counts:
                self.sheet.counts[factor.key] = counts

    def _read_action(self) -> None:
        what, partner, sign = (
            self._short(self._take(name), most)
            for name, most in (
                (names.ACTION_WHAT, LONGEST),
                (names.ACTION_PARTNER, LONGEST_ROLE),
                (names.ACTION_SIGN, LONGEST),
            )
        )
        written = self._take(names.ACTION_DAY)
        day = read_a_day(_tidy(written), date.today())
        if written and day is None:
            self.sheet.remarks.append(tr("“{text}” is no day and was left out.", text=written))
        shared = bool(self._take(names.ACTION_SHARED))
        if shared and not what:
            self.sheet.remarks.append(tr("An action may stand among the room’s, but none is written on the sheet."))
        self.sheet.action = OwnAction(what, day, partner, sign, shared and bool(what))

    def _short(self, text: str, most: int) -> str:
        if len(text) > most:
            self.sheet.remarks.append(tr("“{text}…” was cut after {most} letters.", text=text[:20], most=most))
        return text[:most]

    def _whole(self, text: str) -> int:
        tidy = _tidy(text)
        number = between(0, STATION_LIMIT)(tidy)
        if tidy and number is None:
            self.sheet.remarks.append(tr("“{text}” is not a number of people and was left out.", text=text))
        return number or 0

    def _say_outdated(self, factor: Factor) -> None:
        count = self._outdated[factor.key]
        if count:
            self.sheet.remarks.append(
                trn("{count} answer to “{label}” was left out: the question got other answers after this sheet was "
                    "made. Type it in by hand.",
                    "{count} answers to “{label}” were left out: the question got other answers after this sheet was "
                    "made. Type them in by hand.", count, label=factor.label)
            )  # fmt: skip


def _tidy(text: str) -> str:
    """Digits of any width and script, and white space of any kind, as they are compared."""
    return one_line(unicodedata.normalize("NFKC", text))


# By contact


def _by_contact(goal: _Goal, sheet: Answered) -> ReadSheet:
    setup, view = goal.setup, goal.view
    kept = _paired(view.contacts, [label for label, _ in sheet.contacts])
    rated = sum(len(ratings) for _, ratings in sheet.contacts)
    asked = len(sheet.contacts) * len(setup.shared)
    found = [trn("{count} contact", "{count} contacts", len(sheet.contacts)),
             trn("{done} of {count} answer", "{done} of {count} answers", asked, done=rated)]  # fmt: skip
    if sheet.ties is not None:
        found.append(trn("{count} pair know each other", "{count} pairs know each other", len(sheet.ties)))
    lacks = []
    if rated < asked:
        lacks.append(trn("{count} answer is open", "{count} answers are open", asked - rated))
    if len(sheet.contacts) < setup.fewest:
        lacks.append(tr("{fewest} or more contacts are usual", fewest=setup.fewest))
    changes = _changes(view, sheet, kept) if view.entry == "contact" else found
    write = partial(_write_list, goal, sheet, rated == asked)
    return ReadSheet(
        tuple(found), tuple(changes), tuple(lacks), tuple(sheet.remarks), bool(view.entry), write, goal.round,
        goal.elsewhere,
    )  # fmt: skip


def _changes(view: NetworkView, sheet: Answered, kept: Sequence[ContactView | None]) -> Iterator[str]:
    added = sum(each is None for each in kept)
    gone = len(view.contacts) - (len(kept) - added)
    different = sum(
        each.ratings.get(key) != code
        for each, (_, ratings) in zip(kept, sheet.contacts, strict=True)
        if each is not None
        for key, code in ratings.items()
    )
    if added:
        yield trn("{count} contact more", "{count} contacts more", added)
    if gone:
        yield trn("{count} contact goes", "{count} contacts go", gone)
    if different:
        yield trn("{count} other answer", "{count} other answers", different)
    if sheet.ties is not None:
        ids = [each.id if each else 0 for each in kept]
        told = frozenset((min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in sheet.ties)
        if told != view.ties:
            yield tr("who knows whom")


def _paired(contacts: Sequence[ContactView], labels: Sequence[str]) -> list[ContactView | None]:
    """For each label the contact of that name that is there, each contact once."""
    free: dict[str, list[ContactView]] = {}
    for contact in contacts:
        free.setdefault(caseless(contact.label), []).append(contact)
    return [free[caseless(label)].pop(0) if free.get(caseless(label)) else None for label in labels]


def _write_list(goal: _Goal, sheet: Answered, complete: bool, session: Session) -> None:
    network = _opened(session, goal, "contact", complete)
    in_order = select(Contact).where(Contact.network_id == network.id).order_by(col(Contact.position), col(Contact.id))
    rows = session.exec(in_order).all()
    views = [ContactView(row.id, row.label, {}) for row in rows]
    kept = _paired(views, [label for label, _ in sheet.contacts])
    staying = {each.id for each in kept if each is not None}
    connection = session.connection()
    gone = [row.id for row in rows if row.id not in staying]
    if gone:
        connection.execute(delete(Contact).where(col(Contact.id).in_(gone)))
    end = max((row.position for row in rows), default=-1) + 1
    new = [
        {"network_id": network.id, "position": end + place, "label": label}
        for place, ((label, _), each) in enumerate(zip(sheet.contacts, kept, strict=True))
        if each is None
    ]
    made: Iterator[int] = iter(())
    if new:
        returning = insert(Contact).returning(col(Contact.id), sort_by_parameter_order=True)
        made = iter(session.scalars(returning, new).all())
    ids = [next(made) if each is None else each.id for each in kept]
    answers = [
        {"contact_id": contact, "factor_id": goal.factor_ids[key], "code": int(code)}
        for contact, (_, ratings) in zip(ids, sheet.contacts, strict=True)
        for key, code in ratings.items()
    ]
    if answers:
        connection.execute(upsert(Rating, ("contact_id", "factor_id"), "code"), answers)
    if sheet.ties is not None:
        write_grid(session, network.id)
        connection.execute(delete(ContactTie).where(col(ContactTie.low_id).in_(ids)))
        ties = [sorted((ids[low], ids[high])) for low, high in sheet.ties]
        if ties:
            connection.execute(insert(ContactTie), [{"low_id": low, "high_id": high} for low, high in ties])


# By tally


def _by_tally(goal: _Goal, sheet: Answered) -> ReadSheet:
    setup, view = goal.setup, goal.view
    if not sheet.length:
        sheet.length = max((sum(counts.values()) for counts in sheet.counts.values()), default=0)
        sheet.remarks.append(tr("The length of the list is missing: {count} was taken.", count=sheet.length))
    open_ = [_adds_up(factor, sheet) for factor in setup.active]
    lacks = [each for each in open_ if each]
    done = len(open_) - len(lacks)
    found = (
        trn("{count} person counted", "{count} people counted", sheet.length),
        trn("{done} of {count} question", "{done} of {count} questions", len(open_), done=done),
    )
    same = (
        view.entry == "tally"
        and view.list_length == sheet.length
        and all(view.tally.get(key, {}).get(code) == n for key, counts in sheet.counts.items()
                for code, n in counts.items())
    )  # fmt: skip
    write = partial(_write_counts, goal, sheet, not lacks)
    changes = () if same else found
    return ReadSheet(found, changes, tuple(lacks), tuple(sheet.remarks), bool(view.entry), write, goal.round)


def _adds_up(factor: Factor, sheet: Answered) -> str:
    """What is wrong with the counts of a question; nothing where they make the length of the list."""
    counted = sum(sheet.counts.get(factor.key, {}).values())
    if counted == sheet.length:
        return ""
    return tr("{label}: {done} of {all}", label=factor.label, done=counted, all=sheet.length)


def _write_counts(goal: _Goal, sheet: Answered, complete: bool, session: Session) -> None:
    network = _opened(session, goal, "tally", complete)
    network.size = sheet.length
    session.add(network)
    session.flush()
    rows = [
        {"network_id": network.id, "factor_id": goal.factor_ids[key], "code": code, "count": number}
        for key, counts in sheet.counts.items()
        for code, number in counts.items()
    ]
    if rows:
        session.connection().execute(upsert(TallyCount, ("network_id", "factor_id", "code"), "count"), rows)


def _opened(session: Session, goal: _Goal, entry: str, complete: bool) -> PersonalNetwork:
    network = _list_of(session, goal)
    network.entry = entry
    network.finished_at = (network.finished_at or now()) if complete else None
    session.add(network)
    session.flush()
    return network


def _list_of(session: Session, goal: _Goal) -> PersonalNetwork:
    """The list of the sheet's round. Raises Invalid when its owner began a later one since the sheet was looked at."""
    lists = session.exec(
        select(PersonalNetwork)
        .where(PersonalNetwork.step_id == goal.step_id, PersonalNetwork.participant_id == goal.participant_id)
        .order_by(col(PersonalNetwork.round).desc())
    ).all()
    if lists and lists[0].round > goal.round:
        name = find_participant(session, goal.participant_id).name
        raise Invalid(tr("{name} has begun a later round meanwhile. Look at the files again.", name=name))
    network = next((each for each in lists if each.round == goal.round), None)
    if network is None:
        network = new_list(session, goal.step_id, goal.participant_id, goal.round)
    return network
