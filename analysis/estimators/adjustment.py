"""How far calibration may move a weight, and what it takes for the nearest one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite

import numpy as np

from analysis.estimators.tables import Floats

FARTHEST = 500.0


class Distance(StrEnum):
    """How far a weight may move, and so which weights are the nearest that meet the margins."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True)
class Adjustment:
    """How weights may change.

    Attributes
    ----------
    distance : Distance
        ``linear`` and ``raking`` may have bounds, ``logit`` needs them.
    bounds : tuple of float or None
        Least and greatest ratio of new weight to old; the first below 1, the second above.

    Raises
    ------
    ValueError
        If the bounds do not hold 1 between them, or ``logit`` has none.
    """

    distance: Distance = Distance.RAKING
    bounds: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.bounds is None:
            if self.distance is Distance.LOGIT:
                raise ValueError("bounds must be given for logit: None")
            return
        low, high = self.bounds
        if not (0 <= low < 1 < high and isfinite(high)):
            raise ValueError(f"bounds must hold 1 between them, not below 0: {low}, {high}")

    def factors(self, tilts: Floats) -> Floats:
        """Return the ratio of new weight to old at each tilt; 1 where it is 0."""
        if self.distance is Distance.LOGIT:
            return self._logit(tilts)
        plain = tilts + 1 if self.distance is Distance.LINEAR else np.exp(_within(tilts))
        low, high = self.bounds or (-inf, inf)
        factors: Floats = np.clip(plain, low, high)
        return factors

    def slopes(self, factors: Floats) -> Floats:
        """Return the derivative of the factors, from the factors themselves."""
        low, high = self.bounds or (-inf, inf)
        if self.distance is Distance.LOGIT:
            return (factors - low) * (high - factors) / ((1 - low) * (high - 1))
        inside = ((factors > low) & (factors < high)).astype(np.float64)
        return inside if self.distance is Distance.LINEAR else inside * factors

    def _logit(self, tilts: Floats) -> Floats:
        low, high = self.bounds or (-inf, inf)
        steep = (high - low) / ((1 - low) * (high - 1))
        grown = np.exp(_within(steep * tilts))
        above = low * (high - 1) + high * (1 - low) * grown
        return above / (high - 1 + (1 - low) * grown)


def _within(tilts: Floats) -> Floats:
    # A step far too long is shortened later; until then it must not overflow.
    return np.clip(tilts, -FARTHEST, FARTHEST)
