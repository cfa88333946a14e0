"""A report that was released is the one that was made."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from questionnaires.months import Months, months_from
from survey.domain.errors import PublicationAltered
from survey.domain.publications import (
    Context,
    Edition,
    Link,
    Publication,
    Record,
    broken_at,
    latest_periods,
    publication,
)

JANUARY = date(2026, 1, 1)
PLAN = months_from(date(2026, 3, 1), 12)


def month(number: int) -> Months:
    return months_from(date(2026, number, 1), 1)


def so_far(number: int) -> Months:
    return months_from(JANUARY, number)


def kept(report: bytes) -> Publication:
    hashed = sha256(report).hexdigest()
    record = Record(month(1), 1, date(2026, 2, 1), "", "q", "p", "s", hashed, "{}", "")
    return publication(record, report)


def of_days(begins: str, ends: str) -> bytes:
    return f'{{"report":{{"period":{{"begins":"{begins}","ends":"{ends}"}}}}}}'.encode()


def test_a_report_that_was_altered_is_refused_by_its_name() -> None:
    as_made = kept(of_days("2026-01-01", "2026-01-31"))
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        replace(as_made, report=as_made.report + b" ")


def test_a_report_that_was_put_in_the_place_of_another_is_refused() -> None:
    with pytest.raises(PublicationAltered, match="report 1 of 2026-01-01 to 2026-01-31"):
        kept(of_days("2026-02-01", "2026-02-28"))


@pytest.mark.parametrize(
    "altered",
    [
        {"made_on": date(2026, 2, 2)},
        {"reason": "another"},
        {"questionnaire": "r"},
        {"plan": "r"},
        {"software": "t"},
        {"context": '{"points": {}}'},
        {"previous": "0" * 64},
        {"number": 2},
    ],
)
def test_a_report_whose_record_was_altered_is_refused(altered: dict[str, Any]) -> None:
    as_made = kept(of_days("2026-01-01", "2026-01-31"))
    with pytest.raises(PublicationAltered):
        replace(as_made, **altered)


def test_what_a_report_was_made_of_is_read_back() -> None:
    made_of = Context({1: "Quầy 1"}, {"plan p": "a"}, {"2026-01-01": "b"}, ("p", "q"))
    assert Context.read(made_of.written()) == made_of
    of_an_earlier_program = Context.read('{"points": {"1": "Quầy 1"}, "texts": {}}')
    assert of_an_earlier_program == Context({1: "Quầy 1"}, {})


@pytest.mark.parametrize(
    ("followed", "are_those_of_then"),
    [("pq", True), ("pqr", True), ("p", False), ("", False), ("qp", False), ("rq", False)],
)
def test_plans_that_were_followed_come_after_those_of_then(
    followed: str, are_those_of_then: bool
) -> None:
    assert Context({}, {}, {}, ("p", "q")).is_followed_by(tuple(followed)) is are_those_of_then
    assert Context({}, {}).is_followed_by(tuple(followed))


LINKS = [
    Link(Edition(month(number), 1, date(2026, number + 1, 3), "", "p"), f"{number}", before)
    for number, before in ((1, ""), (2, "1"), (3, "2"), (4, "3"))
]


def test_reports_that_follow_each_other_are_whole() -> None:
    assert broken_at([], "") is None
    assert broken_at(LINKS, "4") is None
    assert broken_at(LINKS[::-1], "4") is None


@pytest.mark.parametrize(
    ("left", "months"),
    [
        (LINKS[1:], {2}),
        ([*LINKS[:2], LINKS[3]], {2, 4}),
        (LINKS[:3], {3}),
        (LINKS[3:], {4}),
        ([], set()),
        ([*LINKS, replace(LINKS[1], record_sha256="x")], {2}),
    ],
    ids=["first", "middle", "last", "all before", "all", "forked"],
)
def test_what_is_missing_or_put_in_is_named_by_its_neighbours(
    left: list[Link], months: set[int]
) -> None:
    found = broken_at(left, "4")
    assert found is not None
    assert {edition.period for edition in found} == {month(number) for number in months}


def test_the_desk_speaks_of_the_year_so_far_and_of_its_last_month() -> None:
    published = [month(1), so_far(2), month(2), so_far(3), month(3), so_far(4), month(4)]
    assert latest_periods(published, [PLAN]) == (so_far(4), month(4))
    assert latest_periods([month(1)], [PLAN]) == (month(1),)
    assert latest_periods([], [PLAN]) == ()


def test_the_desk_speaks_of_the_plan_first_once_that_is_published() -> None:
    assert latest_periods([month(4), PLAN], [PLAN]) == (PLAN,)
    later = months_from(date(2027, 3, 1), 1)
    assert latest_periods([PLAN, later], [PLAN, months_from(later.begins, 12)]) == (PLAN, later)
