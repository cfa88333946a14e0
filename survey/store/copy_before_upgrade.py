"""The copy that is made before an upgrade, for as long as it is needed."""

import logging
from datetime import datetime, timedelta, timezone
from pathlib import Path

from survey.domain.errors import NoRoomForCopy, StoreFull
from survey.store.copying import tables_in, write_copy
from survey.store.engine import Store
from survey.store.replacing import half_of, put, remove
from survey.store.serving_lock import take_copying_lock

_log = logging.getLogger(__name__)

_NAME = "before-upgrade-"
_PATIENCE_SECONDS = 60.0
_VIETNAM = timezone(timedelta(hours=7))


def copy_before_upgrade(store: Store, tables: str) -> None:
    """Keep what an upgrade might lose beside the database, until the next good backup.

    It holds everything, also what the upgrade removes because it may no longer be kept. Raises
    NoRoomForCopy, AlreadyCopying, StoreDamaged and NoRights: then nothing is upgraded.
    """
    day = datetime.now(_VIETNAM).date()
    target = store.path.with_name(f"{_NAME}{tables}-{day}.sqlite3")
    # Another program may begin the same upgrade; who comes second finds it done.
    with take_copying_lock(store.path, _PATIENCE_SECONDS):
        for half in _found(store.path, ".sqlite3.half*"):
            remove(half)
        try:
            write_copy(store, half_of(target), day)
        except StoreFull:
            raise NoRoomForCopy("the disk does not take the copy before the upgrade") from None
        if tables_in(half_of(target)) != tables:
            remove(half_of(target))
            return
        put(half_of(target), target)
    _log.warning(
        "%s was made before the upgrade; the next good backup removes it, "
        "for it may have what is no longer kept",
        target.name,
    )


def copies_before_upgrades(database: Path) -> list[Path]:
    """Return the copies that upgrades have left beside a database."""
    return _found(database, ".sqlite3")


def remove_copies_before_upgrades(database: Path) -> list[str]:
    """Remove them, and halves of them; return the names of those that were whole."""
    whole = copies_before_upgrades(database)
    for path in [*whole, *_found(database, ".sqlite3.half*")]:
        remove(path)
    return [path.name for path in whole]


def _found(database: Path, ending: str) -> list[Path]:
    return sorted(database.parent.glob(f"{_NAME}[0-9][0-9][0-9][0-9]-*{ending}"))
