"""The command that makes the handbook's pictures says which of them no longer show what the windows do.

That they show it now is for `.ci/run`: it makes them all, which takes longer than a test may.
"""

import sys
from pathlib import Path
from shutil import copytree

from PIL import Image, ImageDraw

from facilitator.handbook import pictures_folder

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from handbook_pictures import outdated


def test_another_button_makes_a_picture_another_one_and_another_time_does_not(tmp_path: Path) -> None:
    made = Path(copytree(pictures_folder(), tmp_path / "made"))
    assert outdated(pictures_folder(), made) == []
    for name, box in (("console.png", (600, 380, 660, 392)), ("ready.png", (560, 60, 640, 120))):
        with Image.open(made / name) as kept:
            drawn = kept.convert("RGB")
        ImageDraw.Draw(drawn).rectangle(box, fill="#101010")
        drawn.save(made / name)
    (tmp_path / "kept").mkdir()
    assert outdated(pictures_folder(), made) == ["ready.png"]
    assert outdated(tmp_path / "kept", made) == sorted(path.name for path in made.iterdir())
