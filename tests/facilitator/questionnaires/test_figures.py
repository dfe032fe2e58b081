"""Figures are made when they are asked for, each once, in the language in which they were handed out."""

from asked import ask

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Rows
from facilitator.i18n import speaking, tr
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.figures import Figures
from facilitator.questionnaires.fitting import SCALES, fitting_figures
from facilitator.questionnaires.model import Questionnaire, Scale
from facilitator.storage.library import Library


def test_only_what_is_asked_for_is_made_once_and_in_the_language_of_then() -> None:
    made: list[str] = []

    def figure(key: str) -> Figure:
        made.append(key)
        return Figure(tr("Due"), "", Rows(), "", 0, 0)

    with speaking("de"):
        found = Figures({key: lambda key=key: figure(key) for key in ("one", "two")})  # type: ignore[misc]
    assert (list(found), len(found), made) == (["one", "two"], 2, [])
    assert found["two"].title == "Fällig" and found["two"] is found["two"]
    assert made == ["two"]
    found["one"] = found["two"]
    del found["two"]
    assert dict(found) == {"one": found["one"]} and made == ["two"]


def test_scales_that_are_not_among_all_scales_are_counted(library: Library) -> None:
    scales = [Scale(key=f"s{at}", text=f"How {at}?", labels=tuple("ABC")) for at in range(14)]
    asked = ask(library, Questionnaire(title="Many", questions=(*scales, Scale(key="t", text="?", labels=("A", "B")))))
    assert "3 more scales are not in it" in fitting_figures(read_room(library, asked.step))[SCALES].sentence
    few = ask(library, Questionnaire(title="Few", questions=tuple(scales[:5])))
    assert "not in it" not in fitting_figures(read_room(library, few.step))[SCALES].sentence
