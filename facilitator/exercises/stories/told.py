"""The stories of a step as they are in the library now: what was told, who is in it, and how far each is."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import func
from sqlmodel import Session, case, col, select

from facilitator.errors import NotFound
from facilitator.exercises.stories.tables import StoryNamed, StoryRow
from facilitator.i18n import short_day, tr
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.asking import Place, belongs
from facilitator.questionnaires.checking import words_in
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.reading import Response, responses_of_rounds
from facilitator.questionnaires.setup import Setup, get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library
from facilitator.workshop.dated_mail_log import GONE, DatedMailRow, DatedState
from facilitator.workshop.named_in_text import named_in
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant, utc

TELLS, TYPIST, HEADLINE, VALUE = "tells", "typist", "headline", "value"
MEANT, NAMED, OTHERS_AGREE, WHERE, HOW_LONG, AGREE, READS = (
    "meant",
    "named",
    "others_agree",
    "where",
    "how_long",
    "agree",
    "reads",
)
PARTS = ("work", "hard", "did", "learned", "hear")
"""The fields of a story in their order."""
CIRCLES = ("house", "client", "outside")
"""How far a story may go, the nearest first."""
TELLING = frozenset({"myself", "asked"})
OF_THE_ROSTER, OF_OTHERS = frozenset({"here", "both"}), frozenset({"elsewhere", "both"})
_FIRST_WORDS = 6
_GONE = tuple(state.value for state in GONE)
MONTHS = 12
"""For how long a story may be told where nothing else was said."""


class State(StrEnum):
    """How far a story is."""

    DRAFT = "draft"
    """Not agreed, or not to what stands there now."""
    AGREED = "agreed"
    PLANNED = "planned"
    """Agreed, with a week of its own."""
    SENT = "sent"
    """Agreed, and gone to one reader at least."""
    WITHDRAWN = "withdrawn"


class Said(StrEnum):
    """What somebody says to a story that they are in."""

    AGREES = "agrees"
    DECLINES = "declines"
    SOMEBODY_ELSE = "somebody else"
    """Somebody else is meant; only where the text has no more than a part of their name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of the roster who is in a story. `by_teller` says that the teller named them.

    `in_text` is None where the text does not name them, else whether it has their whole name. `said` is what they say
    to the text as it is now, on `day`; None where nothing counts.
    """

    participant_id: int
    name: str
    by_teller: bool
    in_text: bool | None
    said: Said | None = None
    day: date | None = None

    @property
    def may_be_somebody_else(self) -> bool:
        """Whether it can be that they are not meant."""
        return not self.by_teller and self.in_text is False

    @property
    def is_settled(self) -> bool:
        """Whether nothing of theirs is in the way."""
        return self.said is Said.AGREES or (self.said is Said.SOMEBODY_ELSE and self.may_be_somebody_else)


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `parts` are the fields that have words, each by its key, its label and the words.

    `circle` is how far it may go and `until` the last day on which it may be told, "" and None where nothing was said.
    `week` is its place in the programme, `sent_on` when it first went to a reader. `why_not` says what is lacking until
    it can be agreed, a sentence each. It `is_open` to those who are in it once its teller has sent it and agreed, and
    `names_nobody` where nobody but the teller is in it. It is `to_be_read` where somebody who was in it has left the
    roster. With `is_tried` a mail with it went or may have gone.
    """

    id: int
    round: int
    teller_id: int
    teller: str
    headline: str
    parts: tuple[tuple[str, str, str], ...]
    value: str
    circle: str
    until: date | None
    named: tuple[Named, ...]
    text: str = field(repr=False)
    why_not: tuple[str, ...] = ()
    is_open: bool = False
    names_nobody: bool = False
    is_agreed: bool = False
    is_withdrawn: bool = False
    week: int | None = None
    retold: bool | None = None
    to_be_read: bool = False
    sent_on: date | None = None
    is_tried: bool = False

    @property
    def state(self) -> State:
        """How far it is."""
        if self.is_withdrawn:
            return State.WITHDRAWN
        if not self.is_agreed:
            return State.DRAFT
        if self.sent_on is not None:
            return State.SENT
        return State.AGREED if self.week is None else State.PLANNED

    @property
    def is_told(self) -> bool:
        """Whether it may be told to its own circle."""
        return self.is_agreed and not self.is_withdrawn

    def may_go(self, circle: str) -> bool:
        """Whether it may be told there."""
        return self.is_told and CIRCLES.index(self.circle) >= CIRCLES.index(circle)

    @property
    def title(self) -> str:
        """Its headline, or its first words where it has none."""
        if self.headline or not self.parts:
            return self.headline or tr("A story")
        first = self.parts[0][2].split()
        return " ".join(first[:_FIRST_WORDS]) + (" …" if len(first) > _FIRST_WORDS else "")

    @property
    def words(self) -> int:
        """How many words its fields have together."""
        return sum(words_in(words) for _, _, words in self.parts)


def read_stories(library: Library, step_id: int, today: date | None = None) -> list[Story]:
    """The stories of all rounds: first those that have a week, by week, then the others as they were begun."""
    reading = _Reading(library, step_id, today or date.today())
    found = [
        reading.story(each, number) for number, each in responses_of_rounds(library, step_id) if _tells(each.given)
    ]
    return sorted(found, key=lambda story: (story.week is None, story.week or 0, story.round, story.id))


def read_story(library: Library, step_id: int, story_id: int, today: date | None = None) -> Story:
    """One story. Raises NotFound."""
    return one_of(read_stories(library, step_id, today), story_id)


def one_of(stories: Iterable[Story], story_id: int) -> Story:
    """The one with this id. Raises NotFound."""
    story = next((each for each in stories if each.id == story_id), None)
    if story is None:
        raise NotFound(tr("This story is no longer there."))
    return story


def told(stories: Sequence[Story], circle: str = CIRCLES[0]) -> list[Story]:
    """Those that may be told there, in the order of the programme, the others behind them."""
    return [each for each in stories if each.may_go(circle)]


def mail_key(story_id: int) -> str:
    """What the queue of mails and the file of a workshop call a story."""
    return f"story {story_id}"


def fingerprint(given: Given) -> str:
    """What differs as soon as a word of the story does."""
    texts = [given.words(key) for key in (HEADLINE, *PARTS)]
    return sha256("\x1f".join(texts).encode()).hexdigest()[:32]


def _tells(given: Given) -> bool:
    return not TELLING.isdisjoint(given.options(TELLS)) and any(given.words(key) for key in PARTS)


class _Reading:
    """What all stories of a step need, read once."""

    def __init__(self, library: Library, step_id: int, today: date) -> None:
        self.setup: Setup = get_setup(library, step_id)
        self._today = today
        self._asked: Questionnaire = translated(self.setup.questionnaire, self.setup.source)
        self._people = {person.id: person for person in people_of(library, self.setup.workshop_id)}
        self._names = {person.id: person.name for person in self._people.values()}
        with library.read() as session:
            self._rows = {
                row.response_id: row for row in session.exec(select(StoryRow).where(StoryRow.step_id == step_id))
            }
            self._said = _said(session, step_id)
            self._mails = _mails(session, step_id)
        self._months = {each.key: each.value for each in self._options(HOW_LONG)}
        self._values = {each.key: each.label for each in self._options(VALUE)}

    def _options(self, key: str) -> Sequence:  # type: ignore[type-arg]
        return self._asked.options(key) if self._asked.find(key) else ()

    def story(self, response: Response, round_: int) -> Story:
        given, row = response.given, self._rows.get(response.id)
        text = fingerprint(given)
        teller = self._people[response.members[0]]
        named = tuple(self._named(response, teller, text))
        circle = next(iter(given.options(WHERE)), "")
        until = self._until(given)
        why_not = tuple(self._why_not(response, named, circle, until, row))
        sent_on, is_tried = self._mails.get(mail_key(response.id), (None, False))
        return Story(
            response.id,
            round_,
            teller.id,
            teller.name,
            given.words(HEADLINE),
            tuple(
                (key, self._asked.by_key[key].head, words)
                for key in PARTS
                if key in self._asked.by_key and (words := given.words(key))
            ),
            self._values.get(next(iter(given.options(VALUE)), ""), ""),
            circle,
            until,
            named,
            text,
            why_not,
            is_open=response.sent and until is not None and not (row is not None and row.withdrawn),
            names_nobody=not named and OF_OTHERS.isdisjoint(given.options(MEANT)),
            is_agreed=row is not None and row.agreed_text == text and not why_not,
            is_withdrawn=row is not None and row.withdrawn,
            week=row.week if row is not None else None,
            retold=row.retold if row is not None else None,
            to_be_read=row is not None and row.to_be_read,
            sent_on=sent_on,
            is_tried=is_tried,
        )

    def _named(self, response: Response, teller: Participant, text: str) -> Iterator[Named]:
        """Everybody of the roster but the teller whom the teller names, or the text."""
        given = response.given
        meant = belongs(self.setup.questionnaire, given, Place(NAMED))
        by_teller = {value.person for value in given.values(NAMED)} if meant else set()
        others = {person: name for person, name in self._names.items() if person != teller.id}
        words = " \n".join(given.words(key) for key in (HEADLINE, *PARTS))
        found = named_in(words, others)
        for person, name in others.items():
            if person in by_teller or person in found:
                row = self._said.get((response.id, person))
                counts = row is not None and row.text == text
                said = Said(row.said) if row is not None and counts else None
                day = row.day if row is not None and counts else None
                yield Named(person, name, person in by_teller, found.get(person), said, day)

    def _until(self, given: Given) -> date | None:
        """The last day of consent; None without consent."""
        day = next((answer.value.day for answer in given.of(AGREE) if answer.value.day and answer.version), None)
        if day is None:
            return None
        months = self._months.get(next(iter(given.options(HOW_LONG)), ""))
        return _months_later(day, MONTHS if months is None else int(months))

    def _why_not(
        self, response: Response, named: Sequence[Named], circle: str, until: date | None, row: StoryRow | None
    ) -> Iterator[str]:
        given, teller = response.given, self._people[response.members[0]].name
        if not response.sent:
            yield tr("{name} has not sent it yet.", name=teller)
        if not circle:
            yield tr("{name} has not said how far it may go.", name=teller)
        if until is None:
            yield tr("{name} has not agreed to it as it is now.", name=teller)
        elif until < self._today:
            yield tr("Consent ended on {day}: ask {name} again.", day=short_day(until), name=teller)
        meant = given.options(MEANT)
        if not OF_THE_ROSTER.isdisjoint(meant) and not any(each.by_teller for each in named):
            yield tr("{name} has not said who of the workshop is meant.", name=teller)
        if not OF_OTHERS.isdisjoint(meant) and not given.agreed(OTHERS_AGREE):
            yield tr("People outside of the workshop who are meant have not agreed.")
        for each in named:
            if each.said is Said.DECLINES:
                yield tr("{name} does not agree: it has to be told without them.", name=each.name)
            elif not each.is_settled:
                yield tr("{name} is in it and has not read it and agreed.", name=each.name)
        if row is not None and row.to_be_read:
            yield tr("Somebody who was in it is gone from the list of people: read it once more.")


def _said(session: Session, step_id: int) -> Mapping[tuple[int, int], StoryNamed]:
    rows = session.exec(
        select(StoryNamed)
        .join(StoryRow, col(StoryRow.response_id) == col(StoryNamed.response_id))
        .where(StoryRow.step_id == step_id)
    )
    return {(row.response_id, row.participant_id): row for row in rows}


def _mails(session: Session, step_id: int) -> dict[str, tuple[date | None, bool]]:
    """By the key of a mail, the first day on which it went, and whether it went or may have."""
    went = case((col(DatedMailRow.state).in_(_GONE), DatedMailRow.changed_at))
    tried = select(DatedMailRow.key, func.min(went)).where(
        DatedMailRow.step_id == step_id, col(DatedMailRow.state).in_((*_GONE, DatedState.SENDING.value))
    )
    return {
        key: (None if first is None else utc(first).astimezone().date(), True)
        for key, first in session.exec(tried.group_by(DatedMailRow.key))
    }


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        # A question may count in more months than there are dates.
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def how_far(circle: str) -> str:
    """Where a story may be told, as part of a sentence."""
    return {
        "house": tr("in this house alone"),
        "client": tr("in this house and to the client"),
        "outside": tr("outside as well"),
    }.get(circle, "–")
