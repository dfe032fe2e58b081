"""Headings in several lines: survey programs write the question's number, its words and marks of their own below each
other, and spreadsheets group columns by a line above.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.sharing.survey_headings import in_words, without_part
from facilitator.text_matching import caseless
from facilitator.workshop.survey_columns import metadata_of

_IMPORT_ID = '{"importid":'
"""How the cells of Qualtrics' third line of headings begin."""
_NO_HEADINGS = frozenset(("response", "open-ended response", "antwort", "offene antwort"))
"""What SurveyMonkey writes in its second line where a question has no parts."""
_CASE = "CASE"
_CODES_OF_SOSCI = frozenset((_CASE, "QUESTNNR", "STARTED"))
_SEVERAL = 2
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings that several lines make, how many lines come before the data, and which of these holds marks."""

    names: list[str]
    lines: int
    marks: int | None = None


def headings_of_several_lines(lines: Sequence[tuple[str, ...]]) -> Headings | None:
    """The headings of the lines of a file that hold anything; None where one line makes them."""
    found = _of_qualtrics(lines) or _of_sosci(lines)
    # Above the headings there may be titles, each alone in its line.
    first = next((place for place, each in enumerate(lines[:_LOOKED_AT]) if sum(map(bool, each)) >= _SEVERAL), 0)
    if found is None and first + _SEVERAL < len(lines):
        names = _grouped(lines[first], lines[first + 1], lines[first + _SEVERAL :])
        found = Headings(names, first + _SEVERAL) if names else None
    return found


def _of_qualtrics(lines: Sequence[tuple[str, ...]]) -> Headings | None:
    """The words of the questions. Numbers of questions stand above them, and below them where each comes from."""
    marks = next((place for place, each in enumerate(lines[:_LOOKED_AT]) if _holds_marks(each)), None)
    if marks is not None:
        words, codes = max(0, marks - 1), max(0, marks - 2)
        return Headings(_either(lines[words], lines[codes]), marks + 1, marks)
    if len(lines) >= _SEVERAL and _is_former_qualtrics(*lines[:2]):
        return Headings(_either(lines[1], lines[0]), 2)
    return None


def _of_sosci(lines: Sequence[tuple[str, ...]]) -> Headings | None:
    """The words of the questions, which SoSci Survey writes below their codes; what it notes itself keeps its code."""
    if len(lines) <= _SEVERAL or not set(lines[0]) >= _CODES_OF_SOSCI:
        return None
    codes, words = _same_width(lines[0], lines[1])
    if words[codes.index(_CASE)].isdecimal():
        return None
    own = metadata_of(codes)
    names = [code if code in own or not word else without_part(word) for code, word in zip(codes, words, strict=True)]
    return Headings([" ".join(name.split()) for name in names], 2)


def _holds_marks(line: Sequence[str]) -> bool:
    marks = sum(cell.casefold().replace(" ", "").startswith(_IMPORT_ID) for cell in line)
    return marks * 2 > sum(map(bool, line))


def _is_former_qualtrics(codes: Sequence[str], words: Sequence[str]) -> bool:
    """Whether it is an export of the former format, which has no line of marks."""
    alike = sum(bool(code) and code == word.replace(" ", "") for code, word in zip(codes, words, strict=False))
    return "ResponseID" in codes and alike >= _SEVERAL


def _either(lower: Sequence[str], upper: Sequence[str]) -> list[str]:
    above, below = _same_width(upper, lower)
    words = [" ".join((text or code).split()) for code, text in zip(above, below, strict=True)]
    return in_words(words, above)


def _grouped(upper: Sequence[str], lower: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A line that groups columns, as “Contact 1” over “Name” and “How often”, put before the headings below it.

    Empty where the upper line does not group, or the lower one holds data.
    """
    above, under = _same_width(upper, lower)
    groups, group = [], ""
    # The same words again and again are as many groups: they are counted.
    times, seen = Counter(caseless(cell) for cell in above if cell), Counter[str]()
    for cell in above:
        if cell:
            seen[caseless(cell)] += 1
            group = f"{cell} {seen[caseless(cell)]}" if times[caseless(cell)] > 1 else cell
        groups.append(group)
    parts: dict[str, list[str]] = defaultdict(list)
    for place, text in enumerate(under):
        # Columns before the first group have a heading of their own.
        if groups[place] and text and caseless(text) not in _NO_HEADINGS:
            parts[caseless(groups[place])].append(caseless(text))
    alike = Counter(tuple(each) for each in parts.values() if len(each) >= _SEVERAL and len(set(each)) == len(each))
    if max(alike.values(), default=0) < _SEVERAL:
        return []
    places = [place for place, text in enumerate(under) if text and tuple(parts[caseless(groups[place])]) in alike]
    known = {caseless(under[place]) for place in places}
    if any(caseless(row[place]) in known for row in rows for place in places if place < len(row)):
        # What stands in the rows below too is an answer and no heading.
        return []
    names = []
    for place, text in enumerate(under):
        said = "" if caseless(text) in _NO_HEADINGS else text
        names.append(f"{groups[place]}: {said}" if said and groups[place] else said or above[place])
    return [" ".join(name.split()) for name in names]


def _same_width(upper: Sequence[str], lower: Sequence[str]) -> tuple[list[str], list[str]]:
    width = max(len(upper), len(lower))
    return [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
