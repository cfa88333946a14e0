"""``report.csv``: a row for each estimate, as a spreadsheet of the report's language opens it.

Where the decimal sign is a comma, as in Vietnamese, cells are separated by semicolons, else by
commas. Numbers are rounded as they are printed everywhere; `data` has them in full, for programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.disclosure.thresholds import ShownShare
from analysis.letterhead import BLANK, Letterhead
from analysis.report.model import Coverage, Entry, Group, Report
from analysis.report.sections.groups import LISTS
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from analysis.texts import guarded
from templates.languages import N_

POSITION = 2
MEDIA_TYPE = "text/csv"
COLUMNS = (
    *(N_("Of"), N_("Name"), N_("Kind"), N_("Title")),
    *(N_("Satisfied (%%)"), N_("95%% interval from (%%)"), N_("95%% interval to (%%)")),
    *(N_("Respondents"), N_("Cases"), N_("Respondents of the cases (%%)")),
    *(N_("Target (%%)"), N_("Verdict"), N_("Further respondents needed"), N_("Notes")),
    *(N_("First day"), N_("Last day"), N_("Made up"), N_("Fingerprint")),
)
_KINDS = {
    "indices": N_("index"),
    "factors": N_("factor"),
    "items": N_("item"),
}


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
    for part, kind, entry in _entries(report, words):
        described = [part.of, part.name, words.say(_KINDS[kind]), _title(entry, words)]
        cells = [*described, *_figures(part, entry, words), *shared]
        yield [guarded(cell) for cell in cells]


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


def _title(entry: Entry, words: Words) -> str:
    return entry.title.in_language(words.language).text


def _figures(part: _Part, entry: Entry, words: Words) -> list[str]:
    found, decision = entry.estimate, entry.decision
    interval = found.interval if found else None
    share = ShownShare(found.estimate) if found and found.estimate is not None else entry.end
    beside = entry.printed_together
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
        words.verdict_name(decision.verdict) if decision else "",
        _further(entry, words),
        " ".join(words.caveat(caveat) for caveat in entry.caveats),
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
