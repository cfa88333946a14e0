"""Parts hold everybody, shown or not, and say which sums of them tell a secret."""

import numpy as np
import pytest

from analysis.disclosure.parts import Parts, Strata
from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.strata import single_stratum
from analysis.report.findings.basis import Basis
from analysis.report.sample.groups import sample_of
from analysis.responses import MISSING, Labels
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import make_responses

AT_LEAST = ShownShare(0.95, "≥")


def people(satisfied: int, count: int) -> Strata:
    """Return so many people who answered one question."""
    rows = Rows([1] * satisfied + [0] * (count - satisfied), [1] * count, items=1)
    return single_stratum(Moments.of(rows))


def parts_of(nameless: int = 0) -> Parts:
    """Return two parts that are shown, one that is masked and one of few people."""
    counts = {"a": (50, 60), "b": (20, 30), "high": (40, 40), "few": (3, 4)}
    strata = {name: people(*pair) for name, pair in counts.items()}
    return Parts(strata, people(0, nameless), frozenset("ab"), {"high": AT_LEAST})


def test_what_is_not_shown_is_withheld_in_the_order_of_the_list() -> None:
    assert parts_of().withheld == ("high", "few")


@pytest.mark.parametrize(
    ("names", "nameless", "expected"),
    [
        ("", 0, True),
        ("a b", 0, True),
        ("a b", 3, True),
        ("a high", 0, False),
        ("few", 0, False),
        ("a high few", 0, True),
        ("a high few", 3, False),
    ],
)
def test_a_sum_tells_nothing_only_with_all_that_is_withheld_or_none(
    names: str, nameless: int, *, expected: bool
) -> None:
    assert parts_of(nameless).may_tell(names.split()) is expected


def test_the_parts_of_a_report_hold_everybody() -> None:
    points: list[str | None] = ["a"] * 60 + ["b"] * 60 + ["high"] * 40 + ["top"] * 30 + [None] * 20
    packed = ["525--"] * 120 + ["555--"] * 70 + ["5----"] * 20
    basis = Basis(sample_of(make_responses(*packed, points=points), ()), PLAN)
    service, _ = basis.parts("service_points")
    counts = {name: strata[0].moments.respondents for name, strata in service.strata.items()}
    assert counts == {"a": 60, "b": 60, "high": 40, "top": 30}
    assert service.nameless[0].moments.respondents == 20
    answers = [strata[0].moments.answers for strata in (*service.strata.values(), service.nameless)]
    (every,) = [entry.estimate for entry in basis.indices if entry.id == "service"]
    assert every is not None
    assert sum(answers) == every.answers
    assert service.ends == dict.fromkeys(("high", "top"), AT_LEAST)
    # One of them protects those without a name.
    assert (service.shown, service.withheld) == ({"b"}, ("a", "high", "top"))


def test_those_without_a_name_become_the_last_of_all_names() -> None:
    labels = Labels(("a", "b"), np.array([1, MISSING, 0], np.int32)).with_nameless()
    assert labels.names == ("a", "b", "")
    assert labels.codes.tolist() == [1, 2, 0]
