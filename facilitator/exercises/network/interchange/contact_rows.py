"""Contacts in long format, read against what the library holds: what importing a table would write.

Nothing is written here. Sentences name rows and columns, never a contact.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from sqlmodel import Session

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.answer_columns import AnswerColumn, unasked
from facilitator.exercises.network.interchange.columns import contact_columns
from facilitator.exercises.network.interchange.contact_links import Links, Listed, read_links
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    KEPT,
    OWN_FACTS,
    PARTICIPANT,
    field_of,
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
from facilitator.exercises.network.interchange.missing_kinds import read_kinds
from facilitator.exercises.network.interchange.near_headings import near_headings, nearest_to
from facilitator.exercises.network.interchange.new_questions import MOST_CATEGORIES, answers_of, new_question
from facilitator.exercises.network.own_export import CONTACT_IS
from facilitator.exercises.network.setup import Setup, answered_questions, read_setup
from facilitator.exercises.network.wording import earlier_questions
from facilitator.i18n import tr, trn
from facilitator.import_plans import Choice, Offer, Options
from facilitator.person_changes import Asked, PersonChange
from facilitator.tabular import (
    IGNORE,
    NEW_QUESTIONS,
    Loss,
    Problem,
    Table,
    caseless,
    columns_left_out,
    how_to_map,
    match_columns,
    quoted,
    resolve,
)
from facilitator.workshop.addresses import holds_addresses
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import roster
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.row_owners import Owner, Owners, contradiction, names_or_addresses
from facilitator.workshop.survey_columns import is_nobody, metadata_of
from facilitator.workshop.table_import import Reading, Row
from facilitator.workshop.whose_rows import whose_rows

_BY_CHANCE = 3
"""Fewer contacts may be on two lists by chance."""
_NO_LIST = KnownList(0, {}, frozenset())
_NO_FACTS: Mapping[str, str] = {}


class ContactRow(NamedTuple):
    """One contact to write: its answers by the factor's key, and its id if it is on the list already."""

    label: str
    answers: Mapping[str, int]
    contact_id: int | None


@dataclass
class PendingContacts:
    """What one import would write.

    `links` is what the table says of contacts beside their answers, `confirmed` by question what words of it mean,
    `extended` by question its new answers. `offers` are what the person can choose.
    """

    setup: Setup
    reading: Reading
    owners: Owners
    questions: list[Factor] = field(default_factory=list)
    switched_on: list[str] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    confirmed: dict[str, dict[str, str]] = field(default_factory=dict)
    extended: dict[str, list[str]] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    lists: dict[Owner, list[ContactRow]] = field(default_factory=lambda: defaultdict(list))
    links: Links = field(default_factory=Links)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the table, and what of it is left out."""
        return self.reading.problems

    @property
    def changes(self) -> Sequence[PersonChange]:
        """What becomes different of people who are on the roster."""
        return self.owners.changes()

    def summary(self) -> tuple[str, ...]:
        """What would be written, in sentences."""
        rows = [row for rows in self.lists.values() for row in rows]
        known = sum(row.contact_id is not None for row in rows)
        contacts = trn("{count} contact", "{count} contacts", len(rows))
        people = trn("{count} person", "{count} people", len(self.lists))
        sentences = [tr("{contacts} of {people}.", contacts=contacts, people=people)]
        if known:
            sentences.append(
                trn(
                    "{count} contact is on a list already and gets the new answers.",
                    "{count} contacts are on a list already and get the new answers.",
                    known,
                )
            )
        if self.owners.added:
            sentences.append(
                trn(
                    "{count} person is added to the roster.",
                    "{count} people are added to the roster.",
                    len(self.owners.added),
                )
            )
        if self.questions:
            names = quoted(question.label for question in self.questions)
            sentences.append(trn("New question: {names}.", "New questions: {names}.", len(self.questions), names=names))
        if self.switched_on:
            labels = {factor.key: factor.label for factor in self.setup.factors}
            names = quoted(labels[key] for key in self.switched_on)
            sentences.append(
                trn(
                    "Question switched on: {names}.",
                    "Questions switched on: {names}.",
                    len(self.switched_on),
                    names=names,
                )
            )
        labels = {factor.key: factor.label for factor in self.setup.factors}
        for key, texts in self.extended.items():
            sentences.append(
                trn(
                    "“{question}” gets {count} more answer: {answers}.",
                    "“{question}” gets {count} more answers: {answers}.",
                    len(texts),
                    question=labels.get(key, key),
                    answers=quoted(texts),
                )
            )
        if self.switched_off:
            names = quoted(labels[key] for key in self.switched_off)
            sentences.append(
                trn(
                    "Question switched off, since nobody has answered it: {names}.",
                    "Questions switched off, since nobody has answered them: {names}.",
                    len(self.switched_off),
                    names=names,
                )
            )
        return tuple(sentences)


def prepare_contacts(session: Session, step_id: int, table: Table, options: Options) -> PendingContacts:
    """Read `table` against the step's questions, roster and lists. Raises NotFound for an unknown step."""
    setup = read_setup(session, step_id)
    factors = (*setup.factors, *_of_earlier_sets(table, setup.factors))
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
        reading.problems += _judged(table, matched, by_name, factors, options)
        round_ = round_of(session, step_id, options)
        questions = _questions(pending, matched, options, factors)
        ways = answer_modes_used(session, step_id, round_)
        tallied = {person for person, way in ways.items() if way == "tally"}
        rows = _read_rows(pending, questions, lists_of(session, step_id, round_), tallied, options)
        _offer_unasked(session, pending, options)
        pending.links = read_links(session, step_id, round_, pending.owners, rows)
        counted = any(owner.participant_id in tallied for owner in pending.owners.met)
        if not pending.lists and not reading.failed and not counted:
            # In an export of ours, headings alone say that nobody listed contacts: all counted by tally.
            refused = bool(table.rows) or CONTACT_IS not in places
            reading.problems.append(Problem(tr("There are no contacts in it."), error=refused))
    return pending


def _of_earlier_sets(table: Table, factors: Sequence[Factor]) -> list[Factor]:
    """Questions of other bundled sets, of which a column bears the name and holds the answers."""
    others = {field_of(factor.key): factor for factor in earlier_questions(factor.key for factor in factors)}
    fields = [each for each in fields_of(others.values()) if each.key in others]
    matched = match_columns(table.headers, [*fields_of(factors), *fields], {})
    found = []
    for header, key in matched.items():
        if key in others:
            words = AnswerWords(others[key])
            if all(words.read(text) is not None for text in map(one_line, table.texts(header)) if text):
                found.append(others[key])
    return found


def _questions(
    pending: PendingContacts, matched: Mapping[str, str], options: Options, factors: Sequence[Factor]
) -> dict[int, Factor]:
    """The question of each column that holds answers, by the column's place; new ones are added to the draft."""
    table = pending.reading.table
    known = {field_of(factor.key): factor for factor in factors}
    here = {factor.key for factor in pending.setup.factors}
    facts = match_columns(table.headers, import_fields(), {})
    named = whose_rows(table).people
    near = near_headings(table, factors, matched, options)
    found: dict[int, Factor] = {}

    def makes_question(header: str) -> bool:
        return options.new_questions or matched[header] in NEW_QUESTIONS or header in table.asked

    for place, (header, key) in enumerate(matched.items()):
        values = set(map(one_line, table.texts(header))) - {""}
        if header in near and header not in named:
            _note_heading(pending, header, near[header], taken=key == field_of(near[header].key))
        if key in known:
            if known[key].key in here or values:
                found[place] = known[key]
            if values and known[key].key not in here:
                pending.questions.append(known[key])
            elif values and not known[key].active:
                pending.switched_on.append(known[key].key)
        elif key not in ("", *NEW_QUESTIONS) or not values:
            continue
        elif holds_addresses(values) or header in named:
            cause = tr(
                "They hold names or addresses of people, which are no answers to a question. Leave them out, or mend "
                'the file. On the command line: --map "COLUMN=ignore".'
            )
            pending.problems.append(Problem(_of_people(header, facts[header]), column=header, cause=cause))
        elif header in near and not makes_question(header):
            pending.problems.append(_near_heading(header, near[header]))
        elif not makes_question(header):
            fact = next((own for own, fact in OWN_FACTS.items() if fact == facts[header]), "")
            pending.problems.append(_unmatched(header, fact))
        elif header in here and field_of(header) not in matched.values():
            # An earlier file of the same import has made the question.
            found[place] = next(factor for factor in pending.setup.factors if factor.key == header)
        elif header in here:
            sentence = tr("Another column is matched to this question already.")
            pending.problems.append(Problem(f"{sentence} {_leave_out(header)}", column=header))
        else:
            categories = answers_of(header, values, options)
            if len(categories) > MOST_CATEGORIES:
                sentence = tr(
                    "It holds {count} different values, which looks like free text rather than a question with a few "
                    "answers.",
                    count=len(categories),
                )
                pending.problems.append(Problem(f"{sentence} {_leave_out(header)}", column=header))
            elif not categories:
                pending.problems.extend(
                    columns_left_out(table, {header: ""}, tr("It holds no answer, and is left out."))
                )
            else:
                found[place], remarks, offer = new_question(header, key, values, options)
                if header in table.asked and not (options.new_questions or key in NEW_QUESTIONS):
                    pending.problems.append(_asked_anew(header))
                pending.problems.extend(remarks)
                pending.offers.append(offer)
                pending.questions.append(found[place])
    return found


def _read_rows(
    pending: PendingContacts,
    factors: Mapping[int, Factor],
    lists: Mapping[int, KnownList],
    tallied: Collection[int],
    options: Options,
) -> list[tuple[Row, Listed]]:
    """Put the contacts onto the draft's lists; each with its row, where rows say more of contacts than answers."""
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
            read_kinds(row, with_kinds, answers)
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


def _offer_unasked(session: Session, pending: PendingContacts, options: Options) -> None:
    """Offer to switch off what neither the table nor anybody before it has answered, and do so where that is chosen."""
    if pending.reading.failed:
        return
    here = set[str]().union(*(row.answers for rows in pending.lists.values() for row in rows))
    before = answered_questions(session, pending.setup.step_id)
    idle = unasked(pending.setup.factors, here | before) if here else []
    if idle:
        labels = tuple(each.label for each in idle)
        pending.offers.append(Offer(Choice.UNASKED, answers=labels, taken=options.switch_off))
        if options.switch_off:
            pending.switched_off = [each.key for each in idle]


def _judged(
    table: Table, matched: Mapping[str, str], by_name: Mapping[str, str], factors: Sequence[Factor], options: Options
) -> list[Problem]:
    """What is remarked on columns that are told by what they hold rather than by their names."""
    labels = {field_of(factor.key): factor.label for factor in factors}
    metadata = metadata_of(table.headers)
    near = near_headings(table, factors, matched, options)
    problems = []
    for header, key in matched.items():
        if key == by_name[header] or header in near or not any(table.texts(header)):
            continue
        if key == IGNORE and (header in metadata or all(map(is_nobody, filter(None, table.texts(header))))):
            sentence = tr("It holds what a survey program notes of each response, and is left out.")
            problems += columns_left_out(table, {header: ""}, sentence, Loss.METADATA)
        elif key == IGNORE and header in table.meant:
            sentence = tr(
                "It is about the person who answered and nothing that the roster knows: left out. Match it if it is."
            )
            problems += columns_left_out(table, {header: ""}, sentence)
        elif key == IGNORE:
            sentence = tr("It holds numbers of the program that the file comes from, and is left out.")
            problems += columns_left_out(table, {header: ""}, sentence, Loss.METADATA)
        elif key in labels:
            sentence = tr("Its texts are the answers to “{question}”, for which it is taken.", question=labels[key])
            problems.append(Problem(sentence, column=header, error=False))
    return problems


def _unmatched(header: str, fact: str) -> Problem:
    """What can become of a column that matches nothing; `fact` is the field that it would be of the participant."""
    if fact:
        sentence = tr(
            "Beside contacts it is taken for the contact’s own. Match it to a question, make it a new question, or "
            "leave it out; say so if it is the participant’s. On the command line: --map "
            '"{column}=QUESTION", --map "{column}=new question", --map "{column}=ignore", or --map "{column}={fact}".',
            column=header,
            fact=fact,
        )
        cause = tr(
            "Beside contacts they are taken for the contacts’ own. Match them to a question each, make them new "
            "questions, or leave them out; say so if they are the participants’. On the command line: --map "
            '"COLUMN=QUESTION", --map "COLUMN=new question", --map "COLUMN=ignore", or, for example, --map '
            '"COLUMN={fact}".',
            fact=fact,
        )
    else:
        sentence = tr(
            "It matches no question. Match it to one, make it a new question, or leave it out. On the command line: "
            '--map "{column}=QUESTION", --map "{column}=new question", --new-factors for all, or --map '
            '"{column}=ignore".',
            column=header,
        )
        cause = tr(
            "They match no question. Match them to one each, make them new questions, or leave them out. On the "
            'command line: --map "COLUMN=QUESTION", --map "COLUMN=new question", --new-factors for all, or --map '
            '"COLUMN=ignore".'
        )
    return Problem(sentence, column=header, cause=cause)


def _asked_anew(header: str) -> Problem:
    """The remark on a column of a study: it holds answers, and becomes a question where none is asked that it fits."""
    sentence = tr(
        "It matches no question, and becomes a new one. If that is wrong, match it to a question, or leave it out. On "
        'the command line: --map "{column}=QUESTION", or --map "{column}=ignore".',
        column=header,
    )
    cause = tr(
        "They match no question, and become new ones. If that is wrong, match them to questions, or leave them out. On "
        'the command line: --map "COLUMN=QUESTION", or --map "COLUMN=ignore".'
    )
    return Problem(sentence, column=header, error=False, cause=cause)


def _note_heading(pending: PendingContacts, header: str, factor: Factor, *, taken: bool) -> None:
    """Offer a column whose heading is near to a question's; one that is taken for it is said, and kept."""
    pending.offers.append(Offer(Choice.HEADING, factor.label, header, field_of(factor.key), taken=taken))
    if taken:
        pending.confirmed.setdefault(factor.key, {})[header] = ""
        sentence = tr("Its heading is near to “{question}”, for which it is taken.", question=factor.label)
        if nearest_to(header, [factor]) is None:
            sentence = tr("Its texts are near to the answers to “{question}”, for which it is taken.",
                          question=factor.label)  # fmt: skip
        pending.problems.append(Problem(sentence, column=header, error=False))


def _near_heading(header: str, factor: Factor) -> Problem:
    if nearest_to(header, [factor]) is None:
        sentence = tr(
            "Its texts are near to the answers to “{question}”. Say by its tick in the preview that it is this, match "
            'it to another, make it a new question, or leave it out. On the command line: --map "{column}={key}", '
            '--map "{column}=new question", or --accept-near for all that is near.',
            question=factor.label,
            column=header,
            key=field_of(factor.key),
        )
        return Problem(sentence, column=header)
    sentence = tr(
        "Its heading is near to “{question}”. Say by its tick in the preview that it is this, match it to another, "
        'make it a new question, or leave it out. On the command line: --map "{column}={key}", '
        '--map "{column}=new question", or --accept-near for all that is near.',
        question=factor.label,
        column=header,
        key=field_of(factor.key),
    )
    return Problem(sentence, column=header)


def _of_people(header: str, fact: str) -> str:
    """Why a column of names or addresses can't become a question; `fact` as in `_unmatched`."""
    sentence = tr("It holds names or addresses of people, which are no answers to a question.")
    if fact != "email":
        return f"{sentence} {_leave_out(header)}"
    choice = tr(
        "Leave it out, or say so if it is the participant’s own address. On the command line: "
        '--map "{column}=ignore", or --map "{column}=participant_email".',
        column=header,
    )
    return f"{sentence} {choice}"


def _leave_out(header: str) -> str:
    return tr('Leave it out, or mend the file. On the command line: --map "{column}=ignore".', column=header)
