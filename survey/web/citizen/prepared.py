"""The first view of a poster's page, rendered once and encoded once; each opening adds its visit.

All that differs between two openings is the token of the visit, and it stands at the very end.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from flask import Response, request

from survey.domain.places import Office, ServicePoint
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.open_visit import OpenVisit
from survey.web.citizen.questions import Filling, sections
from survey.web.citizen.words import words_of
from survey.web.content_encoding import ContentEncoding, Start, accepted_encoding, encoded_start
from survey.web.languages import spoken_languages
from survey.web.look import Look
from survey.web.queue import Loader, loader_at_first_mark, may_be_kept, sources_of
from survey.web.rendering import standalone_answer, standalone_text

# A page takes about 20 KB in all its encodings; an office has tens of posters in two languages.
MOST_PAGES = 256
_VISIT_STANDS_HERE = "[visit]"
_NO_HOUR = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class FreshPage:
    """Everything that a first view shows: two that are equal here look the same."""

    visit: Visit
    office: Office
    point: ServicePoint
    sha256: str  # of the questionnaire, which never changes
    languages: tuple[str, ...]  # that it can be changed to
    root: str  # the path that this server answers under, which is in the page's addresses
    opened: OpenVisit = field(compare=False, repr=False)


def fresh_page(opened: OpenVisit) -> Response:
    """Return the page of a visit that has just begun."""
    page = _page_of(opened)
    encoding = accepted_encoding(request.accept_encodings)
    end = opened.token.encode() + rendered(page)[1]
    body = prepared(page, encoding).ended_with(end)
    response = standalone_answer(
        body, page.visit.language, Look(), 200, *sources_of(loader_of(page.visit))
    )
    if encoding is not ContentEncoding.NONE:
        response.content_encoding = encoding
    return response


def _page_of(opened: OpenVisit) -> FreshPage:
    # Kept for long, so it must know no visit in particular.
    visit = replace(opened.visit, nonce=bytes(NONCE_BYTES), hour=_NO_HOUR)
    anybodys = replace(opened, visit=visit, token=_VISIT_STANDS_HERE)
    sha256 = opened.questionnaire.sha256
    return FreshPage(
        visit=visit,
        office=opened.office,
        point=opened.point,
        sha256=sha256,
        languages=spoken_languages(),
        root=request.root_path,
        opened=anybodys,
    )


def loader_of(visit: Visit) -> Loader | None:
    """Return what brings the queue into a first view, where one may be kept."""
    return loader_at_first_mark(visit.language) if may_be_kept(visit) else None


@lru_cache(maxsize=MOST_PAGES)
def rendered(page: FreshPage) -> tuple[bytes, bytes]:
    """Return what stands before the token of a visit and what stands after it."""
    opened, language = page.opened, page.visit.language
    text = standalone_text(
        "citizen/questions.html",
        language,
        Look(),
        **words_of(opened),
        token=opened.token,
        sections=sections(opened.questionnaire, Filling(language, {}, {})),
        comment="",
        comment_fault=None,
        notice=None,
        links=(),
        warning=None,
        loader=loader_of(page.visit),
    )
    before, _, after = text.rpartition(_VISIT_STANDS_HERE)
    return before.encode(), after.encode()


@lru_cache(maxsize=MOST_PAGES * len(ContentEncoding))
def prepared(page: FreshPage, encoding: ContentEncoding) -> Start:
    """Return the encoded beginning of a page."""
    return encoded_start(rendered(page)[0], encoding)
