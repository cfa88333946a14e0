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


def kept(report: bytes) -> Publication:
    hashed = sha256(report).hexdigest()
    return Publication(month(1), 1, date(2026, 2, 1), "", "q", "p", "s", hashed, report)


def of_days(begins: str, ends: str) -> bytes:
    return f'{{"report":{{"period":{{"begins":"{begins}","ends":"{ends}"}}}}}}'.encode()


def test_a_report_that_was_altered_is_refused_by_its_name() -> None:
    as_made = kept(of_days("2026-01-01", "2026-01-31"))
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        replace(as_made, report=as_made.report + b" ")


def test_a_report_that_was_put_in_the_place_of_another_is_refused() -> None:
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        kept(of_days("2026-02-01", "2026-02-28"))


def test_the_desk_speaks_of_the_year_so_far_and_of_its_last_month() -> None:
    published = [month(1), so_far(2), month(2), so_far(3), month(3), so_far(4), month(4)]
    assert latest_periods(published, [PLAN]) == (so_far(4), month(4))
    assert latest_periods([month(1)], [PLAN]) == (month(1),)
    assert latest_periods([], [PLAN]) == ()


def test_the_desk_speaks_of_the_plan_first_once_that_is_published() -> None:
    assert latest_periods([month(4), PLAN], [PLAN]) == (PLAN,)
    later = months_from(date(2027, 3, 1), 1)
    assert latest_periods([PLAN, later], [PLAN, months_from(later.begins, 12)]) == (PLAN, later)
