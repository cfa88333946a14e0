"""The sections of a report: in their order, and left out where there is nothing to say."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from analysis.case_counts import CaseCounts, CaseRow
from analysis.estimates import Verdict
from analysis.letterhead import BLANK
from analysis.report.document import Bullets, Figure, Part
from analysis.report.formats import FORMATS
from analysis.report.model import NonresponseSensitivity, Period, Population, Report, WeightGroup
from analysis.report.sections import document_of
from tests.analysis.documents import plain, section_of, sentences
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import report_of


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


def test_sections_stand_in_the_order_that_they_declare(report: Report) -> None:
    names = [section.id for section in document_of(report, "en").sections]
    assert names == [
        *("survey", "verdicts", "first-look", "criteria", "levels", "service-points"),
        "months",
        *(
            "formulas",
            "facts",
            "proposals",
            "standings",
            "priorities",
            "watch",
            "notes",
            "methods",
            "provenance",
        ),
    ]


def test_annexes_stand_behind_the_body_whatever_position_they_declare(report: Report) -> None:
    order = list(Part)
    parts = [order.index(section.part) for section in document_of(report, "en").sections]
    assert parts == sorted(parts)
    assert set(parts) == {0, 1, 2}


@pytest.mark.parametrize(
    ("language", "chapters", "annex"),
    [
        (
            "en",
            [
                "I. The survey",
                "II. Main results",
                "III. Results in detail",
                "IV. What is to be done",
            ],
            "Annex I",
        ),
        (
            "vi",
            [
                "I. Việc khảo sát",
                "II. Kết quả chính",
                "III. Kết quả chi tiết",
                "IV. Nhận xét, kiến nghị",
            ],
            "Phụ lục I",
        ),
    ],
)
def test_chapters_and_sections_are_numbered_without_gaps(
    report: Report, language: str, chapters: list[str], annex: str
) -> None:
    document = document_of(report, language)
    assert [f"{each.label} {each.title}" for each in document.chapters] == chapters
    labels = [section.label for section in document.chapters[2].sections]
    assert labels == [f"{number}." for number in range(1, len(labels) + 1)]
    assert document.annexes[0].label == annex
    assert all(section.part is each.part for each in document.chapters for section in each.sections)


def test_what_is_not_in_a_report_has_no_section() -> None:
    few = replace(report_of("543--"), findings=())
    names = {section.id for section in document_of(few, "en").sections}
    assert not names & {"service-points", "standings", "months", "watch", "facts"}


def test_a_report_without_facts_has_no_section_of_them(report: Report) -> None:
    without = document_of(replace(report, findings=()), "en").sections
    assert "facts" not in {section.id for section in without}


def test_an_index_says_what_nonrespondents_would_change(report: Report) -> None:
    lower = NonresponseSensitivity(0.1, 0.82)
    entry = replace(report.indices[0], sensitivity=lower)
    section = section_of(
        replace(report, indices=(entry,), service_points=(), months=()), "verdicts"
    )
    assert section
    said = chain.from_iterable(sentences(list(getattr(b, "blocks", ()))) for b in section.blocks)
    assert "If those who did not answer were 10 points lower: 82.0%." in said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (("2026-01", "2026-03"), "Cases of 01/2026 to 03/2026."),
        (("2026-01",), "Cases of 01/2026."),
    ],
)
def test_the_head_says_of_which_months_the_cases_are(
    report: Report, months: tuple[str, ...], said: str
) -> None:
    rows = tuple(CaseRow(("a", month), 500, row) for row, month in enumerate(months, start=2))
    counts = CaseCounts("cases.csv", "0" * 64, ("service_point", "month"), rows)
    population = Population(counts, (WeightGroup(rows, 60),))
    about = document_of(replace(report, population=population), "en").about
    assert plain(about.lines[1]).endswith(f"%. {said}")


def test_hashes_and_names_of_versions_stand_in_the_annex_alone(report: Report) -> None:
    *before, annex = map(str, document_of(report, "en").sections)
    counted = replace(report, source=replace(report.source, sha256="ab" * 32))
    assert report.plan is not None
    named = (report.source.sha256 or "", report.plan.sha256, report.questionnaire.sha256)
    versions = (f"{report.plan.id}, ", report.questionnaire.name)
    for each in (*named, *versions):
        assert each in annex
        assert not any(each in section for section in before)
    about = str(document_of(counted, "en").about)
    assert "ab" * 32 not in about
    assert report.plan.id not in about


@pytest.mark.parametrize(("groups", "said"), [(1, "number of groups: 1."), (2, "groups: 2.")])
def test_sampling_groups_are_counted_without_a_fault_of_number(
    report: Report, groups: int, said: str
) -> None:
    rows = tuple(CaseRow((name,), 500, row) for row, name in enumerate("ab"[:groups], start=2))
    counts = CaseCounts("cases.csv", "0" * 64, ("service_point",), rows)
    population = Population(counts, tuple(WeightGroup((row,), 60) for row in rows))
    weighted = replace(report, population=population, strata=("service_point",))
    assert f"By service point; {said}"[-len(said) :] in str(section_of(weighted, "methods"))
    assert f"số nhóm: {groups}." in str(section_of(weighted, "methods", "vi"))


def test_one_response_is_told_as_one() -> None:
    (line, *_) = document_of(report_of("543--"), "en").about.lines
    assert plain(line).endswith(" · 1 response")
    (line, *_) = document_of(report_of("543--", "543--"), "en").about.lines
    assert plain(line).endswith(" · 2 responses")


@pytest.mark.parametrize(
    ("more_needed", "said", "cell", "figure"),
    [
        (2345, "about 2,400 more would settle it", "2400", 2400),
        (225_718, "so near the target that no practicable number", "no practicable number", None),
    ],
)
def test_further_answers_are_told_rounded_or_as_impracticable(
    report: Report, more_needed: int, said: str, cell: str, figure: int | None
) -> None:
    undecided = next(each for each in report.indices if each.decision is not None)
    assert undecided.estimate is not None
    assert undecided.decision is not None
    entry = replace(
        undecided,
        estimate=replace(undecided.estimate, respondents=360),
        decision=replace(
            undecided.decision,
            verdict=Verdict.UNDECIDED,
            deciding_bound=0.88,
            more_needed=more_needed,
        ),
    )
    changed = replace(report, indices=(entry,))
    assert said in FORMATS["html"].write(changed, "en").decode()
    table = FORMATS["csv"].write(changed, "en").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(table)))["Further respondents needed"] == cell
    (told,) = json.loads(FORMATS["json"].write(changed, "en"))["indices"]
    assert (told["more_needed"], told["is_too_near"]) == (figure, True if figure is None else None)
    row = next(csv.DictReader(io.StringIO(FORMATS["data"].write(changed, "en").decode())))
    assert row["more_needed"] == ("" if figure is None else str(figure))
    assert row["is_too_near"] == ("1" if figure is None else "")


def test_a_report_of_one_day_names_it_once() -> None:
    one = replace(small_report(), period=Period(date(2026, 3, 2), date(2026, 3, 2)))
    (line, *_) = document_of(one, "vi").about.lines
    assert " · ngày 02/03/2026 · " in plain(line)


def test_without_figures_no_doubt_names_a_table_that_is_not_there() -> None:
    for count in (0, 1, 9):
        notes = section_of(report_of(*["555--"] * count), "notes", "vi")
        assert notes
        (doubts,) = notes.blocks
        assert isinstance(doubts, Bullets)
        assert not any("các bảng sau" in plain(each) for each in doubts.items)
    of_all = section_of(report_of(*["555--"] * 60), "notes", "vi")
    assert of_all
    assert "các bảng sau" in str(of_all)


def test_a_table_of_which_nothing_is_to_be_said_has_no_empty_line_above() -> None:
    alike = report_of(*["555--"] * 60)
    formulas = section_of(alike, "formulas", "vi")
    assert formulas
    assert isinstance(formulas.blocks[0], Figure)
    assert formulas.blocks[0].caption == ""
    assert "<figcaption></figcaption>" not in FORMATS["html"].write(alike, "vi", BLANK).decode()
