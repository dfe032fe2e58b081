"""People brought in a table: reading its rows, and what importing it would do to the roster.

What its columns can be is told by `roster_columns`, who its rows are by `roster_placing`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from sqlmodel import Session

from facilitator.i18n import tr
from facilitator.import_plans import Options, Plan
from facilitator.person_changes import Asked, PersonChange
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Loss, Problem, Table, how_to_map, other_names, resolve
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import address_in, is_address
from facilitator.workshop.find import find_workshop, one_line
from facilitator.workshop.names import is_part_of
from facilitator.workshop.owner_headings import says_name
from facilitator.workshop.people_lists import perhaps_heads
from facilitator.workshop.roster import Person, add_people, roster
from facilitator.workshop.roster_columns import (
    NAMES,
    columns_not_taken,
    import_fields,
    match_roster,
    people_above,
    says_last_first,
)
from facilitator.workshop.roster_placing import PendingRoster, Placing, without_repeats
from facilitator.workshop.single_names import without_one_person
from facilitator.workshop.table_import import Reading, Row, plan_of
from facilitator.workshop.tables import Participant
from facilitator.workshop.taking_part import declined
from facilitator.workshop.written_names import (
    is_mark,
    name_and_address,
    name_of,
    stands_for_no_name,
    without_earlier_name,
    without_tag,
)

_SEVERAL_WORDS = re.compile(r"[^\W\d_][^\d@:;/]*[\s,]+[^\W\d_][^\d@:;/]*")


def plan_roster(library: Library, workshop_id: int, table: Table, options: Options | None = None) -> Plan:
    """What importing `table` would do to the roster. Raises NotFound for an unknown workshop."""
    chosen = options or Options()

    def write(pending: PendingRoster, change: Transaction) -> None:
        for participant_id, person in pending.updated.items():
            # Written here rather than by `update_person`: the windows need not hear of each person.
            change.session.add(change.session.get_one(Participant, participant_id).sqlmodel_update(asdict(person)))
        if pending.added:
            add_people(library, workshop_id, pending.added)
        change.announce(Change(Topic.ROSTER, workshop_id))

    return plan_of(library, tr("Import people"), lambda session: _prepare(session, workshop_id, table, chosen), write)


def _prepare(session: Session, workshop_id: int, table: Table, options: Options) -> PendingRoster:
    find_workshop(session, workshop_id)
    _, problems = resolve(table.headers, import_fields(), options.mapping)
    matched = match_roster(table, options)
    reading = Reading(table, matched, problems)
    pending = PendingRoster(reading.problems)
    if table.headings:
        pending.problems.extend(people_above(table, options))
    if not {*NAMES} & set(reading.places) and ("email" not in reading.places or _could_name(table, matched)):
        pending.problems.append(Problem(tr("No column holds the names.") + " " + how_to_map("name")))
        return pending
    pending.problems.extend(columns_not_taken(table, matched, options))
    there = roster(session, workshop_id)
    people = _with_names(list(_people(reading)), pending, there, reading.header("name"))
    people = _below_heads(people, pending, perhaps_heads(table, matched), options)
    people = _taking_part(people, pending, declined(table, matched), options)
    people = _of_one_person(people, pending, table, reading.header("name"), options)
    rows = without_repeats(people, pending, reading.headers, options)
    pending.problems.extend(_numbers_among_names(rows, there, reading.header("name")))
    Placing(pending, there, options).place(rows)
    return pending


def _could_name(table: Table, matched: Mapping[str, str]) -> bool:
    """Whether a column that is nothing else may hold the names, which then must not be made of the addresses."""
    for header in (header for header, key in matched.items() if not key):
        filled = [text for text in table.column(header) if text]
        if filled and says_name(header):
            return True
        if sum(bool(_SEVERAL_WORDS.fullmatch(text)) for text in filled) * 2 > len(filled):
            return True
    return False


def _with_names(
    rows: Sequence[tuple[int, Person]], pending: PendingRoster, there: Sequence[Participant], header: str
) -> list[tuple[int, Person]]:
    """The people, those of whom a row says an address and no name under the name of who has that address.

    That is somebody of the table, or of the roster; who is neither gets a name that is made of the address. An address
    of several tells nobody, and one without a letter before its @ makes no name.
    """
    known, told = _names_by_address(there), _names_by_address(person for _, person in rows)
    kept = []
    for number, person in rows:
        address = caseless(person.email)
        names = known.get(address) or told.get(address) or {}
        name = person.name
        if not name and not names and (name := name_of(person.email)):
            sentence, cause = made_of_address(name)
            pending.problems.append(Problem(sentence, number, header, error=False, cause=cause, value=name))
        elif not name and len(names) == 1:
            (name,) = names.values()
        if name:
            kept.append((number, replace(person, name=name)))
        else:
            sentence = tr("There is an address and no name, and it does not tell whose it is: left out.")
            pending.problems.append(Problem(sentence, number, header, error=False, loss=Loss.ROW))
    return kept


def _numbers_among_names(
    rows: Sequence[tuple[int, Person]], there: Sequence[Participant], header: str
) -> Iterator[Problem]:
    """An error for each number that would stand among people who have names; where everybody is a number they may."""
    known = {caseless(each.name) for each in there}
    if not all(name.isdecimal() for name in (*known, *(person.name for _, person in rows))):
        for number, person in rows:
            if person.name.isdecimal() and caseless(person.name) not in known:
                yield no_name(person.name, number, header)


def _names_by_address(people: Iterable[Person | Participant]) -> dict[str, dict[str, str]]:
    """By address who has it, each name once, but for case as well."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in people:
        if each.name and each.email:
            found[caseless(each.email)].setdefault(caseless(each.name), each.name)
    return found


def _below_heads(
    people: Sequence[tuple[int, Person]], pending: PendingRoster, heads: Mapping[int, str], options: Options
) -> list[tuple[int, Person]]:
    """The people without those rows of which somebody said that they are heads: the team of the people below."""
    kept, team = [], ""
    for number, person in people:
        agreed = number in heads and options.agrees(number, Asked.HEAD)
        if number in heads:
            pending.changes.append(PersonChange(number, heads[number], (), Asked.HEAD, agreed=agreed))
        if agreed:
            team = heads[number]
        else:
            kept.append((number, replace(person, team=person.team or team)))
    return kept


def _taking_part(
    people: Sequence[tuple[int, Person]],
    pending: PendingRoster,
    declined: Mapping[int, tuple[str, str]],
    options: Options,
) -> list[tuple[int, Person]]:
    """The people without those who said that they don't take part, unless somebody agreed to take them in too."""

    def said(name: str) -> tuple[str, str]:
        sentence = tr("“{name}” does not take part, and is left out.", name=name)
        return sentence, tr("These people do not take part, and are left out:")

    doubted = {number: (header, ((header, "", text),)) for number, (header, text) in declined.items()}
    return _unless_agreed(people, pending, doubted, Asked.DECLINED, said, options)


def _of_one_person(
    people: Sequence[tuple[int, Person]], pending: PendingRoster, table: Table, header: str, options: Options
) -> list[tuple[int, Person]]:
    """The people without the rows that name several or nobody, unless somebody agreed to take them in as they stand."""

    def said(name: str) -> tuple[str, str]:
        sentence = tr("“{name}” is no name of one person, and is left out.", name=name)
        return sentence, tr("These are no names of one person, and are left out:")

    odd = without_one_person(table, [(number, person.name) for number, person in people])
    return _unless_agreed(people, pending, dict.fromkeys(odd, (header, ())), Asked.SEVERAL, said, options)


def _unless_agreed(
    people: Sequence[tuple[int, Person]],
    pending: PendingRoster,
    doubted: Mapping[int, tuple[str, tuple[tuple[str, str, str], ...]]],
    asked: Asked,
    said: Callable[[str], tuple[str, str]],
    options: Options,
) -> list[tuple[int, Person]]:
    """The people without those who are `doubted`, unless somebody agreed to take them in.

    By their rows: the column that tells it, and what of it is asked. `said` has the sentence on one, and for several.
    """
    kept = []
    for number, person in people:
        if number in doubted:
            header, cells = doubted[number]
            agreed = options.agrees(number, asked)
            pending.changes.append(PersonChange(number, person.name, cells, asked, agreed=agreed))
            if not agreed:
                sentence, cause = said(person.name)
                pending.problems.append(Problem(sentence, number, header, False, Loss.ROW, 1, cause, person.name))
                continue
        kept.append((number, person))
    return kept


def _people(reading: Reading) -> Iterator[tuple[int, Person]]:
    """The people of the table with their row, also those who have an address and no name.

    What is wrong with a row is added to the problems.
    """
    for row in reading:
        texts = row.texts(reading.places)
        if not {*NAMES} & set(reading.places):
            # A list of nothing but addresses.
            texts["name"] = texts.pop("email", "")
        texts["name"], address = name_and_address(texts.get("name", ""))
        if is_address(texts["name"]) and not texts.get("email") and not texts.get("first_name"):
            # Nobody is to stand on the station's list by their address.
            address, texts["name"] = texts["name"], ""
        if _are_swapped(texts["name"], texts.get("email", "")):
            texts["name"], texts["email"] = texts["email"], texts["name"]
            sentence = tr("Name and address stood in each other’s column, and are taken for what they are.")
            row.remark("email", sentence)
        if caseless(address) not in caseless(texts.setdefault("email", "")):
            texts["email"] = f"{texts['email']}; {address}" if texts["email"] else address
        name, tag = without_tag(_whole_name(texts))
        name, earlier = without_earlier_name(name, reading.header("name"))
        for each in filter(None, (tag, earlier)):
            sentence = tr("“{tag}” behind the name is left out.", tag=each)
            loss = Loss.MARK if each == earlier or is_mark(each) else None
            row.leave_out("name", sentence, tr("Left out behind names, of which they are no part:"), each, loss)
        found = address_in(texts.get("email", ""))
        if stands_for_no_name(name):
            sentence = tr("“{name}” stands for no name.", name=name)
            row.remark("name", sentence, tr("These stand for no name:"), name)
            name = ""
        if not name and not found.address:
            row.leave_out("", tr("There is neither a name nor an address in it: left out."))
        elif not name and {*NAMES} & set(reading.places) and (firm := _organisation(row)):
            sentence = tr("It is the address of “{firm}” and no person’s: left out.", firm=firm)
            row.leave_out("", sentence, tr("These are addresses of organisations and no person’s: left out."))
        else:
            remark = found.problem(row.number, reading.header("email"))
            reading.problems += [remark] if remark else []
            whole = texts.get("name", "")
            if whole and not set(caseless(whole).split()) & set(caseless(name).split()):
                sentence = tr("“{name}” is left out: the name is in two other columns.", name=whole)
                cause = tr("Left out, since the names are in two other columns:")
                row.leave_out("name", sentence, cause, whole)
            others = {key: texts.get(key, "") for key in ("team", "location", "level")}
            given = texts.get("first_name", "") or _beside_last_name(texts)
            given = given or (_behind_last_name(name) if says_last_first(reading.header("name")) else "")
            given = given if given and is_part_of(given, name) else ""
            yield row.number, Person(name=name, email=found.address, **others, given_name=given)


def _organisation(row: Row) -> str:
    """The organisation in a row of a contact export, "" where it names none."""
    names = set(map(caseless, other_names("people_lists")["organisation"]))
    return next((text for header, text in zip(row.reading.table.headers, row.cells, strict=True)
                 if text and caseless(header) in names), "")  # fmt: skip


def _are_swapped(name: str, email: str) -> bool:
    """Whether the address stands where the name should, and where the address should be what can only be the name."""
    can_be_name = len(email.split()) > 1 or (bool(email) and caseless(email) in caseless(name))
    return is_address(name) and "@" not in email and can_be_name


def _beside_last_name(texts: Mapping[str, str]) -> str:
    """The given name that a column "name" holds beside one of last names, as “Nombre” does beside “Apellidos”."""
    whole, last = texts.get("name", ""), texts.get("last_name", "")
    return "" if not last or set(caseless(last).split()) & set(caseless(whole).split()) else whole


def _behind_last_name(name: str) -> str:
    """The given name in “Berg Anna”, where nothing else can be meant."""
    words = name.split()
    return words[1] if len(words) == len(("last", "first")) and "," not in name else ""


def _whole_name(texts: Mapping[str, str]) -> str:
    """The name of a row: as it is, joined from its parts, or completed where a column "name" holds one part only."""
    whole, first, last = (texts.get(key, "") for key in NAMES)
    last = one_line(f"{texts.get('before_last_name', '')} {last}") if last else ""
    if (first and last) or not whole:
        return one_line(f"{first} {last}")
    words = set(caseless(whole).split())
    before = first if not words.issuperset(caseless(first).split()) else ""
    after = last if not words.issuperset(caseless(last).split()) else ""
    return one_line(f"{before} {whole} {after}")


def made_of_address(name: str) -> tuple[str, str]:
    """The sentence for a name that is made of an address, and its cause."""
    sentence = tr("There is an address and no name: “{name}” is made of the address.", name=name)
    return sentence, tr("There are addresses and no names; these names are made of the addresses:")


def no_name(name: str, row: int, header: str) -> Problem:
    """The error that a number stands where a person's name should."""
    sentence = tr("“{name}” is a number and no name: nobody would know whom it means. Write the name in its place.",
                  name=name)  # fmt: skip
    cause = tr("These are numbers and no names: nobody would know whom they mean. Write the names in their place:")
    return Problem(sentence, row, header, cause=cause, value=name)
