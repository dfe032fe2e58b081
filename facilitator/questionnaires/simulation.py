"""Believable answers, for rehearsals and the sample: typed by a robot that sees what a person at the station sees."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import rows
from facilitator.questionnaires.asking import Check
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER, FieldView, Flow
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.storage.library import Library

Samples = Mapping[str, Sequence[str]]
"""By a question's key what people write there, or the keys of its options, the likelier the more often.

With "#2" behind the key it is the option that is chosen about the second answer that the question is about, and with
"#" alone it is the answer.
"""
TOGETHER = "together"
"""Under this name samples may have answers that belong together, a mapping for each person: see `of_one`."""

_LEFT_OPEN = 0.05
_DECLINED = 0.02
_ROUND = 18
"""How many of the answers that belong together are passed over for each further round: as many as there are people."""
_MOST_PAGES = 400


def of_one(samples: Mapping[str, Any], participant_id: int, round_: int = 1) -> Samples:
    """The samples for one person and round: one of those that belong together in place of others of these questions.

    People whose ids follow each other have different ones, as long as there are enough.
    """
    sets = samples.get(TOGETHER, ())
    rest = {key: each for key, each in samples.items() if key != TOGETHER}
    if not sets:
        return rest
    chosen = sets[(participant_id + _ROUND * (round_ - 1)) % len(sets)]
    return {**rest, **{f"{key}#": [text] for key, text in chosen.items()}}


def simulate(
    library: Library,
    step_id: int,
    participant_id: int,
    random: Random,
    samples: Mapping[str, Any] | None = None,
    check: Check | None = None,
    words: Presentation = PLAIN,
) -> None:
    """Answer as a believable participant would, from the notice to the end. Who has sent already stays as they are."""
    flow = Flow(library, step_id, participant_id, check=check, words=words)
    samples = of_one(samples or {}, participant_id, flow.setup.round)
    if flow.at == READ_OVER and flow.given:
        flow.stop()
        return
    taken = _taken(library, step_id)
    for _ in range(_MOST_PAGES):
        view = flow.view()
        if view.key == READ_OVER:
            flow.next()
            break
        partners = None
        if view.key == PARTNERS:
            partners = [person for person, _ in (view.partners if view.are_chosen else view.partners[:1])]
        elif view.key != NOTICE:
            for field in view.fields:
                if not field.answers:
                    values = simulated(field, random, samples, taken, _total(flow, field))
                    flow.put(field.question.key, values, field.about)
        flow.next(partners)
    flow.stop()


def simulated(
    field: FieldView, random: Random, samples: Samples, taken: Sequence[str] = (), total: int | None = None
) -> list[Value]:
    """What somebody may answer to a question as it is shown; texts of `taken` only when there are no others.

    Counts add up to `total`, where there is one.
    """
    question = field.question
    if sure := samples.get(f"{question.key}#{field.number or ''}"):
        if isinstance(question, model.Consent):
            return [Value(day=date.today()) if model.CONSENTED in sure else Value(missing="declined")]
        chosen = [choice.value for choice in field.choices if choice.value.option in sure]
        return chosen if field.choices else [Value(word=text) for text in sure]
    if not question.required and not field.choices and not samples.get(question.key) and _writes(question):
        return []
    if not question.required and random.random() < _LEFT_OPEN:
        return []
    if question.may_decline and random.random() < _DECLINED:
        return [Value(missing="declined")]
    answers: Mapping[type[model.Question], Callable[[], list[Value]]] = {
        model.Text: lambda: _texts(field, random, samples, taken),
        model.OneOf: lambda: _likely(field, random, samples, 1),
        model.SeveralOf: lambda: _likely(field, random, samples, _some(field, random)),
        model.Rank: lambda: _ranked(field, random),
        model.Scale: lambda: [Value(number=_point(field, random))],
        model.Number: lambda: [Value(number=_number(field, random))],
        model.Day: lambda: [Value(day=_day(field, random))],
        model.Someone: lambda: _someone(field, random),
        model.Consent: lambda: [Value(day=date.today()) if random.random() < 0.8 else Value(missing="declined")],
        model.Counts: lambda: _counts(field, random, total),
    }
    return answers[type(question)]()


def _writes(question: model.Question) -> bool:
    return isinstance(question, model.Text)


def _texts(field: FieldView, random: Random, samples: Samples, taken: Sequence[str]) -> list[Value]:
    question = field.question
    assert isinstance(question, model.Text)  # noqa: S101  # told apart by its type
    known = [text for text in samples.get(question.key, ()) if len(text) <= question.longest] or ["…"]
    fresh = [text for text in known if text not in taken]
    wanted = min(question.entries, random.choices((1, 2, 3), (5, 3, 1))[0], len(set(known)))
    pool = list(dict.fromkeys(fresh if len(set(fresh)) >= wanted else known))
    return [Value(word=text) for text in random.sample(pool, wanted)]


def _likely(field: FieldView, random: Random, samples: Samples, count: int) -> list[Value]:
    """Options, those that the samples name more often the likelier."""
    left = [choice.value for choice in field.choices]
    named = list(samples.get(field.question.key, ()))
    chosen: list[Value] = []
    while left and len(chosen) < count:
        value = random.choices(left, [1 + 3 * named.count(each.option) for each in left])[0]
        left.remove(value)
        chosen.append(value)
    return chosen


def _some(field: FieldView, random: Random) -> int:
    question = field.question
    assert isinstance(question, model.SeveralOf)  # noqa: S101  # told apart by its type
    most = min(question.up_to or len(field.choices), len(field.choices))
    return max(question.least, min(most, random.randint(1, max(1, most // 2 + 1))))


def _ranked(field: FieldView, random: Random) -> list[Value]:
    question = field.question
    assert isinstance(question, model.Rank)  # noqa: S101  # told apart by its type
    values = [choice.value for choice in field.choices]
    return random.sample(values, min(question.best, len(values)))


def _total(flow: Flow, field: FieldView) -> int | None:
    question = field.question
    if not isinstance(question, model.Counts) or question.total is None:
        return None
    found = flow.given.values(question.total, field.about)
    return int(found[0].number) if found and found[0].number is not None else None


def _counts(field: FieldView, random: Random, total: int | None) -> list[Value]:
    counted = [0 for _ in field.choices]
    for _ in range(random.randint(1, 4 * len(counted)) if total is None else total):
        counted[random.randrange(len(counted))] += 1
    return [Value(choice.value.option, number=count) for choice, count in zip(field.choices, counted, strict=True)]


def _point(field: FieldView, random: Random) -> float:
    question = field.question
    assert isinstance(question, model.Scale)  # noqa: S101  # told apart by its type
    # People keep off the ends of a scale.
    points = list(question.points)
    return random.choices(points, [1 if point in (points[0], points[-1]) else 3 for point in points])[0]


def _number(field: FieldView, random: Random) -> float:
    question = field.question
    assert isinstance(question, model.Number)  # noqa: S101  # told apart by its type
    least = question.least if question.least is not None else 0.0
    greatest = question.greatest if question.greatest is not None else least + 20
    return min(max(round(random.triangular(least, greatest), question.digits), least), greatest)


def _day(field: FieldView, random: Random) -> date:
    question = field.question
    assert isinstance(question, model.Day)  # noqa: S101  # told apart by its type
    if question.role == "due":
        return date.today() + timedelta(days=random.randint(7, 60))
    latest = question.latest or max(date.today(), question.earliest or date.today())
    earliest = question.earliest or latest - timedelta(days=365)
    return earliest + timedelta(days=random.randint(0, (latest - earliest).days))


def _someone(field: FieldView, random: Random) -> list[Value]:
    question = field.question
    assert isinstance(question, model.Someone)  # noqa: S101  # told apart by its type
    values = [choice.value for choice in field.choices]
    return random.sample(values, min(len(values), random.randint(1, question.up_to)))


def _taken(library: Library, step_id: int) -> list[str]:
    """The words that others have written in this round, whoever they are."""
    sql = (
        "SELECT a.word FROM answer a JOIN questionnaire q ON q.step_id = a.step_id "
        "LEFT JOIN response r ON r.id = a.response_id "
        "WHERE a.step_id = ? AND a.word IS NOT NULL AND coalesce(r.round, q.round) = q.round"
    )
    with library.read() as session:
        return [word for (word,) in rows(session, sql, step_id)]
