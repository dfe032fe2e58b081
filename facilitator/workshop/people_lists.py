"""Lists of people as programs and people write them: what a report says of a meeting, and heads of teams.

Words are in `resources/imports/people_lists.json`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.tabular import Loss, Problem, Table, match_columns, other_names
from facilitator.text_matching import caseless
from facilitator.workshop.headings import plain_of
from facilitator.workshop.names import known_given_names
from facilitator.workshop.owner_headings import asks_for_people, says_of_the_speaker
from facilitator.workshop.roster_columns import NAMES, import_fields, match_roster
from facilitator.workshop.whose import Rows
from facilitator.workshop.whose_rows import whose_rows

_SIGNS = "-–—=*#~_+•·|<>"
_FRAMED = re.compile(
    rf"[{_SIGNS}]+\s*([^\W_][^{_SIGNS}]*?)\s*:?\s*[{_SIGNS}]+:?|#+\s+([^\W_].*?):?|\[([^\W_][^\]]+)\]:?"
)
_RULE = re.compile(rf"[{_SIGNS}]{{3,}}")
_LONGEST_HEAD = 4
_NUMBERED = 2


def tidied(table: Table) -> Table:
    """The table without what a program says of a meeting, and with heads of teams as the team of the people below."""
    return with_teams(without_log(table))


def without_log(table: Table) -> Table:
    """The table without the columns in which reports of meetings say when somebody came and went."""
    plain = {header: plain_of(header) for header in table.headers}
    told = [header for header in table.headers if plain[header] in _plains("log")]
    matched = match_columns(table.headers, import_fields(), {}) if told else {}
    if not told or not {*NAMES} & set(matched.values()):
        return table
    told += [header for header in table.headers if plain[header] in _plains("log_too")]
    told += [
        header for header in table.headers if plain[header] in _plains("log_role") and _says_meeting(table, header)
    ]
    sentence = tr("Says when and how somebody was in the meeting, and is left out.")
    remarks = [
        Problem(sentence, column=header, error=False, loss=Loss.METADATA, cells=filled, cause=sentence)
        for header in told
        if (filled := sum(map(bool, table.column(header))))
    ]
    return replace(table.without(told), problems=(*table.problems, *remarks))


def _says_meeting(table: Table, header: str) -> bool:
    return {caseless(text) for text in table.column(header) if text} <= _words("meeting_role")


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that heads those below it: their team, "" where it is none, or a line that only parts them."""

    team: str
    sentence: str


def with_teams(table: Table) -> Table:
    """The table without lines that head the people below; those that name a team are taken for theirs.

    A table of answers stays as it is, and so does a name with a colon that may be a person's.
    """
    matched = match_roster(table, Options())
    names = next((header for header, key in matched.items() if key in ("name", "first_name")), "")
    if not names:
        return table
    place = table.headers.index(names)
    team_header = next((header for header, key in matched.items() if key == "team"), "")
    teams = {caseless(text) for text in table.texts(team_header)} if team_header else set()
    heads = dict(_heads(table, place, teams - {""}))
    if not heads or len(heads) * 2 > len(table.rows):
        return table
    headers = table.headers if team_header else (*table.headers, tr("Team"))
    at = headers.index(team_header or tr("Team"))
    rows, numbers, team = [], [], ""
    for index, (number, row) in enumerate(zip(table.numbers, table.rows, strict=True)):
        if index in heads:
            team = heads[index].team
            continue
        cells = [*row, ""][: len(headers)]
        cells[at] = cells[at] or team
        rows.append(tuple(cells))
        numbers.append(number)
    remarks = [
        Problem(
            head.sentence,
            table.numbers[index],
            names,
            error=False,
            loss=None if head.team else Loss.ROW,
            cause=_cause(head),
            value=table.rows[index][place],
        )
        for index, head in heads.items()
    ]
    left = [index for index in range(len(table.rows)) if index not in heads]
    bare = replace(table, rows=tuple(table.rows[index] for index in left), numbers=tuple(numbers))
    for number, text in perhaps_heads(bare, matched).items():
        sentence = tr(
            "“{text}” stands alone, and is taken for a person. If it heads those below, write a colon behind it.",
            text=text,
        )
        remarks.append(Problem(sentence, number, names, error=False))
    found = replace(
        table, headers=headers, rows=tuple(rows), numbers=tuple(numbers), problems=(*table.problems, *remarks)
    )
    return found if whose_rows(found).rows in (Rows.OPEN, Rows.PEOPLE) else table


def _cause(head: _Head) -> str:
    if head.team:
        return tr("These head the people below them, and are taken for their team:")
    return tr("These head or part the people below them, and are left out:")


def _heads(table: Table, place: int, teams: Collection[str]) -> Iterator[tuple[int, _Head]]:
    """The rows that are heads, by their index; `teams` are those that other rows name as theirs."""
    alone = _alone(table, place)
    for index in (index for index, is_alone in enumerate(alone) if is_alone):
        last = index + 1 == len(alone)
        below = " ".join(table.rows[index + 1][place].split()) if not last and alone[index + 1] else ""
        text = " ".join(table.rows[index][place].split())
        if caseless(text) in teams and not last:
            yield index, _team(text, text)
        elif head := _head(text, underlined=bool(_RULE.fullmatch(below)), last=last):
            yield index, head


def _alone(table: Table, place: int) -> list[bool]:
    """Of each row, whether it holds a name and nothing else."""
    return [bool(row[place]) and not any(row[:place] + row[place + 1 :]) for row in table.rows]


def perhaps_heads(table: Table, matched: Mapping[str, str]) -> dict[int, str]:
    """The rows that may head those below them, by their number: one word alone where all others have longer names.

    Nothing tells “Kraftwerk” from “Madonna”. A given name is one.
    """
    names = next((header for header, key in matched.items() if key == "name"), "")
    parts = {"first_name", "last_name"} & set(matched.values())
    if not names or parts:
        return {}
    place = table.headers.index(names)
    texts = [" ".join(row[place].split()) for row in table.rows]
    found = {
        index: text
        for index, (text, alone) in enumerate(zip(texts, _alone(table, place), strict=True))
        if alone and _could_head(text) and index + 1 < len(texts)
    }
    if sum(" " not in text for index, text in enumerate(texts) if index not in found) * 5 > len(texts):
        return {}
    # What stands directly above another of its kind heads nothing, and a list of heads is one of people.
    found = {index: text for index, text in found.items() if index + 1 not in found}
    return {table.numbers[index]: text for index, text in found.items()} if len(found) * 2 < len(texts) else {}


def _could_head(text: str) -> bool:
    if "@" in text or "," in text or not any(map(str.isalpha, text)):
        return False
    tokens = caseless(text).replace("&", " & ").split()
    if len(tokens) == 1:
        return tokens[0] not in known_given_names()
    return len(tokens) <= _LONGEST_HEAD and ("&" in tokens or tokens[0] in _words("team") | _words("numbered"))


def _head(text: str, *, underlined: bool, last: bool) -> _Head | None:
    """What a line that stands alone says as a head; None for a name."""
    if _RULE.fullmatch(text):
        return _Head("", tr("“{text}” parts the people, and is left out.", text=text))
    framed = _FRAMED.fullmatch(text)
    bare = next(filter(None, framed.groups()), "") if framed else text.rstrip(":").rstrip()
    marked = bool(framed) or underlined
    folded = caseless(bare)
    if (beside := caseless(bare.strip(_SIGNS + " "))) in _words("team"):
        bare, folded = bare.strip(_SIGNS + " "), beside
    tokens = folded.replace("&", " & ").split()
    if (last and not framed) or len(tokens) > _LONGEST_HEAD or "@" in bare or "," in bare:
        return None
    # “People I turn to:” heads somebody's contacts, and is no team.
    if asks_for_people(bare) or says_of_the_speaker(bare):
        return None
    if folded in _words("people_head"):
        return _Head("", tr("“{text}” heads the list, and is left out.", text=text))
    if _is_team(folded, tokens, marked=marked or text.endswith(":")) or (marked and len(tokens) == 1):
        return _team(bare, text)
    if marked and not any(sign.isdigit() for sign in bare):
        return _Head("", tr("“{text}” heads the people below it, and is left out.", text=text))
    return None


def _team(bare: str, text: str) -> _Head:
    return _Head(bare, tr("“{text}” heads the people below it, and is taken for their team.", text=text))


def _is_team(folded: str, tokens: list[str], *, marked: bool) -> bool:
    """Whether a head names a team: by all of it, by its first or last word, or by any where it is marked as a head."""
    teams = _words("team")
    if folded in teams:
        return True
    if marked:
        return any(token in teams for token in tokens)
    if len(tokens) > 1 and {tokens[0], tokens[-1]} & _words("unit"):
        return True
    return (
        len(tokens) == _NUMBERED and tokens[0] in _words("numbered") and (tokens[1].isdecimal() or len(tokens[1]) == 1)
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("people_lists")[key]))


@cache
def _plains(key: str) -> frozenset[str]:
    return frozenset(map(plain_of, other_names("people_lists")[key]))
