"""Everything a step holds, as JSON values: settings, questions, cards, themes, dots, who has sent.

The records below are the schema: what is written is checked by them, and what is read must fit them. Ids are those of
the document alone. Of an anonymous card there is no author to be written, as in the library itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field, ValidationError, model_validator
from sqlmodel import Session, col, select

from facilitator.actions.actions import Status
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import stored
from facilitator.exercises.three_questions.dots import given
from facilitator.exercises.three_questions.setup import (
    LONGEST,
    MOST_DOTS,
    Phase,
    read_setup,
    reworded,
    setup_row,
)
from facilitator.exercises.three_questions.tables import CardDots, CardMark, CardReview, CardSetup, CardTheme
from facilitator.exercises.three_questions.templates import Prompt
from facilitator.exercises.three_questions.wall import not_yet_readable
from facilitator.i18n import tr
from facilitator.json_files import check_once
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import partner_choice
from facilitator.questionnaires.answer_rows import Answer, inserted, rows, run
from facilitator.questionnaires.answers import write_answer
from facilitator.questionnaires.checking import as_typed
from facilitator.questionnaires.fields import Name, Spot
from facilitator.questionnaires.model import Names, Together, Value
from facilitator.questionnaires.setup import has_begun, replace_questionnaire
from facilitator.questionnaires.tables import AnswerSource
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.find import Legible, one_line


class PromptRecord(Record):
    """One question. What is answered to one that `looks_ahead` is looked at again in the next reflection."""

    label: Legible
    question: Legible
    help: str
    looks_ahead: bool


class SheetRecord(Record):
    """The place `number` below its question on this person's worksheet, where a card came from and read `text`."""

    person: int
    number: int
    text: str


class CardRecord(Record):
    """One card: the place of its question from 0, its author, its theme and its worksheet where it has them."""

    id: int
    question: int = Field(ge=0, le=2)
    text: Legible = Field(max_length=LONGEST)
    author: int | None = None
    theme: int | None = None
    sent: bool = True
    hidden: bool = False
    held: bool = False
    sheet: SheetRecord | None = None


class ThemeRecord(Record):
    """A theme."""

    id: int
    name: Legible


class WriterRecord(Record):
    """Somebody who has begun; with `lead` they write together with that person."""

    person: int
    sent: bool = False
    lead: int | None = None


class DotsRecord(Record):
    """Dots on a theme or on a card; without a person they are hands counted in the room."""

    person: int | None
    theme: int | None = None
    card: int | None = None
    dots: int = Field(ge=1)

    @model_validator(mode="after")
    def _lies_on_one_thing(self) -> "DotsRecord":
        if (self.theme is None) == (self.card is None):
            raise ValueError(tr("dots lie on a theme or on a card"))
        return self


class ReviewRecord(Record):
    """What became of something of an earlier step, a theme or a card by its word in the file, such as "theme 4"."""

    of: str
    status: Status
    seen: str = ""


class CardsRecord(Record):
    """All of one step.

    `looks_back` is the word of the step that was chosen to look back at, "" where the step starts afresh, null where
    nothing was chosen.
    """

    names: Names
    together: Together
    phase: Phase
    dots: int = Field(ge=1, le=MOST_DOTS)
    several: bool
    questions: tuple[PromptRecord, PromptRecord, PromptRecord]
    themes: tuple[ThemeRecord, ...]
    cards: tuple[CardRecord, ...]
    writers: tuple[WriterRecord, ...]
    votes: tuple[DotsRecord, ...]
    been_read: bool = False
    looks_back: str | None = None
    reviews: tuple[ReviewRecord, ...] = ()

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> "CardsRecord":
        check_once(*([each.id for each in part] for part in (self.themes, self.cards)))
        check_once(each.person for each in self.writers)
        return self


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """Settings, cards, themes, dots and reviews as JSON values; with pseudonyms cards and dots are nobody's."""
    with library.read() as session:
        return _document(session, step_id, things, pseudonyms)


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """Their cards, those written in company too, and where their dots are; nobody knows whose anonymous cards are."""
    whole = exchange_document(library, step_id, {}, pseudonyms=None)
    writers = [each for each in whole["writers"] if each["person"] == participant_id]
    authors = {participant_id, *(each["lead"] for each in writers)} - {None}
    cards = [each for each in whole["cards"] if each["author"] in authors]
    votes = [each for each in whole["votes"] if each["person"] == participant_id]
    if not (writers or cards or votes):
        return {}
    return {"questions": whole["questions"], "writers": writers, "cards": cards, "votes": votes}


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The JSON Schema of a step."""
    return CardsRecord.model_json_schema()


def _document(session: Session, step_id: int, things: dict[str, str], pseudonyms: Pseudonyms | None) -> dict[str, Any]:
    """Settings and answers of a step. Drafts of anonymous cards are left out: nobody could send them any more.

    Themes and cards are numbered on from those of the steps before, and their words are added to `things`. What
    belongs to another workshop, such as a review of its themes, stays there.

    With pseudonyms cards have no author and dots nobody who laid them, drafts and cards that are held back are left
    out, and who wrote together is
    not told: the room knows whose a card is, which would lead from the pseudonym to the person. It knows who has sent,
    too: how many have is told, by people who are drawn. Numbers are drawn then, so that nothing can point to them.
    Raises Invalid then while anonymous cards are collected: of two files the later one would tell whose what is new is.
    """
    setup = read_setup(session, step_id)
    places = {prompt.key: place for place, prompt in enumerate(setup.prompts)}
    cards = [card for card in stored(session, setup) if card.sent or card.response_id is not None]
    if pseudonyms is not None and setup.anonymous and setup.phase == "collect" and any(each.sent for each in cards):
        raise not_yet_readable(step_id)
    ids = _numbered("card", [card.id for card in cards], things)
    themes = select(CardTheme).where(CardTheme.step_id == step_id).order_by(col(CardTheme.position), col(CardTheme.id))
    named = session.exec(themes).all()
    theme_ids = _numbered("theme", [row.id for row in named], things)
    sheets = {
        row.answer_id: SheetRecord(person=row.participant_id, number=int(row.place.rpartition("-")[2]), text=row.text)
        for row in session.exec(select(AnswerSource).where(col(AnswerSource.answer_id).in_(ids)))
    }
    # In the file one of a group leads it: the first on the roster.
    groups = {key: [each.id for each in people] for key, people in partner_choice.groups(session, setup.asked).items()}
    handed_in = {key for (key,) in rows(session, "SELECT id FROM response WHERE step_id = ? AND sent = 1", step_id)}
    record = CardsRecord(
        names=setup.names,
        together=setup.together,
        phase=setup.phase,
        # A library that was made before they were held to it may hold more than its setting.
        dots=max(setup.dots, *given(session, step_id).values(), 1),
        several=setup.several,
        questions=tuple(  # type: ignore[arg-type]  # three, as everywhere
            PromptRecord(label=each.label, question=each.question, help=each.help, looks_ahead=each.looks_ahead)
            for each in setup.prompts
        ),
        themes=tuple(ThemeRecord(id=theme_ids[row.id], name=row.name) for row in named),
        cards=tuple(
            CardRecord(
                id=ids[card.id],
                question=places[card.question],
                text=card.text,
                author=None if card.response_id is None else groups[card.response_id][0],
                theme=theme_ids.get(card.theme_id or 0),
                sent=card.sent,
                hidden=card.hidden,
                held=card.held,
                sheet=sheets.get(card.id),
            )
            for card in cards
        ),
        writers=tuple(
            WriterRecord(person=person, sent=key in handed_in)
            if person == groups[key][0]
            else WriterRecord(person=person, lead=groups[key][0])
            for person, key in sorted((person, key) for key, people in groups.items() for person in people)
        ),
        votes=tuple(
            DotsRecord(
                person=row.participant_id,
                theme=theme_ids.get(row.theme_id or 0),
                card=ids.get(row.card_id or 0),
                dots=row.dots,
            )
            for row in session.exec(_of(CardDots, step_id))
        ),
        been_read=setup.been_read,
        looks_back=_looks_back(setup_row(session, step_id), things),
        reviews=tuple(_reviews(session, step_id, things)),
    )
    if pseudonyms is not None:
        record = _hidden(record, pseudonyms)
    return record.model_dump(mode="json")


def _numbered(kind: str, own_ids: Sequence[int], things: dict[str, str]) -> dict[int, int]:
    """Number things on from those of their kind in `things`, and add them there."""
    before = sum(word.startswith(f"{kind} ") for word in things)
    ids = {own: number for number, own in enumerate(own_ids, start=before + 1)}
    things |= {f"{kind} {own}": f"{kind} {number}" for own, number in ids.items()}
    return ids


def _looks_back(setup: CardSetup, things: Mapping[str, str]) -> str | None:
    return "" if setup.starts_afresh else things.get(f"step {setup.earlier_step_id}")


def _reviews(session: Session, step_id: int, things: Mapping[str, str]) -> Iterator[ReviewRecord]:
    for row in session.exec(_of(CardReview, step_id)):
        thing = things.get(f"card {row.card_id}" if row.theme_id is None else f"theme {row.theme_id}")
        if thing is not None:
            yield ReviewRecord(of=thing, status=row.status, seen=row.seen)


def _hidden(record: CardsRecord, pseudonyms: Pseudonyms) -> CardsRecord:
    """The record with nobody's cards in an order drawn for this document, and sums in place of everybody's dots."""
    cards = pseudonyms.in_no_order(card for card in record.cards if card.sent and not card.held)
    card_ids = {card.id: number for number, card in enumerate(cards, start=1)}
    theme_ids = {theme.id: number for number, theme in enumerate(record.themes, start=1)}
    sent = {writer.person: writer.sent for writer in record.writers if writer.lead is None}
    drawn = pseudonyms.in_no_order(map(pseudonyms.number, pseudonyms.people))
    writers = (
        WriterRecord(person=person, sent=sent.get(each.lead or each.person, False))
        for person, each in zip(drawn, record.writers, strict=False)
    )
    dots: dict[tuple[int | None, int | None], int] = {}
    for vote in record.votes:
        on = (None, card_ids[vote.card]) if vote.card is not None else (theme_ids[vote.theme or 0], None)
        dots[on] = dots.get(on, 0) + vote.dots
    return record.model_copy(
        update={
            "themes": tuple(
                ThemeRecord(id=theme_ids[theme.id], name=pseudonyms.without_names(theme.name))
                for theme in record.themes
            ),
            "cards": tuple(
                card.model_copy(
                    update={
                        "id": card_ids[card.id],
                        "text": pseudonyms.without_names(card.text),
                        "author": None,
                        "sheet": None,
                        "theme": None if card.theme is None else theme_ids[card.theme],
                    }
                )
                for card in cards
            ),
            "writers": tuple(sorted(writers, key=lambda writer: writer.person)),
            "votes": tuple(
                DotsRecord(person=None, theme=theme, card=card, dots=count)
                for (theme, card), count in sorted(dots.items(), key=lambda each: [on or 0 for on in each[0]])
            ),
            "reviews": (),
        }
    )


@implements(Exercise.restore_document)
def restore_document(
    session: Session,
    step_id: int,
    document: Mapping[str, Any],
    people: Mapping[int, int],
    things: dict[str, str],
) -> None:
    """Write a document into an empty step; `people` sends its persons to participants here, `things` its words.

    Raises Invalid when somebody has begun here, BadFile when the document is not of this form.
    """
    try:
        record = CardsRecord.model_validate(document)
    except ValidationError as error:
        raise BadFile(tr("The cards in this file can’t be read: {reason}.", reason=error.errors()[0]["msg"])) from error
    if has_begun(session, step_id):
        raise Invalid(tr("There are cards in this step already. Add the exercise once more and import again."))
    _check_dots(record)
    try:
        _write(session, step_id, record, people, things)
    except KeyError as error:
        raise BadFile(tr("The cards in this file name something that is not in it: {what}.", what=error)) from error


def _check_dots(record: CardsRecord) -> None:
    """Raise BadFile for more dots than somebody has; hands counted in the room are as many as there are."""
    laid: Counter[int | None] = Counter()
    for vote in record.votes:
        laid[vote.person] += vote.dots
    if any(count > record.dots for person, count in laid.items() if person is not None):
        raise BadFile(tr("In this file somebody has laid more dots than they have, so it was not read."))


def _write(
    session: Session, step_id: int, record: CardsRecord, people: Mapping[int, int], things: dict[str, str]
) -> None:
    prompts = [Prompt(**each.model_dump()) for each in record.questions]
    there = read_setup(session, step_id).asked.questionnaire
    asked = reworded(there, prompts, names=record.names, together=record.together)
    replace_questionnaire(session, step_id, asked, is_open=record.phase == "collect")
    row = setup_row(session, step_id)
    row.phase, row.dots, row.several = record.phase, record.dots, record.several
    row.been_read = record.been_read and asked.anonymous
    row.starts_afresh = record.looks_back == ""
    row.earlier_step_id = _id_in(things[record.looks_back]) if record.looks_back else None
    session.add(row)
    setup = read_setup(session, step_id)
    responses = _responses(session, step_id, record, people)
    themes: dict[int, int] = {}
    for position, theme in enumerate(record.themes):
        named = CardTheme(step_id=step_id, position=position, name=theme.name)
        session.add(named)
        session.flush()
        themes[theme.id] = named.id
        things[f"theme {theme.id}"] = f"theme {named.id}"
    cards: dict[int, int] = {}
    for place, card in enumerate(record.cards):
        response_id = None if card.author is None or setup.anonymous else responses[card.author]
        prompt = setup.prompts[card.question]
        # No two answers of a response have the same place, whatever the file says.
        answer = Answer(0, prompt.key, Value(word=as_typed(one_line(card.text))), place, sent=card.sent)
        made = write_answer(session, step_id, asked, response_id, answer)
        theme_id = None if card.theme is None else themes[card.theme]
        if setup.anonymous or theme_id is not None or card.hidden or card.held:
            # Of anonymous ones each has a mark, or those that were read would be taken for held back.
            session.add(CardMark(answer_id=made, theme_id=theme_id, hidden=card.hidden, held=card.held))
        session.flush()
        cards[card.id] = made
        things[f"card {card.id}"] = f"card {made}"
        if card.sheet is not None and response_id is not None:
            field, person = Name(Spot(prompt.key), str(card.sheet.number)).in_pdf, people[card.sheet.person]
            session.add(AnswerSource(answer_id=made, participant_id=person, place=field, text=card.sheet.text))
    for vote in record.votes:
        session.add(
            CardDots(
                step_id=step_id,
                participant_id=None if vote.person is None else people[vote.person],
                theme_id=None if vote.theme is None else themes[vote.theme],
                card_id=None if vote.card is None else cards[vote.card],
                dots=vote.dots,
            )
        )
    for each in record.reviews:
        kind, own_id = things[each.of].split()[0], _id_in(things[each.of])
        of = {"theme_id": own_id} if kind == "theme" else {"card_id": own_id}
        session.add(CardReview(step_id=step_id, status=each.status, seen=each.seen, **of))
    session.flush()


def _responses(session: Session, step_id: int, record: CardsRecord, people: Mapping[int, int]) -> dict[int, int]:
    """Write who answers, and return the responses by the persons of the file."""
    leads = {each.person: each.person if each.lead is None else each.lead for each in record.writers}
    alone = {*leads.values(), *(card.author for card in record.cards if card.author is not None)}
    leads = {person: person for person in sorted(alone)} | leads
    sent = {each.person for each in record.writers if each.sent}
    found: dict[int, int] = {}
    for person, lead in leads.items():
        if lead not in found:
            new = "INSERT INTO response (step_id, round, sent) VALUES (?, 1, ?)"
            found[lead] = inserted(session, new, step_id, int(lead in sent))
        member = "INSERT INTO response_member (step_id, round, participant_id, response_id) VALUES (?, 1, ?, ?)"
        run(session, member, step_id, people[person], found[lead])
        found[person] = found[lead]
    return found


def _id_in(word: str) -> int:
    return int(word.rpartition(" ")[2])


def _of(table: Any, step_id: int) -> Any:
    return select(table).where(table.step_id == step_id)
