"""Sign-ins that no page is made for: from a network that presses like a machine.

The server asks before it spends a thread on them. A page that says “wait” costs a thousand times
what the answer here does, and whoever guesses does not read it.
"""

from wsgiref.types import WSGIEnvironment

from werkzeug.http import parse_cookie

from survey.services.known_devices import shown_devices
from survey.services.survey import Survey
from survey.web.headers import STAFF_PATH
from survey.web.staff.sessions import device_cookie
from survey.web.staff.sources import source_of

_SIGN_IN = f"{STAFF_PATH}/dang-nhap"


def is_noise(survey: Survey, environ: WSGIEnvironment) -> bool:
    """Tell whether a request is one more sign-in from a noisy network and a device of nobody."""
    if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != _SIGN_IN:
        return False
    source = source_of(
        survey, environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
    )
    return survey.guesses.is_noisy(source) and not _has_a_device_tries(survey, environ)


def _has_a_device_tries(survey: Survey, environ: WSGIEnvironment) -> bool:
    shown = parse_cookie(environ).get(device_cookie(survey), "")
    return any(survey.guesses.has_tries(device) for device in shown_devices(survey, shown))
