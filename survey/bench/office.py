"""The office that is measured, made by the services that make a real one, in its own folder."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from urllib.parse import urlencode

from questionnaires.model import Questionnaire
from questionnaires.months import calendar_months
from questionnaires.scoring import pack
from survey.background import RunHere
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.find_due_reports import due_periods
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.invite_staff import make_setup_link
from survey.services.keys import Keys
from survey.services.manage_places import add_service_point
from survey.services.open_survey import create_survey, survey_to_read
from survey.services.open_visit import open_visit
from survey.services.print_posters import codes_in_use
from survey.services.publish_report import publish_due
from survey.services.publish_text import questionnaire, use
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.sign_visit import sign_visit
from survey.services.submit_response import visit_key
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.responses import add_all_to_inbox

# The longest that is shipped: nineteen items and the facts.
QUESTIONNAIRE = "service-19.v1"
NOBODYS_ADDRESS = "http://hailong.example"
_PARTS, _DAYS, _PEOPLE = 12, 28, 500
_POINTS = 20  # of the office whose year is published while it is measured
# Rarely does anybody write, and then a line.
_COMMENT = "Cán bộ hướng dẫn rõ ràng, chờ hơi lâu vào buổi sáng."
_WRITES = 0.1
# What the browser of a phone sends along.
_HEADERS = (
    "Host: 127.0.0.1:{port}\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0 Mobile\r\n"
    "Accept: text/html,application/xhtml+xml\r\n"
    "Accept-Language: vi-VN,vi;q=0.9\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
)
_FORM = (
    "Origin: null\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)


@dataclass(frozen=True)
class MeasuredOffice:
    """An office on disk, and what its visitors need to know."""

    settings: Settings
    keys: Keys
    visit: Visit
    asked: Questionnaire
    setup_token: str
    responses: int  # that it was made with, of which no visit is known

    @property
    def path(self) -> str:
        """The page of the poster that everybody scans."""
        return f"/{self.visit.poster}"

    def token(self, nonce: bytes) -> str:
        """Return the token of another visit."""
        return sign_visit(self.keys, replace(self.visit, nonce=nonce))


@dataclass(frozen=True)
class Sent:
    """The form of one visit, and the key under which it must be known as counted."""

    key: bytes
    form: str


def make_office(settings: Settings, posters: int, responses: int) -> MeasuredOffice:
    """Make an office with a poster at each of its service points and a published year.

    All answers are of one month and point, of which there are three reports; so nothing is due when
    the office is served.
    """
    with _new_office(settings, posters) as (survey, visit):
        december = date(_last_year(survey), 12, 1)
        parts = [_Part(december, _DAYS, responses // _PARTS)] * _PARTS
        count = _answer(survey, visit, parts, points=1)
        for period in due_periods(survey):
            publish_due(survey, RunHere(), period)
        return _measured(settings, survey, visit, count)


def make_year(settings: Settings, responses: int) -> MeasuredOffice:
    """Make an office with answers of all months of a year and of this one, at some points.

    Published is the report of the year; those of its months and quarters are due.
    """
    with _new_office(settings, _POINTS) as (survey, visit):
        months = [date(_last_year(survey), month, 1) for month in range(1, 13)]
        each, today = responses // (len(months) + 1), survey.today()
        parts = [_Part(month, _DAYS, each) for month in months]
        parts.append(_Part(today.replace(day=1), max(today.day - 1, 1), each))
        count = _answer(survey, visit, parts, _POINTS)
        publish_due(survey, RunHere(), due_periods(survey)[0])
        return _measured(settings, survey, visit, count)


@contextmanager
def _new_office(settings: Settings, posters: int) -> Iterator[tuple[Survey, Visit]]:
    survey = create_survey(settings)
    with closing(survey.store):
        set_up_office(survey, "Cơ quan được đo", NOBODYS_ADDRESS, "0215 000 000")
        use(survey, questionnaire=QUESTIONNAIRE)
        # Its end is that of the year, which is published though nobody has answered since.
        follow_example_plan(survey, MADE_UP, calendar_months(date(_last_year(survey), 1, 1), 12))
        for number in range(1, posters + 1):
            add_service_point(survey, f"Quầy {number}", _field(number), "Tầng 1")
        yield survey, open_visit(survey, codes_in_use(survey)[0], "vi").visit


def _measured(settings: Settings, survey: Survey, visit: Visit, count: int) -> MeasuredOffice:
    asked = questionnaire(survey, QUESTIONNAIRE)
    return MeasuredOffice(settings, survey.keys, visit, asked, make_setup_link(survey), count)


def _last_year(survey: Survey) -> int:
    return survey.today().year - 1


def _field(point: int) -> str:
    return f"Lĩnh vực {point % 9}"


@dataclass(frozen=True)
class _Part:
    """Answers that are closed together: so many, spread over the first days of a month."""

    month: date
    days: int
    count: int


def _answer(survey: Survey, visit: Visit, parts: Iterable[_Part], points: int) -> int:
    """Store answers and close their days; return how many there are.

    In parts, as closing a day looks through all that waits to be closed.
    """
    random = Random(1)  # the same people each time
    asked = questionnaire(survey, QUESTIONNAIRE)
    people = [pack(asked, chosen(asked, random)) for _ in range(_PEOPLE)]
    count = 0
    for part in parts:
        rows = [
            Response(
                key=random.randbytes(16),
                day=part.month + timedelta(days=number % part.days),
                service_point=1 + number % points,
                field=_field(1 + number % points),
                mode=Mode.POSTER,
                questionnaire=visit.questionnaire,
                plan=visit.plan,
                language=visit.language,
                answers=random.choice(people),
                comment="",
            )
            for number in range(part.count)
        ]
        with survey.store.writing() as connection:
            add_all_to_inbox(connection, rows)
        seal_closed_days(survey)
        count += part.count
    return count


def chosen(asked: Questionnaire, random: Random) -> dict[str, str]:
    """Return an answer to each question that concerns everybody."""
    return {
        question.id: random.choice(question.choices).value
        for question in asked
        if question.only_if is None
    }


def filled_forms(office: MeasuredOffice, count: int) -> list[Sent]:
    """Return the filled forms of visits that have not been sent before."""
    random = Random()
    sent = []
    for _ in range(count):
        nonce = os.urandom(NONCE_BYTES)
        fields = {"visit": office.token(nonce), **chosen(office.asked, random)}
        fields["comment"] = _COMMENT if random.random() < _WRITES else ""
        sent.append(Sent(visit_key(office.keys, nonce), urlencode(fields)))
    return sent


def comment_form(office: MeasuredOffice, comment: str, further: Mapping[str, str]) -> str:
    """Return the form of a new visit that brings a comment and one answer."""
    token, question = office.token(os.urandom(NONCE_BYTES)), office.asked.questions[0]
    fields = {"visit": token, question.id: question.choices[0].value, "comment": comment}
    return urlencode({**fields, **further})


def opened(port: int, path: str) -> str:
    """Return the request of a phone for a page."""
    return f"GET {path} HTTP/1.1\r\n{_HEADERS.format(port=port)}\r\n"


def posted(port: int, path: str, form: str) -> str:
    """Return the request of a phone that sends a form."""
    headers = f"{_HEADERS.format(port=port)}{_FORM}Content-Length: {len(form)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{headers}\r\n{form}"


def counted_keys(office: MeasuredOffice) -> list[bytes]:
    """Return the keys of the visits that were counted, read without anything of the program."""
    with _read(office) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM counted_visit")]


def new_responses(office: MeasuredOffice) -> int:
    """Return how many responses have come since the office was made."""
    with _read(office) as connection:
        (rows,) = connection.execute(
            "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM response)"
        ).fetchone()
        return int(rows) - office.responses


def _read(office: MeasuredOffice) -> closing[sqlite3.Connection]:
    address = f"{office.settings.database.absolute().as_uri()}?mode=ro"
    return closing(sqlite3.connect(address, uri=True))


def reports_left(office: MeasuredOffice) -> int:
    """Return how many reports of periods that are over are still to be published."""
    with survey_to_read(office.settings) as survey:
        return len(due_periods(survey))
