"""What may be answered to a question, without looking at the library, and how it is tidied."""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from facilitator.errors import Invalid
from facilitator.i18n import number as written_number
from facilitator.i18n import short_day, tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.model import Question, Value
from facilitator.workshop.find import one_line

DECLINED = "-"
"""What is written for "rather not say" where one may say so: then it is no text."""
SKIPPED = "(skipped)"
"""What is written in tables for a question that was passed over."""
_MOST_COUNTED = 9999
_NOTHING = Value()
_SHAPES: Mapping[type[Question], Callable[[Value], Value]] = {
    model.Text: lambda value: Value(word=value.word),
    model.OneOf: lambda value: Value(value.option),
    model.SeveralOf: lambda value: Value(value.option),
    model.Rank: lambda value: Value(value.option),
    model.Scale: lambda value: Value(number=value.number),
    model.Number: lambda value: Value(number=value.number),
    model.Day: lambda value: Value(day=value.day),
    model.Someone: lambda value: Value(person=value.person, team=value.team),
    model.Consent: lambda value: Value(day=value.day),
    model.Counts: lambda value: Value(value.option, number=value.number),
}
"""By a kind of question, what of a value it takes."""
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(question: model.Text, text: str) -> Value | None:
    """What somebody wrote, with what nobody sees left out; None where nothing is left.

    A dash alone stands for "rather not say" where the question allows that, and tables have a word for what was
    passed over.
    """
    if question.rows > 1:
        lines = (one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        word = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")
    else:
        word = one_line(text)
    if not word:
        return None
    if question.may_decline and word == DECLINED:
        return Value(missing="declined")
    if not question.required and word == SKIPPED:
        return Value(missing="skipped")
    return Value(word=word)


def as_typed(text: str) -> str:
    """What somebody wrote themselves, where these words are no sign that a question was passed over."""
    return text.title() if one_line(text) == SKIPPED else text


def asks_for_others(question: Question) -> str:
    """What is said where somebody names themselves, or their own team."""
    if isinstance(question, model.Someone) and question.whom == "team":
        return tr("“{question}” asks for another team.", question=question.head)
    return tr("“{question}” asks for somebody else.", question=question.head)


def words_in(text: str) -> int:
    """How many words a text has: what stands between white space."""
    return len(text.split())


def check_together(page: model.Page, texts: Iterable[str]) -> None:
    """Raise Invalid, with what to do, where these answers to the questions of a page have too many words together."""
    sentence = too_many_words(page, sum(map(words_in, texts)))
    if sentence:
        raise Invalid(sentence)


def too_many_words(page: model.Page, count: int) -> str:
    """What to do where the answers on a page have so many words together; "" where these may be so many."""
    if page.words_most is None or count <= page.words_most:
        return ""
    return trn(
        "“{page}” takes {most} words together, and these are {all}: take out {count} word, here or in another answer.",
        "“{page}” takes {most} words together, and these are {all}: take out {count} words, here or in another answer.",
        count - page.words_most,
        page=page.title or page.key,
        most=page.words_most,
        all=count,
    )


def checked(question: Question, options: Collection[str], values: Sequence[Value]) -> tuple[Value, ...]:
    """The values as they are kept; raises Invalid with a sentence for the first that can't be.

    `options` are the keys of the question's options, hidden ones too. Whether people and teams are on the roster is
    not looked at.
    """
    kept = []
    for value in values:
        tidied: Value | None = value
        if isinstance(question, model.Text) and value.word is not None:
            tidied = tidy(question, value.word)
        if tidied is not None:
            kept.append(tidied)
    if any(value.missing for value in kept):
        if len(kept) > 1:
            raise Invalid(tr("“{question}”: it is either answered or not.", question=question.head))
        _check_missing(question, kept[0])
        return tuple(kept)
    distinct = [value for place, value in enumerate(kept) if value not in kept[:place]]
    if not isinstance(question, model.Text):
        kept = distinct
    for value in kept:
        _check(question, options, value)
    _check_number_of(question, kept)
    return tuple(kept)


def _check_missing(question: Question, value: Value) -> None:
    allowed = {
        "skipped": not question.required,
        "declined": question.may_decline or isinstance(question, model.Consent),
        "not_applicable": isinstance(question, model.Scale) and bool(question.not_applicable),
    }
    if value != Value(missing=value.missing) or not allowed.get(value.missing, False):
        raise Invalid(tr("“{question}” has to be answered.", question=question.head))


def _check(question: Question, options: Collection[str], value: Value) -> None:
    shape = _SHAPES[type(question)](value)
    empty = value == _NOTHING or (isinstance(question, model.Counts) and (not value.option or value.number is None))
    if value != shape or empty:
        raise Invalid(tr("“{question}” takes another kind of answer.", question=question.head))
    if value.option and value.option not in options:
        raise Invalid(tr("“{question}” has no such answer any more.", question=question.head))
    if isinstance(question, model.Text):
        _check_text(question, value.word or "")
    elif isinstance(question, model.Scale):
        if value.number not in question.points:
            first, last = question.points[0], question.points[-1]
            raise Invalid(
                tr(
                    "“{question}” takes a number from {first} to {last}.",
                    question=question.head,
                    first=first,
                    last=last,
                )
            )
    elif isinstance(question, model.Number):
        _check_number(question, value.number or 0.0)
    elif isinstance(question, model.Counts):
        if (value.number or 0) % 1 != 0 or not 0 <= (value.number or 0) <= _MOST_COUNTED:
            raise Invalid(tr("“{question}” counts whole numbers from 0 on.", question=question.head))
    elif isinstance(question, model.Day) and value.day is not None:
        if question.earliest and value.day < question.earliest:
            raise Invalid(
                tr("“{question}” takes no day before {day}.", question=question.head, day=short_day(question.earliest))
            )
        if question.latest and value.day > question.latest:
            raise Invalid(
                tr("“{question}” takes no day after {day}.", question=question.head, day=short_day(question.latest))
            )
    elif isinstance(question, model.Someone) and (value.team is None) != (question.whom == "person"):
        raise Invalid(tr("“{question}” takes another kind of answer.", question=question.head))


def _check_text(question: model.Text, word: str) -> None:
    if len(word) > question.longest:
        raise Invalid(
            tr("“{question}” takes {most} letters: shorten it.", question=question.head, most=question.longest)
        )
    if question.words_most is not None and words_in(word) > question.words_most:
        raise Invalid(
            tr(
                "“{question}” takes {most} words, and these are {count}: shorten it.",
                question=question.head,
                most=question.words_most,
                count=words_in(word),
            )
        )


def _check_number(question: model.Number, number: float) -> None:
    if not math.isfinite(number) or round(number, question.digits) != number:
        raise Invalid(
            trn(
                "“{question}” takes a number with at most {count} digit behind the point.",
                "“{question}” takes a number with at most {count} digits behind the point.",
                question.digits,
                question=question.head,
            )
            if question.digits
            else tr("“{question}” takes a whole number.", question=question.head)
        )
    if question.least is not None and number < question.least:
        raise Invalid(
            tr("“{question}” takes {least} or more.", question=question.head, least=written_number(question.least))
        )
    if question.greatest is not None and number > question.greatest:
        raise Invalid(
            tr(
                "“{question}” takes {greatest} or less.",
                question=question.head,
                greatest=written_number(question.greatest),
            )
        )


def most_values(question: Question) -> int | None:
    """How many answers a question takes; None where its options are the only limit."""
    if isinstance(question, model.Text):
        return question.entries
    if isinstance(question, model.Rank):
        return question.best
    if isinstance(question, model.Someone | model.SeveralOf):
        return question.up_to
    return None if isinstance(question, model.Counts) else 1


def _check_number_of(question: Question, values: Sequence[Value]) -> None:
    most = most_values(question)
    if most is not None and len(values) > most:
        raise Invalid(
            trn(
                "“{question}” takes {count} answer.",
                "“{question}” takes {count} answers at most.",
                most,
                question=question.head,
            )
        )
    if isinstance(question, model.Counts) and len({value.option for value in values}) < len(values):
        raise Invalid(tr("“{question}” counts each answer once.", question=question.head))
