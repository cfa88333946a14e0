"""What follows for the office: what to find out and to tell, and room for its own measures."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.caveats import CaveatCode
from analysis.indices.units import Standing
from analysis.report.document import Bullets, Role, Section
from analysis.report.findings.months import Course, Direction, Monitoring, MonthlyTrend
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import UnitComparisons
from analysis.report.sections.page import Page, paragraphs
from analysis.report.sections.priorities import to_look_at
from analysis.report.sections.survey import without_answers
from templates.languages import N_


def proposals(page: Page) -> Section:
    """Return what the figures ask for, and a blank for what the office decides."""
    title = page.say(N_("What these figures ask for"))
    blank = page.say(N_("Measures of the office, who carries them out and by when:"))
    return Section(
        "proposals", title, (Bullets(tuple(_steps(page))), *paragraphs(blank, role=Role.BLANK))
    )


SECTIONS = {300: proposals}


def _steps(page: Page) -> Iterator[str]:
    first = to_look_at(page.report.findings_of(Priority))
    if first:
        titles = [f"“{page.title(item.title).text.rstrip('.')}”" for item in first]
        sentence = N_("Find out why people are not satisfied with %(criteria)s.")
        yield page.say(sentence, criteria=page.named(titles))
    lower = dict.fromkeys(
        unit.unit
        for comparisons in page.report.findings_of(UnitComparisons)
        for unit in comparisons.units
        if unit.standing is Standing.LOWER
    )
    if lower:
        sentence = N_("Ask at %(names)s what makes the difference: the figures cannot say.")
        yield page.say(sentence, names=page.named(list(lower)))
    yield from _falls(page)
    silent, _ = without_answers(page)
    if silent:
        sentence = N_("Invite people to answer at %(names)s, too.")
        yield page.say(sentence, names=page.named(silent))
    has_points = bool(page.report.service_points)
    if has_points and any(c.code is CaveatCode.NO_CASES for c in page.report.caveats):
        yield page.say(
            N_("Count the cases of each service point: then it is known how many of them answered.")
        )
    yield page.say(
        N_("Tell those who answered what came of it, at the counter and on the office’s website.")
    )


def _falls(page: Page) -> Iterator[str]:
    """Yield what a fall asks for: what has happened since its first month, where that is told."""
    begins = [
        alarm.begins
        for watched in page.report.findings_of(Monitoring)
        for alarm in watched.alarms
        if alarm.direction is Direction.LOWER
    ]
    if begins:
        sentence = N_("Find out what happened from %(begins)s on, when satisfaction was lower.")
        yield page.say(sentence, begins=page.words.month(min(begins)))
    elif any(each.course is Course.FALLING for each in page.report.findings_of(MonthlyTrend)):
        yield page.say(N_("Find out why satisfaction falls from month to month."))
