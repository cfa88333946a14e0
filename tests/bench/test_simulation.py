from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import Moments, moments_by_cell
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import (
    Stratum,
    part_sums,
    single_stratum,
)
from analysis.indices.months import trends
from analysis.indices.units import Standing, standings
from bench.simulation.bounds import (
    counted,
    half_a_person,
    items_of_the_data,
    mean_weight,
    widths,
)
from bench.simulation.comparisons import OFFICES, Office, claiming, false_claims, without_masked
from bench.simulation.demands import State, claims_finding, findings, trends_finding
from bench.simulation.populations import ITEMS, BetaBinomial, Extremes, Probit
from bench.simulation.rates import Rate, is_clear
from bench.simulation.running import Outcome, doubtful_p_values, simulate_cell
from bench.simulation.samples import sampled, samples_of
from bench.simulation.scenarios import SCENARIOS, TRUE_INDICES, Cell, cells_of
from bench.simulation.tables import markdown_table
from bench.simulation.trends import COURSES, Course, claimed, trend_claims

METHODS = Path("docs/methods.md")
POPULATIONS = [
    pytest.param(population, id=f"{scenario.name} {population.label}")
    for scenario in SCENARIOS.values()
    for population in scenario.populations
]
EXTREMES = SCENARIOS["all-or-nothing"]


def extreme_cell(index=0.9, size=30):
    return Cell(EXTREMES, EXTREMES.populations[0], index, size)


def usual_cell(index=0.9, size=30):
    scenario = SCENARIOS["beta-binomial"]
    return Cell(scenario, scenario.populations[1], index, size)


def outcome(cell, coverage=0.96, false_met=0.03, false_not_met=0.03, replicates=4000):
    rates = [Rate(value, replicates) for value in (coverage, false_met, false_not_met)]
    return Outcome(cell, *rates, 0.1, Rate(0.4, replicates))


def small_run(names=SCENARIOS, rule=None, sizes=(30, 100), replicates=60):
    cells = cells_of([SCENARIOS[name] for name in names], sizes)
    return [simulate_cell(cell, replicates, 7, rule) for cell in cells]


@pytest.mark.parametrize("index", TRUE_INDICES)
@pytest.mark.parametrize("population", POPULATIONS)
def test_a_population_has_the_index_that_it_is_asked_for(population, index):
    rows = population.draw(index, (200, 100), np.random.default_rng(3))
    distance = rows.row_weights * (rows.y - population.truth(index) * rows.m)
    assert abs(distance.mean()) <= 4.5 * distance.std() / len(rows.y) ** 0.5
    assert ((rows.y >= 0) & (rows.y <= rows.m) & (rows.m <= rows.items)).all()
    assert rows.items <= ITEMS


@pytest.mark.parametrize("correlation", [0.3, 0.5, 0.7])
def test_answers_of_the_beta_binomial_correlate_as_said(correlation):
    y, _ = BetaBinomial(correlation).answers(0.8, 200_000, np.random.default_rng(4))
    found = (y.var() / (ITEMS * 0.8 * 0.2) - 1) / (ITEMS - 1)
    assert found == pytest.approx(correlation, abs=0.01)


def test_the_probit_population_has_short_forms_and_loses_six_percent():
    y, m = Probit(0.75).answers(0.9, 100_000, np.random.default_rng(5))
    asked = 0.7 * ITEMS + 0.3 * 8.5
    assert (m <= 12).mean() == pytest.approx(0.3, abs=0.01)
    assert m.mean() / asked == pytest.approx(0.94, abs=0.005)
    knowing, others = m == ITEMS, (m > 12) & (m < ITEMS)
    assert (y[knowing].sum() / m[knowing].sum()) > (y[others].sum() / m[others].sum())


def test_long_critics_answer_more_than_the_content():
    y, m = Extremes(content=5, critical=22).answers(0.9, 1000, np.random.default_rng(6))
    assert set(zip(y.tolist(), m.tolist(), strict=True)) == {(5.0, 5.0), (0.0, 22.0)}


def test_the_same_seed_gives_the_same_outcome_whatever_else_is_run():
    alone = simulate_cell(usual_cell(), 50, 1)
    others = cells_of([SCENARIOS["beta-binomial"]], [15, 30])
    assert alone in [simulate_cell(cell, 50, 1) for cell in others]
    assert simulate_cell(usual_cell(), 50, 2) != alone


def test_samples_drawn_in_several_batches_are_all_counted():
    found = simulate_cell(extreme_cell(size=25_000), 5, 1)
    assert found.coverage.replicates == 5
    assert found.coverage.value * 5 == round(found.coverage.value * 5)


@pytest.mark.parametrize("population", POPULATIONS)
def test_samples_are_those_that_their_strata_would_be(population):
    rows = population.draw(0.9, (3, 40), np.random.default_rng(8))
    groups = population.groups(40)
    numbers = [group.respondents for group in groups]
    codes = np.repeat(np.arange(3 * len(groups)), np.tile(numbers, 3))
    moments = iter(moments_by_cell(rows, codes, 3 * len(groups)))
    strata = [tuple(Stratum(next(moments), *group) for group in groups) for _ in range(3)]
    expected, found = part_sums(strata), sampled(rows, groups, 3)
    np.testing.assert_allclose(found.sums, expected.sums, rtol=1e-12)
    assert found.sampled.tolist() == expected.sampled.tolist()
    assert found.fractions.tolist() == expected.fractions.tolist()
    theirs, ours = (counted_shares(shares_of(each)).bounds() for each in (expected, found))
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


@pytest.mark.parametrize("population", POPULATIONS)
def test_what_is_not_judged_would_not_have_been_decided(population):
    cell = Cell(SCENARIOS["probit"], population, 0.9, 30)
    found = counted_shares(next(samples_of(cell, 40, 2)))
    expected, judged = found.p_values(cell.truth), doubtful_p_values(found, cell.truth)
    is_judged = judged < 1
    assert judged[is_judged] == pytest.approx(expected[is_judged], rel=1e-9)
    assert (expected[~is_judged] >= 1 / np.e).all()


def test_drawing_stops_where_some_thousand_samples_leave_no_doubt():
    assert not is_clear(0.0, 1999)
    assert is_clear(0.03, 2000)
    assert not is_clear(0.031, 2000)
    assert is_clear(0.04, 8000)
    clear = simulate_cell(usual_cell(size=15), 4000, 1)
    assert 2000 <= clear.coverage.replicates < 4000
    assert trend_claims(Course("alike", Extremes(), 0.9, 0.9, 15), 4000, 1).replicates < 4000


@pytest.mark.parametrize(("replicates", "seed"), [(0, 1), (1, -1)])
def test_impossible_requests_are_refused(replicates, seed):
    with pytest.raises(ValueError, match="must"):
        simulate_cell(extreme_cell(), replicates, seed)


def test_a_sample_without_an_answer_claims_nothing():
    blank = single_stratum(Moments.of(Rows([0, 0], [0, 0], items=5)))
    assert widths(counted(shares_of(part_sums([blank])))).tolist() == [1]


def test_the_default_interval_keeps_every_demand():
    states = {finding.state for finding in findings(small_run())}
    assert State.BROKEN not in states


@pytest.mark.parametrize(
    ("name", "rule", "broken"),
    [
        ("long-critics", items_of_the_data, 'false "met" at most 5%'),
        ("all-or-nothing", half_a_person, 'false "met" at most 5%'),
        ("heavy-critics", mean_weight, 'false "met" at most 5%'),
    ],
)
def test_a_planted_fault_breaks_a_demand(name, rule, broken):
    found = findings(small_run([name], rule, sizes=(30,), replicates=1200))
    assert broken in [each.demand for each in found if each.state is State.BROKEN]


@pytest.mark.parametrize("name", ["eight with hidden critics", "two low and one in the middle"])
def test_nothing_false_is_claimed_of_service_points(name):
    found = claims_finding({name: false_claims(OFFICES[name], 8, 7)})
    assert found.state is not State.BROKEN


def test_claims_without_the_masked_service_points_break_the_demand():
    name = "two low and one in the middle"
    found = claims_finding({name: false_claims(OFFICES[name], 12, 7, without_masked)})
    assert found.state is State.BROKEN
    assert found.worst.endswith(f"in {name}")


def test_a_sample_in_which_nothing_is_claimed_is_told_without_comparing_all():
    office = Office("one low", (BetaBinomial(0.5),) * 4, (40,) * 4, (0.95, 0.95, 0.95, 0.8))
    rows = office.draw(12, np.random.default_rng(9))
    found = [standings(office.units(rows, sample)) for sample in range(12)]
    claimed = [{unit.standing for unit in each.units} != {Standing.UNDECIDED} for each in found]
    assert claiming(office, rows, 12) == np.flatnonzero(claimed).tolist()
    assert 0 < sum(claimed) < 12


@pytest.mark.parametrize("course", COURSES[::7], ids=lambda course: course.title)
def test_a_year_is_claimed_to_change_when_a_report_says_so(course):
    rows = course.draw(6, np.random.default_rng(10))
    cells = np.repeat(np.arange(6 * 12), course.size)
    moments = moments_by_cell(rows, cells, 6 * 12)
    months = [(Stratum(each, course.size * 12),) for each in moments]
    worlds = [months[first : first + 12] for first in range(0, 6 * 12, 12)]
    expected = sum(each.p_value <= 0.05 for each in trends(worlds, range(12)))
    assert claimed(rows, course.size, 6) == expected


def test_steady_months_keep_their_demand_and_a_fall_is_found():
    steady = Course("all-or-nothing", Extremes(), 0.9, 0.9, 30)
    falling = Course("all-or-nothing", Extremes(), 0.95, 0.6, 30)
    rates = {each.title: trend_claims(each, 300, 7) for each in (steady, falling)}
    assert trends_finding({steady.title: rates[steady.title]}).state is not State.BROKEN
    found = trends_finding(rates)
    assert found.state is State.BROKEN
    assert found.worst.endswith("in all-or-nothing, 95% to 60%, n = 30 a month")


def test_pooled_answers_cover_far_less_than_they_say():
    (found,) = small_run(["hidden-critics"], sizes=(30,))[:1]
    assert found.pooled_coverage.value < 0.6 < found.coverage.value


def test_the_coverage_of_all_or_nothing_is_the_exact_one():
    exact = 0.0
    for satisfied in range(201):
        y = np.repeat([ITEMS, 0.0], [satisfied, 200 - satisfied])
        rows = Rows(y, np.full(200, ITEMS), items=ITEMS)
        low, high = counted_shares(shares_of(part_sums([single_stratum(Moments.of(rows))]))).bounds(
            0.95
        )
        if low[0] <= 0.98 <= high[0]:
            exact += float(binom.pmf(satisfied, 200, 0.98))
    assert exact >= 0.95
    simulated = simulate_cell(extreme_cell(0.98, 200), 1500, 1).coverage
    assert abs(simulated.value - exact) <= 4 * max(simulated.error, 0.001)


@pytest.mark.parametrize(
    ("coverage", "state"),
    [(0.95, State.KEPT), (0.937, State.WITHIN_ERROR), (0.936, State.BROKEN)],
)
def test_a_rate_breaks_its_limit_beyond_four_simulation_errors(coverage, state):
    assert findings([outcome(usual_cell(), coverage=coverage)])[0].state is state


def test_too_many_false_verdicts_break_a_demand():
    found = findings([outcome(usual_cell()), outcome(usual_cell(0.95), false_met=0.08)])
    assert [f.state for f in found] == [State.KEPT, State.BROKEN, State.KEPT]
    assert found[1].worst.endswith("in beta-binomial correlation 0.5, index 0.950, n = 30")
    assert findings([outcome(usual_cell(), false_not_met=0.08)])[2].state is State.BROKEN


def test_the_table_has_a_row_for_each_scenario_and_size_and_tells_its_day():
    outcomes = [outcome(extreme_cell(0.8)), outcome(extreme_cell(0.9), coverage=0.951)]
    outcomes = [*outcomes, outcome(extreme_cell(size=60))]
    table = markdown_table(outcomes, findings(outcomes), date(2026, 11, 22), 5)
    lines = table.splitlines()
    assert lines[0] == "Computed on 22/11/2026: 4,000 replicates a cell, seed 5."
    assert lines[4].startswith("| all-or-nothing | 30 | 0.956 | 0.9510 ± 0.0034 | 0.0300")
    assert lines[5].startswith("| all-or-nothing | 60 |")
    assert lines[-1] == "* PASS"


def test_years_have_a_table_with_one_row_a_population_and_course():
    people = BetaBinomial(0.5)
    courses = [Course("alike", people, 0.9, 0.9, size) for size in (100, 30)]
    courses.append(Course("alike", people, 0.95, 0.84, 30))
    rates = dict(zip(courses, [Rate(0.02, 400), Rate(0.04, 400), Rate(0.6, 400)], strict=True))
    outcomes = [outcome(extreme_cell())]
    table = markdown_table(outcomes, findings(outcomes), date(2026, 11, 22), 5, rates)
    lines = table.splitlines()
    assert "| Twelve months | 30 a month: said to change | 100 a month: said to change |" in lines
    assert "| alike, 90% | 0.0400 ± 0.0098 | 0.0200 ± 0.0070 |" in lines
    assert "| alike, 95% to 84% | 0.6000 ± 0.0245 |  |" in lines


def test_the_table_follows_the_order_of_the_scenarios():
    cells = [cell for cell in cells_of(SCENARIOS.values(), [30]) if cell.index == 0.9]
    outcomes = [outcome(cell) for cell in reversed(cells)]
    table = markdown_table(outcomes, findings(outcomes), date(2026, 11, 22), 5)
    rows = [line.split(" | ")[0][2:] for line in table.splitlines() if " | 30 | " in line]
    assert rows == list(SCENARIOS)


def test_the_methods_page_tells_of_every_scenario_and_holds_a_full_run_that_passed():
    page = METHODS.read_text(encoding="utf-8")
    table = page.partition("<!-- simulated:begin -->")[2].partition("<!-- simulated:end -->")[0]
    for name in SCENARIOS:
        assert f"| `{name}` |" in page
        assert table.count(f"| {name} |") == 4
    for course in COURSES:
        assert f"| {course.name}, {course.indices} |" in table
    assert table.endswith("* PASS\n")
