"""The one cookie of the staff pages, and who is signed in with it."""

import re
from dataclasses import dataclass, replace
from hmac import new as hmac
from urllib.parse import urlsplit

from flask import Response, g, request

from survey.domain.places import Office
from survey.domain.staff import StaffAccount
from survey.services.keep_staff import new_token, session_account
from survey.services.set_up_office import office
from survey.web.current import current_survey
from survey.web.headers import STAFF_PATH

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
    token = request.cookies.get(_cookie_name(asked), "")
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


def keep_cookie(response: Response) -> Response:
    """Send the cookie when the browser does not have it yet; to staff pages only."""
    browser = g.get("browser")
    if not isinstance(browser, Browser):
        return response
    name = _cookie_name(browser.office)
    if request.cookies.get(name) != browser.token:
        response.set_cookie(
            name,
            browser.token,
            path=STAFF_PATH,
            secure=_is_secure(browser.office),
            httponly=True,
            samesite="Strict",
        )
    return response


def _cookie_name(asked: Office) -> str:
    # __Host- would have to go to every page, citizens' ones too.
    return "__Secure-hailong" if _is_secure(asked) else "hailong"


def _is_secure(asked: Office) -> bool:
    return urlsplit(asked.public_address or "").scheme == "https"
