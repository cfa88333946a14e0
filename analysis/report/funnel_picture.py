"""What the funnel plot of an index shows: its dots, which of them are named, and its axes."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits, is_outside_funnel
from analysis.indices.units import Standing
from analysis.report.charts.funnel import Funnel, FunnelDot, size_ticks
from analysis.report.charts.plane import Scale, ticks
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.words import Words
from templates.languages import N_

# So many signs of a name fit beside a dot.
_MOST_SIGNS = 20


def funnel_of(
    found: UnitComparisons, numbered: Sequence[tuple[str, ComparedUnit]], words: Words
) -> Funnel | None:
    """Return what the picture shows; None where all answers are alike: nothing differs there."""
    centre = found.centre
    placed = [
        (number, unit, size, share)
        for number, unit in numbered
        if (size := unit.standing.n_effective) and (share := unit.estimate.estimate) is not None
    ]
    if centre is None or not 0 < centre < 1 or not placed:
        return None
    dots = [
        FunnelDot(number, size, share, _name(unit, centre), _is_claimed(unit))
        for number, unit, size, share in placed
    ]
    smallest = [min(dot.size for dot in dots)]
    lowest = float(funnel_limits(centre, smallest, FUNNEL_LEVELS[0])[0][0])
    heights = [dot.share for dot in dots] + [lowest]
    return Funnel(
        dots=dots,
        centre=centre,
        centre_words=words.share(centre),
        level_words=[words.target(level) for level in FUNNEL_LEVELS],
        sizes=Scale(
            words.say(N_("effective number of answers")),
            [(log10(tick), words.number(tick)) for tick in size_ticks([dot.size for dot in dots])],
        ),
        shares=Scale(
            words.say(N_("share satisfied")),
            [(tick, words.target(tick)) for tick in ticks([*heights, centre])],
        ),
    )


def _is_claimed(unit: ComparedUnit) -> bool:
    return unit.standing.standing is not Standing.UNDECIDED


def _name(unit: ComparedUnit, centre: float) -> str:
    """Return the words at a dot: the name where it lies outside the limits or is claimed."""
    size, share, name = unit.standing.n_effective, unit.estimate.estimate, unit.standing.unit
    is_far = size is not None and share is not None and is_outside_funnel(centre, size, share)
    if not (is_far or _is_claimed(unit)):
        return ""
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS - 1].rstrip()}…"


def axis_of_funnel(funnel: Funnel, words: Words) -> str:
    """Return the sentence that says what part of the scale is shown."""
    first, last = funnel.shares.ticks[0][0], funnel.shares.ticks[-1][0]
    sentence = N_("The axis runs from %(low)s to %(high)s.")
    return words.say(sentence, low=words.target(first), high=words.target(last))
