"""What has moved since the period before, and since the same period of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.report.document import Block, Bullets, Part, Section
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.sections.page import Page
from analysis.report.words import MINUS, Words
from templates.languages import N_

TITLE = N_("What has moved")
_THEN = {
    Reference.BEFORE: N_("the period before (%(period)s)"),
    Reference.YEAR_EARLIER: N_("the same period a year earlier (%(period)s)"),
    Reference.GIVEN: N_("the report “%(name)s”"),
}
_MOVED = {
    Movement.LOWER: N_(
        "%(index)s: %(points)s percentage points lower than in %(then)s (%(interval)s)."
    ),
    Movement.HIGHER: N_(
        "%(index)s: %(points)s percentage points higher than in %(then)s (%(interval)s)."
    ),
    Movement.UNDECIDED: N_(
        "%(index)s: no difference from %(then)s beyond chance (%(change)s percentage points,"
        " %(interval)s)."
    ),
}
_INTERVAL = N_("95%% interval of the difference: %(low)s to %(high)s")
_EVERY_CASE = N_("every case of both times was counted, so there is no sampling error")
_REMARK = N_(
    "Each comparison stands for itself: of twenty where nothing has changed one may show a change"
    " by chance. Who answered may have changed, too."
)


def changes(page: Page) -> Section | None:
    """Return each index beside that of other times; None where there is no other time."""
    found = page.report.findings_of(Change)
    if not found:
        return None
    lines = [*_moved(page), *page.doubts(dict.fromkeys(c for one in found for c in one.caveats))]
    blocks: list[Block] = [Bullets(tuple(lines))]
    if any(change.movement is not None for change in found):
        blocks.append(page.remark(_REMARK))
    return Section("changes", page.say(TITLE), tuple(blocks), Part.FRONT)


SECTIONS = {160: changes}


def _moved(page: Page) -> Iterator[str]:
    for change in page.report.findings_of(Change):
        if change.movement is not None:
            yield moved(change, page)


def moved(change: Change, page: Page) -> str:
    """Return the sentence of a difference that is known."""
    told = differences(change, page.words)
    if change.movement is None or not told:
        return ""
    difference, low, high = told
    is_certain = change.interval is not None and change.interval.low == change.interval.high
    return page.say(
        _MOVED[change.movement],
        index=_index(change, page),
        then=then(change, page),
        points=difference.lstrip(f"+{MINUS}"),
        change=difference,
        interval=page.say(_EVERY_CASE if is_certain else _INTERVAL, low=low, high=high),
    )


def differences(change: Change, words: Words) -> tuple[str, ...]:
    """Return a difference and the ends of its interval as they are printed; empty without one."""
    if change.difference is None or change.interval is None:
        return ()
    difference, low, high = change.difference, change.interval.low, change.interval.high
    return (
        words.points(difference, 1, low, high),
        words.points(low, 1, difference),
        words.points(high, 1, difference),
    )


def _index(change: Change, page: Page) -> str:
    ids = [entry.id for entry in page.report.indices]
    if len(ids) == 1:
        return page.say(N_("The index"))
    return page.index_name(ids.index(change.id) + 1)


def then(change: Change, page: Page) -> str:
    """Return what the other time is called."""
    return page.say(_THEN[change.reference], period=_period(change, page), name=change.name)


def _period(change: Change, page: Page) -> str:
    """Return the other time by its months; empty where it is not known."""
    begins, ends = change.period.begins, change.period.ends
    if begins is None or ends is None:
        return ""
    first, last = (page.words.month(f"{day:%Y-%m}") for day in (begins, ends))
    return first if first == last else f"{first}–{last}"
