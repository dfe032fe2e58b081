"""What is asked of somebody, given what they have answered: pages, questions, and what each is about."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from facilitator.i18n import number, tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.checking import too_many_words, words_in
from facilitator.questionnaires.model import Condition, Page, Question, Questionnaire

Check = Callable[[Given], Sequence[str]]
"""What an exercise looks at before answers are sent: sentences that say what does not fit, none where all does."""


Closed = Callable[[Given], Collection[str]]
"""Which questions are answered by words that are their writer's alone, by their keys."""


class Place(NamedTuple):
    """A question as it is asked: by itself, or about the answer with this id."""

    question: str
    about: int | None = None


class Lack(NamedTuple):
    """What keeps answers from being sent. What is only not answered may be left so by the facilitator's hand."""

    place: Place
    sentence: str
    unanswered: bool = True


def belongs(questionnaire: Questionnaire, given: Given, place: Place) -> bool:
    """Whether an answer there has a meaning: its conditions hold and what it is about is there. Hidden ones may."""
    question = questionnaire.find(place.question)
    if question is None or (question.about is None) != (place.about is None):
        return False
    if question.about is not None:
        subject = next((answer for answer in given.of(question.about) if answer.id == place.about), None)
        if subject is None or subject.value.missing or not belongs(questionnaire, given, Place(question.about)):
            return False
    page = questionnaire.page_of[place.question]
    conditions = ((page.only_if, None), (question.only_if, place.about))
    return all(condition is None or _holds(questionnaire, given, condition, about) for condition, about in conditions)


def is_asked(questionnaire: Questionnaire, given: Given, place: Place) -> bool:
    """Whether the question is to be answered there now."""
    question = questionnaire.find(place.question)
    if question is None or question.hidden or not belongs(questionnaire, given, place):
        return False
    # There is nothing to rank before something is ticked.
    return not isinstance(question, model.Rank) or question.from_ticks is None or bool(ranked(given, question, place))


def ranked(given: Given, question: model.Rank, place: Place) -> tuple[str, ...]:
    """The keys of the options that were ticked for a rank of ticks, in the options' order."""
    return given.options(question.from_ticks or "", place.about)


def places(questionnaire: Questionnaire, given: Given, key: str) -> list[Place]:
    """Where a question is asked now: nowhere, by itself, or about each of the answers it is about."""
    question = questionnaire.by_key[key]
    about = [None] if question.about is None else [answer.id for answer in subjects(given, question)]
    wanted = (Place(key, each) for each in about)
    return [place for place in wanted if is_asked(questionnaire, given, place)]


def subjects(given: Given, question: Question) -> tuple[Answer, ...]:
    """The answers that a question is asked about, in their order."""
    return tuple(answer for answer in given.of(question.about or "") if not answer.value.missing)


def pages(questionnaire: Questionnaire, given: Given) -> list[tuple[Page, list[Place]]]:
    """The pages on which anything is asked now, with what is."""
    found = ((page, [place for key in page.questions for place in places(questionnaire, given, key)]) for page in
             questionnaire.paged)  # fmt: skip
    return [(page, asked) for page, asked in found if asked]


def no_longer_asked(questionnaire: Questionnaire, given: Given) -> list[Answer]:
    """Answers whose conditions no longer hold; those to hidden questions stay."""
    return [answer for answer in given if not belongs(questionnaire, given, Place(answer.question, answer.about))]


def lacks(questionnaire: Questionnaire, given: Given, asked: Sequence[Place] | None = None) -> list[Lack]:
    """What keeps these answers from being sent; of the questions that are `asked` there, else of all."""
    every = [place for _, each in pages(questionnaire, given) for place in each] if asked is None else asked
    found = [lack for place in every for lack in _lacks(questionnaire, given, place)]
    for page in dict.fromkeys(questionnaire.page_of[place.question] for place in every):
        sentence = too_many_words(page, words_on(questionnaire, page, given))
        if sentence:
            found.append(Lack(Place(questionnaire.counted_words(page)[0]), sentence, unanswered=False))
    return found


def words_on(questionnaire: Questionnaire, page: Page, given: Given) -> int:
    """How many words the answers have that a page counts together; 0 where it counts none."""
    texts = (value.word for key in questionnaire.counted_words(page) for value in given.values(key))
    return sum(words_in(text) for text in texts if text)


def _lacks(questionnaire: Questionnaire, given: Given, place: Place) -> Iterator[Lack]:
    question = questionnaire.by_key[place.question]
    # A consent to other words is none to these.
    answers = [answer for answer in given.of(*place) if answer.version]
    if not answers:
        least = question.least if isinstance(question, model.SeveralOf) else 0
        if question.required or least:
            yield Lack(place, tr("“{question}” has to be answered.", question=question.head))
        return
    if answers[0].value.missing:
        return
    if isinstance(question, model.SeveralOf) and len(answers) < question.least:
        yield Lack(
            place,
            trn(
                "“{question}”: tick at least {count}.",
                "“{question}”: tick at least {count}.",
                question.least,
                question=question.head,
            ),
        )
    if isinstance(question, model.Counts) and question.total is not None:
        total = given.values(question.total, place.about)
        counted = sum(answer.value.number or 0 for answer in answers)
        if total and total[0].number is not None and total[0].number != counted:
            sentence = tr(
                "“{question}” adds up to {counted}, not to {total}.",
                question=question.head,
                counted=number(counted),
                total=number(total[0].number),
            )
            yield Lack(place, sentence, unanswered=False)


def _holds(questionnaire: Questionnaire, given: Given, condition: Condition, about: int | None) -> bool:
    question = questionnaire.by_key[condition.question]
    place = Place(condition.question, about if question.about is not None else None)
    if not belongs(questionnaire, given, place):
        return False
    if isinstance(question, model.Consent):
        return given.agreed(*place)
    return not set(condition.any_of).isdisjoint(given.options(*place))
