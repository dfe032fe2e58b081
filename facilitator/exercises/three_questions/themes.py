"""Gathering cards into themes. A card is in one theme or in none, and no operation here can take a card away."""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions.cards import card_of
from facilitator.exercises.three_questions.setup import setup_row
from facilitator.exercises.three_questions.tables import CardDots, CardMark, CardTheme
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step, required


def make_theme(library: Library, step_id: int, name: str, card_ids: Iterable[int] = ()) -> Done[int]:
    """A new theme of these cards, wherever they were; the value is its id. Raises Invalid without a name."""
    with library.change(tr("Make theme")) as change:
        theme = _new_theme(change, step_id, name)
        _move(change, step_id, card_ids, theme.id)
    return change.done(theme.id)


def rename_theme(library: Library, step_id: int, theme_id: int, name: str) -> Done[None]:
    """Give a theme another name."""
    with library.change(tr("Rename theme")) as change:
        _theme(change, step_id, theme_id).name = _named(name)
    return change.done(None)


def move_cards(library: Library, step_id: int, card_ids: Iterable[int], theme_id: int | None) -> Done[None]:
    """Put cards into a theme, or with None into no theme. Dots on a loose card go with it into the theme."""
    with library.change(tr("Move cards")) as change:
        if theme_id is not None:
            _theme(change, step_id, theme_id)
        _move(change, step_id, card_ids, theme_id)
    return change.done(None)


def merge_themes(library: Library, step_id: int, theme_id: int, others: Iterable[int]) -> Done[None]:
    """Put the cards and the dots of `others` into `theme_id`; the others are gone then."""
    with library.change(tr("Merge themes")) as change:
        _theme(change, step_id, theme_id)
        for other_id in dict.fromkeys(others):
            if other_id == theme_id:
                continue
            other = _theme(change, step_id, other_id)
            _move(change, step_id, _cards_in(change.session, other_id), theme_id)
            for dots in change.session.exec(select(CardDots).where(CardDots.theme_id == other_id)).all():
                _lay(change.session, dots, theme_id)
            change.session.flush()
            change.session.delete(other)
            change.session.flush()
    return change.done(None)


def split_theme(library: Library, step_id: int, theme_id: int, card_ids: Iterable[int], name: str) -> Done[int]:
    """Take some cards of a theme into a new one; the value is its id. The dots stay where they were laid.

    Raises Invalid when a card is not of this theme, or when none would stay behind.
    """
    with library.change(tr("Split theme")) as change:
        _theme(change, step_id, theme_id)
        inside, chosen = set(_cards_in(change.session, theme_id)), list(dict.fromkeys(card_ids))
        if not chosen or not set(chosen) < inside:
            raise Invalid(tr("Choose some of the cards of the theme, and leave at least one."))
        made = _new_theme(change, step_id, name)
        _move(change, step_id, chosen, made.id)
    return change.done(made.id)


def dissolve_theme(library: Library, step_id: int, theme_id: int) -> Done[None]:
    """Take a theme away. Its cards are loose then, and whoever laid dots on it has them back."""
    with library.change(tr("Dissolve theme")) as change:
        theme = _theme(change, step_id, theme_id)
        _move(change, step_id, _cards_in(change.session, theme_id), None)
        change.session.delete(theme)
    return change.done(None)


def _new_theme(change: Transaction, step_id: int, name: str) -> CardTheme:
    setup_row(change.session, step_id)
    last = change.session.exec(select(func.max(CardTheme.position)).where(CardTheme.step_id == step_id)).one()
    theme = CardTheme(step_id=step_id, position=0 if last is None else last + 1, name=_named(name))
    change.session.add(theme)
    change.session.flush()
    _announce(change, step_id)
    return theme


def _theme(change: Transaction, step_id: int, theme_id: int) -> CardTheme:
    theme = change.session.get(CardTheme, theme_id)
    if theme is None or theme.step_id != step_id:
        raise NotFound(tr("This theme is no longer there."))
    _announce(change, step_id)
    return theme


def _cards_in(session: Session, theme_id: int) -> list[int]:
    return list(session.exec(select(CardMark.answer_id).where(col(CardMark.theme_id) == theme_id)))


def _move(change: Transaction, step_id: int, card_ids: Iterable[int], theme_id: int | None) -> None:
    for card_id in dict.fromkeys(card_ids):
        card_of(change, step_id, card_id).theme_id = theme_id
        if theme_id is not None:
            for dots in change.session.exec(select(CardDots).where(CardDots.card_id == card_id)).all():
                _lay(change.session, dots, theme_id)
    change.session.flush()


def _lay(session: Session, dots: CardDots, theme_id: int) -> None:
    """Let `dots` lie on a theme, together with those of the same person that lie there."""
    there = session.exec(
        select(CardDots).where(
            col(CardDots.theme_id) == theme_id,
            col(CardDots.participant_id) == dots.participant_id
            if dots.participant_id is not None
            else col(CardDots.participant_id).is_(None),
        )
    ).first()
    if there is None:
        dots.theme_id, dots.card_id = theme_id, None
        session.add(dots)
    else:
        there.dots += dots.dots
        session.add(there)
        session.delete(dots)
    session.flush()


def _named(name: str) -> str:
    return required(name, tr("A theme needs a name."))


def _announce(change: Transaction, step_id: int) -> None:
    change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))
