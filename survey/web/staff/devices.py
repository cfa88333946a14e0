"""Codes that are opened on a tablet at the counter or on a device of staff, and the tablets."""

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from survey.domain.codes import read_code
from survey.domain.errors import NameTaken, PosterWithdrawn, ServicePointClosed, UnknownCode
from survey.domain.modes import Mode
from survey.services.device_codes import DeviceCode, device_code, enrolment_of
from survey.services.enrol_tablets import begin_enrolment, remove_tablet, tablets_of
from survey.services.print_posters import new_poster
from survey.web.current import current_survey
from survey.web.staff.forms import TabletForm, written
from survey.web.staff.pages import pressed_once, said, staff_page
from survey.web.staff.places import CLOSED, point_page
from templates.languages import N_

_REMOVED = N_(
    "Removed: no answer is taken from that tablet any more. If this was a mistake, enrol it again."
)
_NAME = N_("Tablet %(number)s")


def device(code: str) -> Response:
    """Show the address of a device, how it is set up, and the tablets that are enrolled for it."""
    found = _found(code)
    return staff_page(
        "staff/device.html",
        notice=_REMOVED if "removed" in request.args else None,
        device=found,
        drawing=_drawing(found.qr),
        tablets=tablets_of(current_survey(), found.poster.code),
    )


def enrol(code: str) -> Response:
    """Ask what a tablet is called; then show, once, the code that enrols it."""
    survey, found, form = current_survey(), _found(code), TabletForm()
    if request.method == "GET":
        number = len(tablets_of(survey, found.poster.code)) + 1
        form.name.data = said(_NAME, number=number)
    if request.method == "POST" and form.validate():
        try:
            typed = begin_enrolment(survey, found.poster.code, written(form.name))
        except NameTaken:
            form.refuse_name()
        except PosterWithdrawn:
            return redirect(url_for("staff.device", code=found.poster.code), 303)
        else:
            return _enrolment_page(found, typed, written(form.name))
    status = 422 if form.errors else 200
    return staff_page("staff/new_tablet.html", status, device=found, form=form)


def remove(code: str, tablet: int) -> Response:
    """Take no more answers from a tablet; enrolling it again undoes it."""
    found = _found(code)
    remove_tablet(current_survey(), found.poster.code, tablet)
    return redirect(url_for("staff.device", code=found.poster.code, removed=1), 303)


def new_kiosk(number: int) -> Response:
    """Make a code for a tablet at the counter."""
    return _made(number, Mode.KIOSK)


def new_assisted(number: int) -> Response:
    """Make a code for a device on which staff help people to answer."""
    return _made(number, Mode.ASSISTED)


def _found(code: str) -> DeviceCode:
    read = read_code(code)
    if read is None:
        raise UnknownCode
    return device_code(current_survey(), read)


def _drawing(qr: str) -> Markup:
    # Our own drawing of our own address, not to be escaped.
    return Markup(qr)  # noqa: S704


def _enrolment_page(found: DeviceCode, typed: str, name: str) -> Response:
    shown = enrolment_of(found, typed)
    return staff_page(
        "staff/enrolment.html",
        device=found,
        tablet_name=name,
        enrolment=shown,
        drawing=_drawing(shown.qr),
    )


def _made(number: int, mode: Mode) -> Response:
    try:
        made = pressed_once(lambda: new_poster(current_survey(), number, mode))
    except ServicePointClosed:
        return point_page(number, 409, refused=CLOSED)
    return redirect(url_for("staff.device", code=made.code), 303)
