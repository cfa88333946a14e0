"""Lists that overlap tell of few people in no report beside all others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

import numpy as np
import pytest

from analysis.columns import FIELD
from analysis.disclosure.thresholds import LEAST
from analysis.report.model import Report
from analysis.report.sample import withholding
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.overlaps import (
    EVERYBODY,
    ListLine,
    OverlappingLists,
    lines_without_room,
    unsafe_lines,
)
from tests.analysis.publication_game import (
    Attack,
    Cell,
    Fault,
    Person,
    name_in,
    office,
    published,
)
from tests.analysis.test_report_beside import office as responses_of
from tests.analysis.test_report_beside import published as reports_of
from tests.analysis.test_report_beside import shown
from tests.analysis.test_report_build import labelled

SEEDS = range(8)


def few_told(people: Sequence[Person], reports: Sequence[Report]) -> set[str]:
    """Return whose figures follow from the reports, of one to nine people; told by rank."""
    cells = sorted({person.cell for person in people})
    sizes = [sum(person.cell == cell for person in people) for cell in cells]
    known = np.array(list(figures(cells, reports)), np.float64).reshape(-1, len(cells))
    rank = np.linalg.matrix_rank(known) if len(known) else 0
    return {
        name
        for name, wanted in named_sums(cells)
        if np.dot(wanted, sizes) < LEAST
        and np.linalg.matrix_rank(np.vstack((known, wanted))) == rank
    }


def figures(
    cells: Sequence[tuple[str, str, int]], reports: Sequence[Report]
) -> Iterator[list[int]]:
    for report in reports:
        assert report.period.begins is not None
        assert report.period.ends is not None
        months = range(report.period.begins.month, report.period.ends.month + 1)
        if report.indices[0].is_exact:
            yield [cell[2] in months for cell in cells]
        for name, groups in report.lists.items():
            for group in groups:
                if group.indices[0].is_exact:
                    yield [c[2] in months and name_in(name, c) == group.id for c in cells]


def named_sums(cells: Sequence[Cell]) -> Iterator[tuple[str, list[int]]]:
    for lists in (["service_points"], ["fields"], ["modes"], ["service_points", "modes"]):
        of_cells = [tuple(name_in(name, cell) for name in [*lists, "months"]) for cell in cells]
        for key, _ in groupby(sorted(of_cells)):
            yield " ".join(key), [each == key for each in of_cells]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_of_few_people_follows_from_all_reports(seed: int) -> None:
    people = office(Random(seed))
    assert few_told(people, published(people)) == set()


def test_each_list_audited_alone_tells_of_few() -> None:
    offices = [office(Random(seed)) for seed in SEEDS]
    assert any(few_told(people, published(people, Fault.LISTS_ALONE)) for people in offices)


NEAR_AN_END = 0.93
# Of these whole numbers tell of few, if only what follows is looked for.
NARROW = (1, 9)


def narrowed(people: Sequence[Person], reports: Sequence[Report]) -> list[str]:
    """Return whose figures have a single value, of one to nine people in a month not unanimous."""
    mixed = {p.month for p in people if p.is_satisfied} & {
        p.month for p in people if not p.is_satisfied
    }
    attack = Attack(people, reports)
    sizes = dict(zip(attack.cells, attack.counts, strict=True))
    named = {
        name: {cell for cell, is_in in zip(attack.cells, wanted, strict=True) if is_in}
        for name, wanted in named_sums(attack.cells)
    }
    return [
        name
        for name, cells in named.items()
        if sum(sizes[cell] for cell in cells) < LEAST
        and not mixed.isdisjoint(cell[2] for cell in cells)
        and len({round(each, 6) for each in attack.range_of(cells)}) == 1
    ]


@pytest.mark.parametrize("seed", NARROW)
def test_near_an_end_of_the_scale_no_cell_of_few_has_a_single_value(seed: int) -> None:
    people = office(Random(seed), NEAR_AN_END)
    assert narrowed(people, published(people)) == []


@pytest.mark.parametrize("seed", NARROW)
def test_what_follows_alone_leaves_single_values(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withholding, "lines_without_room", lambda *_: set())
    people = office(Random(seed), NEAR_AN_END)
    assert narrowed(people, published(people)) != []


def test_a_field_less_its_other_points_tells_no_month_of_few() -> None:
    counts = {"Q1": (40, 40, 40), "Q2": (5, 12, 14), "Q3": (15, 15, 16), "Q4": (60, 60, 60)}
    responses = responses_of(counts)
    points = responses.labels["service_point"]
    fields = ["A" if points.names[code] in {"Q1", "Q2"} else "B" for code in points.codes]
    with_fields = replace(responses, labels={**responses.labels, FIELD: labelled(fields)})
    january, february, both = reports_of(with_fields, (1, 1), (2, 1), (1, 2))
    # Q2 is A less Q1: known of both months, it would tell its five of January less its February.
    assert shown(february) == ["Q1", "Q2", "Q3", "Q4"]
    assert shown(both) == ["Q4"]
    assert shown(both, "fields") == ["A", "B"]
    assert shown(january) == ["Q4"]
    assert shown(january, "fields") == ["A", "B"]


def test_of_too_many_cells_service_points_alone_are_told() -> None:
    responses = responses_of({f"Quầy {at}": (1,) * 12 for at in range(420)})
    period = reports_of(responses_of({"A": (30,)}), (1, 12))[0].period
    earlier = Earlier(responses, (), period, None)
    lists = OverlappingLists(earlier, earlier.rows(["signs"]))
    lines = [ListLine(name, 0, 0b111) for name in (EVERYBODY, "service_points", "fields", "modes")]
    assert unsafe_lines(lists, [], [], 0b111, lines) == set(lines[2:])
    assert lines_without_room(lists, [], lines) == set()
