"""The table that several sections have: one row a name, with its shares and their picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.disclosure.thresholds import ShownShare
from analysis.report.charts.shares import Axis, DrawnShare, axis_for, row_svg, scale_svg
from analysis.report.document import Cell, Column, Figure, Picture, Role, Row, Table, Text
from analysis.report.model import Entry
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import NOT_SHOWN, Page, paragraphs, shown
from templates.languages import N_

_EACH_WITH_INTERVAL = N_("The small figures are 95%% intervals.")
_LINES = N_("In each picture the indices stand in the order of the columns, the first one filled.")


@dataclass(frozen=True)
class EstimateRow:
    """A row: what it is called, how many it rests on, and whether the ones below belong to it."""

    title: Text
    entries: tuple[Entry, ...]
    count: str
    leads: bool = False


def estimates(
    rows: Sequence[EstimateRow], sentence: str, titles: tuple[str, str], page: Page
) -> Figure:
    """Return a table of estimates on one axis; `titles` are those of names and of counts.

    A row has as many entries as every other: one, or the indices of the report.
    """
    every = [entry for row in rows for entry in row.entries]
    axis = common_axis(every)
    names = _names(rows, page)
    footnotes = Footnotes((entry.caveats for entry in every), page)
    columns = [
        Column(titles[0], "words"),
        Column(_scale(axis, rows[0].entries, page), "picture"),
        *(Column(name, names_cells=len(names) > 1) for name in names),
        Column(titles[1], "count", names_cells=True),
    ]
    lines = [_row(each, axis, footnotes, page) for each in rows]
    table = Table.of(columns, lines, "estimates")
    if not any(drawn_share(entry) for entry in every):
        return Figure(sentence, (table.without("picture"), *footnotes.said()))
    of_lines = [page.say(_LINES)] if len(names) > 1 else []
    scale = " ".join([*of_lines, page.axis(axis.low, 1)])
    remarks = (
        *paragraphs(_small_figures(every, page), role=Role.REMARK),
        *paragraphs(scale, role=Role.SCALE),
    )
    return Figure(sentence, (table, *footnotes.said(), *remarks))


def _small_figures(every: Sequence[Entry], page: Page) -> str:
    """Return what stands in small letters below the shares."""
    found = [entry.estimate for entry in every if entry.estimate and entry.is_exact]
    has_intervals = any(not each.is_full_count for each in found)
    intervals = page.say(_EACH_WITH_INTERVAL) if has_intervals else ""
    return f"{intervals} {page.of_every_case(found)}".strip()


def _names(rows: Sequence[EstimateRow], page: Page) -> list[str]:
    count = len(rows[0].entries)
    if count == 1:
        return [page.say(N_("Satisfied"))]
    return [page.index_name(number) for number in range(1, count + 1)]


def _scale(axis: Axis, entries: Sequence[Entry], page: Page) -> Picture:
    """Return the axis with the targets of the entries, each once."""
    ticks = [page.words.target(tick) for tick in axis.ticks]
    aims = sorted({entry.target for entry in entries if entry.target is not None}, reverse=True)
    sentence = N_("target %(target)s")
    targets = [(aim, page.say(sentence, target=page.words.target(aim))) for aim in aims]
    words = [page.axis(axis.low, 1), *(text for _, text in targets)]
    return Picture(scale_svg(axis, ticks, targets), " ".join(words))


def common_axis(entries: Iterable[Entry]) -> Axis:
    """Return the axis on which all entries, their intervals and targets are seen."""
    values: list[float | None] = []
    for entry in entries:
        drawn = drawn_share(entry)
        values += (drawn.share, drawn.low, drawn.bound) if drawn else ()
        values.append(entry.target)
    return axis_for(value for value in values if value is not None)


def drawn_share(entry: Entry) -> DrawnShare | None:
    """Return what is drawn of an entry; None where nothing is known."""
    found = entry.estimate
    if found is None or found.estimate is None:
        return None
    if found.is_full_count:
        return DrawnShare(found.estimate)
    interval, decision = found.interval, entry.decision
    return DrawnShare(
        share=found.estimate,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        bound=decision.deciding_bound if decision else None,
    )


def reach(entries: Sequence[Entry], page: Page) -> str:
    """Return between which shares entries lie, and of how many there is no share.

    Empty where there are no two shares to compare, and none is missing.
    """
    shares = [
        e.estimate.estimate for e in entries if e.estimate and e.estimate.estimate is not None
    ]
    said = []
    if len(shares) > 1 and min(shares) < max(shares):
        low, high = min(shares), max(shares)
        ends = page.words.share(low, high), page.words.share(high, low)
        said.append(page.say(N_("from %(low)s to %(high)s"), low=ends[0], high=ends[1]))
    suppressed = sum(entry.estimate is None for entry in entries)
    if suppressed:
        count = page.words.number(suppressed)
        said.append(page.say(N_("rows without a result: %(count)s"), count=count))
    ends_only = sum(entry.end is not None for entry in entries)
    if ends_only:
        count = page.words.number(ends_only)
        said.append(
            page.say(N_("rows with no more than a limit such as “≥ 90%%”: %(count)s"), count=count)
        )
    return "; ".join(said)


def _row(row: EstimateRow, axis: Axis, footnotes: Footnotes, page: Page) -> Row:
    lines = [(drawn_share(entry), entry.target) for entry in row.entries]
    caveats = dict.fromkeys(caveat for entry in row.entries for caveat in entry.caveats)
    return Row.of(
        footnotes.name(row.title, caveats),
        Picture(row_svg(lines, axis)) if any(drawn for drawn, _ in lines) else "",
        *(_share(entry, page) for entry in row.entries),
        row.count,
        leads=row.leads,
    )


def _share(entry: Entry, page: Page) -> Cell:
    """Return a share with its interval below it."""
    found, words, beside = entry.estimate, page.words, entry.measured_together
    share = ShownShare(found.estimate) if found and found.estimate is not None else entry.end
    nothing = NOT_SHOWN if entry.is_asked else page.say(N_("not asked"))
    interval = words.interval_of(found, *beside) if found else ""
    text = shown(lambda value: words.end(value, *beside), share, nothing)
    return Cell(text, (interval,) if interval else ())
