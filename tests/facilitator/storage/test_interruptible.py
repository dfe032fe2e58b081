"""Work of SQLite's in a thread tells how far it is and can be stopped; a copy of a large library is such work."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from facilitator.progress import Progress, finish
from facilitator.storage.interruptible import until_done
from facilitator.storage.library import Library, open_library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.workshops import list_workshops, new_workshop

LARGE = Preference("large", str, "")
MEGABYTES = 5


def fill(library: Library) -> None:
    LARGE.set(library, "x" * (MEGABYTES << 20))


def test_what_nobody_waits_for_any_more_is_told_to_stop_until_it_is_over() -> None:
    over, told = Event(), []

    def stop() -> None:
        told.append("stop")
        if len(told) == 3:
            over.set()

    with ThreadPoolExecutor(1) as thread:
        working = until_done(thread.submit(over.wait), lambda: Progress(1, 2), stop)
        assert [next(working), next(working)] == [Progress(1, 2)] * 2
        working.close()
    assert len(told) >= 3 and over.is_set()


def test_a_copy_tells_how_many_megabytes_are_done_and_is_what_was_there_when_it_began(
    library: Library, tmp_path: Path
) -> None:
    new_workshop(library, "Before")
    fill(library)
    seen: list[Progress] = []
    copying = library.save_copy(tmp_path / "copy.sqlite")
    seen.append(next(copying))
    new_workshop(library, "Meanwhile")
    finish(copying, seen.append)
    told = [each for each in seen if "megabytes" in each.label]
    assert told and told[-1].done == told[-1].total >= MEGABYTES
    assert [each.done for each in told] == sorted(each.done for each in told)
    copy = open_library(tmp_path / "copy.sqlite")
    assert [card.title for card in list_workshops(copy)] == ["Before"]
    assert LARGE.get(copy) == LARGE.get(library)
    copy.close()


def test_a_copy_that_is_stopped_leaves_nothing_and_keeps_nobody_from_writing(library: Library, tmp_path: Path) -> None:
    fill(library)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    copying = library.save_copy(folder / "copy.sqlite")
    next(copying)
    copying.close()
    assert not [*folder.iterdir()]
    new_workshop(library, "After")
    finish(library.save_copy(folder / "copy.sqlite"))
    assert (folder / "copy.sqlite").stat().st_size > MEGABYTES << 20
