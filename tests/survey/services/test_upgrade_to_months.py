"""A database of the program that kept days is brought to months, and no day of an answer stays."""

import csv
import re
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command

from questionnaires.months import Months
from questionnaires.published import load_questionnaire
from survey.domain.responses import Response
from survey.services.back_up import back_up
from survey.services.export_responses import export_responses
from survey.services.make_demo import make_demo
from survey.services.manage_places import add_service_point
from survey.services.open_survey import create_survey, open_survey
from survey.services.produce_report import produce_report
from survey.services.publish_text import publish_file, use
from survey.services.restore_copy import install, restoring, with_other_keys
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store import upgrade
from survey.store.copy_before_change import copies_before_changes
from survey.store.copying import write_copy
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.responses import count_by_month, read_by_content, read_inbox
from survey.store.rewriting import owes_rewriting
from tests.survey.answers import add_responses
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock
from tests.survey.publishing import keep_empty_report

EARLIER = "0009"
YEAR = 365
# Of the last days of the demonstration some are still open.
OPEN_DAYS = 3
MANY, PAGE = 3000, 4096
DAY = re.compile(rb"20\d\d-\d\d-\d\d")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def earlier_demo(settings: Settings, clock: Clock) -> list[Response]:
    """Leave the year of a demonstration as the program before left it; return its responses."""
    today = clock.now().date()
    clock.pass_days(-YEAR)
    with closing((survey := create_survey(settings, clock)).store):
        set_up_office(survey, OFFICE, ADDRESS, CONTACT, is_demo=True)
        # By a clock that has not reached them, none of these days is over.
        make_demo(survey, [today - timedelta(days=back) for back in range(YEAR, -1, -1)])
    clock.pass_days(YEAR)
    return as_before(settings, today - timedelta(days=OPEN_DAYS))


def as_before(settings: Settings, open_since: date) -> list[Response]:
    """Make of a database with nothing sealed one that the program before has sealed."""
    with closing(open_store(settings.database)) as store:
        with store.reading() as connection:
            responses = list(read_inbox(connection))
        with store.writing() as connection:
            config = upgrade._config()
            config.attributes["connection"] = connection
            command.downgrade(config, EARLIER)
    with closing(sqlite3.connect(settings.database)) as connection:
        closed = (str(open_since),)
        connection.execute("DELETE FROM response")
        connection.execute("DELETE FROM day_seal")
        connection.execute("INSERT INTO response SELECT * FROM inbox WHERE day < ?", closed)
        connection.execute("INSERT INTO day_seal SELECT DISTINCT day FROM response")
        connection.execute("DELETE FROM inbox WHERE day < ?", closed)
        connection.commit()
    return responses


def without_days(responses: list[Response]) -> Counter[tuple[object, ...]]:
    """Return what may be known of responses after the upgrade."""
    return Counter(
        (one.day.replace(day=1), one.service_point, one.mode, one.questionnaire, one.answers,
         one.comment)
        for one in responses
    )  # fmt: skip


def kept(survey: Survey) -> Counter[tuple[object, ...]]:
    return Counter(
        (one.month, one.service_point, one.mode, one.questionnaire, one.answers, one.comment)
        for one in read_by_content(survey.store.reading)
    )


def test_the_year_of_a_demonstration_keeps_every_answer_in_its_month(
    settings: Settings, clock: Clock
) -> None:
    before = earlier_demo(settings, clock)
    assert len(before) > 4000
    with closing((survey := open_survey(settings, clock)).store):
        assert kept(survey) == without_days(before)
        with survey.store.reading() as connection:
            assert count_by_month(connection) == Counter(one.day.replace(day=1) for one in before)
            assert not owes_rewriting(connection)
        report = produce_report(survey)
        assert report.responses == len(before)


def test_no_byte_of_a_file_is_the_day_of_an_answer_any_more(
    settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    earlier_demo(settings, clock)
    with closing(sqlite3.connect(settings.database)) as connection, connection:
        # Rows that were deleted and not overwritten, as by a program of somebody else.
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM response WHERE hex(key) LIKE '3%'")
    assert count_days_of_answers(settings.database) > MANY
    with closing((survey := open_survey(settings, clock)).store):
        (copy,) = copies_before_changes(settings.database)
        assert copy.name.startswith(f"before-upgrade-{EARLIER}-")
        assert count_days_of_answers(copy) > MANY
        made = back_up(survey, tmp_path / "copy.sqlite3")
        assert made.removed == (copy.name,)
    assert count_days_of_answers(settings.database) == 0
    assert count_days_of_answers(made.path) == 0
    others = {path for path in settings.data.iterdir() if path != settings.database}
    assert [path.name for path in others if DAY.search(path.read_bytes())] == []


def test_a_copy_of_before_is_restored_without_its_days(
    settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    before = earlier_demo(settings, clock)
    copy = settings.data / "copy.sqlite3"
    with closing(open_store(settings.database)) as store:
        assert write_copy(store, copy, clock.now().date()).tables == EARLIER
    with restoring(settings, copy, None) as one:
        install(with_other_keys(one), clock.now().date())
    with closing((survey := open_survey(settings, clock)).store):
        assert kept(survey) == without_days(before)
        back_up(survey, tmp_path / "copy.sqlite3")
    assert count_days_of_answers(settings.database) == 0


def test_an_office_with_two_versions_keeps_the_answers_to_both(
    settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    today = clock.now().date()
    clock.pass_days(-60)
    with closing((survey := create_survey(settings, clock)).store):
        set_up_office(survey, OFFICE, ADDRESS, CONTACT)
        point = add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        for version in (1, 2):
            use(survey, publish_file(survey, own_questionnaire(tmp_path, version)))
            days = [today - timedelta(days=55 - 20 * version - each % 15) for each in range(30)]
            add_responses(survey, point.id, days, lambda place: "15"[place % 2])
        expected = shares(survey)
    clock.pass_days(60)
    before = as_before(settings, today)
    with closing((survey := open_survey(settings, clock)).store):
        assert kept(survey) == without_days(before)
        assert shares(survey) == expected
        keep_empty_report(survey, Months(date(2026, 1, 1), date(2026, 3, 31)))
        export_responses(survey, tmp_path / "out")
    with (tmp_path / "out" / "responses.csv").open(encoding="utf-8-sig") as file:
        rows = Counter((row["questionnaire"], row["month"]) for row in csv.DictReader(file))
    assert rows == Counter((one.questionnaire, f"{one.day:%Y-%m}") for one in before)


def own_questionnaire(folder: Path, version: int) -> Path:
    text = load_questionnaire("counter.v1").text.replace("id: counter\n", "id: own\n", 1)
    own = folder / f"own.v{version}.yaml"
    own.write_text(text.replace("version: 1\n", f"version: {version}\n", 1), "utf-8")
    return own


def shares(survey: Survey) -> list[tuple[str, int, float | None]]:
    indices = produce_report(survey).indices
    return [
        (one.id, one.estimate.respondents, one.estimate.estimate) for one in indices if one.estimate
    ]


def count_days_of_answers(path: Path) -> int:
    """Return how many days stand in the bytes of a database beside those of all else it has."""
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_count").fetchone()[0] * PAGE
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type='table'").fetchall()
        # What a copy says of itself stands behind the last page.
        found = Counter(DAY.findall(path.read_bytes()[:size]))
        for (table,) in tables:
            columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            for (column,) in columns.fetchall():
                if (table, column) != ("response", "day"):
                    cells = connection.execute(f"SELECT {column} FROM {table}")  # noqa: S608
                    for (cell,) in cells:
                        found.subtract(DAY.findall(str(cell).encode()))
    return sum(count for count in found.values() if count > 0)
