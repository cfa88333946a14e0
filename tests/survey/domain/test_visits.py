"""How long a page that is open may still be sent."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.domain.modes import Mode
from survey.domain.visits import Visit

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)
VISIT = Visit("00000000", "136-2022", "counter.v1", "vi", Mode.POSTER, OPENED, bytes(16))


@pytest.mark.parametrize(
    ("later", "is_expired"),
    [
        (timedelta(), False),
        (timedelta(days=30), False),
        (timedelta(days=30, seconds=1), True),
        (timedelta(days=-400), False),  # the clock was set back
    ],
)
def test_a_visit_lasts_thirty_days(later: timedelta, is_expired: bool) -> None:
    assert VISIT.is_expired(OPENED + later) is is_expired
