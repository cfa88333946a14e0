"""How long a page that is open may still be sent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.modes import Mode
from survey.domain.visits import CountedVisit, Visit, first_known_month, hour_of_opening

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


@pytest.mark.parametrize(
    ("opened", "last_month"),
    [
        (datetime(2026, 3, 1, 9, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2027, 1, 31, 9, tzinfo=UTC), date(2027, 3, 1)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_last_month_of_a_visit_is_that_of_its_thirtieth_day(
    opened: datetime, last_month: date
) -> None:
    assert replace(VISIT, hour=opened).last_month == last_month


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants it so
    datetime(2040, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(opened=MOMENTS, sealed=DAYS)
def test_what_is_not_known_any_more_is_expired_for_every_clock_that_has_not_gone_back(
    opened: datetime, sealed: date
) -> None:
    visit = replace(VISIT, hour=opened)
    midnight = datetime(sealed.year, sealed.month, sealed.day, tzinfo=UTC) + timedelta(days=1)
    assert visit.last_month >= first_known_month(sealed) or visit.is_expired(midnight)


@given(now=MOMENTS, sealed=DAYS)
def test_a_page_that_is_opened_now_will_be_known_whatever_the_clock_says(
    now: datetime, sealed: date
) -> None:
    visit = replace(VISIT, hour=hour_of_opening(now, sealed))
    assert visit.last_month >= first_known_month(sealed)
    assert visit.hour.date() > sealed
    assert not visit.is_expired(now)


def test_a_page_bears_the_hour_of_its_opening_and_no_more() -> None:
    now = datetime(2026, 3, 2, 9, 41, 7, 5, tzinfo=UTC)
    for sealed in (None, date(2026, 3, 1)):
        assert hour_of_opening(now, sealed) == OPENED


def test_one_visit_is_one_whatever_month_is_said_with_it() -> None:
    first, again = (CountedVisit(b"k" * 16, date(2026, month, 1)) for month in (3, 4))
    assert first == again
    assert len({first, again}) == 1
