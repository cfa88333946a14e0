"""A thread that publishes the reports of closed periods, one at a time.

What is to be done stands in the database: a period that is due and has no report, and an order of a
further one, are published at the next look, also after a power cut, a full disk or a kill.
"""

import logging
from contextlib import suppress

from survey.background import Background
from survey.domain.errors import BackgroundFull, NotStored, StillWorking, TaskFailed
from survey.domain.publications import WantedReport
from survey.services.find_due_reports import release_state
from survey.services.making import Failure, failure_of
from survey.services.order_report import give_up_order
from survey.services.publish_report import publish_wanted
from survey.services.repeating import Repeating
from survey.services.survey import Survey

_log = logging.getLogger(__name__)

# A start shows its first page before it begins with work that takes the processor.
FIRST_SECONDS = 3.0
CHECK_SECONDS = 60.0
# What fails once may fail for long, and making a report of a year takes the machine some time.
RETRY_SECONDS = 600.0


class PublishingClock(Repeating):
    """Publishes what is due or ordered, for as long as the server runs."""

    def __init__(
        self,
        survey: Survey,
        background: Background,
        first_seconds: float = FIRST_SECONDS,
        check_seconds: float = CHECK_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        super().__init__("publishing-clock", first_seconds, check_seconds)
        self._survey = survey
        self._background = background
        self._retry_seconds = retry_seconds

    def stop(self) -> None:
        """End the thread, and give up the report that is being made."""
        super().stop()
        self._background.close()
        self.join()

    def _look(self) -> None:
        """Publish what is to be, but what has just failed."""
        try:
            wanted = release_state(self._survey).wanted
        except NotStored:
            _log.warning("it could not be seen which reports are due; this is tried again")
            return
        for one in wanted:
            making = self._survey.making
            if not making.has_just_failed(one.period, self._retry_seconds):
                self._publish(one)

    def _publish(self, wanted: WantedReport) -> None:
        if self._stopped.is_set():
            return
        period, making = wanted.period, self._survey.making
        making.begin(period)
        failure = None
        try:
            publish_wanted(self._survey, self._background, wanted)
        except (BackgroundFull, StillWorking):
            # It waits for its turn, or is being made for longer than we wait: see the next look.
            if not self._stopped.is_set():
                _log.warning("the report of %s to %s is not made yet", period.begins, period.ends)
        except (TaskFailed, NotStored) as error:
            failure = failure_of(error)
            self._tell(wanted, failure)
        making.end(period, failure)

    def _tell(self, wanted: WantedReport, failure: Failure) -> None:
        if self._stopped.is_set():
            return
        days = wanted.period.begins, wanted.period.ends
        if not failure.is_final:
            _log.warning(
                "the report of %s to %s could not be published (%s); this is tried again",
                *days,
                failure.value,
            )
            return
        _log.warning("the report of %s to %s is not made anew: %s", *days, failure.value)
        with suppress(NotStored):  # then it is tried again
            give_up_order(self._survey, wanted.period)
