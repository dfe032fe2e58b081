"""How far everybody is, kept up one participant at a time, in every kind of exercise."""

import gc
from random import Random
from weakref import ref

import pytest

from facilitator.errors import NotFound
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.live_standings import LiveStandings
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from facilitator.workshop.standings import State


class Heard:
    """What a model says, and what it holds when it says it."""

    def __init__(self, live: LiveStandings) -> None:
        self.said: list[int | str] = []
        live.person_changed.connect(self._person)
        live.reset.connect(self._reset)

    def _person(self, participant_id: int) -> None:
        self.said.append(participant_id)

    def _reset(self) -> None:
        self.said.append("reset")

    def take(self) -> set[int | str]:
        said, self.said = set(self.said), []
        return said


@pytest.mark.parametrize("kind", [each.kind for each in exercises() if each.has(Exercise.simulate)])
def test_it_holds_what_the_exercise_tells(library: Library, workshop: int, kind: str) -> None:
    (exercise,) = (each for each in exercises() if each.kind == kind)
    step, other = (add_exercise(library, workshop, kind).value for _ in range(2))
    live = LiveStandings(library, step)
    heard = Heard(live)
    first, second, *_ = (person.id for person in people_of(library, workshop))

    def is_right() -> bool:
        return list(live.standings) == exercise.standings(library, step)

    exercise.simulate(library, step, first, Random(1))
    # Cards without a name tell of nobody alone who wrote them, and a team answers together.
    assert heard.take() <= {each.participant_id for each in live.standings if each.state is State.DONE} | {"reset"}
    found = live.of_person(first)
    assert found is not None and found.state is State.DONE and is_right()
    exercise.simulate(library, other, second, Random(2))
    # What somebody agreed to is of the whole workshop; nobody else is read again for it.
    assert heard.take() <= {second} and is_right()
    update_person(library, second, Person("Another name"))
    assert heard.take() == {second} and is_right()
    added = add_people(library, workshop, [Person("Late Comer")])
    assert heard.take() == {"reset"}
    assert live.standings[-1].name == "Late Comer" and is_right()
    added.undo()
    removed = remove_people(library, [first])
    assert live.of_person(first) is None and is_right()
    removed.undo()
    assert is_right()
    remove_step(library, step)
    assert len(live.standings) == len(people_of(library, workshop))
    with pytest.raises(NotFound):
        LiveStandings(library, step)


def test_a_listener_that_fails_harms_nobody_and_a_model_ends_with_its_holder(
    library: Library, workshop: int, network_step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: reported.append(kind))
    live = LiveStandings(library, network_step)

    def fail(_participant_id: int) -> None:
        raise ZeroDivisionError

    live.person_changed.connect(fail)
    heard = Heard(live)
    (exercise,) = (each for each in exercises() if each.kind == "network")
    person = people_of(library, workshop)[0].id
    exercise.simulate(library, network_step, person, Random(1))
    assert heard.take() == {person}
    assert set(reported) == {ZeroDivisionError}
    gone = ref(live)
    del live
    gc.collect()
    assert gone() is None
