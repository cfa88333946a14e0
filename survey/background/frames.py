"""Messages through a pipe: eight bytes that say how long it is, and then the message."""

from typing import IO

_LENGTH_BYTES = 8


def write_frame(pipe: IO[bytes], message: bytes) -> None:
    """Send a message; raise OSError when nobody is there to read it."""
    pipe.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(message)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes:
    """Return the next message; raise EOFError when the other side has ended, even within one."""
    length = int.from_bytes(_read(pipe, _LENGTH_BYTES), "big")
    return _read(pipe, length)


def _read(pipe: IO[bytes], size: int) -> bytes:
    read = pipe.read(size)
    if len(read) < size:
        raise EOFError("the other side has ended")
    return read
