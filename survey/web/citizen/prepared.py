"""The first view of a poster's page, rendered once and encoded once; each opening adds its visit.

All that differs between two openings is the token of the visit, and it stands at the very end.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from flask import Response, request

from survey.domain.places import Office, ServicePoint
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.directory import Directory
from survey.services.open_visit import OpenVisit
from survey.web.answers import PreparedAnswer, wished_encoding
from survey.web.citizen.questions import Filling, sections
from survey.web.citizen.words import words_of
from survey.web.content_encoding import ContentEncoding, Start, encoded_start
from survey.web.languages import spoken_languages
from survey.web.look import Look
from survey.web.queue import Loader, loader_at_first_mark, may_be_kept, sources_of
from survey.web.rendering import page_policy, standalone_text

# A page takes about 20 KB in all its encodings; an office has tens of posters in two languages.
MOST_PAGES = 256
# Going back must find this very page: a fresh one with the old marks would count once more.
# Whoever scans the poster next still gets a page of his own.
FOUND_BY_GOING_BACK = ("Cache-Control", "no-cache")
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


@dataclass(frozen=True)
class ReadyPage:
    """A first view as it travels, but for its visit."""

    start: Start
    end: bytes
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """The pages that are ready to be sent, for as long as the directory stays the same."""

    def __init__(self) -> None:
        self._kept: tuple[Directory | None, dict[object, ReadyPage]] = (None, {})

    def page(self, opened: OpenVisit, encoding: ContentEncoding) -> ReadyPage:
        """Return the page that a visit opens."""
        directory, pages = self._kept
        if directory is not opened.directory:
            pages = {}
            self._kept = (opened.directory, pages)
        visit = opened.visit
        key = (visit.poster, visit.language, encoding, spoken_languages(), request.root_path)
        if key not in pages:
            pages[key] = _ready(_page_of(opened), encoding)
        return pages[key]


_shelf = Shelf()


def fresh_page(opened: OpenVisit) -> Response:
    """Return the page of a visit that has just begun."""
    page = _shelf.page(opened, wished_encoding())
    return PreparedAnswer(page.start.ended_with(opened.token.encode() + page.end), page.headers)


def _ready(page: FreshPage, encoding: ContentEncoding) -> ReadyPage:
    sources = sources_of(loader_of(page.visit))
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", page_policy(page.visit.language, Look(), *sources)),
        FOUND_BY_GOING_BACK,
        ("Vary", "Accept-Encoding"),
    ]
    if encoding is not ContentEncoding.NONE:
        headers.append(("Content-Encoding", encoding.value))
    return ReadyPage(prepared(page, encoding), rendered(page)[1], tuple(headers))


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
