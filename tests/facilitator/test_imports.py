"""What the core may not import, when, and whom it may not name."""

import re
import subprocess
import sys
from pathlib import Path

from prepared import add_sample

from facilitator.exercises.registry import exercises
from facilitator.storage.library import Library

ROOT = Path(__file__).parents[2]
CORE = ROOT / "facilitator"


def loaded_after(program: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after `program`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sorted(sys.modules), sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.splitlines())


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_the_whole_core_imports_no_window() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in CORE.rglob("*.py")
        if "migrations" not in path.parts and path.name != "__main__.py"
    ]
    loaded = loaded_after("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert packages(loaded) & {"PySide6", "shiboken6", "pyqtgraph", "ui"} == set()


def test_listing_workshops_waits_for_nothing_heavy(tmp_path: Path) -> None:
    path = str(tmp_path / "library.sqlite")
    loaded_after(
        f"from facilitator.storage.library import open_library as o; from pathlib import Path; o(Path({path!r}))"
    )
    run = (
        "import sys; sys.argv = ['facilitator', 'list', '--library', {!r}]\nfrom ui.cli import main\ntry:\n    main()\n"
    )
    loaded = loaded_after(run.format(path) + "except SystemExit as end:\n    assert end.code in (0, None), end.code")
    heavy = {"PySide6", "shiboken6", "pyqtgraph", "numpy", "reportlab", "openpyxl", "alembic", "rich", "fontTools"}
    assert packages(loaded) & heavy == set()
    assert not any(name.startswith("facilitator.exercises") for name in loaded)


def test_what_serves_phones_is_imported_only_once_it_serves(library: Library) -> None:
    serving = {"starlette", "uvicorn", "h11", "anyio", "segno"}
    loaded = loaded_after("import ui.console.window, ui.projector.window, facilitator.phones.server, ui.app")
    assert "facilitator.phones.server" in loaded and packages(loaded) & serving == set()
    # And no more of it than the bundle has to hold.
    loaded = loaded_after("from facilitator.phones.server import prepare; prepare()")
    assert packages(loaded) & {"httptools", "uvloop", "websockets", "watchfiles", "dotenv", "yaml", "jinja2", "httpx",
                               "multipart", "python_multipart", "trio"} == set()  # fmt: skip


def test_a_picture_of_a_workshop_needs_no_numpy(library: Library) -> None:
    workshop = add_sample(library)
    program = f"""
from pathlib import Path

from facilitator.rehearsal.sample import add_sample
from facilitator.storage.library import Library
from facilitator.storage.library import open_library
from facilitator.exercises.steps import exercise_steps
library = open_library(Path({str(library.path)!r}))
assert any([exercise.picture(library, step.id) for step, exercise in exercise_steps(library, {workshop})])
"""
    assert "numpy" not in packages(loaded_after(program))


def test_nobody_outside_the_exercises_names_one() -> None:
    kinds = sorted(path.name for path in (CORE / "exercises").iterdir() if (path / "__init__.py").is_file())
    assert kinds == sorted(each.kind for each in exercises())
    naming = re.compile(rf"exercises\.({'|'.join(kinds)})|[\"']({'|'.join(kinds)})[\"']")
    for package in (CORE, ROOT / "ui"):
        for path in package.rglob("*.py"):
            inside = "exercises" in path.relative_to(package).parts[:-1]
            # One migration says which exercises had tables before they had migrations of their own.
            if not inside and "migrations" not in path.parts:
                assert not naming.search(path.read_text(encoding="utf-8")), path
