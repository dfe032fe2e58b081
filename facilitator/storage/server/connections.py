"""The one door to every server: all connections to one are opened here. The driver is imported when one is."""

import logging
from collections.abc import Callable, Generator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.errors import Invalid, LibraryRefused, PasswordWanted
from facilitator.i18n import tr
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.passwords import stored_password

if TYPE_CHECKING:
    import psycopg


_OLDEST = 14
"""PostgreSQL's version from which on there is all that is used of it."""

_QUICKLY = 3
"""Seconds in which a server has to take a connection while somebody waits at a window."""


def connect(address: ServerAddress, gives_up: Callable[[], bool] | None = None) -> "psycopg.Connection[Any]":
    """A connection to the library's database, which begins a transaction with the first statement.

    The password is asked of whom PostgreSQL's programs ask (PGPASSFILE, `~/.pgpass`, PGPASSWORD), else of the keyring.
    With `gives_up` it is made in a few seconds or not, and whoever waits for an answer over it asks that from time to
    time: once it is true, the connection is closed and lost.

    Raises LibraryRefused where nobody answers or nobody is let in, PasswordWanted where another password may help.
    """
    driver = driver_module()
    parameters = address.parameters() | ({} if gives_up is None else {"connect_timeout": _QUICKLY})
    try:
        try:
            return _opened(parameters, gives_up)
        except driver.OperationalError as error:
            if error.pgconn is None or not error.pgconn.needs_password:
                raise
            password = _password(address)
            return _opened(parameters | {"password": password}, gives_up)
    except driver.Error as error:
        said = error.pgconn is not None and error.pgconn.used_password
        kind = PasswordWanted if said else LibraryRefused
        raise kind(
            tr(
                "The library {address} can't be reached, or you are not let in: {reason}",
                address=address,
                reason=" ".join(str(error).split()),
            )
        ) from error


def _password(address: ServerAddress) -> str:
    reason = ""
    try:
        password = stored_password(address)
    except Invalid as error:
        password, reason = None, f" {error.sentence}"
    if password is None:
        raise PasswordWanted(
            tr(
                "The server asks for a password of the library {address}. Keep it by “facilitator server-password”, or "
                "in the file that PGPASSFILE names.",
                address=address,
            )
            + reason,
            unsaid=True,
        )
    return password


def driver_module() -> Any:
    """The driver's module. Raises LibraryRefused where it is not installed."""
    try:
        # Imported here: only who has a library on a server pays for it.
        import psycopg
    except ImportError as error:
        raise LibraryRefused(
            tr("A library on a server needs the Python package “psycopg”, which is not installed here.")
        ) from error
    return psycopg


def nameless(error: "psycopg.Error") -> None:
    """Take out of an exception what it quotes of the rows that it is about: its text may get into a log."""
    if error.sqlstate is not None:
        # A statement that can't be understood is our own, so what is said of it is nobody's.
        said = error.diag.message_primary if error.sqlstate.startswith("42") else ""
        told = (type(error).__name__, error.sqlstate, error.diag.table_name, error.diag.constraint_name, said)
        error.args = (" ".join(filter(None, told)),)


def _opened(parameters: dict[str, Any], gives_up: Callable[[], bool] | None) -> "psycopg.Connection[Any]":
    ready = _ready()
    made: psycopg.Connection[Any] = ready.connection.connect(**parameters, cursor_factory=ready.cursor)
    if made.info.server_version < _OLDEST * 10_000:
        made.close()
        raise LibraryRefused(
            tr("The server is an older PostgreSQL than a library needs, which is {version}.", version=_OLDEST)
        )
    ready.register(made.adapters)
    ready.watch(made, gives_up)
    return made


class _Ready(NamedTuple):
    connection: type[Any]
    watch: Callable[["psycopg.Connection[Any]", Callable[[], bool] | None], None]
    """Has whoever waits for an answer over a connection ask from time to time whether to give up."""
    cursor: type[Any]
    register: Callable[[Any], None]
    """Has values come from the server as a file's driver gives them: days and moments as texts, sums as numbers."""


@cache
def _ready() -> _Ready:
    import psycopg
    from psycopg.adapt import Loader
    from psycopg.types.string import TextLoader

    # What the driver warns of beside an error goes to the program's log where there is one, and to no terminal.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())

    class NumberLoader(Loader):
        """A sum of whole numbers is one."""

        def load(self, data: Any) -> int | float:
            text = bytes(data).decode()
            return int(text) if text.lstrip("-").isdigit() else float(text)

    class Connection(psycopg.Connection[Any]):
        """One whose answers may be given up before they come."""

        gives_up: Callable[[], bool] | None = None

        def wait(self, gen: Any, *words: Any, **options: Any) -> Any:
            if self.gives_up is None:
                return super().wait(gen, *words, **options)
            try:
                return super().wait(_watched(gen, self.gives_up), *words, **options)
            except _GivenUp:
                # Whatever comes over it now would be taken for the answer to something else.
                self.pgconn.finish()
                raise psycopg.OperationalError("the server does not answer") from None

    def watch(connection: Any, gives_up: Callable[[], bool] | None) -> None:
        connection.gives_up = gives_up

    class Cursor(psycopg.ClientCursor[Any]):
        """Values are written into statements here, so that they get their types from where they stand."""

        def execute(self, *words: Any, **options: Any) -> Any:
            try:
                return super().execute(*words, **options)
            except psycopg.Error as error:
                nameless(error)
                raise

        def executemany(self, *words: Any, **options: Any) -> None:
            try:
                super().executemany(*words, **options)
            except psycopg.Error as error:
                nameless(error)
                raise

    def register(adapters: Any) -> None:
        for kind in ("date", "timestamp"):
            adapters.register_loader(kind, TextLoader)
        adapters.register_loader("numeric", NumberLoader)

    return _Ready(Connection, watch, Cursor, register)


class _GivenUp(Exception):
    """Leaves the driver while it waits."""


def _watched(waiting: Any, gives_up: Callable[[], bool]) -> Generator[Any, Any, Any]:
    """What the driver waits for, until whoever waits is to give up; it is asked each time that nothing has come."""
    try:
        wanted = next(waiting)
        while True:
            ready = yield wanted
            if not ready and gives_up():
                raise _GivenUp
            wanted = waiting.send(ready)
    except StopIteration as end:
        return end.value
