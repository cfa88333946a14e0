"""The step before sending words that tell who wrote them: they are shown, and what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.domain.identifiers import CUT, SEEN, Piece, comment_digest, pieces
from survey.domain.texts import clean_comment
from survey.web.notices import IDENTIFIERS, Notice
from templates.languages import translations


@dataclass(frozen=True)
class IdentifierWarning:
    """What the page shows and carries.

    Attributes
    ----------
    lines : sequence of sequences of Piece
        The comment line by line, cut where an identifier begins or ends.
    kinds : str
        What the identifiers look like, in the language of the page.
    seen_field, comment_digest : str
        The field that says which words were shown, and what it says.
    cut_field : str
        The button that sends the comment without its identifiers.
    """

    lines: Sequence[Sequence[Piece]]
    kinds: str
    comment_digest: str
    seen_field: str = SEEN
    cut_field: str = CUT


def warning_of(notice: Notice | None, written: str, language: str) -> IdentifierWarning | None:
    """Return what a page with this notice shows of the comment; None if it is another notice."""
    if notice is None or notice.code != IDENTIFIERS.code:
        return None
    comment = clean_comment(written)
    found = pieces(comment)
    kinds = dict.fromkeys(piece.kind for piece in found if piece.kind is not None)
    names = (translations(language).gettext(kind.value) for kind in kinds)
    return IdentifierWarning(tuple(_lines(found)), ", ".join(names), comment_digest(comment))


def _lines(found: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    line: list[Piece] = []
    for piece in found:
        first, *others = piece.text.split("\n")
        line.append(Piece(first, piece.kind))
        for text in others:
            yield tuple(line)
            line = [Piece(text, piece.kind)]
    yield tuple(line)
