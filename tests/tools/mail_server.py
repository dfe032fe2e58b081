"""A workshop with answers and addresses, and mail servers of our own on loopback that behave as they are told.

The fixtures are taken over by the conftest of whoever tests mail: the core and its windows.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from time import sleep
from typing import Any

import command_line
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from command_line import Done
from prepared import add_sample

from facilitator.post.server import Server
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, people_of, update_person

PEOPLE = 5
_PATIENCE = 60.0
"""Seconds to wait for what comes at once on a machine that has nothing else to do."""
PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def answered(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose workshop 1 has five people with addresses, all of whom have answered."""
    from shutil import copy

    from facilitator.storage.library import open_library
    from facilitator.workshop.roster import remove_people

    path = Path(copy(empty_library, tmp_path_factory.mktemp("post") / "answered.sqlite"))
    library = open_library(path)
    workshop = add_sample(library)
    people = people_of(library, workshop)
    remove_people(library, [person.id for person in people[PEOPLE:]])
    for number, person in enumerate(people[:PEOPLE]):
        update_person(library, person.id, Person(person.name, email=f"person{number}@example.org"))
    library.close()
    return path


@pytest.fixture
def room(answered: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of that library."""
    from shutil import copy

    from facilitator.storage.library import open_library

    library = open_library(Path(copy(answered, tmp_path / "room.sqlite")))
    yield library
    library.close()


def facilitator(room: Library, *arguments: object, code: int = 0, **environment: str) -> Done:
    """Run a command on this library, and check its exit code."""
    return command_line.facilitator("--library", room.path, *arguments, code=code, environment=environment)


class Box:
    """What the server received, and how it behaves: by recipient's address, a refusal, or a broken line.

    `put_off` holds by address how often a recipient is told to come again later; `senders` what is said to each MAIL
    FROM in turn, and nothing bad once that is used up. With `holds_at` the letter of that number waits for its answer
    from when `holds` is set until `goes_on` is.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.raw: list[bytes] = []
        self.greetings: list[str] = []
        self.refuse: dict[str, str] = {}
        self.put_off: dict[str, int] = {}
        self.put_off_data: dict[str, int] = {}
        self.senders: list[str] = []
        self.asked_from = 0
        self.drop_before: set[str] = set()
        self.drop_after: set[str] = set()
        self.delay = 0.0
        self.holds_at = 0
        self.holds, self.goes_on = threading.Event(), threading.Event()

    async def handle_MAIL(self, _server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.greetings.append(session.host_name)
        self.asked_from += 1
        if self.senders:
            said = self.senders.pop(0)
            if not said.startswith("250"):
                return said
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        if self.put_off.get(address, 0):
            self.put_off[address] -= 1
            return "450 4.7.1 Greylisted, come again in five minutes"
        if address in self.drop_before:
            self.drop_before.discard(address)
            server.transport.close()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:
        sleep(self.delay)
        if len(self.mails) + 1 == self.holds_at:
            self.holds.set()
            self.goes_on.wait(_PATIENCE)
        for address in envelope.rcpt_tos:
            if self.put_off_data.get(address, 0):
                self.put_off_data[address] -= 1
                return "451 4.3.0 Try again later"
        self.raw.append(envelope.original_content)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), mail))
        if self.drop_after.intersection(envelope.rcpt_tos):
            server.transport.close()
        return "250 taken"


class Post:
    """Servers of a test, closed at its end, and the authority that vouches for them."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        self.box = Box()
        self.bundle = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(self.bundle)
        self._running: list[Controller] = []
        self._listening: list[socket.socket] = []

    def server(
        self,
        *,
        encrypted: bool = True,
        trusted: bool = True,
        login: bool = False,
        from_the_start: bool = False,
        certified: str = "localhost",
        **limits: Any,
    ) -> Server:
        """Start a server; what it returns is how to reach it. `certified` is whom its certificate names."""
        context = None
        if encrypted:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            (self.authority if trusted else trustme.CA()).issue_cert(certified).configure_cert(context)
        auth: dict[str, Any] = {}
        if login:
            auth = {"auth_required": True, "authenticator": _authenticate}
        if from_the_start:
            auth = {**auth, "ssl_context": context, "auth_require_tls": False}
            controller = _FromTheStart(
                self.box, hostname="localhost", port=_free_port(), ready_timeout=_PATIENCE, **auth
            )
        else:
            controller = Controller(
                self.box,
                hostname="localhost",
                port=_free_port(),
                tls_context=context,
                require_starttls=encrypted,
                ready_timeout=_PATIENCE,
                **auth,
                **limits,
            )
        controller.start()
        self._running.append(controller)
        return Server(
            "localhost", controller.port, from_the_start=from_the_start, encrypted=encrypted, timeout=_PATIENCE
        )

    def rude(self, behave: Callable[["Talk"], None], patience: float = _PATIENCE) -> Server:
        """A server without manners: `behave` has the connection to itself, once for each that is made.

        `patience` is that of who sends, in seconds.
        """
        listening = socket.create_server(("localhost", 0))
        self._listening.append(listening)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection, suppress(OSError):
                    behave(Talk(connection))

        threading.Thread(target=serve, daemon=True).start()
        return Server("localhost", listening.getsockname()[1], encrypted=False, timeout=patience)

    def stop(self) -> None:
        for controller in self._running:
            controller.stop()
        for listening in self._listening:
            listening.close()


class Talk:
    """One connection as a server of few words has it."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._lines = connection.makefile("rb")

    def say(self, line: str) -> None:
        self.connection.sendall(line.encode() + b"\r\n")

    def hear(self) -> str:
        """The next line; raises ConnectionError when there is none any more."""
        line = self._lines.readline()
        if not line:
            raise ConnectionError
        return line.decode("latin-1").rstrip()

    def until_letter(self) -> None:
        """Take a letter's envelope politely, up to where the letter itself begins."""
        while not self.hear().upper().startswith("DATA"):
            self.say("250 OK")
        self.say("354 go on")

    def letter(self) -> str:
        lines = []
        while (line := self.hear()) != ".":
            lines.append(line)
        return "\n".join(lines)


class _FromTheStart(Controller):
    """Speaks TLS from the first byte."""

    def _trigger_server(self) -> None:
        context = ssl.create_default_context(cafile=None)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection((self.hostname, self.port), 5) as plain,
            context.wrap_socket(plain, server_hostname=self.hostname) as line,
        ):
            line.recv(1024)


def _free_port() -> int:
    with socket.create_server(("localhost", 0)) as probe:
        return int(probe.getsockname()[1])


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) in ((b"anna", PASSWORD.encode()), ("änne".encode(), "Käsekuchen".encode()))
    # Not handled: the server says by itself that it was wrong.
    return AuthResult(success=right, handled=right)


@contextmanager
def made(folder: Path) -> Iterator[Post]:
    post = Post(folder)
    yield post
    post.stop()


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    with made(tmp_path) as found:
        # What the system trusts is what OpenSSL finds here.
        monkeypatch.setenv("SSL_CERT_FILE", str(found.bundle))
        yield found
