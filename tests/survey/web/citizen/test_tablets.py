"""A kiosk's code on a tablet that is enrolled, and on any other device."""

import pytest

from survey.app import create_app
from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.services.enrol_tablets import begin_enrolment, remove_tablet, tablets_of
from survey.services.print_posters import new_poster
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.pages import Pages
from tests.survey.tablets import enrolled, key_called, key_of

REFUSED = "Địa chỉ này dành cho máy tính bảng tại quầy"


@pytest.fixture
def pages(paced: Survey) -> Pages:
    return Pages(create_app(paced).test_client())


@pytest.fixture
def kiosk(survey: Survey) -> str:
    made = new_poster(survey, 1, Mode.KIOSK).code
    enrolled(survey, made)
    return made


@pytest.fixture(params=["none", "empty", "no key", "made up", "another code's", "removed"])
def stranger(request: pytest.FixtureRequest, survey: Survey, kiosk: str) -> dict[str, str]:
    """Give what a device brings that is no tablet of the code."""
    other = new_poster(survey, 2, Mode.KIOSK).code
    enrolled(survey, other)
    removed = enrolled(survey, kiosk, "Máy cũ")
    remove_tablet(survey, kiosk, tablets_of(survey, kiosk)[-1].id)
    keys = {
        "none": None,
        "empty": "",
        "no key": "máy tính bảng",
        "made up": key_called("made up"),
        "another code's": key_of(other),
        "removed": removed,
    }
    key = keys[request.param]
    return {} if key is None else {KEY: key}


def stored(survey: Survey) -> list[Mode]:
    with survey.store.reading() as connection:
        return [one.mode for one in read_responses(connection)]


def asked(pages: Pages, kiosk: str) -> dict[str, str]:
    return pages.post(f"/{kiosk}/tra-loi", {KEY: key_of(kiosk)}).hidden


def test_on_a_phone_the_address_says_whom_it_is_for_and_what_to_do(
    pages: Pages, kiosk: str
) -> None:
    page = pages.get(f"/{kiosk}")
    assert REFUSED in page.text
    assert "xin quét mã QR trên áp phích tại quầy" in page.text
    assert page.links["ghi danh máy tính bảng này"] == f"/{kiosk}/ghi-danh"
    english = pages.get(f"/{kiosk}?lang=en")
    assert "please scan the code on the poster" in english.text


def test_a_stranger_gets_no_questions(
    survey: Survey, pages: Pages, kiosk: str, stranger: dict[str, str]
) -> None:
    assert pages.sent_on(f"/{kiosk}/tra-loi?look=easy") == f"/{kiosk}"
    page = pages.post(f"/{kiosk}/tra-loi?look=easy", stranger, 403)
    assert page.heading == REFUSED
    assert "visit" not in page.hidden
    assert stored(survey) == []


def test_the_form_of_a_tablet_is_taken_from_no_other_device(
    survey: Survey, pages: Pages, kiosk: str, stranger: dict[str, str]
) -> None:
    form = {"visit": asked(pages, kiosk)["visit"], "signs": "1", **stranger}
    for more in ({}, {"switch": "large"}, {"language": "vi"}, {"signs": "9"}):
        page = pages.post(f"/{kiosk}", {**form, **more}, 403)
        assert page.heading == REFUSED
        assert "Chưa có gì được lưu" in page.text
        assert "visit" not in page.hidden
    assert stored(survey) == []


def test_a_hundred_posts_of_a_stranger_take_no_turn_of_the_tablet(
    survey: Survey, pages: Pages, kiosk: str
) -> None:
    visit = asked(pages, kiosk)["visit"]
    for _ in range(100):
        pages.post(f"/{kiosk}", {"visit": visit, "signs": "1"}, 403)
    sent = {"visit": visit, "signs": "5", KEY: key_of(kiosk)}
    pages.sent_on(f"/{kiosk}", sent)
    assert stored(survey) == [Mode.KIOSK]


def test_no_visit_of_another_code_passes_as_one_of_the_tablet(
    survey: Survey, pages: Pages, kiosk: str, code: str
) -> None:
    poster = pages.get(f"/{code}").hidden["visit"]
    pages.post(f"/{kiosk}", {"visit": poster, "signs": "1"}, 403)
    assert stored(survey) == []


def test_a_key_stands_on_no_page(pages: Pages, kiosk: str) -> None:
    key = key_of(kiosk)
    page = pages.post(f"/{kiosk}/tra-loi", {KEY: key})
    again = pages.post(f"/{kiosk}", {**page.hidden, KEY: key, "switch": "large"})
    wrong = pages.post(f"/{kiosk}", {**page.hidden, KEY: key, "signs": "9"}, 422)
    assert page.hidden[KEY] == ""
    assert not any(key in one.body for one in (page, again, wrong))


@pytest.mark.parametrize("path", ["", "/tra-loi", "/ghi-danh"])
def test_a_key_that_came_twice_is_refused(pages: Pages, kiosk: str, path: str) -> None:
    pages.post(f"/{kiosk}{path}", {KEY: [key_of(kiosk), key_of(kiosk)]}, 400)


def test_the_start_tells_a_tablet_whether_its_key_is_known(pages: Pages, kiosk: str) -> None:
    first = pages.get(f"/{kiosk}")
    known = pages.get(f"/{kiosk}", headers={"Tablet-Key": key_of(kiosk)})
    other = pages.get(f"/{kiosk}", 403, headers={"Tablet-Key": key_called("other")})
    assert first.body == known.body == other.body


def test_staff_enrol_the_tablet_on_the_tablet(survey: Survey, pages: Pages, kiosk: str) -> None:
    page = pages.get(f"/{kiosk}/ghi-danh")
    assert f"mã {kiosk}" in page.text
    assert page.field("Mã ghi danh").get("name") == "code"
    typed = begin_enrolment(survey, kiosk, "Máy 2")
    key = key_called("máy 2")
    assert pages.sent_on(f"/{kiosk}/ghi-danh", {"code": typed, KEY: key}) == f"/{kiosk}"
    pages.post(f"/{kiosk}/tra-loi", {KEY: key})
    refused = pages.post(f"/{kiosk}/ghi-danh", {"code": typed, KEY: key_called("x")}, 403)
    assert refused.heading == "Máy tính bảng chưa được ghi danh"


def test_nobody_enrols_a_tablet_for_a_poster(pages: Pages, code: str) -> None:
    pages.post(f"/{code}/ghi-danh", {"code": "ABCDEFGH", KEY: key_called("x")}, 403)
    assert pages.sent_on(f"/{code}/tra-loi", {KEY: key_called("x")}) == f"/{code}"


def test_a_response_says_nothing_of_the_tablet_that_sent_it(
    survey: Survey, pages: Pages, kiosk: str
) -> None:
    with survey.store.reading() as connection:
        before = list(connection.exec_driver_sql("SELECT * FROM tablet"))
    pages.sent_on(f"/{kiosk}", {**asked(pages, kiosk), "signs": "5", KEY: key_of(kiosk)})
    with survey.store.reading() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM inbox")
        assert list(connection.exec_driver_sql("SELECT * FROM tablet")) == before
    assert not {"Máy 1", before[0].id, before[0].key_hash} & set(row) - {row.service_point}
