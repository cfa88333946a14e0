"""Find identifiers in a comment, what can tell who wrote it or about whom, before it is stored.

A pattern finds the shape of a number or a name. It does not find a story, a number written in
words or a nickname; the page says so by asking people to write nothing that shows who they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from survey.domain.identifier_kinds import Identifier, IdentifierKind
from survey.domain.identifier_names import names
from survey.domain.identifier_numbers import numbers
from survey.domain.identifier_patterns import rules_for
from survey.domain.plain_characters import masked, plain_characters

# The fields that a page with a warning carries: which words it has shown, and the button that
# takes the identifiers out. No question may be called so: questionnaires refuse hyphens in ids.
SEEN = "comment-seen"
CUT = "comment-cut"

_SPACES = re.compile(" {2,}")
_BEFORE_A_STOP = re.compile(r" (?=[,.;!?)\n])")
# What stands where an identifier was, each time that what is left is read again. People need one
# reading or two; whoever builds a text of which every reading finds one more soon has gaps that no
# pattern reads across, and in the end nothing.
_GAPS = (" ", " ", " … ")
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True)
class Piece:
    """A part of a comment; `kind` is None for words that are no identifier."""

    text: str
    kind: IdentifierKind | None


def find_identifiers(comment: str) -> tuple[Identifier, ...]:
    """Return what can tell who wrote a cleaned comment, in its order, without overlaps."""
    found: list[Identifier] = []
    text = plain_characters(comment)
    for rule in rules_for(text):
        spans = [match.span() for match in rule.pattern.finditer(text)]
        if rule.kind is not None:
            found += [Identifier(start, end, rule.kind) for start, end in spans]
        # What one rule has explained, as an identifier or as harmless, no later one reads again.
        text = masked(text, spans)
    for find in (numbers, names):
        more = tuple(find(text))
        found += more
        text = masked(text, [(one.start, one.end) for one in more])
    return tuple(sorted(found, key=lambda one: one.start))


def pieces(comment: str) -> tuple[Piece, ...]:
    """Return a comment cut where an identifier begins or ends."""
    return tuple(piece for piece in _pieces(comment) if piece.text)


def without_identifiers(comment: str) -> str:
    """Return a comment without its identifiers; what is left has no other one."""
    for gap in _GAPS:
        cut = pieces(comment)
        if all(piece.kind is None for piece in cut):
            return comment
        # Words that stood apart may now stand together and read as another number.
        kept = gap.join(piece.text for piece in cut if piece.kind is None)
        comment = _BEFORE_A_STOP.sub("", _SPACES.sub(" ", kept)).strip()
    return "" if find_identifiers(comment) else comment


def comment_digest(comment: str) -> str:
    """Return the digest by which a page says that these very words were shown with a warning."""
    return sha256(comment.encode()).hexdigest()[:_DIGEST_CHARACTERS]


def _pieces(comment: str) -> Iterator[Piece]:
    end = 0
    for one in find_identifiers(comment):
        yield Piece(comment[end : one.start], None)
        yield Piece(comment[one.start : one.end], one.kind)
        end = one.end
    yield Piece(comment[end:], None)
