"""Each index under each formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.caveats import Caveat, CaveatCode
from analysis.report.document import (
    Cell,
    Column,
    Figure,
    Role,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from analysis.report.findings.formulas import FormulaFigure, IndexFormulas
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import Page, paragraphs, shown
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
_OWN = N_("The target was set for the marked formula, which alone has a verdict.")
_REMARK = N_(
    "The interval of a mean, linearised over respondents and symmetric (Student’s t), is too sure"
    " of itself where few are dissatisfied; where it passes the end of the scale it is shown as"
    " computed. Of a single criterion the share of satisfied answers stands in the table of"
    " criteria."
)
_AS_GIVEN = N_(
    "All figures of this table are of the answers as given, without weights, so that they can be"
    " compared with each other. The verdict stands with the index at the head of the report, which"
    " is weighted to the cases of the service points."
)
_COMPARED = N_(
    "A figure without its formula cannot be compared, neither with a target nor with another"
    " figure."
)
# What the words of a formula say already.
_SAID = frozenset({CaveatCode.MEAN_OF_CODES, CaveatCode.MEAN_OF_SHARES})


def formulas(page: Page) -> Section | None:
    """Return a table of all indices, a row a formula; None without indices."""
    found = page.report.findings_of(IndexFormulas)
    if not found:
        return None
    footnotes = Footnotes((_doubts(figure) for index in found for figure in index.figures), page)
    columns = [Column(page.say(N_("Formula")), "words"), *_columns(found, page)]
    targets = [index.target for index in found]
    each_formula = zip(*(index.figures for index in found), strict=True)
    rows = [_row(figures, targets, footnotes, page) for figures in each_formula]
    table = Table.of(columns, rows, "estimates formulas")
    spread = " ".join(filter(None, (_spread(index, page) for index in found)))
    compared = page.say(_COMPARED) if spread else ""
    figure = Figure(" ".join(filter(None, (spread, compared))), (table, *footnotes.said()))
    as_given = page.say(_AS_GIVEN) if page.report.weights_indices_alone else ""
    estimates = (figure.estimate for index in found for figure in index.figures if figure.estimate)
    every_case = page.of_every_case(estimates)
    has_verdict = any(figure.verdict for index in found for figure in index.figures)
    said = " ".join([*([page.say(_OWN)] if has_verdict else []), page.say(_REMARK)])
    remarks = paragraphs(every_case, as_given, said, role=Role.REMARK)
    return Section("formulas", page.say(TITLE), (figure, *remarks))


SECTIONS = {250: formulas}


def _columns(found: Sequence[IndexFormulas], page: Page) -> Iterator[Column]:
    for number, index in enumerate(found, start=1):
        name = page.index_name(number) if len(found) > 1 else page.say(N_("Result"))
        if index.target is not None and any(figure.verdict for figure in index.figures):
            aim = page.words.target(index.target)
            name = page.say(N_("%(index)s against %(target)s"), index=name, target=aim)
        yield Column(name, names_cells=True)


def _spread(found: IndexFormulas, page: Page) -> str:
    shares = [f.estimate.estimate for f in found.figures if f.estimate]
    known = [share for share in shares if share is not None]
    # Where everybody is satisfied with everything no formula tells more than another.
    if not known or min(known) == max(known):
        return ""
    beside = (_written(found.target), min(known), max(known))
    ids = [index.id for index in page.report.findings_of(IndexFormulas)]
    return page.say(
        N_("%(index)s: from %(low)s to %(high)s with the same answers."),
        index=page.index_name(ids.index(found.id) + 1) if len(ids) > 1 else page.say(N_("Result")),
        low=page.words.share(min(known), *beside),
        high=page.words.share(max(known), *beside),
    )


def _written(target: float | None) -> Decimal | None:
    return None if target is None else Decimal(str(target))


def _row(
    figures: Sequence[FormulaFigure],
    targets: Sequence[float | None],
    footnotes: Footnotes,
    page: Page,
) -> Row:
    """Return a formula with its result for each index."""
    cells = (_result(figure, target, page) for figure, target in zip(figures, targets, strict=True))
    is_own = any(figure.is_own for figure in figures)
    return Row.of(_name(figures, footnotes, page), *cells, is_marked=is_own)


def _result(figure: FormulaFigure, target: float | None, page: Page) -> Cell:
    """Return a result with its interval, and the verdict where it is the plan's."""
    estimate, words = figure.estimate, page.words
    share = estimate.estimate if estimate else None
    interval = estimate.interval if estimate else None
    beside = (_written(target), share, *((interval.low, interval.high) if interval else ()))
    notes = [words.interval_of(estimate, *beside)] if estimate and interval else []
    if figure.verdict:
        notes.append(words.verdict(figure.verdict, figure.caveats))
    return Cell(shown(lambda value: words.share(value, *beside), share), tuple(notes))


def _name(figures: Sequence[FormulaFigure], footnotes: Footnotes, page: Page) -> Cell:
    formula = figures[0].formula
    name, what = (page.say(words, lowest=_lowest(page)) for words in FORMULAS[formula])
    title: Text = name
    if any(figure.is_own for figure in figures):
        title = Run(f"{name} – {page.say(N_('the formula of this report'))}", is_strong=True)
    doubts = dict.fromkeys(caveat for figure in figures for caveat in _doubts(figure))
    return footnotes.name(title, doubts, what)


def _doubts(figure: FormulaFigure) -> list[Caveat]:
    return [caveat for caveat in figure.caveats if caveat.code not in _SAID]


def _lowest(page: Page) -> str:
    """Return the mean mark of the worst answers against the highest mark."""
    return page.words.target(1 / len(page.report.questionnaire.scale.choices))
