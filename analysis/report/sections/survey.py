"""What was asked of whom, and what the answers can prove: to be read before any figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.caveats import CaveatCode
from analysis.columns import SERVICE_POINT
from analysis.disclosure.thresholds import LEAST
from analysis.names import folded
from analysis.report.document import Block, Bullets, Part, Role, Section
from analysis.report.model import Coverage, Group, Report, is_outside_plan
from analysis.report.sections.page import Page, paragraphs
from templates.languages import N_

_NO_FIGURES = N_(
    "Fewer than %(least)s people answered: only their number is given, so that nobody can be"
    " recognised. Results follow from %(least)s people on."
)
_FIRST_DOUBT = N_(
    "Read this with it: people chose themselves whether to answer, so these figures speak of those"
    " who answered. The interval holds the play of chance only and is the least there is to doubt."
)
_CENSUS = N_(
    "Every case of the period has every answer: the shares of this period have no sampling error."
    " Comparisons of service points or months ask for more than this period: they take these people"
    " as a sample of all who could have come, and say which differences may be chance."
)
_OUTSIDE = N_(
    "The plan’s targets are for %(begins)s to %(ends)s, and these responses, or some of them, are"
    " of other days: so no verdict is given, and the target stands beside the figures for"
    " comparison only."
)
_NOBODY_OUTSIDE = N_(
    "The plan’s targets are for %(begins)s to %(ends)s, and this report is of other days: so no"
    " verdict is given."
)
# What there is to doubt of the days of responses, where a plan's targets are for days of its own.
_OF_DAYS = {
    CaveatCode.UNDATED_FOR_PLAN,
    CaveatCode.PLAN_NOT_OVER,
    CaveatCode.NO_DATE,
    CaveatCode.UNDATED_ROWS,
}
_COVERED = N_(
    "Cases that answered, by service point: from %(low)s (%(lowest)s) to %(high)s (%(highest)s)."
)
_COVERED_ALIKE = N_("At every service point %(share)s of the cases answered.")
_COUNTED = N_(
    "Responses by service point: from %(low)s (%(lowest)s) to %(high)s (%(highest)s). How many"
    " cases each had is not known here."
)
_COUNTED_ALIKE = N_(
    "Responses of each service point: %(low)s. How many cases each had is not known here."
)


def survey(page: Page) -> Section:
    """Return what was asked, who answered where, and what is to be read with every figure."""
    lines = [_asked(page)]
    if not page.has_no_figures:
        lines += [*_ways(page), *_coverage(page.report.service_points, page), *_nobody(page)]
    blocks: list[Block] = [Bullets(tuple(lines))]
    title = page.say(N_("What was asked of whom, and what that can prove"))
    doubts = paragraphs(*_doubts(page), role=Role.DOUBT)
    return Section("survey", title, (*blocks, *doubts), Part.FRONT)


SECTIONS = {10: survey}


def is_census(report: Report) -> bool:
    """Return whether every case of the period has an answer to everything that was asked."""
    every = {Coverage(report.responses, report.responses)}
    counts = [entry.estimate for entry in report.items if entry.is_asked]
    return {entry.coverage for entry in report.indices} == every and all(
        found is not None and found.respondents == report.responses for found in counts
    )


def without_answers(page: Page) -> tuple[tuple[str, ...], int]:
    """Return the service points of which nobody answered, and the sum of their cases."""
    counts = page.report.case_counts
    if counts is None or SERVICE_POINT not in counts.columns:
        return (), 0
    answered = {folded(group.id) for group in page.report.service_points}
    cases = counts.cases_by(SERVICE_POINT)
    silent = {name: count for name, count in cases.items() if folded(name) not in answered}
    return tuple(silent), sum(silent.values())


def _asked(page: Page) -> str:
    asked = page.report.questionnaire
    language = page.words.language
    worst, best = (asked.scale.choices[end].label.in_language(language).text for end in (0, -1))
    criteria = page.ngettext("%(count)s criterion", "%(count)s criteria", len(asked.items))
    sentence = page.say(
        N_("Asked about: %(criteria)s, each answered on a scale from “%(worst)s” to “%(best)s”."),
        criteria=criteria,
        worst=worst,
        best=best,
    )
    facts = len(asked.questions) - len(asked.items)
    if not facts:
        return sentence
    of_facts = page.ngettext("%(count)s question of fact", "%(count)s questions of fact", facts)
    return f"{sentence} {page.say(N_('Besides: %(facts)s.'), facts=of_facts)}"


def _ways(page: Page) -> Iterator[str]:
    names = [page.words.mode(group.id) for group in page.report.modes]
    if names:
        yield page.say(N_("Ways of answering: %(names)s."), names=", ".join(names))


def _coverage(groups: Sequence[Group], page: Page) -> Iterator[str]:
    """Yield between which shares of cases, or numbers of responses, service points lie."""
    if len(groups) < 2:
        return
    shares = [
        (group.coverage.share, group.id)
        for group in groups
        if group.coverage and group.coverage.share is not None
    ]
    number = page.words.number
    if not shares:
        counts = sorted((group.responses, group.id) for group in groups)
        (low, lowest), (high, highest) = counts[0], counts[-1]
        ends = {"low": number(low), "high": number(high)}
        sentence = _COUNTED if low < high else _COUNTED_ALIKE
        yield page.say(sentence, **ends, lowest=lowest, highest=highest)
        return
    (least, lowest), (most, highest) = min(shares), max(shares)
    if least == most:
        yield page.say(_COVERED_ALIKE, share=page.words.share(least))
        return
    ends = {"low": page.words.share(least, most), "high": page.words.share(most, least)}
    yield page.say(_COVERED, **ends, lowest=lowest, highest=highest)


def _nobody(page: Page) -> Iterator[str]:
    names, cases = without_answers(page)
    if names:
        count = page.ngettext("%(count)s case", "%(count)s cases", cases)
        sentence = N_("Nobody answered at %(names)s (%(cases)s).")
        yield page.say(sentence, names=page.named(names), cases=count)


def _doubts(page: Page) -> Iterator[str]:
    """Yield what must be read with every figure, what no size of sample removes first."""
    caveats = page.report.caveats
    yield from page.doubts(c for c in caveats if c.code is CaveatCode.NOT_FOR_PUBLICATION)
    by_lot = page.doubts(c for c in caveats if c.code is CaveatCode.DRAWN_BY_LOT)
    if page.has_no_figures:
        yield page.say(_NO_FIGURES, least=page.words.number(LEAST))
    elif is_census(page.report):
        yield page.say(_CENSUS)
    else:
        yield from by_lot or (page.say(_FIRST_DOUBT),)
    yield from _outside(page)
    yield from page.doubts(c for c in caveats if c.code in _OF_DAYS)
    together = [c for c in caveats if c.code is CaveatCode.MODES_TOGETHER]
    yield from page.doubts(together[:1])


def _outside(page: Page) -> Iterator[str]:
    plan = page.report.plan
    if plan is not None and is_outside_plan(page.report):
        day = page.words.day
        sentence = _OUTSIDE if page.report.responses else _NOBODY_OUTSIDE
        yield page.say(sentence, begins=day(plan.begins), ends=day(plan.ends))
