"""Where service points differ from the rest: a funnel plot, and a table without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import log10

from analysis.caveats import Caveat
from analysis.estimates import Interval
from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits
from analysis.indices.units import ERROR, Standing
from analysis.report.charts.funnel import Funnel, FunnelDot, funnel_svg, size_ticks
from analysis.report.charts.plane import Scale, ticks
from analysis.report.document import (
    Block,
    Figure,
    Heading,
    Part,
    Picture,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import Page, paragraphs, shown
from templates.languages import N_

_GROUPS = {
    Standing.LOWER: N_("Lower than the rest"),
    Standing.UNDECIDED: N_("Not distinguishable from the rest"),
    Standing.HIGHER: N_("Higher than the rest"),
}
_TITLES = (
    N_("Service point"),
    N_("Difference (percentage points)"),
    N_("95%% interval of the difference"),
    N_("By chance (Holm)"),
)
_SENTENCES = {
    Standing.LOWER: N_("Lower than the rest: %(names)s."),
    Standing.HIGHER: N_("Higher than the rest: %(names)s."),
}
_ONE = {
    Standing.LOWER: N_(
        "%(name)s is %(points)s percentage points lower than the rest (95%% interval of the"
        " difference: %(low)s to %(high)s)."
    ),
    Standing.HIGHER: N_(
        "%(name)s is %(points)s percentage points higher than the rest (95%% interval of the"
        " difference: %(low)s to %(high)s)."
    ),
}
_SEVERAL = {
    Standing.LOWER: N_("%(names)s are lower than the rest (percentage points in brackets)."),
    Standing.HIGHER: N_("%(names)s are higher than the rest (percentage points in brackets)."),
}
_ALIKE = N_("“Not distinguishable” does not mean alike: with more answers a difference may show.")
_ALIKE_OF_ALL = N_(
    "“Not distinguishable” does not mean alike: in this period they differed as the figures say,"
    " but chance alone may have made the difference."
)
_PICTURE = N_(
    "Funnel plot: each service point as a numbered dot, further right the more answers it has,"
    " higher up the more are satisfied. Between the dashed lines chance alone leaves most of them."
    " Filled dots differ from the rest; of more than thirty only those outside the lines have a"
    " label. The tables have the same figures."
)
_REMARK = N_(
    "There is no ranking: among service points that are all alike somebody is always last. Each is"
    " compared with all other respondents, also those of service points whose results are held"
    " back; the one that differs most is set aside and the others are compared"
    " anew, so that one very low service point does not make the others look high. “By chance” says"
    " how likely a list of service points that are all alike would show such a difference"
    " somewhere; a claim is made up to 0.05 (Holm). The interval of a difference is that of this"
    " service point alone. The lines of the funnel plot are the limits of"
    " 95%% and 99.8%%: of service points that are alike, one in twenty lies outside the first."
)


def standings(page: Page) -> Section | None:
    """Return for each index its service points against the rest; None without service points."""
    found = page.report.findings_of(UnitComparisons)
    if not page.report.service_points:
        return None
    blocks: list[Block] = []
    for comparisons in found:
        blocks += [Heading(page.title(comparisons.title)), *_compared(comparisons, page)]
    if any(unit.standing for comparisons in found for unit in comparisons.units):
        blocks.append(page.remark(_REMARK))
    title = page.say(N_("Where do service points differ?"))
    return Section("standings", title, tuple(blocks), Part.ANNEX)


SECTIONS = {400: standings}


def _compared(found: UnitComparisons, page: Page) -> tuple[Block, ...]:
    doubts = paragraphs(" ".join(page.doubts(found.caveats)))
    told = [unit for unit in found.units if unit.standing is not None]
    if not told:
        return doubts
    picture, notes = _picture(found, page), paragraphs(*_notes(found, page))
    footnotes = Footnotes(map(_doubts, found.units), page)
    groups = _groups(found.units, footnotes, page)
    table = Table.labelled([page.say(title) for title in _TITLES], groups)
    return (Figure(claims(found, page), (*picture, *doubts, *notes, table, *footnotes.said())),)


def _doubts(unit: ComparedUnit) -> tuple[Caveat, ...]:
    """Return the doubts of a comparison; why a share is not shown stands in the list of units."""
    return unit.test.caveats if unit.test else ()


def claims(found: UnitComparisons, page: Page) -> str:
    """Return the sentences that name the service points which differ."""
    said = [
        _claim(standing, differing, page)
        for standing in _ONE
        if (differing := [unit for unit in found.units if unit.standing is standing])
    ]
    none = N_("No service point differs from the rest beyond chance.")
    if any(unit.standing is None for unit in found.units):
        none = N_("None of which it may be told differs from the rest beyond chance.")
    return " ".join(said) or page.say(none)


def _claim(standing: Standing, units: Sequence[ComparedUnit], page: Page) -> str:
    """Return which service points differ one way, and how much where that is known of all."""
    names = [unit.unit for unit in units]
    tests = [unit.test for unit in units if unit.test]
    points = [_points(test.difference, page) for test in tests if test.difference is not None]
    if len(points) < len(names):
        return page.say(_SENTENCES[standing], names=page.named(names))
    if len(names) == 1 and (interval := tests[0].interval):
        low, high = page.words.points(interval.low), page.words.points(interval.high)
        return page.say(_ONE[standing], name=names[0], points=points[0], low=low, high=high)
    each = [f"{name} ({of_name})" for name, of_name in zip(names, points, strict=True)]
    return page.say(_SEVERAL[standing], names=page.named(each))


def _points(difference: float, page: Page) -> str:
    return page.words.points(abs(difference)).removeprefix("+")


def _notes(found: UnitComparisons, page: Page) -> list[str]:
    """Return the notes on service points that are not distinguishable from the rest."""
    undecided = [unit for unit in found.units if unit.standing is Standing.UNDECIDED]
    said = []
    look = [unit.unit for unit in undecided if _is_striking(unit)]
    if look:
        sentence = N_("Where to look, though nothing is proved: %(names)s (Benjamini–Hochberg).")
        said.append(page.say(sentence, names=", ".join(look)))
    if undecided:
        said.append(page.say(_ALIKE_OF_ALL if _counts_all(found, page) else _ALIKE))
    return said


def _counts_all(found: UnitComparisons, page: Page) -> bool:
    """Return whether there is nobody more to ask."""
    estimates = (entry.estimate for entry in page.report.indices if entry.id == found.id)
    return any(estimate is not None and estimate.is_full_count for estimate in estimates)


def _is_striking(unit: ComparedUnit) -> bool:
    screening = unit.test.p_screening if unit.test else None
    return screening is not None and screening <= ERROR


def _groups(units: Sequence[ComparedUnit], footnotes: Footnotes, page: Page) -> list[RowGroup]:
    """Return the service points by standing, else in the order of the report."""
    groups = [
        RowGroup(
            tuple(
                _row(number, unit, footnotes, page)
                for number, unit in enumerate(units, start=1)
                if unit.standing is standing
            ),
            page.say(title),
        )
        for standing, title in _GROUPS.items()
    ]
    return [group for group in groups if group.rows]


def _row(number: int, unit: ComparedUnit, footnotes: Footnotes, page: Page) -> Row:
    """Return a service point; of one that is masked no difference. Its share stands elsewhere."""
    test, words = unit.test, page.words
    return Row.of(
        footnotes.name(f"{number}. {unit.unit}", _doubts(unit)),
        shown(words.points, test.difference if test else None),
        shown(partial(_interval, page), test.interval if test else None),
        shown(words.p_value, test.p_claim if test else None),
    )


def _interval(page: Page, found: Interval) -> str:
    low, high = page.words.points(found.low), page.words.points(found.high)
    return page.say(N_("%(low)s to %(high)s"), low=low, high=high)


def _picture(found: UnitComparisons, page: Page) -> tuple[Picture, ...]:
    """Return the funnel plot; nothing where all answers are alike: nothing differs there."""
    centre, words = found.centre, page.words
    dots = [
        FunnelDot(number, unit.test.n_effective, share, unit.unit, _is_claimed(unit))
        for number, unit in enumerate(found.units, start=1)
        if unit.test and unit.test.n_effective and (share := _share(unit)) is not None
    ]
    if centre is None or not 0 < centre < 1 or not dots:
        return ()
    sizes = size_ticks([dot.size for dot in dots])
    heights = ticks([*(dot.share for dot in dots), *_reach(centre, dots, sizes[-1])])
    funnel = Funnel(
        dots=dots,
        centre=centre,
        centre_words=words.share(centre),
        level_words=[words.target(level) for level in FUNNEL_LEVELS],
        sizes=Scale(
            page.say(N_("effective number of answers")),
            [(log10(tick), words.number(tick)) for tick in sizes],
        ),
        shares=Scale(page.say(N_("share satisfied")), page.ticks(heights)),
    )
    axis = page.axis(heights[0], heights[-1])
    return (Picture(funnel_svg(funnel), f"{page.say(_PICTURE)} {axis}"),)


def _reach(centre: float, dots: Sequence[FunnelDot], last: float) -> tuple[float, ...]:
    """Return what the picture must hold: the limits at all dots, and where they are named."""
    inner, outer = FUNNEL_LEVELS
    at_dots = funnel_limits(centre, [min(dot.size for dot in dots)], inner)
    at_end = funnel_limits(centre, [last], outer)
    return tuple(float(limit[0]) for limit in (*at_dots, *at_end))


def _share(unit: ComparedUnit) -> float | None:
    return unit.entry.estimate.estimate if unit.entry.estimate else None


def _is_claimed(unit: ComparedUnit) -> bool:
    return unit.standing is not Standing.UNDECIDED
