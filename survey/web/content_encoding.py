"""Pages on the wire in fewer bytes: gzip and Brotli, also of a page whose end is not yet known.

The long beginning of a page is encoded once. Its end, which differs each time, is then appended as
it is, in a block of the same stream that both formats have for what is not compressed.
"""

import gzip
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import brotli
from werkzeug.datastructures import Accept

# Less is not worth the work, and the header that tells of it.
WORTH_ENCODING = 512
LONGEST_END = 0xFFFF
_QUICK_QUALITY = 5


class ContentEncoding(StrEnum):
    """How a page travels, by the names that HTTP has for it; the better ones first."""

    BROTLI = "br"
    GZIP = "gzip"
    NONE = "identity"


class Start(Protocol):
    """The encoded beginning of pages."""

    def ended_with(self, end: bytes) -> bytes:
        """Return a whole page with this end, at most `LONGEST_END` bytes of it."""


def accepted_encoding(accepted: Accept) -> ContentEncoding:
    """Return what a browser likes best of what it takes; NONE when it takes nothing of ours."""
    offered = [encoding for encoding in ContentEncoding if accepted[encoding] > 0]
    # The first of equals is the better one; "identity" is taken by all who do not say otherwise.
    return max(offered, key=lambda encoding: accepted[encoding], default=ContentEncoding.NONE)


def encoded_start(beginning: bytes, encoding: ContentEncoding) -> Start:
    """Encode the beginning of pages as small as it gets, which takes its time."""
    return _STARTS[encoding](beginning)


def quickly_encoded_start(beginning: bytes, encoding: ContentEncoding) -> Start:
    """Encode the beginning of pages in less than a millisecond, in Brotli a tenth larger."""
    if encoding is ContentEncoding.BROTLI:
        return _BrotliStart.of(beginning, _QUICK_QUALITY)
    return _STARTS[encoding](beginning)


def encoded(body: bytes, encoding: ContentEncoding) -> bytes:
    """Encode a whole page that is served once, quickly."""
    return _ENCODERS[encoding](body)


@dataclass(frozen=True)
class _PlainStart:
    beginning: bytes

    def ended_with(self, end: bytes) -> bytes:
        return self.beginning + end


@dataclass(frozen=True)
class _GzipStart:
    """One member of one stream: of several members Chromium shows only the first (RFC 1952)."""

    stream: bytes
    checksum: int
    length: int

    @classmethod
    def of(cls, beginning: bytes) -> "_GzipStart":
        encoder = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        stream = encoder.compress(beginning) + encoder.flush(zlib.Z_SYNC_FLUSH)
        header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
        return cls(header + stream, zlib.crc32(beginning), len(beginning))

    def ended_with(self, end: bytes) -> bytes:
        # The last block of the stream, stored (RFC 1951, 3.2.4); a sync flush ends on a whole byte.
        stored = struct.pack("<BHH", 1, len(end), len(end) ^ 0xFFFF) + end
        checksum = zlib.crc32(end, self.checksum)
        length = (self.length + len(end)) & 0xFFFFFFFF
        return self.stream + stored + struct.pack("<II", checksum, length)


@dataclass(frozen=True)
class _BrotliStart:
    stream: bytes

    @classmethod
    def of(cls, beginning: bytes, quality: int = 11) -> "_BrotliStart":
        encoder = brotli.Compressor(mode=brotli.MODE_TEXT, quality=quality)
        return cls(encoder.process(beginning) + encoder.flush())

    def ended_with(self, end: bytes) -> bytes:
        # RFC 7932, 9.2, from the lowest bit: not the last (0), four nibbles of length less one
        # (00), the length, uncompressed (1), filled up to a byte. Then the last, which is empty.
        header = ((len(end) - 1) << 3 | 1 << 19).to_bytes(3, "little")
        return self.stream + header + end + b"\x03"


_STARTS: Mapping[ContentEncoding, Callable[[bytes], Start]] = {
    ContentEncoding.BROTLI: _BrotliStart.of,
    ContentEncoding.GZIP: _GzipStart.of,
    ContentEncoding.NONE: _PlainStart,
}
_ENCODERS: Mapping[ContentEncoding, Callable[[bytes], bytes]] = {
    ContentEncoding.BROTLI: lambda body: brotli.compress(
        body, mode=brotli.MODE_TEXT, quality=_QUICK_QUALITY
    ),
    ContentEncoding.GZIP: lambda body: gzip.compress(body, compresslevel=6, mtime=0),
    ContentEncoding.NONE: bytes,
}
