"""How many people gave each level of the scale to each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.report.document import Block, Cell, Row, RowGroup, Section, Table
from analysis.report.findings.levels import ItemLevels
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import NOT_SHOWN, Page, paragraphs, shown
from analysis.report.sections.sums import require_sum
from questionnaires.partly_asked import whole_of
from templates.languages import N_

TITLE = N_("How many gave each level")
_NOT_KEPT = N_(
    "This report was kept by an earlier version of the program, without how many people gave each"
    " level. A report made anew has it."
)
_REMARK = N_(
    "People with a valid answer, and of these how many gave each level, with their share. Whoever"
    " gave one of these is satisfied: %(satisfied)s."
)


def levels(page: Page) -> Section:
    """Return the table of all criteria with their levels, or why there is none."""
    found = page.report.findings_of(ItemLevels)
    told = [item for item in found if item.levels]
    blocks = tuple(_table(found, page)) if told else _nothing(found, page)
    return Section("levels", page.say(TITLE), blocks)


SECTIONS = {210: levels}


def _nothing(found: Sequence[ItemLevels], page: Page) -> tuple[Block, ...]:
    if not found:
        return paragraphs(page.say(_NOT_KEPT))
    every = dict.fromkeys(caveat for item in found for caveat in item.caveats)
    return paragraphs(*page.doubts(every))


def _table(found: Sequence[ItemLevels], page: Page) -> Iterator[Block]:
    scale = next(item.levels for item in found if item.levels)
    footnotes = Footnotes((item.caveats for item in found), page)
    rows = {item.id: _row(item, len(scale), footnotes, page) for item in found}
    titles = [page.say(N_("Criterion")), page.say(N_("Answered"))]
    titles += [page.title(level.label).text for level in scale]
    groups = [
        RowGroup(
            tuple(rows[name] for name in factor.items if name in rows),
            page.title(factor.title).text,
        )
        for factor in whole_of(page.report.questionnaire).factors
    ]
    yield Table.labelled(titles, (group for group in groups if group.rows))
    yield from footnotes.said()
    named = ", ".join(f"“{page.title(each.label).text}”" for each in scale if each.is_satisfied)
    yield from paragraphs(page.say(_REMARK, satisfied=named))


def _row(item: ItemLevels, width: int, footnotes: Footnotes, page: Page) -> Row:
    counts = [level.count for level in item.levels]
    require_sum(f"levels of {item.id}", item.answered, counts if item.levels else [None])
    for is_satisfied in (True, False):
        half = [level.count for level in item.levels if level.is_satisfied is is_satisfied]
        if half:
            what = f"levels of {item.id} that are {'' if is_satisfied else 'not '}satisfied"
            require_sum(what, item.count_of(is_satisfied=is_satisfied), half)
    cells = [_count(item, count, page) for count in counts] or [Cell(NOT_SHOWN)] * width
    answered = shown(page.words.number, item.answered)
    return Row.of(footnotes.name(page.title(item.title), item.caveats), answered, *cells)


def _count(item: ItemLevels, count: int | None, page: Page) -> Cell:
    share = item.share_of(count)
    notes = () if share is None else (page.words.share(share),)
    return Cell(shown(page.words.number, count), notes)
