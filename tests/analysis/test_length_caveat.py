"""A warning where dissatisfaction comes from the longest responses, and hardly ever elsewhere."""

import numpy as np
import pytest

from analysis import Sampling, satisfaction_index
from analysis.caveats import CaveatCode
from bench.simulation.populations import BetaBinomial, Extremes, Probit

LONG_CRITICS = Extremes(content=5, critical=22)
RUNS = 300


def warns(y, m, sampling=None):
    found = satisfaction_index(y, m, sampling or Sampling())
    return CaveatCode.LONG_AND_UNSATISFIED in [caveat.code for caveat in found.caveats]


def rate(population, index, people):
    generator = np.random.default_rng(11)
    return np.mean([warns(*population.draw(index, people, generator)) for _ in range(RUNS)])


def test_one_critic_who_answers_everything_is_told():
    assert warns([5] * 29 + [0], [5] * 29 + [22])
    assert not warns([22] * 29 + [0], [22] * 29 + [5])


def test_responses_of_one_length_tell_nothing():
    assert not warns([5, 0, 3, 5], [5] * 4)
    assert not warns([5] * 4, [5] * 4)


def test_under_weights_it_cannot_be_told_and_is_not():
    assert not warns([5] * 29 + [0], [5] * 29 + [22], Sampling(weights=[1] * 29 + [2]))


@pytest.mark.parametrize("people", [15, 100])
@pytest.mark.parametrize("population", [Probit(0.75), BetaBinomial(0.5)])
def test_studied_populations_hardly_ever_pass_for_it(population, people):
    assert rate(population, 0.9, people) <= 0.01


@pytest.mark.parametrize(("index", "people", "least"), [(0.8, 30, 0.7), (0.9, 100, 0.8)])
def test_long_critics_are_told_of_as_soon_as_some_were_drawn(index, people, least):
    assert rate(LONG_CRITICS, index, people) >= least
