"""What the columns of a table of people can be, and which of them are no part of the roster."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.tabular import IGNORE, Field, Problem, Table, columns_left_out, match_columns, other_names, resolve
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import is_address
from facilitator.workshop.headings import asked_of_oneself, plain_of
from facilitator.workshop.owner_headings import names_a_person, names_others, says_whose
from facilitator.workshop.roster import ROSTER_FIELDS
from facilitator.workshop.whose_rows import whose_rows

NAMES = ("name", "first_name", "last_name")
"""The fields in which a name can stand, whole or in parts."""
FACTS = ("email", "team", "location", "level")
"""The other fields of a person."""


def heads_roster(cells: Sequence[str]) -> bool:
    """Whether any of these is a heading of a roster."""
    return any(match_columns(cells, import_fields(), {}).values())


def import_fields() -> list[Field]:
    """What the columns of a roster can be matched to: the fields of a person, the name also in parts.

    None is marked as required because the name may come whole or in parts: the plan says when there is neither.
    """
    labels = {
        "name": tr("Name"),
        "first_name": tr("First name"),
        "last_name": tr("Last name"),
        "before_last_name": tr("What stands before the last name"),
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
    are name, team, location and level in that order. Of several columns that could be the names, one that names people
    goes before numbers, and the one who is told of before the one who tells.
    """
    chosen, _ = resolve(table.headers, import_fields(), options.mapping)
    if table.headings:
        return _by_headings(table, chosen)[0]
    chosen = {header: "team" for header in table.headers if header == tr("Team")} | chosen
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


def _names_of(table: Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """The column of the names, where several could be it."""
    free = [header for header in table.headers if header not in chosen]
    fitting = [header for header in free if match_columns([header], import_fields(), {})[header] == "name"]
    if len(fitting) < 2 or "name" in chosen.values():
        return {}
    whose, plain = whose_rows(table), {caseless(text) for text in ("name", tr("Name"))}

    def rank(header: str) -> tuple[bool, ...]:
        return header != "name", header not in whose.people, caseless(header) not in plain, header == whose.owner

    return {min(fitting, key=rank): "name"}


def _by_headings(table: Table, chosen: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """What the headings say, and the columns of facts that may be of others: with who these are, and which fact.

    Whose a fact is tells the last column before it that names anybody: behind a contact's name it may be the contact's
    and is taken only where the person chose it.
    """
    numbers = _numbers_of_people(table, chosen)
    known = {**numbers, **chosen}
    named = match_columns(table.headers, import_fields(), {**known, **_names_of(table, known)})
    matched = _asked_for({header: "" if header in numbers else key for header, key in named.items()})
    before = [header for header in table.headers if matched[header] not in NAMES and names_others(header)]
    behind = table.headers[table.headers.index(before[0]) :] if before else ()
    if not any(matched[header] in FACTS for header in behind):
        return matched, {}
    whose = whose_rows(table)
    if not whose.other or matched[whose.other] in NAMES:
        return matched, {}
    theirs: dict[str, tuple[str, str]] = {}
    last = ""
    for header in table.headers:
        if matched[header] in NAMES or header in whose.people or header == whose.other:
            last = header
        elif matched[header] in FACTS and last == whose.other and header not in chosen:
            theirs[header] = last, matched[header]
    return matched | dict.fromkeys(theirs, ""), theirs


def _numbers_of_people(table: Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """The columns that are headed as names and hold numbers alone, as “Employee #” does; none where no other has names.

    Whoever has nothing but a number is called by it.
    """
    headed = [header for header in table.headers if header not in chosen
              and match_columns([header], import_fields(), {})[header] in NAMES]  # fmt: skip
    numbers = [header for header in headed if not any(map(str.isalpha, "".join(table.texts(header))))]
    return dict.fromkeys(numbers, IGNORE) if len(numbers) < len(headed) else {}


def _asked_for(matched: Mapping[str, str]) -> dict[str, str]:
    """The columns with those that ask a person for what no other column holds, as “Which team do you work in?” does."""
    found = dict(matched)
    for header, key in matched.items():
        asked = "" if key else asked_of_oneself(header)
        fact = match_columns([asked], import_fields(), {})[asked] if asked else ""
        if fact and fact not in found.values():
            found[header] = fact
    named = [header for header, key in found.items() if not key and names_a_person(header)]
    if named and not {*NAMES} & set(found.values()):
        found[named[0]] = "name"
    # Google Groups knows people by nothing else.
    others = [header for header, key in found.items() if not key and plain_of(header) in _names_else()]
    return found if {*NAMES} & set(found.values()) or not others else found | {others[0]: "name"}


@cache
def _names_else() -> frozenset[str]:
    """What names people where no column of names does."""
    return frozenset(map(plain_of, other_names("roster")["name_else"]))


@cache
def says_last_first(header: str) -> bool:
    """Whether a heading of names says that the last name comes first, such as “Nachname Vorname”."""
    return plain_of(header) in map(plain_of, other_names("roster")["last_name_first"])


def columns_not_taken(table: Table, matched: Mapping[str, str], options: Options) -> Iterator[Problem]:
    """The remarks on columns that are no part of the roster, or may be about others than its people."""
    chosen, _ = resolve(table.headers, import_fields(), options.mapping)
    theirs = _by_headings(table, chosen)[1] if table.headings else {}
    rest = {header: key for header, key in matched.items() if header not in theirs}
    yield from columns_left_out(table, rest, tr("Not part of the roster, and left out."))
    for header, (other, key) in theirs.items():
        sentence = tr("It stands behind “{other}” and may be about these people: left out. If it is about those who "
                      "take part, choose what it is.", other=other)  # fmt: skip
        how = tr("On the command line: {options}.", options=f'--map "{header}={key}"')
        yield from columns_left_out(table, {header: ""}, f"{sentence} {how}")


def people_above(table: Table, options: Options) -> Iterator[Problem]:
    """What speaks for the headings being the first person of a table without headings.

    An address heads no column, and stops the import. A name that the person chose as the heading of the names may be
    an unusual heading, and is only said.
    """
    how = tr("If it is a person, write headings such as “Name” and “E-mail” above the first row, and import again.")
    for header in table.headers:
        if is_address(header):
            sentence = tr("“{heading}” stands where the headings should be.", heading=header)
            yield Problem(f"{sentence} {how}")
            return
    for header in table.headers:
        chosen = resolve((header,), import_fields(), options.mapping)[0].get(header)
        if chosen in NAMES and not match_columns([header], import_fields(), {})[header]:
            if says_whose(header):
                continue
            sentence = tr("“{heading}” is taken for the heading of the names, and not for a person.", heading=header)
            yield Problem(f"{sentence} {how}", error=False)
