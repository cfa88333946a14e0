"""Responses weighted to case counts give the textbook's figure, and R's, all over a report."""

import csv
import json
from dataclasses import replace
from datetime import date
from math import sqrt
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.case_counts import CaseCounts
from analysis.caveats import CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.rows import Rows
from analysis.estimators.strata import stratify
from analysis.indices.formulas import pooled_share
from analysis.indices.satisfaction import satisfaction_rows
from analysis.reading.faults import UnfitCases
from analysis.report.build import NoCases, build_report, with_sensitivity
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.rounding import rounded
from analysis.report.formats import FORMATS
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Coverage, Period, Report, Source
from analysis.report.sample.weighting import sample_of_report
from analysis.report.words import Words
from analysis.responses import Responses, labelled
from questionnaires.model import Plan
from questionnaires.reader import read_plan, read_questionnaire
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.forms import PLAN, SMALL

REFERENCE = Path(__file__).parents[1] / "reference"
ITEMS = ("signs", "courtesy", "fee")
AT_LEAST = ShownShare(0.95, "≥")
POINTS = {"a": 30, "b": 90, "c": 25}


def report_of(responses: Responses, counts=None, plan=None) -> Report:
    return build_report(responses, plan, Source("Sở thử", cases=counts))


def codes(report: Report) -> list[CaveatCode]:
    return [caveat.code for caveat in report.caveats]


def office(seed: int, size: int = 60) -> Responses:
    """Return responses of three service points, the third of them less content."""
    random = Random(seed)
    cells = [(random.choice("abc"),) for _ in range(size)]
    cells[:18] = [("a",)] * 6 + [("b",)] * 6 + [("c",)] * 6
    packed = [
        "".join(random.choice("2345-" if point == "c" else "3455") for _ in "123")
        for (point,) in cells
    ]
    return make_answered(cells, packed)


def populations(responses: Responses, times: int) -> dict[tuple[str, ...], int]:
    labels = responses.labels["service_point"]
    counts = np.bincount(labels.codes).tolist()
    return {(name,): times * n for name, n in zip(labels.names, counts, strict=True)}


def by_hand(responses: Responses, cases: dict[str, int]) -> tuple[float, float]:
    """Return weighted share and standard error, one respondent after another."""
    rows = satisfaction_rows(responses.answers, SMALL, ITEMS)
    labels = responses.labels["service_point"]
    point = [labels.names[code] for code in labels.codes]
    n = {name: point.count(name) for name in cases}
    w = [cases[name] / n[name] for name in point]
    size = sum(w[i] * rows.m[i] for i in range(len(w)))
    share = sum(w[i] * rows.y[i] for i in range(len(w))) / size
    e = [w[i] * (rows.y[i] - share * rows.m[i]) / size for i in range(len(w))]
    variance = 0.0
    for name, population in cases.items():
        part = [e[i] for i in range(len(w)) if point[i] == name]
        mean = sum(part) / len(part)
        squares = sum((value - mean) ** 2 for value in part)
        variance += (1 - n[name] / population) * n[name] / (n[name] - 1) * squares
    return share, sqrt(variance)


@pytest.mark.parametrize("seed", range(5))
def test_the_index_is_that_of_the_definition_written_out(seed: int) -> None:
    responses = office(seed)
    cases = {"a": 40, "b": 300, "c": 70}
    report = report_of(responses, make_counts({(name,): n for name, n in cases.items()}))
    share, error = by_hand(responses, cases)
    found = report.indices[0].estimate
    assert found is not None
    assert found.estimate == pytest.approx(share, rel=1e-9)
    assert found.standard_error == pytest.approx(error, rel=1e-9)
    plain = report_of(responses).indices[0].estimate
    assert plain is not None
    assert report.indices[0].unweighted == plain.estimate != found.estimate


def r_cases() -> dict[str, dict]:
    cases = json.loads((REFERENCE / "cases.json").read_text("utf-8"))["cases"]
    return {case["id"]: case["expected"] for case in cases}


@pytest.fixture(scope="module")
def data_of_r() -> tuple[Responses, CaseCounts, Plan]:
    """Return the data that R was given, with the same populations."""
    with (REFERENCE / "resp.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items = [f"q{number}" for number in range(1, 9)]
    choices = "".join(
        f'    - {{value: "{mark}", label: {{vi: Mức {mark}}}}}\n' for mark in range(1, 6)
    )
    text = "id: r\nversion: 1\ntitle: {vi: R}\nnote: R\nscale:\n  choices:\n" + choices
    text += '  satisfied: ["4", "5"]\nfactors:\n'
    text += "  - {id: first, title: {vi: Đầu}, items: [q1, q2, q3, q4]}\n"
    text += "  - {id: second, title: {vi: Sau}, items: [q5, q6, q7, q8]}\nquestions:\n"
    for item in items:
        text += f"  - {{id: {item}, kind: item, wording: {{vi: Câu {item}}}, "
        text += "not_applicable: {vi: Không}}\n"
    asked = read_questionnaire(text, "r.v1.yaml")
    target = "{value: 0.9, source: R}"
    plan = read_plan(
        "id: r\ntitle: {vi: R}\ndocument: R\nnote: R\nbegins: 2026-01-01\nends: 2026-12-31\n"
        "strata: []\nindices:\n  - {id: every, title: {vi: Chung}, factors: [first, second], "
        f"formula: pooled_share, target: {target}}}\n",
        "r.yaml",
        asked,
    )
    signs = [[ord(row[item] or "-") for item in items] for row in rows]
    responses = Responses(
        questionnaire=asked,
        answers=np.array(signs, np.uint8),
        labels={
            "service_point": labelled([row["office"] for row in rows]),
            "field": labelled([row["field"] for row in rows]),
        },
        days=np.array([f"2026-0{row['month']}-01" for row in rows], "datetime64[D]"),
    )
    cases = {(row["office"],): int(row["N_office"]) for row in rows}
    return responses, make_counts(cases), plan


@pytest.fixture(scope="module")
def of_r(data_of_r: tuple[Responses, CaseCounts, Plan]) -> Report:
    """Return the report of the data that R was given, weighted to the same populations."""
    return report_of(*data_of_r)


def test_index_factor_and_items_are_those_of_r(of_r: Report) -> None:
    expected = r_cases()
    pairs = {
        "open-index-strat-fpc": of_r.indices[0],
        "open-factor-strat-fpc": of_r.factors[0],
        "open-item1-strat-fpc": of_r.items[0],
        "open-item8-strat-fpc": of_r.items[7],
    }
    for name, entry in pairs.items():
        found = entry.estimate
        assert found is not None
        assert found.estimate == pytest.approx(expected[name]["estimate"], rel=1e-9)
        if found.respondents == of_r.responses:
            assert found.standard_error == pytest.approx(expected[name]["se"], rel=1e-9)
        else:
            # R counts those who left the item blank as if they were known.
            assert found.standard_error == pytest.approx(expected[name]["se"], rel=0.05)
            assert found.standard_error > expected[name]["se"]
        assert found.degrees_of_freedom == expected[name]["df"]


def test_the_verdict_is_that_of_the_bound(of_r: Report) -> None:
    (entry,) = of_r.indices
    assert entry.estimate is not None
    assert entry.estimate.interval is not None
    assert entry.decision is not None
    estimate, decision = entry.estimate, entry.decision
    assert decision.deciding_bound is not None
    assert (decision.verdict == "MET") == (decision.deciding_bound >= 0.9)
    # One person more with the largest weight costs some width beside the shrunken interval.
    shrunk = r_cases()["open-shrunk-strat-95-d4"]
    assert estimate.interval.low < shrunk["lower"]
    assert estimate.interval.low < decision.deciding_bound < estimate.estimate


def test_months_are_those_of_r(data_of_r: tuple[Responses, CaseCounts, Plan]) -> None:
    responses, counts, plan = data_of_r
    sample = sample_of_report(responses, plan, counts, Period())
    items = [item.id for item in responses.questionnaire.items]
    months = sample.strata_by_label(items, responses.months)
    of_months = r_cases()["open-trend-contrast"]["month_estimates"]
    assert [pooled_share(each).estimate for each in months] == pytest.approx(of_months, rel=1e-9)


def test_means_are_those_of_r(of_r: Report) -> None:
    expected = r_cases()
    of_items = expected["open-mean-of-criteria"]
    (figure,) = [
        f for f in of_r.findings_of(IndexFormulas)[0].figures if f.formula == "mean_of_items"
    ]
    assert figure.estimate is not None
    assert figure.estimate.estimate == pytest.approx(of_items["estimate"], rel=1e-9)
    assert figure.estimate.standard_error == pytest.approx(of_items["se"], rel=1e-9)


@pytest.mark.parametrize("name", ["mean_of_maximum", "mean_rescaled", "wholly_satisfied"])
def test_the_other_formulas_are_weighted_alike(name: str) -> None:
    responses = office(3)
    cases = {("a",): 40, ("b",): 300, ("c",): 70}
    report = report_of(responses, make_counts(cases))
    (figure,) = [f for f in report.findings_of(IndexFormulas)[0].figures if f.formula == name]
    labels = responses.labels["service_point"]
    sizes = np.bincount(labels.codes)
    weights = np.array([cases[name,] for name in labels.names]) / sizes
    w = weights[labels.codes]
    marks = np.where(responses.answers == ord("-"), 0, responses.answers - ord("0"))[:, :3]
    valid = marks > 0
    expected = {
        "mean_of_maximum": (w @ marks.sum(axis=1)) / (w @ valid.sum(axis=1)) / 5,
        "mean_rescaled": (w @ (marks - valid).sum(axis=1)) / (w @ valid.sum(axis=1)) / 4,
        "wholly_satisfied": (w @ (((marks > 3) | ~valid).all(axis=1) & valid.any(axis=1)))
        / (w @ valid.any(axis=1)),
    }[name]
    assert figure.estimate is not None
    assert figure.estimate.estimate == pytest.approx(expected, rel=1e-9)


@given(st.integers(0, 999), st.integers(2, 50))
def test_equal_fractions_everywhere_give_the_plain_share(seed: int, times: int) -> None:
    responses = office(seed)
    report = report_of(responses, make_counts(populations(responses, times)))
    plain = report_of(responses)
    levels = (
        (report.indices, plain.indices),
        (report.factors, plain.factors),
        (report.items, plain.items),
    )
    for entry, other in (pair for level in levels for pair in zip(*level, strict=True)):
        assert entry.estimate is not None
        assert other.estimate is not None
        assert entry.estimate.estimate == pytest.approx(other.estimate.estimate, rel=1e-9)
    for mine, theirs in zip(
        report.findings_of(IndexFormulas)[0].figures,
        plain.findings_of(IndexFormulas)[0].figures,
        strict=True,
    ):
        assert mine.estimate is not None
        assert theirs.estimate is not None
        assert mine.estimate.estimate == pytest.approx(theirs.estimate.estimate, rel=1e-9)


def test_cases_beyond_number_give_the_interval_of_the_plain_strata() -> None:
    responses = office(1)
    many = make_counts(populations(responses, 10**6))
    found, plain = report_of(responses, many), report_of(responses, plan=PLAN)
    weighted, unweighted = found.indices[0].estimate, plain.indices[0].estimate
    assert weighted is not None
    assert unweighted is not None
    assert weighted.interval is not None
    assert unweighted.interval is not None
    assert weighted.interval.low == pytest.approx(unweighted.interval.low, abs=1e-6)
    assert weighted.interval.high == pytest.approx(unweighted.interval.high, abs=1e-6)


def test_fewer_cases_narrow_the_interval() -> None:
    responses = office(1)
    widths = []
    for times in (2, 3, 100):
        found = report_of(responses, make_counts(populations(responses, times))).indices[0].estimate
        assert found is not None
        assert found.interval is not None
        widths.append(found.interval.high - found.interval.low)
    assert widths[0] < widths[1] < widths[2]


def test_a_census_gives_the_point() -> None:
    responses = make_answered([("a",)] * 30 + [("b",)] * 30, ["355", "545", "525"] * 20)
    report = report_of(responses, make_counts(populations(responses, 1)), PLAN)
    for entry in (*report.indices, *report.items):
        assert entry.estimate is not None
        assert entry.estimate.interval is not None
        assert entry.estimate.interval.low == entry.estimate.interval.high
        assert CaveatCode.FULL_COUNT in [caveat.code for caveat in entry.caveats]
    for figure in report.findings_of(IndexFormulas)[0].figures:
        assert figure.estimate is not None
        assert figure.estimate.standard_error == 0


@given(st.integers(0, 999), st.randoms(use_true_random=False))
def test_the_order_of_responses_and_of_rows_changes_nothing(seed: int, random) -> None:
    responses = office(seed)
    cases = populations(responses, 7)
    order = list(range(len(responses)))
    random.shuffle(order)
    labels = responses.labels["service_point"]
    shuffled = replace(
        responses,
        answers=responses.answers[order],
        labels={"service_point": replace(labels, codes=labels.codes[order])},
        days=responses.days[order],
    )
    rows = list(cases.items())
    random.shuffle(rows)
    one = report_of(responses, make_counts(cases))
    other = report_of(shuffled, make_counts(dict(rows)))
    assert one.indices == other.indices
    assert one.service_points == other.service_points


def test_thin_cells_are_weighted_together_and_named() -> None:
    cells = [("a", "2026-01")] * 3 + [("a", "2026-02")] * 20 + [("b", "2026-01")] * 30
    cells += [("b", "2026-02")] * 12
    responses = make_answered(
        cells, ["544", "335", "455", "245", "555"] * 13, ("service_point", "month")
    )
    cases = {("a", "2026-01"): 10, ("a", "2026-02"): 30, ("b", "2026-01"): 90, ("b", "2026-02"): 40}
    report = report_of(responses, make_counts(cases, ("service_point", "month")))
    assert report.population is not None
    assert [(group.cases, group.responses) for group in report.population.groups] == [
        (40, 23), (90, 30), (40, 12),
    ]  # fmt: skip
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.CELLS_COLLAPSED]
    assert caveat.values["margin"] == "month"
    assert caveat.values["cells"] == "a: 01/2026 + 02/2026"
    assert report.population.largest_over_mean == pytest.approx((40 / 12) / (170 / 65))
    assert report.population.months == ("2026-01", "2026-02")
    assert report.strata == ("service_point", "month")


def test_a_cell_whose_people_would_weigh_too_much_is_weighted_with_another() -> None:
    cells = [("a", "x")] * 6 + [("a", "y")] * 30 + [("b", "x")] * 30
    responses = make_answered(cells, ["555", "255"] * 33, ("service_point", "field"))
    cases = {("a", "x"): 300, ("a", "y"): 60, ("b", "x"): 90}
    report = report_of(responses, make_counts(cases, ("service_point", "field")))
    assert report.population is not None
    groups = [(group.cases, group.responses) for group in report.population.groups]
    assert groups == [(360, 36), (90, 30)]
    assert report.population.largest_over_mean == pytest.approx(10 / (450 / 66))
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.CELLS_COLLAPSED]
    said = (
        "Các nhóm theo lĩnh vực có dưới 5 người trả lời, hoặc mỗi người phải đại diện cho số hồ sơ"
        " nhiều hơn 3 lần mức trung bình, được gộp lại để tính trọng số: a: x + y."
    )
    assert Words("vi").caveat(caveat) == said
    assert "the largest weight is 1.5 times the mean" in report_html(report, "en").decode()


def test_many_collapsed_groups_are_not_all_listed() -> None:
    cells = [(f"p{number}", "2026-01") for number in range(9) for _ in range(12)]
    responses = make_answered(cells, ["5"] * len(cells), ("service_point", "month"))
    cases = {(f"p{number}", f"2026-0{month}"): 40 for number in range(9) for month in (1, 2)}
    period = replace(
        responses, days=np.where(np.arange(108) == 0, np.datetime64("2026-02-01"), responses.days)
    )
    report = report_of(period, make_counts(cases, ("service_point", "month")))
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.CELLS_COLLAPSED]
    assert str(caveat.values["cells"]).endswith("; … (+3)")


def test_a_service_point_that_nobody_answered_at_is_named_and_counts_in_the_coverage() -> None:
    responses = office(4)
    cases = populations(responses, 10) | {("Quầy câm",): 500}
    report = report_of(responses, make_counts(cases))
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.EMPTY_STRATUM]
    assert caveat.values == {"strata": "Quầy câm", "cases": 500}
    assert report.coverage is not None
    assert report.coverage.cases == 60 * 10 + 500
    (entry,) = report.indices
    assert CaveatCode.EMPTY_STRATUM in [c.code for c in entry.caveats]
    without = report_of(responses, make_counts(populations(responses, 10)))
    assert entry.estimate is not None
    assert without.indices[0].estimate is not None
    assert entry.estimate.interval == without.indices[0].estimate.interval
    of_groups = [c.code for group in report.service_points for c in group.indices[0].caveats]
    assert CaveatCode.EMPTY_STRATUM not in of_groups


def test_plain_figures_are_not_given_where_a_unit_holds_its_result_back() -> None:
    cells = [("a",)] * 6 + [("b",)] * 7 + [("c",)] * 40
    random = Random(5)
    responses = make_answered(cells, ["".join(random.choices("2455", k=3)) for _ in cells])
    report = report_of(responses, make_counts({("a",): 60, ("b",): 20, ("c",): 400}))
    assert [group.id for group in report.service_points if not group.is_exact] == ["a", "b"]
    assert CaveatCode.PLAIN_WITHHELD in codes(report)
    entries = (*report.indices, *report.factors, *report.items)
    assert [entry.unweighted for entry in entries] == [None] * len(entries)
    assert report.population is not None
    assert [group.weight for group in report.population.groups] == [10, 20 / 7, 10]


def shares_told(report: Report, name: str) -> tuple[float, float]:
    """Return the index of all and of the service point c, as a format for programs has them."""
    written = FORMATS[name].write(report, "en").decode()
    if name == "json":
        value = json.loads(written)
        (shown,) = [each["indices"][0] for each in value["service_points"] if each["id"] == "c"]
        return value["indices"][0]["estimate"], shown["estimate"]
    rows = [row for row in csv.DictReader(written.splitlines()) if row["level"] == "index"]
    (shown,) = [row for row in rows if row["part_name"] == "c"]
    return float(rows[0]["estimate"]), float(shown["estimate"])


@pytest.mark.parametrize("name", ["json", "data"])
def test_the_digits_of_a_weighted_share_do_not_tell_the_answers_of_units_held_back(
    name: str,
) -> None:
    cells = [("a",)] * 6 + [("b",)] * 7 + [("c",)] * 40
    random = Random(5)
    responses = make_answered(cells, ["".join(random.choices("2455", k=3)) for _ in cells])
    counts = make_counts({("a",): 61, ("b",): 23, ("c",): 401})
    whole, shown = shares_told(report_of(responses, counts), name)
    # Everybody answered all three: 18 answers at a, 21 at b, 120 at c. In full digits a single
    # pair of satisfied answers at a and b gives this share.
    rest = [whole * 3 * 485 - round(shown * 120) * 401 / 40 - of_a * 61 / 6 for of_a in range(19)]
    off = 0.5 * 10.0 ** -len(str(whole).partition(".")[2]) * 3 * 485 + 1e-9
    possible = [
        (of_a, of_b)
        for of_a, left in enumerate(rest)
        for of_b in range(22)
        if abs(left - of_b * 23 / 7) <= off
    ]
    assert len(possible) >= 4


def test_rounded_figures_lie_on_the_side_of_a_mark_that_they_lay_on() -> None:
    marks = (0.0, 0.05, 0.9, 1.0)
    plain = {"low": 0.123456, "high": [0.90004, 0.89996], "p_value": 0.0499996, "target": 0.8655}
    assert rounded("", plain, marks) == {
        "low": 0.123,
        "high": [0.90004, 0.89996],
        "p_value": 0.05,
        "target": 0.8655,
    }
    assert rounded("estimate", 0.99996, marks) == 0.99996
    assert rounded("n_effective", 432.0584, marks) == 432
    assert rounded("design_effect", -2.5089, marks) == -2.51
    assert rounded("respondents", 1234, marks) == 1234


# What tells how far answers lie apart, or rests on it.
OF_SPREAD = {
    *("standard_error", "interval", "n_effective", "design_effect", "n_effective_of_funnel"),
    *("deciding_bound", "p_value", "p_claim", "p_screening", "difference_interval", "more_needed"),
}


def without_spread(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_spread(of) for key, of in value.items() if key not in OF_SPREAD}
    return [without_spread(of) for of in value] if isinstance(value, list) else value


def test_no_figure_tells_what_weights_leave_open_between_units_that_hold_theirs_back() -> None:
    cells = [(point,) for point in "a" * 9 + "b" * 40 + "c" * 100 + "d" * 100]
    random = Random(3)
    packed = ["".join(random.choices("2455", k=3)) for _ in cells]
    counts = make_counts({("a",): 90, ("b",): 200, ("c",): 500, ("d",): 500})
    found = []
    # One answer of a point counts for ten cases, two of the other for five each.
    for a, b in (("224", "223"), ("223", "224")):
        packed[0], packed[10], packed[11] = a, b, b
        report = report_of(make_answered(cells, packed), counts, PLAN)
        assert [group.id for group in report.service_points if not group.is_exact] == ["a", "b"]
        found.append(without_spread(json.loads(report_json(report, "vi"))))
    assert found[0] == found[1]
    assert {item["stands_out"] for item in found[0]["priorities"]} == {None}
    first = min(found[0]["items"], key=lambda item: item["estimate"])
    assert found[0]["priorities"][0]["id"] == first["id"]
    assert "is counted without weights and not given" in report_html(report, "en").decode()


def test_an_end_of_the_scale_that_the_weighted_share_leaves_is_not_given() -> None:
    cells = [("a", "x")] * 30 + [("a", "y")] * 12 + [("b", "x")] * 40
    cells += [("c", "x"), ("c", "y")] * 60
    packed = ["555"] * 41 + ["222"] + ["555"] * 39 + ["222"] + ["525"] * 120
    responses = make_answered(cells, packed, ("service_point", "field"))
    cases = {("a", "x"): 30, ("a", "y"): 60, ("b", "x"): 400, ("c", "x"): 600, ("c", "y"): 600}
    weighted = report_of(responses, make_counts(cases, ("service_point", "field")))
    plain = [group.indices[0].end for group in report_of(responses).service_points]
    first, second, _ = (group.indices[0] for group in weighted.service_points)
    assert plain == [AT_LEAST, AT_LEAST, None]
    assert (first.estimate, first.end, second.end) == (None, None, AT_LEAST)
    assert [caveat.code for caveat in first.caveats] == [CaveatCode.HIDDEN_TO_PROTECT_OTHERS]


def test_coverage_stands_beside_each_figure_where_the_file_tells() -> None:
    cells = [("a", "2026-01")] * 20 + [("b", "2026-02")] * 30
    responses = make_answered(cells, ["54-", "---"] * 25, ("service_point", "month"))
    cases = {("a", "2026-01"): 100, ("b", "2026-02"): 60, ("a", "2026-02"): 0, ("b", "2026-01"): 40}
    report = report_of(responses, make_counts(cases, ("service_point", "month")))
    assert report.coverage is not None
    assert (report.coverage.respondents, report.coverage.cases) == (50, 200)
    coverage = report.indices[0].coverage
    assert coverage is not None
    assert (coverage.respondents, coverage.cases, coverage.share) == (25, 200, 0.125)
    groups = [*report.service_points, *report.months]
    told = [(g.id, g.coverage.respondents, g.coverage.cases) for g in groups if g.coverage]
    assert told == [("a", 20, 100), ("b", 30, 100), ("2026-01", 20, 140), ("2026-02", 30, 60)]
    assert CaveatCode.NO_CASES not in codes(report)


def test_counted_cases_are_told_beside_the_responses_and_weight_nothing() -> None:
    cells = [("a", "2026-01")] * 20 + [("b", "2026-02")] * 30
    responses = make_answered(cells, ["54-", "---"] * 25, ("service_point", "month"))
    cases = {("a", "2026-01"): 900, ("b", "2026-02"): 60, ("a", "2026-02"): 0}
    columns = ("service_point", "month")
    counted = make_counts(cases, columns, made_up=True)
    plain, told = (
        build_report(responses, None, Source("office", counted=given)) for given in (None, counted)
    )
    assert told.coverage == Coverage(50, 960)
    assert told.case_months == ("2026-01", "2026-02")
    assert told.case_counts == counted
    groups = [*told.service_points, *told.months]
    found = [(g.id, g.coverage.respondents, g.coverage.cases) for g in groups if g.coverage]
    assert found == [("a", 20, 900), ("b", 30, 60), ("2026-01", 20, 900), ("2026-02", 30, 60)]
    assert [group.coverage for group in told.modes] == [None] * len(told.modes)
    assert told.indices == plain.indices
    assert told.population is None
    assert CaveatCode.NO_CASES not in codes(told)
    assert CaveatCode.CASES_MADE_UP in codes(told)
    assert plain.case_months == ()


def test_counted_cases_must_fit_the_responses_too() -> None:
    responses = make_answered([("a",)] * 20, ["54-"] * 20)
    with pytest.raises(UnfitCases):
        build_report(responses, None, Source("office", counted=make_counts({("a",): 19})))


def test_by_field_alone_units_and_months_have_no_coverage_and_the_period_is_taken_on_trust() -> (
    None
):
    cells = [("a", "x")] * 20 + [("b", "y")] * 30
    responses = make_answered(cells, ["54-"] * 50, ("service_point", "field"))
    report = report_of(responses, make_counts({("x",): 50, ("y",): 90}, ("field",)))
    assert [group.coverage for group in report.service_points] == [None, None]
    assert CaveatCode.CASES_WITHOUT_MONTHS in codes(report)
    assert report.population is not None
    assert report.population.months == ()


def test_made_up_counts_are_said_to_be_so() -> None:
    report = report_of(office(1), make_counts({(n,): 99 for n in "abc"}, made_up=True))
    assert CaveatCode.CASES_MADE_UP in codes(report)


def test_if_nonrespondents_were_lower_the_index_falls_by_their_part() -> None:
    report = with_sensitivity(report_of(office(1), make_counts({(n,): 80 for n in "abc"})), 0.1)
    (entry,) = report.indices
    assert entry.estimate is not None
    assert entry.estimate.estimate is not None
    assert entry.coverage is not None
    assert entry.sensitivity is not None
    lower = entry.estimate.estimate - (1 - entry.coverage.respondents / 240) * 0.1
    assert entry.sensitivity.estimate == pytest.approx(lower, rel=1e-9)


def test_nobody_can_be_less_satisfied_than_not_at_all() -> None:
    report = with_sensitivity(report_of(office(1), make_counts({(n,): 80 for n in "abc"})), 0.995)
    (entry,) = report.indices
    assert entry.sensitivity is None
    assert entry.caveats[-1].code is CaveatCode.SILENT_BELOW_NOBODY
    who = "Tỷ lệ hài lòng của những người không trả lời"
    said = f"{who} không thể thấp hơn con số này 99,5 điểm phần trăm."
    assert Words("vi").caveat(entry.caveats[-1]) == said


def test_without_an_estimate_nothing_is_lower() -> None:
    report = report_of(make_answered([("a",)], ["---"]), make_counts({("a",): 80}))
    assert with_sensitivity(report, 0.1).indices == report.indices


def test_the_page_has_the_plain_share_beside_the_weighted_one_where_nothing_is_held_back() -> None:
    cells = [("a",)] * 60 + [("b",)] * 80
    responses = make_answered(cells, ["5424"[i % 4] * 3 for i in range(len(cells))])
    report = report_of(responses, make_counts({("a",): 900, ("b",): 100}))
    assert report.indices[0].unweighted == 0.75
    assert "Without weights: 75.0%." in report_html(report, "en").decode()


def test_the_page_speaks_of_ten_respondents_not_of_one_nor_of_none() -> None:
    ten = report_of(make_answered([("a",)] * 10, ["54-"] * 10), make_counts({("a",): 80}))
    said = "100.0% satisfied or very satisfied, from 20 answers by 10 respondents, weighted to all"
    assert f"{said} cases" in report_html(ten, "en").decode()
    one = report_of(make_answered([("a",)], ["54-"]), make_counts({("a",): 80}))
    page = report_html(one, "en").decode()
    assert "weighted to all" not in page
    assert "Without weights" not in page
    nobody = replace(make_answered([("a",)], ["5"]), days=np.array(["2025-01-02"], "M8[D]"))
    counts = make_counts({("a", "2026-02"): 0}, ("service_point", "month"))
    empty = build_report(
        nobody, None, Source("Sở thử", cases=counts), Period(begins=date(2026, 2, 1))
    )
    assert "cases answered" not in report_html(empty, "en").decode()


@pytest.mark.parametrize("points", [0, -0.1, 1.1, float("nan")])
def test_points_have_bounds(points: float) -> None:
    report = report_of(office(1), make_counts({(n,): 80 for n in "abc"}))
    with pytest.raises(ValueError, match="points must lie above 0 and not above 1"):
        with_sensitivity(report, points)


def test_without_case_counts_there_is_no_coverage_to_speak_of() -> None:
    report = report_of(office(1))
    with pytest.raises(NoCases):
        with_sensitivity(report, 0.1)


def test_the_example_of_the_page_is_computed_again() -> None:
    page = " ".join(Path("docs/methods.md").read_text(encoding="utf-8").split())
    satisfied = {"A": [4, 4, 4, 4, 4, 3], "B": [2, 4, 1, 4, 3, 4]}
    rows = Rows([y for counts in satisfied.values() for y in counts], [4] * 12, items=4)
    strata = stratify(rows, np.repeat([0, 1], 6), (100, 300))
    found = pooled_share([stratum.expanded() for stratum in strata])
    plain = pooled_share(strata)
    share, error, bare = (v * 100 for v in (found.estimate, found.standard_error, plain.estimate))
    assert f"R is {share:.2f}% with a standard error of {error:.2f}%" in page
    assert f"against {bare:.2f}% without weights; the coverage is 12 of 400, {12 / 4:.1f}%" in page
    assert f"it would be {share - (1 - 12 / 400) * 10:.1f}%." in page
    said = (
        f"The weights are {100 / 6:.2f} and {300 / 6:.0f}, the larger {50 / (400 / 12):.1f} times"
    )
    assert f"{said} the mean." in page


def test_a_badly_reached_point_counts_for_all_its_cases_and_widens_the_interval() -> None:
    sizes = {"a": (200, 0.98), "b": (30, 0.7), "c": (60, 0.9)}
    cells = [(name,) for name, (count, _) in sizes.items() for _ in range(count)]
    packed = [
        "555" if place < count * share else "222"
        for count, share in sizes.values()
        for place in range(count)
    ]
    counts = make_counts({("a",): 300, ("b",): 9_000, ("c",): 120})
    report = report_of(make_answered(cells, packed), counts)
    (every,) = report.indices
    assert every.estimate is not None
    assert every.estimate.estimate == pytest.approx((300 * 0.98 + 9_000 * 0.7 + 120 * 0.9) / 9_420)
    assert CaveatCode.UNEVEN_WEIGHTS in codes(report)


def test_cases_that_nobody_answered_for_have_no_largest_weight() -> None:
    report = report_of(office(1), make_counts(populations(office(1), 3)))
    assert report.population is not None
    silent = replace(
        report.population,
        groups=tuple(replace(group, responses=0) for group in report.population.groups),
    )
    assert silent.largest_over_mean is None
    page = report_html(replace(report, population=silent), "en").decode()
    assert "the largest weight is" not in page
