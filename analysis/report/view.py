"""A report as its page shows it: all text, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.caveats import CaveatCode
from analysis.report.cases_view import coverage_sentence, weights_sentence
from analysis.report.charts.shares import Axis
from analysis.report.comparison_view import ComparisonView, comparison_views
from analysis.report.findings.estimates import has_exact_interval
from analysis.report.findings.facts import Fact
from analysis.report.findings_view import (
    FormulaTable,
    PriorityTable,
    formula_tables,
    priority_table,
)
from analysis.report.model import Entry, Report
from analysis.report.monitoring_view import MonitoringView, monitoring_views
from analysis.report.pictures import axis_in_words, common_axis, verdict_picture
from analysis.report.sentences import Said, said
from analysis.report.tables import FactTable, Table, criteria_table, fact_table, group_tables
from analysis.report.words import Words
from questionnaires.model import Phrase
from templates.languages import N_

# What is said at the head of the report, and not once more among the notes.
_SAID_FIRST = frozenset({CaveatCode.SELF_SELECTED, CaveatCode.MADE_UP, CaveatCode.MODES_TOGETHER})
_ONLY_WHEN_SEVERAL = frozenset({"fields", "modes", "quarters"})


@dataclass(frozen=True)
class Headline:
    """An index at the head of the report; `kind` names the verdict for the stylesheet."""

    title: Phrase
    said: Said
    kind: str
    source: str
    picture: str
    axis: str


@dataclass(frozen=True)
class View:
    """What the page says that depends on the answers."""

    period: str
    responses: str
    coverage: str
    answers: str
    headlines: tuple[Headline, ...]
    criteria: Table
    service_points: tuple[Table, ...]
    comparisons: tuple[ComparisonView, ...]
    monitoring: tuple[MonitoringView, ...]
    fields: tuple[Table, ...]
    modes: tuple[Table, ...]
    pooled: str
    months: tuple[Table, ...]
    quarters: tuple[Table, ...]
    formulas: tuple[FormulaTable, ...]
    priorities: PriorityTable
    facts: tuple[FactTable, ...]
    notes: tuple[str, ...]
    strata: str
    has_exact_items: bool


def view_of(report: Report, language: str) -> View:
    """Return the texts and pictures of a report in a language."""
    words = Words(language)
    axis = common_axis(report.indices)
    lists = {name: _tables(report, name, words) for name in report.lists}
    return View(
        period=_period(report, words),
        responses=words.number(report.responses),
        coverage=coverage_sentence(report, words),
        answers=words.number(report.answers),
        headlines=tuple(_headline(entry, axis, words) for entry in report.indices),
        criteria=criteria_table(report, words),
        comparisons=comparison_views(report, words),
        monitoring=monitoring_views(report, words),
        service_points=lists["service_points"],
        fields=lists["fields"],
        modes=lists["modes"],
        pooled=_pooled(report, words),
        months=lists["months"],
        quarters=lists["quarters"],
        formulas=formula_tables(report, words),
        priorities=priority_table(report, words),
        facts=tuple(fact_table(fact, words) for fact in report.findings_of(Fact)),
        notes=tuple(words.caveat(c) for c in report.caveats if c.code not in _SAID_FIRST),
        strata=_strata(report, words),
        has_exact_items=any(map(has_exact_interval, report.items)),
    )


def _tables(report: Report, name: str, words: Words) -> tuple[Table, ...]:
    groups = [(words.group(name, group.id), group) for group in report.lists[name]]
    # The only field, mode or quarter says what the whole says.
    if len(groups) == 1 and name in _ONLY_WHEN_SEVERAL:
        return ()
    return group_tables(report.indices, groups, words)


def _pooled(report: Report, words: Words) -> str:
    """Return what is said at the head of a report of several modes; else nothing."""
    found = [c for c in report.caveats if c.code is CaveatCode.MODES_TOGETHER]
    return words.caveat(found[0]) if found else ""


def _headline(entry: Entry, axis: Axis, words: Words) -> Headline:
    decision = entry.decision
    return Headline(
        title=entry.title.in_language(words.language),
        said=said(entry, words),
        kind=decision.verdict.value.lower().replace("_", "-") if decision else "none",
        source=entry.target_source,
        picture=verdict_picture(entry, axis, words),
        axis=axis_in_words(axis, words),
    )


def _strata(report: Report, words: Words) -> str:
    names = ", ".join(words.column(name) for name in report.strata)
    if report.population is not None:
        return weights_sentence(report.population, names, words)
    if not names:
        return words.say(N_("None: all responses count as one group, without weights."))
    return words.say(
        N_("By %(columns)s. Every response counts alike, without weights."), columns=names
    )


def _period(report: Report, words: Words) -> str:
    """Return the days asked for; where a side is open, the day of the response on that side."""
    begins = report.period.begins or report.first_day
    ends = report.period.ends or report.last_day
    if begins is None or ends is None:
        return words.say(N_("no dates given"))
    return words.say(
        N_("from %(begins)s to %(ends)s"), begins=words.day(begins), ends=words.day(ends)
    )
