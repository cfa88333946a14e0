"""What the report's page says of months under watch: all text, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.estimators.control_charts import Baseline
from analysis.indices.months import Slope
from analysis.report.charts.months import months_svg
from analysis.report.findings.months import (
    Alarm,
    AlarmMethod,
    Direction,
    Monitoring,
    MonthlyTrend,
)
from analysis.report.model import Report
from analysis.report.months_picture import axis_of_months, months_picture
from analysis.report.pictures import data_uri
from analysis.report.words import Words
from questionnaires.model import Phrase
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
_ERROR = 0.05


@dataclass(frozen=True)
class MonitoringView:
    """The months in one index; `sentence` is the title of the picture."""

    title: Phrase
    sentence: str
    picture: str
    axis: str
    notes: tuple[str, ...]
    trend: tuple[str, ...]


def monitoring_views(report: Report, words: Words) -> tuple[MonitoringView, ...]:
    """Return for each index its months under watch; none without months."""
    if not report.months:
        return ()
    return tuple(
        _view(watched, trend, _unshown(report, place, words), words)
        for place, (watched, trend) in enumerate(
            zip(report.findings_of(Monitoring), report.findings_of(MonthlyTrend), strict=True)
        )
    )


def _unshown(report: Report, place: int, words: Words) -> str:
    months = [words.month(g.id) for g in report.months if g.indices[place].estimate is None]
    if not months:
        return ""
    sentence = N_("Not used here, for their results are not shown: %(months)s.")
    return words.say(sentence, months=", ".join(months))


def _view(watched: Monitoring, trend: MonthlyTrend, unshown: str, words: Words) -> MonitoringView:
    doubts = [words.caveat(caveat) for caveat in watched.caveats]
    title = watched.title.in_language(words.language)
    if watched.method is None or watched.baseline is None:
        # Why there is no alarm is then what there is to say.
        sentence, *notes = [*doubts, *_outside(watched, words)]
    else:
        sentence = _sentence(watched.alarms, words)
        notes = [
            *_outside(watched, words),
            _usual(watched, watched.baseline, watched.method, words),
            *doubts,
        ]
    picture = months_picture(watched, words) if watched.months else None
    return MonitoringView(
        title=title,
        sentence=sentence,
        picture=data_uri(months_svg(picture)) if picture else "",
        axis=axis_of_months(picture.shares, words) if picture else "",
        notes=tuple(note for note in (*notes, unshown) if note),
        trend=_trend(trend, words) if watched.months else (),
    )


def _sentence(alarms: Sequence[Alarm], words: Words) -> str:
    if not alarms:
        return words.say(N_("No month gives an alarm."))
    return " ".join(_alarm(alarm, words) for alarm in alarms)


def _alarm(alarm: Alarm, words: Words) -> str:
    sentences = _IN if alarm.begins == alarm.ends else _DURING
    sentence = (_SINCE if alarm.is_standing else sentences)[alarm.direction]
    return words.say(sentence, begins=words.month(alarm.begins), ends=words.month(alarm.ends))


def _outside(watched: Monitoring, words: Words) -> list[str]:
    """Name the months that lie outside the limits without being part of an alarm."""
    lone = [m for m in watched.months if m.is_outside and m.alarm is None]
    usual = [words.month(m.month) for m in lone if m.is_baseline]
    others = [words.month(m.month) for m in lone if not m.is_baseline]
    notes = []
    if others:
        sentence = N_("Outside the limits, which alone is no alarm: %(months)s.")
        notes.append(words.say(sentence, months=", ".join(others)))
    if usual:
        sentence = N_("The usual level was not steady itself; outside the limits: %(months)s.")
        notes.append(words.say(sentence, months=", ".join(usual)))
    return notes


def _usual(watched: Monitoring, baseline: Baseline, method: AlarmMethod, words: Words) -> str:
    usual = [month.month for month in watched.months if month.is_baseline]
    sentence = N_(
        "The usual level, %(share)s, comes from %(count)s months, %(first)s to %(last)s;"
        " the months since, up to %(ends)s, are watched by %(method)s."
    )
    return words.say(
        sentence,
        share=words.share(baseline.share),
        count=words.number(len(usual)),
        first=words.month(usual[0]),
        last=words.month(usual[-1]),
        ends=words.month(watched.months[-1].month),
        method=words.say(_METHODS[method]),
    )


def _trend(found: MonthlyTrend, words: Words) -> tuple[str, ...]:
    doubts = [words.caveat(caveat) for caveat in found.caveats]
    if found.trend is None:
        return tuple(doubts)
    said = []
    if found.trend.at_level is not None:
        said.append(_logit(found.trend.at_level, words))
    if found.trend.linear is not None:
        sentence = N_("Linear contrast, a straight line through the months: %(change)s.")
        said.append(words.say(sentence, change=_change(found.trend.linear, words)))
    return (" ".join(said), *doubts) if said else tuple(doubts)


def _logit(slope: Slope, words: Words) -> str:
    found = slope.comparison
    sentence = N_("Logit trend: neither rise nor fall beyond chance (%(change)s).")
    if found.p_value <= _ERROR:
        sentence = N_("Logit trend: falling (%(change)s).")
        if found.difference > 0:
            sentence = N_("Logit trend: rising (%(change)s).")
    return words.say(sentence, change=_change(slope, words))


def _change(slope: Slope, words: Words) -> str:
    sentence = N_("%(change)s percentage points a month, 95%% interval %(low)s to %(high)s, %(p)s")
    return words.say(
        sentence,
        change=words.points(slope.comparison.difference, 2),
        low=words.points(slope.interval.low, 2),
        high=words.points(slope.interval.high, 2),
        p=words.p_value(slope.comparison.p_value),
    )
