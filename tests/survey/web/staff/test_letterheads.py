"""The page of what stands above and below reports."""

import pytest

from analysis.letterhead import Letterhead
from survey.services.keep_letterhead import change_letterhead, letterhead, mark
from survey.services.survey import Survey
from tests.survey.web.staff.desk import Desk
from tests.survey.web.staff.test_places import HOSTILE

PAGE = "/can-bo/the-thuc"


def test_what_is_written_is_kept_and_shown_again(desk: Desk, survey: Survey) -> None:
    after = desk.go(
        PAGE,
        superior="UBND tỉnh Điện Biên",
        abbreviation="SLĐTBXH",
        addressees="UBND tỉnh\nBộ Nội vụ",
        recipients="Sở Nội vụ\nLưu: VT",
    )
    assert "Đã lưu." in desk.get(after).text
    page = desk.get(PAGE)
    assert page.field("Cơ quan chủ quản").get("value") == "UBND tỉnh Điện Biên"
    assert page.field("Kính gửi, mỗi nơi một dòng").text == "UBND tỉnh\nBộ Nội vụ"
    assert letterhead(survey) == Letterhead(
        superior="UBND tỉnh Điện Biên",
        abbreviation="SLĐTBXH",
        addressees=("UBND tỉnh", "Bộ Nội vụ"),
        recipients=("Sở Nội vụ", "Lưu: VT"),
    )


def test_the_page_of_reports_leads_to_it(desk: Desk) -> None:
    assert desk.get("/can-bo/bao-cao").links["Thể thức báo cáo"] == PAGE


def test_a_line_that_is_too_long_is_named_and_nothing_is_kept(desk: Desk, survey: Survey) -> None:
    many = "\n".join("y" * 40)
    page = desk.send(PAGE, place="x" * 201, addressees=many, recipients=many)
    assert "Địa danh: Dòng này quá dài." in page.text
    assert "Kính gửi, mỗi nơi một dòng: Dòng này quá dài." in page.text
    assert "Nơi nhận, mỗi nơi một dòng: Dòng này quá dài." in page.text
    assert page.field("Địa danh").get("value") == "x" * 201
    assert letterhead(survey) == Letterhead()


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_lost(
    desk: Desk, survey: Survey
) -> None:
    opened = mark(letterhead(survey))
    kept = Letterhead(place="Điện Biên", addressees=("UBND tỉnh", "Bộ Nội vụ"))
    change_letterhead(survey, kept)
    page = desk.send(PAGE, 409, place="Hà Nội", opened=opened)
    assert "Chưa lưu: có người khác đã sửa" in page.text
    assert "Điện Biên" in page.text
    assert "UBND tỉnh; Bộ Nội vụ" in page.text
    assert page.field("Địa danh").get("value") == "Hà Nội"
    assert letterhead(survey).place == "Điện Biên"
    desk.go(PAGE, place="Hà Nội", opened=mark(letterhead(survey)))
    assert letterhead(survey).place == "Hà Nội"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(desk: Desk, text: str) -> None:
    desk.go(PAGE, agency=text, addressees=text, recipients=text)
    page = desk.get(PAGE)
    assert page.field("Cơ quan ban hành báo cáo").get("value")
