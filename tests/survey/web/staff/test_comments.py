"""Comments at the desk: of closed months and of crowds, escaped, without marks."""

from datetime import date

import pytest

from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.web.staff.desk import Desk

COMMENTS = "/can-bo/y-kien"
HOSTILE = "<script>alert(1)</script>\nDòng hai & {{ 7*7 }}"


def put(survey: Survey, month: int, number: int, comment: str, point: int = 1) -> None:
    add_responses(survey, point, [date(2026, month, 10)] * number, comment=comment)
    seal_closed_days(survey)


def test_without_any_the_rule_is_explained(desk: Desk) -> None:
    page = desk.get(COMMENTS)
    assert "Chưa có góp ý nào hiện được." in page.text
    assert "từ 10 phiếu trở lên" in page.text


def test_the_latest_month_comes_first_and_another_can_be_chosen(desk: Desk, survey: Survey) -> None:
    put(survey, 1, 10, "Của tháng một.")
    put(survey, 2, 10, "Của tháng hai.")
    assert "Của tháng hai." in desk.get(COMMENTS).text
    page = desk.get(f"{COMMENTS}?thang=2026-01")
    assert "Của tháng một." in page.text
    assert "Của tháng hai." not in page.text


def test_too_few_stay_hidden_beside_a_crowd(desk: Desk, survey: Survey) -> None:
    put(survey, 2, 10, "Của nhiều người.")
    put(survey, 2, 9, "Của ít người.", point=2)
    page = desk.get(COMMENTS)
    assert "Của nhiều người." in page.text
    assert "Của ít người." not in page.body
    assert "Quầy 2" not in page.text


@pytest.mark.parametrize("month", ["2026-01", "2026-03", "9999-12", "x", "", "2026-2", "%00"])
def test_a_month_that_may_not_be_shown_is_not_found(desk: Desk, survey: Survey, month: str) -> None:
    put(survey, 1, 9, "Của ít người.")
    put(survey, 2, 10, "Của nhiều người.")
    assert "Của ít người." not in desk.get(f"{COMMENTS}?thang={month}", 404).body


def test_what_somebody_wrote_is_shown_as_text(desk: Desk, survey: Survey) -> None:
    put(survey, 2, 10, HOSTILE)
    page = desk.get(COMMENTS)
    assert page.text.count("<script>alert(1)</script> Dòng hai & {{ 7*7 }}") == 10


def test_no_mark_and_no_day_stands_beside_a_comment(desk: Desk, survey: Survey) -> None:
    put(survey, 2, 10, "Chờ lâu.")
    body = desk.get(COMMENTS).body
    for hidden in ("10/02/2026", "2026-02-10", "hài lòng"):
        assert hidden not in body.lower().replace("hài lòng? –", "")
