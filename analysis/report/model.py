"""A report as a value: every number prepared, every doubt beside it, and where it all came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.case_counts import CaseCounts
from analysis.caveats import Caveat
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Decision, Estimate
from analysis.report.findings_old import IndexFormulas, Priority
from analysis.report.month_findings import Monitoring, MonthlyTrend
from analysis.report.population import Population
from analysis.report.unit_findings import UnitComparisons
from questionnaires.model import Plan, Questionnaire, Wording

SCHEMA = "hailong-report/1"


class PeriodEndsFirst(ValueError):
    """A period whose last day lies before its first."""


@dataclass(frozen=True)
class Period:
    """The days that a report was asked for.

    Attributes
    ----------
    begins, ends : date or None
        First and last day; None leaves that side open.

    Raises
    ------
    PeriodEndsFirst
        If the period ends before it begins.
    """

    begins: date | None = None
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            raise PeriodEndsFirst(f"{self.ends} lies before {self.begins}")

    @property
    def is_open(self) -> bool:
        """Whether every day belongs to it."""
        return self.begins is None and self.ends is None


@dataclass(frozen=True)
class Source:
    """Where the responses came from, and the cases that they are of.

    Attributes
    ----------
    name : str
        The office, or the name of the file.
    sha256 : str or None
        Hash of the file, in hexadecimal; None when there is no file.
    cases : CaseCounts or None
        How many cases there were; None when not known.
    """

    name: str
    sha256: str | None = None
    cases: CaseCounts | None = None


@dataclass(frozen=True)
class Coverage:
    """How many of the cases answered.

    Attributes
    ----------
    respondents : int
        Those with a valid answer, or all responses where no figure is meant.
    cases : int
    """

    respondents: int
    cases: int

    @property
    def share(self) -> float | None:
        """Respondents over cases; None without cases."""
        return self.respondents / self.cases if self.cases else None


@dataclass(frozen=True)
class SilentLower:
    """An index as it would be if those who did not answer were less satisfied.

    Attributes
    ----------
    points : float
        How much less, as a proportion.
    estimate : float
    """

    points: float
    estimate: float


@dataclass(frozen=True)
class Entry:
    """An item, a factor or an index with what is known of it.

    Attributes
    ----------
    id, title : str, Wording
    formula : str
        Name of the formula.
    estimate : Estimate or None
        None when it may not be shown; a caveat then says why.
    decision : Decision or None
        None where there is no target or nothing may be shown.
    target, target_source : float or None, str
        What was promised, as a proportion, and where.
    caveats : tuple of Caveat
        Those of the estimate and of the decision, each once.
    coverage : Coverage or None
        None where the cases are not known or nothing may be shown.
    unweighted : float or None
        The share with each response counted once, beside a weighted estimate of all responses.
    silent_lower : SilentLower or None
        None unless asked for.
    end : ShownShare or None
        The end of the scale that the share lies at, where no more than that may be said: then
        `estimate` holds only respondents and answers, and `decision` only the verdict, or None.
    """

    id: str
    title: Wording
    formula: str
    estimate: Estimate | None
    decision: Decision | None = None
    target: float | None = None
    target_source: str = ""
    caveats: tuple[Caveat, ...] = ()
    coverage: Coverage | None = None
    unweighted: float | None = None
    silent_lower: SilentLower | None = None
    end: ShownShare | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the share itself is shown."""
        return self.estimate is not None and self.estimate.estimate is not None


@dataclass(frozen=True)
class Group:
    """A service point, a field, a mode, a month or a quarter.

    Attributes
    ----------
    id : str
        Its name; a month is called ``2026-03``, a quarter ``2026-Q1``.
    responses : int
    indices : tuple of Entry
        Those of the report, for this group alone.
    caveats : tuple of Caveat
    coverage : Coverage or None
        None where the group's cases are not known.
    """

    id: str
    responses: int
    indices: tuple[Entry, ...]
    caveats: tuple[Caveat, ...] = ()
    coverage: Coverage | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every index is shown with its share: what may be compared and drawn."""
        return all(entry.is_exact for entry in self.indices)


@dataclass(frozen=True)
class FactAnswer:
    """How many gave one answer to a factual question.

    Attributes
    ----------
    value, label : str, Wording
    count : int or None
        None when it may not be shown.
    share : ShownShare or None
        Among all who answered; at the ends of the scale few respondents show only the end.
        None when it may not be shown at all.
    """

    value: str
    label: Wording
    count: int | None
    share: ShownShare | None


@dataclass(frozen=True)
class Fact:
    """A factual question and its answers.

    Attributes
    ----------
    id, title : str, Wording
    asked, answered : int or None
        Responses that the question concerned (all, or those where its condition holds), and those
        of them that answered it; None when they would tell a hidden count of another question.
    is_conditional : bool
        Whether it concerned only some.
    answers : tuple of FactAnswer
        In the questionnaire's order; empty when too few answered to show more than their number.
    caveats : tuple of Caveat
    """

    id: str
    title: Wording
    asked: int | None
    answered: int | None
    is_conditional: bool
    answers: tuple[FactAnswer, ...]
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True)
class Headlines:
    """What a report says first, for those who need no more.

    Attributes
    ----------
    responses : int
    indices : tuple of Entry
    modes : tuple of str
        The ways of answering that the indices put together.
    """

    responses: int
    indices: tuple[Entry, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything that any format of the report prints.

    Attributes
    ----------
    questionnaire : Questionnaire
    plan : Plan or None
    source : Source
    period : Period
        As asked for.
    first_day, last_day : date or None
        Of the responses in it; None when no response has a date.
    responses, answers : int
        Responses, and valid answers to scored questions.
    indices, factors, items : tuple of Entry
    service_points, fields, modes, months, quarters : tuple of Group
    comparisons : tuple of UnitComparisons
        Of the service points, one for each index, as the following two.
    monitoring : tuple of Monitoring
    trends : tuple of MonthlyTrend
    facts : tuple of Fact
    formulas : tuple of IndexFormulas
        Each index under each formula.
    priorities : tuple of Priority
        The items, those that most people are not satisfied with first.
    caveats : tuple of Caveat
        Of the report as a whole; the self-selection of respondents comes first.
    strata : tuple of str
        Columns whose cells are the sampling groups; empty when all responses are one group.
    software : str
        Name and version.
    is_made_up : bool
    population : Population or None
        The cases that responses are weighted to; None when not known.
    """

    questionnaire: Questionnaire
    plan: Plan | None
    source: Source
    period: Period
    first_day: date | None
    last_day: date | None
    responses: int
    answers: int
    indices: tuple[Entry, ...]
    factors: tuple[Entry, ...]
    items: tuple[Entry, ...]
    service_points: tuple[Group, ...]
    fields: tuple[Group, ...]
    modes: tuple[Group, ...]
    months: tuple[Group, ...]
    quarters: tuple[Group, ...]
    comparisons: tuple[UnitComparisons, ...]
    monitoring: tuple[Monitoring, ...]
    trends: tuple[MonthlyTrend, ...]
    facts: tuple[Fact, ...]
    formulas: tuple[IndexFormulas, ...]
    priorities: tuple[Priority, ...]
    caveats: tuple[Caveat, ...]
    strata: tuple[str, ...]
    software: str
    is_made_up: bool
    population: Population | None = None

    @property
    def coverage(self) -> Coverage | None:
        """How many of all cases a response came of; None when not known."""
        if self.population is None:
            return None
        return Coverage(self.responses, self.population.cases)

    @property
    def lists(self) -> dict[str, tuple[Group, ...]]:
        """The lists of groups by their names in files, in the order in which they are printed."""
        return {
            "service_points": self.service_points,
            "fields": self.fields,
            "modes": self.modes,
            "months": self.months,
            "quarters": self.quarters,
        }
