"""The first view of a poster's page, rendered once and packed once; each opening adds its visit.

All that differs between two openings is in the token of the visit, and it stands at the very end.
"""

from flask import Response, request

from survey.domain.visits import Visit
from survey.services.open_visit import OpenVisit
from survey.services.sign_visit import parted
from survey.web.answers import wished_encoding
from survey.web.citizen.questions import Filling, sections
from survey.web.citizen.words import words_of
from survey.web.languages import spoken_languages
from survey.web.look import Look
from survey.web.queue import Loader, loader_at_first_touch, may_be_kept, sources_of
from survey.web.rendering import HTML, page_policy, standalone_text
from survey.web.shelf import PageText, current_shelf
from templates.language_files import language_files

# Going back must find this very page: a fresh one with the old marks would count once more.
# Whoever scans the poster next still gets a page of his own.
FOUND_BY_GOING_BACK = ("Cache-Control", "no-cache")
_VISIT_STANDS_HERE = "[visit]"


def fresh_page(opened: OpenVisit) -> Response:
    """Return the page of a visit that has just begun."""
    encoding, shelf = wished_encoding(), current_shelf()
    shared, own = parted(opened.token)
    asked = (shared, spoken_languages(), encoding, request.root_path)
    page = shelf.find(opened.directory, asked)
    if page is None:
        # Two pages that are equal here look the same.
        shown = (*asked, language_files(), opened.office, opened.point, opened.questionnaire)
        page = shelf.keep(opened.directory, asked, shown, lambda: _rendered(opened), encoding)
    return page.answer(own.encode())


def _rendered(opened: OpenVisit) -> PageText:
    language, loader = opened.visit.language, _loader_of(opened.visit)
    text = standalone_text(
        "citizen/questions.html",
        language,
        Look(),
        **words_of(opened),
        token=parted(opened.token)[0] + _VISIT_STANDS_HERE,
        sections=sections(opened.questionnaire, Filling(language, {}, {})),
        comment="",
        comment_fault=None,
        notice=None,
        links=(),
        warning=None,
        loader=loader,
    )
    policy = page_policy(language, Look(), *sources_of(loader))
    return PageText.of(text, _VISIT_STANDS_HERE, HTML, policy, FOUND_BY_GOING_BACK)


def _loader_of(visit: Visit) -> Loader | None:
    """Return what brings the queue into a first view, where one may be kept."""
    return loader_at_first_touch(visit.language) if may_be_kept(visit) else None
