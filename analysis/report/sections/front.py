"""What stands around the title of a report."""

from __future__ import annotations

from analysis.caveats import LEFT_OUT
from analysis.report.document import Paragraph, Role, Run, Text
from analysis.report.sections.page import Page
from templates.languages import N_


def notice(page: Page) -> Paragraph | None:
    """Return what is said first of made-up data."""
    if not page.report.is_made_up:
        return None
    sentence = page.say(
        N_(
            "Nobody gave these answers. They show what a report looks like and say nothing about"
            " any office."
        )
    )
    return Paragraph(
        ((Run(page.say(N_("MADE-UP DATA")), is_strong=True), f" {sentence}"),), Role.NOTICE
    )


def about(page: Page) -> Paragraph:
    """Return whose report it is, of what days, and of how many."""
    report = page.report
    count = page.ngettext("%(count)s response", "%(count)s responses", report.responses)
    lines: list[Text] = [f"{page.name} · {period_of(page)} · {count}"]
    if coverage := _coverage(page):
        lines.append(coverage)
    if left_out := _left_out(page):
        lines.append(left_out)
    lines += page.doubts(caveat for caveat in report.caveats if caveat.code in LEFT_OUT)
    if report.plan:
        lines.append(page.title(report.plan.title))
    return Paragraph(tuple(lines), Role.ABOUT)


def period_of(page: Page) -> str:
    """Return the days asked for; where a side is open, the day of the response on that side."""
    report, words = page.report, page.words
    begins = report.period.begins or report.first_day
    ends = report.period.ends or report.last_day
    if begins is None or ends is None:
        return page.say(N_("no dates given"))
    if begins == ends:
        return page.say(N_("on %(day)s"), day=words.day(begins))
    sentence = N_("from %(begins)s to %(ends)s")
    return page.say(sentence, begins=words.day(begins), ends=words.day(ends))


def _left_out(page: Page) -> str:
    """Return how many rows of the file are no responses, and why; empty where all are."""
    account, words = page.report.source.account, page.words
    if account is None or not account.told:
        return ""
    reasons = (f"{words.number(each.count)} {page.say(each.reason)}" for each in account.told)
    return page.say(
        N_("Rows of the file: %(rows)s; responses: %(responses)s. Left out: %(reasons)s."),
        responses=words.number(account.responses),
        rows=words.number(account.rows),
        reasons=", ".join(reasons),
    )


def _coverage(page: Page) -> str:
    """Return how many cases answered, and of which months; empty where not known."""
    words, found, months = page.words, page.report.coverage, page.report.case_months
    if found is None or found.share is None:
        return ""
    answered = page.say(
        N_("%(responses)s of %(cases)s cases answered: %(share)s."),
        responses=words.number(found.respondents),
        cases=words.number(found.cases),
        share=words.share(found.share),
    )
    if not months:
        return answered
    first, last = words.month(months[0]), words.month(months[-1])
    if first == last:
        return f"{answered} {page.say(N_('Cases of %(month)s.'), month=first)}"
    return f"{answered} {page.say(N_('Cases of %(first)s to %(last)s.'), first=first, last=last)}"
