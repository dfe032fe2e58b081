"""A line to a server that breaks when it is told to: what goes over it is passed on by a thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class BreakingLine:
    """Passes connections on to a port of this computer.

    `break_at` is what has to come from the client for its connection to break: with `heard` once the server has
    answered to it, else before the server hears of it. A line breaks once; then it goes on as before. While it
    `hangs` nothing goes over it, nor is it broken.
    """

    def __init__(self, port: int) -> None:
        self.break_at = b""
        self.heard = False
        self.broken = threading.Event()
        self._flows = threading.Event()
        self._flows.set()
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self, yes: bool) -> None:
        """Let nothing through from now on, or all that has waited."""
        (self._flows.clear if yes else self._flows.set)()

    def close(self) -> None:
        """Take no more connections."""
        self._flows.set()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._to))
                except OSError:
                    # Nobody is there now.
                    client.close()
                    continue
                threading.Thread(target=self._ask, args=(client, server), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        """Pass on what the client says, each time with what the server says to it."""
        deaf = threading.Event()
        answers = threading.Thread(target=self._answer, args=(server, client, deaf), daemon=True)
        answers.start()
        with suppress(OSError), client, server:
            while said := client.recv(65536):
                self._flows.wait()
                if self.break_at and self.break_at in said:
                    self.break_at = b""
                    if self.heard:
                        # Nothing of the answer reaches the client, whatever it is; and it is there before the client
                        # can ask for it over another connection.
                        deaf.set()
                        server.sendall(said)
                        server.shutdown(socket.SHUT_WR)
                        answers.join()
                    self.broken.set()
                    server.shutdown(socket.SHUT_RDWR)
                    return
                server.sendall(said)
            server.shutdown(socket.SHUT_RDWR)

    def _answer(self, server: socket.socket, client: socket.socket, deaf: threading.Event) -> None:
        """Pass on what the server says, or hear it alone where nobody listens any more."""
        with suppress(OSError):
            while said := server.recv(65536):
                self._flows.wait()
                if not deaf.is_set():
                    with suppress(OSError):
                        client.sendall(said)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


@contextmanager
def breaking_line(port: int) -> Iterator[BreakingLine]:
    line = BreakingLine(port)
    try:
        yield line
    finally:
        line.close()
