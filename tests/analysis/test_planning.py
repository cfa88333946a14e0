"""How many respondents a target or a margin takes."""

import numpy as np
import pytest

from analysis.estimates import Verdict
from analysis.estimators.goals import Form, Goal
from analysis.estimators.planning import (
    customary_sample_size,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
    sample_size_target,
    target_power,
)
from analysis.estimators.tables import Moments, Rows, single_stratum
from analysis.indices.verdicts import decide

GOAL, FORM = Goal(0.9, 0.93), Form(22, 0.5)


@pytest.mark.parametrize(
    ("goal", "correlation", "simple", "shrunken"),
    [
        (Goal(0.90, 0.95), 0.5, 96, 112),
        (Goal(0.90, 0.93), 0.3, 185, 205),
        (Goal(0.90, 0.97), 0.5, 44, 59),
        (Goal(0.866, 0.93), 0.6, 91, 101),
        (Goal(0.90, 0.95, power=0.9), 0.5, 125, 142),
    ],
)
def test_the_cautious_interval_asks_for_some_fifteen_more(goal, correlation, simple, shrunken):
    form = Form(22, correlation)
    assert sample_size_simple(goal, form).people == simple
    assert sample_size_target(goal, form).people == shrunken


@pytest.mark.parametrize("population", [None, 150])
@pytest.mark.parametrize("form", [FORM, Form(1, 0), Form(5, 1), Form(10, 0.4, 1.2), Form(22, 0)])
def test_the_planned_number_has_the_planned_power(form, population):
    need = sample_size_target(GOAL, form, population)
    assert target_power(GOAL, form, need.respondents, population) == pytest.approx(0.8)


def test_the_planned_number_proves_the_target_as_often_as_planned():
    goal = Goal(0.9, 0.97)
    people = sample_size_target(goal, FORM).people
    random, met, runs = np.random.default_rng(8), 0, 400
    for _ in range(runs):
        y = random.binomial(22, random.beta(0.97, 0.03, people))
        strata = single_stratum(Moments.of(Rows(y, np.full(people, 22))))
        met += decide(strata, 0.9).verdict is Verdict.MET
    assert met / runs == pytest.approx(0.8, abs=0.06)


def test_a_population_saves_and_bounds_respondents():
    unlimited, finite = sample_size_target(GOAL, FORM), sample_size_target(GOAL, FORM, 300)
    assert finite.unlimited == unlimited.respondents == unlimited.unlimited
    assert finite.respondents < 300 < unlimited.respondents
    assert sample_size_target(GOAL, FORM, 1).people == 1
    assert target_power(GOAL, FORM, 300, 300) == 1
    assert str(unlimited) == "306 respondents"


def test_forms_follow_from_the_response_rate():
    need = sample_size_margin(0.9, 0.03, FORM, population=2000)
    assert (need.people, need.forms(1), need.forms(0.6)) == (183, 183, 305)


def test_not_met_is_planned_like_met():
    assert sample_size_target(Goal(0.9, 0.85), FORM).people > 10
    few_satisfied = Form(22, 0.5).informative(0.02)
    assert few_satisfied == pytest.approx(Form(22, 0.5).informative(0.98))


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
        (lambda: Goal(0, 0.9), "target must lie between 0 and 1: 0"),
        (lambda: Goal(1, 0.9), "target must lie between 0 and 1: 1"),
        (lambda: Goal(90, 0.9), "target must lie between 0 and 1: 90"),
        (lambda: Goal(0.9, 93), "expected must lie between 0 and 1: 93"),
        (lambda: Goal(0.9, 0.9), "expected must differ from target"),
        (lambda: Goal(0.9, 0.93, error=0.5), "error must lie between 0 and 0.5"),
        (lambda: Goal(0.9, 0.93, power=0.05), "power must lie between error and 1"),
        (lambda: Form(0), "items must be at least 1"),
        (lambda: Form(22, 1.1), "correlation must lie within"),
        (lambda: Form(22, 0.5, 0.9), "spread must be at least 1"),
        (lambda: sample_size_target(GOAL, FORM, 0), "population must be at least 1"),
        (lambda: sample_size_margin(0.9, 0.5, FORM), "margin must lie between 0 and 0.5"),
        (lambda: sample_size_margin(1, 0.05, FORM), "index must lie between 0 and 1"),
        (lambda: sample_size_margin(0.9, 0.05, FORM, 95), "confidence_level must lie"),
        (lambda: customary_sample_size(-1), "population must be at least 1"),
        (lambda: least_all_satisfied(1), "target must lie between 0 and 1"),
        (lambda: least_all_satisfied(0.9, 0), "error must lie between 0 and 0.5"),
        (lambda: target_power(GOAL, FORM, 0), "respondents must be above 0"),
        (lambda: target_power(GOAL, FORM, 5, 4), "respondents must not exceed population"),
        (lambda: sample_size_simple(GOAL, FORM).forms(0), "response_rate must lie above 0"),
    ],
)
def test_plans_that_make_no_sense_are_refused_by_name(attempt, said):
    with pytest.raises(ValueError, match=said):
        attempt()
