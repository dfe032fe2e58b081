"""The walls hold for an exercise that nobody has thought of yet."""

import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

ROOT = Path(__file__).parents[3]

LEGAL = {
    "facilitator/exercises/dance/__init__.py": "",
    "facilitator/exercises/dance/metrics.py": "from facilitator.exercises.dance.moves import moves\n",
    "facilitator/exercises/dance/moves.py": "from facilitator.exercises.hooks import Exercise\n\nmoves = Exercise\n",
    "ui/exercises/dance/__init__.py": "",
    "ui/exercises/dance/views.py": "import facilitator.exercises.dance.moves\nimport ui.exercises.dance.station\n",
    "ui/exercises/dance/station.py": "",
}
FORBIDDEN = {
    "facilitator/exercises/dance/borrowed.py": "from facilitator.exercises.network.setup import get_setup\n",
    "facilitator/exercises/network/lent.py": "import facilitator.exercises.dance.moves\n",
    "facilitator/reports/known.py": "from facilitator.exercises.dance import moves\n",
    "facilitator/exercises/favoured.py": "import facilitator.exercises.dance.moves\n",
    "ui/exercises/dance/borrowed.py": "from ui.exercises.network.shapes import RoomShapes\n",
    "ui/exercises/dance/crossed.py": "from facilitator.exercises.network.read import read_network\n",
    "ui/console/known.py": "import ui.exercises.dance.station\n",
}


def test_a_third_exercise_is_walled_in_as_the_others_are(tmp_path: Path) -> None:
    for package in ("facilitator", "ui"):
        copytree(ROOT / package, tmp_path / package, ignore=ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "tools").mkdir(parents=True)
    copy(ROOT / "tests" / "tools" / "walls.py", tmp_path / "tests" / "tools")
    copy(ROOT / "pyproject.toml", tmp_path)
    write(tmp_path, LEGAL)
    write(tmp_path, FORBIDDEN)
    refused = broken(tmp_path)
    assert refused == {
        "facilitator.exercises.dance.borrowed must not import facilitator.exercises.network.setup",
        "facilitator.exercises.network.lent must not import facilitator.exercises.dance.moves",
        "facilitator.reports.known must not import facilitator.exercises.dance.moves",
        "facilitator.exercises.favoured must not import facilitator.exercises.dance.moves",
        "ui.exercises.dance.borrowed must not import ui.exercises.network.shapes",
        "ui.exercises.dance.crossed must not import facilitator.exercises.network.read",
        "ui.console.known must not import ui.exercises.dance.station",
    }


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")


def broken(folder: Path) -> set[str]:
    """What the wall around the exercises refuses in a checkout."""
    program = "import sys; from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache", "--contract", "exercise-folders"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "400", "PATH": ""},
    )
    assert done.returncode == 1, done.stderr
    return {line.partition(":")[0] for line in done.stdout.splitlines() if "must not import" in line}
