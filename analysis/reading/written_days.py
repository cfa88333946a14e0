"""The different days of a column as they are written, which together tell what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.reading.faults import Message
from analysis.texts import is_error_value

# Only numbers with one sign between them are a day; 14:03:22 and 1.234,5 are none.
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_IN_WORDS = (
    re.compile(
        r"(?<!\d)(?P<day>\d\d?)[ -](?:tháng|thg) ?(?P<month>\d\d?)(?:[ -](?:năm )?|, ?(?:năm )?)"
        r"(?P<year>\d{4}|\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)(?P<day>\d\d?)[ -](?P<name>[^\W\d_]{3,9})[ -](?P<year>\d{4}|\d\d)(?!\d)"),
    re.compile(r"(?<!\w)(?P<name>[^\W\d_]{3,9}) (?P<day>\d\d?), (?P<year>\d{4})(?!\d)"),
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LEAST_YEAR = 1000
YEARS = range(2000, 2100)
# Years of two digits are certain where only one order makes dates of so few years of all of them.
_MOSTYEARS = 3
# Days since 1900, or since 1904: which of the two, the number does not tell.
_SPREADSHEET_NUMBER = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")


@dataclass(frozen=True)
class _Order:
    """Which of three numbers is the year, which the month and which the day."""

    year: int
    month: int
    day: int

    def date(self, numbers: Sequence[int]) -> date | None:
        """Return the date that three numbers are in this order; None where they are none."""
        year = numbers[self.year]
        return _date(year, numbers[self.month], numbers[self.day])


_YEAR_FIRST = _Order(0, 1, 2)
_DAY_FIRST = _Order(2, 1, 0)
_MONTH_FIRST = _Order(2, 0, 1)


def day_in(text: str) -> re.Match[str] | None:
    """Return the part of a text that names a day."""
    in_words = (pattern.search(text) for pattern in _IN_WORDS)
    return _NUMBERS.search(text) or next(filter(None, in_words), None)


class WrittenDays:
    """Different days as written, without the time of day.

    Where none of them shows which of day and month stands first, `is_month_first` tells.
    """

    def __init__(self, texts: Iterable[str], *, is_month_first: bool = False) -> None:
        numbers = {text: _numbers_in(text) for text in texts}
        self._texts = tuple(numbers)
        in_numbers = {text: each for text, each in numbers.items() if each}
        self._year_first = {t: each for t, each in in_numbers.items() if each[0] >= _LEAST_YEAR}
        self._year_last = {t: each for t, each in in_numbers.items() if each[2] >= _LEAST_YEAR}
        full = self._year_first.keys() | self._year_last.keys()
        self._short = {t: each for t, each in in_numbers.items() if t not in full}
        # A date that must have its day first, and one that must have its month first.
        self._shows_day_first = _first(t for t, each in self._year_last.items() if each[0] > 12)
        self._shows_month_first = _first(t for t, each in self._year_last.items() if each[1] > 12)
        self.is_month_first = bool(
            self._shows_month_first or (is_month_first and not self._shows_day_first)
        )
        self.dates = self._dates()

    @property
    def is_order_assumed(self) -> bool:
        """Whether dates have the year last and none of them shows which number is the day."""
        return bool(self._year_last) and not (self._shows_day_first or self._shows_month_first)

    def doubt(self) -> tuple[Message, str, str] | None:
        """Return why the column as a whole means nothing for certain, with two of its dates."""
        if self._shows_day_first and self._shows_month_first:
            return Message.TWO_DATE_ORDERS, self._shows_day_first, self._shows_month_first
        if self._year_first and self._year_last:
            last = self._shows_day_first or _first(self._year_last)
            return Message.YEAR_FIRST_AND_LAST, _first(self._year_first), last
        return self._turned()

    def fault_of(self, text: str) -> Message | None:
        """Return what is wrong with one of the dates."""
        day = self.dates[text]
        if day is not None:
            return None if day.year in YEARS else Message.UNLIKELY_YEAR
        if is_error_value(text):
            return Message.ERROR_VALUE
        if _SPREADSHEET_NUMBER.fullmatch(text):
            return Message.SPREADSHEET_DAY
        return Message.SHORT_YEAR if text in self._short else Message.NOT_A_DATE

    def _dates(self) -> dict[str, date | None]:
        year_last = _MONTH_FIRST if self.is_month_first else _DAY_FIRST
        short = self._order_of_short_years()
        return (
            {text: _date_in_words(text) for text in self._texts}
            | {text: _YEAR_FIRST.date(numbers) for text, numbers in self._year_first.items()}
            | {text: year_last.date(numbers) for text, numbers in self._year_last.items()}
            | {text: short.date(n) if short else None for text, n in self._short.items()}
        )

    def _order_of_short_years(self) -> _Order | None:
        """Return the one order that makes dates of few years of all dates with short years."""
        possible = []
        for order in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
            dates = [order.date(numbers) for numbers in self._short.values()]
            if None not in dates and len({day.year for day in dates if day}) <= _MOSTYEARS:
                possible.append(order)
        return possible[0] if len(possible) == 1 else None

    def _turned(self) -> tuple[Message, str, str] | None:
        """Return dates that show that a spreadsheet changed day and month over in some.

        It can where the day is at most 12. Then the months of the other dates stand as days in
        these, and none of these has one of those months as its own.
        """
        full = [*self._year_first, *self._year_last]
        dated = [(text, day) for text in full if (day := self.dates[text])]
        sure = {day.month: text for text, day in dated if day.day > 12}
        rest = [(text, day) for text, day in dated if day.day <= 12 and day.day != day.month]
        turned = {day.month: text for text, day in rest if day.month not in sure}
        if len(turned) < 2 or any(day.day not in sure for _, day in rest):
            return None
        return Message.DAYS_TURNED, _first(turned.values()), _first(sure.values())


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _numbers_in(text: str) -> tuple[int, int, int] | None:
    found = _NUMBERS.fullmatch(text)
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def _date_in_words(text: str) -> date | None:
    for pattern in _IN_WORDS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _month_named(parts["name"])
            return _date(int(parts["year"]), month, int(parts["day"]))
    return None


def _month_named(name: str) -> int:
    """Return the number of a month by its English name or the beginning of it; 0 for none."""
    names = [month.startswith(name.casefold()) for month in _MONTHS]
    return names.index(True) + 1 if any(names) else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year if year >= _LEAST_YEAR else 2000 + year, month, day)
    except ValueError:
        return None
