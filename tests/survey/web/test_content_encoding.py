"""A page of which only the end differs: one stream that every decoder reads to its end."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from survey.web.content_encoding import (
    LONGEST_END,
    ContentEncoding,
    accepted_encoding,
    encoded,
    encoded_start,
    quickly_encoded_start,
)

DECODE = {
    ContentEncoding.BROTLI: brotli.decompress,
    ContentEncoding.GZIP: gzip.decompress,
    ContentEncoding.NONE: bytes,
}
SENTENCE = "Ông/Bà có hài lòng không? ".encode()


@pytest.mark.parametrize("encoding", ContentEncoding)
@given(beginning=st.binary(max_size=300), times=st.integers(0, 40), end=st.binary(min_size=1))
@example(beginning=b"", times=0, end=b"x")
@example(beginning=b"", times=20_000, end=b"x" * LONGEST_END)
def test_a_start_with_any_end_is_the_whole_page(
    encoding: ContentEncoding, beginning: bytes, times: int, end: bytes
) -> None:
    whole = beginning + SENTENCE * times
    for start in (encoded_start(whole, encoding), quickly_encoded_start(whole, encoding)):
        assert DECODE[encoding](start.ended_with(end)) == whole + end


def test_one_start_serves_many_ends() -> None:
    for encoding in ContentEncoding:
        start = encoded_start(SENTENCE * 50, encoding)
        ends = [b"one", b"two", b"one"]
        assert [DECODE[encoding](start.ended_with(end)) for end in ends] == [
            SENTENCE * 50 + end for end in ends
        ]


def test_the_stream_is_one_and_ends_where_it_should() -> None:
    end = bytes(range(256))

    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    sent = encoded_start(SENTENCE * 50, ContentEncoding.GZIP).ended_with(end)
    assert b"".join(unzip.decompress(sent[at : at + 1]) for at in range(len(sent)))[-256:] == end
    assert (unzip.eof, unzip.unused_data) == (True, b"")

    unpack = brotli.Decompressor()
    sent = encoded_start(SENTENCE * 50, ContentEncoding.BROTLI).ended_with(end)
    assert b"".join(unpack.process(sent[at : at + 1]) for at in range(len(sent)))[-256:] == end
    assert unpack.is_finished()


@pytest.mark.parametrize("encoding", ContentEncoding)
def test_a_page_that_is_served_once_decodes_too(encoding: ContentEncoding) -> None:
    assert DECODE[encoding](encoded(SENTENCE * 30, encoding)) == SENTENCE * 30


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", ContentEncoding.BROTLI),
        ("br", ContentEncoding.BROTLI),
        ("*", ContentEncoding.BROTLI),
        ("gzip, deflate", ContentEncoding.GZIP),
        ("GZIP", ContentEncoding.GZIP),
        ("br;q=0, gzip", ContentEncoding.GZIP),
        ("br;q=0, *;q=0.5", ContentEncoding.GZIP),
        ("br;q=0.2, gzip;q=1.0", ContentEncoding.GZIP),
        ("gzip;q=0.001", ContentEncoding.GZIP),
        ("gzip;q=0, br;q=0", ContentEncoding.NONE),
        ("identity;q=1, gzip;q=0.5", ContentEncoding.NONE),
        ("deflate", ContentEncoding.NONE),
        ("x-gzip", ContentEncoding.NONE),
        ("*;q=0", ContentEncoding.NONE),
        ("gzip;q=nonsense", ContentEncoding.NONE),
        ("", ContentEncoding.NONE),
        (None, ContentEncoding.NONE),
    ],
)
def test_a_browser_gets_the_best_of_what_it_takes(
    header: str | None, encoding: ContentEncoding
) -> None:
    assert accepted_encoding(parse_accept_header(header, Accept)) is encoding
