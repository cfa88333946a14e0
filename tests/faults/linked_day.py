"""Days of an office for the linkage game, and offices that are careless in one thing."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from questionnaires.months import months_around
from survey.services.back_up import back_up
from survey.services.export_responses import export_responses
from survey.services.manage_places import add_service_point, overview
from survey.services.open_survey import create_survey
from survey.services.open_visit import OpenVisit
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import visit_key
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.responses import read_responses, seal_day
from tests.faults.linkage import Hand
from tests.faults.sealed_day import OPENS, answer
from tests.survey.conftest import Clock
from tests.survey.publishing import keep_empty_report

BEFORE = 20  # people of the day before: their rows lie there already
SEAL_AGAIN_DAYS = 31  # when comments of the day are exported


def _nothing(_: Survey) -> None:
    return


def _nothing_after(_: Survey, __: OpenVisit) -> None:
    return


def _nobody(_: Survey) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class Ways:
    """How an office goes about it; each may be done carelessly."""

    begin: Callable[[Survey], None] = _nothing
    after_answer: Callable[[Survey, OpenVisit], None] = _nothing_after
    at_closing: Callable[[Survey], AbstractContextManager[None]] = _nobody
    seal: Callable[[Survey], object] = seal_closed_days


def play_day(folder: Path, seed: int, people: int, ways: Ways = Ways()) -> Hand:
    """Let people answer one after another, close the day, copy and export; deal the hand."""
    clock, chance = Clock(OPENS - timedelta(days=1)), random.Random(seed)
    survey = create_survey(Settings(data=folder / "data"), clock, chance.randbytes)
    with closing(survey.store):
        set_up_office(survey, "Sở thử nghiệm", "https://thu.example.vn", "0215 000 000")
        add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        (counter,) = overview(survey)
        ways.begin(survey)
        code, pages = counter.active_posters[0].code, []
        for arrival in range(-BEFORE, people):
            if arrival == 0:
                clock.pass_days(1)
                ways.seal(survey)
            clock.pass_time(timedelta(seconds=30))
            opened = answer(survey, code, arrival, chance)
            ways.after_answer(survey, opened)
            pages.append((opened.token, opened.visit.nonce))
        with ways.at_closing(survey):
            clock.pass_days(SEAL_AGAIN_DAYS)
            ways.seal(survey)
            return _dealt(survey, folder, pages[BEFORE:])


def _dealt(survey: Survey, folder: Path, pages: list[tuple[str, bytes]]) -> Hand:
    backup, export = folder / "backup.sqlite3", folder / "export"
    back_up(survey, backup)
    keep_empty_report(survey, months_around(OPENS.date(), survey.today()))
    export_responses(survey, export)
    for name in ("taken", "opened"):
        shutil.copytree(survey.settings.data, folder / name)
    database = folder / "opened" / survey.settings.database.name
    return Hand(folder / "taken", database, backup, export, pages)


def _key_of_visit(survey: Survey, opened: OpenVisit) -> None:
    with survey.store.reading() as connection:
        latest = max(int(one.comment.rsplit(" ", 1)[1]) for one in read_responses(connection))
    with survey.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE inbox SET key = ? WHERE comment LIKE ?",
            (visit_key(survey.keys, opened.visit.nonce), f"khách %{latest}"),
        )


def _numbered_set(survey: Survey) -> None:
    with survey.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE counted_visit")
        connection.exec_driver_sql("CREATE TABLE counted_visit (key BLOB, last_month DATE)")


def _deleted_and_not_overwritten(survey: Survey) -> None:
    with survey.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")


def _seal_and_lay_nothing_anew(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for back in range(1, SEAL_AGAIN_DAYS + 1):
            seal_day(connection, survey.today() - timedelta(days=back))
    survey.store.forget_history()


@contextmanager
def _somebody_reads(survey: Survey) -> Iterator[None]:
    with survey.store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM inbox").fetchall()
        yield


_NOT_ANEW = Ways(seal=_seal_and_lay_nothing_anew)
CARELESS = {
    "the key of a row is made of its visit": Ways(after_answer=_key_of_visit),
    "the set numbers its rows": replace(_NOT_ANEW, begin=_numbered_set),
    "the set is not laid anew": _NOT_ANEW,
    "somebody keeps the journal full": Ways(at_closing=_somebody_reads),
    "what is deleted is not overwritten": Ways(begin=_deleted_and_not_overwritten),
}
