"""The sheet of day 30: one's own cards with what became of each, and a line; it is read back as any sheet is."""

from collections.abc import Callable, Iterator
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.flowables import Text as Words
from facilitator.documents.form_fields import Asked, Cell, Counted, Grid, GridColumn, Pen, TextField, TickField
from facilitator.documents.section import Section
from facilitator.documents.style import BODY, SMALL
from facilitator.exercises.challenge.deck import DECKS
from facilitator.exercises.challenge.log import came_name
from facilitator.exercises.challenge.plans import Plan, Plans
from facilitator.exercises.challenge.setup import CAME, KIND, LEARNED, PERSON, SHARE, day_key
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, tr_content
from facilitator.questionnaires import model
from facilitator.questionnaires.fields import Name, Spot
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library

_DAY, _TICK = 82.0, 46.0


@implements(Exercise.worksheet_sections)
def worksheet_sections(library: Library, step_id: int) -> Callable[[Pen, bool], list[Section]]:
    """While plans are made what every questionnaire has; then a row for each day, with the cards of whose sheet it is.

    On a sheet without a name the cards are those of the room where all have the same, else room is left for them.
    """
    plans = Plans(library, step_id)
    if not plans.settings.is_looking_back:
        return exercise(KIND).supplied(Exercise.worksheet_sections)(library, step_id)
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)

    def sections(pen: Pen, named: bool) -> list[Section]:
        has_cards = plans.settings.whose != PERSON or pen.whose is not None
        found = plans.of(pen.whose)
        texts = tuple(tr_content(DECKS, day.card.text) for day in found.days) if has_cards else ()
        title = tr("What became of it")
        return [Section(title, lambda _width: list(_flow(asked, found, pen, has_cards=has_cards)), texts)]

    return sections


def _flow(asked: Questionnaire, found: Plan, pen: Pen, *, has_cards: bool) -> Iterator[Any]:
    yield blocks.heading(1, asked.title)
    yield Words(asked.notice, BODY.with_(after=4))
    yield Words(tr("Tick one box a day: done as it stands, changed, or left."), BODY.with_(after=4, keep=True))
    columns = [GridColumn(tr("Day"), width=_DAY), GridColumn(tr("Card"), 1.0)]
    columns += [GridColumn(came_name(came), width=_TICK) for came in CAME]
    rows: list[list[Cell]] = []
    for day in found.days:
        card = tr_content(DECKS, day.card.text) if has_cards else ""
        row: list[Cell] = [day.number_and_date, card]
        for came in CAME:
            name = Name(Spot(day_key(day.place)), came).in_pdf
            row.append(TickField(name, f"{tr('Day {number}', number=day.number)} {card} {came_name(came)}"))
        rows.append(row)
    yield Grid(pen, columns, rows)
    question = asked.by_key[LEARNED]
    if isinstance(question, model.Text):
        tip = tr("{what}, at most {count} letters", what=question.text, count=question.longest)
        seen = tr("Whoever leads the workshop reads this sheet: what is for you alone, write elsewhere.")
        words = [Words(question.text, BODY), Words(seen, SMALL)]
        yield Asked(pen, words, [TextField(Name(Spot(LEARNED)).in_pdf, tip, question.longest, rows=question.rows)])
    share = asked.by_key[SHARE]
    yield Counted(pen, [(TickField(Name(Spot(SHARE)).in_pdf, share.text), share.text)], 1, box=16)
