"""Bounds of shares as if one more person had come, dissatisfied with everything.

Respondent i gave m valid answers, y of them satisfied, and stands for w cases. For a supposed share
p take ``z = w (y - p m)``, and one more person who gave K valid answers, none of them satisfied,
with the weight W: K is the most answers that the form allows a person, W the largest weight. The
lower bound of error alpha is the p at which ``P(sum z_i E_i - p K W E_0 <= 0) = alpha``, where all
E are independent and exponential with mean 1. The upper bound is one less the lower bound of the
unsatisfied answers, so with one more person who is satisfied with everything.

With one answer a person these are the bounds of Clopper and Pearson. Whatever the population of
independent respondents, a bound is wrong at most as often as it says. The probability is an
integral of the moment generating function along a curve through its saddle point; many tables are
worked out at once.

Sources: N. Vlassis, P. S. Thomas, arXiv:2607.08415 (2026), for the proof; J. A. C. Weideman, L. N.
Trefethen, Math. Comp. 76 (2007), 1341-1356, for the curve.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.estimators.rows import (
    Codes,
    Floats,
    Mask,
)

# Step of the trapezoid rule along the curve: tails are right to about ten digits.
STEP = 0.2
_NODES = 8
_MOST_NODES = 400
_NEGLIGIBLE = 1e-14
# Kinds of respondents times tables that are looked at together: they stay near the processor.
_NEAR = 4096
_MOST_STEPS = 100
# In standard deviations: the curve need only pass near the saddle.
_NEAR_SADDLE = 0.05
# Newton's method doubles the right digits: what comes after so small a step, of log odds, is exact.
_LAST_STEP = 1e-5


@dataclass(frozen=True, eq=False)
class Samples:
    """Tables of counts of k samples side by side, J kinds of respondents each.

    Attributes
    ----------
    satisfied, valid : ndarray of float, shape (k, J)
        ``w y`` and ``w m`` of a respondent of each kind.
    respondents : ndarray of float, shape (k, J)
        How many there are, not below 0; fractions where a sample is only planned.
    extra : ndarray of float, shape (k,)
        ``K W``: the valid answers of one more person; above 0 wherever there are respondents.
    """

    satisfied: Floats
    valid: Floats
    respondents: Floats
    extra: Floats

    @property
    def mirrored(self) -> Samples:
        """The same people, each satisfied with what they were not."""
        return Samples(self.valid - self.satisfied, self.valid, self.respondents, self.extra)

    @property
    def totals(self) -> tuple[Floats, Floats]:
        """``sum w y`` and ``sum w m``, each of shape (k,)."""
        columns = (self.satisfied, self.valid)
        satisfied, valid = ((self.respondents * each).sum(axis=1) for each in columns)
        return satisfied, valid

    def grown(self, growths: Floats) -> Samples:
        """Return samples of so many times the respondents, shape (k,), answering alike."""
        more = self.respondents * growths[:, np.newaxis]
        return Samples(self.satisfied, self.valid, more, self.extra)

    def at(self, rows: Codes | Mask) -> Samples:
        """Return some of the samples."""
        return Samples(
            self.satisfied[rows], self.valid[rows], self.respondents[rows], self.extra[rows]
        )

    def parts(self) -> Iterator[tuple[Codes, Samples]]:
        """Yield a few samples at a time with their positions, without kinds that nobody is of."""
        is_kind = (self.respondents > 0) & (self.valid > 0)
        sizes = is_kind.sum(axis=1)
        order = np.argsort(sizes, kind="stable")
        first = 0
        while first < len(order):
            last = first + 1
            while last < len(order) and (last + 1 - first) * sizes[order[last]] <= _NEAR:
                last += 1
            rows = order[first:last]
            yield rows, self.at(rows)._squeezed(is_kind[rows], int(sizes[rows[-1]]))
            first = last

    def _squeezed(self, is_kind: Mask, most: int) -> Samples:
        chosen = np.argsort(~is_kind, axis=1, kind="stable")[:, :most]

        def kept(column: Floats) -> Floats:
            # What nobody answers makes no pole that the curve must keep away from.
            return np.take_along_axis(np.where(is_kind, column, 0.0), chosen, axis=1)

        return Samples(kept(self.satisfied), kept(self.valid), kept(self.respondents), self.extra)


def lower_bounds(samples: Samples, alpha: float | Floats) -> Floats:
    """Return the lower bound of each share, wrong at most in a part `alpha` of samples.

    Parameters
    ----------
    samples : Samples
        k of them; without a satisfied answer, or without anybody, the bound is 0.
    alpha : float or ndarray of float, shape (k,)
        Above 0 and below 0.5; one for all, or one for each.

    Returns
    -------
    ndarray of float, shape (k,)

    Raises
    ------
    ValueError
        If `alpha` is outside its range.
    """
    errors = np.broadcast_to(np.asarray(alpha, dtype=np.float64), samples.extra.shape)
    if not ((errors > 0) & (errors < 0.5)).all():
        raise ValueError(f"alpha must lie between 0 and 0.5: {alpha}")
    bounds = np.zeros(len(samples.extra))
    for rows, part in samples.parts():
        bounds[rows] = _bounds(part, errors[rows])
    return bounds


def upper_bounds(samples: Samples, alpha: float | Floats) -> Floats:
    """Return the upper bound of each share; 1 where no answer is unsatisfied."""
    return 1 - lower_bounds(samples.mirrored, alpha)


def tails(samples: Samples, shares: Floats) -> Floats:
    """Return the p value of each sample against a share: that it is at most `shares`, shape (k,).

    It rises with the share, and is `alpha` just at the lower bound of that error; 1 where nobody
    is satisfied, and where the share is 1 or more, 0 where it is 0 or less.
    """
    probabilities = np.ones(len(shares))
    for rows, part in samples.parts():
        probabilities[rows] = _tails(part, shares[rows])[0]
    return probabilities


def _bounds(samples: Samples, alpha: Floats) -> Floats:
    """Return the lower bounds by Newton's method on normal quantile against log odds."""
    from scipy.special import ndtri

    satisfied, valid = samples.totals
    bounds = np.zeros(len(valid))
    open_rows = np.flatnonzero(satisfied > 0)
    alpha, samples = alpha[open_rows], samples.at(open_rows)
    goal: Floats = ndtri(alpha)
    shares, steps = _start(samples, goal), 0
    low, high = np.zeros(len(shares)), satisfied[open_rows] / valid[open_rows]
    while len(open_rows) and steps < _MOST_STEPS:
        probabilities, slopes = _tails(samples, shares)
        is_above = probabilities > alpha
        low, high = np.where(is_above, low, shares), np.where(is_above, shares, high)
        after = _newton(shares, probabilities, slopes, goal)
        after = np.where((after >= low) & (after <= high), after, (low + high) / 2)
        bounds[open_rows] = after
        moves = np.abs(after - shares) > _LAST_STEP * shares * (1 - shares)
        open_rows, samples = open_rows[moves], samples.at(moves)
        columns, steps = (after, low, high, alpha, goal), steps + 1
        shares, low, high, alpha, goal = (column[moves] for column in columns)
    return bounds


def _newton(shares: Floats, probabilities: Floats, slopes: Floats, goal: Floats) -> Floats:
    """Return the next share; NaN where the slope tells nothing."""
    from scipy.special import expit, logit, ndtri

    quantiles = ndtri(np.clip(probabilities, 1e-300, 1 - 1e-16))
    with np.errstate(all="ignore"):
        density = np.exp(-(quantiles**2) / 2) / np.sqrt(2 * np.pi)
        steep = slopes / density * shares * (1 - shares)
        after: Floats = expit(logit(shares) - (quantiles - goal) / steep)
    return after


def _start(samples: Samples, goal: Floats) -> Floats:
    """Return Wilson's bound of the sample that the one more person belongs to."""
    satisfied, valid = samples.totals
    size = valid + samples.extra
    share = satisfied / size
    residuals = samples.satisfied - share[:, np.newaxis] * samples.valid
    squares = (samples.respondents * residuals**2).sum(axis=1) + (share * samples.extra) ** 2
    shift = goal**2 * squares / (share * (1 - share) * size**2)
    half = np.sqrt(shift * share * (1 - share) + shift**2 / 4)
    start: Floats = (share + shift / 2 - half) / (1 + shift)
    return start


def _tails(samples: Samples, shares: Floats) -> tuple[Floats, Floats]:
    """Return the probability of each sample and its derivative by the share."""
    extra = samples.extra[:, np.newaxis]
    z = np.hstack([samples.satisfied - shares[:, np.newaxis] * samples.valid, -extra])
    z[:, -1] *= shares
    slopes = np.hstack([-samples.valid, -extra])
    counts = np.hstack([samples.respondents, np.ones_like(extra)])
    scale = np.abs(z).max(axis=1, keepdims=True, initial=0.0)
    low, high = z.min(axis=1), z.max(axis=1)
    probabilities, derivatives = np.where(high > 0, 0.0, 1.0), np.zeros(len(shares))
    both = (low < 0) & (high > 0)
    if both.any():
        parts = (z[both] / scale[both], slopes[both] / scale[both], counts[both])
        probabilities[both], derivatives[both] = _integrals(*parts)
    return probabilities, derivatives


@dataclass(frozen=True, eq=False)
class _Curves:
    """The hyperbolas ``t = tau + sigma (i sinh u + bend (cosh u - 1))``, each of shape (k,)."""

    tau: Floats
    sigma: Floats
    bend: Floats

    def at(self, u: Floats, rows: Codes) -> tuple[Floats, ...]:
        """Return real and imaginary part of t, and of its derivative, at each u; shape (k, U)."""
        tau, sigma, bend = (
            column[rows, np.newaxis] for column in (self.tau, self.sigma, self.bend)
        )
        sinh, cosh = np.sinh(u), np.cosh(u)
        return (
            tau + sigma * bend * (cosh - 1),
            sigma * sinh,
            sigma * bend * sinh,
            sigma * cosh,
        )


def _integrals(z: Floats, slopes: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Return ``P(sum z E <= 0)`` and its derivative, E of gamma shapes `counts`."""
    curves = _curves(z, counts)
    sums = np.zeros((2, len(z)))
    largest, rows, first = np.zeros(len(z)), np.arange(len(z)), 0
    while len(rows) and first < _MOST_NODES:
        u = STEP * np.arange(first, first + _NODES, dtype=np.float64)
        terms, derivatives, sizes = _terms(z[rows], slopes[rows], counts[rows], curves.at(u, rows))
        if first == 0:
            terms[:, 0] /= 2
            derivatives[:, 0] /= 2
        sums[:, rows] += np.stack([terms.sum(axis=1), derivatives.sum(axis=1)])
        largest[rows] = np.maximum(largest[rows], sizes.max(axis=1))
        rows = rows[sizes[:, -1] > _NEGLIGIBLE * largest[rows]]
        first += _NODES
    sums *= STEP / np.pi
    return np.clip((curves.tau > 0) - sums[0], 0.0, 1.0), -sums[1]


def _terms(
    z: Floats, slopes: Floats, counts: Floats, curve: tuple[Floats, ...]
) -> tuple[Floats, Floats, Floats]:
    """Return imaginary parts of ``M(t)/t t'`` and of ``M(t) sum c a'/(1 - a t) t'``; sizes.

    M(t) is ``prod (1 - z t)^-c``. In real numbers: complex logarithms take many times as long.
    """
    t_real, t_imaginary, d_real, d_imaginary = curve
    z = z[:, np.newaxis, :]
    real, imaginary = 1 - z * t_real[:, :, np.newaxis], -z * t_imaginary[:, :, np.newaxis]
    squares = real * real + imaginary * imaginary
    shapes, weighted = counts[:, :, np.newaxis], (counts * slopes)[:, :, np.newaxis]
    size = np.exp(-(np.log(squares) @ shapes)[:, :, 0] / 2)
    angle = -(np.arctan2(imaginary, real) @ shapes)[:, :, 0]
    # M(t) t'(u), then once divided by t and once times the sum.
    m_real, m_imaginary = size * np.cos(angle), size * np.sin(angle)
    p_real = m_real * d_real - m_imaginary * d_imaginary
    p_imaginary = m_real * d_imaginary + m_imaginary * d_real
    length = t_real * t_real + t_imaginary * t_imaginary
    terms = (p_imaginary * t_real - p_real * t_imaginary) / length
    s_real = ((real / squares) @ weighted)[:, :, 0]
    s_imaginary = -((imaginary / squares) @ weighted)[:, :, 0]
    derivatives = p_real * s_imaginary + p_imaginary * s_real
    sizes = size * np.sqrt((d_real * d_real + d_imaginary * d_imaginary) / length)
    return terms, derivatives, sizes


def _curves(z: Floats, counts: Floats) -> _Curves:
    """Return curves of steepest descent, away from 0 and from the poles at 1/z."""
    left, right = 1 / z.min(axis=1), 1 / z.max(axis=1)
    tau = _saddles(z, counts, left, right)
    second, _ = _cumulants(z, counts, tau)
    away = np.where(tau > 0, 1.0, -1.0) * np.maximum(np.abs(tau), 0.4 / np.sqrt(second))
    tau = np.clip(away, 0.9 * left, 0.9 * right)
    second, third = _cumulants(z, counts, tau)
    nearest = np.minimum(np.abs(tau), np.minimum(tau - left, right - tau))
    sigma = 1.07 * nearest
    # A straight line fails for thousands of satisfied people against one critic.
    return _Curves(tau, sigma, np.clip(sigma * third / (3 * second), -1.0, 1.0))


def _saddles(z: Floats, counts: Floats, left: Floats, right: Floats) -> Floats:
    """Return roughly where the moment generating function is least, between its poles."""
    tau, moves, steps = np.zeros(len(z)), np.ones(len(z)), 0
    while (moves >= _NEAR_SADDLE).any() and steps < _MOST_STEPS:
        ratios = z / (1 - z * tau[:, np.newaxis])
        weighted = counts * ratios
        first, second = weighted.sum(axis=1), (weighted * ratios).sum(axis=1)
        left, right = np.where(first < 0, tau, left), np.where(first < 0, right, tau)
        after = tau - first / second
        after = np.where((after > left) & (after < right), after, (left + right) / 2)
        moves = np.abs(after - tau) * np.sqrt(second)
        tau, steps = after, steps + 1
    return tau


def _cumulants(z: Floats, counts: Floats, tau: Floats) -> tuple[Floats, Floats]:
    """Return the second and third derivative of the cumulant generating function."""
    ratios = z / (1 - z * tau[:, np.newaxis])
    squares = counts * ratios * ratios
    return squares.sum(axis=1), 2 * (squares * ratios).sum(axis=1)
