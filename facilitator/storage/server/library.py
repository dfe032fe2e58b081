"""One library on a PostgreSQL server, for several programs at once, each with windows that see what the others write.

One transaction writes at a time, as in a file: it holds an advisory lock of the server from its beginning to its end.
So what an operation reads within its transaction holds until it is committed, whoever else works on the workshop.
Answers, which keep to the workshop of their step, share that lock and hold one of their workshop, as do a participant's
digits and notice; the facilitator's own PIN, which is of no workshop, holds another one. So rooms do not wait for each
other, and whoever changes anything else waits for all of them. What a server keeps besides, such as its own copies
and logs, is its administrator's.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy import inspect as sa_inspect
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute, ORMExecuteState
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from facilitator.errors import Invalid, LibraryGone, LibraryRefused, NotSaved, ServerAway
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage import journal
from facilitator.storage.changes import Announcer, Change, Listener, Topic
from facilitator.storage.connections import raised
from facilitator.storage.library import PATIENCE, Asked, KeepsTo, Library, Transaction
from facilitator.storage.server import dialect, rights, undo
from facilitator.storage.server.address import ServerAddress, is_no_file
from facilitator.storage.server.by_hand import AsFile, ServerByHand
from facilitator.storage.server.connections import connect, driver_module, nameless
from facilitator.storage.server.upgrade import LOCK, bring_up_to_date, parts_of_current
from facilitator.storage.sessions import LibrarySession
from facilitator.storage.undo import quoted_text

_log = logging.getLogger(__name__)

_CHANNEL = "facilitator"
_LONGEST = 7000
"""Bytes of a notification, of which the server takes less than 8000."""
_LISTENS = 0.5
"""Seconds after which who listens looks whether it is still to do so."""
_AGAIN = 1.0
"""Seconds between two attempts to reach a server that does not answer."""
_ANSWERS = 30
"""So often the driver looks in vain, each tenth of a second, until a server that says nothing does not answer.

It hangs, or the network is gone. Counted, since on a computer that is busy itself looks are rarer, and so are answers.
"""
_SETTLES = 20.0
"""Seconds for which a server is asked what became of a transaction when the connection broke at its end."""
_SETTLES_QUICKLY = 2.0
"""The same while somebody waits at a window."""
_READERS = 4
_KEEPS_TO = "facilitator_keeps_to"
"""The option of a connection that writes: to what it keeps, or None."""
_EVERYTHING = "SELECT pg_advisory_xact_lock(?)"
_ONE_WORKSHOP = (
    "SELECT pg_advisory_xact_lock_shared(?), pg_advisory_xact_lock(?, coalesce("
    "(SELECT workshop_id::int FROM agenda_step WHERE id = ?), (SELECT workshop_id::int FROM participant WHERE id = ?), "
    "0))"
)
_END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_xid = %s::xid8::xid"

EVERYTHING = tuple(Change(topic) for topic in Topic)
"""What may have changed while nobody could listen."""


class ServerLibrary(Library):
    """An open library on a server. Make one with `open_library`."""

    in_file = False

    def __init__(
        self, address: ServerAddress, unknown_parts: frozenset[str], patience: float, *, for_windows: bool = False
    ) -> None:
        """With `for_windows` nobody waits for a server that does not answer: it fails at once until it does again."""
        self.address = address
        self.server = address.host
        self._token = token_hex(8)
        self._lost = ""
        self._gives_up = self._is_lost if for_windows else None
        self._begin(
            unknown_parts,
            _engine(address, patience, self._gives_up, readonly=True),
            _engine(address, patience, self._gives_up, readonly=False),
        )
        self.changed = _Announcer(self._listen)
        asked = self._asked = _Asked(self._reader)
        self._person, self._has_rights = asked.person, asked.has_rights
        self._closing = threading.Event()
        self._looks: int | None = None
        self._listens = threading.Event()
        self._listener: threading.Thread | None = None
        if for_windows:
            # Here, where no window waits for it.
            self._listen()

    @property
    def has_rights(self) -> bool:
        """Whether the library's administrator has switched them on."""
        return self._has_rights

    def switch_rights_on(self, members: str) -> None:
        """Let everybody who is a member of a role have their own rights to each workshop from now on.

        Raises NotSaved for whoever does not own the tables, Invalid where there is no such role.
        """
        with self.change("rights", undoable=False, logged=False) as change:
            driver = _driver(change.session)
            if driver.execute("SELECT to_regrole(quote_ident(%s))", (members,)).fetchone()[0] is None:
                raise Invalid(tr("The server knows no role “{name}”.", name=members))
            rights.switch_on(driver, members)
        self._has_rights = True

    @property
    def person(self) -> str:
        """Whose choices of windows are kept: the server's user."""
        return self._person

    def close(self) -> None:
        """Let go of the server; what is committed is kept there already."""
        self._closing.set()
        if self._listener is not None:
            self._listener.join()
        self._asked.close()
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and can't write. Raises LibraryGone while the server is away."""
        try:
            with super().read() as session:
                yield session
        except raised("OperationalError", OperationalError) as error:
            raise ServerAway(_away()) from error

    def _is_lost(self) -> bool:
        return bool(self._lost)

    def _session(self, engine: Engine) -> Session:
        if self._gives_up is not None:
            self.check_presence()
        return _Session(engine, expire_on_commit=False)

    def _reading(self) -> Session:
        session = self._session(self._reader)
        try:
            session.connection()
        except LibraryGone:
            session.close()
            raise
        return session

    # Writing

    def _wait_for_turn(self, session: Session, keeps_to: KeepsTo | None) -> None:
        session.connection(execution_options={_KEEPS_TO: keeps_to})

    def _put_down(self, transaction: Transaction, entries: tuple[str, str] | None) -> tuple[str, ...]:
        session = transaction.session
        driver = _driver(session)
        if entries is not None:
            journal.keep(cast(Any, AsFile(driver)), entries[0], transaction.announcements)
        notes, number = undo.take_notes(driver)
        telling, process = _telling(self._token, transaction.announcements), driver.info.backend_pid
        try:
            # Told behind it: who tells within a transaction has everybody's commit wait for that one's disk.
            driver.execute(f"COMMIT{telling}")
        except driver_module().Error as error:
            nameless(error)
            if driver.closed:
                # Nothing more can be said over it. What was read of rows until now stays in them.
                session.connection().invalidate()
                session.invalidate()
            if isinstance(error, driver_module().IntegrityError) or not self._was_committed(process, number):
                raise
            self._tell(telling)
        else:
            session.commit()
        return notes

    def _tell(self, telling: str) -> None:
        """Tell others of what is kept, perhaps once more; who can't be told now looks anew at everything later."""
        with suppress(LibraryRefused, driver_module().Error), connect(self.address, self._gives_up) as connection:
            connection.execute(f"BEGIN; COMMIT{telling}")

    def _was_committed(self, process: int, number: str | None) -> bool:
        """Whether the server has kept a transaction whose end nobody heard of. Raises NotSaved if nobody can tell."""
        if number is None:
            return False
        give_up = monotonic() + (_SETTLES if self._gives_up is None else _SETTLES_QUICKLY)
        while monotonic() < give_up:
            try:
                # Over a line of its own, which may be there although the others are not known to be yet.
                with connect(self.address, gives_up=lambda: monotonic() > give_up) as connection:
                    (state,) = connection.execute("SELECT pg_xact_status(%s::xid8)", (number,)).fetchone() or ("",)
                    if state == "in progress":
                        # It waits for more of it; nothing more will come. One's own may be ended, whatever one acts as.
                        connection.execute("SET ROLE NONE")
                        connection.execute(_END, (process, number))
                if state != "in progress":
                    return bool(state == "committed")
            except (LibraryRefused, driver_module().Error):
                _log.warning("the server of the library does not answer")
            sleep(0.1)
        raise NotSaved(
            tr(
                "The connection to the server broke just when this was being saved, so it is not known whether it was. "
                "Look whether it is there before you enter it again."
            )
        )

    def _replay(self, session: Session, notes: tuple[str, ...]) -> None:
        undo.replay(_driver(session), notes)

    def _refusal(self, cause: BaseException) -> NotSaved | None:
        return refusal(cause)

    @contextmanager
    def erase(self, label: str, *announce: Change) -> Iterator[Transaction]:
        """One transaction that can't be undone; what the server keeps in logs and copies is its administrator's."""
        with self.change(label, *announce, undoable=False) as transaction:
            yield transaction
        self.scrub()

    def scrub(self) -> None:
        """Leave nothing in the tables of what was erased, nor of who wrote which row when.

        All rows are written anew, as by one transaction, and lie by their ids. What the server keeps elsewhere is its
        administrator's. Raises NotSaved where it can't be done, as by somebody to whom the tables do not belong.
        """
        self._asked.forget()
        stays: NotSaved | None = None
        with self._writing:
            try:
                with closing(connect(self.address)) as connection:
                    connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{PATIENCE:.0f}s",))
                    undo.write_anew(connection, LOCK)
            except (LibraryRefused, driver_module().Error) as error:
                stays = NotSaved(
                    tr(
                        "It is erased, but traces may stay on the server until its administrator clears them away: "
                        "{reason}",
                        reason=tr("only whoever owns its tables can do that.")
                        if getattr(error, "sqlstate", "") == "42501"
                        else error,
                    )
                )
                stays.__cause__ = error
        self.changed.emit(Change(Topic.ERASED))
        if stays is not None:
            raise stays

    def back_up(self, reason: str) -> LongWork[Path | None]:
        """Nothing: copies of a library on a server are made there."""
        yield Progress(1, 1, tr("Copying"))
        return None

    def save_copy(self, target: Path) -> LongWork[Path]:
        """Refuse it. Raises NotSaved."""
        yield from ()
        raise NotSaved(is_no_file())

    # What others do

    def check_presence(self) -> None:
        """Raise ServerAway while the server does not answer. It never waits."""
        if self._lost:
            raise ServerAway(self._lost)

    @property
    def is_whole(self) -> bool:
        """Whether a copy can be made of what is there: never here."""
        return False

    def written_elsewhere(self) -> bool:
        """Never: what others write is announced by `changed`, change by change."""
        return False

    def _listen(self) -> None:
        """Announce from now on what others write, from a thread of its own; the first to listen starts it."""
        if self._listener is None and not self._closing.is_set():
            self._listener = threading.Thread(target=self._hear, name="library-listener", daemon=True)
            self._listener.start()
            # What is written as soon as this returns is heard.
            self._listens.wait(PATIENCE)

    def _hear(self) -> None:
        heard_before = False
        while not self._closing.is_set():
            try:
                self._looks = 0
                with connect(self.address, self._is_silent) as connection:
                    connection.autocommit = True
                    connection.execute(f"LISTEN {_CHANNEL}")
                    self._lost = ""
                    self._listens.set()
                    if heard_before:
                        self._announce(EVERYTHING)
                    heard_before = True
                    while not self._closing.is_set():
                        self._looks = None
                        for each in connection.notifies(timeout=_LISTENS):
                            self._announce(_heard(self._token, each.payload))
                        # A server that hangs says nothing, as one does of which there is nothing to be heard.
                        self._looks = 0
                        connection.execute("SELECT 1")
            except (LibraryRefused, driver_module().Error):
                self._lost = _away()
                self._listens.set()
                self._closing.wait(_AGAIN)

    def _is_silent(self) -> bool:
        """Whether who listens waits for nothing: the server has not said in time that it is there."""
        if self._looks is not None:
            self._looks += 1
        return self._closing.is_set() or (self._looks or 0) > _ANSWERS

    def _announce(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            self.changed.emit(change)


def open_server_library(
    address: ServerAddress, patience: float = PATIENCE, *, makes: bool = True, for_windows: bool = False
) -> ServerLibrary:
    """Open the library at `address`, upgrading an older one; in an empty database it is made, unless `makes` is False.

    Raises LibraryRefused where the server does not answer, does not let you in, or keeps something else there: as
    NothingThere and PasswordWanted where somebody can be asked.
    """
    try:
        unknown_parts = _read_parts(address, patience)
        if unknown_parts is None:
            unknown_parts = _bring_up_to_date(address, patience, makes=makes)
    except LibraryGone as error:
        # What stood in the way, such as a password that is wanted.
        raise error.__cause__ or error from None
    except DatabaseError as error:
        stands = None if error.orig is None else refusal(error.orig)
        if stands is None:
            raise
        raise LibraryRefused(stands.sentence) from error
    return ServerLibrary(address, unknown_parts, patience, for_windows=for_windows)


def _read_parts(address: ServerAddress, patience: float) -> frozenset[str] | None:
    """The parts that this program can't read, where there is nothing to be made or upgraded; else None.

    Without waiting for whoever writes: a room that works must not hold up one that begins.
    """
    engine = _engine(address, patience, None, readonly=True)
    try:
        with engine.connect() as connection:
            return parts_of_current(connection)
    finally:
        engine.dispose()


def _bring_up_to_date(address: ServerAddress, patience: float, *, makes: bool) -> frozenset[str]:
    engine = _engine(address, patience, None, readonly=False)
    try:
        with engine.begin() as connection:
            return bring_up_to_date(connection, address, makes=makes)
    finally:
        engine.dispose()


def _away() -> str:
    """What everybody reads, at the station too: nothing of where the server is."""
    return tr(
        "The server of the library does not answer. Nothing new is kept until it does; the program tries again by "
        "itself."
    )


def refusal(cause: BaseException) -> NotSaved | None:
    """The sentence for what stood in the way of writing to a server; None for any other exception."""
    driver = driver_module()
    if not isinstance(cause, driver.Error):
        return None
    match getattr(cause, "sqlstate", None) or "":
        case "55P03" | "40P01":
            reason = tr("another program is writing to the library. Try again in a moment.")
        case "53100":
            reason = tr("the disk of the server is full. Its administrator has to make room on it.")
        case "42501" | "25006":
            reason = tr(
                "you may only read it. Who owns the workshop, or administers the library, can let you change it."
            )
        case _ if isinstance(cause, driver.OperationalError):
            reason = tr("the connection to the server is lost. Try again when it is there.")
        case _:
            return None
    return NotSaved(tr("This could not be saved, so nothing was changed: {reason}", reason=reason))


class _Session(LibrarySession):
    """Rows whose order nobody asked for come by their keys, always the same: a server moves those that change."""

    by_hand = ServerByHand()


@event.listens_for(_Session, "do_orm_execute")
def _by_key(asked: ORMExecuteState) -> None:
    statement = asked.statement
    if not isinstance(statement, Select) or not asked.is_select:
        return
    if statement._order_by_clauses or statement._group_by_clauses or statement._distinct:
        return
    told = statement.column_descriptions
    # Rows and columns of tables: what is counted or added up has no order of rows.
    if all(each["expr"] is each["entity"] or isinstance(each["expr"], InstrumentedAttribute) for each in told):
        tables = dict.fromkeys(each["entity"] for each in told)
        asked.statement = statement.order_by(*(column for table in tables for column in sa_inspect(table).primary_key))


class _Announcer(Announcer[Change]):
    """Says when the first begins to listen."""

    def __init__(self, begun: Any) -> None:
        super().__init__(Change)
        self._begun = begun

    def connect(self, listener: Listener) -> None:
        super().connect(listener)
        self._begun()


class _Asked(Asked):
    """Over a connection of its own, and over another one when that is lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        connection = self._opened()
        self.person = str(cast(Any, connection.driver_connection).info.user)
        self.has_rights = rights.are_on(connection.driver_connection)
        super().__init__(connection)

    def _opened(self) -> Any:
        connection = self._engine.raw_connection()
        cast(Any, connection.driver_connection).autocommit = True
        return connection

    def _version_now(self, connection: Any) -> object:
        try:
            # As long as it is the same, nobody's transaction has become visible.
            return connection.cursor().execute("SELECT pg_current_snapshot()::text").fetchone()[0]
        except driver_module().Error:
            with suppress(LibraryGone, DatabaseError, driver_module().Error):
                self._connection = self._opened()
                self._connection.detach()
            # Nobody knows what was written meanwhile.
            return object()


def _telling(token: str, changes: list[Change]) -> str:
    """What notifies others of what one transaction has changed, by topics and ids alone; it stands behind a COMMIT."""
    listed = [[each.topic, each.workshop_id, each.step_id, each.participant_id] for each in changes]
    together = _LONGEST // 100
    told = (
        json.dumps([token, listed[at : at + together]], separators=(",", ":")) for at in range(0, len(listed), together)
    )
    return "".join(f"; SELECT pg_notify({quoted_text(_CHANNEL)}, {quoted_text(each)})" for each in told)


def _heard(token: str, payload: str) -> tuple[Change, ...]:
    """The changes of a notification; none of one's own, nor of what can't be read."""
    with suppress(ValueError, TypeError):
        by, listed = json.loads(payload)
        if by != token:
            return tuple(Change(Topic(topic), *ids) for topic, *ids in listed)
    return ()


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection


def _engine(address: ServerAddress, patience: float, gives_up: Callable[[], bool] | None, *, readonly: bool) -> Engine:
    driver = driver_module()

    def opened() -> Any:
        if gives_up is not None and gives_up():
            raise ServerAway(_away())
        try:
            connection = connect(address, gives_up)
        except LibraryRefused as error:
            raise ServerAway(_away()) from error
        connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{patience * 1000:.0f}ms",))
        if not readonly:
            connection.execute(undo.NOTES)
        connection.commit()
        if readonly:
            connection.isolation_level = driver.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
        return connection

    engine = create_engine(
        f"{dialect.NAME.replace('.', '+')}://",
        module=driver,
        creator=opened,
        # Names and answers must not get into a log by way of an error's text.
        hide_parameters=True,
        poolclass=QueuePool,
        pool_pre_ping=True,
        pool_size=_READERS if readonly else 1,
        max_overflow=8 if readonly else 0,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if readonly:
            return
        # A writer waits here, so that nothing it has read is changed by another one before it is done.
        keeps_to = connection.get_execution_options().get(_KEEPS_TO)
        if keeps_to is None:
            connection.exec_driver_sql(_EVERYTHING, (LOCK,))
        else:
            connection.exec_driver_sql(_ONE_WORKSHOP, (LOCK, LOCK, *keeps_to))

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _translate(
        _connection: Any, _cursor: Any, statement: str, values: Any, context: Any, _many: bool
    ) -> tuple[str, Any]:
        by_hand = context is not None and context.compiled is None
        return (dialect.translated(statement) if by_hand else statement), values

    return engine
