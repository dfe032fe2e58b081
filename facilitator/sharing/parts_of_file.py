"""Several tables in one file: sections of a report, lists one below the other or side by side.

Reports of meetings begin with a summary and end with a log; people put a second list below the first. A table is told
by its headings: two of them, at least, are headings of people or of what programs write about meetings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from facilitator.i18n import tr
from facilitator.sharing.grid import Line, line
from facilitator.tabular import Loss, Problem, match_columns, other_names, quoted
from facilitator.text_matching import caseless
from facilitator.workshop.headings import tokens_of
from facilitator.workshop.owner_headings import title_words
from facilitator.workshop.roster_columns import NAMES, import_fields
from facilitator.workshop.written_names import without_tag

_NUMBER = re.compile(r"[\d.,:/%\s-]+")
_FEW = 2
_NUMBERED = re.compile(r"\d+[.)]\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file: what it is called there, its lines with titles and headings, and whether it names people."""

    name: str
    lines: list[Line]
    people: bool


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The tables in `lines`; one where nothing says that there are several."""
    filled = [each for each in lines if each.cells]
    starts = [0]
    for place in range(1, len(filled)):
        above = filled[place - 1]
        # Of nearly every line the two above and before it tell that it does not.
        if filled[place].number == above.number + 1 and len(above.cells) >= _FEW and all(above.cells[:_FEW]):
            continue
        if _begins(filled, place, starts[-1]):
            titled = filled[place - 1].filled == 1 and place - 1 > starts[-1]
            starts.append(place - 1 if titled else place)
    if len(starts) == 1:
        return _side_by_side(filled)
    pieces = [filled[start:end] for start, end in zip(starts, [*starts[1:], len(filled)], strict=True)]
    return [
        Part(_name_of(piece, number), piece, any(names_people(piece[place:]) for place in (0, 1)))
        for number, piece in enumerate(pieces, start=1)
        if piece
    ]


def names_people(lines: Sequence[Line]) -> bool:
    """Whether the first line holds headings of people, and some line below it a name."""
    if len(lines) < 2:
        return False
    keys = _keys(lines[0].cells)
    places = [place for place, key in enumerate(keys) if key in NAMES]
    below = [cell for each in lines[1:] for place in places for cell in each.cells[place : place + 1] if cell]
    return any(not _NUMBER.fullmatch(cell) for cell in below)


def holds_a_known_table(lines: Sequence[Line]) -> bool:
    """Whether one of the first lines holds headings of people."""
    filled = [each for each in lines if each.filled]
    return any(names_people(filled[place:]) and filled[place].filled > 1 for place in range(len(filled)))


def chosen_part(parts: Sequence[Part], wanted: str) -> tuple[Part, list[Problem]]:
    """The wanted part, else that with most people, the first of such, with a remark on what is left out.

    Of a report on a meeting its other parts are not needed where they name nobody else.
    """
    named = next((each for each in parts if wanted and caseless(each.name) == caseless(wanted)), None)
    people = [_people_in(each) if len(parts) > 1 else frozenset() for each in parts]
    most = max(range(len(parts)), key=lambda place: (parts[place].people, len(people[place])))
    taken = named or parts[most]
    there = people[parts.index(taken)]
    others = [(each, who) for each, who in zip(parts, people, strict=True) if each is not taken]
    known = [each for each, who in others if _is_of_report(each) and _is_of_report(taken) and who <= there]
    cause = tr("The file is a report on a meeting. These parts of it name nobody else, and are left out:")
    remarks = [
        Problem(
            f"{cause} {quoted([each.name])}.",
            error=False,
            loss=Loss.REPORT,
            cause=cause,
            value=each.name,
            rows=tuple(line.number for line in each.lines),
        )
        for each in known
    ]
    left = [each for each, _ in others if each not in known]
    if not left:
        return taken, remarks
    sentence = tr(
        "The file holds several tables, of which “{name}” is taken. Left out: {others}. To take another one, choose it "
        "in the preview. On the command line: --table.",
        name=taken.name,
        others=quoted(each.name for each in left),
    )
    rows = tuple(line.number for each in left for line in each.lines)
    return taken, [Problem(sentence, error=False, loss=Loss.ROW, rows=rows, leads=True), *remarks]


def _people_in(part: Part) -> frozenset[str]:
    """Whom a list of people names, by the whole name as it is written."""
    head = next((place for place in (0, 1) if part.people and names_people(part.lines[place:])), None)
    if head is None:
        return frozenset()
    places = [place for place, key in enumerate(_keys(part.lines[head].cells)) if key in NAMES]
    named = (
        " ".join(filter(None, (each.cells[at] for at in places if at < len(each.cells))))
        for each in part.lines[head + 1 :]
    )
    return frozenset(caseless(without_tag(name)[0]) for name in named if name)


def _is_of_report(part: Part) -> bool:
    """Whether a program has written this part on a meeting: when people came, or what the meeting was."""
    lines = [caseless(cell) for each in part.lines[:_FEW] for cell in each.cells]
    first = [caseless(cell).rstrip(":") for each in part.lines for cell in each.cells[:1]]
    return bool(
        _words("log").intersection(lines) or (not part.people and _words("meeting").intersection([*lines, *first]))
    )


def _begins(lines: Sequence[Line], place: int, start: int) -> bool:
    """Whether a table begins in this line: an empty line or a title is above it, and it holds headings."""
    here, above = lines[place], lines[place - 1]
    apart = here.number > above.number + 1
    titled = above.filled == 1 and (place - 1 == start or above.number > lines[place - 2].number + 1)
    # Zoom puts no line between its lists.
    titled = titled or (
        above.filled == 1 and not _known(above.cells) and _words("log").intersection(map(caseless, here.cells)) != set()
    )
    if not (apart or titled) or here.filled < 2 or place + 1 >= len(lines):
        return False
    heads = [caseless(cell) for cell in here.cells]
    if any([caseless(cell) for cell in each.cells] == heads for each in lines[start:place]):
        # Teams stand so, one below the other; contacts are another list.
        return titled and bool(title_words("contacts") & {token for cell in above.cells for token in tokens_of(cell)})
    if place - start == 1 and above.filled == 1:
        # A title, and not a table, is above it.
        return False
    if _known(here.cells) > 1:
        return any(each.filled > 1 for each in lines[start:place])
    # What is no list of people, below one: words above numbers.
    below = lines[place + 1].cells
    over_numbers = any(
        head and not _NUMBER.fullmatch(head) and cell and _NUMBER.fullmatch(cell)
        for head, cell in zip(here.cells, below, strict=False)
    )
    words = all(cell and not _NUMBER.fullmatch(cell) and "@" not in cell for cell in here.cells)
    first = any(names_people(lines[at:]) and lines[at].filled > 1 for at in range(start, place - 1))
    return titled and words and over_numbers and first


def _side_by_side(lines: Sequence[Line]) -> list[Part]:
    """The lists of people that stand beside each other under the same headings, one below the other."""
    for at, head in enumerate(lines[:5]):
        groups = _groups(head.cells)
        if len(groups) < 2 or len({tuple(map(caseless, head.cells[a:b])) for a, b in groups}) > 1:
            continue
        if not {*NAMES} & set(_keys(head.cells[slice(*groups[0])])):
            continue
        below = [line(each.number, each.cells[a:b]) for a, b in groups for each in lines[at + 1 :]]
        first = line(head.number, head.cells[slice(*groups[0])])
        return [Part("", [*lines[:at], first, *(each for each in below if each.filled)], people=True)]
    return [Part("", list(lines), people=False)]


def _groups(cells: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of filled cells between empty ones."""
    found: list[tuple[int, int]] = []
    for place, cell in enumerate(cells):
        if cell and found and found[-1][1] == place:
            found[-1] = found[-1][0], place + 1
        elif cell:
            found.append((place, place + 1))
    return found


def _name_of(lines: Sequence[Line], number: int) -> str:
    first = next(filter(None, lines[0].cells))
    return _NUMBERED.sub("", first, count=1) if lines[0].filled == 1 else tr("Table {number}", number=number)


def _keys(cells: Sequence[str]) -> list[str]:
    matched = match_columns([cell or f"#{place}" for place, cell in enumerate(cells)], import_fields(), {})
    return [matched[cell or f"#{place}"] for place, cell in enumerate(cells)]


def _known(cells: Sequence[str]) -> int:
    """How many cells are headings of people or of reports of meetings; 0 where one can only be a value."""
    if any("@" in cell for cell in cells):
        return 0
    return sum(bool(key) for key in _keys(cells)) + sum(caseless(cell) in _of_reports() for cell in cells)


@cache
def _of_reports() -> frozenset[str]:
    return _words("log") | _words("log_too") | _words("response")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(caseless, other_names("people_lists")[key]))
