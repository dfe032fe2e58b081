"""Pages and answers are said to whoever has the screen read to them."""

from typing import Any

from ui.announcing import announcer

Station = Any  # the fixture's class lives in the conftest


def test_each_page_and_each_answer_is_announced(station: Station) -> None:
    said: list[str] = []
    announcer().said.connect(said.append)
    try:
        station.begin("alek")
        begun = len(said)
        assert begun
        station.type("1AB\nCD\n")
        station.type("\n\n")
        before = len(said)
        station.type("1")
        # Whose answer, to which question, and which.
        assert any(each.startswith("AB, ") and each.endswith(": In my team") for each in said[before:]), said[before:]
        assert len(set(said)) > 3
        station.click("network-stop")
        assert said[-1] == "Your answers are kept"
        station.click("station-thanks-done")
        assert said[-1] == "Pick your name"
    finally:
        announcer().said.disconnect(said.append)
