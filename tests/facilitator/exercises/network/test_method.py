"""The method note speaks of every measure, and of none that isn't there."""

import re
from dataclasses import fields

from facilitator.exercises.network.measures import FactorMeasures, NetworkMeasures
from facilitator.exercises.network.method import method_note, shortened
from facilitator.exercises.network.ties.structure import Structure
from facilitator.exercises.network.wording import Words
from facilitator.i18n import speaking

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


def test_a_summary_has_what_it_shows_and_the_works_that_this_cites() -> None:
    short = shortened(method_note(), ("diversity", "band", "reciprocity"))
    assert [each.key for each in short.measures] == ["diversity", "band", "reciprocity"]
    cited = [line.split(",")[0] for line in short.references]
    assert cited == ["Blau", "Cross", "Hyndman", "Stork", "Wasserman"]
    assert "our own" in short.differences[0] and len(short.differences) == 1


def test_it_speaks_of_the_clients_team() -> None:
    words = Words("die Schicht", "der Bereich")
    for language, said in (("en", "in one’s own Schicht still give"), ("de", "Kontakten in einer Schicht")):
        with speaking(language):
            note = method_note(words)
            assert said in note.lead[-1] and "{" not in " ".join(note.lead)
            (index,) = (each.sentence for each in note.measures if each.key == "ei_index")
            assert "Schicht" in index and "eam" not in index


def test_what_is_for_researchers_is_not_called_shown() -> None:
    """Reliance is asked, not computed from frequencies; effective size and its kin stay in the exported numbers."""
    hidden = {each.key for each in method_note().measures if not each.shown}
    assert {"top3", "herfindahl", "effective_size", "efficiency", "constraint"} <= hidden
