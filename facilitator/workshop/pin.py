"""The facilitator's PIN: who knows it may leave the station, or open a participant's answers there again.

One PIN a library, chosen when the station is first used and stored only as a salted scrypt hash. After
`FREE_TRIES` wrong tries each further one has to wait, longer every time; the count is in the library, so that
starting the program again wins nothing. Who has forgotten the PIN clears it with `clear_pin`, which no window
offers: it takes the command line, and so the facilitator's own account on the computer.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.sealed import opens, seal

FEWEST_DIGITS, MOST_DIGITS = 4, 12
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
"""Doubled with every wrong try after it, up to `LONGEST_WAIT`."""
LONGEST_WAIT = timedelta(minutes=15)

_PIN: Preference[dict[str, Any] | None] = Preference("facilitator_pin", dict[str, Any], None, personal=True)
"""Its salt and hash, how many tries were wrong, and when the last one was."""


class PinRefused(Invalid):
    """The PIN was wrong, or it is too early for another try; `wait` is the number of seconds until the next one."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence, wait=wait)
        self.wait = wait


def has_pin(library: Library) -> bool:
    """Whether a PIN was chosen."""
    return _PIN.get(library) is not None


def set_pin(library: Library, pin: str) -> None:
    """Choose the PIN, or another one. Raises Invalid unless it is `FEWEST_DIGITS` to `MOST_DIGITS` digits."""
    if not (FEWEST_DIGITS <= len(pin) <= MOST_DIGITS and pin.isascii() and pin.isdecimal()):
        raise Invalid(tr("A PIN has {fewest} to {most} digits.", fewest=FEWEST_DIGITS, most=MOST_DIGITS))
    _PIN.set(library, {**seal(pin), "wrong": 0, "last": None})


def sealed_pin(library: Library) -> dict[str, str] | None:
    """Salt and hash of the PIN, for a station on another computer; None before it was chosen."""
    stored = _PIN.get(library)
    return None if stored is None else {key: str(stored[key]) for key in ("salt", "hash")}


def keep_sealed_pin(library: Library, sealed: dict[str, str]) -> None:
    """Let the PIN that `sealed_pin` returned in another library open the stations of this one."""
    _PIN.set(library, {**sealed, "wrong": 0, "last": None})


def change_pin(library: Library, old: str, new: str) -> None:
    """Choose another PIN. Raises PinRefused as `check_pin` does for the old one, Invalid for a new one that is none."""
    check_pin(library, old)
    set_pin(library, new)


def clear_pin(library: Library) -> None:
    """Forget the PIN: the next use of the station asks for a new one."""
    _PIN.clear(library)


def check_pin(library: Library, pin: str, *, at: datetime | None = None) -> None:
    """Return if `pin` is right, at the moment `at` (now unless given).

    Raises PinRefused if it is wrong or comes too early; one that comes too early is not looked at. Raises Invalid
    if there is no PIN.
    """
    moment = at or now()
    stored = _PIN.get(library)
    if stored is None:
        raise Invalid(tr("No PIN has been chosen yet."))
    wait = _wait(stored, moment)
    if wait:
        raise PinRefused(_too_early(wait), wait)
    if opens(pin, stored):
        if stored["wrong"]:
            _PIN.set(library, {**stored, "wrong": 0, "last": None})
        return
    stored = {**stored, "wrong": stored["wrong"] + 1, "last": moment.isoformat()}
    _PIN.set(library, stored)
    wait = _wait(stored, moment)
    raise PinRefused(tr("This is not the PIN.") + (" " + _too_early(wait) if wait else ""), wait)


def seconds_to_wait(library: Library, *, at: datetime | None = None) -> int:
    """Seconds until the next try, 0 if it may be now."""
    stored = _PIN.get(library)
    return 0 if stored is None else _wait(stored, at or now())


def _wait(stored: dict[str, Any], moment: datetime) -> int:
    over = stored["wrong"] - FREE_TRIES
    if over < 0:
        return 0
    # The exponent is capped: the longest wait is reached long before.
    whole = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)
    passed = moment - datetime.fromisoformat(stored["last"])
    # A clock that was turned back must not lengthen the wait.
    return ceil((whole - max(passed, timedelta())).total_seconds()) if passed < whole else 0


def _too_early(wait: int) -> str:
    if wait <= 90:
        return trn("Please wait {count} second.", "Please wait {count} seconds.", wait)
    return trn("Please wait {count} minute.", "Please wait {count} minutes.", ceil(wait / 60))
