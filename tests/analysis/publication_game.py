"""The game of looking before and after one person's answer at all that was ever published.

An office publishes over the ends of its months; somebody who saw every report and knows, from the
counts that staff see, how many people answered at which service point in which month, solves linear
programmes over all of it and guesses what one person of a small service point answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from random import Random

import numpy as np
from scipy.optimize import linprog

from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.report.findings.basis import Basis
from analysis.report.model import Entry, Period, Report
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.groups import sample_of
from analysis.responses import Responses
from questionnaires.months import Months, months_from
from survey.domain.released_spans import released_periods, released_spans
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, labelled, make_responses

SATISFIED, NOT = "444--", "222--"
# So many are satisfied that "satisfied" is the best guess of anybody.
LEVEL = 0.65
_FEW = 4
_TARGETS = 20
Cell = tuple[str, str, int]  # service point, way of answering and month


class Fault(Enum):
    """What somebody could build wrong."""

    NO_LEDGER = "each report is made as if it were the only one"
    LISTS_ALONE = "each list is audited as if it were the only one"
    LIVE_FIGURES = "the running month's figures are shown"
    DAY_KEPT = "the lists part a month by its days"


@dataclass(frozen=True)
class Person:
    """Where and when somebody answered, and whether satisfied with everything or with nothing."""

    point: str
    way: str
    month: int
    day: int
    is_satisfied: bool

    @property
    def field(self) -> str:
        return field_of(self.point)

    @property
    def cell(self) -> Cell:
        return self.point, self.way, self.month


def field_of(point: str) -> str:
    """Return the field of a service point: each has two, or the last one."""
    return f"Lĩnh vực {int(point.rsplit(maxsplit=1)[-1]) // 2}"


@dataclass(frozen=True)
class Guess:
    """What was guessed of somebody, by all reports and by what everybody knows."""

    is_right: bool
    would_be_right: bool


def office(random: Random, level: float = LEVEL) -> list[Person]:
    """Return the people of busy, small and dying service points over three or four months."""
    months = random.randint(3, 4)
    people = []
    for at in range(random.randint(2, 4)):
        often = random.choice([8, 20, 30])
        ways = random.choice([["poster"], ["poster", "kiosk"], ["kiosk"]])
        for month in range(1, months + 1):
            is_quiet = random.random() < 0.35
            count = random.randint(1, 3) if is_quiet else random.randint(often // 2, often * 3 // 2)
            people += [
                Person(
                    f"Quầy {at}",
                    random.choice(ways),
                    month,
                    random.randint(1, 28),
                    random.random() < level,
                )
                for _ in range(count)
            ]
    return people


def responses_of(people: Sequence[Person]) -> Responses:
    responses = make_responses(
        *(SATISFIED if person.is_satisfied else NOT for person in people),
        points=[person.point for person in people],
        days=[f"2026-{person.month:02}-{person.day:02}" for person in people],
    )
    labels = {
        FIELD: labelled([person.field for person in people]),
        MODE: labelled([person.way for person in people]),
    }
    return replace(responses, labels={**responses.labels, **labels})


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
    basis = _basis(months, earlier, fault)
    groups = basis.groups
    if fault is Fault.LISTS_ALONE:
        for column, name in ((FIELD, "fields"), (MODE, "modes"), (SERVICE_POINT, "service_points")):
            labels = {column: earlier.responses.labels[column]}
            alone = replace(earlier, responses=replace(earlier.responses, labels=labels))
            groups[name] = _basis(months, alone, fault).groups[name]
    return Report(
        questionnaire=earlier.responses.questionnaire,
        plan=earlier.plan,
        source=SOURCE,
        period=earlier.period,
        first_day=None,
        last_day=None,
        responses=len(basis.drawn.responses),
        answers=None,
        indices=basis.indices,
        factors=basis.factors,
        items=basis.items,
        **groups,
        findings=(),
        caveats=(),
        strata=(),
        software="",
        is_made_up=False,
    )


def _basis(months: Months, earlier: Earlier, fault: Fault | None) -> Basis:
    days = earlier.responses.days
    inside = (days >= np.datetime64(months.begins)) & (days <= np.datetime64(months.ends))
    sample = sample_of(earlier.responses.selected(inside), ())
    return Basis(sample, earlier.plan, None if fault is Fault.NO_LEDGER else earlier)


def games(seed: int, fault: Fault | None = None) -> list[Guess]:
    """Return the guesses of what some people of small service points answered."""
    random = Random(seed)
    people = office(random)
    if not people:
        return []
    # What the other faults tell is told whatever is published.
    of_reports = {None, Fault.NO_LEDGER, Fault.LISTS_ALONE}
    reports = published(people, fault) if fault in of_reports else []
    groups = [
        group
        for key in (_of_cell, _of_point)
        for group in _grouped(people, key)
        if len(group) < _FEW
    ]
    return [
        _guess(random.choice(group), group, people, reports, fault)
        for group in random.sample(groups, min(_TARGETS, len(groups)))
    ]


def _of_cell(person: Person) -> tuple[str, ...]:
    return person.point, person.way, str(person.month)


def _of_point(person: Person) -> tuple[str, ...]:
    return person.point, str(person.month)


def _grouped(
    people: Sequence[Person], key: Callable[[Person], tuple[str, ...]]
) -> list[list[Person]]:
    """Return the people who have the same key, in the order of the keys."""
    found: dict[tuple[str, ...], list[Person]] = {}
    for person in people:
        found.setdefault(key(person), []).append(person)
    return [found[each] for each in sorted(found)]


def _guess(
    target: Person,
    group: Sequence[Person],
    people: Sequence[Person],
    reports: Sequence[Report],
    fault: Fault | None,
) -> Guess:
    """Return what is guessed of one of a few people, of whom it is known where they answered."""
    if fault is Fault.LIVE_FIGURES:
        # The whole of the running month, a moment before and a moment after.
        group = [target]
        high = float(target.is_satisfied)
    elif fault is Fault.DAY_KEPT:
        # Rows of answers that say their day and their service point.
        group = [person for person in group if person.day == target.day]
        high = float(sum(person.is_satisfied for person in group))
    else:
        _, high = Attack(people, reports).range_of({person.cell for person in group})
    is_thought_satisfied = not high < len(group) / 2
    return Guess(is_thought_satisfied == target.is_satisfied, target.is_satisfied)


def name_in(list_name: str, cell: Cell) -> str:
    """Return what a list calls the people of a cell."""
    point, way, month = cell
    return {
        "service_points": point,
        "fields": field_of(point),
        "modes": way,
        "months": f"2026-{month:02}",
        "quarters": f"2026-Q{(month + 2) // 3}",
    }[list_name]


class Attack:
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
        inside = [float(month in months) for _, _, month in self.cells]
        yield report.indices[0], inside
        for name, groups in report.lists.items():
            for group in groups:
                own = [float(group.id == name_in(name, cell)) for cell in self.cells]
                yield group.indices[0], [a * b for a, b in zip(inside, own, strict=True)]

    def _learn(self, entry: Entry, row: list[float]) -> None:
        people = float(np.dot(row, self.counts))
        if entry.is_exact and entry.estimate is not None and entry.estimate.estimate is not None:
            self.equal.append((row, round(entry.estimate.estimate * people)))
        elif entry.end is not None:
            sign = 1.0 if entry.end.sign == "≤" else -1.0
            self.below.append(([sign * one for one in row], sign * entry.end.value * people))

    def range_of(self, cells: Set[Cell]) -> tuple[float, float]:
        """Return how few and how many of some cells may be satisfied."""
        wanted = np.array([float(each in cells) for each in self.cells])
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
