"""Telltales: what in a comment can tell who wrote it, or about whom, found before it is stored.

A pattern finds the shape of a number or a name. It does not find a story, a number written in
words or a nickname; the page says so by asking people to write nothing that shows who they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from survey.domain.telltale_kinds import Telltale, TelltaleKind
from survey.domain.telltale_names import names
from survey.domain.telltale_numbers import numbers
from survey.domain.telltale_patterns import PATTERNS
from survey.domain.telltale_signs import masked, plain_signs

# The fields that a page with a warning carries: which words it has shown, and the button that
# takes the telltales out. No question may be called so: questionnaires refuse hyphens in ids.
SEEN = "comment-seen"
CUT = "comment-cut"

_SPACES = re.compile(" {2,}")
_BEFORE_A_STOP = re.compile(r" +(?=[,.;!?)\n])")
_SEEN_SIGNS = 16


@dataclass(frozen=True)
class Piece:
    """A part of a comment; `kind` is None for words that tell nothing."""

    text: str
    kind: TelltaleKind | None


def find_telltales(comment: str) -> tuple[Telltale, ...]:
    """Return what can tell who wrote a cleaned comment, in its order, without overlaps."""
    found: list[Telltale] = []
    text = plain_signs(comment)
    for kind, pattern in PATTERNS:
        spans = [match.span() for match in pattern.finditer(text)]
        if kind is not None:
            found += [Telltale(start, end, kind) for start, end in spans]
        # What one pattern has explained, as a telltale or as harmless, no later one reads again.
        text = masked(text, spans)
    for find in (numbers, names):
        more = tuple(find(text))
        found += more
        text = masked(text, [(one.start, one.end) for one in more])
    return tuple(sorted(found, key=lambda one: one.start))


def pieces(comment: str) -> tuple[Piece, ...]:
    """Return a comment cut where a telltale begins or ends."""
    return tuple(piece for piece in _pieces(comment) if piece.text)


def without_telltales(comment: str) -> str:
    """Return a comment without its telltales; what is left says no other one."""
    while find_telltales(comment):
        # Words that stood apart may now stand together and read as another number.
        kept = " ".join(piece.text for piece in pieces(comment) if piece.kind is None)
        comment = _BEFORE_A_STOP.sub("", _SPACES.sub(" ", kept)).strip()
    return comment


def seen_mark(comment: str) -> str:
    """Return what a page carries to say that exactly these words were shown with a warning."""
    return sha256(comment.encode()).hexdigest()[:_SEEN_SIGNS]


def _pieces(comment: str) -> Iterator[Piece]:
    end = 0
    for one in find_telltales(comment):
        yield Piece(comment[end : one.start], None)
        yield Piece(comment[one.start : one.end], one.kind)
        end = one.end
    yield Piece(comment[end:], None)
