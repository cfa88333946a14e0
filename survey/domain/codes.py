"""The eight characters that name a poster: seven random ones and one that catches mistakes."""

import re
import unicodedata
from collections.abc import Callable

# Crockford's 32 characters: none of them is taken for another one on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
# A whole address: the longest name of a host, and what other pages add to an address.
LONGEST_TYPED = 400

_READ_AS = str.maketrans("OIL", "011")
# Keyboards of East Asia type the characters of ASCII at twice their width.
_FULL_WIDTH = {0xFEE0 + number: number for number in range(0x21, 0x7F)} | {0x3000: 0x20}
_AFTER_THE_PATH = re.compile("[?#]")
_BETWEEN_PARTS = re.compile(r"[/\\:]")

# x^5 + x^2 + 1: multiplication by x in the field of 32 elements.
_FIELD_POLYNOMIAL = 0b100101


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Return a new code; `random_bytes` gives as many random bytes as it is asked for."""
    # The lowest five bits of a random byte are a random character.
    numbers = [byte & 31 for byte in random_bytes(LENGTH - 1)]
    return "".join(ALPHABET[number] for number in [*numbers, _check_number(numbers)])


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, or None when it has a mistake.

    The whole address may be typed or pasted, as it is printed under the QR code of a poster.
    """
    if len(typed) > LONGEST_TYPED:
        return None
    code = _last_part(typed.translate(_FULL_WIDTH)).upper().translate(_READ_AS)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return None
    numbers = [ALPHABET.index(character) for character in code]
    return code if _check_number(numbers[:-1]) == numbers[-1] else None


def _last_part(address: str) -> str:
    """Return the letters and digits of what stands last in the path of an address."""
    path = _AFTER_THE_PATH.split(address, maxsplit=1)[0]
    parts = [_without_separators(part) for part in _BETWEEN_PARTS.split(path)]
    last = next(filter(None, reversed(parts)), "")
    # Some foreign letters become A-Z in capitals, and nobody meant them.
    return last if last.isascii() else ""


def _without_separators(part: str) -> str:
    return "".join(each for each in part if not _is_separator(each))


def _is_separator(character: str) -> bool:
    category = unicodedata.category(character)
    # Cf: what nobody sees between two letters. Other control characters belong to no address.
    return character.isspace() or category == "Cf" or category.startswith("P")


def _check_number(numbers: list[int]) -> int:
    # The character at index i counts x^(7-i) times: eight different weights, so a changed character
    # and any two swapped ones, the last one included, both change the sum.
    total = 0
    for number in numbers:
        total = _times_x(total ^ number)
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 32 else doubled
