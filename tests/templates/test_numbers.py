"""How numbers are printed."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.numbers import decimal, figure, percent, unbroken, written, written_percent


def clear(share: float) -> float:
    """Return a share to twelve digits: what lies closer is the same, computed in two ways."""
    return round(float(share), 12)


SHARES = (st.floats(0, 1) | st.fractions(0, 1, max_denominator=20_000)).map(clear)
# As people write them, and numbers close to them: where rounding goes astray.
TARGETS = st.integers(100, 99_900).map(lambda parts: parts / 100_000)
NEAR = st.floats(1e-9, 1e-3) | st.floats(-1e-3, -1e-9)
# Two numbers this far apart are told apart by three digits, whichever way they are rounded.
CLEAR = 2e-5


def read_back(printed: str) -> Decimal:
    """Return the number that an English percentage says."""
    return Decimal(printed.removesuffix("%"))


@pytest.mark.parametrize(
    ("share", "vietnamese", "english"),
    [
        (0.866, "86,6%", "86.6%"),
        (0, "0,0%", "0.0%"),
        (1, "100,0%", "100.0%"),
        (490 / 858, "57,1%", "57.1%"),
        (0.8665, "86,7%", "86.7%"),  # the binary number is a hair below the half
        (0.86649999, "86,6%", "86.6%"),
        (Decimal("0.8665"), "86,7%", "86.7%"),
        (-0.0001, "-0,01%", "-0.01%"),
        (-0.0125, "-1,3%", "-1.3%"),
    ],
)
def test_a_share_is_printed_as_a_percentage(share: float, vietnamese: str, english: str) -> None:
    assert (percent(share, "vi"), percent(share, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (14_999 / 15_000, "99.99%"),
        (1 / 15_000, "0.01%"),
        (0.9996, "99.96%"),
        (1 - 1e-7, "99.999%"),
        (1e-7, "0.001%"),
        (1 - 1e-16, "100.0%"),
        (1.00001, "100.001%"),
    ],
)
def test_only_everybody_is_the_whole_and_only_nobody_is_nothing(share: float, printed: str) -> None:
    assert percent(share, "en") == printed


@pytest.mark.parametrize(
    ("share", "target", "printed"),
    [
        (2_699 / 3_000, 0.9, "89.97%"),
        (0.86604, 0.866, "86.604%"),
        (0.9, 0.9, "90.0%"),
        (0.9 - 1e-16, 0.9, "90.0%"),
        (0.8999999999, 0.9, "89.999%"),
        (0.9000000001, 0.9, "90.001%"),
        (0.8655, 0.8655, "86.6%"),
        (0.8654, 0.8655, "86.5%"),
        (0.914, 0.9, "91.4%"),
    ],
)
def test_a_share_is_never_rounded_onto_its_target(
    share: float, target: float, printed: str
) -> None:
    assert percent(share, "en", [target]) == printed


@pytest.mark.parametrize(
    ("share", "target", "printed"),
    [(0.8655, "0.8655", "86.55%"), (0.9, "0.9", "90.0%"), (0.8655, "0.866", "86.55%")],
)
def test_a_share_that_equals_its_target_has_the_digits_of_it(
    share: float, target: str, printed: str
) -> None:
    assert percent(share, "en", [Decimal(target), share]) == printed


def test_a_bound_is_not_rounded_away_from_its_share_onto_the_target() -> None:
    share, bound, target = 0.8659945, 0.8659949, 0.866
    assert percent(bound, "en", [target, share, bound]) == "86.599%"
    share, bound, target = 0.9500081, 0.9500017, 0.95
    assert percent(bound, "en", [target, share, bound]) == "95.001%"


def test_two_shares_that_differ_are_printed_as_two() -> None:
    shares = (0.8997, 0.9004, 0.90044)
    assert [percent(share, "vi", shares) for share in shares] == ["89,97%", "90,040%", "90,044%"]


def test_a_number_has_digits_of_its_own_and_is_told_from_others() -> None:
    assert figure(0.0499, 3, "en", [0.05]) == "0.0499"
    assert figure(0.0499, 2, "vi", [0.05]) == "0,0499"
    assert figure(12.04, 0, "en", [12]) == "12.04"


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0.9, "90%"), (0.8655, "86.55%"), (0.29, "29%"), (1, "100%"), (0.1 + 0.2, "30%")],
)
def test_a_target_has_the_digits_that_its_plan_gives_it(share: float, printed: str) -> None:
    assert written_percent(share, "en") == printed


def test_a_number_that_somebody_wrote_keeps_its_digits() -> None:
    assert [written(value, "vi") for value in (1500, 0.35, 4.0)] == ["1.500", "0,35", "4"]


@given(st.lists(SHARES, min_size=1, max_size=4), TARGETS, st.lists(NEAR, max_size=3))
def test_printed_shares_keep_their_order_and_their_side_of_the_target(
    shares: list[float], target: float, steps: list[float]
) -> None:
    together = [target, *shares, *(clear(min(1.0, max(0.0, target + step))) for step in steps)]
    printed = [read_back(written_percent(target, "en"))]
    printed += [read_back(percent(share, "en", together)) for share in together[1:]]
    pairs = sorted(zip(together, printed, strict=True))
    for (low, low_printed), (high, high_printed) in combinations(pairs, 2):
        assert low_printed <= high_printed
        assert low_printed < high_printed or high - low < CLEAR
    for share, read in pairs:
        assert (read < read_back(written_percent(target, "en"))) == (share < target - 1e-13)
        assert (read == 100) == (share > 1 - 1e-13)
        assert (read == 0) == (share < 1e-13)


def test_a_telephone_number_stays_on_its_line() -> None:
    contact = "Văn phòng Sở, (0215) 3824 155, 0911 222 333 (giờ hành chính)"
    assert unbroken(contact).split(" ") == [
        "Văn", "phòng", "Sở,", "(0215)\u00a03824\u00a0155,", "0911\u00a0222\u00a0333",
        "(giờ", "hành", "chính)",
    ]  # fmt: skip


def test_a_number_is_grouped_by_thousands() -> None:
    assert decimal(1234567.891, 2, "vi") == "1.234.567,89"
    assert decimal(1234567.891, 2, "en") == "1,234,567.89"
    assert decimal(1234567, 0, "vi") == "1.234.567"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_not_printed_as_one(value: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        decimal(value, 1, "vi")
