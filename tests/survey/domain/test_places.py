"""The public address, and whether things are open and in use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.domain.errors import BadAddress
from survey.domain.modes import Mode
from survey.domain.places import Poster, ServicePoint, is_loopback, public_address

DAY = date(2026, 3, 2)


def test_a_service_point_is_open_until_it_is_closed() -> None:
    assert ServicePoint(1, "Quầy 1", "Việc làm", "Tầng 1", None).is_open
    assert not ServicePoint(1, "Quầy 1", "Việc làm", "Tầng 1", DAY).is_open


def test_a_poster_is_in_use_until_it_is_withdrawn() -> None:
    assert not Poster("00000000", 1, Mode.POSTER, None, None).is_withdrawn
    assert Poster("00000000", 1, Mode.POSTER, DAY, DAY).is_withdrawn


IN_USE = Poster("00000000", 1, Mode.POSTER, DAY, None)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_withdrawn_poster_takes_open_pages_for_a_day() -> None:
    assert IN_USE.takes_open_pages(NOON)
    withdrawn = IN_USE.withdrawn(NOON)
    assert (withdrawn.withdrawn_on, withdrawn.misuse) == (DAY, "")
    assert withdrawn.takes_open_pages(NOON + timedelta(hours=24, seconds=-1))
    assert not withdrawn.takes_open_pages(NOON + timedelta(hours=24))


def test_a_misused_poster_takes_nothing_at_once_and_says_why() -> None:
    withdrawn = IN_USE.withdrawn(NOON, "dán ở quán")
    assert withdrawn.misuse == "dán ở quán"
    assert not withdrawn.takes_open_pages(NOON)


@pytest.mark.parametrize("mode", [Mode.KIOSK, Mode.ASSISTED])
def test_a_device_takes_nothing_once_its_code_is_withdrawn(mode: Mode) -> None:
    assert not replace(IN_USE, mode=mode).withdrawn(NOON).takes_open_pages(NOON)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("https://hailong.example.vn", "https://hailong.example.vn"),
        ("  HTTPS://Hailong.Example.VN/ ", "https://hailong.example.vn"),
        ("https://hailong.example.vn:443", "https://hailong.example.vn"),
        ("https://hailong.example.vn:8443", "https://hailong.example.vn:8443"),
        ("http://192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("http://192.168.1.5:80/", "http://192.168.1.5"),
        ("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_an_address_is_brought_into_the_form_that_posters_print(typed: str, printed: str) -> None:
    assert public_address(typed) == printed
    assert public_address(printed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hailong.example.vn",
        "ftp://hailong.example.vn",
        "javascript:alert(1)",
        "https://",
        "https:///khao-sat",
        "https://hailong.example.vn/khao-sat",
        "https://hailong.example.vn?a=1",
        "https://hailong.example.vn?",
        "https://hailong.example.vn#a",
        "https://user@hailong.example.vn",
        "https://user:password@hailong.example.vn",
        "https://hailong.example.vn:0",
        "https://hailong.example.vn:65536",
        "https://hailong.example.vn:port",
        "https://hài-lòng.vn",
        "https://-a.vn",
        "https://a..vn",
        "https://a b.vn",
        "https://[::1",
        "https://[fe80::1%25eth0]",
        "https://" + "a" * 64 + ".vn",
        "https://" + "a." * 130 + "vn",
    ],
)
def test_anything_else_is_no_address_for_a_poster(typed: str) -> None:
    with pytest.raises(BadAddress):
        public_address(typed)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8080",
        "http://office.localhost",
        "http://127.0.0.1:8080",
        "http://127.1.2.3",
        "http://0.0.0.0:8080",
        "http://[::1]:8080",
    ],
)
def test_an_address_of_this_machine_is_known_as_one(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://hailong.example.vn",
        "http://192.168.1.5",
        "https://localhost.example.vn",
        "https://",
    ],
)
def test_an_address_that_phones_may_find_is_not_this_machines(address: str) -> None:
    assert not is_loopback(address)


def test_the_mark_of_a_counter_changes_with_each_of_its_words() -> None:
    point = ServicePoint(1, "Quầy 1", "Việc làm", "Tầng 1", None)
    other = [
        replace(point, name="Quầy"),
        replace(point, field="Quầy"),
        replace(point, place="Quầy"),
        ServicePoint(1, "Quầy 1\nViệc", "làm", "Tầng 1", None),
    ]
    marks = {each.details.mark for each in (point, *other)}
    assert len(marks) == 5
    assert replace(point, id=2).details.mark == point.details.mark
