"""How often service points are said to differ from the rest although they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np

from analysis.disclosure.thresholds import masked_end
from analysis.estimators.tables import Moments, Rows, Stratum
from analysis.indices.units import Standing, Standings, standings
from bench.simulation.populations import BetaBinomial, Extremes, HiddenCritics, Unlimited
from bench.simulation.running import Rate

Units = Mapping[str, tuple[Stratum, ...]]
_ROUNDING = 1e-12
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

    def draw(self, generator: np.random.Generator) -> Units:
        """Return a sample of each service point."""
        parts = zip(self.people, self.sizes, self.indices, strict=True)
        samples = [(each.answers(index, n, generator), each.items) for each, n, index in parts]
        rows = [Rows(y, m, items=items) for (y, m), items in samples]
        everybody = sum(self.sizes)
        strata = [(Stratum(Moments.of(each), everybody),) for each in rows]
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
    """Return in how many samples of an office anything false is claimed of any service point."""
    generator = np.random.default_rng([seed, crc32(office.name.encode())])
    wrong = 0
    for _ in range(replicates):
        units = office.draw(generator)
        chosen = choice(units) if choice else units
        wrong += len(chosen) > 1 and office.is_false(standings(chosen))
    return Rate(wrong / replicates, replicates)
