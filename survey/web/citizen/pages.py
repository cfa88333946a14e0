"""The page of an open visit: fresh, in another language, or come back with what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response

from questionnaires.model import Questionnaire
from survey.domain.errors import CommentTooLong, InvalidAnswers, NothingChosen, SurveyError
from survey.services.open_visit import OpenVisit
from survey.web.citizen.forms import COMMENT, answer_form
from survey.web.citizen.questions import Filling, minutes, sections
from survey.web.citizen.warning import warning_of
from survey.web.notices import BY_REFUSAL, Notice
from survey.web.rendering import standalone_page
from templates.languages import N_, decimal, translations

_LENGTH = N_("%(length)s characters; at most %(longest)s are possible.")
_COMMENT = N_("Your comment")
_FIRST = N_("To the first question")


@dataclass(frozen=True)
class Link:
    """An entry of the summary: where on the page something must be chosen again."""

    target: str
    text: str


def questions_page(opened: OpenVisit) -> Response:
    """Return the page of an open visit with whatever this request has marked on it."""
    return _page(opened, {}, notice=None, links=[])


def refused_page(opened: OpenVisit, error: SurveyError) -> Response:
    """Return the same page with its marks kept, and what has to be looked at first."""
    language = opened.visit.language
    faults = _faults(error, language)
    if isinstance(error, NothingChosen):
        links = [Link(opened.questionnaire.questions[0].id, translations(language).gettext(_FIRST))]
    else:
        links = _links(opened.questionnaire, faults, language)
    return _page(opened, faults, BY_REFUSAL[type(error)].in_language(language), links)


def _page(
    opened: OpenVisit, faults: Mapping[str, str], notice: Notice | None, links: list[Link]
) -> Response:
    asked, language = opened.questionnaire, opened.visit.language
    form = answer_form(opened)
    return standalone_page(
        "citizen/questions.html",
        200 if notice is None else notice.status,
        language,
        code=opened.visit.poster,
        office=opened.office,
        point=opened.point,
        is_trial=opened.is_trial,
        form=form,
        sections=sections(asked, Filling(language, form.marks, faults)),
        minutes=minutes(asked),
        introduction=asked.introduction and asked.introduction.in_language(language),
        invitation=asked.comment and asked.comment.in_language(language),
        comment=form.written,
        comment_fault=faults.get(COMMENT),
        notice=notice,
        links=links,
        warning=warning_of(notice, form.written, language),
    )


def _faults(error: SurveyError, language: str) -> dict[str, str]:
    """Return a sentence for each place of the page that needs to be looked at."""
    _ = translations(language).gettext
    if isinstance(error, InvalidAnswers):
        return {question: _(fault.value) for question, fault in error.faults.items()}
    if isinstance(error, CommentTooLong):
        counts = {"length": error.length, "longest": error.longest}
        shown = {name: decimal(count, 0, language) for name, count in counts.items()}
        return {COMMENT: _(_LENGTH) % shown}
    return {}


def _links(asked: Questionnaire, faults: Mapping[str, str], language: str) -> list[Link]:
    found = [Link(q.id, q.wording.in_language(language).text) for q in asked if q.id in faults]
    if COMMENT in faults:
        found.append(Link(COMMENT, translations(language).gettext(_COMMENT)))
    return found
