"""How many respondents a target or a margin takes."""

import numpy as np
import pytest

from analysis.estimates import Verdict
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
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
from analysis.estimators.strata import single_stratum
from analysis.indices.verdicts import decide

AIM, MODEL = PowerTarget(0.9, 0.93), AnswerModel(22, 0.5)


@pytest.mark.parametrize(
    ("aim", "correlation", "simple", "ours"),
    [
        (PowerTarget(0.90, 0.95), 0.5, 96, 126),
        (PowerTarget(0.90, 0.93), 0.3, 185, 252),
        (PowerTarget(0.90, 0.97), 0.5, 44, 67),
    ],
)
def test_one_more_person_asks_for_some_more_than_the_textbook(aim, correlation, simple, ours):
    model = AnswerModel(22, correlation)
    assert sample_size_simple(aim, model).people == simple
    assert sample_size_target(aim, model).people == ours


@pytest.mark.parametrize("population", [None, 150])
@pytest.mark.parametrize(
    "model",
    [MODEL, AnswerModel(1, 0), AnswerModel(5, 1), AnswerModel(10.5, 0.4), AnswerModel(22, 0)],
)
def test_the_planned_number_has_the_planned_power(model, population):
    people = sample_size_target(AIM, model, population).people
    assert target_power(AIM, model, people, population) >= 0.8
    assert target_power(AIM, model, people - 1, population) < 0.8


def test_the_planned_number_proves_the_target_as_often_as_planned():
    aim = PowerTarget(0.9, 0.97)
    people = sample_size_target(aim, MODEL).people
    random, met, runs = np.random.default_rng(8), 0, 400
    for _ in range(runs):
        y = random.binomial(22, random.beta(0.97, 0.03, people))
        strata = single_stratum(Moments.of(Rows(y, np.full(people, 22), items=22)))
        met += decide(strata, 0.9).verdict is Verdict.MET
    assert met / runs == pytest.approx(0.8, abs=0.06)


def test_a_population_saves_and_bounds_respondents():
    unlimited, finite = sample_size_target(AIM, MODEL), sample_size_target(AIM, MODEL, 300)
    assert finite.unlimited == unlimited.respondents == unlimited.unlimited
    assert finite.respondents < 300 < unlimited.respondents
    assert sample_size_target(AIM, MODEL, 1).people == 1
    assert target_power(AIM, MODEL, 300, 300) == 1
    assert str(unlimited) == "336 respondents"


@pytest.mark.parametrize("mean", [0.1, 0.9])
@pytest.mark.parametrize("model", [MODEL, AnswerModel(10.5, 0.4), AnswerModel(3, 1)])
def test_the_expected_people_have_the_index_that_is_expected(model, mean):
    y, m, parts = model.expected(mean)
    assert parts.sum() == pytest.approx(1)
    assert parts @ m == pytest.approx(model.items)
    assert parts @ y == pytest.approx(mean * model.items)


def test_of_very_few_cases_all_are_asked_for_before_too_few_prove_it():
    aim = PowerTarget(0.9, 0.99)
    assert least_all_satisfied(0.9, population=20) <= sample_size_target(aim, MODEL, 20).people
    assert sample_size_target(PowerTarget(0.9, 0.905), MODEL, 20).people == 20


def test_forms_follow_from_the_response_rate():
    size = sample_size_margin(0.9, 0.03, MODEL, population=2000)
    assert (size.people, size.to_ask(1), size.to_ask(0.6)) == (183, 183, 305)


def test_not_met_is_planned_like_met():
    assert sample_size_target(PowerTarget(0.9, 0.85), MODEL).people > 10
    mirrored = sample_size_target(PowerTarget(0.1, 0.15), MODEL)
    assert sample_size_target(PowerTarget(0.9, 0.85), MODEL) == mirrored
    assert sample_size_target(PowerTarget(0.9, 0.85), MODEL, 300).people < mirrored.people


def test_the_customary_rule_gives_the_numbers_of_its_table():
    cases = [50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000]
    customary = [45, 80, 134, 172, 223, 286, 334, 353, 371, 385]
    assert [customary_sample_size(each).people for each in cases] == customary
    assert customary_sample_size(None).people == 400


@pytest.mark.parametrize(("target", "least"), [(0.9, 29), (0.866, 21), (0.95, 59), (0.02, 1)])
def test_below_a_least_number_even_full_satisfaction_proves_nothing(target, least):
    assert least_all_satisfied(target) == least


@pytest.mark.parametrize(("cases", "least"), [(100, 23), (60, 20), (40, 18), (10, 8), (1, 1)])
def test_of_few_cases_fewer_prove_it(cases, least):
    assert least_all_satisfied(0.9, population=cases) == least


@pytest.mark.parametrize("people", [28, 29])
def test_the_least_number_is_that_of_the_verdict(people):
    strata = single_stratum(Moments.of(Rows([5] * people, [5] * people, items=5)))
    wanted = Verdict.MET if people == 29 else Verdict.UNDECIDED
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
