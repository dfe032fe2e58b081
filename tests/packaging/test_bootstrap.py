"""The set-up as people meet it: by subprocess, on a small project that needs no network, in a folder with a space.

The project has one locked package, a wheel made here, and a build backend of its own, because real venvs and the real
pip are used and pip may fetch nothing.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

BACKEND = """
import zipfile
from pathlib import Path

def get_requires_for_build_editable(config_settings=None):
    return []

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "facilitator-1-py3-none-any.whl"
    about = "facilitator-1.dist-info/"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("facilitator.pth", str(Path.cwd()))
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: facilitator\\nVersion: 1\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(about + "entry_points.txt", "[console_scripts]\\nfacilitator = app:main\\n")
        wheel.writestr(about + "RECORD", "")
    return name
"""
APP = "import json, sys, part\n\ndef main():\n    print(json.dumps(sys.argv[1:]))\n    return part.CODE\n"
PROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'


class Copy:
    """A small project with the real bootstrap in it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.wheels = folder.parent / "wheels"
        self.programs = folder.parent / "programs"
        """All that is on the PATH: no package manager unless a test puts one there."""
        for each in (folder / "packaging" / "lock", self.wheels, self.programs):
            each.mkdir(parents=True)
        shutil.copy(ROOT / "packaging" / "bootstrap.py", folder / "packaging")
        (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
        (folder / "app.py").write_text(APP, encoding="utf-8")
        (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        self.lock(self.wheel(1))

    def wheel(self, version: int) -> str:
        """Make a release of the one package, whose version is the app's exit code; returns its line for the lock."""
        path = self.wheels / f"part-{version}-py3-none-any.whl"
        about = f"part-{version}.dist-info/"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("part.py", f"CODE = {version}\n")
            wheel.writestr(about + "METADATA", f"Metadata-Version: 2.1\nName: part\nVersion: {version}\n")
            wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(about + "RECORD", "")
        return f"part=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"

    def lock(self, text: str) -> None:
        for name in ("run", "test", "bench"):
            (self.root / "packaging" / "lock" / f"{name}.txt").write_text(text, encoding="utf-8")

    def start(self, *arguments: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        environment |= {"PATH": str(self.programs), "PIP_CONFIG_FILE": os.devnull}
        environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri()}
        words = [python, str(self.root / "packaging" / "bootstrap.py"), *arguments]
        return subprocess.run(words, capture_output=True, text=True, check=False, env=environment)

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "set-up.json"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A project that `run` has set up once. Setting up takes seconds, so each test takes it as the last one left it."""
    made = Copy(tmp_path_factory.mktemp("set-up") / "a folder")
    done = made.start("run")
    assert done.returncode == 1, done.stderr
    assert "Making .venv" in done.stderr
    return made


def test_arguments_reach_the_app_and_its_output_stays_clean(copy: Copy) -> None:
    arguments = ["report", "Learning across borders", "--help", ""]
    done = copy.start("run", *arguments)
    assert (json.loads(done.stdout), done.stderr, done.returncode) == (arguments, "", 1)


def test_nothing_changed_nothing_touched(copy: Copy) -> None:
    log = copy.root / ".venv" / "set-up.log"
    before = (copy.stamp.stat().st_mtime_ns, log.stat().st_mtime_ns)
    assert copy.start("run").stderr == ""
    assert (copy.stamp.stat().st_mtime_ns, log.stat().st_mtime_ns) == before


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_missing_system_packages_are_installed_or_named(copy: Copy) -> None:
    told = copy.root.parent / "told.txt"
    stamp = json.loads(copy.stamp.read_text())
    copy.stamp.write_text(json.dumps({**stamp, "system": []}))
    for name, act in {"dpkg-query": "exit 1", "apt-get": f'echo "$@" >> "{told}"'}.items():
        program = copy.programs / name
        program.write_text(f"#!/bin/sh\n{act}\n")
        program.chmod(0o755)
    first, second = copy.start("run"), copy.start("run")
    for program in copy.programs.iterdir():
        program.unlink()
    assert first.stdout == second.stdout == "[]\n"
    if os.geteuid() == 0:
        update, install = told.read_text().splitlines()  # once, though started twice
        assert "update" in update
        assert "libxcb-cursor0" in install
        assert "xvfb" not in install
    else:
        for done in (first, second):
            (line,) = [line for line in done.stderr.splitlines() if "sudo apt-get install" in line]
            assert "libxcb-cursor0" in line
        assert not told.exists()


def test_a_failure_ends_in_one_sentence_and_the_next_try_goes_on(copy: Copy) -> None:
    good = copy.wheel(2)
    copy.lock(f"part==2 --hash=sha256:{'0' * 64}\n")
    changed = copy.start("run")
    copy.lock(f"part==3 --hash=sha256:{'0' * 64}\n")
    unknown = copy.start("run")
    assert not copy.stamp.exists()
    for done, sentence in ((changed, "not the one that packaging/lock names"), (unknown, "no release for this system")):
        assert (done.returncode, done.stdout) == (1, "")
        assert sentence in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
    copy.lock(good)
    assert copy.start("check").returncode == 1  # set up, but the tools are not in this lock
    assert json.loads(copy.stamp.read_text())["set"] == "test"
    smaller = copy.start("run")
    assert (smaller.returncode, smaller.stderr) == (2, "")


def test_a_venv_that_was_moved_is_made_anew_even_by_its_own_python(copy: Copy) -> None:
    copy.root = copy.root.rename(copy.root.with_name("another folder"))
    python = copy.root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = copy.start("run", "x", python=str(python))
    assert "Making .venv anew" in done.stderr
    assert json.loads(done.stdout) == ["x"]


def test_a_venv_of_another_python_or_of_one_that_is_gone_is_not_sound(copy: Copy) -> None:
    is_sound = bootstrap().is_sound
    facts = copy.root / ".venv" / "pyvenv.cfg"
    text = facts.read_text(encoding="utf-8")
    assert is_sound(copy.root)
    for old, new in (("version = 3.", "version = 3.1"), ("home = ", "home = gone")):
        facts.write_text(text.replace(old, new), encoding="utf-8")
        assert not is_sound(copy.root)
    facts.write_text(text, encoding="utf-8")
    assert is_sound(copy.root)


def test_a_stamp_that_can_not_be_read_is_none(copy: Copy) -> None:
    text = copy.stamp.read_text()
    copy.stamp.write_text(text[:9])
    assert bootstrap().read_stamp(copy.root) == {}
    copy.stamp.write_text(text)
    assert bootstrap().read_stamp(copy.root)["set"] == "run"


# Without setting anything up.


def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "packaging" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["fly"], 2), (["--help"], 0)])
def test_the_commands_are_shown(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap().main(arguments) == code
    shown = capsys.readouterr()
    assert "bootstrap.py COMMAND" in (shown.err if code else shown.out)


def test_an_older_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(SystemExit, match=r"^Facilitator needs Python 3\.11 or newer, and this is Python 3\.10\.$"):
        bootstrap()


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's package manager")
def test_what_is_missing_is_told_by_the_package_manager() -> None:
    assert bootstrap().missing_packages(["dpkg", "no-such-package"]) == ["no-such-package"]


def test_tests_are_in_memory_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = bootstrap()
    monkeypatch.setattr(found, "ROOM", 1)
    assert found.is_roomy(tmp_path)
    assert not found.is_roomy(tmp_path / "there is none")
    monkeypatch.setattr(found, "ROOM", 2**80)
    assert not found.is_roomy(tmp_path)
