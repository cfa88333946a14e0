"""What a later reader can learn about the order in which answers came.

The reader knows exactly who came when, and holds the file. Each statistic is compared with what it
is for orders drawn by chance: beyond the bound means that the file remembers.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from survey.store.driver import sqlite3

SHUFFLES = 4000
# One false alarm in a thousand draws; the draws are seeded, so a good file stays good.
ALARM_SHARE = 0.001

# Orders stand in the rows of an array; a statistic gives one number for each row.
Orders = NDArray[np.int64]
Statistic = Callable[[Orders], NDArray[np.float64]]


@dataclass(frozen=True)
class Finding:
    """One statistic of one reading of the file, and the most that chance gives."""

    reading: str
    statistic: str
    value: float
    bound: float

    @property
    def is_memory(self) -> bool:
        """Tell whether the reading says more about the order than chance does."""
        return self.value > self.bound


def findings(reading: str, arrivals: Sequence[int]) -> tuple[Finding, ...]:
    """Judge one reading: arrival numbers in the order in which they were read."""
    statistics = {
        "rank correlation": rank_correlation,
        "neighbours that stay neighbours": neighbours,
        "guessed places": guessed_places,
    }
    return tuple(_finding(reading, *named, arrivals) for named in statistics.items())


def findings_by_page(
    reading: str, arrivals: Sequence[int], pages: Sequence[int]
) -> tuple[Finding, ...]:
    """Judge the order within the pages of a file, page by page, against shuffles of the same."""
    page = np.asarray(pages)
    groups = [np.flatnonzero(page == one) for one in np.unique(page)]

    def within_pages(orders: Orders) -> NDArray[np.float64]:
        found = [rank_correlation(orders[:, group]) for group in groups if len(group) > 3]
        return np.asarray(np.mean(found, axis=0))

    return (_finding(reading, "rank correlation within pages", within_pages, arrivals),)


def rank_correlation(orders: Orders) -> NDArray[np.float64]:
    """Return how far each order rises or falls, 0 to 1."""
    places = np.arange(orders.shape[1]) - (orders.shape[1] - 1) / 2
    ranks = orders.argsort(axis=1).argsort(axis=1)
    return np.asarray(np.abs(ranks @ places) / (places @ places))


def neighbours(orders: Orders) -> NDArray[np.float64]:
    """Return the share of neighbours that came one after the other."""
    return np.asarray(np.mean(np.abs(np.diff(orders, axis=1)) == 1, axis=1))


def guessed_places(orders: Orders) -> NDArray[np.float64]:
    """Return the share of answers whose place is their arrival, counted from either end."""
    ranks = orders.argsort(axis=1).argsort(axis=1)
    places = np.arange(orders.shape[1])
    from_the_start = np.mean(ranks == places, axis=1)
    from_the_end = np.mean(ranks == places[::-1], axis=1)
    return np.asarray(np.maximum(from_the_start, from_the_end))


def positions(database: Path, keys: Sequence[bytes]) -> list[int]:
    """Return where in the file each key lies; each must lie there exactly once."""
    content = database.read_bytes()
    assert all(content.count(key) == 1 for key in keys), "a key lies in the file more than once"
    return [content.index(key) for key in keys]


def page_size(database: Path) -> int:
    """Return the size of a page of the database in bytes."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("PRAGMA page_size").fetchone()[0])


def _finding(reading: str, name: str, statistic: Statistic, arrivals: Sequence[int]) -> Finding:
    order = np.asarray(arrivals)
    drawn = statistic(np.random.default_rng(7).permuted(np.tile(order, (SHUFFLES, 1)), axis=1))
    bound = float(np.quantile(drawn, 1 - ALARM_SHARE, method="higher"))
    return Finding(reading, name, float(statistic(order[np.newaxis])[0]), bound)
