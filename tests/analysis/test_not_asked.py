"""A survey that left criteria out: they are named, never estimated, and the rest is not judged."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from analysis.caveats import CaveatCode
from analysis.commands.report import EXIT_REFUSED, command
from analysis.indices.satisfaction import satisfaction_rows
from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Message
from analysis.reading.preview import preview
from analysis.report.build import build_report
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.formats import FORMATS
from analysis.report.model import Report, Source, has_verdicts
from questionnaires.model import Plan
from tests.analysis.documents import first_part, rows, table
from tests.analysis.forms import PLAN, SMALL, written

ITEMS = [item.id for item in SMALL.items]


def rows_without(*left_out: str, count: int = 60) -> list[list[str]]:
    """Return so many responses at two service points, without the columns of some items."""
    random, columns = Random(5), [item for item in ITEMS if item not in left_out]
    given = [[random.choice("55542") for _ in columns] for _ in range(count)]
    points = [["A", "B"][number % 2] for number in range(count)]
    return [
        ["service_point", *columns, "day"],
        *([point, *row, "2026-03-02"] for point, row in zip(points, given, strict=True)),
    ]


def read(folder: Path, *left_out: str) -> Reading:
    path = written(folder, rows_without(*left_out))
    return read_responses(path, SMALL, PLAN.strata, not_asked=left_out)


def report_without(folder: Path, *left_out: str, plan: Plan | None = PLAN) -> Report:
    reading = read(folder, *left_out)
    return build_report(reading.responses, plan, Source("Sở thử"), None, reading.caveats)


def codes(report: Report) -> dict[str, list[CaveatCode]]:
    entries = (*report.factors, *report.items, *report.indices)
    return {entry.id: [caveat.code for caveat in entry.caveats] for entry in entries}


def test_a_column_may_be_missing_of_what_nobody_was_asked(tmp_path: Path) -> None:
    reading = read(tmp_path, "fee")
    assert len(reading.responses) == 60
    (caveat,) = [c for c in reading.caveats if c.code is CaveatCode.ITEMS_NOT_ASKED]
    assert caveat.values_in("vi") == {"questions": "Mức phí đúng quy định"}
    assert any("Mức phí đúng quy định" in line for line in preview(reading, reading.account, "vi"))


def test_the_most_answers_of_an_index_are_those_that_were_asked(tmp_path: Path) -> None:
    responses = read(tmp_path, "fee").responses
    for index, most in zip(PLAN.indices, (2, 1), strict=True):
        items = index.items(responses.questionnaire)
        assert satisfaction_rows(responses.answers, responses.questionnaire, items).items == most


def test_its_figures_are_those_of_a_form_that_never_had_the_item(tmp_path: Path) -> None:
    people = next(e for e in report_without(tmp_path, "fee").indices if e.id == "people")
    courtesy = next(e for e in report_without(tmp_path, "fee").items if e.id == "courtesy")
    assert people.estimate
    assert courtesy.estimate
    assert people.estimate.interval == courtesy.estimate.interval


def test_a_missing_column_names_the_way_out(tmp_path: Path) -> None:
    path = written(tmp_path, rows_without("fee"))
    with pytest.raises(FaultyData, match=r"\(fee\).* with --not-asked and the name in brackets"):
        read_responses(path, SMALL)


@pytest.mark.parametrize("heading", ["fee", "Q3", "Mức phí đúng quy định."])
def test_a_column_of_what_nobody_was_asked_is_a_contradiction(tmp_path: Path, heading: str) -> None:
    given = rows_without()
    given[0][3] = heading
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, given), SMALL, not_asked=["fee"])
    (fault,) = caught.value.faults
    assert fault.message is Message.ASKED_AFTER_ALL
    assert (fault.column, fault.values["id"]) == (heading, "fee")


def test_a_mapping_and_an_option_mean_the_same_and_add_up(tmp_path: Path) -> None:
    text = "questionnaire: small.v1\nnot_asked: [fee]\ncolumns: [{heading: signs, holds: signs}]\n"
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    path = written(tmp_path, rows_without("fee", "courtesy"))
    reading = read_responses(path, SMALL, mapping=mapping, not_asked=["courtesy"])
    assert [item.id for item in reading.responses.questionnaire.items] == ["signs"]
    report = build_report(
        reading.responses, PLAN, Source("x", mapping=mapping), None, reading.caveats
    )
    page = FORMATS["html"].write(report, "vi").decode()
    assert "Không hỏi: Mức phí đúng quy định." in page
    assert list(preview(reading, reading.account, "vi"))


def test_a_mapping_cannot_hold_a_column_that_the_option_says_was_not_asked(tmp_path: Path) -> None:
    text = 'questionnaire: small.v1\ncolumns: [{heading: "Phí", holds: fee}]\n'
    given = rows_without()
    given[0][3] = "Phí"
    mapping = read_mapping(text.encode(), "m.yaml", SMALL)
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, given), SMALL, mapping=mapping, not_asked=["fee"])
    assert [fault.message for fault in caught.value.faults] == [Message.ASKED_AFTER_ALL]


def test_a_survey_that_asked_nothing_has_no_report(tmp_path: Path) -> None:
    path = written(tmp_path, [["service_point", "late"], ["A", "1"], ["B", "2"]])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL, not_asked=ITEMS)
    assert [fault.message for fault in caught.value.faults] == [Message.NOTHING_ASKED]


def test_an_index_of_a_part_has_an_estimate_and_neither_target_nor_verdict(tmp_path: Path) -> None:
    report = report_without(tmp_path, "fee")
    assert not has_verdicts(report)
    indices = (*report.indices, *(e for group in report.service_points for e in group.indices))
    for entry in indices:
        assert entry.estimate
        assert (entry.decision, entry.target, entry.target_source) == (None, None, "")
        (caveat,) = [c for c in entry.caveats if c.code is CaveatCode.PARTLY_ASKED]
        assert caveat.values == {
            "asked": 2 if entry.id == "service" else 1,
            "items": 3 if entry.id == "service" else 2,
        }
    for formulas in report.findings_of(IndexFormulas):
        assert formulas.target is None
        assert {figure.verdict for figure in formulas.figures} == {None}


def test_an_index_that_lacks_nothing_keeps_its_verdict(tmp_path: Path) -> None:
    service, people = PLAN.indices
    plan = replace(PLAN, indices=(service, replace(people, target=service.target)))
    report = report_without(tmp_path, "signs", plan=plan)
    assert report.indices[0].decision is None
    assert report.indices[1].decision
    assert CaveatCode.PARTLY_ASKED not in codes(report)["people"]
    assert has_verdicts(report)


def test_without_a_plan_the_index_of_all_says_what_it_lacks(tmp_path: Path) -> None:
    (entry,) = report_without(tmp_path, "fee", plan=None).indices
    assert [c.code for c in entry.caveats if c.code is CaveatCode.PARTLY_ASKED]


def test_what_nobody_was_asked_stands_in_its_place_without_a_figure(tmp_path: Path) -> None:
    report = report_without(tmp_path, "courtesy", "fee")
    assert [entry.id for entry in report.items] == ITEMS
    assert [entry.id for entry in report.indices] == ["service", "people"]
    assert codes(report)["people"] == [CaveatCode.NOT_ASKED]
    assert [e.is_asked for e in report.items] == [True, False, False]
    assert {priority.id for priority in report.findings_of(Priority)} == {"signs"}


def test_the_page_says_not_asked_and_no_number_of_none(tmp_path: Path) -> None:
    report = report_without(tmp_path, "courtesy", "fee")
    criteria = rows(table(first_part(report, "criteria", "vi")))
    # The criteria and the group of them alone.
    assert ["không hỏi" in row for row in criteria] == [False, False, True, True, True]
    page = FORMATS["html"].write(report, "vi").decode()
    assert "Chỉ hỏi 1 trong 3 tiêu chí." in page
    assert "Các tiêu chí không hỏi: Công chức lịch sự; Mức phí đúng quy định." in page
    assert "0 trên" not in page


def test_programs_read_what_nobody_was_asked(tmp_path: Path) -> None:
    report = report_without(tmp_path, "courtesy", "fee")
    value = json.loads(FORMATS["json"].write(report, "en"))
    assert value["questionnaire"]["not_asked"] == ["courtesy", "fee"]
    fee = value["items"][2]
    assert (fee["id"], fee["estimate"], fee["respondents"]) == ("fee", None, None)
    assert [caveat["code"] for caveat in fee["caveats"]] == ["not_asked"]
    assert "verdict" not in value["indices"][0]
    data = FORMATS["data"].write(report, "en").decode()
    written_rows = csv.DictReader(data.splitlines())
    (row,) = [row for row in written_rows if (row["id"], row["level"]) == ("fee", "item")]
    assert (row["estimate"], row["respondents"]) == ("", "")
    assert row["caveats"] == "Nobody was asked this."


def run(folder: Path, given: list[list[str]], *options: str) -> Result:
    asked = folder / "small.v1.yaml"
    asked.write_text(SMALL.text, "utf-8")
    data = str(written(folder, given))
    always = ["--questionnaire", str(asked), "--out", str(folder), "--format", "json"]
    return CliRunner().invoke(command, [data, *always, *options])


def test_the_command_takes_the_criteria_that_were_not_asked(tmp_path: Path) -> None:
    given = rows_without("courtesy", "fee")
    assert run(tmp_path, given).exit_code == EXIT_REFUSED
    done = run(tmp_path, given, "--not-asked", "courtesy, fee")
    assert done.exit_code == 0, done.output
    value = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert value["questionnaire"]["not_asked"] == ["courtesy", "fee"]


def test_the_command_refuses_what_is_no_criterion(tmp_path: Path) -> None:
    done = run(tmp_path, rows_without(), "--not-asked", "fee,late")
    assert done.exit_code == EXIT_REFUSED
    assert "“late”" in done.output
    assert "signs, courtesy, fee" in done.output
    assert not (tmp_path / "report.json").exists()
