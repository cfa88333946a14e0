"""A report on several versions of a questionnaire names them and counts apart what differs."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.caveats import CaveatCode, other_scales
from analysis.estimators.moments import Moments
from analysis.estimators.strata import single_stratum
from analysis.indices.formulas import pooled_share
from analysis.indices.means import FORMULAS
from analysis.indices.ratings import ratings_of
from analysis.indices.satisfaction import satisfaction_rows
from analysis.report.build import build_report
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.findings.versions import on_answered_versions
from analysis.report.formats.html import write as report_html
from analysis.report.model import Report
from analysis.responses import Responses, unpacked
from questionnaires.model import Wording
from questionnaires.pooling import pooled
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_build import SOURCE

COURTESY = Wording({"vi": "Công chức chào hỏi lịch sự.", "en": "Officials greet politely."})
SECOND = replace(
    SMALL,
    version=2,
    questions=tuple(
        replace(question, wording=COURTESY) if question.id == "courtesy" else question
        for question in SMALL.questions
    ),
)


def responses(count: int = 15) -> Responses:
    """Return so many responses to each version; the newest is not satisfied with its courtesy."""
    both = pooled([SMALL, SECOND])
    answers = np.full((2 * count, len(both.questions)), ord("-"), np.uint8)
    for place, (ids, packed) in enumerate(zip(both.asked, ("424--", "444--"), strict=True)):
        columns = [both.position(its_id) for its_id in ids]
        rows = slice(place * count, (place + 1) * count)
        answers[rows, columns] = unpacked([packed] * count, SMALL)
    return Responses(both, answers, {}, np.array(["NaT"] * 2 * count, "datetime64[D]"))


def test_what_is_asked_alike_is_counted_together_and_the_rest_apart() -> None:
    report = build_report(responses(), PLAN, SOURCE)
    shown = {item.id: (item.estimate.respondents, item.estimate.estimate) for item in report.items}
    assert shown == {
        "signs": (30, 1.0),
        "courtesy": (15, 0.0),
        "fee": (30, 1.0),
        "courtesy.v1": (15, 1.0),
    }
    service = report.indices[0].estimate
    assert (service.respondents, service.answers) == (30, 90)


def test_nobody_could_answer_more_than_the_longest_version_asks() -> None:
    made = responses()
    items = [item.id for item in made.questionnaire.items]
    assert satisfaction_rows(made.answers, made.questionnaire, items).items == 3


def test_formulas_leave_room_for_one_more_who_answers_the_longest_version() -> None:
    made = responses()
    items = [item.id for item in made.questionnaire.items]
    ratings = ratings_of(made.answers, made.questionnaire, items)
    rows = satisfaction_rows(made.answers, made.questionnaire, items)
    whole = pooled_share(single_stratum(Moments.of(rows)))
    assert FORMULAS["pooled_share"](ratings, 0.95).interval == whole.interval
    assert ratings.of_items(items[1:]).rows.items == 2


def test_the_report_names_its_versions_and_what_stands_apart() -> None:
    report = build_report(responses(), PLAN, SOURCE)
    said = {caveat.code: str(caveat) for caveat in report.caveats}
    assert "small.v2 (SHA-256" in said[CaveatCode.VERSIONS_POOLED]
    assert "small.v1 (SHA-256" in said[CaveatCode.VERSIONS_POOLED]
    assert said[CaveatCode.ASKED_OTHERWISE].endswith(": Officials are polite. (version 1).")
    assert "Công chức lịch sự. (phiên bản 1)" in report_html(report, "vi").decode()


def test_versions_that_ask_the_same_leave_nothing_apart() -> None:
    both = pooled([SMALL, replace(SMALL, version=2)])
    made = responses()
    same = Responses(both, made.answers[:, : len(both.questions)], {}, made.days)
    codes = [caveat.code for caveat in build_report(same, PLAN, SOURCE).caveats]
    assert CaveatCode.VERSIONS_POOLED in codes
    assert CaveatCode.ASKED_OTHERWISE not in codes


def codes_of_formulas(report: Report) -> set[CaveatCode]:
    found = report.findings_of(IndexFormulas)
    return {c.code for index in found for figure in index.figures for c in figure.caveats}


def test_a_period_of_the_newest_version_alone_is_reported_on_it() -> None:
    made = responses()
    newest = Responses(made.questionnaire, made.answers[:15], {}, made.days[:15])
    wide = build_report(newest, PLAN, SOURCE)
    assert CaveatCode.ITEMS_LEFT_OUT in codes_of_formulas(wide)
    report = on_answered_versions(wide, {"small.v2"})
    assert report.questionnaire == SECOND
    assert [item.id for item in report.items] == ["signs", "courtesy", "fee"]
    assert [each.id for each in report.findings_of(Priority)] != []
    assert "courtesy.v1" not in {each.id for each in report.findings_of(Priority)}
    assert report.indices == wide.indices
    assert CaveatCode.ITEMS_LEFT_OUT not in codes_of_formulas(report)
    said = report_html(report, "vi").decode()
    assert "phiên bản" not in said


def test_criteria_that_nobody_answered_are_still_counted() -> None:
    made = responses()
    answers = made.answers[:15].copy()
    answers[:, made.questionnaire.position("fee")] = ord("-")
    wide = build_report(Responses(made.questionnaire, answers, {}, made.days[:15]), PLAN, SOURCE)
    (index, *_) = on_answered_versions(wide, {"small.v2"}).findings_of(IndexFormulas)
    left_out = [c for figure in index.figures for c in figure.caveats if "items" in c.values]
    assert {c.values["items"] for c in left_out} == {1}


@pytest.mark.parametrize("answered", [set(), {"small.v1"}, {"small.v1", "small.v2"}])
def test_a_report_of_all_versions_or_of_older_ones_alone_stays(answered: set[str]) -> None:
    report = build_report(responses(), PLAN, SOURCE)
    assert on_answered_versions(report, answered) is report


def test_a_report_on_one_version_stays() -> None:
    made = responses()
    of_one = Responses(SMALL, made.answers[:, : len(SMALL.questions)], {}, made.days)
    report = build_report(of_one, PLAN, SOURCE)
    assert on_answered_versions(report, {"small.v2"}) is report


def test_questions_that_other_versions_name_otherwise_keep_the_report() -> None:
    third = replace(SMALL, version=3)
    made = responses()
    every = pooled([third, SECOND, replace(SECOND, version=1)])
    answers = np.hstack((made.answers, made.answers[:, :1]))[:, : len(every.questions)]
    report = build_report(Responses(every, answers, {}, made.days), PLAN, SOURCE)
    assert on_answered_versions(report, {"small.v3", "small.v1"}) is report


def test_versions_on_another_scale_are_named_with_their_responses() -> None:
    sentence = "cannot be counted together with these: "
    assert str(other_scales({"small.v1": 7})).endswith(f"{sentence}7 responses to small.v1.")
    both = other_scales({"small.v2": 5, "small.v1": 7})
    assert str(both).endswith(f"{sentence}12 responses to small.v1 (7), small.v2 (5).")
    report = build_report(responses(), PLAN, SOURCE, caveats=[both])
    assert report_html(report, "en").decode().count("12 responses to small.v1 (7)") == 1
