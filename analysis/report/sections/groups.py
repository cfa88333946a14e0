"""The indices of each service point, field, way of answering, month and quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from analysis.report.document import Block, Paragraph, Role, Section, Text, runs
from analysis.report.model import Group, Report
from analysis.report.sections.estimates import EstimateRow, estimates, reach
from analysis.report.sections.page import Page, paragraphs
from analysis.report.sections.sums import require_sum
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
    "The plan sets its targets for all together: no line is judged by them. By chance alone a line"
    " may lie below a target that is truly reached there, or above one that is not."
)
_ONE_TO_ONE = N_(
    "Fields of administration are one to one with service points and would show the same figures:"
    " they have no table of their own."
)
_SATISFIED = N_("Satisfied")
_BOTH = ("service_points", "fields")
_ONLY_WHEN_SEVERAL = frozenset({"fields", "modes", "quarters"})
# Two figures that differ less are the same, computed in another order.
_DIGITS = 9


def each(name: str, page: Page) -> Section | None:
    """Return the table of the groups of a list; None without any."""
    groups = page.report.lists[name]
    # The only field, mode or quarter says what the whole says.
    if not groups or (len(groups) == 1 and name in _ONLY_WHEN_SEVERAL):
        return None
    if name == "fields" and _is_one_to_one(page):
        return None
    _require_sums(name, groups, page.report)
    rows = [_row(name, group, page) for group in groups]
    return _section(name, _with_quarters(rows, page) if name == "months" else rows, page)


SECTIONS = {
    195: partial(each, "modes"),
    220: partial(each, "service_points"),
    230: partial(each, "fields"),
    240: partial(each, "months"),
}


def _require_sums(name: str, groups: Sequence[Group], report: Report) -> None:
    """Raise PartsDoNotAddUp where a list has more people or cases than the report.

    It may have fewer: responses without a name, and cases of names that nobody answered under.
    """
    require_sum(f"responses by {name}", report.responses, [*(g.responses for g in groups), None])
    cases = [group.coverage.cases for group in groups if group.coverage]
    total = report.coverage.cases if report.coverage else None
    require_sum(f"cases by {name}", total, [*cases, None])


def _section(name: str, rows: Sequence[EstimateRow], page: Page) -> Section:
    heading, what = (page.say(words) for words in LISTS[name])
    groups = page.report.lists[name]
    has_cases = any(group.coverage for group in groups)
    counted = page.say(N_("Responses / cases") if has_cases else N_("Responses"))
    blocks: list[Block] = [estimates(rows, _sentence(groups, page), (what, counted), page)]
    blocks += (*_legend(page), *paragraphs(page.as_given, role=Role.REMARK))
    shown = (e for group in groups for e in group.indices if e.is_exact or e.end is not None)
    if any(entry.target is not None for entry in shown):
        blocks.append(page.remark(_REMARK))
    if name == "service_points" and _is_one_to_one(page):
        blocks.append(page.remark(_ONE_TO_ONE))
    return Section(name.replace("_", "-"), heading, tuple(blocks))


def _sentence(groups: Sequence[Group], page: Page) -> str:
    """Return between which shares the groups lie, for each index."""
    said = []
    for at, index in enumerate(page.report.indices):
        of_index = reach([group.indices[at] for group in groups], page)
        if not of_index or not index.is_asked:
            continue
        name = page.index_name(at + 1) if len(page.report.indices) > 1 else page.say(_SATISFIED)
        said.append(page.say(N_("%(index)s: %(reach)s."), index=name, reach=of_index))
    return " ".join(said)


def _legend(page: Page) -> Iterator[Paragraph]:
    """Yield what the numbers of the indices stand for, where there are several."""
    if len(page.report.indices) == 1:
        return
    words: list[Text] = []
    for entry in page.report.indices:
        words += [*runs(page.index_title(entry)), ". "]
    yield Paragraph((tuple(part for text in words for part in runs(text)),), Role.REMARK)


def _row(name: str, group: Group, page: Page, *, leads: bool = False) -> EstimateRow:
    title = page.words.group(name, group.id, page.report)
    return EstimateRow(title, group.indices, _count(group, page), leads)


def _with_quarters(months: Sequence[EstimateRow], page: Page) -> list[EstimateRow]:
    """Return the months below their quarters; only the months where one quarter has them all."""
    report = page.report
    if len(report.quarters) < 2:
        return list(months)
    by_name = dict(zip((group.id for group in report.months), months, strict=True))
    rows = []
    for quarter in report.quarters:
        rows.append(_row("quarters", quarter, page, leads=True))
        rows += [by_name[name] for name in report.months_of(quarter.id)]
    return rows


def _is_one_to_one(page: Page) -> bool:
    """Return whether fields and service points show the same figures."""
    points, fields = (sorted(map(_figures, page.report.lists[name])) for name in _BOTH)
    return len(fields) > 1 and points == fields


def _figures(group: Group) -> tuple[int, tuple[float, ...]]:
    found = (entry.estimate for entry in group.indices)
    shares = (each.estimate if each and each.estimate is not None else -1.0 for each in found)
    return group.responses, tuple(round(share, _DIGITS) for share in shares)


def _count(group: Group, page: Page) -> str:
    """Return the responses of a group, with its cases where they are known."""
    count, coverage = page.words.number(group.responses), group.coverage
    if coverage is None or coverage.share is None:
        return count
    # The line may break before the share alone.
    of_cases = f"{count} / {page.words.number(coverage.cases)}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{of_cases} ({page.words.share(coverage.share)})"
