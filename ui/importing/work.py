"""What the preview lets a thread do: reading a table, working out what importing it would do, and doing it.

Each is one step that can't be stopped half-way; a file of thousands of rows takes seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.importing import Proposal, propose, recognise
from facilitator.sharing.targets import Target, targets
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Done, Library
from facilitator.tabular import Options, Plan, Table


@dataclass(frozen=True, slots=True)
class Prepared:
    """A proposal and everything else that the table could be."""

    proposal: Proposal
    targets: tuple[Target, ...]


def prepare(
    library: Library, workshop_id: int, read: Callable[[], Table], target: Target | None, options: Options
) -> LongWork[Prepared]:
    """Read the table and propose how to import it; without a `target` it is recognised by its columns."""
    yield Progress(0, 2, tr("Reading the table"))
    table = read()
    yield Progress(1, 2, tr("Checking every row"))
    if target is None:
        proposal = recognise(library, workshop_id, table, options)
    else:
        proposal = propose(library, workshop_id, table, target, options)
    return Prepared(proposal, tuple(targets(library, workshop_id)))


def carry_out(library: Library, plan: Plan) -> LongWork[Done[None]]:
    """Import for real, after a copy of the library."""
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Importing"))
    return plan.apply()
