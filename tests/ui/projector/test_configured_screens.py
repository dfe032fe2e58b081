"""Screens as Qt's offscreen platform is configured with them: where no display can be split by xrandr, and for any
number, place and scale of them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from forked import ROOT, Forks, started


def screen(name: str, x: int, width: int, height: int, scale: float = 1) -> dict[str, Any]:
    size = {"x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
    return {"name": name, **size, "dpr": scale}


LAPTOP = screen("LAPTOP", 0, 1280, 720)
BEAMER = screen("BEAMER", 1280, 1920, 1080)
TOUCH = screen("TOUCH", 3200, 1024, 768, 2)
MIRROR = screen("MIRROR", 0, 1280, 720)


def play(forks: Forks | None, folder: Path, screens: list[dict[str, Any]], words: list[str]) -> Any:
    """What there is after doing these things on these screens."""
    config = folder / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    program = started(forks, [str(Path(__file__).with_name("two_screens.py")), str(folder)], environment)
    with program.stdin, program.stdout:
        program.stdin.write("".join(f"{word} 400\n" for word in [*words, "quit"]))
        program.stdin.close()
        said = program.stdout.read()
    assert program.wait(60) == 0
    return json.loads(said.splitlines()[-1])


@pytest.mark.parametrize(
    ("screens", "words", "projector", "station"),
    [
        ([LAPTOP], ["open"], None, None),
        ([LAPTOP, MIRROR], ["open"], None, None),
        ([LAPTOP, BEAMER], ["open"], "BEAMER", None),
        # By hand it is a window over the console, and by the same key back where the room looks: never on all of it.
        ([LAPTOP, BEAMER], ["open", "f11"], None, None),
        ([LAPTOP, BEAMER], ["open", "f11", "f11"], "BEAMER", None),
        ([LAPTOP, TOUCH], ["open"], "TOUCH", None),
        ([LAPTOP, BEAMER], ["open", "station"], "BEAMER", "LAPTOP"),
        ([LAPTOP, BEAMER], ["station-on-BEAMER", "station", "open"], None, "BEAMER"),
        ([LAPTOP, BEAMER, TOUCH], ["station-on-TOUCH", "station", "open"], "BEAMER", "TOUCH"),
        ([LAPTOP, BEAMER, TOUCH], ["station-on-BEAMER", "station", "open"], "TOUCH", "BEAMER"),
        ([LAPTOP, BEAMER, TOUCH], ["open", "station-on-BEAMER", "station"], "TOUCH", "BEAMER"),
    ],
)
def test_who_is_where(
    sampled: Path,
    forks: Forks | None,
    screens: list[dict[str, Any]],
    words: list[str],
    projector: str | None,
    station: str | None,
) -> None:
    found = play(forks, sampled, screens, words)
    places = {each["name"]: [each["x"], each["y"], each["width"], each["height"]] for each in screens}
    assert found["projector"]["full"] == (projector is not None)
    if projector is not None:
        assert found["projector"]["area"] == places[projector]
    if station is None:
        assert found["station"] is None
    else:
        assert found["station"]["area"] == places[station]
        assert found["station"]["full"]
    console = found["console"]["area"]
    assert console[0] + console[2] <= 1280


def test_each_screen_shows_the_number_that_it_has_in_the_list(sampled: Path, forks: Forks | None) -> None:
    found = play(forks, sampled, [LAPTOP, BEAMER, TOUCH], ["open", "numbers"])
    assert found["numbers"] == {"1": ["LAPTOP", True], "2": ["BEAMER", True], "3": ["TOUCH", True]}
    listed = found["screens-to-choose"]
    assert [each for each in listed if each.startswith("2: ") and "BEAMER" in each]
    # The keyboard stays where it is.
    assert found["console"]["front"]
