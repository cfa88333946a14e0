from dataclasses import replace

import pytest
from hypothesis import given

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.bounds import UnknownItems
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.strata import Stratum, single_stratum
from analysis.indices.formulas import FORMULAS, formula, pooled_share, pooled_shares
from tests.analysis.answers import alike, answer_rows, designed_samples, sample


def codes(estimate):
    return [caveat.code for caveat in estimate.caveats]


def test_a_formula_is_found_by_its_name():
    assert formula("pooled_share") is pooled_shares
    parts = [alike(1, 2, 5), alike(0, 2, 5)]
    assert formula("pooled_share")(parts) == tuple(map(pooled_share, parts))
    assert all(found(parts)[0].formula == name for name, found in FORMULAS.items())
    assert formula("pooled_share")([]) == ()


def test_an_unknown_formula_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="formula must be one of pooled_share: 'mean'"):
        formula("mean")


@pytest.mark.parametrize(
    "strata",
    [(), alike(0, 0, 7), (Stratum(Moments(), 9),), alike(0, 0, 1)],
    ids=["nobody", "all blank", "nobody in the domain", "one blank"],
)
def test_no_answers_are_never_zero_or_a_hundred_percent(strata):
    estimate = pooled_share(strata)
    assert estimate.estimate is estimate.standard_error is estimate.interval is None
    assert (estimate.respondents, estimate.answers) == (0, 0)
    assert codes(estimate) == [CaveatCode.NO_ANSWERS]


def test_one_respondent_has_an_estimate_without_error():
    estimate = pooled_share(sample([3, 0], [4, 0]))
    assert estimate.estimate == 0.75
    assert estimate.standard_error is estimate.interval is estimate.n_effective is None
    assert (estimate.respondents, estimate.answers) == (1, 4)
    assert codes(estimate) == [CaveatCode.ONE_RESPONDENT]


def test_one_respondent_of_one_is_no_certainty_either():
    assert pooled_share(sample([3], [4], population=1)).interval is None


def test_everybody_satisfied_is_not_certain():
    estimate = pooled_share(alike(6, 6, 10))
    assert (estimate.estimate, estimate.standard_error) == (1, 0)
    assert estimate.interval.low == pytest.approx(0.6915028921812392)
    assert estimate.interval.high == 1
    assert codes(estimate) == [CaveatCode.NO_VARIATION]


def test_nobody_satisfied_is_not_certain():
    estimate = pooled_share(alike(0, 5, 8))
    assert (estimate.estimate, estimate.interval.low) == (0, 0)
    assert estimate.interval.high == pytest.approx(0.36941664755281933)


def test_an_empty_stratum_leaves_a_doubt_and_the_rest_as_it_is():
    strata = (*sample([2, 1, 2, 0], [2] * 4), Stratum(Moments(), 0, 120))
    estimate = pooled_share(strata)
    assert estimate.caveats == (Caveat(CaveatCode.EMPTY_STRATUM, {"strata": 1, "cases": 120}),)
    assert estimate.interval == pooled_share(strata[:1]).interval


def test_an_empty_stratum_without_cases_leaves_no_doubt():
    assert not pooled_share((*sample([2, 1], [2, 2]), Stratum(Moments(), 0, 0))).caveats


def test_a_stratum_of_one_is_told():
    strata = (*sample([2, 1, 2], [2] * 3), *sample([1], [2]))
    assert pooled_share(strata).caveats == (Caveat(CaveatCode.LONELY_STRATUM, {"strata": 1}),)


def test_strata_of_one_each_have_an_interval_and_no_standard_error():
    estimate = pooled_share(sample([2], [2]) + sample([1], [2]) + sample([2], [2]))
    assert estimate.standard_error is estimate.n_effective is None
    assert estimate.interval == pooled_share(sample([2, 1, 2], [2] * 3)).interval
    assert codes(estimate) == [CaveatCode.LONELY_STRATUM]


def test_people_of_one_cluster_are_one_person_who_may_answer_more():
    moments = Moments.of(Rows([1, 2, 2], [2, 2, 2], psus=["same", "same", "else"], items=4))
    alone = sample([3, 2], [4, 2], items=4)
    assert pooled_share(single_stratum(moments)).interval == pooled_share(alone).interval


def test_an_interval_without_the_number_of_items_is_refused_with_the_reason():
    with pytest.raises(UnknownItems, match=r"items must be known, .* were not drawn"):
        pooled_share(single_stratum(Moments.of(Rows([1, 2], [2, 2]))))


def test_an_interval_of_sums_alone_is_refused_with_the_reason():
    sums = replace(Moments.of(Rows([1, 2], [2, 2], items=2)), counts=None)
    with pytest.raises(UnknownItems, match="moments must hold their table of counts"):
        pooled_share(single_stratum(sums))


def test_a_mean_of_marks_has_bounds_too_though_no_people_can_be_counted():
    estimate = pooled_share(sample([0.25, 1, 0.5, 1], [1] * 4, population=9))
    assert estimate.interval.method == "one_more_person"
    assert estimate.interval.low < estimate.estimate < estimate.interval.high


def test_more_satisfied_than_valid_answers_are_refused():
    with pytest.raises(ValueError, match="y must not exceed m in a share"):
        pooled_share(sample([3, 3], [2, 2]))


def test_a_full_count_beside_a_sample_of_blanks_is_no_full_count():
    strata = (*sample([2, 1], [2, 2], population=2), *sample([0, 0], [0, 0], population=50))
    estimate = pooled_share(strata)
    assert estimate.interval is None
    assert codes(estimate) == [CaveatCode.NO_DEGREES_OF_FREEDOM]


def test_a_census_has_no_sampling_error():
    estimate = pooled_share(sample([2, 1, 0, 2], [2] * 4, population=4))
    assert (estimate.estimate, estimate.standard_error) == (0.625, 0)
    assert estimate.interval.low == estimate.interval.high == 0.625
    assert estimate.n_effective is estimate.design_effect is None
    assert codes(estimate) == [CaveatCode.FULL_COUNT]


def test_a_census_of_strata_of_one_is_the_point_too():
    estimate = pooled_share(sample([2], [2], 1) + sample([1], [2], 1))
    assert estimate.interval.low == estimate.interval.high == 0.75


def test_respondents_of_weight_zero_do_not_count():
    moments = Moments.of(Rows([2, 0, 0], [2, 2, 2], [1, 0, 0], items=2))
    estimate = pooled_share(single_stratum(moments))
    assert (estimate.estimate, estimate.respondents, estimate.interval) == (1, 1, None)


def test_the_design_effect_is_answers_per_effective_answer():
    estimate = pooled_share(sample([5, 0, 5, 1, 5, 4], [5] * 6))
    assert estimate.design_effect == estimate.answers / estimate.n_effective
    assert estimate.degrees_of_freedom == 5


@given(designed_samples())
def test_an_interval_encloses_the_estimate_and_is_a_point_only_in_a_full_count(designed):
    estimate = pooled_share(designed.strata)
    if estimate.interval is None:
        assert estimate.standard_error is None
        return
    assert 0 <= estimate.interval.low <= estimate.estimate <= estimate.interval.high <= 1
    is_point = estimate.interval.low == estimate.interval.high
    assert is_point == (CaveatCode.FULL_COUNT in codes(estimate))


@given(answer_rows())
def test_a_wider_level_gives_a_wider_interval(drawn):
    strata = sample(*drawn)
    narrow, wide = pooled_share(strata, 0.90).interval, pooled_share(strata, 0.99).interval
    if narrow and wide:
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high
