"""The editorial plan in columns of the table of stories: what was agreed, which week, and what those in it said.

Consent is to words. The table says to which, by a fingerprint; where the words in it are others by now, nobody has
agreed to them.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import MOST_WEEKS, read_programme
from facilitator.exercises.stories.tables import StoryNamed, StoryProgramme, StoryRow
from facilitator.exercises.stories.told import Said, Story, fingerprint
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.beside import Cells
from facilitator.questionnaires.fields import read_day
from facilitator.questionnaires.names import Names, read_names
from facilitator.storage.library import Library
from facilitator.tabular import Column, yes_or_no
from facilitator.workshop.agenda import get_step
from facilitator.workshop.table_import import between

TEXT, AGREED, WEEK, GOES_OUT, RETOLD, ONCE_MORE, CONSENTS = (
    "story_text",
    "story_agreed",
    "story_week",
    "story_goes_out",
    "story_retold",
    "story_read_once_more",
    "story_consents",
)
_YES_OR_NO = (AGREED, RETOLD, ONCE_MORE)
_SAID = "|".join(each.value for each in Said)
_CONSENT = re.compile(rf"(.+?): ({_SAID}) (\d{{4}}-\d\d-\d\d)(?:; |$)")


class EditorialPlan:
    """What the editorial board knows of each story. Of a withdrawn one nothing leaves the library."""

    def __init__(self, library: Library, step_id: int) -> None:
        """The plan of a step as it is now."""
        self._step_id = step_id
        self._workshop_id = get_step(library, step_id).workshop_id
        programme = read_programme(library, step_id)
        self._begins = programme.begins
        self._stories = {each.id: each for each in programme.stories}
        self._weeks: dict[int, Hashable] = {week: each.id for week, each in programme.by_week.items()}
        with library.read() as session:
            self._names = read_names(session, self._workshop_id, numbered=True)

    @property
    def fields(self) -> Sequence[Column[Story]]:
        """A column for each thing that the board knows."""
        return [
            Column(TEXT, tr("Fingerprint of the words"), written=lambda story: story.text),
            Column(AGREED, tr("Story is agreed"), written=lambda story: tr("yes") if story.is_agreed else ""),
            Column(WEEK, tr("Week of the story"), written=lambda story: str(story.week or "")),
            Column(GOES_OUT, tr("Day on which the story goes out"), written=self._day_of),
            Column(
                RETOLD,
                tr("Told again in a meeting"),
                written=lambda story: "" if story.retold is None else tr("yes") if story.retold else tr("no"),
            ),
            Column(
                ONCE_MORE,
                tr("Story is to be read once more"),
                written=lambda story: tr("yes") if story.to_be_read else "",
            ),
            Column(CONSENTS, tr("What those who are in the story said"), written=self._consents_to),
        ]

    def cells(self, response_id: int) -> Cells:
        """What is known of a story; nothing of a response without one."""
        story = self._stories.get(response_id)
        if story is None or story.is_withdrawn:
            return {}
        said = {each.key: each.written(story) for each in self.fields}
        return {key: text for key, text in said.items() if text}

    def _day_of(self, story: Story) -> str:
        if self._begins is None or story.week is None:
            return ""
        return (self._begins + timedelta(weeks=story.week - 1)).isoformat()

    def _consents_to(self, story: Story) -> str:
        return "; ".join(
            f"{self._names.person(each.participant_id)}: {each.said.value} {each.day.isoformat()}"
            for each in story.named
            if each.said is not None and each.day is not None
        )

    def refused(
        self, cells: Cells, given: Given, response_id: int | None, whose: Hashable, names: Names
    ) -> Iterator[tuple[str, str]]:
        """Consent to other words, weeks that others have, and what can't be read."""
        for key in _YES_OR_NO:
            if key in cells and yes_or_no(cells[key]) is None:
                yield key, tr("Neither yes nor no:")
        text = fingerprint(given)
        if cells.get(TEXT, "") != text:
            for key in (AGREED, CONSENTS):
                if key in cells:
                    yield key, tr("The words of these stories are others than those that were agreed to: ask again.")
        elif CONSENTS in cells and not _is_readable(cells[CONSENTS], names):
            yield CONSENTS, tr("It does not say who of the roster said what, and on which day:")
        elif CONSENTS in cells and self._is_outdated(cells[CONSENTS], response_id, names):
            yield CONSENTS, tr("Somebody in the story has said something else since, which stays:")
        if WEEK in cells:
            yield from self._refused_week(cells, response_id, whose)

    def _is_outdated(self, consents: str, response_id: int | None, names: Names) -> bool:
        """Whether somebody says otherwise here than in a table, and has not said that before."""
        story = self._stories.get(response_id or 0)
        named = () if story is None else story.named
        here = {each.participant_id: (each.said, each.day) for each in named if each.said is not None}
        for name, said, on in _CONSENT.findall(consents):
            known, day = here.get(names.find_person(name) or 0, (said, None))
            if known != said and day is not None and day >= date.fromisoformat(on):
                return True
        return False

    def _refused_week(self, cells: Cells, response_id: int | None, whose: Hashable) -> Iterator[tuple[str, str]]:
        # Not by the words: two people may tell the same.
        teller = whose if response_id is None else response_id
        week, story = _week_in(cells[WEEK]), self._stories.get(response_id or 0)
        sentence = ""
        if week is None:
            sentence = tr("These are no weeks of a programme:")
        elif story is not None and story.is_tried and story.week != week:
            sentence = tr("It went out already: its week stays.")
        elif self._weeks.setdefault(week, teller) != teller:
            sentence = tr("Another story has this week, which stays:")
        day = _first_day(cells)
        if sentence:
            yield WEEK, sentence
        if GOES_OUT in cells and not sentence and self._begins is None and day is None:
            yield GOES_OUT, tr("These are no days (they are written as 2026-03-31):")
        elif GOES_OUT in cells and (sentence or (self._begins is not None and day != self._begins)):
            yield GOES_OUT, tr("Stories go out on other days here, which stay:")

    def write(self, session: Session, response_id: int, cells: Cells) -> None:
        """Give the story what its row says of it; what that does not say stays."""
        if not cells.keys() - {TEXT}:
            return
        row = session.get(StoryRow, response_id) or StoryRow(response_id=response_id, step_id=self._step_id)
        if AGREED in cells:
            row.agreed_text = cells[TEXT] if yes_or_no(cells[AGREED]) else ""
        row.week = _week_in(cells[WEEK]) if WEEK in cells else row.week
        row.retold = yes_or_no(cells[RETOLD]) if RETOLD in cells else row.retold
        row.to_be_read = yes_or_no(cells[ONCE_MORE]) is True if ONCE_MORE in cells else row.to_be_read
        session.add(row)
        session.flush()
        day = _first_day(cells) if GOES_OUT in cells else None
        if day is not None and session.get(StoryProgramme, self._step_id) is None:
            session.add(StoryProgramme(step_id=self._step_id, begins=day))
        names = read_names(session, self._workshop_id)
        for name, said, on in _CONSENT.findall(cells.get(CONSENTS, "")):
            person = names.find_person(name)
            if person is not None:
                known = session.get(StoryNamed, (response_id, person))
                named = known or StoryNamed(response_id=response_id, participant_id=person, text="", said="", day=on)
                named.text, named.said, named.day = cells[TEXT], said, date.fromisoformat(on)
                session.add(named)


@implements(Exercise.own_columns)
def own_columns(library: Library, step_id: int) -> EditorialPlan:
    """The editorial plan."""
    return EditorialPlan(library, step_id)


def _is_readable(text: str, names: Names) -> bool:
    found = list(_CONSENT.finditer(text))
    whole = "".join(match[0] for match in found) == text
    return whole and all(names.find_person(each[1]) is not None and day_in(each[3]) is not None for each in found)


def _week_in(text: str) -> int | None:
    return between(1, MOST_WEEKS)(text)


def day_in(text: str) -> date | None:
    """The day that a text is, as 2026-03-31; None for what is none."""
    return read_day(text)


def _first_day(cells: Cells) -> date | None:
    """The day of the first story, by the day and the week of this one."""
    day, week = day_in(cells.get(GOES_OUT, "")), _week_in(cells.get(WEEK, ""))
    return None if day is None or week is None else day - timedelta(weeks=week - 1)
