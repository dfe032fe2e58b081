"""What somebody has answered, as it is read from the library: plain rows, since a room has thousands of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session

from facilitator.questionnaires.model import Questionnaire, SeveralOf, Value
from facilitator.storage.by_hand import by_hand

T = TypeVar("T")

COLUMNS = "id, question, option, word, number, day, person_id, team_id, missing, place, about, sent, version"


class Answer(NamedTuple):
    """One answered value as it is stored; see `tables.AnswerRow`. Version 0 is a consent to words that were changed."""

    id: int
    question: str
    value: Value
    place: int = 0
    about: int | None = None
    sent: bool = False
    version: int = 1


class Given:
    """The answers of one response, by question and by the answer that they are about, each in its order."""

    def __init__(self, questionnaire: Questionnaire, answers: Iterable[Answer] = ()) -> None:
        found: dict[tuple[str, int | None], list[Answer]] = {}
        for answer in answers:
            found.setdefault((answer.question, answer.about), []).append(answer)
        self._answers: dict[tuple[str, int | None], tuple[Answer, ...]] = {}
        for key, each in found.items():
            if len(each) > 1 and isinstance(questionnaire.find(key[0]), SeveralOf):
                # Ticks have no order but that of the options, which an edited questionnaire may have moved.
                order = {option.key: place for place, option in enumerate(questionnaire.options(key[0]))}
                each.sort(key=lambda answer: order.get(answer.value.option, -1))
            self._answers[key] = tuple(each)
        self._derived: dict[object, Any] = {}

    @cached_property
    def sent(self) -> "Given":
        """Those of the answers that were sent."""
        found = copy(self)
        kept = {key: tuple(answer for answer in each if answer.sent) for key, each in self._answers.items()}
        found._answers = {key: each for key, each in kept.items() if each}
        found._derived = {}
        return found

    def derived(self, make: Callable[["Given"], T]) -> T:
        """What `make` makes of these answers. It is made once, since they do not change: name a function, no lambda."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: T = self._derived[make]
        return made

    def __iter__(self) -> Iterator[Answer]:
        return (answer for found in self._answers.values() for answer in found)

    def __bool__(self) -> bool:
        return bool(self._answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Given) and self._answers == other._answers

    __hash__ = None  # type: ignore[assignment]  # it is a table of answers, not a key

    def of(self, question: str, about: int | None = None) -> tuple[Answer, ...]:
        """The answers to a question; where it is asked about others' answers, about the one with this id."""
        return self._answers.get((question, about), ())

    def everywhere(self, question: str) -> Iterator[Answer]:
        """The answers to a question, whatever they are about."""
        return iter(self.derived(_by_question).get(question, ()))

    def numbers(self, question: str) -> Sequence[float]:
        """The numbers that were given to a question, whatever they are about."""
        return self.derived(_numbers).get(question, ())

    def answered(self, question: str) -> int:
        """How many answers to a question are no missing ones, whatever they are about."""
        return self.derived(_answered).get(question, 0)

    def values(self, question: str, about: int | None = None) -> tuple[Value, ...]:
        """What was answered to a question."""
        return tuple(answer.value for answer in self.of(question, about))

    def words(self, question: str, about: int | None = None) -> str:
        """What was written to a question, "" for nothing."""
        return " ".join(value.word for value in self.values(question, about) if value.word)

    def agreed(self, question: str, about: int | None = None) -> bool:
        """Whether a consent was given, to the words that it has now."""
        return any(answer.value.day is not None and answer.version for answer in self.of(question, about))

    def options(self, question: str, about: int | None = None) -> tuple[str, ...]:
        """The keys of the options that were chosen, the best first in a rank."""
        return tuple(answer.value.option for answer in self.of(question, about) if answer.value.option)


def _by_question(given: Given) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in given:
        found.setdefault(answer.question, []).append(answer)
    return found


def _numbers(given: Given) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for answer in given:
        if answer.value.number is not None:
            found.setdefault(answer.question, []).append(answer.value.number)
    return found


def _answered(given: Given) -> Counter[str]:
    return Counter(answer.question for answer in given if not answer.value.missing)


def rows(session: Session, sql: str, *values: object) -> Sequence[Any]:
    """The rows of a statement, after what the session has still to write."""
    session.flush()
    return session.connection().exec_driver_sql(sql, values).all()


def run(session: Session, sql: str, *values: object) -> Any:
    """Run a statement that writes, after what the session has still to write."""
    session.flush()
    return session.connection().exec_driver_sql(sql, values)


def inserted(session: Session, sql: str, *values: object) -> int:
    """Run a statement that inserts one row, and return the id that the row has."""
    session.flush()
    return by_hand(session).inserted(session, sql, values)


def answer_of(row: Sequence[Any]) -> Answer:
    """The answer in a row of `COLUMNS`."""
    key, question, option, word, number, day, person, team, missing, place, about, sent, version = row
    value = Value(option, word, number, None if day is None else date.fromisoformat(day), person, team, missing or "")
    return Answer(key, question, value, place, about, bool(sent), version)
