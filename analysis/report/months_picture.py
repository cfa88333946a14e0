"""What the picture of months shows: its dots, which of them are named, and its axes."""

from __future__ import annotations

from analysis.report.charts.months import MonthDot, MonthsPicture
from analysis.report.charts.plane import Scale, ticks
from analysis.report.findings.months import Monitoring, WatchedMonth, month_number
from analysis.report.words import Words
from templates.languages import N_

_JANUARY, _OCTOBER = "01", "10"


def months_picture(watched: Monitoring, words: Words) -> MonthsPicture:
    """Return what the picture of at least two months shows."""
    values = [value for m in watched.months for value in (m.share, m.lower, m.upper)]
    heights = [value for value in values if value is not None]
    # Of the months of an alarm the first is named: the names of all would cover each other.
    named = {alarm.begins for alarm in watched.alarms}
    named |= {m.month for m in watched.months if m.is_outside and m.alarm is None}
    return MonthsPicture(
        dots=[_dot(m, place, m.month in named, words) for place, m in enumerate(watched.months)],
        shares=Scale(
            words.say(N_("share satisfied")),
            [(tick, words.target(tick)) for tick in ticks(heights)],
        ),
        centre=watched.baseline.share if watched.baseline else None,
        centre_words=words.share(watched.baseline.share) if watched.baseline else "",
        baseline_words=words.say(N_("usual level")),
        watched_words=words.say(N_("watched")),
    )


def _dot(month: WatchedMonth, place: int, is_named: bool, words: Words) -> MonthDot:
    year, number = month.month.split("-")
    return MonthDot(
        index=month_number(month.month),
        share=month.share,
        lower=month.lower,
        upper=month.upper,
        month=number,
        # A year that begins just before the next one has no room of its own.
        year=year if number == _JANUARY or (place == 0 and number <= _OCTOBER) else "",
        is_watched=not month.is_baseline,
        is_alarm=month.alarm is not None,
        name=words.month(month.month) if is_named else "",
    )


def axis_of_months(shares: Scale, words: Words) -> str:
    """Return the sentence that says what part of the scale is shown."""
    sentence = N_("The axis runs from %(low)s to %(high)s.")
    first, last = shares.ticks[0][0], shares.ticks[-1][0]
    return words.say(sentence, low=words.target(first), high=words.target(last))
