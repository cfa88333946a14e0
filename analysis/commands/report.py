"""``python -m analysis report``: the report of a file of answers, without a server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from errno import ENOSPC
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click
import numpy as np

from analysis.account import Account, LeftOut
from analysis.case_counts import CaseCounts
from analysis.letterhead import BLANK, Letterhead, read_letterhead
from analysis.mapping import ColumnMapping
from analysis.reading import FaultyData, Reading, read_cases, read_mapping, read_responses
from analysis.reading.faults import Fault, Message
from analysis.reading.preview import preview, preview_cases
from analysis.reading.same_rows import SameRows
from analysis.report.build import are_within, build_report, of_probability_sample, with_sensitivity
from analysis.report.findings.changes import held_against
from analysis.report.findings.compared import ComparedReport, days_of
from analysis.report.findings.compared_files import (
    NoReport,
    SamePeople,
    read_compared,
    require_other_days,
)
from analysis.report.formats import FORMATS, UnknownFormat, formats_of, write_report
from analysis.report.model import Period, PeriodEndsFirst, Report, Source
from questionnaires.faults import FaultyFile
from questionnaires.model import Plan, Questionnaire
from questionnaires.published import (
    load_plan,
    load_questionnaire,
    plan_names,
    questionnaire_names,
)
from questionnaires.reader import read_plan, read_questionnaire
from templates.languages import LANGUAGES, N_, day, translations
from templates.typesetting import TypesettingError

if TYPE_CHECKING:
    from typing_extensions import Unpack  # typing has it from Python 3.12 on

EXIT_REFUSED = 1
_WRITTEN = N_("Written: %(place)s")
_DATED_BEFORE = N_(
    "Caution: the letterhead dates the report %(day)s, before its last day, %(ends)s. Check “day”"
    " in the file of --office."
)
_ENDS_FIRST = N_("The period ends before it begins.")
_UNKNOWN_FORMAT = N_("A report is not written as “%(name)s”; choose of: %(known)s.")
_NO_FILE = N_("There is no file %(place)s.")
_NO_RIGHTS = N_("%(place)s cannot be read or written: %(reason)s.")
_FULL = N_(
    "Nothing was written: the disk is full at %(place)s. Files that were there are as they were."
    " Make room and run it again."
)
_COUNTED = N_("Cases that responses would be weighted to: %(cases)s")
_NO_POINTS = N_(
    "--silent-lower-by is “%(value)s”; give percentage points above 0 and at most 100, such as 10."
)
_NO_ITEM = N_(
    "--not-asked names “%(value)s”, which is no criterion of the questionnaire; these are:"
    " %(known)s."
)
_NOT_SET = N_(
    "A document could not be set: %(reason)s. Files of the program are missing or altered; install"
    " it anew."
)
_NO_CASES = N_("--silent-lower-by needs the case counts; give their file with --cases.")
_NO_REPORT = N_(
    "--compare: %(place)s is no report.json in which this program says what each index is made of;"
    " make that report anew."
)
_SAME_PEOPLE = N_(
    "--compare: %(place)s is a report of the same days as this one, so that the same people are in"
    " both. Choose one of other days, or give this report its days with --from and --to."
)
_FILE = click.Path(path_type=Path)
_VIETNAM = timezone(timedelta(hours=7))
_SELF_SELECTED, _PROBABILITY = "self-selected", "probability"


class BadOption(ValueError):
    """An option that makes no sense; `sentence` says why, with places for `values`."""

    def __init__(self, sentence: str, **values: str) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence % values)

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of `gettext`."""
        return gettext(self.sentence) % self.values


def points_of(written: str | None, *, has_cases: bool) -> float | None:
    """Return percentage points as a proportion, None where none are written; raise BadOption.

    A decimal comma is one, as on a Vietnamese keyboard.
    """
    if written is None:
        return None
    if not has_cases:
        raise BadOption(_NO_CASES, value=written)
    points = 0.0
    with suppress(ValueError):
        points = float(written.strip().replace(",", "."))
    if not 0 < points <= 100:
        raise BadOption(_NO_POINTS, value=written)
    return points / 100


def not_asked_of(written: str, asked: Questionnaire) -> tuple[str, ...]:
    """Return the ids of items that an option names; raise BadOption where one is none."""
    names = tuple(filter(None, map(str.strip, written.split(","))))
    known = [item.id for item in asked.items]
    for name in names:
        if name not in known:
            raise BadOption(_NO_ITEM, value=name, known=", ".join(known))
    return names


def compared_of(path: Path, made: Report) -> ComparedReport:
    """Return what a report.json says for a report to be held against; raise BadOption."""
    try:
        found = read_compared(path)
        require_other_days(days_of(made), found.period)
    except NoReport:
        raise BadOption(_NO_REPORT, place=str(path)) from None
    except SamePeople:
        raise BadOption(_SAME_PEOPLE, place=str(path)) from None
    return found


def _day(_context: click.Context, _option: click.Parameter, given: datetime | None) -> date | None:
    return given.date() if given else None


def _same_rows(
    _context: click.Context, _option: click.Parameter, given: str | None
) -> SameRows | None:
    return SameRows(given) if given else None


def _day_option(flag: str, name: str, what: str) -> Callable[..., Callable[..., None]]:
    written = click.DateTime(["%Y-%m-%d"])
    return click.option(flag, name, type=written, callback=_day, metavar="YYYY-MM-DD", help=what)


class _Given(TypedDict):
    """The options as they were given."""

    data: Path
    questionnaire: str
    plan: str | None
    names: str
    compare: Sequence[Path]
    sheet: str | None
    mapping: Path | None
    not_asked: str
    cases: Path | None
    points: str | None
    same_rows: SameRows | None
    sample: str
    begins: date | None
    ends: date | None
    language: str
    office: Path | None
    out: Path | None
    dry_run: bool


@click.command("report")
@click.argument("data", type=_FILE)
@click.option(
    "--questionnaire",
    required=True,
    help="What was asked: a YAML file, or the name of one that comes with the program.",
)
@click.option(
    "--plan",
    help="Indices, targets and sampling groups: a YAML file, or the name of one of the program.",
)
@click.option(
    "--format",
    "names",
    default=",".join(FORMATS),
    help=f"One or several of {', '.join(FORMATS)}.",
)
@click.option(
    "--compare",
    type=_FILE,
    multiple=True,
    metavar="REPORT.JSON",
    help="A report of other people to say the changes from; may be given several times.",
)
@click.option("--sheet", help="The sheet of a workbook that has the answers.")
@click.option("--mapping", type=_FILE, help="YAML file of what columns are; see the command map.")
@click.option(
    "--not-asked",
    default="",
    metavar="ID[,ID]",
    help="Criteria that nobody was asked, of which the file has no column.",
)
@click.option("--cases", type=_FILE, help="Case counts, CSV or .xlsx, to weight by.")
@click.option(
    "--silent-lower-by",
    "points",
    metavar="POINTS",
    help="Also show each index if those who did not answer were so many points lower.",
)
@click.option(
    "--same-rows",
    type=click.Choice([each.value for each in SameRows]),
    callback=_same_rows,
    help="Keep or drop rows that are equal in moment and all answers; without it they are refused.",
)
@click.option(
    "--sample",
    type=click.Choice([_SELF_SELECTED, _PROBABILITY]),
    default=_SELF_SELECTED,
    show_default=True,
    help="Whether people chose themselves to answer, or whom to ask was drawn by lot.",
)
@_day_option("--from", "begins", "First day to report on.")
@_day_option("--to", "ends", "Last day to report on.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    envvar="HAILONG_LANGUAGE",
    help="Language of the report and of messages.",
)
@click.option(
    "--office",
    type=_FILE,
    help="YAML file of what stands above and below the report: agency, place, who signs.",
)
@click.option("--out", type=_FILE, help="Folder for report.html and the like.")
@click.option("--dry-run", is_flag=True, help="Write nothing; tell all faults and what is read.")
def command(**given: Unpack[_Given]) -> None:
    """Report on the answers in DATA, a CSV file, a workbook (.xlsx) or a file of SPSS.

    DATA is an export of this program, of Google Forms, LimeSurvey or KoboToolbox, a table of codes
    under the questions' ids, or a .sav file.
    """
    gettext, out = translations(given["language"]).gettext, given["out"]
    if out is None and not given["dry_run"]:
        raise click.MissingParameter(param_hint="--out", param_type="option")
    with refusals(gettext, in_full=given["dry_run"]):
        formats = formats_of(given["names"])
        read = _read(given)
        if out is None or given["dry_run"]:
            click.echo("\n".join(read.previewed(given["language"])))
            return
        made = _asked_for(read.report(), read.silent_lower_by, given["sample"])
        caution_of_day(made, read.letterhead, given["language"])
        beside = held_against(made, [compared_of(path, made) for path in given["compare"]])
        for path in write_report(beside, out, formats, given["language"], read.letterhead):
            click.echo(gettext(_WRITTEN) % {"place": path})


@dataclass(frozen=True)
class _Read:
    """What the files say, and what report is wanted of them."""

    data: Path
    reading: Reading
    plan: Plan | None
    period: Period
    counts: CaseCounts | None
    letterhead: Letterhead
    silent_lower_by: float | None

    def report(self) -> Report:
        return report_of(self.data, self.reading, self.plan, self.period, self.counts)

    def previewed(self, language: str) -> Iterator[str]:
        """Yield the lines that tell how the files are read."""
        account = account_of(self.data, self.reading, self.period)
        # Only a report finds what does not fit between two files.
        made = self.report() if self.counts else None
        gettext = translations(language).gettext
        if made and made.source.cases:
            yield from preview_cases(made.source.cases, gettext)
        if made and made.coverage:
            yield gettext(_COUNTED) % {"cases": made.coverage.cases}
        yield from preview(self.reading, account, language)


def _read(given: _Given) -> _Read:
    """Read all files that were given; what is wrong with the options is told before."""
    period, cases, mapping = (
        Period(given["begins"], given["ends"]),
        given["cases"],
        given["mapping"],
    )
    lower = points_of(given["points"], has_cases=cases is not None)
    asked = questionnaire_of(given["questionnaire"])
    followed = plan_of(given["plan"], asked) if given["plan"] else None
    letterhead, counts = letterhead_of(given["office"]), read_cases(cases) if cases else None
    strata = followed.strata if followed else ()
    reading = read_responses(
        given["data"],
        asked,
        strata,
        sheet=given["sheet"],
        same_rows=given["same_rows"],
        mapping=mapping_of(mapping, asked, strata) if mapping else None,
        not_asked=not_asked_of(given["not_asked"], asked),
        today=datetime.now(_VIETNAM).date(),
    )
    return _Read(given["data"], reading, followed, period, counts, letterhead, lower)


def _asked_for(report: Report, lower: float | None, sample: str) -> Report:
    """Return a report with what the options add to it."""
    report = report if lower is None else with_sensitivity(report, lower)
    return of_probability_sample(report) if sample == _PROBABILITY else report


def questionnaire_of(given: str) -> Questionnaire:
    """Return a questionnaire by its file, or by its name where it comes with the program."""
    if given in questionnaire_names():
        return load_questionnaire(given)
    path = Path(given)
    return read_questionnaire(path.read_bytes(), path.name)


def plan_of(given: str, asked: Questionnaire) -> Plan:
    """Return a plan by its file, or by its name where it comes with the program."""
    if given in plan_names():
        return load_plan(given)
    path = Path(given)
    return read_plan(path.read_bytes(), path.name, asked)


def letterhead_of(path: Path | None) -> Letterhead:
    """Return what a file says of the office; blank where there is none."""
    return read_letterhead(path.read_bytes(), path.name) if path else BLANK


def caution_of_day(report: Report, letterhead: Letterhead, language: str) -> None:
    """Say where a report is dated before its last day; which of the two is right is not known."""
    ends = report.period.ends or report.last_day
    if letterhead.day is None or ends is None or letterhead.day >= ends:
        return
    sentence = translations(language).gettext(_DATED_BEFORE)
    days = {"day": day(letterhead.day, language), "ends": day(ends, language)}
    click.echo(sentence % days, err=True)


def mapping_of(path: Path, asked: Questionnaire, strata: Sequence[str] = ()) -> ColumnMapping:
    """Return what a mapping file says."""
    return read_mapping(path.read_bytes(), path.name, asked, strata)


def report_of_file(
    data: Path,
    questionnaire: Questionnaire,
    plan: Plan | None,
    period: Period,
    cases: Path | None = None,
) -> Report:
    """Return the report of a file of answers, weighted to the case counts of another, if any.

    Raises FaultyData with all that is wrong with one of them, or with both together.
    """
    counts = read_cases(cases) if cases else None
    reading = read_responses(data, questionnaire, plan.strata if plan else ())
    return report_of(data, reading, plan, period, counts)


def report_of(
    data: Path, reading: Reading, plan: Plan | None, period: Period, counts: CaseCounts | None
) -> Report:
    """Return the report of what was read of a file, weighted to case counts, if any.

    Raises FaultyData where the file does not fit the period or the counts.
    """
    account = account_of(data, reading, period)
    with data.open("rb") as file:
        hashed = file_digest(file, "sha256").hexdigest()
    source = Source(data.name, hashed, counts, account, reading.mapping)
    return build_report(reading.responses, plan, source, period, reading.caveats)


def account_of(data: Path, reading: Reading, period: Period) -> Account:
    """Return what becomes of the rows of a file in the report of a period.

    Raises FaultyData where there are no days that could belong to it, or months that it cuts.
    """
    if period.is_open:
        return reading.account
    if not reading.responses.is_dated:
        raise FaultyData(data.name, [Fault.of(Message.NO_DAYS)])
    if reading.responses.is_by_month and not period.is_whole_months:
        raise FaultyData(data.name, [Fault.of(Message.MONTHS_ALONE)])
    is_undated = np.isnat(reading.responses.days)
    is_outside = ~(are_within(reading.responses, period) | is_undated)
    rows = {LeftOut.OUTSIDE_PERIOD: is_outside, LeftOut.UNDATED: is_undated}
    return reading.account.without(
        {reason: reading.numbers[chosen].tolist() for reason, chosen in rows.items()}
    )


@contextmanager
def refusals(gettext: Callable[[str], str], *, in_full: bool) -> Iterator[None]:
    """Turn what cannot be done into sentences and an exit code."""
    try:
        yield
    except FaultyData as fault:
        _refuse(fault.in_full(gettext) if in_full else fault.in_words(gettext))
    except (FaultyFile, BadOption) as fault:
        _refuse(fault.in_words(gettext))
    except UnknownFormat as fault:
        _refuse(gettext(_UNKNOWN_FORMAT) % {"name": fault.name, "known": ", ".join(FORMATS)})
    except PeriodEndsFirst:
        _refuse(gettext(_ENDS_FIRST))
    except TypesettingError as fault:
        _refuse(gettext(_NOT_SET) % {"reason": fault})
    except FileNotFoundError as fault:
        _refuse(gettext(_NO_FILE) % {"place": fault.filename})
    except OSError as fault:
        if fault.errno == ENOSPC:
            _refuse(gettext(_FULL) % {"place": fault.filename})
        _refuse(gettext(_NO_RIGHTS) % {"place": fault.filename, "reason": fault.strerror})


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(EXIT_REFUSED)
