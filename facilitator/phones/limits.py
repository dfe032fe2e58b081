"""How much one client may do in how much time, counted in memory alone."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_MOST_CLIENTS = 4096
"""Clients that are counted; beyond that those that have waited longest are forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limit:
    """Lets each client do `burst` things at once, and `rate` a second from then on."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: dict[str, _Bucket] = {}

    def allows(self, client: str) -> bool:
        """Whether this client may do one thing more now; if so, it is counted."""
        bucket = self._filled(client)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def is_spent(self, client: str) -> bool:
        """Whether this client may do nothing more now; nothing is counted."""
        return self._filled(client).left < 1

    def _filled(self, client: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.pop(client, None)
        if bucket is None:
            while len(self._buckets) >= _MOST_CLIENTS:
                del self._buckets[next(iter(self._buckets))]
            bucket = _Bucket(float(self._burst), now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        # The one that was asked for last stands last.
        self._buckets[client] = bucket
        return bucket
