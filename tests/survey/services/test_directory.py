"""The directory: what is in memory, how soon it knows of a change, and what holds without one."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from questionnaires.published import load_plan, load_questionnaire
from survey.domain.errors import NotSetUp, PosterWithdrawn, StoreFull, UnknownText
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.services.directory import LOOK_SECONDS, Directory, DirectoryKeeper
from survey.services.manage_places import add_service_point, rename_service_point
from survey.services.open_survey import create_survey, open_survey
from survey.services.open_visit import open_visit
from survey.services.print_posters import withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.engine import open_store
from survey.store.places import set_closed_on
from survey.store.posters import change_poster
from tests.survey.answers import add_responses
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock, Seconds
from tests.survey.store.made_responses import visit_of


@pytest.fixture
def watched(survey: Survey, seconds: Seconds) -> Survey:
    """Give the office with a directory whose clock a test moves."""
    return replace(survey, directory=DirectoryKeeper(survey.store, seconds))


@pytest.fixture
def other(survey: Survey, clock: Clock) -> Iterator[Survey]:
    """Give the same office as another process has it open."""
    with closing((opened := open_survey(survey.settings, clock, survey.random_bytes)).store):
        yield opened


def test_it_holds_all_that_a_page_asks_for(survey: Survey, code: str) -> None:
    directory = survey.directory.current()
    assert directory.entered_office().name == OFFICE
    assert directory.points[directory.posters[code].service_point].id == 1
    assert directory.questionnaire("service-19.v1") == load_questionnaire("service-19.v1")
    assert directory.followed_plan() == load_plan("136-2022")
    assert directory.last_sealed_day is None


def test_before_an_office_is_entered_it_is_there_and_says_so(tmp_path: Path, clock: Clock) -> None:
    with closing((empty := create_survey(Settings(data=tmp_path), clock)).store):
        directory = empty.directory.current()
        with pytest.raises(NotSetUp):
            directory.entered_office()
        with pytest.raises(UnknownText):
            directory.questionnaire("counter.v9")


def test_what_this_process_commits_is_seen_at_once(watched: Survey, code: str) -> None:
    open_visit(watched, code, "vi")
    withdraw_poster(watched, code)
    with pytest.raises(PosterWithdrawn):
        open_visit(watched, code, "vi")


def test_what_another_process_commits_is_seen_within_a_second(
    watched: Survey, other: Survey, seconds: Seconds, code: str
) -> None:
    open_visit(watched, code, "vi")
    withdraw_poster(other, code)
    open_visit(watched, code, "vi")
    seconds.now += LOOK_SECONDS
    with pytest.raises(PosterWithdrawn):
        open_visit(watched, code, "vi")


def test_answers_and_idle_seconds_leave_the_same_object(
    watched: Survey, other: Survey, seconds: Seconds
) -> None:
    before = watched.directory.current()
    add_responses(other, 1, [other.today()])
    add_responses(watched, 1, [watched.today()])
    seconds.now += LOOK_SECONDS
    assert watched.directory.current() is before


def test_a_change_replaces_it_whole(watched: Survey) -> None:
    before = watched.directory.current()
    rename_service_point(watched, 1, "Quầy mới", "Việc làm", "Tầng 3")
    after = watched.directory.current()
    assert after is not before
    assert before.points[1].name != after.points[1].name == "Quầy mới"
    assert after.texts == before.texts


def test_the_writer_sees_inside_its_transaction_what_others_have_just_committed(
    watched: Survey, other: Survey, code: str
) -> None:
    with watched.store.writing() as connection:
        assert not watched.directory.inside(connection).posters[code].is_withdrawn
    withdraw_poster(other, code)
    with watched.store.writing() as connection:
        inside = watched.directory.inside(connection)
    assert inside.posters[code].is_withdrawn
    assert watched.directory.current() is inside


def test_the_writer_sees_what_its_own_connection_has_committed(watched: Survey, code: str) -> None:
    with watched.store.writing() as connection:
        poster = watched.directory.inside(connection).posters[code]
        change_poster(connection, poster.withdrawn(watched.now()))
    with watched.store.writing() as connection:
        assert watched.directory.inside(connection).posters[code].is_withdrawn


def test_while_answers_come_in_nobody_needs_to_look(
    survey: Survey, other: Survey, seconds: Seconds, code: str
) -> None:
    keeper = DirectoryKeeper(survey.store, seconds)
    seconds.now += LOOK_SECONDS
    survey.store.add_response(visit_of(1), lambda group: said(group.once(keeper.inside))).result()
    seen = keeper.current()
    withdraw_poster(other, code)
    assert keeper.current() is seen
    seconds.now += LOOK_SECONDS
    assert keeper.current() is not seen


def said(_: Directory) -> Response:
    return Response(
        b"k" * 16, 1, "f", Mode.POSTER, "counter.v1", "p", "vi", "5--", "", date(2026, 3, 2)
    )


def test_what_was_rolled_back_was_never_there(watched: Survey) -> None:
    def close_and_fail() -> None:
        with watched.store.writing() as connection:
            set_closed_on(connection, 1, watched.today())
            raise ZeroDivisionError

    before = watched.directory.current()
    with pytest.raises(ZeroDivisionError):
        close_and_fail()
    assert watched.directory.current() is before


def test_without_the_database_the_last_one_serves_on_until_it_is_back(
    watched: Survey, other: Survey, seconds: Seconds, code: str, tmp_path: Path
) -> None:
    before = watched.directory.current()
    withdraw_poster(other, code)
    other.store.close()
    watched.store.close()
    files = list(watched.settings.data.glob(watched.settings.database.name + "*"))
    for file in files:
        file.rename(tmp_path / file.name)
    seconds.now += LOOK_SECONDS
    assert watched.directory.current() is before

    for file in files:
        (tmp_path / file.name).rename(file)
    seconds.now += LOOK_SECONDS
    assert watched.directory.current().posters[code].is_withdrawn


def test_without_the_database_and_without_a_last_one_it_says_why(tmp_path: Path) -> None:
    with closing((empty := create_survey(Settings(data=tmp_path))).store):
        set_up_office(empty, OFFICE, ADDRESS, CONTACT)
        add_service_point(empty, "Quầy 1", "Việc làm", "Tầng 1")
    with closing(open_store(empty.settings.database)) as store:
        keeper = DirectoryKeeper(store)
        store.close()
        for file in tmp_path.glob(empty.settings.database.name + "*"):
            file.unlink()
        with pytest.raises(StoreFull):
            keeper.current()
