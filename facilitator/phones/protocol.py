"""Connections of phones: not too many of one client, none that sends too slowly.

HTTP itself is uvicorn's, on h11. What is added here is done before a byte is read, so that a client that floods costs
little: its further connections are closed at once.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from facilitator.phones.limits import Limit

MOST_OF_ONE = 12
"""Connections of one client at a time; a browser opens six."""
REQUEST_SECONDS = 15.0
"""In which a request has to be there whole; how long its answer then takes is up to this computer."""


class Connections:
    """How many connections each client has."""

    def __init__(self, request_seconds: float = REQUEST_SECONDS) -> None:
        self.request_seconds = request_seconds
        self._made = Limit(rate=10, burst=60)
        self._open: dict[str, int] = {}

    def take(self, client: str) -> bool:
        """Count one more, and tell whether it may stay."""
        if self._open.get(client, 0) >= MOST_OF_ONE or not self._made.allows(client):
            return False
        self._open[client] = self._open.get(client, 0) + 1
        return True

    def leave(self, client: str) -> None:
        """Count one less."""
        left = self._open.pop(client, 1) - 1
        if left > 0:
            self._open[client] = left


class PhoneProtocol(H11Protocol):
    """One connection; `all_of_them` are those of a server."""

    def __init__(self, all_of_them: Connections, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is kept of who asked for what, whichever handlers the program's log has.
        self.access_log = False
        self._all = all_of_them
        self._from: str | None = None
        self._closes: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, unless the client has too many or makes too many."""
        client = str((transport.get_extra_info("peername") or ("",))[0])
        if not self._all.take(client):
            transport.abort()
            return
        self._from = client
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; of a connection that was not taken nothing."""
        if self._from is None:
            return
        if self._closes is None:
            self._wait()
        super().data_received(data)
        if self._is_whole:
            self._stop_waiting()

    @property
    def _is_whole(self) -> bool:
        """Whether there is a request that only waits for its answer."""
        return self.cycle is not None and not self.cycle.more_body

    def on_response_complete(self) -> None:
        """One request is answered: until the next begins the time that uvicorn leaves between them counts."""
        self._stop_waiting()
        super().on_response_complete()
        if self.cycle is not None and not self.cycle.response_complete and not self._is_whole:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self._stop_waiting()
        if self._from is not None:
            self._all.leave(self._from)
            self._from = None
            super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self._closes = self.loop.call_later(self._all.request_seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._closes is not None:
            self._closes.cancel()
            self._closes = None
