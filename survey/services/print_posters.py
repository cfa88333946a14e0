"""Posters: printed for an address that phones can open, withdrawn, made anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answering_time import minutes_to_answer
from survey.background import Background
from survey.domain.errors import (
    NoPublicAddress,
    NotForPaper,
    NothingToPrint,
    PosterWithdrawn,
    ServicePointClosed,
    UnknownCode,
    UnknownServicePoint,
)
from survey.domain.modes import Mode
from survey.domain.places import Office, Poster, ServicePoint, is_loopback
from survey.limits import FILE_PATIENCE_SECONDS
from survey.services.draw_posters import PosterSheet, described
from survey.services.manage_places import unprinted_poster
from survey.services.poster_names import poster_file_name
from survey.services.publish_text import current_questionnaire
from survey.services.set_posters import set_posters
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import places, posters


@dataclass(frozen=True)
class PrintedPosters:
    """Posters as one PDF, and what the file is called."""

    name: str
    pdf: bytes


def print_posters(
    survey: Survey, codes: Sequence[str] | None, background: Background
) -> PrintedPosters:
    """Return posters as one PDF and note that they were printed today; None means all in use.

    Raises what `sheets_to_print` and `background` do.
    """
    sheets = sheets_to_print(survey, codes)
    pdf = background.result(FILE_PATIENCE_SECONDS, set_posters, described(sheets))
    printed = PrintedPosters(poster_file_name(sheets), pdf)
    note_printed(survey, sheets)
    return printed


def sheets_to_print(survey: Survey, codes: Sequence[str] | None) -> tuple[PosterSheet, ...]:
    """Return what the posters of some codes say, each once; None means all in use.

    Raises NoPublicAddress outside the demo, NothingToPrint, UnknownCode, NotForPaper,
    PosterWithdrawn and ServicePointClosed.
    """
    host = office(survey)
    if not is_reachable(host):
        raise NoPublicAddress
    known = _read(survey)
    chosen = known.in_use() if codes is None else tuple(dict.fromkeys(codes))
    if not chosen:
        raise NothingToPrint
    minutes = minutes_to_answer(current_questionnaire(survey))
    return tuple(_sheet(survey, host, minutes, *known.printable(code)) for code in chosen)


def note_printed(survey: Survey, sheets: Sequence[PosterSheet]) -> None:
    """Store that posters were printed, on the day that stands on them."""
    with survey.store.writing() as connection:
        posters.set_printed_on(connection, {sheet.code: sheet.printed_on for sheet in sheets})


def codes_in_use(survey: Survey) -> tuple[str, ...]:
    """Return the codes of all posters that take answers, by service point."""
    return _read(survey).in_use()


def is_reachable(host: Office) -> bool:
    """Tell whether phones can open what posters of this office lead to.

    The demo may lead to its own machine: its posters say that they must not be hung.
    """
    if host.is_demo:
        return True
    return host.public_address is not None and not is_loopback(host.public_address)


def find_poster(survey: Survey, code: str) -> Poster:
    """Return the poster of a code; raise UnknownCode."""
    with survey.store.reading() as connection:
        poster = posters.find_poster(connection, code)
    if poster is None:
        raise UnknownCode
    return poster


def withdraw_poster(survey: Survey, code: str, misuse: str = "") -> Poster:
    """Open no page of a poster any more, for ever; a second time changes nothing.

    Pages that are open are taken for a day, unless `misuse` says why not.
    """
    with survey.store.writing() as connection:
        poster = posters.find_poster(connection, code)
        if poster is None:
            raise UnknownCode
        if not poster.is_withdrawn:
            posters.change_poster(connection, poster.withdrawn(survey.now(), misuse))
    return poster


def new_poster(survey: Survey, service_point_id: int, mode: Mode = Mode.POSTER) -> Poster:
    """Give a service point another poster, or another device, with a code of its own."""
    with survey.store.writing() as connection:
        point = places.find_point(connection, service_point_id)
        if point is None:
            raise UnknownServicePoint
        if not point.is_open:
            raise ServicePointClosed(point.id)
        poster = unprinted_poster(survey, point.id, mode)
        posters.add_poster(connection, poster)
    return poster


def link_of(survey: Survey, host: Office, code: str) -> str:
    """Return the whole address that a code leads to."""
    local = f"http://{survey.settings.host}:{survey.settings.port}"
    return f"{host.public_address or local}/{code}"


@dataclass(frozen=True)
class _Known:
    """All service points and posters, as they stood at one moment."""

    points: Mapping[int, ServicePoint]
    posters: Mapping[str, Poster]

    def in_use(self) -> tuple[str, ...]:
        return tuple(
            code
            for code, poster in self.posters.items()
            if poster.mode is Mode.POSTER
            and not poster.is_withdrawn
            and self.points[poster.service_point].is_open
        )

    def printable(self, code: str) -> tuple[Poster, ServicePoint]:
        """Return a poster that may be printed, and where it hangs."""
        if code not in self.posters:
            raise UnknownCode
        poster = self.posters[code]
        if poster.mode is not Mode.POSTER:
            raise NotForPaper
        if poster.is_withdrawn:
            raise PosterWithdrawn
        point = self.points[poster.service_point]
        if not point.is_open:
            raise ServicePointClosed(point.id)
        return poster, point


def _read(survey: Survey) -> _Known:
    with survey.store.reading() as connection:
        return _Known(
            {point.id: point for point in places.all_points(connection)},
            {poster.code: poster for poster in posters.all_posters(connection)},
        )


def _sheet(
    survey: Survey, host: Office, minutes: int, poster: Poster, point: ServicePoint
) -> PosterSheet:
    return PosterSheet(
        link=link_of(survey, host, poster.code),
        code=poster.code,
        office=host.name,
        service_point=point.name,
        place=point.place,
        questionnaire=host.questionnaire,
        minutes=minutes,
        printed_on=survey.today(),
        damage_contact=host.contact,
        is_demo=host.is_demo,
    )
