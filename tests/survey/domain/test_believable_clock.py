"""When a clock is believed, and which day an answer gets."""

from datetime import date, datetime, timedelta

import pytest

from survey.domain.believable_clock import (
    Doubt,
    KnownDay,
    Reading,
    day_of_receipt,
    is_believable,
)
from survey.services.clock import VIETNAM

NOON = datetime(2026, 3, 2, 12, tzinfo=VIETNAM)
KNOWN = KnownDay(NOON.date())
BELIEVED = Reading(NOON, 1000.0)
HOUR = 3600.0


@pytest.mark.parametrize(
    ("hours", "is_right"),
    [(0, True), (35.9, True), (-35.9, True), (36.1, False), (-36.1, False), (24 * 365, False)],
)
@pytest.mark.parametrize("passed", [0.0, 5.0, 24.0 * 60])
def test_a_running_clock_may_be_set_by_a_day_and_a_half(
    hours: float, is_right: bool, passed: float
) -> None:
    now = Reading(NOON + timedelta(hours=hours + passed), 1000.0 + passed * HOUR)
    # The day of yesterday, so that a clock that goes back a little is not before it.
    known = KnownDay(NOON.date() - timedelta(days=1))
    assert is_believable(now, BELIEVED, known) is is_right


def test_a_running_clock_does_not_go_back_before_the_last_closed_day() -> None:
    known = KnownDay(date(2026, 3, 3))
    for hours, is_right in ((-10, True), (-14, False)):
        now = Reading(NOON + timedelta(hours=hours), 1000.0)
        assert is_believable(now, BELIEVED, known) is is_right


@pytest.mark.parametrize(
    ("days", "is_right"), [(-2, False), (-1, True), (0, True), (45, True), (46, False)]
)
def test_after_a_stop_the_day_must_be_near_the_last_one(days: int, is_right: bool) -> None:
    now = Reading(NOON + timedelta(days=days), 5.0)
    assert is_believable(now, None, KNOWN) is is_right


@pytest.mark.parametrize(("days", "is_right"), [(-1, False), (0, True), (1, False)])
def test_after_a_jump_only_the_known_day_is_believed(days: int, is_right: bool) -> None:
    now = Reading(NOON + timedelta(days=days), 5.0)
    assert is_believable(now, None, KnownDay(NOON.date(), is_doubted=True)) is is_right


@pytest.mark.parametrize("year", [1970, 2025, 2100, 9999])
def test_years_that_cannot_be_are_never_believed(year: int) -> None:
    now = Reading(NOON.replace(year=year), 5.0)
    assert not is_believable(now, None, KnownDay(now.shown.date()))
    assert Doubt(now.shown.date(), KNOWN.day).is_impossible


def test_a_year_that_can_be_may_be_confirmed() -> None:
    assert not Doubt(date(2036, 1, 1), KNOWN.day).is_impossible


@pytest.mark.parametrize(
    ("now", "last_sealed", "day"),
    [
        # As it should be.
        ("2026-03-02 09:00", None, "2026-03-02"),
        ("2026-03-02 09:00", "2026-03-01", "2026-03-02"),
        ("2026-03-02 23:59", "2026-02-20", "2026-03-02"),
        # Set back over midnight by seconds or an hour: with those of the new day.
        ("2026-03-02 23:59", "2026-03-02", "2026-03-03"),
        ("2026-03-02 22:00", "2026-03-02", "2026-03-03"),
        # A clock that was ahead was put right: the true day, closed or not.
        ("2026-03-02 21:59", "2026-03-02", "2026-03-02"),
        ("2026-12-21 10:00", "2027-12-09", "2026-12-21"),
        ("2026-12-21 23:30", "2026-12-22", "2026-12-21"),
        # No clock shows such a day.
        ("1970-01-01 07:00", "2026-03-01", "2026-03-02"),
        ("2010-01-01 07:00", None, "2026-01-01"),
        ("9999-12-31 07:00", "2026-03-01", "2026-03-02"),
    ],
)
def test_the_day_of_an_answer(now: str, last_sealed: str | None, day: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=VIETNAM)
    sealed = None if last_sealed is None else date.fromisoformat(last_sealed)
    assert day_of_receipt(moment, sealed) == date.fromisoformat(day)
