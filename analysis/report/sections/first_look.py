"""What chance alone does not explain, and is worth looking at first."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.indices.units import Standing
from analysis.report.document import Bullets, Part, Section, Text, runs
from analysis.report.findings.months import Course, Monitoring, MonthlyTrend
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import UnitComparisons
from analysis.report.model import Entry
from analysis.report.sections.months import alarm_sentence, course_sentence
from analysis.report.sections.page import Page
from analysis.report.sections.priorities import sentence_of, to_look_at
from analysis.report.sections.units import claims
from templates.languages import N_

_NOTHING = N_(
    "Nothing stands out: all differences between %(compared)s that may be told here may be chance."
)
_WITHHELD = N_(
    "Which criteria to look at first cannot be told: it would give away results that are held back."
)


def first_look(page: Page) -> Section:
    """Return what stands out beyond chance, one sentence each."""
    lines = [*_criteria(page), *_service_points(page), *_months(page)] or [*_nothing(page)]
    withheld = [page.say(_WITHHELD)] if _is_withheld(page) else []
    items: tuple[Text, ...] = (*lines, *withheld)
    title = page.say(N_("What chance alone does not explain"))
    return Section("first-look", title, (Bullets(items),), Part.FRONT)


SECTIONS = {170: first_look}


def _is_withheld(page: Page) -> bool:
    return any(each.stands_out is None for each in page.report.findings_of(Priority))


def _nothing(page: Page) -> Iterator[Text]:
    """Yield what was compared in vain, or why nothing was."""
    found = page.report.findings_of(Priority)
    units = [unit for each in page.report.findings_of(UnitComparisons) for unit in each.units]
    is_compared = {
        N_("criteria"): any(item.not_satisfied for item in found),
        N_("service points"): any(unit.standing for unit in units),
        N_("months"): any(
            month.share is not None
            for each in page.report.findings_of(Monitoring)
            for month in each.months
        ),
    }
    compared = ", ".join(page.say(name) for name, is_there in is_compared.items() if is_there)
    if compared:
        yield page.say(_NOTHING, compared=compared)
    elif not _is_withheld(page):
        yield sentence_of(found, page)


def _criteria(page: Page) -> Iterator[Text]:
    found = page.report.findings_of(Priority)
    if to_look_at(found):
        yield sentence_of(found, page)


def _service_points(page: Page) -> Iterator[Text]:
    for comparisons in page.report.findings_of(UnitComparisons):
        claimed = (Standing.LOWER, Standing.HIGHER)
        if any(unit.standing in claimed for unit in comparisons.units):
            yield _of_index(comparisons.id, claims(comparisons, page), page)


def _months(page: Page) -> Iterator[Text]:
    trends = {trend.id: trend for trend in page.report.findings_of(MonthlyTrend)}
    for watched in page.report.findings_of(Monitoring):
        said = [alarm_sentence(watched, page)] if watched.alarms else []
        trend = trends[watched.id]
        if trend.course in (Course.FALLING, Course.RISING):
            said += course_sentence(trend, page)
        if said:
            yield _of_index(watched.id, " ".join(said), page)


def _of_index(name: str, sentence: str, page: Page) -> Text:
    """Return a sentence with the index that it is about, where there are several."""
    indices: dict[str, Entry] = {entry.id: entry for entry in page.report.indices}
    if len(indices) == 1:
        return sentence
    number = list(indices).index(name) + 1
    return (*runs(f"{page.index_name(number)}: "), *runs(sentence))
