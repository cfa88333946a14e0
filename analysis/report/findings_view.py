"""What the report's page says of formulas and priorities: all text, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.caveats import Caveat, CaveatCode
from analysis.report.charts.plane import Scale, ticks
from analysis.report.charts.priorities import ItemDot, look_first, priorities_svg
from analysis.report.findings.formulas import Figure, IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.model import Report
from analysis.report.pictures import data_uri
from analysis.report.sentences import NAMES, SIGNS
from analysis.report.words import Words
from questionnaires.model import Phrase
from templates.languages import N_

_FORMULAS = {
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
# What the lines above or the section itself say already.
_SAID = frozenset({CaveatCode.MEAN_OF_CODES, CaveatCode.MEAN_OF_SHARES, CaveatCode.ASSOCIATION})


@dataclass(frozen=True)
class FormulaRow:
    """An index under one formula."""

    name: str
    code: str
    what: str
    is_own: bool
    share: str
    interval: str
    verdict: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class FormulaTable:
    """An index under each formula; `target` is empty where there is none."""

    title: Phrase
    sentence: str
    target: str
    rows: tuple[FormulaRow, ...]


@dataclass(frozen=True)
class PriorityRow:
    """An item to improve; its number is that in the picture."""

    number: str
    title: Phrase
    is_first: bool
    not_satisfied: str
    share: str
    correlation: str
    correlation_interval: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class PriorityTable:
    """The items in order; `sentence` is the title of the picture, which may be missing."""

    sentence: str
    picture: str
    rows: tuple[PriorityRow, ...]


def formula_tables(report: Report, words: Words) -> tuple[FormulaTable, ...]:
    """Return for each index a table of its formulas."""
    levels = len(report.questionnaire.scale.choices)
    return tuple(
        _formula_table(found, words.target(1 / levels), words)
        for found in report.findings_of(IndexFormulas)
    )


def _formula_table(found: IndexFormulas, lowest: str, words: Words) -> FormulaTable:
    values = [f.estimate.estimate for f in found.figures if f.estimate]
    known = [value for value in values if value is not None]
    sentence = ""
    if known:
        sentence = words.say(
            N_(
                "From %(low)s to %(high)s with the same answers: a figure without its formula"
                " cannot be compared, neither with a target nor with another figure."
            ),
            low=words.share(min(known)),
            high=words.share(max(known)),
        )
    return FormulaTable(
        title=found.title.in_language(words.language),
        sentence=sentence,
        target="" if found.target is None else words.target(found.target),
        rows=tuple(_formula_row(figure, lowest, words) for figure in found.figures),
    )


def _formula_row(figure: Figure, lowest: str, words: Words) -> FormulaRow:
    name, what = _FORMULAS[figure.formula]
    estimate, verdict = figure.estimate, figure.verdict
    share = estimate.estimate if estimate else None
    interval = estimate.interval if estimate else None
    return FormulaRow(
        name=words.say(name),
        code=figure.formula,
        what=words.say(what, lowest=lowest),
        is_own=figure.is_own,
        share="" if share is None else words.share(share),
        interval=words.interval(interval) if interval else "",
        verdict=f"{SIGNS[verdict]} {words.say(NAMES[verdict])}" if verdict else "",
        doubts=_doubts(figure.caveats, words),
    )


def priority_table(report: Report, words: Words) -> PriorityTable:
    """Return the items in order, with the picture where two of them or more have their place."""
    numbered = [
        (str(place), item) for place, item in enumerate(report.findings_of(Priority), start=1)
    ]
    dots = [
        ItemDot(number, item.estimate.estimate, item.correlation)
        for number, item in numbered
        if item.estimate and item.estimate.estimate is not None and item.correlation is not None
    ]
    first = {dot.number for dot in look_first(dots)}
    rows = tuple(_priority_row(number, item, number in first, words) for number, item in numbered)
    # One dot is no comparison.
    if len(dots) < 2:
        return PriorityTable(words.say(N_("Too few answers to compare the criteria.")), "", rows)
    return PriorityTable(_sentence(rows, words), _picture(dots, words), rows)


def _sentence(rows: Sequence[PriorityRow], words: Words) -> str:
    worst = next((row for row in rows if row.is_first), None)
    if worst is None:
        return words.say(
            N_("No criterion is both below the middle in satisfaction and above it in association.")
        )
    return words.say(
        N_("Look first at: “%(title)s” – %(count)s people are not satisfied."),
        title=worst.title.text.rstrip("."),
        count=worst.not_satisfied,
    )


def _picture(dots: Sequence[ItemDot], words: Words) -> str:
    shares = ticks([dot.share for dot in dots])
    heights = ticks([dot.correlation for dot in dots])
    across = Scale(
        words.say(N_("share satisfied")), [(tick, words.target(tick)) for tick in shares]
    )
    upwards = Scale(
        words.say(N_("goes with the other marks")),
        [(tick, words.number(tick, 2)) for tick in heights],
    )
    return data_uri(priorities_svg(dots, across, upwards))


def _priority_row(number: str, item: Priority, is_first: bool, words: Words) -> PriorityRow:
    share = item.estimate.estimate if item.estimate else None
    reach = item.correlation_interval
    return PriorityRow(
        number=number,
        title=item.title.in_language(words.language),
        is_first=is_first,
        not_satisfied="" if item.not_satisfied is None else words.number(item.not_satisfied),
        share="" if share is None else words.share(share),
        correlation="" if item.correlation is None else words.number(item.correlation, 2),
        correlation_interval=f"{words.number(reach.low, 2)} – {words.number(reach.high, 2)}"
        if reach
        else "",
        doubts=_doubts(item.caveats, words),
    )


def _doubts(caveats: Sequence[Caveat], words: Words) -> tuple[str, ...]:
    return tuple(words.caveat(caveat) for caveat in caveats if caveat.code not in _SAID)
