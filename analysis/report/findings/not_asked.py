"""What nobody was asked: named in its place, without a figure, and told where it is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.estimates import (
    Share,
    factor_shares,
    index_shares,
    item_shares,
    suppressed,
)
from analysis.report.model import Entry, Report, with_indices
from questionnaires.partly_asked import items_not_asked, whole_of

_NOT_ASKED = Caveat(CaveatCode.NOT_ASKED)


def with_not_asked(report: Report) -> Report:
    """Return the report with what nobody was asked in its place; itself where all was asked."""
    missing = {item.id for item in items_not_asked(report.questionnaire)}
    if not missing:
        return report
    whole = whole_of(report.questionnaire)
    indices = index_shares(whole, report.plan)
    filled = with_indices(report, lambda entries: _in_place(entries, indices, missing))
    return replace(
        filled,
        factors=_in_place(report.factors, factor_shares(whole), missing),
        items=_in_place(report.items, item_shares(whole), missing),
    )


def _in_place(
    entries: Iterable[Entry], shares: Sequence[Share], missing: set[str]
) -> tuple[Entry, ...]:
    """Return an entry for each share, whether anything of it was asked or not."""
    known = {entry.id: entry for entry in entries}
    return tuple(
        _told(known[share.id], share, missing)
        if share.id in known
        else suppressed(replace(share, target=None), _NOT_ASKED)
        for share in shares
    )


def _told(entry: Entry, share: Share, missing: set[str]) -> Entry:
    asked = [item for item in share.items if item not in missing]
    if len(asked) == len(share.items) or entry.estimate is None:
        return entry
    part = Caveat(CaveatCode.PARTLY_ASKED, {"asked": len(asked), "items": len(share.items)})
    return replace(entry, caveats=(*entry.caveats, part))
