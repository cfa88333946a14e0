"""How each program writes the answers of some people.

Headings and forms of moments are those of files that the programs wrote: Google Forms' "Download
responses (.csv)", LimeSurvey's CSV with codes or full answers, KoboToolbox's CSV with XML values or
labels, SurveyMonkey's table in two rows of headings, a table typed in a Vietnamese Excel, SPSS, and
our own export.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from analysis.reading.headings import MADE_UP, QUESTIONNAIRE
from tests.analysis.forms import COLUMNS, QUESTIONS, SMALL
from tests.analysis.programs.files import COMMENT, DAY, MONTH, POINT, File, answer_in, rows_of
from tests.analysis.programs.people import Person

_GRID = {"vi": "Ông/Bà hài lòng đến mức nào?", "en": "How satisfied were you?"}
_HALVES = {"vi": ("SA", "CH"), "en": ("AM", "PM")}


def google_forms(people: Sequence[Person], words: str) -> File:
    """Return what the owner of a form downloads as CSV: every cell quoted, the zone beside it."""
    stamp, point, mail = {
        "vi": ("Dấu thời gian", "Quầy", "Địa chỉ email"),
        "en": ("Timestamp", "Service point", "Email Address"),
    }[words]
    wordings = [_wording(name, words) for name in QUESTIONS]
    grid = [f"{_GRID[words]} [{wording}]" for wording in wordings[:3]]
    return File(
        roles=(DAY, "email", POINT, *QUESTIONS, COMMENT),
        headings=(stamp, mail, point, *grid, *wordings[3:], SMALL.comment.texts[words]),
        rows=rows_of(
            people,
            lambda n, each: [
                google_stamp(each, words),
                f"nguoi{n}@vi.du",
                each.point,
                *_answers(each, words),
                "",
            ],
        ),
        words=words,
        quoting=csv.QUOTE_ALL,
    )


def google_stamp(each: Person, words: str, zone: int = 7) -> str:
    """Return the moment as Google Forms writes it in a zone, so many hours before UTC."""
    moment = each.moment + timedelta(hours=zone - 7)
    half = _HALVES[words][moment.hour >= 12]
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S} {half}"
    return f"{moment:%Y/%m/%d} {clock} GMT{zone:+d}"


def limesurvey(people: Sequence[Person], words: str) -> File:
    """Return LimeSurvey's CSV: codes under codes, or full answers under full texts."""
    if words:
        added = ["Response ID", "Date submitted", "Last page", "Start language", "Seed"]
        added += ["Date started", "Date last action"]
        wordings = [_wording(name, words) for name in QUESTIONS]
        headings = [f"Đánh giá [{wording}]" for wording in wordings[:3]] + wordings[3:]
    else:
        added = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
        headings = [f"G01Q01[{name}]" for name in QUESTIONS[:3]] + list(QUESTIONS[3:])
    return File(
        roles=("id", DAY, "lastpage", "language", "seed", "start", "end", POINT, *QUESTIONS),
        headings=(*added, "Quầy" if words else POINT, *headings),
        rows=rows_of(
            people,
            lambda n, each: [
                str(n),
                f"{each.moment:%Y-%m-%d %H:%M:%S}",
                *("3", "vi", str(100_000 + 7 * n)),
                f"{each.moment - timedelta(minutes=3):%Y-%m-%d %H:%M:%S}",
                f"{each.moment:%Y-%m-%d %H:%M:%S}",
                each.point,
                *_answers(each, words),
            ],
        ),
        words=words,
        quoting=csv.QUOTE_ALL,
        encoding="utf-8-sig",
    )


_KOBO_ADDED = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status")
_KOBO_LAST = ("_submitted_by", "__version__", "_tags", "_index")


def kobotoolbox(people: Sequence[Person], words: str) -> File:
    """Return KoboToolbox's CSV: XML values with their groups, or labels."""
    if words:
        point, headings = "Quầy", [_wording(name, words) for name in QUESTIONS]
    else:
        point, headings = "place/service_point", [f"place/{name}" for name in QUESTIONS]
    # Those of the program's own that a damage is about have roles; the others have none.
    return File(
        roles=(
            *("start", "end", DAY, POINT, *QUESTIONS),
            *("number", "id", "sent", "status", "notes", "state", "by", "version", "tags", "index"),
        ),
        headings=("start", "end", "today", point, *headings, *_KOBO_ADDED, *_KOBO_LAST),
        rows=rows_of(
            people,
            lambda n, each: [
                f"{each.moment - timedelta(minutes=3):%Y-%m-%dT%H:%M:%S}.000+07:00",
                f"{each.moment:%Y-%m-%dT%H:%M:%S}.000+07:00",
                f"{each.moment:%Y-%m-%d}",
                each.point,
                *_answers(each, words),
                *(str(900 + n), f"1f6b7c20-4d5e-4f00-8a00-{n:012}"),
                f"{each.moment - timedelta(hours=7):%Y-%m-%dT%H:%M:%S}",
                *("", "", "submitted_via_web", "", "vA1", "", str(n)),
            ],
        ),
        words=words,
        separator=";",
        quoting=csv.QUOTE_ALL,
    )


_SURVEYMONKEY = ("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address")
_ITEMS = 3  # on the scale, asked in one grid


def surveymonkey(people: Sequence[Person], words: str, suffix: str) -> File:
    """Return SurveyMonkey's table in two rows of headings, months before days where it is text."""
    wordings = [_wording(name, words) for name in QUESTIONS]
    added = len(_SURVEYMONKEY)
    is_text = suffix == ".csv"

    def stamp(moment: datetime) -> str:
        return format(moment, "%m/%d/%Y %I:%M:%S %p" if is_text else "%Y-%m-%d %H:%M:%S")

    return File(
        roles=("id", "collector", "start", DAY, "network", POINT, *QUESTIONS),
        headings=(*_SURVEYMONKEY, "Quầy", _GRID[words], "", "", *wordings[_ITEMS:]),
        lower_headings=(
            *("",) * added,
            *("Response", *wordings[:_ITEMS]),
            *("Response",) * len(wordings[_ITEMS:]),
        ),
        rows=rows_of(
            people,
            lambda n, each: [
                *(str(118_000_000_000 + n), "4242"),
                *(stamp(each.moment - timedelta(minutes=3)), stamp(each.moment), "203.0.113.7"),
                *(each.point, *_answers(each, words)),
            ],
        ),
        words=words,
        suffix=suffix,
    )


def excel(people: Sequence[Person], suffix: str) -> File:
    """Return a table typed in a Vietnamese Excel, as "CSV UTF-8" or as the workbook itself."""
    wordings = [_wording(name, "vi") for name in QUESTIONS]
    return File(
        roles=("number", POINT, DAY, *QUESTIONS, COMMENT),
        headings=("STT", "Quầy", "Ngày", *wordings, "Góp ý thêm"),
        rows=rows_of(
            people,
            lambda n, each: [
                str(n),
                each.point,
                f"{each.moment:%Y-%m-%d}" if suffix == ".xlsx" else f"{each.moment:%d/%m/%Y}",
                *_answers(each, "vi"),
                "",
            ],
        ),
        words="vi",
        suffix=suffix,
        separator=";",
        encoding="utf-8-sig",
    )


def spss(people: Sequence[Person], words: str) -> File:
    """Return a file of SPSS: numbers under names, whose labels say what they mean."""
    return File(
        roles=(DAY, POINT, *QUESTIONS),
        headings=(DAY, POINT, *QUESTIONS),
        rows=rows_of(
            people,
            lambda _n, each: [f"{each.moment:%Y-%m-%d}", each.point, *_answers(each, "")],
        ),
        words=words,
        suffix=".sav",
    )


def ours(people: Sequence[Person], came: str) -> File:
    """Return the table of our own export: by month, or by day as it was before."""
    between = ("field", "mode", QUESTIONNAIRE, "plan", "language", MADE_UP)
    assert {DAY, POINT, *between} >= set(COLUMNS)
    pattern = {DAY: "%Y-%m-%d", MONTH: "%Y-%m"}[came]
    return File(
        is_by_month=came == MONTH,
        roles=(came, POINT, *between, *QUESTIONS),
        headings=(came, POINT, *between, *QUESTIONS),
        rows=rows_of(
            people,
            lambda _n, each: [
                format(each.moment, pattern),
                each.point,
                *("Việc làm", "poster", SMALL.name, "small-plan", "vi", "0"),
                *_answers(each, ""),
            ],
        ),
    )


def _wording(question: str, words: str) -> str:
    return SMALL.question(question).wording.texts[words]


def _answers(each: Person, words: str) -> list[str]:
    return [answer_in(words, name, each.answer(name)) for name in QUESTIONS]


PROGRAMS: Mapping[str, Callable[[Sequence[Person]], File]] = {
    "Google Forms in Vietnamese": lambda people: google_forms(people, "vi"),
    "Google Forms in English": lambda people: google_forms(people, "en"),
    "LimeSurvey's codes": lambda people: limesurvey(people, ""),
    "LimeSurvey's answers": lambda people: limesurvey(people, "vi"),
    "KoboToolbox's values": lambda people: kobotoolbox(people, ""),
    "KoboToolbox's labels": lambda people: kobotoolbox(people, "vi"),
    "SurveyMonkey's CSV": lambda people: surveymonkey(people, "vi", ".csv"),
    "SurveyMonkey's workbook": lambda people: surveymonkey(people, "en", ".xlsx"),
    "SPSS": lambda people: spss(people, "vi"),
    "Excel's CSV": lambda people: excel(people, ".csv"),
    "Excel's workbook": lambda people: excel(people, ".xlsx"),
    "our export": lambda people: ours(people, MONTH),
    "our export of before": lambda people: ours(people, DAY),
}
