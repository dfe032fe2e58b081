"""Whose the rows of a table are: people by themselves, or what somebody says about others.

Contacts are third parties: a table that says whose contacts its rows are must never become a list of participants.
It is told by the words in its headings, in several languages from `resources/imports`, and by what its columns hold.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from facilitator.i18n import locale_name, tr
from facilitator.tabular import Table, caseless, other_names, repeated_of
from facilitator.workshop.addresses import is_address
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import core_of, plain_of, tokens_of
from facilitator.workshop.names import given_names
from facilitator.workshop.plain_lists import no_person_in
from facilitator.workshop.row_links import column_of_parents
from facilitator.workshop.unnamed_owners import column_of_owners, could_be_whole_name, is_attribute
from facilitator.workshop.written_names import without_bullet

_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()/.\-]{6,}")
_REACHES = re.compile(rf"{_PHONE.pattern}|{_MAIL.pattern}")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ].*)?|\d{1,2}:\d{2}.*")
_AGE = re.compile(r"[<>≥≤]?\s*(\d{1,3})(\s*[-–]\s*\d{1,3})?\s*\+?")
_NAME = re.compile(r"[^\W\d_][^\d@,;:?!]*")
_FLAGS = frozenset(
    (
        "yes",
        "no",
        "y",
        "n",
        "x",
        "ja",
        "nein",
        "j",
        "true",
        "false",
        "wahr",
        "falsch",
        "oui",
        "non",
        "sí",
        "✓",
        "✔",
        "-",
    )
)
"""What stands in a column that says of each row whether it is something."""
_FLAGS_AND_DIGITS = _FLAGS | {"0", "1"}
_AGES = range(14, 111)
_SAYS_OF_OTHERS = re.compile(r"[^\W\d_][^@:;,<>]*(?::|->|=>|→|⇒)\s*[^\W\d_][^@]*")
"""A name, and behind a colon or an arrow others."""
_TIE = re.compile(r"\S.* \(([^()]+)\) \S.*")
"""How a tie is called: both ends, and between them in brackets what it is."""
_BETWEEN = re.compile(r"[,;/\n]|\s(?:and|und|&)\s")
"""What stands between several names in one cell."""
_JOINS = re.compile(r"\s*[&+]\s*|\s+(?:and|und|et)\s+")
_PARTS = re.compile(r"\s+[-–—/|]\s+|\s*/\s*")
_MOST_WORDS = 4
_SEVERAL = 2
_FEW = 3


class Rows(StrEnum):
    """What the rows of a table can be."""

    OPEN = "open"
    """Nothing says that they belong to anybody."""
    PEOPLE = "people"
    """People of their own, although a heading could be understood in another way."""
    OTHERS = "others"
    """They belong to somebody who is named in a column."""
    EITHER = "either"
    """Both can be meant: a person has to say."""
    EGOS = "egos"
    """They are interviews or the like, each by itself."""


@dataclass(frozen=True, slots=True)
class Whose:
    """What was found, with a sentence that says why.

    `owner` is the heading of the column that names whose each row is, `other` that of whom it is about, "" where there
    is none. `wide` says that a row holds several contacts side by side. `people` are all columns that name somebody.
    """

    rows: Rows
    sentence: str = ""
    owner: str = ""
    other: str = ""
    wide: bool = False
    people: frozenset[str] = frozenset()


class _Role(StrEnum):
    EGO = "ego"
    PARTICIPANT = "participant"
    OWNER = "owner"
    ALTER = "alter"
    COMPANION = "companion"
    NODE = "node"
    NAME = "name"
    PART = "part"
    FROM = "from"
    TO = "to"
    NONE = ""


def whose_rows(table: Table, people: Collection[str] = (), told: Collection[str] = ()) -> Whose:
    """Decide whose the rows of `table` are.

    `people` are the names and addresses on the roster, `told` the headings of which an exercise knows what they hold:
    these are looked at for their words alone.
    """
    # The sentences are in the language that is spoken.
    key = ("whose rows", locale_name(), frozenset(people), frozenset(told))
    return table.once(key, lambda: _whose_rows(table, people, told))


def _whose_rows(table: Table, people: Collection[str], told: Collection[str]) -> Whose:
    """See `whose_rows`."""
    columns = {header: _lines(table, header) for header in table.headers}
    if not table.headings:
        first = next((each for each, texts in columns.items() if not any(map(is_address, texts))), table.headers[0])
        judged = _by_values([first], columns, people, surely=True)
        if judged.rows is Rows.OPEN:
            judged = _in_outline(first, columns) or _as_list(columns[first])
        return judged if judged.rows is not Rows.OPEN else _by_titles(table.titles, people) or judged
    if parents := column_of_parents(table.headers):
        sentence = tr(
            "“{column}” says to which row of another table each row belongs, as of who answered: bring both tables, or "
            "the whole workbook, together.",
            column=parents,
        )
        return Whose(Rows.OTHERS, sentence, parents)
    found = _Columns(table, columns, people, told)
    judged = found.wide() or found.ties() or found.contacts() or found.two_people() or found.one_person()
    if judged.rows in (Rows.OPEN, Rows.PEOPLE):
        judged = found.in_blocks() or _by_titles(table.titles, people) or judged
    return Whose(judged.rows, judged.sentence, judged.owner, judged.other, judged.wide, found.people())


def _lines(table: Table, header: str) -> list[str]:
    """The texts of a column, each as one line."""

    def made() -> list[str]:
        lines = {text: one_line(text) for text in table.texts(header)}
        return [lines[text] for text in table.column(header)]

    return table.once(("lines", header), made)


def says_whose(header: str) -> bool:
    """Whether a heading names the one to whom something belongs, or somebody who is named by others."""
    return _role(header) not in (_Role.NONE, _Role.PART)


def names_others(header: str) -> bool:
    """Whether a heading may be that of a column of people who are named by others, also where it is a question."""
    return says_whose(header) or _asks_for_people(header)


def is_number_of_a_program(header: str) -> bool:
    """Whether a heading is one under which programs write their own numbers, which mean nothing to people."""
    return plain_of(header) in _plains("number")


@cache
def says_name(header: str) -> bool:
    """Whether a heading has a word for a name, as “Name (First)” does, and is no fact such as “Company name”."""
    return bool(set(tokens_of(header)) & _words_for_names()) and not is_attribute(header)


def holds_addresses(texts: Iterable[str]) -> bool:
    """Whether any of the texts is an e-mail address."""
    return any(_MAIL.fullmatch(text.strip()) for text in texts)


@cache
def own_names(field: str) -> tuple[str, ...]:
    """Headings that say that a fact of the roster is the participant's own, such as “ego_team” and “My team”."""
    facts = dict.fromkeys((field, *other_names("roster")[field]))
    return tuple(f"{whose} {fact}" for whose in other_names("owners")["own"] for fact in facts)


class _Columns:
    """The columns of a table with the role that each heading gives it, where what it holds agrees."""

    def __init__(
        self, table: Table, columns: dict[str, list[str]], people: Collection[str], told: Collection[str]
    ) -> None:
        self._columns = columns
        self._known = people
        self._told = told
        self._rows = len(next(iter(columns.values()), []))
        headers = list(columns)
        self._repeats = {header: first for header in headers if (first := repeated_of(header, headers))}
        self._roles = {**table.once("roles", self._agreed_roles)}
        for header in headers:
            asks = self._roles[header] is _Role.NONE and header not in told and _asks_for_people(header)
            if asks and self._could_name(header):
                self._roles[header] = _Role.COMPANION

    def people(self) -> frozenset[str]:
        """The columns that name somebody; one of numbers names nobody by itself."""
        naming = (_Role.EGO, _Role.PARTICIPANT, _Role.OWNER, _Role.ALTER, _Role.NAME, _Role.PART)
        return frozenset(
            header
            for header, role in self._roles.items()
            if role in naming and not all(_AGE.fullmatch(text) for text in self._columns[header] if text)
        )

    # What a table can be, the surest first; None where it is not that

    def wide(self) -> Whose | None:
        """One row for each person, with columns for several contacts side by side."""
        numbered: dict[str, str] = {}
        for header, texts in self._columns.items():
            number = _numbered(header)
            if number and (any(texts) or not self._rows):
                numbered.setdefault(number, header)
        ends = {header for header, role in self._roles.items() if role in (_Role.FROM, _Role.TO)}
        if len(numbered) < _SEVERAL or (set(numbered.values()) == ends and self._repeated(self._owner())):
            return None
        sentence = tr(
            "Each row holds one person with several contacts side by side (“{column}”).",
            column=next(iter(numbered.values())),
        )
        return Whose(Rows.EITHER, sentence, wide=True)

    def ties(self) -> Whose | None:
        """Pairs: those of one person's contacts where a column says whose, else those of a room."""
        start, end = self._first(_Role.FROM), self._first(_Role.TO)
        if not (start and end):
            return None
        owner = self._owner()
        if owner:
            return Whose(Rows.OTHERS, _belongs(owner, start), owner)
        sentence = tr(
            "It says who is tied to whom, and no column says whose contacts these are. As answers, whoever stands in "
            "“{one}” becomes a participant, and “{other}” names their contact.",
            one=start,
            other=end,
        )
        return Whose(Rows.EITHER, sentence, start, end)

    def contacts(self) -> Whose | None:
        """Contacts or nodes, one a row."""
        alter, companion = self._alter(), self._first(_Role.COMPANION)
        ego, participant = self._first_ego(), self._first(_Role.PARTICIPANT)
        name = self._names()
        owner = ego or participant
        if alter and self._is_age(alter) and not ego and not companion:
            judged = self.two_people() or self.one_person()
            return Whose(Rows.PEOPLE) if judged.rows is Rows.OPEN and (name or participant) else judged
        if alter and owner:
            return Whose(Rows.OTHERS, _belongs(owner, alter), owner, alter)
        if companion and ego:
            return Whose(Rows.OTHERS, _belongs(ego, companion), ego, companion)
        other = alter or companion
        # "Colleague" alone heads a list of colleagues: of two people the one who has another name is the owner.
        whose = participant or (name[0] if name else "") or self._first(_Role.OWNER)
        if other and whose:
            # A plain name may be a firm's, or repeat in a register of contacts: only a participant's says enough.
            rows = Rows.OTHERS if participant and self._repeated(participant) else Rows.EITHER
            return Whose(rows, _two(whose, other), whose, other)
        node = self._first(_Role.NODE) or next((each for each in self._columns if self._is_of_contacts(each)), "")
        if node and (name or owner):
            if ego:
                rows = Rows.OTHERS
                return Whose(rows, _belongs(ego, name[0] if name else node), ego, name[0] if name else node)
            sentence = tr(
                "“{column}” is a heading of lists of contacts, and no column says whose contacts these are.",
                column=node,
            )
            return Whose(Rows.EITHER, sentence, other=name[0] if name else node)
        return None

    def _is_of_contacts(self, header: str) -> bool:
        """Whether a column says of the rows what is said of somebody's contacts alone: since when, or who called."""
        if _of_alters(header) or _since_when(header):
            return True
        said = {caseless(text) for text in self._columns[header] if text}
        return bool(said) and said <= frozenset(map(caseless, _word_list("direction")))

    def two_people(self) -> Whose | None:
        """Two columns that each name a person who is not the other."""
        naming = {role for role in _Role if role not in (_Role.NODE, _Role.FROM, _Role.TO, _Role.NONE)}
        for header, first in self._repeats.items():
            if self._roles[header] in naming and self._roles[first] in naming and not self._alike(header, [first]):
                return Whose(Rows.EITHER, _two(first, header), first, header)
        name = self._names()
        if name and (ego := self._first_ego()) and not self._alike(ego, name):
            return Whose(self._one_each(ego), _belongs(ego, name[0]), ego, name[0])
        participant = self._first(_Role.PARTICIPANT)
        if participant and name and not self._alike(participant, name):
            return Whose(self._one_each(participant), _belongs(participant, name[0]), participant, name[0])
        other = name or ([participant] if participant else [])
        if (owner := self._first(_Role.OWNER)) and other and not self._alike(owner, other):
            return Whose(Rows.EITHER, _two(owner, other[0]), owner, other[0])
        # “Employee #” numbers the person whom another column names.
        whole = [header for header in other if self._roles[header] is not _Role.PART
                 and any(map(str.isalpha, "".join(self._columns[header])))]  # fmt: skip
        second = next((header for header in whole[1:] if not self._alike(header, whole[:1])), "")
        if second:
            return Whose(Rows.EITHER, _two(whole[0], second), whole[0], second)
        given = self._given_names()
        stranger = next((header for header in whole if self._is_not_of_parts(header)), "")
        # A preferred first name is another in a few rows only.
        stranger = stranger or next((header for header in given[1:] if not self._alike(header, given[:1])), "")
        return Whose(Rows.EITHER, _two(stranger, given[0]), stranger, given[0]) if stranger else None

    def one_person(self) -> Whose:
        """Nothing but one column of names."""
        participant = self._first(_Role.PARTICIPANT)
        name = self._names() or ([participant] if participant else [])
        if not name and (ego := self._first_ego()):
            sentence = tr("“{column}” says who was asked, and no column names anybody else.", column=ego)
            return Whose(Rows.EGOS, sentence, ego)
        if not name:
            name = list(filter(None, [self._first(_Role.COMPANION)]))
        if not name:
            return Whose(Rows.OPEN)
        values = {caseless(text) for text in self._columns[name[0]] if text}
        named = [header for header in self._columns if header != name[0] and caseless(header) in values]
        if len(named) >= _FEW and len(named) * 2 > len(values):
            sentence = tr("Its columns have the names of its rows: it looks like a matrix of who is tied to whom.")
            return Whose(Rows.EITHER, sentence)
        if named := self._headed_by_people(name):
            sentence = tr("Its columns are headed by people, such as “{name}”: it looks like a matrix of who is tied "
                          "to whom.", name=named[0])  # fmt: skip
            return Whose(Rows.EITHER, sentence, name[0])
        if tied := _ties_in(self._columns, name[0]):
            sentence = tr("“{text}” says who is tied to whom, and names no single person.", text=tied)
            return Whose(Rows.EITHER, sentence, name[0])
        free = {header: texts for header, texts in self._columns.items() if header not in self._told or header in name}
        return _by_values(name, free, self._known)

    def in_blocks(self) -> Whose | None:
        """Names with a colon that stand alone in their rows, as heads of the rows below."""
        for name in self._names()[:1]:
            others = [texts for header, texts in self._columns.items() if header != name]
            filled = [any(cells) for cells in zip(*others, strict=True)] if others else []
            rows = list(zip(self._columns[name], filled, strict=False))
            heads = [text for text, beside in rows if text.endswith(":") and not beside]
            if heads and any(beside for _, beside in rows):
                return Whose(Rows.EITHER, _stands_above(heads[0]), other=name)
        return None

    # What the columns are

    def _headed_by_people(self, name: Sequence[str]) -> list[str]:
        """The columns that have a person's name above numbers or ticks, none where it is a single one.

        Where the rows are of people who answered, and most cells empty as nobody is tied to everybody, what could be a
        name is one: all have answered to “Job Satisfaction”, and “Week of the story” has small words.
        """
        answered = self._roles[name[0]] is _Role.PARTICIPANT
        found = [
            header
            for header, texts in self._columns.items()
            if header not in name
            and could_be_whole_name(header)
            and not is_attribute(header)
            and all(text.isdecimal() or caseless(text) in _FLAGS for text in texts if text)
        ]
        cells = [text for header in found for text in self._columns[header]]
        sparse = cells.count("") * 2 >= len(cells)
        known = [header for header in found if caseless(header.split()[0]) in _known_given_names()]
        capital = [header for header in found if not any(word[0].islower() for word in header.split())]
        people = capital if answered and sparse and len(capital) > len(known) else known
        return people if len(people) >= _SEVERAL else []

    def _agreed_roles(self) -> dict[str, _Role]:
        return {header: self._agreed(header, _role(self._repeats.get(header, header))) for header in self._columns}

    def _agreed(self, header: str, role: _Role) -> _Role:
        """The role, unless what the column holds speaks against it."""
        if role is _Role.NONE:
            return role
        filled = Counter(self._columns[header])
        filled.pop("", None)
        texts = list(filled)
        if not texts and self._rows:
            return _Role.NONE
        tokens = tokens_of(header)
        if len(tokens) > 1 and tokens[0] in ("ego", "alter") and role in (_Role.EGO, _Role.ALTER):
            # "egoID" and "alterID" head nothing else, be it that everybody is called "-" or "1".
            return role
        flags = bool(texts) and all(caseless(text) in _FLAGS_AND_DIGITS for text in texts)
        if flags and (role is _Role.PARTICIPANT or any(caseless(text) in _FLAGS for text in texts)):
            return _Role.NONE
        if role in (_Role.FROM, _Role.TO) and texts and all(_DATE.fullmatch(text) for text in texts):
            return _Role.NONE
        # "Contact" may head how somebody is reached.
        if role in (_Role.ALTER, _Role.COMPANION) and "alter" not in tokens_of(header):
            reached = sum(count for text, count in filled.items() if _REACHES.fullmatch(text))
            if reached * 2 > filled.total():
                return _Role.NONE
        return role

    def _could_name(self, header: str) -> bool:
        """Whether what a column holds can be names or initials, also several in a cell."""
        texts = {text for text in self._columns[header] if text}
        if {caseless(text) for text in texts} <= _FLAGS:
            return False
        parts = [part.strip() for text in texts for part in _BETWEEN.split(text) if part.strip()]
        named = sum(bool(_NAME.fullmatch(each)) and len(each.split()) <= _MOST_WORDS and each[0].isupper()
                    for each in parts)  # fmt: skip
        reached = sum(bool(_MAIL.fullmatch(each)) for each in parts)
        return not self._rows or (bool(parts) and (named + reached) * 2 > len(parts))

    def _first(self, role: _Role) -> str:
        return next((header for header, each in self._roles.items() if each is role), "")

    def _first_ego(self) -> str:
        """The column of egos: the one with their names, else one that says ego, else the first."""
        egos = [header for header, role in self._roles.items() if role is _Role.EGO]
        return min(egos, key=lambda each: ("name" not in tokens_of(each), "ego" not in tokens_of(each)), default="")

    def _owner(self) -> str:
        return self._first_ego() or self._first(_Role.PARTICIPANT)

    def _alter(self) -> str:
        alters = [header for header, role in self._roles.items() if role is _Role.ALTER]
        return min(alters, key=lambda each: (self._is_age(each), "name" not in tokens_of(each)), default="")

    def _names(self) -> list[str]:
        """The columns of plain names, a whole name before its parts."""
        whole = [header for header, role in self._roles.items() if role is _Role.NAME]
        return whole + [header for header, role in self._roles.items() if role is _Role.PART]

    def _given_names(self) -> list[str]:
        """The columns of first names."""
        return [header for header, role in self._roles.items() if role is _Role.PART and _is_first_name(header)]

    def _is_age(self, header: str) -> bool:
        """Whether "Alter" is the German word for age."""
        if tokens_of(header) != ["alter"]:
            return False
        found = [_AGE.fullmatch(text) for text in self._columns[header] if text]
        return bool(found) and all(each is not None and int(each[1]) in _AGES for each in found)

    def _one_each(self, owner: str) -> Rows:
        return Rows.OTHERS if self._repeated(owner) else Rows.EITHER

    def _repeated(self, headers: str | Sequence[str]) -> bool:
        """Whether rows repeat what these columns hold together, more than namesakes would."""
        chosen = [headers] if isinstance(headers, str) else headers
        if not chosen or not chosen[0]:
            return False
        return _repeats([caseless(" ".join(cells)) for cells in self._cells(chosen)])

    def _cells(self, headers: Sequence[str]) -> list[tuple[str, ...]]:
        return list(zip(*(self._columns[header] for header in headers), strict=True))

    def _alike(self, one: str, others: Sequence[str]) -> bool:
        """Whether two columns name the same person: the same thing in their headings, or the same words in them."""
        # A heading that is there twice says nothing of whom the second column names.
        if one not in self._repeats and core_of(one) and core_of(one) in map(core_of, others):
            return True
        pairs = [
            (words, {word for text in rest for word in caseless(text).split()})
            for text, *rest in self._cells([one, *(header for header in others if header != one)])
            if (words := set(caseless(text).split()))
        ]
        return bool(pairs) and sum(bool(words & rest) for words, rest in pairs) * 2 > len(pairs)

    def _is_not_of_parts(self, header: str) -> bool:
        """Whether a column of whole names is of others than the first and last names beside it.

        Members of a family have one last name: the given name tells, be it by its first letter.
        """
        first = self._given_names()
        parts = sum(role is _Role.PART for role in self._roles.values())
        if not first or parts == len(first):
            return False
        pairs = [
            (words, given)
            for text, part in self._cells([header, first[0]])
            if len(words := _letters_of(text)) > 1 and (given := _letters_of(part))
        ]
        strange = sum(
            not set(words) & set(given) and given[0][0] not in {word for word in words if len(word) == 1}
            for words, given in pairs
        )
        return strange * 2 > len(pairs)


def _letters_of(text: str) -> list[str]:
    """The words of a name, folded and without signs."""
    return re.findall(r"[^\W\d_]+", caseless(text))


@cache
def _is_first_name(header: str) -> bool:
    return plain_of(header) in _plains_of("roster", "first_name")


def _by_titles(titles: Sequence[str], people: Collection[str]) -> Whose | None:
    """Contacts, where the table, its sheet or its file is called those of somebody, or says on whom somebody relies."""
    known = [tokens for name in people if len(tokens := tokens_of(name)) > 1]
    for title in titles:
        tokens = tokens_of(title)
        nouns = {place for place, token in enumerate(tokens) if token in _title_words("contacts")}
        after = any(token in _title_words("of") and place - 1 in nouns for place, token in enumerate(tokens))
        before = any(token in _title_words("my") and place + 1 in nouns for place, token in enumerate(tokens))
        said = any(token in _title_words("relies") for token in tokens)
        # One file a person, each called by whose list it holds.
        theirs = any(set(name) == {token for token in tokens if not token.isdecimal()} for name in known)
        if said or theirs or (nouns and (after or before or any(set(name) <= set(tokens) for name in known))):
            sentence = tr("The table is called “{title}”, which may say whose contacts the rows are.", title=title)
            return Whose(Rows.EITHER, sentence)
    return None


@cache
def _title_words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("titles")[key]))


def _by_values(
    name: Sequence[str], columns: dict[str, list[str]], people: Collection[str], *, surely: bool = False
) -> Whose:
    """One column of names, and beside it what may be whose contacts they are, by what the columns hold."""
    if told := _lists_others([text for text in columns[name[0]] if text]):
        sentence = tr("“{text}” names several people, and may say whose contacts the others are.", text=told)
        return Whose(Rows.EITHER, sentence, name[0])
    # Ticks are of the rows' own people.
    columns = {
        header: texts
        for header, texts in columns.items()
        if header in name or not {caseless(text) for text in texts if text} <= _FLAGS
    }
    judged = _by_repeats(name, columns)
    owner = column_of_owners(columns, name, people, surely=surely) if judged.rows is Rows.OPEN else ""
    if not owner:
        return judged
    sentence = tr(
        "“{owner}” holds other people than “{name}”, or numbers of people, and may say whose contacts the rows are.",
        owner=owner,
        name=name[0],
    )
    return Whose(Rows.EITHER, sentence, owner, name[0])


def _in_outline(first: str, columns: Mapping[str, Sequence[str]]) -> Whose | None:
    """Somebody alone in a row, and set in below them others, in a list without headings."""
    others = [texts for header, texts in columns.items() if header != first]
    below = [[text for text in cells if text and not is_address(text)] for cells in zip(*others, strict=True)]
    rows = list(zip(columns[first], below, strict=False))
    alone = next((text for (text, beside), (after, set_in) in pairwise(rows)
                  if text and not beside and not after and set_in), "")  # fmt: skip
    return Whose(Rows.EITHER, _stands_above(alone), first) if alone else None


def _as_list(texts: Sequence[str]) -> Whose:
    """What a list without headings is, by whether each of its lines can be one person."""
    if text := no_person_in(texts):
        sentence = tr("“{text}” is no name of one person: it may be another text than a list of people.", text=text)
        return Whose(Rows.EITHER, sentence)
    return Whose(Rows.OPEN)


def _ties_in(columns: dict[str, list[str]], name: str) -> str:
    """A tie as Cytoscape writes it, “Anna (asks) Ole” beside “asks”, where at least half of the texts are ties."""
    others = [texts for header, texts in columns.items() if header != name]
    ties = [
        text
        for text, beside in zip(columns[name], zip(*others, strict=True) if others else (), strict=False)
        if (found := _TIE.fullmatch(text)) and found[1] in beside
    ]
    return ties[0] if ties and len(ties) * 2 >= sum(map(bool, columns[name])) else ""


def _lists_others(texts: Sequence[str]) -> str:
    """A text that names several, such as “Anna: Ole, Pia” or “Anna & Ole”, where at least half of the texts do so."""
    told = [text for text in texts if _SAYS_OF_OTHERS.fullmatch(text) or _relies(text) or _holds_several(text)]
    return told[0] if told and len(told) * 2 >= len(texts) else ""


def _holds_several(text: str) -> bool:
    """Whether signs stand between several names, as in “Anna & Ole” and “Anna, Ole, Pia”.

    Behind a line or a stroke a name is whole: “Anna Berg – Sales” names one.
    """
    bare = without_bullet(text)
    joined = [part.strip() for part in _JOINS.split(bare)]
    if len(joined) > 1 and all(_NAME.fullmatch(part) and part[0].isupper() for part in joined):
        return True
    parts = [part.strip() for part in _PARTS.split(bare)]
    if len(parts) > 1 and all(could_be_whole_name(part) for part in parts):
        return True
    listed = [part.strip() for part in bare.split(",")]
    return len(listed) > _SEVERAL and all(_NAME.fullmatch(part) for part in listed)


def _relies(text: str) -> bool:
    """Whether a text says in a verb on whom somebody relies, as “Anna asks Ole and Pia” does."""
    written = text.split()
    return any(word in _title_words("relies") for word in written[1:-1]) and written[0][:1].isupper()


def _by_repeats(name: Sequence[str], columns: dict[str, list[str]]) -> Whose:
    """Names that repeat, each time beside another text that can be a name: rows about others."""
    parts = [header for header in columns if header in name]
    keys = [caseless(" ".join(cells)) for cells in zip(*(columns[header] for header in parts), strict=True)]
    if len(keys) >= _FEW and _repeats(keys):
        for header, texts in columns.items():
            if header in parts or not _could_be_names(keys, texts):
                continue
            sentence = tr(
                "The same people stand in several rows of “{name}”, each time beside another “{other}”, as where they "
                "say something about others.",
                name=parts[0],
                other=header,
            )
            return Whose(Rows.EITHER, sentence, parts[0], header)
    return Whose(Rows.OPEN)


def _could_be_names(keys: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the texts beside each key differ, and are as short and as many as names are."""
    pairs = [(key, caseless(text)) for key, text in zip(keys, texts, strict=True) if key and text]
    values = {text for _, text in pairs}
    named = sum(bool(_NAME.fullmatch(text)) and len(text.split()) <= _MOST_WORDS for _, text in pairs)
    return len(values) >= _FEW and len(set(pairs)) == len(pairs) and named * 4 >= len(pairs) * 3


def _repeats(keys: Sequence[str]) -> bool:
    filled = [key for key in keys if key]
    return len(set(filled)) * 10 <= len(filled) * 7


def _stands_above(name: str) -> str:
    return tr("“{name}” stands alone in its row, and may say whose contacts the rows below are.", name=name)


def _belongs(owner: str, other: str) -> str:
    return tr("“{owner}” says whose each row is, and “{other}” names somebody else.", owner=owner, other=other)


def _two(one: str, other: str) -> str:
    return tr("“{one}” and “{other}” can name two different people in each row.", one=one, other=other)


@cache
def _known_given_names() -> frozenset[str]:
    return frozenset(caseless(name) for group in given_names() for name in group)


@cache
def _role(header: str) -> _Role:
    """What a heading says that a column is."""
    plain, core = plain_of(header), core_of(header)
    names, contacts = _plains_of("roster", "name"), "contacts"
    if core in _cores(contacts, "participant") or plain in _plains_of(contacts, "participant"):
        shared = plain in names or core in {core_of(name) for name in other_names("roster")["name"]}
        return _Role.PARTICIPANT if shared else _Role.EGO
    if plain in _plains("owner") or _of_an_owner(header):
        return _Role.OWNER
    if (core in _cores(contacts, "contact") and not _beside(header)) or plain in _plains_of(contacts, "contact"):
        return _Role.ALTER
    if (core in _cores("owners", "companion") and not _beside(header)) or plain in _plains("companion"):
        return _Role.COMPANION
    # What begins with a line is a form program's own: its numbers of the answers.
    nodes = plain in _plains("node") or tokens_of(header) in (["node", "id"], ["uuid"])
    if nodes and not header.startswith("_"):
        return _Role.NODE
    for role, key in ((_Role.FROM, "tie_from"), (_Role.TO, "tie_to")):
        if plain in _plains_of("ties", key):
            return role
    if plain == "name" or plain in names or plain in _plains("person"):
        return _Role.NAME
    if plain in _plains_of("roster", "first_name") or plain in _plains_of("roster", "last_name"):
        return _Role.PART
    return _Role.NONE


def _of_an_owner(header: str) -> bool:
    """Whether a heading says something of an owner by which a person is known, such as “Contact Owner Alias”."""
    tokens = [token for token in tokens_of(header) if token not in _tokens("known_by")]
    return "".join(tokens) in _plains("owner") and tokens != tokens_of(header)


@cache
def _words_for_names() -> frozenset[str]:
    """Single words under which a roster has names, such as “name” and “Vorname”."""
    words = (*_word_list("person"), *other_names("roster")["first_name"], *other_names("roster")["last_name"])
    return frozenset(only[0] for word in words if len(only := tokens_of(word)) == 1)


@cache
def _tokens(key: str) -> frozenset[str]:
    return frozenset(token for word in _word_list(key) for token in tokens_of(word))


@cache
def _asks_for_people(header: str) -> bool:
    """Whether a heading is a question about others, such as “Who do you turn to?” or “Mit wem arbeiten Sie?”."""
    tokens = tokens_of(header)
    if len(tokens) < _SEVERAL:
        return False
    words = f" {' '.join(tokens)} "
    if any(f" {' '.join(tokens_of(each))} " in words for each in _word_list("asking")):
        return True
    return bool(_title_words("relies") & set(tokens)) and not is_attribute(header)


@cache
def _numbered(header: str) -> str:
    """The number of the contact that a heading is about, "" where it is about none: “Contact 2: How near” is "2"."""
    tokens = tokens_of(header)
    numbers = [place for place, token in enumerate(tokens) if token.isdecimal()]
    if len(numbers) != 1 or (_beside(header) and tokens[0] not in heads()):
        return ""
    before = [word for word in tokens[: numbers[0]] if word.isalpha()]
    words = set(before or tokens)
    plain = len(before) == 1 and before[0] in {token for name in _word_list("person") for token in tokens_of(name)}
    return tokens[numbers[0]] if plain or (words & heads() and not words & besides()) else ""


def _of_alters(header: str) -> bool:
    """Whether a heading is about a contact, as in “alter.sex”; “Alter in Jahren” is German for age."""
    tokens = tokens_of(header)
    return len(tokens) > 1 and tokens[0] == "alter" and not {"in", "jahre", "jahren", "years"} & set(tokens)


@cache
def _since_when(header: str) -> bool:
    """Whether a heading is that of the day since which somebody knows the row's person, as “Friended on” is."""
    tokens = tokens_of(header)
    return len(tokens) > 1 and tokens[-1] in _tokens("since") and set(tokens[:-1]) <= _tokens("tied")


@cache
def heads() -> frozenset[str]:
    """Single words for somebody who is named by others."""
    words = (*other_names("contacts")["contact"], *_word_list("companion"))
    return frozenset(core for word in words if (core := core_of(word)) and " " not in core)


@cache
def besides() -> frozenset[str]:
    """Words beside which such a word means another thing, such as “emergency contact”."""
    return frozenset(token for word in _word_list("beside") for token in tokens_of(word))


def _beside(header: str) -> bool:
    """Whether a heading means another thing than a contact of the exercise, such as “Emergency contact”."""
    return bool(set(tokens_of(header)) & besides())


def _word_list(key: str) -> tuple[str, ...]:
    return other_names("owners")[key]


def _plains(key: str) -> frozenset[str]:
    return _plains_of("owners", key)


@cache
def _plains_of(kind: str, key: str) -> frozenset[str]:
    return frozenset(map(plain_of, other_names(kind)[key]))


@cache
def _cores(kind: str, key: str) -> frozenset[str]:
    return frozenset(core for word in other_names(kind)[key] if (core := core_of(word)))
