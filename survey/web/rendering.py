"""Pages as answers to a request: a template of ours, its language, and the office it speaks for."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, request, url_for

from survey.domain.codes import read_code
from survey.domain.errors import SurveyError
from survey.domain.places import Office, ServicePoint
from survey.services.set_up_office import office
from survey.web.answers import wished_encoding
from survey.web.current import current_survey
from survey.web.headers import STAFF_PATH, standalone_policy
from survey.web.language_style import language_style, with_language_style
from survey.web.languages import (
    PARAMETER,
    chosen_language,
    other_languages,
    parameter,
    spoken_languages,
)
from survey.web.look import LOOK, Look, chosen_look
from survey.web.queue import loader_where_something_waits, sources_of
from survey.web.shelf import PageText, current_shelf
from survey.web.stylesheet import inline_stylesheet
from templates.language_files import language_files
from templates.pages import render

# The code of a poster, where an address carries it on.
CODE = "code"

_DIFFERS_HERE = "[differs]"
HTML = ("Content-Type", "text/html; charset=utf-8")


def page(template: str, language: str, **values: object) -> str:
    """Return a page whose template may also ask for the address of another page."""
    return render(template, language, url_for=url_for, **values)


def standalone_page(
    template: str, status: int = 200, language: str | None = None, **values: object
) -> Response:
    """Return a page that needs nothing but itself: its stylesheet stands inside.

    A citizen's phone opens it in one request, and a page about an error does not fail because
    something else did.
    """
    language = language or chosen_language()
    look = chosen_look().without_screens()
    # What waits is a citizen's business; a page of staff does not touch it.
    is_for_staff = request.path.startswith(STAFF_PATH)
    loader = None if is_for_staff else loader_where_something_waits(language)
    body = standalone_text(template, language, look, loader=loader, **values)
    return standalone_answer(body, language, look, status, *sources_of(loader))


def kept_page(template: str, differing: str = "") -> Response:
    """Return such a page of citizens, ready since somebody asked for the same before.

    All that it knows of the request are its language, its look and the code of a poster. What
    differs each time stands where the template has `{{ differing }}`, once and near its end.
    """
    code = _code_of_address()
    language, look, encoding = chosen_language(), chosen_look().without_screens(), wished_encoding()
    try:
        directory = current_survey().directory.current()
    except SurveyError:
        return standalone_page(
            template, language=language, code=code, typed="", differing=differing
        )
    offered, shelf = spoken_languages(), current_shelf()
    asked = (template, language, look, code, offered, encoding, request.root_path)
    page = shelf.find(directory, asked)
    if page is None:
        point = directory.point_of(code)
        shown = (*asked, language_files(), directory.office, point)
        words = {"code": code, "point": point}
        page = shelf.keep(
            directory, asked, shown, lambda: _kept_text(template, language, look, words), encoding
        )
    return page.answer(differing.encode())


def _kept_text(template: str, language: str, look: Look, words: Mapping[str, object]) -> PageText:
    loader = loader_where_something_waits(language)
    text = standalone_text(
        template, language, look, loader=loader, typed="", differing=_DIFFERS_HERE, **words
    )
    return PageText.of(text, _DIFFERS_HERE, HTML, page_policy(language, look, *sources_of(loader)))


def standalone_text(template: str, language: str, look: Look, **values: object) -> str:
    """Return the text of such a page."""
    if "office" not in values:
        values["office"] = office_or_none()
    others = other_languages(language)
    return page(
        template,
        language,
        look=look,
        stylesheet=inline_stylesheet(look),
        language_style=language_style(language, len(others)),
        other_languages=others,
        same_page_in=_same_page_in,
        lang=parameter(language),
        **values,
    )


def standalone_answer(
    body: str | bytes, language: str, look: Look, status: int = 200, *sources: str
) -> Response:
    """Return such a page as an answer, with a policy for its look and for further sources."""
    response = Response(body, status)
    name, policy = page_policy(language, look, *sources)
    response.headers[name] = policy
    return response


def page_policy(language: str, look: Look, *sources: str) -> tuple[str, str]:
    """Return the policy of a page in a language, which lets in its look and further sources."""
    style = language_style(language, len(other_languages(language)))
    policy = with_language_style(standalone_policy(look, *sources), style)
    return ("Content-Security-Policy", policy)


def office_or_none() -> Office | None:
    """Return the office, or None where it cannot be read: a page about an error must still come."""
    try:
        return office(current_survey())
    except SurveyError:
        return None


def point_or_none(code: str | None) -> ServicePoint | None:
    """Return the service point of a code, or None where it is not one or cannot be read."""
    try:
        return current_survey().directory.current().point_of(code)
    except SurveyError:
        return None


def _same_page_in(language: str) -> str | None:
    """Return the address of this page in a language; None when it cannot be asked for again.

    It names no path, so that a page about an unknown one does not repeat it.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    code, look = _code_of_address(), chosen_look().parameter
    asked_for = {PARAMETER: language, CODE: code, LOOK: look}
    return "?" + urlencode({name: value for name, value in asked_for.items() if value})


def _code_of_address() -> str | None:
    return read_code(request.args.get(CODE, "")) if request.query_string else None
