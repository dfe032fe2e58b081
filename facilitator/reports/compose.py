"""What is in the summary and in a handout: the frame around the exercises' sections."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import action_table, typed_in
from facilitator.documents import blocks
from facilitator.documents.style import Paper
from facilitator.documents.template import Document
from facilitator.exercises.contract import Section, State
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant, Workshop
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class Composed:
    """One document with the parts that fill it, and every text in it that somebody typed."""

    document: Document
    sections: tuple[Section, ...]
    typed: tuple[str, ...]

    def flowables(self) -> list[Any]:
        """The content, made anew: flowables serve one document only."""
        return [flowable for section in self.sections for flowable in section.build(self.document.column)]


class Handouts:
    """The handouts of one workshop; what they share is computed once."""

    def __init__(self, library: Library, workshop_id: int, paper: Paper) -> None:
        self._workshop = get_workshop(library, workshop_id)
        self._paper = paper
        self._people = people_of(library, workshop_id)
        self._exercises: list[Callable[[int], list[Section]]] = [
            exercise.handout_sections(library, step.id) for step, exercise in exercise_steps(library, workshop_id)
        ]

    def __iter__(self) -> Iterator[tuple[Participant, Composed]]:
        """Everybody who has anything to be handed out, in the roster's order."""
        for person in self._people:
            sections = tuple(section for make in self._exercises for section in make(person.id))
            if sections:
                yield person, self._composed(person, sections)

    def _composed(self, person: Participant, sections: tuple[Section, ...]) -> Composed:
        workshop = self._workshop
        document = Document(
            title=person.name,
            subtitle=tr("Personal handout"),
            kicker=workshop.title,
            author=workshop.facilitator,
            subject=tr("Personal handout of “{workshop}”", workshop=workshop.title),
            language=workshop.language,
            paper=self._paper,
            facts=_facts(workshop, ((tr("Team"), person.team), (tr("Location"), person.location))),
            privacy=tr("For {name} alone.", name=person.name),
        )
        typed = (person.name, person.team, person.location, *_typed(workshop), *_texts(sections))
        return Composed(document, sections, typed)


def summary(library: Library, workshop_id: int, paper: Paper) -> Composed:
    """The room's summary: facts, agenda, and what every exercise has to say of the room."""
    workshop = get_workshop(library, workshop_id)
    people = people_of(library, workshop_id)
    exercises = exercise_steps(library, workshop_id)
    done = {
        standing.participant_id
        for step, exercise in exercises
        for standing in exercise.standings(library, step.id)
        if standing.state is not State.TO_GO
    }
    of_exercises = [section for step, exercise in exercises for section in exercise.summary_sections(library, step.id)]
    agenda = [(step.title, step.minutes) for step in steps_of(library, workshop_id)]
    promised = actions_of(library, workshop_id)
    if promised:
        of_exercises.append(Section(tr("Actions"), lambda _width: _actions(promised), typed_in(promised)))
    sections = (*of_exercises, Section(tr("The workshop"), lambda _width: _agenda(agenda), tuple(t for t, _ in agenda)))
    document = Document(
        title=workshop.title,
        subtitle=tr("Summary of the room"),
        author=workshop.facilitator,
        subject=tr("Summary of “{workshop}”", workshop=workshop.title),
        language=workshop.language,
        paper=paper,
        facts=_facts(
            workshop,
            (
                (tr("People"), str(len(people))),
                (tr("Took part"), str(len(done))),
                (tr("Teams"), _how_many(person.team for person in people)),
                (tr("Locations"), _how_many(person.location for person in people)),
            ),
        ),
        privacy=tr("Shows the room as a whole: no participant’s name beside an answer, and no contact’s name."),
    )
    return Composed(document, sections, (*_typed(workshop), *_texts(sections)))


def _actions(actions: list[ActionView]) -> list[Any]:
    return [
        blocks.heading(1, tr("What we are going to do")),
        blocks.lead(trn("{count} action was agreed.", "{count} actions were agreed.", len(actions))),
        *action_table(actions, names=False),
    ]


def _agenda(steps: list[tuple[str, int]]) -> list[Any]:
    flow: list[Any] = [blocks.heading(1, tr("The workshop"))]
    if not steps:
        return [*flow, blocks.empty_state(tr("The agenda is empty."))]
    lines = [
        trn("{title}, {count} minute", "{title}, {count} minutes", minutes, title=title) for title, minutes in steps
    ]
    return [*flow, *blocks.numbered(lines)]


def _facts(workshop: Workshop, more: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    known = (
        (tr("Date"), _day(workshop.held_on)),
        (tr("Client"), workshop.client),
        (tr("Place"), workshop.place),
        (tr("Facilitator"), workshop.facilitator),
        *more,
        (tr("Follow-up"), _day(workshop.follow_up)),
    )
    return [(label, value) for label, value in known if value]


def _day(day: date | None) -> str:
    return f"{day:%d %b %Y}".lstrip("0") if day else ""


def _how_many(values: Iterable[str]) -> str:
    different = {value for value in values if value}
    return str(len(different)) if different else ""


def _typed(workshop: Workshop) -> tuple[str, ...]:
    return workshop.title, workshop.client, workshop.place, workshop.facilitator


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.texts
