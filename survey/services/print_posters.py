"""Posters: printed for an address that phones can open, withdrawn, made anew."""

from collections.abc import Sequence

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
from survey.domain.places import Office, Poster, is_loopback
from survey.services.draw_posters import PosterSheet, draw_posters
from survey.services.manage_places import overview, overview_of, unprinted_poster
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import places, posters


def print_posters(survey: Survey, codes: Sequence[str] | None) -> bytes:
    """Return posters as one PDF and note that they were printed today; None means all in use.

    Raises NoPublicAddress outside the demo, NothingToPrint, UnknownCode, NotForPaper,
    PosterWithdrawn and ServicePointClosed.
    """
    host = office(survey)
    if not is_reachable(host):
        raise NoPublicAddress
    chosen = codes_in_use(survey) if codes is None else tuple(dict.fromkeys(codes))
    if not chosen:
        raise NothingToPrint
    pdf = draw_posters([_sheet(survey, host, code) for code in chosen])
    with survey.store.writing() as connection:
        for code in chosen:
            posters.set_printed_on(connection, code, survey.today())
    return pdf


def codes_in_use(survey: Survey) -> tuple[str, ...]:
    """Return the codes of all posters that take answers, by service point."""
    return tuple(
        poster.code
        for one in overview(survey)
        if one.point.is_open
        for poster in one.active_posters
    )


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


def withdraw_poster(survey: Survey, code: str) -> Poster:
    """Take no more answers from a poster, for ever; a second time changes nothing."""
    with survey.store.writing() as connection:
        poster = posters.find_poster(connection, code)
        if poster is None:
            raise UnknownCode
        if not poster.is_withdrawn:
            posters.set_withdrawn_on(connection, code, survey.today())
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


def _sheet(survey: Survey, host: Office, code: str) -> PosterSheet:
    poster = find_poster(survey, code)
    if poster.mode is not Mode.POSTER:
        raise NotForPaper
    if poster.is_withdrawn:
        raise PosterWithdrawn
    point = overview_of(survey, poster.service_point).point
    if not point.is_open:
        raise ServicePointClosed(point.id)
    return PosterSheet(
        link=link_of(survey, host, code),
        code=code,
        office=host.name,
        service_point=point.name,
        place=point.place,
        questionnaire=host.questionnaire,
        printed_on=survey.today(),
        damage_contact=host.contact,
        is_demo=host.is_demo,
    )
