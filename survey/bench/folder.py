"""Where a bench keeps its data: a folder that is gone when it ends, however it ends."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from survey.domain.errors import SurveyError
from survey.store.serving_lock import take_lock_of_folder

_PREFIX = "hailong-bench-"


@contextmanager
def bench_folder() -> Iterator[Path]:
    """Give an empty folder, and remove it at the end.

    What a bench that was killed has left goes with the next one.
    """
    _remove_left(Path(gettempdir()))
    with TemporaryDirectory(prefix=_PREFIX) as name, take_lock_of_folder(Path(name)):
        yield Path(name)


def _remove_left(place: Path) -> None:
    for left in place.glob(f"{_PREFIX}*"):
        # Whose bench still runs has the lock; whose folder it is not has no rights.
        with suppress(SurveyError):
            take_lock_of_folder(left).release()
            shutil.rmtree(left, ignore_errors=True)
