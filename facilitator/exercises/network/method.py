"""How the numbers are made, in words: the method note of the documents and the page in the program.

The text is `resources/method/network.json`, through the translation door.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.network.wording import USUAL_WORDS, Word, Words
from facilitator.i18n import tr
from facilitator.resources import resource


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """One measure: a sentence for participants, the formula, what few contacts do to it, and its source.

    `shown` marks those that participants see; the others are in the exported numbers only.
    """

    key: str
    name: str
    sentence: str
    formula: str
    small: str
    source: str
    shown: bool


@dataclass(frozen=True, slots=True)
class MethodNote:
    """The whole note: paragraphs of `lead`, the `symbols` of the formulas, the measures, and where they come from."""

    title: str
    lead: tuple[str, ...]
    symbols: str
    measures: tuple[MeasureNote, ...]
    differences: tuple[str, ...]
    credits: tuple[str, ...]
    references: tuple[str, ...]


class _MeasureText(ExerciseContent):
    key: str
    name: str
    shown: bool
    sentence: str
    formula: str
    small: str
    source: str


class _NoteText(ExerciseContent):
    title: str
    language: str
    lead: tuple[str, ...]
    symbols: str
    measures: tuple[_MeasureText, ...]
    differences: tuple[str, ...]
    credits: tuple[str, ...]
    references: tuple[str, ...]


def method_note(words: Words = USUAL_WORDS) -> MethodNote:
    """The method note in the chosen language; `words` are what a team and a department are called."""
    content, units = read_content(resource("method", "network.json"), _NoteText), words.units()
    return MethodNote(
        title=tr(content.title),
        lead=_translated(content.lead, units),
        symbols=tr(content.symbols),
        measures=tuple(
            MeasureNote(
                key=each.key,
                name=tr(each.name),
                sentence=tr(each.sentence, **units),
                formula=tr(each.formula),
                small=tr(each.small),
                source=tr(each.source),
                shown=each.shown,
            )
            for each in content.measures
        ),
        differences=_translated(content.differences),
        credits=_translated(content.credits),
        references=content.references,
    )


def shortened(note: MethodNote, measures: Collection[str]) -> MethodNote:
    """What of a note speaks of these measures, by their keys, with the references that they and the credits cite.

    How other programs count is left to the whole note, which the program shows; that the rules are ours stays.
    """
    kept = tuple(each for each in note.measures if each.key in measures)
    cited = " ".join([*(f"{each.formula} {each.source}" for each in kept), *note.credits])
    references = tuple(each for each in note.references if _is_cited(each, cited))
    return replace(note, measures=kept, differences=note.differences[-1:], references=references)


def _is_cited(reference: str, text: str) -> bool:
    """Whether the first author and the year of a reference stand in a text, as in "Burt (1992)"."""
    year = re.search(r"\((\d{4})\)", reference)
    author = reference.partition(",")[0]
    return year is not None and re.search(rf"{re.escape(author)}[^;]*?{year.group(1)}", text) is not None


def _translated(texts: tuple[str, ...], units: dict[str, Word] | None = None) -> tuple[str, ...]:
    return tuple(tr(text, **(units or {})) for text in texts)
