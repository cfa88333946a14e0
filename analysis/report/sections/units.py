"""Where service points differ from the rest: a funnel plot, and a table without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits
from analysis.indices.units import ERROR, Standing
from analysis.report.charts.funnel import Funnel, FunnelDot, funnel_svg, size_ticks
from analysis.report.charts.plane import Scale, ticks
from analysis.report.document import (
    Block,
    Cell,
    Figure,
    Heading,
    Picture,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.sections.page import Page, paragraphs, shown
from templates.languages import N_

_GROUPS = {
    Standing.LOWER: N_("Lower than the rest"),
    Standing.UNDECIDED: N_("Not distinguishable from the rest"),
    Standing.HIGHER: N_("Higher than the rest"),
}
_TITLES = (
    N_("Service point"),
    N_("Satisfied"),
    N_("95%% interval"),
    N_("Difference (percentage points)"),
    N_("By chance (Holm)"),
)
_SENTENCES = {
    Standing.LOWER: N_("Lower than the rest: %(names)s."),
    Standing.HIGHER: N_("Higher than the rest: %(names)s."),
}
_PICTURE = N_(
    "Funnel plot: each service point as a numbered dot, further right the more answers it has,"
    " higher up the more are satisfied. Between the dashed lines chance alone leaves most of them."
    " Filled dots differ from the rest. The table below has the same figures."
)
_REMARK = N_(
    "There is no ranking: among service points that are all alike somebody is always last. Each is"
    " compared with the rest; the one that differs most is set aside and the others are compared"
    " anew, so that one very low service point does not make the others look high. “By chance” says"
    " how likely a list of service points that are all alike would show such a difference"
    " somewhere; a claim is made up to 0.05 (Holm). The lines of the funnel plot are the limits of"
    " 95%% and 99.8%%: of service points that are alike, one in twenty lies outside the first."
    " Service points that show only their number take no part."
)


def standings(page: Page) -> Section | None:
    """Return for each index its service points against the rest; None without service points."""
    found = page.report.findings_of(UnitComparisons)
    if not page.report.service_points:
        return None
    blocks: list[Block] = []
    for comparisons in found:
        blocks += [Heading(page.title(comparisons.title)), *_compared(comparisons, page)]
    if any(comparisons.units for comparisons in found):
        blocks.append(page.remark(_REMARK))
    title = page.say(N_("Where do service points differ?"))
    return Section("standings", title, tuple(blocks))


SECTIONS = {70: standings}


def _compared(found: UnitComparisons, page: Page) -> tuple[Block, ...]:
    if not found.units:
        return paragraphs(" ".join(page.doubts(found.caveats)))
    picture, notes = _picture(found, page), paragraphs(*_notes(found.units, page))
    table = Table.labelled([page.say(title) for title in _TITLES], _groups(found.units, page))
    return (Figure(_claims(found.units, page), (*picture, *notes, table)),)


def _claims(units: Sequence[ComparedUnit], page: Page) -> str:
    """Return the sentences that name the service points which differ."""
    said = [
        page.say(sentence, names=", ".join(names))
        for standing, sentence in _SENTENCES.items()
        if (names := [u.standing.unit for u in units if u.standing.standing is standing])
    ]
    none = N_("No service point differs from the rest beyond chance.")
    return " ".join(said) or page.say(none)


def _notes(units: Sequence[ComparedUnit], page: Page) -> list[str]:
    """Return the notes on service points that are not distinguishable from the rest."""
    undecided = [u.standing for u in units if u.standing.standing is Standing.UNDECIDED]
    said = []
    look = [u.unit for u in undecided if u.p_screening is not None and u.p_screening <= ERROR]
    if look:
        sentence = N_("Where to look, though nothing is proved: %(names)s (Benjamini–Hochberg).")
        said.append(page.say(sentence, names=", ".join(look)))
    if undecided:
        sentence = N_(
            "“Not distinguishable” does not mean alike: with more answers a difference may show."
        )
        said.append(page.say(sentence))
    return said


def _groups(units: Sequence[ComparedUnit], page: Page) -> list[RowGroup]:
    """Return the service points by standing, else in the order of the report."""
    groups = [
        RowGroup(
            tuple(
                _row(number, unit, page)
                for number, unit in enumerate(units, start=1)
                if unit.standing.standing is standing
            ),
            page.say(title),
        )
        for standing, title in _GROUPS.items()
    ]
    return [group for group in groups if group.rows]


def _row(number: int, unit: ComparedUnit, page: Page) -> Row:
    estimate, standing, words = unit.estimate, unit.standing, page.words
    ends = (estimate.interval.low, estimate.interval.high) if estimate.interval else ()
    return Row.of(
        Cell(f"{number}. {standing.unit}", page.doubts(standing.caveats)),
        shown(lambda value: words.share(value, *ends), estimate.estimate),
        shown(lambda value: words.interval(value, estimate.estimate), estimate.interval),
        shown(words.points, standing.difference),
        shown(words.p_value, standing.p_claim),
    )


def _picture(found: UnitComparisons, page: Page) -> tuple[Picture, ...]:
    """Return the funnel plot; nothing where all answers are alike: nothing differs there."""
    centre, words = found.centre, page.words
    dots = [
        FunnelDot(number, size, share, unit.standing.unit, _is_claimed(unit))
        for number, unit in enumerate(found.units, start=1)
        if (size := unit.standing.n_effective) and (share := unit.estimate.estimate) is not None
    ]
    if centre is None or not 0 < centre < 1 or not dots:
        return ()
    sizes = size_ticks([dot.size for dot in dots])
    lowest = float(funnel_limits(centre, [min(dot.size for dot in dots)], FUNNEL_LEVELS[0])[0][0])
    heights = ticks([*(dot.share for dot in dots), lowest, centre])
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


def _is_claimed(unit: ComparedUnit) -> bool:
    return unit.standing.standing is not Standing.UNDECIDED
