"""A browser in which somebody of the office has signed in."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from flask.testing import FlaskClient

from survey.services.invite_staff import make_setup_link, use_setup_link
from survey.services.keep_staff import start_session
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import Settings
from tests.pages import Pages
from tests.survey.conftest import Clock, MadeOffice, opened_copy
from tests.survey.paper import make_account
from tests.survey.web.staff.desk import COOKIE, NAME, PASSWORD, Desk


@pytest.fixture(scope="session")
def staffed_office(made_office: MadeOffice, tmp_path_factory: pytest.TempPathFactory) -> MadeOffice:
    """Make an account once: a password takes long to hash on purpose."""
    data, random = tmp_path_factory.mktemp("staffed") / "data", Random()
    random.setstate(made_office.luck)
    copytree(made_office.data, data)
    opened = open_survey(Settings(data=data), Clock(), random.randbytes)
    use_setup_link(opened, make_setup_link(opened), NAME, PASSWORD)
    opened.store.close()
    return MadeOffice(data, random.getstate())


@pytest.fixture
def survey(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    clock: Clock,
    made_office: MadeOffice,
    staffed_office: MadeOffice,
) -> Iterator[Survey]:
    """Open an office with two counters, and with an account where somebody has signed in."""
    office = staffed_office if "session" in request.fixturenames else made_office
    with opened_copy(office, tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def session(survey: Survey) -> str:
    """Return the session of somebody who has signed in."""
    return start_session(survey, make_account(survey, NAME)).token


@pytest.fixture
def desk(client: FlaskClient, session: str) -> Desk:
    """Open the desk of somebody who has signed in."""
    # Under its second name too, for an office whose address has no https.
    for name in (COOKIE, "hailong"):
        client.set_cookie(name, session, path="/" if name == COOKIE else "/can-bo")
    return Desk(Pages(client))
