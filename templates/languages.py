"""The languages of the interface: its words, its numbers and its dates.

A message is the English sentence in the code; `translations/<area>.<language>.po` holds what it is
called elsewhere. Catalogues are read as they are: a compiled copy could disagree with its source.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

TRANSLATIONS = Path(__file__).parent / "translations"

# Babel knows no locale for some languages of this country (Ê Đê, Tày, …), so each language names
# the locale that lends it its numbers and dates. The first one is where nothing was chosen.
LOCALES = {"vi": "vi", "en": "en"}
LANGUAGES = tuple(LOCALES)

# In English 05/02/2026 is read two ways; a month in letters is read one way.
_DAY_PATTERNS = {"en": "d MMMM y"}
_DAY_PATTERN = "dd/MM/y"


def N_(sentence: str) -> str:  # noqa: N802 - the name by which Babel finds what is to be translated
    """Return the sentence unchanged; marks it where it is written but not yet shown."""
    return sentence


@cache
def translations(language: str) -> NullTranslations:
    """Return the words of all areas in a language; English sentences stand for themselves."""
    _locale(language)
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _merged_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


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
        unsigned_zero, pattern, locale=_locale(language), decimal_quantization=False
    )


def percent(share: float | Decimal, language: str, digits: int = 1) -> str:
    """Return a share between 0 and 1 as a percentage, "86,6%" in Vietnamese."""
    exact = share if isinstance(share, Decimal) else Decimal(str(float(share)))
    return decimal(exact * 100, digits, language) + "%"


def day(value: date, language: str) -> str:
    """Return a date, "05/02/2026" in Vietnamese."""
    pattern = _DAY_PATTERNS.get(language, _DAY_PATTERN)
    return format_date(value, pattern, locale=_locale(language))


def _locale(language: str) -> str:
    if language not in LOCALES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; it is {language!r}")
    return LOCALES[language]


def _merged_catalogue(language: str) -> Catalog:
    merged = Catalog(locale=LOCALES[language])
    for path in sorted(TRANSLATIONS.glob(f"*.{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LOCALES[language], abort_invalid=True):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    return merged
