"""The indices of each service point, field, way of answering, month and quarter."""

from __future__ import annotations

from functools import partial

from analysis.report.document import Block, Heading, Section
from analysis.report.model import Group
from analysis.report.sections.estimates import EstimateRow, estimates, tally
from analysis.report.sections.page import Page
from templates.languages import N_

# The name of each list: its heading, and what one of it is called.
LISTS = {
    "modes": (N_("Each way of answering"), N_("Way of answering")),
    "service_points": (N_("Each service point"), N_("Service point")),
    "fields": (N_("Each field of administration"), N_("Field")),
    "months": (N_("Each month"), N_("Month")),
    "quarters": (N_("Each quarter"), N_("Quarter")),
}
_REMARK = N_(
    "“By itself” holds each line alone against the target that the plan sets for all together: it"
    " is no verdict of the plan, and of twenty lines one may be said wrongly by chance."
)
_ONLY_WHEN_SEVERAL = frozenset({"fields", "modes", "quarters"})


def each(name: str, page: Page) -> Section | None:
    """Return for each index a table of the groups of a list; None without any."""
    groups = page.report.lists[name]
    # The only field, mode or quarter says what the whole says.
    if not groups or (len(groups) == 1 and name in _ONLY_WHEN_SEVERAL):
        return None
    heading, what = (page.say(words) for words in LISTS[name])
    has_cases = any(group.coverage for group in groups)
    counted = page.say(N_("Responses / cases") if has_cases else N_("Responses"))
    blocks: list[Block] = []
    for position, index in enumerate(page.report.indices):
        if not index.is_asked:
            continue
        rows = [
            EstimateRow(
                page.words.group(name, group.id, page.report),
                group.indices[position],
                _count(group, page),
            )
            for group in groups
        ]
        sentence = tally([row.entry for row in rows], page)
        blocks.append(Heading(page.title(index.title)))
        blocks.append(estimates(rows, sentence, (what, counted), page))
    if any(entry.decision for group in groups for entry in group.indices):
        blocks.append(page.remark(_REMARK))
    return Section(name.replace("_", "-"), heading, tuple(blocks))


SECTIONS = {
    195: partial(each, "modes"),
    220: partial(each, "service_points"),
    230: partial(each, "fields"),
    240: partial(each, "months"),
    245: partial(each, "quarters"),
}


def _count(group: Group, page: Page) -> str:
    """Return the responses of a group, with its cases where they are known."""
    count, coverage = page.words.number(group.responses), group.coverage
    if coverage is None or coverage.share is None:
        return count
    # The line may break before the share alone.
    of_cases = f"{count} / {page.words.number(coverage.cases)}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{of_cases} ({page.words.share(coverage.share)})"
