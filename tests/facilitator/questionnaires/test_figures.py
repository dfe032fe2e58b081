"""Figures are made when they are asked for, each once, in the language in which they were handed out."""

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Rows
from facilitator.i18n import speaking, tr
from facilitator.questionnaires.figures import Figures


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
