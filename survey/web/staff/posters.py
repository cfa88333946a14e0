"""Printing posters, withdrawing them, and trying the page that they lead to."""

from collections.abc import Mapping

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from survey.domain.codes import read_code
from survey.domain.errors import (
    NoPublicAddress,
    NotForPaper,
    NothingToPrint,
    PosterWithdrawn,
    ServicePointClosed,
    SurveyError,
    UnknownCode,
)
from survey.services import print_posters
from survey.services.manage_places import overview_of
from survey.web.current import current_background, current_survey
from survey.web.staff.desk import desk_page
from survey.web.staff.forms import WithdrawalForm, written
from survey.web.staff.pages import pressed_once, staff_page
from survey.web.staff.places import CLOSED, back_to, point_page
from templates.languages import N_

_REASONS: Mapping[type[SurveyError], str] = {
    NoPublicAddress: N_(
        "Not printed: posters would lead nowhere, because the office has no public address yet. "
        "Whoever runs the server enters it with hailong init."
    ),
    NothingToPrint: N_("Nothing to print: no open service point has a poster in use."),
    NotForPaper: N_("Not printed: this code is opened on a device. Its page shows the address."),
    PosterWithdrawn: N_("Not printed: this poster is withdrawn. Make a new one."),
    ServicePointClosed: CLOSED,
}
_REFUSALS = tuple(_REASONS)


def print_all() -> Response:
    """Give every poster in use as one PDF."""
    try:
        return _printed(None)
    except _REFUSALS as refused:
        return desk_page(409, refused=_REASONS[type(refused)])


def print_point(number: int) -> Response:
    """Give the posters in use at one service point as one PDF."""
    overview = overview_of(current_survey(), number)
    return _print(number, [poster.code for poster in overview.active_posters])


def print_one(code: str) -> Response:
    """Give one poster as a PDF."""
    poster = print_posters.find_poster(current_survey(), _known(code))
    return _print(poster.service_point, [poster.code])


def withdraw(code: str) -> Response:
    """Ask whether to withdraw a poster, as it cannot be undone; then do it."""
    survey, form = current_survey(), WithdrawalForm()
    poster = print_posters.find_poster(survey, _known(code))
    if form.validate_on_submit():
        misuse = " ".join(written(form.misuse).split())
        print_posters.withdraw_poster(survey, poster.code, misuse)
        done = "code-withdrawn" if poster.mode.is_shared else "withdrawn"
        return back_to(poster.service_point, done)
    overview = overview_of(survey, poster.service_point)
    return staff_page(
        "staff/withdraw.html",
        422 if form.errors else 200,
        poster=poster,
        point=overview.point,
        form=form,
        others=[other for other in overview.active_posters if other != poster],
    )


def new_poster(number: int) -> Response:
    """Make another poster for a service point."""
    try:
        pressed_once(lambda: print_posters.new_poster(current_survey(), number))
    except ServicePointClosed:
        return point_page(number, 409, refused=CLOSED)
    return back_to(number, "poster")


def _print(number: int, codes: list[str]) -> Response:
    try:
        return _printed(codes)
    except _REFUSALS as refused:
        return point_page(number, 409, refused=_REASONS[type(refused)])


def _printed(codes: list[str] | None) -> Response:
    printed = print_posters.print_posters(current_survey(), codes, current_background())
    response = FlaskResponse(printed.pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{printed.name}"'
    return response


def _known(code: str) -> str:
    read = read_code(code)
    if read is None:
        raise UnknownCode
    return read
