"""How the numbers are made, in words: the method note of the documents and the page in the program.

The text is `resources/method/network.json`, through the translation door.
"""

from dataclasses import dataclass

from facilitator.exercises.content_file import Form, read_content
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


class _MeasureForm(Form):
    key: str
    name: str
    shown: bool
    sentence: str
    formula: str
    small: str
    source: str


class _NoteForm(Form):
    title: str
    language: str
    lead: tuple[str, ...]
    symbols: str
    measures: tuple[_MeasureForm, ...]
    differences: tuple[str, ...]
    credits: tuple[str, ...]
    references: tuple[str, ...]


def method_note() -> MethodNote:
    """The method note in the chosen language."""
    content = read_content(resource("method", "network.json"), _NoteForm)
    return MethodNote(
        title=tr(content.title),
        lead=_translated(content.lead),
        symbols=tr(content.symbols),
        measures=tuple(
            MeasureNote(
                key=each.key,
                name=tr(each.name),
                sentence=tr(each.sentence),
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


def _translated(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tr(text) for text in texts)
