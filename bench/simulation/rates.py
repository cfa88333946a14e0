"""How often something happened, and when enough has been drawn to say that it is rare enough.

A rate is judged with its simulation error: it breaks its limit when it lies beyond it by more than
four times the error that a rate just at the limit would have, and it keeps it for certain when it
lies as far on the other side.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST_COVERAGE = 0.95
MOST_FALSE = 0.05
ALLOWANCE = 4.0
# So many samples are drawn of a cell before it is asked whether further ones are needed.
BEFORE_LOOKING = 2000


@dataclass(frozen=True)
class Rate:
    """How often something happened.

    Attributes
    ----------
    value : float
        Within [0, 1].
    replicates : int
        Samples that were drawn, above 0.
    """

    value: float
    replicates: int

    @property
    def error(self) -> float:
        """Standard error of the simulation."""
        return sqrt(self.value * (1 - self.value) / self.replicates)

    def __str__(self) -> str:
        return f"{self.value:.4f} ± {self.error:.4f}"


def is_clear(false: float, replicates: int, least: int = BEFORE_LOOKING) -> bool:
    """Return whether so many samples show that what is false is rarer than its limit.

    `false` is how often it was seen, the largest of several. Where drawing is stopped by this, a
    rate just at the limit would be called clear in fewer than one of a thousand cells.
    """
    error = Rate(MOST_FALSE, replicates).error
    return replicates >= least and MOST_FALSE - false >= ALLOWANCE * error
