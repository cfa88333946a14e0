"""The two cookies of the staff pages: who is signed in, and what makes the device known."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from hmac import new as hmac
from urllib.parse import urlsplit

from flask import Response, g, request

from survey.domain.places import Office
from survey.domain.staff import StaffAccount
from survey.services.keep_staff import new_token, session_account
from survey.services.known_devices import with_account
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.web.current import current_survey
from survey.web.headers import STAFF_PATH

_SESSION, _DEVICE = "hailong", "hailong-may"
# As long as browsers keep a cookie at most.
_DEVICE_KEPT = timedelta(days=400)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Browser:
    """Whoever asks for a staff page: the token of the cookie, and the account when signed in.

    A browser has a token before anybody signs in, so that the form for signing in is guarded too.
    """

    office: Office
    token: str
    account: StaffAccount | None


def read_browser() -> None:
    """Find out who asks; the rest of the request uses `current_browser`."""
    survey = current_survey()
    asked = office(survey)
    token = request.cookies.get(_cookie_name(asked, _SESSION), "")
    if _TOKEN.fullmatch(token):
        g.browser = Browser(asked, token, session_account(survey, token))
    else:
        g.browser = Browser(asked, new_token(survey), None)


def current_browser() -> Browser:
    """Return who asks for this staff page."""
    browser = g.browser
    if not isinstance(browser, Browser):
        raise TypeError("this request did not pass the checks of the staff pages")
    return browser


def current_account() -> StaffAccount:
    """Return who is signed in; only for pages behind the sign-in."""
    account = current_browser().account
    if account is None:
        raise TypeError("this page must stand behind the sign-in")
    return account


def change_token(token: str) -> None:
    """Give the browser another token: who signs in or out leaves the old one behind."""
    g.browser = replace(current_browser(), token=token, account=None)


def csrf_token() -> str:
    """Return what a form of this browser carries, so that no other site can send one."""
    key, token = current_survey().keys.session, current_browser().token
    return hmac(key, f"form:{token}".encode(), "sha256").hexdigest()


def device_cookie(survey: Survey) -> str:
    """Return the name of the cookie that makes a device known."""
    return _cookie_name(office(survey), _DEVICE)


def shown_device() -> str:
    """Return what this device keeps of the accounts that signed in on it; may be anything."""
    return request.cookies.get(device_cookie(current_survey()), "")


def keep_device(account: StaffAccount) -> None:
    """Let this device be known when it signs in to an account again."""
    g.device = with_account(current_survey(), shown_device(), account)


def keep_cookies(response: Response) -> Response:
    """Send the cookies that the browser does not have yet; to staff pages only."""
    browser = g.get("browser")
    if not isinstance(browser, Browser):
        return response
    name = _cookie_name(browser.office, _SESSION)
    if request.cookies.get(name) != browser.token:
        _set_cookie(response, browser.office, name, browser.token)
    if "device" in g:
        device = _cookie_name(browser.office, _DEVICE)
        _set_cookie(response, browser.office, device, g.device, max_age=_DEVICE_KEPT)
    return response


def _set_cookie(
    response: Response, asked: Office, name: str, value: str, max_age: timedelta | None = None
) -> None:
    secure = _is_secure(asked)
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        # Where __Host- is possible it keeps anybody else under the office's domain from setting
        # the cookie, and asks for the path of every page; those of citizens look at no cookie.
        path="/" if secure else STAFF_PATH,
        secure=secure,
        httponly=True,
        samesite="Strict",
    )


def _cookie_name(asked: Office, name: str) -> str:
    return f"__Host-{name}" if _is_secure(asked) else name


def _is_secure(asked: Office) -> bool:
    return urlsplit(asked.public_address or "").scheme == "https"
