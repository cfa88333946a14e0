"""What is asked of the default interval, and whether the outcomes of a simulation keep it.

A rate is judged with its simulation error: it breaks its limit when it lies beyond it by more than
twice the error that a rate just at the limit would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean

from bench.simulation.running import Outcome, Rate
from bench.simulation.scenarios import SCENARIOS, Standing

LEAST_COVERAGE = {Standing.STUDIED: 0.94, Standing.UNSEEN: 0.93}
MOST_FALSE_MET = 0.065
# Mean width that the safety of the shrunken design effect may cost, by number of respondents, over
# the populations that it was chosen on.
MOST_WIDTH = {15: 0.289, 30: 0.180, 100: 0.086, 500: 0.036}
ALLOWANCE = 2.0


class State(Enum):
    """How a demand fared."""

    KEPT = "kept"
    WITHIN_ERROR = "kept within the simulation error"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Finding:
    """A demand with the worst that was found.

    Attributes
    ----------
    demand : str
        What was asked.
    worst : str
        The worst figure, and where.
    state : State
    """

    demand: str
    worst: str
    state: State


def findings(outcomes: Sequence[Outcome]) -> tuple[Finding, ...]:
    """Return what became of each demand that the outcomes can tell of."""
    by_standing = {
        standing: [o for o in outcomes if o.cell.scenario.standing is standing]
        for standing in LEAST_COVERAGE
    }
    found = [_coverage(some, standing) for standing, some in by_standing.items() if some]
    studied = by_standing[Standing.STUDIED]
    if studied:
        found.append(_false_met(studied))
    return (*found, *_widths(studied))


def _coverage(outcomes: Sequence[Outcome], standing: Standing) -> Finding:
    limit = LEAST_COVERAGE[standing]
    worst = min(outcomes, key=lambda outcome: outcome.coverage.value)
    demand = f"coverage in {standing.value} populations at least {limit:.1%}"
    state = _state(limit - worst.coverage.value, limit, worst.coverage)
    return Finding(demand, f"worst {worst.coverage} in {worst.cell.name}", state)


def _false_met(outcomes: Sequence[Outcome]) -> Finding:
    worst = max(outcomes, key=lambda outcome: outcome.false_met.value)
    demand = f'false "met" in studied populations at most {MOST_FALSE_MET:.1%}'
    state = _state(worst.false_met.value - MOST_FALSE_MET, MOST_FALSE_MET, worst.false_met)
    return Finding(demand, f"worst {worst.false_met} in {worst.cell.name}", state)


def _state(excess: float, limit: float, rate: Rate) -> State:
    if excess <= 0:
        return State.KEPT
    error = Rate(limit, rate.replicates).error
    return State.WITHIN_ERROR if excess <= ALLOWANCE * error else State.BROKEN


def _widths(studied: Sequence[Outcome]) -> list[Finding]:
    """Return findings on the widths, which are comparable over all studied populations only."""
    wanted = {name for name, s in SCENARIOS.items() if s.standing is Standing.STUDIED}
    if {outcome.cell.scenario.name for outcome in studied} != wanted:
        return []
    found = []
    for size in sorted({outcome.cell.size for outcome in studied} & MOST_WIDTH.keys()):
        width = fmean(outcome.width for outcome in studied if outcome.cell.size == size)
        limit = MOST_WIDTH[size]
        state = State.KEPT if width <= limit else State.BROKEN
        demand = f"mean width in studied populations at n = {size} at most {limit:.3f}"
        found.append(Finding(demand, f"{width:.3f}", state))
    return found
