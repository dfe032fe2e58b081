"""Tries what is made for Linux where there is no Python: in a fresh Debian by mmdebstrap, under Xvfb. For a release.

    sudo .venv/bin/python packaging/clean_room.py dist/*.deb dist/*.tar.xz [--full] [--base debian.tar]

The package is installed, played through, started, upgraded and removed, as apt and an ordinary user do it; then the
archive is unpacked in that user's folder and started, beside the library that the package has left. Needs root and
Debian's mmdebstrap, xvfb, openbox, xdotool, x11-utils, lintian, desktop-file-utils and appstream.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from deb import LINUX, NAME
from try_bundle import Trial, TryError, must, try_all

DISPLAY = ":87"
PERSON = 1000
PATIENCE = 120.0
"""Seconds in which a window has to be there, also on a busy machine."""


def main() -> int:
    """Try the package; 0 if it does all that it has to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("archive", type=Path, help="the same bundle to be unpacked anywhere")
    parser.add_argument("--base", type=Path, help="a tar that mmdebstrap made before, in place of a new one")
    parser.add_argument("--full", action="store_true", help="play the whole rehearsal, not a short agenda")
    parser.add_argument("--pictures", type=Path, help="where pictures of the windows go")
    chosen = parser.parse_args()
    try:
        _check_files(chosen.package)
        with TemporaryDirectory(prefix="facilitator-room-") as name, _room(Path(name), chosen.base) as room, _screen():
            _try(room, chosen.package, chosen.archive, chosen.pictures, full=chosen.full)
    except TryError as error:
        print(f"FAILED  {error}", file=sys.stderr)
        return 1
    return 0


def _check_files(package: Path) -> None:
    """What Debian's own tools say of the package and of the files that it puts into shared places."""
    for words in (
        ["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", str(package)],
        ["desktop-file-validate", str(LINUX / "facilitator.desktop")],
        ["appstreamcli", "validate", "--no-net", str(LINUX / "facilitator.metainfo.xml")],
    ):
        _run(words)
        print(f"ok  {words[0]}", flush=True)


@contextmanager
def _room(room: Path, base: Path | None) -> Iterator[Path]:
    """A Debian without Python, with the file systems that programs look for."""
    if base is None:
        base = room.with_suffix(".tar")
        _run(["mmdebstrap", "--variant=minbase", "--include=ca-certificates", _release(), str(base)])
    _run(["tar", "-C", str(room), "-xf", str(base), "--exclude=./dev/*"])
    room.chmod(0o755)
    must(not _pythons(room), "there is a Python in the room")
    places = ("proc", "dev", "sys")
    for place in places:
        _run(["mount", "--bind", f"/{place}", str(room / place)])
    try:
        shutil.copy("/etc/resolv.conf", room / "etc" / "resolv.conf")
        (room / "etc" / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n", encoding="ascii")
        _run(["chroot", str(room), "useradd", "--create-home", "--uid", str(PERSON), "person"])
        yield room
    finally:
        for place in reversed(places):
            subprocess.run(["umount", str(room / place)], check=False)


def _release() -> str:
    facts = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if line
    )
    return facts["VERSION_CODENAME"].strip('"')


@contextmanager
def _screen() -> Iterator[None]:
    """A screen with a window manager, which the room reaches since it shares the network."""
    os.environ["DISPLAY"] = DISPLAY
    words = [["Xvfb", DISPLAY, "-screen", "0", "1440x900x24", "-ac"], ["openbox"]]
    running = []
    for each in words:
        running.append(subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        sleep(2)
    try:
        yield
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def _try(room: Path, package: Path, archive: Path, pictures: Path | None, *, full: bool) -> None:
    _install(room, package)
    home = room / "home" / "person"
    folder = home / "Trial"
    folder.mkdir()
    os.chown(folder, PERSON, PERSON)
    command = ["chroot", f"--userspec={PERSON}:{PERSON}", str(room), "/usr/bin/env", "-i", "HOME=/home/person"]
    command += [f"DISPLAY={DISPLAY}", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "XDG_RUNTIME_DIR=/tmp"]
    trust = "SSL_CERT_FILE=/home/person/Trial/authority.pem"
    met = ("PATH=/home/person/Trial/programs:/usr/bin:/bin", "XDG_CURRENT_DESKTOP=GNOME")
    trial = Trial([*command, trust, *met, f"/usr/bin/{NAME}"], folder, Path("/home/person/Trial"))
    try_all(trial, *(("--people", "6") if full else ("--people", "3", "--agenda", "network_60")))
    program = [*command, f"/usr/bin/{NAME}"]
    _windows(program, home, pictures)
    library = home / ".local" / "share" / "Facilitator" / "library.sqlite"
    must(library.is_file(), f"there is no {library}")
    _upgrade(room, package)
    must("Sample" in _run([*program, "list"]), "the upgraded program does not list the workshop")
    print("ok  upgraded", flush=True)
    said = _run(["chroot", str(room), "apt-get", "remove", "--yes", NAME])
    must(".local/share/Facilitator" in said, "removing does not say where the libraries are")
    must(library.is_file() and not (room / "usr" / "lib" / NAME).exists(), "removing left or took too much")
    _run(["chroot", str(room), "dpkg", "--purge", NAME])
    must(library.is_file(), "purging took the library")
    print("ok  removed, and the library stays", flush=True)
    _try_archive(archive, command, home, pictures)


def _try_archive(archive: Path, command: list[str], home: Path, pictures: Path | None) -> None:
    """Unpacked by the person, with the libraries of a desktop that the package has asked for."""
    _run(["tar", "-C", str(home), "--no-same-owner", "-xf", str(archive)])
    (folder,) = home.glob("facilitator-*/")
    must(folder.name == archive.name.removesuffix(".tar.xz"), f"{folder.name} is in {archive.name}")
    _run(["chown", "-R", f"{PERSON}:{PERSON}", str(folder)])
    program = [*command, f"/home/person/{folder.name}/{NAME}"]
    must("Sample" in _run([*program, "list"]), "the unpacked program does not list the workshop")
    with subprocess.Popen([*program, "run"]) as running:
        try:
            _found("Facilitator")
            sleep(3)
            _picture(pictures, "unpacked")
            must(running.poll() is None, "the unpacked program ended by itself")
        finally:
            running.terminate()
    print("ok  unpacked and started", flush=True)


def _install(room: Path, package: Path) -> None:
    shutil.copy(package, room / "tmp" / "facilitator.deb")
    apt = ["chroot", str(room), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    _run([*apt, "update"])
    _run([*apt, "--no-install-recommends", "install", "/tmp/facilitator.deb"])  # noqa: S108  # in the room
    must(not _pythons(room), "the package brought Debian's Python along")
    print("ok  installed", flush=True)


def _pythons(room: Path) -> list[Path]:
    return list((room / "usr" / "bin").glob("python*"))


def _upgrade(room: Path, package: Path) -> None:
    """The same package as a later version, packed without squeezing since that takes minutes."""
    with TemporaryDirectory() as name:
        _run(["dpkg-deb", "--raw-extract", str(package), name])
        control = Path(name) / "DEBIAN" / "control"
        text = control.read_text(encoding="utf-8")
        version = next(line for line in text.splitlines() if line.startswith("Version: "))
        control.write_text(text.replace(version, f"{version}+later"), encoding="utf-8")
        later = room / "tmp" / "later.deb"
        _run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", name, str(later)])
    _install(room, later)


def _windows(program: list[str], home: Path, pictures: Path | None) -> None:
    """From the menu entry: the window with its icon; the sample; files that are opened while it runs."""
    _run([*program, "sample"])
    _run([*program, "hand-over", "1", "-o", "/home/person/one.workshop"])
    _run([*program, "worksheets", "1", "--fillable", "-o", "/home/person/sheets"])
    sheet = min((home / "sheets").rglob("*.pdf")).relative_to(home)
    with subprocess.Popen([*program, "run"]) as running:
        try:
            window = _found("Facilitator")
            must("_NET_WM_ICON(CARDINAL)" in _run(["xprop", "-id", window]), "the window has no icon")
            must('"facilitator"' in _run(["xprop", "-id", window, "WM_CLASS"]), "the window is not the menu entry's")
            sleep(3)
            _picture(pictures, "window")
            # As a file manager does it, which names the file alone.
            for path, title in ((sheet, "Import returned worksheets"), ("one.workshop", "Take this workshop over")):
                _run([*program, f"/home/person/{path}"])
                opened = _found(title)
                must("_NET_WM_ICON(CARDINAL)" in _run(["xprop", "-id", opened]), f"“{title}” has no icon")
                sleep(2)
                _picture(pictures, f"opened-{Path(path).suffix[1:]}")
                _run(["xdotool", "key", "Escape"])
                sleep(1)
            must(running.poll() is None, "the program ended by itself")
        finally:
            running.terminate()
    logs = [path.read_text(encoding="utf-8") for path in home.rglob("facilitator.log")]
    must(len(logs) == 1 and " ERROR " not in logs[0] and "person" not in logs[0], f"the log is not clean: {logs}")
    print(
        "ok  window, icons, a worksheet and a workshop opened while it runs, and a log without a word of it", flush=True
    )


def _found(title: str) -> str:
    """The id of a window of this title, once there is one."""
    return _until(lambda: _quiet(["xdotool", "search", "--onlyvisible", "--name", title]).split(), title)[0]


def _until(look: Callable[[], list[str]], what: str) -> list[str]:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        if found := look():
            return found
        sleep(0.3)
    raise TryError(f"there is no window “{what}”")


def _picture(folder: Path | None, name: str) -> None:
    if folder is not None:
        from PIL import ImageGrab

        folder.mkdir(parents=True, exist_ok=True)
        ImageGrab.grab(xdisplay=DISPLAY).save(folder / f"{name}.png")


def _quiet(words: list[str]) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def _run(words: list[str]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise TryError(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
