"""How long the last one in the queue of a step will take, by how the last ones have come."""

from collections import deque

_TELLS = 3
"""So many have to have come before their pace says anything."""
_REMEMBERED = 8
"""So many of the last ones count: a pace changes."""


class QueueForecast:
    """Is told each time how many are done, and says in how many minutes everybody will be.

    `each` is how many minutes pass from one person to the next as the step was planned, None where nobody knows; it
    holds until `_TELLS` people have come one after the other. Moments are seconds of any clock that only goes forward.
    """

    def __init__(self, each: float | None = None) -> None:
        self.each = each
        self._done: int | None = None
        self._came: deque[float] = deque(maxlen=_REMEMBERED)

    def note(self, done: int, at: float) -> None:
        """So many are done now. Several at once came in from somewhere else, and who begins anew is no pace either."""
        before, self._done = self._done, done
        if before is None or done == before:
            return
        if done == before + 1:
            self._came.append(at)
        else:
            self._came.clear()

    def minutes(self, left: int, at: float) -> float | None:
        """Minutes until `left` people are done; 0 for nobody, None where nothing is known.

        While nobody comes it grows: the time since the first of those counted is one person's more.
        """
        if left <= 0:
            return 0.0
        if len(self._came) < _TELLS:
            return None if self.each is None else left * self.each
        first, last, count = self._came[0], self._came[-1], len(self._came)
        between = max((last - first) / (count - 1), (at - first) / count)
        return left * between / 60
