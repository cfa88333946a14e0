"""A month as it is written in a cell."""

from __future__ import annotations

import re
from datetime import date

_FORMS = (
    re.compile(r"(?P<year>(?:19|20|21)\d\d)[-/.](?P<month>\d{1,2})"),
    re.compile(
        r"(?:tháng |t\.?)?(?P<month>\d{1,2})(?:[-/.]| năm )(?P<year>(?:19|20|21)\d\d)",
        re.IGNORECASE,
    ),
    # What spreadsheets make of 2026-03: in workbooks a day, in text files Mar-26 or Thg3-26.
    re.compile(r"(?P<year>(?:19|20|21)\d\d)-(?P<month>\d\d)-01(?:[T ]00:00(?::00)?)?"),
    re.compile(r"thg ?(?P<month>\d{1,2})-(?P<year>\d\d)", re.IGNORECASE),
    re.compile(r"(?P<name>[a-z]{3})-(?P<year>\d\d)", re.IGNORECASE),
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_in(text: str) -> date | None:
    """Return the first day of the month that a text is; None where it is none with its year."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _number_of(parts["name"])
            year = int(parts["year"])
            return date(year if year > 99 else 2000 + year, month, 1) if 1 <= month <= 12 else None
    return None


def _number_of(name: str) -> int:
    """Return the number of a month by the first letters of its English name; 0 for none."""
    return _NAMES.index(name.casefold()) + 1 if name.casefold() in _NAMES else 0
