"""How numbers are printed in a language: the only place where they are rounded."""

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from templates.language_files import language_files

Number = float | Decimal
# How many more digits than usual a number may get, to be told from others.
_MORE_DIGITS = 2
# What somebody wrote, such as a target, has no more digits than these; computing leaves them.
_MOST_WRITTEN = 9
# Numbers no further apart are the same one, computed in two ways.
_NOISE = Decimal("1e-12")
_WITHIN_A_NUMBER = re.compile(r"(?<=[\d)]) (?=\d)")


def decimal(value: Number, digits: int, language: str) -> str:
    """Return a number as people of this language write it, halves rounded away from zero.

    What is rounded is the number as it is written in full (0.8665, not the binary number just
    beside it), so that the result is what an official finds with a pocket calculator.
    """
    rounded = _exact(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    unsigned_zero = abs(rounded) if rounded == 0 else rounded
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(
        unsigned_zero,
        pattern,
        locale=language_files().language(language).locale,
        decimal_quantization=False,
    )


def figure(value: Number, digits: int, language: str, beside: Sequence[Number] = ()) -> str:
    """Return a number that reads otherwise than each number of `beside` that it differs from.

    It gets up to two digits more for it. Where these do not do it, the last one is rounded away
    from the first number that it would read as. So no figure is printed on its target, or beyond.
    """
    told = _told_apart(_exact(value), digits, [_exact(other) for other in beside])
    return decimal(told, _digits(told), language)


def percent(share: Number, language: str, beside: Sequence[Number] = (), digits: int = 1) -> str:
    """Return a share as a percentage, "86,6%" in Vietnamese, told from the shares of `beside`.

    Only a whole is "100.0%", and only nothing is "0.0%". A decimal of `beside` is a share that
    somebody wrote, such as a target: what equals it is printed with all its digits.
    """
    value, others = 100 * _exact(share), [100 * _exact(other) for other in (0, 1, *beside)]
    marks = (_written(100 * mark) for mark in beside if isinstance(mark, Decimal))
    equal = [_digits(mark) for mark in marks if abs(mark - value) <= _NOISE]
    return figure(value, max(digits, *equal, 0), language, others) + "%"


def written(value: Number, language: str) -> str:
    """Return a number that somebody wrote, with the digits that it has."""
    exact = _written(_exact(value))
    return decimal(exact, _digits(exact), language)


def written_percent(share: Number, language: str) -> str:
    """Return a share that somebody wrote, such as a target: "90%", "86.55%"."""
    return written(100 * _exact(share), language) + "%"


def unbroken(text: str) -> str:
    """Return a text in which no line ends within a number of several groups, as of a telephone."""
    return _WITHIN_A_NUMBER.sub("\u00a0", text)


def _told_apart(value: Decimal, digits: int, others: Sequence[Decimal]) -> Decimal:
    """Return the number, rounded to as few digits as tell it from the others, or to the most."""
    others = [other for other in others if abs(other - value) > _NOISE]
    for more in range(_MORE_DIGITS + 1):
        last = Decimal(1).scaleb(-digits - more)
        rounded = value.quantize(last, ROUND_HALF_UP)
        alike = [other for other in others if other.quantize(last, ROUND_HALF_UP) == rounded]
        if not alike:
            return rounded
    away = [ROUND_FLOOR, ROUND_CEILING] if value < alike[0] else [ROUND_CEILING, ROUND_FLOOR]
    numbers = [value.quantize(last, rounding) for rounding in away]
    # Away from one it must not come to lie on another that is named before it, such as the target.
    return max(numbers, key=lambda number: _told_from(number, value, others))


def _told_from(number: Decimal, value: Decimal, others: Sequence[Decimal]) -> int:
    """Return how many of the others, from the first, a printed number lies on the right side of."""
    digits = Decimal(1).scaleb(-_digits(number))
    for at, other in enumerate(others):
        printed = other.quantize(digits, ROUND_HALF_UP)
        if number.compare(printed) != value.compare(other):
            return at
    return len(others)


def _written(value: Decimal) -> Decimal:
    return round(value, _MOST_WRITTEN).normalize()


def _digits(value: Decimal) -> int:
    """Return how many digits a number has behind its point."""
    return max(0, -int(value.as_tuple().exponent))


def _exact(value: Number) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(float(value)))
    if not exact.is_finite():
        raise ValueError(f"a printed number must be finite, and {value} is not")
    return exact
