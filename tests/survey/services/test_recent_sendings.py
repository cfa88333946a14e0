"""What was sent a moment ago is known again, for ten minutes, and by nobody else."""

from concurrent.futures import Future

import pytest

from survey.services import recent_sendings
from survey.services.recent_sendings import KEPT_SECONDS, RecentSendings


def settled(recent: RecentSendings, sending: bytes, outcome: bool | Exception) -> bool:
    stored: Future[bool] = Future()
    if isinstance(outcome, Exception):
        stored.set_exception(outcome)
    else:
        stored.set_result(outcome)
    recent.settle(sending, stored)
    return recent.has(sending)


def test_only_what_was_stored_is_remembered() -> None:
    recent = RecentSendings()
    assert settled(recent, b"new", outcome=True)
    assert not settled(recent, b"repeated", outcome=False)
    assert not settled(recent, b"lost", OSError())


def test_it_is_forgotten_after_ten_minutes() -> None:
    clock = [0.0]
    recent = RecentSendings(lambda: clock[0])
    assert settled(recent, b"new", outcome=True)
    clock[0] = KEPT_SECONDS - 1
    assert recent.has(b"new")
    clock[0] = KEPT_SECONDS
    assert not recent.has(b"new")


def test_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_sendings, "MOST_KEPT", 3)
    recent = RecentSendings()
    for sending in (b"1", b"2", b"3"):
        settled(recent, sending, outcome=True)
    assert not recent.has(b"1")
    assert recent.has(b"3")


def test_another_process_makes_another_hash_of_the_same() -> None:
    recent, other = RecentSendings(), RecentSendings()
    said = (b"visit", "55", "")
    assert recent.digest(*said) == recent.digest(*said)
    assert recent.digest(*said) != other.digest(*said)
    assert recent.digest(*said) != recent.digest(b"visit", "5", "5")
