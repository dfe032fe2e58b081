"""Copies: whole, checked, kept by a scheme, without what was erased; one of them brought back, and a check."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from command_line import facilitator
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.errors import LibraryRefused, NotSaved
from facilitator.progress import finish
from facilitator.storage.backups import Copy, copies, is_due, superfluous
from facilitator.storage.library import Library, open_library
from facilitator.storage.restoring import problems, restore
from facilitator.workshop.workshops import delete_workshop, erase_workshops, list_workshops, new_workshop

NOW = datetime(2026, 11, 27, 12)


def titles(path: Path) -> list[str]:
    with closing(open_library(path)) as library:
        return sorted(card.title for card in list_workshops(library))


def keep(library: Library, reason: str = "hourly") -> Path:
    return finish(library.back_up(reason))


HOUR, DAY = 60, 24 * 60


@given(st.lists(st.integers(0, 400 * DAY), max_size=200, unique=True))
@example([day * DAY + hour * HOUR for day in range(60) for hour in (0, 5)])
@example([day * DAY + hour * HOUR for day in range(3, 63) for hour in (0, 5)])
@example([week * 7 * DAY + day * DAY for week in range(40) for day in (0, 1)])
def test_the_newest_ten_stay_then_one_a_day_then_one_a_week(minutes: list[int]) -> None:
    made = [Copy(Path(f"{each}"), NOW - timedelta(minutes=each), "hourly") for each in minutes]
    gone = superfluous(made)
    kept = sorted(set(made) - set(gone), key=lambda each: each.made_at, reverse=True)
    ordered = sorted(made, key=lambda each: each.made_at, reverse=True)
    assert len(kept) <= 10 + 14 + 26
    # Each of the last days and weeks in which there was a copy has its newest, and nothing else stays.
    days = list(dict.fromkeys(each.made_at.date() for each in ordered))
    weeks = list(dict.fromkeys(each.made_at.isocalendar()[:2] for each in ordered))
    wanted = set(ordered[:10])
    for spans, of in (
        (days[:14], lambda each: each.made_at.date()),
        (weeks[:26], lambda e: e.made_at.isocalendar()[:2]),
    ):
        wanted |= {next(each for each in ordered if of(each) == span) for span in spans}
    assert set(kept) == wanted
    # Letting go once is letting go for good: nothing more goes a second time.
    assert superfluous(kept) == []


def test_a_copy_is_due_after_an_hour(library: Library) -> None:
    assert is_due(library.path, datetime.now())
    (made,) = [each for each in [keep(library)] if copies(library.path)[0].path == each]
    at = copies(library.path)[0].made_at
    assert made.exists() and not is_due(library.path, at + timedelta(minutes=59))
    assert is_due(library.path, at + timedelta(minutes=60))
    # A clock that was set back keeps nobody from copying.
    assert is_due(library.path, at - timedelta(days=1))


def test_superfluous_copies_go_as_new_ones_are_made(library: Library) -> None:
    first = keep(library)
    for number in range(30):
        stamp = (NOW - timedelta(minutes=number)).strftime("%Y%m%d-%H%M%S-%f")
        first.with_name(f"{library.path.stem}-{stamp}-hourly.sqlite").write_bytes(first.read_bytes())
    stranger = first.with_name("my own copy.sqlite")
    stranger.write_bytes(b"mine")
    keep(library)
    # Ten, and among them is the newest of each of the two days and weeks.
    assert 10 <= len(copies(library.path)) <= 12
    assert stranger.exists()


def test_a_copy_that_fails_never_looks_like_one(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Before")
    library.close()
    # Damaged before it is opened: what is written over in place while it is open is noticed before anything is copied.
    with library.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 40_000)
    library = open_library(library.path)
    with pytest.raises(NotSaved):
        keep(library)
    folder = library.path.parent / "backups"
    assert copies(library.path) == [] and list(folder.iterdir()) == []


def test_a_copy_that_is_being_written_is_none_yet(library: Library) -> None:
    """Whatever ends the program meanwhile: what lies there is called a copy once all of it is there and checked."""
    for _ in library.back_up("hourly"):
        assert copies(library.path) == []
    assert [each.reason for each in copies(library.path)] == ["hourly"]


def test_what_is_erased_for_good_is_in_no_copy(library: Library) -> None:
    kept = new_workshop(library, "Stays").value
    gone = new_workshop(library, "Xanthippe leaves").value
    keep(library)
    keep(library, "before-import")
    delete_workshop(library, gone)
    erase_workshops(library, [gone])
    (copy,) = copies(library.path)
    assert copy.reason == "after-erasing" and kept
    everything = b"".join(each.read_bytes() for each in library.path.parent.rglob("*") if each.is_file())
    assert b"Xanthippe" not in everything
    assert titles(copy.path) == ["Stays"]


def test_an_earlier_copy_is_brought_back_and_back_again(library: Library) -> None:
    new_workshop(library, "First")
    earlier = keep(library)
    new_workshop(library, "Second")
    with pytest.raises(NotSaved, match="open in another program"):
        restore(library.path, earlier)
    assert sorted(card.title for card in list_workshops(library)) == ["First", "Second"]
    library.close()
    restore(library.path, earlier)
    assert titles(library.path) == ["First"]
    (before,) = [each for each in copies(library.path) if each.reason == "before-bringing-back"][:1]
    restore(library.path, before.path)
    assert titles(library.path) == ["First", "Second"]


def test_a_damaged_library_is_found_kept_aside_and_replaced(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Safe")
    earlier = keep(library)
    library.close()
    assert problems(library.path) == []
    with library.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 40_000)
    damaged = library.path.read_bytes()
    told = facilitator("check", "--library", library.path, code=1).stderr
    assert "is damaged" in told and "restore" in told
    assert library.path.read_bytes() == damaged
    assert "now as it was" in facilitator("restore", earlier, "--library", library.path).stdout
    assert "is sound" in facilitator("check", "--library", library.path).stdout
    assert titles(library.path) == ["Safe"]
    assert library.path.with_name(f"{library.path.stem}-damaged.sqlite").read_bytes() == damaged
    with pytest.raises(LibraryRefused, match="damaged, so it was not brought back"):
        restore(library.path, library.path.with_name(f"{library.path.stem}-damaged.sqlite"))


def test_what_is_no_copy_is_refused_and_changes_nothing(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Here")
    library.close()
    foreign, empty = tmp_path / "foreign.sqlite", tmp_path / "empty.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    empty.touch()
    for each in (foreign, empty, tmp_path / "missing.sqlite"):
        with pytest.raises(LibraryRefused):
            restore(library.path, each)
    assert titles(library.path) == ["Here"] and not (tmp_path / "missing.sqlite").exists()


def test_copies_by_command(library: Library, workshop: int, tmp_path: Path) -> None:
    roster = tmp_path / "people.csv"
    roster.write_text("Name\nZoë Late\n", encoding="utf-8")
    place = ("--library", library.path)
    made = Path(facilitator("backup", *place).stdout.strip())
    assert [each.path for each in copies(library.path)] == [made]
    elsewhere = tmp_path / "stick" / "copy.sqlite"
    elsewhere.parent.mkdir()
    assert facilitator("backup", "-o", elsewhere, *place).stdout.strip() == str(elsewhere)
    facilitator("backup", "-o", elsewhere, *place, code=1)
    facilitator("import", workshop, roster, *place)
    assert copies(library.path)[0].reason == "before-import"
