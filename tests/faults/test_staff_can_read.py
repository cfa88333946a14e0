"""Locked or full: staff sign in and read, and are told what cannot be done."""

import re
import time
from contextlib import closing

import pytest

from survey.services.open_survey import open_survey
from survey.settings import read_settings
from tests.faults.full_disk import KINDS, MakeDisk
from tests.faults.office import OpenOffice, open_office
from tests.faults.phone import Phone, Reply, read_form
from tests.faults.server import Installation
from tests.faults.stored import write_lock
from tests.survey.paper import PASSWORD, make_account

SIGN_IN = "/can-bo/dang-nhap"


def office_with_staff(installation: Installation) -> OpenOffice:
    """Set up an office where Lan may sign in."""
    office = open_office(installation)
    survey = open_survey(read_settings({"HAILONG_DATA": str(installation.data)}))
    with closing(survey.store):
        make_account(survey, "Lan")
    return office


def signed_in(port: int) -> Phone:
    """Sign in as Lan."""
    page = Phone(port).get(SIGN_IN)
    fields = [*read_form(page.text).hidden.items(), ("name", "Lan"), ("password", PASSWORD)]
    opened = with_session(port, page).post(SIGN_IN, fields)
    assert opened.status == 303, f"signing in answered {opened.status}"
    return with_session(port, opened)


def with_session(port: int, reply: Reply) -> Phone:
    """Return a phone that has the session of a reply."""
    cookie = re.search("__Host-hailong=[^;]+", reply.headers["set-cookie"])
    assert cookie is not None
    return Phone(port, headers={"Cookie": cookie[0]})


def test_behind_a_lock_staff_sign_in_and_read_their_pages(installation: Installation) -> None:
    office = office_with_staff(installation)
    with installation.start() as server, write_lock(office.database):
        staff = signed_in(server.port)
        begun = time.monotonic()
        desk = staff.get("/can-bo/")
        waited = time.monotonic() - begun
        point = staff.get("/can-bo/quay/1")
    assert (desk.status, point.status) == (200, 200)
    assert "Bàn làm việc" in desk.text
    assert waited < 10


@pytest.mark.parametrize("make_disk", KINDS.values(), ids=KINDS.keys())
def test_on_a_full_disk_staff_sign_in_and_read_their_pages(
    make_disk: MakeDisk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with make_disk(tmp_path_factory.mktemp("disk")) as disk:
        office_with_staff(disk.installation)
        with disk.installation.start() as server:
            disk.fill()
            staff = signed_in(server.port)
            pages = [staff.get(path) for path in ("/can-bo/", "/can-bo/quay/1", "/can-bo/")]
    assert [page.status for page in pages] == [200] * 3
