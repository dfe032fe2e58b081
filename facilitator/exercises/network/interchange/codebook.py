"""The codebook: every variable of the exchanged tables with what its values mean, one row per value.

The rows of questions hold all there is to know of them, so that they can be made again elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor, Kind, Missing
from facilitator.exercises.network.interchange.exchanged_tables import (
    TABLE,
    CodebookLine,
    codebook_columns,
    kind_field,
    question_fields,
)
from facilitator.exercises.network.interchange.finding import PendingNetworkTable, read_network_table
from facilitator.exercises.network.own_export import ANSWER, CODE, KIND, VARIABLE
from facilitator.exercises.network.setup import add_factors, read_factors, replace_factors
from facilitator.exercises.network.tables import PersonalNetwork
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Table
from facilitator.workshop.table_import import Row, decimal_number, plan_of, whole_number

NO_QUESTION = "identifier"
"""The kind of a column that the codebook explains and that holds no answers."""
_KINDS: dict[str, Kind] = {"distance": "distance", "strength": "strength", "nominal": "nominal", "reliance": "reliance"}


def codebook_table(factors: Sequence[Factor]) -> Table:
    """The codebook of these questions and of the columns around them."""
    lines = [*_columns()]
    for factor in factors:
        words = AnswerWords(factor)
        asked, private = "yes" if factor.active else "no", "yes" if factor.private else ""
        alike = {"label": factor.label, "question": factor.question, "asked": asked, "private": private,
                 "axis": "" if factor.axis else "no"}  # fmt: skip
        for place, label in enumerate(factor.codes):
            yearly = repr(factor.yearly[place]) if factor.yearly else ""
            internal = "yes" if factor.internal == place + 1 else ""
            answer = (factor.key, factor.kind, str(place + 1), label)
            lines.append(CodebookLine("alters", *answer, yearly=yearly, internal=internal, **alike))
        for missing in Missing:
            if missing is not Missing.NOT_COMPARABLE or factor.not_comparable:
                word = words.write(missing)
                lines.append(CodebookLine("alters", factor.key, factor.kind, f"#{missing.value}", word, **alike))
        if why_not := "" if factor.private else kind_field(factor.key, [each.key for each in factors]):
            why = tr("Why a question is not answered, where it is not: the cell before is empty then")
            lines.append(CodebookLine("alters", why_not, NO_QUESTION, "", why))
    return Table.of("codebook", codebook_columns(), lines)


@dataclass
class _Pending(PendingNetworkTable):
    factors: list[Factor] = field(default_factory=list)

    def summary(self) -> list[str]:
        # Of a protocol that asks nothing which can be asked here, it is said that the file is left out.
        return [trn("{count} question.", "{count} questions.", len(self.factors))] if self.factors else []

    def write(self, change: Transaction) -> None:
        step_id = self.setup.step_id
        if not self.factors:
            return
        if is_empty(change.session, step_id):
            replace_factors(change.session, step_id, self.factors)
        else:
            known = {factor.key for _, factor in read_factors(change.session, step_id)}
            add_factors(change.session, step_id, [factor for factor in self.factors if factor.key not in known])
        change.announce(Change(Topic.SETTINGS, self.setup.workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, self.setup.workshop_id, step_id))


def plan_codebook(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a codebook would do: give an empty step its questions, or another one those that it lacks."""
    return plan_of(
        library, tr("Import questions"), lambda session: _prepare(session, step_id, table, options), _Pending.write
    )


def _columns() -> list[CodebookLine]:
    """What the columns that are no questions hold."""
    described = (
        ("egos", "egoID", tr("Who answered: the key of a person in all tables")),
        ("all", "round", tr("Of which round the row is, where there were several; the highest is the latest")),
        ("egos", "round_title", tr("What that round is called")),
        ("egos", "list_entry", tr("Whether they listed single contacts or counted them by tally")),
        ("egos", "list_length", tr("How many contacts are on the list")),
        ("egos", "ties_asked", tr("Whether they said who knows whom; without it, no tie is no answer")),
        ("alters", "alterID", tr("The contact: the key of a person within the list of its ego")),
        ("alters", "contact_is", tr("The egoID of the participant whom the contact is, if that was confirmed")),
        ("alters", "kept_from", tr("The alterID that the contact had in the round before, if it was kept from there")),
        ("ties", "Source, Target", tr("Two contacts of one ego who know each other; each pair once, in no direction")),
        ("counts", "count", tr("How many contacts of a tally have the answer of this question")),
        (
            "own_actions",
            "own_action",
            tr("What a person is going to do: theirs alone, and in no export with pseudonyms"),
        ),
        ("own_actions", "own_action_day", tr("On which day")),
        ("own_actions", "own_action_with", tr("With whom, as a role")),
        ("own_actions", "own_action_sign", tr("How they will see that it worked")),
    )
    return [CodebookLine(table, column, NO_QUESTION, "", text) for table, column, text in described]


def _prepare(session: Session, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(*read_network_table(session, step_id, table, question_fields(), options, beside=(TABLE,)))
    if pending.reading.failed:
        return pending
    rows: dict[str, list[Row]] = {}
    possible = ", ".join(_KINDS)
    for row in pending.reading:
        if row[KIND] in _KINDS and row[VARIABLE]:
            rows.setdefault(row[VARIABLE], []).append(row)
        elif row[KIND] != NO_QUESTION:
            sentence = tr("“{value}” is no kind of question. Possible are: {all}.", value=row[KIND], all=possible)
            cause = tr("These are no kinds of question (possible are: {all}):", all=possible)
            row.wrong(KIND, sentence, cause, row[KIND])
    pending.factors = [_question(key, found) for key, found in rows.items()]
    if not is_empty(session, step_id):
        _check_alike(session, step_id, pending.factors, {key: found[0] for key, found in rows.items()})
    return pending


def _question(key: str, rows: Sequence[Row]) -> Factor:
    codes: list[str] = []
    yearly: list[float] = []
    internal = not_comparable = None
    for row in rows:
        # Programs for statistics write 1.0 where a column has gaps.
        number = whole_number(row[CODE])
        code = row[CODE].lstrip("#") if number is None else str(number)
        if code == str(len(codes) + 1):
            codes.append(row[ANSWER])
            internal = len(codes) if row["internal"] == "yes" else internal
            often = row.read("yearly", decimal_number())
            yearly += [] if often is None else [often]
        elif code == str(Missing.NOT_COMPARABLE.value):
            if not_comparable not in (None, row[ANSWER]):
                row.wrong(ANSWER, tr("An earlier row has another word for this answer."))
            not_comparable = row[ANSWER]
        elif code not in {str(missing.value) for missing in Missing}:
            row.wrong(CODE, tr("The answers of a question count from 1."))
    first = rows[0]
    if not codes:
        first.wrong(CODE, tr("The answers of a question count from 1."))
    for row in rows[1:]:
        for name in (KIND, "label", "question", "asked"):
            if row[name] and row[name] != first[name]:
                row.leave_out(name, tr("Left out, since the first row of the question says otherwise."))
    return Factor(
        key=key,
        label=first["label"] or key,
        question=first["question"] or first["label"] or key,
        kind=_KINDS[first[KIND]],
        codes=tuple(codes),
        not_comparable=not_comparable,
        internal=internal,
        yearly=tuple(yearly) if len(yearly) == len(codes) and yearly else None,
        active=first["asked"] != "no",
        private=first["private"] == "yes",
        axis=first["axis"] != "no",
    )


def _check_alike(session: Session, step_id: int, factors: Sequence[Factor], rows: Mapping[str, Row]) -> None:
    known = {factor.key: factor for _, factor in read_factors(session, step_id)}
    for factor in factors:
        here, row = known.get(factor.key), rows[factor.key]
        if here is not None and (here.kind, here.codes) != (factor.kind, factor.codes):
            row.wrong(VARIABLE, tr("This question has other answers here. Import into a workshop without answers."))
        elif here is not None:
            for name, own in (("label", "label"), ("question", "question"), ("yearly", "yearly"),
                              ("internal", "internal"), ("asked", "active")):  # fmt: skip
                if name in row.reading.places and getattr(here, own) != getattr(factor, own):
                    row.leave_out(name, tr("The question is otherwise here, and stays as it is."))


def is_empty(session: Session, step_id: int) -> bool:
    """Whether nobody has answered in any round of a step."""
    answered = select(func.count()).where(col(PersonalNetwork.step_id) == step_id, PersonalNetwork.entry != "")
    return session.exec(answered).one() == 0
