"""Words of the reference cases about comparisons and charts that the kept cases do not use."""

import pytest

from analysis.reference.inputs import Inputs
from analysis.reference.methods import METHODS

ANSWERS = """team,month,q1,q2
u,1,5,5
u,2,4,2
u,1,5,3
v,2,2,4
v,1,3,5
v,2,4,5
w,1,5,1
w,2,5,4
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def run(method, folder, **inputs):
    return METHODS[method](Inputs({"csv": "answers.csv", "design": {}, **inputs}, folder))


def test_groups_restrict_a_comparison_and_come_in_the_order_asked_for(folder):
    every = run("pairwise_comparison", folder, by="team")
    two = run("pairwise_comparison", folder, by="team", groups=["w", "u"])
    assert every["pair"] == [["u", "v"], ["u", "w"], ["v", "w"]]
    assert two["pair"] == [["w", "u"]]
    assert two["difference"][0] == pytest.approx(-every["difference"][1])
    assert two["holm"] == two["p"]


def test_several_columns_make_groups_of_their_cells(folder):
    found = run("pairwise_comparison", folder, by=["month", "team"])
    assert found["pair"][0] == ["1.u", "2.u"]


def test_a_comparison_within_a_domain_counts_the_units_that_meet_it(folder):
    found = run("pairwise_comparison", folder, by="month", domain={"team": ["u", "v"]})
    assert (found["df"], len(found["pair"])) == (5, 1)
    assert run("trend_logit", folder, x="month", domain={"team": ["u", "v"]})["df"] == 4


def test_groups_name_their_column_or_the_case_is_at_fault(folder):
    found = run("compare_logit", folder, groups=["v", "u"])
    assert found["log_odds_difference"] == pytest.approx(0)
    with pytest.raises(KeyError, match="by"):
        run("compare_logit", folder, groups=["u", "nobody"])
    with pytest.raises(KeyError, match="by"):
        run("compare_logit", folder)


def test_months_may_stand_in_the_case_itself(folder):
    lists = {"index": [0.9, 0.8], "answers": [900, 400], "deff": [9, 4], "baseline": 0.9}
    assert METHODS["cusum"](Inputs(lists, folder))["z"] == pytest.approx([0, -0.1 / 0.03])


def test_run_lengths_know_one_side_of_sums_and_exact_limits(folder):
    both = METHODS["arl_cusum"](Inputs({"k": 0.5, "h": 4}, folder))["arl"]
    one = METHODS["arl_cusum"](Inputs({"k": 0.5, "h": 4, "sided": "one"}, folder))["arl"]
    assert one == pytest.approx(2 * both)
    chart = {"lambda": 0.2, "L": 2.7}
    final = METHODS["arl_ewma"](Inputs(chart, folder))["arl"]
    assert METHODS["arl_ewma"](Inputs({**chart, "limits": "exact"}, folder))["arl"] < final
    with pytest.raises(ValueError, match="an EWMA is two-sided: one"):
        METHODS["arl_ewma"](Inputs({**chart, "sided": "one"}, folder))
