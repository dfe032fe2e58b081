"""The rows of a table of answers: whose each is and with whom, and what of it stands beside what is there already.

Nobody's answers may land among those of others, and what can't be taken is left out with a remark on its cell. Answers
that others are about, such as whom one thanks, are added to those there are: a table may hold some of them only.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from facilitator.i18n import tr, trn
from facilitator.person_changes import PersonChange
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.asking import Check, lacks
from facilitator.questionnaires.checking import asks_for_others, most_values, too_many_words, words_in
from facilitator.questionnaires.entering import Oneself
from facilitator.questionnaires.fields import Name, ReadFields, Spot
from facilitator.questionnaires.model import Questionnaire, Rank, SeveralOf, Value
from facilitator.questionnaires.names import Names
from facilitator.questionnaires.partner_choice import MOST_PARTNERS
from facilitator.questionnaires.reading import Response, Who, responses
from facilitator.questionnaires.row_columns import ANSWER, EMAIL, PARTICIPANT, WITH
from facilitator.questionnaires.setup import Setup
from facilitator.questionnaires.teams import teams_of
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem, quoted
from facilitator.text_matching import caseless
from facilitator.workshop.row_owners import Owner, Owners, contradiction
from facilitator.workshop.table_import import Reading
from facilitator.workshop.tables import Participant
from facilitator.workshop.written_names import name_and_address

_BETWEEN = "; "

SaidBySpot = Mapping[Spot, tuple[Value, ...]]
"""What is answered, by its places in the questionnaire; teams are words."""


@dataclass
class Row:
    """What one row of a table says. `owner` is whose it is, None for nobody's; `partners` answer with them.

    `beside` is what it says in columns of the exercise's own. One that `is_bare` has handed in without an answer.
    """

    number: int
    participant: str
    email: str
    named: list[str]
    sends: bool
    round: int
    fields: Mapping[str, str]
    owner: Owner | None = None
    partners: list[Owner] = field(default_factory=list)
    said: dict[Spot, tuple[Value, ...]] = field(default_factory=dict)
    sources: Mapping[Spot, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    is_bare: bool = False

    @property
    def name(self) -> str:
        """What the row calls its owner, "" where it does not say whose it is."""
        return self.participant or self.email

    @property
    def people(self) -> list[Owner]:
        """Everybody whose answers the row holds."""
        return [self.owner, *self.partners] if self.owner else []

    def field_of(self, spot: Spot) -> str:
        """The name of the field in which the answer to a question stands."""
        found = self.sources.get(spot)
        return found[0][0] if found else str(Name(spot))


@dataclass
class PendingAnswers:
    """What one import would write.

    An export of `ours` names nobody beside a participant but participants.
    `there` has what people have answered so far, by rounds, once `settle` has read it.
    Who is not on the roster yet has a number below 0 in answers, by which `awaited` has them. `unneeded` are the first
    rows of those who stay away from it, since nothing of theirs comes in.
    """

    setup: Setup
    names: Names
    owners: Owners
    reading: Reading
    rows: list[Row] = field(default_factory=list)
    ours: bool = False
    there: dict[tuple[int, int], Response] = field(default_factory=dict)
    awaited: dict[int, Owner] = field(default_factory=dict)
    unneeded: set[int] = field(default_factory=set)

    @property
    def answers(self) -> int:
        """How many answers there will be: of several rows of one person a later one counts."""
        return len({(self.whose(row), spot) for row in self.rows for spot in row.said})

    @property
    def responses(self) -> int:
        """How many responses the rows are of: several can be of one."""
        return len({self.whose(row) for row in self.rows})

    @property
    def changes(self) -> tuple[PersonChange, ...]:
        """What changes of people on the roster, and who may be one of them under another name."""
        return tuple(change for change in self.owners.changes() if change.row not in self.unneeded)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the table, and what of it is left out."""
        return self.reading.problems

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way."""
        return self.reading.failed

    def column(self, key: str) -> str:
        """The heading above a field, or above all answers in a table that has a row for each."""
        return self.reading.header(key) or self.reading.header(ANSWER)

    def summary(self) -> list[str]:
        """What would be written, in sentences."""
        summary = [
            trn("{count} response", "{count} responses", self.responses),
            trn("{count} answer", "{count} answers", self.answers),
        ]
        if self.failed:
            return summary
        if over := replaced(self):
            summary.append(
                trn(
                    "{count} answer takes the place of one that is there",
                    "{count} answers take the place of those that are there",
                    over,
                )
            )
        if new := len(self.owners.added):
            summary.append(trn("{count} person is added", "{count} people are added", new))
        last = max((row.round for row in self.rows), default=0)
        if last > self.setup.round:
            summary.append(tr("Round {number} begins here with it", number=last))
        return summary

    def number_of(self, owner: Owner) -> int:
        """The id of somebody, or the number that stands for it."""
        if owner.participant_id is None:
            return next(number for number, each in self.awaited.items() if each is owner)
        return owner.participant_id

    def who(self, row: Row, ids: Mapping[Owner, int] | None = None) -> Who | None:
        """Whose answers a row holds; None for nobody's, and for somebody who has no id yet."""
        own = row.owner and (row.owner.participant_id or (ids or {}).get(row.owner))
        return Who(self.setup.step_id, own, corrects=True, round=row.round) if own else None

    def response(self, row: Row) -> Response | None:
        """What the owner of a row has begun in its round."""
        own = row.owner and row.owner.participant_id
        return self.there.get((row.round, own)) if own else None

    def remark(self, row: Row, key: str, sentence: str, cause: str = "", value: str = "", cells: int = 1) -> None:
        """Say that a cell of a row is left out, or several that are one answer."""
        problem = Problem(sentence, row.number, self.column(key), False, Loss.CELL, cells, cause, value)
        self.problems.append(problem)

    def refuse(self, row: Row, key: str, sentence: str, cause: str = "", value: str = "") -> None:
        """Say what stops the import."""
        self.problems.append(Problem(sentence, row.number, self.reading.header(key), cause=cause, value=value))

    def whose(self, row: Row) -> tuple[int, object]:
        """What tells the response of a row from others of the table: two rows of nobody are never the same."""
        return row.round, row.number if row.owner is None else row.owner.participant_id or row.owner


# Whose a row is


def find_people(pending: PendingAnswers) -> None:
    """Find whose each row is and who answered with them; say where that can't be told, and what is not taken over."""
    owners, whole = pending.owners, [row for row in pending.rows if row.name]
    # In an export of ours, what somebody wrote who has a pseudonym has no name.
    for row in pending.rows if len(whole) < len(pending.rows) else ():
        if not row.name:
            sentence = tr("It says nothing of whose these answers are: they come in as nobody’s.")
            pending.problems.append(Problem(sentence, row.number, error=False))
    for row in whole:
        _take_apart(pending, row)
        remark = owners.remark_on_address(row.email).problem(row.number, pending.reading.header(EMAIL))
        pending.reading.problems += [remark] if remark else []
    owners.expect((row.name, {"email": row.email}) for row in whole if row.owner is None)
    for row in whole:
        row.owner = row.owner or owners.find(row.name, {"email": row.email}, row.number)
        if row.owner is None:
            pending.refuse(row, PARTICIPANT if row.participant else EMAIL, owners.ambiguous(row.name))
    for row in whole:
        _find_partners(pending, row)
    pending.awaited = {-number: owner for number, owner in enumerate(owners.added, start=1)}
    times = Counter((row.round, row.owner) for row in whole if row.owner)
    for row in whole:
        if row.owner and times[row.round, row.owner] > 1:
            sentence = tr("“{name}” has several rows: what a later one says goes over it.", name=row.owner.name)
            pending.problems.append(Problem(sentence, row.number, error=False))
    header = pending.reading.header(EMAIL)
    pending.reading.problems += [contradiction(header, found) for found in owners.contradictory.values()]
    pending.reading.problems += owners.remarks({"email": header} if header else {})


def with_awaited(people: Sequence[Participant], pending: PendingAnswers) -> list[Participant]:
    """The roster with those who are to be put on it, so that answers can name them too."""
    workshop_id = pending.setup.workshop_id
    return [
        *people,
        *(
            Participant(
                id=number, workshop_id=workshop_id, name=owner.name, email=owner.facts.get("email", ""), position=0
            )
            for number, owner in pending.awaited.items()
        ),
    ]


def _take_apart(pending: PendingAnswers, row: Row) -> None:
    """Tell the parts of a name that has an address or a number behind it, as namesakes are written in forms."""
    name, address = name_and_address(row.participant)
    if address and caseless(row.email) in ("", caseless(address)):
        row.participant, row.email = name, address
    elif not pending.owners.is_one(row.participant) and (person := pending.names.find_person(row.participant)):
        row.owner = pending.owners.with_id(person)


def _find_partners(pending: PendingAnswers, row: Row) -> None:
    for name in row.named:
        person = pending.names.find_person(name)
        partner = pending.owners.known(name) or (pending.owners.with_id(person) if person else None)
        if partner is None and pending.ours:
            partner = pending.owners.find(name, {}, row.number)
        if partner is None:
            sentence = tr("“{name}” is nobody on the roster, or several people: it is not taken over.", name=name)
            cause = tr("Nobody on the roster, or several people, and not taken over:")
            pending.remark(row, WITH, sentence, cause, name)
        elif partner not in row.people:
            row.partners.append(partner)
    together = pending.setup.questionnaire.together
    if row.partners and together == "alone":
        pending.remark(row, WITH, tr("Everybody answers alone here: only the first name counts."))
        row.partners = []
    elif together == "pairs" and len(row.partners) > MOST_PARTNERS:
        pending.refuse(row, WITH, tr("At most three people answer together."))


# What of it is taken


def settle(library: Library, session: Session, pending: PendingAnswers) -> None:
    """Leave out what can't be taken, and refuse rows whose people answer with others than the row says."""
    members: dict[tuple[int, int], frozenset[int]] = {}
    step_id = pending.setup.step_id
    for number in {row.round for row in pending.rows if row.owner and row.round <= pending.setup.round}:
        for response in responses(library, step_id, number):
            members |= {(number, person): frozenset(response.members) for person in response.members}
            pending.there |= {(number, person): response for person in response.members}
    teams = teams_of(session, pending.setup.workshop_id)
    before: dict[tuple[int, int], dict[Spot, Row]] = {}
    written: dict[tuple[int, frozenset[int]], dict[Spot, tuple[Value, ...]]] = {}
    for row in pending.rows:
        own = frozenset(map(pending.number_of, row.people))
        if row.owner is not None:
            begun = {members.setdefault((row.round, person), own) for person in own}
            if begun != {own}:
                _refuse_company(pending, row, begun)
            _say_superseded(pending, row, before.setdefault((row.round, pending.number_of(row.owner)), {}))
        here = what_is_here(pending, row)
        _join_subjects(pending.setup.questionnaire, row, here)
        # What an earlier row of the same people says is there when this one is written; what nobody wrote is alone.
        so_far = written.setdefault((row.round, own), dict(here)) if own else {}
        _leave_out_refused(pending, row, here, Oneself(own, teams), so_far)
    # Who has nothing left has answered nothing.
    pending.rows = [row for row in pending.rows if row.said or (row.is_bare and pending.response(row) is None)]
    _forget_the_rest(pending)


def _forget_the_rest(pending: PendingAnswers) -> None:
    """Put nobody on the roster of whom no answer comes in, and whom none names."""
    kept = {owner for row in pending.rows for owner in row.people}
    values = (value for row in pending.rows for values in row.said.values() for value in values)
    kept |= {pending.awaited[value.person] for value in values if value.person is not None and value.person < 0}
    pending.unneeded = {owner.row for owner in pending.owners.added if owner not in kept}
    pending.owners.added = [owner for owner in pending.owners.added if owner in kept]


def _refuse_company(pending: PendingAnswers, row: Row, begun: Collection[Collection[int]]) -> None:
    """Say that answers of several people would go to others than those who gave them."""
    assert row.owner is not None  # noqa: S101  # nobody answers together with somebody
    everybody = {number for each in begun for number in each} - {pending.number_of(row.owner)}
    others = [pending.owners.with_id(number) if number > 0 else pending.awaited[number] for number in sorted(everybody)]
    sentence = tr(
        "“{name}” answers together with {others}, and this row says otherwise. Write the same people in the column "
        "“with”, or take the row out.",
        name=row.owner.name,
        others=quoted(owner.name for owner in others),
    )
    cause = tr(
        "These answer with other people than their rows say. Write the same people in the column “with”, or take the "
        "rows out:"
    )
    pending.refuse(row, WITH, sentence, cause, row.owner.name)


def _say_superseded(pending: PendingAnswers, row: Row, before: dict[Spot, Row]) -> None:
    for spot, values in row.said.items():
        earlier = before.get(spot)
        if earlier is not None and earlier.said.get(spot, values) != values:
            old, new = (_BETWEEN.join(text for _, text in each.sources[spot]) for each in (earlier, row))
            column = pending.column(earlier.field_of(spot))
            if old != new:
                pending.problems.append(superseded(earlier.number, column, old, row.number, new))
        before[spot] = row


def superseded(row: int, column: str, old: str, later: int, new: str) -> Problem:
    """The remark on an answer in whose place a later row of the same person puts another."""
    sentence = tr("“{old}” is left out: row {row} is the same person, and says “{new}”.", old=old, row=later, new=new)
    cause = tr("Left out, since a later row of the same person says otherwise:")
    return Problem(sentence, row, column, False, Loss.CELL, cause=cause, value=old)


def _join_subjects(questionnaire: Questionnaire, row: Row, here: SaidBySpot) -> None:
    """Add the answers that others are about to those that are there, which else go with all that is about them."""
    for key in questionnaire.loops:
        there, found = here.get(Spot(key), ()), row.said.get(Spot(key), ())
        joined = (*there, *(value for value in found if value not in there))
        if isinstance(questionnaire.by_key[key], SeveralOf):
            order = [option.key for option in questionnaire.options(key)]
            joined = tuple(sorted(joined, key=lambda value: order.index(value.option) if value.option else -1))
        if not found or joined == found or any(value.missing for value in joined):
            continue
        row.said[Spot(key)] = joined
        places = {number: joined.index(value) + 1 for number, value in enumerate(found, start=1)}
        about = [
            spot for spot in row.said if spot.about is not None and questionnaire.by_key[spot.question].about == key
        ]
        moved = {Spot(spot.question, places.get(spot.about or 0, 0)): row.said.pop(spot) for spot in about}
        row.sources = dict(row.sources) | {
            Spot(spot.question, places.get(spot.about or 0, 0)): row.sources[spot] for spot in about
        }
        row.said |= moved


def _leave_out_refused(
    pending: PendingAnswers, row: Row, here: SaidBySpot, oneself: Oneself, written: dict[Spot, tuple[Value, ...]]
) -> None:
    """Take out of a row what the questions refuse beside its other answers, with a remark each.

    Whoever names themselves where somebody else is asked for, ranks what is not ticked, what is about an answer that is
    not there, and what has more words than its page takes beside what is `written` when it is its turn. What stays in
    the row is written then.
    """
    asked = pending.setup.questionnaire
    for spot, found in list(row.said.items()):
        question = asked.by_key[spot.question]
        there = {**here, **row.said}
        most = most_values(question)
        sentence = cause = ""
        if oneself.is_named(question, found):
            sentence = asks_for_others(question)
        elif most is not None and len(found) > most:
            sentence = tr("With what is there already it is more than “{question}” takes.", question=question.head)
        elif spot.about is not None and not 0 < spot.about <= len(there.get(Spot(question.about or ""), ())):
            sentence = tr("What this question is about does not come in: the answer is left out.")
        elif isinstance(question, Rank) and question.from_ticks is not None:
            ticked = {value.option for value in there.get(Spot(question.from_ticks, spot.about), ())}
            if not {value.option for value in found if value.option} <= ticked:
                sentence = tr("“{question}” ranks what is ticked.", question=question.head)
        elif sentence := _too_long(asked, spot, found, written):
            cause = tr("Left out, since there are too many words on their page with them:")
        if sentence:
            texts = [text for _, text in row.sources.get(spot, ())]
            value = _BETWEEN.join(texts) if cause else ""
            pending.remark(row, row.field_of(spot), sentence, cause, value, max(1, len(texts)))
            del row.said[spot]
        else:
            written[spot] = found


def _too_long(asked: Questionnaire, spot: Spot, found: Sequence[Value], there: SaidBySpot) -> str:
    """What to do where an answer has more words than its page takes beside what is `there`, else "".

    Answers are written one after the other, and what is shortened is taken; see `answers.put`.
    """
    page = asked.page_of.get(spot.question)
    counted = asked.counted_words(page) if page is not None else ()
    if page is None or spot.question not in counted or _words(found) <= _words(there.get(spot, ())):
        return ""
    beside = [value for key in counted if key != spot.question for value in there.get(Spot(key), ())]
    return too_many_words(page, _words([*beside, *found]))


def _words(values: Sequence[Value]) -> int:
    return sum(words_in(value.word or "") for value in values)


# What is there


def what_is_here(pending: PendingAnswers, row: Row) -> dict[Spot, tuple[Value, ...]]:
    """What somebody has answered so far that whoever corrects may see, with teams by their names."""
    asked, there = pending.setup.questionnaire, pending.response(row)
    if there is None or asked.anonymous:
        return {}
    given = there.given.sent if asked.private_until_sent else there.given
    found = {}
    for spot, about in _spots(asked, given):
        values = given.values(spot.question, about)
        found[spot] = tuple(
            Value(word=pending.names.team(value.team)) if value.team is not None else value for value in values
        )
    return found


def replaced(pending: PendingAnswers) -> int:
    """How many answers of the table go over others that are there."""
    found = set()
    for row in pending.rows:
        here = what_is_here(pending, row)
        over = {spot for spot, values in row.said.items() if spot in here and not {*here[spot]} <= {*values}}
        found |= {(row.round, row.owner, spot) for spot in over}
    return len(found)


def left_open(pending: PendingAnswers, check: Check | None) -> Iterator[Problem]:
    """What comes in and is not sent, since it does not fit together."""
    asked = pending.setup.questionnaire
    there: dict[tuple[int, object], SaidBySpot] = {}
    for row in pending.rows if not asked.anonymous else ():
        # What an earlier row of the same people says is there too.
        own = row.round, frozenset(map(pending.number_of, row.people)) or id(row)
        before = there[own] if own in there else what_is_here(pending, row)
        said_so_far = there[own] = {**before, **row.said}
        response = pending.response(row)
        if not row.sends or (response is not None and response.sent):
            continue
        given = _given_of(asked, said_so_far)
        lacking = [lack.sentence for lack in lacks(asked, given) if not lack.unanswered]
        for sentence in lacking or (check(given) if check is not None else ()):
            said = tr("These answers come in and stay open: {why}", why=sentence)
            yield Problem(
                said, row.number, error=False, cause=tr("These answers come in and stay open:"), value=sentence
            )
            break


def _spots(questionnaire: Questionnaire, given: Given) -> Iterator[tuple[Spot, int | None]]:
    """The places of a form that are answered, with the id of the answer that each is about."""
    for key, question in questionnaire.by_key.items():
        subjects = given.of(question.about) if question.about is not None else (None,)
        for number, subject in enumerate(subjects, start=1):
            about = None if subject is None else subject.id
            if given.of(key, about):
                yield Spot(key, None if subject is None else number), about


def given_with(pending: PendingAnswers, row: Row) -> Given:
    """What somebody will have answered once a row has come in."""
    return _given_of(pending.setup.questionnaire, {**what_is_here(pending, row), **row.said})


def _given_of(questionnaire: Questionnaire, said: SaidBySpot) -> Given:
    """What is said in a form as answers, before they are any."""
    answers: list[Answer] = []
    ids: dict[tuple[str, int], int] = {}
    for key, question in questionnaire.by_key.items():
        for spot, values in said.items():
            about = None if spot.about is None else ids.get((question.about or "", spot.about))
            if spot.question != key or (spot.about is not None and about is None):
                continue
            for place, value in enumerate(values):
                ids[key, place + 1] = len(answers) + 1
                answers.append(Answer(len(answers) + 1, key, value, place, about, sent=True))
    return Given(questionnaire, answers)


def as_read(row: Row, ids: Mapping[int, int]) -> ReadFields:
    """What a row says, with the ids that those who were awaited have now."""
    said = {
        spot: tuple(value._replace(person=ids.get(value.person or 0, value.person)) for value in values)
        for spot, values in row.said.items()
    }
    return ReadFields(said, row.sources, ())
