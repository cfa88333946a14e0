"""Months under watch in a report: a lasting drop sounds the alarm, steady months do not."""

import csv
import io
import json
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import build_report
from analysis.report.findings.months import (
    Course,
    Direction,
    Monitoring,
    MonthlyTrend,
    watched_months,
)
from analysis.report.formats.data import write as report_data
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report
from tests.analysis.documents import caption, first_part, pictures, section_of, sentences
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses
from tests.analysis.test_report_comparisons import person


def office(shares: list[float], people: int = 60, seed: int = 1) -> Report:
    """Return the report of an office with these true shares, month after month from 2021-01."""
    random, packed, days = Random(seed), [], []
    for place, share in enumerate(shares):
        month = np.datetime64("2021-01") + place
        for _ in range(people):
            packed.append(person(share, random))
            days.append(f"{month}-03")
    return build_report(make_responses(*packed, days=days), PLAN, SOURCE)


def codes(report: Report) -> list[CaveatCode]:
    return [caveat.code for caveat in report.findings_of(Monitoring)[0].caveats]


@pytest.mark.parametrize(
    ("count", "watched"),
    [(2, 0), (6, 0), (7, 1), (8, 2), (9, 3), (12, 4), (24, 8), (36, 12), (60, 12)],
)
def test_a_third_of_the_months_is_watched_and_six_are_left(count: int, watched: int) -> None:
    assert watched_months(count) == watched


@pytest.mark.parametrize("count", [12, 36])
def test_steady_months_hardly_ever_sound_the_alarm(count: int) -> None:
    reports = [office([0.9] * count, 40, seed) for seed in range(12)]
    assert sum(bool(report.findings_of(Monitoring)[0].alarms) for report in reports) <= 2


def test_a_lasting_drop_sounds_the_alarm_and_names_its_month() -> None:
    (found, _) = office([0.92] * 24 + [0.75] * 12).findings_of(Monitoring)
    assert found.limit == 6
    (alarm,) = found.alarms
    assert (alarm.direction, alarm.is_standing) == (Direction.LOWER, True)
    assert "2023-01" <= alarm.begins <= "2023-04"
    assert found.caveats == ()


def test_with_a_short_history_it_sounds_too() -> None:
    report = office([0.92] * 8 + [0.6] * 4, 120)
    (found, _) = report.findings_of(Monitoring)
    assert codes(report) == []
    assert [alarm.direction for alarm in found.alarms] == [Direction.LOWER]
    blocks = first_part(report, "watch", "vi")
    begins = found.alarms[0].begins
    assert caption(blocks) == (
        f"Từ tháng {begins[5:]}/2021 đến tháng 12/2021, tháng cuối của báo cáo,"
        " thấp hơn mức thường lệ."
    )
    assert any("CUSUM (mức bỏ qua 0,5; giới hạn 4,00)" in note for note in sentences(blocks))
    (alarm,) = json.loads(report_json(report, "vi"))["monitoring"][0]["alarms"]
    assert alarm == {"direction": "LOWER", "begins": begins, "ends": "2021-12", "is_standing": True}


def test_a_rise_is_said_to_be_a_rise() -> None:
    (found, _) = office([0.7] * 8 + [0.98] * 4, 120).findings_of(Monitoring)
    assert [alarm.direction for alarm in found.alarms] == [Direction.HIGHER]


def test_an_alarm_of_the_last_month_alone_names_it_once() -> None:
    report = office([0.9] * 11 + [0.3], 120)
    assert report.findings_of(Monitoring)[0].alarms[0].begins == "2021-12"
    assert caption(first_part(report, "watch")) == "In 12/2021 lower than usual."


def test_an_alarm_that_has_ended_says_when() -> None:
    report = office([0.9] * 24 + [0.6] * 2 + [0.95] * 10, 100)
    first, *_ = report.findings_of(Monitoring)[0].alarms
    assert (first.direction, first.is_standing) == (Direction.LOWER, False)
    assert caption(first_part(report, "watch")).startswith(("From 01/2023 to ", "In 01/2023 lower"))


def test_the_usual_level_knows_nothing_of_the_watched_months() -> None:
    steady, fallen = office([0.9] * 12), office([0.9] * 8 + [0.5] * 4)
    usual = [report.findings_of(Monitoring)[0].baseline for report in (steady, fallen)]
    assert usual[0] == usual[1] == pytest.approx(0.9, abs=0.03)


def test_six_months_have_a_picture_and_no_alarm() -> None:
    report = office([0.9, 0.9, 0.9, 0.9, 0.9, 0.4], 100)
    (found, _) = report.findings_of(Monitoring)
    assert (found.limit, found.alarms) == (None, ())
    assert codes(report) == [CaveatCode.NO_ALARM_YET]
    blocks = first_part(report, "watch", "vi")
    assert caption(blocks).startswith("Mới có 6 tháng có câu trả lời, còn ít")
    assert len(pictures(blocks)) == 1
    assert any("06/2021" in note for note in sentences(blocks))


def test_one_month_alone_has_neither_picture_nor_trend() -> None:
    report = office([0.9], 30)
    assert codes(report) == [CaveatCode.TOO_FEW_MONTHS]
    blocks = first_part(report, "watch")
    assert (pictures(blocks), sentences(blocks)) == ([], [])
    assert caption(blocks).endswith("months here: 1.")
    rows = list(csv.DictReader(io.StringIO(report_data(report, "en").decode())))
    levels = [(row["level"], row["caveats"]) for row in rows if row["level"] == "monitoring"]
    assert [level for level, caveats in levels if caveats] == ["monitoring"] * 2


def test_a_month_outside_its_limits_alone_is_no_alarm_but_is_named() -> None:
    report = office([0.92] * 11 + [0.835], 120, seed=2)
    (found, _) = report.findings_of(Monitoring)
    assert (found.alarms, found.months[-1].is_outside) == ((), True)
    blocks = first_part(report, "watch")
    assert caption(blocks) == "No month gives an alarm."
    assert sentences(blocks)[0] == "Outside the limits, which alone is no alarm: 12/2021."


def test_months_that_are_hidden_take_part_and_are_named() -> None:
    random = Random(1)
    counts = {"2021-01": 60, "2021-02": 4, "2021-03": 12, "2021-04": 60, "2021-05": 60}
    days = [f"{month}-03" for month, count in counts.items() for _ in range(count)]
    packed = [person(0.5 if "-03-" in day else 0.8, random) for day in days]
    report = build_report(make_responses(*packed, days=list(days)), PLAN, SOURCE)
    hidden = [g.id for g in report.months if g.indices[0].estimate is None]
    assert hidden == ["2021-02", "2021-03"]
    value = json.loads(report_json(report, "vi"))
    assert value["trends"][0]["months"] == list(counts)
    months = {month["id"]: month for month in value["monitoring"][0]["months"]}
    for month in hidden:
        figures = (months[month][key] for key in ("estimate", "answers", "limits"))
        assert set(figures) == {None}
    named = "Có được tính ở đây nhưng không nêu kết quả riêng: tháng 02/2021, 03/2021."
    assert named in sentences(first_part(report, "watch", "vi"))


# Months of 40 people at 97 % show no more than “≥ 95 %”; from the seventeenth it is 86 %.
FALLEN = [0.97] * 16 + [0.86] * 8


@pytest.mark.parametrize("seed", range(3))
def test_a_fall_from_masked_months_is_told_without_their_figures(seed: int) -> None:
    report = office(FALLEN, 40, seed)
    found, trend = report.findings_of(Monitoring)[0], report.findings_of(MonthlyTrend)[0]
    assert sum(month.share is None for month in found.months) >= 12
    assert [(alarm.direction, alarm.is_standing) for alarm in found.alarms] == [
        (Direction.LOWER, True)
    ]
    assert (trend.course in {Course.FALLING, None}, trend.trend) == (True, None)
    assert found.baseline is None
    assert {(month.lower, month.upper) for month in found.months} == {(None, None)}
    said = sentences(first_part(report, "watch", "vi"))
    assert any("chưa thể nêu con số" in sentence for sentence in said)
    assert any("Chưa thể nêu m" in sentence for sentence in said)
    # The months before it cannot be told, so that nobody knows since when.
    before = next(m for m, later in pairwise(found.months) if later.month == found.alarms[0].begins)
    said = caption(first_part(report, "watch", "vi"))
    assert "thấp hơn" in said
    assert ("tháng cuối của báo cáo, thấp hơn" in said) is before.is_told


def test_a_steep_fall_is_told_without_its_slope() -> None:
    # The masked months lie between 95 and 100 %: it falls wherever that is.
    report = office([0.98] * 4 + [0.8] * 4 + [0.6] * 4, 45, seed=4)
    trend = report.findings_of(MonthlyTrend)[0]
    assert (trend.course, trend.trend) == (Course.FALLING, None)
    assert sentences(first_part(report, "watch", "vi"))[-1] == (
        "Xu hướng: giảm. Chưa thể nêu mỗi tháng bao nhiêu, vì sẽ để lộ kết quả của những tháng được"
        " giữ kín."
    )


def test_what_would_tell_of_withheld_months_is_named_as_such() -> None:
    # Whether it falls hangs on where between 95 and 100 % the masked months lie.
    report = office([0.97] * 6 + [0.93] * 6, 45, seed=4)
    found, trend = report.findings_of(Monitoring)[0], report.findings_of(MonthlyTrend)[0]
    untold = [month for month in found.months if not month.is_told]
    assert (found.alarms, bool(untold), trend.course, trend.trend) == ((), True, None, None)
    blocks = first_part(report, "watch", "vi")
    assert caption(blocks).startswith("Chưa thể nêu có cảnh báo hay không ở tháng 10/2021, ")
    assert sentences(blocks)[-1].startswith("Chưa thể nêu mức hài lòng tăng hay giảm")
    assert all(month.alarm is None for month in untold)
    rows = csv.DictReader(io.StringIO(report_data(report, "vi").decode("utf-8-sig")))
    (row, _) = [row for row in rows if row["level"] == "trend"]
    assert (row["estimate"], row["p_value"], row["standing"]) == ("", "", "")


def test_where_all_answers_are_alike_nothing_is_told_to_have_changed() -> None:
    days = [f"2021-{month:02}-03" for month in range(1, 9) for _ in range(60)]
    report = build_report(make_responses(*["555--"] * len(days), days=list(days)), PLAN, SOURCE)
    (found, _) = report.findings_of(Monitoring)
    assert (found.baseline, found.alarms) == (1, ())
    assert pictures(first_part(report, "watch"))
    limits = json.loads(report_json(report, "en"))["monitoring"][0]["months"][0]["limits"]
    assert 0.9 < limits["low"] < limits["high"] == 1
    assert report.findings_of(MonthlyTrend)[0].course is Course.UNDECIDED


def test_without_dates_there_is_no_such_section() -> None:
    report = build_report(make_responses(*["543--"] * 20), PLAN, SOURCE)
    assert section_of(report, "watch") is None


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.95, 0.9, 0.85, 0.8, 0.75, 0.7], "Trend: falling (−"),
        ([0.7, 0.75, 0.8, 0.85, 0.9, 0.95], "Trend: rising (+"),
        ([0.85] * 6, "Trend: neither rise nor fall beyond chance ("),
    ],
)
def test_the_trend_is_one_sentence(shares: list[float], said: str) -> None:
    sentence = sentences(first_part(office(shares, 120), "watch"))[-1]
    assert sentence.startswith(said)
    assert "percentage points a month, 95% interval " in sentence


def test_a_trend_over_few_months_is_doubted_and_over_two_not_given() -> None:
    three, two = office([0.9, 0.85, 0.8]), office([0.9, 0.5], 100)
    assert "says little" in sentences(first_part(three, "watch"))[-1]
    assert sentences(first_part(two, "watch"))[-1] == (
        "A change over months takes at least 3 months with answers; months here: 2."
    )
    assert [trend.trend for trend in two.findings_of(MonthlyTrend)] == [None, None]


def test_the_json_and_the_csv_have_the_same_months() -> None:
    report = office([0.9] * 9)
    value = json.loads(report_json(report, "vi"))
    found = value["monitoring"][0]
    assert found["methods"] == {"picture": "p_prime_chart_3", "alarm": "cusum_0.5"}
    assert found["baseline"]["months"] == [f"2021-0{month}" for month in range(1, 7)]
    rows = csv.DictReader(io.StringIO(report_data(report, "vi").decode()))
    watched = [row for row in rows if row["level"] == "monitoring" and row["id"] == "service"]
    assert [row["part_name"] for row in watched] == [month["id"] for month in found["months"]]
    assert [float(row["estimate"]) for row in watched] == [m["estimate"] for m in found["months"]]
    trend = value["trends"][0]
    assert (trend["course"], trend["method"]) == ("UNDECIDED", "linear_trend")
    assert trend["slope"]["interval"]["method"] == "mover_one_more_person"
    assert trend["months"] == [month["id"] for month in found["months"]]


def test_months_over_years_are_numbered_by_the_quarter_and_the_year() -> None:
    assert pictures(first_part(office([0.9] * 20, 15), "watch"))
