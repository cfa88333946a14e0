"""Reads a file of reference cases and runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from analysis.reference.comparing import Tolerance, differences
from analysis.reference.methods import METHODS, domain_of
from analysis.reference.policies import policy_differences
from analysis.reference.samples import read_sample

Case = Mapping[str, object]

# What data that fits no method or names no column leads to; anything else is a fault of ours.
FAULTS_OF_A_CASE = (LookupError, ValueError, TypeError, ArithmeticError, AttributeError, OSError)

# R sweeps the residuals of raking by unweighted means; ours is the error of `calibrate_raking`.
LEFT_OUT = MappingProxyType({"rake": frozenset({"se", "lower", "upper"})})


class UnreadableCases(Exception):
    """The file holds no cases; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What came of one case.

    Attributes
    ----------
    id, method : str
    is_known : bool
        Whether the method is one of ours.
    reasons : tuple of str
        Why it does not agree; empty when it does.
    """

    id: str
    method: str
    is_known: bool
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether every expected number was met."""
        return self.is_known and not self.reasons


def read_cases(path: Path) -> list[object]:
    """Return the cases of a file.

    Raises
    ------
    UnreadableCases
        If the file is missing, no JSON, or without cases.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise UnreadableCases(f"{path} cannot be read: {fault.strerror}.") from fault
    except (ValueError, RecursionError) as fault:
        raise UnreadableCases(f"{path} is not a JSON file: {fault}.") from fault
    cases = content.get("cases") if isinstance(content, Mapping) else None
    if not isinstance(cases, list):
        raise UnreadableCases(f"{path} has no list called 'cases'.")
    return cases


def run_cases(cases: Sequence[object], folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each case; its CSV files are looked for in `folder`."""
    for place, case in enumerate(cases):
        if isinstance(case, Mapping):
            yield run_case(case, folder)
        else:
            yield Outcome(f"case {place}", "?", is_known=True, reasons=("it is not an object",))


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
    inputs, expected, allowed = (_object(case, key) for key in ("inputs", "expected", "tolerance"))
    tolerance = Tolerance(float(str(allowed["relative"])), float(str(allowed["absolute"])))
    if "policy" in expected:
        sample = read_sample(inputs, folder)
        strata = sample.strata(domain_of(inputs, sample))
        yield from policy_differences(strata, expected, tolerance)
    else:
        results = METHODS[str(case["method"])](inputs, folder)
        yield from differences("", results, compared(case), tolerance)


def compared(case: Case) -> Case:
    """Return what a case expects of us; R's error messages, for one, are for the reader."""
    left_out = LEFT_OUT.get(str(case["method"]), frozenset()) | {"r_error"}
    return {key: value for key, value in _object(case, "expected").items() if key not in left_out}


def _object(case: Case, key: str) -> Case:
    value = case[key]
    if not isinstance(value, Mapping):
        raise TypeError(f"{key} must be an object: {value!r}")
    return value
