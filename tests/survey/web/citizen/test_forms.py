"""A form is one that a page of ours carried, or it is refused."""

import pytest
from flask import Flask

from survey.domain.errors import VisitUnreadable
from survey.services.open_visit import open_visit
from survey.services.survey import Survey
from survey.web.citizen.forms import answer_form, sent_visit
from tests.survey.conftest import ADDRESS


def test_a_form_of_ours_brings_its_visit(app: Flask, survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    sent = {"visit": opened.token}
    with app.test_request_context(f"/{code}", ADDRESS, method="POST", data=sent):
        assert sent_visit() == opened.visit
        assert answer_form(opened).validate()


@pytest.mark.parametrize("sent", [{}, {"visit": ""}, {"visit": "x"}, {"csrf_token": "x"}])
def test_any_other_is_refused(app: Flask, survey: Survey, code: str, sent: dict[str, str]) -> None:
    opened = open_visit(survey, code, "vi")
    with app.test_request_context(f"/{code}", ADDRESS, method="POST", data=sent):
        with pytest.raises(VisitUnreadable):
            sent_visit()
        assert not answer_form(opened).validate()
