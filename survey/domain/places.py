"""Offices, the counters that posters hang at, the posters, and the address that they lead to."""

import ipaddress
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

from survey.domain.errors import BadAddress
from survey.domain.modes import Mode

_HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_LONGEST_HOST_NAME = 253
# So long a poster that was withdrawn takes the answers of pages that were open by then.
STILL_TAKES = timedelta(hours=24)
LONGEST_MISUSE = 200
_USUAL_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Office:
    """The office whose counters are asked about, and what it asks with at present."""

    name: str
    public_address: str | None  # None: not decided yet, so no poster can be printed
    contact: str
    questionnaire: str
    plan: str
    is_demo: bool


@dataclass(frozen=True)
class Details:
    """What people may change of a counter."""

    name: str
    field: str
    place: str

    @property
    def mark(self) -> str:
        """The same for the same words: by it a form tells what it was opened with."""
        return sha256("\n".join((self.name, self.field, self.place)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ServicePoint:
    """A counter at which posters hang."""

    id: int
    name: str
    field: str
    place: str
    closed_on: date | None  # None: open

    @property
    def is_open(self) -> bool:
        """Whether its posters take answers."""
        return self.closed_on is None

    @property
    def details(self) -> Details:
        """What may be changed of it."""
        return Details(self.name, self.field, self.place)


@dataclass(frozen=True)
class Poster:
    """One code of a service point: of a printed sheet, or of a device that it is opened on."""

    code: str
    service_point: int
    mode: Mode
    printed_on: date | None  # None: never printed
    withdrawn_on: date | None  # None: in use
    answers_until: datetime | None = None  # of pages that were open when it was withdrawn
    misuse: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken down, or out of use."""
        return self.withdrawn_on is not None

    def takes_open_pages(self, now: datetime) -> bool:
        """Whether answers are taken of a page that was opened while it was in use."""
        if self.answers_until is not None:
            return now < self.answers_until
        return not self.is_withdrawn

    def withdrawn(self, now: datetime, misuse: str = "") -> "Poster":
        """Return it as withdrawn.

        Nobody voids what people have marked already by taking the sheet off the wall: unless it was
        misused, for a reason that is kept. A device of the office takes nothing any more at once.
        """
        takes_on = not misuse and not self.mode.is_shared
        until = now + STILL_TAKES if takes_on else None
        return replace(self, withdrawn_on=now.date(), answers_until=until, misuse=misuse)


def public_address(text: str) -> str:
    """Return an address as posters print it (``https://host``); raise BadAddress for any other."""
    parts = _split(text.strip())
    host = parts.hostname or ""
    is_whole = parts.scheme in _USUAL_PORTS and parts.path in ("", "/")
    has_more = "@" in parts.netloc or "?" in text or "#" in text
    if not is_whole or has_more or not _is_host(host):
        raise BadAddress("an address looks like https://host or http://host:port")
    shown = f"[{host}]" if ":" in host else host
    port = _port(parts)
    return f"{parts.scheme}://{shown}{'' if port is None else f':{port}'}"


def is_loopback(address: str) -> bool:
    """Whether an address leads back to the machine that opens it, so that no phone finds it."""
    host = _split(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:
        raise BadAddress("the brackets of the address do not hold a number") from None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise BadAddress("the port is not a number up to 65535") from None
    if port == 0:
        raise BadAddress("the port is 0")
    return None if port == _USUAL_PORTS[parts.scheme] else port


def _is_host(host: str) -> bool:
    if ":" in host:
        return "%" not in host
    return len(host) <= _LONGEST_HOST_NAME and _HOST_NAME.fullmatch(host) is not None
