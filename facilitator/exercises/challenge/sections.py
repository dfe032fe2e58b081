"""On the handout one's own plan with why, and what became of it; for the client counts and the shared lines."""

from collections.abc import Callable, Iterator
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.challenge.deck import DECKS, theme_name
from facilitator.exercises.challenge.figures import THEMES_KEY, figures
from facilitator.exercises.challenge.log import came_name, came_of, learned, shared
from facilitator.exercises.challenge.plans import Plan, PlanDay, Plans
from facilitator.exercises.challenge.setup import PERSON, in_words
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import room_section
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """Counts of all together from the floor on, and the lines that are shared, without whose they are."""
    room = read_room(library, step_id)
    lines = [each.line for each in shared(library, step_id, room)]
    found = [room_section(room, [figures(library, step_id, room)[THEMES_KEY]])]
    if lines:
        title = tr("What we learned")

        def build(_width: float) -> list[Any]:
            first, *others = blocks.bullets(lines)
            note = blocks.note(tr("Lines that their writers share."))
            return [*blocks.together([blocks.heading(1, title), note, first]), *others]

        found.append(Section(title, build, (title, *lines), "learned"))
    return found


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """A participant's own plan once they have one, why it has these cards, what became of them, and their line."""
    plans = Plans(library, step_id)
    setup = get_setup(library, step_id)
    title = translated(setup.questionnaire, setup.source).title

    def sections(participant_id: int) -> list[Section]:
        found = plans.of(participant_id)
        given = read_given(library, Who(step_id, participant_id))
        if not given and not (found.is_made and plans.settings.whose == PERSON):
            return []
        why = plans.why(participant_id, found)
        line = learned(given)
        texts = (
            title,
            tr_content(AGENDA, plans.settings.cue),
            line,
            *why,
            *(tr_content(DECKS, day.card.text) for day in found.days),
        )

        def build(_width: float) -> list[Any]:
            return list(_own(title, plans, found, why, given, line))

        return [Section(title, build, tuple(filter(None, texts)), "plan")]

    return sections


def _own(title: str, plans: Plans, found: Plan, why: list[str], given: Given, line: str) -> Iterator[Any]:
    settings = plans.settings
    yield blocks.heading(1, title)
    yield blocks.lead(tr("A small action a day, each of less than ten minutes. {plan}.", plan=in_words(settings)))
    if why:
        yield blocks.callout("\n".join(why), tr("Why these cards"))
    returning = next((day for day in found.days if day.returns), None)
    if returning is not None and settings.cue:
        cue = tr("One card comes back every week. Its cue: {cue}.", cue=tr_content(AGENDA, settings.cue))
        yield blocks.note(cue)
    told = any(came_of(given, day) for day in found.days)
    columns = [PrintedColumn(tr("Day"), width=76), PrintedColumn(tr("Card")), PrintedColumn(tr("Theme"), width=100)]
    if told:
        columns.append(PrintedColumn(tr("What became of it"), width=82))
    yield PrintedTable(columns, [_row(day, given, told=told) for day in found.days])
    if line:
        yield from blocks.together([blocks.heading(3, tr("What you learned")), blocks.paragraph(line)])


def _row(day: PlanDay, given: Given, *, told: bool) -> tuple[str, ...]:
    came = came_of(given, day)
    about = tr("{theme} · {minutes} min", theme=theme_name(day.card.theme), minutes=day.card.minutes)
    row = (day.number_and_date, tr_content(DECKS, day.card.text), about)
    return (*row, came_name(came) if came else "") if told else row
