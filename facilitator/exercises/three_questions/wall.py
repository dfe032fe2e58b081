"""The wall as it is in the library now: what the screens and documents read. Drafts are never on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from facilitator import nameless
from facilitator.errors import Invalid
from facilitator.exercises.three_questions import dots as voting
from facilitator.exercises.three_questions.cards import stored
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.setup import SECRET_FROM, Setup, read_setup
from facilitator.exercises.three_questions.tables import CardTheme
from facilitator.i18n import first_of, tr, trn
from facilitator.questionnaires import partner_choice
from facilitator.questionnaires.answer_rows import rows
from facilitator.storage.library import Library
from facilitator.workshop.tables import Participant


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
    def voted_on(self) -> list[ThemeView | CardView]:
        """What dots can be laid on: themes that show a card, and loose cards by their words."""
        return [*(theme for theme in self.themes if theme.shown), *by_words(self.loose)]

    @property
    def ranking(self) -> list[ThemeView | CardView]:
        """Themes and loose cards by their dots, the most first; of as many, themes before cards by their words."""
        things: list[ThemeView | CardView] = [*self.themes, *by_words(self.loose)]
        return sorted(things, key=lambda thing: -thing.dots)

    def of_prompt(self, prompt_id: int) -> tuple[CardView, ...]:
        """The shown cards below one question."""
        return tuple(card for card in self.shown if card.prompt_id == prompt_id)


def by_words(cards: Iterable[CardView]) -> list[CardView]:
    """By the alphabet: where cards bear no signature, the order in which they came would stand for one."""
    return sorted(cards, key=lambda card: (card.text.casefold(), card.text))


def target_of(thing: ThemeView | CardView) -> Target:
    """What dots on this lie on."""
    return Target("theme" if isinstance(thing, ThemeView) else "card", thing.id)


def words_of(thing: ThemeView | CardView) -> str:
    """What stands on it."""
    return thing.name if isinstance(thing, ThemeView) else thing.text


def brief_of(thing: ThemeView | CardView) -> str:
    """What stands below it where it is voted on: a card's signature, or the first cards of a theme."""
    if isinstance(thing, CardView):
        return thing.signature
    return first_of([card.text for card in thing.shown], 3, " · ")


def how_dots_lie(setup: Setup) -> str:
    """What may lie on one thing, and who sees it."""
    if setup.several:
        return tr("Several dots may lie on the same thing. The room sees sums, no names.")
    return tr("One dot on each at most. The room sees sums, no names.")


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
    prompts = {prompt.key: prompt.id for prompt in setup.prompts}
    cards, drafts, held = [], 0, 0
    for card in stored(session, setup):
        if not card.sent:
            drafts += 1
        elif card.held:
            held += 1
        else:
            dots, signature = laid.get(Target("card", card.id), 0), signatures.get(card.response_id or 0, "")
            prompt_id = prompts[card.question]
            cards.append(CardView(card.id, prompt_id, card.text, signature, card.theme_id, card.hidden, dots))
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
        raise not_yet_readable(step_id)
    return wall


def not_yet_readable(step_id: int) -> Invalid:
    """What is raised where a file would hold anonymous cards that nobody may read yet."""
    return Invalid(
        tr(
            "Anonymous cards are still being collected. Close the questions first: what comes in until then would "
            "tell whose it is."
        ),
        step_id=step_id,
    )


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


def _responses(session: Session, step_id: int) -> Sequence[tuple[int, bool]]:
    """Every response of a step by its id, and whether it was sent."""
    return rows(session, "SELECT id, sent FROM response WHERE step_id = ?", step_id)
