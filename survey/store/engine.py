"""The database file: how it is opened, and what its refusals mean."""

from collections.abc import Callable, Container, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, Pool, QueuePool

from survey.domain.errors import NoRights, StoreDamaged, StoreMissing, StoreUnsafe
from survey.domain.visits import CountedVisit
from survey.store.disk import refuse_network_disk, refuse_unwritable
from survey.store.driver import refuse_unrepaired, sqlite3
from survey.store.groups import Accept
from survey.store.refusals import named_refusals
from survey.store.write_ahead_log import WriteAheadLog, log_of
from survey.store.writer import Writer
from survey.store.writing_queue import WritingQueue

BUSY_SECONDS = 5
AT_ONCE_SECONDS = 0.3

# What is set on every connection, and what must read back. FULL: with less, SQLite acknowledges
# what a power cut then takes away. Deleted rows are overwritten, and nothing of them goes to a
# temporary file.
SETTINGS: dict[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    # The writer alone carries the log over; what has been carried over is cut off.
    "wal_autocheckpoint": ("0", 0),
    "journal_size_limit": ("0", 0),
}


def apply_settings(connection: sqlite3.Connection, without: Container[str] = ()) -> None:
    """Set on a new connection what the promises need."""
    for name, (value, _) in SETTINGS.items():
        if name not in without:
            connection.execute(f"PRAGMA {name}={value}")


def check_settings(connection: sqlite3.Connection, without: Container[str] = ()) -> None:
    """Raise StoreUnsafe when a setting does not read back as it was set."""
    for name, (_, expected) in SETTINGS.items():
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if name not in without and found != expected:
            raise StoreUnsafe(name, found)


# Services hand it from one function of the store to the next and know nothing else of it.
Transaction = Connection


class Store:
    """A database file, shared by all threads of a process."""

    def __init__(
        self,
        path: Path,
        configure: Callable[[sqlite3.Connection], None] = apply_settings,
        mode: str = "rw",
        unchecked: Container[str] = (),
    ) -> None:
        self.path = path
        self._configure = configure
        self._unchecked = unchecked
        # rw and not rwc: a missing file is an error, not a new and empty database.
        self._address = f"{path.absolute().as_uri()}?mode={mode}"
        self._engine = self._make_engine(QueuePool, pool_size=16, max_overflow=-1)
        # IMMEDIATE takes the lock at once: a transaction that reads first and then wants to write
        # could be refused in the middle.
        self._writing_engine = self._make_engine(NullPool)
        event.listen(self._engine, "begin", partial(_begin, "BEGIN"))
        event.listen(self._writing_engine, "begin", partial(_begin, "BEGIN IMMEDIATE"))
        self._tells: list[Callable[[], None]] = []
        self._looking: Connection | None = None
        self._queue = WritingQueue(self._writer)

    def _make_engine(self, pool: type[Pool], **options: int) -> Engine:
        return create_engine(
            "sqlite+pysqlite://",
            module=sqlite3,
            creator=self._connect,
            poolclass=pool,
            # An error must not carry what somebody answered into a log.
            hide_parameters=True,
            **options,
        )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._address,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._configure(connection)
            check_settings(connection, self._unchecked)
        except BaseException:
            connection.close()
            raise
        return connection

    def _writer(self) -> Writer:
        log = WriteAheadLog(self.path, self._connect)
        return Writer(self._writing_engine.connect, log, self._tells)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database and changes nothing."""
        with named_refusals(), self._engine.connect() as connection:
            yield connection

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection that has the database for itself; what it did is kept at the end.

        When this ends without an error, what was written is on the disk. All threads take turns at
        it, and inside it nothing else can be written.
        """
        return self._queue.turn()

    def writing_at_once(self) -> AbstractContextManager[Connection]:
        """Give the same to somebody who can do without: raise StoreBusy instead of waiting."""
        return self._queue.turn(AT_ONCE_SECONDS)

    def after_writing(self, tell: Callable[[], None]) -> None:
        """Let somebody know whenever `writing` has ended, whatever became of it."""
        self._tells.append(tell)

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Give the one connection that tells what others have changed, as `reading` does.

        It waits for nobody, and only one caller may have it at a time. After a refusal it is
        another one, which has seen nothing yet.
        """
        with named_refusals():
            if self._looking is None:
                self._looking = self._connection_apart()
            try:
                with self._looking.begin():
                    yield self._looking
            except BaseException:
                self._looking.close()
                self._looking = None
                raise

    def _connection_apart(self) -> Connection:
        connection = self._engine.connect()
        connection.detach()
        with connection.begin():
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
        return connection

    def add_response(self, visit: CountedVisit, accept: Accept) -> Future[bool]:
        """Let a response be judged and stored, with all others that wait.

        The future tells whether it was new when it is on the disk, and raises what `accept` does
        or StoreBusy, StoreFull or StoreDamaged when it is not. Raises StoreBusy at once when too
        many wait.
        """
        return self._queue.add_response(visit, accept)

    def forget_history(self) -> bool:
        """Empty the write-ahead log, which holds rows in the order in which they came.

        Somebody who reads an older state prevents it. This tells whether it is done; if not, it
        is tried again until it is.
        """
        return self._queue.empty_log()

    def write_anew(self) -> bool:
        """Write every page of the file again, over the old ones; tell whether nothing is left.

        Whoever reads meanwhile keeps the old ones in the log until it is emptied.
        """
        with self.apart() as connection:
            connection.execute("VACUUM")
        return self.forget_history()

    @contextmanager
    def apart(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for what must stand outside of a transaction."""
        with named_refusals(), closing(self._connect()) as connection:
            yield connection

    def close(self) -> None:
        """Write what waits to be written, and give back all connections."""
        self._queue.close()
        if self._looking is not None:
            self._looking.close()
            self._looking = None
        self._engine.dispose()


def open_store(
    path: Path, configure: Callable[[sqlite3.Connection], None] = apply_settings
) -> Store:
    """Return the store of an existing file, its settings read back.

    Raises DriverUnsafe, StoreOnNetwork, StoreMissing, StoreUnsafe, StoreBusy, StoreFull,
    StoreDamaged and NoRights.
    """
    refuse_unrepaired()
    refuse_network_disk(path)
    refuse_unwritable(path)
    return _tried(Store(path, configure))


def open_store_to_read(path: Path) -> Store:
    """Return the store of an existing file, on whose connections nothing can be written."""
    return open_store(path, _apply_settings_to_read)


def open_store_to_examine(path: Path) -> Store:
    """Return the store of an existing file, which not even SQLite itself changes.

    A copy that was restored is not in write-ahead mode until it is opened to be written to.

    Whoever closes a file last carries its log over, unless he opened it for reading alone. Where
    there is no log, that would leave one behind instead.
    """
    try:
        if not path.is_file():
            raise StoreMissing("there is no database at this place")
        with path.open("rb") as file:
            is_empty = not file.read(1)
    except PermissionError:
        raise NoRights(str(path)) from None
    except OSError:
        raise StoreDamaged("the file cannot be read") from None
    has_log = log_of(path).exists()
    if is_empty and not has_log:
        raise StoreMissing("the file is empty")
    mode = "ro" if has_log else "rw"
    return _tried(Store(path, _apply_settings_to_examine, mode, _OF_THE_FILE))


def _tried(store: Store) -> Store:
    try:
        with store.reading():
            pass
    except BaseException:
        store.close()
        raise
    return store


def _apply_settings_to_read(connection: sqlite3.Connection) -> None:
    apply_settings(connection)
    connection.execute("PRAGMA query_only=ON")


# The one setting that lies in the file: setting it would change it.
_OF_THE_FILE = ("journal_mode",)


def _apply_settings_to_examine(connection: sqlite3.Connection) -> None:
    apply_settings(connection, _OF_THE_FILE)
    connection.execute("PRAGMA query_only=ON")


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)
