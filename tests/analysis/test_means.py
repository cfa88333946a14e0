"""Each named formula gives the textbook's figure, and an error that counts people, not answers."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.caveats import CaveatCode
from analysis.estimators.linearisation import Design, sum_of_ratios
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import stratify
from analysis.indices.means import FORMULAS
from analysis.indices.ratings import Ratings, ratings_of
from analysis.reference.named_intervals import t_interval
from analysis.responses import unpacked
from tests.analysis.forms import SMALL

ITEMS = ("signs", "courtesy", "fee")
MEANS = ("mean_of_items", "mean_of_factors", "mean_of_maximum", "mean_rescaled")
SHARES = ("pooled_share", "wholly_satisfied")


def make_ratings(*packed: str, codes=None, populations=(None,)) -> Ratings:
    answers = unpacked([f"{each:-<5}" for each in packed], SMALL)
    groups = None if codes is None else np.array(codes, np.int64)
    return ratings_of(answers, SMALL, ITEMS, groups, populations)


def value(name: str, ratings: Ratings) -> float | None:
    return FORMULAS[name](ratings, 0.95).estimate


def caveats(name: str, ratings: Ratings) -> list[CaveatCode]:
    return [caveat.code for caveat in FORMULAS[name](ratings, 0.95).caveats]


@st.composite
def samples(draw) -> Ratings:
    signs = st.tuples(
        st.sampled_from("12345-"), st.sampled_from("12345-"), st.sampled_from("12340-")
    )
    packed = draw(st.lists(signs.map("".join), min_size=5, max_size=30))
    codes = draw(st.lists(st.integers(0, 2), min_size=len(packed), max_size=len(packed)))
    populations = tuple(draw(st.sampled_from([None, 30.0, 400.0])) for _ in range(3))
    return make_ratings(*packed, codes=codes, populations=populations)


def test_one_set_of_answers_has_three_values_under_three_formulas() -> None:
    # 5 % very dissatisfied, 5 % dissatisfied, 10 % neutral, 50 % satisfied, 30 % very satisfied.
    ratings = make_ratings(
        *(sign for sign, n in zip("12345", (1, 1, 2, 10, 6), strict=True) for _ in range(n))
    )
    assert value("pooled_share", ratings) == pytest.approx(0.80)
    assert value("mean_of_maximum", ratings) == pytest.approx(0.79)
    assert value("mean_rescaled", ratings) == pytest.approx(0.7375)


def test_a_criterion_or_a_factor_counts_alike_however_many_answered_it() -> None:
    ratings = make_ratings("522", "4-0", "2--", "54-")
    assert value("pooled_share", ratings) == pytest.approx(4 / 7)
    assert value("mean_of_items", ratings) == pytest.approx((3 / 4 + 1 / 2 + 0) / 3)
    assert value("mean_of_factors", ratings) == pytest.approx((3 / 4 + (1 / 2 + 0) / 2) / 2)


def test_who_left_blanks_is_wholly_satisfied_when_the_rest_is() -> None:
    ratings = make_ratings("5-0", "553", "---", "445")
    found = FORMULAS["wholly_satisfied"](ratings, 0.95)
    assert (found.estimate, found.respondents, found.answers) == (pytest.approx(2 / 3), 3, 3)


def test_a_criterion_that_nobody_answered_is_left_out_and_said() -> None:
    ratings = make_ratings("54", "25", "44")
    for name in ("mean_of_items", "mean_of_factors"):
        assert value(name, ratings) == pytest.approx((2 / 3 + 1) / 2)
        assert CaveatCode.ITEMS_LEFT_OUT in caveats(name, ratings)


@pytest.mark.parametrize("name", FORMULAS)
def test_without_answers_there_is_no_figure(name: str) -> None:
    for ratings in (make_ratings(), make_ratings("---", "--0")):
        found = FORMULAS[name](ratings, 0.95)
        assert (found.estimate, found.interval, found.respondents) == (None, None, 0)
        assert caveats(name, ratings) == [CaveatCode.NO_ANSWERS]


@pytest.mark.parametrize("name", MEANS)
def test_one_respondent_shows_no_error(name: str) -> None:
    ratings = make_ratings("543", "---")
    found = FORMULAS[name](ratings, 0.95)
    assert (found.interval, found.standard_error) == (None, None)
    assert CaveatCode.ONE_RESPONDENT in caveats(name, ratings)


@pytest.mark.parametrize("name", MEANS)
def test_agreement_of_all_is_no_certainty(name: str) -> None:
    ratings = make_ratings(*["445"] * 12)
    assert FORMULAS[name](ratings, 0.95).interval is None
    assert CaveatCode.NO_SPREAD in caveats(name, ratings)


@pytest.mark.parametrize("name", MEANS)
def test_groups_of_one_tell_of_no_error(name: str) -> None:
    ratings = make_ratings("543", "222", codes=[0, 1], populations=(None, None))
    assert CaveatCode.NO_DEGREES_OF_FREEDOM in caveats(name, ratings)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_full_count_has_no_sampling_error(name: str) -> None:
    ratings = make_ratings("543", "222", "345", populations=(3,))
    found = FORMULAS[name](ratings, 0.95)
    assert found.interval is not None
    assert found.interval.low == found.interval.high == found.estimate
    assert CaveatCode.FULL_COUNT in caveats(name, ratings)


def test_more_respondents_than_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="sampled must not exceed population"):
        FORMULAS["mean_rescaled"](make_ratings("543", "222", populations=(1,)), 0.95)


def test_a_ratio_without_anything_below_the_line_is_refused() -> None:
    nothing = np.zeros((1, 2))
    with pytest.raises(ValueError, match="row of m"):
        sum_of_ratios(
            nothing, nothing, (1.0,), Design(Rows([0, 0], [0, 0]), np.zeros(2, np.int64), (None,))
        )


def test_an_interval_past_the_end_of_the_scale_is_kept_and_said() -> None:
    ratings = make_ratings(*["555"] * 9, "111")
    found = FORMULAS["mean_rescaled"](ratings, 0.95)
    assert found.interval is not None
    assert found.interval.high > 1
    assert CaveatCode.BEYOND_SCALE in caveats("mean_rescaled", ratings)


def test_means_of_codes_and_of_shares_say_what_they_are() -> None:
    ratings = make_ratings("543", "245", "554")
    assert caveats("mean_of_maximum", ratings)[0] is CaveatCode.MEAN_OF_CODES
    assert caveats("mean_of_items", ratings)[0] is CaveatCode.MEAN_OF_SHARES


@given(samples())
def test_a_mean_has_the_error_of_the_ratio_that_it_is(ratings: Ratings) -> None:
    found = FORMULAS["mean_of_maximum"](ratings, 0.95)
    rows = Rows(ratings.positions.sum(axis=0) / 5, ratings.valid.sum(axis=0))
    ratio = pooled_ratio(stratify(rows, ratings.codes, ratings.populations))
    if ratio is None:
        assert found.estimate is None
        return
    assert found.estimate == pytest.approx(ratio.share)
    assert found.degrees_of_freedom == ratio.degrees_of_freedom
    if found.interval is not None:
        assert found.standard_error == pytest.approx(ratio.standard_error, rel=1e-6, abs=1e-12)
        expected = t_interval(ratio)
        assert found.interval.low == pytest.approx(expected.low, abs=1e-9)


@given(samples())
def test_the_error_of_a_mean_of_items_is_that_of_its_linearised_values(ratings: Ratings) -> None:
    found = FORMULAS["mean_of_items"](ratings, 0.95)
    if found.interval is None:
        return
    n, answered = ratings.positions.shape[1], [j for j in range(3) if ratings.valid[j].any()]
    z = np.zeros(n)
    for j in answered:
        y, m = ratings.satisfied[j].astype(float), ratings.valid[j].astype(float)
        z += (y - y.sum() / m.sum() * m) / m.sum() / len(answered)
    variance = 0.0
    for code, population in enumerate(ratings.populations):
        part = z[ratings.codes == code]
        left = 1 - len(part) / population if population else 1.0
        spread = part.var(ddof=1) if len(part) > 1 else float((part**2).sum())
        variance += left * len(part) * spread if len(part) else 0.0
    assert found.standard_error == pytest.approx(sqrt(variance), rel=1e-6, abs=1e-12)


@given(samples(), st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(ratings: Ratings, random) -> None:
    order = list(range(ratings.positions.shape[1]))
    random.shuffle(order)
    shuffled = Ratings(
        ratings.items,
        ratings.factors,
        ratings.levels,
        ratings.positions[:, order],
        ratings.satisfied[:, order],
        ratings.codes[order],
        ratings.populations,
    )
    for name in FORMULAS:
        before, after = FORMULAS[name](ratings, 0.95), FORMULAS[name](shuffled, 0.95)
        assert after.estimate == (
            None if before.estimate is None else pytest.approx(before.estimate)
        )


@given(samples())
def test_rescaling_moves_the_mean_and_its_interval_together(ratings: Ratings) -> None:
    of_maximum, rescaled = (FORMULAS[name](ratings, 0.95) for name in MEANS[2:])
    if of_maximum.estimate is not None and rescaled.estimate is not None:
        assert rescaled.estimate == pytest.approx((5 * of_maximum.estimate - 1) / 4)
    if of_maximum.standard_error is not None and rescaled.standard_error is not None:
        expected = of_maximum.standard_error * 5 / 4
        assert rescaled.standard_error == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_the_worked_example_of_the_methods_page() -> None:
    ratings = make_ratings("543", "4-2", "55-", "232")
    expected = {
        "pooled_share": 0.5,
        "wholly_satisfied": 0.25,
        "mean_of_items": 0.4722,
        "mean_of_factors": 0.5417,
        "mean_of_maximum": 0.7,
        "mean_rescaled": 0.625,
    }
    found = {name: value(name, ratings) for name in FORMULAS}
    assert found == {name: pytest.approx(share, abs=5e-5) for name, share in expected.items()}
    error = FORMULAS["mean_of_items"](ratings, 0.95).standard_error
    assert error == pytest.approx(0.1854, abs=5e-5)


@pytest.mark.parametrize("name", SHARES)
def test_shares_keep_the_default_interval(name: str) -> None:
    found = FORMULAS[name](make_ratings(*["555"] * 12), 0.95)
    assert found.interval is not None
    assert found.interval.method == "one_more_person"
    assert found.interval.low < found.interval.high == 1
