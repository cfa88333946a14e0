"""``python -m bench.bounds``: bounds of very many shares beside the reading of as many answers.

Makes tables of counts of 5,000 groups from a seed, works out both ends of the 95 % interval and
both one-sided 95 % bounds of each, and prints the processor's time beside that of reading a CSV
file of 1,000,000 responses, for an index of 9 items and for one of 19.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import moments_by_cell
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import (
    PartSums,
    Stratum,
    part_sums,
)
from analysis.reading import read_responses
from bench.report import QUESTIONNAIRE, make_responses
from questionnaires.published import load_questionnaire

GROUPS = 5000
ITEMS = (9, 19)
PEOPLE = 80


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=1_000_000)
    options = parser.parse_args()
    reading = seconds_of_reading(options.responses)
    print(f"reading {options.responses:,} responses {reading:8.2f} s")
    for items in ITEMS:
        parts = groups_of(items, np.random.default_rng(1))
        kinds = (parts.tables.respondents > 0).sum(axis=1) if parts.tables else np.zeros(1)
        start = process_time()
        found = counted_shares(shares_of(parts))
        for level in (0.95, 0.9):
            found.bounds(level)
        taken = process_time() - start
        word = "kept" if taken <= reading else "BROKEN"
        print(
            f"{4 * GROUPS:,} bounds, {items} items, {kinds.mean():.0f} kinds a group, at most "
            f"{kinds.max()}: {taken:.2f} s, {taken / reading:.2f} times the reading: {word}"
        )


def seconds_of_reading(responses: int) -> float:
    """Return the processor's time of reading a file of so many responses."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "responses.csv"
        make_responses(data, responses)
        start = process_time()
        read_responses(data, load_questionnaire(QUESTIONNAIRE))
        return process_time() - start


def groups_of(items: int, generator: np.random.Generator) -> PartSums:
    """Return the tables of groups of some dozens of people each, who agree with themselves."""
    sizes = generator.integers(PEOPLE // 4, 2 * PEOPLE, GROUPS)
    groups: NDArray[np.int64] = np.repeat(np.arange(GROUPS), sizes)
    valid = generator.binomial(items, 0.94, len(groups))
    satisfied = generator.binomial(valid, generator.beta(4.5, 0.5, len(groups)))
    moments = moments_by_cell(Rows(satisfied, valid, items=items), groups, GROUPS)
    return part_sums([(Stratum(each, len(groups)),) for each in moments])


if __name__ == "__main__":
    main()
