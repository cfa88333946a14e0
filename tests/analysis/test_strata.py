import numpy as np
import pytest

from analysis.estimators.tables import Moments, Rows, Stratum, single_stratum, stratify


def test_more_units_than_the_population_holds_are_refused():
    with pytest.raises(ValueError, match=r"sampled must not exceed population; 5 units .* of 4"):
        Stratum(Moments(n=5), sampled=5, population=4)


def test_a_domain_larger_than_the_sample_is_refused():
    with pytest.raises(ValueError, match=r"moments\.n must not exceed sampled; 5 exceeds 4"):
        Stratum(Moments(n=5), sampled=4)


def test_the_sampled_fraction_is_zero_without_a_known_population():
    assert Stratum(Moments(), 5).fraction == 0
    assert Stratum(Moments(), 5, 20).fraction == 0.25
    assert Stratum(Moments(), 0, 0).fraction == 0


def test_a_domain_keeps_the_number_sampled_in_each_stratum():
    rows = Rows([1, 1, 0], [1, 1, 1])
    inside = np.array([True, False, False])
    first, second = stratify(rows, np.array([0, 0, 1]), (None, 9), inside)
    assert (first.sampled, first.moments.n, first.population) == (2, 1, None)
    assert (second.sampled, second.moments, second.population) == (1, Moments(), 9)


def test_strata_without_a_domain_hold_everybody():
    (only,) = stratify(Rows([1, 0], [1, 1]), np.array([0, 0]), (None,))
    assert only == single_stratum(Moments.of(Rows([1, 0], [1, 1])))[0]


def test_each_unit_of_an_expanded_stratum_stands_for_its_share_of_the_population():
    moments = Moments.of(Rows([1, 0], [1, 1]))
    expanded = Stratum(moments, sampled=4, population=10).expanded()
    assert expanded == Stratum(moments.weighted(2.5), 4, 10)


def test_an_empty_stratum_expands_to_nothing():
    assert Stratum(Moments(), 0, 10).expanded().moments == Moments()


def test_a_stratum_of_unknown_population_cannot_be_expanded():
    with pytest.raises(ValueError, match="population must be known"):
        Stratum(Moments(), 1).expanded()
