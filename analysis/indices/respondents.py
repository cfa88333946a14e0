"""From a table with one row a respondent to an index: what a notebook begins with.

`satisfaction_index` and `satisfaction_verdict` answer at once; `analysis.design_of` gives what the
other functions take, and `units_of` splits it by service point, field or month.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimates import Decision, Estimate
from analysis.estimators.linearisation import Design
from analysis.estimators.rows import Floats
from analysis.estimators.strata import Stratum, stratify_answering
from analysis.indices.formulas import pooled_share
from analysis.indices.sampling import UNKNOWN, Labels, Sampling, codes_of, design_of, is_missing
from analysis.indices.verdicts import decide
from analysis.names import sorting_key


def satisfaction_index(
    satisfied: ArrayLike,
    answered: ArrayLike,
    items: float,
    sampling: Sampling = UNKNOWN,
    confidence_level: float = 0.95,
) -> Estimate:
    """Return the index of a table with one row a respondent, with its interval and its doubts.

    Parameters
    ----------
    satisfied, answered : array_like of whole numbers, shape (n,)
        Satisfied answers, and valid answers, of each respondent.
    items : float
        Items of the form, the longest where there are several: the most answers that one person
        may give, not the most that somebody gave. The interval leaves room for one more person who
        answers them all.
    sampling : Sampling
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        By the formula ``pooled_share``.

    Raises
    ------
    PooledAnswers
        If totals are given instead of respondents.
    ValueError
        If a column is missing a number, too short, or contradicts another, or somebody gave more
        answers than there are items; the message names argument, rule, row and value.
    """
    design = design_of(satisfied, answered, items, sampling)
    found = pooled_share(strata_of(design), confidence_level)
    return replace(found, caveats=(*found.caveats, *design.caveats))


def satisfaction_verdict(
    satisfied: ArrayLike,
    answered: ArrayLike,
    items: float,
    target: float,
    sampling: Sampling = UNKNOWN,
) -> Decision:
    """Return what the table proves about a target, between 0 and 1; the rest as in the index.

    The chance of a wrong "met" is 5 % when the index just misses the target; `decide` takes others.
    """
    design = design_of(satisfied, answered, items, sampling)
    decision = decide(strata_of(design), target)
    return replace(decision, caveats=(*decision.caveats, *design.caveats))


def strata_of(design: Design, chosen: NDArray[np.bool_] | None = None) -> tuple[Stratum, ...]:
    """Return the strata of a design, or of the rows that are chosen: a domain of it."""
    return stratify_answering(design.rows, design.codes, design.populations, chosen)


def units_of(design: Design, labels: Labels) -> dict[str, tuple[Stratum, ...]]:
    """Return the strata of each unit, for `compare_units`, `monthly_shares` or one by one.

    Parameters
    ----------
    design : Design
        Of n rows.
    labels : iterable of n names
        Service point, field or month of each row; a row of None or NaN belongs to no unit.

    Returns
    -------
    dict of str to tuple of Stratum
        In the order of the names, "Quầy 2" before "Quầy 10".

    Raises
    ------
    ValueError
        If there is not one label a row.
    """
    given = list(labels)
    if len(given) != len(design.codes):
        raise ValueError(f"labels must be one a respondent, {len(design.codes)}: {len(given)}")
    named = np.array([None if is_missing(label) else str(label) for label in given], object)
    names = sorted({label for label in named if label is not None}, key=sorting_key)
    return {name: strata_of(design, (named == name).astype(np.bool_)) for name in names}


def answers_by_respondent(respondents: Labels, satisfied: ArrayLike) -> tuple[Floats, Floats]:
    """Return satisfied and valid answers of each respondent from a table with one row an answer.

    Parameters
    ----------
    respondents : iterable of n codes
        Who gave each answer.
    satisfied : array_like of float, shape (n,)
        1 for a satisfied answer, 0 for another valid one, NaN for a missing one.

    Returns
    -------
    tuple of ndarray of float
        For `satisfaction_index`; respondents in the order in which they first come.

    Raises
    ------
    ValueError
        If an answer is not 0, 1 or NaN, or a respondent is missing.
    """
    given = np.asarray(satisfied, dtype=np.float64)
    wrong = np.flatnonzero(~np.isin(given, (0, 1)) & ~np.isnan(given))
    if wrong.size:
        raise ValueError(
            f"satisfied must be 1, 0 or NaN; row {wrong[0]} has {given.flat[wrong[0]]:g}"
        )
    codes = codes_of("respondents", respondents, len(given))
    valid = ~np.isnan(given)
    m = np.bincount(codes, valid)
    y = np.bincount(codes, np.where(valid, given, 0.0))
    return y.astype(np.float64), m.astype(np.float64)
