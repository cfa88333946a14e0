"""How many respondents a target or a margin takes."""

import numpy as np
import pytest

from analysis.estimates import Verdict
from analysis.estimators.sample_size import (
    AnswerModel,
    PowerTarget,
    customary_sample_size,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
    sample_size_target,
    target_power,
)
from analysis.estimators.tables import Moments, Rows, single_stratum
from analysis.indices.verdicts import decide

AIM, MODEL = PowerTarget(0.9, 0.93), AnswerModel(22, 0.5)


@pytest.mark.parametrize(
    ("aim", "correlation", "simple", "shrunken"),
    [
        (PowerTarget(0.90, 0.95), 0.5, 96, 112),
        (PowerTarget(0.90, 0.93), 0.3, 185, 205),
        (PowerTarget(0.90, 0.97), 0.5, 44, 59),
        (PowerTarget(0.866, 0.93), 0.6, 91, 101),
        (PowerTarget(0.90, 0.95, power=0.9), 0.5, 125, 142),
    ],
)
def test_the_cautious_interval_asks_for_some_fifteen_more(aim, correlation, simple, shrunken):
    model = AnswerModel(22, correlation)
    assert sample_size_simple(aim, model).people == simple
    assert sample_size_target(aim, model).people == shrunken


@pytest.mark.parametrize("population", [None, 150])
@pytest.mark.parametrize(
    "model",
    [MODEL, AnswerModel(1, 0), AnswerModel(5, 1), AnswerModel(10, 0.4, 1.2), AnswerModel(22, 0)],
)
def test_the_planned_number_has_the_planned_power(model, population):
    size = sample_size_target(AIM, model, population)
    assert target_power(AIM, model, size.respondents, population) == pytest.approx(0.8)


def test_the_planned_number_proves_the_target_as_often_as_planned():
    aim = PowerTarget(0.9, 0.97)
    people = sample_size_target(aim, MODEL).people
    random, met, runs = np.random.default_rng(8), 0, 400
    for _ in range(runs):
        y = random.binomial(22, random.beta(0.97, 0.03, people))
        strata = single_stratum(Moments.of(Rows(y, np.full(people, 22))))
        met += decide(strata, 0.9).verdict is Verdict.MET
    assert met / runs == pytest.approx(0.8, abs=0.06)


def test_a_population_saves_and_bounds_respondents():
    unlimited, finite = sample_size_target(AIM, MODEL), sample_size_target(AIM, MODEL, 300)
    assert finite.unlimited == unlimited.respondents == unlimited.unlimited
    assert finite.respondents < 300 < unlimited.respondents
    assert sample_size_target(AIM, MODEL, 1).people == 1
    assert target_power(AIM, MODEL, 300, 300) == 1
    assert str(unlimited) == "306 respondents"


def test_forms_follow_from_the_response_rate():
    size = sample_size_margin(0.9, 0.03, MODEL, population=2000)
    assert (size.people, size.to_ask(1), size.to_ask(0.6)) == (183, 183, 305)


def test_not_met_is_planned_like_met():
    assert sample_size_target(PowerTarget(0.9, 0.85), MODEL).people > 10
    few_satisfied = AnswerModel(22, 0.5).informative(0.02)
    assert few_satisfied == pytest.approx(AnswerModel(22, 0.5).informative(0.98))


def test_the_customary_rule_gives_the_numbers_of_its_table():
    cases = [50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000]
    customary = [45, 80, 134, 172, 223, 286, 334, 353, 371, 385]
    assert [customary_sample_size(each).people for each in cases] == customary
    assert customary_sample_size(None).people == 400


@pytest.mark.parametrize(
    ("target", "exact", "wilson", "shrunken"),
    [(0.9, 29, 25, 27), (0.866, 21, 18, 20), (0.95, 59, 52, 54), (0.02, 1, 1, 2)],
)
def test_below_a_least_number_even_full_satisfaction_proves_nothing(
    target, exact, wilson, shrunken
):
    least = least_all_satisfied(target)
    assert (least.exact, least.wilson, least.shrunken) == (exact, wilson, shrunken)


@pytest.mark.parametrize("people", [26, 27])
def test_the_least_number_is_that_of_the_verdict(people):
    strata = single_stratum(Moments.of(Rows([5] * people, [5] * people)))
    wanted = Verdict.MET if people == 27 else Verdict.UNDECIDED
    assert decide(strata, 0.9).verdict is wanted


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: PowerTarget(0, 0.9), "target must lie between 0 and 1: 0"),
        (lambda: PowerTarget(1, 0.9), "target must lie between 0 and 1: 1"),
        (lambda: PowerTarget(90, 0.9), "target must lie between 0 and 1: 90"),
        (lambda: PowerTarget(0.9, 93), "expected must lie between 0 and 1: 93"),
        (lambda: PowerTarget(0.9, 0.9), "expected must differ from target"),
        (lambda: PowerTarget(0.9, 0.93, error=0.5), "error must lie between 0 and 0.5"),
        (lambda: PowerTarget(0.9, 0.93, power=0.05), "power must lie between error and 1"),
        (lambda: AnswerModel(0), "items must be at least 1"),
        (lambda: AnswerModel(22, 1.1), "correlation must lie within"),
        (lambda: AnswerModel(22, 0.5, 0.9), "spread must be at least 1"),
        (lambda: sample_size_target(AIM, MODEL, 0), "population must be at least 1"),
        (lambda: sample_size_margin(0.9, 0.5, MODEL), "margin must lie between 0 and 0.5"),
        (lambda: sample_size_margin(1, 0.05, MODEL), "index must lie between 0 and 1"),
        (lambda: sample_size_margin(0.9, 0.05, MODEL, 95), "confidence_level must lie"),
        (lambda: customary_sample_size(-1), "population must be at least 1"),
        (lambda: least_all_satisfied(1), "target must lie between 0 and 1"),
        (lambda: least_all_satisfied(0.9, 0), "error must lie between 0 and 0.5"),
        (lambda: target_power(AIM, MODEL, 0), "respondents must be above 0"),
        (lambda: target_power(AIM, MODEL, 5, 4), "respondents must not exceed population"),
        (lambda: sample_size_simple(AIM, MODEL).to_ask(0), "response_rate must lie above 0"),
    ],
)
def test_plans_that_make_no_sense_are_refused_by_name(attempt, said):
    with pytest.raises(ValueError, match=said):
        attempt()
