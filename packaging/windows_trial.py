"""Looks on any system whether the bundle for Windows would have all that it needs, and packs that. For a release.

    python packaging/windows_trial.py [FOLDER]

The locked packages are taken as Windows gets them; that there is each module which the program imports, and each
library to which these link, that no name is one which Windows can't have, and that an installer can be made of all of
it, is what can be found out without that system. Nothing is run, and what is made is never shipped: there is no Python
in it. It takes uv (python -m pip install uv), and Debian's binutils, nsis and 7zip.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from freeze import LOCK, NEEDED, ROOT, is_wanted
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHON = "3.13"
"""The one with which the workflow makes the files for Windows."""
INSTALLED = r"C:\Users\somebody.of.our.house\AppData\Local\Programs\Facilitator\_internal"
"""Where the files of a long name's owner lie."""
LONGEST = 259
"""Signs that a path on Windows has at most, unless its owner has changed that."""
_RESERVED = re.compile(r'(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*[<>:"|?*\x00-\x1f].*|.*[. ]', re.IGNORECASE)
"""Names that no file of Windows can have."""

ONLY_THERE = ("keyring.backends.Windows", "win32ctypes.pywin32.win32cred", "win32ctypes.pywin32.pywintypes")
"""Modules of others that are imported on Windows alone."""
PLUGINS = ("platforms", "styles", "imageformats", "iconengines", "platforminputcontexts")
"""Folders of Qt's plugins that are in a bundle."""
OF_PYTHON = re.compile(r"python3\d*\.dll|vcruntime140(_1)?\.dll", re.IGNORECASE)
"""Libraries that come with Python."""
OF_WINDOWS = re.compile(
    r"(api-ms-win-[a-z0-9-]+|advapi32|authz|avrt|bcrypt|bcryptprimitives|cfgmgr32|comctl32|comdlg32|crypt32|d2d1|d3d(9|11|12)"
    r"|dcomp|dnsapi|dwmapi|dwrite|dxgi|gdi32|icuin|icuuc|imm32|iphlpapi|kernel32|mpr|msvcrt|ncrypt|netapi32|ntdll|ole32|oleaut32"
    r"|powrprof|propsys|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase|uiautomationcore|user32|userenv|usp10"
    r"|uxtheme|version|winhttp|winmm|winspool|wldap32|ws2_32|wtsapi32)\.(dll|drv)",
    re.IGNORECASE,
)
"""Libraries that every Windows has from 10 on."""

MOST_NAMED = 20
"""So many of what is missing are named."""

_IMPORTED = """
import json, sys
from ui.early_imports import import_all, modules_below
names = [*modules_below("facilitator"), *modules_below("ui")]
import_all(name for name in names if not name.endswith(("__main__", "migrations.env")))
files = {name: str(getattr(getattr(each, "__spec__", None), "origin", "")) for name, each in sys.modules.items()}
print(json.dumps(sorted(name for name, file in files.items() if "site-packages" in file)))
"""

_SCRIPT = """
Unicode true
RequestExecutionLevel user
SetCompressor zlib
Name "Facilitator (trial, not to be installed)"
OutFile "{out}"
InstallDir "$LOCALAPPDATA\\Programs\\Facilitator"
Section
  SetOutPath "$INSTDIR\\_internal"
  File /r "{tree}/*"
SectionEnd
"""


class TrialError(Exception):
    """Something would be missing on Windows; the message names all of it."""


def main(arguments: list[str]) -> int:
    """Put together, look and pack; 0 if nothing is missing."""
    lacking = [each for each in ("uv", "objdump", "makensis", "7zz") if shutil.which(each) is None]
    if lacking:
        print(f"This takes {', '.join(lacking)}: see the head of {Path(__file__).name}.", file=sys.stderr)
        return 2
    with TemporaryDirectory(prefix="facilitator-windows-") as scratch:
        folder = Path(arguments[0]) if arguments else Path(scratch)
        try:
            try_out(folder)
        except TrialError as error:
            print(f"FAILED  {error}", file=sys.stderr)
            return 1
    return 0


def try_out(folder: Path) -> None:
    """Do all of it in a folder. Raises TrialError."""
    packages, tree = folder / "packages", folder / "tree"
    fetch(packages)
    modules = [*imported(), *ONLY_THERE]
    _none([name for name in modules if not there(packages, name)], "These modules have no file for Windows:")
    print(f"ok  {len(modules)} modules that the program imports are there")
    libraries = linked(packages, modules)
    print(f"ok  all that {len(libraries)} libraries link to is there, in Python, or in Windows")
    put_together(packages, tree, modules, libraries)
    _none([name for name in NEEDED if not any(tree.rglob(name))], "These files are not in the bundle:")
    paths = [path.relative_to(tree) for path in sorted(tree.rglob("*"))]
    wrong = unfit(PurePosixPath(path.as_posix()) for path in paths)
    _none(wrong, "These names are none for Windows:")
    print(f"ok  {len(paths)} names can be those of files on Windows")
    pack(tree, folder / "facilitator-trial.exe")


def _none(found: Iterable[str], sentence: str) -> None:
    if found := [*found]:
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise TrialError(f"{sentence} {', '.join(found[:MOST_NAMED])}{more}.")


def fetch(packages: Path) -> None:
    """The locked packages as they are installed on Windows, with the hashes of the lock."""
    words = ["uv", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    words += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", PYTHON]
    if subprocess.run([*words, "--target", str(packages), "-r", str(LOCK)], check=False).returncode:
        raise TrialError("The locked packages could not be had for Windows; why stands above.")


def imported() -> list[str]:
    """The modules of locked packages that are there once all of the program's own are imported here.

    Without those of packages that only another system has, and without what is a package's own business.
    """
    words = [sys.executable, "-c", _IMPORTED]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    names: list[str] = json.loads(done.stdout)
    lines = [line.removesuffix("\\") for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    windows = {
        "sys_platform": "win32",
        "os_name": "nt",
        "platform_system": "Windows",
        "python_full_version": f"{PYTHON}.0",
    }
    locked = {each.name for each in map(Requirement, lines) if each.marker is None or each.marker.evaluate(windows)}
    owners = packages_distributions()
    wanted = {top for top, found in owners.items() if locked & {canonicalize_name(name) for name in found}}
    return [name for name in names if name.partition(".")[0] in wanted and "._" not in name]


def there(packages: Path, module: str) -> bool:
    """Whether a module has a file."""
    return bool(_file_of(packages, module))


def _file_of(packages: Path, module: str) -> Path | None:
    path = packages.joinpath(*module.split("."))
    for each in (path / "__init__.py", path.with_name(f"{path.name}.py"), path.with_name(f"{path.name}.pyd")):
        if each.is_file():
            return each
    compiled = sorted(path.parent.glob(f"{path.name}.cp*-win_amd64.pyd"))
    return compiled[0] if compiled else path if path.is_dir() else None


def linked(packages: Path, modules: Iterable[str]) -> set[Path]:
    """What is compiled of these modules, Qt's plugins, and all libraries they need. Raises TrialError."""
    files = [file for name in modules if (file := _file_of(packages, name)) is not None and file.suffix == ".pyd"]
    for name in PLUGINS:
        plugins = (packages / "PySide6" / "plugins" / name).glob("*.dll")
        files += [path for path in plugins if is_wanted(path.relative_to(packages).as_posix())]
    for package in _packages(modules):
        if package != "PySide6":
            files += (packages / package).rglob("*.pyd")
    beside = {path.name.lower(): path for path in packages.rglob("*.dll")}
    missing: set[str] = set()
    found, waiting = set(files), [*files]
    while waiting:
        for name in _links(file := waiting.pop()):
            near = file.parent / name
            target = near if near.is_file() else beside.get(name.lower())
            if target is None and not OF_WINDOWS.fullmatch(name) and not OF_PYTHON.fullmatch(name):
                missing.add(f"{name} (of {file.relative_to(packages).as_posix()})")
            elif target is not None and target not in found:
                found.add(target)
                waiting.append(target)
    _none(sorted(missing), "These libraries are neither there nor in Windows:")
    return found


def _links(file: Path) -> list[str]:
    done = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise TrialError(f"{file} is no library of Windows: {done.stderr.strip()}")
    return re.findall(r"^\s*DLL Name: (\S+)$", done.stdout, re.MULTILINE)


def _packages(modules: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def put_together(packages: Path, tree: Path, modules: Iterable[str], libraries: set[Path]) -> None:
    """Copy what would be in the bundle: libraries, the packages' code and data, the program with its resources."""
    for package in sorted(_packages(modules)):
        home = packages / package
        files = home.rglob("*") if home.is_dir() else packages.glob(f"{package}.*")
        for path in files:
            compiled = path.suffix.lower() in (".dll", ".pyd", ".exe", ".lib")
            if path.is_file() and not compiled and (package != "PySide6" or path.suffix in (".py", ".qm")):
                _copy(path, packages, tree)
    for path in libraries:
        _copy(path, packages, tree)
    for name, inside in (("facilitator", "facilitator"), ("ui", "ui"), ("resources", "facilitator/_resources")):
        leave_out = shutil.ignore_patterns("__pycache__", "*.po")
        shutil.copytree(ROOT / name, tree / inside, ignore=leave_out, dirs_exist_ok=True)


def _copy(path: Path, packages: Path, tree: Path) -> None:
    inside = path.relative_to(packages)
    if is_wanted(inside.as_posix()) and "__pycache__" not in inside.parts:
        target = tree / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def unfit(paths: Iterable[PurePosixPath]) -> Iterator[str]:
    """The paths below the program's folder that no file of Windows can have, or two in one place, each with why."""
    seen: dict[str, PurePosixPath] = {}
    for path in paths:
        if any(_RESERVED.fullmatch(part) for part in path.parts):
            yield f"{path} (reserved)"
        if len(INSTALLED) + 1 + len(str(path)) > LONGEST:
            yield f"{path} (too long)"
        other = seen.setdefault(str(path).lower(), path)
        if other != path:
            yield f"{path} (the same as {other})"


def pack(tree: Path, installer: Path) -> None:
    """Make an installer, and look whether all files are in it. Raises TrialError."""
    script = installer.with_suffix(".nsi")
    script.write_text(_SCRIPT.format(out=installer, tree=tree), encoding="utf-8")
    done = subprocess.run(["makensis", "-V2", str(script)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise TrialError(f"NSIS can’t pack it: {done.stdout} {done.stderr}")
    told = subprocess.run(["7zz", "l", "-slt", str(installer)], capture_output=True, text=True, check=True).stdout
    inside = {line.removeprefix("Path = ").replace("\\", "/") for line in told.splitlines()}
    wanted = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    _none(sorted(name for name in wanted if f"_internal/{name}" not in inside),
          "These files are not in the installer:")  # fmt: skip
    unpacked = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
    print(f"ok  {len(wanted)} files, {unpacked / 2**20:.0f} MB, are in an installer of "
          f"{installer.stat().st_size / 2**20:.0f} MB (without Python)")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
