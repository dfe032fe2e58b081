"""The page for phones while it is switched on: one socket at one private address, and the threads behind it."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from ssl import SSLError
from threading import Event, Thread
from typing import Any

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.phones.addresses import check_private
from facilitator.phones.desk import Desk
from facilitator.storage.library import Library

PORTS = (8000, 8080, 8888)
"""Tried in this order, since they are short to type; else any that is free."""
_LOOKS_EVERY = 0.25
"""Seconds between two looks at whether the step is still the one that is answered."""
_ENDS_WITHIN = 3.0


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of an own certificate and its key."""

    chain: Path
    key: Path


def prepare() -> None:
    """Import what serves, which takes a moment the first time; may run in any thread."""
    for name in ("uvicorn", "facilitator.phones.app", "facilitator.phones.protocol"):
        import_module(name)


class PhoneServer:
    """Serves one step at one address, from the moment it is made until `stop`, or until the step is over.

    Raises Invalid for an address that is none of a private network or that can't be listened at, and for a certificate
    that can't be read; NotFound for a step that phones can't answer.
    """

    def __init__(
        self,
        library: Library,
        step_id: int,
        address: str,
        *,
        ports: tuple[int, ...] = PORTS,
        certificate: Certificate | None = None,
        request_seconds: float | None = None,
    ) -> None:
        # Only now: whoever never lets phones answer loads none of it.
        import uvicorn

        from facilitator.phones.app import PhoneApp
        from facilitator.phones.protocol import REQUEST_SECONDS, Connections, PhoneProtocol

        check_private(address)
        self.desk = Desk(library, step_id)
        self._socket = _listening(address, ports)
        self.address, self.port = self._socket.getsockname()
        self.scheme = "https" if certificate else "http"
        self._worker = ThreadPoolExecutor(1, "phones-library")
        app = PhoneApp(self.desk, self._worker, self._hosts(), self.scheme)
        connections = Connections(request_seconds or REQUEST_SECONDS)
        config = uvicorn.Config(
            app.asgi,
            http=partial(PhoneProtocol, connections),  # type: ignore[arg-type]  # it is called as a class would be
            loop="asyncio",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=400,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=16 * 1024,
            ssl_certfile=certificate.chain if certificate else None,
            ssl_keyfile=certificate.key if certificate else None,
        )
        try:
            config.load()
        except (OSError, SSLError, ValueError) as error:
            self._socket.close()
            self._worker.shutdown()
            self.desk.end()
            raise Invalid(
                tr("The certificate or its key can’t be read: choose two PEM files that belong together.")
            ) from error
        self._server = uvicorn.Server(config)
        self._up: Future[None] = Future()
        self._over = Event()
        self.desk.ended.connect(self._end)
        self._thread = Thread(target=self._run, name="phones", daemon=True)
        self._thread.start()
        self._up.result(10)

    @property
    def url(self) -> str:
        """The address of the step's first page."""
        usual = {"http": 80, "https": 443}[self.scheme]
        port = "" if self.port == usual else f":{self.port}"
        return f"{self.scheme}://{self.address}{port}/{self.desk.token}"

    def let_steer(self) -> str:
        """The address for the facilitator's own phone, which takes the PIN; one that was told before ends."""
        return f"{self.url.removesuffix(self.desk.token)}{self.desk.let_steer()}/remote"

    def stop(self) -> None:
        """End: what is being written is written, then nothing listens any more."""
        self.desk.end()
        self._end()
        self._thread.join(_ENDS_WITHIN + 2)
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _end(self) -> None:
        self._over.set()
        # It may be told by the thread that serves, which closes the socket in its turn.
        self._server.should_exit = True

    def _hosts(self) -> set[str]:
        usual = {"http": 80, "https": 443}[self.scheme]
        return {f"{self.address}:{self.port}", *([self.address] if self.port == usual else [])}

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            if not self._up.done():
                self._up.set_exception(error)
            raise
        finally:
            with suppress(OSError):
                self._socket.close()

    async def _serve(self) -> None:
        serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.01)
        if not self._up.done() and not serving.done():
            self._up.set_result(None)
        look: Callable[[], Any] = self.desk.look
        loop = asyncio.get_running_loop()
        while not serving.done() and not self._over.is_set():
            await asyncio.wait([serving], timeout=_LOOKS_EVERY)
            with suppress(RuntimeError):  # the worker is shut down while the program ends
                await loop.run_in_executor(self._worker, look)
        await serving


def _listening(address: str, ports: tuple[int, ...]) -> socket.socket:
    for port in (*ports, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            found.bind((address, port))
            found.listen(128)
        except OSError as error:
            found.close()
            if port == 0:
                raise Invalid(
                    tr("This computer has no address {address} any more: choose the network again.", address=address)
                ) from error
        else:
            found.setblocking(False)
            return found
    raise AssertionError  # the last one is any free port
