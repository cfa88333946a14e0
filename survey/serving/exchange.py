"""What a request and its answer look like to the gateway: granian's RSGI, as far as it is used."""

from collections.abc import AsyncIterator
from typing import Protocol

from granian.rsgi import ProtocolClosed as ExchangeClosed  # type: ignore[attr-defined]
from granian.rsgi import Scope

__all__ = ["Exchange", "ExchangeClosed", "Scope", "Stream"]


class Stream(Protocol):
    """An answer that goes out piece by piece."""

    async def send_bytes(self, data: bytes, /) -> None:
        """Send a piece."""


class Exchange(Protocol):
    """One request and its answer; ExchangeClosed is raised when the other side hung up."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body of the request piece by piece, as it comes."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes, /) -> None:
        """Send an answer whole."""

    def response_stream(self, status: int, headers: list[tuple[str, str]], /) -> Stream:
        """Begin an answer that comes in pieces."""
