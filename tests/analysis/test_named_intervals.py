from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import single_stratum
from analysis.reference.named_intervals import FORMULAS, named_interval, t_interval
from tests.analysis.answers import answer_rows, sample

MIXED = pooled_ratio(sample([9, 8, 10, 3, 10, 10, 7, 10], [10] * 8))


@pytest.mark.parametrize("method", sorted(FORMULAS))
@given(answer_rows())
def test_an_interval_holds_its_estimate_and_widens_with_the_level(method, drawn):
    ratio = pooled_ratio(single_stratum(Moments.of(Rows(*drawn))))
    if ratio is None or not ratio.variance:
        return
    found = [named_interval(method, ratio, level) for level in (0.5, 0.9, 0.9999)]
    for narrow, wide in pairwise(found):
        assert wide.low <= narrow.low <= ratio.share <= narrow.high <= wide.high
    if method != "t":
        assert found[-1].low >= 0
        assert found[-1].high <= 1


def test_the_symmetric_one_is_that_of_the_linearised_error():
    ours, theirs = named_interval("t", MIXED), t_interval(MIXED)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


@pytest.mark.parametrize("method", sorted(FORMULAS))
def test_no_variance_is_no_certainty(method):
    assert named_interval(method, pooled_ratio(sample([5, 5, 5], [5, 5, 5]))) is None


def test_one_respondent_has_no_interval():
    assert named_interval("logit", pooled_ratio(sample([3], [5]))) is None


def test_a_full_count_is_its_point():
    found = named_interval("logit", pooled_ratio(sample([3, 5], [5, 5], 2)))
    assert (found.low, found.high) == (0.8, 0.8)


def test_another_name_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"method must be one of asin, korn_graubard, .*'wald'"):
        named_interval("wald", MIXED)


def test_a_level_in_percent_is_refused():
    with pytest.raises(ValueError, match="confidence_level must lie between 0 and 1: 95"):
        named_interval("logit", MIXED, 95)


def test_the_worked_example_of_the_methods_page():
    found = {name: named_interval(name, MIXED) for name in FORMULAS}
    told = {name: f"{one.low:.1%}–{one.high:.1%}" for name, one in found.items()}
    page = Path("docs/methods.md").read_text(encoding="utf-8")
    for name, ends in told.items():
        assert f"| `{name}` | {ends} |" in page
