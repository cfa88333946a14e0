"""What was measured as figures, beside what was asked of them, and whether to trust them."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isinf
from statistics import median

from survey.bench.seen import Seen
from templates.languages import N_

# On a quiet machine one program at 32 and at 64 clients keeps its ratio, however quick the machine
# is at the moment, and before a run hardly anybody wants a processor.
MOST_SPREAD = 1.5
MOST_LOAD = 0.5
# No disk that keeps what it was given takes more.
MOST_FLUSHES = 100_000.0


class Standing(StrEnum):
    """Where a figure stands against what was asked of it."""

    GOAL = N_("goal reached")
    FLOOR = N_("floor kept, goal missed")
    MISSED = N_("floor missed")


@dataclass(frozen=True)
class Asked:
    """What is asked of a figure: no worse than `floor`, better still `goal`."""

    label: str
    floor: float
    goal: float
    unit: str = ""

    @property
    def more_is_better(self) -> bool:
        """Whether a larger value is the better one."""
        return self.goal > self.floor


@dataclass(frozen=True)
class Figure:
    """A figure as measured, a value for each round."""

    asked: Asked
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value that counts."""
        return median(self.values)

    @property
    def worst(self) -> float:
        """The worst round."""
        return min(self.values) if self.asked.more_is_better else max(self.values)

    @property
    def standing(self) -> Standing:
        """Where the median stands."""
        sign = 1 if self.asked.more_is_better else -1
        if sign * self.median >= sign * self.asked.goal:
            return Standing.GOAL
        kept = sign * self.median >= sign * self.asked.floor
        return Standing.FLOOR if kept else Standing.MISSED


def rate_ratio(above: float, below: float) -> float:
    """Return a ratio of rates; beside a program that answered nothing, nothing is proved."""
    return above / below if below else 0.0


def wait_ratio(above: float, below: float) -> float:
    """Return a ratio of waits; one without an answer was endless."""
    return inf if isinf(above) or isinf(below) or not below else above / below


# What is asked of the rounds: of a ratio of rates, or of the longest waits, of two measures.
_FULL = Asked(N_("answers with waiting for the disk / without"), 0.75, 0.95)
_RATES = (
    (Asked(N_("poster's pages / bare pages, 32 clients"), 0.5, 0.7), "page", "hello"),
    (Asked(N_("durable answers / bare pages, 64 clients"), 0.25, 0.4), "answers", "hello at 64"),
    (Asked(N_("durable answers / those of the textbook design"), 10, 20), "answers", "textbook"),
    (_FULL, "answers", "without waiting"),
)
_WAITS = (
    (Asked(N_("p99 of an answer / of a bare page, 64 clients"), 4, 1.5), "answers", "hello at 64"),
    (Asked(N_("p99 under strain / in quiet"), 4, 2), "strained", "quiet"),
    (Asked(N_("p99 while a year is published / in quiet"), 3, 1.5), "publishing", "still"),
)
# The usual time of a page that one person opens, and not the longest.
_DESK = Asked(N_("desk over many responses / over few"), 3, 1.5)
# Of these no answer may be lost or refused.
_OURS = ("page", "answers", "without waiting", "quiet", "strained", "still", "publishing")
_ERRORS = Asked(N_("answers that were errors"), 0, 0)
_MISSING = Asked(N_("acknowledged answers that are missing"), 0, 0)
_MEMORY = Asked(N_("memory of the server under strain"), 250, 150, "MB")
_START = Asked(N_("start to first page"), 3, 1.5, "s")
_ONE_PDF = Asked(N_("all posters as one PDF"), 5, 1.5, "s")
_FILES = Asked(N_("all posters as files"), 8, 3, "s")


def figures(seen: Seen) -> list[Figure]:
    """Return all figures; one that could not be measured on this system is left out."""
    rates = [
        Figure(asked, tuple(rate_ratio(one[above].rate, one[below].rate) for one in seen.rounds))
        for asked, above, below in _RATES
    ]
    waits = [
        Figure(asked, tuple(wait_ratio(one[above].p99, one[below].p99) for one in seen.rounds))
        for asked, above, below in _WAITS
    ]
    desks = tuple(wait_ratio(one["many"].p50, one["few"].p50) for one in seen.rounds)
    errors = sum(one[name].errors for one in seen.rounds for name in _OURS)
    others = [
        Figure(_DESK, desks),
        Figure(_ERRORS, (errors,)),
        Figure(_MISSING, (seen.missing,)),
        Figure(_MEMORY, tuple(map(sum, seen.megabytes))),
        Figure(_START, tuple(seen.start_seconds)),
        Figure(_ONE_PDF, tuple(seen.one_pdf_seconds)),
        Figure(_FILES, tuple(seen.files_seconds)),
    ]
    return [figure for figure in (*rates, *waits, *others) if figure.values]


def missing(acknowledged: Iterable[bytes], stored: Iterable[bytes]) -> int:
    """Return how many acknowledged answers are not stored exactly once."""
    times = Counter(stored)
    return sum(times[key] != 1 for key in acknowledged)


def is_sound(found: Iterable[Figure]) -> bool:
    """Tell whether no answer was lost and none was an error, whatever the others say."""
    return all(figure.median == 0 for figure in found if figure.asked in (_ERRORS, _MISSING))


def noise(seen: Seen) -> list[str]:
    """Return why the figures cannot be trusted, as English sentences; none when they can."""
    ratios = [rate_ratio(one["hello at 64"].rate, one["hello"].rate) for one in seen.rounds]
    reasons = []
    if max(ratios) > MOST_SPREAD * min(ratios):
        reasons.append(N_("The rate of the bare page differed too much within a round."))
    if seen.loads and seen.loads[0] > MOST_LOAD * (os.cpu_count() or 1):
        reasons.append(N_("Something else worked on this machine before."))
    if median(seen.flushes) > MOST_FLUSHES:
        reasons.append(N_("The folder for temporary files is on no disk; TMPDIR names another."))
    if not seen.reports_left:
        reasons.append(N_("The year was published before the measure ended."))
    return reasons
