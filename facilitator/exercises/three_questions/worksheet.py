"""The card on a worksheet: the three questions to answer at home, and what comes back.

A sheet that comes back bears its writer's name, so anonymous cards are not asked for on one.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlmodel import Session

from facilitator.documents import blocks
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.forms import Asked, Pen, TextField
from facilitator.documents.style import BODY, SMALL
from facilitator.exercises.contract import PocketCard, ReadSheet, Section
from facilitator.exercises.three_questions.cards import LONGEST, Writer, add_for_room, own_cards
from facilitator.exercises.three_questions.setup import AskedPrompt, Setup, get_setup
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.tabular import fold
from facilitator.workshop.find import one_line

_CARDS = 2
"""Cards to one question on a sheet."""
_WHOLE = 350.0
"""Points that the three questions take, so that they stand on one page."""


def worksheet_sections(library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """A function that makes the exercise's part of a sheet."""
    setup = get_setup(library, step_id)
    asked = tuple(text for prompt in setup.prompts for text in (prompt.question, prompt.help))

    def sections(pen: Pen, named: bool) -> list[Section]:
        if setup.anonymous and (named or pen.fillable):
            return []
        return [Section(tr("Three questions"), lambda _width: _questions(setup, pen), asked)]

    return sections


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
                _name(prompt, number),
                tr("{question} Card {number}, at most {most} letters", question=prompt.question, number=number,
                   most=LONGEST),
                LONGEST,
                rows=2,
            )
            for number in range(1, _CARDS + 1)
        ]  # fmt: skip
        flow.append(Asked(pen, words, fields))
    return flow


def read_worksheets(library: Library, step_id: int) -> Callable[[int, Mapping[str, str]], ReadSheet | None]:
    """A function from a participant and the fields of their sheet to what it says; None for an empty one."""
    setup = get_setup(library, step_id)

    def read(participant_id: int, values: Mapping[str, str]) -> ReadSheet | None:
        texts, remarks = [], []
        for prompt in setup.prompts:
            for number in range(1, _CARDS + 1):
                text = one_line(values.get(_name(prompt, number), ""))
                if len(text) > LONGEST:
                    remarks.append(
                        tr("A card below “{label}” is longer than {most} letters and was left out.",
                           label=prompt.label, most=LONGEST)
                    )  # fmt: skip
                elif text:
                    texts.append((prompt.id, text))
        if not texts and not remarks:
            return None
        if setup.anonymous:
            remarks, texts = [tr("Cards are anonymous here, and a sheet bears a name: they were left out.")], []
        own = own_cards(library, Writer(step_id, participant_id)) if texts else []
        there = {(card.prompt_id, fold(card.text)) for card in own if card.sent}
        new = [each for each in texts if (each[0], fold(each[1])) not in there]
        open_ = [prompt.label for prompt in setup.prompts if prompt.id not in {each for each, _ in texts}]
        lacks = (tr("no card below {questions}", questions=", ".join(open_)),) if texts and open_ else ()
        return ReadSheet(
            found=(trn("{count} card", "{count} cards", len(texts)),),
            changes=(trn("{count} new card", "{count} new cards", len(new)),) if new else (),
            lacks=lacks,
            remarks=tuple(remarks),
            answered=bool(there),
            write=partial(_write, library, step_id, participant_id, new),
        )

    return read


def _write(
    library: Library, step_id: int, participant_id: int, cards: list[tuple[int, str]], _session: Session
) -> None:
    for prompt_id, text in cards:
        add_for_room(library, step_id, prompt_id, text, participant_id)


def _name(prompt: AskedPrompt, number: int) -> str:
    return f"card-{prompt.id}-{number}"
