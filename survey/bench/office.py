"""The office that is measured, made by the services that make a real one, in its own folder."""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from urllib.parse import urlencode

from questionnaires.model import Questionnaire
from questionnaires.months import calendar_months
from questionnaires.scoring import pack
from survey.background import RunHere
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.domain.visits import NONCE_BYTES, Visit
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.invite_staff import make_setup_link
from survey.services.keys import Keys
from survey.services.manage_places import add_service_point
from survey.services.open_survey import create_survey
from survey.services.open_visit import open_visit
from survey.services.print_posters import codes_in_use
from survey.services.publish_report import due_periods, publish_due
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
    responses: int  # of last year, of which no visit is known

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
    """Make an office with a poster at each of its service points and a published year."""
    survey = create_survey(settings)
    with closing(survey.store):
        set_up_office(survey, "Cơ quan được đo", NOBODYS_ADDRESS, "0215 000 000")
        use(survey, questionnaire=QUESTIONNAIRE)
        # Its end is that of the year, which is published though nobody has answered since.
        follow_example_plan(survey, MADE_UP, calendar_months(date(_last_year(survey), 1, 1), 12))
        for number in range(1, posters + 1):
            add_service_point(survey, f"Quầy {number}", f"Lĩnh vực {number % 9}", "Tầng 1")
        visit = open_visit(survey, codes_in_use(survey)[0], "vi").visit
        asked = questionnaire(survey, QUESTIONNAIRE)
        _answer_for_a_year(survey, visit, asked, responses)
        # Here, so that the server which is measured has nothing to publish.
        for period in due_periods(survey):
            publish_due(survey, RunHere(), period)
        return MeasuredOffice(
            settings,
            survey.keys,
            visit,
            asked,
            make_setup_link(survey),
            responses // _PARTS * _PARTS,
        )


def _last_year(survey: Survey) -> int:
    return survey.today().year - 1


def _answer_for_a_year(survey: Survey, visit: Visit, asked: Questionnaire, count: int) -> None:
    random, year = Random(1), _last_year(survey)  # the same people each time
    empty = Response(
        key=b"",
        day=date(year, 12, 1),
        service_point=1,
        field="Lĩnh vực 1",
        mode=Mode.POSTER,
        questionnaire=visit.questionnaire,
        plan=visit.plan,
        language=visit.language,
        answers="",
        comment="",
    )
    people = [pack(asked, chosen(asked, random)) for _ in range(_PEOPLE)]
    # In parts: sealing a day looks through all that waits to be sealed. All in one month, of which
    # there are three reports; a year of months would have thirty.
    for _ in range(_PARTS):
        rows = [
            replace(
                empty,
                key=random.randbytes(16),
                day=date(year, 12, 1 + number % _DAYS),
                answers=random.choice(people),
            )
            for number in range(count // _PARTS)
        ]
        with survey.store.writing() as connection:
            add_all_to_inbox(connection, rows)
        seal_closed_days(survey)


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
