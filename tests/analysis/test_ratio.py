from math import inf, isclose, isnan, sqrt

import numpy as np
import pytest
from hypothesis import given

from analysis.estimators.shares import pooled_ratio, target_test
from analysis.estimators.tables import Moments, Rows, Stratum, stratify
from analysis.reference.shares import design_effects, t_interval, t_test
from tests.analysis.answers import alike, designed_samples, sample, textbook_ratio


def same_as_the_textbook(designed):
    """Compare; a variance that is 0 but for rounding may come out as 0 here."""
    expected, ratio = textbook_ratio(designed), pooled_ratio(designed.strata)
    if expected is None:
        return ratio is None
    share, error = expected
    return isclose(ratio.share, share, abs_tol=1e-12) and isclose(
        ratio.standard_error, error, rel_tol=1e-6, abs_tol=1e-7
    )


@given(designed_samples())
def test_share_and_error_are_those_of_the_definition_row_by_row(designed):
    assert same_as_the_textbook(designed)


@given(designed_samples(clusters=True))
def test_clusters_enter_the_error_by_their_totals(designed):
    assert same_as_the_textbook(designed)


@given(designed_samples())
def test_the_scale_of_the_weights_does_not_matter(designed):
    larger = Rows(designed.rows.y, designed.rows.m, designed.rows.row_weights * 3.1)
    one = pooled_ratio(designed.strata)
    other = pooled_ratio(stratify(larger, designed.codes, designed.populations, designed.domain))
    assert (one is None) == (other is None)
    if one and other:
        assert isclose(one.share, other.share)
        assert isclose(one.standard_error, other.standard_error, abs_tol=1e-12)


def test_a_lonely_stratum_is_centred_at_the_overall_share():
    # R 4.2.2, survey 4.1.1, options(survey.lonely.psu = "adjust"): tests/reference/cases.json.
    table = np.genfromtxt("tests/reference/lonely.csv", delimiter=",", names=True, dtype=None)
    codes = np.unique(table["stratum"], return_inverse=True)[1]
    rows = Rows(table["y"], table["m"], table["w"])
    ratio = pooled_ratio(stratify(rows, codes, (None,) * (codes.max() + 1)))
    assert ratio.share == pytest.approx(0.777777777777778, abs=1e-12)
    assert ratio.standard_error == pytest.approx(0.0516264836527292, abs=1e-12)
    assert ratio.degrees_of_freedom == 10


def test_a_lonely_stratum_that_is_its_whole_population_adds_no_error():
    counted = Stratum(Moments.of(Rows([0], [4])), 1, 1)
    ratio = pooled_ratio((*sample([1, 2, 1], [2] * 3), counted))
    assert ratio.shares.fractions.tolist() == [[0, 1]]
    assert ratio.variance == ratio.shares.spread[0, 0] > 0


@pytest.mark.parametrize("strata", [(), alike(0, 0, 3), (Stratum(Moments(), 4),)])
def test_there_is_no_share_of_no_answers(strata):
    assert pooled_ratio(strata) is None


def test_only_weights_of_zero_are_no_answers():
    assert pooled_ratio((Stratum(Moments.of(Rows([1], [2], [0])), 1),)) is None


@pytest.mark.parametrize("share", [(1, 3), (2, 3), (1, 7)])
def test_respondents_who_agree_exactly_leave_no_rounding_error(share):
    assert pooled_ratio(alike(*share, 1001)).variance == 0


def test_one_deviating_answer_among_a_million_people_is_no_rounding_error():
    million = Moments.of(Rows([22], [22])).weighted(1)
    for _ in range(20):
        million += million
    ratio = pooled_ratio((Stratum(million + Moments.of(Rows([21], [22])), 2**20 + 1),))
    n = 2**20 + 1
    assert ratio.standard_error == pytest.approx(sqrt(1 - 1 / n) / (22 * n) * sqrt(n / (n - 1)))


def test_no_variance_makes_the_effective_size_infinite():
    assert pooled_ratio(alike(1, 2, 5)).n_effective == inf


def test_the_t_interval_may_pass_one_and_is_symmetric():
    ratio = pooled_ratio(sample([3, 3, 3, 3, 2], [3] * 5))
    interval = t_interval(ratio)
    assert interval.high > 1
    assert interval.low + interval.high == pytest.approx(2 * ratio.share)
    assert interval.method == "t"


def test_the_two_tails_of_a_test_add_up_to_one():
    test = t_test(pooled_ratio(sample([3, 2, 1, 3, 2], [3] * 5)), 0.9)
    assert test.statistic < 0
    assert test.p_greater + test.p_less == pytest.approx(1)


@pytest.mark.parametrize(
    ("distance", "expected"), [(0.1, (inf, 0, 1)), (0.0, (inf, 0, 1)), (-0.1, (-inf, 1, 0))]
)
def test_without_error_the_test_is_certain_and_reaching_is_enough(distance, expected):
    test = target_test(distance, 0.0, 10)
    assert (test.statistic, test.p_greater, test.p_less) == expected


def test_a_simple_sample_of_single_answers_has_design_effect_one():
    ratio = pooled_ratio(sample([1, 0, 1, 1, 0, 1], [1] * 6))
    assert design_effects(ratio).with_replacement == pytest.approx(1)


def test_a_sample_that_is_everybody_has_no_simple_error_to_compare_with():
    ratio = pooled_ratio(sample([1, 0, 1], [1] * 3))
    assert design_effects(ratio).without_replacement == inf


def test_no_variance_at_all_has_no_design_effect():
    effects = design_effects(pooled_ratio(alike(2, 2, 4)))
    assert isnan(effects.with_replacement)


def test_weights_that_add_up_to_less_than_the_answers_have_no_design_effect():
    moments = Moments.of(Rows([1, 0, 1], [1] * 3, [0.5] * 3))
    effects = design_effects(pooled_ratio((Stratum(moments, 3),)))
    assert isnan(effects.without_replacement)
    assert effects.with_replacement == pytest.approx(1)


def test_one_answer_has_no_design_effect():
    effects = design_effects(pooled_ratio(sample([1], [1])))
    assert isnan(effects.without_replacement)
    assert isnan(effects.with_replacement)
