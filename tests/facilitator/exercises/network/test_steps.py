"""Steps for findings: three for each that a room can be told, in both languages."""

import json
from pathlib import Path

import pytest

from facilitator.errors import BadFile, Invalid, NotFound
from facilitator.exercises.content_file import read_content
from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.network.roles.found import Role
from facilitator.exercises.network.roles.load import LOAD_STEPS
from facilitator.exercises.network.steps import (
    LONGEST,
    StepsFile,
    _standard,
    findings_with_steps,
    own_steps,
    steps_for,
    word_anew,
)
from facilitator.exercises.network.wording import USUAL_WORDS, Words
from facilitator.i18n import speaking
from facilitator.resources import resource
from facilitator.storage.library import Library


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


def test_a_facilitator_words_them_anew_for_all_workshops(library: Library) -> None:
    ours, key = steps_for("own_team"), "own_team"
    word_anew(library, key, ["  Swap  desks {for} a week ", "", "One list"], USUAL_WORDS)
    assert own_steps(library, key, USUAL_WORDS) == ("Swap desks {for} a week", "", "One list")
    with speaking("de"):
        assert steps_for(key, USUAL_WORDS, library) == ["Swap desks {for} a week", "One list"]
    assert steps_for(key) == ours and steps_for("upward", USUAL_WORDS, library) == steps_for("upward")
    word_anew(library, key, ours, USUAL_WORDS)
    assert steps_for(key, USUAL_WORDS, library) == ours
    with speaking("de"):
        # As they came they are the program's own again, in each language.
        assert steps_for(key, USUAL_WORDS, library) == steps_for(key) != ours
    with pytest.raises(Invalid, match="letters"):
        word_anew(library, key, ["x" * (LONGEST + 1), "", ""], USUAL_WORDS)
    with pytest.raises(NotFound):
        word_anew(library, "energy", ["", "", ""], USUAL_WORDS)
    told = findings_with_steps(USUAL_WORDS)
    assert told.keys() == _standard().steps.keys() and len({*told.values()}) == len(told)
    assert not [sentence for sentence in told.values() if "{" in sentence]


@pytest.mark.parametrize("name", ["source", "licence", "credit"])
def test_steps_without_source_licence_or_credit_are_refused(tmp_path: Path, name: str) -> None:
    content = json.loads(resource("insights", "steps", "standard.json").read_bytes())
    path = tmp_path / "steps.json"
    for broken in ({**content, name: " "}, {each: value for each, value in content.items() if each != name}):
        path.write_text(json.dumps(broken))
        with pytest.raises(BadFile, match=name):
            read_content(path, StepsFile)
