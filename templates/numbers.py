"""How numbers are printed in a language."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from templates.language_files import language_files


def decimal(value: float | Decimal, digits: int, language: str) -> str:
    """Return a number as people of this language write it, halves rounded away from zero.

    What is rounded is the number as it is written in full (0.8665, not the binary number just
    beside it), so that the result is what an official finds with a pocket calculator.
    """
    written = value if isinstance(value, Decimal) else Decimal(str(float(value)))
    if not written.is_finite():
        raise ValueError(f"a printed number must be finite, and {value} is not")
    rounded = written.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    unsigned_zero = abs(rounded) if rounded == 0 else rounded
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(
        unsigned_zero,
        pattern,
        locale=language_files().language(language).locale,
        decimal_quantization=False,
    )


def percent(share: float | Decimal, language: str, digits: int = 1) -> str:
    """Return a share between 0 and 1 as a percentage, "86,6%" in Vietnamese."""
    exact = share if isinstance(share, Decimal) else Decimal(str(float(share)))
    return decimal(exact * 100, digits, language) + "%"
