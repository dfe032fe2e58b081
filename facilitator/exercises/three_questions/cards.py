"""What a participant writes, and what the facilitator mends on the wall: each call is one committed transaction.

An answer is saved at every pause as a draft; sending makes the drafts cards. Where cards are anonymous the operations
leave no trace beside the card itself: they are not in the workshop's log, keep no undo, and the change that is
announced names no participant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import randbelow

from sqlalchemy import func
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions import slips, together
from facilitator.exercises.three_questions.setup import Setup, read_setup
from facilitator.exercises.three_questions.tables import Card, CardPrompt, CardTick
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_participant, find_step, one_line, required

LONGEST = 160
"""Letters of one card: what can be read on a wall."""
MOST_CARDS = 12
"""Cards of one person to one question."""
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, in which step; `origin` is the window that asks, if it wants to skip its own change."""

    step_id: int
    participant_id: int
    origin: object = None


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card as its writer sees it."""

    id: int
    prompt_id: int
    text: str
    sent: bool


def begin(library: Library, writer: Writer, partner_ids: Sequence[int] | None = None) -> Done[None]:
    """Note that the participant has read who will see the cards, and who writes with them.

    Without `partner_ids` a team is everybody of it who has not begun. Raises Invalid for somebody who has.
    """
    with library.change(tr("Read privacy notice"), undoable=False, logged=False) as change:
        setup = _collecting(change.session, writer)
        if together.lead_of(change.session, writer.step_id, writer.participant_id) == writer.participant_id:
            chosen = partner_ids
            if chosen is None and setup.together == "teams":
                chosen = [person.id for person in together.company(change.session, setup, writer.participant_id)]
            already = together.groups(change.session, setup).get(writer.participant_id)
            if chosen and not already:
                together.join(change.session, setup, writer.participant_id, chosen)
        _tick(change, setup, writer)
    return change.done(None)


def write_card(library: Library, writer: Writer, prompt_id: int, text: str, card_id: int | None = None) -> Done[int]:
    """Save one answer, a new one or over `card_id`; the value is its id. An empty text takes it away (value 0).

    Raises Invalid once collecting is closed, for a text that is too long, and when the question is full; NotFound for
    a card that is not this participant's.
    """
    line = one_line(text)
    if len(line) > LONGEST:
        raise Invalid(tr("A card takes {most} letters.", most=LONGEST))
    own = own_cards(library, writer)
    with library.change(tr("Write card"), undoable=False, logged=False) as change:
        setup = _collecting(change.session, writer)
        lead = together.lead_of(change.session, writer.step_id, writer.participant_id)
        if prompt_id not in {prompt.id for prompt in setup.prompts}:
            raise NotFound(tr("This question is no longer asked."))
        if card_id is not None:
            if card_id not in {card.id for card in own}:
                raise NotFound(tr("This card is no longer there."))
            row = change.session.get_one(Card, card_id)
        elif not line:
            return change.done(0)
        elif sum(card.prompt_id == prompt_id for card in own) >= MOST_CARDS:
            raise Invalid(tr("This question takes {most} cards of one person.", most=MOST_CARDS))
        else:
            author = None if setup.anonymous else lead
            row = new_card(change.session, prompt_id, line, author, ordered=not setup.anonymous)
            row.held = setup.anonymous and setup.been_read
        row.text = line
        if line:
            change.session.add(row)
        else:
            change.session.delete(row)
        _announce(change, setup, writer)
    if setup.anonymous and card_id is None:
        slips.note(library, writer.step_id, lead, row.id)
    return change.done(row.id if line else 0)


def send(library: Library, writer: Writer) -> Done[int]:
    """Hand in everything the participant wrote; the value is the number of cards. It may still be edited."""
    own = own_cards(library, writer)
    with library.change(tr("Send cards"), undoable=False, logged=False) as change:
        setup = _collecting(change.session, writer)
        for card in own:
            row = change.session.get_one(Card, card.id)
            row.sent = True
            change.session.add(row)
        tick = _tick(change, setup, writer)
        tick.sent = True
        late = tick.participant_id if setup.anonymous and setup.been_read else None
    if late is not None:
        slips.note_late(library, writer.step_id, late)
    return change.done(len(own))


def own_cards(library: Library, writer: Writer) -> list[OwnCard]:
    """A participant's cards, each question's in the order of writing; of anonymous ones those this program knows.

    Those of a group belong to everybody in it.
    """
    with library.read() as session:
        lead = together.lead_of(session, writer.step_id, writer.participant_id)
        if read_setup(session, writer.step_id).anonymous:
            known = slips.own(library, writer.step_id, lead)
            rows = [row for row in (session.get(Card, card_id) for card_id in known) if row is not None]
        else:
            in_order = (
                select(Card)
                .join(CardPrompt, col(CardPrompt.id) == col(Card.prompt_id))
                .where(CardPrompt.step_id == writer.step_id, Card.author_id == lead)
                .order_by(col(CardPrompt.position), col(Card.place), col(Card.id))
            )
            rows = list(session.exec(in_order))
        return [OwnCard(row.id, row.prompt_id, row.text, row.sent) for row in rows]


def reopen(library: Library, writer: Writer) -> Done[None]:
    """Let a participant who has sent go on. Cards that are sent stay sent."""
    with library.change(tr("Reopen"), logged=False) as change:
        setup = read_setup(change.session, writer.step_id)
        _tick(change, setup, writer).sent = False
    return change.done(None)


def discard(library: Library, writer: Writer) -> Done[None]:
    """Take back everything a participant, or their group, wrote; the undo brings it back.

    Raises Invalid for anonymous cards: nobody can say which they are.
    """
    with library.change(tr("Clear answers")) as change:
        setup = read_setup(change.session, writer.step_id)
        if setup.anonymous:
            raise Invalid(tr("These cards are anonymous: nobody can tell which ones to take back."))
        for card in own_cards(library, writer):
            change.session.delete(change.session.get_one(Card, card.id))
        lead = together.lead_of(change.session, writer.step_id, writer.participant_id)
        together.leave(change.session, writer.step_id, lead)
        tick = change.session.get(CardTick, (writer.step_id, lead))
        if tick is not None:
            change.session.delete(tick)
        _announce(change, setup, writer)
    return change.done(None)


def add_for_room(library: Library, step_id: int, prompt_id: int, text: str, author_id: int | None = None) -> Done[int]:
    """A card that the facilitator writes down, in any phase; the value is its id.

    It is of nobody or of a participant, who has sent their cards then. Raises Invalid for a name on an anonymous card.
    """
    with library.change(tr("Add card")) as change:
        setup = read_setup(change.session, step_id)
        if prompt_id not in {prompt.id for prompt in setup.prompts}:
            raise NotFound(tr("This question is no longer asked."))
        if author_id is not None:
            if setup.anonymous:
                raise Invalid(tr("Cards are anonymous here: write it down without a name."))
            writer = Writer(step_id, author_id)
            _on_roster(change.session, writer, setup)
            author_id = together.lead_of(change.session, step_id, author_id)
            _tick(change, setup, writer).sent = True
        row = new_card(change.session, prompt_id, _checked(text), author_id, ordered=not setup.anonymous)
        row.sent = True
        change.session.add(row)
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(row.id)


def correct_card(library: Library, step_id: int, card_id: int, text: str) -> Done[None]:
    """Mend a typing error on the wall."""
    with library.change(tr("Correct card")) as change:
        card_of(change, step_id, card_id).text = _checked(text)
    return change.done(None)


def hide_card(library: Library, step_id: int, card_id: int, hidden: bool) -> Done[None]:
    """Take a card off the wall, or put it back. It stays in the library and in its theme."""
    with library.change(tr("Hide card") if hidden else tr("Show card")) as change:
        card_of(change, step_id, card_id).hidden = hidden
    return change.done(None)


def card_of(change: Transaction, step_id: int, card_id: int) -> Card:
    """A sent card of this step, to be changed; the change is announced. Raises NotFound."""
    found = change.session.exec(
        select(Card)
        .join(CardPrompt, col(CardPrompt.id) == col(Card.prompt_id))
        .where(CardPrompt.step_id == step_id, Card.id == card_id, col(Card.sent), ~col(Card.held))
    ).first()
    if found is None:
        raise NotFound(tr("This card is no longer there."))
    change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
    return found


def _collecting(session: Session, writer: Writer) -> Setup:
    setup = read_setup(session, writer.step_id)
    if setup.phase != "collect":
        raise Invalid(tr("Collecting is closed. The facilitator can open it again."))
    _on_roster(session, writer, setup)
    return setup


def _on_roster(session: Session, writer: Writer, setup: Setup) -> None:
    if find_participant(session, writer.participant_id).workshop_id != setup.workshop_id:
        raise NotFound(tr("This person is not on the roster of this workshop."))


def _tick(change: Transaction, setup: Setup, writer: Writer) -> CardTick:
    lead = together.lead_of(change.session, writer.step_id, writer.participant_id)
    tick = change.session.get(CardTick, (writer.step_id, lead))
    if tick is None:
        tick = CardTick(step_id=writer.step_id, participant_id=lead)
        change.session.add(tick)
    # How far one of a group is, all of it are.
    whose = writer.participant_id if setup.together == "alone" else None
    change.announce(Change(Topic.ANSWERS, setup.workshop_id, writer.step_id, whose, writer.origin))
    return tick


def new_card(session: Session, prompt_id: int, text: str, author: int | None, *, ordered: bool) -> Card:
    """A card that is not in the session yet: at the end of its column or, unless `ordered`, anywhere in it."""
    card_id = randbelow(_LARGEST) + 1
    while session.get(Card, card_id) is not None:
        card_id = randbelow(_LARGEST) + 1
    place = randbelow(_LARGEST)
    if ordered:
        last = session.exec(select(func.max(Card.place)).where(Card.prompt_id == prompt_id)).one()
        place = 0 if last is None else last + 1
    return Card(id=card_id, prompt_id=prompt_id, author_id=author, place=place, text=text)


def _checked(text: str) -> str:
    line = required(text, tr("A card needs a text."))
    if len(line) > LONGEST:
        raise Invalid(tr("A card takes {most} letters.", most=LONGEST))
    return line


def _announce(change: Transaction, setup: Setup, writer: Writer) -> None:
    whose = None if setup.anonymous or setup.together != "alone" else writer.participant_id
    change.announce(Change(Topic.ANSWERS, setup.workshop_id, writer.step_id, whose, writer.origin))
