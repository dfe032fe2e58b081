"""Answers on paper: what the room chose for the client, one's own answers for each participant."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from facilitator.charts import figure
from facilitator.charts.notes import Notes
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.section import Section
from facilitator.i18n import tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.asking import Place, belongs
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.model import Question, Questionnaire
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.questionnaires.words import in_words
from facilitator.storage.library import Library
from facilitator.totals import AtLeast, told_of


def earlier_sections(
    library: Library, step_id: int, figures_of: Callable[[CountedRoom], Mapping[str, figure.Figure]]
) -> list[Section]:
    """The figures of the rounds before the present one, the latest first: what was found then stays in the summary.

    A round that nobody has answered has none, nor has a figure without values.
    """
    found = []
    for number in range(get_setup(library, step_id).round - 1, 0, -1):
        room = read_room(library, step_id, number)
        shown = [each for each in figures_of(room).values() if each.chart.has_values]
        if room.people and shown:
            title = round_title(room.questionnaire.title, number)
            found.append(room_section(room, shown, title, f"answers-{number}"))
    return found


def round_title(title: str, number: int) -> str:
    """The title of what was answered in a round before the present one."""
    return tr("{title} · Round {number}", title=title, number=number)


def room_section(room: CountedRoom, figures: Iterable[figure.Figure], title: str = "", key: str = "answers") -> Section:
    """The figures of a room, for a paper that goes to the client: nothing of fewer people than the floor."""
    asked, shown = room.questionnaire, list(figures)
    title = title or asked.title
    texts = (title, *(text for each in shown for text in (each.title, *each.chart.texts())))

    def build(_width: float) -> list[Any]:
        # With the first figure, so that it does not stand alone at the foot of a page.
        lead: list[Any] = [blocks.heading(1, title)]
        flow: list[Any] = []
        if 0 < room.people < room.floor:
            return [*lead, blocks.empty_state(below_floor(room.people, room.floor))]
        if not shown:
            return [*lead, blocks.note(tr("Nothing of what was answered here is shown to others."))]
        for each in shown:
            first, more = figure_flow(each, room)
            flow += [*blocks.together([*lead, blocks.heading(2, each.title), *first]), *more]
            lead = []
        return flow

    return Section(title, build, texts, key)


def figure_flow(found: figure.Figure, room: CountedRoom) -> tuple[list[Any], list[Any]]:
    """A figure without its title: what stays together with that, and what may follow on another page.

    Of one that others do not see there is not even its sentence, which may tell of few what they answered.
    """
    if found.is_withheld:
        # Such as who answered twice: fewer than those who answered at all.
        return [blocks.empty_state(why_withheld(found, room))], []
    drawn: Any = Figure(found.chart) if found.chart.has_values else blocks.empty_state(found.empty)
    more: list[Any] = []
    if isinstance(found.chart, Notes) and found.chart.has_values:
        # Listed, so that they can go over pages.
        drawn, *more = blocks.bullets(found.chart.notes)
    return [blocks.note(found.sentence), drawn], more


def below_floor(people: int, floor: int) -> str:
    """What is said where too few have sent."""
    return trn(
        "{count} person has sent. It is shown from {floor} people on, so that nobody is told apart.",
        "{count} people have sent. It is shown from {floor} people on, so that nobody is told apart.",
        people,
        floor=floor,
    )


def why_withheld(found: figure.Figure, room: CountedRoom) -> str:
    """What is said to others in the place of a figure of the room that they do not see.

    Of a room of too few that is how many have sent and nothing else: how many a question was left to is an answer.
    """
    if room.people < room.floor:
        return below_floor(room.people, room.floor)
    if isinstance(people := told_of(found.people, room.people, room.floor), AtLeast):
        # Beside how many have sent, the number would tell how few left it out.
        few = tr("This rests on fewer than {floor} people. It is shown from {floor} people on, so that nobody is told "
                 "apart.", floor=found.floor)  # fmt: skip
        return found.gives_away or few
    return found.gives_away or trn(
        "This rests on {count} person. It is shown from {floor} people on, so that nobody is told apart.",
        "This rests on {count} people. It is shown from {floor} people on, so that nobody is told apart.",
        people,
        floor=found.floor,
    )


def own_answers(library: Library, step_id: int, more: Callable[[int, Given], list[Any]] | None = None
                ) -> Callable[[int], list[Section]]:  # fmt: skip
    """A function from a participant's id to what they answered; of anonymous answers there is nothing.

    `more` makes what an exercise adds above the answers of a participant, by their id.
    """
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    with library.read() as session:
        names = read_names(session, setup.workshop_id)

    def sections(participant_id: int) -> list[Section]:
        given = read_given(library, Who(step_id, participant_id))
        if asked.anonymous or not given:
            return []
        told = _told(asked, given, names)
        texts = (asked.title, *(text for question, lines in told.items() for text in (question.text, *lines)))

        def build(_width: float) -> list[Any]:
            flow: list[Any] = [
                blocks.heading(1, asked.title),
                *(more(participant_id, given) if more is not None else []),
            ]
            for question, lines in told.items():
                flow += blocks.together([blocks.heading(3, question.text), *_listed(asked, question, lines)])
            return flow

        return [Section(asked.title, build, texts, "answers")]

    return sections


def _listed(asked: Questionnaire, question: Question, lines: list[str]) -> list[Any]:
    """Answers below their question: ticks and ranks in one paragraph, these by numbers, entries each in its line."""
    if isinstance(question, model.Rank):
        return [blocks.paragraph(" · ".join(f"{place}. {line}" for place, line in enumerate(lines, start=1)))]
    if len(lines) == 1 or (isinstance(question, model.SeveralOf) and question.key not in asked.loops):
        return [blocks.paragraph(" · ".join(lines))]
    return blocks.bullets(lines)


def _told(asked: Questionnaire, given: Given, names: Names) -> Mapping[Question, list[str]]:
    """The answers in words below their questions, each with what was answered about it."""
    found: dict[Question, list[str]] = {}
    for key, question in asked.by_key.items():
        own = () if question.about is not None else given.of(key)
        lines = [_line(asked, given, names, answer) for answer in own if belongs(asked, given, Place(key))]
        if lines:
            found[question] = lines
    return found


def _line(asked: Questionnaire, given: Given, names: Names, answer: Answer) -> str:
    parts = [in_words(asked, names, answer)]
    for key in asked.loops.get(answer.question, ()):
        about = given.of(key, answer.id) if belongs(asked, given, Place(key, answer.id)) else ()
        if about:
            said = ", ".join(in_words(asked, names, each) for each in about)
            parts.append(f"{asked.by_key[key].head}: {said}")
    return " · ".join(parts)
