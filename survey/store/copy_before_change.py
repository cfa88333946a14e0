"""The copy that is made before an upgrade or a repair of days, for as long as it is needed."""

from datetime import date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from survey.domain.errors import NoRoomForCopy, StoreFull
from survey.store.copying import tables_in, write_copy
from survey.store.engine import Store
from survey.store.replacing import half_of, put, remove
from survey.store.serving_lock import take_copying_lock

_UPGRADE, _REPAIR = "before-upgrade-", "before-repair-"
_PATIENCE_SECONDS = 60.0
_VIETNAM = timezone(timedelta(hours=7))


def copy_before_upgrade(store: Store, tables: str) -> Path | None:
    """Keep what an upgrade might lose beside the database until the next good backup; say where.

    It holds everything, also what the upgrade removes because it may no longer be kept. Raises
    NoRoomForCopy, AlreadyCopying, StoreDamaged and NoRights: then nothing is upgraded. None where
    somebody else has just done so.
    """
    day = datetime.now(_VIETNAM).date()
    target = store.path.with_name(f"{_UPGRADE}{tables}-{day}.sqlite3")
    # Another program may begin the same upgrade; who comes second finds it done.
    with take_copying_lock(store.path, _PATIENCE_SECONDS):
        _remove_halves(store.path)
        try:
            write_copy(store, half_of(target), day)
        except StoreFull:
            raise NoRoomForCopy("the disk does not take the copy before the upgrade") from None
        if tables_in(half_of(target)) != tables:
            remove(half_of(target))
            return None
        put(half_of(target), target)
    return target


def copy_before_repair(store: Store) -> Path:
    """Keep the days as they are beside the database, until the next good backup; return where.

    Raises StoreFull, StoreBusy, AlreadyCopying, StoreDamaged and NoRights: then nothing is put
    right.
    """
    day = datetime.now(_VIETNAM).date()
    with take_copying_lock(store.path, _PATIENCE_SECONDS):
        _remove_halves(store.path)
        target = _free_name(store.path, day)
        write_copy(store, half_of(target), day)
        put(half_of(target), target)
    return target


def _free_name(database: Path, day: date) -> Path:
    # What was before the first repair of a day is not lost by the second.
    names = (database.with_name(f"{_REPAIR}{number:04}-{day}.sqlite3") for number in count(1))
    return next(name for name in names if not name.exists())


def copies_before_changes(database: Path) -> list[Path]:
    """Return the copies that upgrades and repairs have left beside a database."""
    return _found(database, ".sqlite3")


def remove_copies_before_changes(database: Path) -> list[str]:
    """Remove them, and halves of them; return the names of those that were whole."""
    whole = copies_before_changes(database)
    for path in whole:
        remove(path)
    _remove_halves(database)
    return [path.name for path in whole]


def _remove_halves(database: Path) -> None:
    for half in _found(database, ".sqlite3.half*"):
        remove(half)


def _found(database: Path, ending: str) -> list[Path]:
    names = (f"{name}[0-9][0-9][0-9][0-9]-*{ending}" for name in (_REPAIR, _UPGRADE))
    return sorted(path for name in names for path in database.parent.glob(name))
