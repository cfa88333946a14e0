"""Nothing that a request says about a person or a device is left anywhere, on any path."""

import base64
import hmac
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from survey.web.headers import STAFF_PATH
from tests.faults.marked_calls import MARKS, MarkedCaller, covered_paths
from tests.faults.marks import shapes, traces
from tests.faults.office import OpenOffice, open_application, open_office
from tests.faults.phone import Reply
from tests.faults.server import Installation, planted

EXPECTED = {200, 303, 400, 404, 405, 410, 413, 422, 500, 503}


def test_no_mark_of_any_request_is_left_or_repeated(installation: Installation) -> None:
    broken = Installation(installation.folder, planted("broken_page"))
    office = open_office(broken)
    with open_application(broken) as application:
        paths = covered_paths(application, office)
    with broken.start() as server:
        caller = MarkedCaller(server, office)
        # What staff are told back is their own; that nothing of it is left holds for them too.
        list(caller.call_everything(path for path in paths if path.startswith(STAFF_PATH)))
        public = (path for path in paths if not path.startswith(STAFF_PATH))
        replies = [*caller.call_everything(public), *caller.go_wrong(), *caller.answer()]
        replies += caller.send_while_locked()
        found = traces(MARKS, [broken.folder], keys_of(office))

    assert found == ()
    assert echoed(replies) == set()
    assert {reply.status for reply in replies} >= EXPECTED
    assert len(MARKS) >= 50


def test_a_citizen_is_given_no_cookie(installation: Installation) -> None:
    office = open_office(installation)
    with installation.start() as server:
        caller = MarkedCaller(server, office)
        replies = [*caller.go_wrong(), *caller.answer()]

    assert [reply for reply in replies if "set-cookie" in reply.headers] == []


def test_a_printed_address_is_caught(installation: Installation) -> None:
    careless = Installation(installation.folder, planted("printed_address"))
    office = open_office(careless)
    with careless.start() as server:
        MarkedCaller(server, office).phone.open(office.code)

    found = traces(MARKS, [careless.folder], keys_of(office))

    assert {trace.mark.place for trace in found} == {"source address"}


@pytest.mark.parametrize("shape", ["raw", "hex", "base64", "keyed digest"])
def test_a_mark_that_was_written_down_is_found_in_every_shape(tmp_path: Path, shape: str) -> None:
    mark, key = MARKS[0], b"k" * 32
    raw = mark.value.encode()
    written = {
        "raw": raw,
        "hex": raw.hex().encode(),
        "base64": base64.b64encode(b"client=" + raw + b";"),
        "keyed digest": hmac.digest(key, raw, "sha256"),
    }
    (tmp_path / "log").write_bytes(b"\0" * 1000 + written[shape] + b"\0" * 1000)

    assert {trace.mark for trace in traces(MARKS, [tmp_path], [key])} == {mark}


def keys_of(office: OpenOffice) -> list[bytes]:
    """Return the secret keys of an installation: a digest made with them is a trace as well."""
    kept = json.loads((office.database.parent / "keys.json").read_text())
    return [bytes.fromhex(key) for key in kept.values()]


def echoed(replies: Sequence[Reply]) -> set[str]:
    """Return the places of the marks that an answer repeats, in its page or its headers."""
    said = b"\n".join(reply.text.encode() + str(dict(reply.headers)).encode() for reply in replies)
    return {
        mark.place
        for mark in MARKS
        if any(form in said for form in shapes(mark.value, []).values())
    }
