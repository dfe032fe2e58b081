"""Answers as tables, and tables as answers: a row for each response, or a row for each field.

Columns have the names of fields. Other tables are matched by the words of questions and options, also those of earlier
versions, so that an export of a form on the web comes in without a hand. A table in which no answer is found is
refused.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.nameless import Pseudonyms, in_no_order
from facilitator.questionnaires import model
from facilitator.questionnaires.answers import (
    Lacking,
    Response,
    Who,
    begin,
    has_sent,
    is_begun,
    nobodys,
    read_given,
    responses,
    send,
)
from facilitator.questionnaires.asking import Check, lacks
from facilitator.questionnaires.company import MOST_PARTNERS
from facilitator.questionnaires.document import released
from facilitator.questionnaires.entering import Entered, Oneself, asks_for_others, enter, enter_for_room
from facilitator.questionnaires.fields import FieldReader, Name, ReadFields, Spot, names_of, parsed_name, written
from facilitator.questionnaires.given import Answer, Given
from facilitator.questionnaires.model import Questionnaire, Rank, Someone, Value
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.setup import Setup, reach_round, read_setup, understood
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    IGNORE,
    Field,
    Loss,
    Options,
    Plan,
    Problem,
    Table,
    columns_left_out,
    distinct,
    fold,
    match_columns,
    other_names,
    quoted,
    resolve,
)
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import people_of, roster
from facilitator.workshop.roster_import import name_and_address
from facilitator.workshop.row_owners import Owner, Owners, contradiction, put_on_roster

PARTICIPANT, EMAIL, WITH, ROUND, SENT = "participant", "email", "with", "round", "sent"
FIELD, QUESTION, ANSWER = "field", "question", "answer"
_WHOSE = (PARTICIPANT, EMAIL, WITH, ROUND, SENT)
_DRAFT = frozenset(map(fold, ("no", "draft", "0", "false", "nein")))
_BETWEEN = "; "
_MOST_ROUNDS = 99
_MOST_LOOPS = 20
"""So many answers that others are about have columns to be chosen in a preview; headings may name more."""


# Out


def wide_table(
    library: Library, step_id: int, *, pseudonyms: Pseudonyms | None = None, without: Collection[int] = ()
) -> Table:
    """A row for each response of each round, a column for each field that is used; nothing of the answers `without`.

    Answers of nobody have a row each, with what is about them. With pseudonyms the words that people wrote are in no
    row of theirs: a room knows its own sentences. Raises Invalid while anonymous answers are collected.
    """
    setup, records = _records(library, step_id, pseudonyms, without)
    headers = _columns(setup.questionnaire, [form for _, form in records])
    rows = tuple(tuple({**whose, **form}.get(each, "") for each in (*_WHOSE, *headers)) for whose, form in records)
    return Table("answers", (*_WHOSE, *headers), rows, tuple(range(2, len(rows) + 2)))


def long_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None = None) -> Table:
    """The same with a row for each field: whose, the field's name, its question in words, and what stands in it."""
    setup, records = _records(library, step_id, pseudonyms)
    rows = []
    for whose, form in records:
        for name, text in form.items():
            found = parsed_name(name)
            question = setup.questionnaire.find(found.spot.question) if found is not None else None
            head = question.head if question is not None else ""
            rows.append((*(whose.get(each, "") for each in _WHOSE), name, head, text))
    headers = (*_WHOSE, FIELD, QUESTION, ANSWER)
    return Table("answers_by_field", headers, tuple(rows), tuple(range(2, len(rows) + 2)))


_Record = tuple[dict[str, str], dict[str, str]]


def _records(
    library: Library, step_id: int, pseudonyms: Pseudonyms | None, without: Collection[int] = ()
) -> tuple[Setup, list[_Record]]:
    with library.read() as session:
        setup = read_setup(session, step_id)
        room = nobodys(library, step_id)
        names = read_names(session, setup.workshop_id, pseudonyms, numbered=True)
        kept = released(session, step_id)
        emails = {person.id: person.email for person in people_of(library, setup.workshop_id)}
        given = [(number, each) for number in range(1, setup.round + 1) for each in responses(library, step_id, number)]
    records: list[_Record] = []
    loose: list[_Record] = []
    for number, each in [] if setup.questionnaire.anonymous else given:
        if not each.given or (pseudonyms is not None and not (each.sent and kept & set(each.members))):
            continue
        whose = {**_whose(each, names, emails, pseudonyms), ROUND: str(number)}
        left = [answer for answer in each.given if answer.id not in without and answer.about not in without]
        records.append((whose, _told(setup, Given(setup.questionnaire, left), names, loose, pseudonyms)))
    for each_given in _single(setup.questionnaire, room):
        loose.append(({}, written(setup.questionnaire, each_given, names)))
    if pseudonyms is not None:
        records.sort(key=lambda record: (record[0][PARTICIPANT], int(record[0][ROUND])))
    return setup, [*records, *in_no_order(loose)]


def _whose(
    response: Response, names: Names, emails: Mapping[int, str], pseudonyms: Pseudonyms | None
) -> dict[str, str]:
    first, *others = response.members
    return {
        PARTICIPANT: names.person(first),
        EMAIL: emails.get(first, "") if pseudonyms is None else "",
        WITH: _BETWEEN.join(map(names.person, others)),
        SENT: tr("yes") if response.sent else tr("no"),
    }


def _told(
    setup: Setup, given: Given, names: Names, loose: list[_Record], pseudonyms: Pseudonyms | None
) -> dict[str, str]:
    """The fields of a response; with pseudonyms its words go to `loose`, and names of third parties are numbers."""
    form = written(setup.questionnaire, given, names)
    if pseudonyms is None:
        return form
    kept = {}
    for name, text in form.items():
        found = parsed_name(name)
        asked = setup.questionnaire.find(found.spot.question) if found is not None else None
        if not isinstance(asked, model.Text) or found is None or _is_mark(given, found, text):
            kept[name] = text
        elif asked.names_people or asked.key in setup.questionnaire.loops:
            kept[name] = found.part or "1"
        else:
            loose.append(({}, {str(Name(Spot(asked.key), "1" if asked.entries > 1 else "")): text}))
    return kept


def _is_mark(given: Given, name: Name, text: str) -> bool:
    return not name.part and text.startswith(("-", "(")) and any(answer.value.missing for answer in given)


def _single(questionnaire: Questionnaire, room: Given) -> Iterator[Given]:
    """Answers of nobody, each with what is about it: nothing else tells that two are of one person."""
    for answer in room:
        if answer.about is None:
            about = [each for each in room if each.about == answer.id]
            yield Given(questionnaire, [answer, *about])


def _columns(questionnaire: Questionnaire, forms: Sequence[Mapping[str, str]]) -> list[str]:
    """The fields that stand in a table, in the order of the questions: those that are used, one at least of each."""
    used = {name for form in forms for name in form}
    numbers = [name.spot.about for name in map(parsed_name, used) if name is not None and name.spot.about]
    headers = []
    for key, question in questionnaire.by_key.items():
        spots = [Spot(key)] if question.about is None else [Spot(key, n) for n in range(1, max(numbers, default=1) + 1)]
        for spot in spots:
            own, *parts = map(str, names_of(questionnaire, spot))
            plain = isinstance(question, model.OneOf) or not parts
            wanted = [own] if plain or own in used else []
            if not plain:
                several = isinstance(question, model.Text | model.Someone)
                wanted += [part for at, part in enumerate(parts) if not several or at == 0 or part in used]
            headers += wanted
    return headers


# In


@dataclass
class _Row:
    """What one row of a table says. `owner` is whose it is, None for nobody's; `partners` answer with them."""

    number: int
    participant: str
    email: str
    named: list[str]
    sends: bool
    round: int | None
    read: ReadFields
    owner: Owner | None = None
    partners: list[Owner] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.participant or self.email

    @property
    def people(self) -> list[Owner]:
        """Everybody whose answers the row holds."""
        return [self.owner, *self.partners] if self.owner else []


@dataclass
class _Draft:
    """What one import would write. `here` are the answers that are there, by the round and the people of a row."""

    setup: Setup
    names: Names
    owners: Owners
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: list[_Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def answers(self) -> int:
        """How many answers there will be: of several rows of one person a later one counts."""
        said = {
            (self.round_of(row), _key(row.owner) if row.owner else id(row), spot)
            for row in self.rows
            for spot in row.read.values
        }
        return len(said)

    @property
    def responses(self) -> int:
        """How many responses the rows are of: several can be of one."""
        return len({(self.round_of(row), _key(row.owner)) if row.owner else id(row) for row in self.rows})

    @property
    def failed(self) -> bool:
        return any(problem.error for problem in self.problems)

    def round_of(self, row: _Row) -> int:
        return row.round or self.setup.round

    def remark(self, row: _Row, key: str, sentence: str, cause: str = "", value: str = "") -> None:
        """Say that a cell of a row is left out."""
        column = self.columns.get(key, self.columns.get(ANSWER, ""))
        self.problems.append(Problem(sentence, row.number, column, False, Loss.CELL, cause=cause, value=value))

    def refuse(self, row: _Row, key: str, sentence: str, cause: str = "", value: str = "") -> None:
        """Say what stops the import."""
        self.problems.append(Problem(sentence, row.number, self.columns.get(key, ""), cause=cause, value=value))


def _key(owner: Owner | None) -> object:
    """What tells an owner from others: their id, or themselves while they have none."""
    return owner and (owner.participant_id or owner)


def import_fields(library: Library, step_id: int) -> list[Field]:
    """What the columns of a table of answers can be matched to."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        versions = understood(session, setup)
    known = other_names("roster")
    return [
        Field(PARTICIPANT, tr("Participant"), ("name", *known["name"], *other_names("contacts")[PARTICIPANT])),
        Field(EMAIL, tr("Email"), known["email"]),
        Field(WITH, tr("Answers with"), ("partners", "partner")),
        Field(ROUND, tr("Round")),
        Field(SENT, tr("Sent")),
        Field(FIELD, tr("Field")),
        Field(ANSWER, tr("Answer"), answers=True),
        *_answer_fields(setup.questionnaire, tuple(versions.values())),
    ]


def share_matched(library: Library, step_id: int, headers: Sequence[str]) -> float:
    """Which share of the headers are answers to what the step asks, 0 to 1; by it tables find their step."""
    matched = match_columns(headers, import_fields(library, step_id), {})
    answers = [key for key in matched.values() if key and key not in (*_WHOSE, FIELD, ANSWER)]
    return len(answers) / len(headers) if headers else 0.0


def plan_import(library: Library, step_id: int, table: Table, options: Options, check: Check | None = None) -> Plan:
    """What importing `table` would do; who is not on the roster is added to it.

    A row answers for its person each question that it says anything of, and what it says nothing of stays. Rows that
    lack nothing are sent, unless they say that they are not. Answers without a person are nobody's.
    """
    with library.read() as session:
        draft = _draft(library, session, step_id, table, options)
    there = _Present(library, draft)
    summary = [
        trn("{count} response", "{count} responses", draft.responses),
        trn("{count} answer", "{count} answers", draft.answers),
    ]
    if replaced := there.replaced():
        one = "{count} answer takes the place of one that is there"
        summary.append(trn(one, "{count} answers take the place of those that are there", replaced))
    if draft.owners.added:
        count = len(draft.owners.added)
        summary.append(trn("{count} person is added", "{count} people are added", count))
    last = max((draft.round_of(row) for row in draft.rows), default=0)
    if last > draft.setup.round:
        summary.append(tr("Round {number} begins here by it", number=last))

    def apply() -> Done[None]:
        with library.change(tr("Import answers")) as change:
            fresh = _draft(library, change.session, step_id, table, options)
            if fresh.failed:
                raise Invalid(tr("Nothing was imported: the table has errors."))
            _write(library, change.session, fresh, check)
            if fresh.owners.filled:
                change.announce(Change(Topic.ROSTER, fresh.setup.workshop_id))
        return change.done(None)

    problems = [*draft.problems, *(() if draft.failed else there.left_open(check))]
    return Plan(tuple(summary), tuple(problems), apply, draft.owners.changes())


class _Present:
    """What is there already of those whose answers a table holds, beside what it says."""

    def __init__(self, library: Library, draft: _Draft) -> None:
        self._library = library
        self._draft = draft
        self._asked = draft.setup.questionnaire

    def replaced(self) -> int:
        """How many answers of the table go over others that are there."""
        seen: dict[tuple[object, ...], tuple[Value, ...]] = {}
        for row in self._draft.rows if not self._draft.failed else ():
            here = self._here(row)
            seen |= {
                (self._draft.round_of(row), _key(row.owner), spot): values
                for spot, values in row.read.values.items()
                if (before := here.get(spot)) and before != values
            }
        return len(seen)

    def left_open(self, check: Check | None) -> Iterator[Problem]:
        """What comes in and is not sent, since it does not fit together."""
        for row in self._draft.rows if not self._asked.anonymous else ():
            if not row.sends or (row.owner is not None and row.owner.participant_id and self._is_sent(row)):
                continue
            given = _given_of(self._asked, {**self._here(row), **row.read.values})
            lacking = [lack.sentence for lack in lacks(self._asked, given) if not lack.unanswered]
            for sentence in lacking or (check(given) if check is not None else ()):
                said = tr("These answers come in and stay open: {why}", why=sentence)
                yield Problem(
                    said, row.number, error=False, cause=tr("These answers come in and stay open:"), value=sentence
                )
                break

    def _is_sent(self, row: _Row) -> bool:
        return has_sent(self._library, _who(self._draft, row, {}))

    def _here(self, row: _Row) -> dict[Spot, tuple[Value, ...]]:
        """What somebody has answered so far, with teams by their names."""
        if row.owner is None or row.owner.participant_id is None or self._asked.anonymous:
            return {}
        given = read_given(self._library, _who(self._draft, row, {}))
        found = {}
        for spot, about in _spots(self._asked, given):
            values = given.values(spot.question, about)
            found[spot] = tuple(
                Value(word=self._draft.names.team(value.team)) if value.team is not None else value for value in values
            )
        return found


def _who(draft: _Draft, row: _Row, ids: Mapping[Owner, int]) -> Who:
    assert row.owner is not None  # noqa: S101  # nobody's answers are entered for the room
    person = row.owner.participant_id or ids[row.owner]
    return Who(draft.setup.step_id, person, corrects=True, round=draft.round_of(row))


def _spots(questionnaire: Questionnaire, given: Given) -> Iterator[tuple[Spot, int | None]]:
    """The places of a form that are answered, with the id of the answer that each is about."""
    for key, question in questionnaire.by_key.items():
        subjects = given.of(question.about) if question.about is not None else (None,)
        for number, subject in enumerate(subjects, start=1):
            about = None if subject is None else subject.id
            if given.of(key, about):
                yield Spot(key, None if subject is None else number), about


def _given_of(questionnaire: Questionnaire, said: Mapping[Spot, tuple[Value, ...]]) -> Given:
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


def _draft(library: Library, session: Session, step_id: int, table: Table, options: Options) -> _Draft:
    setup = read_setup(session, step_id)
    people = roster(session, setup.workshop_id)
    draft = _Draft(setup, read_names(session, setup.workshop_id), Owners(people, options), {}, [], [*table.problems])
    fields = import_fields(library, step_id)
    chosen, wrong = resolve(table.headers, fields, options.mapping)
    mapping = {
        header: key or (header if _is_field(setup.questionnaire, header) else "")
        for header, key in match_columns(table.headers, fields, chosen).items()
    }
    draft.problems += wrong
    columns = draft.columns = {key: header for header, key in mapping.items() if key and key != IGNORE}
    long = {FIELD, ANSWER} <= columns.keys()
    answers = [key for key in columns if key not in (*_WHOSE, FIELD, QUESTION, ANSWER)]
    left = {header: key for header, key in mapping.items() if not (long and fold(header) == fold(QUESTION))}
    draft.problems += columns_left_out(table, left, tr("It is no question of this step."))
    anonymous = setup.questionnaire.anonymous
    if not (answers or long):
        draft.problems.append(Problem(tr("No column holds an answer to a question of this step.")))
    elif not anonymous and PARTICIPANT not in columns and EMAIL not in columns:
        draft.problems.append(Problem(tr("No column says whose the answers are: name or email.")))
    if draft.failed:
        return draft
    reader = FieldReader(
        setup.questionnaire,
        draft.names,
        today=date.today(),
        versions=understood(session, setup),
    )
    forms = _long_forms(table, columns, draft.problems) if long else _wide_forms(table, columns, answers)
    for number, whose, form in forms:
        _take(draft, reader, columns, number, whose, form)
    _find_people(draft)
    if not draft.failed:
        _settle(library, session, draft)
    if not draft.answers and not draft.failed:
        draft.problems.append(Problem(tr("No answer to a question of this step was found in the table.")))
    return draft


_Form = tuple[int, dict[str, str], dict[str, str]]


def _wide_forms(table: Table, columns: Mapping[str, str], answers: Sequence[str]) -> Iterator[_Form]:
    cells = {key: table.column(header) for key, header in columns.items()}
    for at, number in enumerate(table.numbers):
        whose = {key: one_line(cells[key][at]) for key in _WHOSE if key in cells}
        yield number, whose, {key: cells[key][at] for key in answers}


def _long_forms(table: Table, columns: Mapping[str, str], problems: list[Problem]) -> Iterator[_Form]:
    """The rows of each person together; of nobody each answer by itself, with what is about it.

    Of two rows that answer the same field of somebody the later counts, which is said.
    """
    forms: dict[object, _Form] = {}
    said_in: dict[tuple[object, str], int] = {}
    for number, whose, form in _wide_forms(table, columns, (FIELD, ANSWER)):
        name, text = one_line(form[FIELD]), form[ANSWER]
        key: object = (fold(whose.get(PARTICIPANT, "")), fold(whose.get(EMAIL, "")), whose.get(ROUND, ""))
        if not (whose.get(PARTICIPANT) or whose.get(EMAIL)):
            found = parsed_name(name)
            if found is None or found.spot.about is None:
                forms[number] = number, whose, {name: text}
            elif forms:
                next(reversed(forms.values()))[2][name] = text
            continue
        before = forms.setdefault(key, (number, whose, {}))[2]
        if fold(before.get(name, text)) != fold(text):
            problems.append(_superseded(said_in[key, name], columns[ANSWER], before[name], number, text))
        before[name], said_in[key, name] = text, number
    yield from forms.values()


def _superseded(row: int, column: str, old: str, later: int, new: str) -> Problem:
    """The remark on an answer in whose place a later row of the same person puts another."""
    sentence = tr("“{old}” is left out: row {row} is the same person, and says “{new}”.", old=old, row=later, new=new)
    cause = tr("Left out, since a later row of the same person says otherwise:")
    return Problem(sentence, row, column, False, Loss.CELL, cause=cause, value=old)


def _take(
    draft: _Draft,
    reader: FieldReader,
    columns: Mapping[str, str],
    number: int,
    whose: Mapping[str, str],
    form: Mapping[str, str],
) -> None:
    read = reader.read(form)
    for remark in read.remarks:
        column = columns.get(remark.field, columns.get(ANSWER, ""))
        loss = Loss.CELL if remark.left_out else None
        draft.problems.append(Problem(remark.sentence, number, column, error=False, loss=loss))
    partners = [one_line(name) for name in whose.get(WITH, "").split(";") if one_line(name)]
    sends = fold(whose.get(SENT, "")) not in _DRAFT
    if read.values:
        round_ = _round(draft, columns, number, whose.get(ROUND, ""))
        name, email = whose.get(PARTICIPANT, ""), whose.get(EMAIL, "")
        draft.rows.append(_Row(number, name, email, partners, sends, round_, read))
    elif any(whose.values()) and not any(text.strip() for text in form.values()):
        # Else each cell that could not be read has its remark.
        sentence = tr("There is no answer in this row: it is left out.")
        draft.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))


def _round(draft: _Draft, columns: Mapping[str, str], number: int, text: str) -> int | None:
    """The round that a row is of; None for the present one."""
    if not text:
        return None
    if text.isdecimal() and 1 <= int(text) <= _MOST_ROUNDS:
        return int(text)
    sentence = tr("“{text}” is no number of a round.", text=text)
    draft.problems.append(Problem(sentence, number, columns.get(ROUND, "")))
    return None


def _find_people(draft: _Draft) -> None:
    """Find whose each row is and who answered with them; say where that can't be told, and what is not taken over."""
    anonymous = draft.setup.questionnaire.anonymous
    if anonymous:
        if any(row.name for row in draft.rows):
            sentence = tr("Answers are anonymous here: they come in without the names beside them.")
            draft.problems.append(Problem(sentence, error=False))
        return
    # An answer of an export that has no name has none beside it either.
    whole = [row for row in draft.rows if row.name]
    for row in draft.rows if len(whole) == len(draft.rows) or not whole else ():
        if not row.name:
            sentence = tr("It says nothing of whose these answers are: they come in as nobody’s.")
            draft.problems.append(Problem(sentence, row.number, error=False))
    owners = draft.owners
    for row in whole:
        _take_apart(draft, row)
        remark = owners.remark_on_address(row.email).problem(row.number, draft.columns.get(EMAIL, ""))
        draft.problems += [remark] if remark else []
    owners.expect((row.name, {"email": row.email}) for row in whole if row.owner is None)
    for row in whole:
        row.owner = row.owner or owners.find(row.name, {"email": row.email}, row.number)
        if row.owner is None:
            draft.refuse(row, PARTICIPANT if row.participant else EMAIL, owners.ambiguous(row.name))
    for row in whole:
        _find_partners(draft, row)
    times = Counter((draft.round_of(row), row.owner) for row in whole if row.owner)
    for row in whole:
        if row.owner and times[draft.round_of(row), row.owner] > 1:
            sentence = tr("“{name}” has several rows: what a later one says goes over it.", name=row.owner.name)
            draft.problems.append(Problem(sentence, row.number, error=False))
    header = draft.columns.get(EMAIL, "")
    draft.problems += [contradiction(header, found) for found in owners.contradictory.values()]
    draft.problems += owners.remarks({"email": header} if header else {})


def _take_apart(draft: _Draft, row: _Row) -> None:
    """Tell the parts of a name that has an address or a number behind it, as exports write namesakes."""
    name, address = name_and_address(row.participant)
    if address and fold(row.email) in ("", fold(address)):
        row.participant, row.email = name, address
    elif not draft.owners.is_one(row.participant) and (person := draft.names.find_person(row.participant)):
        row.owner = draft.owners.with_id(person)


def _find_partners(draft: _Draft, row: _Row) -> None:
    for name in row.named:
        person = draft.names.find_person(name)
        partner = draft.owners.known(name) or (draft.owners.with_id(person) if person else None)
        if partner is None:
            sentence = tr("“{name}” is nobody on the roster, or several people: it is not taken over.", name=name)
            cause = tr("Nobody on the roster, or several people, and not taken over:")
            draft.remark(row, WITH, sentence, cause, name)
        elif partner not in row.people:
            row.partners.append(partner)
    together = draft.setup.questionnaire.together
    if row.partners and together == "alone":
        draft.remark(row, WITH, tr("Everybody answers alone here: only the first name counts."))
        row.partners = []
    elif together == "pairs" and len(row.partners) > MOST_PARTNERS:
        draft.refuse(row, WITH, tr("At most three people answer together."))


def _settle(library: Library, session: Session, draft: _Draft) -> None:
    """Leave out what can't be taken, and refuse rows whose people answer with others than the row says."""
    members: dict[tuple[int, object], frozenset[object]] = {}
    for number in {draft.round_of(row) for row in draft.rows} if not draft.setup.questionnaire.anonymous else ():
        for response in responses(library, draft.setup.step_id, number) if number <= draft.setup.round else ():
            members |= {(number, person): frozenset(response.members) for person in response.members}
    said: dict[tuple[int, object], dict[Spot, _Row]] = {}
    for row in draft.rows:
        if row.owner is not None:
            number, own = draft.round_of(row), frozenset(map(_key, row.people))
            begun = {members.setdefault((number, person), own) for person in own}
            if begun != {own}:
                _refuse_company(draft, row, begun)
            _say_superseded(draft, row, said.setdefault((number, own), {}))
        _leave_out_refused(library, session, draft, row)
    draft.rows = [row for row in draft.rows if row.read.values]


def _refuse_company(draft: _Draft, row: _Row, begun: Collection[Collection[object]]) -> None:
    """Say that answers of several people would go to others than those who gave them."""
    known = {_key(owner): owner.name for each in draft.rows for owner in each.people}
    others = sorted(
        known.get(key) or (draft.owners.with_id(key).name if isinstance(key, int) else "")
        for key in {key for each in begun for key in each} - {_key(row.owner)}
    )
    sentence = tr(
        "“{name}” answers together with {others}, and this row says otherwise. Write the same people in the column "
        "“with”, or take the row out.",
        name=row.name,
        others=quoted(others),
    )
    cause = tr(
        "These answer with other people than their rows say. Write the same people in the column “with”, or take the "
        "rows out:"
    )
    draft.refuse(row, WITH, sentence, cause, row.name)


def _say_superseded(draft: _Draft, row: _Row, said: dict[Spot, _Row]) -> None:
    for spot, values in row.read.values.items():
        earlier = said.get(spot)
        if earlier is not None and earlier.read.values[spot] != values:
            (field_name, _), *_ = earlier.read.sources[spot] or ((str(Name(spot)), ""),)
            old, new = (_BETWEEN.join(text for _, text in each.read.sources[spot]) for each in (earlier, row))
            column = draft.columns.get(field_name, draft.columns.get(ANSWER, ""))
            draft.problems.append(_superseded(earlier.number, column, old, row.number, new))
        said[spot] = row


def _leave_out_refused(library: Library, session: Session, draft: _Draft, row: _Row) -> None:
    """Take out of a row what the questions refuse beside its other answers, with a remark each.

    Whoever names themselves where somebody else is asked for, ranks what is not ticked, and what is about an answer
    that is not there.
    """
    asked, person = draft.setup.questionnaire, row.owner.participant_id if row.owner else None
    oneself = Oneself(session, draft.setup, person)
    here: Given | None = None
    if person is not None and not asked.anonymous:
        here = read_given(library, _who(draft, row, {}))
    kept: dict[Spot, tuple[Value, ...]] = {}

    def values(question: str, about: int | None) -> tuple[Value, ...]:
        """What will be answered to a question: by this row, else what is there."""
        said = kept.get(Spot(question, about))
        if said is not None or here is None:
            return said or ()
        subjects = here.of(asked.by_key[question].about or "") if about is not None else ()
        if about is None or about > len(subjects):
            return here.values(question) if about is None else ()
        return here.values(question, subjects[about - 1].id)

    for spot, found in row.read.values.items():
        question = asked.by_key[spot.question]
        own = row.partners and isinstance(question, Someone) and not question.oneself
        sentence = ""
        if oneself.is_named(question, found) or (own and _names_any(found, row.partners)):
            sentence = asks_for_others(question)
        elif spot.about is not None and spot.about > len(values(question.about or "", None)):
            sentence = tr("What this question is about is not in the table: the answer is left out.")
        elif isinstance(question, Rank) and question.from_ticks is not None:
            ticked = {value.option for value in values(question.from_ticks, spot.about)}
            if not {value.option for value in found if value.option} <= ticked:
                sentence = tr("“{question}” ranks what is ticked.", question=question.head)
        if sentence:
            draft.remark(row, row.read.sources[spot][0][0] if row.read.sources[spot] else str(Name(spot)), sentence)
        else:
            kept[spot] = found
    row.read = ReadFields(kept, row.read.sources, row.read.remarks)


def _names_any(values: Sequence[Value], people: Sequence[Owner]) -> bool:
    return bool({value.person for value in values} & {person.participant_id for person in people} - {None})


def _write(library: Library, session: Session, draft: _Draft, check: Check | None) -> None:
    setup = draft.setup
    ids = {} if setup.questionnaire.anonymous else put_on_roster(library, session, setup.workshop_id, draft.owners)
    present = setup.round
    for row in sorted(draft.rows, key=draft.round_of):
        if row.owner is None:
            done = enter_for_room(library, setup.step_id, setup.workshop_id, setup.questionnaire, row.read)
            _check_entered(row, done)
            continue
        if draft.round_of(row) > present:
            present = draft.round_of(row)
            reach_round(library, setup.step_id, present)
        who = _who(draft, row, ids)
        if not is_begun(library, who):
            # Alone too: else all of a team would be taken for the authors.
            begin(library, who, [each.participant_id or ids[each] for each in row.partners])
        _check_entered(row, enter(library, who, setup.workshop_id, setup.questionnaire, row.read))
        if row.sends and not has_sent(library, who):
            _send(library, who, check)


def _check_entered(row: _Row, entered: Entered) -> None:
    """Raise Invalid, so that nothing comes in, for an answer that is refused and of which the plan said nothing."""
    for remark in entered.remarks:
        raise Invalid(str(Problem(remark.sentence, row.number, remark.field)))


def _send(library: Library, who: Who, check: Check | None) -> None:
    try:
        send(library, who, check)
    except Lacking:
        # What does not fit together is looked at by whoever is asked again; nothing of it is lost.
        return


def _is_field(questionnaire: Questionnaire, header: str) -> bool:
    name = parsed_name(header)
    return name is not None and questionnaire.find(name.spot.question) is not None


def _answer_fields(questionnaire: Questionnaire, versions: Iterable[Questionnaire]) -> Iterator[Field]:
    """A field for each that a question has, known by its words and those that it had before."""
    then = list(versions)
    labels: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for key, question in questionnaire.by_key.items():
        subject = questionnaire.find(question.about or "")
        most = min(getattr(subject, "entries", len(questionnaire.options(question.about or key)) or 1), _MOST_LOOPS)
        spots = [Spot(key)] if question.about is None else [Spot(key, number) for number in range(1, most + 1)]
        wordings = dict.fromkeys(
            text for each in (questionnaire, *then) if (asked := each.find(key)) for text in (asked.head, asked.text)
        )
        for spot in spots:
            lead = "" if spot.about is None else f"{spot.about}. "
            for name in names_of(questionnaire, spot):
                found = [_part_of(questionnaire, then, name, words) for words in wordings]
                labels[str(name)] = f"{lead}{found[0][0]}"
                others[str(name)] = [f"{lead}{text}" for texts in found for text in texts]
    counted = Counter(fold(text) for texts in others.values() for text in {fold(each) for each in texts})
    for key, label in zip(labels, distinct(labels.values()), strict=True):
        # A word that could mean two fields means none.
        words = tuple(text for text in dict.fromkeys(others[key]) if counted[fold(text)] == 1)
        yield Field(key, label, words, answers=True)


def _part_of(questionnaire: Questionnaire, then: Sequence[Questionnaire], name: Name, question: str) -> list[str]:
    """How a field is called where the question is worded so; the first is what a preview shows."""
    if not name.part:
        return [question]
    labels = dict.fromkeys(
        option.label
        for each in (questionnaire, *then)
        if name.spot.question in each.by_key
        for option in each.options(name.spot.question)
        if option.key == name.part
    )
    if not labels:
        return [f"{question} {name.part}", f"{question} [{name.part}]"]
    return [text for label in labels for text in (f"{question}: {label}", f"{question} [{label}]", label)]
