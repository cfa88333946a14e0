"""The happiness survey of Somerville, 2015: our report against a computation by hand.

The answers are not part of this project. The environment variable HAILONG_REAL_DATA names the
folder that holds ``somerville-2015.csv``; where it is not set these tests are left out.
"""

import csv
import json
import os
from math import sqrt
from pathlib import Path

import pytest

from analysis.commands.report import command
from tests.architecture.sources import ROOT

QUESTIONNAIRE = ROOT / "docs" / "examples" / "somerville.v1.yaml"
ITEMS = ["information", "housing", "schools", "police", "streets", "events"]
# The 97.5 % point of Student's t with 142 degrees of freedom; checked below by integration.
T_142 = 1.976810993


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


def wilson(share: float, n_effective: float, t: float) -> tuple[float, float]:
    """Compute Wilson's interval as the roots of its quadratic, unlike the program."""
    a = 1 + t * t / n_effective
    b = -(2 * share + t * t / n_effective)
    c = share * share
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def t_density_integral(end: float, degrees: int, steps: int = 20_000) -> float:
    """Integrate Student's density from 0 to `end` by Simpson's rule."""
    # The constant is a product of ratios of the gamma function at half steps.
    constant = 1 / sqrt(3.141592653589793)
    constant *= _gamma_ratio(degrees) / sqrt(degrees)

    def density(x: float) -> float:
        return constant * (1 + x * x / degrees) ** (-(degrees + 1) / 2)

    width = end / steps
    total = density(0) + density(end)
    total += sum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
    return total * width / 3


def _gamma_ratio(even: int) -> float:
    """Compute Gamma((n + 1) / 2) / Gamma(n / 2) for an even n."""
    ratio = sqrt(3.141592653589793) / 2
    for k in range(2, even, 2):
        ratio *= (k + 1) / k
    return ratio


def test_the_quantile_used_here_is_students() -> None:
    assert t_density_integral(T_142, 142) == pytest.approx(0.475, abs=1e-9)


def test_the_counts_are_right(answers: list[list[int]], report: dict[str, object]) -> None:
    satisfied = sum(answer >= 4 for row in answers for answer in row)
    assert (len(answers), sum(map(len, answers)), satisfied) == (143, 858, 490)
    assert (report["respondents"], report["answers"], report["cases"]) == (143, 858, None)
    (every,) = report["indices"]
    assert every["estimate"] == pytest.approx(490 / 858, rel=1e-15)
    assert (every["respondents"], every["answers"]) == (143, 858)


def test_error_design_effect_and_interval_are_those_computed_by_hand(
    answers: list[list[int]], report: dict[str, object]
) -> None:
    share, n = 490 / 858, 143
    residuals = [sum(answer >= 4 for answer in row) - share * 6 for row in answers]
    variance = n / (n - 1) * sum(e * e for e in residuals) / 858**2
    dissatisfied = sum(any(answer < 4 for answer in row) for row in answers)
    satisfied = sum(any(answer >= 4 for answer in row) for row in answers)
    trust = min(dissatisfied, satisfied) / (min(dissatisfied, satisfied) + 4)
    one_person_once = 143 * 36 / 858**2
    n_effective = 1 / (trust * variance / (share * (1 - share)) + (1 - trust) * one_person_once)
    low, high = wilson(share, n_effective, T_142)

    assert n_effective == pytest.approx(576.364, abs=5e-4)
    assert 858 / n_effective == pytest.approx(1.48864, abs=5e-6)
    (every,) = report["indices"]
    assert every["standard_error"] == pytest.approx(sqrt(variance), rel=1e-12)
    assert every["n_effective"] == pytest.approx(n_effective, rel=1e-12)
    assert every["design_effect"] == pytest.approx(858 / n_effective, rel=1e-12)
    assert every["interval"]["low"] == pytest.approx(low, rel=1e-8)
    assert every["interval"]["high"] == pytest.approx(high, rel=1e-8)


def test_an_items_interval_is_wilsons_with_t(
    answers: list[list[int]], report: dict[str, object]
) -> None:
    assert [item["id"] for item in report["items"]] == ITEMS
    for place, item in enumerate(report["items"]):
        share = sum(row[place] >= 4 for row in answers) / 143
        assert item["estimate"] == pytest.approx(share, rel=1e-15)
        # One answer a person: the shrunken design effect is nearly one, by n / (n - 1).
        low, high = wilson(share, item["n_effective"], T_142)
        assert 142 < item["n_effective"] <= 143
        assert item["interval"]["low"] == pytest.approx(low, rel=1e-8)
        assert item["interval"]["high"] == pytest.approx(high, rel=1e-8)
