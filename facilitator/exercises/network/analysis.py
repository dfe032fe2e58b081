"""What a step asks and shows beyond its questions: who knows whom, and of how many people anything is shown."""

from dataclasses import dataclass

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.exercises.network.groups.threshold import DEFAULT
from facilitator.exercises.network.tables import NetworkAnalysis
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.totals import LEAST
from facilitator.workshop.agreement import FLOOR, refuse_under_agreement
from facilitator.workshop.find import find_step


@dataclass(frozen=True, slots=True)
class Analysis:
    """`asks_ties` offers the grid of who knows whom.

    `smallest_group` is the floor: of so many people, a group or the whole room, others may see something.

    With `carries_over`, who was recognised from an earlier workshop begins with a copy of the list they had there.

    `outside_matters` where the work has to do with people beyond the organisation; on most shop floors it does not.

    With `shows_roles` the facilitator alone sees who connects, bridges groups or is at the edge, of those who agreed.
    With `asks_load` everybody is asked whether they are asked for more than they can give.

    With `action_later` the station asks for one thing to do when somebody comes back, and not at their first turn.
    """

    asks_ties: bool = False
    smallest_group: int = DEFAULT
    carries_over: bool = False
    outside_matters: bool = True
    shows_roles: bool = False
    asks_load: bool = False
    action_later: bool = False

    @property
    def given(self) -> frozenset[str]:
        """What is so in this workshop, for the rules that need it."""
        return frozenset({"outside"} if self.outside_matters else ())


def get_analysis(library: Library, step_id: int) -> Analysis:
    """The settings of a step; the defaults where nobody chose. Raises NotFound for an unknown step."""

    def read() -> Analysis:
        with library.read() as session:
            find_step(session, step_id)
            return read_analysis(session, step_id)

    return library.once(("analysis", step_id), read)


def read_analysis(session: Session, step_id: int) -> Analysis:
    """`get_analysis` within a session."""
    row = session.get(NetworkAnalysis, step_id)
    return Analysis() if row is None else _of(row)


def _of(row: NetworkAnalysis) -> Analysis:
    return Analysis(**row.model_dump(exclude={"step_id"}))


def change_analysis(library: Library, step_id: int, analysis: Analysis) -> Done[None]:
    """Choose the settings. Raises Invalid for groups of fewer than three people."""
    if analysis.smallest_group < LEAST:
        sentence = tr(
            "What is shown of several people needs at least {least} of them, or it gives away who said what.",
            least=LEAST,
        )
        raise Invalid(sentence)
    with library.change(tr("Change exercise settings")) as change:
        workshop_id = find_step(change.session, step_id).workshop_id
        write_analysis(change.session, step_id, analysis)
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
    return change.done(None)


def write_analysis(session: Session, step_id: int, analysis: Analysis) -> None:
    """Write the settings, within a session. Raises Invalid for what a works agreement of the workshop rules out."""
    workshop_id = find_step(session, step_id).workshop_id
    if analysis.smallest_group < FLOOR:
        refuse_under_agreement(session, workshop_id, tr("Nothing is shown of fewer than {floor} people.", floor=FLOOR))
    if analysis.asks_ties:
        refuse_under_agreement(session, workshop_id, tr("Nobody is asked who knows whom."))
    if analysis.carries_over:
        refuse_under_agreement(session, workshop_id, tr("Nothing is carried over from one workshop to another."))
    if analysis.shows_roles:
        refuse_under_agreement(session, workshop_id, tr("Nobody’s part in the room’s network is shown to anybody."))
    if analysis.asks_load:
        refuse_under_agreement(session, workshop_id, tr("Nobody is asked how much they are asked for."))
    row = session.get(NetworkAnalysis, step_id) or NetworkAnalysis(step_id=step_id)
    row.shows_roles, row.asks_load = analysis.shows_roles, analysis.asks_load
    row.asks_ties, row.smallest_group = analysis.asks_ties, analysis.smallest_group
    row.carries_over, row.outside_matters = analysis.carries_over, analysis.outside_matters
    row.action_later = analysis.action_later
    session.add(row)
