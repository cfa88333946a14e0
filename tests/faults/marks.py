"""Marks that a request carries, and the search for any trace of them in what a server leaves."""

import base64
import hashlib
import hmac
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b")
# A digest may be stored cut short; eight bytes of it are still no accident.
DIGEST_BYTES = 8

# Where an address, a device or a person may stand in a request, by proxies and by browsers.
WORD_HEADERS = (
    "User-Agent", "Accept", "Accept-Language", "Cookie", "Referer", "From", "Via", "Pragma",
    "Authorization", "Proxy-Authorization", "DNT", "If-None-Match", "If-Modified-Since", "Range",
    "X-Requested-With", "X-Request-ID", "X-Correlation-ID", "Traceparent", "Baggage",
    "X-Amzn-Trace-Id", "X-Forwarded-Server", "X-Forwarded-User", "X-Remote-User",
    "X-Device-User-Agent", "X-OperaMini-Phone-UA", "X-UIDH", "X-WAP-Profile", "X-MSISDN",
    "X-ATT-DeviceId", "X-IMSI", "X-IMEI", "Sec-CH-UA", "Sec-CH-UA-Model", "Sec-CH-UA-Platform",
    "Sec-CH-UA-Platform-Version", "Sec-CH-UA-Full-Version-List", "Sec-CH-UA-Arch",
    "Sec-CH-Device-Memory", "Sec-CH-Viewport-Width", "Sec-GPC", "Device-Memory", "DPR", "ECT",
    "RTT", "Downlink", "Save-Data", "CDN-Loop",
)  # fmt: skip
ADDRESS_HEADERS = (
    "X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP",
    "X-Client-IP", "X-Cluster-Client-IP", "Fastly-Client-IP", "X-Original-Forwarded-For",
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A value that nobody else uses, and where in the request it stood."""

    place: str
    value: str


@dataclass(frozen=True)
class Trace:
    """A mark found again: which one, in which shape, in which file."""

    mark: Mark
    shape: str
    found_in: str


def make_marks(seed: int) -> tuple[Mark, ...]:
    """Return one mark for each header, the same ones for the same seed."""
    source = random.Random(seed)
    words = (Mark(name, f"dau{source.getrandbits(64):016x}") for name in WORD_HEADERS)
    addresses = (Mark(name, _address(source)) for name in ADDRESS_HEADERS)
    return (*words, *addresses)


def as_headers(marks: Sequence[Mark]) -> dict[str, str]:
    """Return the headers that carry the marks."""
    return {mark.place: f"for={mark.value}" if mark.place == "Forwarded" else mark.value
            for mark in marks}  # fmt: skip


def traces(
    marks: Sequence[Mark], folders: Sequence[Path], keys: Sequence[bytes]
) -> tuple[Trace, ...]:
    """Return every trace of a mark in any byte below the folders."""
    contents = {path: path.read_bytes() for path in _files(folders)}
    return tuple(
        Trace(mark, shape, path.name)
        for mark in marks
        for shape, form in shapes(mark.value, keys).items()
        for path, content in contents.items()
        if form in content
    )


def shapes(value: str, keys: Sequence[bytes]) -> Mapping[str, bytes]:
    """Return how a value could have been written down, by the name of the shape."""
    raw = value.encode()
    found = {
        "raw": raw,
        "upper case": value.upper().encode(),
        "utf-16": value.encode("utf-16-le"),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "url": quote(value, safe="").encode(),
        "reversed": raw[::-1],
    }
    found |= dict(_base64_shapes(raw))
    found |= dict(_digest_shapes(raw, keys))
    return found | dict(_packed_shapes(value))


def _address(source: random.Random) -> str:
    return ".".join(str(source.randint(100, 250)) for _ in range(4))


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _base64_shapes(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for shift in range(3):
        # Only the signs that depend on these bytes alone, not on what stands before and after.
        coded = base64.b64encode(b"\0" * shift + raw)
        inner = coded[(0, 2, 3)[shift] : (shift + len(raw)) * 8 // 6]
        yield f"base64 +{shift}", inner
        yield f"base64url +{shift}", inner.translate(bytes.maketrans(b"+/", b"-_"))


def _digest_shapes(raw: bytes, keys: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    digests = {name: hashlib.new(name, raw).digest() for name in DIGESTS}
    for place, key in enumerate(keys):
        digests |= {f"{name} with key {place}": hmac.digest(key, raw, name) for name in DIGESTS}
        digests |= {
            f"{name} behind key {place}": hashlib.new(name, key + raw).digest() for name in DIGESTS
        }
    for name, digest in digests.items():
        cut = digest[:DIGEST_BYTES]
        yield name, cut
        yield f"{name} hex", cut.hex().encode()
        yield f"{name} HEX", cut.hex().upper().encode()
        yield f"{name} base64", base64.b64encode(digest)[:10]
        yield f"{name} base64url", base64.urlsafe_b64encode(digest)[:10]


def _packed_shapes(value: str) -> Iterator[tuple[str, bytes]]:
    parts = value.split(".")
    if len(parts) == 4 and all(part.isdigit() for part in parts):
        packed = bytes(int(part) for part in parts)
        yield "address packed", packed
        yield "address packed, hex", packed.hex().encode()
        yield "address as a number", str(int.from_bytes(packed)).encode()
