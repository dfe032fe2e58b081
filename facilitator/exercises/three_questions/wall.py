"""The wall as it is in the library now: what the screens and documents read. Drafts are never on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from facilitator import nameless
from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions import dots as voting
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.setup import SECRET_FROM, Setup, read_setup
from facilitator.exercises.three_questions.tables import CardTheme
from facilitator.i18n import tr, trn
from facilitator.questionnaires import partner_choice
from facilitator.questionnaires.answer_rows import rows
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.roster import roster
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.tables import Participant

_CARDS = (
    "SELECT a.id, a.question, a.word, a.response_id, a.sent, m.theme_id, m.hidden, m.held "
    "FROM answer a JOIN card_mark m ON m.answer_id = a.id WHERE a.step_id = ? ORDER BY m.place, a.id"
)


@dataclass(frozen=True, slots=True)
class CardView:
    """One card. `signature` is what the step lets the room read of its author, "" for nothing.

    `dots` are those that lie on the card itself.
    """

    id: int
    prompt_id: int
    text: str
    signature: str = ""
    theme_id: int | None = None
    hidden: bool = False
    dots: int = 0


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with its cards, hidden ones too, and the dots on it."""

    id: int
    name: str
    cards: tuple[CardView, ...]
    dots: int

    @property
    def shown(self) -> tuple[CardView, ...]:
        """The cards that are not hidden."""
        return tuple(card for card in self.cards if not card.hidden)


@dataclass(frozen=True, slots=True)
class Wall:
    """All sent cards of one step, and the themes in the order in which they were made."""

    setup: Setup
    cards: tuple[CardView, ...]
    themes: tuple[ThemeView, ...]
    sent: int
    drafts: int
    laid: int
    held: int = 0
    """Sent cards that came after the others had been read; nobody can read them yet, and they are not in `cards`."""

    @property
    def revealed(self) -> bool:
        """Whether the room may read the cards."""
        return self.setup.phase != "collect"

    @property
    def closed(self) -> bool:
        """Whether nobody may read the cards yet, not even the facilitator: anonymous ones until collecting ends.

        What appears while somebody sits at the station would tell whose it is.
        """
        return self.setup.anonymous and not self.revealed

    @property
    def shown(self) -> tuple[CardView, ...]:
        """The cards that are not hidden."""
        return tuple(card for card in self.cards if not card.hidden)

    @property
    def loose(self) -> tuple[CardView, ...]:
        """The shown cards of no theme."""
        return tuple(card for card in self.shown if card.theme_id is None)

    @property
    def ranking(self) -> list[ThemeView | CardView]:
        """Themes and loose cards by their dots, the most first; as they were made where dots are even."""
        things: list[ThemeView | CardView] = [*self.themes, *self.loose]
        return sorted(things, key=lambda thing: -thing.dots)

    def of_prompt(self, prompt_id: int) -> tuple[CardView, ...]:
        """The shown cards below one question."""
        return tuple(card for card in self.shown if card.prompt_id == prompt_id)


def target_of(thing: ThemeView | CardView) -> Target:
    """What dots on this lie on."""
    return Target("theme" if isinstance(thing, ThemeView) else "card", thing.id)


def words_of(thing: ThemeView | CardView) -> str:
    """What stands on it."""
    return thing.name if isinstance(thing, ThemeView) else thing.text


def read_wall(library: Library, step_id: int) -> Wall:
    """The wall of a step. Raises NotFound when the step is gone or runs another exercise."""
    with library.read() as session:
        return wall_of(session, step_id)


def wall_of(session: Session, step_id: int) -> Wall:
    """The wall of a step, within a session."""
    setup = read_setup(session, step_id)
    laid = voting.totals(session, step_id)
    writers = partner_choice.groups(session, setup.asked)
    signatures = {response_id: signed_together(people, setup) for response_id, people in writers.items()}
    prompts = {prompt.key: (place, prompt.id) for place, prompt in enumerate(setup.prompts)}
    found = sorted(rows(session, _CARDS, step_id), key=lambda row: prompts[row[1]][0])
    cards, drafts, held = [], 0, 0
    for card_id, question, word, response_id, is_sent, theme_id, is_hidden, is_held in found:
        if not is_sent:
            drafts += 1
        elif is_held:
            held += 1
        else:
            dots, signature = laid.get(Target("card", card_id), 0), signatures.get(response_id, "")
            cards.append(CardView(card_id, prompts[question][1], word, signature, theme_id, bool(is_hidden), dots))
    in_order = select(CardTheme).where(CardTheme.step_id == step_id)
    themes = tuple(
        ThemeView(
            theme.id,
            theme.name,
            tuple(card for card in cards if card.theme_id == theme.id),
            laid.get(Target("theme", theme.id), 0),
        )
        for theme in session.exec(in_order.order_by(col(CardTheme.position), col(CardTheme.id)))
    )
    sent = sum(len(writers.get(response_id, ())) for response_id, is_sent in _responses(session, step_id) if is_sent)
    return Wall(setup, tuple(cards), themes, sent, drafts, sum(laid.values()), held)


def without_closed(wall: Wall) -> Wall:
    """The wall for people to read: without its cards while nobody may read them yet."""
    if not wall.closed:
        return wall
    themes = tuple(replace(theme, cards=()) for theme in wall.themes)
    return replace(wall, cards=(), themes=themes)


def held_back(wall: Wall) -> str:
    """What the facilitator is told of cards that came after the others had been read; "" where there are none."""
    if not wall.held:
        return ""
    waits = trn(
        "{count} card came after the others had been read and stays closed, since it would tell whose it is.",
        "{count} cards came after the others had been read and stay closed, since they would tell whose they are.",
        wall.held,
    )
    until = trn(
        "It is shown when the questions are closed after {people} people have handed in since; somebody without a "
        "further card counts too.",
        "They are shown when the questions are closed after {people} people have handed in since; somebody without a "
        "further card counts too.",
        wall.held,
        people=SECRET_FROM,
    )
    return f"{waits} {until}"


def readable(library: Library, step_id: int) -> Wall:
    """The wall for a file that is to hold its cards. Raises Invalid while there are some that nobody may read yet."""
    wall = read_wall(library, step_id)
    if wall.closed and wall.cards:
        raise Invalid(
            tr(
                "Anonymous cards are still being collected. Close the questions first: what comes in until then would "
                "tell whose it is."
            ),
            step_id=step_id,
        )
    return wall


def in_no_order(wall: Wall) -> Wall:
    """The wall with the cards of each column and theme in an order drawn anew, for what leaves without names.

    Cards that were signed stand in the order in which they came, each person's together.
    """
    columns = {prompt.id: place for place, prompt in enumerate(wall.setup.prompts)}
    cards = sorted(nameless.in_no_order(wall.cards), key=lambda card: columns[card.prompt_id])
    themes = tuple(
        replace(theme, cards=tuple(card for card in cards if card.theme_id == theme.id)) for theme in wall.themes
    )
    return replace(wall, cards=tuple(cards), themes=themes)


def signed(name: str, setup: Setup) -> str:
    """What the room reads of an author of this name."""
    if setup.names == "signed":
        return name
    return initials(name) if setup.names == "initials" else ""


def signed_together(people: Sequence[Participant], setup: Setup) -> str:
    """What the room reads of those who wrote a card: the team's name where it is of several, or everybody's."""
    team = people[0].team
    if len(people) > 1 and setup.together == "teams" and team and setup.names != "anonymous":
        return team
    return " & ".join(name for name in (signed(person.name, setup) for person in people) if name)


def shared_signature(library: Library, step_id: int, participant_id: int) -> str:
    """What the room reads below the cards of this participant's group; "" for somebody who writes alone."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        own = partner_choice.response_of(session, setup.asked, participant_id)
        group = partner_choice.groups(session, setup.asked).get(own or 0, ())
        return signed_together(group, setup) if len(group) > 1 else ""


def initials(name: str) -> str:
    """The first letters of the words of a name."""
    return "".join(f"{part[0].upper()}." for word in name.split() for part in word.split("-") if part)


@implements(Exercise.standings)
def standings(library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody on the roster is, in the roster's order; or one participant alone.

    While the room votes it is how far they are with their dots: at the station everybody is free to come again.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        people: Sequence[Participant] = (
            roster(session, setup.workshop_id)
            if participant_id is None
            else [find_participant(session, participant_id)]
        )
        if setup.phase == "vote":
            given = voting.given(session, step_id)
            return [_voted(person, given.get(person.id, 0), setup) for person in people]
        responses = dict(_responses(session, step_id))
        of = "SELECT participant_id, response_id FROM response_member WHERE step_id = ? AND round = ?"
        own = dict(tuple(row) for row in rows(session, of, step_id, setup.asked.round))
        written: dict[int, int] = {}
        if not setup.anonymous:
            counted = "SELECT response_id, count(*) FROM answer WHERE step_id = ? GROUP BY response_id"
            written = dict(tuple(row) for row in rows(session, counted, step_id))
        return [_standing(person, own.get(person.id), responses, written, setup) for person in people]


def _standing(
    person: Participant, response_id: int | None, responses: dict[int, bool], written: dict[int, int], setup: Setup
) -> Standing:
    if response_id is None:
        return Standing(person.id, person.name, State.TO_GO)
    count = written.get(response_id, 0)
    detail = "" if setup.anonymous else trn("{count} card", "{count} cards", count)
    if responses[response_id]:
        return Standing(person.id, person.name, State.DONE, detail or tr("sent"))
    return Standing(person.id, person.name, State.BUSY, detail if count else tr("starting"))


def _voted(person: Participant, given: int, setup: Setup) -> Standing:
    if not given:
        return Standing(person.id, person.name, State.TO_GO)
    detail = tr("{given} of {dots} dots", given=given, dots=setup.dots)
    return Standing(person.id, person.name, State.DONE if given >= setup.dots else State.BUSY, detail)


def _responses(session: Session, step_id: int) -> Sequence[tuple[int, bool]]:
    """Every response of a step by its id, and whether it was sent."""
    return rows(session, "SELECT id, sent FROM response WHERE step_id = ?", step_id)
