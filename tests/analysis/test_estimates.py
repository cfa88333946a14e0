import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Decision, Estimate, Interval, Verdict

NEED = "p = 0.2, 8 more respondents needed"
INTERVAL = Interval(0.8, 0.95, 0.95, "wilson")


def test_an_interval_prints_its_ends_level_and_method():
    assert str(INTERVAL) == "80.00% to 95.00% (95%, wilson)"
    assert "(99.9%, t)" in str(Interval(0.8, 0.95, 0.999, "t"))


def test_an_estimate_prints_what_it_rests_on():
    estimate = Estimate(0.9, 0.04, INTERVAL, 1030, 2060, 50.0, 1.2, 29, "pooled_share")
    told = "90.00%, 80.00% to 95.00% (95%, wilson); 1,030 respondents, 2,060 answers"
    assert str(estimate) == told


def test_an_estimate_of_nothing_prints_no_number_and_says_why():
    doubts = (Caveat(CaveatCode.NO_ANSWERS),)
    nothing = Estimate(None, None, None, 0, 0, None, None, None, "pooled_share", doubts)
    assert nothing.in_short == "no estimate (0 respondents, 0 answers)"
    assert str(nothing) == f"{nothing.in_short}\n  - {CaveatCode.NO_ANSWERS.value}"


def test_an_estimate_without_an_interval_says_so():
    alone = Estimate(1.0, None, None, 1, 3, None, None, 0, "pooled_share")
    assert str(alone) == "100.00%, no interval; 1 respondent, 3 answers"


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (
            Decision(0.9, Verdict.TOO_FEW, None, None, None, (Caveat(CaveatCode.EQUALS_TARGET),)),
            f"too few respondents (target 90%)\n  - {CaveatCode.EQUALS_TARGET.value}",
        ),
        (
            Decision(0.866, Verdict.MET, 0.92, 0.01, None),
            "met (target 86.6%, bound 92.00%, p = 0.01)",
        ),
        (
            Decision(0.9, Verdict.NOT_MET, 0.85, 0.001, None),
            "not met (target 90%, bound 85.00%, p = 0.001)",
        ),
        (
            Decision(0.9, Verdict.UNDECIDED, 0.8, 0.2, 8),
            f"not enough evidence (target 90%, bound 80.00%, {NEED})",
        ),
    ],
)
def test_a_decision_prints_verdict_bound_need_and_doubts(decision, text):
    assert str(decision) == text


def test_a_caveat_prints_its_sentence_with_its_values():
    caveat = Caveat(CaveatCode.TOO_FEW, {"respondents": 3, "least": 5})
    assert str(caveat) == "Respondents with a valid answer: 3; a verdict needs at least 5."


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
