"""Whether satisfaction has changed: the months under watch, and their trend."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimators.control_charts import Baseline
from analysis.indices.months import Slope
from analysis.report.charts.months import MonthLabels, months_svg
from analysis.report.charts.plane import Scale, ticks
from analysis.report.document import Block, Figure, Heading, Picture, Section
from analysis.report.findings.months import (
    Alarm,
    AlarmMethod,
    Direction,
    Monitoring,
    MonthlyTrend,
)
from analysis.report.sections.page import Page, paragraphs
from templates.languages import N_

_SINCE = {
    Direction.LOWER: N_("Since %(begins)s lower than usual."),
    Direction.HIGHER: N_("Since %(begins)s higher than usual."),
}
_DURING = {
    Direction.LOWER: N_("From %(begins)s to %(ends)s lower than usual."),
    Direction.HIGHER: N_("From %(begins)s to %(ends)s higher than usual."),
}
_IN = {
    Direction.LOWER: N_("In %(begins)s lower than usual."),
    Direction.HIGHER: N_("In %(begins)s higher than usual."),
}
_METHODS = {
    AlarmMethod.EWMA: N_("an EWMA (weight 0.2, limits 2.86)"),
    AlarmMethod.CUSUM: N_("a CUSUM (allowance 0.5, limit 5)"),
}
_PICTURE = N_(
    "Each month as a dot, higher up the more are satisfied, between short lines that are its limits"
    " of chance; a long line is the usual level. Filled dots are months of an alarm. The table of"
    " months has the same figures."
)
_REMARK = N_(
    "The limits of a month lie three standard errors from the usual level and know how many answers"
    " the month has and how much one person’s answers resemble each other (p′ chart). The alarm"
    " adds up evidence over months and sounds only for a lasting change; a month is never tested"
    " against the one before, which would raise a false alarm in two years of five."
)
_ERROR = 0.05


def watch(page: Page) -> Section | None:
    """Return for each index its months under watch; None without months."""
    monitoring = page.report.findings_of(Monitoring)
    if not page.report.months:
        return None
    blocks: list[Block] = []
    pairs = zip(monitoring, page.report.findings_of(MonthlyTrend), strict=True)
    for position, (watched, trend) in enumerate(pairs):
        blocks.append(Heading(page.title(watched.title)))
        blocks += _watched_months(watched, page)
        blocks += paragraphs(_not_used(position, page), *_trend_sentences(watched, trend, page))
    if any(watched.months for watched in monitoring):
        blocks.append(page.remark(_REMARK))
    return Section("watch", page.say(N_("Has satisfaction changed?")), tuple(blocks))


SECTIONS = {110: watch}


def _watched_months(watched: Monitoring, page: Page) -> list[Block]:
    """Return the months of an index: the sentence and the picture, and what else to know."""
    doubts, notes = page.doubts(watched.caveats), _outside(watched, page)
    if watched.method is None or watched.baseline is None:
        # Why there is no alarm is then what there is to say.
        sentence, *notes = [*doubts, *notes]
    else:
        sentence = _alarms(watched.alarms, page)
        notes += [_baseline(watched, watched.baseline, watched.method, page), *doubts]
    picture = (_picture(watched, page),) if watched.months else ()
    return [Figure(sentence, picture), *paragraphs(*notes)]


def _trend_sentences(watched: Monitoring, found: MonthlyTrend, page: Page) -> list[str]:
    """Return the trend in both ways of measuring it, and its doubts; nothing without months."""
    if not watched.months:
        return []
    trend = found.trend
    said = []
    if trend and trend.at_level is not None:
        said.append(_logit(trend.at_level, page))
    if trend and trend.linear is not None:
        sentence = N_("Linear contrast, a straight line through the months: %(change)s.")
        said.append(page.say(sentence, change=_change(trend.linear, page)))
    return [" ".join(said), *page.doubts(found.caveats)]


def _not_used(position: int, page: Page) -> str:
    """Return which months an index is not shown for; empty without any."""
    groups = page.report.months
    months = [page.words.month(g.id) for g in groups if g.indices[position].estimate is None]
    if not months:
        return ""
    sentence = N_("Not used here, for their results are not shown: %(months)s.")
    return page.say(sentence, months=", ".join(months))


def _alarms(alarms: Sequence[Alarm], page: Page) -> str:
    said = []
    for alarm in alarms:
        sentences = _IN if alarm.begins == alarm.ends else _DURING
        sentence = (_SINCE if alarm.is_standing else sentences)[alarm.direction]
        begins, ends = page.words.month(alarm.begins), page.words.month(alarm.ends)
        said.append(page.say(sentence, begins=begins, ends=ends))
    return " ".join(said) or page.say(N_("No month gives an alarm."))


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


def _baseline(watched: Monitoring, baseline: Baseline, method: AlarmMethod, page: Page) -> str:
    months = [month.month for month in watched.months if month.is_baseline]
    words = page.words
    return page.say(
        N_(
            "The usual level, %(share)s, comes from %(count)s months, %(first)s to %(last)s;"
            " the months since, up to %(ends)s, are watched by %(method)s."
        ),
        share=words.share(baseline.share),
        count=words.number(len(months)),
        first=words.month(months[0]),
        last=words.month(months[-1]),
        ends=words.month(watched.months[-1].month),
        method=page.say(_METHODS[method]),
    )


def _logit(slope: Slope, page: Page) -> str:
    found = slope.comparison
    sentence = N_("Logit trend: neither rise nor fall beyond chance (%(change)s).")
    if found.p_value <= _ERROR:
        sentence = N_("Logit trend: falling (%(change)s).")
        if found.difference > 0:
            sentence = N_("Logit trend: rising (%(change)s).")
    return page.say(sentence, change=_change(slope, page))


def _change(slope: Slope, page: Page) -> str:
    words, found = page.words, slope.comparison.difference
    ends = (slope.interval.low, slope.interval.high)
    return page.say(
        N_("%(change)s percentage points a month, 95%% interval %(low)s to %(high)s, %(p)s"),
        change=words.points(found, 2, *ends),
        low=words.points(slope.interval.low, 2, found),
        high=words.points(slope.interval.high, 2, found),
        p=words.p_value(slope.comparison.p_value),
    )


def _picture(watched: Monitoring, page: Page) -> Picture:
    """Return the picture of at least two months."""
    values = [value for m in watched.months for value in (m.share, m.lower, m.upper)]
    heights = ticks([value for value in values if value is not None])
    # Of the months of an alarm the first is named: the names of all would cover each other.
    named = {alarm.begins for alarm in watched.alarms}
    named |= {m.month for m in watched.months if m.is_outside and m.alarm is None}
    labels = MonthLabels(
        months={month: page.words.month(month) for month in named},
        level=page.words.share(watched.baseline.share) if watched.baseline else "",
        baseline=page.say(N_("usual level")),
        watched=page.say(N_("watched")),
    )
    shares = Scale(page.say(N_("share satisfied")), page.ticks(heights))
    axis = page.axis(heights[0], heights[-1])
    return Picture(months_svg(watched, shares, labels), f"{page.say(_PICTURE)} {axis}")
