"""The plan as a page to hang up, with room to tick, and as a strip for the pocket."""

from collections.abc import Sequence

from facilitator.documents import style
from facilitator.documents.flowables import Text
from facilitator.documents.fonts import Face
from facilitator.documents.posters import Draw, Sheet
from facilitator.documents.section import Leaf, Poster
from facilitator.documents.style import TextStyle
from facilitator.exercises.challenge.deck import DECKS
from facilitator.exercises.challenge.plans import Plan, PlanDay, Plans
from facilitator.exercises.challenge.setup import PERSON, Settings
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import AGENDA, long_day, tr, tr_content
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

_MONTH, _STRIP = (Leaf.A4_LYING, Leaf.A3_LYING), (Leaf.A4_LYING,)
_ACROSS, _FEWEST_ACROSS = 5, 4
"""Boxes beside each other where a week has fewer days than the second."""
_GAP, _PAD = 6.0, 6.0
_TICK = 13.0
_STRIP_HEIGHT = 180.0
_DAY = TextStyle(size=8, leading=10.5, face=Face.SEMIBOLD, color=style.ACCENT, after=0)
_CARD = TextStyle(size=11, leading=13.5, after=0)
_ABOUT = TextStyle(size=7.5, leading=10, color=style.MUTED, after=0)
_SMALL_DAY = TextStyle(size=6.5, leading=8, face=Face.SEMIBOLD, color=style.ACCENT, after=0)
_SMALL_CARD = TextStyle(size=7, leading=8.5, after=0)
_NOTE = TextStyle(size=9, leading=12, color=style.MUTED, after=0)


@implements(Exercise.posters)
def posters(library: Library, step_id: int) -> Sequence[Poster]:
    """A month and a strip for each person, or for all where they have the same plan.

    Why a plan has its cards stands on neither: a page on the wall is read by others.
    """
    plans, setup = Plans(library, step_id), get_setup(library, step_id)
    title = translated(setup.questionnaire, setup.source).title
    people: list[tuple[int | None, str]] = [(None, "")]
    if plans.settings.whose == PERSON:
        people = [(person.id, person.name) for person in people_of(library, setup.workshop_id)]
    found = []
    for person, name in people:
        plan, settings = plans.of(person), plans.settings
        texts = (name, tr_content(AGENDA, settings.cue), *(tr_content(DECKS, day.card.text) for day in plan.days))
        said = tuple(filter(None, texts))
        month, strip = _month(title, name, plan, settings), _strip(title, name, plan, settings)
        found.append(Poster("month", tr("The days to hang up"), _MONTH, month, said, person))
        found.append(Poster("strip", tr("The days for the pocket"), _STRIP, strip, said, person))
    return found


def _month(title: str, name: str, plan: Plan, settings: Settings) -> Draw:
    def draw(sheet: Sheet) -> None:
        sheet.head(title, _subtitle(name, plan, settings))
        across = plan.week if plan.week >= _FEWEST_ACROSS else _ACROSS
        rows = -(-len(plan.days) // across)
        wide = (sheet.width - _GAP * (across - 1)) / across
        high = (sheet.top - sheet.bottom - _GAP * (rows - 1)) / rows
        # Of few days the boxes would be as high as the page.
        high = min(high, wide)
        for place, day in enumerate(plan.days):
            row, column = divmod(place, across)
            x = sheet.left + column * (wide + _GAP)
            _draw_day(sheet, day, x, sheet.top - row * (high + _GAP), wide, high)

    return draw


def _draw_day(sheet: Sheet, day: PlanDay, x: float, top: float, width: float, height: float) -> None:
    """A box: the day, the card as large as it fits, what it is about, and a place to tick."""
    inner = width - 2 * _PAD
    sheet.box(x, top - height, width, height, fill=style.SOFT if day.returns else None)
    sheet.stack([Text(day.when, _DAY)], x + _PAD, top - _PAD + 1, inner)
    below = top - _PAD - _DAY.leading
    bottom = top - height + _PAD
    card = sheet.fitted(tr_content(DECKS, day.card.text), _CARD, inner, below - bottom - _TICK - 1)
    sheet.stack([card], x + _PAD, below, inner)
    sheet.box(x + width - _PAD - _TICK, bottom, _TICK, _TICK, stroke=style.INK, fill=style.WHITE, radius=1.5)
    about = sheet.fitted(day.about, _ABOUT, inner - _TICK - 4, _ABOUT.leading)
    sheet.stack([about], x + _PAD, bottom + _ABOUT.leading - 1, inner)


def _strip(title: str, name: str, plan: Plan, settings: Settings) -> Draw:
    def draw(sheet: Sheet) -> None:
        weeks = plan.weeks if plan.week >= _FEWEST_ACROSS else _in_fives(plan)
        wide = sheet.width / len(weeks)
        top = sheet.top - 22
        sheet.stack([Text(_line(title, name), _NOTE)], sheet.left, sheet.top - 4, sheet.width)
        bottom = top - _STRIP_HEIGHT
        sheet.box(sheet.left, bottom, sheet.width, _STRIP_HEIGHT, radius=0)
        for number, week in enumerate(weeks):
            x = sheet.left + number * wide
            if number:
                _fold_line(sheet, x, top)
            _draw_week(sheet, week, x + 4, top - 5, wide - 8, _STRIP_HEIGHT - 10)
        said = tr("Cut along the frame, and fold between the weeks.")
        cue = _cue(settings, plan)
        sheet.stack([Text(" ".join(filter(None, (said, cue))), _NOTE)], sheet.left, bottom - 8, sheet.width)

    return draw


def _draw_week(sheet: Sheet, week: Sequence[PlanDay], x: float, top: float, width: float, height: float) -> None:
    most = max(len(week), _ACROSS)
    each = height / most
    for number, day in enumerate(week):
        upper = top - number * each
        if day.returns:
            sheet.box(x - 2, upper - each + 3, width + 4, each - 1, fill=style.SOFT, stroke=None, radius=1)
        sheet.box(x + width - 7, upper - 8, 7, 7, fill=style.WHITE, stroke=style.INK, radius=1)
        sheet.stack([Text(day.when, _SMALL_DAY)], x, upper, width - 10)
        card = sheet.fitted(tr_content(DECKS, day.card.text), _SMALL_CARD, width, each - _SMALL_DAY.leading - 2)
        sheet.stack([card], x, upper - _SMALL_DAY.leading, width)


def _fold_line(sheet: Sheet, x: float, top: float) -> None:
    for part in range(0, int(_STRIP_HEIGHT), 6):
        sheet.box(x - 0.2, top - part - 3, 0.4, 3, radius=0, stroke=style.FAINT)


def _in_fives(plan: Plan) -> list[tuple[PlanDay, ...]]:
    return [plan.days[at : at + _ACROSS] for at in range(0, len(plan.days), _ACROSS)]


def _line(title: str, name: str) -> str:
    return tr("{title} · {name}", title=title, name=name) if name else title


def _subtitle(name: str, plan: Plan, settings: Settings) -> str:
    dates = [day.date for day in plan.days if day.date is not None]
    when = tr("{first} to {last}", first=long_day(dates[0]), last=long_day(dates[-1])) if dates else ""
    return " · ".join(filter(None, (name, when, _cue(settings, plan))))


def _cue(settings: Settings, plan: Plan) -> str:
    if not settings.cue or not any(day.returns for day in plan.days):
        return ""
    return tr("The shaded card returns: {cue}", cue=tr_content(AGENDA, settings.cue))
