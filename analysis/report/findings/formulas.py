"""Each index under each named formula, beside the plan's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.caveats import Caveat
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Estimate, Interval, Verdict
from analysis.indices.means import FORMULAS
from analysis.indices.ratings import Ratings
from analysis.indices.verdicts import bound_verdict
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import FEW_RESPONSES, Share
from analysis.report.findings.levels import tells_mean
from analysis.report.findings.too_few import PROTECTS_OTHERS
from questionnaires.model import Wording

_LEVEL = 0.95
_OF_MARKS = frozenset({"mean_of_maximum", "mean_rescaled"})
_MEANS = _OF_MARKS | {"mean_of_items", "mean_of_factors"}
# Its ends are the one-sided 95 % bounds, by which verdicts are given.
_LEVEL_OF_BOUNDS = 0.9


@dataclass(frozen=True)
class FormulaFigure:
    """An index under one formula; what may not be shown is None, and a caveat says why."""

    formula: str  # a key of `analysis.indices.means.FORMULAS`
    is_own: bool  # whether the plan names it for the index
    estimate: Estimate | None
    # On the index's target; None without one, and of other formulas: it was not set for these. Of
    # an index that is weighted, beside figures that are not, none has one: it could be another.
    verdict: Verdict | None
    deciding_bound: float | None  # one-sided, on the target's side of the estimate
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True)
class IndexFormulas:
    """An index under each formula."""

    id: str
    title: Wording
    target: float | None  # of the index, as a proportion
    figures: tuple[FormulaFigure, ...]


def find(basis: Basis) -> Iterator[IndexFormulas]:
    """Yield each index under each formula."""
    for share in basis.shares:
        ratings = basis.sample.ratings.of_items(share.items)
        target = share.target.value if share.target else None
        judged_by = None if basis.weighted else target
        withheld = basis.hidden.get(frozenset(share.items))
        if withheld is not None:
            hidden = tuple(_hidden(name, share, withheld) for name in FORMULAS)
            yield IndexFormulas(share.id, share.title, target, hidden)
            continue
        figures = tuple(_figure(name, share, ratings, judged_by) for name in FORMULAS)
        # A mean of the criteria tells one of them that is hidden, as the index does; a mean of the
        # marks does so beside the levels of the others.
        if any(frozenset([item]) in basis.hidden for item in share.items):
            figures = tuple(_without(_MEANS, figure) for figure in figures)
        elif not tells_mean(basis, share):
            figures = tuple(_without(_OF_MARKS, figure) for figure in figures)
        yield IndexFormulas(share.id, share.title, target, figures)


def _hidden(name: str, share: Share, reason: Caveat) -> FormulaFigure:
    return FormulaFigure(name, name == share.formula, None, None, None, (reason,))


def _without(formulas: frozenset[str], figure: FormulaFigure) -> FormulaFigure:
    if figure.estimate is None or figure.formula not in formulas:
        return figure
    return replace(
        figure, estimate=None, verdict=None, deciding_bound=None, caveats=(PROTECTS_OTHERS,)
    )


def _figure(name: str, share: Share, ratings: Ratings, target: float | None) -> FormulaFigure:
    estimate = FORMULAS[name](ratings, _LEVEL)
    is_own = name == share.formula
    if estimate.respondents < LEAST:
        return _hidden(name, share, FEW_RESPONSES)
    if target is None or not is_own:
        return FormulaFigure(name, is_own, estimate, None, None, estimate.caveats)
    bounds = FORMULAS[name](ratings, _LEVEL_OF_BOUNDS).interval
    verdict, bound = _against(estimate, bounds, target)
    return FormulaFigure(name, is_own, estimate, verdict, bound, estimate.caveats)


def _against(
    estimate: Estimate, bounds: Interval | None, target: float
) -> tuple[Verdict, float | None]:
    if bounds is None:
        return Verdict.UNDECIDED, None
    is_above = estimate.estimate is not None and estimate.estimate >= target
    return bound_verdict(bounds, target), bounds.low if is_above else bounds.high
