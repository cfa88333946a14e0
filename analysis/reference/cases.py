"""Reads a file of reference cases, runs them, and compares what comes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isnan, nan
from pathlib import Path
from types import MappingProxyType

from analysis.estimates import Verdict
from analysis.estimators.moments import Moments
from analysis.estimators.strata import Stratum
from analysis.indices.formulas import pooled_share
from analysis.indices.sampling import MOST_ANSWERS
from analysis.indices.verdicts import decide
from analysis.reference.bound_methods import as_case
from analysis.reference.inputs import Inputs
from analysis.reference.methods import METHODS
from analysis.reference.tables import as_list

Case = Mapping[str, object]

# What data that fits no method or names no column leads to; anything else is a fault of ours.
FAULTS_OF_A_CASE = (LookupError, ValueError, TypeError, ArithmeticError, AttributeError, OSError)

# R sweeps the residuals of raking by unweighted means; ours is the error of `calibrate_raking`.
LEFT_OUT = MappingProxyType({"rake": frozenset({"se", "lower", "upper"})})
WORDS = MappingProxyType({"NaN": nan, "NA": nan, "Inf": inf, "-Inf": -inf})


class UnreadableCases(Exception):
    """The file holds no cases; the message says why."""


def read_cases(path: Path) -> list[object]:
    """Return the cases of a file, of R or a plain list of tables of counts.

    UnreadableCases if it is missing, no JSON, or without cases.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise UnreadableCases(f"{path} cannot be read: {fault.strerror}.") from fault
    except (ValueError, RecursionError) as fault:
        raise UnreadableCases(f"{path} is not a JSON file: {fault}.") from fault
    if isinstance(content, list):
        return list(map(as_case, content))
    cases = content.get("cases") if isinstance(content, Mapping) else None
    if not isinstance(cases, list):
        raise UnreadableCases(f"{path} is no list of cases and has none called 'cases'.")
    return cases


@dataclass(frozen=True)
class Outcome:
    """What came of a case: whether its method is one of ours, and why it does not agree."""

    id: str
    method: str
    is_known: bool
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether every expected number was met."""
        return self.is_known and not self.reasons


def run_cases(cases: Sequence[object], folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each case; its CSV files are looked for in `folder`."""
    for number, case in enumerate(cases):
        if isinstance(case, Mapping):
            yield run_case(case, folder)
        else:
            yield Outcome(f"case {number}", "?", is_known=True, reasons=("it is not an object",))


def run_case(case: Case, folder: Path) -> Outcome:
    """Return the outcome of a case; a fault in it is a reason to disagree."""
    name, method = str(case.get("id", "?")), str(case.get("method", "?"))
    if method not in METHODS:
        return Outcome(name, method, is_known=False, reasons=())
    try:
        reasons = tuple(_reasons(case, folder))
    except FAULTS_OF_A_CASE as fault:
        reasons = (f"{type(fault).__name__}: {fault}",)
    return Outcome(name, method, is_known=True, reasons=reasons)


def _reasons(case: Case, folder: Path) -> Iterator[str]:
    parts = Inputs(case, folder)
    inputs, expected = Inputs(parts.object("inputs"), folder), parts.object("expected")
    allowed = Inputs(parts.object("tolerance"), folder)
    tolerance = Tolerance(allowed.number("relative"), allowed.number("absolute"))
    if "policy" in expected:
        wanted = POLICIES[str(expected["policy"])](expected.get("estimate"))
        figures = _figures(inputs.strata)
        yield from differences("", figures, wanted, tolerance)
    else:
        results = METHODS[str(case["method"])](inputs)
        yield from differences("", results, compared(case), tolerance)


def compared(case: Case) -> Case:
    """Return what a case expects of us; R's error messages, for one, are for the reader."""
    left_out = LEFT_OUT.get(str(case["method"]), frozenset()) | {"r_error"}
    expected = Inputs(case, Path()).object("expected")
    return {key: value for key, value in expected.items() if key not in left_out}


@dataclass(frozen=True)
class Tolerance:
    """How far apart two numbers may lie: the larger of both, `relative` to the expected one."""

    relative: float
    absolute: float

    def allows(self, got: float, expected: float) -> bool:
        """Return whether `got` is close enough; NaN agrees with NaN, infinity with itself."""
        if isnan(expected) or isnan(got):
            return isnan(expected) and isnan(got)
        if expected in (inf, -inf) or got in (inf, -inf):
            return got == expected
        return abs(got - expected) <= max(self.absolute, self.relative * abs(expected))


def differences(name: str, got: object, expected: object, tolerance: Tolerance) -> Iterator[str]:
    """Yield a sentence for each place where `got` does not agree with `expected`.

    Only what is expected is compared; a list of one and a bare value are the same.
    """
    if isinstance(expected, Mapping):
        given = got if isinstance(got, Mapping) else {}
        for key, value in expected.items():
            if key not in given:
                yield f"{name}{key}: not computed"
            else:
                yield from differences(f"{name}{key}", given[key], value, tolerance)
    elif isinstance(expected, list) or isinstance(got, list):
        ours, theirs = as_list(got), as_list(expected)
        if len(ours) != len(theirs):
            yield f"{name}: {len(ours)} values where {len(theirs)} are expected"
        for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(f"{name}[{index}]", one, other, tolerance)
    elif not _same(got, expected, tolerance):
        yield f"{name}: {got} where {expected} is expected"


def _same(got: object, expected: object, tolerance: Tolerance) -> bool:
    ours, theirs = _number(got), _number(expected)
    if ours is None or theirs is None:
        return got == expected
    return tolerance.allows(ours, theirs)


def _number(value: object) -> float | None:
    """Return what a value says as a number; None is "no number can be given", as NaN is."""
    if value is None:
        return nan
    if isinstance(value, str) and value in WORDS:
        return WORDS[value]
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            return float(value)
        except ValueError:
            return None
    return None


# What must never reach a reader as certainty: cases that compare a rule instead of numbers.
NOTHING = MappingProxyType(
    {"estimate": None, "se": None, "lower": None, "upper": None, "verdict": str(Verdict.TOO_FEW)}
)
POLICIES: Mapping[str, Callable[[object], Mapping[str, object]]] = MappingProxyType(
    {
        "no_responses": lambda _: NOTHING,
        "no_valid_answers": lambda _: NOTHING,
        "single_respondent": lambda estimate: {**NOTHING, "estimate": estimate},
        "full_count": lambda estimate: dict.fromkeys(("estimate", "lower", "upper"), estimate),
    }
)
# Any target does: the policies ask whether there is a verdict, not which.
SOME_TARGET = 0.9


def _figures(strata: tuple[Stratum, ...]) -> Mapping[str, object]:
    """Return the figures that a reader gets of a sample, None for each that is missing."""
    counted = [replace(each, moments=_with_items(each.moments)) for each in strata]
    estimate = pooled_share(counted)
    return {
        "estimate": estimate.estimate,
        "se": estimate.standard_error,
        "lower": estimate.interval and estimate.interval.low,
        "upper": estimate.interval and estimate.interval.high,
        "verdict": str(decide(counted, SOME_TARGET).verdict),
    }


def _with_items(moments: Moments) -> Moments:
    """Return moments with as many items as any form has: R knows none, and no bound rests on it."""
    counts = moments.counts and replace(moments.counts, items=MOST_ANSWERS)
    return replace(moments, counts=counts)
