"""Months under watch in a report: a lasting drop sounds the alarm, steady months do not."""

import csv
import io
import json
from random import Random

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import build_report
from analysis.report.findings.months import (
    AlarmMethod,
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
    assert found.method is AlarmMethod.EWMA
    (alarm,) = found.alarms
    assert (alarm.direction, alarm.is_standing) == (Direction.LOWER, True)
    assert "2023-01" <= alarm.begins <= "2023-04"
    assert found.caveats == ()


def test_with_a_short_history_the_quieter_chart_sounds_it() -> None:
    report = office([0.92] * 8 + [0.6] * 4, 120)
    (found, _) = report.findings_of(Monitoring)
    assert found.method is AlarmMethod.CUSUM
    assert codes(report) == [CaveatCode.SHORT_HISTORY]
    assert [alarm.direction for alarm in found.alarms] == [Direction.LOWER]
    blocks = first_part(report, "watch", "vi")
    begins = found.alarms[0].begins
    assert caption(blocks) == f"Từ tháng {begins[5:]}/2021 đến nay thấp hơn mức thường lệ."
    assert any("CUSUM (mức bỏ qua 0,5; giới hạn 5)" in note for note in sentences(blocks))
    (alarm,) = json.loads(report_json(report, "vi"))["monitoring"][0]["alarms"]
    assert alarm == {"direction": "LOWER", "begins": begins, "ends": "2021-12", "is_standing": True}


def test_a_rise_is_said_to_be_a_rise() -> None:
    (found, _) = office([0.7] * 8 + [0.98] * 4, 120).findings_of(Monitoring)
    assert [alarm.direction for alarm in found.alarms] == [Direction.HIGHER]


def test_an_alarm_that_has_ended_says_when() -> None:
    report = office([0.9] * 24 + [0.6] * 2 + [0.95] * 10, 100)
    first, *_ = report.findings_of(Monitoring)[0].alarms
    assert (first.direction, first.is_standing) == (Direction.LOWER, False)
    assert caption(first_part(report, "watch")).startswith(("From 01/2023 to ", "In 01/2023 lower"))


def test_the_usual_level_knows_nothing_of_the_watched_months() -> None:
    steady, fallen = office([0.9] * 12), office([0.9] * 8 + [0.5] * 4)
    assert steady.findings_of(Monitoring)[0].baseline == fallen.findings_of(Monitoring)[0].baseline


def test_six_months_have_a_picture_and_no_alarm() -> None:
    report = office([0.9, 0.9, 0.9, 0.9, 0.9, 0.4], 100)
    (found, _) = report.findings_of(Monitoring)
    assert (found.method, found.alarms) == (None, ())
    assert codes(report) == [CaveatCode.NO_ALARM_YET]
    blocks = first_part(report, "watch", "vi")
    assert caption(blocks).startswith("Có 6 tháng được nêu kết quả, còn ít")
    assert len(pictures(blocks)) == 1
    assert any("06/2021" in note for note in sentences(blocks))


def test_one_month_alone_has_neither_picture_nor_trend() -> None:
    report = office([0.9], 30)
    assert codes(report) == [CaveatCode.TOO_FEW_MONTHS]
    blocks = first_part(report, "watch")
    assert (pictures(blocks), sentences(blocks)) == ([], [])
    assert caption(blocks).endswith("there are 1.")
    rows = list(csv.DictReader(io.StringIO(report_data(report, "en").decode())))
    levels = [(row["level"], row["caveats"]) for row in rows if row["level"] == "monitoring"]
    assert [level for level, caveats in levels if caveats] == ["monitoring"] * 2


def test_a_month_outside_its_limits_alone_is_no_alarm_but_is_named() -> None:
    report = office([0.92] * 11 + [0.82], 120, seed=2)
    (found, _) = report.findings_of(Monitoring)
    assert (found.alarms, found.months[-1].is_outside) == ((), True)
    blocks = first_part(report, "watch")
    assert caption(blocks) == "No month gives an alarm."
    assert sentences(blocks)[0] == "Outside the limits, which alone is no alarm: 12/2021."


def test_months_that_are_hidden_take_no_part_and_are_named() -> None:
    random = Random(1)
    counts = {"2021-01": 60, "2021-02": 4, "2021-03": 12, "2021-04": 60, "2021-05": 60}
    days = [f"{month}-03" for month, count in counts.items() for _ in range(count)]
    packed = [person(0.5 if "-03-" in day else 0.8, random) for day in days]
    report = build_report(make_responses(*packed, days=list(days)), PLAN, SOURCE)
    hidden = [g.id for g in report.months if g.indices[0].estimate is None]
    assert hidden == ["2021-02", "2021-03"]
    value = json.loads(report_json(report, "vi"))
    for key in ("monitoring", "trends"):
        assert not [month for month in hidden if month in json.dumps(value[key])]
    unused = "Không dùng ở đây vì không nêu kết quả: tháng 02/2021, 03/2021."
    assert unused in sentences(first_part(report, "watch", "vi"))


def test_where_all_answers_are_alike_there_are_no_limits() -> None:
    days = [f"2021-{month:02}-03" for month in range(1, 9) for _ in range(60)]
    report = build_report(make_responses(*["555--"] * len(days), days=list(days)), PLAN, SOURCE)
    (found, _) = report.findings_of(Monitoring)
    assert (found.baseline, found.method) == (None, None)
    assert codes(report) == [CaveatCode.NO_LIMITS]
    assert pictures(first_part(report, "watch"))
    assert json.loads(report_json(report, "en"))["monitoring"][0]["months"][0]["limits"] is None


def test_without_dates_there_is_no_such_section() -> None:
    report = build_report(make_responses(*["543--"] * 20), PLAN, SOURCE)
    assert section_of(report, "watch") is None


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.95, 0.9, 0.85, 0.8, 0.75, 0.7], "Logit trend: falling (−"),
        ([0.7, 0.75, 0.8, 0.85, 0.9, 0.95], "Logit trend: rising (+"),
        ([0.85] * 6, "Logit trend: neither rise nor fall beyond chance ("),
    ],
)
def test_the_trend_is_one_sentence(shares: list[float], said: str) -> None:
    sentence = sentences(first_part(office(shares, 120), "watch"))[-1]
    assert sentence.startswith(said)
    assert "Linear contrast, a straight line through the months: " in sentence
    assert "percentage points a month, 95% interval " in sentence


def test_a_trend_over_few_months_is_doubted_and_over_two_not_given() -> None:
    three, two = office([0.9, 0.85, 0.8]), office([0.9, 0.5], 100)
    assert "says little" in sentences(first_part(three, "watch"))[-1]
    assert sentences(first_part(two, "watch"))[-1] == (
        "A change over months takes at least 3 months whose results are shown; there are 2."
    )
    assert [trend.trend for trend in two.findings_of(MonthlyTrend)] == [None, None]


def test_where_no_logit_trend_fits_the_straight_line_is_told_alone() -> None:
    days = [f"2021-0{month}-03" for month in range(1, 7) for _ in range(60)]
    packed = ["222--"] * 30 + ["555--"] * (len(days) - 30)
    report = build_report(make_responses(*packed, days=list(days)), PLAN, SOURCE)
    *_, line, doubt = sentences(first_part(report, "watch"))
    assert line.startswith("Linear contrast")
    assert doubt.startswith("At one end of the months")
    rows = csv.DictReader(io.StringIO(report_data(report, "en").decode()))
    trends = [row["formula"] for row in rows if row["level"] == "trend"]
    assert trends == ["linear_contrast"] * 2


def test_the_json_and_the_csv_have_the_same_months() -> None:
    report = office([0.9] * 9)
    value = json.loads(report_json(report, "vi"))
    found = value["monitoring"][0]
    assert found["methods"] == {"picture": "p_prime_chart_3", "alarm": "cusum_0.5_5"}
    assert found["baseline"]["months"] == [f"2021-0{month}" for month in range(1, 7)]
    rows = csv.DictReader(io.StringIO(report_data(report, "vi").decode()))
    watched = [row for row in rows if row["level"] == "monitoring" and row["id"] == "service"]
    assert [row["part_name"] for row in watched] == [month["id"] for month in found["months"]]
    assert [float(row["estimate"]) for row in watched] == [m["estimate"] for m in found["months"]]
    trend = value["trends"][0]
    assert trend["logit_trend"]["p_value"] == trend["logit_trend_at_level"]["p_value"]
    assert trend["months"] == [month["id"] for month in found["months"]]


def test_months_over_years_are_numbered_by_the_quarter_and_the_year() -> None:
    assert pictures(first_part(office([0.9] * 20, 15), "watch"))
