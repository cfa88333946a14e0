"""The game of looking before and after one person's answer at all that was ever published.

An office publishes over the ends of its months; somebody who saw every report and knows, from the
counts that staff see, how many people answered at which service point in which month, solves linear
programmes over all of it and guesses what one person of a small service point answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from random import Random

import numpy as np
from scipy.optimize import linprog

from analysis.report.findings.basis import Basis
from analysis.report.model import Entry, Period, Report
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.groups import sample_of
from analysis.responses import Responses
from questionnaires.months import Months, months_from
from survey.domain.released_spans import released_periods, released_spans
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

SATISFIED, NOT = "444--", "222--"
# So many are satisfied that "satisfied" is the best guess of anybody.
LEVEL = 0.65
_FEW = 4
_TARGETS = 20
Cell = tuple[str, int]  # service point and month


class Fault(Enum):
    """What somebody could build wrong."""

    NO_LEDGER = "each report is made as if it were the only one"
    LIVE_FIGURES = "the running month's figures are shown"
    DAY_KEPT = "the lists part a month by its days"


@dataclass(frozen=True)
class Person:
    """Where and when somebody answered, and whether satisfied with everything or with nothing."""

    point: str
    month: int
    day: int
    is_satisfied: bool

    @property
    def cell(self) -> Cell:
        return self.point, self.month


@dataclass(frozen=True)
class Guess:
    """What was guessed of somebody, by all reports and by what everybody knows."""

    is_right: bool
    would_be_right: bool


def office(random: Random) -> list[Person]:
    """Return the people of busy, small and dying service points over three or four months."""
    months = random.randint(3, 4)
    people = []
    for at in range(random.randint(2, 4)):
        often = random.choice([8, 20, 30])
        for month in range(1, months + 1):
            is_quiet = random.random() < 0.35
            count = random.randint(1, 3) if is_quiet else random.randint(often // 2, often * 3 // 2)
            people += [
                Person(f"Quầy {at}", month, random.randint(1, 28), random.random() < LEVEL)
                for _ in range(count)
            ]
    return people


def responses_of(people: Sequence[Person]) -> Responses:
    return make_responses(
        *(SATISFIED if person.is_satisfied else NOT for person in people),
        points=[person.point for person in people],
        days=[f"2026-{person.month:02}-{person.day:02}" for person in people],
    )


def published(people: Sequence[Person], fault: Fault | None = None) -> list[Report]:
    """Return all that the office publishes, month after month."""
    last = max(person.month for person in people)
    plan = replace(PLAN, indices=PLAN.indices[:1], ends=months_from(date(2026, last, 1), 1).ends)
    reports: list[Report] = []
    for closed in range(1, last + 1):
        # Some of the next month have come when this one is published.
        seen = [person for person in people if person.month <= closed + 1]
        counts = {date(2026, month, 1): 0 for month in range(1, last + 1)}
        for person in seen:
            counts[date(2026, person.month, 1)] += 1
        end = months_from(date(2026, closed, 1), 1).ends
        spans = released_spans(counts, end, [plan.months])
        due = released_periods(spans, counts, end, [plan.months])
        known = {report.period for report in reports}
        over = responses_of([person for person in people if person.month <= closed])
        for months in sorted(due, key=lambda each: (each != plan.months, each.ends, each.begins)):
            period = Period(months.begins, months.ends)
            if period not in known:
                earlier = Earlier(over, tuple(reports), period, plan)
                reports.append(_report(months, earlier, fault))
    return reports


def _report(months: Months, earlier: Earlier, fault: Fault | None) -> Report:
    """Return what a report shows of the whole and its lists; its findings are made of these."""
    days = earlier.responses.days
    inside = (days >= np.datetime64(months.begins)) & (days <= np.datetime64(months.ends))
    chosen = earlier.responses.selected(inside)
    basis = Basis(
        sample_of(chosen, ()), earlier.plan, None if fault is Fault.NO_LEDGER else earlier
    )
    return Report(
        questionnaire=chosen.questionnaire,
        plan=earlier.plan,
        source=SOURCE,
        period=earlier.period,
        first_day=None,
        last_day=None,
        responses=len(chosen),
        answers=None,
        indices=basis.indices,
        factors=basis.factors,
        items=basis.items,
        **basis.groups,
        findings=(),
        caveats=(),
        strata=(),
        software="",
        is_made_up=False,
    )


def games(seed: int, fault: Fault | None = None) -> list[Guess]:
    """Return the guesses of what some people of small service points answered."""
    random = Random(seed)
    people = office(random)
    if not people:
        return []
    # What the other faults tell is told whatever is published.
    reports = published(people, fault) if fault in {None, Fault.NO_LEDGER} else []
    sizes = {cell: sum(p.cell == cell for p in people) for cell in {p.cell for p in people}}
    targets = [person for person in people if sizes[person.cell] < _FEW]
    return [
        _guess(person, people, reports, fault)
        for person in random.sample(targets, min(_TARGETS, len(targets)))
    ]


def _guess(
    target: Person, people: Sequence[Person], reports: Sequence[Report], fault: Fault | None
) -> Guess:
    attack = _Attack(people, reports)
    group = [at for at, person in enumerate(people) if person.cell == target.cell]
    if fault is Fault.LIVE_FIGURES:
        # The whole of the running month, a moment before and a moment after.
        high = float(target.is_satisfied)
        group = [next(at for at in group if people[at] is target)]
    elif fault is Fault.DAY_KEPT:
        # Rows of answers that say their day and their service point.
        group = [at for at in group if people[at].day == target.day]
        high = float(sum(people[at].is_satisfied for at in group))
    else:
        _, high = attack.range_of(target.cell)
    is_thought_satisfied = not high < len(group) / 2
    return Guess(is_thought_satisfied == target.is_satisfied, target.is_satisfied)


class _Attack:
    """What all reports together leave possible of the satisfied people of each cell."""

    def __init__(self, people: Sequence[Person], reports: Sequence[Report]) -> None:
        self.cells = sorted({person.cell for person in people})
        self.counts = [sum(person.cell == cell for person in people) for cell in self.cells]
        self.equal: list[tuple[list[float], float]] = []
        self.below: list[tuple[list[float], float]] = []
        for report in reports:
            for entry, row in self._figures(report):
                self._learn(entry, row)

    def _figures(self, report: Report) -> Iterator[tuple[Entry, list[float]]]:
        begins, ends = report.period.begins, report.period.ends
        assert begins is not None
        assert ends is not None
        months = range(begins.month, ends.month + 1)
        inside = [float(month in months) for _, month in self.cells]
        yield report.indices[0], inside
        for group in report.service_points:
            own = [float(point == group.id) for point, _ in self.cells]
            yield group.indices[0], [a * b for a, b in zip(inside, own, strict=True)]
        for group in report.months:
            own = [float(f"2026-{month:02}" == group.id) for _, month in self.cells]
            yield group.indices[0], [a * b for a, b in zip(inside, own, strict=True)]
        for group in report.quarters:
            own = [float(f"2026-Q{(month + 2) // 3}" == group.id) for _, month in self.cells]
            yield group.indices[0], [a * b for a, b in zip(inside, own, strict=True)]

    def _learn(self, entry: Entry, row: list[float]) -> None:
        people = float(np.dot(row, self.counts))
        if entry.is_exact and entry.estimate is not None and entry.estimate.estimate is not None:
            self.equal.append((row, round(entry.estimate.estimate * people)))
        elif entry.end is not None:
            sign = 1.0 if entry.end.sign == "≤" else -1.0
            self.below.append(([sign * one for one in row], sign * entry.end.value * people))

    def range_of(self, cell: Cell) -> tuple[float, float]:
        """Return how few and how many of a cell may be satisfied."""
        wanted = np.array([float(each == cell) for each in self.cells])
        ends = []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * wanted,
                A_ub=[row for row, _ in self.below] or None,
                b_ub=[value for _, value in self.below] or None,
                A_eq=[row for row, _ in self.equal] or None,
                b_eq=[value for _, value in self.equal] or None,
                bounds=[(0, count) for count in self.counts],
            )
            assert solved.status == 0, solved.message
            ends.append(sign * float(solved.fun))
        return ends[0], ends[1]
