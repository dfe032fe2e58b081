"""What is in the summary and in a handout: the frame around the exercises' sections."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import action_table, typed_in
from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.style import Paper
from facilitator.documents.template import Document
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import short_day, speaking, tr, trn
from facilitator.reports.branding import branding
from facilitator.storage.library import Library
from facilitator.workshop.agenda import said_title, steps_of
from facilitator.workshop.agreement import for_one_alone, paper_foot
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.papers import PaperOptions, check_names, paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from facilitator.workshop.tables import Participant, Workshop
from facilitator.workshop.workshops import get_workshop

_ROWS_BELOW = 220.0
"""Points that a heading, its lead and the first three rows of a table take, which stay together."""


@dataclass(frozen=True, slots=True)
class Composed:
    """One document with the parts that fill it, and every text in it that somebody typed."""

    document: Document
    sections: tuple[Section, ...]
    typed: tuple[str, ...]

    def flowables(self) -> list[Any]:
        """The content, made anew: flowables serve one document only."""
        return [flowable for section in self.sections for flowable in section.build(self.document.column)]

    def render(self) -> bytes:
        """The finished PDF."""
        with speaking(self.document.language):
            content, _ = self.document.render(self.flowables())
        return content

    def build(self, path: Path) -> None:
        """Write the PDF, whole or not at all. Raises NotSaved."""
        with speaking(self.document.language):
            self.document.build(path, self.flowables())


class Handouts:
    """The handouts of one workshop; what they share is computed once."""

    def __init__(self, library: Library, workshop_id: int, options: PaperOptions | None = None) -> None:
        """`options` are those that the workshop keeps, unless others are given."""
        self._library = library
        self._workshop = get_workshop(library, workshop_id)
        self._options = options or paper_options(library, workshop_id)
        self._brand = branding(library)
        self._people = people_of(library, workshop_id)
        self._beside = beside_names(self._people)
        self.language = self._options.spoken(self._workshop)
        with speaking(self.language):
            self._exercises: list[tuple[int, Callable[[int], list[Section]]]] = [
                (step.id, exercise.handout_sections(library, step.id))
                for step, exercise in exercise_steps(library, workshop_id)
            ]

    def __iter__(self) -> Iterator[tuple[Participant, Composed]]:
        """Everybody who has anything to be handed out, in the roster's order."""
        for person in self._people:
            composed = self.of(person)
            if composed is not None:
                yield person, composed

    def of(self, person: Participant) -> Composed | None:
        """One person's handout; None where there is nothing to be handed out."""
        with speaking(self.language):
            keyed = [
                (section_key(step_id, section, handout=True), section)
                for step_id, make in self._exercises
                for section in make(person.id)
            ]
            sections = tuple(self._options.arranged(keyed))
            return self._composed(person, sections) if sections else None

    def name_of(self, person: Participant) -> str:
        """What the file of one person is called."""
        with speaking(self.language):
            return tr("Handout {name}", name=self.called(person))

    def called(self, person: Participant) -> str:
        """A person's name, with what tells them apart from a namesake."""
        return called(person, self._beside)

    def _composed(self, person: Participant, sections: tuple[Section, ...]) -> Composed:
        workshop = self._workshop
        document = Document(
            title=person.name,
            subtitle=" · ".join(filter(None, (tr("Personal handout"), self._beside.get(person.id)))),
            kicker=workshop.title,
            author=workshop.facilitator,
            subject=tr("Personal handout of “{workshop}”", workshop=workshop.title),
            language=self.language,
            paper=Paper[self._options.paper.upper()],
            brand=self._brand,
            facts=_facts(workshop, ((tr("Team"), person.team), (tr("Location"), person.location))),
            privacy=paper_foot(self._library, workshop.id, for_one_alone(self.called(person))),
        )
        typed = (person.name, person.team, person.location, *_typed(workshop), *_texts(sections), self._brand.contact)
        return Composed(document, sections, typed)


def section_key(step_id: int, section: Section, *, handout: bool = False) -> str:
    """By what a section of an exercise is known among those of all steps."""
    return f"{step_id}.{'handout-' if handout else ''}{section.key}"


def summary_parts(library: Library, workshop_id: int, *, names: bool = False) -> list[tuple[str, Section]]:
    """All sections that a summary can have, by their keys, in their usual order: what is last, behind all others."""
    found = [
        (section_key(step.id, section), section)
        for step, exercise in exercise_steps(library, workshop_id)
        for section in exercise.summary_sections(library, step.id, names=names)
    ]
    promised = actions_of(library, workshop_id)
    if promised:
        build = partial(_actions, promised, names=names)
        found.append(("actions", Section(tr("Actions"), lambda _width: build(), typed_in(promised), "actions")))
    agenda = [(said_title(step), step.minutes) for step in steps_of(library, workshop_id)]
    titles = tuple(title for title, _ in agenda)
    found.append(("agenda", Section(tr("The workshop"), lambda _width: _agenda(agenda), titles, "agenda")))
    return sorted(found, key=lambda part: part[1].last)


def handout_parts(library: Library, workshop_id: int) -> list[tuple[str, str]]:
    """Key and title of all sections that anybody's handout has, in their usual order."""
    found: dict[str, str] = {}
    for step, exercise in exercise_steps(library, workshop_id):
        make = exercise.handout_sections(library, step.id)
        for person in people_of(library, workshop_id):
            for section in make(person.id):
                found.setdefault(section_key(step.id, section, handout=True), section.title)
    return list(found.items())


def summary(library: Library, workshop_id: int, options: PaperOptions | None = None) -> Composed:
    """The room's summary: facts, agenda, and what every exercise has to say of the room.

    `options` are those that the workshop keeps, unless others are given.
    """
    chosen, workshop = options or paper_options(library, workshop_id), get_workshop(library, workshop_id)
    with speaking(chosen.spoken(workshop)):
        return _summary(library, workshop, chosen)


def _summary(library: Library, workshop: Workshop, options: PaperOptions) -> Composed:
    workshop_id = workshop.id
    check_names(library, workshop_id, options)
    people = people_of(library, workshop_id)
    exercises = exercise_steps(library, workshop_id)
    done = {
        standing.participant_id
        for step, exercise in exercises
        for standing in exercise.standings(library, step.id)
        if standing.state is not State.TO_GO
    }
    sections = tuple(options.arranged(summary_parts(library, workshop_id, names=options.names)))
    brand = branding(library)
    document = Document(
        title=workshop.title,
        subtitle=tr("Summary of the room"),
        author=workshop.facilitator,
        subject=tr("Summary of “{workshop}”", workshop=workshop.title),
        language=options.spoken(workshop),
        paper=Paper[options.paper.upper()],
        cover=options.cover,
        brand=brand,
        facts=_facts(
            workshop,
            (
                (tr("People"), str(len(people))),
                (tr("Took part"), str(len(done))),
                (tr("Teams"), _how_many(person.team for person in people)),
                (tr("Locations"), _how_many(person.location for person in people)),
            ),
        ),
        privacy=paper_foot(
            library,
            workshop_id,
            tr("Names stand beside cards and actions, as the room agreed. Nobody is named from a list.")
            if options.names
            else tr(
                "Shows the room as a whole: no participant’s name beside an answer, and nobody from a list. Cards and "
                "actions stand as they were worded."
            ),
        ),
    )
    return Composed(document, sections, (*_typed(workshop), *_texts(sections), brand.contact))


def _actions(actions: list[ActionView], *, names: bool) -> list[Any]:
    return [
        blocks.space_for(_ROWS_BELOW),
        blocks.heading(1, tr("What we are going to do")),
        blocks.lead(trn("{count} action was agreed.", "{count} actions were agreed.", len(actions))),
        *action_table(actions, names=names),
    ]


def _agenda(steps: list[tuple[str, int]]) -> list[Any]:
    flow: list[Any] = [blocks.heading(1, tr("The workshop"))]
    if not steps:
        return [*flow, blocks.empty_state(tr("The agenda is empty."))]
    lines = [
        trn("{title}, {count} minute", "{title}, {count} minutes", minutes, title=title) for title, minutes in steps
    ]
    return blocks.together([*flow, *blocks.numbered(lines)])


def _facts(workshop: Workshop, more: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    known = (
        (tr("Date"), short_day(workshop.held_on) if workshop.held_on else ""),
        (tr("Client"), workshop.client),
        (tr("Place"), workshop.place),
        (tr("Facilitator"), workshop.facilitator),
        *more,
        (tr("Follow-up"), short_day(workshop.follow_up) if workshop.follow_up else ""),
    )
    return [(label, value) for label, value in known if value]


def _how_many(values: Iterable[str]) -> str:
    different = {value for value in values if value}
    return str(len(different)) if different else ""


def _typed(workshop: Workshop) -> tuple[str, ...]:
    return workshop.title, workshop.client, workshop.place, workshop.facilitator


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.texts
