"""How often service points are said to differ from the rest although they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from zlib import crc32

import numpy as np

from analysis.disclosure.thresholds import masked_end
from analysis.estimators.bounds import counted_shares
from analysis.estimators.differences import differences
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Floats, Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import PartSums, Stratum
from analysis.indices.units import ERROR, Standing, Standings, standings
from bench.simulation.populations import BetaBinomial, Extremes, HiddenCritics, Unlimited
from bench.simulation.rates import BEFORE_LOOKING, Rate, is_clear
from bench.simulation.samples import apart

Units = Mapping[str, tuple[Stratum, ...]]
_ROUNDING = 1e-12
SAMPLES_AT_ONCE = 100
# Which units are compared; None for all of them, as offered.
Choice = Callable[[Units], Units]


@dataclass(frozen=True)
class Office:
    """Service points with the respondents and the true index of each.

    Attributes
    ----------
    name : str
    people : tuple of Unlimited
        Who answers at each; the mean number of answers does not depend on the index.
    sizes : tuple of int
    indices : tuple of float
    """

    name: str
    people: tuple[Unlimited, ...]
    sizes: tuple[int, ...]
    indices: tuple[float, ...]

    @property
    def is_alike(self) -> bool:
        """Whether there is nothing to find."""
        return len(set(self.indices)) == 1

    @property
    def before_looking(self) -> int:
        """How many samples are drawn at least: fewer where each must be compared anew."""
        return BEFORE_LOOKING if self.is_alike else BEFORE_LOOKING // 5

    def draw(self, count: int, generator: np.random.Generator) -> Rows:
        """Return so many samples of each service point, all of the first sample first."""
        parts = list(zip(self.people, self.sizes, self.indices, strict=True))
        samples = [
            each.answers(index, n, generator) for _ in range(count) for each, n, index in parts
        ]
        y, m = (np.concatenate(columns) for columns in zip(*samples, strict=True))
        return Rows(y, m, items=max(each.items for each in self.people))

    def units(self, rows: Rows, sample: int) -> Units:
        """Return the service points of one sample."""
        ends = np.cumsum([0, *self.sizes]) + sample * sum(self.sizes)
        parts = [rows.at(np.arange(*pair)) for pair in pairwise(ends.tolist())]
        strata = [(Stratum(Moments.of(each), sum(self.sizes)),) for each in parts]
        return {str(at): of_unit for at, of_unit in enumerate(strata)}

    def is_false(self, found: Standings) -> bool:
        """Return whether any unit is said to lie on a side of the rest on which it does not.

        The rest of a unit are all but those that were set aside, because more is known of them.
        """
        compared = {each.unit for each in found.units}
        left_out = [at for at in range(len(self.sizes)) if str(at) not in compared]
        for each in found.units:
            rest = [*map(int, each.rest), *left_out]
            theirs = np.average(
                np.array(self.indices)[rest], weights=np.array(self.sizes, np.float64)[rest]
            )
            difference = self.indices[int(each.unit)] - float(theirs)
            if each.standing is Standing.HIGHER and difference <= _ROUNDING:
                return True
            if each.standing is Standing.LOWER and difference >= -_ROUNDING:
                return True
        return False


def _alike(name: str, people: tuple[Unlimited, ...], size: int, index: float) -> Office:
    count = len(people)
    return Office(name, people, (size,) * count, (index,) * count)


_MIXED = (HiddenCritics(), BetaBinomial(0.2), Extremes(), BetaBinomial(0.7)) * 2
OFFICES: Mapping[str, Office] = MappingProxyType(
    {
        office.name: office
        for office in (
            _alike("eight alike", (BetaBinomial(0.5),) * 8, 45, 0.9),
            _alike("eight with hidden critics", (HiddenCritics(),) * 8, 30, 0.9),
            _alike("eight all or nothing", (Extremes(),) * 8, 30, 0.95),
            _alike("eight of four kinds", _MIXED, 60, 0.9),
            # The middle one lies below all the others together, and above the two low ones.
            Office(
                "two low and one in the middle",
                (BetaBinomial(0.7),) * 9,
                (*(45,) * 6, 45, 45, 250),
                (*(0.98,) * 6, 0.45, 0.45, 0.8),
            ),
        )
    }
)


def without_masked(units: Units) -> Units:
    """Return the units whose share a report shows to the digit, a fault: the others count too."""
    return {name: strata for name, strata in units.items() if not _is_masked(strata)}


def _is_masked(strata: tuple[Stratum, ...]) -> bool:
    moments = strata[0].moments
    return masked_end(moments.y / moments.m, moments.n) is not None


def false_claims(office: Office, replicates: int, seed: int, choice: Choice | None = None) -> Rate:
    """Return in how many samples of an office anything false is claimed of any service point.

    All are compared as a report does it, but for those in which nothing at all is claimed: that is
    told of many samples at a time.
    """
    generator = np.random.default_rng([seed, crc32(office.name.encode())])
    wrong = 0
    for first in range(0, replicates, SAMPLES_AT_ONCE):
        count = min(SAMPLES_AT_ONCE, replicates - first)
        rows = office.draw(count, generator)
        for sample in range(count) if choice else claiming(office, rows, count):
            units = office.units(rows, sample)
            chosen = choice(units) if choice else units
            wrong += len(chosen) > 1 and office.is_false(standings(chosen))
        if is_clear(wrong / (first + count), first + count, office.before_looking):
            break
    return Rate(wrong / (first + count), first + count)


def claiming(office: Office, rows: Rows, count: int) -> list[int]:
    """Return the samples in which a report claims anything of a service point.

    The first claim needs a p value of at most the error over the number of service points.
    """
    units = len(office.sizes)
    cells = apart(rows, office.sizes, count)
    ones, rests = (counted_shares(shares_of(each)) for each in (cells, _rests(cells, units)))
    found = differences(ones, rests, 1 - ERROR / units * (1 + 1e-6))
    is_claimed = ((found.low > 0) | (found.high < 0)).reshape(count, units).any(axis=1)
    return np.flatnonzero(is_claimed).tolist()


def _rests(cells: PartSums, units: int) -> PartSums:
    """Return for each part the others of its sample together."""

    def rests(column: Floats) -> Floats:
        each = column.reshape(-1, units, *column.shape[1:])
        others: Floats = each.sum(axis=1, keepdims=True) - each
        return others.reshape(column.shape)

    tables = cells.tables and replace(cells.tables, respondents=rests(cells.tables.respondents))
    return replace(cells, sums=rests(cells.sums), tables=tables)
