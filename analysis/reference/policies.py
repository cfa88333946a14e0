"""What must never reach a reader as certainty: cases that compare a rule instead of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from analysis.estimates import Verdict
from analysis.estimators.tables import Stratum
from analysis.indices.formulas import pooled_share
from analysis.indices.verdicts import decide
from analysis.reference.comparing import Tolerance, differences

# Any target does: the policies ask whether there is a verdict, not which.
SOME_TARGET = 0.9

NOTHING = MappingProxyType(
    {"estimate": None, "se": None, "lower": None, "upper": None, "verdict": str(Verdict.TOO_FEW)}
)

Wanted = Callable[[object], Mapping[str, object]]

POLICIES: Mapping[str, Wanted] = MappingProxyType(
    {
        "no_responses": lambda _: NOTHING,
        "no_valid_answers": lambda _: NOTHING,
        "single_respondent": lambda estimate: {**NOTHING, "estimate": estimate},
        "full_count": lambda estimate: dict.fromkeys(("estimate", "lower", "upper"), estimate),
    }
)


def policy_differences(
    strata: tuple[Stratum, ...], expected: Mapping[str, object], tolerance: Tolerance
) -> Iterator[str]:
    """Yield a sentence for each breach of the policy that a case expects.

    Raises
    ------
    KeyError
        If the policy is not known.
    """
    wanted = POLICIES[str(expected["policy"])](expected.get("estimate"))
    estimate = pooled_share(strata)
    shown = {
        "estimate": estimate.estimate,
        "se": estimate.standard_error,
        "lower": estimate.interval and estimate.interval.low,
        "upper": estimate.interval and estimate.interval.high,
        "verdict": str(decide(strata, SOME_TARGET).verdict),
    }
    yield from differences("", shown, wanted, tolerance)
