"""Whether satisfaction has changed: the months under watch, and their trend."""

from __future__ import annotations

from itertools import pairwise

from analysis.indices.months import LEAST_FOR_TREND, Trend
from analysis.report.charts.months import MonthLabels, months_svg
from analysis.report.charts.plane import Scale, ticks
from analysis.report.document import Block, Figure, Heading, Part, Picture, Section
from analysis.report.findings.months import (
    LEAST_DRAWN,
    Alarm,
    Course,
    Direction,
    Monitoring,
    MonthlyTrend,
)
from analysis.report.sections.page import Page, paragraphs
from templates.languages import N_

_TO_THE_LAST = {
    Direction.LOWER: N_("From %(begins)s to %(ends)s, the last month here, lower than usual."),
    Direction.HIGHER: N_("From %(begins)s to %(ends)s, the last month here, higher than usual."),
}
_DURING = {
    Direction.LOWER: N_("From %(begins)s to %(ends)s lower than usual."),
    Direction.HIGHER: N_("From %(begins)s to %(ends)s higher than usual."),
}
_IN = {
    Direction.LOWER: N_("In %(begins)s lower than usual."),
    Direction.HIGHER: N_("In %(begins)s higher than usual."),
}
_COURSES = {
    Course.FALLING: N_("Trend: falling."),
    Course.UNDECIDED: N_("Trend: neither rise nor fall beyond chance."),
    Course.RISING: N_("Trend: rising."),
}
_COURSES_WITH_SLOPE = {
    Course.FALLING: N_("Trend: falling (%(change)s)."),
    Course.UNDECIDED: N_("Trend: neither rise nor fall beyond chance (%(change)s)."),
    Course.RISING: N_("Trend: rising (%(change)s)."),
}
_NO_SLOPE = N_(
    "How much a month cannot be told: it would give away the results of months that are held back."
)
_NO_COURSE = N_(
    "Whether satisfaction rises or falls cannot be told: it would give away the results of months"
    " that are held back."
)
_NO_ALARM_WORD = N_(
    "Whether the alarm sounds cannot be told of %(months)s: it would give away the results of"
    " months that are held back."
)
_PICTURE = N_(
    "Each month as a dot, higher up the more are satisfied, between short lines that are its limits"
    " of chance; a long line is the usual level. Filled dots are months of an alarm; “…” marks"
    " months whose own result is not shown. The table of months has the same figures."
)
_REMARK = N_(
    "The limits of a month lie three standard errors from the usual level and know how many answers"
    " the month has and how much one person’s answers resemble each other (p′ chart). The alarm"
    " adds up evidence over months and sounds only for a lasting change: where nothing changes, in"
    " simulations, for about one office in twenty. A month is never tested against the one"
    " before, which would raise a false alarm in two years of five."
)


def watch(page: Page) -> Section | None:
    """Return for each index its months under watch; None without months."""
    monitoring = page.report.findings_of(Monitoring)
    if not page.report.months:
        return None
    blocks: list[Block] = []
    pairs = zip(monitoring, page.report.findings_of(MonthlyTrend), strict=True)
    for watched, trend in pairs:
        blocks.append(Heading(page.title(watched.title)))
        blocks += _watched_months(watched, page)
        blocks += paragraphs(
            _without_figures(watched, page), *_trend_sentences(watched, trend, page)
        )
    if any(watched.months for watched in monitoring):
        blocks.append(page.remark(_REMARK))
    return Section("watch", page.say(N_("Has satisfaction changed?")), tuple(blocks), Part.ANNEX)


SECTIONS = {410: watch}


def _watched_months(watched: Monitoring, page: Page) -> list[Block]:
    """Return the months of an index: the sentence and the picture, and what else to know."""
    limit = watched.limit
    notes = [*page.doubts(watched.caveats), *_outside(watched, page)]
    if limit is not None:
        notes = [*_alarms(watched, page), *_outside(watched, page), _baseline(watched, limit, page)]
    sentence, *notes = notes
    drawn = sum(month.share is not None for month in watched.months) >= LEAST_DRAWN
    picture = (_picture(watched, page),) if drawn else ()
    return [Figure(sentence, picture), *paragraphs(*notes)]


def _trend_sentences(watched: Monitoring, found: MonthlyTrend, page: Page) -> list[str]:
    """Return where the trend goes, and its doubts; nothing without months."""
    if not watched.months:
        return []
    return [*course_sentence(found, page), *page.doubts(found.caveats)]


def course_sentence(found: MonthlyTrend, page: Page) -> list[str]:
    """Return where the trend goes, and how fast where that may be told."""
    if len(found.months) < LEAST_FOR_TREND:
        return []
    if found.course is None:
        return [page.say(_NO_COURSE)]
    if found.trend is None:
        return [f"{page.say(_COURSES[found.course])} {page.say(_NO_SLOPE)}"]
    change = _change(found.trend, page)
    if found.course is not Course.UNDECIDED:
        change = f"{change}, {page.words.p_value(found.trend.p_value)}"
    return [page.say(_COURSES_WITH_SLOPE[found.course], change=change)]


def _without_figures(watched: Monitoring, page: Page) -> str:
    """Return which months take part without their figures; empty without any."""
    months = [page.words.month(month.month) for month in watched.months if month.share is None]
    if not months:
        return ""
    sentence = N_("Counted here without their own results being shown: %(months)s.")
    return page.say(sentence, months=", ".join(months))


def _alarms(watched: Monitoring, page: Page) -> list[str]:
    """Return what is told of the alarm: where it sounds, and where that cannot be told."""
    said = alarm_sentence(watched, page)
    untold = [month.month for month in watched.months if not month.is_told]
    if untold:
        months = ", ".join(map(page.words.month, untold))
        return [*filter(None, [said]), page.say(_NO_ALARM_WORD, months=months)]
    return [said or page.say(N_("No month gives an alarm."))]


def alarm_sentence(watched: Monitoring, page: Page) -> str:
    """Return where the alarm sounds; empty where it does not, or that cannot be told."""
    after_untold = {later.month for month, later in pairwise(watched.months) if not month.is_told}
    return " ".join(
        _alarm(alarm, page, is_begin_known=alarm.begins not in after_untold)
        for alarm in watched.alarms
    )


def _alarm(alarm: Alarm, page: Page, *, is_begin_known: bool) -> str:
    sentences = _IN if alarm.begins == alarm.ends else _DURING
    # It may have begun in the months before that of which it cannot be told.
    is_known = alarm.is_standing and is_begin_known and alarm.begins != alarm.ends
    sentence = (_TO_THE_LAST if is_known else sentences)[alarm.direction]
    begins, ends = page.words.month(alarm.begins), page.words.month(alarm.ends)
    return page.say(sentence, begins=begins, ends=ends)


def _outside(watched: Monitoring, page: Page) -> list[str]:
    """Name the months that lie outside the limits without being part of an alarm."""
    lone = [m for m in watched.months if m.is_outside and m.alarm is None]
    of_baseline = [page.words.month(m.month) for m in lone if m.is_baseline]
    others = [page.words.month(m.month) for m in lone if not m.is_baseline]
    notes = []
    if others:
        sentence = N_("Outside the limits, which alone is no alarm: %(months)s.")
        notes.append(page.say(sentence, months=", ".join(others)))
    if of_baseline:
        sentence = N_("The usual level was not steady itself; outside the limits: %(months)s.")
        notes.append(page.say(sentence, months=", ".join(of_baseline)))
    return notes


def _baseline(watched: Monitoring, limit: float, page: Page) -> str:
    months = [month.month for month in watched.months if month.is_baseline]
    words, baseline = page.words, watched.baseline
    sentence = N_(
        "The usual level, %(share)s, comes from %(count)s months, %(first)s to %(last)s;"
        " the months since, up to %(ends)s, are watched by a CUSUM (allowance 0.5, limit"
        " %(limit)s)."
    )
    if baseline is None:
        sentence = N_(
            "The usual level comes from %(count)s months, %(first)s to %(last)s, and its figure"
            " cannot be told: it would give away the results of months that are held back. The"
            " months since, up to %(ends)s, are watched by a CUSUM (allowance 0.5, limit"
            " %(limit)s)."
        )
    return page.say(
        sentence,
        share="" if baseline is None else words.share(baseline),
        limit=words.number(limit, 2),
        count=words.number(len(months)),
        first=words.month(months[0]),
        last=words.month(months[-1]),
        ends=words.month(watched.months[-1].month),
    )


def _change(trend: Trend, page: Page) -> str:
    words, found = page.words, trend.slope
    ends = (trend.interval.low, trend.interval.high)
    return page.say(
        N_("%(change)s percentage points a month, 95%% interval %(low)s to %(high)s"),
        change=words.points(found, 2, *ends),
        low=words.points(trend.interval.low, 2, found),
        high=words.points(trend.interval.high, 2, found),
    )


def _picture(watched: Monitoring, page: Page) -> Picture:
    """Return the picture of months, at least two of them with their share."""
    values = [value for m in watched.months for value in (m.share, m.lower, m.upper)]
    heights = ticks([value for value in values if value is not None])
    # Of the months of an alarm the first is named: the names of all would cover each other.
    named = {alarm.begins for alarm in watched.alarms}
    named |= {m.month for m in watched.months if m.is_outside and m.alarm is None}
    labels = MonthLabels(
        months={month: page.words.month(month) for month in named},
        level=page.words.share(watched.baseline) if watched.baseline is not None else "",
        baseline=page.say(N_("usual level")),
        watched=page.say(N_("watched")),
    )
    shares = Scale(page.say(N_("share satisfied")), page.ticks(heights))
    axis = page.axis(heights[0], heights[-1])
    return Picture(months_svg(watched, shares, labels), f"{page.say(_PICTURE)} {axis}")
