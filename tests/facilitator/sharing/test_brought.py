"""What is brought is taken apart into single files, each with its place, and an archive can do no harm."""

import os
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory, gettempdir
from time import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.errors import BadFile
from facilitator.sharing import brought
from facilitator.sharing.brought import FileKind, opened


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_files_folders_and_archives_are_named_by_their_places(tmp_path: Path) -> None:
    folder = tmp_path / "wave 1"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"x")
    inner = zipped(tmp_path / "inner.zip", {"c.csv": "x\n", "deeper.zip": b"PK\x05\x06" + bytes(18)})
    archive = zipped(tmp_path / "study.zip", {"out/b.graphml": "<graphml/>", "__MACOSX/._b.graphml": "x",
                                              "inner.zip": inner.read_bytes(), "p.jpg": b"\xff\xd8\xff"})  # fmt: skip
    single = tmp_path / "people.txt"
    single.write_text("Anna\n", encoding="utf-8")
    with opened([folder, archive, single]) as found:
        assert [(each.place, each.kind, each.chosen) for each in found] == [
            ("wave 1 › raw › a.csv", FileKind.TABLE, False),
            ("study.zip › inner.zip › c.csv", FileKind.TABLE, False),
            ("study.zip › inner.zip › deeper.zip", FileKind.ARCHIVE, False),
            ("study.zip › out › b.graphml", FileKind.GRAPH, False),
            ("study.zip › p.jpg", FileKind.PICTURE, False),
            ("people.txt", FileKind.TEXT, True),
        ]
        unpacked = [each.path for each in found if each.given == archive]
        assert found[3].path.read_text(encoding="utf-8") == "<graphml/>"
        assert {path.stat().st_mode & 0o077 for path in [unpacked[0].parent.parent]} == {0}
    assert not any(path.exists() for path in unpacked), "nothing of an archive stays anywhere"


def test_what_a_killed_program_left_unpacked_goes_a_day_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    archive = zipped(tmp_path / "study.zip", {"people.csv": "Name\nAnna\n"})
    with opened([archive]) as found:
        (unpacked,) = found
        left, other = unpacked.path.parent.parent, tmp_path / "facilitator-unpacked"
        copytree(left, tmp_path / f"{left.name}-killed")
        other.mkdir()
        with opened([archive]) as again:
            assert unpacked.path.is_file() and again[0].path.is_file()
            assert (tmp_path / f"{left.name}-killed").is_dir(), "another program may have it open"
        yesterday = time() - 25 * 3600
        for folder in (tmp_path / f"{left.name}-killed", other):
            os.utime(folder, (yesterday, yesterday))
        with opened([archive]):
            assert sorted(path.name for path in tmp_path.glob("facilitator-*-killed")) == []
            assert unpacked.path.is_file() and other.is_dir()


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "big.zip", {"a.csv": bytes(3_000_000), "b.csv": bytes(3_000_000)})
    monkeypatch.setattr(brought, "MOST_UNPACKED", 5_000_000)
    with pytest.raises(BadFile, match=r"“big\.zip” is too large"), opened([path]):
        pass
    monkeypatch.setattr(brought, "MOST_FILES", 3)
    many = zipped(tmp_path / "many.zip", {f"{number}.csv": "x" for number in range(4)})
    with pytest.raises(BadFile, match="more than 3 files in “many"), opened([many]):
        pass


def test_an_archive_with_a_password_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "closed.zip", {"a.csv": "x"})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    with pytest.raises(BadFile, match=r"“closed\.zip” is protected by a password"), opened([path]):
        pass


@given(st.text(min_size=1, max_size=300).filter(lambda name: "\x00" not in name and not name.endswith(("/", "\\"))))
@example("../../../etc/evil.csv")
@example("/root/.ssh/a.csv")
@example("C:\\Windows\\a.csv")
@example("con.csv")
@example("a:b|c?.csv")
@example("x" * 299)
def test_no_name_in_an_archive_leads_out_of_it(name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        try:
            zipped(path, {name: "x,y", "safe.csv": "x"})
        except UnicodeEncodeError:
            return
        with opened([path]) as found:
            for each in found:
                assert Path(gettempdir()).resolve() in each.path.resolve().parents
                assert each.path.is_file() and each.path.parent.parent.name.startswith("facilitator-")
            assert "a.zip › safe.csv" in [each.place for each in found]
