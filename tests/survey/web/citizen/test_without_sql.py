"""Opening a page asks the database nothing; all that it needs is in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, event

from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.services.directory import DirectoryKeeper
from survey.services.open_visit import open_trial
from survey.services.print_posters import new_poster
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store.office import find_office
from tests.pages import Pages
from tests.survey.conftest import Seconds
from tests.survey.tablets import enrolled


@pytest.fixture
def survey(survey: Survey, seconds: Seconds) -> Survey:
    """Give the office with a directory that looks for changes of others when a test says so."""
    return replace(survey, directory=DirectoryKeeper(survey.store, seconds))


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Give the list of all statements that are sent to any database meanwhile."""
    asked: list[str] = []

    def count(*about: object) -> None:
        asked.append(str(about[2]))

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@pytest.mark.parametrize(
    "path", ["/", "/{code}", "/{code}?lang=en", "/cam-on?code={code}", "/rieng-tu"]
)
def test_a_page_of_citizens_asks_no_sql(survey: Survey, pages: Pages, code: str, path: str) -> None:
    survey.directory.current()
    with counted_statements() as asked:
        pages.get(path.format(code=code))
    assert asked == []


def test_a_page_on_the_device_of_a_clerk_asks_no_sql(survey: Survey, pages: Pages) -> None:
    device = new_poster(survey, 1, Mode.ASSISTED).code
    survey.directory.current()
    with counted_statements() as asked:
        pages.get(f"/{device}")
        pages.get(f"/{device}/tra-loi")
    assert asked == []


def test_a_kiosk_asks_no_sql_whether_a_tablet_or_a_stranger_opens_it(
    survey: Survey, pages: Pages
) -> None:
    device = new_poster(survey, 1, Mode.KIOSK).code
    key = enrolled(survey, device)
    survey.directory.current()
    with counted_statements() as asked:
        pages.get(f"/{device}", headers={"Tablet-Key": key})
        pages.post(f"/{device}/tra-loi", {KEY: key})
        pages.post(f"/{device}/tra-loi", {KEY: "0" * 64}, 403)
        pages.post(f"/{device}/ghi-danh", {KEY: "0" * 64, "code": "ABCDEFGH"}, 403)
    assert asked == []


def test_answers_in_another_look_or_faulty_or_in_trial_ask_no_sql(
    survey: Survey, pages: Pages, code: str
) -> None:
    opened = pages.get(f"/{code}").hidden
    trial = open_trial(survey, 1, "vi").token
    with counted_statements() as asked:
        pages.post(f"/{code}", {**opened, "signs": "5", "switch": "easy"})
        pages.post(f"/{code}", {**opened, "signs": "9"}, 422)
        assert pages.sent_on(f"/{code}", {"visit": trial, "signs": "5"}) == "/cam-on/dung-thu"
    assert asked == []


def test_a_statement_would_be_seen(survey: Survey) -> None:
    def from_the_database(connection: Connection) -> str:
        found = find_office(connection)
        return "" if found is None else found.name

    with counted_statements() as asked, survey.store.reading() as connection:
        assert from_the_database(connection) == office(survey).name
    assert asked
