"""Each index under each formula."""

from __future__ import annotations

from decimal import Decimal

from analysis.caveats import Caveat, CaveatCode
from analysis.report.document import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from analysis.report.findings.formulas import FormulaFigure, IndexFormulas
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import Page, shown
from templates.languages import N_

TITLE = N_("The same answers under each formula")
FORMULAS = {
    "pooled_share": (
        N_("Share of satisfied answers"),
        N_("“Satisfied” and “very satisfied” among all valid answers."),
    ),
    "wholly_satisfied": (
        N_("Share of people satisfied with everything"),
        N_("People whose every valid answer is “satisfied” or “very satisfied”."),
    ),
    "mean_of_items": (
        N_("Plain mean of the criteria"),
        N_("The share of each criterion counts alike, however many answered it."),
    ),
    "mean_of_factors": (
        N_("Plain mean of the groups of criteria"),
        N_("Each group is the plain mean of its criteria, and the groups count alike."),
    ),
    "mean_of_maximum": (
        N_("Mean mark against the highest mark"),
        N_("A mean of marks, not a share of people: the worst answers alone give %(lowest)s."),
    ),
    "mean_rescaled": (
        N_("Mean mark on a scale of 0 to 100"),
        N_("A mean of marks, not a share of people: the worst answer is 0, the best 100."),
    ),
}
_REMARK = N_(
    "In this report only the verdict of the marked formula counts. A mean has no verdict: its"
    " interval, linearised over respondents and symmetric (Student’s t), is too sure of itself"
    " where few are dissatisfied; where it passes the end of the scale it is shown as computed. Of"
    " a single criterion the share of satisfied answers stands in the table of criteria."
)
# What the words of a formula say already.
_SAID = frozenset({CaveatCode.MEAN_OF_CODES, CaveatCode.MEAN_OF_SHARES})


def formulas(page: Page) -> Section:
    """Return a table for each index."""
    blocks: list[Block] = []
    for found in page.report.findings_of(IndexFormulas):
        footnotes = Footnotes(map(_doubts, found.figures), page)
        table = _formula_table(found, footnotes, page)
        blocks.append(Heading(page.title(found.title)))
        blocks.append(Figure(_spread(found, page), (table, *footnotes.said())))
    return Section("formulas", page.say(TITLE), (*blocks, page.remark(_REMARK)))


SECTIONS = {250: formulas}


def _formula_table(found: IndexFormulas, footnotes: Footnotes, page: Page) -> Table:
    """Return an index under each formula; verdicts only where the plan gives one."""
    columns = [
        Column(page.say(N_("Formula")), "words"),
        Column(page.say(N_("Result"))),
        Column(page.say(N_("95%% interval")), "interval"),
    ]
    if found.target is not None and any(figure.verdict for figure in found.figures):
        against = page.say(N_("Against %(target)s"), target=page.words.target(found.target))
        columns.append(Column(against, "verdict"))
    return Table.of(
        columns,
        [_row(figure, found.target, footnotes, page) for figure in found.figures],
        "estimates formulas",
    )


def _spread(found: IndexFormulas, page: Page) -> str:
    shares = [f.estimate.estimate for f in found.figures if f.estimate]
    known = [share for share in shares if share is not None]
    # Where everybody is satisfied with everything no formula tells more than another.
    if not known or min(known) == max(known):
        return ""
    beside = (_written(found.target), min(known), max(known))
    return page.say(
        N_(
            "From %(low)s to %(high)s with the same answers: a figure without its formula"
            " cannot be compared, neither with a target nor with another figure."
        ),
        low=page.words.share(min(known), *beside),
        high=page.words.share(max(known), *beside),
    )


def _written(target: float | None) -> Decimal | None:
    return None if target is None else Decimal(str(target))


def _row(figure: FormulaFigure, target: float | None, footnotes: Footnotes, page: Page) -> Row:
    estimate, verdict, words = figure.estimate, figure.verdict, page.words
    share = estimate.estimate if estimate else None
    interval = estimate.interval if estimate else None
    beside = (_written(target), share, *((interval.low, interval.high) if interval else ()))
    return Row.of(
        _name(figure, footnotes, page),
        shown(lambda value: words.share(value, *beside), share),
        shown(lambda value: words.interval(value, *beside), interval, ""),
        shown(words.verdict, verdict, ""),
        is_marked=figure.is_own,
    )


def _name(figure: FormulaFigure, footnotes: Footnotes, page: Page) -> Cell:
    name, what = (page.say(words, lowest=_lowest(page)) for words in FORMULAS[figure.formula])
    title: Text = name
    if figure.is_own:
        title = Run(f"{name} – {page.say(N_('the formula of this report'))}", is_strong=True)
    return footnotes.name(title, _doubts(figure), what)


def _doubts(figure: FormulaFigure) -> list[Caveat]:
    return [caveat for caveat in figure.caveats if caveat.code not in _SAID]


def _lowest(page: Page) -> str:
    """Return the mean mark of the worst answers against the highest mark."""
    return page.words.target(1 / len(page.report.questionnaire.scale.choices))
