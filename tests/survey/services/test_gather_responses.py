"""What a report is made from: the responses to every version of the questionnaire."""

from datetime import date
from pathlib import Path

from analysis.report.formats import FORMATS
from questionnaires.months import months_from
from questionnaires.published import load_questionnaire
from survey.services.gather_responses import gather_responses
from survey.services.produce_report import produce_report
from survey.services.publish_text import publish_file, use
from survey.services.read_publications import all_editions, published_report
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.publishing import publish_all

SCALE = ('satisfied: ["4", "5"]', 'satisfied: ["5"]')


def answered(survey: Survey, tmp_path: Path, *changes: tuple[str, str]) -> Survey:
    """Return an office with 12 answers to the first version and 11 to the second."""
    add_responses(survey, 1, [date(2026, 3, 4)] * 12)
    text = load_questionnaire("counter.v1").text.replace("version: 1\n", "version: 2\n", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "counter.v2.yaml"
    path.write_text(text, "utf-8")
    use(survey, publish_file(survey, path))
    add_responses(survey, 1, [date(2026, 3, 5)] * 11, lambda _: "2")
    return survey


def test_a_new_version_never_empties_the_report(
    survey: Survey, tmp_path: Path, clock: Clock
) -> None:
    answered(survey, tmp_path)
    clock.pass_days(40)
    seal_closed_days(survey)
    march = date(2026, 3, 1), date(2026, 3, 31)
    report = produce_report(survey, None, *march)
    assert report.responses == 23
    assert report.questionnaire.name == "counter.v2+counter.v1"
    assert report.indices[0].estimate.respondents == 23


def test_only_versions_that_were_answered_are_read_as_one(survey: Survey, tmp_path: Path) -> None:
    answered(survey, tmp_path)
    gathered = gather_responses(survey, None, date(2025, 12, 31))
    assert gathered.responses.questionnaire.name == "counter.v2"
    assert len(gathered.responses) == 0


def test_a_version_with_other_marks_is_counted_among_the_others(
    survey: Survey, tmp_path: Path
) -> None:
    answered(survey, tmp_path, SCALE)
    gathered = gather_responses(survey, None, None)
    assert gathered.responses.questionnaire.name == "counter.v1"
    assert len(gathered.responses) == 12
    assert (gathered.rescaled, gathered.others) == ({"counter.v2": 11}, {})
    (caveat,) = gathered.caveats
    assert caveat.values == {"responses": 11, "versions": "counter.v2"}


def test_what_most_people_of_a_period_answered_is_what_is_read(
    survey: Survey, tmp_path: Path
) -> None:
    answered(survey, tmp_path, SCALE)
    add_responses(survey, 1, [date(2026, 4, 5)] * 7)
    use(survey, "service-19.v1")
    add_responses(survey, 1, [date(2026, 4, 6)] * 2)
    april = months_from(date(2026, 4, 1), 1)
    gathered = gather_responses(survey, date(2026, 3, 1), april.ends, april)
    assert gathered.responses.questionnaire.name == "counter.v2"
    # Of March no more is left out of a report of April.
    assert (gathered.rescaled, gathered.others) == ({}, {"service-19.v1": 2})
    assert len(gathered.responses) == 18


def test_of_two_versions_that_as_many_answered_the_newer_is_read(
    survey: Survey, tmp_path: Path
) -> None:
    answered(survey, tmp_path, SCALE)
    add_responses(survey, 1, [date(2026, 3, 7)])
    assert gather_responses(survey, None, None).responses.questionnaire.name == "counter.v2"


def test_a_month_before_another_scale_is_published_with_its_own(
    survey: Survey, tmp_path: Path, clock: Clock
) -> None:
    answered(survey, tmp_path, SCALE)
    add_responses(survey, 1, [date(2026, 4, 5)] * 30, lambda place: "25"[place % 2])
    clock.pass_days(70)
    publish_all(survey)
    said = {
        (one.period.begins.month, one.period.ends.month): published_report(survey, one)
        for one in all_editions(survey)
    }
    assert {
        months: (report.questionnaire.name, report.responses) for months, report in said.items()
    } == {
        (3, 3): ("counter.v1", 12),
        (4, 4): ("counter.v2", 30),
        (1, 3): ("counter.v1", 12),
        (1, 4): ("counter.v2", 41),
    }
    year = said[1, 4]
    sentence = "Không tính 12 phiếu của counter.v1, vì phiên bản ấy dùng thang đo khác"
    for name in ("html", "json"):
        assert sentence in FORMATS[name].write(year, "vi").decode()


def test_a_month_of_the_new_version_alone_speaks_of_no_other(
    survey: Survey, tmp_path: Path, clock: Clock
) -> None:
    answered(survey, tmp_path, ("Trụ sở cơ quan tiếp nhận", "Trụ sở tiếp nhận"))
    add_responses(survey, 1, [date(2026, 4, 5)] * 30, lambda place: "25"[place % 2])
    clock.pass_days(70)
    publish_all(survey)
    reports = {one.period: published_report(survey, one) for one in all_editions(survey)}
    april, year = (
        reports[months_from(date(2026, 4, 1), 1)],
        reports[months_from(date(2026, 1, 1), 4)],
    )
    assert april.questionnaire.name == "counter.v2"
    assert "phiên bản" not in FORMATS["html"].write(april, "vi").decode()
    assert year.questionnaire.name == "counter.v2+counter.v1"
