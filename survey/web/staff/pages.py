"""Staff pages as answers: the frame around them, and what was just done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import Response, request, url_for
from markupsafe import Markup

from survey.web.current import current_presses, current_survey
from survey.web.languages import PARAMETER, chosen_language, other_language, parameter
from survey.web.rendering import page
from survey.web.staff.forms import CSRF_FIELD
from survey.web.staff.sessions import csrf_token, current_browser
from templates.languages import N_, translations

T = TypeVar("T")

PRESS_FIELD = "press"
_PRESS_BYTES = 8
_WORD_OF_A_PRESS = re.compile("[0-9a-f]{16}")
# What an address of ours says beside its path; the page in another language is asked for with it.
_KEPT = frozenset(
    {"ky", "lan", "tu", "den", "thang", "next", "done", "vua", "removed", "ended", "changed"}
)
_PAGES = (
    ("staff.desk", N_("Desk")),
    ("staff.report", N_("Report")),
    ("staff.comments", N_("Comments")),
    ("staff.password", N_("Password")),
)


@dataclass(frozen=True)
class Entry:
    """One line of a list of links, `label` in English."""

    label: str
    link: str
    is_here: bool


def staff_page(
    template: str, status: int = 200, notice: str | None = None, **values: object
) -> Response:
    """Return a staff page; `notice` (in English) says what was just done."""
    language, browser = chosen_language(), current_browser()
    other = other_language(language)
    body = page(
        template,
        language,
        office=browser.office,
        account=browser.account,
        navigation=[Entry(label, url_for(to), request.endpoint == to) for to, label in _PAGES],
        csrf_input=_HIDDEN.format(CSRF_FIELD, csrf_token()),
        press_input=_press_input,
        notice=None if notice is None else said(notice),
        lang=parameter(language),
        language_link=_same_page_in(other),
        other_language=other,
        **values,
    )
    return Response(body, status)


def not_found(error: Exception) -> Response:  # noqa: ARG001 - the signature is Flask's
    """Say that there is no such page, to staff with the way back to the desk."""
    return staff_page("staff/not_found.html", 404)


def said(sentence: str, **values: object) -> str:
    """Return a sentence of the staff pages in the language of the request."""
    return translations(chosen_language()).gettext(sentence) % values


def pressed_once(make: Callable[[], T]) -> T:
    """Return what the button of this request makes; pressed again, it is what was made before."""
    word = request.form.get(PRESS_FIELD, "")
    if not _WORD_OF_A_PRESS.fullmatch(word):
        return make()
    return current_presses().once(f"{request.path} {current_browser().token} {word}", make)


def _press_input() -> Markup:
    word = current_survey().random_bytes(_PRESS_BYTES).hex()
    return _HIDDEN.format(PRESS_FIELD, word)


_HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


def _same_page_in(language: str) -> str | None:
    if request.method not in ("GET", "HEAD"):
        return None
    # It names no path, and what a stranger has added to the address is not repeated.
    kept = {name: value for name, value in request.args.items() if name in _KEPT}
    return "?" + urlencode(kept | {PARAMETER: language})
