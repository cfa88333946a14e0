import pytest

from analysis.caveats import SENTENCES, Caveat, CaveatCode
from analysis.estimates import Decision, Estimate, Interval, Verdict


def test_an_interval_prints_its_ends_level_and_method():
    assert str(Interval(0.8, 0.95, 0.95, "wilson")) == "0.8000 to 0.9500 (95%, wilson)"


def test_an_estimate_prints_what_it_rests_on():
    interval = Interval(0.8, 0.95, 0.95, "wilson")
    estimate = Estimate(0.9, 0.04, interval, 30, 60, 50.0, 1.2, 29, "pooled_share")
    assert str(estimate) == "0.9000, 0.8000 to 0.9500 (95%, wilson) (30 respondents, 60 answers)"


def test_an_estimate_of_nothing_prints_no_number():
    nothing = Estimate(None, None, None, 0, 0, None, None, None, "pooled_share")
    assert str(nothing) == "no estimate (0 respondents, 0 answers)"


def test_an_estimate_without_an_interval_says_so():
    alone = Estimate(1.0, None, None, 1, 3, None, None, 0, "pooled_share")
    assert str(alone) == "1.0000, no interval (1 respondents, 3 answers)"


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (Decision(0.9, Verdict.TOO_FEW, None, None, None), "TOO_FEW against 0.9"),
        (Decision(0.9, Verdict.MET, 0.92, 0.01, None), "MET against 0.9 (bound 0.9200, p = 0.01)"),
        (
            Decision(0.9, Verdict.UNDECIDED, 0.88, 0.2, 40),
            "UNDECIDED against 0.9 (bound 0.8800, p = 0.2), 40 more needed",
        ),
    ],
)
def test_a_decision_prints_verdict_bound_and_need(decision, text):
    assert str(decision) == text


def test_each_caveat_has_its_sentence():
    assert set(SENTENCES) == set(CaveatCode)


def test_a_caveat_prints_its_sentence_with_its_values():
    caveat = Caveat(CaveatCode.TOO_FEW, {"respondents": 3, "least": 5})
    assert str(caveat) == "3 respondents gave a valid answer; a verdict needs at least 5."


def test_equal_caveats_are_one_in_a_set():
    made = [Caveat(CaveatCode.EMPTY_STRATUM, {"strata": 1, "cases": 2.0}) for _ in range(2)]
    assert len(set(made)) == 1


def test_the_values_of_a_caveat_cannot_be_changed():
    values = {"strata": 1}
    caveat = Caveat(CaveatCode.LONELY_STRATUM, values)
    values["strata"] = 2
    assert caveat.values["strata"] == 1
    with pytest.raises(TypeError):
        caveat.values["strata"] = 3
