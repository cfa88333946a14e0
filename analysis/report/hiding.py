"""Which groups of a report show only their number, so that subtraction tells nothing of the few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.disclosure import LEAST
from analysis.disclosure.lists import Mask, Tally, hidden_in_list
from analysis.moments import Moments
from analysis.report.sampling import Strata
from analysis.strata import Stratum

# A person, whatever the weight.
_ANY = 1e-9


def hidden_groups(
    responses: Sequence[int], wholes: Sequence[Strata], parts: Sequence[Sequence[Strata]]
) -> Mask:
    """Return which groups of a list must not show their results.

    Parameters
    ----------
    responses : sequence of int, length g
        In each group.
    wholes : sequence of tuple of Stratum
        Of each share, the strata of all responses, whose figures are shown.
    parts : sequence of sequence of tuple of Stratum
        Of each share, the strata of each group.

    Returns
    -------
    ndarray of bool, shape (g,)
        Hidden groups have, for each share, ten respondents together, and both satisfied and
        unsatisfied ones where all respondents have.
    """
    respondents, kinds = [], []
    for whole, groups in zip(wholes, parts, strict=True):
        every, each = _together(whole), [_together(strata) for strata in groups]
        respondents.append(_tally((m.respondents for m in (every, *each)), LEAST))
        kinds.append(_tally((m.satisfied for m in (every, *each)), _ANY))
        kinds.append(_tally((m.unsatisfied for m in (every, *each)), _ANY))
    return hidden_in_list(responses, respondents, kinds)


def _together(strata: Iterable[Stratum]) -> Moments:
    return sum((stratum.moments for stratum in strata), Moments())


def _tally(values: Iterable[float], least: float) -> Tally:
    whole, *parts = values
    counts = np.array(parts, np.float64)
    return Tally(counts, whole - float(counts.sum()), least)
