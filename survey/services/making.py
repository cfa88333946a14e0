"""Which report is being made now, and which could not be: in memory alone.

What is to be made stands in the database. A start tries all of it at once, so what failed before
need not be known then, and a full disk takes nothing away from what is told here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock

from questionnaires.months import Months
from survey.domain.errors import (
    FewOthers,
    NotStored,
    PublicationAltered,
    PublishedTextAltered,
    SurveyError,
    TaskFailed,
    TaskTooLong,
)


class Failure(Enum):
    """Why a report could not be made, in the words of the log."""

    NOT_STORED = "the database took nothing"
    DISK = "the disk took nothing"
    TOO_LONG = "it took too long"
    ALTERED = "an earlier report is not as it was made"
    TEXT_ALTERED = "a questionnaire or plan is not as it was published"
    FEW_OTHERS = "a few people more or fewer belong to it than before"
    UNKNOWN = "it broke, as told above"

    @property
    def is_final(self) -> bool:
        """Whether another try would fail as well."""
        return self is Failure.FEW_OTHERS


_CAUSES = {
    OSError.__name__: Failure.DISK,
    PermissionError.__name__: Failure.DISK,
    PublicationAltered.__name__: Failure.ALTERED,
    PublishedTextAltered.__name__: Failure.TEXT_ALTERED,
    FewOthers.__name__: Failure.FEW_OTHERS,
}


def failure_of(error: SurveyError) -> Failure:
    """Return what an error of making a report is told as."""
    if isinstance(error, NotStored):
        return Failure.NOT_STORED
    if isinstance(error, TaskTooLong):
        return Failure.TOO_LONG
    cause = error.cause if isinstance(error, TaskFailed) else type(error).__name__
    return _CAUSES.get(cause, Failure.UNKNOWN)


@dataclass(frozen=True)
class _Failed:
    failure: Failure
    when: float


@dataclass
class Making:
    """What is known of the reports that are to be made; shared by all threads of the server."""

    seconds: Callable[[], float] = time.monotonic
    _now: Months | None = None
    _failed: dict[Months, _Failed] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, period: Months) -> None:
        """Note that the report of a period is being made."""
        with self._lock:
            self._now = period

    def end(self, period: Months, failure: Failure | None = None) -> None:
        """Note that the report of a period was made, or why it could not be."""
        with self._lock:
            self._now = None
            self._failed.pop(period, None)
            if failure is not None:
                self._failed[period] = _Failed(failure, self.seconds())

    def forget(self, period: Months) -> None:
        """Note that somebody asks for the report of a period anew, whatever failed before."""
        with self._lock:
            self._failed.pop(period, None)

    @property
    def now(self) -> Months | None:
        """The period whose report is being made."""
        return self._now

    @property
    def failures(self) -> dict[Months, Failure]:
        """Why reports could not be made, by their periods."""
        with self._lock:
            return {period: failed.failure for period, failed in self._failed.items()}

    def has_just_failed(self, period: Months, pause: float) -> bool:
        """Tell whether the report of a period failed in the last so many seconds."""
        with self._lock:
            failed = self._failed.get(period)
            return failed is not None and self.seconds() - failed.when < pause
