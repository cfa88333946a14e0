"""``report.csv``: a row for each estimate, level and change, for the language's spreadsheet.

Where the decimal sign is a comma, as in Vietnamese, cells are separated by semicolons, else by
commas. Numbers are rounded as they are printed everywhere; `data` has them in full, for programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from analysis.caveats import Caveat
from analysis.disclosure.thresholds import ShownShare
from analysis.letterhead import BLANK, Letterhead
from analysis.report.findings.changes import Change
from analysis.report.findings.levels import ItemLevels
from analysis.report.model import Coverage, Entry, Group, Report
from analysis.report.sections.changes import differences, then
from analysis.report.sections.groups import LISTS
from analysis.report.sections.page import Page
from analysis.report.stored import fingerprint
from analysis.report.words import MINUS, Words
from analysis.texts import guarded
from questionnaires.model import Wording
from templates.languages import N_

POSITION = 2
MEDIA_TYPE = "text/csv"
_NAMES = (N_("Of"), N_("Name"), N_("Kind"), N_("Title"))
_FIGURES = (
    *(N_("Satisfied (%%)"), N_("95%% interval from (%%)"), N_("95%% interval to (%%)")),
    *(N_("Respondents"), N_("Cases"), N_("Share of cases that answered (%%)")),
    *(N_("Target (%%)"), N_("Verdict"), N_("Further respondents needed")),
)
_OF_LEVELS = (N_("People who gave the level"), N_("Share of the level (%%)"))
_OF_CHANGES = (
    N_("Difference (percentage points)"),
    N_("Interval of the difference from (percentage points)"),
    N_("Interval of the difference to (percentage points)"),
)
_SHARED = (N_("First day"), N_("Last day"), N_("Made up"), N_("Fingerprint"))
COLUMNS = (*_NAMES, *_FIGURES, *_OF_LEVELS, *_OF_CHANGES, N_("Notes"), *_SHARED)
_KINDS = {
    "indices": N_("index"),
    "factors": N_("group of criteria"),
    "items": N_("criterion"),
}
_Row = dict[str, str]


def write(report: Report, language: str, _letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as CSV in UTF-8 with the mark by which Excel knows it."""
    text, words = io.StringIO(newline=""), Words(language)
    separator = ";" if "," in words.number(0.5, 1) else ","
    writer = csv.writer(text, delimiter=separator)
    writer.writerow([words.say(title) for title in COLUMNS])
    writer.writerows(_rows(report, words))
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class _Part:
    """Of whom a row is: all responses, or those of one group of a list."""

    of: str
    name: str = ""
    responses: int | None = None  # of a group, where nothing of an index may be shown
    coverage: Coverage | None = None


def _rows(report: Report, words: Words) -> Iterator[list[str]]:
    shared = [words.day(day) if day else "" for day in (report.first_day, report.last_day)]
    shared.append(words.say(N_("made up")) if report.is_made_up else "")
    shared.append(fingerprint(report) or "")
    for row in chain(
        _estimates(report, words), _levels(report, words), _changes(Page(report, words))
    ):
        yield [row.get(column, "") for column in COLUMNS[: -len(shared)]] + shared


def _estimates(report: Report, words: Words) -> Iterator[_Row]:
    for part, kind, entry in _entries(report, words):
        described = [part.of, part.name, words.say(_KINDS[kind]), _in_words(entry.title, words)]
        yield _row(described, entry.caveats, words) | dict(
            zip(_FIGURES, _figures(part, entry, words), strict=True)
        )


def _levels(report: Report, words: Words) -> Iterator[_Row]:
    """Yield how many people gave each level to each criterion."""
    whole, kind = words.say(N_("All responses")), words.say(N_("level"))
    for item in report.findings_of(ItemLevels):
        for level in item.levels:
            described = [whole, _in_words(level.label, words), kind, _in_words(item.title, words)]
            share = item.share_of(level.count)
            people = _count(level.count), "" if share is None else _bare(words.share(share))
            yield (
                _row(described, item.caveats, words)
                | {"Respondents": _count(item.answered)}
                | dict(zip(_OF_LEVELS, people, strict=True))
            )


def _changes(page: Page) -> Iterator[_Row]:
    """Yield each index of another time, and how this report differs from it."""
    words = page.words
    for change in page.report.findings_of(Change):
        described = [then(change, page), "", words.say(N_("index")), _in_words(change.title, words)]
        row = _row(described, change.caveats, words)
        if change.earlier is not None:
            row["Satisfied (%%)"] = _bare(words.share(change.earlier))
        row |= dict(zip(_OF_CHANGES, map(_points, differences(change, words)), strict=False))
        yield row


def _row(described: Sequence[str], caveats: Sequence[Caveat], words: Words) -> _Row:
    """Return a row with its texts, none of which a spreadsheet runs."""
    notes = " ".join(words.caveat(caveat) for caveat in caveats)
    texts = zip((*_NAMES, "Notes"), (*described, notes), strict=True)
    return {column: guarded(text) for column, text in texts}


def _points(printed: str) -> str:
    """Return a difference as spreadsheets read a number."""
    return printed.removeprefix("+").replace(MINUS, "-")


def _entries(report: Report, words: Words) -> Iterator[tuple[_Part, str, Entry]]:
    whole = _Part(words.say(N_("All responses")))
    for kind in _KINDS:
        for entry in getattr(report, kind):
            yield whole, kind, entry
    for name, groups in report.lists.items():
        for group in groups:
            part = _part(name, words.group(name, group.id, report), group, words)
            yield from ((part, "indices", entry) for entry in group.indices)


def _part(list_name: str, name: str, group: Group, words: Words) -> _Part:
    if list_name == "months":
        # A spreadsheet would take a bare 03/2026 for a day.
        name = words.say(N_("month %(month)s"), month=name)
    return _Part(words.say(LISTS[list_name][1]), name, group.responses, group.coverage)


def _in_words(wording: Wording, words: Words) -> str:
    return wording.in_language(words.language).text


def _figures(part: _Part, entry: Entry, words: Words) -> list[str]:
    found, decision = entry.estimate, entry.decision
    interval = found.interval if found else None
    share = ShownShare(found.estimate) if found and found.estimate is not None else entry.end
    # Only the whole is held against its target.
    beside = entry.printed_together if part.responses is None else entry.measured_together
    respondents = found.respondents if found else part.responses
    coverage = entry.coverage or part.coverage
    return [
        _bare(words.end(share, *beside)) if share else "",
        _bare(words.share(interval.low, *beside)) if interval else "",
        _bare(words.share(interval.high, *beside)) if interval else "",
        _count(respondents),
        _count(coverage.cases if coverage else None),
        _bare(words.share(coverage.share)) if coverage and coverage.share is not None else "",
        _bare(words.target(entry.target)) if entry.target is not None else "",
        words.verdict_name(decision.verdict, entry.caveats) if decision else "",
        _further(entry, words),
    ]


def _further(entry: Entry, words: Words) -> str:
    return (
        words.say(N_("no practicable number")) if entry.is_too_near else _count(entry.more_needed)
    )


def _bare(percentage: str) -> str:
    """Return a percentage without its sign, which stands in the heading."""
    return percentage.replace("%", "")


def _count(number: int | None) -> str:
    # Marks of thousands would make it another number where they are decimal signs.
    return "" if number is None else str(number)
