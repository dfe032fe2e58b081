"""Freezes the program into one folder that runs where there is no Python: `dist/facilitator`.

What goes in is what `packaging/lock/run.txt` locks, in those versions, whatever else is installed here; what no part of
the program uses stays out (`UNUSED`), and of the shared libraries those that nothing in the folder links to. The same
commit gives the same bytes on the same system. A bundle counts only when it has been tried: `try_out` plays it through.
"""

import hashlib
import json
import logging
import lzma
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import distributions, packages_distributions, version
from pathlib import Path
from tempfile import TemporaryDirectory

import blas
import icu_data
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
LOCK = ROOT / "packaging" / "lock" / "run.txt"
SHORT = "network_60"
"""The agenda that is played when a bundle is made; the whole rehearsal is for a release."""
MB = 10**6
MOST_MB = {"unpacked": 200, "to download": 75}
"""Counted in millions of bytes, so that it holds as well for whoever counts in 2^20."""

UNUSED = re.compile(
    # Languages that the program does not speak, and texts of parts of Qt that it does not show.
    r"babel/locale-data/(?!(root|en|en_001|de)\.)|PySide6/(Qt/)?translations/(?!qt(base)?_de\.)|.*\.po$"
    # Windows are drawn by the processor, on X11, Wayland or nothing; nothing is fetched; no GTK, QML or keyboard on the
    # screen.
    r"|PySide6/Qt/plugins/(egldeviceintegrations|generic|networkinformation|tls|xcbglintegrations|qmltooling)/"
    r"|PySide6/Qt/plugins/wayland-graphics-integration-client/"
    r"|PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)\."
    r"|PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboard|PySide6/Qt/plugins/platformthemes/libqgtk3\."
    r"|PySide6/Qt/plugins/imageformats/libq(pdf|icns|tga|tiff|wbmp)\."
    r"|PySide6/opengl32sw\.dll|PySide6/plugins/(networkinformation|tls|generic|platforminputcontexts/qtvirt)"
    r"|PySide6/plugins/(imageformats/q(pdf|icns|tga|tiff|wbmp)|platforms/q(direct2d|minimal))\."
    # PyQtGraph's own face, of which the program shows nothing, and its maps of colours: the charts have their own.
    r"|pyqtgraph/(icons/peegee|colors/maps)/"
    # Shells of Wayland for cars, for Qt's own desktops, and the one before today's.
    r"|PySide6/Qt/plugins/wayland-shell-integration/lib(ivi|qt|fullscreen)-shell|.*/libwl-shell-plugin\."
    # What packages are told about the machine that they were installed on, and bills of their own: the bundle has one.
    r"|[^/]+\.dist-info/(sboms/|(RECORD|REQUESTED|INSTALLER|direct_url\.json)$)"
    # What OpenBLAS is made with, which is replaced on Linux.
    r"|numpy\.libs/lib(gfortran|quadmath)-[^/]+\.so"
    # What each desktop has, and has to fit to its settings, services and graphics drivers.
    r"|lib(stdc\+\+|gcc_s|X11|X11-xcb|Xau|Xdmcp|bsd|md|fontconfig|freetype|png16|brotlicommon|brotlidec|expat|uuid"
    r"|glib-2\.0|gthread-2\.0|pcre2-8|dbus-1|systemd|cap|gcrypt|gpg-error|lz4|zstd"
    r"|gssapi_krb5|krb5|k5crypto|krb5support|keyutils|com_err)\.so"
)
"""Paths in the bundle, with slashes, that begin with what is not needed."""

UNUSED_MODULES = """
    tkinter unittest curses readline pydoc_data pygments dns
    doctest pdb bdb pstats ftplib xmlrpc http.server _pydecimal
    numpy.f2py numpy.testing numpy.fft numpy.ma numpy.polynomial numpy._core._multiarray_tests
    pyqtgraph.opengl pyqtgraph.examples pyqtgraph.flowchart pyqtgraph.canvas pyqtgraph.console pyqtgraph.dockarea
    pyqtgraph.jupyter PySide6.QtDBus PySide6.QtOpenGL PySide6.QtOpenGLWidgets
    PIL._avif PIL._webp PIL._imagingtk PIL._imagingcms PIL._imagingft
    anyio.pytest_plugin anyio._backends._trio uvicorn.protocols.websockets uvicorn.workers starlette.staticfiles
    starlette.testclient starlette.templating starlette.schemas starlette.endpoints
    rapidfuzz.fuzz_cpp_avx2 rapidfuzz.distance.metrics_cpp_avx2 rapidfuzz.distance.metrics_cpp
    sqlalchemy.dialects.mssql sqlalchemy.dialects.mysql sqlalchemy.dialects.oracle pydantic.v1 pydantic.mypy
    reportlab.graphics
"""
"""Modules that others import only for what the program does not do, or have something in the place of."""

UNUSED_ON_LINUX = "numpy.linalg._umath_linalg"
"""Has a stand-in. On macOS NumPy tries it whenever it is imported, and on Windows OpenBLAS is not replaced."""

NEEDED = ("qt_de.qm", "qtbase_de.qm")
"""Files that no import tells PyInstaller of, and that nothing but a person would miss: Qt's own German texts."""

WITHOUT_DOCUMENTATION = ("icalendar", "more_itertools", "numpy", "pyqtgraph", "sqlalchemy")
"""Packages up to a third of whose code is text for programmers; each is made to run without, as `python -OO` does."""


class FreezeError(Exception):
    """The bundle can't be made, or is not what it has to be; the message is one sentence."""


def main(arguments: list[str]) -> int:
    """Make the bundle and try it; with `files`, also all that a release page offers.

    With `--where-possible` a machine on which none can be made is no failure, and it is said that none was.
    """
    if arguments not in ([], ["files"], ["--where-possible"]):
        print("usage: bootstrap.py bundle [files | --where-possible]", file=sys.stderr)
        return 2
    lacks = lacking()
    # PyInstaller has every library say all that it does, once it is imported.
    logging.getLogger().setLevel(logging.WARNING)
    if lacks and arguments == ["--where-possible"]:
        print(f"No bundle was made, and none tried: {lacks}", file=sys.stderr)
        return 0
    try:
        if lacks:
            raise FreezeError(lacks)
        folder = freeze()
        try_out(folder)
        if arguments == ["files"]:
            import deb

            made = [archive(folder), deb.package(folder)]
            write_sums([*made, write_bill(DIST / "facilitator-sbom.cdx.json")])
    except FreezeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


# What goes in.


def locked() -> set[str]:
    """The packages that an installed program has, by their normal names."""
    return set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)) - _BUILDING


_BUILDING = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "packaging"}
"""Locked with the run's, since the checkout is installed by them; the program itself imports none."""


def bundled_packages() -> list[str]:
    """Those that are installed here, and the program itself."""
    return ["facilitator", *sorted({canonicalize_name(each.name) for each in distributions()} & locked())]


def excluded_modules() -> list[str]:
    """Modules of everything else that is installed here, such as what tests stand on, and `UNUSED_MODULES`."""
    wanted = {*locked(), "facilitator"}
    owners = packages_distributions()
    others = [module for module, names in owners.items() if not wanted & {canonicalize_name(name) for name in names}]
    here = [UNUSED_ON_LINUX] if sys.platform == "linux" else []
    return sorted({*others, *UNUSED_MODULES.split(), *here})


def is_wanted(path: str) -> bool:
    """Whether a file of this path in the bundle is for it."""
    return UNUSED.match(path.replace(os.sep, "/")) is None


def linked(binaries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those of PyInstaller's (target, source, kind) that are loaded by name, and all that those link to."""
    from PyInstaller.depend.bindepend import get_imports

    by_name = {Path(each[0]).name: each for each in binaries if each[2] != "SYMLINK"}
    waiting = [each for each in binaries if each[2] == "EXTENSION" or "/plugins/" in each[0] or _is_python(each[0])]
    found = set(waiting)
    while waiting:
        for name, path in get_imports(waiting.pop()[1]):
            each = by_name.get(Path(path or name).name) or by_name.get(Path(name).name)
            if each is not None and each not in found:
                found.add(each)
                waiting.append(each)
    kept = {Path(each[0]).name for each in found}
    return [each for each in binaries if each in found or (each[2] == "SYMLINK" and Path(each[0]).name in kept)]


def _is_python(target: str) -> bool:
    return Path(target).name.lower().startswith(("libpython", "python3")) or Path(target).name == "Python"


# Making it.


def lacking() -> str:
    """What this machine has not that a bundle is made with, in a sentence; "" where it has all."""
    from PyInstaller.depend.bindepend import get_python_library_path
    from PyInstaller.exceptions import PythonLibraryNotFoundError

    if sys.platform == "linux" and not all(map(shutil.which, ("as", "ld", "nm", "objdump", "strip"))):
        return "it takes binutils (apt-get install binutils)."
    if sys.platform == "linux" and blas.reference() is None:
        return f"it takes the reference BLAS (apt-get install {blas.PACKAGE})."
    try:
        get_python_library_path()
    except PythonLibraryNotFoundError:
        minor = sys.version_info[1]
        return f"this Python has no shared library (on Debian: apt-get install libpython3.{minor})."
    return ""


def program(folder: Path) -> Path:
    """The program in a bundle that prints what it has to say."""
    return folder / ("facilitator-cli.exe" if os.name == "nt" else "facilitator")


def commit() -> tuple[str, int]:
    """The commit that is frozen, with a plus where files differ from it, and its time in seconds since 1970.

    Without git, as in an unpacked source archive: no name, and SOURCE_DATE_EPOCH or the epoch itself.
    """
    told = _git("log", "-1", "--format=%h %ct")
    if not told:
        return "", int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
    name, _, when = told.partition(" ")
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return name + ("+" if changed else ""), int(when)


def _git(*words: str) -> str:
    if shutil.which("git") is None:
        return ""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def freeze(dist: Path = DIST) -> Path:
    """Make the bundle in this folder, in the place of an earlier one; returns its folder. Raises FreezeError."""
    check_version()
    name, when = commit()
    folder = dist / "facilitator"
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(when),
        # PyInstaller writes sets of names.
        "PYTHONHASHSEED": "0",
        # Its cache is of this build alone.
        "PYINSTALLER_CONFIG_DIR": str(ROOT / "build" / "cache"),
    }
    write_told(name, when)
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(dist)]
    words += ["--workpath", str(ROOT / "build"), str(ROOT / "packaging" / "facilitator.spec")]
    if subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode:
        raise FreezeError("PyInstaller could not make the bundle; what it said stands above.")
    if sys.platform == "linux":
        strip(folder)
    if lost := [name for name in NEEDED if not any(folder.rglob(name))]:
        raise FreezeError(f"The bundle lacks {', '.join(lost)}.")
    for path in files(folder):
        path.chmod(0o755 if os.access(path, os.X_OK) and not path.suffix else 0o644)
        os.utime(path, (when, when))
    megabytes = size(folder) / MB
    print(f"{folder}: {megabytes:.1f} MB unpacked")
    if sys.platform == "linux" and megabytes > MOST_MB["unpacked"]:
        raise FreezeError(f"The bundle has {megabytes:.1f} MB; it may have {MOST_MB['unpacked']}.")
    return folder


def check_version() -> None:
    """Raises FreezeError where another version is installed here: the bundle would be told the facts of that one."""
    from facilitator import __version__

    if (installed := version("facilitator")) != __version__:
        words = "python -m pip install --no-build-isolation --no-deps --editable ."
        raise FreezeError(f"{installed} is installed here, and this is {__version__}: {words}")


TOLD = ROOT / "build" / "told"
"""What a bundle has to say of itself; here before it is made, since a macOS program is sealed when it is made."""


def write_told(commit_name: str, when: int) -> None:
    """Write which build it is, and its bill of materials, to be put beside the resources."""
    TOLD.mkdir(parents=True, exist_ok=True)
    day = datetime.fromtimestamp(when, UTC).date().isoformat()
    (TOLD / "build.json").write_text(json.dumps({"commit": commit_name, "day": day}) + "\n", encoding="utf-8")
    write_bill(TOLD / "sbom.cdx.json")


def files(folder: Path) -> Iterator[Path]:
    """All files of a bundle that are no links, in one order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def size(folder: Path) -> int:
    """Bytes in all files."""
    return sum(path.stat().st_size for path in files(folder))


def is_elf(path: Path) -> bool:
    """Whether it is a program or a shared library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def strip(folder: Path) -> None:
    """Take away what only a debugger reads, OpenBLAS, ICU's data nobody asks for, and the pages in packages' facts."""
    core = next(folder.rglob("_multiarray_umath.*.so"))
    for path in [each for each in files(folder) if each.match("libscipy_openblas64_*.so")]:
        blas.replace(path, core)
    for path in files(folder):
        if path.name == "METADATA":
            # What stands after the first empty line is the package's page on the index.
            path.write_bytes(path.read_bytes().partition(b"\n\n")[0] + b"\n")
        if path.name.startswith("libicudata.so"):
            icu_data.trim(path)
        # The program itself carries its modules behind its own code, and what was moved about to be put into a wheel
        # can't be moved once more.
        if is_elf(path) and path != program(folder) and not path.parent.name.endswith(".libs"):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def write_bill(to: Path) -> Path:
    """The bill of materials of a bundle that is made here."""
    import sbom

    sbom.main([str(to)])
    return to


def try_out(folder: Path) -> None:
    """Try the bundle on this machine. Raises FreezeError where it does not do what it has to."""
    from try_bundle import Trial, TryError, try_all

    with TemporaryDirectory(prefix="facilitator-bundle-") as name:
        try:
            try_all(Trial([str(program(folder))], Path(name)), "--people", "3", "--agenda", SHORT)
        except TryError as error:
            raise FreezeError(f"The bundle does not do what it has to: {error}") from error


# What a release page offers.


def archive(folder: Path) -> Path:
    """The bundle as one file to be unpacked anywhere."""
    from facilitator import __version__

    _, when = commit()
    named = f"facilitator-{__version__}-{sys.platform}-{platform.machine().lower()}"
    target = folder.parent / f"{named}.tar.xz"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = when
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with lzma.open(target, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(folder.rglob("*")):
            tar.add(path, f"{named}/{path.relative_to(folder).as_posix()}", recursive=False, filter=plain)
    return target


def write_sums(paths: list[Path]) -> None:
    """The checksums of the files that are offered, and that none is larger than it may be."""
    lines = []
    for path in paths:
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
        megabytes = path.stat().st_size / MB
        print(f"{path.name}: {megabytes:.1f} MB")
        if megabytes > MOST_MB["to download"]:
            raise FreezeError(f"{path.name} has {megabytes:.1f} MB; it may have {MOST_MB['to download']}.")
    (paths[0].parent / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
