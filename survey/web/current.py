"""The survey that this request is served from, and where its heavy work is done.

The composition root puts them there.
"""

from typing import cast

from flask import Flask, current_app

from survey.background import Background
from survey.services.presses import Presses
from survey.services.survey import Survey

_NAME = "survey"
_BACKGROUND = "background"
_PRESSES = "presses"


def serve(app: Flask, survey: Survey, background: Background) -> None:
    """Let the views of an application find their survey and who does heavy work."""
    app.extensions[_NAME] = survey
    app.extensions[_BACKGROUND] = background
    app.extensions[_PRESSES] = Presses()


def current_background() -> Background:
    """Return what does the heavy work of the application that answers this request."""
    return cast("Background", current_app.extensions[_BACKGROUND])  # Flask's dictionary of Any


def current_presses() -> Presses:
    """Return what the buttons of the application that answers this request have made."""
    return cast("Presses", current_app.extensions[_PRESSES])  # as above


def survey_of(app: Flask) -> Survey | None:
    """Return the survey of an application, None for one that serves none."""
    survey = app.extensions.get(_NAME)
    return survey if isinstance(survey, Survey) else None


def current_survey() -> Survey:
    """Return the survey of the application that answers this request."""
    survey = current_app.extensions[_NAME]
    if not isinstance(survey, Survey):
        raise TypeError(f"the application was given {type(survey).__name__}, not a Survey")
    return survey
