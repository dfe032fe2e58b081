"""What goes into a bundle and what stays out; ICU's data without what nobody asks for; the manual page and the menus.

That a bundle runs is tried by making one: `bootstrap.py bundle`.
"""

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from configparser import ConfigParser
from contextlib import closing
from pathlib import Path, PurePosixPath

import blas
import deb
import freeze
import icu_data
import manual
import numpy
import pytest
import surroundings
import typer.main
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from windows_trial import unfit

from facilitator.sharing.handed_file import SUFFIX
from facilitator.storage.upgrade import HANDED_OVER_ID
from ui.commands import command_line

LINUX = Path(freeze.__file__).parent / "linux"


def test_only_what_the_run_locks_goes_in() -> None:
    found = freeze.bundled_packages()
    assert {"facilitator", "pyside6-essentials", "numpy", "sqlcipher3"} <= set(found)
    assert not {"pytest", "scipy", "matplotlib", "pyinstaller", "hatchling", "mypy"} & set(found)
    excluded = set(freeze.excluded_modules())
    assert {"pytest", "scipy", "PyInstaller", "networkx"} <= excluded
    assert not {"facilitator", "ui", "numpy", "PySide6", "sqlcipher3", "bidi", "PIL"} & excluded
    # All that is locked for this system is installed, and goes in.
    lines = [line.removesuffix("\\") for line in freeze.LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    here = [each for each in map(Requirement, lines) if each.marker is None or each.marker.evaluate()]
    assert {each.name for each in here} & freeze.locked() == set(found) - {"facilitator"}


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("babel/locale-data/de.dat", True),
        ("babel/locale-data/en_001.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/den.dat", False),
        ("babel/locale-data/fr.dat", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqminimal.so", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/platforms/qdirect2d.dll", False),
        ("PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qt_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/designer_de.qm", False),
        ("PySide6/translations/qtbase_de.qm", True),
        ("PySide6/translations/qt_help_de.qm", False),
        ("PySide6/plugins/tls/qschannelbackend.dll", False),
        ("numpy.libs/libscipy_openblas64_-32a4b2a6.so", True),
        ("numpy.libs/libgfortran-040039e1-0352e75f.so.5.0.0", False),
        ("libX11.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("pillow.libs/libXau-154567c4.so.6.0.0", True),
        ("facilitator-0.1.0.dist-info/METADATA", True),
        ("facilitator-0.1.0.dist-info/direct_url.json", False),
        ("facilitator/_resources/translations/de/LC_MESSAGES/facilitator.mo", True),
        ("facilitator/_resources/translations/de/LC_MESSAGES/facilitator.po", False),
    ],
)
def test_what_is_not_needed_stays_out(path: str, wanted: bool) -> None:
    assert freeze.is_wanted(path) is wanted


ITEMS = st.dictionaries(
    st.sampled_from(
        ["coll/de.res", "coll/fr.res", "coll/ucadata.icu", "brkitr/word.brk", "root.res", "likelySubtags.res", "fr.res",
         "de.res", "ibm-37.cnv", "nfkc.nrm", "unames.icu", "rfc3491.spp", "zone/en.res", "zoneinfo64.res"]
    ),
    st.binary(min_size=1, max_size=70),
).map(lambda items: {"root.res": b"always there", **items})  # fmt: skip
HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(28)


def packed(items: dict[str, bytes]) -> bytes:
    """A package of data as ICU lays it out."""
    names = [f"icudt73l/{name}".encode() + b"\0" for name in sorted(items)]
    table = 4 + 8 * len(items)
    where = -(-(table + sum(map(len, names))) // 16) * 16
    head, body, at = struct.pack("<I", len(items)), b"", table
    for name, key in zip(names, sorted(items), strict=True):
        head += struct.pack("<II", at, where + len(body))
        at += len(name)
        body += items[key] + bytes(-len(items[key]) % 16)
    return HEADER + (head + b"".join(names)).ljust(where, b"\0") + body


def unpacked(data: bytes) -> dict[str, bytes]:
    start, count = 32, struct.unpack_from("<I", data, 32)[0]
    entries = [struct.unpack_from("<II", data, start + 4 + 8 * at) for at in range(count)]
    ends = [*(at for _, at in entries[1:]), len(data) - start]
    found = {}
    for (name, at), end in zip(entries, ends, strict=True):
        assert at % 16 == 0
        key = data[start + name : data.index(b"\0", start + name)].decode().partition("/")[2]
        found[key] = data[start + at : start + end]
    return found


@given(ITEMS)
def test_of_icus_data_what_is_kept_is_as_it_was(items: dict[str, bytes]) -> None:
    found = unpacked(icu_data.selected(packed(items)))
    gone = {"coll/fr.res", "brkitr/word.brk", "fr.res", "de.res", "ibm-37.cnv", "zone/en.res"}
    gone |= {"unames.icu", "rfc3491.spp"}
    assert found.keys() == items.keys() - gone
    assert all(found[key].startswith(items[key]) and not found[key][len(items[key]) :].strip(b"\0") for key in found)
    assert icu_data.selected(packed(found)) == packed(found)


def test_the_manual_has_every_command_and_option() -> None:
    page = manual.manual(0)
    commands = typer.main.get_command(command_line()).commands  # type: ignore[attr-defined]
    assert len(commands) > 25 and '"1970-01-01"' in page
    for name, command in commands.items():
        assert f".SS {name}".replace("-", "\\-") in page
        for option in command.params:
            if option.param_type_name == "option" and option.help and option.name != "help":
                assert option.opts[0].replace("-", "\\-") in page
    assert not [line for line in page.splitlines() if line.startswith("'")]


PACKAGING = {"PYTHONPATH": os.pathsep.join(map(str, (freeze.ROOT / "packaging", freeze.ROOT)))}
PRODUCTS = """
import sys
import stand_ins
stand_ins.put_in()
import numpy as np
rng, found = np.random.default_rng(1), {}
for kind in "fdFD":
    one, other = (rng.normal(size=(7, 5)) for _ in range(2))
    one, other = one.astype(kind), other.astype(kind)
    if kind in "FD":
        one, other = one + 1j * other, other - 2j * one
    row = other[:, 2]
    each = [one.T @ other, one @ other.T, one @ one.T, one.T @ row, one[::2] @ other[::2].T, np.dot(row, row),
            np.vdot(one[:, 1], row), np.dot(one[::3, 1], row[::3]), np.outer(row, row), np.inner(one, other),
            np.einsum("ij,ij->j", one, other), one[:0] @ other.T, np.convolve(row, row), np.matmul([one] * 2, other.T)]
    found |= {f"{kind}{at}": value for at, value in enumerate(each)}
np.savez(sys.argv[1], **found)
print(*{line.split()[-1] for line in open("/proc/self/maps") if "blas" in line}, sep="\\n")
"""


@pytest.mark.skipif(blas.reference() is None, reason="this machine has no reference BLAS")
def test_numpy_computes_the_same_with_the_reference_in_openblas_place(tmp_path: Path) -> None:
    core = Path(numpy._core._multiarray_umath.__file__)  # type: ignore[attr-defined]
    name = next(core.parents[2].glob("numpy.libs/libscipy_openblas64_*.so")).name
    put_in = tmp_path / name
    blas.replace(put_in, core)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1_000_000
    loaded = {}
    for which, preloaded in (("theirs", {}), ("ours", {"LD_PRELOAD": str(put_in)})):
        words = [sys.executable, "-c", PRODUCTS, str(tmp_path / which)]
        done = subprocess.run(words, env=os.environ | PACKAGING | preloaded, capture_output=True, text=True, check=True)
        loaded[which] = set(done.stdout.split())
    # The one that NumPy brings is not even looked for.
    assert loaded["ours"] == {str(put_in), str(put_in.with_name("libblas64.so.3"))}
    assert not loaded["theirs"] & loaded["ours"]
    theirs, ours = (numpy.load(tmp_path / f"{which}.npz") for which in loaded)
    assert set(theirs) == set(ours) and len(theirs.files) == 56
    for key in theirs:
        assert theirs[key].dtype == ours[key].dtype and theirs[key].shape == ours[key].shape
        assert numpy.allclose(theirs[key], ours[key], rtol=1e-4), key


def test_what_has_a_stand_in_is_asked_for_by_no_part_of_the_program() -> None:
    code = (
        "import stand_ins; stand_ins.put_in()\n"
        "from ui.early_imports import import_all, modules_below\n"
        "names = [*modules_below('facilitator'), *modules_below('ui')]\n"
        "import_all(name for name in names if not name.endswith(('__main__', 'migrations.env')))\n"
        "import numpy\n"
        "try: numpy.linalg.inv(numpy.eye(2))\n"
        "except AttributeError as error: print(error)\n"
    )
    words = [sys.executable, "-c", code]
    told = subprocess.run(words, env=os.environ | PACKAGING, capture_output=True, text=True, check=True).stdout
    assert ("'inv'" in told) == (sys.platform == "linux")


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this system has no packages of Debian's")
def test_a_package_of_the_system_is_asked_for_only_where_its_library_is_not_in_the_bundle() -> None:
    assert deb.owners_of(["libc.so.6", "libQt6Core.so.6", "_multiarray_umath.so"]) == ["libc6"]
    assert deb.owners_of(["libQt6Core.so.6"]) == deb.owners_of([]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is set elsewhere")
def test_other_programs_are_given_their_own_libraries() -> None:
    bundle = "/usr/lib/facilitator/_internal"
    made = {"LD_LIBRARY_PATH": bundle, "QT_PLUGIN_PATH": f"{bundle}/PySide6/Qt/plugins", "HOME": "/home/somebody"}
    for before, after in (({}, {}), ({"LD_LIBRARY_PATH_ORIG": "/opt/lib"}, {"LD_LIBRARY_PATH": "/opt/lib"})):
        environment = made | before
        surroundings.settle(environment)
        environment.pop("SSL_CERT_FILE", None)
        assert environment == {"HOME": "/home/somebody"} | after
    chosen = {"SSL_CERT_FILE": "/home/somebody/own.pem"}
    surroundings.settle(chosen)
    assert chosen == {"SSL_CERT_FILE": "/home/somebody/own.pem"}


def test_no_bundle_is_told_the_facts_of_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("facilitator.__version__", "99.0.0")
    with pytest.raises(freeze.FreezeError, match=r"this is 99\.0\.0: python -m pip install"):
        freeze.freeze(tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_file_that_is_too_large_to_download_is_none(tmp_path: Path) -> None:
    small, large = tmp_path / "a.deb", tmp_path / "b.tar.xz"
    small.write_bytes(b"x")
    with large.open("wb") as file:
        file.truncate(75_000_001)
    freeze.write_sums([small])
    assert (tmp_path / "SHA256SUMS").read_text().endswith("  a.deb\n")
    with pytest.raises(freeze.FreezeError, match=r"b\.tar\.xz has 75\.0 MB"):
        freeze.write_sums([small, large])
    assert "b.tar.xz" not in (tmp_path / "SHA256SUMS").read_text()


def test_the_menu_entry_and_the_file_type_name_each_other() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(LINUX / "facilitator.desktop", encoding="utf-8")
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kinds = ElementTree.parse(LINUX / "facilitator.xml").getroot().findall(f"{space}mime-type")
    named = [each.get("type") for each in kinds]
    assert entry["Desktop Entry"]["MimeType"].strip(";").split(";") == named
    told = ElementTree.parse(LINUX / "facilitator.metainfo.xml").getroot().iter("mediatype")
    assert [each.text for each in told] == named
    assert kinds[0].find(f"{space}glob").get("pattern") == f"*{SUFFIX}"  # type: ignore[union-attr]
    assert kinds[1].find(f"{space}glob") is None, "files of SQLite's are many"
    assert "run" in entry["Desktop Entry"]["Exec"].split()


ASKED_OF_QT = """
import sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
application = QCoreApplication([])
for path in sys.argv[1:]:
    print(QMimeDatabase().mimeTypeForFile(path).name())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file is known by its name alone")
def test_a_library_is_known_by_what_is_in_it_and_no_other_file_of_sqlite_is(
    tmp_path: Path, empty_library: Path
) -> None:
    """As a desktop of KDE's reads what the package installs."""
    packages = tmp_path / "share" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(LINUX / "facilitator.xml", packages)
    ours = shutil.copy(empty_library, tmp_path / "what we did.sqlite")
    elsewhere = shutil.copy(empty_library, tmp_path / "a copy without a suffix")
    other, handed = tmp_path / "library.sqlite", tmp_path / "one.workshop"
    for path, mark in ((other, 7), (handed, HANDED_OVER_ID)):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE something (x)")
            connection.execute(f"PRAGMA application_id = {mark}")
    done = subprocess.run(
        [sys.executable, "-c", ASKED_OF_QT, str(ours), str(elsewhere), str(other), str(handed)],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "share"), "XDG_DATA_DIRS": "/usr/share"},
        capture_output=True,
        text=True,
        check=True,
    )
    library, workshop = "application/vnd.facilitator.library", "application/vnd.facilitator.workshop"
    assert done.stdout.split() == [library, library, "application/vnd.sqlite3", workshop]


def test_names_that_no_file_of_windows_can_have_are_found() -> None:
    names = [
        "a/b.py",
        "a/con.txt",
        "a/lpt1",
        "a/b:c.svg",
        "a/ends.",
        "A/B.py",
        "a/" + "long/" * 40 + "x",
        "a/confirm.py",
    ]
    found = [*unfit(map(PurePosixPath, names))]
    assert [each.partition(" (")[0] for each in found] == [
        "a/con.txt",
        "a/lpt1",
        "a/b:c.svg",
        "a/ends.",
        "A/B.py",
        names[6],
    ]
    assert found[4].endswith("(the same as a/b.py)") and found[5].endswith("(too long)")
