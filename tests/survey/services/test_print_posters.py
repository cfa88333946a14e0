"""Posters are printed for an address that phones can open, withdrawn for ever, made anew."""

from collections.abc import Callable

import pypdfium2
import pytest

from survey.background import RunHere
from survey.domain.errors import (
    NoPublicAddress,
    NotForPaper,
    NothingToPrint,
    PosterWithdrawn,
    ServicePointClosed,
    UnknownCode,
    UnknownServicePoint,
)
from survey.domain.modes import Mode
from survey.services.manage_places import close_service_point, overview, overview_of
from survey.services.open_visit import open_visit
from survey.services.print_posters import (
    codes_in_use,
    find_poster,
    new_poster,
    print_posters,
    withdraw_poster,
)
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock

HERE = RunHere()


def words_of(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_all_posters_in_use_are_one_pdf_a_page_each(survey: Survey) -> None:
    pages = words_of(print_posters(survey, None, HERE).pdf)
    codes = codes_in_use(survey)
    assert len(pages) == len(codes) == 2
    assert all(code in page for code, page in zip(codes, pages, strict=True))


def test_a_poster_says_office_counter_place_address_and_contact(survey: Survey, code: str) -> None:
    words = " ".join(words_of(print_posters(survey, [code], HERE).pdf)[0].split())
    for said in (OFFICE, "Quầy 1: Người có công", "Tầng 1, nhà A", CONTACT, code):
        assert said in words
    assert f"{ADDRESS.removeprefix('https://')}" in words


def test_printing_is_noted_with_its_day(survey: Survey, code: str, clock: Clock) -> None:
    print_posters(survey, [code], HERE)
    assert find_poster(survey, code).printed_on == clock.now().date()
    assert sum(poster.printed_on is None for one in overview(survey) for poster in one.posters) == 1


def test_a_file_is_named_by_where_its_posters_hang(survey: Survey, code: str) -> None:
    assert print_posters(survey, None, HERE).name == "ap-phich.pdf"
    assert print_posters(survey, [code], HERE).name == f"ap-phich-quay-1-nguoi-co-cong-{code}.pdf"
    both = [code, new_poster(survey, 1).code]
    assert print_posters(survey, both, HERE).name == "ap-phich-quay-1-nguoi-co-cong.pdf"


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8080", "http://localhost"])
def test_no_poster_leads_nowhere(survey: Survey, code: str, address: str | None) -> None:
    set_up_office(survey, OFFICE, address, CONTACT)
    with pytest.raises(NoPublicAddress):
        print_posters(survey, [code], HERE)
    assert find_poster(survey, code).printed_on is None


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8080"])
def test_the_demo_prints_its_own_address_and_says_what_it_is(
    survey: Survey, code: str, address: str | None
) -> None:
    set_up_office(survey, OFFICE, address, CONTACT, is_demo=True)
    words = words_of(print_posters(survey, [code], HERE).pdf)[0]
    assert "127.0.0.1:8080" in words
    assert "KHÔNG TREO" in words


def test_a_withdrawn_poster_takes_no_answers_and_is_not_printed(survey: Survey, code: str) -> None:
    withdraw_poster(survey, code)
    with pytest.raises(PosterWithdrawn):
        open_visit(survey, code, "vi")
    with pytest.raises(PosterWithdrawn):
        print_posters(survey, [code], HERE)
    assert code not in codes_in_use(survey)


def test_withdrawing_twice_keeps_the_first_day(survey: Survey, code: str, clock: Clock) -> None:
    withdraw_poster(survey, code)
    day = find_poster(survey, code).withdrawn_on
    clock.pass_days(3)
    withdraw_poster(survey, code)
    assert find_poster(survey, code).withdrawn_on == day == clock.now().date().replace(day=2)


def test_a_new_poster_has_another_code_and_leaves_the_old_one_in_use(
    survey: Survey, code: str
) -> None:
    made = new_poster(survey, 1)
    assert {one.code for one in overview_of(survey, 1).active_posters} == {code, made.code}
    assert open_visit(survey, made.code, "vi").point.id == 1


def test_posters_of_a_closed_service_point_are_left_out(survey: Survey, code: str) -> None:
    close_service_point(survey, 1)
    assert len(words_of(print_posters(survey, None, HERE).pdf)) == 1
    with pytest.raises(ServicePointClosed):
        print_posters(survey, [code], HERE)
    with pytest.raises(ServicePointClosed):
        new_poster(survey, 1)


def test_nothing_in_use_is_nothing_to_print(survey: Survey) -> None:
    for one in codes_in_use(survey):
        withdraw_poster(survey, one)
    for codes in (None, []):
        with pytest.raises(NothingToPrint):
            print_posters(survey, codes, HERE)


@pytest.mark.parametrize(
    "act",
    [find_poster, withdraw_poster, lambda survey, code: print_posters(survey, [code], HERE)],
)
def test_an_unknown_code_is_refused(survey: Survey, act: Callable[[Survey, str], object]) -> None:
    with pytest.raises(UnknownCode):
        act(survey, "00000000")


def test_an_unknown_service_point_gets_no_poster(survey: Survey) -> None:
    with pytest.raises(UnknownServicePoint):
        new_poster(survey, 99)


@pytest.mark.parametrize("mode", [Mode.KIOSK, Mode.ASSISTED])
def test_a_code_of_a_device_is_never_printed_and_can_be_withdrawn(
    survey: Survey, mode: Mode
) -> None:
    made = new_poster(survey, 1, mode)
    assert made.code not in codes_in_use(survey)
    assert made in overview_of(survey, 1).device_codes
    assert made not in overview_of(survey, 1).posters
    assert not any(made.code in page for page in words_of(print_posters(survey, None, HERE).pdf))
    with pytest.raises(NotForPaper):
        print_posters(survey, [*codes_in_use(survey), made.code], HERE)
    withdraw_poster(survey, made.code)
    with pytest.raises(PosterWithdrawn):
        open_visit(survey, made.code, "vi")


def test_a_counter_takes_answers_by_any_of_its_codes(survey: Survey, code: str) -> None:
    assert overview_of(survey, 1).takes_answers
    withdraw_poster(survey, code)
    assert not overview_of(survey, 1).takes_answers
    new_poster(survey, 1, Mode.KIOSK)
    assert not overview_of(survey, 1).takes_answers, "nobody can answer before a tablet is enrolled"
    new_poster(survey, 1, Mode.ASSISTED)
    assert overview_of(survey, 1).takes_answers
    close_service_point(survey, 1)
    assert not overview_of(survey, 1).takes_answers
