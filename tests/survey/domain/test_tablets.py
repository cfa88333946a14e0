"""What is kept of a tablet's key."""

import pytest

from survey.domain.tablets import hash_of_key

KEY = "0a9f" * 16


def test_a_key_is_kept_as_its_hash() -> None:
    kept = hash_of_key(KEY)
    assert kept is not None
    assert len(kept) == 32
    assert KEY.encode() not in kept


@pytest.mark.parametrize("sent", ["", KEY[1:], KEY + "a", KEY[1:] + "é", KEY[1:] + "\n"])
def test_what_no_tablet_of_ours_sends_is_no_key(sent: str) -> None:
    assert hash_of_key(sent) is None
