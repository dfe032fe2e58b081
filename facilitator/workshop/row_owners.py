"""Whose the rows of a table of answers are: people of the roster, or people to be added to it.

A cell names a participant by name or by e-mail address. Where several people of the roster have one name, their
address tells them apart, or a number behind the name in the roster's order: "Anna Berg (2)". An address beside a name
that is not its person's own makes nobody's answers another's: the name counts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from facilitator.i18n import first_of, tr
from facilitator.import_plans import Options
from facilitator.person_changes import Asked, PersonChange
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem, quoted
from facilitator.text_matching import caseless, caseless_once
from facilitator.workshop.addresses import Found, address_in, is_address
from facilitator.workshop.names import Ground, Names, same_but_for_spelling, spellings
from facilitator.workshop.renamed import perhaps_renamed
from facilitator.workshop.roster import ROSTER_FIELDS, Person, add_people
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.roster_import import made_of_address, no_name
from facilitator.workshop.roster_placing import alike
from facilitator.workshop.tables import Participant
from facilitator.workshop.written_names import name_of

_MOST_NAMES = 5
_NUMBER = re.compile(r"\s*[(\[#]\s*\d+\s*[)\]]?$")


@dataclass(eq=False)
class Owner:
    """A participant as a table knows them. `facts` are what the table says of them beside their name.

    `row` is the first one of theirs, `renamed` the name that they get by it, `asked` why the person was asked.
    """

    name: str
    participant_id: int | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    row: int = 0
    renamed: str = ""
    asked: Asked | None = None

    @property
    def address(self) -> str:
        """The e-mail address for comparing, "" where none is known."""
        return caseless(self.before.get("email") or self.facts.get("email", ""))

    def person(self) -> Person:
        """What there is to put on the roster."""
        return Person(**{"name": self.name, **self.facts})

    def missing_facts(self) -> dict[str, str]:
        """What the table knows and the roster does not, and the name that the person agreed to."""
        renamed = {"name": self.renamed} if self.renamed else {}
        return renamed | {key: text for key, text in self.facts.items() if not self.before.get(key)}


class Owners:
    """Finds the owner of each row. `contradictory` are, by field, the owners whose rows disagree on it.

    What rows disagree on is not taken over.
    """

    def __init__(self, people: Sequence[Participant], options: Options = Options()) -> None:  # noqa: B008
        self._options = options
        self._asked: list[PersonChange] = []
        self._unlike: list[tuple[int, str, str]] = []
        self._remarks: list[Problem] = []
        self._beside: dict[Owner, dict[Owner, list[int]]] = defaultdict(lambda: defaultdict(list))
        """Who stands in rows beside the address of somebody else of the roster."""
        self.added: list[Owner] = []
        self.contradictory: dict[str, list[Owner]] = {}
        self._by_name: dict[str, list[Owner]] = defaultdict(list)
        self._by_address: dict[str, list[Owner]] = defaultdict(list)
        self._renamed_to: dict[str, list[Owner]] = defaultdict(list)
        self._numbered: dict[str, Owner] = {}
        self._remarked: set[str] = set()
        self._spelt: dict[tuple[str, ...], Owner] = {}
        self._met: dict[tuple[str, str], Owner | None] = {}
        self._perhaps: dict[str, Owner] = {}
        self._taken: dict[str, int] = {}
        self._parts = Names({person.id: person.name for person in people})
        names = told_apart([person.name for person in people])
        for person, numbered in zip(people, names, strict=True):
            owner = Owner(person.name, person.id, {key: getattr(person, key) for key in ROSTER_FIELDS})
            self._numbered[caseless(numbered)] = owner
            for key in spellings(person.name):
                self._spelt.setdefault(key, owner)
            self._by_name[caseless(person.name)].append(owner)
            if person.email:
                self._by_address[caseless(person.email)].append(owner)

    @property
    def filled(self) -> list[Owner]:
        """People of the roster of whom the table knows more than the roster does."""
        return [owner for owner in self.met if owner.participant_id is not None and owner.missing_facts()]

    @property
    def met(self) -> list[Owner]:
        """Everybody whom a row was found to be of."""
        return list(dict.fromkeys(owner for owner in self._met.values() if owner is not None))

    def changes(self) -> tuple[PersonChange, ...]:
        """What the table adds to people of the roster, and who has somebody's address with another name."""
        labels = {each.key: each.label for each in import_fields()}
        filled = [
            PersonChange(
                each.row,
                each.name,
                tuple((labels[key], each.before.get(key, ""), text) for key, text in each.missing_facts().items()),
                each.asked,
            )
            for each in self.filled
        ]
        return tuple(sorted((*filled, *self._asked), key=lambda each: each.row))

    def ask(self, change: PersonChange) -> None:
        """Put a question to the person beside those about who somebody is."""
        self._asked.append(change)

    def remarks(self, headers: Mapping[str, str]) -> list[Problem]:
        """What the table says of people of the roster and is not taken over; `headers` are the fields' columns."""
        problems = list(self._swapped(headers.get("email", "")))
        swapped = {each.row for each in problems}
        for owner in self.met:
            for key, text in owner.facts.items():
                if key == "email" and owner.row in swapped:
                    continue
                if owner.before.get(key) and caseless(owner.before[key]) != caseless(text) and key in headers:
                    sentence = tr("The roster says otherwise of these people, and stays as it is.")
                    problems.append(Problem(sentence, owner.row, headers[key], error=False, loss=Loss.CELL))
        for name, row in self._taken.items():
            sentence = tr("Somebody else on the roster has this address: “{name}” does not get it.", name=name)
            cause = tr("Somebody else on the roster has these addresses: they are not given to other people:")
            header = headers.get("email", "")
            problems.append(Problem(sentence, row, header, False, Loss.CELL, cause=cause, value=name))
        problems += [alike(row, name, other) for row, name, other in self._unlike]
        return [*problems, *self._numbers(headers), *self._remarks]

    def _numbers(self, headers: Mapping[str, str]) -> Iterator[Problem]:
        """An error for each number that would become somebody of a roster on which people have names.

        It numbers a person whom another table or nobody tells. Studies in which everybody is a number stay so.
        """
        if all(each.name.isdecimal() for each in (*self._numbered.values(), *self.added)):
            return
        for owner in self.added:
            if owner.name.isdecimal():
                yield no_name(owner.name, owner.row, next(filter(None, map(headers.get, ("participant", "name"))), ""))

    def _swapped(self, header: str) -> Iterator[Problem]:
        """An error for each row in which somebody has another's address, while that one stands beside theirs.

        So it is where only the column of the names was sorted: answers would lie under the names of others.
        """
        how = tr("Mend the file, or leave its addresses out where the names are right.")
        if header:
            how += " " + tr("On the command line: {options}.", options=f'--map "{header}=ignore"')
        cause = tr("Names stand beside the addresses of others on the roster, and these beside theirs: answers would "
                   "be under wrong names.")  # fmt: skip
        for owner, others in self._beside.items():
            for other, rows in others.items():
                if owner not in self._reached(other):
                    continue
                sentence = tr(
                    "“{name}” stands beside the address of “{other}”, who stands beside another one’s: answers would "
                    "be under wrong names.",
                    name=owner.name,
                    other=other.name,
                )
                yield from (Problem(f"{sentence} {how}", row, header, cause=f"{cause} {how}") for row in rows)

    def _reached(self, owner: Owner) -> set[Owner]:
        """Whose addresses are met when one goes from somebody to who has the address beside their name, and on."""
        reached: set[Owner] = set()
        ahead = [owner]
        while ahead:
            for each in self._beside.get(ahead.pop(), ()):
                if each not in reached:
                    reached.add(each)
                    ahead.append(each)
        return reached

    def find(self, name: str, facts: Mapping[str, str], row: int = 0) -> Owner | None:
        """The owner of a row, a new one if nobody fits; None when several people do.

        What is no e-mail address is left out of the facts; `remark_on_address` says so.
        """
        if facts.get("email"):
            facts = {**facts, "email": address_in(facts["email"]).address}
        key = (caseless(name), caseless(facts.get("email", "")))
        if key not in self._met:
            self._met[key] = self._find(*key, name, row)
            if (met := self._met[key]) is not None and not met.row:
                met.row = row
        owner = self._met[key]
        holders = self._by_address.get(key[1], ())
        if owner is not None and owner.participant_id is not None and owner not in holders:
            for other in holders:
                if other.participant_id is not None:
                    self._beside[owner][other].append(row)
        if owner is not None and self._is_of_another(owner, key[1]):
            self._taken[owner.name] = row
            facts = {**facts, "email": ""}
        if owner is not None:
            self._learn(owner, facts)
        return owner

    def expect(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Look through the names of a table, with their facts, for people of the roster under a new name."""
        met: set[int] = set()
        new: dict[str, Mapping[str, str]] = {}
        for name, facts in rows:
            key, address = caseless(name), caseless(address_in(facts.get("email", "")).address)
            numbered = [self._numbered[key]] if key in self._numbered else []
            spelt = [self._spelt[each] for each in spellings(name) if each in self._spelt]
            found = [*self._by_address.get(address or key, ()), *self._by_name.get(key, ()), *numbered, *spelt]
            met |= {id(owner) for owner in found}
            if name and not found:
                new[key] = facts
        missing = {id(owner): owner for owner in self._numbered.values() if id(owner) not in met}
        held = {key: owner.before for key, owner in missing.items()}
        self._perhaps = {key: missing[found] for key, found in perhaps_renamed(new, held, len(met)).items()}

    def known(self, name: str) -> Owner | None:
        """The one person of this name, or with this number behind it, on the roster or new; None if there is none.

        Whoever is renamed has both names: the table may say either.
        """
        key = caseless(name)
        same = list(dict.fromkeys((*self._by_name.get(key, ()), *(self._renamed_to.get(key, ())))))
        if len(same) > 1:
            return None
        return same[0] if same else self._numbered.get(key)

    def with_id(self, participant_id: int) -> Owner:
        """Somebody of the roster by their id."""
        return next(each for each in self._numbered.values() if each.participant_id == participant_id)

    def remark_on_address(self, text: str) -> Found:
        """What is to be said of the text in a row's column for addresses: once for each text, else nothing."""
        if text in self._remarked:
            return Found("")
        self._remarked.add(text)
        return address_in(text)

    def is_one(self, name: str) -> bool:
        """Whether a name, with its number where people share it, is exactly one person's, on the roster or new."""
        return self.known(name) is not None

    def ambiguous(self, name: str) -> str:
        """The sentence for a name that several people have."""
        return tr(
            "There are {count} people called “{name}” on the roster. Add a column with their e-mail addresses, or "
            "write “{name} (1)”, “{name} (2)” in the roster’s order.",
            count=max(2, len(self._by_name.get(caseless(name), ()))),
            name=name,
        )

    def _is_of_another(self, owner: Owner, address: str) -> bool:
        """Whether an address that somebody of the roster would get is another one's there."""
        others = [each for each in self._by_address.get(address, ()) if each is not owner]
        known = owner.participant_id is not None and not owner.before.get("email")
        return bool(address) and known and any(each.participant_id is not None for each in others)

    def _find(self, folded: str, address: str, name: str, row: int) -> Owner | None:
        at_address = self._by_address.get(address or folded, [])
        if at_address and address in ("", folded):
            # The cell itself holds the address.
            return at_address[0] if len(at_address) == 1 else None
        same = [each for each in at_address if caseless(each.name) == folded]
        same = same or [each for each in at_address if same_but_for_spelling(each.name, name)]
        if same:
            return same[0] if len(same) == 1 else None
        found = self._by_name.get(folded, [])
        if address and (len(found) > 1 or any(owner.participant_id is None for owner in found)):
            found = [owner for owner in found if owner.address in ("", address)]
        if len(found) > 1:
            return None
        if found:
            return found[0]
        return self._numbered.get(folded) or self._other(name, address, at_address, row)

    def _other(self, name: str, address: str, at_address: Sequence[Owner], row: int) -> Owner:
        """Somebody whose name is not on the roster: a new person, or the one with the address if the person said so."""
        known = [each for each in at_address if each.participant_id is not None]
        if len(at_address) == 1 and known:
            if renamed := self._renamed(row, name, known[0], Asked.ADDRESS):
                return renamed
        elif perhaps := self._perhaps.get(caseless(name)):
            if renamed := self._renamed(row, name, perhaps, Asked.MISSING):
                return renamed
        elif other := next((each for key in spellings(name) if (each := self._spelt.get(key))), None):
            self._unlike.append((row, name, other.name))
        elif not at_address and (part_of := self._in_parts(name)):
            self._unlike.append((row, name, part_of.name))
        elif same := self._numbered_otherwise(name):
            self._unlike.append((row, name, same.name))
        return self._new(name, address, row)

    def _numbered_otherwise(self, name: str) -> Owner | None:
        """Somebody of the roster whose name stands before a number that tells nobody apart there."""
        found = _NUMBER.search(name)
        same = self._by_name.get(caseless(name[: found.start()]), ()) if found else ()
        return same[0] if same else None

    def _in_parts(self, name: str) -> Owner | None:
        """The one person of the roster whose given name, family name or initial this is."""
        found = [each.key for each in self._parts.like(name) if each.ground in (Ground.PARTS, Ground.SHORT_FORM)]
        return self.with_id(found[0]) if len(found) == 1 else None

    def _renamed(self, row: int, name: str, owner: Owner, why: Asked) -> Owner | None:
        """Somebody of the roster under a new name, if the person said so; else it is asked."""
        if self._options.agrees(row, why):
            owner.renamed, owner.row, owner.asked = name, row, why
            self._renamed_to[caseless(name)].append(owner)
            return owner
        self._asked.append(PersonChange(row, owner.name, ((tr("Name"), owner.name, name),), why, agreed=False))
        return None

    def _new(self, name: str, address: str, row: int) -> Owner:
        owner = Owner(name)
        if is_address(name):
            # Nobody is to stand on the station's list by their address.
            owner.name, owner.facts["email"] = name_of(name) or name, name
            self._by_address[caseless(name)].append(owner)
            sentence, cause = made_of_address(owner.name)
            self._remarks.append(Problem(sentence, row, error=False, cause=cause, value=owner.name))
        self.added.append(owner)
        self._by_name[caseless(name)].append(owner)
        if address:
            self._by_address[address].append(owner)
        return owner

    def _learn(self, owner: Owner, facts: Mapping[str, str]) -> None:
        for key, text in facts.items():
            known = self.contradictory.get(key, [])
            if not text or owner in known or caseless(owner.facts.setdefault(key, text)) == caseless(text):
                continue
            del owner.facts[key]
            self.contradictory.setdefault(key, known).append(owner)


def put_on_roster(library: Library, session: Session, workshop_id: int, owners: Owners) -> dict[Owner, int]:
    """Add those of `owners` who are new and write what is new of the others, within a change; the ids of the new."""
    new_ids = add_people(library, workshop_id, [owner.person() for owner in owners.added]).value if owners.added else []
    for owner in owners.filled:
        person = session.get_one(Participant, owner.participant_id)
        session.add(person.sqlmodel_update(owner.missing_facts()))
    return dict(zip(owners.added, new_ids, strict=True))


def names_or_addresses(names: Sequence[str], facts: Sequence[Mapping[str, str]]) -> list[str]:
    """The names of rows; where one has none, that of another row with its address, else the address itself."""
    if not any("email" in each for each in facts):
        return list(names)
    addresses = [address_in(each.get("email", "")).address for each in facts]
    named: dict[str, str] = {}
    for name, address in zip(names, addresses, strict=True):
        if name and address:
            named.setdefault(caseless(address), name)
    return [name or named.get(caseless(address), address) for name, address in zip(names, addresses, strict=True)]


def contradiction(header: str, owners: Sequence[Owner]) -> Problem:
    """The remark on a fact of participants on which their rows disagree."""
    names = first_of([quoted([owner.name]) for owner in owners], _MOST_NAMES)
    sentence = tr("It differs between the rows of {names}. It is not taken over for them.", names=names)
    return Problem(sentence, column=header, error=False, loss=Loss.CELL, cells=len(owners))


class ToldApart:
    """Numbers the names that several have in common, one after the other: "AB (1)", "AB (2)".

    All have to be known beforehand. Of each only a number is held by which it is known again, so that it may be read
    piece by piece from a large room.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._used: set[int] = set()
        self._shared: set[int] = set()
        self._numbers: Counter[int] = Counter()
        for name in names:
            known = _known_by(name)
            (self._shared if known in self._used else self._used).add(known)

    def __call__(self, name: str) -> str:
        """What the next of them is called."""
        alike = known = _known_by(name)
        text = name
        while alike in self._shared and known in self._used:
            self._numbers[alike] += 1
            text = f"{name} ({self._numbers[alike]})"
            known = _known_by(text)
        self._used.add(known)
        return text


def _known_by(name: str) -> int:
    return hash(caseless_once(name))


def told_apart(names: Iterable[str]) -> list[str]:
    """The names in order, those that several have in common numbered: "AB (1)", "AB (2)"."""
    all_names = list(names)
    return list(map(ToldApart(all_names), all_names))
