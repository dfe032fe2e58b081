"""What the room sees of the network exercise."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import ProjectorView, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.network_views import make_view, network_views
from ui.exercises.network.projector_views import OverlayView, overlay_views


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The live overlay first, then groups, before and after, and the room as a network."""
    return (*overlay_views(), *network_views())


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """Make the view of this key."""
    return make_view(key, bridge, step_id) or OverlayView(bridge, step_id)


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> tuple[str, Sequence[str]]:
    """Whom to think of, and what to do at the station."""
    setup = get_setup(library, step_id)
    asked = tr(
        "Think of the {fewest} to {most} people you turn to for advice or to solve a problem.",
        fewest=setup.fewest,
        most=setup.most,
    )
    lines = [tr("List them on paper; initials are enough."), tr("At the station, pick your name.")]
    if setup.offers_tally and not setup.offers_contact:
        lines.append(tr("Count them for each question; the names stay on your paper."))
    else:
        lines.append(tr("Answer a few questions about each of them, then see your shape."))
    return asked, lines
