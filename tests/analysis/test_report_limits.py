"""What a report does not claim: verdicts of other days, whole quarters, questions never asked."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.caveats import Caveat, CaveatCode
from analysis.commands.report import command
from analysis.estimates import Verdict
from analysis.report.build import build_report, of_probability_sample
from analysis.report.document import Bullets, Card, Table
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report, Source, has_verdicts
from analysis.report.plan_verdicts import with_no_verdict_yet
from analysis.report.sections import document_of
from analysis.report.words import Words
from tests.analysis.documents import section_of, sentences
from tests.analysis.forms import PLAN, SMALL, written
from tests.analysis.test_report_build import make_responses

SOURCE = Source("Sở thử")


def report_of(day: str, plan_begins: date = PLAN.begins, plan_ends: date = PLAN.ends) -> Report:
    plan = replace(PLAN, begins=plan_begins, ends=plan_ends, strata=())
    responses = make_responses(*["5552-"] * 60, points=["A", "B"] * 30, days=[day] * 60)
    return build_report(responses, plan, SOURCE)


@pytest.mark.parametrize("day", ["2025-12-31", "2026-07-01"])
def test_responses_of_other_days_have_no_verdict_of_the_plan(day: str) -> None:
    report = report_of(day)
    found, survey = (section_of(report, name, "en") for name in ("verdicts", "survey"))
    assert found
    assert survey
    assert found.title == "The result"
    card = next(block for block in found.blocks if isinstance(block, Card))
    assert card.mark == "none"
    said = " ".join(sentences([*survey.blocks, *card.blocks]))
    assert "1 January 2026 to 30 June 2026" in said
    assert "100.0% of 180 answers by 60 respondents" in said
    for name in ("html", "csv"):
        written = FORMATS[name].write(report, "en").decode()
        assert "✓" not in written
        assert "Met" not in written.replace("Method", "").replace("“Met”", "")


def test_programs_read_the_target_and_no_verdict_of_other_days() -> None:
    value = json.loads(FORMATS["json"].write(report_of("2026-07-01"), "en"))
    assert "outside_plan" in [caveat["code"] for caveat in value["caveats"]]
    points = [entry for group in value["service_points"] for entry in group["indices"]]
    entries = [entry for entry in (*value["indices"], *points) if "target" in entry]
    assert len(entries) == 3
    for entry in entries:
        assert (entry["target"], entry["verdict"], entry["deciding_bound"]) == (0.8, None, None)
    assert value["indices"][0]["estimate"] == 1
    formulas = value["formulas"][0]
    assert formulas["target"] == 0.8
    assert {figure["verdict"] for figure in formulas["figures"]} == {None}
    written = FORMATS["data"].write(report_of("2026-07-01"), "en").decode()
    rows = csv.DictReader(written.splitlines())
    assert {row["verdict"] for row in rows} == {""}


def test_one_response_of_another_day_takes_the_verdict_from_all() -> None:
    days = ["2026-03-01"] * 59 + ["2025-12-31"]
    responses = make_responses(*["5552-"] * 60, points=["A", "B"] * 30, days=days)
    report = build_report(responses, replace(PLAN, strata=()), SOURCE)
    assert report.indices[0].decision is None
    inside = build_report(responses, replace(PLAN, strata=()), SOURCE, Period(date(2026, 1, 1)))
    assert inside.indices[0].decision


def test_responses_of_the_plans_days_have_its_verdict() -> None:
    report = report_of("2026-06-30")
    assert report.indices[0].decision
    assert report.indices[0].decision.verdict is Verdict.MET
    assert "✓ Met" in FORMATS["html"].write(report, "en").decode()


def test_responses_without_any_day_have_no_verdict_of_the_plan() -> None:
    responses = make_responses(*["5552-"] * 60)
    report = build_report(responses, replace(PLAN, strata=()), SOURCE)
    assert not has_verdicts(report)
    assert [entry.target for entry in report.indices if entry.target is not None]
    assert {f.verdict for found in report.findings_of(IndexFormulas) for f in found.figures} == {
        None
    }
    # Nor is one said to come when the plan's period is over.
    assert with_no_verdict_yet(report) == report
    said = " ".join(sentences(section_of(report, "survey", "en").blocks))
    assert "nobody knows whether they are of the plan's period, 1 January 2026" in said
    assert "undated_for_plan" in [c.code.name.lower() for c in report.caveats]


def test_a_few_responses_without_a_day_are_named_beside_the_verdict() -> None:
    days = ["", *["2026-03-02"] * 59]
    responses = make_responses(*["5552-"] * 60, days=days)
    report = build_report(responses, replace(PLAN, strata=()), SOURCE)
    assert has_verdicts(report)
    said = " ".join(sentences(section_of(report, "survey", "en").blocks))
    assert "Responses without a date, which belong to no month and no period: 1." in said


def test_a_part_of_a_quarter_is_called_so() -> None:
    report = report_of("2026-06-30")
    assert Words("en").group("quarters", "2026-Q2", report) == "quarter 2 of 2026 (only 06/2026)"
    assert (
        Words("vi")
        .quarter("2026-Q2", ["2026-04", "2026-06"])
        .endswith(" (chỉ có tháng 04/2026, 06/2026)")
    )
    assert Words("en").quarter("2026-Q2", ["2026-04", "2026-05", "2026-06"]) == "quarter 2 of 2026"


def test_a_question_that_was_not_asked_is_not_counted_as_unanswered() -> None:
    report = report_of("2026-06-30")
    letter = report.questionnaire.facts[1]
    caveat = Caveat(CaveatCode.FACTS_ABSENT, {"questions": (letter.wording,)})
    found = section_of(replace(report, caveats=(caveat,)), "facts", "en")
    assert found
    late, asked_of_none = (block for block in found.blocks if isinstance(block, Table))
    assert late.caption
    assert "60 answered, of 60 who were asked." in late.caption.notes
    assert asked_of_none.caption
    assert asked_of_none.caption.notes == ("Not asked: the file has no column for this question.",)


def test_a_doubt_of_many_rows_is_said_once_with_its_tables() -> None:
    report = report_of("2026-06-30")
    doubts = [Caveat(CaveatCode.LONELY_STRATUM, {"strata": count}) for count in (1, 2, 4)]
    entries = [replace(e, caveats=(d,)) for e, d in zip(report.items, doubts, strict=True)]
    doubted = replace(report, items=tuple(entries))
    page = FORMATS["html"].write(doubted, "en").decode()
    assert page.count("Sampling groups with a single respondent") == 1
    notes = next(s for s in document_of(doubted, "en").sections if s.id == "notes")
    (bullets,) = notes.blocks
    assert isinstance(bullets, Bullets)
    (said,) = [item for item in bullets.items if "cluster: 1–4." in str(item)]
    assert "“Each group of criteria and each criterion” (3)" in str(said)
    twice = replace(report, items=(entries[0], entries[1], report.items[2]))
    page = FORMATS["html"].write(twice, "en").decode()
    assert page.count("Sampling groups with a single respondent") == 2


def test_a_sample_drawn_by_lot_is_called_so_and_not_self_selected() -> None:
    report = report_of("2026-06-30")
    drawn = of_probability_sample(report)
    assert drawn.caveats[0].code is CaveatCode.DRAWN_BY_LOT
    page = FORMATS["html"].write(drawn, "en").decode()
    assert page.count("Whom to ask was drawn by lot.") == 1
    assert "chose themselves" not in page
    assert "chose themselves" in FORMATS["html"].write(report, "en").decode()


def test_the_command_is_told_how_people_were_chosen(tmp_path: Path) -> None:
    data = written(tmp_path, [["signs", "courtesy", "fee"], *[["5", "5", "5"]] * 12])
    asked = tmp_path / "small.v1.yaml"
    asked.write_text(SMALL.text, "utf-8")
    options = ["--questionnaire", str(asked), "--format", "json", "--out", str(tmp_path)]
    for sample, code in (("probability", "drawn_by_lot"), ("self-selected", "self_selected")):
        done = CliRunner().invoke(command, [str(data), *options, "--sample", sample])
        assert done.exit_code == 0, done.output
        value = json.loads((tmp_path / "report.json").read_text("utf-8"))
        assert value["caveats"][0]["code"] == code
