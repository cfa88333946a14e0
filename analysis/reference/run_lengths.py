"""How many months a chart runs, on average, until it signals.

Integral equations solved on Gauss-Legendre nodes; values are standardised, normal, independent, and
the same shift holds from the first month on.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from math import sqrt

import numpy as np

from analysis.estimators.control_charts import ewma_limits
from analysis.estimators.rows import Floats

_NODES = 80
# Limits of an EWMA this near to their final width are taken as final.
_SETTLED = 1e-12


def cusum_run_length(
    allowance: float = 0.5, limit: float = 5.0, shift: float = 0.0, *, two_sided: bool = True
) -> float:
    """Return the average run length, in months, of `analysis.estimators.control_charts.cusum`.

    Of both sums or the upper one alone, after a change of the mean by `shift` standard errors.

    Sources: D. Brook, D. A. Evans, Biometrika 59 (1972), 539-549; K. W. Kemp, J. R. Stat. Soc. B 23
    (1961), 149-153.
    """
    if not (allowance >= 0 and limit > 0):
        raise ValueError(
            f"allowance must not be below 0 and limit must be above 0: {allowance}, {limit}"
        )
    _require_shift(shift)
    upper = _one_sided(allowance, limit, shift)
    if not two_sided:
        return upper
    return 1 / (1 / upper + 1 / _one_sided(allowance, limit, -shift))


def _one_sided(allowance: float, limit: float, shift: float) -> float:
    """Return L(0) of ``L(x) = 1 + L(0) P(falls to 0) + integral of L over sums above 0``."""
    from scipy.special import ndtr

    nodes, weights = _gauss(0.0, limit)
    starts = np.append(nodes, 0.0)
    drift = allowance - shift
    kernel = np.zeros((len(starts), len(starts)))
    kernel[:, :-1] = weights * _density(nodes[None, :] - starts[:, None] + drift)
    kernel[:, -1] = ndtr(drift - starts)
    return float(_expected_steps(kernel)[-1])


def ewma_run_length(
    smoothing: float = 0.2, width: float = 2.86, shift: float = 0.0, *, exact_limits: bool = True
) -> float:
    """Return the average run length, in months, of `analysis.estimators.control_charts.ewma`.

    With limits that widen over the first months, or the final ones from the start.

    Sources: S. V. Crowder, Technometrics 29 (1987); J. M. Lucas, M. S. Saccucci, Technometrics 32
    (1990), 1-12.
    """
    if not (0 < smoothing <= 1 and width > 0):
        raise ValueError(
            f"smoothing must lie above 0 and not above 1, width above 0: {smoothing}, {width}"
        )
    _require_shift(shift)
    final = width * sqrt(smoothing / (2 - smoothing))
    nodes, weights = _gauss(-final, final)
    starts = np.append(nodes, 0.0)

    def kernel(to: Floats, each: Floats, start: Floats) -> Floats:
        steps = (to[None, :] - (1 - smoothing) * start[:, None]) / smoothing
        return each / smoothing * _density(steps - shift)

    within = np.pad(kernel(nodes, weights, starts), ((0, 0), (0, 1)))
    lengths = _expected_steps(within)
    if not exact_limits:
        return float(lengths[-1])
    # Backwards from where the limits have settled: what is left to run from each node of a month.
    left, rule = lengths[:-1], (nodes, weights)
    for step in range(_settling(smoothing) - 1, 0, -1):
        limit = float(ewma_limits(step, smoothing, width))
        before = _gauss(-limit, limit)
        left = 1 + kernel(*rule, before[0]) @ left
        rule = before
    return float((1 + kernel(*rule, np.zeros(1)) @ left).item())


def _require_shift(shift: float) -> None:
    if not np.isfinite(shift):
        raise ValueError(f"shift must be finite: {shift}")


def _settling(smoothing: float) -> int:
    """Return after how many steps the limits have their final width."""
    if smoothing == 1:
        return 1
    return int(np.ceil(np.log(_SETTLED) / (2 * np.log1p(-smoothing)))) + 1


def _gauss(low: float, high: float) -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    half = (high - low) / 2
    return low + half * (nodes.astype(np.float64) + 1), half * weights.astype(np.float64)


def _expected_steps(kernel: Floats) -> Floats:
    """Return the solution of ``L = 1 + kernel L``."""
    size = len(kernel)
    lengths = np.linalg.solve(np.eye(size) - kernel, np.ones(size))
    return lengths.astype(np.float64)


def _density(values: Floats) -> Floats:
    densities: Floats = np.exp(-(values**2) / 2) / sqrt(2 * np.pi)
    return densities
