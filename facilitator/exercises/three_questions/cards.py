"""What a participant writes, and what the facilitator mends on the wall: each call is one committed transaction.

A card is an answer to one of the three questions: see `questionnaires.answers`, which also keeps the promise of
anonymous ones. It is saved at every pause as a draft, and sending makes the drafts cards. What participants write
neither is undone by somebody else nor stands in the workshop's log.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from secrets import randbelow

from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions import late
from facilitator.exercises.three_questions.setup import LONGEST, Setup, read_setup
from facilitator.exercises.three_questions.tables import CardMark
from facilitator.i18n import tr
from facilitator.questionnaires import answers, partner_choice
from facilitator.questionnaires.answer_rows import rows, run
from facilitator.questionnaires.answers import Who
from facilitator.questionnaires.checking import SKIPPED
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.tables import AnswerRow
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step, one_line, required

MOST_CARDS = 12
"""Cards of one person, or of those who write together, to one question at the station."""
_LARGEST = 2**31 - 1

Writer = Who
"""Who writes, in which step; `origin` is the window that asks, if it wants to skip its own change."""


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card as its writer sees it."""

    id: int
    prompt_id: int
    text: str
    sent: bool


@contextmanager
def _writing(library: Library, writer: Writer, label: str) -> Iterator[Transaction]:
    """A transaction in which somebody writes. Of those who write together it is told once, for all of them."""
    with library.change(label, undoable=False, logged=False) as change:
        yield change
        own = [each for each in change.announcements if (each.topic, each.step_id) == (Topic.ANSWERS, writer.step_id)]
        if len(own) > 1:
            # The wall is read anew for each change that is told.
            change.announcements = [each for each in change.announcements if each not in own]
            change.announce(replace(own[0], participant_id=None, origin=writer.origin))


def begin(library: Library, writer: Writer, partner_ids: Sequence[int] | None = None) -> Done[None]:
    """Note that the participant has read who will see the cards, and who writes with them.

    Without `partner_ids` a team is everybody of it who has not begun. Raises Invalid for somebody who has.
    """
    with _writing(library, writer, tr("Read privacy notice")):
        return answers.begin(library, writer, partner_ids)


def write_card(library: Library, writer: Writer, prompt_id: int, text: str, card_id: int | None = None) -> Done[int]:
    """Save one answer, a new one or over `card_id`; the value is its id. An empty text takes it away (value 0).

    Raises Invalid once collecting is closed, for a text that is too long, and when the question is full; NotFound for
    a card that is not this participant's.
    """
    line = one_line(text)
    _check_length(line)
    with _writing(library, writer, tr("Write card")) as change:
        setup = read_setup(change.session, writer.step_id)
        key = setup.prompt(prompt_id).key
        if card_id is None and line and len(answers.read_given(library, writer).of(key)) >= MOST_CARDS:
            raise Invalid(tr("This question takes {most} cards of one person.", most=MOST_CARDS))
        written = answers.put_entry(library, writer, key, worded(line), card_id or 0).value
        if written and card_id is None:
            change.session.add(mark_of(change.session, setup, key, written, held=setup.anonymous and setup.been_read))
    return change.done(written)


def send(library: Library, writer: Writer) -> Done[int]:
    """Hand in everything the participant wrote; the value is the number of cards. It may still be edited."""
    with _writing(library, writer, tr("Send cards")) as change:
        count = answers.send(library, writer).value
        setup = read_setup(change.session, writer.step_id)
        response_id = partner_choice.response_of(change.session, setup.asked, writer.participant_id)
    if setup.anonymous and setup.been_read and response_id is not None:
        late.note(library, writer.step_id, response_id)
    return change.done(count)


def own_cards(library: Library, writer: Writer) -> list[OwnCard]:
    """A participant's cards, each question's in the order of writing; of anonymous ones those this program knows.

    Those of a group belong to everybody in it.
    """
    with library.read() as session:
        prompts = read_setup(session, writer.step_id).prompts
        given = answers.read_given(library, writer)
        return [
            OwnCard(card.id, prompt.id, card.value.word or "", card.sent)
            for prompt in prompts
            for card in given.of(prompt.key)
        ]


def reopen(library: Library, writer: Writer) -> Done[None]:
    """Let a participant who has sent go on. Cards that are sent stay sent."""
    with library.change(tr("Reopen"), logged=False):
        return answers.reopen(library, Who(writer.step_id, writer.participant_id, corrects=True))


def discard(library: Library, writer: Writer) -> Done[None]:
    """Take back everything a participant, or their group, wrote; the undo brings it back.

    Raises Invalid for anonymous cards: nobody can say which they are.
    """
    return answers.discard(library, writer)


def add_for_room(library: Library, step_id: int, prompt_id: int, text: str, author_id: int | None = None) -> Done[int]:
    """A card that the facilitator writes down, in any phase; the value is its id.

    It is of nobody or of a participant, who has sent their cards then. Raises Invalid for a name on an anonymous card.
    """
    with library.change(tr("Add card")) as change:
        setup = read_setup(change.session, step_id)
        key = setup.prompt(prompt_id).key
        line = _checked(text)
        if author_id is None:
            written = answers.add_for_room(library, step_id, key, Value(word=line)).value
        elif setup.anonymous:
            raise Invalid(tr("Cards are anonymous here: write it down without a name."))
        else:
            written = _write_for(library, change, setup, author_id, key, line)
        change.session.add(mark_of(change.session, setup, key, written))
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(written)


def _write_for(library: Library, change: Transaction, setup: Setup, author_id: int, key: str, line: str) -> int:
    """Write a card as sent by this participant, whose drafts stay drafts."""
    who = Who(setup.step_id, author_id, corrects=True)
    answers.begin(library, who, ())
    response_id = partner_choice.response_of(change.session, setup.asked, author_id)
    run(change.session, "UPDATE response SET sent = 1 WHERE id = ?", response_id)
    return answers.put_entry(library, who, key, line).value


def correct_card(library: Library, step_id: int, card_id: int, text: str) -> Done[None]:
    """Mend a typing error on the wall."""
    with library.change(tr("Correct card")) as change:
        card_of(change, step_id, card_id)
        run(change.session, "UPDATE answer SET word = ? WHERE id = ?", _checked(text), card_id)
    return change.done(None)


def hide_card(library: Library, step_id: int, card_id: int, hidden: bool) -> Done[None]:
    """Take a card off the wall, or put it back. It stays in the library and in its theme."""
    with library.change(tr("Hide card") if hidden else tr("Show card")) as change:
        card_of(change, step_id, card_id).hidden = hidden
    return change.done(None)


def card_of(change: Transaction, step_id: int, card_id: int) -> CardMark:
    """What is kept of a sent card of this step, to be changed; the change is announced. Raises NotFound."""
    found = change.session.exec(
        select(CardMark)
        .join(AnswerRow, col(AnswerRow.id) == col(CardMark.answer_id))
        .where(AnswerRow.step_id == step_id, AnswerRow.id == card_id, col(AnswerRow.sent), ~col(CardMark.held))
    ).first()
    if found is None:
        raise NotFound(tr("This card is no longer there."))
    change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
    return found


def mark_of(session: Session, setup: Setup, key: str, card_id: int, *, held: bool = False) -> CardMark:
    """The mark of a new card: at the end of its column or, where nobody may tell when it came, anywhere in it."""
    place = randbelow(_LARGEST)
    if not setup.anonymous:
        last = (
            "SELECT coalesce(max(m.place), -1) FROM card_mark m JOIN answer a ON a.id = m.answer_id "
            "WHERE a.step_id = ? AND a.question = ?"
        )
        place = int(rows(session, last, setup.step_id, key)[0][0]) + 1
    return CardMark(answer_id=card_id, place=place, held=held)


def worded(line: str) -> str:
    """What a card says, where these words are no sign that a question was passed over."""
    return line.title() if line == SKIPPED else line


def _checked(text: str) -> str:
    line = required(text, tr("A card needs a text."))
    _check_length(line)
    return worded(line)


def _check_length(line: str) -> None:
    if len(line) > LONGEST:
        raise Invalid(tr("A card takes {most} letters.", most=LONGEST))
