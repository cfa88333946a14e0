"""What stands above and below reports is kept, changed by one person at a time, and printed."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.letterhead import BLANK, Letterhead
from survey.domain.errors import BadText, ChangedMeanwhile
from survey.services import keep_letterhead
from survey.services.set_up_office import office
from survey.services.survey import Survey
from tests.letterheads import OFFICE

WHOLE = replace(OFFICE, number=None, day=None)


def test_an_office_has_none_at_first(survey: Survey) -> None:
    assert keep_letterhead.letterhead(survey) == BLANK


def test_what_is_kept_comes_back_and_may_be_changed(survey: Survey) -> None:
    keep_letterhead.change_letterhead(survey, WHOLE)
    assert keep_letterhead.letterhead(survey) == WHOLE
    changed = replace(WHOLE, place="", addressees=("UBND tỉnh", "Sở Nội vụ"), recipients=())
    keep_letterhead.change_letterhead(survey, changed)
    assert keep_letterhead.letterhead(survey) == changed


def test_number_and_day_of_one_report_are_kept_for_none(survey: Survey) -> None:
    of_one = replace(WHOLE, number=5, day=date(2022, 2, 5))
    keep_letterhead.change_letterhead(survey, of_one)
    assert keep_letterhead.letterhead(survey) == WHOLE


def test_reports_are_printed_as_of_the_office_where_no_agency_is_named(survey: Survey) -> None:
    assert keep_letterhead.printed_letterhead(survey).agency == office(survey).name
    keep_letterhead.change_letterhead(survey, WHOLE)
    assert keep_letterhead.printed_letterhead(survey) == WHOLE


def test_lines_are_cleaned_and_empty_ones_left_out(survey: Survey) -> None:
    lines = ("", " VT\x00 ", "\u200b")
    written = Letterhead(place=" Điện\u202e  Biên\n", addressees=lines, recipients=lines)
    keep_letterhead.change_letterhead(survey, written)
    kept = keep_letterhead.letterhead(survey)
    assert kept == Letterhead(place="Điện Biên", addressees=("VT",), recipients=("VT",))


@pytest.mark.parametrize(
    "written",
    [
        Letterhead(place="x" * 201),
        Letterhead(addressees=tuple(map(str, range(31)))),
        Letterhead(recipients=tuple(map(str, range(31)))),
    ],
)
def test_what_is_too_long_is_refused_and_changes_nothing(
    survey: Survey, written: Letterhead
) -> None:
    keep_letterhead.change_letterhead(survey, WHOLE)
    with pytest.raises(BadText):
        keep_letterhead.change_letterhead(survey, written)
    assert keep_letterhead.letterhead(survey) == WHOLE


def test_of_two_who_change_it_the_second_is_told(survey: Survey) -> None:
    opened = keep_letterhead.mark(keep_letterhead.letterhead(survey))
    keep_letterhead.change_letterhead(survey, WHOLE, opened)
    with pytest.raises(ChangedMeanwhile):
        keep_letterhead.change_letterhead(survey, replace(WHOLE, place="Hà Nội"), opened)
    keep_letterhead.change_letterhead(survey, WHOLE, opened)
    assert keep_letterhead.letterhead(survey) == WHOLE
