"""The tables of a report: the rows of `data`, those of one kind on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Verdict
from analysis.report.document import runs
from analysis.report.findings.facts import Fact
from analysis.report.formats.data import Row, rows
from analysis.report.formats.xlsx.cells import Cell, Holds, Number, Sheet, SheetColumn
from analysis.report.model import Report
from analysis.report.sections.changes import TITLE as CHANGES
from analysis.report.sections.facts import is_answered_by_all
from analysis.report.sections.formulas import FORMULAS
from analysis.report.sections.front import about, notice
from analysis.report.sections.groups import LISTS
from analysis.report.sections.levels import TITLE as LEVELS
from analysis.report.sections.page import Page
from analysis.report.sections.survey import is_census
from analysis.report.words import Words
from questionnaires.model import Wording
from templates.languages import N_

# Doubts that stand above every table, as they stand before the first figure of the page.
_FIRST = frozenset(
    {CaveatCode.SELF_SELECTED, CaveatCode.PLAN_NOT_OVER, CaveatCode.NOT_FOR_PUBLICATION}
)
_OF_ALL = ("index", "factor", "item")
_KINDS = {"index": N_("index"), "factor": N_("group of criteria"), "item": N_("criterion")}
_NAMES = {
    "formula": N_("Formulas"),
    "comparison": N_("Service points compared"),
    "monitoring": N_("Months watched"),
    "trend": N_("Trends"),
    "fact": N_("Facts"),
    "priority": N_("People not satisfied"),
    "level": LEVELS,
    "change": CHANGES,
}
_STANDINGS = {
    ("comparison", "LOWER"): N_("Lower than the rest"),
    ("comparison", "UNDECIDED"): N_("Not distinguishable from the rest"),
    ("comparison", "HIGHER"): N_("Higher than the rest"),
    ("monitoring", "LOWER"): N_("Lower than usual"),
    ("monitoring", "HIGHER"): N_("Higher than usual"),
    ("trend", "FALLING"): N_("falling"),
    ("trend", "UNDECIDED"): N_("neither rise nor fall beyond chance"),
    ("trend", "RISING"): N_("rising"),
    ("priority", "stands_out"): N_("yes"),
    ("priority", "does_not_stand_out"): N_("no"),
    ("change", "LOWER"): N_("Lower than then"),
    ("change", "UNDECIDED"): N_("No difference beyond chance"),
    ("change", "HIGHER"): N_("Higher than then"),
}
# What a column is called where it is not called what it is called elsewhere.
_OTHER_HEADINGS = {
    ("formula", "estimate"): N_("Result"),
    ("trend", "estimate"): N_("Change a month (percentage points)"),
    ("trend", "low"): N_("Interval of the change from (percentage points)"),
    ("trend", "high"): N_("Interval of the change to (percentage points)"),
    ("comparison", "part_name"): N_("Service point"),
    ("monitoring", "part_name"): N_("Month"),
    ("monitoring", "low"): N_("Lower limit"),
    ("monitoring", "high"): N_("Upper limit"),
    ("fact", "part_name"): N_("Answer"),
    ("fact", "estimate"): N_("Share"),
    ("fact", "respondents"): N_("Answered"),
    ("priority", "count"): N_("People not satisfied"),
    ("priority", "standing"): N_("Stands out"),
    ("level", "part_name"): N_("Level"),
    ("level", "estimate"): N_("Share"),
    ("level", "respondents"): N_("Answered"),
    ("change", "part_name"): N_("Other time"),
    ("change", "estimate"): N_("Satisfied then"),
}


def sheets(report: Report, words: Words) -> Iterator[Sheet]:
    """Yield the tables of a report in a language, in the order of their rows."""
    head = _head(report, words)
    for key, group in groupby(rows(report), _sheet_of):
        found = list(group)
        name = words.say(_name(*key))
        yield _sheet(_DataTable(*key, report, words), replace(head, name=name), found)


def _sheet_of(row: Row) -> tuple[str, str]:
    """Return by which rows belong on one sheet: their level, and their list if they are of one."""
    level, part = str(row["level"]), str(row["part"])
    if level in _OF_ALL:
        return "all" if part == "all" else "index", part
    return level, ""


def _name(level: str, part: str) -> str:
    if level == "all":
        return N_("Results")
    return LISTS[f"{part}s"][0] if part else _NAMES.get(level, level)


def _head(report: Report, words: Words) -> Sheet:
    """Return the lines above every table: of what it is, and what nobody may overlook."""
    page = Page(report, words)
    lines = [about(page).lines[0]]
    if made_up := notice(page):
        lines += made_up.lines
    first = _FIRST - {CaveatCode.SELF_SELECTED} if is_census(report) else _FIRST
    doubts = page.doubts(caveat for caveat in report.caveats if caveat.code in first)
    said = ("".join(run.text for run in runs(line)) for line in lines)
    return Sheet("", (*said, *doubts), (), ())


@dataclass(frozen=True)
class _DataTable:
    """What the cells of a table are written by."""

    level: str
    part: str
    report: Report
    words: Words


Write = Callable[[_DataTable, Row, str], Cell]


@dataclass(frozen=True)
class _DataColumn:
    """A column of `data`, its heading, and how a value of it is written."""

    key: str
    heading: str
    write: Write
    holds: Holds = "number"
    instead: str = ""  # the column of `data` that says something where this one has no value


def _sheet(table: _DataTable, head: Sheet, found: Iterable[Row]) -> Sheet:
    """Return a table without the columns of which no row says anything."""
    cells = {
        column: [
            column.write(table, row, column.key)
            if row.get(column.key) is not None or row.get(column.instead)
            else None
            for row in found
        ]
        for column in _COLUMNS
    }
    kept = {
        column: values
        for column, values in cells.items()
        if any(v not in (None, "") for v in values)
    }
    columns = tuple(SheetColumn(_heading(table, column), column.holds) for column in kept)
    return replace(head, columns=columns, rows=tuple(zip(*kept.values(), strict=True)))


def _heading(table: _DataTable, column: _DataColumn) -> str:
    if column.key == "part_name" and table.part:
        return table.words.say(LISTS[f"{table.part}s"][1])
    return table.words.say(_OTHER_HEADINGS.get((table.level, column.key), column.heading))


def _level(table: _DataTable, row: Row, _: str) -> Cell:
    level = str(row["level"])
    return table.words.say(_KINDS[level]) if table.level == "all" else None


def _name_of_part(table: _DataTable, row: Row, key: str) -> Cell:
    name, part = str(row[key]), str(row["part"])
    if part == "answer":
        question = table.report.questionnaire.question(str(row["id"]))
        choice = question.choice(name)
        return _phrase(choice.label, table.words) if choice else name
    if table.level == "change":
        begins, _, ends = name.partition("/")
        return f"{table.words.month(begins[:7])}–{table.words.month(ends[:7])}" if ends else name
    return table.words.group(f"{part}s", name, table.report)


def _title(table: _DataTable, row: Row, key: str) -> Cell:
    title = row[key]
    return _phrase(title, table.words) if isinstance(title, Wording) else str(title)


def _phrase(wording: Wording, words: Words) -> str:
    return wording.in_language(words.language).text


def _formula(table: _DataTable, row: Row, key: str) -> Cell:
    named = FORMULAS.get(str(row[key])) if table.level == "formula" else None
    return table.words.say(named[0]) if named else None


def _share(table: _DataTable, row: Row, key: str) -> Cell:
    """Return a share with the digits that tell it from those beside it, of the whole its target."""
    if table.level == "trend":
        return _points(table, row, key)
    value = _float(row[key])
    names = ("estimate", "unweighted", "low", "high", "deciding_bound")
    beside = [_float(row[name]) for name in names if row.get(name) is not None]
    is_judged = row.get("target") is not None and row["part"] == "all"
    target = [Decimal(str(row["target"]))] if is_judged else []
    printed = table.words.share(value, *target, *beside)
    return Number(value, _as_printed(printed, table.words))


def _around(table: _DataTable, row: Row, key: str) -> Cell:
    """Return an end of an interval, or a bound; nothing where every case was counted."""
    counts_all = any(caveat.code is CaveatCode.FULL_COUNT for caveat in _doubts(row))
    facts = {fact.id: fact for fact in table.report.findings_of(Fact)}
    fact = facts.get(str(row["id"])) if table.level == "fact" else None
    if counts_all or (fact is not None and is_answered_by_all(fact, table.report)):
        return None
    return _share(table, row, key)


def _estimate(table: _DataTable, row: Row, key: str) -> Cell:
    end = row.get("end")
    return table.words.end(end) if isinstance(end, ShownShare) else _share(table, row, key)


def _target(table: _DataTable, row: Row, key: str) -> Cell:
    value = _float(row[key])
    return Number(value, _as_printed(table.words.target(value), table.words))


def _coverage(table: _DataTable, row: Row, key: str) -> Cell:
    value = _float(row[key])
    return Number(value, _as_printed(table.words.share(value), table.words))


def _points(table: _DataTable, row: Row, key: str) -> Cell:
    value = _float(row[key])
    digits = _as_printed(table.words.points(value), table.words)
    return Number(100 * value, f"+{digits};-{digits};{digits}")


def _points_around(table: _DataTable, row: Row, key: str) -> Cell:
    """Return an end of an interval of a difference; nothing where its ends are one number."""
    is_point = row["difference_low"] == row["difference_high"]
    return None if is_point else _points(table, row, key)


def _as_printed(printed: str, words: Words) -> str:
    """Return the format that shows a number as it is printed elsewhere: ``0.0%``."""
    percent = "%" if printed.endswith("%") else ""
    decimal_sign = words.number(0.5, 1)[1]
    after = printed.removesuffix(percent).partition(decimal_sign)[2]
    return f"0.{'0' * len(after)}{percent}" if after else f"0{percent}"


def _further(table: _DataTable, row: Row, key: str) -> Cell:
    if row.get("is_too_near"):
        return table.words.say(N_("no practicable number"))
    return _COUNT(table, row, key)


def _plain(shown_as: str) -> Write:
    return lambda _, row, key: Number(_float(row[key]), shown_as)


_COUNT = _plain("#,##0")


def _p_value(table: _DataTable, row: Row, key: str) -> Cell:
    least = table.words.number(0.001, 3)
    return Number(_float(row[key]), f'[<0.001]"< {least}";0.000')


def _verdict(table: _DataTable, row: Row, key: str) -> Cell:
    verdict = row[key]
    name = table.words.verdict_name
    return name(verdict, _doubts(row)) if isinstance(verdict, Verdict) else None


def _p_of_one(table: _DataTable, row: Row, key: str) -> Cell:
    """Return a p value; of one among many comparisons only the adjusted one stands here."""
    return None if table.level == "comparison" else _p_value(table, row, key)


def _standing(table: _DataTable, row: Row, key: str) -> Cell:
    sentence = _STANDINGS.get((table.level, str(row[key])))
    return table.words.say(sentence) if sentence else None


def _caveats(table: _DataTable, row: Row, _: str) -> Cell:
    return " ".join(map(table.words.caveat, _doubts(row)))


def _doubts(row: Row) -> Sequence[Caveat]:
    found = row.get("caveats")
    return [each for each in found if isinstance(each, Caveat)] if isinstance(found, tuple) else []


def _float(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"a number was to be written: {value!r}")
    return value


_COLUMNS = (
    _DataColumn("level", N_("Kind"), _level, "words"),
    _DataColumn("title", N_("Title"), _title, "words"),
    _DataColumn("part_name", N_("Name"), _name_of_part, "words"),
    _DataColumn("formula", N_("Formula"), _formula, "words"),
    _DataColumn("estimate", N_("Satisfied"), _estimate, instead="end"),
    _DataColumn("low", N_("95%% interval from"), _around),
    _DataColumn("high", N_("95%% interval to"), _around),
    _DataColumn("asked", N_("Asked"), _COUNT),
    _DataColumn("count", N_("People"), _COUNT),
    _DataColumn("respondents", N_("Respondents"), _COUNT),
    _DataColumn("answers", N_("Answers"), _COUNT),
    _DataColumn("cases", N_("Cases"), _COUNT),
    _DataColumn("coverage", N_("Share of cases that answered"), _coverage),
    _DataColumn("unweighted", N_("Without weights"), _share),
    _DataColumn("silent_lower", N_("If others were less satisfied"), _share),
    _DataColumn("target", N_("Target"), _target),
    _DataColumn("verdict", N_("Verdict"), _verdict, "words"),
    _DataColumn("deciding_bound", N_("Deciding bound"), _around),
    _DataColumn("more_needed", N_("Further respondents needed"), _further, instead="is_too_near"),
    _DataColumn("difference", N_("Difference (percentage points)"), _points),
    _DataColumn(
        "difference_low",
        N_("Interval of the difference from (percentage points)"),
        _points_around,
    ),
    _DataColumn(
        "difference_high",
        N_("Interval of the difference to (percentage points)"),
        _points_around,
    ),
    _DataColumn("standing", N_("What it says"), _standing, "words"),
    _DataColumn("p_value", N_("p value"), _p_of_one),
    _DataColumn("p_claim", N_("By chance (Holm)"), _p_value),
    _DataColumn("correlation", N_("Rank correlation with the other criteria"), _plain("0.00")),
    _DataColumn("caveats", N_("Notes"), _caveats, "long words"),
)
