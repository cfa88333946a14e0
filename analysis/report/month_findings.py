"""What a report finds over its months: alarms, and trends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.caveats import Caveat
from analysis.estimators.history import Baseline
from analysis.indices.months import Trend
from questionnaires.model import Wording


class AlarmMethod(StrEnum):
    """Which chart sounds the alarm."""

    EWMA = "ewma_0.2_2.86"
    CUSUM = "cusum_0.5_5"


class Direction(StrEnum):
    """Where an alarm points."""

    LOWER = "LOWER"
    HIGHER = "HIGHER"


@dataclass(frozen=True)
class WatchedMonth:
    """A month on the chart.

    Attributes
    ----------
    month : str
        Such as ``2026-03``.
    share : float
        Of the index, 0-1.
    answers : int
    n_effective : float
        As the default interval uses it, without the finite population.
    is_usual : bool
        Whether it belongs to the months that the usual level comes from.
    lower, upper : float or None
        Limits of the p' chart, 0-1; None without a usual level.
    is_outside : bool
        Whether the share lies outside them.
    alarm : Direction or None
        Where the alarm sounds in this month.
    """

    month: str
    share: float
    answers: int
    n_effective: float
    is_usual: bool
    lower: float | None = None
    upper: float | None = None
    is_outside: bool = False
    alarm: Direction | None = None


@dataclass(frozen=True)
class Alarm:
    """Months in a row in which the alarm sounds in one direction.

    Attributes
    ----------
    direction : Direction
    begins, ends : str
        First and last month.
    is_standing : bool
        Whether the last month is the last one of the report.
    """

    direction: Direction
    begins: str
    ends: str
    is_standing: bool


@dataclass(frozen=True)
class Monitoring:
    """The months in one index, those only whose results are shown.

    Attributes
    ----------
    id, title : str, Wording
        Of the index.
    baseline : Baseline or None
        The usual level: of the months before the watched ones, or of all while none is watched.
        None without limits.
    method : AlarmMethod or None
        None where no month is watched.
    months : tuple of WatchedMonth
        In order; empty with fewer than two.
    alarms : tuple of Alarm
    caveats : tuple of Caveat
    """

    id: str
    title: Wording
    baseline: Baseline | None
    method: AlarmMethod | None
    months: tuple[WatchedMonth, ...]
    alarms: tuple[Alarm, ...]
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True)
class MonthlyTrend:
    """The trend of one index.

    Attributes
    ----------
    id, title : str, Wording
        Of the index.
    months : tuple of str
        Those that it rests on.
    trend : Trend or None
        For a step of one month; None with fewer than three months.
    caveats : tuple of Caveat
        Those of the trend among them.
    """

    id: str
    title: Wording
    months: tuple[str, ...]
    trend: Trend | None
    caveats: tuple[Caveat, ...]
