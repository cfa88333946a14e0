"""Pages as answers to a request: a template of ours, its language, and the office it speaks for."""

from urllib.parse import urlencode

from flask import Response, request, url_for

from survey.domain.codes import read_code
from survey.domain.errors import SurveyError
from survey.domain.places import Office
from survey.services.set_up_office import office
from survey.web.current import current_survey
from survey.web.headers import STAFF_PATH, standalone_policy
from survey.web.language_style import language_style, with_language_style
from survey.web.languages import PARAMETER, chosen_language, other_languages, parameter
from survey.web.look import LOOK, Look, chosen_look
from survey.web.queue import loader_where_something_waits, sources_of
from survey.web.stylesheet import inline_stylesheet
from templates.pages import render

# The code of a poster, where an address carries it on.
CODE = "code"


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
    response.headers["Content-Security-Policy"] = page_policy(language, look, *sources)
    return response


def page_policy(language: str, look: Look, *sources: str) -> str:
    """Return the policy of a page in a language, which lets in its look and further sources."""
    style = language_style(language, len(other_languages(language)))
    return with_language_style(standalone_policy(look, *sources), style)


def office_or_none() -> Office | None:
    """Return the office, or None where it cannot be read: a page about an error must still come."""
    try:
        return office(current_survey())
    except SurveyError:
        return None


def _same_page_in(language: str) -> str | None:
    """Return the address of this page in a language; None when it cannot be asked for again.

    It names no path, so that a page about an unknown one does not repeat it.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    code, look = read_code(request.args.get(CODE, "")), chosen_look().parameter
    asked_for = {PARAMETER: language, CODE: code, LOOK: look}
    return "?" + urlencode({name: value for name, value in asked_for.items() if value})
