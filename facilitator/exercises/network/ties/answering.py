"""Saying which contacts know each other: each call is one committed transaction.

The first call notes that the question was answered at all, so that "nobody knows anybody" can be told from "not
asked". Contacts are named by their ids, which must be on the participant's own list.
"""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.network.answers import Who, announce_answers, opened_network
from facilitator.exercises.network.tables import Contact, ContactTie, TieGrid
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library


def set_tie(library: Library, who: Who, one: int, other: int, knows: bool) -> Done[None]:
    """Say whether two contacts know each other. Raises Invalid for one contact twice, NotFound for one who is gone."""
    return set_ties(library, who, [(one, other)], knows)


def set_ties(library: Library, who: Who, pairs: Iterable[tuple[int, int]], knows: bool) -> Done[None]:
    """Say of many pairs at once whether they know each other; the others stay as they are."""
    ordered = {(min(pair), max(pair)) for pair in pairs}
    if any(low == high for low, high in ordered):
        raise Invalid(tr("Choose two different people."))
    with library.change(tr("Say who knows whom"), step_id=who.step_id) as change:
        network = opened_network(change, who, entry="contact")
        _check(change.session, network.id, {contact for pair in ordered for contact in pair})
        write_grid(change.session, network.id)
        connection = change.session.connection()
        rows = [{"low_id": low, "high_id": high} for low, high in sorted(ordered)]
        if knows and rows:
            connection.execute(insert(ContactTie).on_conflict_do_nothing(), rows)
        for row in rows if not knows else ():
            connection.execute(delete(ContactTie).filter_by(**row))
    return change.done(None)


def nobody_knows_anybody(library: Library, who: Who) -> Done[None]:
    """Note that the question was answered and that, but for what is ticked already, nobody knows each other."""
    return set_ties(library, who, (), knows=True)


def clear_ties(library: Library, who: Who) -> Done[None]:
    """Take the whole answer back: who knows whom is then unknown, which is not the same as nobody."""
    with library.change(tr("Clear who knows whom"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        mine = select(Contact.id).where(Contact.network_id == network.id)
        connection = change.session.connection()
        connection.execute(delete(ContactTie).where(col(ContactTie.low_id).in_(mine)))
        connection.execute(delete(TieGrid).filter_by(network_id=network.id))
        announce_answers(change, who)
    return change.done(None)


def write_grid(session: Session, network_id: int) -> None:
    """Note, within a session, that who knows whom was answered for a list."""
    session.flush()
    session.connection().execute(insert(TieGrid).values(network_id=network_id).on_conflict_do_nothing())


def _check(session: Session, network_id: int, contact_ids: set[int]) -> None:
    mine = set(session.exec(select(Contact.id).where(Contact.network_id == network_id)))
    if not contact_ids <= mine:
        raise NotFound(tr("This contact is no longer on the list."))
