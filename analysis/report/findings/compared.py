"""Indices of other periods, as their own reports show them, for a report to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from analysis.estimates import Interval
from analysis.report.model import Entry, Period, Report
from questionnaires.model import Plan, Question, Questionnaire
from questionnaires.months import Months, is_whole_months, months_from
from questionnaires.pooling import PooledQuestionnaire

_YEAR = 12


@dataclass(frozen=True)
class ComparedIndex:
    """An index of another period; `share` is None where its report does not show it."""

    definition: str  # what `definitions_of` says of it
    share: float | None
    interval: Interval | None


@dataclass(frozen=True)
class ComparedReport:
    """A report of other people, such as those of the same months a year before."""

    name: str  # of its source
    period: Period
    is_weighted: bool
    indices: Mapping[str, ComparedIndex]


class Reference(StrEnum):
    """Which other time a report is held against."""

    BEFORE = "BEFORE"  # as many months, just before
    YEAR_EARLIER = "YEAR_EARLIER"  # the same months of the year before
    GIVEN = "GIVEN"  # that of a report that somebody named


@dataclass(frozen=True)
class Others:
    """The reports that a report is held against.

    Attributes
    ----------
    wanted : mapping of Reference to Months
        The times that it is held against, if there is a report of them.
    reports : tuple of ComparedReport
        Reports of such times; of two on one time the last counts.
    """

    wanted: Mapping[Reference, Months] = field(default_factory=dict)
    reports: tuple[ComparedReport, ...] = ()

    def of(self, months: Months) -> ComparedReport | None:
        """Return the report of some months; None where there is none."""
        of_them = Period(months.begins, months.ends)
        found = [report for report in self.reports if report.period == of_them]
        return found[-1] if found else None


def wanted_references(period: Period, plan: Plan | None) -> dict[Reference, Months]:
    """Return the times that a report of a period is held against, if that is whole months.

    The year so far has no time just before it that anybody reports on.
    """
    begins, ends = period.begins, period.ends
    if begins is None or ends is None or not is_whole_months(begins, ends):
        return {}
    count = _month_number(ends) - _month_number(begins) + 1
    is_plans = plan is not None and plan.months == Months(begins, ends)
    wanted = {Reference.BEFORE: count} if period.is_calendar or is_plans else {}
    if count < _YEAR:
        wanted[Reference.YEAR_EARLIER] = _YEAR
    return {
        reference: months_from(_earlier(begins, months), count)
        for reference, months in wanted.items()
        if _month_number(begins) - months >= _month_number(date.min)
    }


def _month_number(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _earlier(first: date, months: int) -> date:
    year, month = divmod(_month_number(first) - months, _YEAR)
    return date(year, month + 1, 1)


def compared(report: Report) -> ComparedReport:
    """Return what another report may be held against of this one: the figures that it shows."""
    definitions = definitions_of(report.questionnaire, report.plan, report.items)
    indices = compared_indices(report.indices, definitions)
    is_weighted = report.population is not None
    return ComparedReport(report.source.name, days_of(report), is_weighted, indices)


def compared_indices(
    entries: Iterable[Entry], definitions: Mapping[str, str]
) -> dict[str, ComparedIndex]:
    """Return indices as another report may be held against them, by their ids."""
    return {
        entry.id: ComparedIndex(
            definition=definitions.get(entry.id, ""),
            share=entry.estimate.estimate if entry.estimate else None,
            interval=entry.estimate.interval if entry.estimate else None,
        )
        for entry in entries
    }


def days_of(report: Report) -> Period:
    """Return the period that a report was asked for, else the days of its responses."""
    if not report.period.is_open:
        return report.period
    return Period(report.first_day, report.last_day)


def definitions_of(
    questionnaire: Questionnaire, plan: Plan | None, items: Iterable[Entry]
) -> dict[str, str]:
    """Return for each index a hash of what was asked and how it is counted.

    Two figures of the same hash answer the same questions, whatever version of the questionnaire
    or of the plan they are from: the Vietnamese wording of the items that an index pools and that
    somebody answered, the answers and which of them count as satisfied, and the formula.
    """
    answered = {entry.id for entry in items if entry.is_asked and _is_answered(entry)}
    if plan is None:
        every = {"all": ("pooled_share", tuple(item.id for item in questionnaire.items))}
    else:
        every = {each.id: (each.formula, each.items(questionnaire)) for each in plan.indices}
    return {
        name: _hash(questionnaire, formula, [item for item in pooled if item in answered])
        for name, (formula, pooled) in every.items()
    }


def _is_answered(entry: Entry) -> bool:
    """Return whether somebody answered an item; what is not shown was answered by some."""
    return entry.estimate is None or entry.estimate.respondents > 0


def _hash(questionnaire: Questionnaire, formula: str, items: Iterable[str]) -> str:
    as_asked = _as_asked(questionnaire)
    said = [formula, *sorted(str(as_asked[item].wording) for item in items)]
    for choice in questionnaire.scale.choices:
        is_satisfied = choice.value in questionnaire.scale.satisfied
        said += [choice.value, str(choice.label), str(is_satisfied)]
    return sha256("\n".join(said).encode()).hexdigest()


def _as_asked(questionnaire: Questionnaire) -> dict[str, Question]:
    """Return each question by its id, as its own version asked it."""
    if not isinstance(questionnaire, PooledQuestionnaire):
        return {question.id: question for question in questionnaire}
    pairs = zip(questionnaire.versions, questionnaire.asked, strict=True)
    return {
        here: question
        for version, ids in pairs
        for question, here in zip(version.questions, ids, strict=True)
    }
