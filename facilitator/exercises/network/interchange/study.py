"""A study of personal networks: interviews, their contacts and the ties among these, in tables tied together by ids.

Network Canvas, egor, EgoWeb and others write one table of each, or one of each for every interview. Put together they
are the tables of people, contacts and ties that are imported here. Interviews become participants, and nobody else:
contacts stay contacts, under the names that the study has for them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    PARTICIPANT,
    TIE_FROM,
    TIE_TO,
    TIE_WEIGHT,
)
from facilitator.exercises.network.interchange.matrices import matrix_in
from facilitator.exercises.network.interchange.network_canvas import (
    as_one_answer,
    canvas_columns,
    is_of_people,
    kind_of,
)
from facilitator.exercises.network.interchange.new_questions import MOST_CATEGORIES
from facilitator.exercises.network.interchange.row_numbers import RowNumbers
from facilitator.exercises.network.interchange.study_tables import (
    LISTED,
    OF_EGOS,
    Source,
    header_of,
    headers_of,
    headers_of_names,
    is_pair,
    listed_row,
    of_each_interview,
    source_of,
    strength_of,
    words_of,
)
from facilitator.exercises.network.own_export import ENTRY
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options
from facilitator.tabular import (
    IGNORE,
    Field,
    Joined,
    Loss,
    Problem,
    Table,
    find_header,
    is_row_number,
    match_columns,
    quoted,
    yes_or_no,
)
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import plain_of
from facilitator.workshop.roster import ROSTER_FIELDS
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.row_owners import told_apart
from facilitator.workshop.table_import import decimal_of

_NAMING = {PARTICIPANT, CONTACT, TIE_FROM, TIE_TO}
_PROGRAMS = ("networkcanvasegouuid", "alternumber", "alter1number")
"""Headings that nobody but a program writes, by which a single table is known to be of a study."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHORT = 8
"""So many signs at the end of a UUID tell interviews apart."""
_MEASURED = re.compile(r"-?\d*[.,]\d+(?:[eE]-?\d+)?")


@dataclass
class Study:
    """The tables of a study by what they hold, and what is found in them."""

    egos: list[Source]
    alters: list[Source]
    ties: list[Source]
    matrices: list[tuple[int, Table]]
    options: Options
    fields: Sequence[Field]
    labels: Mapping[str, Mapping[str, str]]
    numbers: RowNumbers = field(default_factory=RowNumbers)
    names: dict[str, str] = field(default_factory=dict)
    """What each interview is called, by its id."""
    naming: set[str] = field(default_factory=set)
    """The columns that say so."""
    unnamed: bool = False
    """Whether nothing but ids of the program says so."""
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    """By id of an interview, the names of its contacts by everything that ties call them."""

    def joined(self) -> list[Joined]:
        """The tables that it is to the importer: of people, where these say anything, of contacts and of ties."""
        self.names = self._names()
        contacts = self._contacts()
        found = [*([self._people()] if self.egos or self._alone() else []), contacts]
        return found + ([ties] if (ties := self._ties()) is not None else [])

    # Whom

    def _names(self) -> dict[str, str]:
        """What interviews are called: by the first column that names them all, else by their ids; alike ones numbered.

        A table of contacts tells it only in a column that can name nobody else.
        """
        keys = list(dict.fromkeys(key for each in (*self.egos, *self.alters) for key in each.cells(each.ego) if key))
        for word in (*words_of("ego_name"), ""):
            sources = [*self.egos, *(self.alters if not self.egos and word in OF_EGOS else ())]
            headers = [headers_of_names(each, word) for each in sources]
            named: dict[str, str] = {}
            for each, called in zip(sources, headers, strict=True):
                for key, *texts in zip(each.cells(each.ego), *(each.cells(header) for header in called), strict=True):
                    if key and any(texts):
                        named.setdefault(key, " ".join(filter(None, texts)))
            if set(named) >= set(keys) and not all(named[key] == key for key in keys):
                self.naming = {header for called in headers for header in called}
                return dict(zip(keys, told_apart(named[key] for key in keys), strict=True))
        self.unnamed = bool(keys) and all(map(_UUID.fullmatch, keys))
        if not self.unnamed:
            return {key: key for key in keys}
        # Not counted: the next file of the study may hold other interviews, or the same ones.
        short = {key: tr("Interview {id}", id=key[-_SHORT:]) for key in keys}
        return short if len(set(short.values())) == len(keys) else {key: key for key in keys}

    def _who_they_are(self) -> list[Problem]:
        """The remark on interviews of which no file tells whose they are."""
        if not self.unnamed:
            return []
        called = next(iter(self.names.values()))
        sentence = tr(
            "No file says who was interviewed: they are called “{name}” and so on. For their names choose the file of "
            "the interviews too (its name ends in “_ego”), together with this one.",
            name=called,
        )
        return [Problem(sentence, column=self.alters[0].ego, error=False)]

    def _alone(self) -> list[str]:
        """The interviews in tables of contacts that have no contact there."""
        listed = {key for each in self.alters for key, row in self._rows(each) if self._is_somebody(each, row)}
        return [key for key in self.names if key not in listed]

    def _rows(self, source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
        return zip(source.cells(source.ego), source.table.rows, strict=True)

    def _is_somebody(self, source: Source, row: tuple[str, ...]) -> bool:
        """Whether a row of contacts names anybody; EgoWeb writes an empty one for who named nobody."""
        headers = [source.alter, *headers_of(source.table, "alter_name", source)]
        return any(one_line(row[source.table.headers.index(header)]) for header in headers if header)

    def _people(self) -> Joined:
        """Everybody who was interviewed, with what a roster holds of people."""
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        keys: dict[str, int] = {}
        named: dict[str, str] = {}
        problems: list[Problem] = []
        for each in self.egos:
            problems += self.numbers.told(each.place, each.table.problems)
            matched = match_columns(each.table.headers, import_fields(), {})
            known = {key: header for header, key in matched.items() if key in ROSTER_FIELDS and header != each.ego}
            named |= known
            texts = {fact: each.cells(header) for fact, header in known.items()}
            for at, (key, number) in enumerate(zip(each.cells(each.ego), self.numbers.all(each), strict=True)):
                if key and key not in keys:
                    keys[key] = number
                    facts[key] = {fact: cells[at] for fact, cells in texts.items()}
            problems += _beside(each, {each.ego, *known.values(), *self.naming})
        for each in self.alters:
            for key, number in zip(each.cells(each.ego), self.numbers.all(each), strict=True):
                if key:
                    keys.setdefault(key, number)
        headers = (*LISTED, *(fact for fact in ROSTER_FIELDS if any(fact in one for one in facts.values())))
        rows = [
            (*listed_row(self.names[key]), *(facts[key].get(fact, "") for fact in headers[len(LISTED) :]))
            for key in keys
        ]
        headings = {PARTICIPANT: (self.egos or self.alters)[0].ego, **named}
        return self._joined(self.egos or self.alters, headers, rows, list(keys.values()), problems, headings)

    # Their contacts

    def _contacts(self) -> Joined:
        """All contacts, each under a name that nobody else of the same interview has."""
        kinds = {kind for each in self.alters for kind in kind_of(each.table)}
        of_people = set(filter(is_of_people, kinds)) or kinds
        columns = list(dict.fromkeys(header for each in self.alters for header in self._answers(each)))
        kept: list[tuple[str, str, tuple[str, ...], int]] = []
        ids: list[tuple[str, list[str]]] = []
        seen: dict[tuple[str, str], tuple[int, int]] = {}
        problems = [one for each in self.alters for one in self.numbers.told(each.place, each.table.problems)]
        problems += self._who_they_are()
        for each in self.alters:
            names = headers_of(each.table, "alter_name", each)
            identifying = [
                each.alter,
                *(header for header in headers_of(each.table, "alter", each) if header != each.alter),
            ]
            texts = {header: each.cells(header) for header in (*identifying, *names, *columns)
                     if header in each.table.headers}  # fmt: skip
            others = []
            numbers = self.numbers.all(each)
            for at, (key, kind) in enumerate(zip(each.cells(each.ego), kind_of(each.table), strict=True)):
                known = [texts[header][at] for header in identifying if texts[header][at]]
                label = next((texts[header][at] for header in names if texts[header][at]), known[0] if known else "")
                if kind not in of_people:
                    others.append(numbers[at])
                    continue
                if not label and key and not known:
                    continue
                cells = tuple(texts[header][at] if header in texts else "" for header in columns)
                place, again = seen.setdefault((key, known[0] if known else ""), (each.place, len(kept)))
                if known and place != each.place:
                    # The same contact in another form, as where a study was exported as CSV and as graphs.
                    before = kept[again]
                    both = tuple(one or other for one, other in zip(before[2], cells, strict=True))
                    kept[again] = (before[0], before[1], both, before[3])
                    continue
                kept.append((key, label, cells, numbers[at]))
                ids.append((key, [*known, *(texts[header][at] for header in names if texts[header][at])]))
            if others:
                sentence = tr("They are no people but of another kind that was asked about ({kinds}): left out.",
                              kinds=quoted(sorted(set(kind_of(each.table)) - of_people)))  # fmt: skip
                problems.append(Problem(sentence, error=False, loss=Loss.ROW, rows=tuple(others)))
            problems += self._not_asked(each, names, columns)
        self._learn(kept, ids)
        rows = [
            (self.names.get(key, key), label, *cells)
            for (key, _, cells, _), label in zip(kept, self._labels(kept), strict=True)
        ]
        headers = (PARTICIPANT, CONTACT, *_free(columns))
        table, missing = _without_free_text(headers, rows, self.options, self.fields)
        worded = self._answers_in_words(*table, problems)
        first = self.alters[0]
        called = next(iter(headers_of(first.table, "alter_name", first)), first.alter)
        headings = {PARTICIPANT: first.ego, CONTACT: called, **dict(zip(headers[2:], columns, strict=True))}
        joined = self._joined(self.alters, *worded, [number for *_, number in kept], [*problems, *missing], headings)
        return replace(joined, table=replace(joined.table, asked=frozenset(joined.table.headers[2:])))

    def _answers_in_words(
        self, headers: Sequence[str], rows: Sequence[tuple[str, ...]], problems: list[Problem]
    ) -> tuple[Sequence[str], Sequence[tuple[str, ...]]]:
        """The answers as the protocol words them, where it is among what was brought."""
        if canvas_columns([each.table for each in self.alters]):
            headers, rows, remarks = as_one_answer(headers, rows, list(self.labels))
            problems += remarks
        words = [self.labels.get(header, {}) for header in headers]
        if any(words):
            rows = [tuple(known.get(cell, cell) for known, cell in zip(words, row, strict=True)) for row in rows]
        return headers, rows

    def _answers(self, source: Source) -> list[str]:
        """The columns that say something of contacts. In front of their numbers EgoWeb has those of the interview."""
        headers = [header for header in source.table.headers if not is_row_number(source.table, header)]
        if plain_of(source.alter) == "alternumber":
            headers = headers[headers.index(source.alter) :]
        away = {
            source.ego,
            source.alter,
            *headers_of(source.table, "alter_name", source),
            *headers_of(source.table, "alter"),
        }
        return [
            header for header in headers if header not in away and plain_of(header) not in words_of("of_the_program")
        ]

    def _not_asked(self, source: Source, names: Sequence[str], columns: Collection[str]) -> list[Problem]:
        """The remarks on columns that are left out: the program's own, and what is said of the interview."""
        own = {
            source.ego,
            source.alter,
            *names,
            *columns,
            *headers_of(source.table, "alter"),
            *self.naming,
        }
        return _beside(source, own)

    def _labels(self, kept: Sequence[tuple[str, str, tuple[str, ...], int]]) -> list[str]:
        """What the contacts are called, in their order; the same name in one interview is numbered."""
        lists: dict[str, list[int]] = defaultdict(list)
        for at, (key, *_) in enumerate(kept):
            lists[key].append(at)
        labels = [label for _, label, *_ in kept]
        for places in lists.values():
            for at, text in zip(places, told_apart(labels[at] for at in places), strict=True):
                labels[at] = text
        return labels

    def _learn(
        self, kept: Sequence[tuple[str, str, tuple[str, ...], int]], ids: Sequence[tuple[str, list[str]]]
    ) -> None:
        """Keep by what ties call the contacts: their ids first, then their names, where these are one's alone."""
        labels = self._labels(kept)
        count = max((len(known) for _, known in ids), default=0)
        for turn in range(count):
            several = Counter((key, caseless(known[turn])) for key, known in ids if turn < len(known))
            for label, (key, known) in zip(labels, ids, strict=True):
                if turn < len(known) and several[key, caseless(known[turn])] == 1:
                    self.contacts.setdefault(key, {}).setdefault(caseless(known[turn]), label)

    # Their ties

    def _ties(self) -> Joined | None:
        """All ties, and an empty row for each interview that was asked about them and told none."""
        if not self.ties and not self.matrices:
            return None
        rows: list[tuple[str, ...]] = []
        numbers: list[int] = []
        problems: list[Problem] = []
        asked: dict[str, int] = {}
        for each in self.ties:
            problems += self.numbers.told(each.place, each.table.problems)
            weight = self._weight(each)
            strange, same = [], []
            cells = zip(each.cells(each.ego), each.cells(each.start), each.cells(each.end), each.cells(weight),
                        self.numbers.all(each), strict=True)  # fmt: skip
            for key, start, end, strength, number in cells:
                asked.setdefault(key, number)
                if is_pair(each) and weight and (not strength or strength_of(strength) == 0):
                    continue
                ends = [self.contacts.get(key, {}).get(caseless(one), "") for one in (start, end)]
                if not all(ends):
                    strange.append(number)
                elif ends[0] == ends[1]:
                    same.append(number)
                else:
                    said = yes_or_no(strength) if decimal_of(strength) is None else None
                    rows.append((self.names.get(key, key), *ends, strength if said is None else str(int(said))))
                    numbers.append(number)
            problems += [
                Problem(sentence, error=False, loss=Loss.ROW, rows=tuple(wrong))
                for wrong, sentence in (
                    (strange, tr("They tie somebody or something that is on no list of contacts: left out.")),
                    (same, tr("They tie somebody to themselves: left out.")),
                )
                if wrong
            ]
            ends_of = [header for key in ("from", "to") for header in headers_of(each.table, key)]
            problems += _beside(each, {each.ego, each.start, each.end, weight, *ends_of})
        for place, table in self.matrices:
            problems += self.numbers.told(place, table.problems)
        self._of_matrices(rows, numbers, asked)
        self._told_none(rows, numbers, asked)
        width = 4 if any(row[3] for row in rows) else 3
        headers = (PARTICIPANT, TIE_FROM, TIE_TO, TIE_WEIGHT)[:width]
        rows = [row[:width] for row in rows]
        sources = [*self.ties, *(Source(place, table, "") for place, table in self.matrices)]
        first = sources[0]
        headings = {PARTICIPANT: first.ego, TIE_FROM: first.start, TIE_TO: first.end}
        headings[TIE_WEIGHT] = self._weight(first) if first.start else ""
        return self._joined(sources, headers, rows, numbers, problems, {k: v for k, v in headings.items() if v})

    def _weight(self, source: Source) -> str:
        """The column of how strong ties are: as the person says, by its name, or the first answer about a pair."""
        chosen = [find_header(source.table.headers, written) for written, key in self.options.mapping.items()
                  if caseless(key) == TIE_WEIGHT]  # fmt: skip
        named = next((one for one in chosen if one is not None), "") or header_of(source.table, "tie_weight")
        if named or not is_pair(source):
            return named
        away = {source.ego, source.start, source.end, *headers_of(source.table, "ego_name")}
        away |= {one for key in ("from", "to", "ego", "of_the_program") for one in headers_of(source.table, key)}
        return next((one for one in source.table.headers if one not in away and any(source.cells(one))), "")

    def _of_matrices(self, rows: list[tuple[str, ...]], numbers: list[int], asked: dict[str, int]) -> None:
        """The ties of matrices among the contacts of one interview."""
        owners = {one: key for key, contacts in self.contacts.items() for one in contacts}
        for place, table in self.matrices:
            matrix = matrix_in(table)
            for one, other, strength, number in matrix.ties if matrix is not None else ():
                key = owners[caseless(one)]
                ends = [self.contacts[key].get(caseless(each), "") for each in (one, other)]
                rows.append((self.names.get(key, key), *ends, strength))
                numbers.append(self.numbers.of(place, number))
                asked.setdefault(key, numbers[-1])

    def _told_none(self, rows: list[tuple[str, ...]], numbers: list[int], asked: Mapping[str, int]) -> None:
        """An empty row for whom a pair is told of without a tie, or who was asked to the end in a study with ties."""
        told = {row[0] for row in rows}
        unfinished = set()
        for each in (*self.egos, *self.alters):
            if header := header_of(each.table, "finished"):
                unfinished |= {key for key, text in zip(each.cells(each.ego), each.cells(header), strict=True)
                               if not text}  # fmt: skip
        pairs = any(map(is_pair, self.ties))
        for key, contacts in self.contacts.items():
            # Of a single contact nobody can be asked whom they know.
            if (
                len(set(contacts.values())) < 2
                or self.names.get(key, key) in told
                or (pairs and key not in asked)
                or key in unfinished
            ):
                continue
            rows.append((self.names.get(key, key), "", "", ""))
            numbers.append(asked.get(key, 0))

    def _joined(
        self,
        sources: Sequence[Source],
        headers: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        numbers: Sequence[int],
        problems: Iterable[Problem],
        headings: Mapping[str, str],
    ) -> Joined:
        """The table out of several."""
        table = Table(sources[0].table.source, tuple(headers), tuple(rows), tuple(numbers), tuple(_once(problems)))
        return Joined(table, tuple(each.place for each in sources), self.numbers.origins, headings)


def study_in(
    tables: Sequence[Table], options: Options, fields: Sequence[Field], labels: Mapping[str, Mapping[str, str]]
) -> Study | None:
    """The study in what was brought; None where no table needs others to be read, or the person said what columns are.

    A table of people that says how each of them answered is one of our own, and needs none.
    """
    said = {caseless(key) for key in options.mapping.values()}
    if said & _NAMING or any(find_header(table.headers, ENTRY) for table in tables):
        return None
    found = [each for place, table in enumerate(tables) if (each := source_of(place, table)) is not None]
    alters = [each for each in found if each.alter]
    ties = [each for each in found if each.start]
    egos = of_each_interview([each for each in found if not each.alter and not each.start])
    if not alters or not any(each.table.rows for each in alters):
        return None
    own = {header for each in alters for header in map(plain_of, each.table.headers)}
    named = any(headers_of(each.table, "alter_name", each) for each in alters)
    dotted = any(each.ego.startswith(".") for each in alters)
    if not (egos or len(alters) > 1 or own & set(_PROGRAMS) or (ties and (named or dotted))):
        return None
    # The tables have to speak of the same interviews.
    keys = {key for each in alters for key in each.cells(each.ego)}
    egos = [each for each in egos if keys & set(each.cells(each.ego)) or own & set(_PROGRAMS)]
    known = {caseless(text) for each in alters for header in (each.alter, *headers_of(each.table, "alter"))
             for text in each.cells(header)}  # fmt: skip
    matrices = [
        (place, table)
        for place, table in enumerate(tables)
        if (matrix := matrix_in(table)) is not None and {caseless(name) for name in matrix.names} <= known
    ]
    return Study(egos, alters, ties, matrices, options, fields, labels)


def _beside(source: Source, taken: Collection[str]) -> list[Problem]:
    """The remarks on columns of a table that are not taken, of which those that count its rows need none."""
    problems = []
    for header in source.table.headers:
        cells = sum(map(bool, source.cells(header)))
        if header in taken or not cells or is_row_number(source.table, header):
            continue
        of_the_program = plain_of(header) in words_of("of_the_program")
        if of_the_program:
            sentence = tr("It holds numbers of the program that the file comes from, and is left out.")
        else:
            sentence = tr("Nothing of it is imported here.")
        loss = Loss.METADATA if of_the_program else Loss.COLUMN
        problems.append(Problem(sentence, column=header, error=False, loss=loss, cells=cells))
    return problems


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of many tables: what is said of the same column in each is one, with all its cells."""
    found: dict[object, Problem] = {}
    for each in problems:
        whole = each.column and not each.numbers
        key = (each.sentence, each.column) if whole else id(each)
        found[key] = replace(each, cells=found[key].cells + each.cells) if key in found else each
    return list(found.values())


def _free(columns: Sequence[str]) -> list[str]:
    """The headings of columns, told apart from those of our own."""
    return distinct((PARTICIPANT, CONTACT, *columns))[2:]


def _without_free_text(
    headers: Sequence[str], rows: Sequence[tuple[str, ...]], options: Options, fields: Sequence[Field]
) -> tuple[tuple[tuple[str, ...], list[tuple[str, ...]]], list[Problem]]:
    """The contacts without what can be no answer to a question, such as notes, measures and places in a drawing."""
    chosen = {found for written in options.mapping if (found := find_header(headers, written)) is not None}
    matched = match_columns(headers, fields, {})
    away: dict[int, Problem] = {}
    for at, header in enumerate(headers):
        texts = [row[at] for row in rows if row[at]]
        if at < 2 or matched[header] not in ("", IGNORE) or header in chosen or not texts:
            continue
        values = len(set(texts))
        measured = all(map(_MEASURED.fullmatch, texts)) and not all(text.rstrip("0")[-1] in ".," for text in texts)
        if measured:
            sentence = tr("It holds measures, which are no answers to a question, and is left out.")
        elif values > MOST_CATEGORIES:
            sentence = trn(
                "It holds {count} different value, which looks like free text, and is left out.",
                "It holds {count} different values, which looks like free text, and is left out.",
                values,
            )
        else:
            continue
        away[at] = Problem(sentence, column=header, error=False, loss=Loss.COLUMN, cells=len(texts))
    kept = [at for at in range(len(headers)) if at not in away]
    bare = [tuple(row[at] for at in kept) for row in rows]
    return (tuple(headers[at] for at in kept), bare), list(away.values())
