"""What a report says of its months tells nothing that the list of months does not show."""

from random import Random

import pytest

from analysis.disclosure.parts import Parts
from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.strata import Stratum
from analysis.report.build import build_report
from analysis.report.findings.months import Monitoring, MonthlyTrend
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

CONTENT, CRITICAL = "555--", "222--"
AT_LEAST = ShownShare(0.95, "≥")


def months_of(report):
    return [[entry if entry.is_exact else entry.end for entry in g.indices] for g in report.months]


def told(report):
    """Return what is told of the months, without the last digits of figures."""
    found = *report.findings_of(Monitoring), *report.findings_of(MonthlyTrend)
    return repr(found)


def report_of(people):
    packed, days = [answers for _, answers in people], [f"{month}-03" for month, _ in people]
    return build_report(make_responses(*packed, days=days), PLAN, SOURCE)


@pytest.mark.parametrize("last", [0.6, 0.97])
def test_people_of_withheld_months_may_change_places_without_a_word_changing(last: float) -> None:
    random, people = Random(3), []
    for number in range(1, 10):
        share = 0.97 if number % 2 else (0.8 if number < 7 else last)
        content = round(40 * share)
        answers = [CONTENT] * content + [CRITICAL] * (40 - content)
        people += [(f"2021-{number:02}", each) for each in answers]
    before = report_of(people)
    withheld = {group.id for group in before.months if not group.is_exact}
    assert len(withheld) > 2
    same = 0
    for _ in range(6):
        inside = [at for at, (month, _) in enumerate(people) if month in withheld]
        one = random.choice([at for at in inside if people[at][1] == CONTENT])
        others = [a for a in inside if people[a][1] == CRITICAL and people[a][0] != people[one][0]]
        other, changed = random.choice(others), list(people)
        changed[one], changed[other] = (people[one][0], CRITICAL), (people[other][0], CONTENT)
        after = report_of(changed)
        if months_of(after) == months_of(before):
            same += 1
            assert told(after) == told(before)
    assert same


def parts(ends, nameless=0, **people) -> Parts:
    """Return parts of so many satisfied of so many people; those without an end are shown."""
    strata = {
        name: (Stratum(Moments.of(Rows([4] * y + [0] * (n - y), [4] * n, items=4)), 999),)
        for name, (y, n) in people.items()
    }
    rest = Moments.of(Rows([4] * nameless + [0] * nameless, [4] * 2 * nameless, items=4))
    return Parts(strata, (Stratum(rest, 999),), frozenset(strata) - set(ends), ends)


def shares(world) -> list[float]:
    return [round(stratum.moments.y / stratum.moments.m, 3) for (stratum,) in world]


def test_parts_that_are_all_shown_lie_only_as_they_are() -> None:
    (world,) = parts({}, a=(5, 10), b=(8, 10)).leanings()
    assert shares(world) == [0.5, 0.8]


def test_withheld_parts_lie_aslant_within_their_ends_and_the_whole() -> None:
    given, *worlds = parts(
        dict.fromkeys("ac", AT_LEAST), a=(39, 40), b=(20, 40), c=(39, 40)
    ).leanings()
    assert shares(given) == [0.975, 0.5, 0.975]
    assert [shares(world) for world in worlds] == [[0.95, 0.5, 1.0]] * 2 + [[1.0, 0.5, 0.95]] * 2
    sizes = {sum(stratum.moments.y for (stratum,) in world) for world in (given, *worlds)}
    assert len({round(size, 6) for size in sizes}) == 1


def test_people_without_a_name_may_be_the_satisfied_ones() -> None:
    found = parts(dict.fromkeys("ac", AT_LEAST), nameless=1, a=(39, 40), b=(20, 40), c=(39, 40))
    _, *worlds = found.leanings()
    assert [shares(world) for world in worlds[::2]] == [[0.95, 0.5, 1.0], [1.0, 0.5, 0.95]]


def test_parts_without_answers_are_left_out() -> None:
    assert list(parts({}, a=(1, 2), b=(0, 0)).answered.strata) == ["a"]
