"""Questionnaires and answers of all kinds: one that has everything, and any, drawn by Hypothesis."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from examples import share_of
from hypothesis import Phase, settings
from hypothesis import strategies as st
from prepared import prepared

from facilitator.questionnaires import asking, checking, model
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.answers import Lacking, put, send
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.checking import tidy
from facilitator.questionnaires.model import (
    Condition,
    Consent,
    Counts,
    Day,
    Number,
    OneOf,
    Option,
    Page,
    Question,
    Questionnaire,
    Rank,
    Scale,
    SeveralOf,
    Someone,
    Text,
    Value,
)
from facilitator.questionnaires.partner_choice import response_of
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import read_setup, write_questionnaire
from facilitator.questionnaires.teams import team_id, teams_of
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import add_step
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop


def options(*labels: str, prefix: str = "") -> tuple[Option, ...]:
    """Options with keys made of their labels, or of a prefix and their places from 0."""
    keys = [f"{prefix}{at}" if prefix else label.lower().replace(" ", "_") for at, label in enumerate(labels)]
    return tuple(Option(key=key, label=label) for key, label in zip(keys, labels, strict=True))


EVERYTHING = Questionnaire(
    title="What taught you",
    notice="Only the facilitator reads this.",
    questions=(
        OneOf(key="capability", text="Which capability?", options=options("Selling", "Planning"), required=True),
        Text(key="why", text="Why this one?", only_if=Condition(question="capability", any_of=("planning",)), rows=3),
        SeveralOf(key="ticks", text="What taught it to you?", options=options("A project", "A colleague", "A course"),
                  least=1),
        Rank(key="best", text="Which taught you most?", from_ticks="ticks", best=2),
        Text(key="contacts", text="Who helped?", entries=4, longest=40, names_people=True),
        Scale(key="close", text="How close are they?", about="contacts", labels=("Far", "Near", "Nearest"),
              not_applicable="Can’t say", may_decline=True),
        Number(key="hours", text="How many hours?", about="contacts", least=0, greatest=100, digits=1),
        Day(key="since", text="Since when?"),
        Someone(key="asks", text="Whom will you ask?", up_to=2),
        Someone(key="team", text="Which team knows more?", whom="team"),
        Number(key="size", text="How many people is that?", least=0),
        Counts(key="mix", text="How many of them are where?", options=options("Here", "There"), total="size"),
        Consent(key="shown", text="The room may see my answers."),
    ),
    pages=(
        Page(key="what", questions=("capability", "why", "ticks", "best")),
        Page(key="who", questions=("contacts",)),
        Page(key="each", questions=("close", "hours"), layout="grid"),
        Page(key="rest", questions=("since", "asks", "team", "size", "mix", "shown")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A step that asks something, and people to answer it."""

    library: Library
    step: int
    workshop: int
    people: tuple[int, ...]

    def who(self, number: int = 0, **more: Any) -> Who:
        return Who(self.step, self.people[number], **more)

    def given(self, number: int = 0) -> Given:
        return read_given(self.library, self.who(number))


def ask(library: Library, questionnaire: Questionnaire, count: int = 4, source: str = "") -> Asked:
    """A workshop with a step that asks this; two teams of people."""
    workshop = new_workshop(library, "Asked").value
    roster = [
        Person(each.name, each.email, ("Sales", "Support")[place % 2]) for place, each in enumerate(people(count))
    ]
    ids = add_people(library, workshop, roster).value
    step = add_step(library, workshop, questionnaire.title).value
    with library.change("Ask") as change:
        write_questionnaire(change.session, step, questionnaire, source)
    return Asked(library, step, workshop, tuple(ids))


def ask_everything(library: Library) -> Asked:
    """The same with a question of each kind, which is made once and copied from then on."""

    def make() -> tuple[int, int, tuple[int, ...]]:
        made = ask(library, EVERYTHING)
        return made.step, made.workshop, made.people

    return Asked(library, *prepared(library, "everything is asked", make))


def contents(given: Given, of: Given | None = None) -> dict[object, object]:
    """What was answered without ids: loops by the place of what they are about."""
    places = {}
    for answer in given:
        if answer.about is None:
            answers = given.of(answer.question)
            places[answer.id] = answers.index(answer)
    found: dict[object, list[Value]] = {}
    for answer in given:
        about = None if answer.about is None else places[answer.about]
        found.setdefault((answer.question, about), []).append(answer.value)
    return dict(found)


def rows_of(library: Library, step: int) -> list[tuple[object, ...]]:
    """Every answer row of a step, for comparing states of the file."""
    with library.read() as session:
        connection = session.connection()
        sql = "SELECT response_id, participant_id FROM response_member WHERE step_id = ? ORDER BY participant_id"
        members: dict[int, list[int]] = {}
        for response, person in connection.exec_driver_sql(sql, (step,)):
            members.setdefault(response, []).append(person)
        sql = "SELECT a.response_id, a.* FROM answer a WHERE step_id = ? ORDER BY id"
        return [(*row[1:], tuple(members.get(row[0], ()))) for row in connection.exec_driver_sql(sql, (step,))]


ANY = settings(max_examples=share_of(10), phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Found examples are not made smaller: each is a room of answers in a file, and that would take minutes."""


@contextmanager
def opened_copy(empty_library: Path) -> Iterator[Library]:
    """An empty library in a folder of its own, for one of many examples."""
    with TemporaryDirectory() as folder:
        library = open_library(Path(copy(empty_library, Path(folder) / "library.sqlite")))
        try:
            yield library
        finally:
            library.close()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=30)
LINES = WORDS.map(lambda text: checking.one_line(text)).filter(bool)


@st.composite
def questionnaires(draw: st.DrawFn, names: str = "signed") -> Questionnaire:
    """Any questionnaire of up to eight questions: loops, conditions, ranks of ticks, counts of totals, pages."""
    asked: list[Any] = []
    for number in range(draw(st.integers(1, 8))):
        asked.append(draw(_question(f"q{number}", asked, names)))
    pages, rest = [], list(asked)
    while rest:
        size = draw(st.integers(1, len(rest)))
        page, rest = rest[:size], rest[size:]
        about = {question.about for question in page}
        grid = len(about) == 1 and None not in about and draw(st.booleans())
        keys = tuple(question.key for question in page)
        pages.append(Page(key=f"p{len(pages)}", questions=keys, layout="grid" if grid else "list"))
    return Questionnaire(title="Any", names=names, questions=tuple(asked), pages=tuple(pages))  # type: ignore[arg-type]


@st.composite
def _question(draw: st.DrawFn, key: str, before: list[Any], names: str) -> Any:
    loops = [each.key for each in before if isinstance(each, model.LOOPED) and each.about is None]
    about = draw(st.sampled_from([None, None, *loops]))
    fitting = [each for each in before if each.about in (None, about)]
    conditions = [each for each in fitting if isinstance(each, OneOf | SeveralOf)]
    only_if = None
    if conditions and draw(st.integers(0, 3)) == 0:
        asked = draw(st.sampled_from(conditions))
        chosen = draw(st.lists(st.sampled_from([each.key for each in asked.options]), min_size=1, unique=True))
        only_if = Condition(question=asked.key, any_of=tuple(chosen))
    same = [each for each in before if each.about == about]
    common = {"key": key, "text": f"{draw(LINES)} {key}?", "about": about, "only_if": only_if,
              "may_decline": draw(st.booleans())}  # fmt: skip
    kinds = ["text", "one_of", "several_of", "rank", "scale", "number", "day", "someone", "counts"]
    kind = draw(st.sampled_from([*kinds, *(["consent"] if names != "anonymous" else [])]))
    if kind == "text":
        return Text(**common, entries=draw(st.integers(1, 4)), rows=draw(st.sampled_from([1, 3])), longest=80)
    if kind in ("one_of", "several_of", "counts", "rank"):
        ticks = [each.key for each in same if isinstance(each, SeveralOf)]
        if kind == "rank" and ticks and draw(st.booleans()):
            return Rank(**common, from_ticks=draw(st.sampled_from(ticks)), best=draw(st.integers(1, 4)))
        labels = draw(st.lists(LINES, min_size=1, max_size=5, unique_by=lambda label: label.casefold()))
        chosen = tuple(Option(key=f"o{at}", label=f"{label} {at}") for at, label in enumerate(labels))
        if kind == "counts":
            totals = [each.key for each in same if isinstance(each, Number) and not each.digits and each.least == 0]
            total = draw(st.sampled_from([None, *totals]))
            return Counts(**common, options=chosen, total=total)
        return {"one_of": OneOf, "several_of": SeveralOf, "rank": Rank}[kind](**common, options=chosen)
    if kind == "scale":
        labels = tuple(f"{label} {at}" for at, label in enumerate(draw(st.lists(LINES, min_size=2, max_size=5))))
        return Scale(**common, labels=labels, lowest=draw(st.integers(-1, 3)),
                     not_applicable=draw(st.sampled_from(["", "None of it"])))  # fmt: skip
    if kind == "number":
        return Number(**common, digits=draw(st.integers(0, 3)), least=draw(st.sampled_from([0, -1000])))
    if kind == "someone":
        return Someone(**common, whom=draw(st.sampled_from(["person", "team"])), up_to=draw(st.integers(1, 3)))
    return {"day": Day, "consent": Consent}[kind](**common)


def fill(draw: Any, asked: Asked, number: int, *, sends: bool = True) -> None:
    """Answer as one person anything that may be answered, or leave it; `draw` draws from a strategy."""
    # One transaction, for the time that many of them take.
    with asked.library.change("Fill"):
        _fill(draw, asked, number, sends)


def _fill(draw: Any, asked: Asked, number: int, sends: bool) -> None:
    who = asked.who(number)
    with asked.library.read() as session:
        questionnaire = read_setup(session, asked.step).questionnaire
    for key, question in questionnaire.by_key.items():
        for place in asking.places(questionnaire, asked.given(number), key):
            if draw(st.integers(0, 4)) > 0:
                values = draw(_values(asked, questionnaire, question, place, number))
                put(asked.library, who, key, values, place.about)
    if sends:
        for _ in range(3):
            try:
                send(asked.library, who)
                return
            except Lacking as lacking:
                for place in lacking.places:
                    put(asked.library, who, place.question, [], place.about)


def _values(asked: Asked, questionnaire: Questionnaire, question: Question, place: Place, number: int) -> Any:
    given = asked.given(number)
    keys = [option.key for option in questionnaire.options(question.key)]
    if isinstance(question, Rank) and question.from_ticks is not None:
        keys = list(given.options(question.from_ticks, place.about))
    missing = [Value(missing="skipped")] * (not question.required)
    missing += [Value(missing="declined")] * question.may_decline
    answer: Any = st.none()
    if isinstance(question, Text):
        one = LINES.map(lambda text: tidy(question, text)).filter(lambda value: value is not None and not value.missing)
        answer = st.lists(one, max_size=question.entries)
    elif isinstance(question, OneOf):
        answer = st.sampled_from(keys).map(lambda key: [Value(key)])
    elif isinstance(question, SeveralOf | Rank):
        most = question.best if isinstance(question, Rank) else None
        answer = st.lists(st.sampled_from(keys), unique=True, max_size=most).map(
            lambda each: [Value(key) for key in each]
        )
    elif isinstance(question, Counts):
        answer = st.dictionaries(st.sampled_from(keys), st.integers(0, 20)).map(
            lambda counted: [Value(key, number=counted[key]) for key in keys if key in counted]
        )
    elif isinstance(question, Scale):
        answer = st.sampled_from(question.points).map(lambda point: [Value(number=point)])
        missing += [Value(missing="not_applicable")] * bool(question.not_applicable)
    elif isinstance(question, Number):
        answer = st.integers(0, 10**6).map(
            lambda each: [Value(number=round(each / 10**question.digits, question.digits))]
        )
    elif isinstance(question, Day):
        answer = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: [Value(day=day)])
    elif isinstance(question, Consent):
        answer = st.just([Value(day=date(2026, 11, 26))])
    elif isinstance(question, Someone):
        answer = st.lists(st.sampled_from(_others(asked, question, number)), max_size=question.up_to, unique=True)
    return st.one_of(answer, answer, answer, st.sampled_from(missing).map(lambda value: [value])) if missing else answer


def _others(asked: Asked, question: Someone, number: int) -> list[Value]:
    if question.whom == "person":
        return [Value(person=person) for at, person in enumerate(asked.people) if at != number]
    with asked.library.change("Name teams") as change:
        own = next(person.team for person in people_of(asked.library, asked.workshop)
                   if person.id == asked.people[number])  # fmt: skip
        return [
            Value(team=team_id(change.session, asked.workshop, team))
            for team in teams_of(change.session, asked.workshop)
            if team != own
        ]


def file_of(library: Library) -> bytes:
    """Everything that lies on the disk: the file and its log."""
    log = Path(f"{library.path}-wal")
    return library.path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def response_id(asked: Asked, number: int = 0) -> int | None:
    with asked.library.read() as session:
        return response_of(session, read_setup(session, asked.step), asked.people[number])
