"""A page of which only the end differs: one stream that every decoder reads to its end."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from survey.web.packing import LONGEST_END, Packing, packed, packed_start, wanted_packing

UNPACK = {Packing.BROTLI: brotli.decompress, Packing.GZIP: gzip.decompress, Packing.NONE: bytes}
SENTENCE = "Ông/Bà có hài lòng không? ".encode()


@pytest.mark.parametrize("packing", Packing)
@given(beginning=st.binary(max_size=300), times=st.integers(0, 40), end=st.binary(min_size=1))
@example(beginning=b"", times=0, end=b"x")
@example(beginning=b"", times=20_000, end=b"x" * LONGEST_END)
def test_a_start_with_any_end_is_the_whole_page(
    packing: Packing, beginning: bytes, times: int, end: bytes
) -> None:
    start = packed_start(beginning + SENTENCE * times, packing)
    assert UNPACK[packing](start.ended_with(end)) == beginning + SENTENCE * times + end


def test_one_start_serves_many_ends() -> None:
    for packing in Packing:
        start = packed_start(SENTENCE * 50, packing)
        ends = [b"one", b"two", b"one"]
        assert [UNPACK[packing](start.ended_with(end)) for end in ends] == [
            SENTENCE * 50 + end for end in ends
        ]


def test_the_stream_is_one_and_ends_where_it_should() -> None:
    end = bytes(range(256))

    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    sent = packed_start(SENTENCE * 50, Packing.GZIP).ended_with(end)
    assert b"".join(unzip.decompress(sent[at : at + 1]) for at in range(len(sent)))[-256:] == end
    assert (unzip.eof, unzip.unused_data) == (True, b"")

    unpack = brotli.Decompressor()
    sent = packed_start(SENTENCE * 50, Packing.BROTLI).ended_with(end)
    assert b"".join(unpack.process(sent[at : at + 1]) for at in range(len(sent)))[-256:] == end
    assert unpack.is_finished()


@pytest.mark.parametrize("packing", Packing)
def test_a_page_that_is_served_once_unpacks_too(packing: Packing) -> None:
    assert UNPACK[packing](packed(SENTENCE * 30, packing)) == SENTENCE * 30


@pytest.mark.parametrize(
    ("header", "packing"),
    [
        ("gzip, deflate, br, zstd", Packing.BROTLI),
        ("br", Packing.BROTLI),
        ("*", Packing.BROTLI),
        ("gzip, deflate", Packing.GZIP),
        ("GZIP", Packing.GZIP),
        ("br;q=0, gzip", Packing.GZIP),
        ("br;q=0, *;q=0.5", Packing.GZIP),
        ("br;q=0.2, gzip;q=1.0", Packing.GZIP),
        ("gzip;q=0.001", Packing.GZIP),
        ("gzip;q=0, br;q=0", Packing.NONE),
        ("identity;q=1, gzip;q=0.5", Packing.NONE),
        ("deflate", Packing.NONE),
        ("x-gzip", Packing.NONE),
        ("*;q=0", Packing.NONE),
        ("gzip;q=nonsense", Packing.NONE),
        ("", Packing.NONE),
        (None, Packing.NONE),
    ],
)
def test_a_browser_gets_the_best_of_what_it_takes(header: str | None, packing: Packing) -> None:
    assert wanted_packing(parse_accept_header(header, Accept)) is packing
