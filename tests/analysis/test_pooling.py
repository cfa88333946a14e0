"""An index without its respondents is refused, and the refusal says why and what to do."""

import csv

import pytest
from hypothesis import given

from analysis import PooledAnswers, decide, pooled_share, satisfaction_index, satisfaction_verdict
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import single_stratum
from analysis.reading import FaultyData, read_responses
from analysis.reading.faults import Message
from analysis.reference.named_intervals import FOR_ONE_ITEM, named_interval
from tests.analysis.answers import answer_rows, designed_samples, sample
from tests.analysis.forms import SMALL

WHY = "resemble each other .* covers the truth 40 to 55 % .* Give one row a respondent"


@pytest.mark.parametrize(
    ("satisfied", "answered", "found"),
    [
        (1234, 1500, "one row a respondent: 1234 of 1500"),
        ([20], 22, r"one row a respondent: \[20\] of 22"),
        ([270, 280], [300, 310], "answered must be of one person, at most 200: row 0 has 300"),
    ],
)
def test_totals_are_no_respondents(satisfied, answered, found):
    with pytest.raises(PooledAnswers, match=f"{found}. .*{WHY}"):
        satisfaction_index(satisfied, answered, 22)
    with pytest.raises(PooledAnswers, match=WHY):
        satisfaction_verdict(satisfied, answered, 22, 0.9)


@pytest.mark.parametrize(
    "totals",
    [
        Moments(y=1234, m=1500),
        Moments(n=80, respondents=80, answers=1500, y=1234, m=1500),
        # One person would have to be several.
        Moments(n=2, respondents=2, answers=9, y=8, m=9, yy=8, ym=8, mm=9),
    ],
)
def test_totals_without_their_squares_are_no_moments(totals):
    for ask in (pooled_share, pooled_ratio, lambda strata: decide(strata, 0.9)):
        with pytest.raises(PooledAnswers, match=f"squared valid answers .*{WHY}"):
            ask(single_stratum(totals))


@given(designed_samples(clusters=True), answer_rows(), answer_rows())
def test_moments_of_respondents_are_never_taken_for_totals(designed, one, other):
    pooled_ratio(designed.strata)
    both = Moments.of(Rows(*one)) + Moments.of(Rows(*other))
    pooled_ratio(single_stratum(both - Moments.of(Rows(*other))))


@pytest.mark.parametrize("method", FOR_ONE_ITEM)
def test_a_formula_for_one_item_gives_no_interval_of_an_index(method):
    with pytest.raises(
        PooledAnswers, match=f"method must not count answers as persons: '{method}'"
    ):
        named_interval(method, pooled_ratio(sample([3, 5, 2], [5, 5, 5])))


def table(tmp_path, rows):
    path = tmp_path / "tổng hợp.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize(
    "rows",
    [
        [["Tiêu chí", "Hài lòng", "Tổng"], ["signs", 90, 100], ["fee", 80, 90], ["Tổng", 170, 190]],
        [["STT", "câu hỏi"], [1, "Biển hiệu rõ ràng, dễ thấy"], [2, "công chức lịch sự."]],
        [["person", "question", "answer"], ["p1", "signs", 5], ["p1", "fee", 4], ["p2", "fee", 1]],
    ],
)
def test_a_table_whose_rows_are_questions_is_refused_with_the_reason(tmp_path, rows):
    with pytest.raises(FaultyData) as caught:
        read_responses(table(tmp_path, rows), SMALL)
    (fault,) = caught.value.faults
    assert fault.message is Message.ROWS_ARE_QUESTIONS
    assert fault.column in rows[0][:2]


def test_a_table_of_something_else_lacks_its_columns(tmp_path):
    with pytest.raises(FaultyData) as caught:
        read_responses(table(tmp_path, [["a", "b"], ["", "x"], ["", "fee?"], ["", "y"]]), SMALL)
    assert {fault.message for fault in caught.value.faults} == {Message.MISSING_COLUMN}


def test_a_file_of_spss_with_totals_is_refused_too(tmp_path):
    pandas, pyreadstat = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
    frame = pandas.DataFrame({"item": ["signs", "fee"], "satisfied": [90.0, 80.0]})
    path = tmp_path / "totals.sav"
    pyreadstat.write_sav(frame, str(path))
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL)
    assert [fault.message for fault in caught.value.faults] == [Message.ROWS_ARE_QUESTIONS]
