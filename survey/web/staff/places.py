"""Pages of the service points: one each, and the forms to add and change them."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.errors import ChangedMeanwhile, NameTaken
from survey.domain.places import Details
from survey.services import manage_places
from survey.services.batch_progress import batches_of
from survey.web.current import current_survey
from survey.web.staff.forms import ServicePointForm, written
from survey.web.staff.pages import pressed_once, said, staff_page
from templates.languages import N_
from templates.letters import has_unprintable_letters

CLOSED = N_("This service point is closed. Open it again first.")
# What was just done, by the word that the address carries after it.
_DONE = {
    "added": N_("Added, with its first poster: print it and hang it at the counter."),
    "changed": N_("Saved."),
    "closed": N_("Closed: no more answers are taken here. You can open it again."),
    "opened": N_("Open again: its posters take answers."),
    "poster": N_("A new poster is made. Print it; it has its own code."),
    "code-withdrawn": N_("Withdrawn. No answer is taken from that device any more."),
    "withdrawn": N_("Withdrawn. Take the sheet off the wall."),
}


def service_point(number: int) -> Response:
    """Show one service point with its posters."""
    return point_page(number, notice=_DONE.get(request.args.get("done", "")))


def add_service_point() -> Response:
    """Add a service point."""
    form = ServicePointForm()
    if request.method == "POST" and form.validate():
        try:
            point = pressed_once(
                lambda: manage_places.add_service_point(
                    current_survey(), written(form.name), written(form.field), written(form.place)
                )
            )
        except NameTaken:
            form.refuse_name()
        else:
            return back_to(point.id, "added")
    return _form_page(form, None, None)


def change_service_point(number: int) -> Response:
    """Change what a service point is called, what it settles and where it is."""
    survey = current_survey()
    form = ServicePointForm(obj=manage_places.overview_of(survey, number).point)
    opened = request.form.get("opened")
    if request.method == "POST" and form.validate():
        wanted = Details(written(form.name), written(form.field), written(form.place))
        try:
            manage_places.change_service_point(survey, number, wanted, opened)
        except NameTaken:
            form.refuse_name()
        except ChangedMeanwhile:
            # Pressed again, the form takes the place of what this page shows as stored now.
            return _form_page(form, number, None, is_changed=True)
        else:
            return back_to(number, "changed")
    return _form_page(form, number, opened)


def close_service_point(number: int) -> Response:
    """Close a service point; opening it again undoes it."""
    manage_places.close_service_point(current_survey(), number)
    return back_to(number, "closed")


def open_service_point(number: int) -> Response:
    """Open a closed service point."""
    manage_places.open_service_point(current_survey(), number)
    return back_to(number, "opened")


def back_to(number: int, done: str) -> Response:
    """Go to the page of a service point, which says what was done."""
    return redirect(url_for("staff.service_point", number=number, done=done), 303)


def point_page(
    number: int, status: int = 200, notice: str | None = None, refused: str | None = None
) -> Response:
    """Return the page of a service point; `refused` (in English) says what could not be done."""
    overview = manage_places.overview_of(current_survey(), number)
    return staff_page(
        "staff/service_point.html",
        status,
        notice=notice,
        overview=overview,
        point=overview.point,
        batches=batches_of(current_survey(), number),
        misses_letters=has_unprintable_letters(f"{overview.point.name} {overview.point.place}"),
        refused=None if refused is None else said(refused),
    )


def _form_page(
    form: ServicePointForm, number: int | None, opened: str | None, is_changed: bool = False
) -> Response:
    status = 409 if is_changed else 422 if form.errors else 200
    point = None if number is None else manage_places.overview_of(current_survey(), number).point
    if opened is None and point is not None:
        opened = point.details.mark
    return staff_page(
        "staff/service_point_form.html",
        status,
        form=form,
        point=point,
        opened=opened,
        is_changed=is_changed,
    )
