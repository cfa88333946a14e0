"""Where every case was counted: the share stands once, and there is no sampling error."""

import csv
import io
import re
from dataclasses import replace

import pytest

from analysis.commands.sentences import edges
from analysis.estimates import Interval
from analysis.report.document import Card, Paragraph, Picture, Table
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.findings.facts import Fact
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report
from templates.languages import LANGUAGES
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.documents import first_part, plain, section_of, sentences
from tests.analysis.read_workbook import opened
from tests.analysis.test_sentences import texts
from tests.analysis.test_weighting import report_of

CENSUS = edges()["census"]
BELOW = {"en": "every case", "vi": "mọi hồ sơ"}
POINT = re.compile(r"\b(\d+[.,]\d+)–\1%")


def card(report: Report) -> Card:
    section = section_of(report, "verdicts")
    assert section
    return next(block for block in section.blocks if isinstance(block, Card))


def below_shares(report: Report, name: str, language: str = "en") -> list[str]:
    """Return what stands in small letters below the shares of a table."""
    table = next(block for block in first_part(report, name, language) if isinstance(block, Table))
    rows = [row for group in table.groups for row in group.rows]
    return [plain(note) for row in rows for cell in row.cells[1:] for note in cell.notes]


def remarks(report: Report, name: str) -> str:
    blocks = first_part(report, name)
    return " ".join(plain(one.lines[0]) for one in blocks if isinstance(one, Paragraph))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_interval_of_two_equal_ends_is_printed(language: str) -> None:
    assert [text for text in texts("census", language) if POINT.search(text)] == []
    assert {*below_shares(CENSUS, "criteria", language)} == {BELOW[language]}
    assert BELOW[language] in below_shares(CENSUS, "formulas", language)


def test_the_verdict_rests_on_the_share_itself() -> None:
    assert sentences(list(card(CENSUS).blocks))[2:4] == [
        "This is not below the target of 90%.",
        "Every case was counted, so there is no sampling error.",
    ]


def test_the_picture_has_a_dot_and_no_interval() -> None:
    (picture,) = [block for block in card(CENSUS).blocks if isinstance(block, Picture)]
    assert picture.words.startswith("The share as a dot, the target as a dashed line.")


def test_a_table_of_both_tells_the_ones_from_the_others() -> None:
    points = [("A",)] * 40 + [("B",)] * 40
    answered = make_answered(points, (["555"] * 36 + ["222"] * 4) * 2)
    report = report_of(answered, make_counts({("A",): 40, ("B",): 400}))
    whole, part = below_shares(report, "service-points")
    assert whole == "every case"
    assert "–" in part
    said = remarks(report, "service-points")
    assert "The small figures are 95% intervals. “Every case”: all cases were counted" in said
    assert "Every case was counted" not in said


def test_facts_have_no_interval_either() -> None:
    answered = make_answered([("A",)] * 40, ["5551-"] * 25 + ["5552-"] * 15)
    report = report_of(answered, make_counts({("A",): 40}))
    assert any(answer.interval for fact in report.findings_of(Fact) for answer in fact.answers)
    section = section_of(report, "facts")
    assert section
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert not any(column.holds == "interval" for table in tables for column in table.columns)
    assert "low" not in workbook(report)["Facts"]


def workbook(report: Report) -> dict[str, list[str]]:
    """Return the headings of each sheet that has some, with ends of intervals called low."""
    names = {
        "95% interval from": "low",
        "Interval of the difference from (percentage points)": "low",
    }
    return {
        sheet.title: [
            names.get(str(cell.value), str(cell.value))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value
        ]
        for sheet in opened(FORMATS["xlsx"].write(report, "en"))
    }


def test_the_workbook_has_no_ends_and_does_not_say_that_people_chose_themselves() -> None:
    sheets = workbook(CENSUS)
    assert "low" not in [*sheets["Results"], *sheets["Each service point"]]
    assert "Deciding bound" not in sheets["Results"]
    assert not any("chose themselves" in text for text in sheets["Results"])
    assert any("no sampling error" in text for text in sheets["Results"])


def test_numbers_for_programs_stay() -> None:
    content = FORMATS["data"].write(CENSUS, "en").decode()
    first = next(csv.DictReader(io.StringIO(content, newline="")))
    assert first["low"] == first["high"] == first["estimate"] != ""


def test_the_difference_of_two_such_times_has_no_interval() -> None:
    entry = CENSUS.indices[0]
    change = Change(
        entry.id,
        entry.title,
        Reference.GIVEN,
        Period(),
        "2021.json",
        earlier=0.9,
        difference=0.012,
        interval=Interval(0.012, 0.012, 0.95, "mover"),
        movement=Movement.HIGHER,
    )
    report = replace(CENSUS, findings=(*CENSUS.findings, change))
    section = section_of(report, "changes")
    assert section
    said, *_ = [plain(item) for block in section.blocks for item in getattr(block, "items", ())]
    assert said == (
        "Index 1: 1.2 percentage points higher than in the report “2021.json” (every case of both"
        " times was counted, so there is no sampling error)."
    )
    assert "low" not in workbook(report)["What has moved"]


def census_of(*packed: str) -> Report:
    return report_of(
        make_answered([("A",)] * len(packed), packed), make_counts({("A",): len(packed)})
    )


# One item of three, and every item of an index, left blank by some of those who all have a form.
BLANKS = census_of(*["5551-"] * 25, *["-5552"] * 15)
SILENT = census_of(*["5551-"] * 25, *["-----"] * 15)


def test_a_share_that_some_left_blank_is_no_share_of_every_case() -> None:
    signs, papers, _ = (item.estimate for item in BLANKS.items)
    assert signs
    assert papers
    assert not signs.is_full_count
    assert signs.standard_error == 0 or signs.standard_error is None
    assert signs.interval
    assert signs.interval.low < signs.interval.high == 1
    assert papers.is_full_count


def test_an_index_that_some_left_blank_has_an_interval() -> None:
    (index,) = SILENT.indices
    assert index.estimate
    assert not index.estimate.is_full_count


@pytest.mark.parametrize(("report", "is_kept"), [(CENSUS, False), (BLANKS, True), (SILENT, True)])
def test_that_people_chose_themselves_is_said_where_an_answer_is_missing(
    report: Report, is_kept: bool
) -> None:
    said = " ".join(remarks(report, "survey").split())
    assert ("people chose themselves" in said) is is_kept
    assert any("chose themselves" in text for text in workbook(report)["Results"]) is is_kept


def test_a_fact_that_some_left_out_keeps_its_interval() -> None:
    answered, left_out = (
        census_of(*["5551-"] * 25, *["5552-"] * 15),
        census_of(*["5551-"] * 30, *["5552-"] * 15, *["555--"] * 9),
    )
    assert "low" not in workbook(answered)["Facts"]
    assert "low" in workbook(left_out)["Facts"]


@pytest.mark.parametrize(
    ("report", "asks_for_more"),
    [(CENSUS, False), (edges()["undecided"], True)],
)
def test_a_full_count_never_asks_for_more_answers(report: Report, asks_for_more: bool) -> None:
    said = " ".join(sentences(first_part(report, "standings")))
    assert ("with more answers" in said) is asks_for_more
    assert ("in this period they differed as the figures say" in said) is not asks_for_more


def test_the_first_page_says_what_the_comparisons_of_a_full_count_ask() -> None:
    assert "a sample of all who could have come" in remarks(CENSUS, "survey")
