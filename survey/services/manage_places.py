"""The list of service points: add, change, close, and how many answers each has."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.names import is_same_name
from questionnaires.months import calendar_months
from survey.domain.codes import new_code
from survey.domain.errors import ChangedMeanwhile, NameTaken, UnknownServicePoint
from survey.domain.modes import Mode
from survey.domain.places import Details, Poster, ServicePoint
from survey.domain.tablets import Tablet
from survey.domain.texts import clean_line
from survey.services.count_running import count_running
from survey.services.survey import Survey
from survey.store import places, posters, tablets

LONGEST_NAME = 80
LONGEST_PLACE = 120


@dataclass(frozen=True)
class PointOverview:
    """A service point, all its codes, and how many answers came this month.

    Only days that are closed are counted: a count that grows while somebody answers says when.

    `posters` are printed; `device_codes` are opened on a tablet or on a device of staff, and
    `tablets` are enrolled for them.
    """

    point: ServicePoint
    posters: tuple[Poster, ...]
    device_codes: tuple[Poster, ...]
    tablets: tuple[Tablet, ...]
    this_month: int

    @property
    def active_posters(self) -> tuple[Poster, ...]:
        """The posters that were not taken down."""
        return tuple(poster for poster in self.posters if not poster.is_withdrawn)

    @property
    def takes_answers(self) -> bool:
        """Whether anybody can answer by any of its codes."""
        codes = (*self.posters, *self.device_codes)
        without = self.codes_without_tablet
        return self.point.is_open and any(
            not code.is_withdrawn and code not in without for code in codes
        )

    @property
    def codes_without_tablet(self) -> tuple[Poster, ...]:
        """The codes of kiosks in use for which no tablet is enrolled."""
        return tuple(
            code
            for code in self.device_codes
            if code.mode is Mode.KIOSK and not code.is_withdrawn and not self.tablets_of(code)
        )

    def tablets_of(self, code: Poster) -> tuple[Tablet, ...]:
        """Return the tablets that are enrolled for a code."""
        return tuple(tablet for tablet in self.tablets if tablet.code == code.code)


def add_service_point(survey: Survey, name: str, field: str, place: str) -> ServicePoint:
    """Add a service point with its first poster; raise BadText or NameTaken."""
    name, field, place = _cleaned(name, field, place)
    with survey.store.writing() as connection:
        if _is_taken(name, places.all_points(connection)):
            raise NameTaken
        point = places.add_point(connection, name, field, place)
        posters.add_poster(connection, unprinted_poster(survey, point.id))
    return point


def rename_service_point(
    survey: Survey, point_id: int, name: str, field: str, place: str
) -> ServicePoint:
    """Give a service point other words; raise BadText, NameTaken or UnknownServicePoint.

    Responses keep the field under which they came.
    """
    return change_service_point(survey, point_id, Details(name, field, place), None)


def change_service_point(
    survey: Survey, point_id: int, wanted: Details, opened: str | None
) -> ServicePoint:
    """Do the same, unless the words are no longer those that the form was opened with.

    `opened` is the mark of those words. Raises ChangedMeanwhile when somebody else has changed
    them; who wants the very words that are stored has no quarrel with him.
    """
    wanted = Details(*_cleaned(wanted.name, wanted.field, wanted.place))
    with survey.store.writing() as connection:
        point = places.find_point(connection, point_id)
        if point is None:
            raise UnknownServicePoint
        if opened is not None and opened != point.details.mark and wanted != point.details:
            raise ChangedMeanwhile
        others = (one for one in places.all_points(connection) if one.id != point_id)
        if _is_taken(wanted.name, others):
            raise NameTaken
        changed = replace(point, name=wanted.name, field=wanted.field, place=wanted.place)
        places.put_point(connection, changed)
    return changed


def close_service_point(survey: Survey, point_id: int) -> None:
    """Take no more answers at a service point; it keeps those that it has."""
    with survey.store.writing() as connection:
        point = places.find_point(connection, point_id)
        if point is None:
            raise UnknownServicePoint
        if point.is_open:
            places.set_closed_on(connection, point_id, survey.today())


def open_service_point(survey: Survey, point_id: int) -> None:
    """Take answers again at a closed service point."""
    with survey.store.writing() as connection:
        if places.find_point(connection, point_id) is None:
            raise UnknownServicePoint
        places.set_closed_on(connection, point_id, None)


def all_points(survey: Survey) -> tuple[ServicePoint, ...]:
    """Return every service point, in the order in which they were added."""
    with survey.store.reading() as connection:
        return places.all_points(connection)


def overview(survey: Survey) -> tuple[PointOverview, ...]:
    """Return every service point with its posters and counts, the open ones first."""
    this_month = count_running(survey, calendar_months(survey.today(), 1)).by_point
    with survey.store.reading() as connection:
        points = places.all_points(connection)
        known = sorted(posters.all_posters(connection), key=lambda poster: poster.is_withdrawn)
        enrolled = tablets.all_tablets(connection)
    return tuple(
        PointOverview(
            point,
            tuple(code for code in _of(point, known) if not code.mode.is_shared),
            tuple(code for code in _of(point, known) if code.mode.is_shared),
            enrolled,
            this_month.get(point.id, 0),
        )
        for point in sorted(points, key=lambda point: not point.is_open)
    )


def overview_of(survey: Survey, point_id: int) -> PointOverview:
    """Return one service point with its posters and counts; raise UnknownServicePoint."""
    for found in overview(survey):
        if found.point.id == point_id:
            return found
    raise UnknownServicePoint


def unprinted_poster(survey: Survey, point_id: int, mode: Mode = Mode.POSTER) -> Poster:
    """Return a poster with a new code, not stored yet."""
    return Poster(new_code(survey.random_bytes), point_id, mode, None, None)


def _of(point: ServicePoint, codes: Iterable[Poster]) -> tuple[Poster, ...]:
    return tuple(code for code in codes if code.service_point == point.id)


def _cleaned(name: str, field: str, place: str) -> tuple[str, str, str]:
    return (
        clean_line(name, LONGEST_NAME),
        clean_line(field, LONGEST_NAME),
        clean_line(place, LONGEST_PLACE),
    )


def _is_taken(name: str, points: Iterable[ServicePoint]) -> bool:
    return any(is_same_name(point.name, name) for point in points)
