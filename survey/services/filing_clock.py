"""A thread that has the files of published reports made, one report at a time.

What is missing is seen from the folder where they are kept, so files that were lost, or that an
earlier program made, are made again at the next look.
"""

import logging

from survey.background import Background
from survey.domain.errors import BackgroundFull, NotStored, StillWorking, TaskFailed
from survey.domain.publications import Edition
from survey.limits import PUBLICATION_PATIENCE_SECONDS
from survey.services.kept_files import editions_without_files, file_report
from survey.services.making import failure_of
from survey.services.repeating import Repeating
from survey.services.survey import Survey

_log = logging.getLogger(__name__)

# Reports that are due come first, and the first pages of a start before both.
FIRST_SECONDS = 20.0
CHECK_SECONDS = 30.0
RETRY_SECONDS = 600.0


class FilingClock(Repeating):
    """Has missing files made, for as long as the server runs."""

    def __init__(
        self,
        survey: Survey,
        background: Background,
        first_seconds: float = FIRST_SECONDS,
        check_seconds: float = CHECK_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        super().__init__("filing-clock", first_seconds, check_seconds)
        self._survey = survey
        self._background = background
        self._retry_seconds = retry_seconds

    def _look(self) -> None:
        try:
            missing = tuple(editions_without_files(self._survey))
        except NotStored:
            _log.warning("it could not be seen which files are missing; this is tried again")
            return
        filing = self._survey.filing
        for edition, language in missing:
            if self._stopped.is_set():
                return
            if not filing.has_just_failed(edition.period, self._retry_seconds):
                self._make(edition, language)

    def _make(self, edition: Edition, language: str) -> None:
        filing = self._survey.filing
        filing.begin(edition.period)
        failure = None
        try:
            file_report(
                self._survey, self._background, PUBLICATION_PATIENCE_SECONDS, edition, language
            )
        except (BackgroundFull, StillWorking):
            pass  # it waits for its turn: see the next look
        except (TaskFailed, NotStored) as error:
            if not self._stopped.is_set():
                failure = failure_of(error)
                _log.warning(
                    "the files of the report of %s could not be made (%s); this is tried again",
                    edition.period,
                    failure.value,
                )
        filing.end(edition.period, failure)
