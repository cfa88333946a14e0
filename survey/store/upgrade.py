"""Bringing a database file to the tables of this program."""
# ruff: noqa: PLC0415 (alembic takes a second to import, and a start has mostly nothing to upgrade)

from __future__ import annotations

import logging
import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from survey.domain.errors import (
    AlreadyRunning,
    NoRights,
    NotSetUp,
    NotStored,
    StoreFull,
    StoreNewer,
)
from survey.limits import START_CHECK_SECONDS
from survey.store.copy_before_change import copy_before_upgrade
from survey.store.driver import refuse_unrepaired
from survey.store.engine import Store, open_store
from survey.store.marks import check_log_belongs
from survey.store.rewriting import has_rewritten, owes_rewriting
from survey.store.serving_lock import is_served_elsewhere
from survey.store.start_check import refuse_damaged
from survey.store.write_ahead_log import log_of

if TYPE_CHECKING:
    from alembic.config import Config

_log = logging.getLogger(__name__)

_MIGRATIONS = Path(__file__).parent / "migrations"


def create_or_upgrade(path: Path) -> Path | None:
    """Make the database file, its folder too, or bring it up to date; return the copy before that.

    Either all steps are done or none. None: there was nothing to copy. Raises StoreNewer for a
    file of a later program, and ForeignLog.
    """
    refuse_unrepaired()
    _make_file(path)
    try:
        check_log_belongs(path)
        with closing(open_store(path)) as store:
            return _upgrade(store)
    except BaseException:
        _remove_empty(path)
        raise


def upgrade(path: Path) -> Path | None:
    """Bring an existing database file up to date; return the copy before that, None without one.

    Raises StoreMissing when there is none, NotSetUp when it is empty, and StoreNewer for a file of
    a later program, ForeignLog, and AlreadyRunning while an earlier program serves it.
    """
    check_log_belongs(path)
    with closing(open_store(path)) as store:
        with store.reading() as connection:
            is_empty = revision(connection) is None
        if is_empty:
            raise NotSetUp("the database is empty")
        return _upgrade(store)


def _upgrade(store: Store) -> Path | None:
    refuse_damaged(store, START_CHECK_SECONDS)
    before = _migrate(store)
    finish_rewriting(store)
    return before


def finish_rewriting(store: Store) -> None:
    """Write the file anew where that is owed."""
    with store.reading() as connection:
        if not owes_rewriting(connection):
            return
    try:
        is_done = store.write_anew()
    except NotStored:
        is_done = False
    if not is_done:
        # Everything works without it, and the file itself remembers.
        _log.warning("the database could not be written anew; the next start does it")
        return
    with store.writing() as connection:
        has_rewritten(connection)


def _migrate(store: Store) -> Path | None:
    with store.reading() as connection:
        found = revision(connection)
    if is_current(found):
        return None
    before = None if found is None else _copy_before(store, found)
    from alembic import command

    with store.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before


def _copy_before(store: Store, found: str) -> Path | None:
    if is_served_elsewhere(store.path):
        # It is an earlier program, which would go on writing what this one has left.
        raise AlreadyRunning("an earlier program serves this data")
    return copy_before_upgrade(store, found)


def is_current(found: str | None) -> bool:
    """Whether these tables are those of this program; raise StoreNewer where they are later."""
    # A migration's file is called after it: v0002_paper.py.
    known = {path.name[1:5] for path in (_MIGRATIONS / "versions").glob("v[0-9]*.py")}
    if found is not None and found not in known:
        raise StoreNewer(f"the database has tables {found}, which this program does not know")
    return found == max(known)


def revision(connection: Connection) -> str | None:
    """Return which tables a database has; None: none at all."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    # The folder, not the package: alembic takes a percent sign in a path for a variable.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made here and not by SQLite, which would let everybody on the machine read it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except PermissionError:
        raise NoRights(str(path.parent)) from None
    except (FileExistsError, NotADirectoryError):
        raise NoRights(str(path.parent)) from None
    except OSError:
        raise StoreFull("the file cannot be made") from None


def _remove_empty(path: Path) -> None:
    # A file without tables would look like an office that was lost.
    with suppress(OSError):
        if path.stat().st_size == 0 and not log_of(path).exists():
            path.unlink()
