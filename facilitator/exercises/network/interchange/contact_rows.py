"""Contacts in long format, read against what the library holds: what importing a table would write.

Nothing is written here. Sentences name rows and columns, never a contact.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from sqlmodel import Session

from facilitator.exercises.network.answer_words import missing_text, missing_word
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.interchange.answer_columns import AnswerColumn
from facilitator.exercises.network.interchange.columns import contact_columns
from facilitator.exercises.network.interchange.contact_links import Listed, read_links
from facilitator.exercises.network.interchange.contact_questions import (
    of_earlier_sets,
    offer_unasked,
    read_questions,
    remarks_on_columns,
)
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    KEPT,
    OWN_FACTS,
    PARTICIPANT,
    fields_of,
    kind_field,
)
from facilitator.exercises.network.interchange.finding import (
    KnownList,
    answer_modes_used,
    answered_otherwise,
    empty_cell,
    lists_of,
    round_of,
)
from facilitator.exercises.network.interchange.pending_contacts import ContactRow, PendingContacts
from facilitator.exercises.network.own_export import CONTACT_IS
from facilitator.exercises.network.setup import read_setup
from facilitator.i18n import in_quotes, tr
from facilitator.import_plans import Options
from facilitator.person_changes import Asked, PersonChange
from facilitator.tabular import IGNORE, Problem, Table, columns_left_out, how_to_map, match_columns, resolve
from facilitator.text_matching import caseless
from facilitator.workshop.roster import roster
from facilitator.workshop.row_owners import Owner, Owners, contradiction, names_or_addresses
from facilitator.workshop.table_import import Cell, Reading, Row

_BY_CHANCE = 3
"""Fewer contacts may be on two lists by chance."""
_NO_LIST = KnownList(0, {}, frozenset())
_NO_FACTS: Mapping[str, str] = {}


def prepare_contacts(session: Session, step_id: int, table: Table, options: Options) -> PendingContacts:
    """Read `table` against the step's questions, roster and lists. Raises NotFound for an unknown step."""
    setup = read_setup(session, step_id)
    factors = (*setup.factors, *of_earlier_sets(table, setup.factors))
    fields = fields_of(factors)
    chosen, problems = resolve(table.headers, fields, options.mapping)
    matched = contact_columns(table, factors, options)
    by_name = match_columns(table.headers, fields, chosen)
    chosen_out = {header: key for header, key in by_name.items() if key == IGNORE}
    reading = Reading(table, matched, [*problems, *columns_left_out(table, chosen_out, "")])
    pending = PendingContacts(setup, reading, Owners(roster(session, setup.workshop_id), options))
    places = reading.places
    missing = [
        f"{sentence} {how_to_map(key)}"
        for key, sentence in (
            (PARTICIPANT, tr("No column says whose contacts these are.")),
            (CONTACT, tr("No column names the contacts.")),
        )
        if key not in places
    ]
    if missing:
        # What else does not fit follows from that.
        reading.problems += [Problem(sentence) for sentence in missing]
        if CONTACT not in places and PARTICIPANT in places:
            sentence = tr(
                "If each row is a participant, choose People for what the rows are. On the command line: --as people."
            )
            reading.problems.append(Problem(sentence, error=False))
    else:
        reading.problems += remarks_on_columns(table, matched, by_name, factors, options)
        round_ = round_of(session, step_id, options)
        questions = read_questions(pending, matched, options, factors)
        modes = answer_modes_used(session, step_id, round_)
        tallied = {person for person, mode in modes.items() if mode == "tally"}
        rows = _read_rows(pending, questions, lists_of(session, step_id, round_), tallied, options)
        offer_unasked(session, pending, options)
        pending.links = read_links(session, step_id, round_, pending.owners, rows)
        counted = any(owner.participant_id in tallied for owner in pending.owners.met)
        if not pending.lists and not reading.failed and not counted:
            # In an export of ours, headings alone say that nobody listed contacts: all counted by tally.
            refused = bool(table.rows) or CONTACT_IS not in places
            reading.problems.append(Problem(tr("There are no contacts in it."), error=refused))
    return pending


def _read_rows(
    pending: PendingContacts,
    factors: Mapping[int, Factor],
    lists: Mapping[int, KnownList],
    tallied: Collection[int],
    options: Options,
) -> list[tuple[Row, Listed]]:
    """Put the contacts onto the pending lists; each with its row, where rows say more of contacts than answers."""
    found: list[tuple[Row, Listed]] = []
    reading, owners, table = pending.reading, pending.owners, pending.reading.table
    # New questions have a column too, and no field.
    reading.beside = tuple(factors)
    readers = {
        place: AnswerColumn(factor, table.headers[place], options, table.texts(table.headers[place]))
        for place, factor in factors.items()
    }
    _note(pending, readers.values())
    keys = {factor.key for factor in (*pending.setup.factors, *factors.values())}
    with_kinds = [factor for factor in factors.values() if kind_field(factor.key, keys) in reading.places]
    facts_of = [key for key in OWN_FACTS if key in reading.places]
    rows = list(reading)
    names, labels = reading.lines(PARTICIPANT, rows), reading.lines(CONTACT, rows)
    known_facts = [{OWN_FACTS[key]: row[key] for key in facts_of} if facts_of else _NO_FACTS for row in rows]
    names = names_or_addresses(names, known_facts)
    headers = {OWN_FACTS[key]: reading.header(key) for key in facts_of}
    for row, facts in zip(rows, known_facts, strict=True) if "email" in headers else ():
        remark = owners.remark_on_address(facts["email"]).problem(row.number, headers["email"])
        reading.problems += [remark] if remark else []
    told = zip(names, known_facts, strict=True) if facts_of else ((name, _NO_FACTS) for name in dict.fromkeys(names))
    owners.expect(told)
    links = CONTACT_IS in reading.places or KEPT in reading.places
    read = _answers(readers)
    met: dict[str, Owner | None] = {}
    rows_of: dict[tuple[Owner, str], int] = {}
    for row, name, label, facts in zip(rows, names, labels, known_facts, strict=True):
        if table.origin is not None and not label:
            _without_contacts(row, owners, facts)
            continue
        if not (name and label):
            for key, text in ((PARTICIPANT, name), (CONTACT, label)):
                if not text:
                    row.wrong(key, empty_cell())
        answers = read(row)
        if with_kinds:
            answers = dict(answers)
            _read_kinds(row, with_kinds, answers)
        if not (name and label):
            continue
        # A row that says nothing else of its owner teaches nothing of them.
        if facts or name not in met:
            met[name] = owners.find(name, facts, row.number)
        owner = met[name]
        if owner is None:
            row.wrong(PARTICIPANT, owners.ambiguous(name))
            continue
        if owner.participant_id in tallied:
            answered_otherwise(row, PARTICIPANT, "tally")
            continue
        folded = caseless(label)
        first = rows_of.setdefault((owner, folded), row.number)
        if first != row.number:
            sentence = tr("The same contact of the same person is in row {row} already.", row=first)
            row.wrong(CONTACT, sentence, tr("The same contact of the same person is in an earlier row already."))
            continue
        known = lists.get(owner.participant_id or 0, _NO_LIST)
        if folded in known.ambiguous:
            sentence = tr(
                "This person has several contacts of this name. Write its number behind it, such as “AB (2)”."
            )
            row.wrong(CONTACT, sentence)
            continue
        # Numbers of two programs' making may be the same; a name is somebody's.
        if folded == caseless(owner.name) and not label.isdecimal():
            sentence = tr("It has the name of the person whose list it is. Look whether somebody else is meant.")
            row.remark(CONTACT, sentence)
        contact_id = known.contacts.get(folded)
        if links:
            found.append((row, Listed(owner, label, contact_id)))
        pending.lists[owner].append(ContactRow(label, answers, contact_id))
    for name, count in Counter(owner.name for owner in owners.added).items():
        if count > 1:
            sentence = tr(
                "“{name}” stands here with {count} addresses and is taken for as many people. If these are the "
                "contacts’ addresses, leave the column out.",
                name=name,
                count=count,
            )
            cause = tr(
                "Names that stand here with several addresses are taken for as many people. If these are the "
                "contacts’ addresses, leave the column out:"
            )
            reading.problems.append(Problem(sentence, column=headers["email"], error=False, cause=cause, value=name))
    reading.problems += [contradiction(headers[key], people) for key, people in owners.contradictory.items()]
    reading.problems += owners.remarks(headers)
    numbers: dict[Owner, list[int]] = defaultdict(list)
    for (owner, _), number in rows_of.items():
        numbers[owner].append(number)
    reading.problems += _of_somebody_else(pending, lists, numbers, options)
    return found


def _of_somebody_else(
    pending: PendingContacts, lists: Mapping[int, KnownList], numbers: Mapping[Owner, Sequence[int]], options: Options
) -> Iterator[Problem]:
    """What is to be said of each list that nobody has a part of but somebody else, who has the very same contacts.

    So it is where names have changed places or were changed, and no address tells it: private lists would stand under
    other names. It waits for a person's word, unless the file has that one's own list too. Where several people have
    the same contacts, these were given to them.
    """
    header = pending.reading.header(PARTICIPANT)
    for owner, rows in pending.lists.items():
        labels = {caseless(row.label) for row in rows}
        if len(labels) < _BY_CHANCE or any(row.contact_id is not None for row in rows):
            continue
        # Numbers and single letters are on many lists.
        if not any(len(label) > 1 and not label.isdecimal() for label in labels):
            continue
        others = [person for person, known in lists.items() if known.contacts.keys() == labels]
        if len(others) != 1:
            continue
        other = pending.owners.with_id(others[0])
        waits = not any(row.contact_id is not None for row in pending.lists.get(other, ()))
        agreed = waits and options.agrees(numbers[owner][0], Asked.LIST)
        if waits:
            change = PersonChange(numbers[owner][0], owner.name, (), Asked.LIST, agreed=agreed, other=other.name)
            pending.owners.ask(change)
        if agreed:
            continue
        names = {"name": owner.name, "other": other.name}
        sentence = tr(
            "The very same contacts are on the list of “{other}” already. Look whether these rows are those of "
            "“{name}”.",
            **names,
        )
        cause = tr("The very same contacts are on somebody else’s list already. Look whose these rows are:")
        if waits:
            how = tr("On the command line: {options}.", options="--same-contacts")
            sentence, cause = f"{sentence} {how}", f"{cause} {how}"
        value = tr("{name} and {other}", **names)
        for number in numbers[owner]:
            yield Problem(sentence, number, header, waits, cause=cause, value=value)


def _without_contacts(row: Row, owners: Owners, facts: Mapping[str, str]) -> None:
    """A respondent who named nobody: on the roster all the same."""
    if not row[PARTICIPANT]:
        row.leave_out("", tr("It says neither who answered nor whom they turn to: left out."))
    elif owners.find(row[PARTICIPANT], facts, row.number) is None:
        row.wrong(PARTICIPANT, owners.ambiguous(row[PARTICIPANT]))
    else:
        row.remark("", tr("No contact stands here: the person alone is taken."))


def _note(pending: PendingContacts, columns: Iterable[AnswerColumn]) -> None:
    """Take over what the columns of answers say as a whole."""
    for each in columns:
        pending.problems.extend(each.problems)
        pending.offers.extend(each.offers)
        if each.confirmed:
            pending.confirmed.setdefault(each.factor.key, {}).update(each.confirmed)
        if each.new:
            pending.extended[each.factor.key] = each.new


def _answers(columns: Mapping[int, AnswerColumn]) -> Callable[[Row], Mapping[str, int]]:
    """Reads the answers of a row: once for all that hold the same, but where there is something to be said of each."""
    known: dict[tuple[str, ...] | str, Mapping[str, int]] = {}
    if not columns:
        return lambda _: {}
    picked = itemgetter(*columns)

    def read(row: Row) -> Mapping[str, int]:
        texts = picked(row.cells)
        if texts in known:
            return known[texts]
        before = len(row.reading.problems)
        codes = ((each.factor.key, each(row, place)) for place, each in columns.items())
        answers = {key: code for key, code in codes if code is not None}
        if len(row.reading.problems) == before:
            known[texts] = answers
        return answers

    return read


def _read_kinds(row: Row, factors: Collection[Factor], answers: dict[str, int]) -> None:
    """Add to the `answers` of a row what its columns of missing answers say; wrong is what is answered as well."""
    for factor in factors:
        field = kind_field(factor.key, ())
        if not row[field]:
            continue
        kind = row.read(field, _kind())
        if kind is not None and answers.get(factor.key, kind) != kind:
            sentence = tr(
                "The question is answered in this row, and here is why it is not. Leave one of the two empty."
            )
            row.wrong(field, sentence)
        elif kind is not None:
            answers[factor.key] = kind


def _kind() -> Cell[int]:
    words = ", ".join(in_quotes(missing_text(kind)) for kind in Missing)
    return Cell(missing_word, tr("No reason for a missing answer (possible are: {all}):", all=words))
