"""What SQLite itself says of a database file."""

from sqlalchemy import text

from survey.domain.errors import StoreDamaged, StoreNewer
from survey.store.engine import SETTINGS, Store
from survey.store.upgrade import is_current, revision
from survey.store.write_ahead_log import log_of

# A file that is broken everywhere would name a fault for each page.
_MOST_FAULTS = 100


def faults_of_pages(store: Store) -> list[str]:
    """Return what is broken in the pages, rows and indices of a file; nothing where all is whole.

    Every page is read, which takes seconds for a large file.
    """
    with store.reading() as connection:
        rows = connection.execute(text(f"PRAGMA integrity_check({_MOST_FAULTS})"))
        return [fault for (fault,) in rows if fault != "ok"]


def broken_references(store: Store) -> set[str]:
    """Return the tables that have a row which names another row that is not there."""
    with store.reading() as connection:
        return {row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))}


def has_current_tables(store: Store) -> bool:
    """Whether the tables are those of this program; raise StoreNewer where they are later ones."""
    with store.reading() as connection:
        return is_current(revision(connection))


def has_all_tables(store: Store) -> bool:
    """Whether a database has at least what this program looks for."""
    try:
        return has_current_tables(store)
    except (StoreNewer, StoreDamaged):
        return True


def settings_of(store: Store) -> dict[str, object]:
    """Return what the settings of a connection read back as."""
    with store.reading() as connection:
        return {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in SETTINGS}


def has_been_started(store: Store) -> bool:
    """Whether the file is in the mode of the server, into which a copy comes with its first start.

    It alone lies in the file; every other setting was compared when the connection was made.
    """
    _, expected = SETTINGS["journal_mode"]
    return settings_of(store)["journal_mode"] == expected


def size_of_log(store: Store) -> int:
    """Return how many bytes the write-ahead log of a database has."""
    log = log_of(store.path)
    return log.stat().st_size if log.exists() else 0
