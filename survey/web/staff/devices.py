"""Codes that are opened on a tablet at the counter or on a device of staff."""

from flask import redirect, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from survey.domain.codes import read_code
from survey.domain.errors import ServicePointClosed, UnknownCode
from survey.domain.modes import Mode
from survey.services.device_codes import device_code
from survey.services.print_posters import new_poster
from survey.web.current import current_survey
from survey.web.staff.pages import staff_page
from survey.web.staff.places import CLOSED, point_page


def device(code: str) -> Response:
    """Show the address of a device and how it is set up."""
    read = read_code(code)
    if read is None:
        raise UnknownCode
    found = device_code(current_survey(), read)
    # Our own drawing of our own address, not to be escaped.
    drawing = Markup(found.qr)  # noqa: S704
    return staff_page("staff/device.html", device=found, drawing=drawing)


def new_kiosk(number: int) -> Response:
    """Make a code for a tablet at the counter."""
    return _made(number, Mode.KIOSK)


def new_assisted(number: int) -> Response:
    """Make a code for a device on which staff help people to answer."""
    return _made(number, Mode.ASSISTED)


def _made(number: int, mode: Mode) -> Response:
    try:
        made = new_poster(current_survey(), number, mode)
    except ServicePointClosed:
        return point_page(number, 409, refused=CLOSED)
    return redirect(url_for("staff.device", code=made.code), 303)
