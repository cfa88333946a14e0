"""The addresses that the terminal tells people to open."""

from survey.services.manage_places import overview
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.staff import has_accounts

STAFF_PATH = "/can-bo/"
SETUP_PATH = "/can-bo/thiet-lap/"

# Where a server listens on every address, this machine finds it at its own.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def local_address(settings: Settings) -> str:
    """Return the address at which this machine finds its own server."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def citizen_link(survey: Survey, address: str) -> str:
    """Return the link of the first poster in use, or of the page that asks for a code."""
    codes = (
        poster.code
        for entry in overview(survey)
        if entry.point.is_open
        for poster in entry.active_posters
    )
    return f"{address}/{next(codes, '')}"


def setup_link(survey: Survey, token: str) -> str:
    """Return the one-time link at which a member of staff makes an account."""
    address = office(survey).public_address or local_address(survey.settings)
    return f"{address}{SETUP_PATH}{token}"


def has_staff(survey: Survey) -> bool:
    """Whether anybody has an account yet."""
    with survey.store.reading() as connection:
        return has_accounts(connection)
