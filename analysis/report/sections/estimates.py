"""The table that several sections have: one row an estimate, with its picture.

A verdict in it is that of a part of the responses by itself, and none of the plan's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Verdict
from analysis.report.charts.shares import Axis, DrawnShare, axis_for, row_svg, scale_svg
from analysis.report.document import Column, Figure, Picture, Role, Row, Table, Text
from analysis.report.model import Entry
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import NOT_SHOWN, Page, paragraphs, shown
from templates.languages import N_


@dataclass(frozen=True)
class EstimateRow:
    """A row: what it is called, how many it rests on, and whether the ones below belong to it."""

    title: Text
    entry: Entry
    count: str
    leads: bool = False


def estimates(
    rows: Sequence[EstimateRow], sentence: str, titles: tuple[str, str], page: Page
) -> Figure:
    """Return a table of estimates on one axis; `titles` are those of names and of counts."""
    axis = common_axis(row.entry for row in rows)
    scale, runs_from = [page.words.target(tick) for tick in axis.ticks], page.axis(axis.low, 1)
    footnotes = Footnotes((row.entry.caveats for row in rows), page)
    columns = [
        Column(titles[0], "words"),
        Column(Picture(scale_svg(axis, scale), runs_from), "picture"),
        Column(page.say(N_("Satisfied"))),
        Column(page.say(N_("95%% interval")), "interval"),
        Column(titles[1], "count", names_cells=True),
    ]
    if any(row.entry.decision for row in rows):
        columns.append(Column(page.say(N_("By itself")), "verdict"))
    lines = [_row(each, axis, footnotes, page) for each in rows]
    table = Table.of(columns, lines, "estimates")
    if not any(drawn_share(row.entry) for row in rows):
        return Figure(sentence, (table.without("picture"), *footnotes.said()))
    return Figure(sentence, (table, *footnotes.said(), *paragraphs(runs_from, role=Role.REMARK)))


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
    interval, decision = found.interval, entry.decision
    return DrawnShare(
        share=found.estimate,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        bound=decision.deciding_bound if decision else None,
    )


def tally(entries: Sequence[Entry], page: Page) -> str:
    """Return how many entries have each verdict, and of how many only the number is shown."""
    verdicts = [entry.decision.verdict for entry in entries if entry.decision is not None]
    number = page.words.number
    parts = [
        f"{page.words.part_verdict(verdict)}: {number(verdicts.count(verdict))}"
        for verdict in Verdict
        if verdict in verdicts
    ]
    suppressed = sum(entry.estimate is None for entry in entries)
    if suppressed:
        parts.append(page.say(N_("Only the number shown: %(count)s"), count=number(suppressed)))
    ends = sum(entry.end is not None and entry.decision is None for entry in entries)
    if ends:
        sentence = N_("Only an end of the scale shown: %(count)s")
        parts.append(page.say(sentence, count=number(ends)))
    return " · ".join(parts)


def _row(row: EstimateRow, axis: Axis, footnotes: Footnotes, page: Page) -> Row:
    entry, words = row.entry, page.words
    found, drawn = entry.estimate, drawn_share(entry)
    share = ShownShare(found.estimate) if found and found.estimate is not None else entry.end
    interval, decision = found.interval if found else None, entry.decision
    beside = entry.printed_together
    nothing = NOT_SHOWN if entry.is_asked else page.say(N_("not asked"))
    return Row.of(
        footnotes.name(row.title, entry.caveats),
        Picture(row_svg(drawn, axis, entry.target)) if drawn else "",
        shown(lambda value: words.end(value, *beside), share, nothing),
        shown(lambda value: words.interval(value, *beside), interval, ""),
        row.count,
        words.part_verdict(decision.verdict) if decision else "",
        leads=row.leads,
    )
