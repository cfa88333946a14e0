"""An English report of a questionnaire that has English words is English throughout."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from analysis.case_counts import CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.commands.report import report_of
from analysis.reading import Reading, read_cases, read_mapping, read_responses
from analysis.reading.preview import preview
from analysis.reading.same_rows import SameRows
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report
from tests.analysis.forms import PLAN, SMALL, written
from tests.analysis.read_document import in_its_language
from tests.analysis.unpacked import unpacked

VIETNAMESE = re.compile("[À-ÖØ-öø-ỹ]")
IN_VIETNAMESE = re.compile(r'<(\w+)[^>]* lang="vi"[^>]*>.*?</\1>', re.DOTALL)
# What a plan's file says in Vietnamese alone, as it names a document.
DOCUMENTS = {"document", "target_source"}
MAPPING = """
questionnaire: small.v1
columns:
  - {heading: Clear, holds: signs}
answers:
  - {question: scale, cell: Good, answer: "4"}
  - {question: scale, cell: Bad, answer: "2"}
  - {question: courtesy, cell: Unsure, answer: "-"}
not_asked: [fee]
"""


def read(folder: Path) -> Reading:
    """Return answers of which nearly everything is to be doubted that can be in a file."""
    random = Random(7)
    heading = ["day", "service_point", "mode", "questionnaire", "made_up", "Clear", "courtesy"]
    rows: list[list[str]] = [["A title"], [], [*heading, "Note"]]
    for number in range(300):
        point = ("Counter 1", "COUNTER 1", "Counter 2", "Counter 3")[number % 4]
        mode = random.choice(["poster", "kiosk"])
        moment = f"2026-0{1 + number % 8}-03 10:{number % 60:02}:{number % 59:02}"
        asked = "other.v1" if number == 0 else SMALL.name
        marks = [random.choice(["Good", "Very satisfied", "Bad"]) for _ in "12"]
        rows.append(["" if number == 9 else moment, point, mode, asked, "1", *marks, "none"])
    rows += [rows[-1]] * 2
    for number in range(14):
        counter = "Counter 4" if number < 10 else "Counter 5"
        said = [counter, "poster", SMALL.name, "1", "Good", "Good", ""]
        rows.append([f"2026-02-04 09:{number:02}:01", *said])
    mapping = read_mapping(MAPPING.encode(), "mapping.yaml", SMALL)
    path = written(folder, rows)
    return read_responses(path, SMALL, PLAN.strata, same_rows=SameRows.KEEP, mapping=mapping)


def cases(folder: Path) -> CaseCounts:
    path = folder / "cases.csv"
    lines = (f"Counter {number},{count}" for number, count in enumerate((900, 400, 300, 90, 60), 1))
    path.write_text("\n".join(["service_point,cases", *lines]), "utf-8")
    return read_cases(path)


def made(folder: Path, reading: Reading, counts: CaseCounts | None) -> Report:
    return report_of(folder / "phiếu.csv", reading, PLAN, Period(), counts)


def caveats_in(value: object) -> Iterable[str]:
    """Yield the codes of all doubts in a report as JSON."""
    if isinstance(value, dict):
        yield from [value["code"]] if set(value) == {"code", "text"} else []
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from caveats_in(each)


def without_documents(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_documents(each) for key, each in value.items() if key not in DOCUMENTS}
    return [without_documents(each) for each in value] if isinstance(value, list) else value


def said(report: Report, name: str) -> str:
    """Return what a file says but for the names of the office, its file and its documents."""
    read = in_its_language if name == "docx" else unpacked
    text = read(FORMATS[name].write(report, "en")).decode().replace("phiếu.csv", "")
    if name == "json":
        return json.dumps(without_documents(json.loads(text)), ensure_ascii=False)
    if name == "html":
        return IN_VIETNAMESE.sub("", text)
    for words in (PLAN.document, PLAN.note, SMALL.note):
        text = text.replace(words, "")
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("english")


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return read(folder)


@pytest.fixture(scope="module")
def reports(folder: Path, reading: Reading) -> list[Report]:
    """Return the report without case counts, and with them."""
    return [made(folder, reading, counts) for counts in (None, cases(folder))]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_an_english_report_is_vietnamese(reports: list[Report], name: str) -> None:
    for report in reports:
        assert VIETNAMESE.findall(said(report, name)) == []


def test_the_reports_have_most_doubts_that_a_file_can_give(reports: list[Report]) -> None:
    written = (json.loads(FORMATS["json"].write(report, "en")) for report in reports)
    codes = {code for report in written for code in caveats_in(report)}
    assert {"items_not_asked", "facts_absent", "mapped", "cells_collapsed"} <= codes
    assert len(codes) > 25


def test_a_preview_names_questions_in_its_language(reading: Reading) -> None:
    for language, named in (("en", "The fee is right"), ("vi", "Mức phí đúng quy định")):
        assert any(named in line for line in preview(reading, reading.account, language))
    assert not VIETNAMESE.search("".join(preview(reading, reading.account, "en")))


def test_a_doubt_about_questions_is_english_in_a_notebook() -> None:
    caveat = Caveat(CaveatCode.ITEMS_NOT_ASKED, {"questions": (SMALL.items[0].wording,)})
    assert "nobody was asked: Signs are clear. " in str(caveat)
