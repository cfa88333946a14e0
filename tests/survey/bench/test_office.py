"""The office of the bench is a real one, and a lost answer is seen in it."""

from contextlib import closing
from pathlib import Path

from survey.app import create_app
from survey.bench.figures import missing
from survey.bench.office import (
    counted_keys,
    filled_forms,
    make_office,
    make_year,
    new_responses,
    reports_left,
)
from survey.services.open_survey import open_survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.publications import published_periods
from survey.store.responses import count_by_month

FORM = "application/x-www-form-urlencoded"


def test_answers_are_taken_and_found_and_a_lost_one_is_missing(tmp_path: Path) -> None:
    office = make_office(Settings(data=tmp_path / "office"), posters=2, responses=24)
    sent = filled_forms(office, 3)
    with closing((survey := open_survey(office.settings)).store):
        client = create_app(survey).test_client()
        taken = [
            client.post(office.path, data=one.form, content_type=FORM).status_code for one in sent
        ]
    promised = [one.key for one in sent]

    assert taken == [303, 303, 303]
    assert len(counted_keys(office)) == new_responses(office) == 3
    assert missing(promised, counted_keys(office)) == 0

    with closing(sqlite3.connect(office.settings.database)) as connection, connection:
        connection.execute("DELETE FROM counted_visit WHERE key = ?", (promised[1],))
        connection.execute("DELETE FROM inbox")
    assert missing(promised, counted_keys(office)) == 1
    assert new_responses(office) == 0


def test_an_office_of_a_year_has_answers_of_each_month_and_one_report_published(
    tmp_path: Path,
) -> None:
    office = make_year(Settings(data=tmp_path / "office"), responses=260)

    with closing(open_survey(office.settings).store) as store, store.reading() as connection:
        months = count_by_month(connection)
        published = len(published_periods(connection))
    assert [*months.values()] == [20] * 13
    assert new_responses(office) == 0
    assert published == 1
    assert reports_left(office) > 12
