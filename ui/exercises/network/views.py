"""What the room sees of the network exercise."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.listing import listing
from facilitator.exercises.network.roles.seen_load import SAID_LOAD, SeenLoad
from facilitator.exercises.network.seen import NETWORKS, SeenNetworks
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import speaking
from facilitator.questionnaires.batches import Together, was_seen
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_in
from ui.bridge import LibraryBridge
from ui.exercises.contract import ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.load_view import LOAD, LoadView, load_title
from ui.exercises.network.network_views import make_view, network_views
from ui.exercises.network.projector_views import OverlayView, overlay_views


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The live overlay first, then groups, before and after, and the room as a network."""
    return (*overlay_views(), *network_views())


@implements(ExerciseUi.views_of)
def views_of(library: Library, step_id: int) -> Sequence[ViewInfo]:
    """The same, and how many are asked for too much where that is asked."""
    asked = get_analysis(library, step_id).asks_load
    return (*views(), *((ViewInfo(LOAD, load_title()),) if asked else ()))


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """Make the view of this key."""
    if key == LOAD:
        return LoadView(bridge, step_id)
    return make_view(key, bridge, step_id) or OverlayView(bridge, step_id)


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """The five prompts for the list, as they are spoken one after the other, in the language of the participants."""
    setup = get_setup(library, step_id)
    with speaking(spoken_in(library, setup.workshop_id)):
        told = listing(setup)
    return Spoken(f"{told.lead} {told.initials}", told.prompts, (told.again, told.many))


@implements(ExerciseUi.held_back)
def held_back(bridge: LibraryBridge, step_id: int) -> Sequence[Together]:
    """The lists and what was said of load, each once the room has seen any of it."""
    found: list[Together] = []
    if was_seen(bridge.library, step_id, NETWORKS):
        found.append(bridge.models.of(SeenNetworks, step_id))
    if was_seen(bridge.library, step_id, SAID_LOAD):
        found.append(bridge.models.of(SeenLoad, step_id))
    return found
