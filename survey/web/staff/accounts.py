"""Setting up an account, signing in and out, changing the password."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.errors import (
    AccountExists,
    SetupLinkUnknown,
    SignInBusy,
    SignInRefused,
    TooManyTries,
)
from survey.domain.staff import StaffAccount
from survey.services import invite_staff, keep_staff
from survey.services.keep_staff import Attempt, SignedIn
from survey.web.current import current_survey
from survey.web.staff.forms import PasswordForm, RenewalForm, SetUpForm, SignInForm, written
from survey.web.staff.guard import is_path_of_ours
from survey.web.staff.pages import said, staff_page
from survey.web.staff.sessions import (
    change_token,
    current_account,
    current_browser,
    keep_device,
    shown_device,
)
from survey.web.staff.sources import current_source
from templates.languages import N_

_REFUSED = N_("Name and password do not belong together. Please look at both.")
_TOO_MANY = N_(
    "Too many wrong passwords were tried from this network. Please wait %(seconds)s seconds and "
    "try again."
)
_BUSY = N_(
    "Many people are signing in at this moment. Nothing was changed. Please press again in "
    "%(seconds)s seconds."
)
_ENDED = N_(
    "Please sign in again: nothing was done for a long time, or the server has just been started "
    "anew. What you pressed last was not saved."
)
_CHANGED = N_("The password is changed. Sign in with the new one.")


def set_up(token: str) -> Response:
    """Open what a one-time link was given for: a new account, or another password for one."""
    try:
        renews = invite_staff.find_link(current_survey(), token).renews
        return _new_account(token) if renews is None else _renewal(token, renews)
    except SetupLinkUnknown:
        return staff_page("staff/link_unknown.html", 404)


def sign_in() -> Response:
    """Sign in, and go on to the page that was asked for."""
    form = SignInForm()
    if request.method != "POST":
        notice = _ENDED if "ended" in request.args else None
        notice = _CHANGED if "changed" in request.args else notice
        return _sign_in_page(form, 200, notice=notice)
    if not form.validate():
        return _sign_in_page(form, 422)
    attempt = _attempt(written(form.name), written(form.password))
    try:
        signed_in = keep_staff.sign_in(current_survey(), attempt)
    except SignInRefused:
        return _sign_in_page(form, 401, refused=said(_REFUSED))
    except TooManyTries as refused:
        page = _sign_in_page(form, 429, refused=said(_TOO_MANY, seconds=refused.seconds))
        return _to_be_tried_again(page, refused.seconds)
    except SignInBusy as refused:
        page = _sign_in_page(form, 503, refused=said(_BUSY, seconds=refused.seconds))
        return _to_be_tried_again(page, refused.seconds)
    return _opened(signed_in, _next_page())


def sign_out() -> Response:
    """Sign out of this browser."""
    survey = current_survey()
    keep_staff.sign_out(survey, current_browser().token)
    change_token(keep_staff.new_token(survey))
    return redirect(url_for("staff.sign_in"), 303)


def password() -> Response:
    """Change the password, which ends all sessions."""
    form, account = PasswordForm(), current_account()
    if request.method == "GET" or not form.validate():
        return _password_page(form)
    attempt = _attempt(account.name, written(form.current))
    try:
        keep_staff.change_password(current_survey(), attempt, account, written(form.password))
    except SignInRefused:
        form.refuse_current()
        return _password_page(form)
    except TooManyTries as refused:
        form.current.errors = [said(_TOO_MANY, seconds=refused.seconds)]
        return _to_be_tried_again(_password_page(form), refused.seconds)
    except SignInBusy as refused:
        form.current.errors = [said(_BUSY, seconds=refused.seconds)]
        return _to_be_tried_again(_password_page(form), refused.seconds)
    change_token(keep_staff.new_token(current_survey()))
    return redirect(url_for("staff.sign_in", changed=1), 303)


def _new_account(token: str) -> Response:
    form = SetUpForm()
    if request.method == "GET" or not form.validate():
        return staff_page("staff/set_up.html", 422 if form.errors else 200, form=form)
    name, password = written(form.name), written(form.password)
    try:
        signed_in = invite_staff.use_setup_link(current_survey(), token, name, password)
    except AccountExists:
        form.refuse_name()
    except SignInBusy as refused:
        form.password.errors = [said(_BUSY, seconds=refused.seconds)]
    else:
        return _opened(signed_in, url_for("staff.desk"))
    return staff_page("staff/set_up.html", 422, form=form)


def _renewal(token: str, renews: StaffAccount) -> Response:
    form = RenewalForm(renews)
    if request.method == "POST" and form.validate():
        try:
            signed_in = invite_staff.use_renewal_link(
                current_survey(), token, written(form.password)
            )
        except SignInBusy as refused:
            form.password.errors = [said(_BUSY, seconds=refused.seconds)]
        else:
            return _opened(signed_in, url_for("staff.desk"))
    return staff_page("staff/renewal.html", 422 if form.errors else 200, form=form, renews=renews)


def _attempt(name: str, password: str) -> Attempt:
    return Attempt(name, password, current_source(), shown_device())


def _opened(signed_in: SignedIn, to: str) -> Response:
    change_token(signed_in.token)
    keep_device(signed_in.account)
    return redirect(to, 303)


def _password_page(form: PasswordForm) -> Response:
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
        next=asked if is_path_of_ours(asked) else "",
    )


def _to_be_tried_again(response: Response, seconds: int) -> Response:
    response.headers["Retry-After"] = str(seconds)
    return response


def _next_page() -> str:
    asked = request.form.get("next", "")
    return asked if is_path_of_ours(asked) else url_for("staff.desk")
