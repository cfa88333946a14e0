"""The page of an open visit: as it was marked, in another look, or come back with what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import Response

from questionnaires.model import Questionnaire
from survey.domain.errors import (
    CommentTooLong,
    InvalidAnswers,
    NothingChosen,
    SurveyError,
    TooSoon,
)
from survey.domain.modes import Mode
from survey.services.open_visit import OpenVisit
from survey.web.citizen.forms import COMMENT, AnswerForm, answer_form
from survey.web.citizen.questions import Filling, Section, sections
from survey.web.citizen.screens import LAST, Screens, screens, where_to_go_on
from survey.web.citizen.sounds import sounds_of
from survey.web.citizen.warning import warning_of
from survey.web.citizen.words import words_of
from survey.web.look import Look, chosen_look
from survey.web.notices import BY_REFUSAL, Notice
from survey.web.queue import may_be_kept, queue_at_once, sources_of
from survey.web.rendering import standalone_answer, standalone_text
from survey.web.stylesheet import stylesheet_hash
from templates.languages import N_, translations
from templates.numbers import decimal

_LENGTH = N_("You wrote %(length)s characters; the limit is %(longest)s, so %(over)s too many.")
_CUT = N_("This page shows only the first %(shown)s characters of the comment.")
_COMMENT = N_("Your comment")
_FIRST = N_("To the first question")
_WAIT = N_("Please wait %(seconds)s seconds and press “Send answers” again.")
# Only a page that is listened to loads a script, and sound where there is any; one on a device
# that many use sends by a script, which says when there is no network.
_SCRIPT, _SOUND, _SENDING = "script-src 'self'", "media-src 'self'", "connect-src 'self'"


@dataclass(frozen=True)
class Link:
    """An entry of the summary: where on the page something must be chosen again."""

    target: str
    text: str

    @property
    def screen(self) -> str:
        """Return where that is when every question has a screen of its own."""
        return LAST if self.target == COMMENT else self.target


@dataclass(frozen=True)
class Review:
    """What has to be looked at before the answers can be taken; a page that is well has none."""

    notice: Notice | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[Link] = ()


def questions_page(opened: OpenVisit) -> Response:
    """Return the page of an open visit with whatever this request has marked on it."""
    return reviewed_page(opened, Review())


def refused_page(opened: OpenVisit, error: SurveyError) -> Response:
    """Return the same page with its marks kept, and what has to be looked at first."""
    language = opened.visit.language
    faults = _faults(error, language)
    notice = _notice(error, language)
    links = _links(opened.questionnaire, faults, language)
    if isinstance(error, NothingChosen):
        first = opened.questionnaire.questions[0].id
        links = [Link(first, translations(language).gettext(_FIRST))]
    response = reviewed_page(opened, Review(notice, faults, links))
    if notice.retry_after is not None:
        response.headers["Retry-After"] = str(notice.retry_after)
    return response


def reviewed_page(opened: OpenVisit, review: Review) -> Response:
    """Return the page with its marks, in the look that this request has chosen."""
    language, look, form = opened.visit.language, chosen_look(), answer_form(opened)
    asked = sections(opened.questionnaire, Filling(language, form.marks, review.faults))
    loader = queue_at_once(language) if may_be_kept(opened.visit) else None
    written = form.written
    values = words_of(opened) | {
        "token": opened.token,
        "sections": asked,
        "comment": written,
        "comment_fault": " ".join(_comment_faults(review, form, language)),
        "notice": review.notice,
        "links": review.links,
        "warning": warning_of(review.notice, written, language),
        "loader": loader,
    }
    status = 200 if review.notice is None else review.notice.status
    sources = _sources_on(opened.visit.mode, look) or sources_of(loader)
    if not look.is_easy:
        body = standalone_text("citizen/questions.html", language, look, **values)
        return standalone_answer(body, language, look, status, *sources)
    sounds = sounds_of(opened.questionnaire, language)
    shown = _screens(asked, sounds, review)
    body = standalone_text("citizen/screens.html", language, look, screens=shown, **values)
    sources = (*(sources or (_SCRIPT,)), *([_SOUND] if sounds else []))
    return standalone_answer(body, language, look, status, *sources)


def _sources_on(mode: Mode, look: Look) -> tuple[str, ...]:
    """Return what a page may load on a device that many use, and nothing for other pages."""
    if not mode.is_shared:
        return ()
    if mode is not Mode.ASSISTED:
        return (_SCRIPT, _SENDING)
    # What leads out of the questions has a stylesheet of its own, which no phone loads.
    return (f"style-src-elem {stylesheet_hash(look)} 'self'", _SCRIPT, _SENDING)


def _screens(asked: Sequence[Section], sounds: Mapping[str, str], review: Review) -> Screens:
    questions = [question for section in asked for question in section.questions]
    if review.notice is None:
        shown = where_to_go_on(questions)
    else:
        shown = review.links[0].screen if review.links else LAST
    return screens(questions, sounds, shown)


def _notice(error: SurveyError, language: str) -> Notice:
    notice = BY_REFUSAL[type(error)].in_language(language)
    if not isinstance(error, TooSoon):
        return notice
    advice = translations(language).gettext(_WAIT) % {"seconds": error.seconds}
    return replace(notice, advice=advice, retry_after=error.seconds)


def _faults(error: SurveyError, language: str) -> dict[str, str]:
    """Return a sentence for each place of the page that needs to be looked at."""
    _ = translations(language).gettext
    if isinstance(error, InvalidAnswers):
        return {question: _(fault.value) for question, fault in error.faults.items()}
    if isinstance(error, CommentTooLong):
        over = error.length - error.longest
        counts = {"length": error.length, "longest": error.longest, "over": over}
        shown = {name: decimal(count, 0, language) for name, count in counts.items()}
        return {COMMENT: _(_LENGTH) % shown}
    return {}


def _comment_faults(review: Review, form: AnswerForm, language: str) -> Iterator[str]:
    if COMMENT in review.faults:
        yield review.faults[COMMENT]
    if form.is_cut:
        shown = decimal(len(form.written), 0, language)
        yield translations(language).gettext(_CUT) % {"shown": shown}


def _links(asked: Questionnaire, faults: Mapping[str, str], language: str) -> list[Link]:
    found = [Link(q.id, q.wording.in_language(language).text) for q in asked if q.id in faults]
    if COMMENT in faults:
        found.append(Link(COMMENT, translations(language).gettext(_COMMENT)))
    return found
