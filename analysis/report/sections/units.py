"""Where service points differ from the rest: a funnel plot, and a table without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits, is_outside_funnel
from analysis.indices.units import ERROR, Standing
from analysis.report.charts.funnel import Funnel, FunnelDot, funnel_svg, size_ticks
from analysis.report.charts.plane import Scale, ticks
from analysis.report.document import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Holds,
    Layout,
    Paragraph,
    Picture,
    Role,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.sections.page import Page, row
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
# So many characters of a name fit beside a dot.
_MOST_CHARACTERS = 20


def standings(page: Page) -> Section | None:
    """Return for each index its service points against the rest; None without service points."""
    found = page.report.findings_of(UnitComparisons)
    if not page.report.service_points:
        return None
    blocks: list[Block] = []
    for comparisons in found:
        blocks += [Heading(page.title(comparisons.title)), *_compared(comparisons, page)]
    if any(comparisons.units for comparisons in found):
        blocks.append(Paragraph((page.say(_REMARK),), Role.REMARK))
    title = page.say(N_("Where do service points differ?"))
    return Section("standings", title, tuple(blocks))


SECTIONS = {70: standings}


def _compared(found: UnitComparisons, page: Page) -> list[Block]:
    if not found.units:
        return [Paragraph((" ".join(page.doubts(found.caveats)),))]
    picture = _picture(found, page)
    return [
        Figure(
            _claims(found.units, page),
            (
                *([picture] if picture else []),
                *(Paragraph((note,)) for note in _notes(found.units, page)),
                _standings_table(found.units, page),
            ),
        )
    ]


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
    """Return what else to know of those that cannot be told from the rest."""
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


def _standings_table(units: Sequence[ComparedUnit], page: Page) -> Table:
    """Return the service points by standing, else in the order of the report."""
    titles = [
        page.say(N_("Satisfied")),
        page.say(N_("95%% interval")),
        page.say(N_("Difference (percentage points)")),
        page.say(N_("By chance (Holm)")),
    ]
    groups = [
        RowGroup(
            tuple(
                _row(str(number), unit, page)
                for number, unit in enumerate(units, start=1)
                if unit.standing.standing is standing
            ),
            page.say(title),
        )
        for standing, title in _GROUPS.items()
    ]
    return Table(
        (
            Column(Cell(page.say(N_("Service point"))), Holds.WORDS),
            *(Column(Cell(title), names_cells=True) for title in titles),
        ),
        tuple(group for group in groups if group.rows),
        Layout.LABELLED,
    )


def _row(number: str, unit: ComparedUnit, page: Page) -> Row:
    estimate, standing, words = unit.estimate, unit.standing, page.words
    return row(
        Cell(f"{number}. {standing.unit}", page.doubts(standing.caveats)),
        "" if estimate.estimate is None else words.share(estimate.estimate),
        words.interval(estimate.interval) if estimate.interval else "",
        "" if standing.difference is None else words.points(standing.difference),
        "" if standing.p_claim is None else words.p_value(standing.p_claim),
    )


def _picture(found: UnitComparisons, page: Page) -> Picture | None:
    """Return the funnel plot; None where all answers are alike: nothing differs there."""
    centre, words = found.centre, page.words
    drawn = [
        (str(number), size, share, unit)
        for number, unit in enumerate(found.units, start=1)
        if (size := unit.standing.n_effective) and (share := unit.estimate.estimate) is not None
    ]
    if centre is None or not 0 < centre < 1 or not drawn:
        return None
    dots = [
        FunnelDot(number, size, share, _name(unit, centre), _is_claimed(unit))
        for number, size, share, unit in drawn
    ]
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
    return Picture(funnel_svg(funnel), f"{page.say(_PICTURE)} {page.axis(heights[0], heights[-1])}")


def _is_claimed(unit: ComparedUnit) -> bool:
    return unit.standing.standing is not Standing.UNDECIDED


def _name(unit: ComparedUnit, centre: float) -> str:
    """Return the words at a dot: the name where it lies outside the limits or is claimed."""
    size, share, name = unit.standing.n_effective, unit.estimate.estimate, unit.standing.unit
    is_far = size is not None and share is not None and is_outside_funnel(centre, size, share)
    if not (is_far or _is_claimed(unit)):
        return ""
    if len(name) <= _MOST_CHARACTERS:
        return name
    return f"{name[: _MOST_CHARACTERS - 1].rstrip()}…"
