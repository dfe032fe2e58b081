"""Numbers of one or two digits from single keys: nobody presses Enter where the number is clear without it.

Of 12 answers, 2 to 9 are whole numbers at once, since nothing can follow them. A 1 waits for what comes: 0 to 2 make
10 to 12; any other digit leaves it a 1 and is the next number; Enter, or a moment's rest, leaves it a 1 too.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer

_REST = 1500
"""Milliseconds after which a digit that could go on is taken as it is."""


class Digits:
    """Hands whole numbers on to `take` as soon as they are whole."""

    def __init__(self, take: Callable[[int], object]) -> None:
        self._take = take
        self.digit: int | None = None
        """The first digit of a number that may go on."""
        self._rest = QTimer(singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.settle)

    def press(self, digit: int, most: int) -> None:
        """One more digit, where numbers run to `most`."""
        before = self.digit
        if before is not None and before * 10 + digit <= most:
            self._hand_on(before * 10 + digit)
            return
        if before is not None:
            self._hand_on(before)
        if digit > 0 and digit * 10 <= most:
            self.digit = digit
            self._rest.start()
        elif digit or before is None:
            self._hand_on(digit)

    def settle(self) -> None:
        """The number that was begun is whole."""
        if self.digit is not None:
            self._hand_on(self.digit)

    def drop(self) -> None:
        """Forget the number that was begun."""
        self.digit = None
        self._rest.stop()

    def _hand_on(self, number: int) -> None:
        self.drop()
        self._take(number)
