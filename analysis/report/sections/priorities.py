"""What to look at first: the criteria that most people are not satisfied with."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.caveats import Caveat, CaveatCode
from analysis.report.charts.plane import Scale, ticks
from analysis.report.charts.priorities import ItemDot, priorities_svg
from analysis.report.document import Cell, Figure, Part, Picture, Row, RowGroup, Section, Table
from analysis.report.findings.priorities import Priority
from analysis.report.sections.criteria import NOBODY_UNSATISFIED
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import Page, paragraphs, shown
from templates.languages import N_

_PICTURE = N_(
    "Each criterion as a numbered dot: further right more are satisfied, higher up its mark goes"
    " more strongly with the person’s other marks. Filled dots are those to look at first. The"
    " tables have the same figures."
)
_REMARK = N_(
    "“Not satisfied” counts people whose answer is neither “satisfied” nor “very satisfied”. To be"
    " looked at first are the criteria of which none is proved to leave fewer people unsatisfied"
    " than another (sign test on the same people, together wrong in at most one sample in twenty);"
    " where these are more than half, none stands out. “Goes"
    " with the other marks” is Spearman’s rank correlation between the criterion’s mark and the"
    " mean of the same person’s other marks: 0 not at all, 1 in the same order; its 95%% interval"
    " stands in brackets. It shows what goes together, not what causes what; its interval (Fisher,"
    " Bonett and Wright) is approximate where many marks are equal."
)
_WITHHELD = N_(
    "How many people are not satisfied, and what goes together with what, is counted without"
    " weights and not given: beside the weighted figures it would tell results that are held back."
)
# What the sentences of the section say of all criteria.
_SAID = frozenset({CaveatCode.ASSOCIATION, CaveatCode.PLAIN_WITHHELD})


def priorities(page: Page) -> Section:
    """Return the items in order, with the picture where two or more can be compared."""
    found = page.report.findings_of(Priority)
    title = page.say(N_("The criteria compared"))
    if _is_withheld(found):
        return Section("priorities", title, paragraphs(sentence_of(found, page)), Part.ANNEX)
    dots = _dots(found)
    titles = [
        page.say(N_("Criterion")),
        page.say(N_("Not satisfied")),
        page.say(N_("Goes with the other marks")),
    ]
    footnotes = Footnotes(map(_doubts, found), page)
    rows = tuple(
        _row(f"{'●' if item.stands_out else '○'} {number}. ", item, footnotes, page)
        for number, item in enumerate(found, start=1)
    )
    table = Table.labelled(titles, [RowGroup(rows)])
    # One dot is no comparison.
    picture = (_picture(dots, page),) if len(dots) > 1 else ()
    figure = Figure(sentence_of(found, page), (*picture, table, *footnotes.said()))
    return Section("priorities", title, (figure, page.remark(_REMARK)), Part.ANNEX)


SECTIONS = {405: priorities}


def _dots(found: Sequence[Priority]) -> list[ItemDot]:
    return [
        ItemDot(number, item.estimate.estimate, item.correlation, item.stands_out is True)
        for number, item in enumerate(found, start=1)
        if item.estimate and item.estimate.estimate is not None and item.correlation is not None
    ]


def to_look_at(found: Sequence[Priority]) -> list[Priority]:
    """Return the criteria to look at first; none where none stands out or that is withheld."""
    return [item for item in found if item.stands_out and item.not_satisfied]


def sentence_of(found: Sequence[Priority], page: Page) -> str:
    """Return which criteria to look at first."""
    if _is_withheld(found):
        return page.say(_WITHHELD)
    compared = [item for item in found if item.not_satisfied is not None]
    if len(compared) < 2:
        return page.say(N_("Too few answers to compare the criteria."))
    if not any(item.not_satisfied for item in compared):
        return page.say(NOBODY_UNSATISFIED)
    first = [item for item in compared if item.stands_out]
    if not first:
        return page.say(
            N_("No criterion stands out: that one leaves more people unsatisfied may be chance.")
        )
    sentence = N_("Look first at %(criteria)s.")
    if len(first) > 1:
        sentence = N_(
            "Look first at these, which chance alone may put in this order: %(criteria)s."
        )
    return page.say(sentence, criteria="; ".join(_counted(item, page) for item in first))


def _is_withheld(found: Sequence[Priority]) -> bool:
    return any(item.stands_out is None for item in found)


def _counted(item: Priority, page: Page) -> str:
    return page.say(
        N_("“%(title)s” (people not satisfied: %(count)s)"),
        title=page.title(item.title).text.rstrip("."),
        count=shown(page.words.number, item.not_satisfied),
    )


def _picture(dots: Sequence[ItemDot], page: Page) -> Picture:
    heights = ticks([dot.correlation for dot in dots])
    across = Scale(page.say(N_("share satisfied")), page.ticks(ticks([dot.share for dot in dots])))
    upwards = Scale(
        page.say(N_("goes with the other marks")),
        [(tick, page.words.number(tick, 2)) for tick in heights],
    )
    return Picture(priorities_svg(dots, across, upwards), page.say(_PICTURE))


def _doubts(item: Priority) -> list[Caveat]:
    return [caveat for caveat in item.caveats if caveat.code not in _SAID]


def _row(symbol: str, item: Priority, footnotes: Footnotes, page: Page) -> Row:
    words, reach = page.words, item.correlation_interval
    interval = f"({words.number(reach.low, 2)} – {words.number(reach.high, 2)})" if reach else ""
    correlation = shown(lambda value: words.number(value, 2), item.correlation)
    return Row.of(
        footnotes.name((symbol, page.title(item.title)), _doubts(item)),
        shown(words.number, item.not_satisfied),
        Cell(correlation, (interval,) if interval else ()),
    )
