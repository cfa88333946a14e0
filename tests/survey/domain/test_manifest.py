"""What a copy says about itself, and every byte that it vouches for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.manifest import (
    BLOCK_BYTES,
    Manifest,
    NoManifest,
    WrongHash,
    block_of,
    has_block,
    read_block,
)

SAID = Manifest("0.1.0", "0006", date(2026, 3, 2), {"inbox": 0, "response": 12})
CONTENT = (b"page 1", b"page 2")
BLOCK = block_of(SAID, CONTENT)


def test_it_is_read_as_it_was_written() -> None:
    assert len(BLOCK) == BLOCK_BYTES
    assert has_block(BLOCK)
    assert read_block(BLOCK, CONTENT) == SAID


@given(at=st.integers(0, BLOCK_BYTES - 1), bit=st.integers(0, 7))
def test_no_bit_of_it_changes_unseen(at: int, bit: int) -> None:
    changed = bytearray(BLOCK)
    changed[at] ^= 1 << bit
    with pytest.raises((NoManifest, WrongHash)):
        read_block(bytes(changed), CONTENT)


def test_other_content_is_not_vouched_for() -> None:
    with pytest.raises(WrongHash):
        read_block(BLOCK, (b"page 1", b"page 3"))


@pytest.mark.parametrize(
    "block", [b"", b"\0" * BLOCK_BYTES, b"{}".ljust(BLOCK_BYTES), BLOCK[:-100]]
)
def test_what_is_none_is_not_taken_for_one(block: bytes) -> None:
    with pytest.raises(NoManifest):
        read_block(block, CONTENT)
