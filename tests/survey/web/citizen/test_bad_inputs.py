"""Whatever is sent to a citizen's address: which status, which words, what is stored.

One row an input. Each is sent in both languages; a page then names what happened, whether anything
was stored and what to do, in that language, and the counter's marks are given back where a form
was sent. What a full disk and a hundred presses at once do is shown in `tests.faults`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from questionnaires.composing import MOST_MARKS
from survey.services.manage_places import close_service_point, overview_of
from survey.services.open_visit import open_visit
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from survey.web import notices
from survey.web.notices import Notice
from tests.pages import Page, Pages
from tests.survey.conftest import Clock
from tests.survey.web.citizen.stored import stored

FORM = "application/x-www-form-urlencoded"
LANGUAGES = ("vi", "en")
ZALGO = "t\u0300\u0301\u0302\u0303\u0489ốt" + "\u0301" * 50
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One bad input: how it is sent and what must come of it.

    `fields` are sent with a good visit unless they hold another one.
    """

    notice: Notice
    method: str = "GET"
    path: str = "/{code}"
    fields: Fields = field(default_factory=dict)
    options: Fields = field(default_factory=dict)
    status: int | None = None


def get(path: str, notice: Notice, **changes: Any) -> Row:
    return Row(notice, path=path, **changes)


def sent(notice: Notice, **fields: Any) -> Row:
    return Row(notice, "POST", fields=fields)


def odd(value: Any) -> Row:
    return sent(notices.INVALID_ANSWERS, signs="4", papers=value)


def raw(notice: Notice, body: bytes, kind: str = FORM) -> Row:
    return Row(notice, "POST", options={"data": body, "content_type": kind})


ODD = (
    "0", "6", "-1", "1e9", "5.0", "+5", "05", "5 5", "５", "٥", "true", "null", "5\0x", "x" * 3000,
    "<b>", "Rất hài lòng",
)  # fmt: skip

ROWS: Mapping[str, Row] = {
    # the address of a poster
    "an unknown code": get("/ABCDEFGH", notices.UNKNOWN_CODE),
    "a mistyped code": get("/{changed}", notices.UNKNOWN_CODE),
    "a mistyped code, typed by hand": get("/?code=7KQ2M9XX", notices.UNKNOWN_CODE),
    "a withdrawn poster": get("/{withdrawn}", notices.POSTER_REPLACED),
    "a closed counter": get("/{closed}", notices.POINT_CLOSED),
    "ten thousand letters": get("/" + "a" * 10_000, notices.UNKNOWN_CODE),
    "an emoji": get("/%F0%9F%98%80", notices.UNKNOWN_CODE),
    "letters from right to left": get("/%D7%90%E2%80%AE%D8%A7", notices.UNKNOWN_CODE),
    "a line end for a header": get("/x%0d%0aSet-Cookie:%20a=b", notices.UNKNOWN_CODE),
    "a NUL": get("/%00", notices.UNKNOWN_CODE),
    "a backslash": get("/..%5Cx", notices.UNKNOWN_CODE),
    "a folder above": get("/..%2f..%2fetc/passwd", notices.NOT_FOUND),
    "an unknown page": get("/khong/co", notices.NOT_FOUND),
    # answers
    "nothing marked": sent(notices.NOTHING_CHOSEN, comment=" \u200e\r\n"),
    "only blanks marked": sent(notices.NOTHING_CHOSEN, signs="  "),
    "an answer to an unknown question": sent(notices.NOTHING_CHOSEN, unknown="1"),
    "an answer as a list": Row(notices.NOTHING_CHOSEN, "POST", fields={"signs[]": "5"}),
    **{f"the choice {value!r:.20}": odd(value) for value in ODD},
    "two choices for one question": odd(["1", "5"]),
    "a comment of 2,001 signs": sent(notices.COMMENT_TOO_LONG, signs="5", comment="ơ" * 2001),
    "a comment with a telephone number": sent(
        notices.IDENTIFIERS, signs="5", comment="gọi 0912 345 678"
    ),
    # the visit
    "no visit": sent(notices.VISIT_UNREADABLE, visit="", signs="4"),
    "a short visit": sent(notices.VISIT_UNREADABLE, visit="x", signs="4"),
    "a long visit": sent(notices.VISIT_UNREADABLE, visit="x" * 5000, signs="4"),
    "an altered visit": sent(notices.VISIT_UNREADABLE, visit="{altered}", signs="4"),
    "the visit of another counter": sent(notices.VISIT_UNREADABLE, visit="{foreign}", signs="4"),
    "a visit of a month ago": sent(notices.VISIT_EXPIRED, visit="{old}", signs="4"),
    "an answer to a withdrawn poster": Row(
        notices.POSTER_REPLACED, "POST", "/{withdrawn}",
        {"visit": "{withdrawn_visit}", "signs": "4"},
    ),
    "an answer to a counter closed before": Row(
        notices.POINT_CLOSED, "POST", "/{closed}", {"visit": "{closed_visit}", "signs": "4"},
        status=409,
    ),
    # the request
    "a comment of a megabyte": sent(notices.TOO_LARGE, signs="5", comment="x" * 1_000_000),
    "101 fields": sent(notices.TOO_LARGE, **{f"f{place}": "" for place in range(101)}),
    "10,000 fields": sent(notices.TOO_LARGE, **{f"f{place}": "" for place in range(10_000)}),
    "a doubled language": sent(notices.BAD_REQUEST, signs="5", language=["xx", "yy"]),
    "a doubled visit": sent(notices.BAD_REQUEST, visit=["a", "b"]),
    "a doubled comment": sent(notices.BAD_REQUEST, signs="5", comment=["a", "b"]),
    "a doubled parameter": get("/?code=A&code=B", notices.BAD_REQUEST),
    "half a sign": raw(notices.BAD_REQUEST, b"signs=5&comment=%ED%A0%80"),
    "bytes that are no text": raw(notices.BAD_REQUEST, b"signs=\xff"),
    "JSON": raw(notices.WRONG_KIND, b'{"signs": 5}', "application/json"),
    "plain text": raw(notices.WRONG_KIND, b"signs=5", "text/plain"),
    "no kind at all": raw(notices.WRONG_KIND, b"signs=5", ""),
    "a file": raw(notices.WRONG_KIND, b"--x--", "multipart/form-data; boundary=x"),
    "a query of 8 kB": get("/?x=" + "y" * 8192, notices.ADDRESS_TOO_LONG),
    "a foreign host": get("/", notices.FOREIGN_HOST, options={"headers": {"Host": "evil.example"}}),
    **{
        f"the method {method}": Row(notices.WRONG_METHOD, method)
        for method in ("PUT", "DELETE", "PATCH", "TRACE")
    },
}  # fmt: skip

# What is taken, and what of its comment is kept: composed, without what nobody sees.
TAKEN: Mapping[str, tuple[str, str]] = {
    "only blanks": (" \r\n\t ", ""),
    "an emoji": ("tốt 😊👩\u200d👧", "tốt 😊👩\u200d👧"),
    "stacked marks": (ZALGO, "t̀́̂̃҉ốt" + "\u0301" * MOST_MARKS),
    "decomposed letters": ("Hài lo\u0300ng", "Hài lòng"),
    "turned around": ("a\u202eb\u2066c", "abc"),
    "controls and NUL": ("a\0b\x1b[31mc", "ab[31mc"),
    "markup": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "a formula": ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
    "a template": ("{{ 7*7 }}${7*7}", "{{ 7*7 }}${7*7}"),
    "SQL": ("'; DROP TABLE inbox; --", "'; DROP TABLE inbox; --"),
    "2,000 signs": ("ơ" * 2000, "ơ" * 2000),
}
Values = Mapping[str, str]


@pytest.fixture
def values(survey: Survey, pages: Pages, code: str, clock: Clock) -> Values:
    """Return what stands for the names in the rows."""
    withdrawn = new_poster(survey, 1).code
    withdrawn_visit = open_visit(survey, withdrawn, "vi").token
    withdraw_poster(survey, withdrawn, "dán ở quán")
    closed = overview_of(survey, 2).active_posters[0].code
    foreign = open_visit(survey, closed, "vi").token
    clock.step(timedelta(days=-31))
    close_service_point(survey, 2)
    old = open_visit(survey, code, "vi").token
    clock.pass_days(31)
    fresh = pages.get(f"/{code}").hidden["visit"]
    return {
        "code": code, "changed": code[:-1] + ("1" if code[-1] == "0" else "0"), "fresh": fresh,
        "withdrawn": withdrawn, "withdrawn_visit": withdrawn_visit, "closed": closed,
        "closed_visit": foreign, "foreign": foreign, "old": old,
        "altered": fresh[:8] + ("A" if fresh[8] != "A" else "B") + fresh[9:],
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_bad_input_is_told_and_nothing_is_stored(
    survey: Survey, pages: Pages, values: Values, row: Row, language: str
) -> None:
    page = ask(pages, row, values, language)

    said = row.notice.in_language(language)
    assert page.language == language
    for words in (said.title, said.happened, said.advice):
        assert words in page.text
    assert (said.code in page.text) == said.is_code_told
    # Who has only opened an address that leads nowhere hears nothing about storing.
    has_opened = row.method == "GET" and said.status in {200, 404, 410}
    assert (said.stored in page.text) != has_opened
    assert stored(survey) == []
    assert set(page.headers) & {"Set-Cookie", "X-Powered-By"} == set()
    if row.fields.get("signs") == "4" and row.notice.code.startswith("HL-SUB"):
        assert page.marked == {"signs": "4"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_comment_is_taken_as_text(
    survey: Survey, pages: Pages, code: str, name: str, language: str
) -> None:
    comment, kept = TAKEN[name]
    page = pages.get(f"/{code}?lang={language}")
    marks = {**page.hidden, "signs": " 5 ", "comment": comment}

    assert pages.sent_on(f"/{code}?lang={language}", marks).startswith("/cam-on")

    assert [(row.comment, row.answers[0]) for row in stored(survey)] == [(kept, "5")]


@pytest.mark.parametrize("other", [{"signs": "1"}, {"papers": "3"}, {"signs": "9"}, {}])
def test_a_visit_that_was_answered_changes_no_more(
    survey: Survey, pages: Pages, code: str, other: dict[str, str]
) -> None:
    hidden = pages.get(f"/{code}").hidden
    pages.sent_on(f"/{code}", {**hidden, "signs": "5"})
    first = stored(survey)

    pages.client.post(f"/{code}", data={**hidden, **other}, base_url="http://localhost")

    assert stored(survey) == first


def test_no_field_is_there_to_be_filled_by_robots_alone(pages: Pages, code: str) -> None:
    # A browser, a phone without styles or a screen reader would fill it in for an honest person.
    page = pages.get(f"/{code}")
    unseen = [one for one in page.tree.iter("input") if one.get("type") in (None, "text")]
    assert unseen == []
    assert set(page.hidden) == {"visit"}


def ask(pages: Pages, row: Row, values: Values, language: str) -> Page:
    """Send the input of a row in a language and return the page that comes."""
    path = row.path.format_map(values)
    path += f"{'&' if '?' in path else '?'}lang={language}"
    options = dict(row.options)
    if row.fields:
        fields = {"visit": "{fresh}", **row.fields}
        options["data"] = {name: filled(value, values) for name, value in fields.items()}
    return pages.open(path, row.method, row.status or row.notice.status, **options)


def filled(value: Any, values: Values) -> Any:
    """Return a value with the name that it may be made of put in."""
    is_name = isinstance(value, str) and value.startswith("{") and value[1:-1] in values
    return values[value[1:-1]] if is_name else value
