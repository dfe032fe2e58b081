"""TLS in front of a server that has none, as a proxy before PostgreSQL gives it: the client sees no difference."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ASKED = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
"""A client's wish to encrypt; see PostgreSQL's `SSLRequest`."""


@contextmanager
def encrypted_line(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """The port of this computer at which the server at `port` speaks TLS, until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accept, args=(listening, port, context), daemon=True).start()
    yield int(listening.getsockname()[1])
    listening.close()


def _accept(listening: socket.socket, port: int, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            threading.Thread(target=_serve, args=(client, port, context), daemon=True).start()


def _serve(client: socket.socket, port: int, context: ssl.SSLContext) -> None:
    # Whoever does not believe the certificate hangs up in the middle of this.
    with suppress(OSError), client:
        if client.recv(len(_ASKED), socket.MSG_WAITALL) != _ASKED:
            return
        client.sendall(b"S")
        encrypted = context.wrap_socket(client, server_side=True)
        with encrypted, socket.create_connection(("127.0.0.1", port)) as server:
            threading.Thread(target=_pass_on, args=(server, encrypted), daemon=True).start()
            _pass_on(encrypted, server)


def _pass_on(said_by: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while said := said_by.recv(65536):
            to.sendall(said)
    with suppress(OSError):
        to.shutdown(socket.SHUT_RDWR)
