"""``python -m bench.moments``: all figures of a year from kept moments, however many answered.

Makes the moments of 120 service points in 12 months for 2 indices, 5 factors and 22 items from a
seed, as a database keeps them, and computes every share, interval and verdict for the whole, each
service point and each month. It does so for ten times the respondents too, and prints the time
beside that of one bare pass of numpy over the same numbers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from analysis.estimates import Verdict
from analysis.estimators.shares import Precisions, precisions, shares_of
from analysis.estimators.tables import (
    COLUMNS,
    Moments,
    N,
    PartSums,
    Rows,
    Stratum,
    moments_by_cell,
)
from analysis.indices.formulas import pooled_share
from analysis.indices.verdicts import LEAST_FOR_VERDICT

POINTS, MONTHS = 120, 12
FACTORS = (5, 4, 5, 4, 4)
TARGETS = (0.90, 0.866)
LIMIT_SECONDS, MOST_GROWTH = 0.2, 1.5
CASES = 100

Sums = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--respondents", type=int, default=20, help="in each cell")
    parser.add_argument("--repeat", type=int, default=30)
    options = parser.parse_args()
    few, many = (kept_moments(options.respondents * factor) for factor in (1, 10))
    figures = sum(len(found.shares) for found in figures_of(few))
    agree(few)
    bare, small, large = best_of(
        options.repeat,
        (few.sum, lambda: judged(few), lambda: judged(many)),
    )
    respondents = f"{int(few[..., 0, COLUMNS.index('n')].sum()):,}"
    cells = few.shape[0] * few.shape[1]
    print(
        f"{figures:,} shares, intervals, verdicts of {respondents} respondents in {cells:,} cells"
    )
    print(f"bare numpy pass {bare * 1000:8.1f} ms")
    print(f"all figures     {small:8.3f} s    {small / bare:.0f} times the bare pass")
    print(f"10 times as many{large:8.3f} s    {large / small:.2f} times the above")
    kept = small <= LIMIT_SECONDS and large / small <= MOST_GROWTH
    print(f"limits          {LIMIT_SECONDS:8.3f} s    {MOST_GROWTH:.2f} times: {verdict(kept)}")


def verdict(kept: bool) -> str:
    """Return whether the figures keep their limits, in a word."""
    return "kept" if kept else "BROKEN"


def best_of(repeat: int, tasks: tuple[Callable[[], object], ...]) -> list[float]:
    """Return the least time of each task; they take turns, so that all meet the same load."""
    times = [[seconds(task) for task in tasks] for _ in range(repeat)]
    return [min(column) for column in zip(*times, strict=True)]


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    start = perf_counter()
    task()
    return perf_counter() - start


def kept_moments(people: int) -> Sums:
    """Return sums of shape (points, months, groups, columns), `people` in each cell."""
    generator = np.random.default_rng(1)
    cells = np.repeat(np.arange(POINTS * MONTHS), people)
    rate = generator.beta(4.5, 0.5, len(cells))
    valid = generator.random((len(cells), sum(FACTORS))) > 0.06
    satisfied = valid & (generator.random(valid.shape) < rate[:, np.newaxis])
    ends = np.cumsum(FACTORS)
    items = [slice(place, place + 1) for place in range(sum(FACTORS))]
    factors = [slice(end - size, end) for size, end in zip(FACTORS, ends, strict=True)]
    groups = [slice(None), slice(0, int(ends[1])), *factors, *items]
    kept = [
        summed(moments_by_cell(rows_of(satisfied, valid, group), cells, POINTS * MONTHS))
        for group in groups
    ]
    return np.stack(kept, axis=1).reshape(POINTS, MONTHS, len(groups), len(COLUMNS))


def rows_of(satisfied: NDArray[np.bool_], valid: NDArray[np.bool_], group: slice) -> Rows:
    """Return satisfied and valid answers to a group of items."""
    return Rows(satisfied[:, group].sum(axis=1), valid[:, group].sum(axis=1))


def summed(moments: tuple[Moments, ...]) -> Sums:
    """Return moments as rows of an array."""
    return np.array([[getattr(each, name) for name in COLUMNS] for each in moments])


def figures_of(kept: Sums) -> tuple[Precisions, Precisions, Precisions]:
    """Return the shares of the whole, of each month, and of each service point.

    Service points are the sampling groups, each of a known number of cases.
    """
    sampled = kept[:, :, 0, N].sum(axis=1)
    fractions = sampled / (sampled * 2 + CASES)
    whole = np.swapaxes(kept.sum(axis=1), 0, 1)
    months = np.moveaxis(kept, 0, 2).reshape(-1, POINTS, len(COLUMNS))
    points = kept.sum(axis=1).reshape(-1, 1, len(COLUMNS))
    own = np.repeat(np.stack([sampled, fractions]), kept.shape[2], axis=1)[..., np.newaxis]
    parts = (
        PartSums(whole, sampled, fractions),
        PartSums(months, sampled, fractions),
        PartSums(points, *own),
    )
    whole_found, months_found, points_found = (precisions(shares_of(each)) for each in parts)
    return whole_found, months_found, points_found


def judged(kept: Sums) -> list[object]:
    """Return every interval, verdict and p value."""
    return [
        (found.bounds(), [(verdicts(found, t), found.p_values(t)) for t in TARGETS])
        for found in figures_of(kept)
    ]


def verdicts(found: Precisions, target: float) -> list[Verdict]:
    """Return the verdict on each share, as `analysis.decide` gives it."""
    low, high = found.bounds(0.9)
    reasons = [found.respondents < LEAST_FOR_VERDICT, low >= target, high < target]
    # The first that holds; if none does there is not enough evidence.
    choices = (Verdict.TOO_FEW, Verdict.MET, Verdict.NOT_MET, Verdict.UNDECIDED)
    return [choices[first] for first in np.select(reasons, [0, 1, 2], 3).tolist()]


def agree(kept: Sums) -> None:
    """Stop unless a figure of each table is what it is when computed alone."""
    sampled = kept[:, :, 0, N].sum(axis=1)
    months = figures_of(kept)[1]
    strata = [
        Stratum(Moments(*map(float, kept[place, 3, 2])), n, 2 * n + CASES)
        for place, n in enumerate(sampled.tolist())
    ]
    alone = pooled_share(strata)
    place = 3 * kept.shape[2] + 2
    if alone.interval is None or not np.isclose(months.bounds()[0][place], alone.interval.low):
        raise SystemExit("the table and the single figure differ")


if __name__ == "__main__":
    main()
