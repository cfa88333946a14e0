"""Names of people's things as parts of file names that any machine takes."""

import re
import unicodedata

_LONGEST = 40
_NO_PLAIN_SIGN = re.compile("[^a-z0-9]+")
# The only letters of Vietnamese that are not a plain letter with marks.
_PLAIN = str.maketrans("đĐ", "dd")


def file_name_part(text: str) -> str:
    """Return a text as plain letters and digits with hyphens between words, at most 40 signs.

    Marks go, because not every archive, stick and mail program keeps them. May be empty.
    """
    parted = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    unmarked = "".join(sign for sign in parted if not unicodedata.combining(sign))
    words = _NO_PLAIN_SIGN.sub("-", unmarked.casefold()).strip("-")
    if len(words) <= _LONGEST:
        return words
    whole, _, rest = words[: _LONGEST + 1].rpartition("-")
    return whole or rest[:_LONGEST]
