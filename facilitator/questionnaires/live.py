"""What a room has answered, kept in step with the library: one person is read again when that person answers.

Measures and figures are pure functions of its `room`. A model ends with whoever holds it.
"""

from collections.abc import Mapping, Sequence

from facilitator.errors import NotFound
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.counted import CountedRoom, floor_of, room_of, sent_by_person, teams_of
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.reading import Response, nobodys, response_of_person, responses
from facilitator.questionnaires.setup import Setup, get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library


class LiveAnswers:
    """The responses of the present round. Emits `person_changed` with a participant's id, or `reset` for all of them.

    `changes` is what it hears from, the library itself unless a window hands changes on in its own thread. While
    anonymous answers are collected there are none to be read.
    """

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        self._library = library
        self._step_id = step_id
        self.person_changed: Announcer[int] = Announcer(int)
        self.reset: Announcer[()] = Announcer()
        self._responses: dict[int, Response] = {}
        self._by_person: dict[int, int] = {}
        self._is_there = True
        self._setup: Setup = get_setup(library, step_id)
        self._nobodys = Given(self._setup.questionnaire)
        self._before: Mapping[int, Given] = {}
        self._teams: Mapping[int, str] = {}
        self._floor: int
        self._asked: Questionnaire
        self._is_stale = False
        self._to_read: set[int] = set()
        """Who has answered since they were read last: of many answers between two looks each person is read once."""
        self._read()
        (changes or library.changed).connect(self._heard)

    @property
    def is_there(self) -> bool:
        """Whether the step is on the agenda; where it is not, whoever shows it goes with it."""
        self._refresh()
        return self._is_there

    @property
    def setup(self) -> Setup:
        """What the step asks now."""
        self._refresh()
        return self._setup

    @property
    def responses(self) -> Sequence[Response]:
        """Everybody's, in the order of beginning; drafts are in them, told by `Answer.sent`."""
        self._refresh()
        return [self._responses[response_id] for response_id in sorted(self._responses)]

    @property
    def nobodys(self) -> Given:
        """The answers of nobody, in an order of chance; none while anonymous ones are collected."""
        self._refresh()
        return self._nobodys

    def of_person(self, participant_id: int) -> Response | None:
        """What a participant answers, alone or with others; None before they begin."""
        self._refresh()
        return self._responses.get(self._by_person.get(participant_id, 0))

    @property
    def by_person(self) -> Mapping[int, Response]:
        """The responses by the ids of those who give them."""
        self._refresh()
        return {person: self._responses[response_id] for person, response_id in self._by_person.items()}

    @property
    def room(self) -> CountedRoom:
        """What was sent until now, as `read_room` reads it."""
        found, setup = self.responses, self._setup
        of_nobody = None if setup.is_secret else self._nobodys
        return room_of(setup, self._asked, found, of_nobody, self._before, self._teams, self._floor)

    def _refresh(self) -> None:
        """Read those who have answered, and everybody where more has changed: once, however often that was."""
        if not self._is_stale:
            while self._to_read:
                self._read_person(self._to_read.pop())
            return
        self._is_stale = False
        self._to_read.clear()
        try:
            self._read()
            self._is_there = True
        except NotFound:
            self._responses, self._by_person, self._is_there = {}, {}, False

    def _read(self) -> None:
        library, step_id = self._library, self._step_id
        setup = self._setup = get_setup(library, step_id)
        self._asked = translated(setup.questionnaire, setup.source)
        self._responses = {each.id: each for each in responses(library, step_id)}
        self._by_person = {person: each.id for each in self._responses.values() for person in each.members}
        self._nobodys = Given(setup.questionnaire) if setup.is_secret else nobodys(library, step_id)
        self._before = sent_by_person(responses(library, step_id, setup.round - 1)) if setup.round > 1 else {}
        self._teams = teams_of(library, setup.workshop_id)
        self._floor = floor_of(library, setup.workshop_id)

    def _heard(self, change: Change) -> None:
        if change.step_id == self._step_id and change.topic is Topic.ANSWERS and change.participant_id is not None:
            self._to_read.add(change.participant_id)
            self.person_changed.emit(change.participant_id)
        elif self._is_wider(change):
            self._is_stale = True
            self.reset.emit()

    def _is_wider(self, change: Change) -> bool:
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS):
            return change.step_id in (self._step_id, None)
        if change.workshop_id not in (None, self._setup.workshop_id):
            return False
        if change.topic is Topic.AGENDA:
            # It changes often, and is told of only when one's own step goes or comes back.
            return self.is_there != self._is_on_the_agenda()
        # People who are removed take their answers with them, and undo may bring back anything.
        return change.topic in (Topic.ROSTER, Topic.ERASED)

    def _is_on_the_agenda(self) -> bool:
        try:
            get_setup(self._library, self._step_id)
        except NotFound:
            return False
        return True

    def _read_person(self, participant_id: int) -> None:
        before = self._by_person.get(participant_id)
        try:
            found = response_of_person(self._library, self._step_id, participant_id)
        except NotFound:
            # The step went meanwhile, which is told apart.
            return
        if found is None:
            self._by_person.pop(participant_id, None)
            if before is not None and before not in self._by_person.values():
                self._responses.pop(before, None)
        else:
            self._responses[found.id] = found
            for person in found.members:
                self._by_person[person] = found.id
            if before not in (None, found.id) and before not in self._by_person.values():
                self._responses.pop(before, None)
