"""Pages as answers to a request: a template of ours, its language, and the office it speaks for."""

from flask import Response, request, url_for

from survey.domain.errors import SurveyError
from survey.domain.places import Office
from survey.services.set_up_office import office
from survey.web.current import current_survey
from survey.web.headers import standalone_policy
from survey.web.language_style import language_style, with_language_style
from survey.web.languages import PARAMETER, chosen_language, other_languages, parameter
from survey.web.stylesheet import inline_stylesheet
from templates.pages import render


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
    if "office" not in values:
        values["office"] = office_or_none()
    others = other_languages(language)
    style = language_style(language, len(others))
    body = page(
        template,
        language,
        stylesheet=inline_stylesheet(),
        language_style=style,
        other_languages=others,
        same_page_in=_same_page_in,
        lang=parameter(language),
        **values,
    )
    response = Response(body, status)
    response.headers["Content-Security-Policy"] = with_language_style(standalone_policy(), style)
    return response


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
    return f"?{PARAMETER}={language}" if request.method in ("GET", "HEAD") else None
