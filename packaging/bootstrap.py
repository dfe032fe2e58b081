"""Sets up everything that Facilitator needs in `.venv` beside it, and starts it: see USAGE.

Standard library only, since it runs before anything is installed. What is installed is fixed by the lock files:
versions with hashes, each set holding the one before it, so a later set only ever adds. A stamp in the venv, written
last, says which set stands there; while it is true nothing is looked at, asked for or downloaded. All that is said
goes to standard error, so that the output of `run` can be piped.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OLDEST = (3, 11)
if sys.version_info[:2] < OLDEST:  # before anything below that an older Python does not understand
    sys.exit("Facilitator needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info))

USAGE = """usage: python3 packaging/bootstrap.py COMMAND [arguments]

  run [arguments]     set up and open the app; with arguments, run that command of the app (run --help lists them)
  test [arguments]    set up and run the tests; arguments go to pytest
  bench [name ...]    set up and run the benchmarks, or those whose names are given
  trust [name ...]    set up and run the long runs that show what is promised: bad input, kills, a day, many examples
  sbom [file]         set up and print, or write, what the program is made with, with licences (CycloneDX)
  audit               set up and look up whether anything that the program is made with is known to be weak
  bundle [files]      set up and freeze the program into dist/facilitator, and try it; with files, what a release offers
  check               set up and check format, style, types and import walls; for contributors
"""

ROOT = Path(__file__).resolve().parent.parent
SETS = ("run", "test", "bench")
"""Each one holds those before it."""

PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""How many this process may use."""

TEST_ALL = [f"--numprocesses={PROCESSORS + 1}", "--dist=worksteal", "--durations=20"]
"""How pytest runs all tests; at last the slowest twenty are told.

In one process more than there are processors: a fifth of the time one waits for a window, a program or a server.
"""

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of a name that nobody can guess is made in it
"""Linux's folder in memory: libraries of tests are there without waiting for a disk at each commit. What a killed
program has committed outlives it there too; only the machine itself must not stop."""

ROOM = 2**32
"""Bytes that all tests together may need there."""

SYSTEM_PACKAGES = {
    # What Qt's xcb and offscreen plugins link to (as ldd tells) and no wheel brings, less what these depend on.
    "run": """
        libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4
        libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1
        libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
    """,
    # A screen of one's own with monitors to plug and unplug, PDFs turned into pictures, and the network watched.
    # A bundle is taken apart and put together by binutils, and has the reference BLAS.
    "test": "binutils libblas64-3 openbox poppler-utils strace x11-utils x11-xserver-utils xdotool xvfb",
    # WeasyPrint, a peer of the handouts, draws with Pango.
    "bench": "libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0",
}
"""Debian's and Ubuntu's names of the system's part of each set."""


class SetUpError(Exception):
    """Setting up can't go on; the message is one sentence for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Set up what the command needs and run it; returns its exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if command not in COMMANDS:
        print(USAGE, end="", file=sys.stderr)
        return 2
    set_name, start = COMMANDS[command]
    try:
        set_up(ROOT, set_name)
        return start(rest)
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


# The commands, once everything stands.


def run_app(arguments: list[str]) -> int:
    """The app with these arguments, in this process's place where the system can do that."""
    words = script("facilitator") + arguments
    if os.name == "posix":
        sys.stderr.flush()
        os.execv(words[0], words)
    return subprocess.run(words, check=False).returncode


def run_tests(arguments: list[str]) -> int:
    """pytest with these arguments, without a screen unless a Qt platform is chosen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Rewriting and compiling the files of tests is most of what it takes to find all tests, where none is kept.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = str(python_of(ROOT))
    # Tests start the app some hundred times, and compiled once it starts in less time, also where Python is told to
    # write no compiled files of its own.
    call([python, "-m", "compileall", "-q", "facilitator", "ui"])
    words = [python, "-m", "pytest", *(arguments or TEST_ALL)]
    if arguments or not is_roomy(MEMORY):
        return call(words)
    with tempfile.TemporaryDirectory(prefix="facilitator-tests-", dir=MEMORY) as folder:
        os.environ["TMPDIR"] = folder
        return call(words)


def is_roomy(folder: Path) -> bool:
    """Whether all files of the tests can be in this folder, and programs be started there."""
    if not os.access(folder, os.W_OK):
        return False
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize >= ROOM and not about.f_flag & os.ST_NOEXEC


def run_benchmarks(names: list[str]) -> int:
    """Every benchmark, or the named ones, one after the other; 1 if any of them failed."""
    return run_long(ROOT / "tests" / "benchmarks", "bench_", "Benchmark", names)


def run_trust(names: list[str]) -> int:
    """Every long run that shows what is promised about the file, or the named ones; 1 if any promise was broken.

    What follows a single name goes to that run.
    """
    known = {path.stem.removeprefix("trust_") for path in (ROOT / "tests" / "trust").glob("trust_*.py")}
    if len(names) > 1 and names[0] in known and not known & set(names[1:]):
        return run_long(ROOT / "tests" / "trust", "trust_", "Long run", names[:1], names[1:])
    return run_long(ROOT / "tests" / "trust", "trust_", "Long run", names)


def run_long(folder: Path, prefix: str, what: str, names: list[str], arguments: Sequence[str] = ()) -> int:
    """The scripts of a folder, all or the named ones, one after the other; 1 if any of them failed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    there = {path.stem.removeprefix(prefix): path for path in sorted(folder.glob(f"{prefix}*.py"))}
    unknown = [name for name in names if name not in there]
    if unknown:
        raise SetUpError(f"There is no {what.lower()} named {unknown[0]}; there are {', '.join(there)}.")
    failed = 0
    for name in names or there:
        say(f"{what}: {name}")
        failed |= call([str(python_of(ROOT)), str(there[name]), *arguments]) != 0
    return int(failed)


def write_bill(arguments: list[str]) -> int:
    """What the program is made with, as CycloneDX."""
    return call([str(python_of(ROOT)), str(ROOT / "packaging" / "sbom.py"), *arguments])


def run_audit(_: list[str]) -> int:
    """What is known of the versions that the lock names; 1 where one is weak."""
    return call([str(python_of(ROOT)), str(ROOT / "packaging" / "audit.py")])


def make_bundle(arguments: list[str]) -> int:
    """The program frozen into one folder, and tried; without a screen unless a Qt platform is chosen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call([str(python_of(ROOT)), str(ROOT / "packaging" / "freeze.py"), *arguments])


def run_checks(_: list[str]) -> int:
    """All the checks, even after one has failed; 1 if any did."""
    tool = [str(python_of(ROOT)), "-m"]
    checks = {
        "format": [*tool, "ruff", "format", "--check", "."],
        "style": [*tool, "ruff", "check", "."],
        "types": [*tool, "mypy"],
        "import walls": [*script("lint-imports"), "--no-logo"],
    }
    failed = []
    for name, words in checks.items():
        say(f"Checking {name}")
        if call(words):
            failed.append(name)
    say(f"Not in order: {', '.join(failed)}." if failed else "All in order.")
    return int(bool(failed))


COMMANDS = {
    "run": ("run", run_app),
    "test": ("test", run_tests),
    "bench": ("bench", run_benchmarks),
    "trust": ("test", run_trust),
    "check": ("test", run_checks),
    "sbom": ("run", write_bill),
    "audit": ("test", run_audit),
    "bundle": ("test", make_bundle),
}


def call(words: list[str]) -> int:
    """Run a program in the repository's folder; returns its exit code."""
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def script(name: str) -> list[str]:
    """How to start a script of the venv; by its Python where a long path would not fit in the script's first line."""
    python = python_of(ROOT)
    return [str(python.with_name(f"{name}.exe"))] if os.name == "nt" else [str(python), str(python.with_name(name))]


# Setting up.


def set_up(root: Path, set_name: str) -> None:
    """Bring `root/.venv` to at least this set and see to the system's libraries, or find that all is there.

    Raises SetUpError when it can't be brought there; what is half done is then done again the next time.
    """
    stamp = read_stamp(root)
    same_folder = stamp.get("root") == str(root)  # a venv can't be moved
    sound = is_sound(root) and same_folder
    wanted = SETS[SETS.index(set_name) :]
    if sound and stamp.get("set") in wanted and stamp.get("digest") == digest(root, stamp["set"]):
        if set_name not in stamp.get("system", []) and install_system_packages(set_name):
            write_stamp(root, {**stamp, "system": up_to(set_name)})
        return

    system = install_system_packages(set_name)
    if not sound:
        make_venv(root)
    stamp_path(root).unlink(missing_ok=True)
    install_locked(root, set_name)
    log = root / ".venv" / "set-up.log"
    say("Installing Facilitator itself")
    pip(root, ["install", "--no-build-isolation", "--no-deps", "--editable", str(root)], log)
    done = {"set": set_name, "digest": digest(root, set_name), "root": str(root)}
    write_stamp(root, {**done, "system": up_to(set_name) if system else []})
    say("Everything is set up")


def up_to(set_name: str) -> list[str]:
    """This set and those it holds."""
    return list(SETS[: SETS.index(set_name) + 1])


def stamp_path(root: Path) -> Path:
    """Where it is written what stands in the venv."""
    return root / ".venv" / "set-up.json"


def read_stamp(root: Path) -> dict[str, Any]:
    """What the stamp says; nothing if there is none or it can't be read."""
    try:
        stamp = json.loads(stamp_path(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(root: Path, stamp: dict[str, Any]) -> None:
    """Write it in one go, so that it is never half there."""
    new = stamp_path(root).with_suffix(".new")
    new.write_text(json.dumps(stamp), encoding="utf-8")
    new.replace(stamp_path(root))


def lock_path(root: Path, set_name: str) -> Path:
    """The lock file of a set."""
    return root / "packaging" / "lock" / f"{set_name}.txt"


def digest(root: Path, set_name: str) -> str:
    """What the installed set depends on: its lock, the project's file and the Python."""
    what = hashlib.sha256()
    for path in (lock_path(root, set_name), root / "pyproject.toml"):
        what.update(path.read_bytes() + b"\0")
    what.update(repr((sys.implementation.name, sys.version_info[:2], sys.platform)).encode())
    return what.hexdigest()


# The venv.


def python_of(root: Path) -> Path:
    """The venv's Python."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_sound(root: Path) -> bool:
    """Whether the venv is there, of this version of Python, and that Python is still where it was."""
    try:
        lines = (root / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False
    facts = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    same = tuple(facts.get("version", "").split(".")[:2]) == tuple(str(part) for part in sys.version_info[:2])
    return same and Path(facts.get("home", "")).is_dir() and python_of(root).exists()


def make_venv(root: Path) -> None:
    """Make the venv anew, whatever is there."""
    folder = root / ".venv"
    say("Making .venv anew" if folder.exists() else "Making .venv")
    # Without the base the venv would be made from itself when its own Python runs this.
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [base, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, errors="replace", check=False
    )
    if made.returncode:
        words = (made.stderr or made.stdout).strip().splitlines()
        raise SetUpError(f"The folder .venv could not be made: {words[-1] if words else 'Python did not say why'}")


def install_locked(root: Path, set_name: str) -> None:
    """Install the locked versions of a set, checked by their hashes; no other package is touched."""
    lock = lock_path(root, set_name)
    say("Installing the locked packages (a few hundred MB the first time)")
    # Nothing is built from source here: that would run a build whose own parts no hash guards.
    words = ["install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", str(lock)]
    pip(root, words, root / ".venv" / "set-up.log")


FAILURES = {
    "No space left on device": "There is no room left on the disk: free about 2 GB and run the same command again.",
    "DO NOT MATCH THE HASHES": "A package is not the one that packaging/lock names: run the same command again, and if "
    "that does not help tell whoever gave you this copy.",
    "Retrying": "The packages could not be downloaded: check the internet connection (or pip's proxy and index "
    "settings) and run the same command again.",
    "No matching distribution": f"A package has no release for this system and Python {sys.version_info[0]}."
    f"{sys.version_info[1]}: try again with Python 3.11, 3.12 or 3.13.",
    "": "The packages could not be installed: run the same command again.",
}
"""What pip says of a failure, and the sentence for it; the first that fits."""


def pip(root: Path, arguments: list[str], log: Path) -> None:
    """Run the venv's pip, say which package it is at, and keep its own words in `log`. Raises SetUpError."""
    words = [str(python_of(root)), "-m", "pip", "--no-input", "--disable-pip-version-check", *arguments]
    last: deque[str] = deque(maxlen=200)
    running = subprocess.Popen(
        [*words, "--progress-bar", "off"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with log.open("w", encoding="utf-8") as kept, running:
        for line in running.stdout or ():
            kept.write(line)
            last.append(line)
            if line.startswith("Collecting "):
                say("  " + line.split()[1].replace("==", " "))
            elif line.startswith("Installing collected"):
                say("  unpacking")
    if running.returncode:
        text = "".join(last)
        sentence = next(sentence for sign, sentence in FAILURES.items() if sign in text)
        raise SetUpError(f"{sentence} (pip's own words: {log})")


# The system's libraries.


def install_system_packages(set_name: str) -> bool:
    """See to Debian's and Ubuntu's packages for this set; False when some are missing and we go on without.

    True on every other system: there Qt's libraries come with the desktop or with the wheels. Raises SetUpError when
    Python can't make a venv without a package that is missing.
    """
    no_pip = importlib.util.find_spec("ensurepip") is None and not python_of(ROOT).exists()
    venv_package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not (sys.platform == "linux" and shutil.which("dpkg-query") and shutil.which("apt-get")):
        if no_pip:
            raise SetUpError("This Python comes without pip (its module ensurepip): install that or another Python.")
        return True
    missing = missing_packages([name for each in up_to(set_name) for name in SYSTEM_PACKAGES[each].split()])
    missing += [venv_package] if no_pip else []
    if not missing:
        return True
    line = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if os.geteuid() == 0:
        say(f"Installing system packages: {' '.join(missing)}")
        if apt("update") and apt("install", "--yes", "--no-install-recommends", *missing):
            importlib.invalidate_caches()
            return True
        say(f"They could not be installed; type this to see why: {line}")
    else:
        say("Some system libraries are missing; this line installs them:")
        say(f"  sudo {line}")
    if no_pip:
        raise SetUpError(f"Without {venv_package} Python can't make .venv, so nothing more can be done before that.")
    return False


def missing_packages(names: list[str]) -> list[str]:
    """Those of `names` that Debian's package manager does not have installed."""
    # Newer releases call some libraries by the same name with t64 behind it, and take either for installing.
    asked = [each for name in names for each in (name, f"{name}t64")]
    words = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *asked]
    told = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    there = {line.split()[0] for line in told.splitlines() if line.endswith(" installed")}
    return [name for name in names if not there & {name, f"{name}t64"}]


def apt(*arguments: str) -> bool:
    """Run apt-get without questions or chatter; whether it went well. Its complaints are shown."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ["apt-get", "-qq", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.run(words, env=environment, stdin=quiet, stdout=quiet, check=False).returncode == 0


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
