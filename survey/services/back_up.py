"""A checked copy of the database while the server runs."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from survey.domain.errors import NotStored, TargetExists
from survey.domain.manifest import Manifest
from survey.services.encryption import encrypt, read_recipients
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.copy_before_change import remove_copies_before_changes
from survey.store.copying import write_copy
from survey.store.installation import put_copied_on
from survey.store.paper import NOT_COPIED
from survey.store.replacing import half_of, put, remove, remove_half_folders
from survey.store.serving_lock import take_copying_lock

# Where a copy that is to be encrypted is in the clear for a moment: among the data.
_CLEAR = "copy.sqlite3"


@dataclass(frozen=True)
class Made:
    """A good copy: where it is, what it says, and what it made needless."""

    path: Path
    manifest: Manifest
    is_encrypted: bool
    removed: tuple[str, ...] = ()


def back_up(survey: Survey, target: Path) -> Made:
    """Write a copy of the database to a new file that only its owner can read.

    Closed days are sealed first, so that the copy does not tell in which order answers came. The
    keys are not in it, nor sheets of paper that are being typed: a copy that outlives the sign-off
    would tell for ever which answers stand on which sheet, and the paper is still there.

    It gets its name when it is whole, was read again and is on the disk; what somebody who was
    killed left of it goes. Copies from before upgrades and repairs go after it. Raises TargetExists
    rather than write over anything, AlreadyCopying, BadBackupKey, StoreFull, StoreBusy,
    StoreDamaged and NoRights, and then no file is left.
    """
    with take_copying_lock(survey.store.path):
        return write_backup(survey, target)


def write_backup(survey: Survey, target: Path) -> Made:
    """Do the same for somebody who has the right to make copies already."""
    if target.exists():
        raise TargetExists(str(target))
    recipients = read_recipients(survey.settings.backup_key)
    half, clear = half_of(target), half_of(survey.store.path.with_name(_CLEAR))
    remove_half_folders(survey.settings.data)
    seal_closed_days(survey)
    try:
        manifest = write_copy(
            survey.store, clear if recipients else half, survey.today(), without=NOT_COPIED
        )
        if recipients:
            encrypt(clear, half, recipients)
        put(half, target)
    finally:
        remove(half)
        remove(clear)
    # The copy is good, whether or not the database takes a note of it now.
    with suppress(NotStored), survey.store.writing() as connection:
        put_copied_on(connection, survey.today())
    removed = remove_copies_before_changes(survey.store.path)
    return Made(target, manifest, bool(recipients), tuple(removed))
