"""What staff need to open a code on a tablet or on a device of their own."""

from dataclasses import dataclass

from survey.domain.errors import UnknownCode
from survey.domain.places import Poster, ServicePoint
from survey.services.manage_places import overview_of
from survey.services.print_posters import find_poster, is_reachable, link_of
from survey.services.qr import draw_qr
from survey.services.set_up_office import office
from survey.services.survey import Survey


@dataclass(frozen=True)
class DeviceCode:
    """A code that is opened on a device, never printed.

    Attributes
    ----------
    poster : Poster
    point : ServicePoint
    link : str
        The whole address.
    qr : str
        The same as an SVG, to be scanned from the screen.
    is_reachable : bool
        Whether another device than the server can open the address.
    """

    poster: Poster
    point: ServicePoint
    link: str
    qr: str
    is_reachable: bool


@dataclass(frozen=True)
class Enrolment:
    """What enrols one tablet, once: to be typed on it, or scanned with it.

    Attributes
    ----------
    shown : str
        The code in two groups.
    qr : str
        The address of the page for it, with the code behind a sign that no browser sends.
    """

    shown: str
    qr: str


def enrolment_of(device: DeviceCode, typed: str) -> Enrolment:
    """Return how a code for enrolling is shown to staff."""
    half = len(typed) // 2
    link = f"{device.link}/ghi-danh"
    return Enrolment(f"{typed[:half]} {typed[half:]}", draw_qr(f"{link}#{typed}").svg)


def device_code(survey: Survey, code: str) -> DeviceCode:
    """Return a code of a device; raise UnknownCode for any other, and for one of a poster."""
    poster, host = find_poster(survey, code), office(survey)
    if not poster.mode.is_shared:
        raise UnknownCode
    link = link_of(survey, host, poster.code)
    point = overview_of(survey, poster.service_point).point
    return DeviceCode(poster, point, link, draw_qr(link).svg, is_reachable(host))
