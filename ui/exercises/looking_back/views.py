"""What the room sees when it looks back: what was agreed, and one run chart at a time."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.looking_back.followed import followed
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import Choice, ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.looking_back.projector_views import AGREED, CHART, WHICH, AgreedView, RunChartView

_MOST = 24
"""So many charts can be chosen by their number; the next one is always one key away."""


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """What was agreed first: readings are read as its answer."""
    which = Choice(WHICH, tr("Chart"), tuple((str(number), str(number)) for number in range(1, _MOST + 1)))
    return ViewInfo(AGREED, tr("What was agreed")), ViewInfo(CHART, tr("Run chart"), (which,))


@implements(ExerciseUi.opening_view)
def opening_view(library: Library, step_id: int) -> str:
    """What was agreed, where anything was."""
    found = followed(library, step_id)
    if found.actions:
        return AGREED
    return CHART if found.findings else ""


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """What to talk about."""
    lines = (tr("What did you do?"), tr("What can be seen of it today?"), tr("What else happened meanwhile?"))
    return Spoken(tr("What we agreed, and what can be seen of it"), lines)


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of `views`."""
    return RunChartView(bridge, step_id) if key == CHART else AgreedView(bridge, step_id)
