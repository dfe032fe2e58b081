"""Cards as they are kept, and what the facilitator writes down and mends on the wall: each call is one transaction.

A card is an answer to one of the three questions. What participants write themselves is the business of
`questionnaires.answers`, which also keeps the promise of anonymous cards.
"""

from typing import NamedTuple

from sqlmodel import Session

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions.setup import LONGEST, Setup, read_setup
from facilitator.exercises.three_questions.tables import CardMark
from facilitator.i18n import tr
from facilitator.questionnaires import answers
from facilitator.questionnaires.answer_rows import rows, run
from facilitator.questionnaires.checking import as_typed
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step, required

_STORED = (
    "SELECT a.id, a.question, a.word, a.response_id, a.sent, m.theme_id, m.hidden, m.held, m.answer_id "
    "FROM answer a LEFT JOIN card_mark m ON m.answer_id = a.id WHERE a.step_id = ? AND a.word IS NOT NULL "
    "ORDER BY NOT ? AND m.place IS NULL, coalesce(m.place, CASE WHEN ? THEN a.place ELSE 0 END), a.id"
)


class Stored(NamedTuple):
    """A card or a draft of one as it is kept, with what the room has done with it."""

    id: int
    question: str
    text: str
    response_id: int | None
    sent: bool
    theme_id: int | None
    hidden: bool
    held: bool


def add_for_room(library: Library, step_id: int, prompt_id: int, text: str, author_id: int | None = None) -> Done[int]:
    """A card that the facilitator writes down, in any phase; the value is its id.

    It is of nobody or of a participant, who has sent their cards then. Raises Invalid for a name on an anonymous card.
    """
    with library.change(tr("Add card"), step_id=step_id) as change:
        setup = read_setup(change.session, step_id)
        key = setup.prompt(prompt_id).key
        line = _checked(text)
        if author_id is None:
            written = answers.add_for_room(library, step_id, key, Value(word=line)).value
        elif setup.anonymous:
            raise Invalid(tr("Cards are anonymous here: write it down without a name."))
        else:
            written = _write_for(library, Who(step_id, author_id, corrects=True), key, line)
        if setup.anonymous:
            # It tells of nobody, and so need not wait for others.
            change.session.add(CardMark(answer_id=written))
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(written)


def _write_for(library: Library, who: Who, key: str, line: str) -> int:
    """Write a card as sent by this participant, whose drafts stay drafts."""
    answers.begin(library, who, ())
    written = answers.put_entry(library, who, key, line).value
    answers.send(library, who)
    return written


def correct_card(library: Library, step_id: int, card_id: int, text: str) -> Done[None]:
    """Mend a typing error on the wall."""
    with library.change(tr("Correct card")) as change:
        check_readable(change.session, step_id, card_id)
        run(change.session, "UPDATE answer SET word = ? WHERE id = ?", _checked(text), card_id)
        change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
    return change.done(None)


def hide_card(library: Library, step_id: int, card_id: int, hidden: bool) -> Done[None]:
    """Take a card off the wall, or put it back. It stays in the library and in its theme."""
    with library.change(tr("Hide card") if hidden else tr("Show card")) as change:
        card_of(change, step_id, card_id).hidden = hidden
    return change.done(None)


def check_readable(session: Session, step_id: int, card_id: int) -> None:
    """Raise NotFound for what is no sent card of this step, or one that nobody may read yet."""
    sql = (
        "SELECT coalesce(m.held, s.been_read) FROM answer a JOIN card_setup s ON s.step_id = a.step_id "
        "LEFT JOIN card_mark m ON m.answer_id = a.id WHERE a.step_id = ? AND a.id = ? AND a.sent = 1"
    )
    if rows(session, sql, step_id, card_id) != [(False,)]:
        raise NotFound(tr("This card is no longer there."))


def card_of(change: Transaction, step_id: int, card_id: int) -> CardMark:
    """What is kept of a card that can be read, to be changed; the change is announced. Raises NotFound."""
    check_readable(change.session, step_id, card_id)
    mark = change.session.get(CardMark, card_id) or CardMark(answer_id=card_id)
    change.session.add(mark)
    change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
    return mark


def stored(session: Session, setup: Setup) -> list[Stored]:
    """All cards of a step, below each question in the order in which they came, or by chance where nobody may tell."""
    places = {prompt.key: place for place, prompt in enumerate(setup.prompts)}
    found = rows(session, _STORED, setup.step_id, setup.anonymous, setup.anonymous)
    # Those that the room was shown before are marked.
    new_ones_are_held = setup.anonymous and setup.been_read
    cards = []
    for card_id, question, word, response_id, sent, theme_id, hidden, held, marked in found:
        held = new_ones_are_held if marked is None else bool(held)
        cards.append(Stored(card_id, question, word, response_id, bool(sent), theme_id, bool(hidden), held))
    return sorted(cards, key=lambda card: places[card.question])


def _checked(text: str) -> str:
    line = required(text, tr("A card needs a text."))
    if len(line) > LONGEST:
        raise Invalid(tr("A card takes {most} letters.", most=LONGEST))
    return as_typed(line)
