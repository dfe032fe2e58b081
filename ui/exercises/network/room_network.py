"""How the windows have the room's network measured: in a thread, for all of them at once."""

from facilitator.exercises.network.whole.live import LiveRoomNetwork
from facilitator.storage.changes import Source
from facilitator.storage.library import Library
from ui.work import run_in_background


def room_network(library: Library, step_id: int, /, *, changes: Source) -> LiveRoomNetwork:
    """Make the model of a step's network: for `facilitator.exercises.models.Models.of`."""
    return LiveRoomNetwork(library, step_id, changes=changes, run=run_in_background)
