"""What people type, made fit to be kept and shown."""

import re
import unicodedata

from questionnaires.composing import composed, without_shapeless
from survey.domain.errors import BadText, CommentTooLong, TextFault

LONGEST_COMMENT = 2000

# Characters that turn the direction of what follows can make a text read as what it is not.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A letter may come in four characters, each a tone or a hook of it, and a line end in two.
_WRITTEN_LONGER = 4
# What is longer is too long whatever it says, and is not read on.
LONGEST_WRITTEN = LONGEST_COMMENT * _WRITTEN_LONGER


def clean_line(text: str, longest: int) -> str:
    """Return a name or another line for keeping; raise BadText when it is empty or too long.

    Nothing in it is without a shape: two names that look the same must be the same.
    """
    if is_longer(text, longest):
        raise BadText(TextFault.TOO_LONG)
    line = " ".join(without_invisible(without_shapeless(text)).split())
    if not line:
        raise BadText(TextFault.EMPTY)
    if len(line) > longest:
        raise BadText(TextFault.TOO_LONG)
    return line


def clean_comment(text: str) -> str:
    """Return a comment for keeping, with its line ends; raise CommentTooLong over the limit.

    What has no shape at all says nothing, and would be thanked for.
    """
    if is_longer(text, LONGEST_COMMENT):
        raise CommentTooLong(len(text), LONGEST_COMMENT)
    comment = without_invisible(text).strip()
    if len(comment) > LONGEST_COMMENT:
        raise CommentTooLong(len(comment), LONGEST_COMMENT)
    return comment if without_shapeless(comment).strip() else ""


def is_longer(text: str, longest: int) -> bool:
    """Tell, before anything is done with a text as it came, whether it cannot be short enough.

    Nobody waits for a text to be read that is refused in the end.
    """
    return len(text) > longest * _WRITTEN_LONGER


def without_invisible(text: str) -> str:
    """Return a text without invisible characters, composed (NFC), its line ends of one kind."""
    if text.isprintable():
        return composed(text)
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    hidden = {ord(each): None for each in set(lines) if not _is_shown(each)}
    return composed(lines.translate(hidden) if hidden else lines)


def _is_shown(character: str) -> bool:
    # Cc: controls and NUL; Cs: halves of a character, which no file can keep.
    return character == "\n" or (
        unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTIONS
    )
