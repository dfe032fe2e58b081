"""A change of what the editorial board knows of a step."""

from collections.abc import Iterator
from contextlib import contextmanager

from facilitator.questionnaires.setup import read_setup
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction


@contextmanager
def changing(library: Library, step_id: int, label: str) -> Iterator[Transaction]:
    """One transaction, which announces that the step is another. Raises NotFound for a step that is gone."""
    with library.change(label) as change:
        workshop_id = read_setup(change.session, step_id).workshop_id
        yield change
        change.session.flush()
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
