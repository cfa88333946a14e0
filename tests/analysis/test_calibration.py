from math import isclose
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.caveats import CaveatCode
from analysis.estimators.calibration import Adjustment, Distance, calibrate, calibrated_ratio
from analysis.estimators.linearisation import Design
from analysis.estimators.margins import Margin, collapse_cells
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import stratify
from analysis.estimators.weights import kish_effective_sample

OFFICE = Margin("office", tuple("AABBBB"), {"A": 60, "B": 40})
FIELD = Margin("field", tuple("xyxyyy"), {"x": 30, "y": 70})
WIDE = Adjustment(Distance.LOGIT, (0.01, 100))
WAYS = [Adjustment(Distance.LINEAR), Adjustment(Distance.RAKING), WIDE]


def design(y, m, weights=None, codes=None, populations=(None,)):
    rows = Rows(y, m, weights)
    strata = np.zeros(len(y), np.int64) if codes is None else np.array(codes)
    return Design(rows, strata, populations)


@st.composite
def two_margins(draw):
    """Draw groups of respondents, starting weights, and margins that some weights do meet."""
    size = draw(st.integers(6, 30))
    offices = ["A", "B", *draw(st.lists(st.sampled_from("AB"), min_size=size, max_size=size))]
    fields = ["x", "y", *draw(st.lists(st.sampled_from("xy"), min_size=size, max_size=size))]
    weight = st.lists(st.floats(2, 5), min_size=size + 2, max_size=size + 2)
    true = np.array(draw(weight))
    margins = [
        Margin(name, tuple(groups), {g: true[np.array(groups) == g].sum() for g in set(groups)})
        for name, groups in (("office", offices), ("field", fields))
    ]
    return np.array(draw(weight)), margins


@given(two_margins(), st.sampled_from(WAYS))
def test_calibrated_weights_meet_every_margin(drawn, way):
    weights, margins = drawn
    found = calibrate(weights, margins, way)
    for margin in margins:
        for group, total in margin.totals.items():
            assert isclose(found[np.array(margin.groups) == group].sum(), total, rel_tol=1e-9)


@given(two_margins(), st.floats(0.01, 100))
def test_raked_weights_do_not_depend_on_the_scale_of_those_they_start_from(drawn, scale):
    weights, margins = drawn
    assert calibrate(weights * scale, margins) == pytest.approx(
        calibrate(weights, margins), rel=1e-7
    )


def test_raking_is_where_scaling_to_one_margin_after_the_other_leads():
    weights = np.ones(6)
    for _ in range(200):
        for margin in (OFFICE, FIELD):
            groups = np.array(margin.groups)
            for group, total in margin.totals.items():
                weights[groups == group] *= total / weights[groups == group].sum()
    assert calibrate(np.ones(6), [OFFICE, FIELD]) == pytest.approx(weights, rel=1e-8)


@pytest.mark.parametrize("way", WAYS)
def test_weights_that_meet_the_margins_stay(way):
    weights = [30, 30, 10, 10, 10, 10]
    assert calibrate(weights, [OFFICE], way) == pytest.approx(weights)


def test_post_stratification_scales_each_group_to_its_cases():
    assert calibrate([1, 3, 1, 1, 1, 1], [OFFICE]) == pytest.approx([15, 45, 10, 10, 10, 10])


def test_a_respondent_of_weight_none_keeps_it():
    assert calibrate([0, 3, 1, 1, 1, 1], [OFFICE])[:2] == pytest.approx([0, 60])


def test_bounds_hold():
    margins = [Margin("sex", tuple("ffmmmm"), {"f": 9, "m": 21})]
    for distance in Distance:
        found = calibrate([4] * 6, margins, Adjustment(distance, (0.8, 1.5)))
        assert (found / 4).min() >= 0.8
        assert (found / 4).max() <= 1.5


@pytest.mark.parametrize("distance", list(Distance))
def test_margins_beyond_the_bounds_are_refused(distance):
    with pytest.raises(ValueError, match=f"within reach of the weights; {distance} calibration"):
        calibrate([10] * 6, [OFFICE], Adjustment(distance, (0.5, 2)))


def test_margins_that_contradict_each_other_are_refused():
    same = Margin("again", OFFICE.groups, {"A": 50, "B": 50})
    with pytest.raises(ValueError, match="margins must be within reach"):
        calibrate([10] * 6, [OFFICE, same])


def test_linear_calibration_refuses_negative_weights():
    groups = ("a", "a", "b", "b", "b")
    other = ("u", "v", "u", "u", "v")
    margins = [
        Margin("one", groups, {"a": 300, "b": 3}),
        Margin("two", other, {"u": 297, "v": 6}),
    ]
    with pytest.raises(ValueError, match="must not make weights negative; 1 of 5 are"):
        calibrate([1] * 5, margins, Adjustment(Distance.LINEAR))


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ([], "margins must not be empty: 0"),
        ([Margin("m", ("a",), {"a": 3})], "groups of m must be 6 as the weights are: 1"),
        ([OFFICE, Margin("m", ("a",) * 6, {"a": 99})], "same number of cases: office 100, m 99"),
        ([Margin("m", ("a",) * 6, {"a": 9, "z": 1})], "totals of m .* nobody is in 'z'"),
    ],
)
def test_margins_that_do_not_fit_are_refused(margins, said):
    with pytest.raises(ValueError, match=said):
        calibrate([1] * 6, margins)


@pytest.mark.parametrize(
    ("groups", "totals", "said"),
    [
        (("a",), {"a": -3}, "totals of m must be above 0; 'a' has -3"),
        (("a",), {"a": float("nan")}, "must be above 0; 'a' has nan"),
        (("a", "b", "b"), {"a": 3}, "'b' has none for 2 respondents"),
        (("a", "a"), {"a": 1}, "'a' has 2 respondents and 1 cases"),
    ],
)
def test_a_margin_that_cannot_be_is_refused(groups, totals, said):
    with pytest.raises(ValueError, match=said):
        Margin("m", groups, totals)


@pytest.mark.parametrize(
    ("distance", "bounds", "said"),
    [
        (Distance.LOGIT, None, "bounds must be given for logit"),
        (Distance.LINEAR, (1.2, 3), "bounds must hold 1 between them"),
        (Distance.RAKING, (0.5, float("inf")), "bounds must hold 1 between them"),
    ],
)
def test_bounds_that_are_none_are_refused(distance, bounds, said):
    with pytest.raises(ValueError, match=said):
        Adjustment(distance, bounds)


def test_what_a_margin_explains_wholly_adds_no_variance():
    ratio = calibrated_ratio(design([1, 1, 0, 0, 0, 0], [1] * 6, [1] * 6), [OFFICE]).ratio
    assert ratio.share == pytest.approx(0.6)
    assert ratio.variance == 0


def test_one_group_of_everybody_changes_nothing_but_the_scale():
    y, m, w = [3, 1, 4, 2, 5, 0], [5, 1, 4, 5, 5, 4], [1, 2, 3, 1, 1, 2]
    everybody = Margin("all", ("a",) * 6, {"a": 500})
    calibrated = calibrated_ratio(design(y, m, w), [everybody]).ratio
    plain = pooled_ratio(stratify(Rows(y, m, w), np.zeros(6, np.int64), (None,)))
    assert calibrated.share == pytest.approx(plain.share)
    assert calibrated.standard_error == pytest.approx(plain.standard_error)


def test_a_stratum_of_one_adds_its_distance_from_all():
    y, m = [3, 1, 4, 2, 5, 0], [5, 1, 4, 5, 5, 4]
    codes, populations = [0, 0, 0, 0, 0, 1], (None, None)
    found = calibrated_ratio(design(y, m, None, codes, populations), [OFFICE]).ratio
    assert found.shares.spread[0, 1] > 0
    counted = calibrated_ratio(design(y, m, None, codes, (None, 1)), [OFFICE]).ratio
    assert counted.variance == pytest.approx(found.shares.spread[0, 0])


def test_without_valid_answers_there_are_weights_and_no_share():
    found = calibrated_ratio(design([0] * 6, [0] * 6), [OFFICE])
    assert found.ratio is None
    assert found.weights.sum() == pytest.approx(100)


def test_thin_groups_are_weighted_together_and_a_caveat_says_so():
    margin = Margin("field", ("a",) * 9 + ("b",) * 3 + ("c",) * 4, {"a": 90, "b": 10, "c": 20})
    collapsed, (caveat,) = collapse_cells(margin)
    assert dict(collapsed.totals) == {"a": 90, "b + c": 30}
    assert collapsed.respondents == {"a": 9, "b + c": 7}
    assert caveat.code is CaveatCode.CELLS_COLLAPSED
    assert str(caveat) == (
        "Groups by field with fewer than 5 respondents, or whose respondents would each stand for "
        "more than 3 times the mean, were weighted together: b + c."
    )


def test_a_group_that_was_badly_reached_keeps_its_weight():
    groups = ("a",) * 40 + ("b",) * 20 + ("c",) * 6
    margin = Margin("field", groups, {"a": 80, "b": 60, "c": 300})
    assert collapse_cells(margin) == (margin, ())


def test_a_group_that_nobody_is_in_is_left_out_as_nobody_speaks_for_it():
    margin = Margin("field", ("a",) * 9 + ("b",) * 6, {"a": 90, "b": 30, "z": 5})
    collapsed, (caveat,) = collapse_cells(margin)
    assert dict(collapsed.totals) == {"a": 90, "b": 30}
    assert (caveat.code, dict(caveat.values)) == (
        CaveatCode.EMPTY_STRATUM,
        {"strata": "z", "cases": 5},
    )
    assert calibrate([1] * 15, [collapsed]).sum() == pytest.approx(120)


@pytest.mark.parametrize("groups", [("a",) * 3, ("a",) * 9])
def test_a_single_group_stays_as_it_is(groups):
    margin = Margin("field", groups, {"a": 90})
    assert collapse_cells(margin) == (margin, ())


def test_the_worked_example_of_the_methods_page():
    y, groups = [9, 8, 10, 3, 10, 10, 7, 10], tuple("aaabbbbb")
    found = calibrated_ratio(design(y, [10] * 8), [Margin("field", groups, {"a": 60, "b": 40})])
    page = Path("docs/methods.md").read_text(encoding="utf-8")
    ratio, size = found.ratio, kish_effective_sample(found.weights).n_effective
    assert found.weights == pytest.approx([20] * 3 + [8] * 5)
    assert (
        f"index is {ratio.share:.1%} with a standard error\nof {ratio.standard_error:.2%}" in page
    )
    assert f"eight are worth {size:.2f}" in page
