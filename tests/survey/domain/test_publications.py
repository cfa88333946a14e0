"""A report that was released is the one that was made."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from questionnaires.months import Months, months_from
from survey.domain.errors import PublicationAltered
from survey.domain.publications import Publication, latest_periods

JANUARY = date(2026, 1, 1)
PLAN = months_from(date(2026, 3, 1), 12)


def month(number: int) -> Months:
    return months_from(date(2026, number, 1), 1)


def so_far(number: int) -> Months:
    return months_from(JANUARY, number)


def test_a_report_that_was_altered_is_refused_by_its_name() -> None:
    report, day = b"{}", date(2026, 2, 1)
    kept = Publication(
        months_from(date(2026, 1, 1), 1),
        1,
        day,
        "",
        "q",
        "p",
        "s",
        sha256(report).hexdigest(),
        report,
    )
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        replace(kept, report=b"{ }")


def test_the_desk_speaks_of_the_year_so_far_and_of_its_last_month() -> None:
    published = [month(1), so_far(2), month(2), so_far(3), month(3), so_far(4), month(4)]
    assert latest_periods(published, [PLAN]) == (so_far(4), month(4))
    assert latest_periods([month(1)], [PLAN]) == (month(1),)
    assert latest_periods([], [PLAN]) == ()


def test_the_desk_speaks_of_the_plan_first_once_that_is_published() -> None:
    assert latest_periods([month(4), PLAN], [PLAN]) == (PLAN,)
    later = months_from(date(2027, 3, 1), 1)
    assert latest_periods([PLAN, later], [PLAN, months_from(later.begins, 12)]) == (PLAN, later)
