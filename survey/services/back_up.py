"""A consistent copy of the database while the server runs."""

import os
from pathlib import Path

from survey.domain.errors import NoRights, StoreFull, TargetExists
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.paper import NOT_COPIED


def back_up(survey: Survey, target: Path) -> None:
    """Write a copy of the database to a new file that only its owner can read.

    Closed days are sealed first, so that the copy does not tell in which order answers came. The
    keys are not in it, nor sheets of paper that are being typed: a copy that outlives the sign-off
    would tell for ever which answers stand on which sheet, and the paper is still there. Raises
    TargetExists rather than write over anything.
    """
    seal_closed_days(survey)
    _make_file(target)
    try:
        survey.store.copy_to(target, without=NOT_COPIED)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _make_file(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise TargetExists("a file of this name is already there") from None
    except (PermissionError, FileNotFoundError, NotADirectoryError):
        raise NoRights(str(target.parent)) from None
    except OSError:
        raise StoreFull("the copy cannot be made") from None
