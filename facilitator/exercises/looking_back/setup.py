"""A new step looks back at what is found; a copy of it too, since it stands in another workshop or at another time."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from facilitator.content_files import checked
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.tables import LookBackSetup
from facilitator.i18n import tr
from facilitator.records import Record


class _Options(Record):
    starts_afresh: bool = False


@implements(Exercise.set_up)
def set_up(session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Write the default settings."""
    chosen = checked(_Options, options, tr("What the step begins with"))
    session.add(LookBackSetup(step_id=step_id, **chosen.model_dump()))


@implements(Exercise.copy_set_up)
def copy_set_up(session: Session, source_step: int, target_step: int) -> None:
    """Write the default settings."""
    set_up(session, target_step, {})
