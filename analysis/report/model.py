"""A report as a value: every number prepared, every doubt beside it, and where it all came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from analysis.account import Account
from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Decision, Estimate
from analysis.mapping import ColumnMapping
from analysis.names import folded
from questionnaires.model import Plan, Questionnaire, Wording
from questionnaires.months import Months, calendar_months, is_last_of_month, is_whole_months

SCHEMA = "hailong-report/2"
_LENGTHS = (1, 3, 12)
# So many further answers nobody goes on to ask for: 400 on each of 250 working days. Of many
# respondents it is so many times their number.
_MOST_ANSWERS = 100_000
_MOST_TIMES = 100
_LEADING_DIGITS = 2
Value = TypeVar("Value")


class PeriodEndsFirst(ValueError):
    """A period whose last day lies before its first."""


@dataclass(frozen=True)
class Period:
    """The days that a report was asked for; None leaves a side open.

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

    @property
    def is_whole_months(self) -> bool:
        """Whether each of its sides is open or at the edge of a month."""
        is_begun = self.begins is None or self.begins.day == 1
        return is_begun and (self.ends is None or is_last_of_month(self.ends))

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar month, quarter or year."""
        if self.begins is None or self.ends is None:
            return False
        if not is_whole_months(self.begins, self.ends):
            return False
        asked = Months(self.begins, self.ends)
        return any(calendar_months(self.begins, count) == asked for count in _LENGTHS)


@dataclass(frozen=True)
class Source:
    """Where the responses came from, and the cases that they are of."""

    name: str  # of the office, or of the file
    sha256: str | None = None  # of the file, in hexadecimal; None when there is no file
    cases: CaseCounts | None = None  # to weight responses to; None when not known
    account: Account | None = None  # of the rows of the file; None when there is no file
    mapping: ColumnMapping | None = None  # that the file was read by, where there was one
    counted: CaseCounts | None = None  # told beside the responses, without any weights


@dataclass(frozen=True)
class WeightGroup:
    """Cells of cases that are weighted as one."""

    cells: tuple[CaseRow, ...]
    responses: int

    @property
    def cases(self) -> int:
        """Cases of all its cells."""
        return sum(cell.cases for cell in self.cells)

    @property
    def weight(self) -> float | None:
        """Cases that a response stands for; None where nobody answered."""
        return self.cases / self.responses if self.responses else None


@dataclass(frozen=True)
class Population:
    """The cases that a report's responses stand for."""

    counts: CaseCounts  # of the file that they are from
    groups: tuple[WeightGroup, ...]  # the sampling groups, in their order

    @property
    def cases(self) -> int:
        """How many there are."""
        return sum(group.cases for group in self.groups)

    @property
    def largest_over_mean(self) -> float | None:
        """The largest weight over the mean weight of all responses; None where nobody answered."""
        answered = [group for group in self.groups if group.responses]
        if not answered:
            return None
        mean = sum(g.cases for g in answered) / sum(g.responses for g in answered)
        return max(group.cases / group.responses for group in answered) / mean

    @property
    def months(self) -> tuple[str, ...]:
        """The months that they are of, in order; none where the file names none."""
        if not self.counts.has_months:
            return ()
        return tuple(sorted({cell.names[-1] for group in self.groups for cell in group.cells}))

    def cases_by(self, column: str) -> dict[str, int] | None:
        """Return the cases under each folded name of a column; None where the file has it not."""
        if column not in self.counts.columns:
            return None
        level = self.counts.columns.index(column)
        cases = Counter[str]()
        for group in self.groups:
            for cell in group.cells:
                cases[folded(cell.names[level])] += cell.cases
        return cases


@dataclass(frozen=True)
class Coverage:
    """How many of the cases answered."""

    respondents: int  # those with a valid answer, or all responses where no figure is meant
    cases: int

    @property
    def share(self) -> float | None:
        """Respondents over cases; None without cases."""
        return self.respondents / self.cases if self.cases else None


@dataclass(frozen=True)
class NonresponseSensitivity:
    """An index as it would be if the nonrespondents were less satisfied."""

    difference: float  # how much less, as a proportion
    estimate: float


def practicable(more_needed: int, respondents: int) -> int | None:
    """Return a number of further answers, rounded up to two digits and zeros.

    More digits would be those of the estimate's own chance.

    Parameters
    ----------
    more_needed : int
        As computed; positive.
    respondents : int
        Those there are; positive.

    Returns
    -------
    int or None
        None where the estimate is so near its target that no practicable number settles it.
    """
    if more_needed > max(_MOST_ANSWERS, _MOST_TIMES * respondents):
        return None
    unit = int("1".ljust(len(str(more_needed)) - _LEADING_DIGITS + 1, "0"))
    return -(-more_needed // unit) * unit


@dataclass(frozen=True)
class Entry:
    """An item, a factor or an index with what is known of it.

    Attributes
    ----------
    estimate : Estimate or None
        None when it may not be shown; a caveat then says why.
    decision : Decision or None
        None where there is no target, nothing may be shown or a day lies outside the plan's.
    target, target_source : float or None, str
        What was promised, as a proportion, and where.
    caveats : tuple of Caveat
        Those of the estimate and of the decision, each once.
    coverage : Coverage or None
        None where the cases are not known or nothing may be shown.
    unweighted : float or None
        The share with each response counted once, beside a weighted estimate of all responses.
    sensitivity : NonresponseSensitivity or None
        None unless asked for.
    end : ShownShare or None
        The end of the scale that the share lies at, where no more than that may be said: then
        `estimate` holds only respondents and answers, and `decision` only the verdict, or None.
    needed_to_decide : int or None
        How many further respondents would settle it, as computed, where the plan's period is not
        over and there is no verdict yet.
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
    sensitivity: NonresponseSensitivity | None = None
    end: ShownShare | None = None
    needed_to_decide: int | None = None

    @property
    def more_needed(self) -> int | None:
        """About how many further respondents would settle it, if that is a practicable number."""
        computed = self._computed_needed
        if computed is None or self.estimate is None:
            return None
        return practicable(computed, self.estimate.respondents)

    @property
    def is_too_near(self) -> bool:
        """Whether it is so near its target that no practicable number would settle it."""
        return self._computed_needed is not None and self.more_needed is None

    @property
    def _computed_needed(self) -> int | None:
        """How many as computed, with a verdict or before there is one."""
        return self.decision.more_needed if self.decision else self.needed_to_decide

    @property
    def is_asked(self) -> bool:
        """Whether anything of it was asked."""
        return all(caveat.code is not CaveatCode.NOT_ASKED for caveat in self.caveats)

    @property
    def is_exact(self) -> bool:
        """Whether the share itself is shown."""
        return self.estimate is not None and self.estimate.estimate is not None

    @property
    def printed_together(self) -> tuple[float | Decimal, ...]:
        """The numbers that are read beside each other and must not look alike, the target first.

        The target is a decimal, as it was written and not measured.
        """
        if self.target is None:
            return self.measured_together
        return (Decimal(str(self.target)), *self.measured_together)

    @property
    def measured_together(self) -> tuple[float, ...]:
        """The same without the target, by which no part such as a month is judged."""
        found, decision = self.estimate, self.decision
        numbers = [found.estimate if found else None, self.unweighted]
        if found and found.interval:
            numbers += [found.interval.low, found.interval.high]
        numbers += [decision.deciding_bound if decision else None]
        return tuple(number for number in numbers if number is not None)


@dataclass(frozen=True)
class Group:
    """A service point, a field, a mode, a month or a quarter."""

    id: str  # its name; a month is called 2026-03, a quarter 2026-Q1
    responses: int
    indices: tuple[Entry, ...]  # those of the report, for this group alone
    caveats: tuple[Caveat, ...] = ()
    coverage: Coverage | None = None  # None where the group's cases are not known

    @property
    def is_exact(self) -> bool:
        """Whether every index is shown with its share: what may be compared and drawn."""
        return all(entry.is_exact for entry in self.indices)


@dataclass(frozen=True)
class Report:
    """Everything that any format of the report prints.

    Attributes
    ----------
    period : Period
        As asked for.
    first_day, last_day : date or None
        Of the responses in it; None when no response has a date.
    responses : int
    answers : int or None
        Valid answers to scored questions; None where too few people gave them.
    findings : tuple of object
        What the modules of `analysis.report.findings` find, each as values of its own.
    caveats : tuple of Caveat
        Of the report as a whole; the self-selection of respondents comes first.
    strata : tuple of str
        Columns whose cells are the sampling groups; empty when all responses are one group.
    software : str
        Name and version.
    population : Population or None
        The cases that responses are weighted to, or the indices of all of them alone; None when not
        known.
    kept_sha256 : str or None
        Of the bytes that it was read from; None where it was just made. `replace` forgets it, for
        a report with another number is not what was kept.
    """

    questionnaire: Questionnaire
    plan: Plan | None
    source: Source
    period: Period
    first_day: date | None
    last_day: date | None
    responses: int
    answers: int | None
    indices: tuple[Entry, ...]
    factors: tuple[Entry, ...]
    items: tuple[Entry, ...]
    service_points: tuple[Group, ...]
    fields: tuple[Group, ...]
    modes: tuple[Group, ...]
    months: tuple[Group, ...]
    quarters: tuple[Group, ...]
    findings: tuple[object, ...]
    caveats: tuple[Caveat, ...]
    strata: tuple[str, ...]
    software: str
    is_made_up: bool
    population: Population | None = None
    kept_sha256: str | None = field(default=None, init=False, compare=False)

    def findings_of(self, kind: type[Value]) -> tuple[Value, ...]:
        """Return what was found of one kind, such as `findings.units.UnitComparisons`."""
        return tuple(value for value in self.findings if isinstance(value, kind))

    @property
    def coverage(self) -> Coverage | None:
        """How many of all cases a response came of; None when not known."""
        if self.population is not None:
            return Coverage(self.responses, self.population.cases)
        counted = self.source.counted
        return None if counted is None else Coverage(self.responses, counted.cases)

    @property
    def case_months(self) -> tuple[str, ...]:
        """The months that the cases are of, in order; none where these are not known."""
        counted = self.source.counted
        if counted is not None:
            return tuple(sorted(counted.cases_by(MONTH)))
        return () if self.population is None else self.population.months

    @property
    def case_counts(self) -> CaseCounts | None:
        """The case counts that the report tells of, weighted to them or not."""
        counted = self.source.counted
        return self.population.counts if counted is None and self.population else counted

    @property
    def weights_indices_alone(self) -> bool:
        """Whether of all figures only the indices of all responses are weighted."""
        return any(caveat.code is CaveatCode.INDICES_WEIGHTED for caveat in self.caveats)

    @property
    def withholds_unweighted(self) -> bool:
        """Whether figures without weights are not given, as they would tell what is held back."""
        return any(caveat.code is CaveatCode.PLAIN_WITHHELD for caveat in self.caveats)

    @property
    def sha256_of_answers(self) -> str | None:
        """The hash of the file; None where so few answered that it tells what they did."""
        return None if self.answers is None else self.source.sha256

    def months_of(self, quarter: str) -> tuple[str, ...]:
        """Return the months of a quarter, called 2026-Q1, of which there are responses."""
        year, number = quarter.split("-Q")
        last = 3 * int(number)
        names = {f"{year}-{month:02}" for month in range(last - 2, last + 1)}
        return tuple(group.id for group in self.months if group.id in names)

    @property
    def lists(self) -> dict[str, tuple[Group, ...]]:
        """The lists of groups by their names in files, in the order in which they are printed."""
        names = ("service_points", "fields", "modes", "months", "quarters")
        return {name: getattr(self, name) for name in names}


def with_indices(
    report: Report, change: Callable[[tuple[Entry, ...]], tuple[Entry, ...]]
) -> Report:
    """Return the report with other indices, of all responses and of each group of each list."""

    def of_groups(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(replace(group, indices=change(group.indices)) for group in groups)

    return replace(
        report,
        indices=change(report.indices),
        service_points=of_groups(report.service_points),
        fields=of_groups(report.fields),
        modes=of_groups(report.modes),
        months=of_groups(report.months),
        quarters=of_groups(report.quarters),
    )


def has_verdicts(report: Report) -> bool:
    """Return whether a report says if a target of its plan is met."""
    return any(entry.decision is not None for entry in report.indices)


def is_part_of_plan(report: Report) -> bool:
    """Return whether a report has no verdict since it is of a part of the plan's period."""
    return any(caveat.code is CaveatCode.PLAN_NOT_OVER for caveat in report.caveats)


def is_plan_over(report: Report) -> bool:
    """Return whether a report reaches to the end of its plan's period: nothing comes after it."""
    plan, ends = report.plan, report.period.ends
    return plan is not None and ends is not None and ends >= plan.months.ends


def has_whole_plan(report: Report) -> bool:
    """Return whether a report has all months of its plan's period, and perhaps others."""
    plan, begins = report.plan, report.period.begins
    has_beginning = plan is not None and begins is not None and begins <= plan.months.begins
    return has_beginning and is_plan_over(report)


def is_undated(found: Report) -> bool:
    """Return whether no response has a date, so that nothing tells if they are of a plan's."""
    return found.responses > 0 and found.first_day is None


def is_outside_plan(found: Report) -> bool:
    """Return whether a response lies before the plan's period, or after it; some have no date.

    Where nobody answered, the days that were asked for may lie there.
    """
    plan, first, last = found.plan, found.first_day, found.last_day
    if not found.responses:
        first, last = found.period.begins, found.period.ends
    if plan is None or first is None or last is None:
        return False
    return first < plan.begins or last > plan.ends
