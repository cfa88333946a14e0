"""What the report's page says of service points against the rest: all text, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from analysis.estimators.funnel import LEVELS, is_outside, limits
from analysis.indices.standings import ERROR, Standing
from analysis.report.funnel_chart import Funnel, FunnelDot, funnel_svg
from analysis.report.importance import ticks
from analysis.report.importance_chart import Scale
from analysis.report.model import Report
from analysis.report.pictures import address
from analysis.report.unit_findings import ComparedUnit, UnitComparisons
from analysis.report.words import Words
from questionnaires.model import Phrase
from templates.languages import N_

_GROUPS = {
    Standing.LOWER: N_("Lower than the rest"),
    Standing.UNDECIDED: N_("Not distinguishable from the rest"),
    Standing.HIGHER: N_("Higher than the rest"),
}
_SENTENCES = {
    Standing.LOWER: N_("Lower than the rest: %(names)s."),
    Standing.HIGHER: N_("Higher than the rest: %(names)s."),
}
# So many signs of a name fit beside a dot.
_MOST_SIGNS = 20
_MOST_TICKS = 6


@dataclass(frozen=True)
class StandingRow:
    """A service point; its number is that in the picture."""

    number: str
    name: str
    share: str
    interval: str
    difference: str
    p_claim: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class StandingGroup:
    """Service points of one standing, in the order of the report and of nothing else."""

    title: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True)
class ComparisonView:
    """The service points in one index; `sentence` is the title of the picture."""

    title: Phrase
    sentence: str
    notes: tuple[str, ...]
    picture: str
    axis: str
    groups: tuple[StandingGroup, ...]


def comparison_views(report: Report, words: Words) -> tuple[ComparisonView, ...]:
    """Return for each index its service points against the rest; none without service points."""
    if not report.service_points:
        return ()
    return tuple(_view(found, words) for found in report.comparisons)


def _view(found: UnitComparisons, words: Words) -> ComparisonView:
    title = found.title.in_language(words.language)
    if not found.units:
        doubts = " ".join(words.caveat(caveat) for caveat in found.caveats)
        return ComparisonView(title, doubts, (), "", "", ())
    numbered = [(str(place), unit) for place, unit in enumerate(found.units, start=1)]
    funnel = _funnel(found, numbered, words)
    return ComparisonView(
        title=title,
        sentence=_sentence(found.units, words),
        notes=_notes(found.units, words),
        picture=address(funnel_svg(funnel)) if funnel else "",
        axis=_axis(funnel, words) if funnel else "",
        groups=tuple(
            StandingGroup(words.say(_GROUPS[standing]), rows)
            for standing in Standing
            if (rows := _rows(numbered, standing, words))
        ),
    )


def _sentence(units: Sequence[ComparedUnit], words: Words) -> str:
    said = [
        words.say(sentence, names=", ".join(names))
        for standing, sentence in _SENTENCES.items()
        if (names := [u.standing.unit for u in units if u.standing.standing is standing])
    ]
    none = N_("No service point differs from the rest beyond chance.")
    return " ".join(said) or words.say(none)


def _notes(units: Sequence[ComparedUnit], words: Words) -> tuple[str, ...]:
    undecided = [u.standing for u in units if u.standing.standing is Standing.UNDECIDED]
    notes = []
    look = [u.unit for u in undecided if u.p_screening is not None and u.p_screening <= ERROR]
    if look:
        sentence = N_("Where to look, though nothing is proved: %(names)s (Benjamini–Hochberg).")
        notes.append(words.say(sentence, names=", ".join(look)))
    if undecided:
        sentence = N_(
            "“Not distinguishable” does not mean alike: with more answers a difference may show."
        )
        notes.append(words.say(sentence))
    return tuple(notes)


def _rows(
    numbered: Sequence[tuple[str, ComparedUnit]], standing: Standing, words: Words
) -> tuple[StandingRow, ...]:
    return tuple(
        _row(number, unit, words) for number, unit in numbered if unit.standing.standing is standing
    )


def _row(number: str, unit: ComparedUnit, words: Words) -> StandingRow:
    estimate, standing = unit.estimate, unit.standing
    return StandingRow(
        number=number,
        name=standing.unit,
        share="" if estimate.estimate is None else words.share(estimate.estimate),
        interval=words.interval(estimate.interval) if estimate.interval else "",
        difference="" if standing.difference is None else words.points(standing.difference),
        p_claim="" if standing.p_claim is None else words.p_value(standing.p_claim),
        doubts=tuple(words.caveat(caveat) for caveat in standing.caveats),
    )


def _funnel(
    found: UnitComparisons, numbered: Sequence[tuple[str, ComparedUnit]], words: Words
) -> Funnel | None:
    """Return the picture; None where all answers are alike, for nothing differs there."""
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
    heights = [dot.share for dot in dots] + [float(limits(centre, smallest, LEVELS[0])[0][0])]
    return Funnel(
        dots=dots,
        centre=centre,
        centre_words=words.share(centre),
        level_words=[words.target(level) for level in LEVELS],
        sizes=Scale(
            words.say(N_("effective number of answers")),
            [(log10(tick), words.number(tick)) for tick in sizes([dot.size for dot in dots])],
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
    is_far = size is not None and share is not None and is_outside(centre, size, share)
    if not (is_far or _is_claimed(unit)):
        return ""
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS - 1].rstrip()}…"


def _axis(funnel: Funnel, words: Words) -> str:
    first, last = funnel.shares.ticks[0][0], funnel.shares.ticks[-1][0]
    sentence = N_("The axis runs from %(low)s to %(high)s.")
    return words.say(sentence, low=words.target(first), high=words.target(last))


def sizes(values: Sequence[float]) -> tuple[float, ...]:
    """Return two to six numbers 1, 2, 5, 10, …, from below the least value to above the most."""
    low, high = min(values), max(values)
    every = [
        step * 10.0**power
        for power in range(floor(log10(low)) - 1, floor(log10(high)) + 2)
        for step in (1, 2, 5)
    ]
    first = max(tick for tick in every if tick <= low)
    last = min(tick for tick in every if tick > high)
    inside = [tick for tick in every if first <= tick <= last]
    if len(inside) <= _MOST_TICKS:
        return tuple(inside)
    tens = [tick for tick in inside if round(log10(tick), 9).is_integer()]
    return tuple(sorted({first, *tens[-_MOST_TICKS + 2 :], last}))
