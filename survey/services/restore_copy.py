"""Putting a copy in the place of the database, which is kept under another name."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from survey.domain.errors import (
    CopyDamaged,
    CopyIncomplete,
    CopyMissing,
    CopyOfOthers,
    ForeignLog,
    IdentityNeeded,
    NoRights,
    StoreDamaged,
    StoreFull,
    SurveyError,
)
from survey.domain.restorations import Restoration
from survey.services.encryption import decrypt, is_encrypted, read_identities
from survey.services.keep_restorations import add_restoration
from survey.services.keys import fingerprint_of, read_keys
from survey.settings import Settings
from survey.store import replacing
from survey.store.copying import pieces
from survey.store.driver import sqlite3
from survey.store.engine import open_store_to_examine
from survey.store.examine_copy import (
    Contents,
    Copy,
    contents_of,
    contents_on,
    examine_copy,
    forget_keys,
    make_used,
)
from survey.store.marks import check_log_belongs, log_beside
from survey.store.replacing import flush, make_private, put, set_aside
from survey.store.serving_lock import take_copying_lock, take_lock_of_folder


@dataclass(frozen=True)
class Restoring:
    """A copy that was found whole, as a database of its own that can be put in place."""

    settings: Settings
    clear: Path
    copy: Copy


@contextmanager
def examined(settings: Settings, file: Path, identity: Path | None) -> Iterator[Restoring]:
    """Give a copy that was found whole; nothing is changed, and a server may run.

    What somebody who was killed left of this goes first. Raises AlreadyCopying, CopyMissing,
    NotACopy, CopyIncomplete, CopyDamaged, CopyNewer, IdentityNeeded, BadIdentity, WrongIdentity,
    StoreFull and NoRights.
    """
    has_data = settings.data.is_dir()
    with take_copying_lock(settings.database) if has_data else nullcontext():
        replacing.remove_half_folders(settings.data)
        with _folder(settings.data if has_data else None) as name:
            clear = Path(name, "restored.sqlite3")
            _write_clear(file, clear, identity)
            yield Restoring(settings, clear, examine_copy(clear))


def _folder(beside: Path | None) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(dir=beside, suffix=replacing.HALF)
    except PermissionError:
        raise NoRights(str(beside)) from None
    except OSError:
        raise StoreFull("the disk takes no folder") from None


@contextmanager
def restoring(settings: Settings, file: Path, identity: Path | None) -> Iterator[Restoring]:
    """Give the same to who puts it in place: nobody serves the data meanwhile, or restores too.

    Raises AlreadyRunning as well.
    """
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise NoRights(str(settings.data)) from None
    with take_lock_of_folder(settings.data), examined(settings, file, identity) as one:
        yield one


def _write_clear(file: Path, clear: Path, identity: Path | None) -> None:
    try:
        if not file.is_file():
            raise CopyMissing("there is no such file")
        has_secret = is_encrypted(file)
        has_log = log_beside(file).exists() and log_beside(file).stat().st_size > 0
    except PermissionError:
        raise NoRights(str(file)) from None
    if has_log:
        raise CopyIncomplete("its log lies beside it")
    make_private(clear)
    if not has_secret:
        _copy(file, clear)
    elif identity is None:
        raise IdentityNeeded("the copy is encrypted")
    else:
        decrypt(file, clear, read_identities(identity))
    flush(clear)


def _copy(file: Path, clear: Path) -> None:
    content = pieces(file, file.stat().st_size)
    try:
        with clear.open("r+b") as sink:
            while piece := _next(content):
                sink.write(piece)
    except OSError:
        raise StoreFull("the disk does not take the copy") from None


def _next(content: Iterator[bytes]) -> bytes:
    try:
        return next(content, b"")
    except OSError:
        raise CopyDamaged("the copy cannot be read") from None


def check_keys(one: Restoring) -> None:
    """Raise CopyOfOthers when the copy has other keys than the installation, and KeysMissing."""
    known = one.copy.contents.key_fingerprint
    if known not in (None, fingerprint_of(read_keys(one.settings.keys))):
        raise CopyOfOthers("the keys are not those of the copy")


def with_other_keys(one: Restoring) -> Restoring:
    """Return the copy as one that takes the keys of the installation, for its own are lost."""
    read_keys(one.settings.keys)
    return replace(one, copy=replace(one.copy, contents=forget_keys(one.clear)))


def present_contents(settings: Settings) -> Contents | None:
    """Return what the database in use has; None where there is none, or nobody can tell."""
    with suppress(SurveyError, sqlite3.Error):
        check_log_belongs(settings.database)
        with closing(open_store_to_examine(settings.database)) as store, store.reading() as seen:
            return contents_on(cast("sqlite3.Connection", seen.connection.dbapi_connection))
    return None


def lost_by(one: Restoring, today: date) -> Restoration | None:
    """Return what putting the copy in place may lose of months that are over; None: nothing.

    Nothing is lost that anybody can have read where the present database has no more reports than
    the copy.
    """
    contents, manifest = one.copy.contents, one.copy.manifest
    copied_on = contents.last_day or today if manifest is None else manifest.day
    restoration = Restoration(copied_on, today)
    present = present_contents(one.settings)
    if present is not None and present.publications <= contents.publications:
        return None
    return restoration if restoration.lost_months else None


def install(one: Restoring, today: date) -> Path | None:
    """Put the copy in place; return under which name the database that was there is kept.

    What this may lose is written down before, so that no report is made anew of fewer people.

    At every moment the old one or the new one stands at its place, whole. Raises StoreBusy,
    StoreFull and NoRights, and then it is the old one.
    """
    database = one.settings.database
    if (lost := lost_by(one, today)) is not None:
        add_restoration(one.settings, lost)
    make_used(one.clear)
    keep = _free_name(one.settings.data, today) if database.exists() else None
    _put_in_place(one, database, keep or _free_name(one.settings.data, today))
    if contents_of(database) != one.copy.contents:
        raise StoreDamaged("the disk gives back other rows than it was given")
    return keep


def _free_name(folder: Path, today: date) -> Path:
    names = chain([f"replaced-{today}"], (f"replaced-{today}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.sqlite3").exists())


def _put_in_place(one: Restoring, database: Path, keep: Path) -> None:
    if database.exists():
        # What cannot be opened, or has the log of another database, is set aside as it is.
        with suppress(ForeignLog, StoreDamaged):
            check_log_belongs(database)
            replacing.replace(database, one.clear, keep)
            return
    set_aside(database, keep)
    put(one.clear, database)
