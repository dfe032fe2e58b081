"""Steps for findings: three for each that a room can be told, in both languages."""

import pytest

from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.network.roles.found import Role
from facilitator.exercises.network.roles.load import LOAD_STEPS
from facilitator.exercises.network.steps import _standard, steps_for
from facilitator.exercises.network.wording import Words
from facilitator.i18n import speaking


def test_each_finding_that_a_room_can_be_told_has_three_steps() -> None:
    told = {rule.key for rule in load_rules().rules if not rule.private} | set(Role) | {LOAD_STEPS}
    assert set(_standard().steps) == told
    every = [step for key in told for step in steps_for(key)]
    assert len(every) == len(set(every)) == 3 * len(told) >= 30


@pytest.mark.parametrize("key", ["own_team", "hard_to_replace"])
def test_they_are_spoken_in_german(key: str) -> None:
    with speaking("de"):
        german = steps_for(key)
    assert len(german) == 3 and not set(german) & set(steps_for(key))


def test_what_has_no_steps_has_none() -> None:
    assert steps_for("energy") == []


def test_they_speak_of_the_clients_team_and_of_no_other() -> None:
    words = Words("die Schicht", "der Bereich")
    for language, own in (("en", "another Schicht"), ("de", "einer anderen Schicht")):
        with speaking(language):
            told = [step for key in _standard().steps for step in steps_for(key, words)]
            assert own in " ".join(told)
            assert [step for step in told if "{" in step or "eam" in step] == []
