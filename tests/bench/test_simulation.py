from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from analysis.estimators.tables import Moments, Rows
from bench.simulation.bounds import IGNORANCE, bounds, pooled_answers, sampled_ratio
from bench.simulation.demands import LEAST_COVERAGE, State, findings
from bench.simulation.populations import ITEMS, BetaBinomial, Extremes, Probit
from bench.simulation.running import Outcome, Rate, simulate_cell
from bench.simulation.scenarios import SCENARIOS, TRUE_INDICES, Cell, Standing, cells_of
from bench.simulation.tables import markdown_table, summary_lines

METHODS = Path("docs/methods.md")
POPULATIONS = [
    pytest.param(population, id=f"{scenario.name} {population.label}")
    for scenario in SCENARIOS.values()
    for population in scenario.populations
]
STUDIED = [s for s in SCENARIOS.values() if s.standing is Standing.STUDIED]
EXTREMES = SCENARIOS["all-or-nothing"]


def extreme_cell(index=0.9, size=30):
    return Cell(EXTREMES, EXTREMES.populations[0], index, size)


def studied_cell(index=0.9, size=30):
    scenario = SCENARIOS["beta-binomial"]
    return Cell(scenario, scenario.populations[1], index, size)


def outcome(cell, coverage=0.96, false_met=0.03, width=0.1, replicates=4000):
    rate = Rate(0.4, replicates)
    return Outcome(cell, Rate(coverage, replicates), Rate(false_met, replicates), width, rate)


def small_run(rule=None, replicates=120):
    cells = cells_of([s for s in SCENARIOS.values() if s.standing in LEAST_COVERAGE], [30, 100])
    chosen = {} if rule is None else {"rule": rule}
    return [simulate_cell(cell, replicates, 7, **chosen) for cell in cells]


@pytest.mark.parametrize("index", TRUE_INDICES)
@pytest.mark.parametrize("population", POPULATIONS)
def test_a_population_has_the_index_that_it_is_asked_for(population, index):
    y, m = population.draw(index, 60_000, np.random.default_rng(3))
    distance = y - index * m
    assert abs(distance.mean()) <= 4.5 * distance.std() / len(y) ** 0.5
    assert ((y >= 0) & (y <= m) & (m <= ITEMS)).all()


@pytest.mark.parametrize("correlation", [0.3, 0.5, 0.7])
def test_answers_of_the_beta_binomial_correlate_as_said(correlation):
    y, _ = BetaBinomial(correlation).draw(0.8, 200_000, np.random.default_rng(4))
    found = (y.var() / (ITEMS * 0.8 * 0.2) - 1) / (ITEMS - 1)
    assert found == pytest.approx(correlation, abs=0.01)


def test_the_probit_population_has_short_forms_and_loses_six_percent():
    y, m = Probit(0.75).draw(0.9, 100_000, np.random.default_rng(5))
    asked = 0.7 * ITEMS + 0.3 * 8.5
    assert (m <= 12).mean() == pytest.approx(0.3, abs=0.01)
    assert m.mean() / asked == pytest.approx(0.94, abs=0.005)
    knowing, others = m == ITEMS, (m > 12) & (m < ITEMS)
    assert (y[knowing].sum() / m[knowing].sum()) > (y[others].sum() / m[others].sum())


def test_long_critics_answer_more_than_the_content():
    y, m = Extremes(content=5, critical=22).draw(0.9, 1000, np.random.default_rng(6))
    assert set(zip(y.tolist(), m.tolist(), strict=True)) == {(5.0, 5.0), (0.0, 22.0)}


def test_the_same_seed_gives_the_same_outcome_whatever_else_is_run():
    alone = simulate_cell(studied_cell(), 50, 1)
    among_others = [simulate_cell(cell, 50, 1) for cell in cells_of(STUDIED, [15, 30])]
    assert alone in among_others
    assert simulate_cell(studied_cell(), 50, 2) != alone


def test_samples_drawn_in_several_batches_are_all_counted():
    found = simulate_cell(extreme_cell(size=25_000), 5, 1)
    assert found.coverage.replicates == 5
    assert found.coverage.value * 5 == round(found.coverage.value * 5)


@pytest.mark.parametrize(("replicates", "seed"), [(0, 1), (1, -1)])
def test_impossible_requests_are_refused(replicates, seed):
    with pytest.raises(ValueError, match="must"):
        simulate_cell(extreme_cell(), replicates, seed)


@pytest.mark.parametrize("rows", [Rows([], []), Rows([0, 0], [0, 0]), Rows([4], [5])])
def test_a_sample_without_an_interval_claims_nothing(rows):
    found = bounds(sampled_ratio(Moments.of(rows)))
    assert (found.drawn, found.deciding) == (IGNORANCE, 0.0)


def test_the_default_interval_keeps_every_demand():
    states = {finding.state for finding in findings(small_run())}
    assert State.BROKEN not in states


def test_without_the_design_effect_the_same_demands_are_broken():
    broken = [f.demand for f in findings(small_run(pooled_answers)) if f.state is State.BROKEN]
    assert broken == [
        "coverage in studied populations at least 94.0%",
        "coverage in unseen populations at least 93.0%",
        'false "met" in studied populations at most 6.5%',
    ]


def test_the_comparison_with_pooled_answers_is_that_of_the_wrong_rule():
    right, wrong = (simulate_cell(studied_cell(), 100, 1, **rule) for rule in RULES)
    assert right.pooled_coverage == wrong.coverage
    assert wrong.coverage.value < 0.6 < right.coverage.value


RULES = ({}, {"rule": pooled_answers})


def exact_coverage(index, size):
    """Sum the binomial probabilities of those numbers of satisfied people that cover."""
    covered = 0.0
    for satisfied in range(size + 1):
        y = np.repeat([ITEMS, 0.0], [satisfied, size - satisfied])
        interval = bounds(sampled_ratio(Moments.of(Rows(y, np.full(size, ITEMS))))).drawn
        if interval.low <= index <= interval.high:
            covered += float(binom.pmf(satisfied, size, index))
    return covered


def test_the_coverage_worked_out_in_the_methods_is_the_exact_one_and_the_simulated_one():
    exact = exact_coverage(0.98, 200)
    said = "the index 0.98 with 200 respondents it is 93.31 %"
    assert f"{exact:.2%}" == "93.31%"
    assert said in METHODS.read_text(encoding="utf-8")
    found = simulate_cell(extreme_cell(0.98, 200), 1500, 1).coverage
    assert abs(found.value - exact) <= 4 * found.error


def test_no_other_cell_of_all_or_nothing_covers_less():
    sizes = (15, 30, 60, 100, 200, 500)
    exact = {(i, n): exact_coverage(i, n) for i in TRUE_INDICES for n in sizes}
    assert min(exact, key=exact.get) == (0.98, 200)


@pytest.mark.parametrize(
    ("coverage", "state"),
    [(0.94, State.KEPT), (0.9326, State.WITHIN_ERROR), (0.9324, State.BROKEN)],
)
def test_a_rate_breaks_its_limit_beyond_two_simulation_errors(coverage, state):
    assert findings([outcome(studied_cell(), coverage=coverage)])[0].state is state


def test_too_many_false_met_break_the_demand():
    found = findings([outcome(studied_cell()), outcome(studied_cell(0.95), false_met=0.08)])
    assert [f.state for f in found] == [State.KEPT, State.BROKEN]
    assert found[1].worst.endswith("in beta-binomial correlation 0.5, index 0.950, n = 30")


def test_unseen_populations_are_asked_for_less_coverage_and_no_rate_of_met():
    (found,) = findings([outcome(extreme_cell(), coverage=0.93, false_met=0.2)])
    assert (found.demand, found.state) == (
        "coverage in unseen populations at least 93.0%",
        State.KEPT,
    )


@pytest.mark.parametrize(("width", "state"), [(0.179, State.KEPT), (0.181, State.BROKEN)])
def test_widths_are_judged_over_all_studied_populations(width, state):
    cells = [cell for cell in cells_of(STUDIED, [30, 60]) if cell.index == 0.9]
    found = findings([outcome(cell, width=width) for cell in cells])
    assert [(f.demand, f.state) for f in found[2:]] == [
        ("mean width in studied populations at n = 30 at most 0.180", state)
    ]


def test_nothing_is_asked_beyond_what_a_sample_can_tell():
    scenario = SCENARIOS["hidden-critics"]
    beyond = replace(studied_cell(), scenario=scenario, population=scenario.populations[0])
    assert summary_lines(findings([outcome(beyond, coverage=0.1)])) == [
        "Nothing is asked of the interval in these populations."
    ]


def test_the_table_has_a_row_for_each_scenario_and_size_and_tells_its_day():
    outcomes = [outcome(extreme_cell(0.8)), outcome(extreme_cell(0.9), coverage=0.94)]
    table = markdown_table([*outcomes, outcome(extreme_cell(size=60))], date(2026, 11, 22), 5)
    lines = table.splitlines()
    assert lines[0] == "Computed on 22/11/2026: 4,000 replicates a cell, seed 5."
    assert lines[4].startswith("| all-or-nothing | unseen | 30 | 0.950 | 0.9400 ± 0.0038 | 0.0300")
    assert lines[5].startswith("| all-or-nothing | unseen | 60 |")
    assert lines[-1] == "* PASS"


def test_the_table_begins_with_what_was_studied_and_ends_with_what_lies_beyond():
    cells = [cell for cell in cells_of(SCENARIOS.values(), [30]) if cell.index == 0.9]
    table = markdown_table([outcome(cell) for cell in reversed(cells)], date(2026, 11, 22), 5)
    rows = [line.split(" | ")[1] for line in table.splitlines() if " | 30 | " in line]
    assert rows == ["studied"] * 2 + ["unseen"] * 3 + ["beyond"] * 2


def test_the_methods_page_tells_of_every_scenario_and_holds_a_full_run_that_passed():
    page = METHODS.read_text(encoding="utf-8")
    table = page.partition("<!-- simulated:begin -->")[2].partition("<!-- simulated:end -->")[0]
    for name in SCENARIOS:
        assert f"| `{name}` |" in page
        assert table.count(f"| {name} |") == 6
    assert table.endswith("* PASS\n")
