"""Makes the Debian package of a bundle: menu entry, icons, file type, manual page, licences.

For the Debian release that it is made on, and later ones. What the system has to bring is found by looking at what the
bundle links to. Needs Debian's `dpkg-dev`.
"""

import gzip
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import manual
from freeze import ROOT, FreezeError, commit, files, is_elf, size

from facilitator import __version__
from ui.about import credits

NAME = "facilitator"
MAINTAINER = "The Facilitator authors <facilitator@localhost.localdomain>"
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "resources" / "icons" / "app"

CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}, xkb-data
Recommends: xdg-utils, tzdata
Suggests: gnome-keyring
Section: misc
Priority: optional
Description: facilitated workshops on social learning at work
 A facilitator with a laptop and a projector takes a room of people through
 exercises; participants answer at a shared station in two minutes; the
 projector shows the room's picture as it grows; everybody goes home with a PDF.
 .
 All data stays in one file on the laptop: no server, no cloud, no telemetry.
"""

COPYRIGHT = """Facilitator

{licence}
It comes with the following parts. The licences of the Python packages lie in
/usr/lib/facilitator/_internal/*.dist-info, those of fonts and icons beside them
in /usr/lib/facilitator/_internal/facilitator/_resources; all parts are listed
with versions and hashes in sbom.cdx.json there. Qt is under the LGPL version 3,
see /usr/share/common-licenses/LGPL-3: its libraries lie in
/usr/lib/facilitator/_internal/PySide6/Qt/lib and may be replaced by others that
fit. NumPy's BLAS is the reference, whose terms lie beside it in
/usr/lib/facilitator/_internal/numpy.libs. Licences of Apache, version 2.0: /usr/share/common-licenses/Apache-2.0.

{parts}
"""


def package(bundle: Path) -> Path:
    """Make the package of a bundle, beside it; returns its file. Raises FreezeError."""
    if shutil.which("dpkg-shlibdeps") is None:
        raise FreezeError("The package needs Debian's dpkg-dev: apt-get install dpkg-dev")
    _, when = commit()
    architecture = _output("dpkg", "--print-architecture")
    target = bundle.parent / f"{NAME}_{__version__}_{architecture}.deb"
    with TemporaryDirectory() as name:
        root = Path(name) / "root"
        root.mkdir(mode=0o755)
        home = root / "usr" / "lib" / NAME
        shutil.copytree(bundle, home, symlinks=True)
        _write_shared(root, when)
        facts = {"name": NAME, "version": __version__, "architecture": architecture, "maintainer": MAINTAINER}
        facts |= {"kilobytes": str(-(-size(root) // 1024)), "depends": _depends(home)}
        _put(root / "DEBIAN" / "control", CONTROL.format_map(facts))
        _put(root / "DEBIAN" / "postrm", (LINUX / "postrm").read_text(encoding="utf-8"), 0o755)
        _put(root / "DEBIAN" / "md5sums", "".join(_sums(root)))
        for path in (root, *root.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
            os.utime(path, (when, when), follow_symlinks=False)
        words = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(target)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(when)})
    return target


def _write_shared(root: Path, when: int) -> None:
    """All that lies in places which programs share."""
    share = root / "usr" / "share"
    link = root / "usr" / "bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{NAME}/{NAME}")
    _put(share / "applications" / "facilitator.desktop", _text("facilitator.desktop"))
    _put(share / "mime" / "packages" / "facilitator.xml", _text("facilitator.xml"))
    _put(share / "metainfo" / "facilitator.metainfo.xml", _text("facilitator.metainfo.xml"))
    _put(share / "lintian" / "overrides" / NAME, _text("lintian-overrides"))
    for picture in ICONS.glob("*.png"):
        side = picture.stem.rpartition("-")[2]
        _copy(picture, share / "icons" / "hicolor" / f"{side}x{side}" / "apps" / "facilitator.png")
    _copy(ICONS / "facilitator.svg", share / "icons" / "hicolor" / "scalable" / "apps" / "facilitator.svg")
    parts = "\n".join(f"  {title}: {licence}" for title, licence in credits())
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    _put(share / "doc" / NAME / "copyright", COPYRIGHT.format(licence=licence, parts=parts))
    _put_packed(share / "doc" / NAME / "changelog.gz", _changelog(when))
    _put_packed(share / "man" / "man1" / f"{NAME}.1.gz", manual.manual(when))


def _changelog(when: int) -> str:
    """What has changed, as Debian writes it, with what people are told in the program's own changelog."""
    day = format_datetime(datetime.fromtimestamp(when, UTC))
    head = f"{NAME} ({__version__}) unstable; urgency=medium"
    return f"{head}\n\n  * See packaging/CHANGELOG.md.\n\n -- {MAINTAINER}  {day}\n"


def _depends(home: Path) -> str:
    """The packages that the system has to bring, with their versions: without those whose libraries the bundle has.

    Of these one brings data, too: keyboards, which stand in the package's facts by themselves.
    """
    with TemporaryDirectory() as name:
        control = Path(name) / "debian" / "control"
        control.parent.mkdir()
        control.write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", encoding="utf-8")
        linking = [str(path) for path in files(home) if is_elf(path)]
        folders = sorted({f"-l{Path(path).parent}" for path in linking})
        words = ["dpkg-shlibdeps", "--ignore-missing-info", "--warnings=0", "-O", *folders]
        words += [*(f"-x{each}" for each in owners_of(path.name for path in map(Path, linking))), *linking]
        done = subprocess.run(words, cwd=name, capture_output=True, text=True, check=False)
    found = re.search(r"^shlibs:Depends=(.*)$", done.stdout, re.MULTILINE)
    if not found:
        raise FreezeError(f"What the package needs can't be told: {done.stderr.strip()}")
    return found[1]


def owners_of(libraries: Iterable[str]) -> list[str]:
    """The installed packages that have libraries of these names in the system's own folder."""
    folder = Path("/usr/lib", sysconfig.get_config_var("MULTIARCH") or "")
    there = [path for name in libraries for path in (folder / name, Path("/lib", folder.name, name)) if path.exists()]
    # A name of a library can be a link to it, and the folder one to where it was before.
    known = sorted({str(each) for path in there for each in (path, path.resolve())})
    if not known:
        return []
    told = subprocess.run(["dpkg-query", "--search", *known], capture_output=True, text=True, check=False).stdout
    return sorted({line.partition(": ")[0].partition(":")[0] for line in told.splitlines() if ": /" in line})


def _sums(root: Path) -> Iterator[str]:
    from hashlib import md5

    for path in files(root):
        inside = path.relative_to(root).as_posix()
        if not inside.startswith("DEBIAN/"):
            yield f"{md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {inside}\n"


def _text(name: str) -> str:
    return (LINUX / name).read_text(encoding="utf-8")


def _put(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def _put_packed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    path.chmod(0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _output(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
