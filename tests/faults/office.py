"""A small office on disk, made by the same services that a real one is made by."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from survey.app import create_app
from survey.services.manage_places import add_service_point, overview
from survey.services.open_survey import create_survey, open_survey
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.settings import read_settings
from tests.faults.server import Installation

ELSEWHERE = "https://thu.example.vn"


@dataclass(frozen=True)
class OpenOffice:
    """An office with one counter, a poster that hangs there and one that was taken down."""

    database: Path
    code: str
    withdrawn_code: str


def open_office(
    installation: Installation, address: str = ELSEWHERE, is_demo: bool = False
) -> OpenOffice:
    """Set up an office where an installation keeps its data."""
    settings = read_settings({"HAILONG_DATA": str(installation.data)})
    survey = create_survey(settings)
    try:
        set_up_office(survey, "Sở thử nghiệm", address, "0215 000 000", is_demo)
        point = add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        withdrawn = new_poster(survey, point.id)
        withdraw_poster(survey, withdrawn.code)
        (counter,) = overview(survey)
        return OpenOffice(settings.database, counter.active_posters[0].code, withdrawn.code)
    finally:
        survey.store.close()


@contextmanager
def open_application(installation: Installation) -> Iterator[Flask]:
    """Give the application of an office that is set up, without a server."""
    survey = open_survey(read_settings({"HAILONG_DATA": str(installation.data)}))
    with closing(survey.store):
        yield create_app(survey)
