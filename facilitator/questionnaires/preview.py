"""A way through a questionnaire for whoever makes it: it goes as at the station, and nothing of it is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from facilitator.errors import FacilitatorError, Invalid
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.asking import no_longer_asked
from facilitator.questionnaires.checking import checked, tidy
from facilitator.questionnaires.flow import NOTICE, PARTNERS, Flow
from facilitator.questionnaires.model import Questionnaire, Value
from facilitator.storage.library import Done, Library

NOBODY = 0


class PreviewFlow(Flow):
    """The way of nobody: answers are held here alone and go with it. It hears no changes."""

    def __init__(self, library: Library, step_id: int) -> None:
        self._answers: list[Answer] = []
        self._last_id = 0
        self._teams: list[str] = []
        super().__init__(library, step_id, NOBODY, translates=True)
        self._changes.disconnect(self._heard)
        self._known.has_begun = True
        self.at = self._first()

    def show(self, questionnaire: Questionnaire) -> None:
        """Ask this from now on; answers that it has no place for go."""
        self._known.setup = replace(self._known.setup, questionnaire=questionnaire)
        self._answers = [each for each in self._answers if self._still_fits(each)]
        self._keep()

    def turn_to(self, key: str) -> None:
        """Show a page, also the notice and the page of partners; one that is not asked now shows what comes instead."""
        self._known.has_begun = key not in (NOTICE, PARTNERS)
        self._turn(key if key in self.path else self.path[0])

    def in_words(self, answer: Answer) -> str:
        """An answer as a person reads it."""
        team = answer.value.team
        return super().in_words(answer) if team is None else self._teams[team - 1]

    def put(self, question: str, values: Sequence[Value], about: int | None = None) -> bool:
        """Answer a question; nothing is written anywhere."""

        def write() -> None:
            asked = self.setup.questionnaire.by_key[question]
            known = {option.key for option in self.setup.questionnaire.options(question)}
            kept = checked(asked, known, [self._named(asked, value) for value in values])
            same = {each.value: each for each in self.given.of(question, about)}
            self._answers = [each for each in self._answers if (each.question, each.about) != (question, about)]
            for place, value in enumerate(kept):
                old = same.pop(value, None)
                number = old.id if old is not None else self._next_id()
                self._answers.append(Answer(number, question, value, place, about))

        return self._try(question, about, write)

    def put_entry(self, question: str, text: str, entry: int = 0, about: int | None = None) -> int | None:
        """Write one entry of a text; nothing is written anywhere."""
        written = [0]

        def write() -> None:
            asked = self.setup.questionnaire.by_key[question]
            assert isinstance(asked, model.Text)  # noqa: S101  # a page of words
            value = tidy(asked, text)
            there = list(self.given.of(question, about))
            values: list[tuple[int, Value]] = []
            for each in there:
                now = value if each.id == entry else each.value
                if now is not None:
                    values.append((each.id, now))
            if value is not None and entry not in [each.id for each in there]:
                values.append((self._next_id(), value))
            checked(asked, (), [each for _, each in values])
            written[0] = next((number for number, each in values if each is value), 0)
            self._answers = [each for each in self._answers if (each.question, each.about) != (question, about)]
            self._answers += [
                Answer(number, question, each, place, about) for place, (number, each) in enumerate(values)
            ]

        return written[0] if self._try(question, about, write) else None

    def stop(self) -> None:
        """There is nothing to be sent."""
        self.finished.emit()

    def _send(self) -> bool:
        return self.go_to(self.path[0])

    def _try(self, question: str, about: int | None, write: Callable[[], None]) -> bool:
        try:
            write()
        except FacilitatorError as error:
            self.failed.emit(error.sentence)
            return False
        self._keep()
        self.answered.emit(question, about)
        return True

    def _commit(self, question: str, about: int | None, write: Callable[[], Done[Any]]) -> bool:
        """Beginning is all that is left to commit, and begins nothing here."""
        self._known.has_begun = True
        return True

    def _named(self, asked: model.Question, value: Value) -> Value:
        """A value with a number in the place of a team's name."""
        if not isinstance(asked, model.Someone) or value.word is None:
            return value
        if value.word not in self._teams:
            self._teams.append(value.word)
        return Value(team=self._teams.index(value.word) + 1)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _keep(self) -> None:
        """Answers about what is gone go with it."""
        asked = self.setup.questionnaire
        there = {each.id for each in self._answers}
        self._answers = [each for each in self._answers if each.about is None or each.about in there]
        self._known.given = Given(asked, self._answers)
        gone = {each.id for each in no_longer_asked(asked, self._known.given)}
        self._known.given = Given(asked, [each for each in self._answers if each.id not in gone])

    def _still_fits(self, answer: Answer) -> bool:
        question = self.setup.questionnaire.find(answer.question)
        if question is None or (question.about is None) != (answer.about is None):
            return False
        known = {option.key for option in self.setup.questionnaire.options(answer.question)}
        try:
            return bool(checked(question, known, [answer.value]))
        except Invalid:
            return False
