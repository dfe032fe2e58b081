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
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.answers import (
    Lacking,
    Response,
    Who,
    begin,
    has_sent,
    is_begun,
    nobodys,
    responses,
    send,
)
from facilitator.questionnaires.asking import Check, lacks
from facilitator.questionnaires.document import released
from facilitator.questionnaires.entering import Oneself, asks_for_others, enter, enter_for_room
from facilitator.questionnaires.fields import FieldReader, Name, ReadFields, Spot, names_of, parsed_name, written
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.setup import Setup, reach_round, read_setup, understood
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    Field,
    Loss,
    Options,
    Plan,
    Problem,
    Table,
    caseless,
    columns_left_out,
    distinct,
    match_columns,
    other_names,
    resolve,
)
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import Person, add_people, people_of

PARTICIPANT, EMAIL, WITH, ROUND, SENT = "participant", "email", "with", "round", "sent"
FIELD, QUESTION, ANSWER = "field", "question", "answer"
_WHOSE = (PARTICIPANT, EMAIL, WITH, ROUND, SENT)
_DRAFT = frozenset(map(caseless, ("no", "draft", "0", "false", "nein")))
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
        names = read_names(session, setup.workshop_id, pseudonyms)
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
    """What one row of a table says."""

    number: int
    participant: str
    email: str
    partners: list[str]
    sends: bool
    round: int | None
    read: ReadFields


@dataclass
class _Draft:
    setup: Setup
    rows: list[_Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    added: dict[str, Person] = field(default_factory=dict)

    @property
    def answers(self) -> int:
        return sum(len(row.read.values) for row in self.rows)


def import_fields(library: Library, step_id: int) -> list[Field]:
    """What the columns of a table of answers can be matched to."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        versions = understood(session, setup)
    roster = other_names("roster")
    return [
        Field(PARTICIPANT, tr("Participant"), ("name", *roster.get("name", ()))),
        Field(EMAIL, tr("Email"), roster.get("email", ())),
        Field(WITH, tr("Answers with"), ("partners", "partner")),
        Field(ROUND, tr("Round")),
        Field(SENT, tr("Sent")),
        Field(FIELD, tr("Field")),
        Field(ANSWER, tr("Answer")),
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
    summary = [
        trn("{count} response", "{count} responses", len(draft.rows)),
        trn("{count} answer", "{count} answers", draft.answers),
    ]
    if draft.added:
        summary.append(trn("{count} person is added", "{count} people are added", len(draft.added)))

    def apply() -> Done[None]:
        with library.change(tr("Import answers")) as change:
            fresh = _draft(library, change.session, step_id, table, options)
            if any(problem.error for problem in fresh.problems):
                raise Invalid(tr("Nothing was imported: the table has errors."))
            _write(library, fresh, check)
        return change.done(None)

    problems = list(draft.problems)
    if not any(each.error for each in draft.problems):
        problems += [*_refused(library, draft), *_left_open(library, draft, check)]
    return Plan(tuple(summary), tuple(problems), apply)


def _refused(library: Library, draft: _Draft) -> Iterator[Problem]:
    """What the roster refuses: whoever names themselves. The others' answers come in."""
    people = _people(library, draft.setup.workshop_id)
    with library.read() as session:
        for row in draft.rows:
            whose = people.get(caseless(row.email)) or people.get(caseless(row.participant))
            oneself = Oneself(session, draft.setup, whose)
            for spot, values in row.read.values.items():
                question = draft.setup.questionnaire.by_key[spot.question]
                if oneself.is_named(question, values):
                    sentence = asks_for_others(question)
                    yield Problem(sentence, row.number, str(Name(spot)), error=False, loss=Loss.CELL)


def _left_open(library: Library, draft: _Draft, check: Check | None) -> Iterator[Problem]:
    """What comes in and is not sent, since it does not fit together; of who has answered before it can't be told."""
    setup, people = draft.setup, _people(library, draft.setup.workshop_id)
    if setup.questionnaire.anonymous:
        return
    for row in draft.rows:
        person = people.get(caseless(row.email)) or people.get(caseless(row.participant))
        begun = person is not None and is_begun(library, Who(setup.step_id, person, round=row.round))
        if not row.sends or begun:
            continue
        given = _given_of(setup.questionnaire, row.read)
        lacking = [lack.sentence for lack in lacks(setup.questionnaire, given) if not lack.unanswered]
        for sentence in lacking or (check(given) if check is not None else ()):
            said = tr("These answers come in and stay open: {why}", why=sentence)
            yield Problem(
                said, row.number, error=False, cause=tr("These answers come in and stay open:"), value=sentence
            )
            break


def _given_of(questionnaire: Questionnaire, read: ReadFields) -> Given:
    """What a row says as answers, before they are any."""
    answers: list[Answer] = []
    ids: dict[tuple[str, int], int] = {}
    for key, question in questionnaire.by_key.items():
        for spot, values in read.values.items():
            about = None if spot.about is None else ids.get((question.about or "", spot.about))
            if spot.question != key or (spot.about is not None and about is None):
                continue
            for place, value in enumerate(values):
                ids[key, place + 1] = len(answers) + 1
                answers.append(Answer(len(answers) + 1, key, value, place, about, sent=True))
    return Given(questionnaire, answers)


def _draft(library: Library, session: Session, step_id: int, table: Table, options: Options) -> _Draft:
    setup = read_setup(session, step_id)
    draft = _Draft(setup, problems=list(table.problems))
    fields = import_fields(library, step_id)
    chosen, wrong = resolve(table.headers, fields, options.mapping)
    mapping = {
        header: key or (header if _is_field(setup.questionnaire, header) else "")
        for header, key in match_columns(table.headers, fields, chosen).items()
    }
    draft.problems += wrong
    columns = {key: header for header, key in mapping.items() if key and key != "ignore"}
    long = {FIELD, ANSWER} <= columns.keys()
    answers = [key for key in columns if key not in (*_WHOSE, FIELD, QUESTION, ANSWER)]
    left = {header: key for header, key in mapping.items() if not (long and caseless(header) == caseless(QUESTION))}
    draft.problems += columns_left_out(table, left, tr("It is no question of this step."))
    anonymous = setup.questionnaire.anonymous
    if not (answers or long):
        draft.problems.append(Problem(tr("No column holds an answer to a question of this step.")))
    elif not anonymous and PARTICIPANT not in columns and EMAIL not in columns:
        draft.problems.append(Problem(tr("No column says whose the answers are: name or email.")))
    if any(problem.error for problem in draft.problems):
        return draft
    reader = FieldReader(
        setup.questionnaire,
        read_names(session, setup.workshop_id),
        today=date.today(),
        versions=understood(session, setup),
    )
    forms = _long_forms(table, columns) if long else _wide_forms(table, columns, answers)
    for number, whose, form in forms:
        _take(draft, reader, columns, number, whose, form)
    _find_people(library, draft)
    if not draft.answers and not any(problem.error for problem in draft.problems):
        draft.problems.append(Problem(tr("No answer to a question of this step was found in the table.")))
    return draft


_Form = tuple[int, dict[str, str], dict[str, str]]


def _wide_forms(table: Table, columns: Mapping[str, str], answers: Sequence[str]) -> Iterator[_Form]:
    cells = {key: table.column(header) for key, header in columns.items()}
    for at, number in enumerate(table.numbers):
        whose = {key: one_line(cells[key][at]) for key in _WHOSE if key in cells}
        yield number, whose, {key: cells[key][at] for key in answers}


def _long_forms(table: Table, columns: Mapping[str, str]) -> Iterator[_Form]:
    """The rows of each person together; of nobody each answer by itself, with what is about it."""
    forms: dict[object, _Form] = {}
    for number, whose, form in _wide_forms(table, columns, (FIELD, ANSWER)):
        name, text = one_line(form[FIELD]), form[ANSWER]
        key: object = (caseless(whose.get(PARTICIPANT, "")), caseless(whose.get(EMAIL, "")), whose.get(ROUND, ""))
        if not (whose.get(PARTICIPANT) or whose.get(EMAIL)):
            found = parsed_name(name)
            if found is None or found.spot.about is None:
                forms[number] = number, whose, {name: text}
            elif forms:
                next(reversed(forms.values()))[2][name] = text
            continue
        forms.setdefault(key, (number, whose, {}))[2][name] = text
    yield from forms.values()


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
    sends = caseless(whose.get(SENT, "")) not in _DRAFT
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


def _find_people(library: Library, draft: _Draft) -> None:
    """Say for whom nobody can be found, and note who is added to the roster."""
    if draft.setup.questionnaire.anonymous:
        if any(row.participant or row.email for row in draft.rows):
            sentence = tr("Answers are anonymous here: they come in without the names beside them.")
            draft.problems.append(Problem(sentence, error=False))
        return
    shared = _shared(library, draft.setup.workshop_id)
    people = _people(library, draft.setup.workshop_id)
    seen: Counter[tuple[str, int | None]] = Counter()
    for row in draft.rows:
        if caseless(row.email) in people or not (row.participant or row.email):
            continue
        name = row.participant or row.email
        if caseless(name) in shared:
            sentence = tr("Several people are called “{name}”: add a column with their addresses.", name=name)
            draft.problems.append(Problem(sentence, row.number))
        elif caseless(name) not in people:
            draft.added.setdefault(caseless(name), Person(name, row.email if "@" in row.email else ""))
        seen[caseless(name), row.round] += 1
    twice = [name for name, count in seen.items() if count > 1]
    for row in draft.rows:
        if (caseless(row.participant or row.email), row.round) in twice and not row.email:
            sentence = tr("“{name}” has several rows: what a later one says goes over it.", name=row.participant)
            draft.problems.append(Problem(sentence, row.number, error=False))


def _people(library: Library, workshop_id: int) -> dict[str, int]:
    """Everybody on the roster by address, and by a name that nobody else has."""
    people = people_of(library, workshop_id)
    addresses = Counter(caseless(person.email) for person in people if person.email)
    shared = _shared(library, workshop_id)
    found = {caseless(person.name): person.id for person in people if caseless(person.name) not in shared}
    return {**found, **{caseless(each.email): each.id for each in people if addresses[caseless(each.email)] == 1}}


def _shared(library: Library, workshop_id: int) -> set[str]:
    names = Counter(caseless(person.name) for person in people_of(library, workshop_id))
    return {name for name, count in names.items() if count > 1}


def _write(library: Library, draft: _Draft, check: Check | None) -> None:
    setup = draft.setup
    if draft.added:
        add_people(library, setup.workshop_id, draft.added.values(), any_address=True)
    people = _people(library, setup.workshop_id)
    present = setup.round
    for row in sorted(draft.rows, key=lambda row: row.round or setup.round):
        person = people.get(caseless(row.email)) or people.get(caseless(row.participant))
        if person is None or setup.questionnaire.anonymous:
            enter_for_room(library, setup.step_id, setup.workshop_id, setup.questionnaire, row.read)
            continue
        if row.round is not None and row.round > present:
            present = row.round
            reach_round(library, setup.step_id, present)
        who = Who(setup.step_id, person, corrects=True, round=row.round or setup.round)
        partners = [people[caseless(name)] for name in row.partners if caseless(name) in people]
        if partners and not is_begun(library, who):
            begin(library, who, partners)
        enter(library, who, setup.workshop_id, setup.questionnaire, row.read)
        if row.sends and not has_sent(library, who):
            _send(library, who, check)


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
    counted = Counter(caseless(text) for texts in others.values() for text in {caseless(each) for each in texts})
    for key, label in zip(labels, distinct(labels.values()), strict=True):
        # A word that could mean two fields means none.
        yield Field(key, label, tuple(text for text in dict.fromkeys(others[key]) if counted[caseless(text)] == 1))


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
