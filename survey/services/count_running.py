"""How many responses came in a period that runs, of closed days alone, and nothing of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from questionnaires.months import Months
from survey.domain.modes import Mode
from survey.services.survey import Survey
from survey.store import responses


@dataclass(frozen=True)
class RunningCounts:
    """Responses of a period up to a day, which is closed, by service point and by way."""

    months: Months
    until: date
    by_point: Mapping[int, int]
    by_mode: Mapping[Mode, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_mode.values())

    @property
    def has_closed_day(self) -> bool:
        """Whether a day of the period is closed."""
        return self.until >= self.months.begins


def count_running(survey: Survey, months: Months) -> RunningCounts:
    """Return how many responses came in months of which the last ones may run."""
    with survey.store.reading() as connection:
        counts = responses.count_sealed(connection, months)
        waiting = responses.count_inbox_before(connection, survey.today())
    by_point, by_mode = Counter[int](), Counter[Mode]()
    for (point, mode), count in counts.items():
        by_point[point] += count
        by_mode[mode] += count
    until = min([survey.today(), *waiting]) - timedelta(days=1)
    return RunningCounts(months, min(until, months.ends), by_point, by_mode)
