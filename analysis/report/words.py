"""A report's numbers and doubts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analysis.case_counts import MONTH
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Estimate, Interval, Verdict
from analysis.report.model import Report, has_whole_plan, is_part_of_plan, is_plan_over
from templates.languages import N_, day, translations
from templates.numbers import Number, decimal, figure, percent, written, written_percent

# What sampling groups and weights may go by.
COLUMNS = {
    SERVICE_POINT: N_("service point"),
    FIELD: N_("field of administration"),
    MODE: N_("way of answering"),
    MONTH: N_("month"),
}
_LEAST_P = 0.001
_MONTHS_OF_QUARTER = 3
# By which p values are judged, so that none is rounded onto it.
_CUSTOMARY_P = 0.05
# Changes are 0 only where nothing differs; computing may leave this much.
_NO_CHANGE = 1e-14
# What stands in the place of an interval whose ends are the share itself.
EVERY_CASE = N_("every case")
MINUS = "\N{MINUS SIGN}"
_MODES = {
    "poster": N_("QR poster at the counter"),
    "kiosk": N_("tablet at the counter"),
    "assisted": N_("device of staff, with help"),
    "paper": N_("paper form"),
    "qr": N_("QR code"),
    "tablet": N_("tablet"),
    "online": N_("online"),
}
# The symbol and the name of each verdict, wherever people see one.
VERDICTS = {
    Verdict.MET: ("✓", N_("Met")),
    Verdict.NOT_MET: ("✕", N_("Not met")),
    Verdict.UNDECIDED: ("?", N_("Not enough evidence")),
    Verdict.TOO_FEW: ("–", N_("Too few respondents")),
}


class Words:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.gettext: Callable[[str], str] = translations(language).gettext
        self.ngettext: Callable[[str, str, int], str] = translations(language).ngettext

    def say(self, sentence: str, **values: str) -> str:
        """Return an English sentence in this language, with values in their places."""
        return self.gettext(sentence) % values

    def share(self, value: float, *beside: Number | None) -> str:
        """Return a share as a percentage, told from what is printed beside it, the target first.

        It has one digit, and up to three where fewer would put it on one of them.
        """
        return percent(value, self.language, [other for other in beside if other is not None])

    def target(self, value: float) -> str:
        """Return a target as its plan writes it: 90 %, 86.55 %."""
        return written_percent(value, self.language)

    def interval(self, found: Interval, *beside: Number | None) -> str:
        """Return both ends of an interval, "91.4–95.0%", as in `share`."""
        ends = (self.share(end, *beside, found.low, found.high) for end in (found.low, found.high))
        return "–".join(ends).replace("%", "", 1)

    def interval_of(self, found: Estimate, *beside: Number | None) -> str:
        """Return the interval of an estimate, or that it is of every case; empty without one."""
        if found.interval is None:
            return ""
        return (
            self.say(EVERY_CASE) if found.is_full_count else self.interval(found.interval, *beside)
        )

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with its thousands marked."""
        return decimal(value, digits, self.language).replace("-", MINUS)

    def unsigned_points(self, share: float) -> str:
        """Return a difference of shares in percentage points, with the digits that it has."""
        return written(share * 100, self.language)

    def points(self, value: float, digits: int = 1, *beside: float) -> str:
        """Return a change of a share in percentage points, with its sign; only none is 0.0.

        It is told from the changes that are printed beside it, with up to two digits more.
        """
        others = [100 * other for other in (0.0, *beside)]
        number = figure(100 * value, digits, self.language, others)
        sign = MINUS if number.startswith("-") else "+" if value > _NO_CHANGE else ""
        return sign + number.removeprefix("-")

    def p_value(self, value: float) -> str:
        """Return a p value, "p = 0.042"; the smallest ones are only said to be small."""
        if value < _LEAST_P:
            return f"p < {self.number(_LEAST_P, 3)}"
        return f"p = {figure(value, 3, self.language, [_LEAST_P, _CUSTOMARY_P])}"

    def day(self, value: date) -> str:
        """Return a date."""
        return day(value, self.language)

    def month(self, name: str) -> str:
        """Return a month that is called 2026-03."""
        year, month = name.split("-")
        return f"{month}/{year}"

    def quarter(self, name: str, months: Sequence[str] = ()) -> str:
        """Return a quarter that is called 2026-Q1; of a part of one, with its months."""
        year, quarter = name.split("-Q")
        whole = self.say(N_("quarter %(quarter)s of %(year)s"), quarter=quarter, year=year)
        if len(months) in {0, _MONTHS_OF_QUARTER}:
            return whole
        only = N_("%(quarter)s (only %(months)s)")
        return self.say(only, quarter=whole, months=", ".join(map(self.month, months)))

    def mode(self, name: str) -> str:
        """Return a way of answering in words, or as the data call it."""
        return self.gettext(_MODES[name]) if name in _MODES else name

    def group(self, list_name: str, name: str, report: Report) -> str:
        """Return the name of a group of one of a report's lists."""
        if list_name == "quarters":
            return self.quarter(name, report.months_of(name))
        say = {"months": self.month, "modes": self.mode}
        return say[list_name](name) if list_name in say else name

    def end(self, found: ShownShare, *beside: Number | None) -> str:
        """Return a share as in `share`, or the end of the scale that stands for it: "≥ 95%"."""
        if found.sign == "=":
            return self.share(found.value, *beside)
        return f"{found.sign} {self.target(found.value)}"

    def verdict(self, verdict: Verdict, caveats: Iterable[Caveat] = ()) -> str:
        """Return a verdict, its symbol and its name, as in `verdict_name`."""
        return f"{VERDICTS[verdict][0]} {self.verdict_name(verdict, caveats)}"

    def verdict_name(self, verdict: Verdict, caveats: Iterable[Caveat] = ()) -> str:
        """Return what a verdict is called, and that it is of a part where a doubt says so."""
        name = self.say(VERDICTS[verdict][1])
        if all(caveat.code is not CaveatCode.PART_OF_PLAN for caveat in caveats):
            return name
        return self.say(N_("%(verdict)s (a part of the plan’s period)"), verdict=name)

    def caveat(self, caveat: Caveat) -> str:
        """Return the sentence of a doubt."""
        values = {
            name: self._value(name, value)
            for name, value in caveat.values_in(self.language).items()
        }
        # What a sentence ends with may be a question.
        return self.say(caveat.code.value, **values).replace("?.", "?")

    def caveat_of_many(self, caveats: Sequence[Caveat]) -> str:
        """Return the sentence of a doubt that several figures share, its numbers "from–to"."""
        every = [caveat.values_in(self.language) for caveat in caveats]
        values = {name: self._values(name, {of[name] for of in every}) for name in every[0]}
        return self.say(caveats[0].code.value, **values)

    def _values(self, name: str, values: set[float | str]) -> str:
        numbers = sorted(value for value in values if not isinstance(value, str))
        ends = (numbers[0], numbers[-1]) if len(numbers) > 1 else sorted(values, key=str)
        return "–".join(self._value(name, end) for end in ends)

    def _value(self, name: str, value: float | str) -> str:
        if name == "end":
            return self.target(float(value))
        if name in {"begins", "ends"}:
            return self.day(date.fromisoformat(str(value)))
        if name == "points":
            return self.unsigned_points(float(value))
        if name == "margin":
            return self.column(str(value))
        if name == "modes":
            return ", ".join(self.mode(mode) for mode in str(value).split(", "))
        return value if isinstance(value, str) else self.number(value)

    def column(self, name: str) -> str:
        """Return what a column is called; one that a plan added goes by its own name."""
        return self.say(COLUMNS[name]) if name in COLUMNS else name


def no_verdict_yet(report: Report, *, is_over: bool = False) -> str | None:
    """Return why a report of a part of the plan's period has no verdict, in English.

    The last month of the period is published when that is over: there it is a part of it. In the
    first year of an office the year so far may have all months of the plan, whose own report has
    the verdict. `is_over`: whether the plan's period is over where this is read.
    """
    if not is_part_of_plan(report):
        return None
    if not (is_over or is_plan_over(report)):
        return N_("Period not over")
    return N_("See the plan’s report") if has_whole_plan(report) else N_("Part of the period")
