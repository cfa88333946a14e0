"""What a report hides cannot be worked out from all that it shows together."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.disclosure.cells import Cells
from analysis.disclosure.lines import IntervalRule, MinimumCount, suppressed_in_line
from analysis.disclosure.lists import suppressed_groups
from analysis.disclosure.thresholds import LEAST
from analysis.report.build import build_report
from analysis.report.findings.basis import group_lists
from analysis.report.findings.estimates import index_shares
from analysis.report.formats.csv import write as report_csv
from analysis.report.formats.data import write as report_data
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report
from analysis.report.sample.groups import sample_of
from analysis.report.sample.lists import lists_of, shown_lists
from analysis.responses import Mask, Responses, labelled
from tests.analysis.adversary import Adversary, Guess, Person
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_build import SOURCE, make_responses, report_of

ITEMS = {"service": (0, 1, 2), "people": (1, 2)}
# The long dose has all thirty, and larger ones.
QUICK_OFFICES = range(12)
Suppression = Callable[[Cells], Mask]


def office(seed: int, largest: int = 160) -> list[Person]:
    """Return the people of an office with busy and quiet service points and months."""
    random = Random(seed)
    points = [f"Quầy {number}" for number in range(random.randint(1, 7))]
    often = [random.choice([1, 3, 20]) for _ in points]
    quiet, fields = random.choice([1, 5]), random.randint(1, 3)
    level = random.choice([0.6, 0.9, 0.97])
    people = []
    for _ in range(random.randint(20, largest)):
        codes = "45" if random.random() < level else "2345-"
        point = random.choices(points, often)[0]
        month = random.choices([2, 3, 4, 5], [9, 9, 9, quiet])[0]
        named = random.random() > 0.02 * (seed % 2)
        names = {
            "service_points": point if named else None,
            "fields": f"Lĩnh vực {points.index(point) % fields}",
            "modes": random.choices(["poster", "phone"], [12, seed % 3])[0],
            "months": f"2026-0{month}",
            "quarters": f"2026-Q{(month + 2) // 3}",
        }
        people.append(Person(names, "".join(random.choice(codes) for _ in "123")))
    return people


def responses_of(people: list[Person]) -> Responses:
    made = make_responses(
        *(f"{person.answers}--" for person in people),
        points=[person.names["service_points"] for person in people],
        days=[f"{person.names['months']}-03" for person in people],
    )
    columns = {"field": "fields", "mode": "modes"}
    labels = {
        column: labelled([person.names[name] for person in people])
        for column, name in columns.items()
    }
    return Responses(SMALL, made.answers, made.labels | labels, made.days)


def report_with(people: list[Person], suppression: Suppression) -> Report:
    """Return the report of the people, its lists suppressed in a way of one's own."""
    responses = responses_of(people)
    indices, lists = index_shares(SMALL, PLAN), lists_of(responses)
    shown = shown_lists(responses, [index.items for index in indices], lists, suppression)
    report = build_report(responses, PLAN, SOURCE)
    return replace(report, **group_lists(indices, sample_of(responses, PLAN.strata), lists, shown))


def adversary(people: list[Person], suppression: Suppression | None = None) -> Adversary:
    """Return somebody who has the report's JSON."""
    if suppression is None:
        report = build_report(responses_of(people), PLAN, SOURCE)
    else:
        report = report_with(people, suppression)
    return Adversary(report_json(report, "vi"), people, ITEMS)


def guesses(people: list[Person], suppression: Suppression | None = None) -> list[Guess]:
    """Return what an adversary tells from the report's JSON."""
    return list(adversary(people, suppression).guesses())


def told(secret: list[Guess]) -> list[Guess]:
    """Return what must not be told and is."""
    few = [guess for guess in secret if guess.is_small]
    masked = [guess for guess in secret if guess.is_masked]
    return [g for g in few if g.is_exact or g.is_narrow] + [g for g in masked if g.is_exact]


@pytest.mark.parametrize("seed", QUICK_OFFICES)
def test_no_hidden_result_is_told_by_all_that_is_shown(seed: int) -> None:
    secret = guesses(office(seed))
    assert all(guess.low - 1e-3 <= guess.truth <= guess.high + 1e-3 for guess in secret)
    assert told(secret) == []


@pytest.mark.release
def test_no_hidden_result_is_told_in_many_offices(capsys: pytest.CaptureFixture[str]) -> None:
    readers = [adversary(office(seed, 900)) for seed in range(1000, 1080)]
    readers += [adversary(office(seed)) for seed in range(30)]
    shown = sum(reader.shown() for reader in readers)
    secret = [guess for reader in readers for guess in reader.guesses()]
    exact, narrow = sum(guess.is_exact for guess in secret), len(told(secret))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(readers)} offices, results of groups: {shown} shown, {len(secret)} secret,"
            f" {exact} told exactly, {narrow} narrowed below {LEAST}\n"
        )
    assert told(secret) == []


def primary_alone(cells: Cells) -> Mask:
    """Hide only where few answered, and mask only the ends."""
    return cells.primary


def test_hiding_only_where_few_answered_would_tell_them() -> None:
    secret = [guess for seed in (3, 4, 6) for guess in guesses(office(seed), primary_alone)]
    assert len([guess for guess in told(secret) if guess.is_exact]) > 5


def test_the_smallest_other_result_is_hidden_and_says_why() -> None:
    marks = ["5----", "2----"]
    report = report_of(*marks * 41, points=["a"] * 4 + ["b"] * 30 + ["c"] * 48)
    few, protects, shown = report.service_points
    assert [group.responses for group in report.service_points] == [4, 30, 48]
    assert few.caveats[0].code is CaveatCode.FEW_RESPONSES
    assert protects.caveats[0].code is CaveatCode.HIDDEN_TO_PROTECT_OTHERS
    assert protects.indices[0].caveats == protects.caveats
    assert protects.indices[0].estimate is None
    assert shown.is_exact
    assert not few.is_exact
    assert not protects.is_exact


def test_every_format_says_why_a_result_is_hidden() -> None:
    report = report_of(*["5----", "2----"] * 41, points=["a"] * 4 + ["b"] * 30 + ["c"] * 48)
    reason = "giữ kín ở chỗ khác"
    for render in (report_html, report_csv, report_data, report_json):
        assert reason in render(report, "vi").decode()
    assert "worked out by subtraction" in report_html(report, "en").decode()


def test_all_results_of_a_cell_are_hidden_when_few_answered_one_of_them() -> None:
    packed = ["5----"] * 15 + ["444--"] * 9 + ["2----", "435--"] * 30
    responses = make_responses(*packed, points=["a"] * 24 + ["b"] * 60)
    first, second = build_report(responses, PLAN, SOURCE).service_points
    codes = [[caveat.code for caveat in entry.caveats] for entry in first.indices]
    assert codes == [[CaveatCode.HIDDEN_TO_PROTECT_OTHERS], [CaveatCode.FEW_RESPONSES]]
    assert first.caveats == ()
    assert [entry.estimate for entry in (*first.indices, *second.indices)] == [None] * 4


def test_the_few_without_a_service_point_are_protected_too() -> None:
    report = report_of(*["5----", "2----"] * 30, points=[None] * 4 + ["a"] * 20 + ["b"] * 36)
    first, second = report.service_points
    assert first.indices[0].estimate is None
    assert second.indices[0].estimate is not None


def test_a_field_is_no_way_round_to_its_hidden_service_point() -> None:
    names = ["a"] * 5 + ["b"] * 40 + ["c"] * 30 + ["d"] * 60
    made = make_responses(*["5----", "2----", "4----"] * 45, points=list(names))
    field = labelled(["x" if name in "ab" else "y" for name in names])
    report = build_report(
        Responses(SMALL, made.answers, made.labels | {"field": field}, made.days), None, SOURCE
    )
    assert [group.is_exact for group in report.fields] == [True, True]
    # The smallest other one, c, would not help: field x less b would tell a.
    assert [group.is_exact for group in report.service_points] == [False, False, True, True]


def test_where_single_groups_do_not_help_whole_lists_are_hidden() -> None:
    whole_lists = partial(suppressed_groups, steps=0)
    assert told(guesses(office(3), whole_lists)) == []


def test_the_audit_is_what_makes_them_safe() -> None:
    without = partial(suppressed_groups, attack=lambda *_: None)
    assert told(guesses(office(3), without)) != []


def test_lists_that_cannot_be_audited_are_left_out_but_for_one() -> None:
    report = report_with(office(3), partial(suppressed_groups, most_cells=3))
    assert not any(group.is_exact for group in (*report.fields, *report.months, *report.quarters))
    assert any(group.is_exact for group in report.service_points)


@pytest.mark.parametrize(
    ("respondents", "rest", "expected"),
    [
        ((), 0, []),
        ((10, 20), 0, []),
        ((4, 0, 30, 20), 0, [0, 3]),
        ((4, 5, 30), 0, [0, 1, 2]),
        ((4, 6, 30), 0, [0, 1]),
        ((9,), 0, [0]),
        ((4, 3), 0, [0, 1]),
        ((4, 20, 30), 6, [0]),
        ((15, 20), 6, [0]),
        ((15, 20), 12, []),
    ],
)
def test_hidden_groups_have_ten_respondents_together(
    respondents: tuple[int, ...], rest: int, expected: list[int]
) -> None:
    few = np.array([0 < count < 10 for count in respondents], np.bool_)
    counts = np.array(respondents, np.float64)
    suppressed = suppressed_in_line(counts, few, [MinimumCount(counts, rest)])
    assert np.flatnonzero(suppressed).tolist() == expected


def test_hidden_groups_leave_room_for_other_answers() -> None:
    # All of the first three are satisfied with everything; only the last one has another answer.
    counts, most, apart = np.array([[8, 24, 80, 30, 0], [8, 24, 80, 40, 0], [8, 0, 0, 0, 0]]) * 1.0
    rule = IntervalRule(counts, counts, counts, most, apart)
    few = np.array([True, False, False, False])
    suppressed = suppressed_in_line(np.array([4.0, 12, 40, 20]), few, [rule])
    assert suppressed.tolist() == [True, False, False, True]


def test_what_no_part_can_satisfy_hides_the_line() -> None:
    counts = np.array([12.0, 0, 20, 0])
    rule = IntervalRule(counts, counts, counts, counts, apart=counts)
    nothing = np.zeros(3, np.bool_)
    assert suppressed_in_line(counts[:-1], nothing, [rule]).all()


def test_the_questionnaire_of_these_tests_has_the_items_that_they_count() -> None:
    assert [item.id for item in SMALL.items] == ["signs", "courtesy", "fee"]
