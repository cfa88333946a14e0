"""The survey that this request is served from; the composition root puts it there."""

from flask import Flask, current_app

from survey.services.survey import Survey

_NAME = "survey"


def serve(app: Flask, survey: Survey) -> None:
    """Let the views of an application find their survey."""
    app.extensions[_NAME] = survey


def current_survey() -> Survey:
    """Return the survey of the application that answers this request."""
    survey = current_app.extensions[_NAME]
    if not isinstance(survey, Survey):
        raise TypeError(f"the application was given {type(survey).__name__}, not a Survey")
    return survey
