"""What serves phones while a console is open: switched on for one step, off with it, with the console, or by hand."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.phones.desk import Remote, Seen, Waiting
from facilitator.phones.server import Certificate, PhoneServer, prepare
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from ui.work import Work


class _Wanted(NamedTuple):
    """What is to be served, and where."""

    step_id: int
    address: str
    certificate: Certificate | None


def _imported() -> LongWork[None]:
    yield Progress(0, 1, tr("Switching on…"))
    prepare()


class PhonesHost(QObject):
    """Serves nothing until `switch_on`."""

    changed = Signal()
    """It was switched on or off, or somebody opened a name, left it, or asks to be let in."""
    refused = Signal(str)
    """Why it could not be switched on."""
    _told = Signal(object)
    """The server that something happened to; from whichever thread."""
    _asked = Signal(str, object)
    """What the facilitator's own phone asked for, and what is done once that is."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._server: PhoneServer | None = None
        self._wanted: _Wanted | None = None
        self._ending: list[Thread] = []
        self._acts: dict[str, Callable[[], object]] = {}
        self._sees: Callable[[], Seen] = Seen
        # Through signals of its own, which Qt queues where a thread of the server tells it.
        self._told.connect(self._take_up)
        self._asked.connect(self._do)

    @property
    def is_on(self) -> bool:
        """Whether phones are served."""
        return self._server is not None

    @property
    def step_id(self) -> int | None:
        """The step that they answer."""
        return None if self._server is None else self._server.desk.step_id

    @property
    def url(self) -> str:
        """The address for the room; "" while nothing is served."""
        return "" if self._server is None else self._server.url

    @property
    def connected(self) -> list[tuple[int, str]]:
        """The ids and names of those whose answers a phone has open."""
        return [] if self._server is None else self._server.desk.connected

    @property
    def waiting(self) -> list[Waiting]:
        """Those who ask to be let in."""
        return [] if self._server is None else self._server.desk.waiting

    @property
    def is_starting(self) -> bool:
        """Whether it is about to be on."""
        return self._wanted is not None

    def switch_on(self, step_id: int, address: str, certificate: Certificate | None = None) -> None:
        """Serve a step at one address of this computer, in a moment; `refused` says why where that can't be done."""
        self.switch_off()
        self._wanted = _Wanted(step_id, address, certificate)
        # What serves is imported for the first time now, which would hold up the windows.
        work = Work(_imported())
        work.succeeded.connect(self._begin)
        work.failed.connect(self._fail)
        work.start()
        self.changed.emit()

    def _begin(self, _none: object) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        try:
            server = PhoneServer(self._library, wanted.step_id, wanted.address, certificate=wanted.certificate)
        except FacilitatorError as error:
            self.changed.emit()
            self.refused.emit(error.sentence)
            return
        self._server = server
        server.desk.changed.connect(self._tell)
        server.desk.ended.connect(self._tell)
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._wanted = None
        self.changed.emit()
        raise error

    def switch_off(self) -> None:
        """Serve nothing more: every token ends now, and the socket a moment later."""
        server, self._server, self._wanted = self._server, None, None
        if server is None:
            return
        server.desk.end()
        # What is being written and sent is, which would hold up the windows.
        thread = Thread(target=server.stop, name="phones-end", daemon=True)
        thread.start()
        self._ending = [*(each for each in self._ending if each.is_alive()), thread]
        self.changed.emit()

    def close(self) -> None:
        """Serve nothing more, and wait until nothing listens: the library may be closed then."""
        self.switch_off()
        for thread in self._ending:
            thread.join()

    def let_in(self, key: str) -> None:
        """Let somebody in who asked."""
        if self._server is not None:
            self._server.desk.let_in(key)

    def turn_away(self, key: str) -> None:
        """Forget that they asked."""
        if self._server is not None:
            self._server.desk.turn_away(key)

    def let_steer(self) -> str:
        """The address for the facilitator's own phone; "" while nothing is served."""
        return "" if self._server is None else self._server.let_steer()

    def be_steered(self, acts: Mapping[str, Callable[[], object]], sees: Callable[[], Seen]) -> None:
        """Let the facilitator's own phone do these things, by their names; `sees` tells what the room sees now."""
        self._acts = dict(acts)
        self._sees = sees
        self.changed.connect(self.show_seen)

    def show_seen(self) -> None:
        """Tell the facilitator's phone what the room sees now."""
        if self._server is not None and self._acts:
            acts = {name: partial(self._ask, name) for name in self._acts}
            self._server.desk.remote = Remote(acts, self._sees())

    def _ask(self, name: str) -> Future[None]:
        done: Future[None] = Future()
        self._asked.emit(name, done)
        return done

    def _do(self, name: str, done: Future[None]) -> None:
        try:
            self._acts[name]()
            self.show_seen()
        finally:
            done.set_result(None)

    def _tell(self) -> None:
        self._told.emit(self._server)

    def _take_up(self, server: PhoneServer | None) -> None:
        if server is None or server is not self._server:
            return
        if server.desk.is_over:
            self.switch_off()
        else:
            self.changed.emit()
