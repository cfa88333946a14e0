"""Each part of a sample against all the others together, by the score test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.estimators.distributions import t_tail
from analysis.estimators.many_shares import Cells, M, Precisions, Y, precisions
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.estimators.tables import Floats


@dataclass(frozen=True)
class AgainstRest:
    """Parts against the rest.

    Attributes
    ----------
    ones, rests : Precisions
        Of each part, and of all the others together.
    differences : ndarray of float, shape (k,)
        Share of the part less that of the rest, -1 to 1; NaN when either is unknown.
    p_values : ndarray of float, shape (k,)
        Two-sided, each for its part alone; NaN where there is no test.
    """

    ones: Precisions
    rests: Precisions
    differences: Floats
    p_values: Floats


def score_against_rest(cells: Cells, least: int, prior: Prior = DEFAULT_PRIOR) -> AgainstRest:
    """Return the score test of each part against the rest: `score_comparison` for all at once.

    Parameters
    ----------
    cells : Cells
        Of at least two parts without a respondent in common.
    least : int
        Respondents that a part and its rest must have for a p value.
    prior : Prior
        As in the default interval.

    Returns
    -------
    AgainstRest

    References
    ----------
    .. [1] J. N. K. Rao, A. J. Scott, Ann. Stat. 12 (1984), 46-60.
    """
    ones, rests = precisions(cells, prior), precisions(cells.rests(), prior)
    differences = ones.shares - rests.shares
    freedom = np.minimum(ones.degrees_of_freedom, rests.degrees_of_freedom)
    few = np.minimum(ones.respondents, rests.respondents)
    total = cells.together()
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = total.column(Y)[0] / total.column(M)[0]
        errors = np.sqrt(pooled * (1 - pooled) * (1 / ones.n_effective + 1 / rests.n_effective))
        statistics = np.where(differences == 0, 0.0, differences / errors)
    is_tested = (few >= least) & (freedom >= 1) & ~np.isnan(differences)
    triples = zip(is_tested, statistics.tolist(), freedom.tolist(), strict=True)
    tails = [2 * t_tail(abs(t), df) if tested else np.nan for tested, t, df in triples]
    return AgainstRest(ones, rests, differences, np.array(tails))
