"""Each index under each named formula, beside the plan's own."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimates import Estimate, Verdict
from analysis.indices.marks import Marks
from analysis.indices.means import FORMULAS, interval_at
from analysis.indices.verdicts import bound_verdict
from analysis.report.findings.estimates import LEAST_TO_SHOW, Share, few_responses
from analysis.report.findings_old import Figure, IndexFormulas

_LEVEL = 0.95
# Its ends are the one-sided 95 % bounds, by which verdicts are given.
_LEVEL_OF_BOUNDS = 0.9


def formulas(shares: Sequence[Share], marks: Marks) -> tuple[IndexFormulas, ...]:
    """Return each index under each formula; `marks` are those of all items."""
    return tuple(_under_each(share, marks.of_items(share.items)) for share in shares)


def _under_each(share: Share, marks: Marks) -> IndexFormulas:
    target = share.target.value if share.target else None
    figures = tuple(_figure(name, share, marks, target) for name in FORMULAS)
    return IndexFormulas(share.id, share.title, target, figures)


def _figure(name: str, share: Share, marks: Marks, target: float | None) -> Figure:
    found = FORMULAS[name](marks, _LEVEL)
    is_own = name == share.formula
    if found.respondents < LEAST_TO_SHOW:
        return Figure(name, is_own, None, None, None, (few_responses(),))
    if target is None:
        return Figure(name, is_own, found, None, None, found.caveats)
    verdict, bound = _against(found, target)
    return Figure(name, is_own, found, verdict, bound, found.caveats)


def _against(found: Estimate, target: float) -> tuple[Verdict, float | None]:
    bounds = interval_at(found, _LEVEL_OF_BOUNDS)
    if bounds is None:
        return Verdict.UNDECIDED, None
    is_above = found.estimate is not None and found.estimate >= target
    return bound_verdict(bounds, target), bounds.low if is_above else bounds.high
