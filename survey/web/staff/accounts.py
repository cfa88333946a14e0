"""Setting up an account, signing in and out, changing the password."""

import re

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.errors import SetupLinkUnknown, SignInRefused, TooManyTries
from survey.services import keep_staff
from survey.services.sign_in_delays import SignInDelays
from survey.web.current import current_survey
from survey.web.headers import STAFF_PATH
from survey.web.staff.forms import PasswordForm, SetUpForm, SignInForm, written
from survey.web.staff.pages import said, staff_page
from survey.web.staff.sessions import change_token, current_account, current_browser
from templates.languages import N_

DELAYS = "staff sign-in delays"

# A path of ours in plain signs: anything else could lead elsewhere after the sign-in.
_OUR_PATH = re.compile(rf"{STAFF_PATH}/[A-Za-z0-9_./-]*")

_REFUSED = N_("Name and password do not belong together. Please look at both.")
_TOO_MANY = N_("Too many tries with this name. Please wait %(seconds)s seconds and try again.")
_ENDED = N_("You were signed out after a while. What you pressed last was not done.")
_CHANGED = N_("The password is changed. Sign in with the new one.")


def set_up(token: str) -> Response:
    """Make the account for which a one-time link was given."""
    survey, form = current_survey(), SetUpForm()
    if not keep_staff.is_setup_link(survey, token):
        return staff_page("staff/link_unknown.html", 404)
    if request.method == "POST" and form.validate():
        try:
            session = keep_staff.use_setup_link(
                survey, token, written(form.name), written(form.password)
            )
        except SetupLinkUnknown:
            return staff_page("staff/link_unknown.html", 404)
        change_token(session)
        return redirect(url_for("staff.desk"), 303)
    return staff_page("staff/set_up.html", 422 if form.errors else 200, form=form)


def sign_in() -> Response:
    """Sign in, and go on to the page that was asked for."""
    form = SignInForm()
    if request.method == "GET":
        notice = _ENDED if "ended" in request.args else None
        notice = _CHANGED if "changed" in request.args else notice
        return _sign_in_page(form, 200, notice=notice)
    if not form.validate():
        return _sign_in_page(form, 422)
    try:
        session = keep_staff.sign_in(
            current_survey(), _delays(), written(form.name), written(form.password)
        )
    except SignInRefused:
        return _sign_in_page(form, 401, refused=said(_REFUSED))
    except TooManyTries as refused:
        response = _sign_in_page(form, 429, refused=said(_TOO_MANY, seconds=refused.seconds))
        response.headers["Retry-After"] = str(refused.seconds)
        return response
    change_token(session)
    return redirect(_next_page(), 303)


def sign_out() -> Response:
    """Sign out of this browser."""
    survey = current_survey()
    keep_staff.sign_out(survey, current_browser().token)
    change_token(keep_staff.new_token(survey))
    return redirect(url_for("staff.sign_in"), 303)


def password() -> Response:
    """Change the password, which ends all sessions."""
    form = PasswordForm()
    if request.method == "POST" and form.validate():
        try:
            keep_staff.change_password(
                current_survey(),
                _delays(),
                current_account(),
                written(form.current),
                written(form.password),
            )
        except SignInRefused:
            form.refuse_current()
        except TooManyTries as refused:
            form.current.errors = [said(_TOO_MANY, seconds=refused.seconds)]
        else:
            change_token(keep_staff.new_token(current_survey()))
            return redirect(url_for("staff.sign_in", changed=1), 303)
    return staff_page("staff/password.html", 422 if form.errors else 200, form=form)


def _sign_in_page(
    form: SignInForm, status: int, notice: str | None = None, refused: str | None = None
) -> Response:
    asked = request.values.get("next", "")
    return staff_page(
        "staff/sign_in.html",
        status,
        notice=notice,
        form=form,
        refused=refused,
        next=asked if _OUR_PATH.fullmatch(asked) else "",
    )


def _next_page() -> str:
    asked = request.form.get("next", "")
    return asked if _OUR_PATH.fullmatch(asked) else url_for("staff.desk")


def _delays() -> SignInDelays:
    delays = current_app.extensions[DELAYS]
    if not isinstance(delays, SignInDelays):
        raise TypeError("the application was given no delays for signing in")
    return delays
