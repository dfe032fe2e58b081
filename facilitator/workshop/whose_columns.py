"""Whose the rows of a table with headings are, told by these and by what stands below them."""

import operator
import re
from collections import Counter
from collections.abc import Collection, Sequence

from facilitator.i18n import tr
from facilitator.tabular import Table, repeated_of
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import LIKE_AN_ADDRESS
from facilitator.workshop.headings import core_of, plain_of, tokens_of
from facilitator.workshop.names import known_given_names
from facilitator.workshop.owner_headings import (
    Role,
    asks_about_contacts,
    asks_for_people,
    ends_with_the_speaker,
    is_first_name,
    is_numbered,
    is_of_roster,
    may_be_spouse,
    names_several,
    numbered_contact,
    owner_words,
    role_of,
    says_of_alters,
    says_of_the_speaker,
    says_since_when,
    says_who_comes,
)
from facilitator.workshop.relations import says_how_often
from facilitator.workshop.survey_columns import metadata_of
from facilitator.workshop.unnamed_owners import (
    could_be_whole_name,
    has_own_addresses,
    is_attribute,
    says_nothing_of_people,
)
from facilitator.workshop.whose import Rows, Whose, belongs, may_be_two, stands_above
from facilitator.workshop.whose_lists import FLAGS, as_list, by_relations, by_values, looks_like_name, repeats, ties_in

_PHONE = re.compile(r"\+?[\d\s()/.\-]{6,}")
_REACHES = re.compile(rf"{_PHONE.pattern}|{LIKE_AN_ADDRESS.pattern}")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ].*)?|\d{1,2}:\d{2}.*")
_AGE = re.compile(r"[<>≥≤]?\s*(\d{1,3})(\s*[-–]\s*\d{1,3})?\s*\+?")
_FLAGS_AND_DIGITS = FLAGS | {"0", "1"}
_AGES = range(14, 111)
_BETWEEN = re.compile(r"[,;/\n]|\s(?:and|und|&)\s")
"""What stands between several names in one cell."""
_SEVERAL = 2
_BEST = 10
"""The highest answer of scales that people use."""
_FEW = 3


class Columns:
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
            asks = asks_for_people(header) or names_several(header)
            if asks and self._roles[header] is Role.NONE and header not in told and self._could_name(header):
                self._roles[header] = Role.COMPANION

    def people(self) -> frozenset[str]:
        """The columns that name somebody; one of numbers names nobody by itself."""
        naming = (Role.EGO, Role.PARTICIPANT, Role.OWNER, Role.ALTER, Role.NAME, Role.PART)
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
            number = numbered_contact(header)
            if number and (any(texts) or not self._rows):
                numbered.setdefault(number, header)
        ends = {header for header, role in self._roles.items() if role in (Role.FROM, Role.TO)}
        if len(numbered) < _SEVERAL or (set(numbered.values()) == ends and self._repeated(self._owner())):
            return None
        sentence = tr(
            "Each row holds one person with several contacts side by side (“{column}”).",
            column=next(iter(numbered.values())),
        )
        return Whose(Rows.EITHER, sentence, wide=True)

    def ties(self) -> Whose | None:
        """Pairs: those of one person's contacts where a column says whose, else those of a room."""
        start, end = self._first(Role.FROM), self._first(Role.TO)
        if not (start and end):
            return None
        owner = self._owner()
        if owner:
            return Whose(Rows.OTHERS, belongs(owner, start), owner)
        sentence = tr(
            "It says who is tied to whom, and no column says whose contacts these are. As answers, whoever stands in "
            "“{one}” becomes a participant, and “{other}” names their contact.",
            one=start,
            other=end,
        )
        return Whose(Rows.EITHER, sentence, start, end)

    def contacts(self) -> Whose | None:
        """Contacts or nodes, one a row."""
        alter, companion = self._alter(), self._first(Role.COMPANION)
        ego, participant = self._first_ego(), self._first(Role.PARTICIPANT)
        name = self._names()
        owner = ego or participant
        if alter and self._is_age(alter) and not ego and not companion:
            judged = self.two_people() or self.one_person()
            return Whose(Rows.PEOPLE) if judged.rows is Rows.OPEN and (name or participant) else judged
        if alter and owner:
            return Whose(Rows.OTHERS, belongs(owner, alter), owner, alter)
        if companion and ego:
            return Whose(Rows.OTHERS, belongs(ego, companion), ego, companion)
        other = alter or companion
        # "Colleague" alone heads a list of colleagues: of two people the one who has another name is the owner.
        whose = participant or (name[0] if name else "") or self._first(Role.OWNER)
        if other and whose:
            # A plain name may be a firm's, or repeat in a register of contacts: only a participant's says enough.
            rows = Rows.OTHERS if participant and self._repeated(participant) else Rows.EITHER
            return Whose(rows, may_be_two(whose, other), whose, other)
        node = self._first(Role.NODE) or next((each for each in self._columns if self._is_of_contacts(each)), "")
        if node and (name or owner):
            if ego:
                rows = Rows.OTHERS
                return Whose(rows, belongs(ego, name[0] if name else node), ego, name[0] if name else node)
            sentence = tr(
                "“{column}” is a heading of lists of contacts, and no column says whose contacts these are.",
                column=node,
            )
            return Whose(Rows.EITHER, sentence, other=name[0] if name else node)
        return None

    def _is_of_contacts(self, header: str) -> bool:
        """Whether a column says of the rows what is said of somebody's contacts alone: since when, or who called."""
        if says_of_alters(header) or says_since_when(header):
            return True
        texts = self._columns[header]
        told = asks_about_contacts(header) or ends_with_the_speaker(header)
        told = told or (says_of_the_speaker(header) and _could_be_ties(texts))
        if told and not self._owner() and header not in self._told and any(texts):
            return not has_own_addresses(self._columns, self._names())
        said = {caseless(text) for text in self._columns[header] if text}
        return bool(said) and said <= frozenset(map(caseless, owner_words("direction")))

    def two_people(self) -> Whose | None:
        """Two columns that each name a person who is not the other."""
        naming = {role for role in Role if role not in (Role.NODE, Role.FROM, Role.TO, Role.NONE)}
        for header, first in self._repeats.items():
            if self._roles[header] in naming and self._roles[first] in naming and not self._alike(header, [first]):
                return Whose(Rows.EITHER, may_be_two(first, header), first, header)
        name = self._names()
        if name and (ego := self._first_ego()) and not self._alike(ego, name):
            return Whose(self._one_each(ego), belongs(ego, name[0]), ego, name[0])
        participant = self._first(Role.PARTICIPANT)
        if participant and name and not self._alike(participant, name):
            return Whose(self._one_each(participant), belongs(participant, name[0]), participant, name[0])
        other = name or ([participant] if participant else [])
        if (owner := self._first(Role.OWNER)) and other and not self._alike(owner, other):
            return Whose(Rows.EITHER, may_be_two(owner, other[0]), owner, other[0])
        # “Employee #” numbers the person whom another column names.
        whole = [header for header in other if self._roles[header] is not Role.PART
                 and any(map(str.isalpha, "".join(self._columns[header])))]  # fmt: skip
        second = next((header for header in whole[1:] if not self._alike(header, whole[:1])), "")
        if second:
            return Whose(Rows.EITHER, may_be_two(whole[0], second), whole[0], second)
        given = self._given_names()
        stranger = next((header for header in whole if self._is_not_of_parts(header)), "")
        # A preferred first name is another in a few rows only.
        stranger = stranger or next((header for header in given[1:] if not self._alike(header, given[:1])), "")
        return Whose(Rows.EITHER, may_be_two(stranger, given[0]), stranger, given[0]) if stranger else None

    def one_person(self) -> Whose:
        """Nothing but one column of names."""
        participant = self._first(Role.PARTICIPANT)
        name = self._names() or ([participant] if participant else [])
        if not name and (ego := self._first_ego()):
            sentence = tr("“{column}” says who was asked, and no column names anybody else.", column=ego)
            return Whose(Rows.EGOS, sentence, ego)
        if not name:
            name = list(filter(None, [self._first(Role.COMPANION)]))
        if not name:
            return Whose(Rows.OPEN)
        values = {caseless(text) for text in self._columns[name[0]] if text}
        named = [header for header in self._columns if header != name[0] and caseless(header) in values]
        if len(named) >= _FEW and len(named) * 2 > len(values):
            sentence = tr("Its columns have the names of its rows: it looks like a matrix of who is tied to whom.")
            return Whose(Rows.EITHER, sentence)
        if named := self._headed_by_people(name) or self._headed_by_initials(name):
            sentence = tr("Its columns are headed by people, such as “{name}”: it looks like a matrix of who is tied "
                          "to whom.", name=named[0])  # fmt: skip
            return Whose(Rows.EITHER, sentence, name[0])
        if tied := ties_in(self._columns, name[0]):
            sentence = tr("“{text}” says who is tied to whom, and names no single person.", text=tied)
            return Whose(Rows.EITHER, sentence, name[0])
        free = {header: texts for header, texts in self._columns.items() if header not in self._told or header in name}
        judged = by_values(name, free, self._known)
        if judged.rows is Rows.OPEN:
            judged = by_relations(name, self._columns)
        alone = not any(any(texts) for header, texts in self._columns.items() if header not in name)
        if judged.rows is Rows.OPEN and alone:
            judged = as_list(self._columns[name[0]])
        if judged.rows is Rows.OPEN and (strange := self._nothing_of_a_roster(name)):
            sentence = tr(
                "Lists of people seldom have a column such as “{column}”, and no other column says that the rows are "
                "people who take part.",
                column=strange,
            )
            return Whose(Rows.EITHER, sentence, other=name[0])
        return judged

    def in_blocks(self) -> Whose | None:
        """Names that stand alone in their rows, as heads of the rows below."""
        for name in self._names()[:1]:
            others = [texts for header, texts in self._columns.items() if header != name]
            filled = [any(cells) for cells in zip(*others, strict=True)] if others else []
            rows = list(zip(self._columns[name], filled, strict=False))
            heads = [text for text, beside in rows if text.endswith(":") and not beside]
            if not heads and not has_own_addresses(self._columns, [name]):
                heads = _heads_of_blocks(rows)
            if heads and any(beside for _, beside in rows):
                return Whose(Rows.EITHER, stands_above(heads[0]), other=name)
        return None

    # What the columns are

    def _headed_by_people(self, name: Sequence[str]) -> list[str]:
        """The columns that have a person's name above ticks, numbers or words for how often.

        A given name that is known makes one. Without it “Ole Moe” and “Fire Warden” are alike, so that whatever can be
        a whole name is asked about; where rows bring addresses of their own, as those of rosters do, it is none.
        """
        free = {
            header: texts
            for header, texts in self._columns.items()
            if header not in (*name, *self._told) and not is_numbered(header)
        }
        people = [
            header
            for header, texts in free.items()
            if could_be_whole_name(header) and not is_attribute(header) and _could_be_ties(texts)
            and caseless(header.split()[0]) in known_given_names()
        ]  # fmt: skip
        single = [header for header in free if caseless(header) in known_given_names()]
        if len(single) >= _SEVERAL:
            people += [header for header in single if _could_be_ties(free[header])]
        if people or has_own_addresses(self._columns, name):
            return people
        return [
            header
            for header, texts in free.items()
            if could_be_whole_name(header) and not is_attribute(header) and _could_be_ties(texts, at_most=_BEST)
            and header[0].isupper() and header.split()[-1][0].isupper() and not header.isupper()
        ]  # fmt: skip

    def _nothing_of_a_roster(self, name: Sequence[str]) -> str:
        """A column that rosters seldom have, where all that have anything to say are such; "" else.

        Ticks, days, phones and numbers of rows say nothing for either.
        """
        others = [header for header in self._columns if header not in name and any(self._columns[header])]
        program = metadata_of(list(self._columns))
        of_roster = any(is_of_roster(header) or header in program or header in self._told for header in others)
        if of_roster or has_own_addresses(self._columns, name):
            return ""
        known = (is_numbered, says_nothing_of_people, says_who_comes)
        strange = (header for header in others if not any(says(header) for says in known))
        return next((header for header in strange if not _says_nothing(self._columns[header])), "")

    def _headed_by_initials(self, name: Sequence[str]) -> list[str]:
        """The columns that have the initials of the people in the rows as headings, where most have one."""
        rows = [" ".join(cells).split() for cells in self._cells(name)]
        initials = {"".join(word[0] for word in words).casefold() for words in rows if len(words) > 1}
        found = [header for header in self._columns if header not in name and plain_of(header) in initials]
        return found if len(found) >= _FEW and len(found) * 2 > len(initials) else []

    def _agreed_roles(self) -> dict[str, Role]:
        return {header: self._agreed(header, role_of(self._repeats.get(header, header))) for header in self._columns}

    def _agreed(self, header: str, role: Role) -> Role:
        """The role, unless what the column holds speaks against it."""
        if role is Role.NONE:
            return role
        filled = Counter(self._columns[header])
        filled.pop("", None)
        texts = list(filled)
        if not texts and self._rows:
            return Role.NONE
        tokens = tokens_of(header)
        if len(tokens) > 1 and tokens[0] in ("ego", "alter") and role in (Role.EGO, Role.ALTER):
            # "egoID" and "alterID" head nothing else, be it that everybody is called "-" or "1".
            return role
        flags = bool(texts) and all(caseless(text) in _FLAGS_AND_DIGITS for text in texts)
        if flags and (role is Role.PARTICIPANT or any(caseless(text) in FLAGS for text in texts)):
            return Role.NONE
        if role in (Role.FROM, Role.TO) and texts and all(_DATE.fullmatch(text) for text in texts):
            return Role.NONE
        if may_be_spouse(header) and has_own_addresses(self._columns, ()):
            return Role.NONE
        # "Contact" may head how somebody is reached.
        if role in (Role.ALTER, Role.COMPANION) and "alter" not in tokens_of(header):
            reached = sum(count for text, count in filled.items() if _REACHES.fullmatch(text))
            if reached * 2 > filled.total():
                return Role.NONE
        return role

    def _could_name(self, header: str) -> bool:
        """Whether what a column holds can be names or initials, also several in a cell."""
        texts = {text for text in self._columns[header] if text}
        if {caseless(text) for text in texts} <= FLAGS:
            return False
        parts = [part.strip() for text in texts for part in _BETWEEN.split(text) if part.strip()]
        named = sum(looks_like_name(each) and each[0].isupper() for each in parts)
        reached = sum(bool(LIKE_AN_ADDRESS.fullmatch(each)) for each in parts)
        return not self._rows or (bool(parts) and (named + reached) * 2 > len(parts))

    def _first(self, role: Role) -> str:
        return next((header for header, each in self._roles.items() if each is role), "")

    def _first_ego(self) -> str:
        """The column of egos: the one with their names, else one that says ego, else the first."""
        egos = [header for header, role in self._roles.items() if role is Role.EGO]
        return min(egos, key=lambda each: ("name" not in tokens_of(each), "ego" not in tokens_of(each)), default="")

    def _owner(self) -> str:
        return self._first_ego() or self._first(Role.PARTICIPANT)

    def _alter(self) -> str:
        alters = [header for header, role in self._roles.items() if role is Role.ALTER]
        return min(alters, key=lambda each: (self._is_age(each), "name" not in tokens_of(each)), default="")

    def _names(self) -> list[str]:
        """The columns of plain names, a whole name before its parts."""
        whole = [header for header, role in self._roles.items() if role is Role.NAME]
        return whole + [header for header, role in self._roles.items() if role is Role.PART]

    def _given_names(self) -> list[str]:
        """The columns of first names."""
        return [header for header, role in self._roles.items() if role is Role.PART and is_first_name(header)]

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
        return repeats([caseless(" ".join(cells)) for cells in self._cells(chosen)])

    def _cells(self, headers: Sequence[str]) -> list[tuple[str, ...]]:
        return list(zip(*(self._columns[header] for header in headers), strict=True))

    def _alike(self, one: str, others: Sequence[str]) -> bool:
        """Whether two columns name the same person: the same thing in their headings, or the same words in them."""
        # A heading that is there twice says nothing of whom the second column names.
        if one not in self._repeats and core_of(one) and core_of(one) in map(core_of, others):
            return True
        pairs = [
            (words, {word for text in rest for word in _letters_of(text)})
            for text, *rest in self._cells([one, *(header for header in others if header != one)])
            if (words := set(_letters_of(text)))
        ]
        return bool(pairs) and sum(_can_be_one(words, rest) for words, rest in pairs) * 2 > len(pairs)

    def _is_not_of_parts(self, header: str) -> bool:
        """Whether a column of whole names is of others than the first and last names beside it.

        Members of a family have one last name: the given name tells, be it by its first letter.
        """
        first = self._given_names()
        parts = sum(role is Role.PART for role in self._roles.values())
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


def _heads_of_blocks(rows: Sequence[tuple[str, bool]]) -> list[str]:
    """The names alone in their rows where they begin blocks: the first row is one, the last and no two in a row are.

    `rows` are names with whether anything stands beside them. One whose cells are missing seldom stands so.
    """
    alone = [bool(text) and not beside for text, beside in rows]
    heads = [text for (text, _), is_head in zip(rows, alone, strict=True) if is_head]
    begin = alone[:1] == [True] and not alone[-1] and not any(map(operator.and_, alone, alone[1:]))
    return heads if begin and len(heads) >= _SEVERAL else []


def _says_nothing(texts: Sequence[str]) -> bool:
    """Whether a column holds ticks, days, ways to reach somebody or numbers that are no answers of a scale."""
    filled = {text for text in texts if text}
    if all(map(str.isdecimal, filled)) and max(map(int, filled)) > _BEST:
        return True
    return all(
        caseless(text) in FLAGS or _DATE.fullmatch(text) or _REACHES.fullmatch(text) or "://" in text for text in filled
    )


def _could_be_ties(texts: Sequence[str], at_most: int | None = None) -> bool:
    """Whether a column holds ticks, numbers or how often somebody does something, and nothing else."""
    return all(
        caseless(text) in FLAGS
        or says_how_often(text)
        or (text.isdecimal() and (at_most is None or int(text) <= at_most))
        for text in set(texts)
        if text
    )


def _can_be_one(words: set[str], others: set[str]) -> bool:
    """Whether two names can be one person's: a word of both, and not only the last name of a family."""
    rest, further = words - others, others - words
    alike = any(one.startswith(other) or other.startswith(one) for one in rest for other in further)
    return bool(words & others) and (not rest or not further or alike)


def _letters_of(text: str) -> list[str]:
    """The words of a name, folded and without signs."""
    return re.findall(r"[^\W\d_]+", caseless(text))
