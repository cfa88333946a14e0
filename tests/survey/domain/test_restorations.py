"""Which periods a copy that was put back may lack answers of."""

from datetime import date

import pytest

from questionnaires.months import Months, months_from
from survey.domain.restorations import Restoration, lost_for


def months(first: int, last: int) -> Months:
    return months_from(date(2026, first, 1), last - first + 1)


@pytest.mark.parametrize(
    ("copied", "restored", "lost"),
    [
        (date(2026, 1, 20), date(2026, 2, 5), months(1, 1)),
        (date(2026, 1, 31), date(2026, 4, 1), months(1, 3)),
        (date(2026, 1, 1), date(2026, 1, 31), None),
        (date(2026, 2, 1), date(2026, 2, 1), None),
        (date(2026, 3, 2), date(2026, 2, 1), None),
    ],
)
def test_months_that_ended_since_the_copy_may_lack_answers(
    copied: date, restored: date, lost: Months | None
) -> None:
    restoration = Restoration(copied, restored)
    assert restoration.lost_months == lost
    assert lost_for(months(1, 12), [restoration]) == (restoration if lost else None)


def test_other_periods_are_not_touched() -> None:
    known = [Restoration(date(2026, 2, 3), date(2026, 3, 1))]
    assert lost_for(months(1, 1), known) is None
    assert lost_for(months(3, 12), known) is None
    assert lost_for(months(1, 2), known) == known[0]
