"""Service points: added, changed, closed and opened, hostile text shown as text."""

from dataclasses import replace
from pathlib import Path

import pytest

from survey.services.manage_places import overview, overview_of
from survey.services.survey import Survey
from survey.store.places import put_point
from tests.survey.web.staff.desk import Desk

ADD = "/can-bo/quay/them"
HOSTILE = (
    "<svg onload=alert(1)>",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }}{% raw %}",
    "%(name)s %s %",
    "'\"><script src=//evil.example></script>",
    "\u202eđảo ngược",
    "a\x00b",
    "Ma\u0302\u0301u",
    "🏛️ Quầy",
)


def test_a_new_service_point_has_its_page_with_the_poster_to_print(
    desk: Desk, survey: Survey
) -> None:
    after = desk.go(ADD, name="Quầy 3", field="Trẻ em", place="Tầng 3")
    page = desk.get(after)
    assert page.heading == "Quầy 3"
    assert "Đã thêm quầy" in page.text
    assert overview_of(survey, 3).active_posters[0].code in page.text
    assert "chưa in" in page.text


def test_each_field_that_is_wrong_is_named_and_what_was_written_stays(desk: Desk) -> None:
    page = desk.send(ADD, name="", field="Trẻ em", place="x" * 121)
    assert "Tên: Không để trống dòng này." in page.text
    assert "Vị trí: Dòng này quá dài." in page.text
    assert "Lĩnh vực:" not in page.text
    assert page.field("Lĩnh vực").get("value") == "Trẻ em"
    assert page.field("Vị trí").get("value") == "x" * 121
    assert page.field("Tên").get("aria-invalid") == "true"


def test_a_name_that_is_taken_is_said_to_be(desk: Desk, survey: Survey) -> None:
    page = desk.send(ADD, name="quầy 2: việc làm", field="Trẻ em", place="Tầng 3")
    assert "Tên: Đã có quầy mang tên này." in page.text
    page = desk.send("/can-bo/quay/1/sua", name="Quầy 2: Việc làm", field="a", place="b")
    assert "Tên: Đã có quầy mang tên này." in page.text
    assert len(overview(survey)) == 2


def test_changing_shows_what_is_known_and_keeps_the_poster(desk: Desk, code: str) -> None:
    page = desk.get("/can-bo/quay/1/sua")
    assert page.field("Tên").get("value") == "Quầy 1: Người có công"
    after = desk.go("/can-bo/quay/1/sua", name="Quầy A", field="Trẻ em", place="Tầng 9")
    page = desk.get(after)
    assert page.heading == "Quầy A"
    assert "Đã lưu." in page.text
    assert "Trẻ em · Tầng 9" in page.text
    assert code in page.text


def test_without_a_database_a_form_is_not_saved_and_says_so(
    desk: Desk, survey: Survey, tmp_path: Path
) -> None:
    fields = desk.with_token({"name": "Quầy 3", "field": "Trẻ em", "place": "Tầng 3"})
    survey.store.close()
    for file in survey.settings.data.glob(survey.settings.database.name + "*"):
        file.rename(tmp_path / file.name)
    assert desk.pages.post(ADD, fields, 503).heading == "CHƯA lưu được"
    assert desk.get(ADD, 503).heading == "Lúc này chưa mở được trang của cán bộ"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_on_every_page(desk: Desk, text: str) -> None:
    after = desk.go(ADD, name=text, field=text, place=text)
    shown = " ".join(desk.get(after).heading.split())
    for path in ("/can-bo/", "/can-bo/quay/3", "/can-bo/quay/3/sua", "/can-bo/quay/3/dung-thu"):
        page = desk.get(path)
        value = page.field("Tên").get("value", "") if path.endswith("sua") else page.text
        assert shown in value
        assert "\x00" not in page.body
        assert "\u202e" not in page.body


def test_what_comes_back_with_a_mistake_shows_no_hidden_signs(desk: Desk) -> None:
    page = desk.send(ADD, name="a\x00b\u202ec", field="", place="")
    assert page.field("Tên").get("value") == "abc"


def test_closing_can_be_undone_from_the_same_page(desk: Desk, survey: Survey) -> None:
    page = desk.get(desk.go("/can-bo/quay/1/dong"))
    assert "Đã đóng quầy" in page.text
    assert "đóng từ 02/03/2026" in page.text
    page = desk.get(desk.go("/can-bo/quay/1/mo"))
    assert "Quầy đã mở lại" in page.text
    assert overview_of(survey, 1).point.is_open


@pytest.mark.parametrize("number", ["0", "3", "999999", "1000000", "9" * 40, "-1", "x", "%00"])
@pytest.mark.parametrize("rest", ["", "/sua", "/dung-thu"])
def test_an_unknown_service_point_is_not_found(desk: Desk, number: str, rest: str) -> None:
    page = desk.get(f"/can-bo/quay/{number}{rest}", 404)
    assert page.heading == "Không có trang này"


@pytest.mark.parametrize("what", ["dong", "mo", "in", "ap-phich-moi", "sua"])
def test_nothing_is_done_to_an_unknown_service_point(desk: Desk, what: str) -> None:
    fields = {"name": "Quầy 9", "field": "a", "place": "b"}
    desk.send(f"/can-bo/quay/9/{what}", 404, **fields)


def test_an_unknown_word_about_what_was_done_says_nothing(desk: Desk) -> None:
    assert desk.get("/can-bo/quay/1?done=%3Cb%3E").text == desk.get("/can-bo/quay/1").text


def test_letters_that_posters_lack_are_said_before_printing(desk: Desk, survey: Survey) -> None:
    assert "không in được" not in desk.get("/can-bo/quay/1").text
    with survey.store.writing() as connection:  # as it could be saved by an older version
        put_point(connection, replace(overview_of(survey, 1).point, name="Quầy ខ្មែរ"))
    assert "áp phích và phiếu giấy không in được" in desk.get("/can-bo/quay/1").text


def test_letters_that_posters_lack_are_said_when_a_name_is_saved(desk: Desk) -> None:
    said = {"name": "Quầy ខ្មែរ", "field": "Việc làm", "place": "Tầng 1"}
    assert "không in được" in desk.get(desk.go("/can-bo/quay/1/sua", **said)).text


def test_of_two_who_change_one_service_point_the_second_is_shown_both(
    desk: Desk, survey: Survey
) -> None:
    path = "/can-bo/quay/1/sua"
    first, second = desk.get(path).hidden["opened"], desk.get(path).hidden["opened"]
    desk.go(path, opened=first, name="Quầy A", field="Trẻ em", place="Tầng 9")
    page = desk.send(path, 409, opened=second, name="Quầy B", field="Việc làm", place="Tầng 1")

    assert "đã có người khác sửa quầy này" in page.text
    assert "Tên Quầy A Lĩnh vực Trẻ em Vị trí Tầng 9" in page.text
    assert page.field("Tên").get("value") == "Quầy B"
    assert overview_of(survey, 1).point.name == "Quầy A"

    again = {"name": "Quầy B", "field": "Việc làm", "place": "Tầng 1"}
    desk.go(path, opened=page.hidden["opened"], **again)
    assert overview_of(survey, 1).point.name == "Quầy B"


def test_who_wants_what_is_stored_already_is_not_stopped(desk: Desk) -> None:
    path = "/can-bo/quay/1/sua"
    opened = desk.get(path).hidden["opened"]
    words = {"name": "Quầy A", "field": "Trẻ em", "place": "Tầng 9"}
    desk.go(path, opened=opened, **words)
    desk.go(path, opened=opened, **words)


def test_a_mistake_does_not_make_one_forget_what_the_form_was_opened_with(desk: Desk) -> None:
    path = "/can-bo/quay/1/sua"
    opened = desk.get(path).hidden["opened"]
    desk.go(path, opened=opened, name="Quầy A", field="Trẻ em", place="Tầng 9")
    page = desk.send(path, opened=opened, name="", field="Trẻ em", place="Tầng 9")
    assert page.hidden["opened"] == opened


def test_a_second_press_adds_no_second_service_point(desk: Desk, survey: Survey) -> None:
    words = {"name": "Quầy 3", "field": "Trẻ em", "place": "Tầng 3"}
    press = desk.get(ADD).hidden["press"]
    assert desk.go(ADD, press=press, **words) == desk.go(ADD, press=press, **words)
    assert len(overview(survey)) == 3
