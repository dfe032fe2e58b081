"""Contacts side by side: a table with one row a respondent, read as the table of contacts that it stands for.

Forms and spreadsheets ask the same of a first, a second and a third contact in columns of their own. Each filled group
of such columns becomes a row, with the number of the respondent's row and the headings of the file; all else that is
known of importing contacts holds for them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    OWN_FACTS,
    PARTICIPANT,
    field_of,
    fields_of,
)
from facilitator.exercises.network.interchange.near_headings import nearest_to
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.wording import earlier_questions
from facilitator.i18n import locale_name, tr, trn
from facilitator.storage.library import Library
from facilitator.tabular import IGNORE, Loss, Problem, Table, match_columns, yes_or_no
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.column_series import Key, Series, series_of
from facilitator.workshop.find import one_line
from facilitator.workshop.listed_names import apart
from facilitator.workshop.owner_headings import names_others
from facilitator.workshop.roster_columns import NAMES
from facilitator.workshop.survey_columns import is_nobody, is_unnamed, respondent_columns
from facilitator.workshop.unnamed_owners import is_attribute

_LOOKED_AT = 25
"""How many different texts of a column are looked at to tell what it holds."""
_SEVERAL = 2
_PAIR = 2
_ANSWERED = {"email", "response"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Contacts side by side: the columns of their names, None where headings name them, and those of the answers.

    Where they are `ticked`, headings name them, and the columns of their names say yes or no.
    """

    names: Series | None
    answers: tuple[Series, ...]
    ticked: bool = False

    @property
    def keys(self) -> list[Key]:
        """Of whom they are, in the order of the columns."""
        every = [*([self.names] if self.names else []), *self.answers]
        firsts: dict[Key, int] = {}
        for series in every:
            for key, place in series.places.items():
                firsts[key] = min(place, firsts.get(key, place))
        return sorted(firsts, key=lambda key: (key if isinstance(key, int) else 0, firsts[key]))

    def name(self, key: Key, cells: Sequence[str]) -> str:
        """What a contact is called in a row."""
        if self.names is None:
            return str(key)
        text = one_line(cells[self.names.places[key]]) if key in self.names.places else ""
        if self.ticked:
            return str(key) if yes_or_no(text) else ""
        return "" if missing_word(text) is not None else text


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that are known to be contacts side by side: the places of each heading, by the number of the contact.

    `name` is the heading of the contacts' names, `told` says what the table is taken for.
    """

    name: str
    places: Mapping[str, Mapping[Key, int]]
    told: str


@implements(Exercise.unfold)
def unfold(library: Library, step_id: int, table: Table) -> Table:
    """The table of contacts that a table with one row a respondent stands for; any other one as it is."""
    return one_row_each(table, get_setup(library, step_id).factors)


def one_row_each(table: Table, factors: Sequence[Factor]) -> Table:
    """See `unfold`; `factors` are the questions of the step."""
    if not table.headings or table.origin is not None or not table.rows:
        return table
    return table.once(("one row each", locale_name(), tuple(factors)), lambda: _one_row_each(table, factors))


def _one_row_each(table: Table, factors: Sequence[Factor]) -> Table:
    several, in_file = apart(table)
    if in_file and (found := _unfolded(several, factors, in_file)) is not several:
        written = tuple(tuple(in_file.get(header, header) for header in row) for row in found.written)
        sources = {in_file[header]: read for header, read in found.sources.items()}
        return replace(found, origin=table, written=written, sources=sources)
    return _unfolded(table, factors, {})


def _unfolded(table: Table, factors: Sequence[Factor], in_file: Mapping[str, str]) -> Table:
    found = _unfolding(table, factors, in_file)
    return found.table() if found is not None else table


def _unfolding(table: Table, factors: Sequence[Factor], in_file: Mapping[str, str]) -> "_Unfolding | None":
    """The groups of columns that are contacts side by side; None where there are none for sure."""
    asked = [*factors, *earlier_questions(factor.key for factor in factors)]
    matched = match_columns(table.headers, fields_of(asked), {})
    series = _series(table, asked)
    among = {place for each in series for place in each.places.values()}
    alone = {key for place, key in enumerate(matched.values()) if place not in among}
    if {PARTICIPANT, CONTACT} <= alone:
        groups = _ticked(table, series)
    else:
        groups = _groups(series, asked) or _ticked(table, series) or _groups(_asking_nearly(series, asked), asked)
    if not groups:
        return None
    columns = [[one_line(text) for text in table.column(header)] for header in table.headers]
    found = _Unfolding(table, columns, groups, in_file)
    return found if found.is_sure and not found.are_pairs else None


def one_row_a_contact(table: Table, columns: Columns) -> Table:
    """The table of contacts that a table stands for in which all is known but who answered."""
    series = {header: Series(header, places, title=header) for header, places in columns.places.items()}
    names = series.pop(columns.name)
    texts = [[one_line(text) for text in table.column(header)] for header in table.headers]
    return _Unfolding(table, texts, [_Group(names, tuple(series.values()))], {}, columns.told).table()


def answers_in(table: Table, headers: Sequence[str], factors: Sequence[Factor]) -> list[str]:
    """Those of the columns that hold answers to questions."""
    told = _teller([*factors, *earlier_questions(factor.key for factor in factors)])
    return [header for header in headers if told(list(dict.fromkeys(map(one_line, table.texts(header)))))]


def _series(table: Table, factors: Sequence[Factor]) -> list[Series]:
    texts = [list(dict.fromkeys(map(one_line, table.texts(header)))) for header in table.headers]
    return series_of(table.headers, texts, _teller(factors))


def series_in(table: Table, factors: Sequence[Factor]) -> list[Series]:
    """The columns of a table that repeat for several people."""
    return _series(table, [*factors, *earlier_questions(factor.key for factor in factors)])


@dataclass(frozen=True, slots=True)
class Lists:
    """Who is listed in a table with one row a respondent: by number of row, who answered and the contacts by `keys`."""

    keys: frozenset[Key] = frozenset()
    rows: tuple[tuple[int, str, dict[Key, str]], ...] = ()


def listed_in(table: Table, factors: Sequence[Factor]) -> Lists:
    """The lists in a table; none where it is another one, or has several groups of contacts that are counted alike."""
    if not table.headings or table.origin is not None or not table.rows:
        return Lists()
    several, in_file = apart(table)
    found = (_unfolding(several, factors, in_file) if in_file else None) or _unfolding(table, factors, {})
    return found.listed() if found is not None else Lists()


def _teller(factors: Sequence[Factor]) -> Callable[[Sequence[str]], frozenset[str]]:
    """Tells whose answers texts are, by most of them: single ones may be in words that nobody knows yet."""
    words = {factor.key: AnswerWords(factor) for factor in factors if not factor.private}
    read: dict[tuple[str, str], bool] = {}

    def is_answer(key: str, text: str) -> bool:
        if (key, text) not in read:
            read[key, text] = (words[key].read(text) or 0) > 0
        return read[key, text]

    def told(texts: Sequence[str]) -> frozenset[str]:
        known = list(islice((text for text in texts if missing_word(text) is None), _LOOKED_AT))
        return frozenset(
            key for key in words if known and sum(is_answer(key, text) for text in known) * 2 >= len(known)
        )

    return told


def _groups(series: Sequence[Series], factors: Sequence[Factor]) -> list[_Group]:
    """The groups of columns that are contacts; none where nothing says that these are."""
    names = [each for each in series if each.names_somebody and not each.questions and len(each.places) >= _SEVERAL]
    if len(names) > 1:
        # “Contact frequency 1” is a contact's too, and asks how often: in another language its answers are unknown.
        names = [each for each in names if nearest_to(each.heading, factors) is None] or names
    series = [each if each in names else _titled(each, factors) for each in series]
    asking = [each for each in series if each not in names and (each.questions or each.title)]
    told = bool(names) or any(each.says_who for each in asking)
    if not names:
        # Beside questions that only contacts are asked, a column of texts for each of them names them.
        keys = Counter(key for each in asking for key in each.keys)
        several = [each for each in series if len(each.places) >= _SEVERAL]
        free = [each for each in several if each.texts and each not in asking and each.keys & set(keys)]
        # “Their department” says something of contacts, and names none.
        free = [each for each in free if each.asks_for_names or not is_attribute(each.heading)]
        named = [each for each in free if each.asks_for_names or each.says_who or each.alike == 1]
        names = sorted(named, key=lambda each: (not each.asks_for_names, not each.says_who))[:1] if asking else []
        # “who[SQ001]” beside “often[SQ001]” are people, though the answers are codes that nobody knows.
        names = names or [each for each in several if each.texts and each.asks_who and
                          any(other.keys == each.keys for other in several if other is not each)][:1]  # fmt: skip
        told = told or bool(names)
    by_text = [each for each in asking if not all(isinstance(key, int) for key in each.places)]
    if not names:
        # Columns for people who are named in the headings: the same ones for each question.
        if not told and not by_text:
            return []
        chosen = by_text or asking
        others = [each for each in series if each not in chosen and len(each.keys & chosen[0].keys) >= _SEVERAL]
        return [_Group(None, (*chosen, *(each for each in others if each.says_who or each.keys == chosen[0].keys)))]
    return _by_names(names, [each for each in series if each not in names], asking)


def _ticked(table: Table, series: Sequence[Series]) -> list[_Group]:
    """The question whom somebody knows or turns to that has a yes or no for each of several people."""
    for each in series:
        texts = {text for place in each.places.values() for text in table.texts(table.headers[place]) if text.strip()}
        named = len(each.places) >= _SEVERAL and not any(isinstance(key, int) for key in each.places)
        if named and texts and names_others(each.heading) and all(yes_or_no(text) is not None for text in texts):
            return [_Group(each, (), ticked=True)]
    return []


def _by_names(names: Sequence[Series], others: Sequence[Series], asking: Sequence[Series]) -> list[_Group]:
    """Each series with the names that it is about: those with most of its heading, else those nearest before it."""
    found: dict[int, list[Series]] = defaultdict(list)
    for each in others:
        least = 1 if each.says_who else _SEVERAL
        fitting = [place for place, named in enumerate(names) if len(each.keys & named.keys) >= least]
        sure = each.says_who or each in asking
        fitting = [place for place in fitting if sure or each.keys == names[place].keys]
        if not fitting:
            continue
        first = min(each.places.values())
        before = [place for place in fitting if min(names[place].places.values()) < first]

        def likeness(place: int, stem: str = each.stem, near: Sequence[int] = before) -> tuple[int, bool]:
            return _shared(names[place].stem, stem), near[-1:] == [place]

        best = max(fitting, key=likeness)
        found[best].append(each if each.title else replace(each, title=each.behind(names[best].stem)))
    return [_Group(_of_contacts(named, found[place]), tuple(found[place])) for place, named in enumerate(names)]


def _of_contacts(names: Series, answers: Sequence[Series]) -> Series:
    """The names without the respondent's own, whose heading is the first of those that repeat."""
    most = max((len(each.places) for each in answers if each.counted), default=0)
    places = [names.places[key] for key in sorted(names.places, key=str if most == 0 else _number)]
    before_all = all(places[0] < min(each.places.values()) for each in answers)
    if names.counted and most and len(places) == most + 1 and before_all:
        return replace(names, places=dict(enumerate(places[1:], start=1)))
    return names


def _number(key: Key) -> int:
    return key if isinstance(key, int) else 0


def _shared(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _titled(series: Series, factors: Sequence[Factor]) -> Series:
    """The series with the part of its heading that is a question, where one is."""
    questions = {field_of(factor.key) for factor in factors}
    for part in series.parts:
        if match_columns([part], fields_of(factors), {})[part] in questions:
            return replace(series, title=part)
    return series


def _asking_nearly(series: Sequence[Series], factors: Sequence[Factor]) -> list[Series]:
    """The series with those called by their headings that are near to a question's, as in another language."""
    return [
        replace(each, title=each.heading)
        if not each.title and each.texts and nearest_to(each.heading, factors) is not None
        else each
        for each in series
    ]


class _Unfolding:
    """One table of respondents and the groups of columns in it, on the way to the table of contacts."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[Sequence[str]],
        groups: Sequence[_Group],
        in_file: Mapping[str, str],
        told: str = "",
    ) -> None:
        self._table = table
        self._known_as = told
        self._in_file = in_file
        self._groups = groups
        grouped = {place for group in groups for each in (*group.answers, *([group.names] if group.names else []))
                   for place in each.places.values()}  # fmt: skip
        own = {header: columns[place] for place, header in enumerate(table.headers) if place not in grouped}
        self._who = respondent_columns(own)
        self._naming = [header for key in NAMES for header in self._who.get(key, ())]
        self._own = [header for header in own if header not in self._naming]
        self._at = {header: place for place, header in enumerate(table.headers)}
        self._problems: list[Problem] = []

    @property
    def is_sure(self) -> bool:
        """Whether it says who answered, or its headings or answers leave no doubt that these are contacts."""
        told = (each.names is not None and each.names.says_contact for each in self._groups)
        named = bool(self._naming) or bool(_ANSWERED & set(self._who))
        return named or any(each.answers for each in self._groups) or any(told)

    @property
    def are_pairs(self) -> bool:
        """Whether each row says that two contacts know each other: nothing else is in it, and people are in several."""
        names = [each.names for each in self._groups if each.names is not None and not each.answers]
        people = [caseless(self._name(cells)) for cells in self._table.rows]
        alone = len(names) == len(self._groups) == 1 and not self._own and len(self._naming) == 1
        return alone and len(names[0].places) == _PAIR and len(set(people)) < len(people)

    def table(self) -> Table:
        """The table of contacts, with what is left out and what was taken for what among its problems."""
        table = self._table
        stems = list(dict.fromkeys(each.heading for group in self._groups for each in group.answers))
        own = self._own
        whose = self._who["name"][0] if "name" in self._who else tr("Respondent")
        headers = tuple(distinct([*own, whose, tr("Contact"), *stems]))
        meant = dict.fromkeys(own, IGNORE) | self._facts()
        participant, contact = headers[len(own)], headers[len(own) + 1]
        # Where no column says who answered, a person has to.
        meant |= {participant: PARTICIPANT if self._naming or _ANSWERED & set(self._who) else "", contact: CONTACT}
        heading = dict(zip(stems, headers[len(own) + 2 :], strict=True))
        rows, numbers, written = [], [], []
        for number, cells in self._answered():
            who = self._name(cells)
            before = (*(cells[self._at[header]] for header in own), who)
            found = [
                (contact_cells, places)
                for group in self._groups
                for key in group.keys
                if (contact_cells := self._contact(group, key, number, cells, stems)) is not None
                for places in [self._headings(group, key, stems, headers)]
            ]
            if not found:
                found = [(("",) * (len(stems) + 1), headers)]
            for contact_cells, places in found:
                rows.append((*before, *contact_cells))
                numbers.append(number)
                written.append(places)
        if "name" in self._who and is_unnamed(self._who["name"][0]):
            sentence = tr("It is taken for the names of those who answered.")
            self._problems.append(Problem(sentence, column=self._who["name"][0], error=False))
        sources = {header: header for header in own} | dict.fromkeys(self._naming, participant)
        for group in self._groups:
            for each in group.answers:
                sources |= {table.headers[place]: heading[each.heading] for place in each.places.values()}
            if group.names is not None:
                sources |= {table.headers[place]: contact for place in group.names.places.values()}
        remark = Problem(self._told(contact), error=False)
        problems = (*table.problems, remark, *self._problems)
        return replace(
            table, headers=headers, rows=tuple(rows), numbers=tuple(numbers), problems=problems, origin=table,
            meant=meant, sources=sources, written=tuple(written),
        )  # fmt: skip

    def listed(self) -> Lists:
        """See `listed_in`."""
        if len(self._groups) > 1:
            return Lists()
        (group,) = self._groups
        stems = list(dict.fromkeys(each.heading for each in group.answers))
        rows = []
        for number, cells in self._answered():
            found = {key: self._contact(group, key, number, cells, stems) for key in group.keys}
            rows.append((number, self._name(cells), {key: texts[0] for key, texts in found.items() if texts}))
        return Lists(frozenset(group.keys), tuple(rows))

    def _told(self, contact: str) -> str:
        """What the table was taken for."""
        if self._known_as:
            return self._known_as
        count = max(len(group.keys) for group in self._groups)
        first = self._groups[0].names
        example = self._table.headers[min(first.places.values())] if first is not None else ""
        if not example:
            series = self._groups[0].answers[0]
            example = self._table.headers[min(series.places.values())]
        return trn(
            "Each row is taken for one person with at most {count} contact beside each other (“{column}”).",
            "Each row is taken for one person with at most {count} contacts beside each other (“{column}”).",
            sum(len(group.keys) for group in self._groups) if len(self._groups) > 1 else count,
            column=self._in_file.get(example, example),
        )

    def _facts(self) -> dict[str, str]:
        """What the columns of the respondent's own are, where the roster has a place for it."""
        return {self._who[fact][0]: key for key, fact in OWN_FACTS.items() if fact in self._who}

    def _name(self, cells: Sequence[str]) -> str:
        """What the respondent is called in a row: by name, else by address, else by the number of the response."""
        parts = " ".join(filter(None, (self._text(cells, key) for key in ("first_name", "last_name"))))
        return self._text(cells, "name") or parts or self._text(cells, "email") or self._number_of(cells)

    def _text(self, cells: Sequence[str], key: str) -> str:
        texts = (one_line(cells[self._at[header]]) for header in self._who.get(key, ()))
        return next((text for text in texts if text and not is_nobody(text)), "")

    def _number_of(self, cells: Sequence[str]) -> str:
        """The number of the response, in a table that never says who answered."""
        return "" if self._naming or "email" in self._who else self._text(cells, "response")

    def _answered(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows with their numbers; of somebody who answered several times the last one alone."""
        rows = list(zip(self._table.numbers, self._table.rows, strict=True))
        last: dict[tuple[str, str], int] = {}
        for number, cells in rows:
            last[self._person(number, cells)] = number
        kept = [(number, cells) for number, cells in rows if last[self._person(number, cells)] == number]
        again = [number for number, cells in rows if last[self._person(number, cells)] != number]
        if again:
            sentence = tr("Whoever is in it answered again further down, which counts: left out.")
            self._problems += [Problem(sentence, number, error=False, loss=Loss.ROW) for number in again]
        return kept

    def _person(self, number: int, cells: Sequence[str]) -> tuple[str, str]:
        name, address = caseless(self._name(cells)), caseless(self._text(cells, "email"))
        return (name, address) if name else ("", str(number))

    def _contact(
        self, group: _Group, key: Key, number: int, cells: Sequence[str], stems: Sequence[str]
    ) -> tuple[str, ...] | None:
        """The cells of one contact in the columns of the new table; None where nobody stands there."""
        answers = dict.fromkeys(stems, "")
        for each in group.answers:
            text = cells[each.places[key]] if key in each.places else ""
            if text and not text.isspace():
                answers[each.heading] = text
        name = group.name(key, cells)
        if name and group.names is not None:
            return (name, *answers.values())
        said = sum(missing_word(one_line(text)) is None for text in answers.values() if text)
        if name and said:
            return (name, *answers.values())
        if said:
            place = group.names.places.get(key) if group.names is not None else None
            column = self._table.headers[place] if place is not None else ""
            sentence = tr("Here are answers about a contact who has no name: left out.")
            self._problems.append(Problem(sentence, number, column, False, Loss.CELL, said, series=CONTACT))
        return None

    def _headings(self, group: _Group, key: Key, stems: Sequence[str], headers: tuple[str, ...]) -> tuple[str, ...]:
        """The headings in the file of the cells of one contact."""
        own = len(headers) - len(stems) - 1
        places: Mapping[str, int] = {each.heading: each.places[key] for each in group.answers if key in each.places}
        name = group.names.places.get(key) if group.names is not None else next(iter(places.values()), None)
        contact = headers[own] if name is None else self._table.headers[name]
        written = [
            self._table.headers[places[stem]] if stem in places else headers[own + 1 + place]
            for place, stem in enumerate(stems)
        ]
        return (*headers[:own], contact, *written)
