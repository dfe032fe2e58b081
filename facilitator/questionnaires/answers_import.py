"""Tables as answers: a row for each response, or one for each field.

Tables from elsewhere are matched by the words of questions and options, also those of earlier versions, so that an
export of a form on the web comes in without a hand. A table in which no answer is found is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import in_quotes, tr
from facilitator.import_plans import Options, Plan
from facilitator.questionnaires.answers import begin, send_if_whole
from facilitator.questionnaires.asking import Check
from facilitator.questionnaires.beside import OwnColumns
from facilitator.questionnaires.entering import Entered, enter, enter_for_room
from facilitator.questionnaires.exchange_columns import WrittenResponse, answer_column, own_keys, whose_columns
from facilitator.questionnaires.fields import FieldReader, Name, Spot, names_of, parsed_name
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.names import read_names
from facilitator.questionnaires.reading import has_sent, is_begun, response_id_of
from facilitator.questionnaires.row_columns import (
    ANSWER,
    EMAIL,
    FIELD,
    PARTICIPANT,
    QUESTION,
    ROUND,
    SENT,
    WHOSE,
    WITH,
    whose_by,
)
from facilitator.questionnaires.setup import reach_round, read_setup, understood
from facilitator.questionnaires.table_rows import (
    PendingAnswers,
    Row,
    as_read,
    find_people,
    given_with,
    left_open,
    settle,
    superseded,
    with_awaited,
)
from facilitator.questionnaires.translated import translated
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import (
    Column,
    Field,
    Loss,
    Problem,
    Table,
    columns_left_out,
    is_headed,
    match_columns,
    resolve,
    yes_or_no,
)
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import roster
from facilitator.workshop.row_owners import Owners, put_on_roster
from facilitator.workshop.table_import import Reading, number_of_round, plan_of

_DRAFT = frozenset(map(caseless, ("no", "draft", "0", "false", "nein")))
_MOST_LOOPS = 20
"""So many answers that others are about have columns to be chosen in a preview; headings may name more."""


def import_fields(library: Library, step_id: int, own: OwnColumns | None = None) -> list[Field]:
    """What the columns of a table of answers can be matched to, an exercise's `own` ones among them."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        versions = understood(session, setup)
    return fields_of(translated(setup.questionnaire, setup.source), tuple(versions.values()), own)


def fields_of(
    questionnaire: Questionnaire, versions: Sequence[Questionnaire], own: OwnColumns | None = None
) -> list[Field]:
    """The same for a questionnaire and what it was in other `versions` and languages."""
    return [
        *whose_columns(),
        Field(FIELD, tr("Field"), answers=True),
        Field(ANSWER, tr("Answer"), answers=True),
        *(own.fields if own is not None else ()),
        *_answer_fields(questionnaire, versions),
    ]


def plan_import(
    library: Library,
    step_id: int,
    table: Table,
    options: Options,
    check: Check | None = None,
    own: OwnColumns | None = None,
) -> Plan:
    """What importing `table` would do; who is not on the roster is added to it.

    A row answers for its person each question that it says anything of, and what it says nothing of stays; answers that
    others are about are added to those that are there. Rows that
    lack nothing are sent, unless they say that they are not. Answers without a person are nobody's. What stands in an
    exercise's `own` columns goes to the response of its row.
    """

    def prepare(session: Session) -> PendingAnswers:
        pending = _prepare(library, session, step_id, table, options, own)
        pending.problems.extend(() if pending.failed else left_open(pending, check))
        return pending

    def write(pending: PendingAnswers, change: Transaction) -> None:
        _write(library, change.session, pending, check, own)
        if pending.owners.filled:
            change.announce(Change(Topic.ROSTER, pending.setup.workshop_id))

    return plan_of(library, tr("Import answers"), prepare, write)


def _prepare(
    library: Library, session: Session, step_id: int, table: Table, options: Options, own: OwnColumns | None
) -> PendingAnswers:
    setup = read_setup(session, step_id)
    people = roster(session, setup.workshop_id)
    fields = import_fields(library, step_id, own)
    chosen, wrong = resolve(table.headers, fields, options.mapping)
    mapping = {
        header: key or (header if _is_field(setup.questionnaire, header) else "")
        for header, key in match_columns(table.headers, fields, chosen).items()
    }
    reading = Reading(table, mapping, wrong)
    pending = PendingAnswers(setup, read_names(session, setup.workshop_id), Owners(people, options), reading)
    words = whose_by()
    pending.ours = is_headed(table.headers, {key: words[key] for key in (PARTICIPANT, WITH, SENT)})
    long = {FIELD, ANSWER} <= reading.places.keys()
    beside = own_keys(own)
    answers = [key for key in reading.places if key not in (*WHOSE, FIELD, QUESTION, ANSWER, *beside)]
    left = {header: key for header, key in mapping.items() if not (long and caseless(header) == caseless(QUESTION))}
    reading.problems += columns_left_out(table, left, tr("It is no question of this step."))
    anonymous = setup.questionnaire.anonymous
    if not (answers or long):
        pending.problems.append(Problem(tr("No column holds an answer to a question of this step.")))
    elif not anonymous and not {PARTICIPANT, EMAIL} & reading.places.keys():
        pending.problems.append(Problem(tr("No column says whose the answers are: name or email.")))
    if pending.failed:
        return pending
    for number, whose, said in _long_rows(reading) if long else _wide_rows(reading, answers, beside):
        _take(pending, number, whose, said, beside)
    if not anonymous:
        find_people(pending)
    elif any(row.name for row in pending.rows):
        sentence = tr("Answers are anonymous here: they come in without the names beside them.")
        pending.problems.append(Problem(sentence, error=False))
    pending.names = read_names(session, setup.workshop_id, people=with_awaited(people, pending))
    _read(
        pending,
        FieldReader(setup.questionnaire, pending.names, today=date.today(), versions=understood(session, setup)),
    )
    if not pending.failed:
        settle(library, session, pending)
        if own is not None:
            _refuse_cells(pending, own)
    if not pending.answers and not pending.failed:
        pending.problems.append(Problem(tr("No answer to a question of this step was found in the table.")))
    return pending


_FieldsOfRow = tuple[int, dict[str, str], dict[str, str]]


def _wide_rows(reading: Reading, answers: Sequence[str], beside: Sequence[str] = ()) -> Iterator[_FieldsOfRow]:
    for row in reading:
        yield row.number, row.texts((*WHOSE, *beside)), {key: row.as_written(key) for key in answers}


def _long_rows(reading: Reading) -> Iterator[_FieldsOfRow]:
    """The rows of each person together; of nobody each answer by itself, with what is about it.

    Of two rows that answer the same field of somebody the later counts, which is said.
    """
    rows_by_owner: dict[object, _FieldsOfRow] = {}
    said_in: dict[tuple[object, str], int] = {}
    for number, whose, said in _wide_rows(reading, (FIELD, ANSWER)):
        name, text = one_line(said[FIELD]), said[ANSWER]
        key: object = (caseless(whose.get(PARTICIPANT, "")), caseless(whose.get(EMAIL, "")), whose.get(ROUND, ""))
        if not (whose.get(PARTICIPANT) or whose.get(EMAIL)):
            found = parsed_name(name)
            if found is None or found.spot.about is None:
                rows_by_owner[number] = number, whose, {name: text}
            elif rows_by_owner:
                next(reversed(rows_by_owner.values()))[2][name] = text
            continue
        before = rows_by_owner.setdefault(key, (number, whose, {}))[2]
        if caseless(before.get(name, text)) != caseless(text):
            reading.problems.append(superseded(said_in[key, name], reading.header(ANSWER), before[name], number, text))
        before[name], said_in[key, name] = text, number
    yield from rows_by_owner.values()


def _take(
    pending: PendingAnswers, number: int, whose: Mapping[str, str], said: Mapping[str, str], beside: Sequence[str]
) -> None:
    has_answers = any(text.strip() for text in said.values())
    hands_in = pending.ours and yes_or_no(whose.get(SENT, "")) is True and bool(whose.get(PARTICIPANT))
    if has_answers or hands_in:
        partners = [one_line(name) for name in whose.get(WITH, "").split(";") if one_line(name)]
        sends = caseless(whose.get(SENT, "")) not in _DRAFT
        round_ = _round(pending, number, whose.get(ROUND, ""))
        row = Row(number, whose.get(PARTICIPANT, ""), whose.get(EMAIL, ""), partners, sends, round_, said)
        row.beside = {key: text for key in beside if (text := whose.get(key, ""))}
        row.is_bare = not has_answers
        pending.rows.append(row)
    elif any(whose.values()):
        sentence = tr("There is no answer in this row: it is left out.")
        pending.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))


def _read(pending: PendingAnswers, reader: FieldReader) -> None:
    """Read the answers of each row; what can't be read has a remark."""
    for row in pending.rows:
        read = reader.read(row.fields)
        row.said, row.sources = dict(read.values), read.sources
        for remark in read.remarks:
            column, loss = pending.column(remark.field), Loss.CELL if remark.left_out else None
            pending.problems.append(
                Problem(remark.sentence, row.number, column, False, loss, cause=remark.cause, value=remark.value)
            )


def _refuse_cells(pending: PendingAnswers, own: OwnColumns) -> None:
    """Leave out cells of the exercise's own that can't be taken; what goes over something else is said."""
    for row in pending.rows:
        if not row.beside or row.owner is None:
            row.beside = {}
            continue
        response = pending.response(row)
        given = given_with(pending, row)
        response_id, left = None if response is None else response.id, dict(row.beside)
        for key, sentence in own.refused(row.beside, given, response_id, pending.whose(row), pending.names):
            if key in left:
                pending.remark(row, key, sentence, sentence, left.pop(key))
        row.beside = left
        here = {} if response is None else own.cells(response.id)
        for key, text in row.beside.items():
            if here.get(key, text) != text:
                cause = tr("What is kept here beside these answers is otherwise, and the table goes over it:")
                said = f"{cause} {in_quotes(here[key])} → {in_quotes(text)}."
                pending.problems.append(Problem(said, row.number, pending.column(key), False, cause=cause, value=text))


def _round(pending: PendingAnswers, number: int, text: str) -> int:
    """The round that a row is of; the present one where it does not say."""
    if not text:
        return pending.setup.round
    if (named := number_of_round(text)) is not None:
        return named
    sentence = tr("“{text}” is no number of a round.", text=text)
    pending.problems.append(Problem(sentence, number, pending.reading.header(ROUND)))
    return pending.setup.round


def _write(
    library: Library, session: Session, pending: PendingAnswers, check: Check | None, own: OwnColumns | None
) -> None:
    setup = pending.setup
    ids = put_on_roster(library, session, setup.workshop_id, pending.owners)
    known = {number: ids[owner] for number, owner in pending.awaited.items() if owner in ids}
    present = setup.round
    for row in sorted(pending.rows, key=lambda row: row.round):
        read = as_read(row, known)
        who = pending.who(row, ids)
        if who is None:
            entered = enter_for_room(library, setup.step_id, setup.workshop_id, setup.questionnaire, read)
            _check_entered(row, entered)
            continue
        if row.round > present:
            present = row.round
            reach_round(library, setup.step_id, present)
        if not is_begun(library, who):
            # Alone too: else all of a team would be taken for the authors.
            begin(library, who, [each.participant_id or ids[each] for each in row.partners])
        _check_entered(row, enter(library, who, setup.workshop_id, setup.questionnaire, read))
        if row.sends and not has_sent(library, who):
            send_if_whole(library, who, check)
        if own is not None and row.beside and (response := response_id_of(library, who)) is not None:
            own.write(session, response, row.beside)


def _check_entered(row: Row, entered: Entered) -> None:
    """Raise Invalid, so that nothing comes in, for an answer that is refused and of which the plan said nothing."""
    for remark in entered.remarks:
        raise Invalid(str(Problem(remark.sentence, row.number, remark.field)))


def _is_field(questionnaire: Questionnaire, header: str) -> bool:
    name = parsed_name(header)
    return name is not None and questionnaire.find(name.spot.question) is not None


def _answer_fields(
    questionnaire: Questionnaire, versions: Iterable[Questionnaire]
) -> Iterator[Column[WrittenResponse]]:
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
        words = tuple(text for text in dict.fromkeys(others[key]) if counted[caseless(text)] == 1)
        yield answer_column(key, label, words)


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
