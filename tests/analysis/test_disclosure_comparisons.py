"""What a report says of everything tells nothing that its lists do not show.

People of withheld service points change places with each other. Where the list of service points
shows the same as before, every other number and word of the report must be the same too.
"""

import json
from random import Random
from typing import Any

import pytest

from analysis.report.build import build_report
from analysis.report.formats.json import write as report_json
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

Value = dict[str, Any]
# Some lie at an end of the scale, some have few people, one protects them; some have no name.
OFFICES: dict[str, dict[str | None, tuple[int, float]]] = {
    "masked": {"a": (60, 0.8), "b": (70, 0.6), "c": (30, 1.0), "d": (40, 0.98), "e": (45, 0.97)},
    "both ends": {"a": (99, 0.5), "b": (20, 1.0), "c": (25, 1.0), "d": (45, 0.03), "e": (40, 0.0)},
    "few": {"a": (80, 0.9), "b": (70, 0.6), "c": (4, 0.5), "d": (12, 0.5), "e": (8, 0.7)},
    "nameless": {"a": (80, 0.9), "b": (90, 0.8), None: (30, 0.6), "d": (40, 0.97), "e": (5, 0.8)},
}
TRIES = 6
Person = tuple[str | None, str]


def people(office: dict[str | None, tuple[int, float]], random: Random) -> list[Person]:
    """Return names and answers, satisfied with all or with nothing."""
    made: list[Person] = []
    for name, (count, share) in office.items():
        content = round(count * share)
        made += [(name, "555--")] * content + [(name, "222--")] * (count - content)
    random.shuffle(made)
    return made


def told(everybody: list[Person]) -> Value:
    points, packed = [name for name, _ in everybody], [answers for _, answers in everybody]
    report = build_report(make_responses(*packed, points=points), PLAN, SOURCE)
    # The last digit goes by which figures are worked out at once.
    value: Value = json.loads(report_json(report, "vi"), parse_float=lambda x: round(float(x), 9))
    return value


def exchanged(everybody: list[Person], withheld: set[str | None], random: Random) -> list[Person]:
    """Return the people, two of those withheld who answered otherwise in each other's places."""
    content = [at for at, (name, answers) in enumerate(everybody) if name in withheld]
    one = random.choice([at for at in content if everybody[at][1] == "555--"])
    name = everybody[one][0]
    others = [at for at in content if everybody[at][1] == "222--" and everybody[at][0] != name]
    changed, other = list(everybody), random.choice(others)
    changed[one], changed[other] = (name, "222--"), (everybody[other][0], "555--")
    return changed


@pytest.mark.parametrize("office", OFFICES)
def test_offices_with_the_same_lists_have_the_same_report(office: str) -> None:
    random = Random(office)
    everybody = people(OFFICES[office], random)
    before = told(everybody)
    points = before["service_points"]
    exact = {point["id"] for point in points if point["indices"][0]["estimate"] is not None}
    withheld = {name for name, _ in everybody} - exact
    assert exact
    assert len(withheld) > 1
    same = 0
    for _ in range(TRIES):
        after = told(exchanged(everybody, withheld, random))
        if after["service_points"] == points:
            same += 1
            assert after == before
    assert same
