"""Copies by the day, of which so many are kept."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from survey.domain.errors import FolderMissing, NoRights
from survey.services.back_up import Made, write_backup
from survey.services.encryption import is_encrypted, read_recipients
from survey.services.keys import fingerprint_of
from survey.services.survey import Survey
from survey.store.copying import is_database
from survey.store.replacing import remove
from survey.store.serving_lock import take_copying_lock


def keep_backups(survey: Survey, folder: Path, keep: int) -> Made:
    """Write a copy that is called after its day, then remove all but so many of the newest.

    Only files are removed that this installation has made: their names have a part of the hash of
    its keys. Raises what `back_up` does.
    """
    _look_at(folder, survey.settings.backups)
    with take_copying_lock(survey.store.path):
        names = _Names(survey)
        for half in folder.glob(f"{names.beginning}*.half*"):
            remove(half)
        made = write_backup(survey, names.free_in(folder))
        too_many = [path for path in names.made_in(folder) if path != made.path][keep - 1 :]
        for path in too_many:
            remove(path)
    return replace(made, removed=(*made.removed, *(path.name for path in too_many)))


def _look_at(folder: Path, usual: Path) -> None:
    try:
        if folder == usual:
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise NoRights(str(folder)) from None
    # Another one is not made: it may be a disk that is not there today.
    if not folder.is_dir():
        raise FolderMissing(str(folder))


class _Names:
    """How the copies of one installation are called."""

    def __init__(self, survey: Survey) -> None:
        self.beginning = f"hailong-{fingerprint_of(survey.keys)[:6]}-"
        self._day = survey.today()
        self._ending = ".sqlite3.age" if read_recipients(survey.settings.backup_key) else ".sqlite3"
        self._pattern = re.compile(
            re.escape(self.beginning) + r"(\d{4}-\d\d-\d\d)(?:-(\d+))?\.sqlite3(?:\.age)?"
        )

    def free_in(self, folder: Path) -> Path:
        """Return a name of today that no file has."""
        return next(path for path in self._of_today(folder) if not path.exists())

    def _of_today(self, folder: Path) -> Iterator[Path]:
        yield folder / f"{self.beginning}{self._day}{self._ending}"
        number = 1
        while True:
            number += 1
            yield folder / f"{self.beginning}{self._day}-{number}{self._ending}"

    def made_in(self, folder: Path) -> list[Path]:
        """Return the copies of a folder, the newest first."""
        found = []
        for path in folder.iterdir():
            named = self._pattern.fullmatch(path.name)
            if named and path.is_file() and (is_encrypted(path) or is_database(path)):
                found.append((named[1], int(named[2] or 1), path))
        return [path for *_, path in sorted(found, reverse=True)]
