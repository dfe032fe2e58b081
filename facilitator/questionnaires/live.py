"""What a room has answered, kept in step with the library: one person is read again when that person answers.

Measures are pure functions of it. A model ends with whoever holds it.
"""

from collections.abc import Mapping, Sequence

from facilitator.errors import NotFound
from facilitator.questionnaires.answers import Response, nobodys, response_of_person, responses
from facilitator.questionnaires.given import Given
from facilitator.questionnaires.setup import Setup, get_setup
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library


class LiveAnswers:
    """The responses of the present round. Emits `person_changed` with a participant's id, or `reset` for all of them.

    `changes` is what it hears from, the library itself unless a window hands changes on in its own thread. While
    anonymous answers are collected there are none to be read, and `sent_count` alone goes on.
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
        self._read()
        (changes or library.changed).connect(self._heard)

    @property
    def setup(self) -> Setup:
        """What the step asks now."""
        return self._setup

    @property
    def responses(self) -> Sequence[Response]:
        """Everybody's, in the order of beginning; drafts are in them, told by `Answer.sent`."""
        return list(self._responses.values())

    @property
    def nobodys(self) -> Given:
        """The answers of nobody, in an order of chance; none while anonymous ones are collected."""
        return self._nobodys

    @property
    def sent_count(self) -> int:
        """How many people have sent."""
        return sum(len(each.members) for each in self._responses.values() if each.sent)

    def of_person(self, participant_id: int) -> Response | None:
        """What a participant answers, alone or with others; None before they begin."""
        return self._responses.get(self._by_person.get(participant_id, 0))

    @property
    def by_person(self) -> Mapping[int, Response]:
        """The responses by the ids of those who give them."""
        return {person: self._responses[response_id] for person, response_id in self._by_person.items()}

    def _read(self) -> None:
        self._setup = get_setup(self._library, self._step_id)
        self._responses = {each.id: each for each in responses(self._library, self._step_id)}
        self._by_person = {person: each.id for each in self._responses.values() for person in each.members}
        secret = self._setup.is_secret
        self._nobodys = Given(self._setup.questionnaire) if secret else nobodys(self._library, self._step_id)

    def _heard(self, change: Change) -> None:
        if change.step_id == self._step_id and change.topic is Topic.ANSWERS and change.participant_id is not None:
            self._read_person(change.participant_id)
        elif self._is_wider(change):
            was_there, is_there = self._is_there, self._read_if_there()
            # An agenda changes often, and is told of one's own step only when that goes or comes back.
            if change.topic is not Topic.AGENDA or was_there != is_there:
                self.reset.emit()

    def _read_if_there(self) -> bool:
        try:
            self._read()
            self._is_there = True
        except NotFound:
            # Whoever shows the step goes with it.
            self._responses, self._by_person, self._is_there = {}, {}, False
        return self._is_there

    def _is_wider(self, change: Change) -> bool:
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS):
            return change.step_id == self._step_id
        # People who are removed take their answers with them, and undo may bring back anything.
        mine = change.workshop_id in (None, self._setup.workshop_id)
        return mine and change.topic in (Topic.ROSTER, Topic.AGENDA, Topic.ERASED)

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
        self.person_changed.emit(participant_id)
