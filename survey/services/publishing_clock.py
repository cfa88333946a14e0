"""A thread that publishes the reports of closed periods, one at a time.

What is to be done is not written down anywhere: a period that is due and has no report is published
at the next look, also after a power cut, a full disk or a kill.
"""

import logging
from threading import Event, Thread

from questionnaires.months import Months
from survey.background import Background
from survey.domain.errors import BackgroundFull, NotStored, StillWorking, TaskFailed
from survey.services.publish_report import due_periods, publish_due
from survey.services.survey import Survey

_log = logging.getLogger(__name__)

# A start shows its first page before it begins with work that takes the processor.
FIRST_SECONDS = 3.0
CHECK_SECONDS = 60.0
# What fails once may fail for long, and making a report of a year takes the machine some time.
RETRY_SECONDS = 600.0
_JOIN_SECONDS = 5.0


class PublishingClock:
    """Publishes what is due, for as long as the server runs."""

    def __init__(
        self,
        survey: Survey,
        background: Background,
        first_seconds: float = FIRST_SECONDS,
        check_seconds: float = CHECK_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._survey = survey
        self._background = background
        self._seconds = (first_seconds, check_seconds, retry_seconds)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="publishing-clock", daemon=True)

    def start(self) -> None:
        """Begin to look for what is due."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, and give up the report that is being made."""
        self._stopped.set()
        self._background.close()
        self._thread.join(_JOIN_SECONDS)

    def _run(self) -> None:
        pause, check, retry = self._seconds
        while not self._stopped.wait(pause):
            pause = check if self._publish_all() else retry

    def _publish_all(self) -> bool:
        """Publish what is due; tell whether all of it could be."""
        try:
            due = due_periods(self._survey)
        except NotStored:
            _log.warning("it could not be seen which reports are due; this is tried again")
            return False
        failed = [period for period in due if not self._publish(period)]
        return not failed

    def _publish(self, period: Months) -> bool:
        if self._stopped.is_set():
            return True
        try:
            publish_due(self._survey, self._background, period)
        except (BackgroundFull, StillWorking, TaskFailed, NotStored):
            if not self._stopped.is_set():
                _log.warning(
                    "the report of %s to %s could not be published; this is tried again",
                    period.begins,
                    period.ends,
                )
            return False
        return True
