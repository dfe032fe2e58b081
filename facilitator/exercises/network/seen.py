"""Whose lists others have been shown: what is new comes to them together, see `facilitator.questionnaires.batches`.

Every picture of the room that names nobody would tell what the one who has just got up has answered, by the difference
to the one before: a median, a count of lists, an arrow between two groups. So they are all drawn from one and the same
lists, those that were shown last, until as many people as the floor are done anew or the facilitator shows the others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from facilitator.errors import NotFound
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.read import NetworkView, read_network, read_views
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import read_setup
from facilitator.questionnaires.batches import Waiting, next_seen
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop.consent import counted

NETWORKS = "networks"
"""What is remembered of the lists."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The lists of one round by participant, as they were when they were shown, and who their contacts were.

    `agreed` are those who had agreed by then to be counted where others name them.
    """

    round: int
    floor: int
    factors: tuple[Factor, ...]
    views: Mapping[int, NetworkView]
    matched: Mapping[int, int]
    agreed: frozenset[int]


def matched_in(
    session: Session, step_id: int, decided: Mapping[int, int], seen: Seen, agreed: Collection[int]
) -> Mapping[int, int]:
    """Who the contacts are: as it is `decided` now, and as it was of those who went from a list since it was shown.

    Whoever has no longer `agreed` to be counted is nobody's contact at once. Who has agreed since is no other's than
    was shown, as a file may have brought it: alone, the ties that are new would tell how often they are named.
    """
    late = set(agreed) - seen.agreed
    matched = {
        contact: person
        for contact, person in decided.items()
        if person not in late or seen.matched.get(contact) == person
    }
    views = read_views(session, step_id, None, seen.round)
    there = {contact.id for view in views.values() for contact in view.contacts}
    gone = {contact: person for contact, person in seen.matched.items() if contact not in there and person in agreed}
    return {**gone, **matched}


class SeenNetworks:
    """The lists that others may see. Emits `changed` when what follows from them may be another, and `waits` too.

    It ends with whoever holds it; views that are made anew go on from what was shown last.
    """

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread.

        Raises NotFound when the step is gone.
        """
        self._library, self._step_id = library, step_id
        self.changed: Announcer[()] = Announcer()
        self.waits: Announcer[()] = Announcer()
        self.waiting = Waiting()
        self._workshop_id: int
        self._now = Seen(0, 0, (), {}, {}, frozenset())
        self._read()
        self.seen: Seen = next_seen(library, step_id, NETWORKS, self._next)
        (changes or library.changed).connect(self._heard)

    def show_all(self) -> None:
        """Let the room see what waits, on the facilitator's own decision."""
        self.seen = next_seen(self._library, self._step_id, NETWORKS, lambda _: self._now)
        self.waiting = Waiting()
        self.changed.emit()
        self.waits.emit()

    def _read(self) -> None:
        with self._library.read() as session:
            setup, latest = read_setup(session, self._step_id), current_round(session, self._step_id)
            views = read_views(session, self._step_id, None, latest)
            matched, _ = read_verdicts(session, self._step_id)
            floor = read_analysis(session, self._step_id).smallest_group
            agreed = frozenset(counted(session, setup.workshop_id))
        self._workshop_id = setup.workshop_id
        # What is as it was stays the same object: then the next answer costs no look at every list.
        known = self._now.views
        lists = {
            person: known[person] if known.get(person) == view else view for person, view in views.items() if view.entry
        }
        self._now = Seen(latest, floor, setup.active, lists, matched, agreed)

    def _heard(self, change: Change) -> None:
        if change.workshop_id not in (self._workshop_id, None) or change.step_id not in (self._step_id, None):
            return
        alone = change.topic is Topic.ANSWERS and change.step_id is not None and change.participant_id is not None
        if alone:
            self._read_person(change.participant_id or 0)
        elif change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER, Topic.ERASED):
            try:
                self._read()
            except NotFound:
                # Whoever shows the step goes with it.
                return
        else:
            return
        before = self.seen
        self.seen = next_seen(self._library, self._step_id, NETWORKS, self._next)
        if not alone or self.seen != before:
            self.changed.emit()
        self.waits.emit()

    def _read_person(self, participant_id: int) -> None:
        view = read_network(self._library, self._step_id, participant_id)
        views = {person: each for person, each in self._now.views.items() if person != participant_id}
        self._now = replace(self._now, views={**views, participant_id: view} if view.entry else views)

    def _next(self, before: Seen | None) -> Seen:
        now, self.waiting = self._now, Waiting()
        if before is None or (before.round, before.floor, before.factors) != (now.round, now.floor, now.factors):
            return now
        lists = {person for person, view in now.views.items() if before.views.get(person) != view}
        # To be counted is agreed to by one after the other, too.
        new = lists | (now.agreed - before.agreed)
        done = {person for person in new if person not in now.views or now.views[person].finished}
        if len(before.views) < now.floor:
            # Who is still at it would be seen answering as the last one of the first few.
            is_time = len(now.views) < now.floor or len(now.views) - len(lists - done) >= now.floor
        else:
            is_time = not new or len(done) >= now.floor
        if is_time:
            return self._with_verdicts()
        self.waiting = Waiting(len(done), now.floor)
        return replace(before, views={person: view for person, view in before.views.items() if person in now.views})

    def _with_verdicts(self) -> Seen:
        """What is there now: who is whose contact is decided apart, and read with it."""
        with self._library.read() as session:
            return replace(self._now, matched=read_verdicts(session, self._step_id)[0])
