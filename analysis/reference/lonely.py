"""What to do with a stratum in which a single unit was drawn: it shows no spread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from analysis.estimators.ratio import Ratio, Term, pooled_ratio
from analysis.estimators.tables import Stratum


class LonelyPolicy(StrEnum):
    """How the variance counts a stratum with one unit.

    ``adjust``, ours, centres it at the overall share and overstates rather than hides it;
    ``average`` gives it the mean part of the other strata; ``remove`` and ``certainty`` give it
    none, which hides error; ``fail`` refuses.
    """

    ADJUST = "adjust"
    AVERAGE = "average"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    FAIL = "fail"


def ratio_with_lonely(strata: Sequence[Stratum], policy: LonelyPolicy) -> Ratio | None:
    """Return the pooled share, its lonely strata treated by `policy`; None without valid answers.

    Parameters
    ----------
    strata : sequence of Stratum
    policy : LonelyPolicy

    Raises
    ------
    ValueError
        With ``fail`` if any stratum is lonely, with ``average`` if all are.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys (2010).
    """
    ratio = pooled_ratio(strata)
    met = [stratum for stratum in strata if stratum.moments.n]
    lonely = [stratum.sampled == 1 and stratum.fraction < 1 for stratum in met]
    if ratio is None or not any(lonely) or policy is LonelyPolicy.ADJUST:
        return ratio
    if policy is LonelyPolicy.FAIL:
        raise ValueError(
            f"each stratum must have at least 2 sampled units; {sum(lonely)} of {len(met)} have 1"
        )
    terms = tuple(zip(ratio.terms, lonely, strict=True))
    part = _average([term for term, alone in terms if not alone], policy)
    treated = (
        replace(term, variance=part / (1 - term.fraction)) if alone else term
        for term, alone in terms
    )
    return replace(ratio, terms=tuple(treated))


def _average(others: Sequence[Term], policy: LonelyPolicy) -> float:
    if policy is not LonelyPolicy.AVERAGE:
        return 0.0
    if not others:
        raise ValueError("average needs a stratum with at least 2 sampled units: 0 have")
    return sum((1 - term.fraction) * term.variance for term in others) / len(others)
