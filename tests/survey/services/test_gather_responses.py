"""What a report is made from: the responses to every version of the questionnaire."""

from datetime import date
from pathlib import Path

from questionnaires.published import load_questionnaire
from survey.services.gather_responses import gather_responses
from survey.services.produce_report import produce_report
from survey.services.publish_text import current_questionnaire, publish_file, use
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

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
    gathered = gather_responses(survey, current_questionnaire(survey), None, date(2025, 12, 31))
    assert gathered.responses.questionnaire.name == "counter.v2"
    assert len(gathered.responses) == 0


def test_a_version_with_other_marks_is_counted_among_the_others(
    survey: Survey, tmp_path: Path
) -> None:
    answered(survey, tmp_path, SCALE)
    gathered = gather_responses(survey, current_questionnaire(survey), None, None)
    assert gathered.responses.questionnaire.name == "counter.v2"
    assert len(gathered.responses) == 11
    assert gathered.others == {"counter.v1": 12}
