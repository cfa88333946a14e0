"""The happiness survey of Somerville, 2015: our report against a computation by hand.

The answers are not part of this project. The environment variable HAILONG_REAL_DATA names the
folder that holds ``somerville-2015.csv``; where it is not set these tests are left out.
"""

import csv
import json
import os
from math import comb, sqrt
from pathlib import Path

import pytest

from analysis.commands.report import command
from tests.architecture.sources import ROOT

QUESTIONNAIRE = ROOT / "docs" / "examples" / "somerville.v1.yaml"
ITEMS = ["information", "housing", "schools", "police", "streets", "events"]


@pytest.fixture(scope="module")
def answers() -> list[list[int]]:
    folder = os.environ.get("HAILONG_REAL_DATA")
    if not folder:
        pytest.skip("HAILONG_REAL_DATA names no folder of real answers")
    with (Path(folder) / "somerville-2015.csv").open(encoding="utf-8", newline="") as file:
        return [[int(row[f"X{i}"]) for i in range(1, 7)] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def report(answers: list[list[int]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    data = Path(os.environ["HAILONG_REAL_DATA"]) / "somerville-2015.csv"
    out = tmp_path_factory.mktemp("out")
    options = ["--questionnaire", str(QUESTIONNAIRE), "--format", "html,csv,json"]
    command.main([str(data), *options, "--out", str(out)], standalone_mode=False)
    assert sorted(path.name for path in out.iterdir()) == [
        "report.csv",
        "report.html",
        "report.json",
    ]
    value = json.loads((out / "report.json").read_bytes())
    assert len(answers) == value["respondents"]
    assert isinstance(value, dict)
    return value


def test_the_counts_are_right(answers: list[list[int]], report: dict[str, object]) -> None:
    satisfied = sum(answer >= 4 for row in answers for answer in row)
    assert (len(answers), sum(map(len, answers)), satisfied) == (143, 858, 490)
    assert (report["respondents"], report["answers"], report["cases"]) == (143, 858, None)
    (every,) = report["indices"]
    assert every["estimate"] == pytest.approx(490 / 858, rel=1e-9)
    assert (every["respondents"], every["answers"]) == (143, 858)


def test_error_and_design_effect_are_those_computed_by_hand(
    answers: list[list[int]], report: dict[str, object]
) -> None:
    share, n = 490 / 858, 143
    residuals = [sum(answer >= 4 for answer in row) - share * 6 for row in answers]
    variance = n / (n - 1) * sum(e * e for e in residuals) / 858**2
    n_effective = share * (1 - share) / variance
    (every,) = report["indices"]
    assert every["standard_error"] == pytest.approx(sqrt(variance), rel=1e-9)
    assert every["n_effective"] == pytest.approx(n_effective, rel=1e-9)
    assert every["design_effect"] == pytest.approx(858 / n_effective, rel=1e-9)


def test_the_interval_is_that_of_one_more_person(report: dict[str, object]) -> None:
    # Computed with fifty digits by another program.
    (every,) = report["indices"]
    assert every["interval"]["method"] == "one_more_person"
    assert every["interval"]["low"] == pytest.approx(0.527633, abs=5e-7)
    assert every["interval"]["high"] == pytest.approx(0.611983, abs=5e-7)


def test_an_items_interval_is_that_of_clopper_and_pearson(
    answers: list[list[int]], report: dict[str, object]
) -> None:
    assert [item["id"] for item in report["items"]] == ITEMS
    for place, item in enumerate(report["items"]):
        satisfied = sum(row[place] >= 4 for row in answers)
        low, high = item["interval"]["low"], item["interval"]["high"]
        assert item["estimate"] == pytest.approx(satisfied / 143, rel=1e-9)
        assert at_least(satisfied, low) == pytest.approx(0.025, abs=1e-9)
        assert at_least(143 - satisfied, 1 - high) == pytest.approx(0.025, abs=1e-9)


def at_least(satisfied: int, share: float) -> float:
    """Compute how likely at least so many of 143 are satisfied."""
    terms = (comb(143, k) * share**k * (1 - share) ** (143 - k) for k in range(satisfied, 144))
    return sum(terms)
