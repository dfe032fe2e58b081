"""People brought in a table: what its columns can be, and what importing it would do to the roster.

A row is somebody who is on the roster already when it has their e-mail address or, failing that, their name. Then
only what the row says is taken over: an empty cell never empties a field.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    IGNORE,
    Field,
    Options,
    Plan,
    Problem,
    Table,
    fold,
    how_to_map,
    match_columns,
    other_names,
    resolve,
)
from facilitator.workshop.addresses import address_in, is_address
from facilitator.workshop.find import find_workshop, one_line
from facilitator.workshop.roster import ROSTER_FIELDS, Person, add_people, roster
from facilitator.workshop.tables import Participant

_NAME_AND_ADDRESS = re.compile(r"\s*(?P<name>[^<>]+?)\s*<(?P<address>[^<>]*@[^<>]*)>\s*")


def import_fields() -> list[Field]:
    """What the columns of a roster can be matched to: the fields of a person, the name also in two parts.

    None is marked as required because the name may come whole or in parts: the plan says when there is neither.
    """
    labels = {
        "name": tr("Name"),
        "first_name": tr("First name"),
        "last_name": tr("Last name"),
        "email": tr("E-mail"),
        "team": tr("Team"),
        "location": tr("Location"),
        "level": tr("Level"),
    }
    names = other_names("roster")
    return [Field(key, label, names[key]) for key, label in labels.items()]


def match_roster(table: Table, options: Options) -> dict[str, str]:
    """Send each header to a field's key or to "".

    In a table without headings the columns are told by what they hold: addresses are the e-mail, and the others
    are name, team, location and level in that order.
    """
    chosen, _ = resolve(table.headers, import_fields(), options.mapping)
    if table.headings:
        return match_columns(table.headers, import_fields(), chosen)
    free = [key for key in ROSTER_FIELDS if key != "email" and key not in chosen.values()]
    matched = {}
    for header in table.headers:
        if header in chosen:
            matched[header] = chosen[header]
        elif "email" not in matched.values() and any(map(is_address, table.column(header))):
            matched[header] = "email"
        else:
            matched[header] = free.pop(0) if free else ""
    return matched


def plan_roster(library: Library, workshop_id: int, table: Table, options: Options | None = None) -> Plan:
    """What importing `table` would do to the roster. Raises NotFound for an unknown workshop."""
    chosen = options or Options()
    with library.read() as session:
        draft = _draft(session, workshop_id, table, chosen)

    def apply() -> Done[None]:
        return _apply(library, workshop_id, table, chosen)

    return Plan(draft.summary(), tuple(draft.problems), apply)


@dataclass
class _Draft:
    """What one import would write. `updated` holds the new state of people by their id."""

    problems: list[Problem]
    added: list[Person] = field(default_factory=list)
    updated: dict[int, Person] = field(default_factory=dict)
    unchanged: int = 0

    def summary(self) -> tuple[str, ...]:
        counts = (
            (trn("{count} person is added.", "{count} people are added.", len(self.added)), len(self.added)),
            (trn("{count} person is updated.", "{count} people are updated.", len(self.updated)), len(self.updated)),
            (
                trn(
                    "{count} person is on the roster already.",
                    "{count} people are on the roster already.",
                    self.unchanged,
                ),
                self.unchanged,
            ),
        )
        return tuple(sentence for sentence, count in counts if count) or (tr("Nobody is added."),)


def _apply(library: Library, workshop_id: int, table: Table, options: Options) -> Done[None]:
    with library.change(tr("Import people")) as change:
        draft = _draft(change.session, workshop_id, table, options)
        for problem in draft.problems:
            if problem.error:
                raise Invalid(str(problem))
        for participant_id, person in draft.updated.items():
            # Written here rather than by `update_person`: the windows need not hear of each person.
            change.session.add(change.session.get_one(Participant, participant_id).sqlmodel_update(asdict(person)))
        if draft.added:
            add_people(library, workshop_id, draft.added)
        change.announce(Change(Topic.ROSTER, workshop_id))
    return change.done(None)


def _draft(session: Session, workshop_id: int, table: Table, options: Options) -> _Draft:
    find_workshop(session, workshop_id)
    _, problems = resolve(table.headers, import_fields(), options.mapping)
    matched = match_roster(table, options)
    draft = _Draft([*table.problems, *problems])
    if not {"name", "first_name", "last_name"} & set(matched.values()):
        draft.problems.append(Problem(tr("No column holds the names.") + " " + how_to_map("name")))
        return draft
    draft.problems.extend(
        Problem(tr("It is not part of the roster and is left out."), column=header, error=False)
        for header, key in matched.items()
        if not key and any(table.column(header))
    )
    rows = list(_people(table, matched, draft.problems))
    _place(draft, roster(session, workshop_id), _without_repeats(rows, draft.problems))
    return draft


def _people(table: Table, matched: Mapping[str, str], problems: list[Problem]) -> Iterator[tuple[int, Person]]:
    """The people of the table with their row; what is wrong with a row is added to `problems`."""
    headers = {key: header for header, key in matched.items() if key not in ("", IGNORE)}
    for number, row in zip(table.numbers, table.rows, strict=True):
        texts = {matched[header]: one_line(text) for header, text in zip(table.headers, row, strict=True)}
        both = _NAME_AND_ADDRESS.fullmatch(texts.get("name", ""))
        if both and not texts.get("email"):
            # Pasted from a mail's list of recipients.
            texts["name"], texts["email"] = both["name"].strip("\"' "), both["address"]
        name, found = _whole_name(texts), address_in(texts.get("email", ""))
        if not name:
            problems.append(Problem(tr("There is no name."), number, headers.get("name", "")))
        else:
            if found.remark:
                problems.append(Problem(found.remark, number, headers.get("email", ""), error=False))
            others = {key: texts.get(key, "") for key in ("team", "location", "level")}
            yield number, Person(name=name, email=found.address, **others)


def _whole_name(texts: Mapping[str, str]) -> str:
    """The name of a row: as it is, joined from its parts, or completed where a column "name" holds one part only."""
    whole, first, last = (texts.get(key, "") for key in ("name", "first_name", "last_name"))
    if (first and last) or not whole:
        return one_line(f"{first} {last}")
    words = set(fold(whole).split())
    before = first if not words.issuperset(fold(first).split()) else ""
    after = last if not words.issuperset(fold(last).split()) else ""
    return one_line(f"{before} {whole} {after}")


def _without_repeats(rows: Sequence[tuple[int, Person]], problems: list[Problem]) -> list[tuple[int, Person]]:
    """The people with repeated rows merged, later words over earlier ones.

    Rows repeat a person when the name is the same and the addresses do not tell two people apart.
    """
    places: dict[str, list[int]] = defaultdict(list)
    kept: list[tuple[int, Person]] = []
    for number, person in rows:
        alike = places[fold(person.name)]
        same = next((place for place in alike if _one_person(kept[place][1], person)), None)
        if same is None:
            if alike:
                sentence = tr("Another person of this name is in row {row}; both are kept.", row=kept[alike[0]][0])
                problems.append(Problem(sentence, number, error=False))
            alike.append(len(kept))
            kept.append((number, person))
        else:
            first, earlier = kept[same]
            sentence = tr("This person is in row {row} already; the two rows are taken as one.", row=first)
            problems.append(Problem(sentence, number, error=False))
            kept[same] = first, _over(earlier, person)
    return kept


def _one_person(one: Person, other: Person) -> bool:
    return not one.email or not other.email or fold(one.email) == fold(other.email)


def _over(earlier: Person, later: Person) -> Person:
    said = {key: text for key in ROSTER_FIELDS if (text := getattr(later, key))}
    if fold(later.name) == fold(earlier.name):
        said["name"] = earlier.name
    return replace(earlier, **said)


def _place(draft: _Draft, people: Sequence[Participant], rows: Sequence[tuple[int, Person]]) -> None:
    """Sort the rows into people to add and people to update."""
    by_address: dict[str, list[Participant]] = defaultdict(list)
    by_name: dict[str, list[Participant]] = defaultdict(list)
    for participant in people:
        by_name[fold(participant.name)].append(participant)
        if participant.email:
            by_address[fold(participant.email)].append(participant)
    namesakes: dict[str, int] = defaultdict(int)
    for _, person in rows:
        namesakes[fold(person.name)] += 1
    met: dict[int, int] = {}
    for number, person in rows:
        found = by_address.get(fold(person.email), []) if person.email else []
        if len(found) != 1:
            found = found or by_name.get(fold(person.name), [])
            if person.email and (namesakes[fold(person.name)] > 1 or len(found) > 1):
                # Two people of one name: only the address can tell who of them this is.
                found = [each for each in found if not each.email or fold(each.email) == fold(person.email)]
        if len(found) > 1:
            sentence = tr(
                "There are {count} people called “{name}” on the roster. Add their e-mail addresses, to the roster "
                "and to this file, so that they can be told apart.",
                count=len(found),
                name=person.name,
            )
            draft.problems.append(Problem(sentence, number))
        elif not found:
            draft.added.append(person)
        elif found[0].id in met:
            sentence = tr("Row {row} is about the same person on the roster.", row=met[found[0].id])
            draft.problems.append(Problem(sentence, number))
        else:
            met[found[0].id] = number
            before = Person(*(getattr(found[0], key) for key in ROSTER_FIELDS))
            after = _over(before, person)
            if after == before:
                draft.unchanged += 1
            else:
                draft.updated[found[0].id] = after
