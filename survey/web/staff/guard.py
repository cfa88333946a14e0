"""Checks of requests to staff pages: forms of ours only, and all but the sign-in behind it."""

import re

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.web.addresses import host_of_origin
from survey.web.form_request import this_request
from survey.web.headers import STAFF_PATH
from survey.web.request_checks import refuse_doubled
from survey.web.staff.forms import StaffForm
from survey.web.staff.pages import staff_page
from survey.web.staff.sessions import current_browser, read_browser

_OUR_PATH = re.compile(rf"{STAFF_PATH}/[A-Za-z0-9_./-]*")

OPEN_TO_ALL = frozenset({"staff.sign_in", "staff.set_up"})


def guard() -> Response | None:
    """Let a request through (None), or say why not.

    Every POST is looked at here, so that no view can forget it.
    """
    asked = this_request()
    refuse_doubled(asked.args.to_dict(flat=False))
    if asked.method == "POST":
        refuse_doubled(asked.sent)
    read_browser()
    if request.method == "POST" and (_is_from_elsewhere() or not StaffForm().validate()):
        return staff_page("staff/forged.html", 403)
    if request.endpoint in OPEN_TO_ALL or current_browser().account is not None:
        return None
    if request.method == "POST":
        return redirect(url_for("staff.sign_in", ended=1), 303)
    path = request.path if is_path_of_ours(request.path) else None
    return redirect(url_for("staff.sign_in", next=path), 303)


def is_path_of_ours(path: str) -> bool:
    """Tell whether one may go on to a path after signing in; odd signs could lead elsewhere."""
    return _OUR_PATH.fullmatch(path) is not None


def _is_from_elsewhere() -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    # "null" is what browsers send for a page that hides where it comes from, as ours do.
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return False
    ours = (request.host.lower(), host_of_origin(current_browser().office.public_address or ""))
    return host_of_origin(origin) not in filter(None, ours)
