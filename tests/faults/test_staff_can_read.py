"""Locked or full: whoever is signed in can still read, and is told as staff what cannot be done."""

import time
from contextlib import closing
from datetime import timedelta

import pytest

from survey.services.clock import vietnamese_time
from survey.services.keep_staff import start_session
from survey.services.open_survey import open_survey
from survey.settings import read_settings
from tests.faults.full_disk import KINDS, MakeDisk
from tests.faults.office import open_office
from tests.faults.phone import Phone
from tests.faults.server import Installation
from tests.faults.stored import write_lock
from tests.survey.paper import make_account

# More than the minute after which the end of a session is put off again.
EARLIER = timedelta(minutes=5)


def session(installation: Installation) -> str:
    """Return the session of somebody who last opened a page five minutes ago."""
    settings = read_settings({"HAILONG_DATA": str(installation.data)})
    survey = open_survey(settings, now=lambda: vietnamese_time() - EARLIER)
    with closing(survey.store):
        return start_session(survey, make_account(survey, "Lan")).token


def staff_phone(port: int, token: str) -> Phone:
    return Phone(port, headers={"Cookie": f"__Host-hailong={token}"})


def test_behind_a_lock_staff_read_their_pages(installation: Installation) -> None:
    office, token = open_office(installation), session(installation)
    with installation.start() as server:
        staff = staff_phone(server.port, token)
        with write_lock(office.database):
            begun = time.monotonic()
            desk = staff.get("/can-bo/")
            waited = time.monotonic() - begun
            point = staff.get("/can-bo/quay/1")
    assert (desk.status, point.status) == (200, 200)
    assert "Bàn làm việc" in desk.text
    assert waited < 10


@pytest.mark.parametrize("make_disk", KINDS.values(), ids=KINDS.keys())
def test_on_a_full_disk_staff_read_their_pages(
    make_disk: MakeDisk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with make_disk(tmp_path_factory.mktemp("disk")) as disk:
        open_office(disk.installation)
        token = session(disk.installation)
        with disk.installation.start() as server:
            staff = staff_phone(server.port, token)
            disk.fill()
            pages = [staff.get(path) for path in ("/can-bo/", "/can-bo/quay/1", "/can-bo/")]
    assert [page.status for page in pages] == [200] * 3
