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

# What an address asks for beside its path: a year, a quarter, a month or a day, and nothing else.
_WISH = re.compile(
    "(?:(?:ky|tu|den|thang)=[0-9]{4}(?:-Q[1-4]|-[0-9]{2}(?:-[0-9]{2}|_[0-9]{4}-[0-9]{2})?)?"
    "|ky=plan|lan=[0-9]{1,4})"
)
_OUR_PATH = re.compile(rf"{STAFF_PATH}/[A-Za-z0-9_./-]*(?:\?{_WISH.pattern}(?:&{_WISH.pattern})*)?")

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
    ended = 1 if request.method == "POST" else None
    return redirect(url_for("staff.sign_in", next=_page_to_go_on_to(), ended=ended), 303)


def _page_to_go_on_to() -> str | None:
    """Return the page that was asked for or that a form stands on; None: the desk."""
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return None
    pairs = (f"{name}={value}" for name, value in request.args.items())
    wishes = "&".join(pair for pair in pairs if _WISH.fullmatch(pair))
    asked = f"{request.path}?{wishes}" if wishes else request.path
    return asked if is_path_of_ours(asked) else None


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
