"""Emptying the journal, in which answers stand in the order in which they came."""

from dataclasses import dataclass
from time import monotonic, sleep

from survey.services.survey import Survey
from survey.store.log_readers import log_readers

# How often somebody who waits for readers looks whether they are gone.
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Journal:
    """Whether the write-ahead log is empty; if not, what other programs read it, where known."""

    is_empty: bool
    readers: tuple[str, ...] = ()


def empty_journal(survey: Survey, seconds: float = 0.0) -> Journal:
    """Empty the log; wait so long for those who read it.

    Whatever this finds, a server tries again each second until it is done.
    """
    ends = monotonic() + seconds
    while not survey.store.forget_history():
        if monotonic() >= ends:
            return Journal(is_empty=False, readers=log_readers(survey.store.path))
        sleep(LOOK_SECONDS)
    return Journal(is_empty=True)
