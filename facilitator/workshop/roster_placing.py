"""Which rows of a table of people are about the same person, and who of the roster that is.

A row is somebody who is on the roster already when it has their name, or their address and a name that is spelt
otherwise. Then only what the row says is taken over: an empty cell never empties a field. An address of somebody with
another name renames nobody unless the person agrees: answers would lie under another's name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from facilitator.i18n import tr, trn
from facilitator.import_plans import Options
from facilitator.person_changes import Asked, PersonChange
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless
from facilitator.workshop.names import is_part_of, same_but_for_spelling, spellings
from facilitator.workshop.renamed import perhaps_renamed
from facilitator.workshop.roster import ROSTER_FIELDS, Person
from facilitator.workshop.roster_columns import FACTS, import_fields
from facilitator.workshop.tables import Participant


@dataclass
class PendingRoster:
    """What one import would write. `updated` holds the new state of people by their id, `changes` how it differs."""

    problems: list[Problem]
    added: list[Person] = field(default_factory=list)
    updated: dict[int, Person] = field(default_factory=dict)
    unchanged: int = 0
    changes: list[PersonChange] = field(default_factory=list)

    def summary(self) -> tuple[str, ...]:
        """What it would do, in sentences."""
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


def without_repeats(
    rows: Sequence[tuple[int, Person]], pending: PendingRoster, headers: Mapping[str, str], options: Options
) -> list[tuple[int, Person]]:
    """The people with repeated rows merged, later words over earlier ones; `headers` are the fields' columns.

    Rows repeat a person when the name is the same and neither addresses nor other facts tell two people apart, or the
    address is the same and the names differ in their spelling alone. Where only other facts do, it is asked.
    """
    problems = pending.problems
    by_name: dict[str, list[int]] = defaultdict(list)
    by_address: dict[str, list[int]] = defaultdict(list)
    kept: list[tuple[int, Person]] = []
    said_in: list[dict[str, int]] = []
    spelt: dict[tuple[str, ...], tuple[int, str]] = {}
    for number, person in rows:
        namesakes = by_name[caseless(person.name)]
        sharing = by_address[caseless(person.email)] if person.email else []
        same = next((place for place in namesakes if _one_person(kept[place][1], person)), None)
        doubtful = None
        if same is None and not sharing:
            doubtful = next((each for each in namesakes if not (kept[each][1].email and person.email)), None)
        if doubtful is not None and _is_one_after_all(pending, number, kept[doubtful][1], person, options):
            same = doubtful
        if same is None:
            same = next((each for each in sharing if same_but_for_spelling(kept[each][1].name, person.name)), None)
        if same is None:
            written = next((row for key in spellings(person.name) if (row := spelt.get(key))), None)
            if not namesakes and written is not None:
                sentence = tr(
                    "“{name}” is in row {row} in another spelling, “{other}”; both are kept as two people.",
                    name=person.name,
                    row=written[0],
                    other=written[1],
                )
                cause = tr(
                    "These names are in an earlier row in another spelling, and are kept as people of their own:"
                )
                pair = f"{written[1]} / {person.name}"
                problems.append(Problem(sentence, number, error=False, cause=cause, value=pair))
            spelt |= {key: (number, person.name) for key in spellings(person.name) if key not in spelt}
            if namesakes and doubtful is None:
                first = kept[namesakes[0]][0]
                problems.append(
                    Problem(
                        tr("Another person of this name is in row {row}; both are kept.", row=first),
                        number,
                        error=False,
                        cause=tr("Another person of this name is in the table; both are kept."),
                    )
                )
            namesakes.append(len(kept))
            kept.append((number, person))
            said_in.append({key: number for key in ROSTER_FIELDS if getattr(person, key)})
        else:
            first, earlier = kept[same]
            problems.extend(_overwritten(earlier, person, said_in[same], number, headers))
            problems.append(
                Problem(
                    tr("This person is in row {row} already; the two rows are taken as one.", row=first),
                    number,
                    error=False,
                    cause=tr("These people are in an earlier row already; the rows of one person are taken as one."),
                )
            )
            kept[same] = first, _over(earlier, person)
        if person.email:
            place = same if same is not None else len(kept) - 1
            by_address[caseless(person.email)] = [*sharing, *([] if place in sharing else [place])]
    return kept


def _overwritten(
    earlier: Person, later: Person, said_in: dict[str, int], number: int, headers: Mapping[str, str]
) -> Iterator[Problem]:
    """Say which of a person's earlier facts a later row of theirs takes the place of; a name in two spellings is one.

    `said_in` holds the row in which each field stands so far, and is brought up to date.
    """
    for key in ROSTER_FIELDS:
        old, new = getattr(earlier, key), getattr(later, key)
        if key != "name" and new and old and caseless(old) != caseless(new):
            sentence = tr(
                "“{old}” is left out: row {row} is the same person, and says “{new}”.", old=old, row=number, new=new
            )
            cause = tr("Left out, since a later row of the same person says otherwise:")
            place = said_in[key], headers.get(key, "")
            yield Problem(sentence, *place, error=False, loss=Loss.CELL, cause=cause, value=old)
        if new:
            said_in[key] = number


def _one_person(one: Person, other: Person) -> bool:
    """Whether two rows of one name are about one person for all that they say."""
    if one.email and other.email:
        return caseless(one.email) == caseless(other.email)
    return not _contradict(one, other)


def _contradict(one: Person, other: Person) -> bool:
    said = ((caseless(getattr(one, key)), caseless(getattr(other, key))) for key in FACTS if key != "email")
    return any(here and there and here != there for here, there in said)


def _is_one_after_all(pending: PendingRoster, number: int, earlier: Person, person: Person, options: Options) -> bool:
    """Whether somebody agreed that a row is about the person of an earlier one, although it says otherwise: asked."""
    agreed = options.agrees(number, Asked.TWICE)
    facts = _facts(earlier, replace(person, name=earlier.name))
    pending.changes.append(PersonChange(number, person.name, facts, Asked.TWICE, agreed=agreed))
    return agreed


def _over(earlier: Person, later: Person) -> Person:
    said = {key: text for key in ROSTER_FIELDS if (text := getattr(later, key))}
    if caseless(later.name) == caseless(earlier.name):
        said["name"] = earlier.name
    over = replace(earlier, **said)
    given = later.given_name or earlier.given_name
    return replace(over, given_name=given if is_part_of(given, over.name) else "")


class Placing:
    """Sorts the rows of a table into people to add and people to update."""

    def __init__(self, pending: PendingRoster, people: Sequence[Participant], options: Options) -> None:
        self._pending = pending
        self._options = options
        self._by_address: dict[str, list[Participant]] = defaultdict(list)
        self._by_name: dict[str, list[Participant]] = defaultdict(list)
        self._people = people
        self._spelt = {key: each for each in reversed(people) for key in spellings(each.name)}
        for participant in people:
            self._by_name[caseless(participant.name)].append(participant)
            if participant.email:
                self._by_address[caseless(participant.email)].append(participant)
        self._met: dict[int, int] = {}
        self._perhaps: dict[int, Participant] = {}

    def place(self, rows: Sequence[tuple[int, Person]]) -> None:
        """Place all rows; those of people who are known for certain first."""
        namesakes: dict[str, int] = defaultdict(int)
        for _, person in rows:
            namesakes[caseless(person.name)] += 1
        others = []
        for number, person in rows:
            found = self._known(person, alone=namesakes[caseless(person.name)] == 1)
            if len(found) > 1:
                self._refuse_namesakes(number, person, len(found))
            elif found:
                self._update(number, found[0], person)
            else:
                others.append((number, person))
        self._look_for_renamed(others)
        for number, person in others:
            self._rename_or_add(number, person)
        self._pending.changes.sort(key=lambda change: change.row)
        self._remark_shared(rows)

    def _known(self, person: Person, *, alone: bool) -> list[Participant]:
        """Who of the roster a row is, by name; several where nothing tells them apart."""
        at_address = self._by_address.get(caseless(person.email), []) if person.email else []
        same = [each for each in at_address if caseless(each.name) == caseless(person.name)]
        same = same or [each for each in at_address if same_but_for_spelling(each.name, person.name)]
        if same:
            return same
        found = self._by_name.get(caseless(person.name), [])
        if alone and len(found) <= 1:
            return found
        # Several people of one name: the address tells who of them this is, else what else is said.
        if person.email:
            found = [each for each in found if not each.email]
        fitting = [each for each in found if not _contradict(_state(each), person)]
        return fitting if len(fitting) < len(found) else found

    def _look_for_renamed(self, others: Sequence[tuple[int, Person]]) -> None:
        """Find who may be somebody of the roster whom the table does not name."""
        addresses = {caseless(person.email) for _, person in others if person.email}
        new = {number: asdict(person) for number, person in others if caseless(person.email) not in self._by_address
               and not any(key in self._spelt for key in spellings(person.name))}  # fmt: skip
        free = [each for each in self._people if each.id not in self._met and caseless(each.email) not in addresses]
        pairs = perhaps_renamed(new, {each.id: asdict(_state(each)) for each in free}, len(self._met))
        people = {each.id: each for each in free}
        self._perhaps = {number: people[found] for number, found in pairs.items()}

    def _rename_or_add(self, number: int, person: Person) -> None:
        if perhaps := self._perhaps.get(number):
            self._ask(number, perhaps, person, Asked.MISSING)
            return
        at_address = self._by_address.get(caseless(person.email), []) if person.email else []
        free = [each for each in at_address if each.id not in self._met]
        if len(at_address) != 1 or not free:
            self._pending.added.append(person)
            self._remark_alike(number, person)
            return
        self._ask(number, free[0], person, Asked.ADDRESS)

    def _ask(self, number: int, found: Participant, person: Person, why: Asked) -> None:
        """Rename somebody if the person agreed to it, else add the row as somebody new."""
        if self._options.agrees(number, why):
            self._update(number, found, person, why)
            return
        facts = _facts(_state(found), person)
        self._pending.changes.append(PersonChange(number, found.name, facts, why, agreed=False))
        self._pending.added.append(person)

    def _update(self, number: int, found: Participant, person: Person, why: Asked | None = None) -> None:
        if found.id in self._met:
            first = self._met[found.id]
            sentence = tr("It is taken for the same person on the roster as row {row}.", row=first)
            how = tr("Write both names in full, or give the people on the roster their e-mail addresses.")
            cause = tr("Several rows are taken for the same person on the roster.")
            self._pending.problems.append(Problem(f"{sentence} {how}", number, cause=f"{cause} {how}"))
            return
        self._met[found.id] = number
        before = _state(found)
        after, asked = self._address_asked(number, before, _over(before, person))
        if after == before:
            self._pending.unchanged += 1
            return
        self._pending.updated[found.id] = after
        if facts := _facts(before, after, but=asked):
            self._pending.changes.append(PersonChange(number, before.name, facts, why))

    def _address_asked(self, number: int, before: Person, after: Person) -> tuple[Person, Sequence[str]]:
        """The new state, with the address that is somebody else's so far only if the person agreed, and what was asked.

        A row that contradicts somebody's own facts as well may be the other one's under a wrong name: all of it waits.
        """
        holder = self._holder(before, after)
        if not holder:
            return after, ()
        agreed = self._options.agrees(number, Asked.TAKEN)
        facts = [(getattr(before, key), getattr(after, key)) for key in FACTS if key != "email"]
        asked = ROSTER_FIELDS if any(old and old != new for old, new in facts) else ("email",)
        waits = _facts(before, after, but=[key for key in ROSTER_FIELDS if key not in asked])
        self._remark_taken(number, after, holder, 0 if agreed else len(waits))
        self._pending.changes.append(PersonChange(number, before.name, waits, Asked.TAKEN, agreed=agreed, other=holder))
        return (after if agreed else replace(after, **{key: getattr(before, key) for key in asked})), asked

    def _holder(self, before: Person, after: Person) -> str:
        """Who else on the roster has somebody's new address so far."""
        if not after.email or caseless(after.email) == caseless(before.email):
            return ""
        others = self._by_address.get(caseless(after.email), [])
        return next((each.name for each in others if each.name != before.name), "")

    def _refuse_namesakes(self, number: int, person: Person, count: int) -> None:
        sentence = tr(
            "There are {count} people called “{name}” on the roster. Add their e-mail addresses, to the roster "
            "and to this file, so that they can be told apart.",
            count=count,
            name=person.name,
        )
        self._pending.problems.append(Problem(sentence, number))

    def _remark_shared(self, rows: Sequence[tuple[int, Person]]) -> None:
        """Say of each row whose address somebody else has or gets too."""
        stay = (self._pending.updated.get(each.id, _state(each)) for each in self._people)
        holders = Counter(caseless(each.email) for each in (*stay, *self._pending.added))
        for number, person in rows:
            if person.email and holders[caseless(person.email)] > 1:
                self._pending.problems.append(shared(number, person.email))

    def _remark_alike(self, number: int, person: Person) -> None:
        """Say of a new person whose name somebody on the roster has in another spelling."""
        alike_one = next((found for key in spellings(person.name) if (found := self._spelt.get(key))), None)
        if alike_one is not None and caseless(alike_one.name) != caseless(person.name):
            self._pending.problems.append(alike(number, person.name, alike_one.name))

    def _remark_taken(self, number: int, after: Person, holder: str, left_out: int) -> None:
        """Say of a new address that it is somebody else's so far: names and addresses may stand in wrong rows.

        `left_out` is how many cells of its row are not taken for that.
        """
        sentence = tr(
            "The address {address} is that of {other} on the roster so far. Look whether names and addresses stand "
            "in the right rows.",
            address=after.email,
            other=holder,
        )
        cause = tr("Addresses of other people on the roster. Look whether names and addresses stand in the right rows:")
        loss = Loss.CELL if left_out else None
        problem = Problem(sentence, number, error=False, loss=loss, cells=left_out or 1, cause=cause, value=after.email)
        self._pending.problems.append(problem)


def alike(number: int, name: str, other: str) -> Problem:
    """The remark for a new person whose name somebody on the roster has in another spelling."""
    sentence = tr(
        "“{name}” is added as a new person. On the roster is “{other}”: if that is the same one, write the name alike.",
        name=name,
        other=other,
    )
    cause = tr("People on the roster have these names in another spelling; these are added as new people:")
    return Problem(sentence, number, error=False, cause=cause, value=f"{other} / {name}")


def _state(participant: Participant) -> Person:
    return Person(**{key: getattr(participant, key) for key in (*ROSTER_FIELDS, "given_name")})


def _facts(before: Person, after: Person, but: Sequence[str] = ()) -> tuple[tuple[str, str, str], ...]:
    """What differs, by the label of its field; an empty text after says nothing."""
    labels = {each.key: each.label for each in import_fields()}
    states = ((key, getattr(before, key), getattr(after, key)) for key in ROSTER_FIELDS)
    return tuple((labels[key], old, new) for key, old, new in states if new and new != old and key not in but)


def shared(number: int, address: str) -> Problem:
    """The remark for an address that several people have."""
    sentence = tr("Somebody else has the address {address} too: what is mailed to one reaches both.", address=address)
    cause = tr("Somebody else has the address too, and what is mailed to one reaches both:")
    return Problem(sentence, number, error=False, cause=cause, value=address)
