"""The card on a worksheet: the three questions to answer at home, and what comes back.

A sheet that comes back bears its writer's name, so anonymous cards are not asked for on one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlmodel import Session

from facilitator.documents import blocks
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.forms import Asked, Pen, TextField
from facilitator.documents.section import PocketCard, Section
from facilitator.documents.style import BODY, SMALL
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import Writer, add_for_room, correct_card, own_cards
from facilitator.exercises.three_questions.setup import LONGEST, AskedPrompt, Setup, get_setup
from facilitator.i18n import SOURCE, speaking, tr, trn
from facilitator.questionnaires.answer_rows import rows
from facilitator.questionnaires.tables import AnswerSource
from facilitator.storage.library import Library
from facilitator.tabular import caseless
from facilitator.workshop.find import one_line
from facilitator.workshop.returned_sheet import ReadSheet, SheetReader

_CARDS = 2
"""Cards to one question on a sheet."""
_WHOLE = 430.0
"""Points that the three questions take, so that they stand on one page."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands on a sheet below a question, in the field `place`."""

    prompt_id: int
    place: str
    text: str


@implements(Exercise.worksheet_sections)
def worksheet_sections(library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the exercise's part of a sheet."""
    setup = get_setup(library, step_id)
    asked = tuple(text for prompt in setup.prompts for text in (prompt.question, prompt.help))

    def sections(pen: Pen, named: bool) -> list[Section]:
        if setup.anonymous and (named or pen.fillable):
            return []
        return [Section(tr("Three questions"), lambda _width: _questions(setup, pen), asked)]

    return sections


@implements(Exercise.worksheet_cards)
def worksheet_cards(library: Library, step_id: int) -> list[PocketCard]:
    """The three questions, small."""
    setup = get_setup(library, step_id)
    questions = tuple((prompt.label, prompt.question) for prompt in setup.prompts)
    return [PocketCard(tr("Three questions"), questions)]


def _questions(setup: Setup, pen: Pen) -> list[Any]:
    said = {
        "signed": tr("Your name will stand below your cards on the wall."),
        "initials": tr("Your initials will stand below your cards on the wall."),
        "anonymous": tr("No name will stand on these cards: hand them in without yours."),
    }[setup.names]
    flow: list[Any] = [
        blocks.room_for(_WHOLE),
        blocks.heading(1, tr("Three questions")),
        Text(
            tr("A sentence or two for each; the room will read them on a wall of cards. {names}", names=said),
            BODY.with_(after=2),
        ),
    ]
    for prompt in setup.prompts:
        words = [Text(prompt.question, BODY.with_(face=Face.SEMIBOLD, size=10.5, after=1))]
        if prompt.help:
            words.append(Text(prompt.help, SMALL.with_(after=0)))
        fields = [
            TextField(
                field_of(prompt, number),
                tr("{question} Card {number}, at most {most} letters", question=prompt.question, number=number,
                   most=LONGEST),
                LONGEST,
                rows=3,
            )
            for number in range(1, _CARDS + 1)
        ]  # fmt: skip
        flow.append(Asked(pen, words, fields))
    return flow


@implements(Exercise.worksheet_edition)
def worksheet_edition(library: Library, step_id: int) -> dict[str, Any]:
    """What a sheet that is made now takes along: the questions as they are kept, and what it says of names."""
    with speaking(SOURCE):
        setup = get_setup(library, step_id)
    return {"names": setup.names, "questions": {str(prompt.id): prompt.question for prompt in setup.prompts}}


@implements(Exercise.read_worksheets)
def read_worksheets(library: Library, step_id: int) -> SheetReader:
    """A function from a participant, their sheet's fields and its edition to what it says; None for an empty one."""
    setup = get_setup(library, step_id)
    present = worksheet_edition(library, step_id)

    def read(participant_id: int, values: Mapping[str, str], edition: Mapping[str, Any] | None) -> ReadSheet | None:
        texts: list[_Said] = []
        remarks: list[str] = []
        left = dict(values)
        for prompt in setup.prompts:
            for number in range(1, _CARDS + 1):
                typed = left.pop(field_of(prompt, number), "").strip()
                text = one_line(typed)
                if "\t" in typed:
                    # In a box of several lines some readers write the key instead of going on.
                    remarks.append(
                        tr("The Tab key was typed in a card below “{label}”: look whether it is two.",
                           label=prompt.label)
                    )  # fmt: skip
                if len(text) > LONGEST:
                    remarks.append(
                        tr("A card below “{label}” is longer than {most} letters and was left out. Shorten it and type "
                           "it in by hand: “{text}”", label=prompt.label, most=LONGEST, text=text)
                    )  # fmt: skip
                elif text:
                    texts.append(_Said(prompt.id, field_of(prompt, number), text))
        if left:
            remarks.append(
                trn("{count} card belongs to a question that is no longer asked, and was left out.",
                    "{count} cards belong to questions that are no longer asked, and were left out.", len(left))
            )  # fmt: skip
        if not texts and not remarks:
            return None
        remarks += _otherwise(setup, edition or present, present, texts)
        if texts and (edition or present)["names"] == "initials" and setup.names == "signed":
            remarks.append(
                tr("The sheet said that initials alone would stand below its cards, and now whole names do: they were "
                   "left out. Choose initials for the cards, or ask their writer.")
            )  # fmt: skip
            texts = []
        if setup.anonymous:
            remarks, texts = [tr("Cards are anonymous here, and a sheet bears a name: they were left out.")], []
        own = own_cards(library, Writer(step_id, participant_id)) if texts else []
        there = {(card.prompt_id, caseless(card.text)) for card in own if card.sent}
        before = _from_sheets(library, step_id, participant_id)
        fresh = [each for each in texts if (each.prompt_id, caseless(each.text)) not in there]
        new = [each for each in fresh if each.place not in before]
        # What the facilitator has mended on the wall since is no other wording of the writer's.
        reworded = [
            (before[each.place][0], each)
            for each in fresh
            if each.place in before and caseless(before[each.place][1]) != caseless(each.text)
        ]
        changes = (
            trn("{count} new card", "{count} new cards", len(new)) if new else "",
            trn("{count} card reworded", "{count} cards reworded", len(reworded)) if reworded else "",
        )
        open_ = [prompt.label for prompt in setup.prompts if prompt.id not in {each.prompt_id for each in texts}]
        lacks = (tr("no card below {questions}", questions=", ".join(open_)),) if texts and open_ else ()
        return ReadSheet(
            found=(trn("{count} card", "{count} cards", len(texts)),) if texts else (),
            changes=tuple(each for each in changes if each),
            lacks=lacks,
            remarks=tuple(remarks),
            answered=bool(there),
            write=partial(_write, library, step_id, participant_id, new, reworded),
        )

    return read


def _otherwise(
    setup: Setup, edition: Mapping[str, Any], present: Mapping[str, Any], texts: list[_Said]
) -> Iterator[str]:
    """Of which questions that were answered the words have changed since the sheet was made."""
    answered = {said.prompt_id for said in texts}
    for prompt in setup.prompts:
        now = present["questions"][str(prompt.id)]
        if prompt.id in answered and edition["questions"].get(str(prompt.id), now) != now:
            yield tr("“{label}” was worded otherwise on this sheet: look whether its cards fit.", label=prompt.label)


def _from_sheets(library: Library, step_id: int, participant_id: int) -> dict[str, tuple[int, str]]:
    """What earlier sheets of a participant brought: by field, the card and how it read there."""
    sql = (
        "SELECT s.place, s.answer_id, s.text FROM answer_source s JOIN answer a ON a.id = s.answer_id "
        "WHERE a.step_id = ? AND s.participant_id = ?"
    )
    with library.read() as session:
        return {place: (card_id, text) for place, card_id, text in rows(session, sql, step_id, participant_id)}


def _write(
    library: Library,
    step_id: int,
    participant_id: int,
    new: list[_Said],
    reworded: list[tuple[int, _Said]],
    session: Session,
) -> None:
    for said in new:
        card_id = add_for_room(library, step_id, said.prompt_id, said.text, participant_id).value
        session.add(AnswerSource(answer_id=card_id, participant_id=participant_id, place=said.place, text=said.text))
    for card_id, said in reworded:
        correct_card(library, step_id, card_id, said.text)
        row = session.get_one(AnswerSource, card_id)
        row.text = said.text
        session.add(row)


def field_of(prompt: AskedPrompt, number: int) -> str:
    """The name of the field in the place of this number below a question."""
    return f"card-{prompt.id}-{number}"
