"""The report of a closed period is made once and kept as it was made."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from alembic import command

from analysis.report.findings.changes import Change
from analysis.report.findings.levels import ItemLevels
from analysis.report.model import Report
from analysis.report.stored import report_of
from questionnaires.months import Months, months_from
from survey.background import RunHere
from survey.domain.errors import (
    PublicationAltered,
    PublicationsBroken,
    PublicationsDeleted,
    PublishedTextAltered,
)
from survey.domain.findings import Verdict
from survey.services.examine_installation import examine
from survey.services.find_due_reports import due_periods, release_state
from survey.services.installation import Installation
from survey.services.manage_places import all_points, rename_service_point
from survey.services.open_survey import survey_to_read
from survey.services.order_report import order_report
from survey.services.private_report import private_report
from survey.services.produce_report import produce_report
from survey.services.publish_report import make_report, publish, publish_due
from survey.services.publish_text import plan, questionnaire
from survey.services.read_publications import (
    all_editions,
    altered_editions,
    published_report,
    report_as_kept,
)
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store import upgrade
from survey.store.publications import count_publications, publications_of
from templates.languages import translations
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

MARCH = months_from(date(2026, 3, 1), 1)
SO_FAR = Months(date(2026, 1, 1), date(2026, 3, 31))


def days_of(month: int, count: int) -> list[date]:
    return [date(2026, month, 3) + timedelta(days=place % 20) for place in range(count)]


@pytest.fixture
def april(survey: Survey, clock: Clock) -> Survey:
    """Give an office in which March is over."""
    add_responses(survey, 1, days_of(3, 14), lambda place: "2" if place < 3 else "5")
    clock.pass_days(35)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    return survey


def test_a_month_is_due_when_it_is_over_with_its_quarter_and_the_year_so_far(april: Survey) -> None:
    assert due_periods(april) == (SO_FAR, MARCH)


def test_nothing_is_due_while_a_month_runs(survey: Survey) -> None:
    add_responses(survey, 1, days_of(3, 14))
    assert due_periods(survey) == ()


def test_nothing_is_due_while_a_day_of_the_month_is_not_closed(april: Survey) -> None:
    add_responses(april, 1, [date(2026, 3, 31)])
    assert due_periods(april) == ()


def test_nothing_is_due_while_the_clock_cannot_be_believed(april: Survey, clock: Clock) -> None:
    clock.step(timedelta(days=400))
    assert due_periods(april) == ()


def comparable(report: Report) -> Report:
    kept = tuple(found for found in report.findings if not isinstance(found, Change | ItemLevels))
    return replace(report, findings=kept)


def test_what_is_kept_is_the_report_of_the_period(april: Survey) -> None:
    kept = publish(april, MARCH, make_report(april.settings, MARCH.begins, MARCH.ends))
    with april.store.reading() as connection:
        assert publications_of(connection, MARCH) == (kept,)
        assert publications_of(connection, SO_FAR) == ()
    texts = questionnaire(april, kept.questionnaire), plan(april, kept.plan)
    made = produce_report(april, None, MARCH.begins, MARCH.ends)
    # Levels and what has moved are told otherwise by what is not published.
    assert comparable(report_of(kept.report, *texts)) == comparable(made)
    assert made.responses == 14
    assert due_periods(april) == (SO_FAR,)


def test_a_further_report_stands_beside_the_first_with_its_reason(april: Survey) -> None:
    made = make_report(april.settings, MARCH.begins, MARCH.ends)
    first, second = publish(april, MARCH, made), publish(april, MARCH, made, "cases came late")
    assert (first.number, second.number) == (1, 2)
    with april.store.reading() as connection:
        assert count_publications(connection, MARCH) == 2
        assert publications_of(connection, MARCH) == (first, second)


def test_an_examination_names_a_report_that_somebody_altered(april: Survey) -> None:
    publish(april, MARCH, make_report(april.settings, MARCH.begins, MARCH.ends))
    for change, verdict in (
        ("UPDATE publication SET software = software", Verdict.HOLDS),
        ("UPDATE publication SET report = CAST('{}' AS BLOB)", Verdict.FAILS),
    ):
        with april.store.writing() as connection:
            connection.exec_driver_sql(change)
        found = dict(examine(Installation(april.settings, april.clock)))["Published reports"]
        assert found.verdict is verdict
        said = translations("vi").gettext(found.seen) % found.values
        assert ("03/2026" in said) == (verdict is Verdict.FAILS)


def test_an_examination_names_a_plan_that_somebody_altered(april: Survey) -> None:
    for change, verdict in (
        ("UPDATE published_text SET name = name", Verdict.HOLDS),
        ("UPDATE published_text SET text = replace(text, '0.90', '0.60')", Verdict.FAILS),
    ):
        with april.store.writing() as connection:
            connection.exec_driver_sql(change)
        found = dict(examine(Installation(april.settings, april.clock)))["Questionnaires and plans"]
        assert found.verdict is verdict
        assert ("136-2022" in str(found.values)) == (verdict is Verdict.FAILS)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE publication SET report = CAST('{}' AS BLOB)",
        "UPDATE publication SET report = replace(report, '5', '6')",
        "UPDATE publication SET made_on = '2026-04-02'",
        "UPDATE publication SET reason = 'another'",
        "UPDATE publication SET made_on = 'hôm qua'",
        "UPDATE publication SET made_on = 5",
        "UPDATE publication SET software = CAST('x' AS BLOB)",
    ],
)
def test_a_report_that_somebody_altered_is_refused(april: Survey, change: str) -> None:
    publish(april, MARCH, make_report(april.settings, MARCH.begins, MARCH.ends))
    with april.store.writing() as connection:
        connection.exec_driver_sql(change)
    with april.store.reading() as connection, pytest.raises(PublicationAltered):
        publications_of(connection, MARCH)


def test_a_deleted_report_is_missed_and_none_is_made_meanwhile(april: Survey) -> None:
    for period in due_periods(april):
        publish(april, period, make_report(april.settings, period.begins, period.ends))
    assert release_state(april).damaged == ()
    order_report(april, MARCH)
    with april.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM publication WHERE begins = '2026-01-01'")
    state = release_state(april)
    assert state.wanted == ()
    with pytest.raises(PublicationsBroken, match="03/2026"):
        state.refuse_damage()
    found = dict(examine(Installation(april.settings, april.clock)))["Published reports"]
    assert found.verdict is Verdict.FAILS
    assert found.values == {"periods": "03/2026"}
    with april.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM publication")
    (deleted,) = release_state(april).damaged
    assert isinstance(deleted, PublicationsDeleted)
    found = dict(examine(Installation(april.settings, april.clock)))["Published reports"]
    assert "all of them" in found.seen


@pytest.mark.parametrize(
    "change",
    ["begins = 'x'", "ends = '2026-03-30'", "begins = 5", "number = 'x'", "ends = '20260331'"],
)
def test_a_report_whose_period_was_altered_into_none_is_missed(april: Survey, change: str) -> None:
    for period in due_periods(april):
        publish(april, period, make_report(april.settings, period.begins, period.ends))
    with april.store.writing() as connection:
        connection.exec_driver_sql(
            f"UPDATE publication SET {change} WHERE begins = '2026-03-01'"  # noqa: S608 - of ours
        )
    assert [one.period for one in all_editions(april)] == [SO_FAR]
    assert release_state(april).wanted == ()
    with pytest.raises(PublicationsBroken, match="01/2026 – 03/2026"):
        release_state(april).refuse_damage()
    found = dict(examine(Installation(april.settings, april.clock)))["Published reports"]
    assert found.values == {"periods": "01/2026 – 03/2026"}


def test_an_order_of_no_period_is_none(april: Survey) -> None:
    order_report(april, MARCH)
    with april.store.writing() as connection:
        connection.exec_driver_sql("UPDATE publication_order SET ends = 'x'")
    assert release_state(april).ordered == ()


def test_nothing_is_made_or_read_by_a_plan_that_somebody_altered(april: Survey) -> None:
    kept = publish(april, MARCH, make_report(april.settings, MARCH.begins, MARCH.ends))
    with april.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE published_text SET text = replace(text, '0.90', '0.60') WHERE kind = 'plan'"
        )
    state = release_state(april)
    assert state.due == ()
    with pytest.raises(PublishedTextAltered, match="136-2022"):
        state.refuse_damage()
    with pytest.raises(PublishedTextAltered, match="136-2022"):
        make_report(april.settings, MARCH.begins, MARCH.ends)
    with survey_to_read(april.settings) as fresh:
        with pytest.raises(PublishedTextAltered, match="136-2022"):
            report_as_kept(fresh, kept)
        with pytest.raises(PublishedTextAltered, match="136-2022"):
            private_report(fresh, None, MARCH, None)


def test_a_plan_that_was_altered_with_its_hash_is_not_read_for_a_report(april: Survey) -> None:
    kept = publish(april, MARCH, make_report(april.settings, MARCH.begins, MARCH.ends))
    text = plan(april, kept.plan).text.replace("0.90", "0.60")
    with april.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE published_text SET text = ?, sha256 = ? WHERE name = ?",
            (text, sha256(text.encode()).hexdigest(), kept.plan),
        )
    with (
        survey_to_read(april.settings) as fresh,
        pytest.raises(PublishedTextAltered, match=kept.plan),
    ):
        report_as_kept(fresh, kept)


def test_a_report_is_made_anew_where_a_service_point_was_renamed_meanwhile(april: Survey) -> None:
    class Renaming(RunHere):
        def result(self, *args: Any) -> Any:
            made = super().result(*args)
            point = all_points(april)[0]
            rename_service_point(april, point.id, "Tên mới", point.field, point.place)
            return made

    assert publish_due(april, Renaming(), MARCH) is None
    assert publish_due(april, RunHere(), MARCH) is not None


def test_reports_of_a_program_before_are_chained_when_the_tables_are_upgraded(
    april: Survey,
) -> None:
    for period in due_periods(april):
        publish(april, period, make_report(april.settings, period.begins, period.ends))
    before = all_editions(april)
    config = upgrade._config()
    with april.store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0016")
    with april.store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    assert all_editions(april) == before
    assert altered_editions(april) == ()
    assert release_state(april).damaged == ()
    for edition in before:
        assert published_report(april, edition).responses == 14
