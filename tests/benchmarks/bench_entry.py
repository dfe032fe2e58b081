"""How many keys one participant's answers take, from the name picked to done, and how long that is at 5 keys a second.

The real station and the real window of rapid entry are driven by synthetic typing; what the program itself takes for
all of it is measured in the same run. A sheet of 12 contacts and 6 questions, the same answers in every way.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library, open_library
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import Person, add_people
from ui.bridge import LibraryBridge
from ui.exercises.network.paper.window import RapidEntry
from ui.history import History
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow
from ui.theme import theme

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from tally_sheet import SHEET

KEYS_A_SECOND = 5
INITIALS = [f"{first}{second}" for first, second in zip("ABCDEFGHIJKL", "MNOPQRSTUVWX", strict=True)]
NAMES = ["Aleksandra Novak", "Khai Nguyen", "Joost van den Berg", "Renee Lefevre", "Ikram El Amrani", "Zsofia Szoke"]


def main() -> None:
    """Print one line for each way of entry."""
    app = QApplication([])
    theme.apply(app, "light")
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        set_pin(library, "2468")
        workshop = start_workshop(library, "Typing").value
        everybody = [Person(f"{chr(65 + number)}{chr(97 + number)}a Person") for number in range(7)]
        ids = add_people(library, workshop, [*everybody, *(Person(name) for name in NAMES)]).value
        ((step, _),) = exercise_steps(library, workshop)
        print("12 contacts × 6 questions, from the name picked to done")
        by_codes = "".join(SHEET.values())
        rows = "".join("".join(answers) for answers in zip(*SHEET.values(), strict=True))
        initials = "".join(f"{label}\n" for label in INITIALS)
        named = "".join(f"{name.split()[0][:2].lower()}\t" for name in NAMES)
        window = StationWindow(library, LibraryBridge(library), workshop, step.id)
        window.open(full_screen=False)
        window.resize(1280, 720)
        user = SimulatedUser(window)
        half = named + "".join(f"{label}\n" for label in INITIALS[len(NAMES) :])
        ways: tuple[tuple[str, str], ...] = (
            ("station, tally", "\n\n2" + "12\n" + counts() + "\n"),
            ("station, contacts by initials", "\n\n1" + initials + "\n" + by_codes + "\n\n"),
            ("… six of them completed names", "\n\n1" + half + "\n" + by_codes + "\n\n"),
            ("… by number", "\n\n1{number}" + by_codes + "\n\n"),
        )
        sheets = (("paper, contacts", 0, rows + "\n"), ("paper, tally", 1, "12" + _paper_counts() + "\n"))
        for number, (name, keys) in enumerate(ways):
            user.type(everybody[number].name[:3] + "\n")
            measure(name, keys, lambda keys=keys: number_them(user, keys))
            if window.page is None or window.page.objectName() != "station-thanks":
                raise SystemExit(f"{name}: ended at {window.page}")
            user.type(" ")
            check(library, step.id, ids[number])
        window.release()
        bridge = LibraryBridge(library)
        paper = RapidEntry(bridge, step.id, History(bridge), None)
        paper.show()
        user = SimulatedUser(paper)
        for number, (name, way, keys) in enumerate(sheets, start=len(ways)):
            paper.mode.setCurrentIndex(way)
            user.type(everybody[number].name[:3] + "\n")
            measure(name, keys, lambda keys=keys: user.type(keys))
            check(library, step.id, ids[number])
        paper.close()
        library.close()


def number_them(user: SimulatedUser, keys: str) -> None:
    """Type; "{number}" stands for the one touch that numbers the contacts, and Enter after it."""
    before, found, after = keys.partition("{number}")
    user.type(before)
    if found:
        user.click("network-number-them")
        user.type("\n" + after)


def measure(name: str, keys: str, type_them: Callable[[], None]) -> None:
    """Type, and print what it took."""
    count = len(keys.replace("{number}", "##"))
    start = perf_counter()
    type_them()
    took = perf_counter() - start
    print(f"{name:34s} {count:4d} keys  {count / KEYS_A_SECOND:5.1f} s   (the program {took:.1f} s)")


def check(library: Library, step: int, participant: int) -> None:
    """The library must hold the sheet, whichever way it came in."""
    view = read_network(library, step, participant)
    wanted = {factor: _tally(codes) for factor, codes in SHEET.items()}
    if not view.finished or _found(view) != wanted:
        raise SystemExit(f"the library holds {_found(view)} in place of {wanted}")


def _found(view: NetworkView) -> dict[str, dict[int, int]]:
    if view.entry == "contact":
        return {factor: _tally("".join(str(contact.ratings[factor]) for contact in view.contacts)) for factor in SHEET}
    known = {key: counts.items() for key, counts in view.tally.items()}
    return {key: {code: n for code, n in counts if n and code not in list(Missing)} for key, counts in known.items()}


def _tally(codes: str) -> dict[int, int]:
    return {int(code): codes.count(code) for code in sorted(set(codes))}


def counts() -> str:
    """Digits move on by themselves; Enter where a 1 could still become 10 to 12, and once where a question adds up."""
    keys = []
    for codes in SHEET.values():
        counts, left = _tally(codes), len(codes)
        for code in range(1, 10):
            count = counts.get(code, 0)
            keys.append(f"{count}\n" if count == 1 and left > 10 else f"{count}")
            left -= count
            if not left:
                break
        keys.append("\n")
    return "".join(keys)


def _paper_counts() -> str:
    """No key but the digits; a zero is typed."""
    keys = []
    for codes in SHEET.values():
        counts, left = _tally(codes), len(codes)
        for code in range(1, 10):
            left -= counts.get(code, 0)
            keys.append(str(counts.get(code, 0)))
            if not left:
                break
    return "".join(keys)


if __name__ == "__main__":
    main()
