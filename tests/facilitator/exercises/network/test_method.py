"""The method note speaks of every measure, and of none that isn't there."""

import re
from dataclasses import fields

from facilitator.exercises.network.measures import FactorMeasures, NetworkMeasures
from facilitator.exercises.network.method import method_note
from facilitator.exercises.network.ties.structure import Structure

OF_THE_ROOM = {"band", "indegree", "room_density", "isolates", "reciprocity", "mixing", "betweenness", "paired"}


def test_every_measure_is_explained_with_its_source() -> None:
    note = method_note()
    measured = {field.name for kind in (FactorMeasures, NetworkMeasures, Structure) for field in fields(kind)}
    measured -= {"key", "n", "size", "counts", "top_codes", "entry", "factors", "structure", "ties"}
    assert {each.key for each in note.measures} == measured | OF_THE_ROOM
    for each in note.measures:
        assert all((each.name, each.sentence, each.formula, each.small, each.source))
    cited = {name for each in note.measures for name in re.findall(r"([A-Z]\w+) (?:& \w+ )?\(\d{4}\)", each.source)}
    assert cited
    assert all(any(line.startswith(name) for line in note.references) for name in cited)


def test_the_note_credits_what_it_stands_on() -> None:
    credit = " ".join(method_note().credits)
    assert "adapted from Cross & Parker (2004)" in credit
    assert "after Charles Jennings" in credit.replace("After", "after")
