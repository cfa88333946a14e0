"""`hailong demo`, started as a newcomer starts it."""

import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.faults.server import Installation

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def first_start(installation: Installation) -> tuple[str, str]:
    """Return what the first start printed, and the first page that a citizen sees."""
    with installation.start("demo") as server:
        link = re.search(r"http://\S+/[0-9A-Z]{8}\n", server.printed())
        assert link is not None
        with urlopen(link.group().strip()) as page:  # noqa: S310 - an address of this machine
            citizens = page.read().decode()
        return server.wait_until_printed("report.html\n"), citizens


def test_the_links_come_citizen_first_then_staff_then_the_report(
    first_start: tuple[str, str],
) -> None:
    printed, _ = first_start
    links = re.findall(r"(?:http://\S+|/\S+report\.html)", printed)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[0-9A-Z]{8}", links[0])
    assert links[1].endswith("/can-bo/")
    assert "/can-bo/thiet-lap/" in links[2]
    assert Path(links[3]).is_file()
    assert "giả định" in printed


def test_every_face_of_the_demonstration_says_that_it_is_made_up(
    installation: Installation, first_start: tuple[str, str]
) -> None:
    report = installation.data / "demo" / "report"
    assert "giả định" in first_start[1]
    assert "SỐ LIỆU GIẢ ĐỊNH" in (report / "report.html").read_text(encoding="utf-8")
    assert json.loads((report / "report.json").read_text(encoding="utf-8"))["is_made_up"]


def test_the_report_has_half_a_year_and_something_of_every_kind(
    installation: Installation, first_start: tuple[str, str]
) -> None:
    found = json.loads((installation.data / "demo" / "report" / "report.json").read_text("utf-8"))
    assert found["respondents"] > 2000
    assert len(found["months"]) == 6
    assert len(found["service_points"]) == 8
    assert {index["id"] for index in found["indices"]} == {"settlement", "service"}


def test_the_report_is_of_the_whole_period_of_a_made_up_plan_with_its_verdicts(
    installation: Installation, first_start: tuple[str, str]
) -> None:
    found = json.loads((installation.data / "demo" / "report" / "report.json").read_text("utf-8"))
    plan, period = found["plan"], found["period"]
    assert "ví dụ" in plan["title"]
    assert "không có thật" in plan["document"]
    assert (plan["begins"], plan["ends"]) == (period["begins"], period["ends"])
    assert "outside_plan" not in [caveat["code"] for caveat in found["caveats"]]
    assert all(index["verdict"] for index in found["indices"])


def test_the_report_tells_how_many_made_up_cases_there_were_and_why_nothing_is_weighted(
    installation: Installation, first_start: tuple[str, str]
) -> None:
    report = installation.data / "demo" / "report"
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))
    assert 0.05 < found["coverage"] < 0.5
    assert all(group["coverage"] for group in (*found["service_points"], *found["months"]))
    assert found["provenance"]["methods"]["weights"] is None
    assert "not_weighted" in [caveat["code"] for caveat in found["caveats"]]


def test_a_second_start_keeps_what_is_there(
    installation: Installation, first_start: tuple[str, str]
) -> None:
    with installation.start("demo") as server:
        again = server.printed().removeprefix(first_start[0])
    assert first_start[0].split("/")[3].split()[0] in again
    assert not (installation.data / "demo-unfinished").exists()
