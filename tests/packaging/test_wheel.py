"""The wheel holds all that the program reads, and works where there is nothing else of this checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the build backend that pyproject.toml names makes of this checkout, unpacked as pip does it."""
    folder = tmp_path_factory.mktemp("wheel")
    script = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    words = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    target = folder / "site"
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        wheel.extractall(target)
    return target


def test_it_holds_every_file_that_the_program_reads(unpacked: Path) -> None:
    kept = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert len(kept) > 100
    for path in kept:
        assert (unpacked / "facilitator" / "_resources" / path.relative_to(ROOT / "resources")).is_file(), path
    for package in ("facilitator", "ui"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (unpacked / path.relative_to(ROOT)).is_file(), path


def test_it_works_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    script = (
        "import facilitator, ui; from pathlib import Path; "
        f"assert all(Path(each.__file__).is_relative_to({str(unpacked)!r}) for each in (facilitator, ui)); "
        "from ui.cli import main; main()"
    )
    words = [sys.executable, "-c", script, "--library", "l.sqlite", "sample"]
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr
