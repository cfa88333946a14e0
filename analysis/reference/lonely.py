"""What to do with a stratum in which a single unit was drawn: it shows no spread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from analysis.estimators.shares import Ratio, pooled_ratio
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
    if ratio is None or policy is LonelyPolicy.ADJUST:
        return ratio
    parts = ratio.shares
    met, left = parts.meets[0], 1 - parts.fractions[0]
    lonely = met & (parts.parts.sampled == 1) & (left > 0)
    if policy is LonelyPolicy.FAIL and lonely.any():
        raise ValueError(
            f"each stratum must have at least 2 sampled units; {lonely.sum()} of {met.sum()} have 1"
        )
    spread = parts.spread[0].copy()
    spread[lonely] = 0.0
    if policy is LonelyPolicy.AVERAGE and lonely.any():
        others = met & ~lonely
        if not others.any():
            raise ValueError("average needs a stratum with at least 2 sampled units: 0 have")
        spread[lonely] = (left * spread)[others].mean() / left[lonely]
    return ratio.with_spread(spread)
