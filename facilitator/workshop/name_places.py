"""Where in a library somebody is named beside their own row, and taking the name out there: for who is erased for good.

Every text that hangs on a workshop is looked at, whatever table it is in: which tables do is told by the references
that the file itself declares, so that nothing has to be added here for a new exercise.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from facilitator.i18n import tr
from facilitator.storage.by_hand import by_hand
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.named_in_text import named_in
from facilitator.workshop.names import Names, spellings, words
from facilitator.workshop.tables import AgendaStep, Participant, Workshop

_LABEL, _SHORT = 3, 5
"""A text of so many words at most is nothing but a name where each has a capital, and may be one."""
_LONG, _ALIKE = 5, 84
"""A word of so many letters at least is a slip for a part of a name from so many of 100 on."""
_WORD = re.compile(r"\w+(?:['’]\w+)*\.?")


@dataclass(frozen=True, slots=True)
class Place:
    """A text in which somebody is named, or may be.

    `text` is what stands there, of a longer one the part around the name. `workshop` is its title, `where` the step, ""
    for the workshop as a whole. The other fields find it in the file; with `exact` it is their name, letter by letter.
    """

    table: str
    column: str
    row: int | str
    whole: str
    text: str
    workshop_id: int
    workshop: str
    where: str
    exact: bool = False


def likely_places(library: Library, participant_id: int) -> list[Place]:
    """Where the text may mean a person of the roster, for somebody to decide: slips, short forms, parts, initials.

    Other workshops are looked at for their exact name. What is exact in their own goes by itself and is not among
    these, unless somebody else on the roster is called so too. Raises NotFound.
    """
    with library.read() as session:
        person = find_participant(session, participant_id)
        name = _Name.of(session, person)
        found = []
        for place in _texts(session):
            own = place.workshop_id == person.workshop_id
            if name.goes_by_itself(place.whole) and own:
                continue
            if name.is_in(place.whole) if not own else name.may_be_in(place.whole):
                found.append(place)
        return [
            Place(**{**_fields(each), "text": _around(each.whole, name), "exact": name.is_in(each.whole)})
            for each in found
        ]


def take_name_out(session: Session, person: Participant, also: Iterable[Place] = ()) -> set[int]:
    """Replace the exact name and address of a person everywhere in their workshop, and what is like it in `also`.

    Return the ids of the workshops in which anything was changed; within the caller's transaction, before their row
    goes. A text that has changed since it was found stays as it is.
    """
    name = _Name.of(session, person)
    chosen = {(each.table, each.column, each.row): each.whole for each in also}
    changed: set[int] = set()
    for place in list(_texts(session)):
        key = (place.table, place.column, place.row)
        if chosen.get(key) == place.whole:
            new = name.likely_out_of(place.whole)
        elif place.workshop_id == person.workshop_id:
            new = name.exact_out_of(place.whole)
        else:
            continue
        if new != place.whole:
            _write(session, place, new)
            changed.add(place.workshop_id)
    return changed


def removed() -> str:
    """What stands in the place of a name."""
    return tr("(name removed)")


class _Name:
    """How one person is named in texts."""

    def __init__(self, name: str, email: str, *, alone: bool) -> None:
        self._name, self._alone = name, alone
        self._spelt = spellings(name)
        self._people = {0: name}
        self._parts = [part for part in words(name) if len(part) >= _LONG]
        self._names = Names(self._people)
        parts = [re.escape(part) for part in unicodedata.normalize("NFC", name).split()]
        exact = [r"\s+".join(parts), r",?\s+".join(parts[-1:] + parts[:-1])] if len(parts) > 1 else []
        exact += [re.escape(email)] if email else []
        self._exact = re.compile(rf"(?<!\w)(?:{'|'.join(exact)})(?:['’]?s)?(?!\w)", re.IGNORECASE) if exact else None
        self._address = re.compile(re.escape(email), re.IGNORECASE) if email else None

    @classmethod
    def of(cls, session: Session, person: Participant) -> "_Name":
        others = session.exec(
            select(Participant.name).where(
                Participant.workshop_id == person.workshop_id, col(Participant.id) != person.id
            )
        )
        alone = all(spellings(person.name).isdisjoint(spellings(other)) for other in others)
        return cls(person.name, person.email, alone=alone)

    def is_in(self, text: str) -> bool:
        """Whether it stands in a text, whoever else is called so."""
        return self._is_all_of(text) or bool(self._exact and self._exact.search(_nfc(text)))

    def goes_by_itself(self, text: str) -> bool:
        """Whether all that names them in a text is their exact name, and they alone can be meant."""
        return self._alone and self.is_in(text) and not self.may_be_in(self.exact_out_of(text))

    def may_be_in(self, text: str) -> bool:
        """Whether a text may mean them."""
        return any(map(self._may_be, _strings(text)))

    def _is_all_of(self, text: str) -> bool:
        return len(text) <= 2 * len(self._name) + _SHORT and not self._spelt.isdisjoint(spellings(text))

    def _may_be(self, text: str) -> bool:
        written = _WORD.findall(text)
        if not written or text == removed():
            return False
        if self.is_in(text) or named_in(text, self._people) or any(map(self._is_slip, written)):
            return True
        return len(written) <= _SHORT and bool(self._names.like(text, 1))

    def exact_out_of(self, text: str) -> str:
        """A text without the exact name; where others are called so, without the address alone."""
        if not self._alone:
            return _each(text, lambda one: self._address.sub(removed(), one) if self._address else one)
        return _each(text, self._without_exact)

    def _without_exact(self, text: str) -> str:
        if self._is_all_of(text):
            return removed()
        found = _nfc(text)
        return self._exact.sub(removed(), found) if self._exact and self._exact.search(found) else text

    def likely_out_of(self, text: str) -> str:
        """A text without all that may mean them."""
        return _each(text, self._without_likely)

    def _without_likely(self, text: str) -> str:
        found = _nfc(self._exact.sub(removed(), _nfc(text)) if self._exact else text)
        if self._is_all_of(found):
            return removed()
        if not self._may_be(found):
            return found
        written = _WORD.findall(found)
        if len(written) <= _LABEL and all(word[0].isupper() for word in written):
            # Nothing but a name, of which no part says who it is by itself.
            return removed()
        for match in reversed(list(_WORD.finditer(found))):
            if match[0] not in removed() and self._is_part(match[0]):
                found = found[: match.start()] + removed() + found[match.end() :]
        # Initials and slips are in no single word: of a short text nothing can be left then.
        left = found.replace(removed(), " ")
        if len(_WORD.findall(left)) <= _SHORT and self._may_be(left):
            return removed()
        return re.sub(rf"{re.escape(removed())}(?:\W?\s*{re.escape(removed())})+", removed(), found)

    def _is_part(self, word: str) -> bool:
        return bool(named_in(word, self._people)) or self._is_slip(word)

    def _is_slip(self, word: str) -> bool:
        # Imported here: whoever erases nobody must not wait for it.
        from rapidfuzz import fuzz

        plain = " ".join(words(word))
        return len(plain) >= _LONG and any(fuzz.ratio(plain, part) >= _ALIKE for part in self._parts)

    def first_in(self, text: str) -> int:
        """Where in a text they are named first, or may be."""
        if self._exact and (found := self._exact.search(text)):
            return found.start()
        return next((each.start() for each in _WORD.finditer(text) if self._is_part(each[0])), 0)


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _around(text: str, name: _Name, reach: int = 60) -> str:
    plain = next(filter(name.may_be_in, _strings(text)), text)
    at = name.first_in(plain)
    start, end = max(0, at - reach), at + reach
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"


def _json(text: str) -> Any:
    """The values of a text that is JSON; None for any other."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _strings(text: str) -> Iterator[str]:
    """What people wrote in a text: all of it, or each text in its JSON."""
    values = _json(text)
    return iter((text,)) if values is None else _leaves(values)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)


def _each(text: str, change: Callable[[str], str]) -> str:
    values = _json(text)
    if values is None:
        return change(text)
    new = _changed(values, change)
    return text if new == values else json.dumps(new, ensure_ascii=False)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _changed(each, change) for key, each in value.items()}
    return [_changed(each, change) for each in value] if isinstance(value, list) else value


# The file


def _texts(session: Session) -> Iterator[Place]:
    """Every text of every workshop, but those of the roster and what nobody wrote."""
    titles = dict(session.exec(select(Workshop.id, Workshop.title)).all())
    steps = dict(session.exec(select(AgendaStep.id, AgendaStep.title)).all())
    connection = session.connection()
    references, columns = by_hand(session).references_and_texts(connection)
    for table, workshop, step in hanging_on_workshops(references):
        if table == "participant" or not columns[table]:
            continue
        wanted = ", ".join(f't."{each}"' for each in columns[table])
        for row, workshop_id, step_id, *texts in connection.exec_driver_sql(
            f'SELECT {_row(session, table, "t.")}, {workshop("t")}, {step("t")}, {wanted} FROM "{table}" t'  # noqa: S608  # our own names
        ):
            for column, text in zip(columns[table], texts, strict=True):
                if isinstance(text, str) and _says_anything(text) and workshop_id in titles:
                    where = steps.get(step_id, "")
                    yield Place(table, column, row, text, text, workshop_id, titles[workshop_id], where)


def _says_anything(text: str) -> bool:
    return len(text) > 1 and any(map(str.isalpha, text))


_Way = Callable[[str], str]
"""What of a row is meant, in SQL, by the name that the row's table goes by there."""


def hanging_on_workshops(references: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, _Way, _Way]]:
    """Each table that refers to a workshop, by however many others, with how a row tells its workshop and its step."""
    ways: dict[str, tuple[_Way, _Way]] = {"workshop": (lambda row: f"{row}.id", _nothing)}
    yield "workshop", *ways["workshop"]
    hanging = _names_of_hanging(references)
    keys = {
        # A reference of several columns has a row each; the first of them suffices to find the way.
        table: [key for key in references[table] if key[1] == 0 and key[2] in hanging - {table}]
        for table in references
        if table in hanging - {"workshop"}
    }

    def unknown(table: str) -> int:
        return sum(key[2] not in ways for key in keys[table])

    while next_ones := [each for each in keys if each not in ways and unknown(each) < len(keys[each])]:
        # Each comes after all that it refers to: whichever reference tells the step, it is found.
        table = min(next_ones, key=unknown)
        known = [key for key in keys[table] if key[2] in ways]
        workshops = [_through(ways[key[2]][0], key, "workshop") for key in known]
        steps = [_through(ways[key[2]][1], key, "agenda_step") for key in known]
        ways[table] = _first_of(workshops), _first_of(steps)
        yield table, *ways[table]


def _names_of_hanging(references: Mapping[str, Sequence[Any]]) -> set[str]:
    found = {"workshop"}
    while further := {table for table, keys in references.items() if found & {key[2] for key in keys}} - found:
        found |= further
    return found


def _nothing(_row: str) -> str:
    # A server wants to know of what kind it is that is not there.
    return "CAST(NULL AS INTEGER)"


def _first_of(ways: list[_Way]) -> _Way:
    # COALESCE takes two at least.
    return lambda row: f"COALESCE({', '.join(way(row) for way in ways)}, NULL)"


def _through(way: _Way, key: Any, wanted: str) -> _Way:
    """How a row reads what the row that it refers to reads."""
    other, column, there = key[2], key[3], key[4] or "id"
    if other == wanted:
        return lambda row: f'{row}."{column}"'
    if way is _nothing:
        return _nothing

    def read(row: str) -> str:
        # A name of its own at each depth: an inner one would hide an outer one.
        above = f"{row}r"
        condition = f'{above}."{there}" = {row}."{column}"'
        return f'(SELECT {way(above)} FROM "{other}" {above} WHERE {condition} LIMIT 1)'  # noqa: S608  # our own names

    return read


def _write(session: Session, place: Place, text: str) -> None:
    session.connection().exec_driver_sql(
        f'UPDATE "{place.table}" SET "{place.column}" = ? '  # noqa: S608  # our own names
        f"WHERE {_row(session, place.table)} = ?",
        (text, place.row),
    )


def _row(session: Session, table: str, of: str = "") -> str:
    """What names a row of a table, in SQL."""
    return by_hand(session).row_name(session.connection(), table, of)


def _fields(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in Place.__slots__}
