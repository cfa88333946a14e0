"""What is asked of the default interval, and whether the outcomes of a simulation keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bench.simulation.rates import ALLOWANCE, LEAST_COVERAGE, MOST_FALSE, Rate
from bench.simulation.running import Outcome


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
    """Return what became of each demand, in all populations."""
    return (
        _coverage(outcomes),
        _false("met", [(outcome, outcome.false_met) for outcome in outcomes]),
        _false("not met", [(outcome, outcome.false_not_met) for outcome in outcomes]),
    )


def claims_finding(false: Mapping[str, Rate]) -> Finding:
    """Return what became of the demand on claims that service points differ, by office."""
    return _claims("anything false claimed of a service point", false)


def trends_finding(false: Mapping[str, Rate]) -> Finding:
    """Return what became of the demand on claims that steady months change, by course."""
    return _claims("steady months said to rise or fall", false)


def _claims(what: str, false: Mapping[str, Rate]) -> Finding:
    name, worst = max(false.items(), key=lambda pair: pair[1].value)
    state = _state(worst.value - MOST_FALSE, MOST_FALSE, worst)
    demand = f"{what} in at most {MOST_FALSE:.0%} of samples"
    return Finding(demand, f"worst {worst} in {name}", state)


def _coverage(outcomes: Sequence[Outcome]) -> Finding:
    worst = min(outcomes, key=lambda outcome: outcome.coverage.value)
    state = _state(LEAST_COVERAGE - worst.coverage.value, LEAST_COVERAGE, worst.coverage)
    demand = f"coverage at least {LEAST_COVERAGE:.0%}"
    return Finding(demand, f"worst {worst.coverage} in {worst.cell.name}", state)


def _false(verdict: str, rates: Sequence[tuple[Outcome, Rate]]) -> Finding:
    outcome, worst = max(rates, key=lambda pair: pair[1].value)
    state = _state(worst.value - MOST_FALSE, MOST_FALSE, worst)
    demand = f'false "{verdict}" at most {MOST_FALSE:.0%}'
    return Finding(demand, f"worst {worst} in {outcome.cell.name}", state)


def _state(excess: float, limit: float, rate: Rate) -> State:
    if excess <= 0:
        return State.KEPT
    error = Rate(limit, rate.replicates).error
    return State.WITHIN_ERROR if excess <= ALLOWANCE * error else State.BROKEN
