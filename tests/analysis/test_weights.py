import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.weights import kish_effective_sample, trim_weights

WEIGHTS = st.lists(st.floats(0.01, 100), min_size=1, max_size=30)


def test_four_respondents_of_whom_one_stands_for_most_are_worth_fewer_than_two():
    found = kish_effective_sample([10, 1, 1, 1])
    assert found.n_effective == pytest.approx(169 / 103)
    assert found.design_effect == pytest.approx(4 * 103 / 169)


@given(WEIGHTS, st.floats(1e-3, 1e3))
def test_the_effective_sample_ignores_scale_and_never_exceeds_the_sample(weights, scale):
    found = kish_effective_sample(weights)
    scaled = kish_effective_sample(np.array(weights) * scale)
    assert found.n_effective == pytest.approx(scaled.n_effective)
    assert 1 - 1e-12 <= found.n_effective <= len(weights) * (1 + 1e-12)


def test_equal_weights_cost_nothing():
    assert kish_effective_sample([3] * 7).design_effect == pytest.approx(1)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1, -2, 3], "weights must be finite and not below 0; 1 of 3 are not, first in row 1: -2"),
        ([1, np.nan], "1 of 2 are not, first in row 1: nan"),
        ([0, 0], "weights must add up to more than 0: 0"),
        ([], "weights must add up to more than 0: 0"),
    ],
)
def test_weights_that_are_none_are_refused_with_their_row(weights, said):
    with pytest.raises(ValueError, match=said):
        kish_effective_sample(weights)
    with pytest.raises(ValueError, match=said):
        trim_weights(weights, 2)


def test_what_is_cut_off_is_shared_out_evenly():
    assert trim_weights([1, 2, 9], 7).tolist() == [2, 3, 7]


def test_one_pass_may_lift_others_over_the_bound_and_strict_trimming_goes_on():
    assert trim_weights([1, 5, 12], 6.5, strict=False).tolist() == [3.75, 7.75, 6.5]
    assert trim_weights([1, 5, 12], 6.5).tolist() == [5, 6.5, 6.5]


def test_weights_at_one_end_alone_give_way_to_the_other():
    assert trim_weights([0, 12], 7, 5).tolist() == [5, 7]
    assert trim_weights([0, 10.5], 7, 5).tolist() == pytest.approx([5, 5.5])
    assert trim_weights([1, 13], 7, 5).tolist() == [7, 7]


@given(WEIGHTS, st.floats(1, 3), st.floats(0, 1))
def test_trimming_keeps_the_sum_and_the_bounds(weights, most, least):
    mean = sum(weights) / len(weights)
    trimmed = trim_weights(weights, mean * most * 1.0001, mean * least * 0.9999)
    assert trimmed.sum() == pytest.approx(sum(weights))
    assert trimmed.max() <= mean * most * 1.0001
    assert trimmed.min() >= mean * least * 0.9999


@pytest.mark.parametrize("bounds", [(1.5, 0), (9, 3)])
def test_bounds_without_room_for_the_sum_are_refused(bounds):
    with pytest.raises(ValueError, match="must hold the mean weight 2 between them"):
        trim_weights([1, 2, 3], *bounds)
