"""Files of which it is known what lies on the disk for certain and what may still be lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

SECTOR = 512


@dataclass(frozen=True)
class Write:
    """Bytes that went to a place of a file."""

    place: int
    offset: int
    data: bytes

    def apply(self, content: bytearray) -> None:
        """Write them; what lies between the end and their place is zeros."""
        end = self.offset + len(self.data)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        content[self.offset : end] = self.data

    def torn(self, chance: Random) -> Iterator["Write"]:
        """Give those of its sectors that reached the disk."""
        start, end = self.offset, self.offset + len(self.data)
        while start < end:
            after = min(end, (start // SECTOR + 1) * SECTOR)
            if chance.random() < 0.5:
                cut = self.data[start - self.offset : after - self.offset]
                yield Write(self.place, start, cut)
            start = after


@dataclass(frozen=True)
class Cut:
    """A file that was cut to a size, or made as long as that."""

    place: int
    size: int

    def apply(self, content: bytearray) -> None:
        """Give the file its size."""
        del content[self.size :]
        content.extend(bytes(self.size - len(content)))

    def torn(self, chance: Random) -> Iterator["Cut"]:
        """Give it, or not."""
        if chance.random() < 0.5:
            yield self


@dataclass(eq=False)
class File:
    """The bytes that lie on the disk for certain, and what was asked for since."""

    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Write | Cut] = field(default_factory=list)

    def flush(self, began: int) -> None:
        """Bring to the disk what was asked for before a moment."""
        for change in self.waiting:
            if change.place < began:
                change.apply(self.flushed)
        self.waiting = [change for change in self.waiting if change.place >= began]

    def whole(self) -> bytes:
        """Return what a program reads now."""
        content = bytearray(self.flushed)
        for change in self.waiting:
            change.apply(content)
        return bytes(content)

    def half(self, chance: Random) -> bytes:
        """Return what is left when about half of the rest reached the disk, some of it torn."""
        content = bytearray(self.flushed)
        for change in self.waiting:
            luck = chance.random()
            if luck < 0.4:
                change.apply(content)
            elif luck < 0.6:
                for piece in change.torn(chance):
                    piece.apply(content)
        return bytes(content)
