"""Questionnaires and plans: published once, never changed, chosen by name."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from questionnaires.faults import FaultyFile
from questionnaires.published import load_plan, load_questionnaire
from survey.domain.errors import NoRights, PublishedTextChanged, UnknownText
from survey.services.publish_text import (
    current_plan,
    current_questionnaire,
    plan,
    publish_file,
    publish_shipped,
    published,
    questionnaire,
    use,
    version_before,
)
from survey.services.survey import Survey
from survey.store.published_texts import Kind, find_hash


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write a questionnaire of the office's own."""
    path = tmp_path / "own.v1.yaml"
    text = load_questionnaire("counter.v1").text
    path.write_text(text.replace("id: counter\n", "id: own\n", 1), "utf-8")
    return path


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    """Write a plan of the office's own."""
    path = tmp_path / "plan.yaml"
    text = load_plan("136-2022").text
    path.write_text(text.replace("id: 136-2022", "id: own-2027", 1), "utf-8")
    return path


def test_what_comes_with_the_program_is_published(survey: Survey) -> None:
    assert published(survey, Kind.QUESTIONNAIRE) == ("counter.v1", "service-19.v1")
    assert published(survey, Kind.PLAN) == ("136-2022",)


def test_a_new_office_asks_the_short_form_under_the_plan(survey: Survey) -> None:
    assert current_questionnaire(survey) == load_questionnaire("counter.v1")
    assert current_plan(survey) == load_plan("136-2022")


def test_a_published_text_is_kept_with_its_hash(survey: Survey) -> None:
    expected = load_questionnaire("service-19.v1")
    found = questionnaire(survey, "service-19.v1")
    assert (found.text, found.sha256) == (expected.text, expected.sha256)
    with survey.store.reading() as connection:
        assert find_hash(connection, Kind.QUESTIONNAIRE, "service-19.v1") == expected.sha256


def test_a_text_is_read_once(survey: Survey) -> None:
    assert questionnaire(survey, "counter.v1") is questionnaire(survey, "counter.v1")
    assert plan(survey, "136-2022") is plan(survey, "136-2022")


def test_what_is_not_published_is_not_found(survey: Survey) -> None:
    with pytest.raises(UnknownText):
        questionnaire(survey, "counter.v9")
    with pytest.raises(UnknownText):
        plan(survey, "counter.v1")


def test_a_questionnaire_of_the_offices_own_can_be_published_and_used(
    survey: Survey, own: Path
) -> None:
    assert publish_file(survey, own) == "own.v1"
    assert use(survey, questionnaire="own.v1").plan == "136-2022"
    assert current_questionnaire(survey).name == "own.v1"


def test_a_plan_of_the_offices_own_can_be_published_and_used(
    survey: Survey, own_plan: Path
) -> None:
    assert publish_file(survey, own_plan) == "own-2027"
    assert use(survey, plan="own-2027").questionnaire == "counter.v1"
    assert current_plan(survey).id == "own-2027"


def test_the_same_text_can_be_published_again(survey: Survey, own: Path) -> None:
    assert publish_file(survey, own) == publish_file(survey, own)


def test_a_published_text_never_changes(survey: Survey, own: Path) -> None:
    publish_file(survey, own)
    before = questionnaire(survey, "own.v1").text
    own.write_text(before + "# another line\n", "utf-8")
    with pytest.raises(PublishedTextChanged) as refused:
        publish_file(survey, own)
    assert refused.value.name == "own.v1"
    assert questionnaire(survey, "own.v1").text == before


def test_a_shipped_text_that_differs_from_the_published_one_gives_way(
    survey: Survey, own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shipped = load_questionnaire("counter.v1").text
    with survey.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM published_text WHERE name = 'counter.v1'")
    own.write_text(shipped + "# as it was published then\n", "utf-8")
    publish_file(survey, own)
    with caplog.at_level(logging.WARNING):
        publish_shipped(survey)
    assert "counter.v1" in caplog.text
    assert questionnaire(survey, "counter.v1").text == shipped + "# as it was published then\n"


def test_a_faulty_file_is_not_published(survey: Survey, own: Path) -> None:
    own.write_text("id: own\nversion: one\n", "utf-8")
    with pytest.raises(FaultyFile):
        publish_file(survey, own)
    assert "own.v1" not in published(survey, Kind.QUESTIONNAIRE)


def test_a_file_that_is_not_there_is_refused(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(NoRights):
        publish_file(survey, tmp_path / "nowhere.yaml")


def test_what_is_not_published_cannot_be_used(survey: Survey) -> None:
    with pytest.raises(UnknownText):
        use(survey, questionnaire="counter.v9")
    with pytest.raises(UnknownText):
        use(survey, plan="plan-of-1999")
    assert current_questionnaire(survey).name == "counter.v1"


def test_a_plan_whose_factors_are_not_asked_cannot_be_used(survey: Survey, own_plan: Path) -> None:
    text = own_plan.read_text("utf-8")
    own_plan.write_text(text.replace("procedures", "no_such_factor"), "utf-8")
    publish_file(survey, own_plan)
    with pytest.raises(FaultyFile):
        use(survey, plan="own-2027")
    assert current_plan(survey).id == "136-2022"


def test_choosing_nothing_says_what_is_used(survey: Survey) -> None:
    assert use(survey) == replace(use(survey))


def next_version(tmp_path: Path, number: int, old: str = "", new: str = "") -> Path:
    text = load_questionnaire("counter.v1").text.replace("version: 1\n", f"version: {number}\n", 1)
    path = tmp_path / f"counter.v{number}.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_new_version_is_compared_with_the_newest_before_it(
    survey: Survey, tmp_path: Path, own: Path, own_plan: Path
) -> None:
    second, third = (next_version(tmp_path, number) for number in (2, 3))
    publish_file(survey, second)
    new, before = version_before(survey, third) or (None, None)
    assert (new and new.name, before and before.name) == ("counter.v3", "counter.v2")
    for path in (second, own, own_plan, tmp_path / "nowhere.yaml"):
        assert version_before(survey, path) is None


def test_the_name_of_several_versions_is_that_of_what_they_are_read_as(
    survey: Survey, tmp_path: Path
) -> None:
    publish_file(survey, next_version(tmp_path, 2))
    both = questionnaire(survey, "counter.v2+counter.v1")
    assert both.name == "counter.v2+counter.v1"
    with pytest.raises(UnknownText):
        questionnaire(survey, "counter.v9+counter.v1")
