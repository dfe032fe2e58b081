"""Which round of a step is the one that is entered and shown: the latest that was started."""

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, col, select

from facilitator.exercises.network.tables import NetworkRound

CURRENT_ROUND: ColumnElement[int] = func.coalesce(
    select(func.max(NetworkRound.round)).where(col(NetworkRound.step_id) == bindparam("step_id")).scalar_subquery(), 1
)
"""SQL for the round that is entered; the statement needs the parameter `step_id`."""

CHOSEN_ROUND: ColumnElement[int] = func.coalesce(bindparam("round"), CURRENT_ROUND)
"""SQL for the round given as the parameter `round`, None standing for the one that is entered."""


def current_round(session: Session, step_id: int) -> int:
    """The number of the round that is entered, from 1."""
    latest = session.exec(select(func.max(NetworkRound.round)).where(NetworkRound.step_id == step_id)).one()
    return latest or 1
