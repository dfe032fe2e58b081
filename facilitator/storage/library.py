"""One library: the SQLite file behind every window.

Writing goes through `Library.change`: one transaction, committed with synchronous=FULL before anything is said
to be saved, then announced to whoever listens. Reading goes through `Library.read`, on connections that can't
write. Any thread may do either; writers wait for each other.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from facilitator.errors import Invalid, LibraryGone, LibraryRefused, NotSaved
from facilitator.files import free_path
from facilitator.i18n import spoken, tr, tr_later
from facilitator.progress import LongWork, Progress
from facilitator.storage import journal, undo
from facilitator.storage.backups import back_up, copy_checked, start_afresh
from facilitator.storage.changes import Announcer, Change, Topic
from facilitator.storage.connections import TO_READ, connect, driver_of, raised
from facilitator.storage.keys import Key, key_of
from facilitator.storage.location import Place
from facilitator.storage.presence import Presence
from facilitator.storage.refusals import is_lock, not_saved, refused_by_file
from facilitator.storage.rights import for_the_owner_alone
from facilitator.storage.sessions import LibrarySession
from facilitator.storage.undo import Undo
from facilitator.storage.upgrade import bring_up_to_date

T = TypeVar("T")

_log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for another program that is writing to the library, where nobody waits before a window."""

_IS_TRACKED = "is_tracked"
"""What is known of a connection that writes: whether it notes how to undo that."""

_IS_BRIEF = "is_brief"
"""Of such a connection: that it waited in vain for another program, and has not written since."""
_MOMENT = 0.05
"""Seconds that it waits from then on."""

_HELD = 4
"""Connections that read, of those that are kept open."""

_COMPILED: LRUCache[Any, Any] = LRUCache(1500)
"""Statements that are compiled to SQL already, for all libraries of the process and both their ways in."""


class SharedDialect(SQLiteDialect_pysqlite):
    """SQLite, equal in all engines of one driver: what is compiled for one is found by every other."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SharedDialect) and other.dbapi is self.dbapi

    def __hash__(self) -> int:
        return hash(SharedDialect)


registry.register("sqlite.shared", __name__, SharedDialect.__name__)


class KeepsTo(NamedTuple):
    """To what a change keeps in all that it writes: the workshop of a step or of a participant.

    With neither it is what is the facilitator's own, and of no workshop.
    """

    step_id: int | None = None
    participant_id: int | None = None


class Transaction:
    """One change while it is being made; `undo` and `done` are there once it is committed."""

    def __init__(self, session: Session, keeps_to: KeepsTo | None = None) -> None:
        self.session = session
        self.keeps_to = keeps_to
        self.announcements: list[Change] = []
        self.traceless = False
        self._undo: Undo | None = None

    def leave_no_trace(self) -> None:
        """Let this transaction, and an outer one that it is part of, be neither undone nor in the workshop's log.

        For what is known only inside of it: whether an answer is anybody's stands in the library. There is no way
        back: what else the outer transaction does can't be taken back either.
        """
        self.traceless = True

    def announce(self, change: Change) -> None:
        """Tell the windows of `change` after the commit; a change said twice is announced once."""
        if change not in self.announcements:
            self.announcements.append(change)

    @property
    def undo(self) -> Undo:
        """What takes this transaction back. An operation inside another one is taken back with the outer one."""
        if self._undo is None:
            raise RuntimeError("a transaction can be undone only after it is committed")
        return self._undo

    def committed(self, taken_back_by: Undo) -> None:
        """Called by the library once the transaction is on the disk."""
        self._undo = taken_back_by

    def done(self, value: T) -> "Done[T]":
        """`value` together with this transaction's undo."""
        return Done(value, self)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an operation returns: its result, if it has one, and what takes it back."""

    value: T
    transaction: Transaction

    @property
    def undo(self) -> Undo:
        """What takes the operation back; there once the outermost transaction is committed."""
        return self.transaction.undo


UNDONE, REDONE = tr_later("Undo: {label}"), tr_later("Redo: {label}")
"""What the log says of an operation that was taken back, or done again."""


class _Direction(Enum):
    """Whether an operation is being done, taken back or done again, for the log's sake."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"

    def label_in_log(self, label: str) -> str:
        if self is _Direction.UNDONE:
            return tr(UNDONE, label=label)
        return tr(REDONE, label=label) if self is _Direction.REDONE else label

    def reverse(self) -> "_Direction":
        return _Direction.REDONE if self is _Direction.UNDONE else _Direction.UNDONE


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


class Library:
    """An open library file. Make one with `open_library`."""

    in_file = True
    """Whether it has a file and copies of its own, rather than a server with an administrator."""

    def __init__(
        self,
        path: Path,
        unknown_parts: frozenset[str] = frozenset(),
        patience: float = PATIENCE,
        says_waiting: Callable[[], object] | None = None,
    ) -> None:
        self.path = path
        self.server = ""
        """The host on whose server it lies; "" for a file on this computer."""
        self._presence = Presence(path)
        self._key = key_of(path)
        self._is_gone = False
        self._version: int | None = None
        self._begin(
            unknown_parts,
            _engine(path, self._key, self._presence, patience, readonly=True),
            _engine(path, self._key, self._presence, patience, readonly=False, says_waiting=says_waiting),
        )
        # A new file is put into WAL mode by the connection that writes, before any other looks at it.
        self._writer.raw_connection().close()
        self._asked = Asked(self._reader.raw_connection())
        self._hold()

    def _begin(self, unknown_parts: frozenset[str], reader: Engine, writer: Engine) -> None:
        """What every library has, wherever it lies."""
        self.unknown_parts = unknown_parts
        """The exercises whose tables in the file are of a newer version, or that are not installed."""
        self.changed: Announcer[Change] = Announcer(Change)
        """Emits after each commit, once per announced change, in the thread that committed."""
        self._writing = threading.RLock()
        self._current = threading.local()
        self._reader = reader
        self._writer = writer

    def _hold(self) -> None:
        """Have connections that lead to the file also when it is no longer at its path."""
        held = [self._reader.raw_connection() for _ in range(_HELD)]
        for connection in [*held, self._writer.raw_connection()]:
            connection.close()

    @property
    def has_rights(self) -> bool:
        """Whether some may do more with a workshop than others; see `facilitator.workshop.rights`."""
        return False

    @property
    def person(self) -> str:
        """Whose choices of windows are kept, where several share the library; "" for whoever has the file."""
        return ""

    def close(self) -> None:
        """Let go of the file; what is committed is on the disk already."""
        self._asked.close()
        self._reader.dispose()
        self._writer.dispose()
        self._presence.close()

    @property
    def _running(self) -> Transaction | None:
        """The transaction that this thread is in."""
        found: Transaction | None = getattr(self._current, "transaction", None)
        return found

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and can't write.

        Inside a `change` of the same thread it is that one's session, which also sees what it has written so far.
        """
        if (current := self._running) is not None:
            yield current.session
            return
        with self._reading() as session:
            yield session

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` finds in the library: it is kept under `key` until somebody writes, here or elsewhere.

        For what is asked again and again. It is shared, so nobody may change it. Inside a `change` of the same thread
        it is read each time, and not kept: what that one has written is there for nobody else.
        """
        if self._running is not None:
            return read()
        return self._asked.once((key, spoken()), read)

    def _session(self, engine: Engine) -> Session:
        return LibrarySession(engine, expire_on_commit=False)

    def _reading(self) -> Session:
        give_up = monotonic() + PATIENCE
        while True:
            session = self._session(self._reader)
            try:
                session.connection()
            except LibraryGone:
                # No further connection leads to the file, those that there are do: one of them comes free.
                session.close()
                if monotonic() > give_up:
                    raise
                sleep(0.01)
            else:
                return session

    @contextmanager
    def change(
        self,
        label: str,
        *announce: Change,
        undoable: bool = True,
        logged: bool = True,
        step_id: int | None = None,
        keeps_to: KeepsTo | None = None,
    ) -> Iterator[Transaction]:
        """One transaction: all of it or, when the block raises, nothing.

        Inside another `change` of the same thread it joins that one. With `undoable=False` the undo of this
        transaction does nothing and no trace of the old state is kept. `label` names the operation for the undo and
        for the workshop's log; with `logged=False` the log leaves it out, and its undo and redo.

        With `step_id` it keeps to the workshop of that step in all that it writes, as answers do, and with `keeps_to`
        to what that says. On a server nobody in another workshop waits for it then, nor can anything within it be a
        change without that.
        """
        keeps_to = KeepsTo(step_id) if step_id is not None else keeps_to
        with self._transaction(
            label, announce, _Direction.DONE, undoable=undoable, logged=logged, keeps_to=keeps_to
        ) as transaction:
            yield transaction

    @contextmanager
    def trial(self, label: str) -> Iterator[Transaction]:
        """One transaction of which nothing stays: to see what would come of something. It can't be within another."""
        if self._running is not None:
            raise RuntimeError("a trial within a change would stay with it")
        with suppress(_TakenBack), self.change(label) as transaction:
            yield transaction
            raise _TakenBack

    @contextmanager
    def erase(self, label: str, *announce: Change) -> Iterator[Transaction]:
        """One transaction that can't be undone, of whose old state nothing is left anywhere afterwards; see `scrub`.

        Where the program ends before that is done, it is done when the library is next opened.
        """
        _scrub_later(self.path).touch(mode=0o600)
        try:
            with self.change(label, *announce, undoable=False) as transaction:
                yield transaction
        except BaseException:
            # Nothing was erased, so nothing is left to be done.
            _scrub_later(self.path).unlink(missing_ok=True)
            raise
        self.scrub()

    @contextmanager
    def _transaction(
        self,
        label: str,
        announce: tuple[Change, ...],
        turn: _Direction,
        *,
        undoable: bool,
        logged: bool,
        keeps_to: KeepsTo | None = None,
    ) -> Iterator[Transaction]:
        if (outer := self._running) is not None:
            if outer.keeps_to not in (None, keeps_to):
                raise RuntimeError("a change that keeps to a workshop holds one that does not say so")
            yield outer
            for change in announce:
                outer.announce(change)
            return
        with self._writing, self._session(self._writer) as session:
            transaction = Transaction(session, keeps_to)
            self._current.transaction = transaction
            try:
                self._wait_for_turn(session, keeps_to)
                yield transaction
                session.flush()
                for change in announce:
                    transaction.announce(change)
                undoable, logged = undoable and not transaction.traceless, logged and not transaction.traceless
                entries = (turn.label_in_log(label), turn.reverse().label_in_log(label)) if logged else None
                notes = self._put_down(transaction, entries)
            except raised("DatabaseError", DatabaseError) as error:
                cause = error.orig if isinstance(error, DatabaseError) else error
                refusal = None if cause is None else self._refusal(cause)
                if refusal is None:
                    raise
                raise refusal from error
            except OverflowError as error:
                # It came as text, which a form took for a number past the door for those.
                raise Invalid(tr("Nothing was changed: a number is too large to be kept.")) from error
            finally:
                self._current.transaction = None
            announcements = tuple(transaction.announcements)
            back = turn.reverse()
            transaction.committed(self._undo(label, notes if undoable else (), announcements, back, logged=logged))
        for change in announcements:
            self.changed.emit(change)

    def _wait_for_turn(self, session: Session, keeps_to: KeepsTo | None) -> None:
        """Begin the transaction when it is its turn; in a file, its first statement waits."""

    def _put_down(self, transaction: Transaction, entries: tuple[str, str] | None) -> tuple[str, ...]:
        """Commit what was written, and return what undoes it; `entries` are what the log says of it and of its undo."""
        session = transaction.session
        driver = _driver(session)
        if entries is not None:
            journal.keep(driver, entries[0], transaction.announcements)
        notes = undo.take_notes(driver)
        self._presence.check()
        if transaction.traceless:
            _scrub_later(self.path).touch(mode=0o600)
        _commit(session, driver)
        try:
            # Nobody may say "saved" of what went into a file that nobody will find.
            self._presence.check()
        except LibraryGone:
            # Nor may it lie there, said to be unsaved, for whoever finds the file or goes on with a copy.
            _take_back(driver, notes, "" if entries is None else entries[1], transaction)
            raise
        return notes

    def _replay(self, session: Session, notes: tuple[str, ...]) -> None:
        """Run what undoes a transaction, within another one."""
        undo.replay(_driver(session), notes)

    def _refusal(self, cause: BaseException) -> NotSaved | None:
        """The sentence for what stood in the way of writing; None for any other exception."""
        return not_saved(cause) if refused_by_file(cause) else None

    def _undo(
        self, label: str, notes: tuple[str, ...], announcements: tuple[Change, ...], turn: _Direction, *, logged: bool
    ) -> Undo:
        # The taker-back did not make the change on its own screen, so nobody may skip the announcement.
        said = tuple(replace(change, origin=None) for change in announcements)

        def run() -> Undo:
            try:
                with self._transaction(label, said, turn, undoable=True, logged=logged) as transaction:
                    self._replay(transaction.session, notes)
            except raised("IntegrityError", IntegrityError) as error:
                raise Invalid(
                    tr("“{label}” can't be taken back any more: other changes since then stand on it.", label=label)
                ) from error
            return transaction.undo

        return Undo(label, run)

    def check_presence(self) -> None:
        """Raise LibraryGone when the file at the path is no longer the one that is open.

        The first time, what the write-ahead log holds goes into the file that is open: moved elsewhere it is whole
        then, and whatever lies at the path now is not mixed with the log.
        """
        try:
            self._presence.check()
        except LibraryGone:
            if not self._is_gone and self._writing.acquire(blocking=False):
                try:
                    self._is_gone = True
                    if self._presence.written_over:
                        self._keep_theirs()
                    else:
                        self._empty_log()
                finally:
                    self._writing.release()
            raise
        self._is_gone = False
        self._presence.look_closely()

    @property
    def is_whole(self) -> bool:
        """Whether all that was answered can be read, so that a copy is worth something."""
        return not self._presence.written_over

    def written_elsewhere(self) -> bool:
        """Whether another program has written since this was last asked. It never waits."""
        if not self._writing.acquire(blocking=False):
            return False
        try:
            connection = self._writer.raw_connection()
            try:
                (version,) = _raw(connection).execute("PRAGMA data_version").fetchone()
            finally:
                connection.close()
        finally:
            self._writing.release()
        before, self._version = self._version, version
        return before not in (None, version)

    def back_up(self, reason: str) -> LongWork[Path | None]:
        """Copy it into the folder of copies beside it; `reason` becomes part of the name. Raises NotSaved.

        None where the library has no folder: on a server.
        """
        yield Progress(0, 1, tr("Copying"))
        self.check_presence()
        return back_up(self.path, reason=reason)

    def save_copy(self, target: Path) -> LongWork[Path]:
        """Copy the whole library to `target`, also after its own file is gone, and check what was written.

        The copy is whole or not there. Raises NotSaved where it can't be written, or is not what was copied, and
        Invalid where a file is there already.
        """
        if not self.is_whole:
            raise NotSaved(
                tr("No copy was made: another program has written over the library, and what is left is a mixture.")
            )
        pooled = self._reader.raw_connection()
        try:
            return (yield from copy_checked(_raw(pooled), target, self._key))
        finally:
            pooled.close()

    def _keep_theirs(self) -> None:
        """Copy what another program wrote over the library: when it is closed, SQLite puts the rest of its log in."""
        with suppress(OSError):
            aside = free_path(self.path.parent, f"{self.path.stem}-written-over", self.path.suffix)
            for_the_owner_alone(aside)
            with aside.open("wb") as file:
                file.writelines(self._presence.contents())

    def _empty_log(self) -> None:
        connection = self._writer.raw_connection()
        try:
            _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except raised():
            # A disk that was taken out takes nothing more.
            _log.warning("the log of a library that is gone could not be emptied")
        finally:
            connection.close()

    def scrub(self) -> None:
        """Make what was erased unrecoverable: empty the write-ahead log, rebuild the pages, and copy anew.

        Raises NotSaved when another program keeps the log from being emptied, or a copy from being removed; what was
        erased stays erased, and the log goes when the last program closes the library.
        """
        stays: NotSaved | None = None
        self._asked.forget()
        with self._writing:
            self._reader.dispose()
            connection = self._writer.raw_connection()
            try:
                driver = _raw(connection)
                driver.execute("VACUUM")
                (busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except raised("OperationalError"):
                busy = True
            finally:
                connection.close()
            self._hold()
            try:
                start_afresh(self.path)
            except NotSaved as error:
                stays = error
        self.changed.emit(Change(Topic.ERASED))
        if busy:
            raise NotSaved(
                tr(
                    "It is erased, but another program is using the library, so traces may stay in the file until "
                    "every program has closed it."
                )
            )
        if stays is not None:
            raise stays
        _scrub_later(self.path).unlink(missing_ok=True)


class Asked:
    """What was read of a file, until any connection but this one, which only looks for that, writes to it."""

    def __init__(self, connection: PoolProxiedConnection) -> None:
        # It sees the writes of every other connection alone, so nobody else may have it.
        connection.detach()
        self._connection: PoolProxiedConnection | None = connection
        self._lock = threading.Lock()
        self._found: dict[Hashable, Any] = {}
        self._version: object = None

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` finds, unless it was found since anybody wrote."""
        found = self._still_true()
        if key not in found:
            # What is written from here on makes the next who asks throw away all that was found before it.
            found[key] = read()
        return cast(T, found[key])

    def _still_true(self) -> dict[Hashable, Any]:
        with self._lock:
            if self._connection is None:
                return {}
            version = self._version_now(self._connection)
            if version != self._version:
                self._found, self._version = {}, version
            return self._found

    def _version_now(self, connection: PoolProxiedConnection) -> object:
        """What differs as soon as anybody else has written."""
        return connection.cursor().execute("PRAGMA data_version").fetchone()[0]

    def forget(self) -> None:
        """Keep nothing that was found until now."""
        with self._lock:
            self._found = {}

    def close(self) -> None:
        """Look no more."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._found = None, {}


def _scrub_later(path: Path) -> Path:
    """An empty file beside the library while something is erased, so that it is done to its end after a power cut."""
    return path.with_name(f".{path.name}.erasing")


def open_library(place: Place, patience: float = PATIENCE, says_waiting: Callable[[], object] | None = None) -> Library:
    """Open the library at `place`, making it if there is none and upgrading an older one after a backup copy.

    `patience` is for how many seconds each change waits for another program that is writing; in a file, `says_waiting`
    is called within a second where one has to.

    Raises LibraryRefused when the file is from a newer version, not a library, or damaged: it stays untouched. So it
    does when there can be no file at `place`, and for what is said of a server: see `open_server_library`.
    """
    if not isinstance(place, Path):
        # Imported here: who has a library in a file needs nothing of it.
        from facilitator.storage.server.library import open_server_library

        return open_server_library(place, patience)
    path = place
    try:
        unknown_parts = bring_up_to_date(path)
    except (OSError, OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.orig
        raise LibraryRefused(tr("There can be no library at {path}: {reason}.", path=path, reason=reason)) from error
    library = Library(path, unknown_parts, patience, says_waiting)
    if _scrub_later(path).exists():
        try:
            library.scrub()
        except NotSaved:
            # Somebody else has it open: what stays is tried again at the next start.
            _log.warning("what was erased could not be cleared away yet")
    return library


def _engine(
    path: Path,
    key: Key | None,
    presence: Presence,
    patience: float,
    *,
    readonly: bool,
    says_waiting: Callable[[], object] | None = None,
) -> Engine:
    def opened() -> sqlite3.Connection:
        presence.check()
        return connect(path, key, writes=True, any_thread=True, autocommit=True)

    engine = create_engine(
        URL.create("sqlite+shared"),
        module=driver_of(key),
        creator=opened,
        execution_options={"compiled_cache": _COMPILED},
        # Names and answers must not get into a log by way of an error's text.
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=_HELD if readonly else 1,
        max_overflow=8 if readonly else 0,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        _wait_at_most(connection, patience)
        if readonly:
            # Opens the log beside the file, so that both stay open, and leaves the schema to the first that reads by
            # it: most of what a connection costs, of which there are several that may never be needed.
            connection.execute("PRAGMA data_version").fetchone()
        else:
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        # Erased names must not stay readable in free pages of the file.
        connection.execute("PRAGMA secure_delete = ON")
        if readonly:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Here, since who only reads a library does not pay for it.
        if not readonly and not connection.info.setdefault(_IS_TRACKED, False):
            undo.track(_raw(connection.connection))
            connection.info[_IS_TRACKED] = True
        if not readonly and says_waiting is not None and _begins_soon(connection, patience, says_waiting):
            return
        if readonly:
            connection.exec_driver_sql("BEGIN")
        else:
            # A writer takes the lock at once, so that it never fails half-way because another process wrote first.
            _begin_now(connection, patience)

    return engine


def _begin_now(connection: Connection, patience: float) -> None:
    """Take the lock. Who has just waited for it in vain waits but a moment for it next: keys would add up."""
    driver = _raw(connection.connection)
    try:
        driver.execute("BEGIN IMMEDIATE")
    except raised("OperationalError") as error:
        if is_lock(error) and not connection.info.get(_IS_BRIEF):
            _wait_at_most(driver, min(patience, _MOMENT))
            connection.info[_IS_BRIEF] = True
        raise
    if connection.info.pop(_IS_BRIEF, False):
        _wait_at_most(driver, patience)


def _wait_at_most(driver: sqlite3.Connection, seconds: float) -> None:
    driver.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


def _begins_soon(connection: Connection, patience: float, says_waiting: Callable[[], object]) -> bool:
    """Whether the lock could be taken at once; else it is said that it is waited for."""
    driver = _raw(connection.connection)
    _wait_at_most(driver, TO_READ)
    try:
        driver.execute("BEGIN IMMEDIATE")
    except raised("OperationalError") as error:
        if not is_lock(error):
            raise
        says_waiting()
        return False
    finally:
        _wait_at_most(driver, patience)
    return True


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Put a new library into WAL mode, which it keeps; SQLite itself does not wait here for another program."""
    give_up = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except raised("OperationalError"):
            if monotonic() > give_up:
                raise
            sleep(0.02)
        else:
            return


def _commit(session: Session, driver: sqlite3.Connection) -> None:
    try:
        session.commit()
    except BaseException:
        # SQLite keeps a transaction open whose COMMIT it refused, as it does when a deferred foreign key is broken.
        # SQLAlchemy takes it for ended, and the next write of anybody would fail for it.
        driver.rollback()
        raise


def _take_back(driver: sqlite3.Connection, notes: tuple[str, ...], entry: str, transaction: Transaction) -> None:
    """Undo what was just committed; where the disk takes nothing more, nobody can."""
    try:
        driver.execute("BEGIN IMMEDIATE")
        undo.replay(driver, notes)
        undo.take_notes(driver)
        if entry:
            journal.keep(driver, entry, transaction.announcements)
        driver.execute("COMMIT")
    except raised("Error"):
        _log.warning("what was written to a library that is gone could not be taken back")
        driver.rollback()


def _driver(session: Session) -> sqlite3.Connection:
    return _raw(session.connection().connection)


def _raw(connection: PoolProxiedConnection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.driver_connection)
