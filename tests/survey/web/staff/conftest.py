"""A browser in which somebody of the office has signed in."""

import pytest
from flask.testing import FlaskClient

from survey.services.keep_staff import make_setup_link, use_setup_link
from survey.services.survey import Survey
from tests.pages import Pages
from tests.survey.web.staff.desk import COOKIE, NAME, PASSWORD, Desk


@pytest.fixture
def session(survey: Survey) -> str:
    """Sign somebody in whose account was made by a link."""
    return use_setup_link(survey, make_setup_link(survey), NAME, PASSWORD)


@pytest.fixture
def desk(client: FlaskClient, session: str) -> Desk:
    """Open the desk of somebody who has signed in."""
    # Under its second name too, for an office whose address has no https.
    for name in (COOKIE, "hailong"):
        client.set_cookie(name, session, path="/can-bo")
    return Desk(Pages(client))
